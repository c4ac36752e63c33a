import io

from freezegun import freeze_time
from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .giving_common import GivingCommon


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackDocument(GivingCommon):
    """Form 7 and the overview: the plan with what was achieved and said, read with one's rights."""

    def achieve(self, result, name, **vals):
        entries = self.env["hr.skp.progress"].with_user(result.skp_id.employee_user_id)
        return entries.create({"result_id": result.id, "name": name, **vals})

    def fill(self):
        """Something on every kind of line of kasi's plan."""
        value = self.plans["kasi"].behaviour_ids[2].core_value_id
        self.achieve(self.result, "Laporan Januari sampai Mei terkirim", date="2026-05-31")
        self.give("kabid", result_id=self.result.id, name="Rapi dan tepat waktu")
        self.give("staff", core_value_id=value.id, name="Mau mengajari kami")
        self.give("kabid", source_name="Survei 2026", name="Warga puas")
        self.give("kasi", name="Catatan saya sendiri")
        self.feedback.create(
            {
                "skp_id": self.plans["kasi"].id,
                "relation": "peer",
                "name": "Kata tanpa nama",
                "is_anonymous": True,
            }
        )

    def print_pdf(self, plans, key):
        report = self.env["ir.actions.report"].with_user(self.users[key])
        content, _kind = report._render("hr_skp_feedback.feedback_pdf", plans.ids)
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    def test_print(self):
        """Every remark with its source; what one says of oneself is not feedback."""
        self.fill()
        text = self.print_pdf(self.plans["kasi"], "kabid")
        for expected in (
            "UMPAN BALIK BERKELANJUTAN",
            "Laporan Januari sampai Mei terkirim",
            "Rapi dan tepat waktu (Sumber: Jabatan Kepala Bidang Uji)",
            "Mau mengajari kami (Sumber: Jabatan Staf Uji)",
            "Warga puas (Sumber: Survei 2026)",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("Catatan saya sendiri", text)
        self.assertNotIn("Kata tanpa nama", text, "the evaluator sums it up in his own name")
        self.assertEqual(self.print_pdf(self.plans["kasi"], "kasi"), text)

    def test_who_prints(self):
        """The person, the evaluator, who acts for him, auditors; not who reads the plan alone."""
        self.fill()
        for key in ("kasi", "kabid", "wakil", "auditor"):
            self.assertTrue(self.print_pdf(self.plans["kasi"], key))
        for key in ("kadis", "officer", "manager", "staff", "warga", "pemberi", "hr"):
            with self.subTest(key=key):
                with self.assertRaises(AccessError):
                    self.print_pdf(self.plans["kasi"], key)
                with self.assertRaises(AccessError):
                    self.plan("kasi", key).get_overview()

    def test_not_agreed(self):
        """On a plan that was never agreed nothing was said."""
        with self.assertRaises(UserError):
            self.print_pdf(self.plans["staff"], "kasi")

    def test_workbook(self):
        """The copy has the same words."""
        self.fill()
        report = self.env["ir.actions.report"].with_user(self.users["kabid"])
        content, kind = report._render("hr_skp_feedback.feedback_xlsx", self.plans["kasi"].ids)
        self.assertEqual(kind, "xlsx")
        words = [
            str(cell.value)
            for sheet in load_workbook(io.BytesIO(content))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value
        ]
        self.assertIn("Rapi dan tepat waktu (Sumber: Jabatan Kepala Bidang Uji)", words)

    def test_being_revised(self):
        """While a revision is prepared the agreed text prints, and a result taken out stays."""
        self.fill()
        plan = self.plan("kasi", "kabid")
        plan.action_revise("Penugasan baru")
        self.result.with_user(self.users["kabid"]).name = "Kata yang belum disepakati"
        text = self.print_pdf(self.plans["kasi"], "kabid")
        self.assertNotIn("Kata yang belum disepakati", text)
        self.result.active = False
        self.plan("kasi", "kasi").action_propose()
        plan.action_agree()
        text = self.print_pdf(self.plans["kasi"], "kabid")
        self.assertIn("Tidak lagi dalam SKP", text)
        self.assertIn("Rapi dan tepat waktu", text)

    def test_snapshots_cost_the_same_for_many(self):
        """One plan or several: the same number of questions to the database."""
        for key in ("staff", "teman", "warga"):
            self.bring_to(key, "agreed")
            self.achieve(self.plans[key].result_ids, "Selesai")
            self.give("kasi", about=key, result_id=self.plans[key].result_ids.id)
        leader = self.env["hr.skp"].with_user(self.users["kasi"])
        plans = leader.browse([self.plans[key].id for key in ("staff", "teman", "warga")])
        plans._get_feedback_snapshots()
        costs = []
        for records in (plans[:1], plans):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            leader.browse(records.ids)._get_feedback_snapshots()
            costs.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*costs)

    def test_overview(self):
        """Results, then the seven values, then the whole; beside each what belongs to it."""
        self.fill()
        overview = self.plan("kasi", "kabid").get_overview()
        kinds = [row["kind"] for row in overview["rows"]]
        self.assertEqual(kinds, ["result"] * 2 + ["behaviour"] * 7 + ["whole"])
        row = next(row for row in overview["rows"] if row["id"] == self.result.id)
        self.assertEqual([line["text"] for line in row["feedback"]], ["Rapi dan tepat waktu"])
        self.assertEqual(row["progress"][0]["text"], "Laporan Januari sampai Mei terkirim")
        self.assertEqual(overview["rows"][4]["feedback"][0]["text"], "Mau mengajari kami")
        said = {line["text"] for line in overview["rows"][-1]["feedback"]}
        self.assertEqual(said, {"Warga puas", "Catatan saya sendiri", "Kata tanpa nama"})

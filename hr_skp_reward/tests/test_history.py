import io

import pypdf
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.hr_skp.tests.portal_common import PortalCommon

from .reward_common import RewardCommon


@tagged("post_install", "-at_install", "hr_skp_reward")
class TestHistory(PortalCommon, RewardCommon):
    """Predicates by year, awards and improvement: on the employee, on paper, in the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2028-02-01 03:00:00"):
            cls.env["hr.skp.past.predicate"].create(
                {
                    "employee_id": cls.people["warga"].id,
                    "year": 2025,
                    "predicate": "baik",
                    "source": "e-Kinerja BKN",
                }
            )
            cls.final("warga", 2026, "sangat_baik")
            cls.final("warga", 2027, "sangat_baik")
            cls.final("anggota", 2027, "kurang")
            cls.follow_up()
            pool = cls.awards("warga", benefit="talent_pool").with_user(cls.users["ppk"])
            pool.action_approve()
            pool.action_grant("SK 800/12", "2028-02-01")
            cls.decide("anggota", "start", "begin", "2028-02-01")
        cls.target = cls.env["hr.skp.improvement"].create(
            {
                "sanction_id": cls.case("anggota").id,
                "name": "Laporan tepat waktu",
                "target": "Enam laporan",
                "date_due": "2028-06-01",
            }
        )

    def paper(self, key, role):
        person = self.people[key].with_user(self.users[role])
        content = (
            self.env["ir.actions.report"]
            .with_user(self.users[role])
            ._render("hr_skp_reward.history_pdf", person.ids)[0]
        )
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)

    def test_paper(self):
        """Years with their source, granted awards with their decision; a case is not printed."""
        text = self.paper("warga", "officer")
        for words in (
            "RIWAYAT KINERJA PEGAWAI",
            "2025",
            "e-Kinerja BKN",
            "SANGAT BAIK",
            "SK 800/12",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Prioritas", text, "only granted awards are printed")
        text = self.paper("anggota", "ppk")
        self.assertIn("KURANG", text)
        for words in ("sanksi", "perbaikan", "Enam"):
            self.assertNotIn(words, text.lower())

    def test_who_prints(self):
        for key in ("officer", "auditor", "ppk"):
            self.assertIn("Warga Uji", self.paper("warga", key))
        for key in ("kasi", "teman", "hr", "unit_officer"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.paper("warga", key)
            with self.assertRaises(AccessError):
                self.people["warga"].with_user(self.users[key])._print_pdf("history")

    def test_tab_on_the_employee(self):
        """Officers see predicates and awards; the tab of cases is the decider's and auditor's."""
        warga = self.people["warga"].with_user(self.users["officer"])
        self.assertEqual(warga.skp_history_ids.mapped("year"), [2027, 2026, 2025])
        self.assertTrue(warga.skp_award_ids)
        arch = (
            self.env["hr.employee"]
            .with_user(self.users["officer"])
            .get_view(self.env.ref("hr.view_employee_form").id)["arch"]
        )
        self.assertIn("skp_history_ids", arch)
        self.assertNotIn("skp_sanction_ids", arch)
        with self.assertRaises(AccessError):
            self.people["anggota"].with_user(self.users["officer"]).read(["skp_sanction_ids"])

    def test_portal_page(self):
        """One's own predicates and awards, and the paper of them."""
        self.log_in("warga")
        page = self.page("/my/skp/history")
        for words in ("2027", "2025", "e-Kinerja BKN", "SK 800/12"):
            self.assertIn(words, page)
        self.assertNotIn('id="improvement"', page)
        self.assertIn("/my/skp/history", self.page("/my/skp/content"))
        answer = self.url_open("/my/skp/history.pdf")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("Warga", answer.headers["Content-Disposition"])

    def post_check(self, note, progress="partial"):
        page = self.page("/my/skp/history")
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(
            f"/my/skp/improvement/{self.target.id}/check",
            data={"note": note, "progress": progress, "csrf_token": token},
        )

    def test_check_in_on_the_phone(self):
        """The person says how far he is; without a word nothing is saved; strangers are refused."""
        self.log_in("anggota")
        self.assertIn("Enam laporan", self.page("/my/skp/history"))
        self.post_check("Dua laporan sudah tepat waktu")
        self.assertRecordValues(
            self.target.check_ids,
            [{"party": "employee", "progress": "partial", "note": "Dua laporan sudah tepat waktu"}],
        )
        answer = self.post_check("  ")
        self.assertIn("refused", answer.url)
        self.assertEqual(len(self.target.check_ids), 1)
        self.log_in("warga")
        other = self.env["hr.skp.improvement.check"].with_user(self.users["warga"])
        with self.assertRaises(AccessError):
            other.create({"improvement_id": self.target.id, "note": "x"})

    def test_task(self):
        """A target that nears is a task, of the person and of his evaluator, and says no more."""
        plans = self.env["hr.skp"].with_user(self.users["anggota"])
        with freeze_time("2028-05-10 03:00:00"):
            self.assertFalse(plans._prepare_improvement_tasks())
        with freeze_time("2028-05-20 03:00:00"):
            (task,) = plans._prepare_improvement_tasks()
            self.assertEqual(task["url"], "/my/skp/history#improvement")
            self.assertNotIn("Laporan", task["title"] + task["detail"])
            evaluator = self.case("anggota").evaluator_user_id
            (task,) = plans.with_user(evaluator)._prepare_improvement_tasks()
            self.assertEqual(task["url"], "/my/skp/history#improvement-team")
            self.assertFalse(plans.with_user(self.users["staff"])._prepare_improvement_tasks())
        with freeze_time("2028-06-02 03:00:00"):
            self.assertTrue(plans._prepare_improvement_tasks()[0]["late"])

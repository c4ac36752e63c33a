import hashlib
from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .document_common import DocumentCommon, pdf_text


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestIssuedDocuments(DocumentCommon):
    """Forms 8, 9 and 10 from what is in the database: what they say, and who gets them when."""

    def test_form_8(self):
        """Plan, realisation, remarks of the term with their sources, pattern, ratings."""
        self.evaluate_to("staff", "finalised", ratings=("as", "above"))
        text = pdf_text(self.print_form(self.evaluation("staff"), "kasi"))
        for expected in (
            "EVALUASI KINERJA PEGAWAI",
            "PERIODE: TRIWULAN I",
            "1 JANUARI SD 31 DESEMBER TAHUN 2026",
            "CAPAIAN KINERJA ORGANISASI: BAIK",
            "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI BAIK",
            "11 laporan",
            "Rapi dan tepat waktu (Sumber: Jabatan Kepala Seksi Uji)",
            "Warga puas (Sumber: Survei 2026)",
            "Secara umum baik",
            "RATING HASIL KERJA: SESUAI EKSPEKTASI",
            "RATING PERILAKU KERJA: DIATAS EKSPEKTASI",
            "PREDIKAT KINERJA PEGAWAI: BAIK",
        ):
            self.assertIn(expected, text)
        for absent in ("Di luar triwulan", "Terlambat lahir", "Kata tanpa nama", "KONSEP"):
            self.assertNotIn(absent, text)

    def test_form_8_in_words(self):
        """Qualitative: notes, then what was reached in the end; the tag of the running year."""
        revision = self.plans["staff"].revision_ids
        content = {**revision.content, "approach": "qualitative"}
        self.env.cr.execute(
            "UPDATE hr_skp_revision SET content = jsonb_set(content, '{approach}', %s) "
            "WHERE id = %s",
            ['"qualitative"', revision.id],
        )
        revision.invalidate_recordset()
        self.assertEqual(revision.content, content)
        self.evaluate_to("staff", "finalised")
        text = pdf_text(self.print_form(self.evaluation("staff"), "staff"))
        for expected in (
            "PENDEKATAN HASIL KERJA KUALITATIF",
            "Progress Capaian dan Data Dukung: • Laporan Januari dan Februari terkirim",
            "Capaian Akhir dan data dukung: • Jumlah laporan (target: 10 – 12): 11 laporan",
            "Penugasan tahun berjalan",
            "Sekretaris Daerah",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("Sebelas laporan terkirim", text, "the report stands in its place")

    def test_workbook(self):
        """The copy in XLSX says the same and is marked as a copy."""
        self.evaluate_to("staff", "received")
        for kind, word in (("evaluation", "SESUAI EKSPEKTASI"), ("evaluation_summary", "BAIK")):
            content = self.print_form(self.evaluation("staff"), "kasi", kind, "xlsx")
            cells = [
                cell.value
                for sheet in load_workbook(BytesIO(content))
                for row in sheet.iter_rows()
                for cell in row
            ]
            self.assertIn(word, cells)

    # ------------------------------------------------------------
    # WHO GETS WHAT
    # ------------------------------------------------------------

    def test_before_finalising(self):
        """A draft with the ratings for who may read these; nothing for the employee."""
        self.evaluate_to("staff", "rated", ratings=("above", "above"))
        self.performance("dinas", "istimewa")
        subject = self.evaluation("staff")
        for kind in ("evaluation", "evaluation_summary"):
            for role in ("kasi", "auditor"):
                text = pdf_text(self.print_form(subject, role, kind))
                self.assertIn("KONSEP", text)
                self.assertIn("SANGAT BAIK", text)
                self.assertIn("ISTIMEWA", text)
            for role in ("staff", "officer", "kabid", "kadis", "manager", "teman", "warga", "hr"):
                for extension in ("pdf", "xlsx"):
                    with self.subTest(kind=kind, role=role), self.assertRaises(AccessError):
                        self.print_form(subject, role, kind, extension)
        self.assertFalse(subject.document_ids)

    def test_after_finalising(self):
        """Whoever reads the content prints and reads the document; a colleague never."""
        self.evaluate_to("staff", "finalised")
        subject, document = self.evaluation("staff"), self.documents()
        for role in ("staff", "kasi", "officer", "unit_officer", "auditor"):
            self.assertEqual(self.print_form(subject, role), self.file(document))
            self.assertTrue(document.with_user(self.users[role]).read(["name", "file"]))
        for role in ("teman", "warga", "ketua", "hr", "kadis"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self.print_form(subject, role)
                own = document.with_user(self.users[role])
                self.assertFalse(own.search([("evaluation_id", "=", subject.id)]))
                with self.assertRaises(AccessError):
                    own.read(["name"])
                attachment = self.env["ir.attachment"].search(
                    [
                        ("res_model", "=", document._name),
                        ("res_id", "=", document.id),
                        ("res_field", "=", "file"),
                    ]
                )
                with self.assertRaises(AccessError):
                    attachment.with_user(self.users[role]).read(["datas"])

    def test_plan_readers_get_nothing_more(self):
        """Who reads the plan alone, above the evaluator, does not read the evaluation's forms."""
        self.evaluate_to("staff", "finalised")
        plan = self.plan("staff", "kadis")
        self.assertEqual(plan.document_ids.mapped("kind"), ["plan"])

    # ------------------------------------------------------------
    # FROZEN
    # ------------------------------------------------------------

    def test_same_bytes(self):
        """What was issued is printed byte for byte, whatever is said or changed afterwards."""
        self.evaluate_to("staff", "finalised")
        subject, document = self.evaluation("staff"), self.documents()
        before = self.print_form(subject, "kasi")
        self.assertEqual(hashlib.sha256(before).hexdigest(), document.sha256)
        self.say("kasi", result_id=self.own.id, name="Sesudahnya")
        self.people["staff"].sudo().name = "Nama Lain"
        self.assertEqual(self.print_form(subject, "staff"), before)
        workbook = self.print_form(subject, "staff", extension="xlsx")
        self.assertNotIn(b"Sesudahnya", workbook)
        content = subject.revision_ids.content
        self.assertNotIn("Sesudahnya", str(content))
        self.assertEqual(content["results"][0]["indicators"][0]["realisation"], "11 laporan")
        self.assertEqual(content["distribution"]["curve"]["baik"], 65)
        for step in (lambda: document.sudo().write({"name": "x"}), document.sudo().unlink):
            with self.assertRaises(UserError):
                step()

    # ------------------------------------------------------------
    # FORM 10
    # ------------------------------------------------------------

    def test_form_10(self):
        """A draft for its setter; confirmed, it is issued and read by everybody in the agency."""
        draft = self.performance("seksi", confirm=False)
        draft.write({"note": "Rapat 3 April", "standing": "meets"})
        self.assertIn("KONSEP", pdf_text(self.print_form(draft, "kabid", "unit_performance")))
        with self.assertRaises(AccessError):
            self.print_form(draft, "staff", "unit_performance")
        draft.action_confirm()
        content = self.print_form(draft, "staff", "unit_performance")
        self.assertEqual(content, self.file(draft.document_ids))
        text = pdf_text(content)
        for expected in (
            "PENETAPAN PREDIKAT KINERJA ORGANISASI",
            "PERIODE: TRIWULAN I",
            "Seksi Uji",
            "Rapat 3 April",
            "Memenuhi target",
            "PREDIKAT KINERJA ORGANISASI BAIK",
            "Kepala Bidang Uji",
            "Kode verifikasi",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("KONSEP", text)

    def test_form_10_corrected(self):
        """A correction is issued anew; the first one is superseded and says so."""
        performance = self.performance("seksi")
        performance.action_correct("istimewa", "Salah ketik")
        first, newest = performance.sudo().document_ids.sorted("id")
        self.assertEqual((newest.is_current, first.is_current), (True, False))
        self.assertIn(
            "ISTIMEWA", pdf_text(self.print_form(performance, "staff", "unit_performance"))
        )
        facts = first._get_verification(first.token)
        self.assertEqual((facts["status"], facts["holder"]), ("superseded", "Seksi Uji"))
        self.assertNotIn("baik", str(facts).lower())

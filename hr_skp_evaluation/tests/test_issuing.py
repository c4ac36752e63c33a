import errno
import hashlib
import json
from io import BytesIO
from unittest.mock import patch

from freezegun import freeze_time
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.tests.signing_common import SigningCommon

from ..models import hr_skp_evaluation_document as issuing
from .document_common import DocumentCommon, pdf_text


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestIssuing(DocumentCommon):
    """When form 8 and form 9 are issued, for one and for many, and what they are worth later."""

    def kinds(self, key="staff"):
        return self.documents(key).mapped("kind")

    def test_when(self):
        """Form 8 with finalising, form 9 with the receipt; each once."""
        self.evaluate_to("staff", "rated")
        self.assertFalse(self.documents())
        self.evaluate_to("staff", "finalised")
        self.assertEqual(self.kinds(), ["evaluation"])
        self.evaluate_to("staff", "final")
        self.assertEqual(self.kinds(), ["evaluation", "evaluation_summary"])
        self.run_cron("_cron_issue_documents", "hr.skp.evaluation.revision")
        self.assertEqual(self.kinds(), ["evaluation", "evaluation_summary"])
        self.assertTrue(all(self.documents().mapped("is_current")))

    def test_full_disk(self):
        """What cannot be stored is not issued, and nothing is finalised by halves; later it is."""
        self.evaluate_to("staff", "rated")
        self.performance("dinas")
        full = OSError(errno.ENOSPC, "No space left on device")
        with (
            patch.object(type(self.env["ir.attachment"]), "_file_write", side_effect=full),
            self.assertRaises(OSError),
        ):
            self.evaluation("staff", "kasi").action_finalise()
        self.assertEqual(self.evaluation("staff").state, "rated")
        self.assertFalse(self.evaluation("staff").revision_ids)
        self.assertFalse(self.documents())
        self.evaluation("staff", "kasi").action_finalise()
        self.assertEqual(self.kinds(), ["evaluation"])

    def test_form_9_before_receipt(self):
        """Until the employee has received it form 9 is a draft and is not issued."""
        self.evaluate_to("staff", "finalised")
        text = pdf_text(self.print_form(self.evaluation("staff"), "staff", "evaluation_summary"))
        self.assertIn("KONSEP", text)
        self.assertEqual(self.kinds(), ["evaluation"])

    def test_accepted_at_once(self):
        """Who accepts without having received first has received."""
        self.evaluate_to("staff", "finalised")
        self.evaluation("staff", "staff").action_accept()
        self.assertEqual(self.kinds(), ["evaluation", "evaluation_summary"])

    @freeze_time("2026-04-20")
    def test_deemed_receipt(self):
        """Who does not open his result is printed as not having signed."""
        self.agency.skp_receipt_days = 7
        self.evaluate_to("staff", "finalised")
        with freeze_time("2026-05-02"):
            self.run_cron("_cron_run_clocks")
        self.assertEqual(self.evaluation("staff").receipt, "deemed")
        [summary] = self.documents(kind="evaluation_summary")
        self.assertIn("tidak menandatangani", pdf_text(self.file(summary)).lower())
        self.assertEqual(
            [signer["refused"] for signer in summary._get_verification(summary.token)["signers"]],
            [True],
        )

    @freeze_time("2026-04-20")
    def test_decided_objection(self):
        """The decision reissues both; form 9 has its boxes 6 to 8, the former are superseded."""
        self.agency.skp_objection_terms = "all"
        self.evaluate_to("staff", "finalised")
        objection = self.evaluation("staff", "staff").action_object("Bukti saya tidak dibaca")
        first = self.documents()
        objection.with_user(self.users["kasi"]).action_explain("Dua laporan terlambat")
        objection.with_user(self.users["kabid"]).action_decide(
            "Terlambat karena sistem", result_rating="above", behaviour_rating="above"
        )
        newest = self.documents() - first
        self.assertEqual(newest.mapped("kind"), ["evaluation", "evaluation_summary"])
        self.assertEqual(set(first.mapped("is_current")), {False})
        self.assertEqual(set(newest.mapped("is_current")), {True})
        text = pdf_text(self.file(newest[1]))
        for expected in (
            "6. KEBERATAN Bukti saya tidak dibaca Diajukan pada 20 April 2026",
            "7. PENJELASAN PEJABAT PENILAI ATAS KEBERATAN Dua laporan terlambat",
            "8. KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA Terlambat karena sistem",
            "PREDIKAT KINERJA PEGAWAI SANGAT BAIK",
        ):
            self.assertIn(expected, text)
        evaluated = pdf_text(self.file(newest[0]))
        self.assertIn("DIATAS EKSPEKTASI", evaluated)
        self.assertIn("Rapi dan tepat waktu", evaluated)
        self.assertEqual(self.print_form(self.evaluation("staff"), "staff"), self.file(newest[0]))

    def test_reopened(self):
        """An outcome that was taken back is in force no more; finalised anew it is issued anew."""
        self.evaluate_to("staff", "received")
        first = self.documents()
        other = self.users["manager"].copy({"login": "uji_manager2"})
        for user in (self.users["manager"], other):
            self.evaluation("staff").with_user(user).action_reopen("Salah orang")
        self.assertEqual(set(first.mapped("is_current")), {False})
        self.evaluation("staff", "kasi").action_finalise()
        newest = self.documents() - first
        self.assertEqual(newest.mapped("kind"), ["evaluation"])

    # ------------------------------------------------------------
    # SIGNED ELECTRONICALLY
    # ------------------------------------------------------------

    def test_signed_by_password(self):
        """Finalising asks who one is, once for all; documents and page name the signers."""
        self.agency.skp_signature = "account"
        for key in ("staff", "teman"):
            self.evaluate_to(key, "rated")
        self.performance("dinas")
        both = (self.evaluation("staff") | self.evaluation("teman")).with_user(self.users["kasi"])
        dialog = both.action_finalise()
        self.assertEqual(dialog["res_model"], "hr.skp.sign")
        self.assertEqual(set(both.mapped("state")), {"rated"}, "nothing before it is signed")
        for wrong in (None, "salah"):
            with self.assertRaises(UserError):
                both.action_sign("finalise", wrong)
        with self.assertRaises(AccessError):
            both.with_user(self.users["kabid"]).action_sign("finalise", "uji_kabid")
        wizard = self.env["hr.skp.sign"].with_user(self.users["kasi"]).browse(dialog["res_id"])
        wizard.with_context(skp_password="uji_kasi").action_confirm()
        self.assertEqual(set(both.mapped("state")), {"finalised"})
        [document] = self.documents()
        text = pdf_text(self.file(document))
        self.assertIn("Ditandatangani secara elektronik", text)
        own = self.evaluation("staff", "staff")
        with self.assertRaises(UserError):
            own.action_sign("receive", "salah")
        own.action_sign("receive", "uji_staff")
        [summary] = self.documents(kind="evaluation_summary")
        for found, roles in (
            (document, ["Pejabat Penilai Kinerja"]),
            (summary, ["Pegawai yang Dinilai", "Pejabat Penilai Kinerja"]),
        ):
            signers = found._get_verification(found.token)["signers"]
            self.assertEqual([signer["role"] for signer in signers], roles)
            self.assertTrue(all(signer["at"] for signer in signers))

    @freeze_time("2026-04-20")
    def test_drawn_and_decided(self):
        """A drawing prints; what a decision changed carries nobody's signature any more."""
        self.agency.write({"skp_signature": "drawn", "skp_objection_terms": "all"})
        self.evaluate_to("staff", "rated")
        self.performance("dinas")
        drawing = SigningCommon.drawing()
        self.evaluation("staff", "kasi").action_sign("finalise", image=drawing)
        self.evaluation("staff", "staff").action_sign("receive", image=drawing)
        pages = PdfReader(BytesIO(self.file(self.documents()[1]))).pages
        self.assertIn("Ditandatangani secara elektronik", pages[-1].extract_text())
        self.assertTrue(pages[-1].images)
        objection = self.evaluation("staff", "staff").action_object("Bukti saya tidak dibaca")
        objection.with_user(self.users["kasi"]).action_explain("Dua laporan terlambat")
        objection.with_user(self.users["kabid"]).action_decide("Setuju", result_rating="above")
        [*_first, summary] = self.documents(kind="evaluation_summary")
        self.assertFalse(summary._get_verification(summary.token)["signers"])

    # ------------------------------------------------------------
    # MANY
    # ------------------------------------------------------------

    def test_many_are_issued_in_the_background(self):
        """Finalising many does not wait: the scheduled action issues, in batches, each once."""
        self.performance("dinas")
        people = self.crowd("ssss")
        with patch.object(issuing, "AT_ONCE", 3), patch.object(issuing, "BATCH_SIZE", 2):
            people.action_finalise()
            self.assertFalse(people.sudo().document_ids)
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=0):
                self.env["hr.skp.evaluation.revision"]._cron_issue_documents()
            self.assertFalse(people.sudo().document_ids, "no time, nothing done")
            printed = self.print_form(people[0], "kasi")
            self.assertEqual(printed, self.file(people[0].sudo().document_ids), "not its turn yet")
            self.run_cron("_cron_issue_documents", "hr.skp.evaluation.revision")
        self.assertEqual([len(p.sudo().document_ids) for p in people], [1, 1, 1, 1])
        self.assertFalse(self.env["hr.skp.evaluation.revision"]._get_due_rows())

    def test_progress_of_many(self):
        """The officer sees how far a whole unit's documents are, and may close the page."""
        self.users["officer"].lang = "en_US"
        self.performance("dinas")
        people = self.crowd("sssss")
        term = self.term.with_user(self.users["officer"])
        commits = iter((60, 60, 0))
        with patch.object(issuing, "AT_ONCE", 3), patch.object(issuing, "BATCH_SIZE", 2):
            with freeze_time("2026-05-01 08:00:00"):
                people.action_finalise()
                self.assertRecordValues(term, [{"is_issuing": True, "issuing_progress": 0}])
                self.assertEqual(term.issuing_note, "The first documents are on their way.")
                cron = type(self.env["ir.cron"])
                with patch.object(cron, "_commit_progress", lambda *a, **k: next(commits)):
                    self.env["hr.skp.evaluation.revision"]._cron_issue_documents()
            self.env.invalidate_all()
            with freeze_time("2026-05-01 08:04:00"):
                self.assertRecordValues(term, [{"is_issuing": True, "issuing_progress": 80}])
                self.assertEqual(term.issuing_note, "4 of 5 documents; about 1 minutes left.")
            self.run_cron("_cron_issue_documents", "hr.skp.evaluation.revision")
        self.assertRecordValues(
            term, [{"is_issuing": False, "issuing_note": False, "issuing_goal": 0}]
        )
        with self.assertRaises(AccessError):
            term.write({"issuing_goal": 5})

    def test_a_whole_unit_in_one_file(self):
        """Printed together: everybody's document as issued, in the order of the list."""
        self.performance("dinas")
        people = self.crowd("sss")
        people.action_finalise()
        text = pdf_text(self.print_form(people, "kasi"))
        places = [text.index(name) for name in people.mapped("employee_name")]
        self.assertEqual(places, sorted(places))

    def test_queries(self):
        """Gathering and issuing cost the same number of queries for 1 and for 20."""
        self.performance("dinas")
        people = self.crowd("s" * 21)
        people.action_finalise()
        self.env.flush_all()

        def count(evaluations):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            evaluations._get_snapshot()
            return self.cr.sql_log_count - before

        count(people[:1])
        self.assertLessEqual(count(people[1:]), count(people[:1]))

        def issue(revisions):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["hr.skp.document"]._issue(revisions.sudo(), "evaluation_summary")
            self.env.flush_all()
            return self.cr.sql_log_count - before

        revisions = people.sudo().revision_ids
        one, many = issue(revisions[:1]), issue(revisions[1:])
        self.assertLessEqual(many, one + 2)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationVerification(HttpCase, DocumentCommon):
    """The public page of an evaluation: that it is genuine, never what was judged."""

    def test_page(self):
        self.evaluate_to("staff", "final", ratings=("above", "above"))
        titles = ("Evaluasi Kinerja Pegawai, Triwulan I", "Dokumen Evaluasi Kinerja Pegawai")
        for document, title in zip(self.documents(), titles, strict=True):
            self.assertIn(f"/skp/verify/{document.token}", pdf_text(self.file(document)))
            answer = self.url_open(f"/skp/verify/{document.token}")
            self.assertEqual(answer.status_code, 200)
            for part in (
                title,
                "Staf Uji",
                "Pemerintah Kota Uji",
                "1 Januari 2026 – 31 Desember 2026",
                'data-status="current"',
                hashlib.sha256(self.file(document)).hexdigest(),
            ):
                self.assertIn(part, answer.text)
            number = self.people["staff"].nip
            self.assertIn(f"**{number[-4:]}", answer.text)
            words = ("baik", "ekspektasi", "istimewa", "predikat", "rating", number, "11 laporan")
            shown = json.dumps(document._get_verification(document.token))
            for word in words:
                self.assertNotIn(word, shown.lower())

    def test_report_urls(self):
        """By address: nothing for the employee before, nothing for a colleague ever."""
        self.evaluate_to("staff", "rated")
        subject = self.evaluation("staff")
        url = f"/report/skp-pdf/hr_skp_evaluation.evaluation_pdf/{subject.id}"
        self.check_refused("staff", url)
        self.performance("dinas")
        self.evaluation("staff", "kasi").action_finalise()
        self.check_refused("teman", url)
        self.check_refused("teman", f"/web/content/hr.skp.document/{self.documents().id}/file")
        self.authenticate(self.users["staff"].login, self.users["staff"].login)
        self.assertTrue(self.url_open(url).content.startswith(b"%PDF"))

    def check_refused(self, role, url):
        self.authenticate(self.users[role].login, self.users[role].login)
        answer = self.url_open(url)
        self.assertGreaterEqual(answer.status_code, 400)
        self.assertFalse(answer.content.startswith(b"%PDF"))

import io
from contextlib import suppress
from unittest.mock import patch

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.hr_skp_evaluation.wizard import hr_skp_evaluation_recap as recap_module

from .evaluation_common import EvaluationCommon


class RecapCommon(EvaluationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people["staff"].name = "=1+1"
        cls.evaluation("staff").employee_name = "=1+1"
        for key, state in (("staff", "final"), ("teman", "finalised"), ("warga", "rated")):
            cls.evaluate_to(key, state, ratings=("above", "as"))

    def recap(self, role, **vals):
        recap = self.env["hr.skp.evaluation.recap"].with_user(self.users[role])
        return recap.create({"term_id": self.term.id, **vals})

    def read_rows(self, content):
        page = openpyxl.load_workbook(io.BytesIO(content)).active
        head, *rows = ([cell.value for cell in row] for row in page)
        return head, rows, page


@tagged("post_install", "-at_install", "hr_skp_evaluation")
@freeze_time("2026-05-01")
class TestRecap(RecapCommon, CronMixinCase):
    """One row a person, of what the asker reads; big ones are written in the background."""

    def write_file(self, recap):
        stream = io.BytesIO()
        recap._write_to(stream)
        return self.read_rows(stream.getvalue())

    def test_officer(self):
        """Everybody's row; a predicate only where it was let out; a name is never a formula."""
        head, rows, page = self.write_file(self.recap("officer"))
        by_name = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
        self.assertEqual(len(rows), 7)
        self.assertEqual(by_name["=1+1"]["Predicate"], "Good")
        self.assertEqual(by_name["=1+1"]["NIP"], self.people["staff"].nip)
        self.assertEqual(by_name["=1+1"]["Unit above"], "Bidang Uji")
        self.assertEqual(by_name["=1+1"]["Evaluator"], "Kepala Seksi Uji")
        self.assertEqual(by_name["=1+1"]["Final since"].isoformat()[:10], "2026-05-01")
        self.assertIsNone(by_name["Warga Uji"]["Predicate"])
        self.assertIsNone(by_name["Warga Uji"]["Rating of results"])
        self.assertEqual(by_name["Warga Uji"]["State"], "Rated")
        [cell] = [cell for cell in page["A"] if cell.value == "=1+1"]
        self.assertEqual((cell.data_type, cell.quotePrefix), ("s", True))

    def test_rights(self):
        """A head of unit: not teman's, which can still be objected to; an employee: his own."""
        names = {row[0] for row in self.write_file(self.recap("kadis"))[1]}
        self.assertIn("=1+1", names)
        self.assertNotIn("Teman Uji", names)
        self.assertEqual([row[0] for row in self.write_file(self.recap("staff"))[1]], ["=1+1"])

    def test_choice(self):
        final = self.write_file(self.recap("officer", only_final=True))[1]
        self.assertEqual([row[0] for row in final], ["=1+1"])
        unit = self.write_file(self.recap("officer", department_id=self.seksi.id))[1]
        self.assertEqual(len(unit), 4)

    def test_nobody(self):
        with self.assertRaises(UserError):
            self.recap("hr").action_download()

    def test_in_the_background(self):
        """More than a browser waits for: progress is noted, the file waits for its asker alone."""
        recap = self.recap("officer")
        with (
            patch.object(recap_module, "AT_ONCE", 3),
            patch.object(recap_module, "BATCH", 2),
            self.capture_triggers("hr_skp_evaluation.ir_cron_write_recaps") as captured,
        ):
            recap.action_download()
            self.assertTrue(captured.records)
            self.assertRecordValues(recap, [{"state": "running", "row_goal": 7, "progress": 0}])
            self.assertTrue(recap.progress_note)
            with self.assertRaises(UserError):
                recap.action_download()
            counts = []
            cron = type(self.env["ir.cron"])
            with patch.object(
                cron, "_commit_progress", lambda *a, **k: counts.append(recap.row_count)
            ):
                self.env["hr.skp.evaluation.recap"]._cron_write()
        self.assertEqual(counts, [0, 2, 4, 6, 7, 7])
        self.assertRecordValues(recap, [{"state": "done", "progress": 100}])
        action = recap.action_download()
        self.assertIn(f"/web/content/hr.skp.evaluation.recap/{recap.id}/file/", action["url"])
        self.assertEqual(recap.with_user(self.users["officer"]).action_open()["res_id"], recap.id)
        other = self.env["hr.skp.evaluation.recap"].with_user(self.users["manager"])
        self.assertFalse(other.search([("id", "=", recap.id)]))
        self.assertFalse(other.action_open()["res_id"])
        recap.action_restart()
        self.assertRecordValues(recap, [{"state": "draft", "file": False}])

    def test_one_that_fails_is_given_up(self):
        """What cannot be written is tried a few times, then its asker reads so; others go on."""
        broken, good = self.recap("officer"), self.recap("manager")
        with patch.object(recap_module, "AT_ONCE", 3):
            broken.action_download()
            good.action_download()
        original = type(broken)._write_to

        def fail(recap, *args):
            if recap == broken:
                raise ValueError("no space left")
            return original(recap, *args)

        with patch.object(type(broken), "_write_to", fail):
            for _attempt in range(3):
                # What was committed by then stays: no savepoint of an assertion around it.
                with suppress(ValueError):
                    self.run_cron("_cron_write", "hr.skp.evaluation.recap")
            self.run_cron("_cron_write", "hr.skp.evaluation.recap")
        self.assertRecordValues(broken, [{"state": "draft", "is_failed": True}])
        self.assertEqual(good.state, "done")
        self.assertEqual(broken.action_open()["res_id"], broken.id)

    def test_attempts_are_counted_by_the_system(self):
        """Nobody has a file tried for ever that keeps all others waiting."""
        recap = self.recap("officer")
        for vals in ({"attempts": -999}, {"state": "running"}, {"is_failed": True}):
            with self.subTest(vals=vals):
                with self.assertRaises(AccessError):
                    recap.write(vals)
                with self.assertRaises(AccessError):
                    recap.create({"term_id": recap.term_id.id, **vals})

    def test_queries_do_not_grow(self):
        """A batch of rows is one query, whoever is in it."""
        self.write_file(self.recap("officer"))
        counts = []
        for domain in ([("id", "=", self.evaluation("staff").id)], []):
            recap = self.recap("officer")
            with patch.object(type(recap), "_get_domain", lambda _self, d=domain: d):
                for _warm in range(2):
                    self.env.invalidate_all()
                    before = self.env.cr.sql_log_count
                    self.write_file(recap)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestRecapDownload(HttpCase, RecapCommon):
    def test_download(self):
        """The asker downloads it; nobody else by its address."""
        recap = self.recap("officer")
        url = recap.action_download()["url"]
        self.authenticate("uji_officer", "uji_officer")
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.read_rows(answer.content)[1]), 7)
        self.authenticate("uji_manager", "uji_manager")
        self.assertEqual(self.url_open(url).status_code, 404)

from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.hr_skp.wizard import hr_skp_import_job_mixin as job
from odoo.addons.hr_skp.wizard import hr_skp_result_import_writer as writer

from .exchange_common import ExchangeCommon, make_indicators, make_results

REFUSAL = "Ditolak"


@tagged("post_install", "-at_install", "hr_skp")
class TestResultImportJob(ExchangeCommon, CronMixinCase):
    """A big file is imported in the background, batch by batch, whatever happens meanwhile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(job, "AT_ONCE", 5))
        cls.users["kasi"].lang = "en_US"
        cls.startClassPatcher(patch.object(writer, "BATCH", 3))

    def _start(self, role="kasi", count=10):
        self.sheets = (
            make_results(
                *[[f"R{n}", self.number("staff"), f"Hasil {n}", ""] for n in range(count)]
            ),
            make_indicators(*[[f"R{n}", f"Indikator {n}", "5"] for n in range(count)]),
        )
        wizard = self.wizard(role, *self.sheets)
        with self.capture_triggers("hr_skp.ir_cron_import_results") as captured:
            wizard.action_import()
        self.assertTrue(captured.records)
        self.assertEqual(wizard.state, "running")
        return wizard

    def _work(self, wizard):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60) as mock:
            self.env["hr.skp.result.import"]._cron_import()
        self.env.flush_all()
        wizard.invalidate_recordset()
        return mock

    def _results(self):
        return self.plan("staff").result_ids

    def test_in_the_background(self):
        """The rows arrive in batches, in the order of the file, and the wizard tells how far."""
        wizard = self._start()
        self.assertFalse(self._results())
        self.assertEqual((wizard.progress, wizard.row_goal), (0, 20))
        self.assertTrue(wizard.progress_note)
        commits = self._work(wizard)
        self.assertGreaterEqual(commits.call_count, 4)
        self.assertEqual(self._results().mapped("name"), [f"Hasil {n}" for n in range(10)])
        self.assertEqual(len(self._results().indicator_ids), 10)
        self.assertRecordValues(wizard, [{"state": "done", "progress": 100, "error_count": 0}])
        self.assertIn("10 created", wizard.summary)
        self.assertEqual(
            set(self._results().create_uid.mapped("login")),
            {"uji_kasi"},
            "with the rights, and the name, of who asked for it",
        )
        self.assertEqual(len(self.plan("staff").log_ids), 1)

    def test_killed_batch_is_done_again(self):
        """What a kill takes back is written by the next run; nothing is doubled or lost."""
        wizard = self._start()
        original = type(self.env["hr.skp.indicator"]).create
        calls = []

        def die(records, vals_list):
            calls.append(len(vals_list))
            if len(calls) == 3:
                raise KeyboardInterrupt
            return original(records, vals_list)

        with patch.object(type(self.env["hr.skp.indicator"]), "create", die):
            with suppress(KeyboardInterrupt):
                self._work(wizard)
        self.env.invalidate_all()
        self.assertEqual(len(self._results()), 6)
        self.assertEqual((wizard.state, wizard.row_count), ("running", 12))
        self._work(wizard)
        self.assertEqual(self._results().mapped("name"), [f"Hasil {n}" for n in range(10)])
        self.assertEqual(
            self._results().indicator_ids.mapped("name"), [f"Indikator {n}" for n in range(10)]
        )
        self.assertEqual(wizard.state, "done")

    def test_time_is_up(self):
        """A run that ends early asks for the next one at once and goes on from there."""
        wizard = self._start()
        with (
            patch.object(job, "SLICE_SECONDS", -1),
            self.capture_triggers("hr_skp.ir_cron_import_results") as captured,
        ):
            self._work(wizard)
            self.assertEqual(len(self._results()), 3)
            self.assertEqual(wizard.state, "running")
            self.assertTrue(captured.records)
        for _run in range(3):
            self._work(wizard)
        self.assertEqual(len(self._results()), 10)
        self.assertEqual(wizard.state, "done")

    def test_changed_meanwhile(self):
        """A plan that is agreed before its rows come stops the import with a sentence."""
        self.add_result("staff", "Sudah ada")
        wizard = self._start()
        self.bring_to("staff", "agreed")
        self._work(wizard)
        self.assertEqual(wizard.state, "checked")
        self.assertEqual(wizard.error_count, 20)
        self.assertIn("Staf Uji", wizard.line_ids[0].what)
        self.assertIn("0 of 20 rows", wizard.summary)
        self.assertEqual(self._results().mapped("name"), ["Sudah ada"])

    def test_refused_in_the_middle(self):
        """What only the database refuses stops it; what was written before stays, and counts."""
        wizard = self._start()
        original = type(self.env["hr.skp.result"]).create

        def refuse(records, vals_list):
            if any(vals["name"] == "Hasil 4" for vals in vals_list):
                raise UserError(REFUSAL)
            return original(records, vals_list)

        with patch.object(type(self.env["hr.skp.result"]), "create", refuse):
            self._work(wizard)
        self.assertEqual((wizard.state, wizard.error_count), ("checked", 1))
        self.assertEqual(wizard.line_ids.what, REFUSAL)
        self.assertEqual(len(self._results()), 3)
        wizard.action_import()
        self._work(wizard)
        self.assertEqual(wizard.state, "done")
        self.assertEqual(len(self._results()), 10)

    def test_rights_lost_meanwhile(self):
        """Who is no officer any more when the batch is due writes nothing."""
        wizard = self._start("officer")
        self.users["officer"].group_ids = self.env.ref("base.group_user")
        self._work(wizard)
        self.assertEqual(wizard.state, "checked")
        self.assertFalse(self._results())

    def test_nothing_else_while_it_runs(self):
        """Neither the file nor the choices change under a running import; it starts once."""
        wizard = self._start()
        for step in (
            wizard.action_import,
            wizard.action_check,
            wizard.action_restart,
            lambda: wizard.write({"file": b""}),
            lambda: wizard.write({"state": "upload"}),
        ):
            with self.assertRaises(UserError):
                step()
        action = self.env["hr.skp.result.import"].with_user(self.users["kasi"]).action_open()
        self.assertEqual(action["res_id"], wizard.id, "the menu leads back to it")

    def test_errors_start_nothing(self):
        """A big file with one error starts no work."""
        sheets = make_results(
            *[[f"R{n}", self.number("staff"), f"Hasil {n}", ""] for n in range(9)],
            ["X", "tidak ada", "x", ""],
        )
        wizard = self.wizard("kasi", sheets)
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.error_count), ("checked", 1))
        self.assertFalse(self._results())

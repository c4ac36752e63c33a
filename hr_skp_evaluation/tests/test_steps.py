from ast import literal_eval

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestSteps(EvaluationCommon):
    """The dialogs that ask for words, and the forms: what the backend offers beside the methods."""

    def step(self, key, records, move, **vals):
        """Take a step through its dialog, opened from ``records``."""
        wizard = self.env["hr.skp.evaluation.step"].with_user(self.users[key])
        wizard = wizard.with_context(active_model=records._name, active_ids=records.ids)
        return wizard.create({"move": move, "reason": "Alasan", **vals}).action_confirm()

    def test_return(self):
        self.report("staff")
        self.step("kasi", self.evaluation("staff"), "return")
        self.assertRecordValues(
            self.evaluation("staff"), [{"state": "open", "state_reason": "Alasan"}]
        )
        with self.assertRaises(AccessError):
            self.step("teman", self.evaluation("staff"), "return")

    @freeze_time("2027-02-01")
    def test_objection_by_dialogs(self):
        """Objected, explained and decided with a changed rating, each in its dialog."""
        self.open_term(self.final_term)
        result = self.evaluate_to("staff", "finalised", term=self.final_term)
        self.step("staff", result, "object")
        objection = result.objection_ids
        self.step("kasi", objection, "explain")
        self.step("kabid", objection, "decide", result_rating="above")
        self.assertRecordValues(
            result, [{"state": "decided", "result_rating": "above", "behaviour_rating": "as"}]
        )

    def test_each_dialog_is_titled_by_its_step(self):
        """A title says what is being decided: one action, with its own name, for each step."""
        for model in ("hr.skp.evaluation.step", "hr.skp.reason"):
            with self.subTest(model=model):
                actions = self.env["ir.actions.act_window"].search([("res_model", "=", model)])
                moves = [literal_eval(action.context)["default_move"] for action in actions]
                self.assertCountEqual(moves, dict(self.env[model]._fields["move"].selection))
                self.assertEqual(len(set(actions.mapped("name"))), len(moves))

    def test_correction_lists_what_it_touches(self):
        performance = self.performance("seksi")
        self.evaluate_to("staff", "finalised")
        action = self.step("kabid", performance, "correct", unit_predicate="kurang")
        self.assertEqual(
            self.env["hr.skp.evaluation"].search(action["domain"]), self.evaluation("staff")
        )

    def test_closing_a_term_asks_why(self):
        wizard = self.env["hr.skp.term.close"].with_user(self.users["officer"])
        wizard = wizard.with_context(active_id=self.term.id).create({})
        self.assertEqual(wizard.unfinished_count, 8)
        with self.assertRaises(UserError):
            wizard.action_confirm()
        wizard.reason = "Tenggat lewat"
        wizard.action_confirm()
        self.assertEqual(self.term.state, "closed")

    def test_rating_form(self):
        """Lines, ratings and notes as the evaluator fills them in; the buttons do the rest."""
        self.performance("dinas")
        self.report("staff")
        action = self.evaluation("staff", "kasi").action_open_rating()
        rating = self.env["hr.skp.rating"].with_user(self.users["kasi"]).browse(action["res_id"])
        with Form(rating) as form:
            form.result_rating = "above"
            form.behaviour_rating = "above"
            form.recommendation = "Ikut diklat"
            with form.line_ids.edit(0) as line:
                line.rating = "above"
        self.assertEqual(rating.report_line_ids.realisation, "11 laporan")
        rating.action_rate()
        rating.action_finalise()
        self.assertEqual(self.evaluation("staff").predicate, "sangat_baik")

    def test_self_report_form(self):
        """The employee fills in what was realised; everything else is not his to write."""
        with Form(self.evaluation("staff", "staff")) as form:
            form.self_note = "Lengkap"
            with form.line_ids.edit(0) as line:
                line.realisation = "12 laporan"
        self.evaluation("staff", "staff").action_self_report()
        self.assertEqual(self.evaluation("staff").line_ids.realisation, "12 laporan")
        with self.assertRaises(AssertionError):
            Form(self.evaluation("teman", "kasi")).self_note = "x"

    def test_own_pattern(self):
        """An agency copies a pattern, edits its shares, and is judged by those; others are not."""
        general = self.env["hr.skp.distribution"].search(
            [("company_id", "=", False), ("unit_predicate", "=", "baik")]
        )
        manager = general.with_user(self.users["manager"])
        own = manager.browse(manager.action_customise()["res_id"])
        self.assertEqual(own.company_id, self.agency)
        self.assertEqual(manager.action_customise()["res_id"], own.id, "made once")
        own.line_ids.filtered(lambda line: line.kind == "at_most").share = 90
        counts = {"baik": 32, "butuh_perbaikan": 8}
        self.assertFalse(own._check_counts(counts))
        self.assertTrue(general._check_counts(counts))
        patterns = self.env["hr.skp.distribution"]._get_patterns(self.agency)
        self.assertEqual(patterns[self.agency.id, "baik"], own.sudo())
        self.assertEqual(patterns[self.agency.id, "istimewa"].company_id.id, False)
        with self.assertRaises(AccessError):
            manager.line_ids[0].share = 10
        with self.assertRaises(UserError):
            own._check_counts({"istimewa": 3})

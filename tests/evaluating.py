"""Evaluation in the example agency: terms opened, units judged, every step by whose step it is."""

from unittest.mock import patch

from .agency import AgencyCase


class EvaluatingCase(AgencyCase):
    """``AgencyCase`` with the steps of an evaluation."""

    def agreed(self, owner="staf.pangkat", example="e3-usulan-kenaikan-pangkat"):
        """Somebody plans, proposes, and his evaluator agrees."""
        for content in self.read_example(example)["quantitative"]["results"]:
            self.add_result(owner, content)
        self.agree(owner)
        return self.plan(owner).sudo()

    def agree(self, owner):
        self.plan(owner).action_propose()
        evaluator = self.plan(owner).sudo().evaluator_user_id.login
        self.plan(owner, evaluator).action_agree()

    def term(self, number):
        """Return a term of the year by its place; the final one is the last."""
        return self.period.term_ids.sorted("sequence")[number]

    def open_term(self, term):
        term.with_user(self.admin).action_open()
        self.run_cron("hr.skp.term", "_cron_open_terms")

    def run_cron(self, model, method):
        # The scheduled action commits its batches, which a test may not.
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            getattr(self.env[model], method)()
        self.env.invalidate_all()

    def evaluation(self, owner, term, actor=None):
        """Return somebody's evaluation as ``actor`` (a login; the owner himself if none)."""
        evaluation = self.env["hr.skp.evaluation"].search(
            [("employee_user_id", "=", self.user(owner).id), ("term_id", "=", term.id)]
        )
        return evaluation.ensure_one().with_user(self.user(actor or owner))

    def judge_unit(self, code, leader, term, predicate, **vals):
        """The leader above sets and confirms the predicate of the unit with this code."""
        unit = self.env["hr.department"].search(
            [("skp_code", "=", code), ("company_id", "=", self.agency.id)]
        )
        performance = (
            self.env["hr.skp.unit.performance"]
            .with_user(self.user(leader))
            .create({"department_id": unit.id, "term_id": term.id, "predicate": predicate, **vals})
        )
        performance.action_confirm()
        return performance

    def report(self, owner, term, text="Usulan selesai tepat waktu"):
        own = self.evaluation(owner, term)
        own.line_ids[:1].realisation = text
        own.action_self_report()
        return own

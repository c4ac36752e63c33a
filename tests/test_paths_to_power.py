"""What groups, office and time do not give: one's own file, and files that were reopened."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.hr_skp_evaluation.tests.evaluation_common import EvaluationCommon

#: Every group of ours at once.
GROUPS = (
    "hr_skp.group_skp_manager",
    "hr_skp.group_skp_auditor",
    "hr_skp_reward.group_skp_decider",
    "hr.group_hr_manager",
)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestPathsToPower(EvaluationCommon):
    """Nobody judges himself, whatever he is besides; a reopened record hides again."""

    def _empower(self, key):
        for group in GROUPS:
            self.users[key].group_ids |= self.env.ref(group)

    def test_all_groups_give_nothing_on_ones_own_file(self):
        """Administrator, auditor, decider and HR manager in one: he is the employee still."""
        self.performance("dinas")
        self._empower("staff")
        self.evaluate_to("staff", "rated")
        own = self.evaluation("staff", "staff")
        self.assertFalse(own.predicate)
        for model in ("hr.skp.rating", "hr.skp.rating.line", "hr.skp.rating.change"):
            found = self.env[model].with_user(self.users["staff"]).search([])
            self.assertFalse(found.sudo().filtered(lambda r: self.subject_of(r) == own.sudo()))
        for step in (
            lambda: own.action_rate("above", "above"),
            own.action_finalise,
            lambda: own.action_return("x"),
            lambda: own.action_lift("x"),
            lambda: own.write({"predicate": "sangat_baik"}),
            lambda: self.rating("staff", "staff").write({"result_rating": "above"}),
            lambda: self.plan("staff", "staff").action_cancel("x"),
            lambda: self.plan("staff", "staff").action_refresh(),
            lambda: self.plan("staff", "staff").action_transfer("2026-12-01", "x"),
            lambda: self.plan("staff", "staff").write({"evaluator_id": self.people["teman"].id}),
        ):
            with self.assertRaises(UserError):
                step()
        self.evaluate_to("staff", "finalised")
        with self.assertRaises(UserError):
            own.action_reopen("x")

    @staticmethod
    def subject_of(record):
        if record._name == "hr.skp.rating":
            return record.evaluation_id
        return record.rating_id.evaluation_id

    def test_reopened_record_hides_again(self):
        """Reopened, the new judgement is hidden from the person; the old document stays his."""
        self.performance("dinas")
        self.evaluate_to("staff", "finalised")
        second = self._create_user("manager2", "Administrator", "hr_skp.group_skp_manager")
        evaluation = self.evaluation("staff")
        evaluation.with_user(self.users["manager"]).action_reopen("Salah hitung")
        evaluation.with_user(second).action_reopen("Salah hitung")
        own = self.evaluation("staff", "staff")
        self.assertNotIn(own.state, ("finalised", "received", "final"))
        self.evaluation("staff", "kasi").action_rate("below", "below", "Bukti baru")
        self.env.invalidate_all()
        self.assertFalse(own.predicate)
        self.assertFalse(own.search([("predicate", "!=", False), ("id", "=", own.id)]))
        self.assertFalse(self.env["hr.skp.rating"].with_user(self.users["staff"]).search([]))
        self.assertEqual(own.revision_ids.content["predicate"], "baik")

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SkpCommon
from .concurrency_common import CommittedData


@tagged("post_install", "-at_install", "hr_skp")
class TestConcurrency(CommittedData, SkpCommon):
    """The official and who acts for him decide on one plan at the same moment."""

    @classmethod
    def _create_plans(cls):
        done = super()._create_plans()
        cls._add_deputy()
        cls.bring_to("kasi", "proposed")
        return done

    def test_two_agree(self):
        """One agrees; the other reads why he does not; one revision, one line of log."""
        plan_id = self.plans["kasi"].id

        def agree(env):
            return env["hr.skp"].browse(plan_id).action_agree()

        answers = self.act_at_once((self.users["kabid"], agree), (self.users["wakil"], agree))
        refused = [answer for answer in answers if isinstance(answer, UserError)]
        self.assertEqual(len(refused), 1, answers)
        self.assertIn(True, answers)
        self.assertRegex(str(refused[0]), "right now|Kepala Seksi Uji|cannot|agreed")

        def read(env):
            plan = env["hr.skp"].browse(plan_id)
            agreed = plan.log_ids.filtered(lambda line: line.action == "agree")
            return plan.state, plan.revision, len(plan.revision_ids), len(agreed)

        self.assertEqual(self.in_new_transaction(read), ("agreed", 1, 1, 1))

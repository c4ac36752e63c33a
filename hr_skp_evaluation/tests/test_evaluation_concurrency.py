from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.hr_skp.tests.concurrency_common import CommittedData

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationConcurrency(CommittedData, EvaluationCommon):
    """The evaluator and who acts for him finalise one evaluation at the same moment."""

    @classmethod
    def _create_plans(cls):
        done = super()._create_plans()
        cls._add_deputy()
        return done

    @classmethod
    def open_term(cls, term):
        done = super().open_term(term)
        cls.performance()
        cls.evaluate_to("kasi", "rated")
        return done

    def test_two_finalise(self):
        """One finalises; the other reads why he does not; the outcome is let out once."""
        evaluation_id = self.evaluation("kasi").id

        def finalise(env):
            return env["hr.skp.evaluation"].browse(evaluation_id).action_finalise()

        answers = self.act_at_once((self.users["kabid"], finalise), (self.users["wakil"], finalise))
        refused = [answer for answer in answers if isinstance(answer, UserError)]
        self.assertEqual(len(refused), 1, answers)
        self.assertIn(True, answers)
        self.assertRegex(str(refused[0]), "right now|Kepala Seksi Uji")

        def read(env):
            evaluation = env["hr.skp.evaluation"].browse(evaluation_id)
            lines = env["hr.skp.log"].search(
                [
                    ("action", "=", "evaluation_finalise"),
                    ("res_model", "=", evaluation._name),
                    ("res_id", "=", evaluation.id),
                ]
            )
            return evaluation.state, evaluation.revision, len(evaluation.revision_ids), len(lines)

        self.assertEqual(self.in_new_transaction(read), ("finalised", 1, 1, 1))

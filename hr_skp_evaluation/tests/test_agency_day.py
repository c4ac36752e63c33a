from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestAgencyDay(EvaluationCommon):
    """A deadline is over when its day is over at the agency, wherever the server is."""

    #: Four in the morning of 11 June at the agency (UTC+8); still the 10th where the server is.
    EARLY, YESTERDAY, TODAY = "2026-06-10 20:00:00", date(2026, 6, 10), date(2026, 6, 11)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._move_east()

    def rating_tasks(self):
        self.env.invalidate_all()
        plans = self.env["hr.skp"].with_user(self.users["kasi"])
        return [task["code"] for task in plans._prepare_rating_tasks()]

    def test_report_overdue(self):
        """Who did not report until yesterday is late, and can be rated today."""
        with freeze_time(self.EARLY):
            for deadline, late in ((self.TODAY, False), (self.YESTERDAY, True)):
                stored = self.env["hr.skp.evaluation"].search([("term_id", "=", self.term.id)])
                stored.write({"fill_deadline": deadline, "rating_deadline": date(2026, 6, 30)})
                evaluation = self.evaluation("staff", "kasi")
                evaluation.invalidate_recordset()
                with self.subTest(deadline=deadline):
                    self.assertEqual(evaluation.is_late, late)
                    self.assertEqual("rate" in self.rating_tasks(), late)

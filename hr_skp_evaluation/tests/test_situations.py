from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestSituations(EvaluationCommon):
    """E7 and E8: moved, seconded, on study leave – the right basis and the right evaluations."""

    def situation(self, key, kind, start, end=False):
        return self.env["hr.skp.situation"].create(
            {
                "skp_id": self.plans[key].id,
                "kind": kind,
                "date_start": start,
                "date_end": end,
                "institution": "Universitas Uji",
            }
        )

    def bases(self, key):
        for term in self.terms[1:]:
            if term.state == "draft":
                term.sudo().write({"state": "open"})
            if not self.evaluation(key, term=term):
                self.env["hr.skp.evaluation"]._open_for(self.plans[key], term)
        return [self.evaluation(key, term=term).basis for term in self.terms]

    def test_leave_starts_in_september(self):
        """E8 a: the fourth quarter from academic records, the year on overall fulfilment."""
        self.situation("staff", "study_leave", "2026-09-01")
        self.assertEqual(self.bases("staff"), ["unit", "unit", "unit", "academic", "whole_year"])

    def test_leave_ends_in_september(self):
        """E8 b: begun before the term opened, so the first quarter too."""
        self.situation("staff", "study_leave", "2026-01-01", "2026-09-30")
        self.evaluation("staff")._refresh_from_plan()
        self.assertEqual(
            self.bases("staff"), ["academic", "academic", "academic", "unit", "whole_year"]
        )

    def test_seconded(self):
        """E7 b: one plan, the home evaluator, from the reports of the host."""
        self.situation("staff", "seconded", "2026-04-01")
        self.assertEqual(self.bases("staff"), ["unit", "host", "host", "host", "host"])
        self.assertEqual(
            self.evaluation("staff", term=self.terms[2]).evaluator_id, self.people["kasi"]
        )

    @freeze_time("2026-05-10")
    def test_transfer_opens_the_closing_evaluation(self):
        """E7 a: the old plan's periodic evaluation opens at once and stays with the old evaluator;
        the year is judged on the last plan alone."""
        self.people["staff"].parent_id = self.people["kabid"]
        self.people["staff"].department_id = self.bidang
        new = (
            self.plans["staff"]
            .with_user(self.users["officer"])
            .action_transfer("2026-05-16", "SK Mutasi 7")
        )
        second = self.terms[1]
        self.assertEqual(second.state, "draft")
        closing = self.evaluation("staff", term=second)
        self.assertRecordValues(
            closing,
            [
                {
                    "skp_id": self.plans["staff"].id,
                    "evaluator_id": self.people["kasi"].id,
                    "department_id": self.seksi.id,
                    "state": "open",
                }
            ],
        )
        self.assertEqual(
            (str(closing.date_start), str(closing.date_end), str(closing.fill_deadline)),
            ("2026-04-01", "2026-05-15", "2026-05-29"),
        )
        closing.with_user(self.users["staff"]).write({"self_note": "Serah terima selesai"})
        closing.with_user(self.users["staff"]).action_self_report()
        closing.with_user(self.users["kasi"]).action_rate("as", "as")
        with self.assertRaisesRegex(UserError, "Seksi Uji"):
            closing.with_user(self.users["kasi"]).action_finalise()
        self.performance("seksi", "istimewa", term=second)
        closing.with_user(self.users["kasi"]).action_finalise()
        self.assertEqual(closing.unit_predicate, "istimewa")
        self._agree(new)
        self.open_term(second)
        self.open_term(self.final_term)
        both = self.evaluation("staff", term=second)
        self.assertEqual(both.skp_id, self.plans["staff"] | new.sudo())
        annual = self.evaluation("staff", term=self.final_term)
        self.assertEqual(annual.skp_id, new.sudo())
        self.assertEqual(
            (annual.evaluator_id, annual.department_id), (self.people["kabid"], self.bidang)
        )

    def _agree(self, plan):
        self.env["hr.skp.result"].create(
            {
                "skp_id": plan.id,
                "name": "Hasil baru",
                "indicator_ids": [(0, 0, {"name": "Jumlah", "target": "1"})],
            }
        )
        plan.with_user(self.users["staff"]).action_propose()
        plan.with_user(self.users["kabid"]).action_agree()

    @freeze_time("2026-12-10")
    def test_late_transfer_drops_the_annual_one(self):
        """Opened for the plan that then ended: the annual evaluation goes, unjudged as it was."""
        self.open_term(self.final_term)
        self.assertTrue(self.evaluation("staff", term=self.final_term))
        self.plans["staff"].with_user(self.users["officer"]).action_transfer("2026-12-15", "SK 9")
        self.assertFalse(self.evaluation("staff", term=self.final_term))
        self.assertTrue(self.evaluation("staff", term=self.terms[3]))

    @freeze_time("2026-08-10")
    def test_who_leaves_is_evaluated_at_once(self):
        """Retired in August: the third quarter opens with the days that there were."""
        self.plans["staff"].with_user(self.users["officer"]).action_leave("2026-08-01", "Pensiun")
        closing = self.evaluation("staff", term=self.terms[2])
        self.assertEqual((str(closing.date_end), closing.state), ("2026-07-31", "open"))
        # What ended before the fourth quarter gets nothing there.
        self.open_term(self.terms[3])
        self.assertFalse(self.evaluation("staff", term=self.terms[3]))

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestSituation(SkpCommon):
    """Secondment and study leave: dated on the plan, written by others than the employee."""

    def add(self, user="kasi", key="staff", **vals):
        return (
            self.env["hr.skp.situation"]
            .with_user(self.users[user])
            .create(
                {
                    "skp_id": self.plans[key].id,
                    "kind": "study_leave",
                    "date_start": "2026-09-01",
                    "institution": "Universitas Uji",
                    **vals,
                }
            )
        )

    def test_evaluator_and_officer_write_employee_reads(self):
        """Also on an agreed plan: leave does not wait for a revision."""
        self.bring_to("staff", "agreed")
        situation = self.add()
        self.assertEqual(situation.with_user(self.users["staff"]).institution, "Universitas Uji")
        self.add("officer", date_start="2026-02-01", date_end="2026-03-31", kind="seconded")
        with self.assertRaises(AccessError):
            situation.with_user(self.users["staff"]).write({"date_end": "2026-10-01"})
        with self.assertRaises(AccessError):
            self.add("staff", date_start="2026-05-01", date_end="2026-05-31")
        self.assertEqual(self.plan("staff").log_ids[:2].mapped("action"), ["add_situation"] * 2)
        situation.with_user(self.users["officer"]).unlink()
        self.assertEqual(self.plan("staff").log_ids[0].action, "remove_situation")

    def test_never_on_ones_own_plan(self):
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        with self.assertRaises(AccessError):
            self.add("staff")

    def test_dates(self):
        """No shared day, within the plan, an open end counts until the plan's."""
        self.add()
        for start, end in (("2026-08-01", "2026-09-01"), ("2026-12-31", "2026-12-31")):
            with self.subTest(start=start), self.assertRaises(ValidationError):
                self.add(date_start=start, date_end=end)
        with self.assertRaises(ValidationError):
            self.add(date_start="2025-12-31", date_end="2026-01-05")
        self.add(date_start="2026-08-01", date_end="2026-08-31")

    def test_closed_plan_stays(self):
        situation = self.add()
        self.bring_to("staff", "cancelled")
        with self.assertRaises(UserError):
            situation.with_user(self.users["kasi"]).write({"contact": "Dekan"})

    def test_in_the_snapshot(self):
        """E8 (b): leave that ends in September, on one SKP of the whole year."""
        self.add(date_start="2026-01-01", date_end="2026-09-30", contact="Dekan")
        self.bring_to("staff", "agreed")
        content = self.plan("staff").revision_ids.content
        self.assertEqual(
            content["situations"],
            [
                {
                    "kind": "study_leave",
                    "date_start": "2026-01-01",
                    "date_end": "2026-09-30",
                    "institution": "Universitas Uji",
                    "contact": "Dekan",
                }
            ],
        )
        self.assertEqual((content["date_start"], content["date_end"]), ("2026-01-01", "2026-12-31"))

    def test_goes_on_after_a_transfer(self):
        """What lasts beyond the transfer lasts on the new plan; each within its own dates."""
        self.add(date_start="2026-02-01")
        self.add(date_start="2026-01-01", date_end="2026-01-31", kind="seconded")
        following = self.plan("staff", "officer").action_transfer("2026-04-01", "SK").sudo()
        old = self.plan("staff").situation_ids.sorted("date_start")
        self.assertEqual([str(d) for d in old.mapped("date_start")], ["2026-01-01", "2026-02-01"])
        self.assertLessEqual(str(old[-1].date_end or self.plan("staff").date_end), "2026-03-31")
        self.assertEqual(
            [str(d) for d in following.situation_ids.mapped("date_start")], ["2026-04-01"]
        )

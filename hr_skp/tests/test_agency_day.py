from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .test_assignment import AssignmentCommon
from .test_outside_link import OutsideCommon

#: Four in the morning of 11 June at the agency (UTC+8); still the 10th where the server is.
EARLY = "2026-06-10 20:00:00"
TODAY, YESTERDAY = date(2026, 6, 11), date(2026, 6, 10)


@tagged("post_install", "-at_install", "hr_skp")
class TestAgencyDay(AssignmentCommon):
    """What holds until a day ends with that day at the agency, wherever the server is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._move_east()

    @freeze_time(EARLY)
    def test_delegation(self):
        """A delegation begins with the agency's day; one until yesterday is over."""
        over = self._delegate("kasi", "wakil", "2026-06-01", YESTERDAY)
        delegations = self.env["hr.skp.delegation"]
        self.assertEqual(delegations.default_get(["date_start"])["date_start"], TODAY)
        self.assertFalse(over.is_in_force)
        self.assertNotIn(over, delegations.search(delegations._get_active_domain()))
        self.assertFalse(self.plan("staff", "wakil").has_access("read"))
        over.date_end = TODAY
        self.assertIn(over, delegations.search(delegations._get_active_domain()))

    @freeze_time(EARLY)
    def test_task_of_the_portal(self):
        """What was due yesterday was due; the year's first steps are those of today."""
        plan = self.plan("staff", "staff")
        task = plan._prepare_task("propose", "x", None, YESTERDAY)
        self.assertTrue(task["late"])
        self.assertFalse(plan._prepare_task("propose", "x", None, TODAY)["late"])
        blank = self.env["hr.skp"].with_user(self.users["staff"]).new()
        self.assertTrue(blank._prepare_task("x", "x", None, YESTERDAY)["late"])

    @freeze_time("2026-03-31 20:00:00")
    def test_steps_of_the_year(self):
        """On the first of April the first quarter is behind."""
        self.bring_to("staff", "agreed")
        steps = self.plan("staff", "staff")._get_portal_steps()
        self.assertEqual([step["status"] for step in steps[:3]], ["done", "past", "current"])

    @freeze_time(EARLY)
    def test_answer_overdue(self):
        """A request to be answered by yesterday is overdue."""
        assignment = self.ask("staff", answer_deadline=YESTERDAY, send=False)
        self.assertTrue(assignment._is_overdue())
        assignment.sudo().answer_deadline = TODAY
        self.assertFalse(assignment._is_overdue())

    @freeze_time(EARLY)
    def test_activity(self):
        """What is asked this morning is due today, not yesterday."""
        self.bring_to("staff", "proposed")
        asked = self.env["mail.activity"].search(
            [("res_model", "=", "hr.skp"), ("res_id", "=", self.plans["staff"].id)]
        )
        self.assertEqual(set(asked.mapped("date_deadline")), {TODAY})


@tagged("post_install", "-at_install", "hr_skp")
class TestAgencyDayOfLinks(OutsideCommon):
    def test_the_last_day(self):
        """A link holds to the end of its last day at the agency, and not a moment longer."""
        self.agency.skp_tz = "Asia/Makassar"
        self.agency.skp_outside_link_days = 1
        self.request()
        with freeze_time("2026-06-09 02:00:00"):
            self.as_user("officer").action_send_outside_link()
        token = self.link_of(self.letters()).rsplit("/", 1)[1]
        links = self.env["hr.skp.assignment.link"]
        for moment, status in (("2026-06-10 15:59:00", "open"), (EARLY, "over")):
            with self.subTest(moment=moment), freeze_time(moment):
                self.assertEqual(links._open(token, "192.0.2.1")[0], status)

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .portal_common import PortalCommon
from .reminder_common import ReminderCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalDeadlines(PortalCommon, ReminderCommon):
    """What the to-do list of portal users says when time runs out: activities do not reach them."""

    def tasks(self, key, moment):
        with freeze_time(moment):
            self.env.invalidate_all()
            tasks = self.env["hr.skp"].with_user(self.users[key])._prepare_portal_tasks()
        return {task["code"]: task for task in tasks}

    def report_day(self, moment):
        with freeze_time(moment):
            self.env.invalidate_all()
            return self.plan("warga", "warga")._get_passed_report_day()

    def test_what_waits_for_my_answer_too_long(self):
        """From the third day on the task says since when, and is late."""
        self.bring_to("warga", "proposed")
        self.since("warga", "2026-01-05 02:00:00")
        task = self.tasks("kasi", "2026-01-07 02:00:00")["agree"]
        self.assertFalse(task["late"])
        task = self.tasks("kasi", "2026-01-08 02:00:00")["agree"]
        self.assertTrue(task["late"])
        self.assertIn("5 Jan 2026", task["when"])

    def test_my_people_who_have_not_proposed(self):
        """After the deadline the evaluator reads how many; one is named and opened at once."""
        self.assertNotIn("unproposed", self.tasks("kasi", "2026-01-31 02:00:00"))
        task = self.tasks("kasi", "2026-02-01 02:00:00")["unproposed"]
        self.assertIn("3", task["title"])
        self.assertEqual(task["url"], "/my/skp#skp-team")
        for key in ("staff", "teman"):
            self.bring_to(key, "agreed")
        task = self.tasks("kasi", "2026-02-01 02:00:00")["unproposed"]
        self.assertIn("Warga Uji", task["title"])
        self.assertEqual(task["url"], f"/my/skp/{self.plans['warga'].id}")

    def test_evaluators_below_me_who_do_not_answer(self):
        """The reviewer reads whom to talk to and about how many, after a week, no more."""
        self.bring_to("warga", "proposed")
        self.bring_to("staff", "proposed")
        self.since("warga", "2026-01-05 02:00:00")
        self.since("staff", "2026-01-05 02:00:00")
        self.assertNotIn("unanswered", self.tasks("kabid", "2026-01-11 02:00:00"))
        task = self.tasks("kabid", "2026-01-12 02:00:00")["unanswered"]
        self.assertIn("Kepala Seksi Uji", task["title"])
        self.assertIn("2", task["title"])
        for key in ("kasi", "warga", "kadis"):
            self.assertNotIn("unanswered", self.tasks(key, "2026-01-12 02:00:00"))

    def test_report_of_progress(self):
        """For a week after it was due, while the agency reminds of it."""
        self.plans["warga"].commitment_ids.create(
            {
                "skp_id": self.plans["warga"].id,
                "kind": "accountability",
                "name": "Laporan",
                "interval": "month",
            }
        )
        with freeze_time("2026-01-20 02:00:00"):
            self.bring_to("warga", "agreed")
            self.plan("warga", "warga").action_mark_seen()
        for moment, shown in (
            ("2026-01-30 02:00:00", False),
            ("2026-01-31 02:00:00", True),
            ("2026-02-07 02:00:00", True),
            ("2026-02-08 02:00:00", False),
        ):
            with self.subTest(moment):
                self.assertEqual(self.report_day(moment), shown and date(2026, 1, 31))
        self.agency.skp_remind_report = False
        self.assertFalse(self.report_day("2026-01-31 02:00:00"))

    def test_page(self):
        """The portal shows it: the evaluator's page lists all of it without an error."""
        self.bring_to("warga", "proposed")
        self.since("warga", "2026-01-05 02:00:00")
        self.log_in("kasi")
        text = self.page("/my/skp/content")
        self.assertIn('data-task="agree"', text)
        self.assertIn('data-task="unproposed"', text)
        self.log_in("kabid")
        self.assertIn('data-task="unanswered"', self.page("/my/skp/content"))

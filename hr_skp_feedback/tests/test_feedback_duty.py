from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from .giving_common import GivingCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackDuty(GivingCommon):
    """Who heard nothing from his evaluator for N days (60), and the nudge about it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plans["kasi"].agreed_on = "2026-01-20 02:00:00"
        # Of the agencies of the database only this one is looked at, for this matter only.
        cls.env["res.company"].search([("id", "!=", cls.agency.id)]).skp_remind = False
        cls.agency.write({"skp_remind_propose": False, "skp_remind_digest": False})

    def due(self, key="kabid"):
        self.env.flush_all()
        self.env.invalidate_all()
        plan = self.plan("kasi", key)
        found = plan.search([("is_feedback_due", "=", True), ("id", "=", plan.id)])
        self.assertEqual(bool(found), plan.is_feedback_due, "the search says what the field says")
        return plan.is_feedback_due

    def nudge(self):
        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            self.env["hr.skp.reminder"].sudo()._cron_remind()
        kind = self.env.ref("hr_skp_feedback.mail_activity_skp_feedback")
        return self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", kind.id),
                ("res_model", "=", "hr.skp"),
                ("res_id", "in", self.env["hr.skp"].search([]).ids),
            ]
        )

    def test_silence(self):
        """Counted from the agreement, then from the evaluator's last word; N is a setting."""
        for day, expected in (("2026-03-20", False), ("2026-03-22", True)):
            with freeze_time(day):
                self.assertEqual(self.due(), expected, day)
                self.assertEqual(self.due("wakil"), expected, "who acts for him sees the same")
        with freeze_time("2026-03-22"):
            self.give("staff", date="2026-03-21")
            self.assertTrue(self.due(), "others do not speak for the evaluator")
            self.give("wakil", date="2026-03-21")
            self.assertFalse(self.due(), "who acts for him does")
            self.assertEqual(self.plan("kasi", "kabid").last_feedback_label, "1 days ago")
        with freeze_time("2026-05-21"):
            self.assertTrue(self.due())
            self.agency.skp_feedback_days = 90
            self.assertFalse(self.due())
            self.agency.skp_feedback_days = 0
        with freeze_time("2026-12-20"):
            self.assertFalse(self.due(), "0: never")
        self.agency.skp_feedback_days = 60
        with freeze_time("2027-01-20"):
            self.assertFalse(self.due(), "the year is over")

    def test_whose_silence_is_seen(self):
        """When one was last spoken to, the head, officers and colleagues do not see."""
        with freeze_time("2026-06-15"):
            self.give("kabid", date="2026-06-10")
            labels = {
                key: self.plan("kasi", key).last_feedback_label
                for key in ("kasi", "kabid", "auditor", "kadis", "officer")
            }
        self.assertEqual(
            {key for key, label in labels.items() if label}, {"kasi", "kabid", "auditor"}
        )

    def test_nudged_once_until_spoken(self):
        """Evaluator and delegate are told once a person; gone with their word, not others'."""
        with freeze_time("2026-03-22 03:00:00"):
            activities = self.nudge()
            self.assertEqual(
                activities.user_id, self.users["kabid"] | self.users["wakil"], "who acts for him"
            )
            self.assertEqual(activities.mapped("res_id"), [self.plans["kasi"].id] * 2)
            self.assertEqual(self.nudge(), activities, "a second run adds none")
            self.give("staff")
            self.assertEqual(activities.exists(), activities)
            self.give("kabid")
            self.assertFalse(activities.exists())
        with freeze_time("2026-03-23 03:00:00"):
            self.assertFalse(self.nudge())

    def test_silence_that_goes_on(self):
        """Of a silence put aside one is told again after a month, and one message says how many."""
        with freeze_time("2026-03-22 03:00:00"):
            self.nudge().unlink()
            told = self.env["hr.skp.reminder"].search([("code", "=", "speak_evaluator")])
            self.assertEqual(told.mapped("record_count"), [1, 1])
            self.assertNotIn("Laporan", "".join(told.mapped("name")))
        with freeze_time("2026-04-20 03:00:00"):
            self.assertFalse(self.nudge())
        with freeze_time("2026-04-22 03:00:00"):
            self.assertTrue(self.nudge())

    def test_evaluator_replaced(self):
        """What the former evaluator was asked goes; the new one is told in his turn."""
        with freeze_time("2026-03-22 03:00:00"):
            old = self.nudge()
            self.plans["kasi"].evaluator_id = self.people["kadis"]
            self.assertFalse(old.exists())
            self.assertEqual(self.nudge().user_id, self.users["kadis"])

    def test_portal_evaluator_has_a_task(self):
        """Activities do not reach portal users: their list of tasks says who waits."""
        self.users["kabid"].group_ids = self.env.ref("base.group_portal")
        with freeze_time("2026-03-22"):
            self.assertEqual(self.nudge().user_id, self.users["wakil"])
            tasks = self.env["hr.skp"].with_user(self.users["kabid"])._prepare_portal_tasks()
            self.assertIn("give_feedback", [task["code"] for task in tasks])

    def test_tiles(self):
        """The number on the tile is the number in its list."""
        with freeze_time("2026-03-22"):
            tiles = self.env["hr.skp"].with_user(self.users["kabid"]).get_team_tiles()
        counts = {tile["code"]: tile["count"] for tile in tiles}
        self.assertEqual(counts["to_feed_back"], 1)
        self.assertEqual(counts["late"], 2, "the drafts of ketua and anggota, past the deadline")

    def test_list_costs_the_same_for_many(self):
        """The column of the last feedback asks the database once, however many people."""
        for key in ("staff", "teman", "warga"):
            self.bring_to(key, "agreed")
        leader = self.env["hr.skp"].with_user(self.users["kasi"])
        plans = leader.browse([self.plans[key].id for key in ("staff", "teman", "warga")])
        costs = []
        plans.mapped("last_feedback_label")
        for records in (plans[:1], plans):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            leader.browse(records.ids).mapped("last_feedback_label")
            costs.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*costs)


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestDevelopmentReminder(GivingCommon):
    def remind(self):
        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            self.env["hr.skp.reminder"].sudo()._cron_remind()
        kind = self.env.ref("hr_skp_feedback.mail_activity_skp_development")
        return self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("res_id", "=", self.plans["kasi"].id)]
        )

    def agree(self, day):
        return (
            self.env["hr.skp.development"]
            .with_user(self.users["kasi"])
            .create(
                {
                    "skp_id": self.plans["kasi"].id,
                    "name": "Pelatihan",
                    "kind": "learning",
                    "date_due": day,
                }
            )
        )

    def test_reminded_once(self):
        """A week before its day, once; moved away or done, it is quiet."""
        self.agree("2026-07-30")
        self.assertFalse(self.remind())
        action = self.agree("2026-06-20")
        activity = self.remind()
        self.assertRecordValues(activity, [{"user_id": self.users["kasi"].id}])
        self.assertNotIn("Pelatihan", activity.summary)
        self.assertEqual(self.remind(), activity)
        action.date_due = "2026-06-21"
        self.assertTrue(activity.exists(), "it is still due")
        action.date_due = "2026-08-21"
        self.assertFalse(activity.exists())
        action.date_due = "2026-06-20"
        action.action_done("Lulus")
        self.assertFalse(self.remind())

    def test_portal_task(self):
        """Who sees to it finds it among his tasks, two weeks before its day."""
        self.agree("2026-06-25")
        tasks = self.env["hr.skp"].with_user(self.users["kasi"])._prepare_portal_tasks()
        self.assertIn("development", [task["code"] for task in tasks])

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .common import FeedbackCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgressReminder(FeedbackCommon):
    """Whoever reports is not reminded of it, and what reminded him is done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hr.skp.period"].browse(cls.period.id).state = "open"
        plan = cls.plans["staff"]
        plan.write(
            {
                "date_start": cls.today - timedelta(days=40),
                "agreed_on": fields.Datetime.now() - timedelta(days=30),
            }
        )
        cls.env["hr.skp.commitment"].create(
            {"skp_id": plan.id, "kind": "accountability", "name": "Laporan", "interval": "week"}
        )
        cls.agency.write({"skp_remind_propose": False, "skp_remind_digest": False})

    def due(self):
        reminders = self.env["hr.skp.reminder"]
        return [
            message
            for message in reminders._get_pending(self.agency)
            if message[0].code == "report_employee"
        ]

    def test_reported_within_the_interval(self):
        """An entry of this week is this week's report; one of last month is not."""
        self.assertEqual(len(self.due()), 1)
        entry = self.achieve(self.own)
        self.assertFalse(self.due())
        entry.sudo().date = self.today - timedelta(days=29)
        self.assertEqual(len(self.due()), 1)

    def test_the_activity_is_done_with_the_entry(self):
        """What asked for the report goes when it is there."""
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            self.env["hr.skp.reminder"]._cron_remind()
        asked = self.plans["staff"].activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref("hr_skp.mail_activity_skp_report")
        )
        self.assertEqual(asked.user_id, self.users["staff"])
        self.achieve(self.own)
        self.assertFalse(asked.exists())

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .giving_common import GivingCommon
from .request_common import RequestCommon

#: Four in the morning of 15 June at the agency (UTC+8); still the 14th where the server is.
EARLY = "2026-06-14 20:00:00"
TODAY = fields.Date.to_date("2026-06-15")


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestAgencyDay(GivingCommon):
    """The day is the agency's, whatever zone the server or an account without one is in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._move_east()

    @freeze_time(EARLY)
    def test_feedback_of_today(self):
        """What is said early in the morning bears that day, and is not from the future."""
        self.assertEqual(self.give("kabid").date, TODAY)
        given = self.give("kabid", name="Hari ini", date=TODAY)
        with self.assertRaises(UserError):
            self.give("kabid", name="Besok", date="2026-06-16")
        given.action_mark("full")
        self.assertEqual(given.follow_up_on, TODAY)

    @freeze_time(EARLY)
    def test_achievement_of_today(self):
        """Likewise what was achieved."""
        entries = self.env["hr.skp.progress"].with_user(self.users["kasi"])
        entry = entries.create({"result_id": self.result.id, "name": "Laporan terkirim"})
        self.assertEqual(entry.date, TODAY)
        entries.create({"result_id": self.result.id, "name": "Rapat", "date": TODAY})
        with self.assertRaises(UserError):
            entries.create({"result_id": self.result.id, "name": "x", "date": "2026-06-16"})

    @freeze_time(EARLY)
    def test_action_overdue(self):
        """An action due yesterday is overdue, by the field and by the search."""
        actions = self.env["hr.skp.development"].with_user(self.users["kabid"])
        vals = {"skp_id": self.plans["kasi"].id, "name": "Bimbingan", "date_due": "2026-06-14"}
        action = actions.create(vals)
        self.assertTrue(action.is_late)
        self.assertIn(action, actions.search([("is_late", "=", True)]))


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestAgencyDayOfRequests(RequestCommon):
    def test_deadline(self):
        """The deadline ends with its day at the agency: then no answer, and it is closed."""
        self._move_east()
        with freeze_time("2026-06-13 03:00:00"):
            request = self.ask(is_anonymous=False, deadline="2026-06-14")
        with freeze_time("2026-06-14 15:00:00"):
            self.answer(request, "staff", "Masih sempat")
        with freeze_time(EARLY):
            invitees = self.env["hr.skp.feedback.invitee"].with_user(self.users["teman"])
            self.assertFalse(invitees._get_my_waiting_sudo())
            with self.assertRaises(UserError):
                self.answer(request, "teman", "Terlambat")

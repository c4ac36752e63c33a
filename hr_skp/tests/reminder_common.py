from unittest.mock import patch

from freezegun import freeze_time

from .common import SkpCommon


class ReminderCommon(SkpCommon):
    """Plans of a period that is open, all drafts since New Year; deadline 31 January 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Of the agencies of the database only this one is looked at.
        cls.env["res.company"].search([("id", "!=", cls.agency.id)]).skp_remind = False
        cls.period.state = "open"
        cls.env["hr.skp"].union(*cls.plans.values()).state_since = "2025-12-31 17:00:00"
        for key, user in cls.users.items():
            user.email = f"{key}@uji.example"
        cls.users["kasi"].lang = "en_US"

    def run_cron(self, today, hour="22:30:00", slices=None):
        """Run the scheduled action on a morning of Jakarta; return the reminders it made.

        :param slices: how many batches there is time for
        """
        seconds = iter([1] * slices + [0] * 99) if slices is not None else None

        def commit(*args, **kwargs):
            return next(seconds) if seconds else 60

        before = self.env["hr.skp.reminder"].search([])
        cron = type(self.env["ir.cron"])
        with (
            freeze_time(f"{today} {hour}"),
            patch.object(cron, "_commit_progress", side_effect=commit),
        ):
            self.env["hr.skp.reminder"]._cron_remind()
            self.env.flush_all()
        return self.env["hr.skp.reminder"].search([]) - before

    def told(self, reminders):
        """Return {(person, code): how many plans}."""
        keys = {user: key for key, user in self.users.items()}
        return {(keys[r.user_id], r.code): r.record_count for r in reminders}

    def mails(self, reminders):
        return self.env["mail.mail"].search(
            [("model", "=", "hr.skp.reminder"), ("res_id", "in", reminders.ids)]
        )

    def since(self, key, moment):
        self.plans[key].state_since = moment

from datetime import timedelta

from odoo import api, models
from odoo.tools import split_every

from odoo.addons.hr_skp.models.hr_skp_reminder import Due

from ..rules.anonymity import due_reminder

#: Requests closed and committed together.
BATCH_SIZE = 50


class HrSkpFeedbackRequest(models.Model):
    """How a request ends: by its deadline, when anonymous answers come out all together."""

    _inherit = "hr.skp.feedback.request"

    def _is_past(self):
        self.ensure_one()
        return self.deadline < self.sudo().company_id._get_skp_today()

    @api.model
    def _cron_close(self):
        """Close what is past its deadline and release anonymous answers, in committed batches."""
        cron = self.env["ir.cron"]
        # East of Greenwich the day after the deadline has begun before the server's has.
        past = self.search([("state", "=", "open"), ("deadline", "<=", "today")])
        past = past.filtered(lambda request: request._is_past())
        cron._commit_progress(remaining=len(past))
        for batch in split_every(BATCH_SIZE, past.ids, self.browse):
            for request in batch.try_lock_for_update():
                request._close()
            if not cron._commit_progress(len(batch)):
                return

    def _close(self):
        """End one request; what was said anonymously is feedback now, or erased."""
        self.ensure_one()
        # The scheduled action works for nobody; answers and flags are closed to everybody else.
        request_sudo = self.sudo()
        vals = {"state": "closed"}
        if request_sudo.is_anonymous:
            vals["withheld_count"] = self.env["hr.skp.feedback.answer"]._release(request_sudo)
        request_sudo.write(vals)


class HrSkpFeedbackInvitee(models.Model):
    _inherit = "hr.skp.feedback.invitee"

    def _announce(self):
        """Tell those asked, once: a mail with a link; portal users have their to-do list too."""
        reminders = self.env["hr.skp.reminder"]
        reminders._send(
            [
                (invitee.request_id.company_id, [invitee._prepare_due("feedback_request")])
                for invitee in self
            ]
        )

    def _prepare_due(self, code, on=None):
        self.ensure_one()
        return Due(
            code=code,
            user_id=self.employee_user_id.id,
            model=self._name,
            res_id=self.id,
            on=on or self.request_id.company_id._get_skp_today(),
            deadline=self.request_id.deadline,
        )


class HrSkpReminder(models.Model):
    _inherit = "hr.skp.reminder"

    @api.model
    def _collect_due(self, company, today):
        return super()._collect_due(company, today) + self._collect_due_requests(company, today)

    @api.model
    def _collect_due_requests(self, company, today):
        """Return who is to be reminded today of a request that he has not answered."""
        # Who is silent is known to the system only; the message tells each his own.
        waiting_sudo = (
            self.env["hr.skp.feedback.invitee"]
            .sudo()
            .search(
                [
                    ("state", "=", "waiting"),
                    ("employee_user_id", "!=", False),
                    ("request_id.state", "=", "open"),
                    ("request_id.company_id", "=", company.id),
                    ("request_id.deadline", ">=", today),
                ]
            )
        )
        dues = []
        for invitee_sudo in waiting_sudo:
            deadline = invitee_sudo.request_id.deadline
            days = due_reminder(today, deadline)
            if days is not None:
                on = deadline - timedelta(days=days)
                dues.append(invitee_sudo._prepare_due("feedback_request_reminder", on))
        return dues

    @api.model
    def _get_kinds(self):
        kind = {
            "template": "hr_skp_feedback.mail_template_feedback_request",
            "page": "/my/skp/requests",
        }
        return {
            **super()._get_kinds(),
            "feedback_request": kind,
            "feedback_request_reminder": kind,
        }

    def _get_subject(self):
        if self.code == "feedback_request":
            return self.env._("You are asked for feedback")
        if self.code == "feedback_request_reminder":
            return self.env._("A request for feedback still waits for you")
        return super()._get_subject()

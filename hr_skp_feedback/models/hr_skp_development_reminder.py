from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.development import OPEN

#: Actions reminded of in one batch, and how many days before their day.
BATCH = 200
DAYS_BEFORE = 7


class HrSkpDevelopment(models.Model):
    """Reminders of agreed actions: an activity on the plan for who sees to them."""

    _inherit = "hr.skp.development"

    reminded_on = fields.Date(readonly=True, copy=False, export_string_translation=False)

    @api.model
    def _cron_remind_development(self):
        """Remind, once, of actions due within a week or overdue; a moved date reminds again."""
        while actions := self.search(self._get_reminder_domain(), limit=BATCH, order="id"):
            actions._create_reminders()
            if not self.env["ir.cron"]._commit_progress(len(actions)):
                break

    @api.model
    def _get_reminder_domain(self):
        soon = fields.Date.context_today(self) + relativedelta(days=DAYS_BEFORE)
        return (
            Domain("state", "=", OPEN)
            & Domain("date_due", "<=", soon)
            & Domain("reminded_on", "=", False)
        )

    def _create_reminders(self):
        activity_type = self.env.ref("hr_skp_feedback.mail_activity_skp_development")
        with_account = self.filtered(
            lambda action: action.owner_user_id and not action.owner_user_id.share
        )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": self.env["ir.model"]._get_id("hr.skp"),
                    "res_id": action.skp_id.id,
                    "user_id": action.owner_user_id.id,
                    "summary": action.with_context(lang=action.owner_user_id.lang).env._(
                        "An agreed development action is due"
                    ),
                    "date_deadline": action.date_due,
                }
                for action in with_account
            ]
        )
        # Portal users have it on their list of tasks.
        self.write({"reminded_on": fields.Date.context_today(self)})

    def write(self, vals):
        moved = self.filtered(lambda a: "date_due" in vals or "owner_id" in vals)
        result = super().write(vals)
        if moved.filtered("reminded_on"):
            # A mark of the system: nobody writes it directly.
            moved.sudo().write({"reminded_on": False})
        if vals.get("state") or moved:
            self._close_reminders()
        return result

    def _close_reminders(self):
        """What was asked is done or moved, unless another action of the plan is still due."""
        activity_type = self.env.ref("hr_skp_feedback.mail_activity_skp_development")
        activities_sudo = self.env["mail.activity"].sudo()
        asked_sudo = activities_sudo.search(
            [
                ("res_model", "=", "hr.skp"),
                ("res_id", "in", self.sudo().skp_id.ids),
                ("activity_type_id", "=", activity_type.id),
            ]
        )
        open_sudo = self.sudo().search(
            [
                ("skp_id", "in", asked_sudo.mapped("res_id")),
                ("state", "=", OPEN),
                ("reminded_on", "!=", False),
            ]
        )
        due = {(action.skp_id.id, action.owner_user_id.id) for action in open_sudo}
        asked_sudo.filtered(lambda a: (a.res_id, a.user_id.id) not in due).unlink()

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..rules.progress import INTERVALS


class HrSkpReminder(models.Model):
    """Whoever recorded an achievement within the interval has reported, and is not reminded."""

    _inherit = "hr.skp.reminder"

    @api.model
    def _drop_reported(self, reports):
        reports = super()._drop_reported(reports)
        plan_ids = [plan.id for plan, _interval, _day in reports]
        groups = self.env["hr.skp.progress"]._read_group(
            Domain("skp_id", "in", plan_ids), ["skp_id"], ["date:max"]
        )
        last = {plan.id: day for plan, day in groups}
        return [
            (plan, interval, day)
            for plan, interval, day in reports
            if plan.id not in last or last[plan.id] <= day - timedelta(days=INTERVALS[interval])
        ]


class HrSkpProgress(models.Model):
    _inherit = "hr.skp.progress"

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        entries._close_report_activities()
        return entries

    def _close_report_activities(self):
        """An entry is the report that was asked for."""
        activity_type = self.env.ref("hr_skp.mail_activity_skp_report", raise_if_not_found=False)
        # The plan's activities are not the employee's to remove; this one he has done.
        plans_sudo = self.sudo().skp_id
        plans_sudo.activity_ids.filtered(lambda a: a.activity_type_id == activity_type).unlink()

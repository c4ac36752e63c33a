from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_reminder import Due

from ..rules.award import PENDING


class HrSkpReminder(models.Model):
    """Awards that wait for their decision are told to the decider once a month, with their number.

    Sanction cases are not reminded of here: administrators read who was told of what.
    """

    _inherit = "hr.skp.reminder"

    @api.model
    def _collect_due(self, company, today):
        return super()._collect_due(company, today) + self._collect_awards(company, today)

    @api.model
    def _collect_awards(self, company, today):
        """Return a due for each decider and year with undecided awards; no award is read."""
        groups = self.env["hr.skp.award"]._read_group(
            Domain("company_id", "=", company.id) & Domain("state", "in", tuple(PENDING)), ["year"]
        )
        periods = self.env["hr.skp.period"].search(
            [("company_id", "=", company.id), ("year", "in", [year for (year,) in groups])]
        )
        deciders = self.env["hr.skp.sanction"]._get_deciders(company)[company]
        month = fields.Date.start_of(today, "month")
        return [
            Due("award_decider", user.id, "hr.skp.period", period.id, month)
            for period in periods
            for user in deciders.filtered("active")
        ]

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "award_decider": {
                "template": "hr_skp_reward.mail_template_remind_awards",
                "action": "hr_skp_reward.hr_skp_award_action",
            },
        }

    def _get_subject_award_decider(self):
        return self.env._("Awards for performance wait for your decision")

from odoo import api, fields, models

from ..models.hr_skp_period import UNFINISHED
from ..rules.plan_states import LIVE


class HrSkpPeriodClose(models.TransientModel):
    """Says what closing a period will do, and asks for the reason where plans are not agreed."""

    _name = "hr.skp.period.close"
    _description = "Close an SKP period"

    period_id = fields.Many2one("hr.skp.period", required=True, readonly=True)
    live_count = fields.Integer("Plans that will be closed", compute="_compute_counts")
    unfinished_count = fields.Integer("Of these not agreed", compute="_compute_counts")
    reason = fields.Text()

    @api.depends("period_id")
    def _compute_counts(self):
        for wizard in self:
            period = wizard.period_id
            wizard.live_count = period._count_plans([("state", "in", tuple(LIVE))])
            wizard.unfinished_count = period._count_plans([("state", "in", tuple(UNFINISHED))])

    def action_view_unfinished(self):
        """Open the plans that are not agreed yet."""
        self.ensure_one()
        action = self.period_id.action_view_plans()
        return {**action, "domain": action["domain"] + [("state", "in", sorted(UNFINISHED))]}

    def action_confirm(self):
        """Close the period with the reason given; the period checks the right to."""
        self.ensure_one()
        self.period_id.action_close(self.reason)
        return {"type": "ir.actions.act_window_close"}

from odoo import fields, models

STEPS = [
    ("grant", "Grant"),
    ("decline", "Decline"),
    ("withdraw", "Withdraw"),
    ("leave", "Leave the pool"),
]


class HrSkpAwardStep(models.TransientModel):
    """Asks for the decision or the reason of a step on awards; the awards check the right to it."""

    _name = "hr.skp.award.step"
    _description = "Step on awards"
    _inherit = ["hr.skp.link.guard"]

    step = fields.Selection(STEPS, required=True)
    award_ids = fields.Many2many(
        "hr.skp.award",
        string="Awards",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Text()
    decision_number = fields.Char()
    decision_date = fields.Date(default=lambda self: self.env.company.sudo()._get_skp_today())
    file = fields.Binary("Signed decision")
    file_name = fields.Char()

    def action_confirm(self):
        """Take the step on all the awards."""
        self.ensure_one()
        if self.step == "grant":
            self.award_ids.action_grant(
                self.decision_number, self.decision_date, self.file, self.file_name
            )
        else:
            getattr(self.award_ids, f"action_{self.step}")(self.reason)
        return {"type": "ir.actions.act_window_close"}

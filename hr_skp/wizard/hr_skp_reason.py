from odoo import fields, models


class HrSkpReason(models.TransientModel):
    """Asks for the reason of a step that needs one; the plan itself checks the right to take it."""

    _name = "hr.skp.reason"
    _description = "Reason for a step"
    _inherit = ["hr.skp.link.guard"]

    move = fields.Selection(
        [
            ("return", "Return"),
            ("revise", "Start a revision"),
            ("set", "Set in his stead"),
            ("cancel", "Cancel"),
        ],
        required=True,
    )
    skp_ids = fields.Many2many(
        "hr.skp",
        string="Plans",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Take the step on all the plans, with the reason given."""
        self.ensure_one()
        result = getattr(self.skp_ids, f"action_{self.move}")(self.reason)
        # A step that is signed answers with the dialog for it.
        return result if isinstance(result, dict) else {"type": "ir.actions.act_window_close"}

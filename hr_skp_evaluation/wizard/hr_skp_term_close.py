from odoo import api, fields, models


class HrSkpTermClose(models.TransientModel):
    """Says what is not final when a term closes, and asks for the reason where something is not."""

    _name = "hr.skp.term.close"
    _description = "Close an evaluation term"
    _inherit = ["hr.skp.link.guard"]

    term_id = fields.Many2one(
        "hr.skp.term",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    unfinished_count = fields.Integer("Not final", compute="_compute_unfinished_count")
    reason = fields.Text()

    @api.depends("term_id")
    def _compute_unfinished_count(self):
        for wizard in self:
            wizard.unfinished_count = wizard.term_id._get_unfinished_count()

    def action_confirm(self):
        """Close the term with the reason given; the term checks the right to."""
        self.ensure_one()
        self.term_id.action_close(self.reason)
        return {"type": "ir.actions.act_window_close"}

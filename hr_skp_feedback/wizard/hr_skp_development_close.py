from odoo import fields, models


class HrSkpDevelopmentClose(models.TransientModel):
    """Asks in words what came of an agreed action, or why it is cancelled."""

    _name = "hr.skp.development.close"
    _description = "Close a development action"
    _inherit = ["hr.skp.link.guard"]

    development_id = fields.Many2one("hr.skp.development", required=True, ondelete="cascade")
    move = fields.Selection([("done", "Done"), ("cancel", "Cancel")], required=True)
    words = fields.Text("What came of it", required=True)

    def action_confirm(self):
        """Take the step; the action itself checks who may."""
        self.ensure_one()
        if self.move == "done":
            return self.development_id.action_done(self.words)
        return self.development_id.action_cancel(self.words)

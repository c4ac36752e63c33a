from odoo import fields, models


class HrSkpSignedUpload(models.TransientModel):
    """Takes a PDF that was signed outside; the plan checks who may, the document what it is."""

    _name = "hr.skp.signed.upload"
    _description = "Upload of a signed document"
    _inherit = ["hr.skp.link.guard"]

    skp_id = fields.Many2one(
        "hr.skp",
        "SKP",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    file = fields.Binary("Signed PDF", required=True, attachment=False)
    name = fields.Char("File name")

    def action_confirm(self):
        """Keep the file beside the issued document."""
        self.ensure_one()
        wizard = self.with_context(bin_size=False)
        wizard.skp_id.action_upload_signed(wizard.file, wizard.name)
        return {"type": "ir.actions.act_window_close"}

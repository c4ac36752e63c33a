from odoo import fields, models


class HrSkpImportLine(models.TransientModel):
    """A finding in the file of the agency."""

    _name = "hr.skp.import.line"
    _description = "Import finding"
    _inherit = ["hr.skp.import.line.mixin"]
    _order = "id"

    import_id = fields.Many2one("hr.skp.import", required=True, index=True, ondelete="cascade")

from odoo import fields, models


class HrSkpImportLine(models.TransientModel):
    """One thing that a dry run found in the file. Read by whoever ran it."""

    _name = "hr.skp.import.line"
    _description = "Import finding"
    _order = "severity, id"

    import_id = fields.Many2one("hr.skp.import", required=True, index=True, ondelete="cascade")
    severity = fields.Selection([("error", "Error"), ("warning", "Note")], required=True)
    sheet = fields.Char()
    row = fields.Integer()
    column = fields.Char()
    what = fields.Char("What")
    fix = fields.Char("How to mend it")

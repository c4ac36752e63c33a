from odoo import fields, models


class HrSkpImportLine(models.TransientModel):
    """One thing that a dry run found in the file. Read by whoever ran it."""

    _name = "hr.skp.import.line"
    _description = "Import finding"
    _order = "id"

    import_id = fields.Many2one("hr.skp.import", required=True, index=True, ondelete="cascade")
    severity = fields.Selection([("error", "Error"), ("warning", "Note")], "Kind", required=True)
    sheet = fields.Char()
    row = fields.Integer()
    column = fields.Char()
    what = fields.Text()
    fix = fields.Text("How to mend it")

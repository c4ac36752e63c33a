from odoo import fields, models


class HrSkpTerm(models.Model):
    """An evaluation term of a period: a month, a quarter, or the final one.

    Read with the period, edited by officers.
    """

    _name = "hr.skp.term"
    _description = "SKP evaluation term"
    _order = "period_id, sequence, id"

    name = fields.Char(required=True)
    period_id = fields.Many2one("hr.skp.period", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter"), ("final", "Final")], required=True
    )
    sequence = fields.Integer(default=10)
    date_start = fields.Date("From", required=True)
    date_end = fields.Date("Until", required=True)
    fill_deadline = fields.Date("Filled in by")
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )

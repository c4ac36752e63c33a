from odoo import api, fields, models

from ..rules.codes import ASPECTS, CONTROL_LEVELS, REPORT_INTERVALS


class HrSkpIndicator(models.Model):
    """An individual indicator (IKI) of a result with its target; read and edited with the result.

    Quantitative: name, target, unit of measure, aspect.  Qualitative: one descriptive text that
    merges indicator and target.  JPT add the manual.
    """

    _name = "hr.skp.indicator"
    _description = "SKP indicator"
    _inherit = ["hr.skp.content.mixin"]
    _order = "result_id, sequence, id"

    _plan_path = "result_id.skp_id"
    _protected_fields = frozenset({"result_id"})

    result_id = fields.Many2one("hr.skp.result", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    aspect = fields.Selection(ASPECTS)
    second_aspect = fields.Selection(
        ASPECTS, help="Where one indicator measures two, as in Kuantitas/ Kualitas."
    )
    name = fields.Text("Indicator", required=True)
    target = fields.Char()
    uom = fields.Char("Unit of measure")
    data_source = fields.Char()
    control_level = fields.Selection(CONTROL_LEVELS)
    purpose = fields.Text()
    definition = fields.Text()
    formula = fields.Text()
    report_interval = fields.Selection(REPORT_INTERVALS, "Reporting period")

    @api.depends("name")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = (indicator.name or "").strip()

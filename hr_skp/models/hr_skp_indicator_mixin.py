from odoo import api, fields, models

from ..rules.codes import ASPECTS, CONTROL_LEVELS, REPORT_INTERVALS


class HrSkpIndicatorMixin(models.AbstractModel):
    """What an indicator says, on somebody's plan or in the agency's library.

    Quantitative: name, target, unit of measure, aspect.  Qualitative: one descriptive text that
    merges indicator and target.  JPT add the manual.
    """

    _name = "hr.skp.indicator.mixin"
    _description = "Content of an indicator"

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

    def _get_full_target(self):
        """Return the target with its unit, as one reads it."""
        self.ensure_one()
        return " ".join(filter(None, (self.target, self.uom)))

    @api.depends("name")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = (indicator.name or "").strip()

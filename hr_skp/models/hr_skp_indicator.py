from odoo import fields, models


class HrSkpIndicator(models.Model):
    """An individual indicator (IKI) of a result, with its target; read and edited with it."""

    _name = "hr.skp.indicator"
    _description = "SKP indicator"
    _inherit = ["hr.skp.indicator.mixin", "hr.skp.content.mixin"]
    _order = "result_id, sequence, id"

    _plan_path = "result_id.skp_id"
    _protected_fields = frozenset({"result_id"})

    result_id = fields.Many2one("hr.skp.result", required=True, index=True, ondelete="cascade")

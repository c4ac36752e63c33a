from odoo import fields, models
from odoo.exceptions import AccessError


class HrSkpBehaviour(models.Model):
    """A core value on somebody's plan, with what his leader especially expects.

    Read with the plan; only the evaluator (or who acts for him) writes the expectation.
    """

    _name = "hr.skp.behaviour"
    _description = "SKP behaviour"
    _inherit = ["hr.skp.content.mixin"]
    _order = "skp_id, sequence, id"

    _protected_fields = frozenset({"skp_id", "core_value_id", "sequence"})

    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="cascade")
    core_value_id = fields.Many2one(
        "hr.skp.core.value", required=True, readonly=True, ondelete="restrict"
    )
    sequence = fields.Integer(readonly=True)
    guides = fields.Text(related="core_value_id.guides", string="Behaviour guides")
    expectation = fields.Text("Leader's special expectation")
    can_edit_expectation = fields.Boolean(related="skp_id.can_edit_expectation", related_sudo=False)

    _value_uniq = models.UniqueIndex(
        "(skp_id, core_value_id)", "Each core value stands once on a plan."
    )

    def _check_content(self, operation, names):
        roles = self.skp_id._get_roles()
        if operation != "write" or any("evaluator" not in acting for acting in roles.values()):
            raise AccessError(self.env._("Only the evaluator writes special expectations."))
        return super()._check_content(operation, names)

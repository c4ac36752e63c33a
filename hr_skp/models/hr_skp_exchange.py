from odoo import fields, models
from odoo.exceptions import UserError

from ..rules.matrix import EDIT
from ..rules.result_facts import fill_step

#: In the context: the content comes from a checked workbook.  No client can send an object.
FILLING = object()


class HrSkp(models.Model):
    """Filling plans from a workbook, and taking their results out into one.

    The evaluator fills where he may edit, an officer what was never proposed, nobody his own plan
    (see ``rules.result_facts.fill_step``).
    """

    _inherit = "hr.skp"

    def action_export_results(self):
        """Download results and indicators of these plans in the layout of the import."""
        return self.env["hr.skp.result.export"]._download(self)

    def _get_fill_steps(self, may_open=False):
        """Return plan id -> what filling it takes, or the code of why the user may not."""
        roles = self._get_roles()
        return {plan.id: fill_step(plan.state, roles[plan.id], may_open) for plan in self.sudo()}

    def _check_editable(self, extra_role=None):
        if self.env.context.get("skp_filling") is not FILLING:
            return super()._check_editable(extra_role)
        return self._check_fillable()

    def _check_fillable(self):
        """Raise unless the current user may fill all these plans from a workbook now."""
        steps = self._get_fill_steps()
        for plan_sudo in self.sudo():
            if steps[plan_sudo.id] != EDIT:
                raise UserError(plan_sudo._get_not_editable_sentence(set()))


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    exchange_key = fields.Char(
        "Key in workbooks",
        copy=False,
        readonly=True,
        export_string_translation=False,
        help="By this a workbook of results means this one, whatever its text.",
    )


class HrSkpIndicator(models.Model):
    _inherit = "hr.skp.indicator"

    exchange_key = fields.Char(
        "Key in workbooks", copy=False, readonly=True, export_string_translation=False
    )

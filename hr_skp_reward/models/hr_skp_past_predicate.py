from odoo import api, models
from odoo.fields import Domain


class HrSkpPastPredicate(models.Model):
    """Who decides on awards and sanctions reads the years before as well."""

    _inherit = "hr.skp.past.predicate"

    @api.model
    def _get_role_domains(self):
        own = Domain("employee_user_id", "=", self.env.uid)
        return {
            **super()._get_role_domains(),
            "decider": self.env["hr.skp.award"]._get_decider_domain() & ~own,
        }

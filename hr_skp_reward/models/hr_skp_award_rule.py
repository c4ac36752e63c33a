from odoo import fields, models

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules.award import BENEFITS, Rule


class HrSkpAwardRule(models.Model):
    """Which predicate, held for how many years, gives which award (see ``rules/award.py``)."""

    _name = "hr.skp.award.rule"
    _description = "Rule of awards"
    _inherit = ["hr.skp.rule.mixin"]
    _order = "sequence, id"
    _rule_key = "benefit"

    benefit = fields.Selection(BENEFITS, required=True, index=True)
    or_better = fields.Boolean(
        "Or better", default=True, help="Otherwise exactly this predicate is asked for."
    )
    stay_at = fields.Selection(
        PREDICATES,
        "Stays in the pool with at least",
        default="baik",
        help="A member whose later annual predicate is lower leaves the talent pool.",
    )

    def _get_rule(self):
        """Return the rule as ``rules/award.py`` reads it."""
        self.ensure_one()
        return Rule(self.predicate, self.years, self.benefit, self.or_better)

from odoo import api, fields, models

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES


class HrSkpRuleMixin(models.AbstractModel):
    """A rule on the predicates of consecutive years, for everybody or of one agency.

    General rules hold for every agency that has none of its own for the same thing
    (``_rule_key``).  SKP administrators write those of their agency; officers, deciders and
    auditors read.
    """

    _name = "hr.skp.rule.mixin"
    _description = "Rule on the predicates of some years"
    _inherit = ["hr.skp.link.guard"]

    #: what a rule is for: an agency's own rules replace the general ones of the same value
    _rule_key = None

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        index=True,
        default=lambda self: self.env.company,
        help="A rule without an agency holds for all that have none of their own.",
    )
    predicate = fields.Selection(PREDICATES, "At least", required=True, default="baik")
    years = fields.Integer("Consecutive years", required=True, default=2)
    note = fields.Text("Legal basis")

    _years_check = models.Constraint(
        "CHECK (years BETWEEN 1 AND 10)", "A rule asks for one to ten years."
    )

    @api.model
    def _get_rules(self, company):
        """Return the rules that hold in an agency; archived own ones also replace the general."""
        every = self.with_context(active_test=False).search(
            [("company_id", "in", (False, company.id))]
        )
        own = every.filtered("company_id")
        replaced = set(own.mapped(self._rule_key))
        general = (every - own).filtered(lambda rule: rule[self._rule_key] not in replaced)
        return (own | general).filtered("active").sorted()

    def action_customise(self):
        """SKP administrator: make the agency's own rule of a general one, and open it."""
        self.ensure_one()
        own = self
        if self.company_id != self.env.company:
            own = self.copy({"company_id": self.env.company.id, "name": self.name})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": own.id,
            "views": [(False, "form")],
        }

from odoo import fields, models

from ..rules.calendar import CADENCES, DEFAULT_FILL_DAYS
from ..rules.codes import APPROACHES
from ..rules.signing import METHODS


class ResCompany(models.Model):
    """An agency (instansi). Its settings are the defaults of every new period."""

    _inherit = "res.company"

    agency_kind = fields.Selection(
        [("central", "Central agency"), ("regional", "Regional government")],
        default="regional",
        required=True,
    )
    agency_head_id = fields.Many2one(
        "hr.employee",
        "Head of the agency",
        help="The minister or head of agency, or the head of the region: "
        "evaluates the JPT and heads of independent units that the rule table gives him.",
    )
    coordinating_minister_id = fields.Many2one(
        "hr.employee", help="Evaluates the JPT Utama of a central agency."
    )
    signing_city = fields.Char(help="Printed before the date where documents are signed.")
    skp_letterhead = fields.Text(
        "SKP letterhead",
        help="Printed under the agency's name on official documents, line by line.",
    )
    skp_signature = fields.Selection(
        METHODS,
        "Signing of SKP",
        default="none",
        required=True,
        help="How employee and evaluator sign a plan when it is proposed and agreed.",
    )
    skp_approach = fields.Selection(
        APPROACHES, "Default SKP approach", default="quantitative", required=True
    )
    skp_cadence = fields.Selection(
        CADENCES, "Evaluation cadence", default="quarterly", required=True
    )
    skp_merge_last_term = fields.Boolean(
        "Merge the last term into the final one",
        help="The final term then stands for the last month or quarter as well.",
    )
    skp_fill_deadline_days = fields.Integer(
        "Days to fill in a term",
        default=DEFAULT_FILL_DAYS,
        help="Counted from the end of the term.",
    )
    skp_plan_deadline_days = fields.Integer(
        "Days to set the plans", default=31, help="Counted from the first day of the period."
    )
    skp_evaluation_deadline_days = fields.Integer(
        "Days for the annual evaluation", default=31, help="Counted from the end of the period."
    )

    def _get_skp_letterhead(self):
        """Return what official documents print of the agency: ``name kind city letterhead``."""
        self.ensure_one()
        lines = (self.skp_letterhead or "").splitlines()
        return {
            "name": self.name,
            "kind": self.agency_kind,
            "city": self.signing_city or "",
            "letterhead": [line.strip() for line in lines if line.strip()],
        }

from odoo import fields, models

from ..rules.codes import APPROACHES


class HrSkpPeriod(models.Model):
    """A performance year of one agency, with its deadlines and evaluation terms.

    Everybody in the agency reads it; officers open and close it.
    """

    _name = "hr.skp.period"
    _description = "SKP period"
    _order = "date_start desc, id desc"

    name = fields.Char(required=True)
    year = fields.Integer(required=True)
    date_start = fields.Date("From", required=True)
    date_end = fields.Date("Until", required=True)
    plan_deadline = fields.Date("Plans set by")
    evaluation_deadline = fields.Date("Evaluated by")
    approach = fields.Selection(APPROACHES, default="quantitative", required=True)
    cadence = fields.Selection(
        [("monthly", "Monthly"), ("quarterly", "Quarterly")], default="quarterly", required=True
    )
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    term_ids = fields.One2many("hr.skp.term", "period_id", "Evaluation terms")
    skp_ids = fields.One2many("hr.skp", "period_id", "Plans")

from odoo import fields, models

from ..rules.objection_clock import COUNTINGS, DEFAULT_DAYS


class ResCompany(models.Model):
    """The agency's own rules of evaluation, where the regulation leaves room."""

    _inherit = "res.company"

    skp_distribution_mode = fields.Selection(
        [("warn", "Warn"), ("block", "Block until the evaluator's superior lifts it")],
        "Departure from the distribution pattern",
        default="warn",
        required=True,
        help="The pattern is a guideline. Groups of fewer than ten people are never blocked.",
    )
    skp_lock_head_rating = fields.Boolean(
        "Heads of units follow their unit",
        default=True,
        help="The rating of results of a head of unit is his unit's predicate, unchangeable.",
    )
    skp_rating_days = fields.Integer(
        "Days to rate a term",
        default=14,
        help="Counted from the day until which it is to be filled in.",
    )
    skp_receipt_days = fields.Integer(
        "Days to receive a result",
        default=7,
        help="Whoever does not open it within these days counts as having received it; "
        "0: never by itself.",
    )
    skp_objection_days = fields.Integer("Days to object", default=DEFAULT_DAYS)
    skp_objection_counting = fields.Selection(
        COUNTINGS, "Counting of the days to object", default="calendar", required=True
    )
    skp_objection_terms = fields.Selection(
        [("final", "The final term only"), ("all", "Every term")],
        "Objections to",
        default="final",
        required=True,
    )
    skp_explanation_days = fields.Integer(
        "Days to explain",
        default=5,
        help="An objection that the evaluator has not explained by then may be decided without.",
    )
    skp_objection_delegate_id = fields.Many2one(
        "hr.employee",
        "Decides objections at the top",
        help="Decides where the evaluator's superior is the evaluator himself.",
    )

    skp_remind_evaluation = fields.Boolean(
        "Of the evaluation",
        default=True,
        help="To report, rate, receive, object, explain, decide, confirm the unit's performance.",
    )

    _skp_evaluation_days_check = models.Constraint(
        "CHECK (skp_rating_days >= 0 AND skp_receipt_days >= 0 AND skp_objection_days >= 0 "
        "AND skp_explanation_days >= 0)",
        "A number of days cannot be negative.",
    )

from odoo import fields, models

from ..rules.codes import RATINGS, UNIT_PREDICATES

EVALUATION_STEPS = [
    ("return", "Return the self-report"),
    ("object", "Object"),
    ("ask_lift", "Ask to lift the block"),
    ("lift", "Lift the block"),
    ("reopen", "Reopen"),
]
OBJECTION_STEPS = [("explain", "Explain the result"), ("decide", "Decide the objection")]
OTHER_STEPS = [("decline", "Decline the proposal"), ("correct", "Correct the unit's predicate")]


class HrSkpEvaluationStep(models.TransientModel):
    """Asks for the words of a step that needs them; the record checks the right to take it."""

    _name = "hr.skp.evaluation.step"
    _description = "Words for a step of evaluation"
    _inherit = ["hr.skp.link.guard"]

    move = fields.Selection([*EVALUATION_STEPS, *OBJECTION_STEPS, *OTHER_STEPS], required=True)
    evaluation_ids = fields.Many2many(
        "hr.skp.evaluation",
        "hr_skp_evaluation_step_rel",
        string="Evaluations",
        default=lambda self: self._get_active("hr.skp.evaluation"),
    )
    objection_ids = fields.Many2many(
        "hr.skp.objection",
        "hr_skp_objection_step_rel",
        string="Objections",
        default=lambda self: self._get_active("hr.skp.objection"),
    )
    proposal_ids = fields.Many2many(
        "hr.skp.rating.proposal",
        "hr_skp_rating_proposal_step_rel",
        string="Proposals",
        default=lambda self: self._get_active("hr.skp.rating.proposal"),
    )
    performance_id = fields.Many2one(
        "hr.skp.unit.performance",
        default=lambda self: self._get_active("hr.skp.unit.performance")[:1],
    )
    reason = fields.Text(required=True)
    result_rating = fields.Selection(RATINGS, "New rating of results")
    behaviour_rating = fields.Selection(RATINGS, "New rating of behaviour")
    unit_predicate = fields.Selection(UNIT_PREDICATES, "Right predicate")

    def _get_active(self, model):
        """Return the records of ``model`` from which the dialog was opened."""
        context = self.env.context
        active_ids = context.get("active_ids") if context.get("active_model") == model else None
        return self.env[model].browse(active_ids or [])

    def action_confirm(self):
        """Take the step on all the records, with the words given."""
        self.ensure_one()
        if self.move == "correct":
            return self.performance_id.action_correct(self.unit_predicate, self.reason)
        if self.move == "decline":
            self.proposal_ids.action_decline(self.reason)
        elif self.move == "explain":
            self.objection_ids.action_explain(self.reason)
        elif self.move == "decide":
            self.objection_ids.action_decide(
                self.reason, self.result_rating or None, self.behaviour_rating or None
            )
        else:
            getattr(self.evaluation_ids, f"action_{self.move}")(self.reason)
        return {"type": "ir.actions.act_window_close"}

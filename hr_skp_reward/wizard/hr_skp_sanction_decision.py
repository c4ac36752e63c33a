from odoo import api, fields, models

from ..rules.sanction import CANCEL_REASONS, OUTCOMES, STEPS, outcomes

KINDS = [("record", "Record the decision"), ("pause", "Pause"), ("cancel", "Cancel")]


class HrSkpSanctionDecision(models.TransientModel):
    """Asks for a decision, or the reason of a pause or cancellation; the case checks the right."""

    _name = "hr.skp.sanction.decision"
    _description = "Decision on a case"
    _inherit = ["hr.skp.link.guard"]

    kind = fields.Selection(KINDS, required=True, default="record")
    sanction_id = fields.Many2one(
        "hr.skp.sanction",
        "Case",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    # As on screen: the case refuses the decision where it has gone on meanwhile.
    step = fields.Selection(
        STEPS, "Step to be decided", compute="_compute_step", store=True, readonly=False
    )
    deadline = fields.Date(related="sanction_id.deadline")
    term_text = fields.Text(related="sanction_id.term_text")
    possible = fields.Json(compute="_compute_possible", export_string_translation=False)
    outcome = fields.Selection(OUTCOMES, "Decision")
    decision_number = fields.Char()
    date = fields.Date(
        "Decision date", default=lambda self: self.env.company.sudo()._get_skp_today()
    )
    post = fields.Char("New post and unit")
    file = fields.Binary("Signed decision")
    file_name = fields.Char()
    cancel_code = fields.Selection(CANCEL_REASONS, "Because of")
    note = fields.Text()

    @api.depends("sanction_id")
    def _compute_step(self):
        for decision in self:
            decision.step = decision.sanction_id.step

    @api.depends("sanction_id", "step")
    def _compute_possible(self):
        for decision in self:
            case = decision.sanction_id
            decision.possible = list(outcomes(case.track, decision.step)) if case else []

    def action_confirm(self):
        """Record the decision, pause or cancel."""
        self.ensure_one()
        case = self.sanction_id
        if self.kind == "record":
            case.action_record(
                self.step,
                self.outcome,
                self.decision_number,
                self.date,
                post=self.post,
                note=self.note,
                file=self.file,
                file_name=self.file_name,
            )
        elif self.kind == "pause":
            case.action_pause(self.note)
        else:
            case.action_cancel(self.cancel_code, self.note)
        return {"type": "ir.actions.act_window_close"}

from odoo import api, fields, models


class HrSkpRating(models.Model):
    """What the evaluator has beside the ratings when he works, and the steps he takes there."""

    _inherit = "hr.skp.rating"

    state = fields.Selection(related="evaluation_id.state", related_sudo=False)
    self_note = fields.Text(related="evaluation_id.self_note", related_sudo=False)
    report_line_ids = fields.One2many(
        related="evaluation_id.line_ids", string="Realisation", related_sudo=False
    )
    recommendation_ids = fields.Many2many(
        "hr.skp.recommendation", string="Recommendations", compute="_compute_recommendation_ids"
    )
    can_rate = fields.Boolean(
        related="evaluation_id.can_rate", related_sudo=False, export_string_translation=False
    )
    can_finalise = fields.Boolean(
        related="evaluation_id.can_finalise", related_sudo=False, export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("evaluation_id")
    def _compute_recommendation_ids(self):
        found = self.env["hr.skp.recommendation"].search(
            [("evaluation_id", "in", self.evaluation_id.ids)]
        )
        by_evaluation = found.grouped("evaluation_id")
        for rating in self:
            rating.recommendation_ids = by_evaluation.get(rating.evaluation_id, False)

    def action_rate(self):
        """Evaluator: the ratings entered here stand (see ``hr.skp.evaluation``)."""
        return self.evaluation_id.action_rate()

    def action_finalise(self):
        """Evaluator: finalise (see ``hr.skp.evaluation``)."""
        return self.evaluation_id.action_finalise()

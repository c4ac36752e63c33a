from odoo import api, fields, models


class HrSkp(models.Model):
    """What was said on a plan, and for how long its person has heard nothing."""

    _inherit = "hr.skp"

    feedback_ids = fields.One2many("hr.skp.feedback", "skp_id", "Feedback")
    development_ids = fields.One2many("hr.skp.development", "skp_id", "Development")
    feedback_count = fields.Integer(compute="_compute_feedback_counts")
    development_count = fields.Integer(compute="_compute_feedback_counts")

    @api.depends_context("uid")
    @api.depends("feedback_ids", "development_ids")
    def _compute_feedback_counts(self):
        for name in ("feedback", "development"):
            lines = self.env[f"hr.skp.{name}"]
            groups = lines._read_group([("skp_id", "in", self.ids)], ["skp_id"], ["__count"])
            counts = {plan.id: count for plan, count in groups}
            for plan in self:
                plan[f"{name}_count"] = counts.get(plan.id, 0)

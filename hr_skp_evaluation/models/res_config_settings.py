from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    skp_distribution_mode = fields.Selection(
        related="company_id.skp_distribution_mode", readonly=False
    )
    skp_lock_head_rating = fields.Boolean(related="company_id.skp_lock_head_rating", readonly=False)
    skp_rating_days = fields.Integer(related="company_id.skp_rating_days", readonly=False)
    skp_receipt_days = fields.Integer(related="company_id.skp_receipt_days", readonly=False)
    skp_objection_days = fields.Integer(related="company_id.skp_objection_days", readonly=False)
    skp_objection_counting = fields.Selection(
        related="company_id.skp_objection_counting", readonly=False
    )
    skp_objection_terms = fields.Selection(related="company_id.skp_objection_terms", readonly=False)
    skp_explanation_days = fields.Integer(related="company_id.skp_explanation_days", readonly=False)
    skp_objection_delegate_id = fields.Many2one(
        related="company_id.skp_objection_delegate_id", readonly=False
    )
    skp_remind_evaluation = fields.Boolean(
        related="company_id.skp_remind_evaluation", readonly=False
    )

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    agency_kind = fields.Selection(related="company_id.agency_kind", readonly=False)
    agency_head_id = fields.Many2one(related="company_id.agency_head_id", readonly=False)
    coordinating_minister_id = fields.Many2one(
        related="company_id.coordinating_minister_id", readonly=False
    )
    signing_city = fields.Char(related="company_id.signing_city", readonly=False)
    skp_letterhead = fields.Text(related="company_id.skp_letterhead", readonly=False)
    skp_signature = fields.Selection(related="company_id.skp_signature", readonly=False)
    skp_approach = fields.Selection(related="company_id.skp_approach", readonly=False)
    skp_cadence = fields.Selection(related="company_id.skp_cadence", readonly=False)
    skp_merge_last_term = fields.Boolean(related="company_id.skp_merge_last_term", readonly=False)
    skp_fill_deadline_days = fields.Integer(
        related="company_id.skp_fill_deadline_days", readonly=False
    )
    skp_plan_deadline_days = fields.Integer(
        related="company_id.skp_plan_deadline_days", readonly=False
    )
    skp_evaluation_deadline_days = fields.Integer(
        related="company_id.skp_evaluation_deadline_days", readonly=False
    )

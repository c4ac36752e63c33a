from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    skp_evidence_max_mb = fields.Integer(related="company_id.skp_evidence_max_mb", readonly=False)
    skp_silence_days = fields.Integer(related="company_id.skp_silence_days", readonly=False)

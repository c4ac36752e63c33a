from odoo import api, fields, models

from ..rules.codes import ASN_POSITIONS, POSITION_GROUPS, position_group


class HrJob(models.Model):
    _inherit = "hr.job"

    asn_position = fields.Selection(ASN_POSITIONS, "ASN position", index=True)
    position_group = fields.Selection(
        POSITION_GROUPS, compute="_compute_position_group", store=True, index=True
    )

    @api.depends("asn_position")
    def _compute_position_group(self):
        for job in self:
            job.position_group = position_group(job.asn_position)

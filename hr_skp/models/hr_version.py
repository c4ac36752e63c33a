from odoo import fields, models

from ..rules.codes import ASN_KINDS


class HrVersion(models.Model):
    _inherit = "hr.version"

    # Both are for the personnel office only: hr.employee.public does not carry them.
    asn_kind = fields.Selection(
        ASN_KINDS, "ASN kind", index="btree_not_null", tracking=True, groups="hr.group_hr_user"
    )
    asn_grade_id = fields.Many2one(
        "hr.asn.grade", "ASN grade", tracking=True, groups="hr.group_hr_user"
    )

from odoo import fields, models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    skp_code = fields.Char(
        "Unit code",
        copy=False,
        index="btree_not_null",
        help="The agency's own key, by which imports find the unit.",
    )
    is_independent_unit = fields.Boolean(
        "Independent unit",
        help="Its head is evaluated by the head of the agency and plans on the JPT form.",
    )
    skp_officer_ids = fields.Many2many(
        "res.users",
        "hr_department_skp_officer_rel",
        string="SKP officers",
        domain=[("share", "=", False)],
        help="They read the plans of this unit and of the units below.",
    )

    _skp_code_uniq = models.UniqueIndex(
        "(company_id, skp_code) WHERE skp_code != ''",
        "This code belongs to another unit of the agency.",
    )

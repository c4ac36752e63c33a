from odoo import api, fields, models

from ..rules.codes import OBJECTIVE_SOURCES


class HrSkpObjective(models.Model):
    """An objective of the organisation, from RPJMN/RPJMD over Renstra to PK, or a directive.

    Everybody in the agency reads objectives, so that he can point his results to them; SKP officers
    edit them.
    """

    _name = "hr.skp.objective"
    _description = "Organisation objective"
    _inherit = ["hr.skp.link.guard"]
    _parent_store = True
    _order = "sequence, code, id"
    _rec_names_search = ["code", "name"]

    name = fields.Char("Objective", required=True)
    code = fields.Char(index=True)
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one(
        "hr.skp.objective", "Supports", index=True, ondelete="restrict", check_company=True
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("hr.skp.objective", "parent_id", "Supported by")
    source = fields.Selection(OBJECTIVE_SOURCES, required=True, default="pk", index=True)
    indicator = fields.Char()
    target = fields.Char()
    department_id = fields.Many2one("hr.department", "Responsible unit", index=True)
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    result_ids = fields.One2many("hr.skp.result", "objective_id", "Results that point here")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL AND active",
        "This code belongs to another objective of the agency.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for objective in self:
            code, name = objective.code, objective.name or ""
            objective.display_name = f"{code} {name}" if code else name

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..rules.codes import ASN_POSITIONS, PERSPECTIVES, RESULT_KINDS
from .hr_skp_snapshot import INDICATOR_FIELDS

#: What a result of the library and one of a plan have in common.
LIBRARY_FIELDS = ("name", "kind", "perspective")


class HrSkpLibraryResult(models.Model):
    """A model result of the agency's catalogue, for a post, a position or a unit.

    Everybody of the agency reads it; its officers write.
    """

    _name = "hr.skp.library.result"
    _description = "Library result"
    _inherit = ["hr.skp.link.guard"]
    _order = "sequence, id"

    name = fields.Text("Result", required=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(RESULT_KINDS, default="main", required=True)
    perspective = fields.Selection(PERSPECTIVES)
    job_id = fields.Many2one("hr.job", "Post", index="btree_not_null")
    asn_position = fields.Selection(ASN_POSITIONS, "Position level")
    department_id = fields.Many2one(
        "hr.department", "Unit", index="btree_not_null", help="And the units below."
    )
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    indicator_ids = fields.One2many(
        "hr.skp.library.indicator", "library_result_id", "Indicators", copy=True
    )
    measures = fields.Text("Indicators and targets", compute="_compute_measures")
    active = fields.Boolean(default=True)

    @api.depends("name")
    def _compute_display_name(self):
        for result in self:
            result.display_name = (result.name or "").strip()

    @api.depends("indicator_ids.name", "indicator_ids.target")
    def _compute_measures(self):
        for result in self:
            result.measures = "\n".join(
                ": ".join(filter(None, (indicator.name, indicator.target)))
                for indicator in result.indicator_ids
            )

    def _prepare_result_vals(self, plan):
        """Return the values of a result of ``plan`` made from this one."""
        self.ensure_one()
        return {
            **{name: self[name] for name in LIBRARY_FIELDS},
            "skp_id": plan.id,
            "indicator_ids": [
                (0, 0, {name: indicator[name] for name in INDICATOR_FIELDS})
                for indicator in self.indicator_ids
            ],
        }


class HrSkpLibraryIndicator(models.Model):
    """An indicator of a model result; read and written with it."""

    _name = "hr.skp.library.indicator"
    _description = "Library indicator"
    _inherit = ["hr.skp.indicator.mixin", "hr.skp.link.guard"]
    _order = "library_result_id, sequence, id"

    library_result_id = fields.Many2one(
        "hr.skp.library.result", required=True, index=True, ondelete="cascade"
    )


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    def action_save_to_library(self):
        """Officer: add these results with their indicators to the library of their agency."""
        library = self.env["hr.skp.library.result"]
        if not library.has_access("create"):
            raise AccessError(self.env._("Only officers write the library."))
        self.check_access("read")
        created = library.create([result._prepare_library_vals() for result in self])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Saved to the library"),
            "res_model": created._name,
            "view_mode": "form" if len(created) == 1 else "list,form",
            "res_id": created.id if len(created) == 1 else False,
            "domain": [("id", "in", created.ids)],
        }

    def _prepare_library_vals(self):
        self.ensure_one()
        # Whoever reads the result may know for which post it was written.
        plan_sudo = self.sudo().skp_id
        return {
            **{name: self[name] for name in LIBRARY_FIELDS},
            "job_id": plan_sudo.job_id.id,
            "asn_position": plan_sudo.job_id.asn_position,
            "company_id": plan_sudo.company_id.id,
            "indicator_ids": [
                (0, 0, {name: indicator[name] for name in INDICATOR_FIELDS})
                for indicator in self.indicator_ids
            ],
        }


class HrSkp(models.Model):
    _inherit = "hr.skp"

    def _get_library_domain(self, only_fitting=True):
        """Return the domain of the agency's library, or of what in it fits this plan's post.

        What names a post, position or unit fits only that; what names none fits everybody.
        """
        self.ensure_one()
        # Post and unit are on the plan for whoever reads it; their records are not.
        plan_sudo = self.sudo()
        domain = Domain("company_id", "=", plan_sudo.company_id.id)
        if not only_fitting:
            return domain
        job, unit = plan_sudo.job_id, plan_sudo.department_id
        for_unit = Domain("department_id", "=", False)
        if unit:
            for_unit |= Domain("department_id", "parent_of", unit.ids)
        return (
            domain
            & Domain("job_id", "in", [False, *job.ids])
            & Domain("asn_position", "in", [False, job.asn_position or False])
            & for_unit
        )

    def _add_from_library(self, library_results):
        """Add these model results to the plan, as the user; the plan's guards apply."""
        self.ensure_one()
        library_results.check_access("read")
        return self.env["hr.skp.result"].create(
            [result._prepare_result_vals(self) for result in library_results]
        )

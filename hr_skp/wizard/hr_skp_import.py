from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..rules.import_check import check_tables
from ..rules.import_spec import IGNORED_SHEETS, SHEETS


class HrSkpImport(models.TransientModel):
    """Import of units, posts, employees and objectives from one XLSX workbook.

    First a dry run that names everything there is to mend, then all or nothing.  Importing the
    same file again changes nothing; what exists is found by unit code, post name, NIP or employee
    code, objective code.

    For the SKP officers; new logins only by an SKP administrator.
    Further parts: ``_facts`` (what is known already), ``_writer`` (writing), ``_template`` (files).
    """

    _name = "hr.skp.import"
    _description = "Import of an agency"
    _inherit = ["hr.skp.import.mixin"]
    # an import may wait overnight for whoever corrects the file
    _transient_max_hours = 24

    date = fields.Date(
        "Promotions and moves apply from",
        help="Changes of kind, grade, post and unit are recorded from this day on. "
        "Leave it empty to correct the present record instead.",
    )
    line_ids = fields.One2many("hr.skp.import.line", "import_id", "Findings", readonly=True)

    def action_check_readiness(self):
        """Go on to what usually follows: who still lacks something for a plan."""
        return self.env["hr.skp.period"].action_check_current_readiness()

    # ------------------------------------------------------------
    # WHAT THE MIXIN ASKS
    # ------------------------------------------------------------

    @api.model
    def _get_title(self):
        return self.env._("Import the agency")

    @api.model
    def _get_template_name(self):
        return self.env._("SKP import template.xlsx")

    @api.model
    def _get_sheets(self):
        return SHEETS

    @api.model
    def _get_ignored_sheets(self):
        return IGNORED_SHEETS

    def _check_may_import(self):
        if not (self.env.su or self.env.user.has_group("hr_skp.group_skp_officer")):
            raise AccessError(self.env._("Only SKP officers import the agency's data."))

    def _check_tables(self, tables):
        return check_tables(tables, self._load_known(tables))

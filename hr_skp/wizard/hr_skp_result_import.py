from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..rules.import_spec import IGNORED_SHEETS
from ..rules.result_check import check_results
from ..rules.result_spec import SHEETS


class HrSkpResultImport(models.TransientModel):
    """Import of results and indicators of many people from one XLSX workbook.

    First a dry run that names everything there is to mend.  Importing the same file again changes
    nothing: a row is found again by its key, else by its text.  Nothing is deleted.

    Every row passes the guard of the form: the evaluator fills the plans that he may edit, an
    officer the drafts of the agency, nobody his own.
    Further parts: ``_facts`` (what is known), ``_writer``, ``_help``.
    """

    _name = "hr.skp.result.import"
    _description = "Import of results"
    _inherit = ["hr.skp.import.job.mixin"]
    # It may wait for who corrects the file, and what ran in the background is looked at later.
    _transient_max_hours = 72

    _job_cron = "hr_skp.ir_cron_import_results"
    _job_fields = frozenset(
        {"file", "period_id", "company_id", "open_revisions", "reason", "state"}
    )

    period_id = fields.Many2one(
        "hr.skp.period",
        required=True,
        default=lambda self: self._default_period_id(),
        domain="[('company_id', '=', company_id)]",
    )
    open_revisions = fields.Boolean(
        "Open the revision of agreed plans",
        help="Plans that you agreed as evaluator are opened for revision where the file changes "
        "them. Their people then propose them anew.",
    )
    reason = fields.Text("Reason for the revision")
    line_ids = fields.One2many("hr.skp.result.import.line", "import_id", "Findings", readonly=True)

    @api.model
    def _default_period_id(self):
        periods = self.env["hr.skp.period"].search(
            [("company_id", "=", self.env.company.id), ("state", "!=", "closed")], order="year desc"
        )
        return periods.filtered(lambda period: period.state == "open")[:1] or periods[:1]

    @api.model
    def action_open(self):
        """Open the import that is still running, or a new one."""
        running = self.search(
            [("state", "=", "running"), ("create_uid", "=", self.env.uid)], limit=1
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_result_import_action")
        return action | {"res_id": running.id}

    def action_export(self):
        """Download what is planned already, in the same layout: to go on from there."""
        self.ensure_one()
        plans = self.env["hr.skp"].search(
            [("period_id", "=", self.period_id.id), ("state", "!=", "cancelled")]
        )
        roles = plans._get_roles()
        mine = plans.filtered(lambda plan: {"evaluator", "officer"} & roles[plan.id])
        if not mine:
            raise UserError(
                self.env._("There is no plan in %s that you may fill.", self.period_id.display_name)
            )
        return mine.action_export_results()

    def action_view_plans(self):
        """Open the plans of the period that the user may fill."""
        self.ensure_one()
        officer = self.env.user.has_group("hr_skp.group_skp_officer")
        name = "hr_skp.hr_skp_action" if officer else "hr_skp.hr_skp_action_team"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        own = [("is_my_team", "=", True)] if not officer else []
        return action | {"domain": [("period_id", "=", self.period_id.id), *own], "context": {}}

    # ------------------------------------------------------------
    # WHAT THE MIXIN ASKS
    # ------------------------------------------------------------

    @api.model
    def _get_title(self):
        return self.env._("Import results")

    @api.model
    def _get_template_name(self):
        return self.env._("SKP results template.xlsx")

    @api.model
    def _get_sheets(self):
        return SHEETS

    @api.model
    def _get_ignored_sheets(self):
        return IGNORED_SHEETS

    def _check_may_import(self):
        if self.create_uid != self.env.user:
            raise AccessError(self.env._("Somebody else uploaded this file."))
        if self.period_id.company_id != self.company_id:
            raise UserError(self.env._("Choose a period of %s.", self.company_id.name))
        if self.open_revisions and not (self.reason or "").strip():
            raise UserError(
                self.env._("Say why agreed plans are to be opened for revision: people read it.")
            )

    def _check_tables(self, tables):
        return check_results(tables, self._load_known(tables))

    def _summarise(self, items):
        """Say what the import would do, sheet by sheet, and to how many people."""
        names = {sheet.key: sheet.label(self.env.lang) for sheet in SHEETS}
        people = len({line.owner for line in items.get("results", ()) if line.changes})
        lines = [
            self.env._(
                "%(sheet)s: %(new)s new, %(changed)s to change, %(same)s as recorded",
                sheet=names[key],
                new=new,
                changed=changed,
                same=same,
            )
            for key, (new, changed, same) in self._count_items(items).items()
        ]
        return "\n".join([*lines, self.env._("Plans with new or changed results: %s", people)])


class HrSkpResultImportLine(models.TransientModel):
    """A finding in a file of results."""

    _name = "hr.skp.result.import.line"
    _description = "Finding of an import of results"
    _inherit = ["hr.skp.import.line.mixin"]
    _order = "id"

    import_id = fields.Many2one(
        "hr.skp.result.import", required=True, index=True, ondelete="cascade"
    )

import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..rules.import_check import check_tables
from ..rules.import_spec import IGNORED_SHEETS, SHEETS
from ..rules.workbook import ERROR, Issue, read_workbook
from .hr_skp_import_messages import explain

#: More findings than that are only in the downloadable list: nobody reads them on a screen.
MAX_LINES = 500


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
    # an import may wait overnight for whoever corrects the file
    _transient_max_hours = 24

    state = fields.Selection(
        [("upload", "Choose the file"), ("checked", "Check the result"), ("done", "Imported")],
        default="upload",
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    file = fields.Binary("Workbook (XLSX)", attachment=False)
    filename = fields.Char()
    date = fields.Date(
        "Promotions and moves apply from",
        help="Changes of kind, grade, post and unit are recorded from this day on. "
        "Leave it empty to correct the present record instead.",
    )
    line_ids = fields.One2many("hr.skp.import.line", "import_id", "Findings", readonly=True)
    error_count = fields.Integer("Errors", readonly=True)
    warning_count = fields.Integer("Notes", readonly=True)
    hidden_count = fields.Integer(compute="_compute_hidden_count")
    summary = fields.Text(readonly=True)
    report_file = fields.Binary("List of findings", readonly=True, attachment=False)
    report_filename = fields.Char(compute="_compute_file_names")
    template_file = fields.Binary(compute="_compute_template_file")
    template_filename = fields.Char(compute="_compute_file_names")

    @api.depends("filename")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = wizard.filename or self.env._("Import the agency")

    @api.depends("error_count", "warning_count")
    def _compute_hidden_count(self):
        for wizard in self:
            found = wizard.error_count + wizard.warning_count
            wizard.hidden_count = max(found - MAX_LINES, 0)

    @api.depends_context("lang")
    def _compute_file_names(self):
        for wizard in self:
            wizard.template_filename = self.env._("SKP import template.xlsx")
            wizard.report_filename = self.env._("SKP import findings.xlsx")

    @api.depends_context("lang")
    def _compute_template_file(self):
        for wizard in self:
            wizard.template_file = base64.b64encode(self._build_template())

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_check(self):
        """Read and check the file, and show everything there is to mend; nothing is written."""
        self.ensure_one()
        self._check_may_import()
        items, issues = self._read()
        self._show(issues)
        summary = not _errors(issues) and self._summarise(items)
        self.write({"state": "checked", "summary": summary})
        return True

    def action_import(self):
        """Import the file, all or nothing; what changed since the dry run is checked again."""
        self.ensure_one()
        self._check_may_import()
        if self.state == "done":
            raise UserError(self.env._("This file has been imported. Choose another one."))
        items, issues = self._read()
        if not _errors(issues):
            try:
                with self.env.cr.savepoint():
                    counts = self._write_items(items)
            except UserError as error:
                issues.append(Issue("refused", params={"message": str(error)}))
        self._show(issues)
        if _errors(issues):
            self.write({"state": "checked", "summary": False})
        else:
            self.write({"state": "done", "summary": self._report_counts(counts)})
        return True

    def action_restart(self):
        """Forget the file and what was found in it."""
        self.ensure_one()
        self.line_ids.unlink()
        self.write(
            {
                "state": "upload",
                "file": False,
                "filename": False,
                "summary": False,
                "report_file": False,
                "error_count": 0,
                "warning_count": 0,
            }
        )
        return True

    def action_check_readiness(self):
        """Go on to what usually follows: who still lacks something for a plan."""
        return self.env["hr.skp.period"].action_check_current_readiness()

    def action_download_template(self):
        """Download the empty workbook with its explanations."""
        return self._download("template_file", self.template_filename)

    def action_download_report(self):
        """Download all findings as a workbook."""
        return self._download("report_file", self.report_filename)

    def _download(self, name, filename):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/{name}/{filename}?download=true",
            "target": "download",
        }

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _check_may_import(self):
        if not (self.env.su or self.env.user.has_group("hr_skp.group_skp_officer")):
            raise AccessError(self.env._("Only SKP officers import the agency's data."))

    def _read(self):
        """Return what the file asks for (see ``rules.import_check``) and all issues."""
        content = base64.b64decode(self.file or b"")
        tables, issues = read_workbook(content, SHEETS, IGNORED_SHEETS)
        if not tables:
            return {}, issues
        items, found = check_tables(tables, self._load_known(tables))
        # in the order in which one goes through the file to mend it
        titles = [table.title for table in tables.values()]
        place = {title: position for position, title in enumerate(titles)}
        return items, sorted(issues + found, key=lambda i: (place.get(i.sheet, -1), i.row))

    def _show(self, issues):
        """Replace the findings by these, errors first."""
        issues = sorted(issues, key=lambda issue: issue.severity)
        vals_list = [self._prepare_line_vals(issue) for issue in issues]
        self.line_ids.unlink()
        self.env["hr.skp.import.line"].create(vals_list[:MAX_LINES])
        errors = len(_errors(issues))
        self.write(
            {
                "error_count": errors,
                "warning_count": len(issues) - errors,
                "report_file": vals_list and base64.b64encode(self._build_report(vals_list)),
            }
        )

    def _prepare_line_vals(self, issue):
        what, fix = explain(self.env, issue)
        return {
            "import_id": self.id,
            "severity": issue.severity,
            "sheet": issue.sheet,
            "row": issue.row,
            "column": issue.column,
            "what": what,
            "fix": fix,
        }

    def _summarise(self, items):
        """Say how many rows of each sheet are new and how many are known already."""
        lines = []
        for sheet in SHEETS:
            rows = items.get(sheet.key, [])
            new = sum(item.is_new for item in rows)
            if rows:
                lines.append(
                    self.env._(
                        "%(sheet)s: %(new)s new, %(known)s known already",
                        sheet=sheet.label(self.env.lang),
                        new=new,
                        known=len(rows) - new,
                    )
                )
        return "\n".join(lines)

    def _report_counts(self, counts):
        """Say what the import did; ``counts``: sheet key -> (created, changed, unchanged)."""
        names = {sheet.key: sheet.label(self.env.lang) for sheet in SHEETS}
        return "\n".join(
            self.env._(
                "%(sheet)s: %(created)s created, %(changed)s changed, %(same)s unchanged",
                sheet=names[key],
                created=created,
                changed=changed,
                same=same,
            )
            for key, (created, changed, same) in counts.items()
            if created or changed or same
        )


def _errors(issues):
    return [issue for issue in issues if issue.severity == ERROR]

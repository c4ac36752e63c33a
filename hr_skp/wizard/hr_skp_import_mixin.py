import base64
from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS

from ..rules.kept_tables import dump_tables, load_tables
from ..rules.workbook import ERROR, Issue, read_workbook
from .hr_skp_import_messages import MESSAGES, explain

#: More findings than that are only in the downloadable list: nobody reads them on a screen.
MAX_LINES = 500


class HrSkpImportMixin(models.AbstractModel):
    """What every import of a workbook shares: choose a file, dry run, all or nothing.

    A concrete import names its sheets and messages, checks the rows (`_check_tables`), writes them
    (`_write_items`) and has ``line_ids`` of its own line model.
    """

    _name = "hr.skp.import.mixin"
    _description = "Import of a workbook"

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
    #: What was read of the file, unless it has errors: for the import after the dry run, and for
    #: each run in the background.  The server's alone.
    kept_tables = fields.Json(
        readonly=True, copy=False, groups=NO_ACCESS, export_string_translation=False
    )
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
            wizard.display_name = wizard.filename or self._get_title()

    @api.depends("error_count", "warning_count")
    def _compute_hidden_count(self):
        for wizard in self:
            found = wizard.error_count + wizard.warning_count
            wizard.hidden_count = max(found - MAX_LINES, 0)

    @api.depends_context("lang")
    def _compute_file_names(self):
        for wizard in self:
            wizard.template_filename = self._get_template_name()
            wizard.report_filename = self.env._("SKP import findings.xlsx")

    @api.depends_context("lang")
    def _compute_template_file(self):
        for wizard in self:
            wizard.template_file = base64.b64encode(self._build_template())

    # ------------------------------------------------------------
    # WHAT A CONCRETE IMPORT SAYS
    # ------------------------------------------------------------

    @api.model
    def _get_title(self):
        """Return what the import is called."""
        raise NotImplementedError

    @api.model
    def _get_template_name(self):
        """Return the file name of the template."""
        raise NotImplementedError

    @api.model
    def _get_sheets(self):
        """Return the sheets that may be in the file (see ``rules.workbook.Sheet``)."""
        raise NotImplementedError

    @api.model
    def _get_read_sheets(self):
        """Return the sheets that are recognised; more than the template's, if files differ."""
        return self._get_sheets()

    def _get_content(self):
        """Return the workbook as bytes."""
        return base64.b64decode(self.file or b"")

    @api.model
    def _get_ignored_sheets(self):
        """Return the names of sheets to pass over in silence; the first two are the template's."""
        raise NotImplementedError

    @api.model
    def _get_messages(self):
        """Return code of an issue -> (what is wrong, how to mend it)."""
        return MESSAGES

    def _check_may_import(self):
        """Raise unless the current user may use this import at all."""
        raise NotImplementedError

    def _check_tables(self, tables):
        """Return what the tables ask for, by sheet, and all issues; nothing is written."""
        raise NotImplementedError

    def _write_items(self, items):
        """Write what the check found; return sheet key -> (created, changed, unchanged)."""
        raise NotImplementedError

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_check(self):
        """Read and check the file, and show everything there is to mend; nothing is written."""
        self.ensure_one()
        self._check_may_import()
        items, issues = self._read()
        self._show(issues)
        summary = not get_errors(issues) and self._summarise(items)
        self.write({"state": "checked", "summary": summary})
        return True

    def action_import(self):
        """Import the file, all or nothing; what changed since the dry run is checked again."""
        self.ensure_one()
        self._check_may_import()
        if self.state == "done":
            raise UserError(self.env._("This file has been imported. Choose another one."))
        self._import(*self._read())
        return True

    def action_restart(self):
        """Forget the file, what was read of it and what was found in it."""
        self.ensure_one()
        self.line_ids.unlink()
        # Only the server keeps what was read; whoever may give up the file gives it up, too.
        self.sudo().kept_tables = False
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

    def _read(self):
        """Return what the file asks for and all issues."""
        tables, issues = self._read_file()
        if not tables:
            return {}, issues
        items, found = self._check_tables(tables)
        # in the order in which one goes through the file to mend it
        titles = [table.title for table in tables.values()]
        place = {title: position for position, title in enumerate(titles)}
        return items, sorted(issues + found, key=lambda i: (place.get(i.sheet, -1), i.row))

    def _read_file(self):
        """Return the tables of the file and all issues of reading it."""
        sheets = self._get_read_sheets()
        digest = sha256((self.file or b"") + repr(sheets).encode()).hexdigest()
        # Nobody but the server keeps, and no client reads, what was read.
        wizard_sudo = self.sudo()
        if wizard_sudo.kept_tables and wizard_sudo.kept_tables["digest"] == digest:
            return load_tables(wizard_sudo.kept_tables)
        tables, issues = read_workbook(self._get_content(), sheets, self._get_ignored_sheets())
        kept = tables and not get_errors(issues)
        wizard_sudo.kept_tables = kept and {"digest": digest, **dump_tables(tables, issues)}
        return tables, issues

    def _import(self, items, issues):
        """Write what was read, unless there is an error in it; show what came of it."""
        if not get_errors(issues):
            try:
                with self.env.cr.savepoint():
                    counts = self._write_items(items)
            except UserError as error:
                issues.append(Issue("refused", params={"message": str(error)}))
        self._show(issues)
        if get_errors(issues):
            self.write({"state": "checked", "summary": False})
        else:
            self.write({"state": "done", "summary": self._report_counts(counts)})

    def _show(self, issues):
        """Replace the findings by these, errors first."""
        issues = sorted(issues, key=lambda issue: issue.severity)
        vals_list = [self._prepare_line_vals(issue) for issue in issues]
        self.line_ids.unlink()
        self.line_ids.create(vals_list[:MAX_LINES])
        errors = len(get_errors(issues))
        self.write(
            {
                "error_count": errors,
                "warning_count": len(issues) - errors,
                "report_file": vals_list and base64.b64encode(self._build_report(vals_list)),
            }
        )

    def _prepare_line_vals(self, issue):
        what, fix = explain(self.env, issue, self._get_messages())
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
        for sheet in self._get_sheets():
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
        names = {sheet.key: sheet.label(self.env.lang) for sheet in self._get_sheets()}
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


class HrSkpImportLineMixin(models.AbstractModel):
    """One thing that a dry run found in the file. Read by whoever ran it."""

    _name = "hr.skp.import.line.mixin"
    _description = "Finding of an import"
    _order = "id"

    severity = fields.Selection([("error", "Error"), ("warning", "Note")], "Kind", required=True)
    sheet = fields.Char()
    row = fields.Integer()
    column = fields.Char()
    what = fields.Text()
    fix = fields.Text("How to mend it")


def get_errors(issues):
    """Return those issues that keep a file from being imported."""
    return [issue for issue in issues if issue.severity == ERROR]

import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import split_every

from odoo.addons.hr_skp.rules.import_spec import IGNORED_SHEETS
from odoo.addons.hr_skp.rules.workbook import MAX_FILE_BYTES

from ..rules.past_check import FIELDS, KnownPast, PastPerson, check_past
from ..rules.past_spec import PREDICATES, SHEETS, as_workbook
from .hr_skp_past_import_messages import HELP, MESSAGES, RULES

#: Rows that are written, and in the background committed, together.
BATCH = 1000


class HrSkpPastImport(models.TransientModel):
    """Import of the final annual predicates of earlier years, for officers.

    A workbook by our template, or the annual file of the national system (``skp22``) as XLSX, CSV
    or JSON.  First a dry run that names everything there is to mend; the same file again changes
    nothing.  Nobody imports a predicate of his own.
    """

    _name = "hr.skp.past.import"
    _description = "Import of predicates of earlier years"
    _inherit = ["hr.skp.import.job.mixin"]
    _transient_max_hours = 72

    _job_cron = "hr_skp_evaluation.ir_cron_import_past"

    # Named here again, so that this addon translates them.
    state = fields.Selection(
        [
            ("upload", "Choose the file"),
            ("checked", "Check the result"),
            ("running", "Being imported"),
            ("done", "Imported"),
        ]
    )
    file = fields.Binary("File (XLSX, CSV, JSON)")
    line_ids = fields.One2many("hr.skp.past.import.line", "import_id", "Findings", readonly=True)

    @api.model
    def action_open(self):
        """Open the import that is still running, or a new one."""
        running = self.search(
            [("state", "=", "running"), ("create_uid", "=", self.env.uid)], limit=1
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_evaluation.hr_skp_past_import_action"
        )
        return action | {"res_id": running.id}

    # ------------------------------------------------------------
    # WHAT THE MIXIN ASKS
    # ------------------------------------------------------------

    @api.model
    def _get_title(self):
        return self.env._("Import predicates of earlier years")

    @api.model
    def _get_template_name(self):
        return self.env._("SKP predicates template.xlsx")

    @api.model
    def _get_sheets(self):
        return (PREDICATES,)

    @api.model
    def _get_ignored_sheets(self):
        return IGNORED_SHEETS

    @api.model
    def _get_messages(self):
        return MESSAGES

    @api.model
    def _get_help(self):
        return HELP

    @api.model
    def _get_rules(self):
        return RULES

    def _check_may_import(self):
        if self.create_uid != self.env.user:
            raise AccessError(self.env._("Somebody else uploaded this file."))
        if not self.env.user.has_group("hr_skp.group_skp_officer"):
            raise AccessError(self.env._("Predicates of earlier years are imported by officers."))
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("This agency is not yours."))

    def _get_content(self):
        content = base64.b64decode(self.file or b"")
        # What is too big is refused before anything of it is read.
        return as_workbook(content) if len(content) <= MAX_FILE_BYTES else content

    def _get_read_sheets(self):
        return SHEETS

    def _check_tables(self, tables):
        return check_past(tables, self._load_known(tables))

    def _summarise(self, items):
        """Say what the import would do."""
        [(new, changed, same)] = self._count_items(items).values()
        return self.env._(
            "%(new)s new, %(changed)s to change, %(same)s as recorded",
            new=new,
            changed=changed,
            same=same,
        )

    # ------------------------------------------------------------
    # WHAT IS KNOWN
    # ------------------------------------------------------------

    def _load_known(self, tables):
        """Return the facts; a handful of queries whatever the size of the file."""
        people = self._load_people()
        ids = [person.id for person in people]
        past = self.env["hr.skp.past.predicate"].search([("company_id", "=", self.company_id.id)])
        rows = past.read(["employee_id", "year", *FIELDS], load="")
        # That a year was evaluated here is a fact, and nothing of the outcome.
        groups = (
            self.env["hr.skp.evaluation"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("term_kind", "=", "final"),
                    ("is_final", "=", True),
                ],
                ["employee_id", "period_id"],
            )
        )
        return KnownPast(
            people=people,
            recorded={
                (row["employee_id"], row["year"]): {name: row[name] or None for name in FIELDS}
                for row in rows
            },
            evaluated=frozenset((employee.id, period.year) for employee, period in groups),
            own_ids=frozenset(self.env.user.sudo().employee_ids.ids) & frozenset(ids),
            last_year=self.company_id._get_skp_today().year - 1,
        )

    def _load_people(self):
        # Numbers are private to the personnel office; that this is an officer was checked.
        employees_sudo = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", self.company_id.id)])
        )
        names = ["name", "nip", "nip_former", "skp_code", "siasn_id"]
        return [
            PastPerson(
                id=row["id"],
                name=row["name"] or "",
                siasn=row["siasn_id"] or "",
                numbers=tuple(
                    filter(
                        None,
                        (row["nip"], row["skp_code"], *(row["nip_former"] or "").split(",")),
                    )
                ),
            )
            for row in employees_sudo.read(names, load="")
        ]

    # ------------------------------------------------------------
    # WRITE
    # ------------------------------------------------------------

    def _iter_steps(self, items):
        """Write batch after batch behind the model's guards, yielding how many rows each had."""
        Past = self.env["hr.skp.past.predicate"]
        lines = items["predicates"]
        for batch in split_every(BATCH, [line for line in lines if line.is_new]):
            Past.create(
                [{"employee_id": line.person, "year": line.year, **line.changes} for line in batch]
            )
            yield len(batch)
        changed = [line for line in lines if line.is_changed]
        for batch in split_every(BATCH, changed):
            self._write_batch(batch)
            yield len(batch)

    def _write_batch(self, lines):
        """Write the changes of these lines: those who change alike together."""
        past = self.env["hr.skp.past.predicate"].search(
            [("employee_id", "in", [line.person for line in lines])]
        )
        by_key = {(record.employee_id.id, record.year): record for record in past}
        groups = {}
        for line in lines:
            changes = tuple(sorted(line.changes.items()))
            groups[changes] = groups.get(changes, past.browse()) | by_key[line.person, line.year]
        for changes, records in groups.items():
            records.write(dict(changes))

    def action_view_predicates(self):
        """Open the predicates of earlier years of the agency."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Predicates of earlier years"),
            "res_model": "hr.skp.past.predicate",
            "view_mode": "list",
            "views": [(False, "list")],
            "domain": [("company_id", "=", self.company_id.id)],
        }


class HrSkpPastImportLine(models.TransientModel):
    """A finding in a file of earlier predicates."""

    _name = "hr.skp.past.import.line"
    _description = "Finding of an import of earlier predicates"
    _inherit = ["hr.skp.import.line.mixin"]
    _order = "id"

    severity = fields.Selection([("error", "Error"), ("warning", "Note")])
    import_id = fields.Many2one("hr.skp.past.import", required=True, index=True, ondelete="cascade")

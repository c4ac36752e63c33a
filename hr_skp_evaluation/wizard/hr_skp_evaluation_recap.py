import base64
import tempfile

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from odoo.addons.hr_skp.models.hr_skp_job_mixin import HrSkpJobMixin

from ..rules.siasn import FORMULA_SIGNS

#: Rows in memory together, and between two notes of how far it is.
BATCH = 2000
#: More rows than these are written in the background, so that no browser waits for them.
AT_ONCE = 5000
#: A file that a server died of so often, or that raised an error, is given up.
MAX_ATTEMPTS = 3


class HrSkpEvaluationRecap(models.TransientModel):
    """The evaluations of a term as a workbook: one row a person, of those that the user reads.

    A few thousand are written while one waits, more in the background with the rights of who
    asked; the file then waits here for him.
    """

    _name = "hr.skp.evaluation.recap"
    _description = "Recap of evaluations"
    _inherit = ["hr.skp.link.guard", "hr.skp.job.mixin"]
    _transient_max_hours = 72

    _job_columns = HrSkpJobMixin._job_columns | {"attempts", "is_failed"}

    term_id = fields.Many2one(
        "hr.skp.term",
        required=True,
        default=lambda self: self._default_term_id(),
        domain="[('state', '!=', 'draft')]",
    )
    department_id = fields.Many2one("hr.department", "Unit and below")
    only_final = fields.Boolean("Only what is final and binding")
    state = fields.Selection(
        [("draft", "Choose"), ("running", "Being written"), ("done", "Written")],
        default="draft",
        required=True,
        readonly=True,
    )
    people_count = fields.Integer("People in the file", compute="_compute_people_count")
    attempts = fields.Integer(readonly=True, export_string_translation=False)
    is_failed = fields.Boolean(readonly=True, export_string_translation=False)
    file = fields.Binary(readonly=True)
    filename = fields.Char(readonly=True)

    @api.model
    def _default_term_id(self):
        dashboard = self.env["hr.skp.dashboard"]
        terms = dashboard._get_terms()
        return terms and dashboard._get_current_term(terms)

    @api.depends("term_id", "department_id", "only_final")
    def _compute_people_count(self):
        for recap in self:
            recap.people_count = self.env["hr.skp.evaluation"].search_count(recap._get_domain())

    @api.depends("term_id")
    def _compute_display_name(self):
        for recap in self:
            recap.display_name = self.env._("Recap %s", recap.term_id.name or "")

    def _get_domain(self):
        domain = Domain("term_id", "=", self.term_id.id)
        if self.department_id:
            domain &= Domain("department_id", "child_of", self.department_id.id)
        return domain & Domain("is_final", "=", True) if self.only_final else domain

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def action_open(self):
        """Open the recap that is still being written, or waits for its asker; else a new one."""
        mine = Domain("create_uid", "=", self.env.uid)
        left = Domain("state", "!=", "draft") | Domain("is_failed", "=", True)
        running = self.search(mine & left, order="id desc", limit=1)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_evaluation.hr_skp_evaluation_recap_action"
        )
        return action | {"res_id": running.id}

    def action_download(self):
        """Download the workbook; a big one is written in the background first."""
        self.ensure_one()
        self._check_mine_and_idle()
        if not self.people_count:
            raise UserError(self.env._("There is nobody in this recap."))
        if self.state == "draft" and self.people_count > AT_ONCE:
            self._start_job(
                self.people_count,
                state="running",
                filename=self._get_file_name(),
                attempts=0,
                is_failed=False,
            )
            # Waking the scheduled action needs no right on it.
            self.env.ref("hr_skp_evaluation.ir_cron_write_recaps").sudo()._trigger()
            return True
        url = f"/hr_skp/recap/{self.id}"
        if self.state == "done":
            url = f"/web/content/{self._name}/{self.id}/file/{self.filename}?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def action_restart(self):
        """Choose anew; what was written is forgotten."""
        self.ensure_one()
        self._check_mine_and_idle()
        # Progress is the system's to note; that it is his was checked.
        self.sudo().write(
            {"state": "draft", "file": False, "is_failed": False, "row_goal": 0, "row_count": 0}
        )
        return True

    def _check_mine_and_idle(self):
        if self.create_uid != self.env.user:
            raise UserError(self.env._("Somebody else asked for this recap."))
        if self.state == "running":
            raise UserError(self.env._("This recap is being written. Wait until it is done."))

    def _get_file_name(self):
        parts = [self.env._("Recap of evaluations"), self.term_id.name, self.department_id.name]
        return f"{' '.join(filter(None, parts))}.xlsx".replace("/", "-")

    # ------------------------------------------------------------
    # THE SCHEDULED ACTION
    # ------------------------------------------------------------

    @api.model
    def _cron_write(self):
        """Write the recaps that were asked for, each with the rights of who asked.

        A file is nothing by halves: a killed run begins it anew, which costs seconds.
        """
        while recap := self.search([("state", "=", "running")], order="id", limit=1):
            if recap.attempts >= MAX_ATTEMPTS:
                # One that cannot be written does not keep the others from it.
                recap.write({"state": "draft", "is_failed": True})
                self.env["ir.cron"]._commit_progress(1)
                continue
            recap.attempts += 1
            self.env["ir.cron"]._commit_progress()
            asker = recap.create_uid
            mine = recap.with_user(asker).with_context(
                lang=asker.lang, allowed_company_ids=asker.company_ids.ids
            )
            with tempfile.TemporaryFile() as stream:
                mine._write_to(stream, mine._note_progress)
                stream.seek(0)
                mine.write({"state": "done", "file": base64.b64encode(stream.read())})
            self.env["ir.cron"]._commit_progress(1)

    def _note_progress(self, count):
        # Progress is the system's to note.
        self.sudo().row_count = count
        self.env["ir.cron"]._commit_progress()

    # ------------------------------------------------------------
    # THE FILE
    # ------------------------------------------------------------

    def _write_to(self, stream, note=None):
        """Write the workbook to a binary stream, some thousand rows in memory at a time.

        :param note: called with the number of rows written, after each batch
        """
        columns = self._get_columns()
        with xlsxwriter.Workbook(stream, {"constant_memory": True, "in_memory": False}) as book:
            date = book.add_format({"num_format": "yyyy-mm-dd"})
            quoted = book.add_format({"quote_prefix": True})
            page = self._add_page(book, columns)
            is_date = [kind == "date" for _label, kind, _width in columns]
            write_string, write_number, row = page.write_string, page.write_number, 0
            for rows in self._iter_batches():
                for values in rows:
                    row += 1
                    for position, value in enumerate(values):
                        if not value:
                            continue
                        if is_date[position]:
                            write_number(row, position, value, date)
                        # A text stays a text, whatever it begins with, also where it is edited.
                        elif value[0] in FORMULA_SIGNS:
                            write_string(row, position, value, quoted)
                        else:
                            write_string(row, position, value)
                if note:
                    note(row)

    def _add_page(self, book, columns):
        page = book.add_worksheet(self.env._("Recap")[:31])
        page.freeze_panes(1, 1)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for position, (label, _kind, width) in enumerate(columns):
            page.set_column(position, position, width)
            page.write_string(0, position, label, bold)
        page.autofilter(0, 0, 0, len(columns) - 1)
        page.set_landscape()
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)
        return page

    @api.model
    def _get_columns(self):
        """Return (label, kind, width) of the columns, as :meth:`_select` has their values."""
        _ = self.env._
        return [
            (_("Name"), "text", 32),
            (_("NIP"), "text", 20),
            (_("Post"), "text", 34),
            (_("ASN position"), "text", 16),
            (_("Grade today"), "text", 12),
            (_("Unit"), "text", 34),
            (_("Unit above"), "text", 34),
            (_("Evaluator"), "text", 32),
            (_("Term"), "text", 18),
            (_("From"), "date", 11),
            (_("Until"), "date", 11),
            (_("State"), "text", 18),
            (_("Rating of results"), "text", 18),
            (_("Rating of behaviour"), "text", 18),
            (_("Predicate"), "text", 18),
            (_("Predicate of the unit"), "text", 18),
            (_("Finalised"), "date", 11),
            (_("Final since"), "date", 11),
        ]

    def _iter_batches(self):
        """Yield the rows batch by batch, in the order of units and names."""
        ids = (
            self.env["hr.skp.evaluation"]
            .search(self._get_domain(), order="department_id, employee_name, id")
            ._ids
        )
        self.env.flush_all()
        for batch in split_every(BATCH, ids):
            yield self.env.execute_query(self._select(batch))

    def _select(self, ids):
        """Return the query for the rows of these evaluations, which the user was found to read.

        Names of posts, units, officials and the number stand on what he reads in print.
        """
        names = {
            alias: self.env[model]._field_to_sql(alias, "name")
            for alias, model in (
                ("d", "hr.department"),
                ("u", "hr.department"),
                ("j", "hr.job"),
                ("t", "hr.skp.term"),
            )
        }
        return SQL(
            """
            SELECT e.employee_name, p.nip, %(j)s, %(position)s,
                   concat_ws(' / ', g.name, g.code), %(d)s, %(u)s, v.name, %(t)s,
                   %(start)s, %(end)s, %(state)s, %(result)s, %(behaviour)s, %(predicate)s,
                   %(unit)s,
                   %(finalised)s, %(final)s
              FROM unnest(%(ids)s) WITH ORDINALITY AS given (id, place)
              JOIN hr_skp_evaluation e ON e.id = given.id
              JOIN hr_skp_term t ON t.id = e.term_id
         LEFT JOIN hr_employee p ON p.id = e.employee_id
         LEFT JOIN hr_version r ON r.id = p.current_version_id
         LEFT JOIN hr_asn_grade g ON g.id = r.asn_grade_id
         LEFT JOIN hr_employee v ON v.id = e.evaluator_id
         LEFT JOIN hr_department d ON d.id = e.department_id
         LEFT JOIN hr_department u ON u.id = d.parent_id
         LEFT JOIN hr_job j ON j.id = e.job_id
          ORDER BY given.place
            """,
            **names,
            ids=list(ids),
            start=self._day_number(SQL("e.date_start")),
            end=self._day_number(SQL("e.date_end")),
            finalised=self._day_number(self._local_date(SQL("e.finalised_on"))),
            final=self._day_number(self._local_date(SQL("e.final_on"))),
            position=self._label(SQL("j.asn_position"), "asn_position", "hr.job"),
            state=self._label(SQL("e.state"), "state"),
            result=self._label(SQL("e.result_rating"), "result_rating"),
            behaviour=self._label(SQL("e.behaviour_rating"), "behaviour_rating"),
            predicate=self._label(SQL("e.predicate"), "predicate"),
            unit=self._label(SQL("e.unit_predicate"), "unit_predicate"),
        )

    @staticmethod
    def _day_number(date):
        """Return the SQL of the number by which a workbook stores a day (from 1900-03-01 on)."""
        return SQL("%s - DATE '1899-12-30'", date)

    def _local_date(self, moment):
        zone = self.term_id.period_id.company_id.skp_tz
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, zone)

    def _label(self, column, field, model="hr.skp.evaluation"):
        """Return the SQL of what a code is called in the user's language."""
        labels = self.env[model]._fields[field]._description_selection(self.env)
        cases = [SQL("WHEN %s THEN %s", code, label) for code, label in labels]
        return SQL("CASE %s %s END", column, SQL(" ").join(cases))

import csv
import io
import json

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import split_every

from ..rules.siasn import FIELDS, file_kind, make_row, plain_cell

#: Evaluations in memory together.
BATCH = 1000
FORMATS = [("xlsx", "XLSX"), ("csv", "CSV"), ("json", "JSON")]


class HrSkpSiasnExport(models.TransientModel):
    """The final predicates of a term as a file for the national system; for officers.

    Only what is final and binding goes out.  The annual term gives ``skp22``, the others
    ``kinerjaperiodik``.
    """

    _name = "hr.skp.siasn.export"
    _description = "Export for the national system"
    _inherit = ["hr.skp.link.guard"]

    term_id = fields.Many2one("hr.skp.term", required=True)
    file_format = fields.Selection(FORMATS, "Format", required=True, default="xlsx")
    ready_count = fields.Integer("People in the file", compute="_compute_counts")
    missing_count = fields.Integer("Without a SIASN id", compute="_compute_counts")
    waiting_count = fields.Integer("Not final yet", compute="_compute_counts")

    @api.depends("term_id")
    def _compute_counts(self):
        evaluations = self.env["hr.skp.evaluation"]
        for export in self:
            term, final = [("term_id", "=", export.term_id.id)], export._get_domain()
            export.ready_count = evaluations.search_count(final)
            export.waiting_count = evaluations.search_count([*term, ("is_final", "=", False)])
            # National ids are for the personnel office; of those the officer reads, how many lack.
            without = Domain("employee_id", "any!", Domain("siasn_id", "in", [False, ""]))
            export.missing_count = evaluations.search_count(Domain(final) & without)

    def action_download(self):
        """Officer: download the file; that it went out is logged with the period."""
        self.ensure_one()
        self._check_officer()
        if not self.env["hr.skp.evaluation"].search_count(self._get_domain(), limit=1):
            raise UserError(
                self.env._("Nothing of %s is final yet, so there is no file.", self.term_id.name)
            )
        self.env["hr.skp.log"]._append(self.term_id.period_id, "export_siasn")
        return {
            "type": "ir.actions.act_url",
            "url": f"/hr_skp/siasn/{self.id}",
            "target": "download",
        }

    def _check_officer(self):
        if not self.env.user.has_group("hr_skp.group_skp_officer"):
            raise AccessError(self.env._("Files for the national system are for officers."))

    def _get_evaluations(self):
        """Return the final evaluations of the term that the user may read."""
        return self.env["hr.skp.evaluation"].search(
            self._get_domain(), order="department_id, employee_name, id"
        )

    def _get_domain(self):
        return [("term_id", "=", self.term_id.id), ("is_final", "=", True)]

    def _get_file_name(self):
        kind = file_kind(self.term_id.kind)
        return f"{kind} {self.term_id.name}.{self.file_format}"

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def _iter_rows(self):
        """Yield one row a person, a thousand people in memory at a time."""
        kind = file_kind(self.term_id.kind)
        for ids in split_every(BATCH, self._get_evaluations().ids):
            # Numbers and ranks are private to the personnel office; the officer was checked.
            evaluations_sudo = self.env["hr.skp.evaluation"].sudo().browse(ids)
            versions = evaluations_sudo.evaluator_id._get_skp_versions(self.term_id.date_end)
            for evaluation in evaluations_sudo:
                yield make_row(kind, self._prepare_facts(evaluation, versions))
            self.env.invalidate_all()

    def _prepare_facts(self, evaluation, versions):
        """Return what is known of one evaluation; the hook for agencies that know more."""
        # As printed when the plan was agreed, not as the organisation chart is today.
        identity = (evaluation.skp_id.identity or {}).get("evaluator") or {}
        version = versions.get(evaluation.evaluator_id.id)
        return {
            "result": evaluation.result_rating,
            "behaviour": evaluation.behaviour_rating,
            "predicate": evaluation.predicate,
            "person": evaluation.employee_id.siasn_id,
            "evaluator": {
                **identity,
                "grade": version.asn_grade_id.siasn_code if version else "",
                "is_asn": bool(version and version.asn_kind not in (False, "non_asn")),
            },
            "term_kind": self.term_id.kind,
            "start": evaluation.date_start,
            "end": evaluation.date_end,
            "year": self.term_id.period_id.year,
        }

    # ------------------------------------------------------------
    # FILES
    # ------------------------------------------------------------

    def _write_to(self, stream):
        """Write the file to a binary stream."""
        self._check_officer()
        fields_ = FIELDS[file_kind(self.term_id.kind)]
        getattr(self, f"_write_{self.file_format}")(stream, fields_)

    def _write_xlsx(self, stream, names):
        options = {"constant_memory": True, "in_memory": False}
        with xlsxwriter.Workbook(stream, options) as book:
            page = book.add_worksheet(file_kind(self.term_id.kind))
            page.freeze_panes(1, 0)
            for column, name in enumerate(names):
                page.write_string(0, column, name)
            for number, row in enumerate(self._iter_rows(), 1):
                for column, name in enumerate(names):
                    value = row[name]
                    # A text stays a text, whatever it begins with; nothing is no cell.
                    if isinstance(value, int):
                        page.write_number(number, column, value)
                    elif value:
                        page.write_string(number, column, value)

    def _write_csv(self, stream, names):
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.DictWriter(text, names)
        writer.writeheader()
        for row in self._iter_rows():
            writer.writerow({name: plain_cell(value) for name, value in row.items()})
        text.detach()

    def _write_json(self, stream, _names):
        stream.write(b"[")
        for number, row in enumerate(self._iter_rows()):
            stream.write(b",\n" if number else b"\n")
            stream.write(json.dumps(row, ensure_ascii=False).encode())
        stream.write(b"\n]\n")

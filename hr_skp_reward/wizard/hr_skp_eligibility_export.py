import json

import xlsxwriter

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from odoo.addons.hr_skp.rules.nip import format_number

TITLE = "DAFTAR KELAYAKAN BERDASARKAN PREDIKAT KINERJA"
HEADS = ("No", "Nama", "NIP", "Jabatan", "Unit kerja", "Tujuan", "Tahun", "Penilaian", "Alasan")
WIDTHS = (6, 34, 24, 34, 34, 18, 8, 20, 60)
FILE_NAME = "Daftar kelayakan.xlsx"
#: Lines in memory together.
BATCH = 1000


class HrSkpEligibilityExport(models.TransientModel):
    """A list of eligibility as a workbook, always in Indonesian: what a selection board reads.

    Made of the lines that somebody had on screen, by his own right to read them.
    """

    _name = "hr.skp.eligibility.export"
    _description = "Export of a list of eligibility"

    domain = fields.Text(required=True, readonly=True, export_string_translation=False)

    def _write_to(self, stream):
        """Write the workbook to a binary stream, a thousand lines in memory at a time."""
        self.ensure_one()
        options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False}
        with xlsxwriter.Workbook(stream, options) as book:
            self.with_context(lang="id_ID")._write_sheet(book)

    def _write_sheet(self, book):
        sheet = book.add_worksheet("Kelayakan")
        bold = book.add_format({"bold": True})
        head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "bg_color": "#E9ECEF"}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, TITLE, bold)
        sheet.write_string(1, 0, (self.env.company.name or "").upper(), bold)
        sheet.write_row(3, 0, HEADS, head)
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 2)
        for number, values in enumerate(self._iter_rows(), 1):
            sheet.write_number(3 + number, 0, number, cell)
            for column, value in enumerate(values, 1):
                sheet.write_string(3 + number, column, str(value or ""), cell)

    def _iter_rows(self):
        """Yield the values of each line that the user may read."""
        Line = self.env["hr.skp.eligibility"]
        purposes, outcomes = (
            dict(Line._fields[name]._description_selection(self.env))
            for name in ("purpose", "outcome")
        )
        for ids in split_every(BATCH, Line.search(Domain(json.loads(self.domain)))._ids):
            lines = Line.browse(ids)
            # Who reads the list reads the number of whom it names; employees are not open to him.
            numbers = {line.id: line.employee_id.nip for line in lines.sudo()}
            for line in lines:
                yield (
                    line.employee_name,
                    format_number(numbers[line.id]) if numbers[line.id] else "",
                    line.job_id.name,
                    line.department_id.name,
                    purposes.get(line.purpose),
                    line.year,
                    outcomes.get(line.outcome),
                    line.reason_text,
                )
            self.env.invalidate_all()

import base64
import hashlib
import io

import xlsxwriter

from odoo import fields, models

from odoo.addons.hr_skp.report.documents.labels import long_date
from odoo.addons.hr_skp.rules.nip import format_number

TITLE = "DASAR PERHITUNGAN TUNJANGAN KINERJA"
CORRECTION_TITLE = "KOREKSI DASAR PERHITUNGAN TUNJANGAN KINERJA"
HEADS = (
    "No",
    "Nama",
    "NIP",
    "Jenis pegawai",
    "Jabatan",
    "Unit kerja",
    "Predikat",
    "Status",
    "Persen",
)
CORRECTION_HEADS = (*HEADS[:-1], "Persen sebelumnya", "Persen sekarang", "Selisih")
WIDTHS = (6, 34, 24, 14, 34, 34, 20, 14, 14, 14, 14)
#: A workbook of the whole agency is written row by row.
BATCH_SIZE = 1000


class HrSkpAllowance(models.Model):
    """The list as a workbook, always in Indonesian: what goes to the payroll office."""

    _inherit = "hr.skp.allowance"

    def _get_workbook(self):
        """Return the workbook: byte for byte as issued, or of the draft as it stands."""
        self.ensure_one()
        if self.file:
            return base64.b64decode(self.with_context(bin_size=False).file)
        return base64.b64decode(self._make_workbook()[0])

    def _make_workbook(self):
        """Return the workbook in base64, and its SHA-256."""
        self.ensure_one()
        stream = io.BytesIO()
        options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False}
        with xlsxwriter.Workbook(stream, options) as book:
            self.with_context(lang="id_ID")._write_sheet(book)
        content = stream.getvalue()
        return base64.b64encode(content), hashlib.sha256(content).hexdigest()

    def _write_sheet(self, book):
        sheet = book.add_worksheet("Tunjangan")
        bold = book.add_format({"bold": True})
        head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "bg_color": "#E9ECEF"}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        percent = book.add_format({"border": 1, "num_format": "0.00", "valign": "top"})
        correction = self.kind == "correction"
        heads = CORRECTION_HEADS if correction else HEADS
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(WIDTHS[: len(heads)]):
            sheet.set_column(column, column, width)
        titles = self._get_workbook_titles()
        for row, text in enumerate(titles):
            sheet.write_string(row, 0, text, bold)
        top = len(titles) + 1
        sheet.write_row(top, 0, heads, head)
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 2)
        for number, values in enumerate(self._get_workbook_rows(correction), 1):
            sheet.write_number(top + number, 0, number, cell)
            for column, value in enumerate(values, 1):
                if isinstance(value, float):
                    sheet.write_number(top + number, column, value, percent)
                else:
                    sheet.write_string(top + number, column, value or "", cell)

    def _get_workbook_titles(self):
        titles = [
            CORRECTION_TITLE if self.kind == "correction" else TITLE,
            (self.department_id.name or self.company_id.name or "").upper(),
            f"Masa pembayaran: {long_date(str(self.date_from))} – {long_date(str(self.date_to))}",
            f"Predikat kinerja: {self.term_id.name} {self.term_id.period_id.year}",
        ]
        if self.state == "draft":
            titles.append("KONSEP – belum diterbitkan")
        return titles

    def _get_workbook_rows(self, correction):
        """Yield the values of each line, a thousand lines in memory at a time."""
        Line = self.env["hr.skp.allowance.line"]
        kinds = dict(Line._fields["asn_kind"]._description_selection(self.env))
        predicates = dict(Line._fields["predicate"]._description_selection(self.env))
        line_ids = Line.search([("allowance_id", "=", self.id)], order="employee_name, id").ids
        for start in range(0, len(line_ids), BATCH_SIZE):
            for line in Line.browse(line_ids[start : start + BATCH_SIZE]):
                status = "Final" if line.is_final else "Belum final"
                shares = [line.percent] if line.rate_id else ["Belum ada tarif"]
                if correction:
                    shares = [line.percent_before, line.percent, line.difference]
                yield (
                    line.employee_name,
                    format_number(line.nip) if line.nip else "",
                    kinds.get(line.asn_kind),
                    line.job_id.name,
                    line.department_id.name,
                    predicates.get(line.predicate) or "Belum ada",
                    status if line.predicate else "",
                    *shares,
                )
            self.env.invalidate_all()

    def _get_workbook_name(self):
        self.ensure_one()
        unit = self.department_id.name or self.company_id.name
        kind = "Koreksi tunjangan" if self.kind == "correction" else "Tunjangan"
        return f"{kind} {fields.Date.to_string(self.date_from)[:7]} - {unit}.xlsx".replace("/", " ")

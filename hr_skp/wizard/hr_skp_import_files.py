import io

import xlsxwriter

from odoo import api, models
from odoo.tools.translate import LazyTranslate

from ..rules.workbook import MAX_ROWS

_lt = LazyTranslate(__name__)

REPORT_COLUMNS = [
    (_lt("Kind"), "severity", 10),
    (_lt("Sheet"), "sheet", 14),
    (_lt("Row"), "row", 8),
    (_lt("Column"), "column", 22),
    (_lt("What"), "what", 70),
    (_lt("How to mend it"), "fix", 70),
]


class HrSkpImportMixin(models.AbstractModel):
    """The files that an import gives out: the template and the list of findings."""

    _inherit = "hr.skp.import.mixin"

    @api.model
    def _get_help(self):
        """Return sheet key -> column key -> (what to write there, an example)."""
        raise NotImplementedError

    @api.model
    def _get_rules(self):
        """Return the sentences above the explanation of the columns."""
        raise NotImplementedError

    def _build_template(self):
        """Return the empty workbook with its explanation sheet, in the reader's language."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            formats = self._add_formats(book)
            self._add_explanation(book, formats)
            for sheet in self._get_sheets():
                page = self._add_sheet(book, sheet, formats)
                self._add_example(page, sheet, formats)
        return stream.getvalue()

    def _add_formats(self, book):
        return {
            "header": book.add_format(
                {"bold": True, "bg_color": "#E7E6E6", "border": 1, "text_wrap": True}
            ),
            "text": book.add_format({"num_format": "@"}),
            # what looks like a formula stays a text, even where somebody edits the cell
            "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "example": book.add_format(
                {"num_format": "@", "italic": True, "font_color": "#7F7F7F", "bg_color": "#FFF2CC"}
            ),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }

    def _add_example(self, page, sheet, formats):
        """Write the rows that show how a sheet is filled in; none where the explanation does."""

    def _add_explanation(self, book, formats):
        is_indonesian = (self.env.lang or "").startswith("id")
        page = book.add_worksheet(self._get_ignored_sheets()[is_indonesian])
        for position, width in enumerate((14, 30, 10, 80, 32)):
            page.set_column(position, position, width)
        rules = self._get_rules()
        for number, rule in enumerate(rules):
            page.write_string(number, 0, f"{number + 1}. {self.env._(rule)}")
        row = len(rules) + 1
        _ = self.env._
        titles = (_("Sheet"), _("Column"), _("Required"), _("What to write"), _("Example"))
        for position, title in enumerate(titles):
            page.write_string(row, position, title, formats["header"])
        for sheet in self._get_sheets():
            for column in sheet.columns:
                row += 1
                self._add_help(page, row, sheet, column, formats["wrap"])

    def _add_help(self, page, row, sheet, column, wrap):
        text, example = self._get_help()[sheet.key][column.key]
        text = self.env._(text)
        lang = self.env.lang
        if column.choices:
            options = ", ".join(choice.label(lang) for choice in column.choices)
            text = self.env._("%(text)s One of: %(options)s.", text=text, options=options)
        cells = (
            sheet.label(lang),
            column.label(lang),
            self.env._("yes") if column.required else "",
            text,
            example,
        )
        for position, cell in enumerate(cells):
            page.write_string(row, position, cell, wrap)

    def _add_sheet(self, book, sheet, formats):
        lang = self.env.lang
        page = book.add_worksheet(sheet.label(lang))
        page.freeze_panes(1, 0)
        for position, column in enumerate(sheet.columns):
            header = column.label(lang) + (" *" if column.required else "")
            style = formats["date" if column.kind == "date" else "text"]
            width = 40 if column.key in ("name", "indicator") else 20
            page.set_column(position, position, width, style)
            page.write_string(0, position, header, formats["header"])
            if column.choices:
                options = [choice.label(lang) for choice in column.choices]
                page.data_validation(
                    1, position, MAX_ROWS, position, {"validate": "list", "source": options}
                )
        return page

    def _build_report(self, vals_list):
        """Return all findings as a workbook; texts from the file never become formulas."""
        labels = dict(self.line_ids._fields["severity"]._description_selection(self.env))
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "constant_memory": True}) as book:
            bold = book.add_format({"bold": True})
            page = book.add_worksheet(self.env._("Findings"))
            page.freeze_panes(1, 0)
            for position, (title, _key, width) in enumerate(REPORT_COLUMNS):
                page.set_column(position, position, width)
                page.write_string(0, position, self.env._(title), bold)
            for number, vals in enumerate(vals_list, 1):
                vals = {**vals, "severity": labels[vals["severity"]]}
                for position, (_title, key, _width) in enumerate(REPORT_COLUMNS):
                    page.write_string(number, position, str(vals[key] or ""))
        return stream.getvalue()

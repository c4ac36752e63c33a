import io

import xlsxwriter

from odoo import models
from odoo.tools.translate import LazyTranslate

from ..rules.import_spec import IGNORED_SHEETS, SHEETS

_lt = LazyTranslate(__name__)

#: sheet -> column -> (what to write there, an example)
HELP = {
    "units": {
        "code": (_lt("Your own code of the unit. It never changes."), "DK"),
        "name": (_lt("Name as printed on documents."), "Dinas Kebersihan"),
        "parent": (_lt("Code of the unit above; empty for the topmost."), "KOTA"),
        "head": (_lt("Number or code of the head of the unit."), "197003121995031002"),
        "independent": (
            _lt("Ya or Tidak: does the head plan on the form of independent-unit heads?"),
            "Tidak",
        ),
    },
    "posts": {
        "name": (_lt("Name of the post."), "Kepala Seksi Pengangkutan"),
        "position": (_lt("Kind and level; empty for posts that are not ASN."), "Pengawas"),
        "unit": (
            _lt("Code of the unit, only where units have posts of the same name that differ."),
            "",
        ),
    },
    "employees": {
        "code": (
            _lt("Your own code of the person; needed only for who has no number."),
            "WALIKOTA",
        ),
        "number": (
            _lt("NIP, NI PPPK or NRP. Format the column as text, else the last digits are lost."),
            "198609262015051001",
        ),
        "name": (_lt("Name with titles, as printed."), "Budi Santoso, S.T."),
        "kind": (_lt("Needed for new people."), "PNS"),
        "grade": (_lt("III/a for PNS and CPNS, IX for PPPK."), "III/a"),
        "post": (
            _lt("Name of a post in the sheet of posts, or known already."),
            "Kepala Seksi Pengangkutan",
        ),
        "unit": (_lt("Code of the person's unit."), "DK"),
        "superior": (
            _lt("Number or code. Empty for a new person: the head of the unit."),
            "197003121995031002",
        ),
        "evaluator": (
            _lt("Number or code, only if the rules find the wrong evaluator."),
            "",
        ),
        "sex": (_lt("L or P."), "L"),
        "birthday": (_lt("A date."), "1986-09-26"),
        "email": (_lt("Everybody has an address of his own."), "budi@kota.go.id"),
        "phone": (_lt("Mobile number."), "0812 3456 7890"),
        "role": (
            _lt("Portal: plans on the phone. Internal: also leads others. Empty: no login now."),
            "Portal",
        ),
        "login": (_lt("Empty: the e-mail, else the number, else the code."), ""),
    },
    "objectives": {
        "code": (_lt("Your own code. It never changes."), "PK.1"),
        "name": (_lt("The objective in words."), "Meningkatnya kebersihan kota"),
        "source": (_lt("The document that it stands in."), "PK"),
        "parent": (_lt("Code of the objective that it supports."), "RENSTRA.1"),
        "indicator": (_lt("How it is measured."), "Indeks kebersihan kota"),
        "target": (_lt("What is to be reached."), "80 – 85"),
        "unit": (_lt("Code of the responsible unit."), "DK"),
    },
}

RULES = [
    _lt("Fill in the sheets; a sheet that you do not need may be deleted."),
    _lt("Columns marked with * must be filled in. The order of the columns does not matter."),
    _lt("An empty cell leaves what is recorded as it is; a single hyphen (-) empties it."),
    _lt("Importing the file again changes only what differs. Nobody is deleted by an import."),
    _lt("First the whole file is checked and every error named; then all is imported or nothing."),
]

REPORT_COLUMNS = [
    (_lt("Kind"), "severity", 10),
    (_lt("Sheet"), "sheet", 14),
    (_lt("Row"), "row", 8),
    (_lt("Column"), "column", 22),
    (_lt("What"), "what", 70),
    (_lt("How to mend it"), "fix", 70),
]


class HrSkpImport(models.TransientModel):
    """The files that the import gives out: the template and the list of findings."""

    _inherit = "hr.skp.import"

    def _build_template(self):
        """Return the empty workbook with its explanation sheet, in the reader's language."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            formats = {
                "header": book.add_format(
                    {"bold": True, "bg_color": "#E7E6E6", "border": 1, "text_wrap": True}
                ),
                "text": book.add_format({"num_format": "@"}),
                "date": book.add_format({"num_format": "yyyy-mm-dd"}),
                "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
                "bold": book.add_format({"bold": True}),
            }
            self._add_explanation(book, formats)
            for sheet in SHEETS:
                self._add_sheet(book, sheet, formats)
        return stream.getvalue()

    def _add_explanation(self, book, formats):
        is_indonesian = (self.env.lang or "").startswith("id")
        page = book.add_worksheet(IGNORED_SHEETS[1] if is_indonesian else IGNORED_SHEETS[0])
        for position, width in enumerate((14, 30, 10, 80, 32)):
            page.set_column(position, position, width)
        for number, rule in enumerate(RULES):
            page.write_string(number, 0, f"{number + 1}. {self.env._(rule)}")
        row = len(RULES) + 1
        _ = self.env._
        titles = (_("Sheet"), _("Column"), _("Required"), _("What to write"), _("Example"))
        for position, title in enumerate(titles):
            page.write_string(row, position, title, formats["header"])
        for sheet in SHEETS:
            for column in sheet.columns:
                row += 1
                self._add_help(page, row, sheet, column, formats["wrap"])

    def _add_help(self, page, row, sheet, column, wrap):
        text, example = HELP[sheet.key][column.key]
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
                    1, position, 10000, position, {"validate": "list", "source": options}
                )

    def _build_report(self, vals_list):
        """Return all findings as a workbook; texts from the file never become formulas."""
        labels = dict(
            self.env["hr.skp.import.line"]._fields["severity"]._description_selection(self.env)
        )
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

"""What the tests of the workbook of results share."""

import base64
import io

from openpyxl import load_workbook

from .common import SkpCommon
from .import_files import make_xlsx

RESULTS = ("Kunci", "NIP", "Rencana hasil kerja", "Hasil kerja pimpinan")
INDICATORS = ("Kunci hasil", "Indikator", "Target")

#: What people write, and what spreadsheets make something else of.
HARD_TEXTS = [
    '=HYPERLINK("http://jahat.example";"klik")',
    "+62 812",
    "-5 – 10%",
    "-",
    "--",
    "'-",
    "''-",
    "'Aisyiyah",
    "@SUM(A1)",
    "\tdengan tab",
    "Baris satu\nbaris dua\n\nbaris empat",
    "\nbaris kosong di depan",
    "x" * 600,
    "kata " * 120,
    "“Kutip” 'tunggal' \"ganda\" `miring`",
    "👩🏽‍💻 selesai 🇮🇩",
    "مرحبا \u202eterbalik\u202c",
    "spasi di belakang   ",
    "   spasi di depan",
    "dua  spasi",
    "tak\u200bterlihat",
    "e\u0301 dan é",
    "<r>tebal</r>",
    "<r><t>x</t></r>",
    "&amp; <b>tebal</b>",
    "_x000D_ _x0041_ x005F_",
    "#12",
    "0012",
    "1e5",
    "TRUE",
    "2026-01-02",
    "90%",
    "#N/A",
]


def make_results(*rows, header=RESULTS):
    return ["Hasil kerja", header, *rows]


def make_indicators(*rows, header=INDICATORS):
    return ["Indikator", header, *rows]


def read_cells(content):
    """Return sheet title -> rows of an exported workbook, without the explanation."""
    book = load_workbook(io.BytesIO(content))
    return {
        page.title: [list(row) for row in page.iter_rows(values_only=True)]
        for page in book.worksheets[1:]
    }


class ExchangeCommon(SkpCommon):
    """The agency of SkpCommon, and an import as one of its users."""

    def number(self, key):
        return self.people[key].nip

    def wizard(self, role, *sheets, content=None, **vals):
        content = make_xlsx(*sheets) if content is None else content
        Import = self.env["hr.skp.result.import"].with_user(self.users[role])
        return Import.with_company(self.agency).create(
            {"file": base64.b64encode(content), "period_id": self.period.id, **vals}
        )

    def import_as(self, role, *sheets, **options):
        """Import a file that has nothing to mend."""
        wizard = self.wizard(role, *sheets, **options)
        wizard.action_import()
        self.assertFalse(self.errors(wizard))
        self.assertEqual(wizard.state, "done")
        return wizard

    def errors(self, wizard):
        lines = wizard.line_ids.filtered(lambda line: line.severity == "error")
        return [(line.sheet, line.row, line.column, line.what) for line in lines]

    def assertRefused(self, wizard, *expected):
        """The file is refused at these (sheet, row, column), in the dry run and at once."""
        before = self.snapshot()
        for action in (wizard.action_check, wizard.action_import):
            action()
            self.assertEqual(wizard.state, "checked")
            self.assertEqual([error[:3] for error in self.errors(wizard)], list(expected))
        self.assertEqual(self.snapshot(), before)

    def snapshot(self):
        """Return all that an import may change, as it is in the database."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            model: self.env[model].search([], order="id").read(load="")
            for model in ("hr.skp.result", "hr.skp.indicator", "hr.skp.log")
        } | {"states": self.env["hr.skp"].search([], order="id").mapped("state")}

    def export_as(self, role, plans):
        """Return the workbook that a user gets of these plans."""
        plans = plans.with_user(self.users[role])
        action = plans.action_export_results()
        export = plans.env["hr.skp.result.export"].browse(int(action["url"].rsplit("/", 1)[1]))
        stream = io.BytesIO()
        export._write_to(stream)
        return stream.getvalue()

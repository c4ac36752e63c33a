"""The reader of cells: whatever it is made by, a file says here what it says to openpyxl."""

import doctest
import io
from datetime import date, datetime, time, timedelta

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules import xlsx

from .import_files import repack

SHEET = "xl/worksheets/sheet1.xml"


def save(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content):
    """Return the rows of the first sheet: number -> values."""
    book = xlsx.Book(content)
    return dict(book.iter_rows(book.sheets[0][1]))


def read_as_openpyxl(content):
    sheet = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return {number: _strip(row) for number, row in rows if any(v is not None for v in row)}


def _strip(row):
    row = list(row)
    while row and row[-1] is None:
        row.pop()
    return row


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesXlsx(BaseCase):
    def test_doctests(self):
        """The examples in the docstrings are true."""
        self.assertEqual(doctest.testmod(xlsx).failed, 0)

    def _make(self, *rows, epoch=None):
        book = Workbook()
        if epoch:
            book.epoch = epoch
        for row in rows:
            book.active.append(row)
        return book

    def _assert_as_openpyxl(self, content):
        found = {number: _strip(row) for number, row in read(content).items()}
        found = {number: row for number, row in found.items() if row}
        self.assertEqual(found, read_as_openpyxl(content))

    def test_kinds(self):
        """Texts, numbers, days, times, spans and truths arrive as what they are."""
        moments = (datetime(2026, 9, 26, 7, 30), date(2026, 9, 26), time(7, 30), timedelta(days=2))
        values = ["Budi & <Ani>", 7, 7.5, -3e300, True, False, None, "", *moments]
        for epoch in (None, CALENDAR_MAC_1904):
            with self.subTest(epoch=epoch):
                self._assert_as_openpyxl(save(self._make(values, [], [None, "x"], epoch=epoch)))

    def test_share(self):
        """A number in per cent is a number that knows it."""
        book = self._make([0.9, 0.9])
        book.active["A1"].number_format = "0%"
        book.active["B1"].number_format = "0.00"
        first, second = read(save(book))[1]
        self.assertEqual((first, type(first), type(second)), (0.9, xlsx.Share, float))

    def test_impossible_day(self):
        """A number that is no day is an error, as the spreadsheet shows it."""
        book = self._make([3_000_000])
        book.active["A1"].number_format = "yyyy-mm-dd"
        with self.assertWarns(UserWarning):
            expected = read_as_openpyxl(save(book))
        self.assertEqual(read(save(book)), expected)
        self.assertIsInstance(read(save(book))[1][0], xlsx.ErrorValue)

    def test_shared_strings(self):
        """Texts that stand once for many cells, in runs of different looks as well."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            page = book.add_worksheet()
            bold = book.add_format({"bold": True})
            page.write_row(0, 0, ["sama", "sama", " berjarak "])
            page.write_rich_string(1, 2, "se", bold, "te", "ngah ")
        self._assert_as_openpyxl(stream.getvalue())
        spoken = repack(
            stream.getvalue(),
            "sharedStrings.xml",
            lambda data: data.replace(b"</si>", b'<rPh sb="0" eb="1"><t>lafal</t></rPh></si>'),
        )
        self.assertEqual(read(spoken), read(stream.getvalue()))

    def test_names_with_a_prefix(self):
        """Some programs write every name with a prefix."""
        plain = save(self._make(["A", 1], [None, "B"]))

        def prefix(data):
            data = data.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
            return data.replace(b"xmlns=", b"xmlns:x=").replace(b"<x:?xml", b"<?xml")

        self.assertEqual(read(repack(plain, "sheet1.xml", prefix)), read(plain))

    def test_formulas(self):
        """What is stored counts; what nobody has calculated is known as that."""
        cells = (
            b'<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><f>1+1</f></c>'
            b'<c r="C3" t="str"><f>""</f><v></v></c><c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            b"</row></sheetData>"
        )
        content = repack(
            save(self._make(["A"])), SHEET, lambda data: data.replace(b"</sheetData>", cells)
        )
        two, none, empty, error = read(content)[3]
        self.assertEqual((two, empty, error), (2, None, "#DIV/0!"))
        self.assertIs(none, xlsx.NO_RESULT)
        self.assertIsInstance(error, xlsx.ErrorValue)

    def test_places(self):
        """Cells may leave out where they stand; what is too far right or below is passed over."""
        rows = (
            b'<sheetData><row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>'
            b'<row r="4"><c r="C4"><v>3</v></c><c r="BZ4"><v>9</v></c><c r="B4"><v>2</v></c></row>'
            b'<row r="2"><c r="A2"><v>1</v></c></row>'
            b'<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'
        )

        def put(data):
            before, _sheet_data, after = data.partition(b"<sheetData>")
            return before + rows + after.partition(b"</sheetData>")[2]

        content = repack(save(self._make(["x"])), SHEET, put)
        self.assertEqual(read(content), {1: ["a", "b"], 4: [None, 2, 3]})

    def test_sheets(self):
        """Sheets come in the order of the tabs, charts on a tab of their own are none."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            book.add_worksheet("Satu").write(0, 0, 1)
            chart = book.add_chart({"type": "bar"})
            chart.add_series({"values": "=Satu!$A$1:$A$1"})
            book.add_chartsheet("Grafik").set_chart(chart)
            book.add_worksheet("Dua")
        self.assertEqual(
            [title for title, _part in xlsx.Book(stream.getvalue()).sheets], ["Satu", "Dua"]
        )

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.lists(
                st.none()
                | st.integers(-(10**14), 10**14)
                | st.floats(allow_nan=False, allow_infinity=False)
                | st.booleans()
                | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])),
                max_size=5,
            ),
            max_size=6,
        )
    )
    def test_anything(self, rows):
        """Any cells are read as openpyxl reads them."""
        rows = [[None if isinstance(v, str) and v[:1] == "=" else v for v in row] for row in rows]
        self._assert_as_openpyxl(save(self._make(*rows)))

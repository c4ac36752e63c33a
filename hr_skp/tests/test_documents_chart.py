"""Charts, framed cells and parts of one page, by each of the three writers. No database."""

import doctest
from io import BytesIO
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple
from pypdf import PdfReader

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report.documents import chart, html, pdf, tree, xlsx

from .document_reading import pages, values, workbook

NAMES = ("Sangat Kurang", "Kurang", "Butuh Perbaikan", "Baik", "Sangat Baik")
HOSTILE = '<script>alert(1)</script> & "x" =1+1'


def block(**options):
    base = {
        "label": "POLA DISTRIBUSI:",
        "title": "KURVA",
        "y_label": "Frekuensi Pegawai",
        "categories": NAMES,
        "pattern": (3, 7, 14, 60, 16),
        "names": ("Pola", "Kenyataan"),
        "notes": ("Ket: bukan forced distribution",),
    }
    return tree.Chart(**{**base, **options})


def document(*blocks, **options):
    return tree.Document("plan", "Uji", "Uji", (tree.Part("Uji", blocks, **options),))


def kinds(found):
    return [type(shape).__name__ for shape in found]


@tagged("post_install", "-at_install", "hr_skp")
class TestChartShapes(BaseCase):
    """One drawing for paper and screen."""

    def test_shapes(self):
        """A bar for each category, one curve, the names in the order given."""
        found = list(chart.shapes(block(), 400))
        self.assertEqual(5, kinds(found).count("Rect"))
        self.assertEqual(1, kinds(found).count("Curve"))
        texts = [shape.text for shape in found if isinstance(shape, chart.Label)]
        self.assertEqual(["Frekuensi Pegawai", *NAMES], texts)

    def test_bars_are_in_proportion(self):
        bars = [shape for shape in chart.shapes(block(), 400) if isinstance(shape, chart.Rect)]
        self.assertAlmostEqual(60 / 14, bars[3].height / bars[2].height)
        self.assertEqual(sorted(bars, key=lambda bar: bar.x), bars)

    def test_actual_beside_the_pattern(self):
        """The actual distribution has its own bars with figures, and a legend."""
        found = list(chart.shapes(block(actual=(0, 5, 12.5, 80, 2.5)), 400))
        texts = [shape.text for shape in found if isinstance(shape, chart.Label)]
        for expected in ("0%", "5%", "12,5%", "80%", "Pola", "Kenyataan"):
            self.assertIn(expected, texts)
        self.assertEqual(5 + 5 + 2, kinds(found).count("Rect"))

    def test_values_for_each_category(self):
        for wrong in ({"pattern": (1, 2)}, {"actual": (1, 2)}):
            with self.assertRaises(ValueError):
                block(**wrong)

    def test_doctests(self):
        self.assertFalse(doctest.testmod(chart).failed)
        self.assertTrue(doctest.testmod(chart).attempted)

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.lists(st.floats(0, 100), min_size=5, max_size=5), st.floats(200, 900))
    def test_curve_stays_between_its_points(self, pattern, width):
        """Whatever the pattern, nothing leaves the box and the curve never swings over."""
        found = list(chart.shapes(block(pattern=tuple(pattern)), width))
        curve = next(shape for shape in found if isinstance(shape, chart.Curve))
        points = [curve.start, *(piece[4:] for piece in curve.pieces)]
        for piece, (start, stop) in zip(curve.pieces, pairwise(points), strict=True):
            low, high = sorted((start[1], stop[1]))
            for y in (piece[1], piece[3]):
                self.assertGreaterEqual(y, low - 1e-6)
                self.assertLessEqual(y, high + 1e-6)
        for bar in (shape for shape in found if isinstance(shape, chart.Rect)):
            self.assertGreaterEqual(bar.x, 0)
            self.assertLessEqual(bar.x + bar.width, width)
            self.assertLessEqual(bar.y + bar.height, chart.HEIGHT)


@tagged("post_install", "-at_install", "hr_skp")
class TestChartWriters(BaseCase):
    """The chart is there on paper, in the workbook and on screen."""

    def test_paper(self):
        """Vectors and words: no picture that blurs."""
        content = pdf.write([document(block())])
        page = PdfReader(BytesIO(content)).pages[0]
        for words in (*NAMES, "KURVA", "Frekuensi Pegawai", "POLA DISTRIBUSI:", "Ket: bukan"):
            self.assertIn(words, page.extract_text())
        self.assertFalse(page.images)
        self.assertIn(b" c\n", page.get_contents().get_data(), "a curve")

    def test_never_cut(self):
        """A chart that has no room goes to the next page, label, drawing and notes together."""
        for count in range(20, 45):
            lines = tree.Table((1,), tuple(tree.row(f"baris {at}") for at in range(count)))
            for text in pages(document(lines, block())):
                self.assertEqual("POLA DISTRIBUSI:" in text, "Ket: bukan forced" in text)
                self.assertEqual("KURVA" in text, "Sangat Baik" in text)

    def test_workbook(self):
        """Excel's own chart over free rows, its figures in hidden columns."""
        sheet = workbook(document(block(), tree.Footnote("Sesudahnya")))["Uji"]
        self.assertEqual(1, len(sheet._charts))
        bars = sheet._charts[0]
        self.assertEqual("barChart", bars.tagname)
        self.assertEqual("lineChart", bars._charts[1].tagname)
        reference = bars.series[0].val.numRef.f
        first, last = reference.split("!")[1].replace("$", "").split(":")
        figures = [row[0].value for row in sheet[f"{first}:{last}"]]
        self.assertEqual([3, 7, 14, 60, 16], figures)
        hidden = [group for group in sheet.column_dimensions.values() if group.hidden]
        self.assertEqual(1, len(hidden))
        self.assertTrue(hidden[0].min <= _number(first) + 1 <= hidden[0].max)
        self.assertIn("KURVA", values(sheet))
        after = next(c for row in sheet.iter_rows() for c in row if c.value == "Sesudahnya")
        self.assertGreater(after.row, bars.anchor.to.row)
        self.assertLess(bars.anchor.to.col, _number(first))

    def test_workbook_with_the_actual(self):
        sheet = workbook(document(block(actual=(0, 5, 12.5, 80, 2.5))))["Uji"]
        self.assertEqual(2, len(sheet._charts[0]._charts[0].series))

    def test_screen(self):
        written = str(html.write([document(block())]))
        svg = etree.fromstring(written[written.index("<svg") : written.index("</svg>") + 6])
        texts = [node.text for node in svg.iter("text")]
        self.assertEqual(["Frekuensi Pegawai", *NAMES], texts)
        self.assertEqual(5, len(list(svg.iter("rect"))))
        self.assertIn("<strong>POLA DISTRIBUSI:</strong>", written)

    def test_hostile_words(self):
        """What people type in a chart is printed, never obeyed."""
        hostile = block(
            label=HOSTILE,
            title=HOSTILE,
            y_label=HOSTILE,
            categories=(HOSTILE,) * 5,
            names=(HOSTILE,) * 2,
            notes=(HOSTILE,),
            actual=(1, 2, 3, 4, 5),
        )
        self.assertNotIn("<script", str(html.write([document(hostile)])))
        self.assertIn("<script>", " ".join(pages(document(hostile))))
        for row in workbook(document(hostile))["Uji"].iter_rows():
            for cell in row:
                self.assertNotEqual("f", cell.data_type)

    def test_same_bytes(self):
        for writer in (pdf, xlsx, html):
            self.assertEqual(writer.write([document(block())]), writer.write([document(block())]))

    def test_no_pattern_at_all(self):
        """Five times nothing draws empty axes."""
        empty = document(block(pattern=(0,) * 5))
        self.assertIn("Sangat Baik", pages(empty)[0])
        self.assertTrue(xlsx.write([empty]).startswith(b"PK"))


def _number(coordinate):
    """The number of a column, from 0 as anchors count."""
    return coordinate_to_tuple(coordinate)[1] - 1


@tagged("post_install", "-at_install", "hr_skp")
class TestFramedCell(BaseCase):
    """One place among many is framed."""

    def setUp(self):
        super().setUp()
        row = tree.row("satu", tree.cell("dua", framed=True))
        self.document = document(tree.Table((1, 1), (row,)))

    def test_paper(self):
        content = PdfReader(BytesIO(pdf.write([self.document]))).pages[0].get_contents().get_data()
        self.assertIn(b"1.6 w", content)

    def test_workbook(self):
        sheet = workbook(self.document)["Uji"]
        found = {c.value: c.border.left.style for row in sheet.iter_rows() for c in row if c.value}
        self.assertEqual(("thin", "thick"), (found["satu"], found["dua"]))

    def test_screen(self):
        written = str(html.write([self.document]))
        self.assertEqual(1, written.count("border-3"))


@tagged("post_install", "-at_install", "hr_skp")
class TestOnePage(BaseCase):
    """A part of one page is printed smaller where it must be, and never loses a line."""

    def _pages(self, lines, one_page=True):
        table = tree.Table((1,), tuple(tree.row(f"baris{at}.") for at in range(lines)))
        sides = (None, tree.Signatory("Kepala", "Rina"))
        blocks = (tree.Title(("JUDUL",)), table, tree.Signatures("Asri", *sides))
        return pages(document(*blocks, one_page=one_page))

    def test_smaller(self):
        """What needs a little more than a page fits on one; far more takes several."""
        fitting = max(count for count in range(20, 60) if len(self._pages(count, False)) == 1)
        for lines in (1, fitting, fitting + 1, fitting + 5):
            found = self._pages(lines)
            self.assertEqual(1, len(found), lines)
            self.assertIn(f"baris{lines - 1}.", found[0])
            self.assertIn("Rina", found[0])
        found = self._pages(fitting * 2)
        self.assertGreater(len(found), 1)
        for at in range(fitting * 2):
            self.assertIn(f"baris{at}.", " ".join(found))

    def test_workbook(self):
        page = workbook(document(tree.Footnote("x"), one_page=True))["Uji"].page_setup
        self.assertIn(page.fitToHeight, (None, 1))


@tagged("post_install", "-at_install", "hr_skp")
class TestHeldGiant(BaseCase):
    """Rows held together are cut all the same where no page can hold them."""

    def test_held_row_larger_than_a_page(self):
        """Whatever stands before it, each word is printed once, and what closes comes last."""
        words = [f"kata{number}" for number in range(2500)]
        for before in (0, 10, 25, 40):
            rows = [tree.row(f"baris {at}") for at in range(before)]
            rows += [
                tree.row("nama", keep_next=True),
                tree.row(" ".join(words), keep_next=True),
                tree.row("rating", keep_next=True),
                tree.row("predikat"),
            ]
            sides = (None, tree.Signatory("Kepala", "Rina"))
            found = pages(document(tree.Table((1,), tuple(rows)), tree.Signatures("Asri", *sides)))
            text = " ".join(found)
            self.assertEqual(words, [word for word in text.split() if word.startswith("kata")])
            self.assertEqual(1, text.count("predikat"))
            self.assertIn("rating predikat", found[-1])
            self.assertIn("Rina", found[-1])

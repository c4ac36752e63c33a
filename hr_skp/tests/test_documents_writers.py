"""XLSX and preview: the same layout, and nothing that people typed comes alive. No database."""

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report.documents import html, matrix_document, pdf, plan_document, xlsx

from . import document_samples as samples
from .document_reading import values, workbook

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "{=1}"]


@tagged("post_install", "-at_install", "hr_skp")
class TestWorkbook(BaseCase):
    """A copy in the layout of the PDF."""

    def test_sheets_and_mark(self):
        book = workbook(plan_document(samples.leader()))
        self.assertEqual(["SKP", "Perilaku Kerja", "Lampiran", "Manual Indikator"], book.sheetnames)
        for sheet in book:
            self.assertEqual("SALINAN", sheet["A1"].value)
        draft = workbook(plan_document(samples.snapshot(state="draft")))
        self.assertEqual("KONSEP – SALINAN", draft["SKP"]["A1"].value)

    def test_layout(self):
        """Merged result cells, A4 across, one page wide, header rows repeated."""
        sheet = workbook(plan_document(samples.staff_quantitative()))["SKP"]
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == samples.PROMOTION)
        merged = next(m for m in sheet.merged_cells.ranges if cell.coordinate in m)
        self.assertEqual(2, merged.max_row - merged.min_row + 1)
        self.assertEqual("landscape", sheet.page_setup.orientation)
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        # One page wide is the default of the format, as many pages high as it takes.
        self.assertIn(sheet.page_setup.fitToWidth, (None, 1))
        self.assertEqual(0, sheet.page_setup.fitToHeight)
        self.assertTrue(sheet.print_area)
        first, last = sheet.print_title_rows.replace("$", "").split(":")
        repeated = [sheet.cell(int(first), 1).value, sheet.cell(int(last), 1).value]
        self.assertEqual(["HASIL KERJA", "(1)"], repeated)

    def test_bold_and_plain_in_one_cell(self):
        """As on paper: in the manual the labels in a cell are bold, what follows is not."""
        sheet = workbook(plan_document(samples.leader()), rich_text=True)["Manual Indikator"]
        rich = [value for value in values(sheet) if isinstance(value, CellRichText)]
        self.assertTrue(rich)
        looks = [(str(part).strip(), bool(part.font.b)) for part in rich[0]]
        self.assertEqual(("Definisi", True), looks[0])
        self.assertFalse(looks[1][1])

    def test_same_words_as_the_pdf_has(self):
        for snapshot in (samples.staff_quantitative(), samples.leader("qualitative")):
            document = plan_document(snapshot)
            found = "\n".join(str(value) for sheet in workbook(document) for value in values(sheet))
            for result in snapshot["results"]:
                self.assertIn(result["name"], found)
            self.assertIn(snapshot["employee"]["name"], found)

    def test_no_formula(self):
        """Whatever a text begins with, it stays a text, also after somebody edits the cell."""
        results = [samples.result(text, [samples.indicator(text, text)]) for text in FORMULAS]
        snapshot = samples.snapshot(
            results=results,
            employee={**samples.EMPLOYEE, "name": "=cmd|'/c calc'!A1"},
            commitments={"resource": FORMULAS},
        )
        for sheet in workbook(plan_document(snapshot)):
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertIn(cell.data_type, ("s", "n"), cell.value)
                    if cell.value is not None:
                        self.assertEqual("s", cell.data_type)
                        self.assertTrue(cell.quotePrefix)

    def test_many_documents(self):
        """Sheets of many people have names of their own."""
        documents = [plan_document(samples.snapshot()) for _number in range(3)]
        book = workbook(*documents, matrix_document(samples.matrix()))
        self.assertEqual(len(book.sheetnames), len(set(book.sheetnames)))
        self.assertEqual("1 SKP", book.sheetnames[0])
        self.assertIn("4 Matriks", book.sheetnames)

    def test_endless_text(self):
        """Rows are never taller than Excel allows, texts never longer."""
        endless = [
            samples.result("kata " * 12000, [samples.indicator("x" * 40000)] * 2),
        ]
        sheet = workbook(plan_document(samples.snapshot(results=endless)))["SKP"]
        heights = [dimension.height or 0 for dimension in sheet.row_dimensions.values()]
        self.assertLessEqual(max(heights), 409)
        self.assertLessEqual(max(len(str(value)) for value in values(sheet)), 32767)

    def test_deterministic(self):
        document = plan_document(samples.staff_quantitative())
        self.assertEqual(xlsx.write([document]), xlsx.write([document]))


@tagged("post_install", "-at_install", "hr_skp")
class TestPreview(BaseCase):
    """The preview on screen."""

    def test_escaped(self):
        hostile = "<script>alert(1)</script> & \"' <b onclick=x>"
        snapshot = samples.snapshot(
            agency={"name": hostile, "city": hostile, "letterhead": [hostile]},
            employee=dict.fromkeys(samples.EMPLOYEE, hostile),
            evaluator=dict.fromkeys(samples.EMPLOYEE, hostile),
            results=[
                samples.result(
                    hostile,
                    [samples.indicator(hostile, hostile, data_source=hostile)],
                    parent={"name": hostile, "indicator": hostile},
                )
            ],
            behaviours=[{"name": hostile, "guides": [hostile], "expectation": hostile}],
            commitments={"resource": [hostile]},
        )
        for approach in ("quantitative", "qualitative"):
            written = str(html.write([plan_document({**snapshot, "approach": approach})]))
            self.assertNotIn("<script", written.lower())
            self.assertNotIn("<b onclick", written)
            self.assertIn("&lt;script&gt;", written)

    def test_structure(self):
        written = str(html.write([plan_document(samples.staff_quantitative())]))
        self.assertIn('rowspan="2"', written)
        self.assertEqual(written.count("<table"), written.count("</table>"))
        self.assertIn("<thead><tr><th", written)
        self.assertIn("<li>Memahami dan memenuhi kebutuhan masyarakat</li>", written)

    def test_draft_mark(self):
        written = str(html.write([plan_document(samples.snapshot(state="draft"))]))
        self.assertIn("KONSEP", written)


@tagged("post_install", "-at_install", "hr_skp")
class TestAnyText(BaseCase):
    """Whatever people type, every writer writes."""

    @settings(max_examples=40, deadline=None, derandomize=True)
    @given(st.text(max_size=60), st.text(max_size=20))
    def test_any_text(self, long, short):
        snapshot = samples.snapshot(
            agency={"name": short, "city": short, "letterhead": [long]},
            employee={"name": short, "number": short, "number_label": short, "unit": long},
            results=[samples.result(long, [samples.indicator(long, short, uom=short)])],
            behaviours=[{"name": short, "guides": [long, short], "expectation": long}],
            commitments={"resource": [long]},
        )
        document = plan_document(snapshot)
        self.assertTrue(pdf.write([document]).startswith(b"%PDF"))
        self.assertTrue(xlsx.write([document]).startswith(b"PK"))
        self.assertTrue(html.write([document]))

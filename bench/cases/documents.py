import io
import time
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from odoo.addons.hr_skp.report.documents import tree

from ..facts import get_period
from ..harness import Benchmark

COUNT = 50
#: What one document may cost, whatever bare reportlab needs.
MILLISECONDS = 60


class Documents(Benchmark):
    """The plans of a unit in one file, from the database to bytes; bare reportlab is handed the
    same texts in the same tables.
    """

    name = "documents"
    title = "PDF of 50 plans in one file"
    limit = 1.5
    repeats = 3

    def prepare(self):
        self.plans = self.env["hr.skp"].search(
            [("period_id", "=", get_period(self.env).id)], order="id desc", limit=COUNT
        )
        # As drafts: what is agreed is not written again, its issued file is taken.
        self.env.cr.execute(
            "UPDATE hr_skp SET state = 'revising' WHERE id IN %s", [tuple(self.plans.ids)]
        )
        self.env.invalidate_all()
        described = self.plans._get_documents("plan")
        self.documents = [described[plan.id] for plan in self.plans]

    def get_unit(self):
        return len(self.plans), "a document"

    def _measure(self):
        # Of this machine's processor, whoever else waits for it.
        begun = time.process_time()
        self.ours()
        each = 1000 * (time.process_time() - begun) / len(self.plans)
        if each > MILLISECONDS:
            self.problem = f"{each:.0f} ms a document"
        return super()._measure()

    def ours(self):
        self.plans._print_pdf("plan")

    def reference(self):
        story = []
        for document in self.documents:
            for part in document.parts:
                for block in part.blocks:
                    story += _flowables(block)
                story.append(PageBreak())
        target = io.BytesIO()
        SimpleDocTemplate(target, pagesize=landscape(A4), margin=28).build(story)


STYLE = ParagraphStyle("cell", fontName="Helvetica", fontSize=8.5, leading=11)


def _flowables(block):
    if not isinstance(block, tree.Table):
        return [Spacer(0, 11)]
    rows = [[""] * len(block.widths) for _row in block.rows]
    style = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for number, cells in enumerate(block.placed()):
        for column, cell in cells:
            rows[number][column] = [Paragraph(escape(p.text), STYLE) for p in cell.paras]
            corner = (column + cell.colspan - 1, number + cell.rowspan - 1)
            if corner != (column, number):
                style.append(("SPAN", (column, number), corner))
    width = (A4[1] - 80) / sum(block.widths)
    widths = [width * each for each in block.widths]
    return [Table(rows, widths, style=style, repeatRows=block.header), Spacer(0, 11)]

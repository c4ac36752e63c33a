"""What stands around the text of a PDF page: draft mark, caption, code, page number."""

from collections import Counter
from functools import lru_cache

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable

from . import fonts, labels

LEFT, RIGHT, TOP = 20 * mm, 15 * mm, 16 * mm
FOOT = 16 * mm
FOOT_WITH_CODE = 29 * mm
BASELINE = 8 * mm
QR_SIZE = 17 * mm
FOOT_SIZE, FOOT_LEADING = 6.5, 8.5
MARK_SIZE, MARK_SPACING = 14, 6
MARK_COLOR = Color(0.5, 0.5, 0.5)


class Owner(ActionFlowable):
    """From this page on, the pages belong to this document."""

    def __init__(self, document):
        super().__init__()
        self.document = document

    def apply(self, doc):
        """Tell the canvas."""
        doc.canv.owner = self.document


class NumberedCanvas(Canvas):
    """Keeps the pages until all are there, then writes ``page/pages`` of its document on each."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.owner = None
        self._kept = []

    def showPage(self):
        """Keep the page instead of writing it."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        """Write all pages, each with its place in its own document."""
        pages = Counter(id(page["owner"]) for page in self._kept)
        several, seen = len(pages) > 1, Counter()
        for page in list(self._kept):
            self.__dict__.update(page)
            if self.owner:
                seen[id(self.owner)] += 1
                number = seen[id(self.owner)]
                _draw_surroundings(self, self.owner, number, pages[id(self.owner)])
                if several and number == 1:
                    self._bookmark()
            Canvas.showPage(self)
        return super().save()

    def _bookmark(self):
        key = f"document{self.getPageNumber()}"
        self.bookmarkPage(key)
        self.addOutlineEntry(self.owner.caption, key)


def _draw_surroundings(canvas, document, number, count):
    width, height = canvas._pagesize
    canvas.saveState()
    canvas.setFillColor(black)
    canvas.setFont(fonts.NORMAL, FOOT_SIZE)
    canvas.drawRightString(width - RIGHT, BASELINE, f"{number}/{count}")
    left = LEFT
    if document.verification:
        _draw_code(canvas, document.verification.url, LEFT, BASELINE)
        left += QR_SIZE + 3 * mm
    _draw_foot(canvas, _foot_lines(document), left, width - RIGHT - left - 20 * mm)
    if document.mark:
        _draw_mark(canvas, document.mark, width, height)
    canvas.restoreState()


def _foot_lines(document):
    """The lines at the foot, the lowest one first: who it is about, then how to check it."""
    revision = labels.REVISION % document.revision if document.revision else ""
    lines = [" · ".join(filter(None, (document.caption, revision)))]
    if document.verification:
        lines.append(labels.CHECK_AT % document.verification.url)
        lines.append(labels.CODE % document.verification.code)
    return [fonts.printable(line) for line in lines]


def _draw_foot(canvas, lines, left, width):
    at = BASELINE
    for line in lines:
        for piece in reversed(simpleSplit(line, fonts.NORMAL, FOOT_SIZE, width)[:2]):
            canvas.drawString(left, at, piece)
            at += FOOT_LEADING


def _draw_mark(canvas, mark, width, height):
    canvas.setFillColor(MARK_COLOR)
    spaced = stringWidth(mark, fonts.BOLD, MARK_SIZE) + MARK_SPACING * (len(mark) - 1)
    line = canvas.beginText((width - spaced) / 2, height - 10.5 * mm)
    line.setFont(fonts.BOLD, MARK_SIZE)
    line.setCharSpace(MARK_SPACING)
    line.textOut(mark)
    line.setCharSpace(0)
    canvas.drawText(line)


def _draw_code(canvas, value, left, bottom):
    """Draw a QR code as one shape: each run of dark modules is one rectangle."""
    count, runs = _qr_runs(value)
    size = QR_SIZE / count
    shape = canvas.beginPath()
    for line, start, stop in runs:
        bottom_of_line = bottom + QR_SIZE - (line + 1) * size
        shape.rect(left + start * size, bottom_of_line, (stop - start) * size, size)
    canvas.drawPath(shape, stroke=0, fill=1)


@lru_cache(maxsize=16)
def _qr_runs(value):
    """Return a code's modules per side and its dark runs ``(line, start, stop)``."""
    code = QrCodeWidget(value, barLevel="M").qr
    code.make()
    runs = []
    for number, line in enumerate(code.modules):
        edges = [at for at in range(len(line) + 1) if _dark(line, at) != _dark(line, at - 1)]
        runs += [(number, *edge) for edge in zip(edges[::2], edges[1::2], strict=True)]
    return code.getModuleCount(), tuple(runs)


def _dark(line, at):
    return 0 <= at < len(line) and bool(line[at])

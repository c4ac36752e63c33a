"""Write documents as one PDF: the official copy.

The same documents give the same bytes.  Page numbers count within a document, so that many
documents can be printed in one go and handed out one by one.
"""

import re
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    Image,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from . import fonts, labels, tree
from .pdf_chart import drawing
from .pdf_fit import fitted
from .pdf_page import FOOT, FOOT_WITH_CODE, LEFT, RIGHT, TOP, NumberedCanvas, Owner
from .pdf_table import PAD_X, Band, Box, RuledTable

SIZE, LEADING = 8.5, 11
SMALL, SMALL_LEADING = 7, 9
ALIGNMENTS = {"left": 0, "center": 1, "right": 2}
BULLET_INDENT = 9
SIGNING_ROOM = 44
DRAWN_HEIGHT, DRAWN_WIDTH = 34, 110


def write(documents):
    """Return the PDF of one or many documents as bytes."""
    documents = list(documents)
    fonts.characters()
    target = BytesIO()
    first = documents[0] if documents else None
    titles = {document.title for document in documents}
    template = _Template(
        target,
        title=fonts.printable(first.title) if len(titles) == 1 else labels.DOCUMENTS,
        author=fonts.printable(first.author) if first else "",
        subject=fonts.printable(first.caption) if len(documents) == 1 else "",
        creator="hr_skp",
        lang="id-ID",
        invariant=1,
        pageCompression=1,
    )
    if documents and documents[0].parts:
        template.begin_with(documents[0].parts[0].orientation, documents[0].verification)
    story = _story(documents)
    template.build(story or [Spacer(0, 1)], canvasmaker=NumberedCanvas)
    return target.getvalue()


# ------------------------------------------------------------------
# Pages
# ------------------------------------------------------------------


def page_size(orientation):
    """A4 upright or across."""
    return landscape(A4) if orientation == tree.LANDSCAPE else A4


def _frame_size(orientation, with_code):
    width, height = page_size(orientation)
    foot = FOOT_WITH_CODE if with_code else FOOT
    return width - LEFT - RIGHT, height - TOP - foot, foot


def _template_name(orientation, with_code):
    return f"{orientation}{'-code' if with_code else ''}"


class _Template(BaseDocTemplate):
    """Four kinds of pages: upright or across, with or without room for a code."""

    def __init__(self, target, **options):
        super().__init__(target, **options)
        for orientation in (tree.PORTRAIT, tree.LANDSCAPE):
            for with_code in (False, True):
                self.addPageTemplates(self._page_template(orientation, with_code))

    def begin_with(self, orientation, verification):
        """Choose the kind of the first page."""
        wanted = _template_name(orientation, verification is not None)
        names = [template.id for template in self.pageTemplates]
        self._firstPageTemplateIndex = names.index(wanted)

    @staticmethod
    def _page_template(orientation, with_code):
        width, height, foot = _frame_size(orientation, with_code)
        no_padding = dict.fromkeys(
            ("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0
        )
        return PageTemplate(
            id=_template_name(orientation, with_code),
            frames=[Frame(LEFT, foot, width, height, **no_padding)],
            pagesize=page_size(orientation),
        )


# ------------------------------------------------------------------
# Text
# ------------------------------------------------------------------


@lru_cache(maxsize=128)
def _style(align="left", bullet=False, size=SIZE, leading=LEADING, **options):
    return ParagraphStyle(
        "skp",
        fontName=fonts.NORMAL,
        bulletFontName=fonts.NORMAL,
        bulletFontSize=size,
        fontSize=size,
        leading=leading,
        alignment=ALIGNMENTS[align],
        leftIndent=BULLET_INDENT if bullet else 0,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        textColor=black,
        **options,
    )


def markup(value, *, bold=False, italic=False):
    """Return a plain text as reportlab's mark-up: escaped, printable, lines kept."""
    value = escape(fonts.printable(value)).replace("\n", "<br/>")
    if italic:
        value = f"<i>{value}</i>"
    return f"<b>{value}</b>" if bold else value


def _paragraph(para, align, width=None):
    size, leading = (SMALL, SMALL_LEADING) if para.small else (SIZE, LEADING)
    value = para.text
    if width and "/" in value:
        value = _breakable(value, width, fonts.BOLD if para.bold else fonts.NORMAL, size)
    return Paragraph(
        markup(value, bold=para.bold, italic=para.italic),
        _style(align, bool(para.bullet), size, leading),
        bulletText=para.bullet or None,
    )


def _breakable(value, width, font, size):
    """Let a word that is wider than its column break after a slash, not in mid-word."""
    return re.sub(
        r"\S*/\S*",
        lambda found: (
            found[0].replace("/", "/ ").rstrip()
            if stringWidth(found[0], font, size) > width
            else found[0]
        ),
        value,
    )


def _line(value, align="left", **options):
    bold = options.pop("bold", False)
    return Paragraph(markup(value, bold=bold), _style(align, **options))


# ------------------------------------------------------------------
# Blocks
# ------------------------------------------------------------------


def _story(documents):
    """The story of all documents; the first page's template is the template's first one."""
    story = []
    for document in documents:
        for part in document.parts:
            name = _template_name(part.orientation, document.verification is not None)
            story += [NextPageTemplate(name), PageBreak(), Owner(document)]
            story += _pages_story(document, part)
    return story[2:]


def _pages_story(document, part):
    width, page, _foot = _frame_size(part.orientation, document.verification is not None)
    on_one = None
    if part.one_page:
        on_one = fitted(lambda *size: _part_story(part, *size, keep=list), width, page)
    return on_one or _part_story(part, width, page)


def _part_story(part, width, page, keep=lambda flowables: [KeepTogether(flowables)]):
    """The flowables of a part; ``keep`` holds some of them together on a page."""
    story, blocks = [], list(part.blocks)
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, tree.Table):
            closing = _closing(_take(blocks, (tree.Signatures, tree.Footnote)), width)
            tail = sum(flowable.wrap(width, page)[1] for flowable in closing)
            story.append(_table(block, width, page, tail))
            story += keep(closing) if closing else []
        elif isinstance(block, tree.Heading):
            story.append(block)
        elif isinstance(block, tree.Chart):
            story.append(_chart(block, width, page))
        elif isinstance(block, (tree.Signatures, tree.Footnote)):
            story += keep(_closing([block], width))
        else:
            story += _other(block, width)
    return _hold_headings(story, width)


def _take(blocks, kinds):
    """Take the run of blocks of some kinds from the start of the list."""
    taken = []
    while blocks and isinstance(blocks[0], kinds):
        taken.append(blocks.pop(0))
    return taken


def _hold_headings(story, width):
    """Replace each heading by one that begins a page rather than stand at a page's end."""
    held = []
    for at, item in enumerate(story):
        if not isinstance(item, tree.Heading):
            held.append(item)
            continue
        heading = _line(item.text, bold=True, spaceBefore=10, spaceAfter=4)
        after = story[at + 1] if at + 1 < len(story) else None
        needed = after.smallest if isinstance(after, RuledTable) else LEADING
        held += [CondPageBreak(heading.wrap(width, 1e6)[1] + 14 + needed), heading]
    return held


def _other(block, width):
    if isinstance(block, tree.Title):
        return [
            *(_line(line, "center", bold=True, size=10.5, leading=14) for line in block.lines),
            Spacer(0, 8),
        ]
    if isinstance(block, tree.SplitLine):
        return [_split_line(block, width), Spacer(0, 4)]
    if isinstance(block, tree.PageBreak):
        return [PageBreak()]
    # A sheet is a workbook's affair.
    return []


def _split_line(block, width):
    left = [_line(block.left, bold=True)]
    left += [_line(line, size=SMALL + 0.5, leading=SMALL_LEADING) for line in block.under]
    right = [_line(block.right, "right", bold=True)]
    return _unruled([[left, right]], [width * 0.4, width * 0.6])


class _Unruled(RuledTable):
    """The same layout without lines: halves of a line, signatures."""

    ruled = False
    pad_x = 0
    least = 0


def _unruled(rows, widths):
    boxes = [
        Box(number, column, 1, 1, flowables)
        for number, line in enumerate(rows)
        for column, flowables in enumerate(line)
    ]
    return _Unruled(widths, [], [Band(boxes, len(rows))], page=1e6)


def _table(block, width, page, tail=0):
    scale = width / sum(block.widths)
    placed = block.placed()
    widths = [part * scale for part in block.widths]
    bands = [(at, at + 1) for at in range(block.header)] + block.bands()
    made = [_band(block, placed, widths, start, stop) for start, stop in bands]
    table = RuledTable(
        widths,
        made[: block.header],
        made[block.header :],
        page=page,
        tail=tail,
        continued=lambda: _paragraph(tree.Para(labels.CONTINUED, italic=True), "left"),
    )
    table.spaceBefore = table.spaceAfter = 7
    return table


def _chart(block, width, page):
    """A chart in its box, with what is written above and below it."""
    above = [tree.Para(block.label, bold=True), tree.Para(block.title, bold=True)]
    flowables = [
        _paragraph(above[0], "left"),
        _paragraph(above[1], "center"),
        drawing(block, width - 2 * PAD_X),
        *(_paragraph(tree.Para(note, small=True), "left") for note in block.notes),
    ]
    table = RuledTable([width], [], [Band([Box(0, 0, 1, 1, flowables)], 1)], page=page)
    table.spaceBefore = table.spaceAfter = 7
    return table


def _band(block, placed, widths, start, stop):
    boxes = [
        _box(cell, number - start, column, widths)
        for number in range(start, stop)
        for column, cell in placed[number]
    ]
    held = frozenset(at - start for at in range(start, stop) if block.rows[at].keep_next)
    return Band(boxes, stop - start, held)


def _box(cell, row, column, widths):
    width = sum(widths[column : column + cell.colspan]) - 2 * PAD_X
    flowables = [_paragraph(para, cell.align, width) for para in cell.paras]
    return Box(row, column, cell.rowspan, cell.colspan, flowables, cell.valign, cell.framed)


def _closing(blocks, width):
    """Signatures and footnotes, which no page cuts."""
    story = []
    for block in blocks:
        if isinstance(block, tree.Signatures):
            story += [Spacer(0, 12), _signatures(block, width)]
        else:
            story += [Spacer(0, 6), _line(block.text, size=SMALL, leading=SMALL_LEADING)]
    return story


def _signatures(block, width):
    half = width / 2
    date = [[], [_line(block.place_date, "center")]]
    sides = [_signatory(side) for side in (block.left, block.right)]
    return _unruled([date, sides], [half, half])


def _signatory(side):
    if side is None:
        return []
    marks = [_line(mark, "center", size=SMALL + 0.5, leading=SMALL_LEADING) for mark in side.mark]
    drawn = [_Drawing(side.image)] if side.image else []
    room = SIGNING_ROOM - SMALL_LEADING * len(marks) - DRAWN_HEIGHT * len(drawn)
    space = max(room / 2, 3)
    return [
        _line(f"{side.role},", "center"),
        Spacer(0, space),
        *drawn,
        *marks,
        Spacer(0, space),
        _line(side.name, "center", bold=True),
        *([_line(side.number, "center")] if side.number else []),
    ]


class _Drawing(Image):
    """A drawn signature in the middle of its side, no higher and wider than there is room."""

    def __init__(self, content):
        width, height = ImageReader(BytesIO(content)).getSize()
        scale = min(DRAWN_HEIGHT / height, DRAWN_WIDTH / width)
        super().__init__(BytesIO(content), width * scale, height * scale)

    def wrap(self, width, height):
        self._indent = max(width - self.drawWidth, 0) / 2
        return super().wrap(width, height)

    def drawOn(self, canvas, x, y, **options):
        return super().drawOn(canvas, x + self._indent, y, **options)

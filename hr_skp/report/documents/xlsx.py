"""Write documents as a workbook: a copy (``salinan``) in the layout of the PDF.

Tables of different columns share one sheet: the sheet's columns are the edges of all its
tables, and each cell is merged over the columns it covers.
Every text is written as a string, so that nothing that people typed becomes a formula.
"""

import textwrap
import unicodedata
from datetime import datetime
from io import BytesIO
from math import ceil

import xlsxwriter

from . import labels, tree
from .xlsx_chart import make_chart

#: Width of a page in Excel's units, upright and across.
PAGE_UNITS = {tree.PORTRAIT: 98, tree.LANDSCAPE: 146}
#: Letters of our size that go in one unit of width: a little less than in truth.
LETTERS_PER_UNIT = 1.12
FONT, SIZE, LINE = "Arial", 9, 12
PADDING = 4
#: Excel refuses rows above 409 points and texts above 32 767 letters.
TALLEST_ROW, LONGEST_TEXT = 400, 32_000
LONGEST_NAME, LONGEST_FOOT = 31, 200
SIGNING_ROOM = 44
CHART_ROWS = 11
#: Where a split line is split: the period is longer than most agencies' names.
HALF = 0.4
#: Edges closer than this share of the page are one edge.
SAME_EDGE = 0.008
DEFAULT_DATE = "2000-01-01"


def write(documents):
    """Return the workbook of one or many documents as bytes."""
    documents = list(documents)
    target = BytesIO()
    book = _Book(target, documents)
    for number, document in enumerate(documents, 1):
        prefix = f"{number} " if len(documents) > 1 else ""
        for part in document.parts:
            for name, blocks in _sheets(part):
                _Sheet(book, document, part, prefix + name).fill(blocks)
    book.close()
    return target.getvalue()


def _sheets(part):
    """Share a part's blocks out to its sheets."""
    sheets = [(part.name, [])]
    for block in part.blocks:
        if isinstance(block, tree.Sheet):
            sheets.append((block.name, []))
        else:
            sheets[-1][1].append(block)
    return [(name, blocks) for name, blocks in sheets if blocks]


def clean(value):
    """Return a text that a workbook can hold: no control characters, not endless.

    >>> clean("a\\x00b\\n=1+1")
    'ab\\n=1+1'
    """
    if not value.isprintable():
        value = "".join(
            char for char in value if char == "\n" or unicodedata.category(char)[0] != "C"
        )
    return value[:LONGEST_TEXT]


class _Book:
    """A workbook, its formats and the names of its sheets."""

    def __init__(self, target, documents):
        self.book = xlsxwriter.Workbook(
            target,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self.formats = {}
        self.names = set()
        first = documents[0] if documents else None
        date = (first and first.date) or DEFAULT_DATE
        self.book.set_properties(
            {
                "title": clean(first.title) if first else "",
                "author": clean(first.author) if first else "",
                "status": labels.COPY,
                "created": datetime.fromisoformat(date),
            }
        )
        if not documents:
            self.book.add_worksheet()

    def add_sheet(self, name):
        """Add a sheet under a name that is allowed and not yet taken."""
        bare = "".join(" " if char in "[]:*?/\\'" else char for char in clean(name))
        bare = bare.strip()[:LONGEST_NAME] or labels.SHEETS["plan"]
        unique, number = bare, 1
        while unique.lower() in self.names:
            number += 1
            suffix = f" ({number})"
            unique = bare[: LONGEST_NAME - len(suffix)] + suffix
        self.names.add(unique.lower())
        return self.book.add_worksheet(unique)

    def format(self, **options):
        """Return a format, made once for each look."""
        key = tuple(sorted(options.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "top"}
            # The prefix keeps a text a text even when somebody edits the cell.
            self.formats[key] = self.book.add_format({**base, "quote_prefix": True, **options})
        return self.formats[key]

    def close(self):
        """Write the file."""
        self.book.close()


class _Sheet:
    """One sheet, written from the top down."""

    def __init__(self, book, document, part, name):
        self.book = book
        self.document = document
        self.sheet = book.add_sheet(name)
        self.units = PAGE_UNITS[part.orientation]
        self.next = 0
        self.repeats = False
        self.edges = [0.0, 1.0]
        self._set_page(part)

    def _set_page(self, part):
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        if part.orientation == tree.LANDSCAPE:
            self.sheet.set_landscape()
        self.sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.6)
        self.sheet.fit_to_pages(1, 1 if part.one_page else 0)
        caption = self.document.caption
        if self.document.revision:
            caption += f" · {labels.REVISION % self.document.revision}"
        foot = clean(caption)[:LONGEST_FOOT].replace("&", "&&")
        self.sheet.set_footer(f"&L&7{foot}&R&7&P/&N")

    def fill(self, blocks):
        """Write the blocks, then what concerns the sheet as a whole."""
        self._set_columns(blocks)
        headed = [block for block in blocks if isinstance(block, tree.Table) and block.header]
        # Excel repeats one range on all pages that follow: right only for a single table.
        self.repeats = len(headed) == 1
        mark = " – ".join(filter(None, (self.document.mark, labels.COPY)))
        self._text(mark, 0, 1, bold=True, align="right", font_color="#666666")
        for block in blocks:
            self._WRITERS[type(block)](self, block)
        self.sheet.print_area(0, 0, max(self.next - 1, 0), len(self.edges) - 2)

    def _set_columns(self, blocks):
        found = {0.0, HALF, 0.5, 1.0}
        for block in blocks:
            if isinstance(block, tree.Table):
                found.update(_edges(block))
        edges = [0.0]
        for edge in sorted(found):
            if edge - edges[-1] > SAME_EDGE:
                edges.append(edge)
        edges[-1] = 1.0
        self.edges = edges
        for at in range(len(edges) - 1):
            self.sheet.set_column(at, at, self._units(at))

    def _units(self, at):
        """The width of a column."""
        return (self.edges[at + 1] - self.edges[at]) * self.units

    def _column(self, edge):
        return min(range(len(self.edges)), key=lambda at: abs(self.edges[at] - edge))

    # ------------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------------

    def _put(self, value, first, last, left, right, look, runs=()):
        """Write a text over rows ``first``-``last`` and between two edges.

        ``runs`` are its parts where they look differently: ``[(text, look), …]``.
        """
        start, stop = self._column(left), self._column(right) - 1
        look = self.book.format(**look)
        value = clean(value)
        if first != last or start < stop:
            self.sheet.merge_range(first, start, last, stop, "", look)
        if len(runs) > 1 and len(value) < LONGEST_TEXT:
            parts = [part for text, own in runs for part in (self.book.format(**own), clean(text))]
            self.sheet.write_rich_string(first, start, *parts, look)
        elif value:
            self.sheet.write_string(first, start, value, look)
        elif first == last and start >= stop:
            self.sheet.write_blank(first, start, None, look)

    def _text(self, value, left, right, *, height=None, **look):
        """Write one line of text in a row of its own."""
        self._put(value, self.next, self.next, left, right, look)
        self.sheet.set_row(self.next, height or self._height(value, right - left))
        self.next += 1

    def _height(self, value, share):
        """Estimate the height of a wrapped text."""
        letters = max(3, int(share * self.units * LETTERS_PER_UNIT))
        lines = sum(
            len(textwrap.wrap(line, letters)) if len(line) > letters else 1
            for line in value.split("\n")
        )
        return lines * LINE + PADDING

    # ------------------------------------------------------------------
    # Blocks
    # ------------------------------------------------------------------

    def _title(self, block):
        for line in block.lines:
            self._text(line, 0, 1, bold=True, align="center", font_size=11, height=15)
        self.next += 1

    def _split_line(self, block):
        height = max(self._height(block.left, HALF), self._height(block.right, 1 - HALF))
        self._put(block.left, self.next, self.next, 0, HALF, {"bold": True})
        self._text(block.right, HALF, 1, height=height, bold=True, align="right")
        for line in block.under:
            self._text(line, 0, HALF, font_size=8)
        self.next += 1

    def _heading(self, block):
        self.next += 1
        self._text(block.text, 0, 1, bold=True)

    def _table(self, block):
        edges = _edges(block)
        placed = block.placed()
        starts = [self.next]
        for height in self._row_heights(placed, edges):
            pieces = max(1, ceil(height / TALLEST_ROW))
            for _piece in range(pieces):
                self.sheet.set_row(starts[-1] + _piece, height / pieces)
            starts.append(starts[-1] + pieces)
        for number, cells in enumerate(placed):
            for column, cell in cells:
                span = starts[number], starts[number + cell.rowspan] - 1
                sides = edges[column], edges[column + cell.colspan]
                self._put(cell.plain, *span, *sides, _look(cell), _runs(cell))
        if block.header and self.repeats:
            self.sheet.repeat_rows(starts[0], starts[block.header] - 1)
        self.next = starts[-1] + 1

    def _row_heights(self, placed, edges):
        """Each row is as high as its own cells; a merged one stretches its last row."""
        heights, merged = [], []
        for number, cells in enumerate(placed):
            tallest = LINE + PADDING
            for column, cell in cells:
                share = edges[column + cell.colspan] - edges[column]
                height = self._height(cell.plain, share)
                if cell.rowspan == 1:
                    tallest = max(tallest, height)
                else:
                    merged.append((number, number + cell.rowspan, height))
            heights.append(tallest)
        for start, stop, height in merged:
            heights[stop - 1] += max(0, height - sum(heights[start:stop]))
        return heights

    def _chart(self, block):
        """Label, title, Excel's own chart over rows kept free for it, notes."""
        self._text(block.label, 0, 1, bold=True)
        self._text(block.title, 0, 1, bold=True, align="center")
        first = self.next
        for at in range(CHART_ROWS):
            self.sheet.set_row(first + at, LINE + PADDING)
        # Columns are counted in letters; a drawing in pixels.
        width = sum(int(7 * self._units(at) + 5) for at in range(len(self.edges) - 1))
        height = CHART_ROWS * (LINE + PADDING) * 4 / 3
        made = make_chart(self.book.book, self.sheet, block, first, len(self.edges) + 1)
        made.set_size({"width": width - 4, "height": height - 4})
        self.sheet.insert_chart(first, 0, made, {"x_offset": 2, "y_offset": 2})
        self.next = first + CHART_ROWS
        for note in block.notes:
            self._text(note, 0, 1, font_size=8)
        self.next += 1

    def _signatures(self, block):
        self.next += 1
        self._text(block.place_date, 0.5, 1, align="center")
        sides = [(block.left, 0, 0.5), (block.right, 0.5, 1)]
        sides = [side for side in sides if side[0]]
        self._pair([(f"{side.role},", *at) for side, *at in sides])
        self._pair([("\n".join(side.mark), *at) for side, *at in sides], SIGNING_ROOM, italic=True)
        self._pair([(side.name, *at) for side, *at in sides], bold=True)
        self._pair([(side.number, *at) for side, *at in sides])

    def _pair(self, texts, height=None, **look):
        for value, left, right in texts:
            look = {"align": "center", "valign": "vcenter", **look}
            self._put(value, self.next, self.next, left, right, look)
        heights = [self._height(value, right - left) for value, left, right in texts]
        self.sheet.set_row(self.next, height or max(heights, default=LINE))
        self.next += 1

    def _footnote(self, block):
        self.next += 1
        self._text(block.text, 0, 1, font_size=8)

    def _page_break(self, _block):
        self.sheet.set_h_pagebreaks([self.next])

    _WRITERS = {
        tree.Title: _title,
        tree.SplitLine: _split_line,
        tree.Heading: _heading,
        tree.Table: _table,
        tree.Chart: _chart,
        tree.Signatures: _signatures,
        tree.Footnote: _footnote,
        tree.PageBreak: _page_break,
    }


def _edges(table):
    """The edges of a table's columns as shares of the page's width."""
    total, edges = sum(table.widths), [0.0]
    for width in table.widths:
        edges.append(edges[-1] + width / total)
    edges[-1] = 1.0
    return edges


def _look(cell):
    look = {"border": 5 if cell.framed else 1, "bold": cell.bold, "align": cell.align}
    if cell.valign == "middle":
        look["valign"] = "vcenter"
    if cell.paras and all(para.italic for para in cell.paras):
        look["italic"] = True
    return look


def _runs(cell):
    """The parts of a cell that look differently, joined by line breaks; none if all look alike."""
    looks = [{"bold": para.bold, "italic": para.italic} for para in cell.paras]
    if all(look == looks[0] for look in looks):
        return ()
    lines = cell.plain_lines
    breaks = ["\n"] * (len(lines) - 1) + [""]
    return [(line + end, look) for line, end, look in zip(lines, breaks, looks, strict=True)]

"""The neutral description of an official document, which every writer understands.

A document is described once, as a tree of these small immutable pieces, and written by
``pdf``, ``xlsx`` and ``html``.  An agency that wants another layout changes the tree
(``dataclasses.replace``), never three writers.

    Document            one file a person gets: SKP, lampiran and manual together
      Part              begins on a new page, in its own orientation
        Title, SplitLine, Heading, Table, Chart, Signatures, Footnote, PageBreak, Sheet
          Row > Cell > Para

Text is plain text everywhere.  Escaping is each writer's own duty.
"""

from dataclasses import dataclass, field

PORTRAIT = "portrait"
LANDSCAPE = "landscape"


def text(value):
    """Return a value as printable text: what is missing prints as nothing.

    >>> text(None), text(False), text(0), text(" 90 % ")
    ('', '', '0', '90 %')
    """
    return "" if value is None or value is False else str(value).strip()


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of a cell; ``bullet`` is the mark that hangs before it."""

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False
    bullet: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, possibly merged over columns (``colspan``) and rows (``rowspan``).

    ``framed`` draws a thick frame: the one place that is meant among many.
    """

    paras: tuple[Para, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    align: str = "left"
    valign: str = "top"
    framed: bool = False

    @property
    def plain_lines(self):
        """The cell's paragraphs as plain texts, with their bullets."""
        return [f"{para.bullet} {para.text}" if para.bullet else para.text for para in self.paras]

    @property
    def plain(self):
        """The cell as plain text, one line a paragraph."""
        return "\n".join(self.plain_lines)

    @property
    def bold(self):
        """Whether all that the cell says is bold."""
        return bool(self.paras) and all(para.bold for para in self.paras)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``keep_next`` holds it on the page of the row below (a section's heading)."""

    cells: tuple[Cell, ...]
    keep_next: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table: relative column widths, the first ``header`` rows repeat on each page.

    Rows that a merged cell joins stay on one page, unless they are taller than a page.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    header: int = 0

    def __post_init__(self):
        self.placed()

    def placed(self):
        """Return for each row its cells with their column: ``[[(column, cell), …], …]``.

        Raises ValueError where the cells do not fill the grid exactly.
        """
        taken = {}
        placed = []
        for number, row in enumerate(self.rows):
            placed.append(self._place_row(number, row, taken))
        if any(number >= len(self.rows) for number, _column in taken):
            raise ValueError("A merged cell reaches beyond the last row of its table")
        return placed

    def _place_row(self, number, row, taken):
        column, cells = 0, []
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            cells.append((column, cell))
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    taken[number + down, column + right] = True
            column += cell.colspan
        filled = sum(1 for at in range(len(self.widths)) if (number, at) in taken)
        if filled != len(self.widths) or (number, len(self.widths)) in taken:
            raise ValueError(f"Row {number} does not fill the {len(self.widths)} columns")
        return cells

    def bands(self):
        """Return the ranges ``(start, stop)`` of body rows that belong together on a page."""
        bands, start, reach = [], self.header, self.header
        for number, cells in enumerate(self.placed()):
            if number < self.header:
                continue
            reach = max([reach, *(number + cell.rowspan for _column, cell in cells)])
            if self.rows[number].keep_next and number + 1 < len(self.rows):
                reach = max(reach, number + 2)
            if number + 1 == reach:
                bands.append((start, reach))
                start = reach
        return bands


@dataclass(frozen=True, slots=True)
class Chart:
    """A distribution as bars under a curve, in a box with its label, title and notes; never cut.

    :param label: what the box is, before the chart (``POLA DISTRIBUSI:``)
    :param pattern: height of each category's bar; only their proportions show
    :param actual: percentages to stand beside the pattern, with their figures; empty: none
    :param names: what pattern and actual are called, where both are drawn
    :param notes: lines under the chart
    """

    label: str
    title: str
    y_label: str
    categories: tuple[str, ...]
    pattern: tuple[float, ...]
    actual: tuple[float, ...] = ()
    names: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = ()

    def __post_init__(self):
        for series in filter(None, (self.pattern, self.actual)):
            if len(series) != len(self.categories):
                raise ValueError("A chart has a value for each of its categories")


@dataclass(frozen=True, slots=True)
class Title:
    """The centred title lines of a part."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitLine:
    """A line with a left and a right half, and quieter lines under the left one."""

    left: str
    right: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stays with what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """One side of the signatures: role above, the mark where one signs, name and number below.

    ``image`` is a drawn signature (PNG), which only paper shows.
    """

    role: str
    name: str
    number: str = ""
    mark: tuple[str, ...] = ()
    image: bytes = b""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Place and date above the right one of the signatories; never cut."""

    place_date: str
    left: Signatory | None
    right: Signatory | None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A small note at the end of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Begin a new page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What follows has a sheet of its own in a workbook, so that its header rows can repeat.

    On paper it changes nothing.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a document on its own pages; ``name`` is its sheet in a workbook.

    ``one_page`` prints it somewhat smaller where it would not fit on one page otherwise.
    """

    name: str
    blocks: tuple = ()
    orientation: str = PORTRAIT
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """Where an issued document can be checked, and its short code."""

    url: str
    code: str


@dataclass(frozen=True)
class Document:
    """One official document.

    :param kind: stable code (``plan``, ``matrix``, ``feedback``, …)
    :param title: what it is, for the file's properties
    :param file_name: without extension
    :param caption: the line that names document and person at the foot of each page
    :param mark: ``KONSEP`` for a draft, empty for an agreed one
    :param revision: printed at the foot when there is one
    :param date: ISO date for the file's properties (the same input gives the same bytes)
    """

    kind: str
    title: str
    file_name: str
    parts: tuple[Part, ...]
    author: str = ""
    caption: str = ""
    mark: str = ""
    revision: int = 0
    date: str = ""
    verification: Verification | None = field(default=None)

    @property
    def draft(self):
        """Whether the document is only a draft."""
        return bool(self.mark)


# ------------------------------------------------------------------
# Short ways to write the pieces
# ------------------------------------------------------------------


def cell(*content, bold=False, **options):
    """Make a cell of texts and paragraphs, leaving out the empty ones.

    >>> cell("NO", None, bold=True).paras
    (Para(text='NO', bold=True, italic=False, small=False, bullet=''),)
    """
    paras = (item if isinstance(item, Para) else Para(text(item), bold=bold) for item in content)
    return Cell(tuple(para for para in paras if para.text), **options)


def bullets(items, mark="•"):
    """Make a bulleted paragraph of each item that says something."""
    return [Para(text(item), bullet=mark) for item in items if text(item)]


def row(*cells, keep_next=False):
    """Make a row of cells; a plain text is a cell too."""
    return Row(tuple(item if isinstance(item, Cell) else cell(item) for item in cells), keep_next)


def header(*labels, **options):
    """Make a header row: bold, centred in the middle."""
    return row(
        *(
            item
            if isinstance(item, Cell)
            else cell(item, bold=True, align="center", valign="middle", **options)
            for item in labels
        )
    )

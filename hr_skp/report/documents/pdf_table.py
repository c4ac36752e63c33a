"""The ruled table of the PDF: header rows repeat, rows stay whole, merged cells stay together.

reportlab's own table cuts merged cells in the middle and fails on a row taller than a page.
This one is laid out in *bands*: rows that a merged cell or a heading joins.  A band moves to
the next page as a whole; only a band taller than a page is cut, between its rows if
possible and between two lines of text otherwise.
"""

from dataclasses import dataclass, field, replace

from reportlab.platypus import Flowable

PAD_X = 4
PAD_TOP = 2.5
PAD_BOTTOM = 4
RULE = 0.5
FRAME, FRAME_INSET = 1.6, 2.5
#: A band taller than a page begins where it is only if this share of a page is left.
WORTH_STARTING = 0.3
#: What is kept back of a row's text where the signatures would stand alone otherwise.
LAST_LINES = 40
_FUZZ = 0.01


@dataclass
class Box:
    """A cell with its place in the band and its paragraphs ready to print."""

    row: int
    column: int
    rowspan: int
    colspan: int
    flowables: list
    valign: str = "top"
    framed: bool = False
    heights: list = field(default_factory=list)

    @property
    def height(self):
        """Height that the content asks for."""
        return sum(self.heights) + PAD_TOP + PAD_BOTTOM


@dataclass
class Band:
    """Rows that stay together: their boxes and their heights."""

    boxes: list
    rows: int
    held: frozenset = frozenset()
    heights: list = field(default_factory=list)

    @property
    def height(self):
        """Height of all rows."""
        return sum(self.heights)


class RuledTable(Flowable):
    """A table of bands under repeated header bands.

    :param tail: height of what follows and must not stand alone on the next page
    :param page: height of an empty page
    :param continued: makes the paragraph that heads a merged cell on the next page
    """

    ruled = True
    pad_x = PAD_X
    least = 11

    def __init__(self, widths, header, bands, *, page, tail=0, continued=None):
        super().__init__()
        self.widths = widths
        self.header = header
        self.bands = list(bands)
        self.page = page
        self.tail = tail
        self.continued = continued
        for band in (*header, *bands):
            if not band.heights:
                self._measure(band)
        self._free_last_rows()

    # ------------------------------------------------------------------
    # Measuring
    # ------------------------------------------------------------------

    def _box_width(self, box):
        return sum(self.widths[box.column : box.column + box.colspan])

    def _measure(self, band):
        """Give each row the height of its tallest cell; merged cells stretch their last row."""
        heights = [PAD_TOP + PAD_BOTTOM + self.least] * band.rows
        for box in band.boxes:
            width = self._box_width(box) - 2 * self.pad_x
            box.heights = [flowable.wrap(width, 1e6)[1] for flowable in box.flowables]
            if box.rowspan == 1:
                heights[box.row] = max(heights[box.row], box.height)
        for box in band.boxes:
            if box.rowspan > 1:
                last = box.row + box.rowspan
                lacking = box.height - sum(heights[box.row : last])
                heights[last - 1] += max(0, lacking)
        band.heights = heights

    def _free_last_rows(self):
        """Free what goes along with the tail from a last band that no page holds with it."""
        if not self.tail or not self.bands:
            return
        band, room = self.bands[-1], self._page_room - self.tail
        if band.height <= room:
            return
        for at in sorted(row + 1 for row in band.held):
            torn = any(box.row < at < box.row + box.rowspan for box in band.boxes)
            if not torn and 0 < sum(band.heights[at:]) <= room:
                self.bands[-1:] = self._divided(band, at)
                return
        # A band taller than a page is cut later on; what is left of it comes here again.
        if LAST_LINES < band.heights[-1] and band.height <= self._page_room:
            upper, lower = self._cut_at(band, band.rows - 1, band.heights[-1] - LAST_LINES)
            self.bands[-1:] = [upper, lower] if upper else [band]

    @staticmethod
    def _divided(band, at):
        above = [box for box in band.boxes if box.row < at]
        below = [replace(box, row=box.row - at) for box in band.boxes if box.row >= at]
        held = frozenset(row for row in band.held if row < at - 1)
        rest = frozenset(row - at for row in band.held if row >= at)
        return [
            Band(above, at, held, band.heights[:at]),
            Band(below, band.rows - at, rest, band.heights[at:]),
        ]

    @property
    def smallest(self):
        """The least height at which the table may begin on a page."""
        first = self.bands[0].height if self.bands else 0
        return self._header_height + min(first, self.page * WORTH_STARTING)

    @property
    def _header_height(self):
        return sum(band.height for band in self.header)

    @property
    def _page_room(self):
        """Height that an empty page has below the header rows."""
        return self.page - self._header_height + _FUZZ

    def wrap(self, available_width, available_height):
        """Ask for the tail's room too, so that the last rows go along with the signatures."""
        self.width = sum(self.widths)
        self.height = self._header_height + sum(band.height for band in self.bands)
        wanted = self.height + self.tail
        if wanted > available_height + _FUZZ and self._can_give_way(available_height):
            return self.width, wanted
        return self.width, self.height

    def _can_give_way(self, available_height):
        """Whether the last band may go to the next page together with the tail."""
        if not self.tail or not self.bands:
            return False
        moves = len(self.bands) > 1 or available_height < self.page - 1
        return moves and self._header_height + self.bands[-1].height + self.tail <= self.page

    # ------------------------------------------------------------------
    # Breaking over pages
    # ------------------------------------------------------------------

    def split(self, available_width, available_height):
        """Return the part that fits and the rest, both with the header rows."""
        room = available_height - self._header_height
        count, used = self._whole_bands(room)
        if count == len(self.bands):
            if not self._can_give_way(available_height):
                return [self]
            return self._parts(self.bands[:-1], self.bands[-1:])
        if count and not self._must_cut(self.bands[count], room - used):
            return self._parts(self.bands[:count], self.bands[count:])
        if not count and not self._must_cut(self.bands[0], room):
            return []
        upper, lower = self._cut(self.bands[count], room - used)
        if not upper:
            return self._parts(self.bands[:count], self.bands[count:]) if count else []
        return self._parts([*self.bands[:count], upper], [lower, *self.bands[count + 1 :]])

    def _whole_bands(self, room):
        used = 0
        for count, band in enumerate(self.bands):
            if used + band.height > room + _FUZZ:
                return count, used
            used += band.height
        return len(self.bands), used

    def _must_cut(self, band, room):
        """A band is cut only if no page can hold it, and not for a few lines at the bottom."""
        worth = min(self._page_room, WORTH_STARTING * self.page)
        return band.height > self._page_room and room >= worth - 2 * _FUZZ

    def _parts(self, first, rest):
        options = {"page": self.page, "continued": self.continued}
        if not first:
            return []
        return [
            RuledTable(self.widths, self.header, first, **options),
            RuledTable(self.widths, self.header, rest, tail=self.tail, **options),
        ]

    def _cut(self, band, room):
        """Cut a band: after the last whole row that fits, else in a row taller than a page."""
        at, used = 0, 0.0
        while at < band.rows and used + band.heights[at] <= room + _FUZZ:
            used += band.heights[at]
            at += 1
        if 0 < at < band.rows and self._own_height(band, at) <= room - used:
            # Only a merged cell makes this row so tall: its own text stays with the rows above.
            return self._cut_at(band, at, room - used)
        while at and at - 1 in band.held:
            at -= 1
            used -= band.heights[at]
        if at:
            return self._cut_at(band, at, None, spare=room - used)
        at = self._row_to_cut(band)
        above = sum(band.heights[:at])
        if above + band.heights[at] <= self._page_room or above > room:
            return None, None
        return self._cut_at(band, at, room - above)

    @staticmethod
    def _own_height(band, row):
        return max((b.height for b in band.boxes if b.row == row and b.rowspan == 1), default=0)

    def _row_to_cut(self, band):
        """The first row that no row below holds, or that a page cannot hold."""
        height = 0
        for row, own in enumerate(band.heights):
            height += own
            if row not in band.held or height > self._page_room:
                return row
        return band.rows - 1

    def _cut_at(self, band, at, room, spare=0):
        """Cut before row ``at``, or inside it with ``room`` left for its first lines.

        ``spare`` is what the rows above may grow, so that a merged text ends on its page.
        """
        last = at if room is None else at + 1
        heights = [*band.heights[:at], *([] if room is None else [room])]
        upper, lower = [], []
        for box in band.boxes:
            if box.row + box.rowspan <= at:
                upper.append(box)
            elif box.row >= last:
                lower.append(replace(box, row=box.row - at))
            else:
                first, rest = self._cut_box(box, sum(heights[box.row :]) + spare)
                upper.append(replace(first, rowspan=last - box.row))
                over = max(box.row, at)
                lower.append(replace(rest, row=over - at, rowspan=box.row + box.rowspan - over))
        return self._cut_bands(band, at, last, upper, lower)

    def _cut_bands(self, band, at, last, upper, lower):
        above = Band(upper, last, frozenset(row for row in band.held if row < last))
        below = Band(lower, band.rows - at, frozenset(r - at for r in band.held if r >= last))
        if not self._cut_says_something(upper, at, last):
            return None, None
        for part in (above, below):
            self._measure(part)
        return above, below

    @staticmethod
    def _cut_says_something(upper, at, last):
        """A cut inside a row is worth it only if some text of that row stays above."""
        return last == at or any(box.flowables for box in upper if box.row + box.rowspan == last)

    def _cut_box(self, box, room):
        """Share a box's paragraphs between the page above and the page below."""
        width = self._box_width(box) - 2 * self.pad_x
        room -= PAD_TOP + PAD_BOTTOM
        above, below = [], list(box.flowables)
        for flowable, height in zip(box.flowables, box.heights, strict=True):
            if height <= room + _FUZZ:
                above.append(below.pop(0))
                room -= height
                continue
            parts = flowable.split(width, room)
            if len(parts) == 2:
                above.append(parts[0])
                below[0] = parts[1]
            break
        if box.rowspan > 1 and box.flowables and not below and self.continued and width > 80:
            below = [self.continued()]
        return replace(box, flowables=above, heights=[]), replace(box, flowables=below, heights=[])

    # ------------------------------------------------------------------
    # Drawing
    # ------------------------------------------------------------------

    def draw(self):
        """Draw header and bands from the top."""
        self.canv.setLineWidth(RULE)
        self.canv.setLineJoin(0)
        top = self.height
        for band in (*self.header, *self.bands):
            self._draw_band(band, top)
            top -= band.height

    def _draw_band(self, band, top):
        lefts = [sum(self.widths[:at]) for at in range(len(self.widths))]
        for box in band.boxes:
            above = top - sum(band.heights[: box.row])
            height = sum(band.heights[box.row : box.row + box.rowspan])
            left, width = lefts[box.column], self._box_width(box)
            if self.ruled:
                self.canv.rect(left, above - height, width, height, stroke=1, fill=0)
            if box.framed:
                self._draw_frame(left, above - height, width, height)
            y = above - PAD_TOP
            if box.valign == "middle":
                y -= (height - box.height) / 2
            for flowable, own in zip(box.flowables, box.heights, strict=True):
                y -= own
                flowable.drawOn(self.canv, left + self.pad_x, y)

    def _draw_frame(self, left, bottom, width, height):
        inset = FRAME_INSET
        self.canv.setLineWidth(FRAME)
        self.canv.rect(left + inset, bottom + inset, width - 2 * inset, height - 2 * inset)
        self.canv.setLineWidth(RULE)

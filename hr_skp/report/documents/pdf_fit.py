"""A part that has to fit on one page: laid out on a larger sheet, drawn smaller."""

from reportlab.platypus import Flowable

#: How much larger the sheet may be; beyond that the print is too small to read.
SCALES = (1, 1.06, 1.12, 1.18, 1.24)
_FUZZ = 0.01


def fitted(make_story, width, height):
    """Return a story that fills at most one page, or the plain one where nothing helps.

    :param make_story: returns the flowables of a page of a width and a height
    """
    for scale in SCALES:
        stack = Stack(make_story(width * scale, height * scale), width * scale, scale)
        if stack.needed <= height * scale + _FUZZ:
            return [stack]
    return None


class Stack(Flowable):
    """Flowables one below the other, drawn at ``1/scale`` of their size."""

    def __init__(self, flowables, inner, scale):
        super().__init__()
        self.inner = inner
        self.scale = scale
        self.placed = []
        self.needed = 0
        self._place(flowables)

    def _place(self, flowables):
        """Note how far below the top each one ends, with the greater of two spaces between."""
        space = 0
        for number, flowable in enumerate(flowables):
            if number:
                self.needed += max(space, flowable.getSpaceBefore())
            self.needed += flowable.wrap(self.inner, 1e6)[1]
            space = flowable.getSpaceAfter()
            self.placed.append((self.needed, flowable))

    def wrap(self, available_width, available_height):
        """What it takes on the page."""
        self.width, self.height = self.inner / self.scale, self.needed / self.scale
        return self.width, self.height

    def draw(self):
        """Draw all of them, smaller."""
        self.canv.saveState()
        self.canv.scale(1 / self.scale, 1 / self.scale)
        for below, flowable in self.placed:
            flowable.drawOn(self.canv, 0, self.needed - below)
        self.canv.restoreState()

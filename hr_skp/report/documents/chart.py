"""The drawing of a distribution, once for paper and screen: plain shapes in points, y upwards.

bars (the pattern, beside it the actual shares), a curve over the pattern's bars, two axes
"""

from dataclasses import dataclass

HEIGHT = 118
LEFT, RIGHT, TOP, BOTTOM = 26, 8, 12, 16
LEGEND = 12
BAR = 0.34
TEXT_SIZE, SMALL_SIZE = 7.5, 6.5
PALE, DARK = 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar, filled with a grey."""

    x: float
    y: float
    width: float
    height: float
    grey: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth line: where it starts, then Bézier pieces ``(x1, y1, x2, y2, x, y)``."""

    start: tuple[float, float]
    pieces: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A text around a point, ``upright`` when it reads upwards."""

    x: float
    y: float
    text: str
    size: float = TEXT_SIZE
    upright: bool = False


def shapes(chart, width, height=HEIGHT):
    """Return the shapes of a chart in a box, the farthest back first."""
    legend = LEGEND if chart.actual else 0
    right, top = width - RIGHT, height - TOP - legend
    step = (right - LEFT) / len(chart.categories)
    tallest = max(*chart.pattern, *chart.actual, 1e-9)
    scale = (top - BOTTOM) / tallest
    centres = [LEFT + step * (at + 0.5) for at in range(len(chart.categories))]
    return [
        *_bars(chart, centres, step, scale),
        _curve(_tops(chart, centres, step, scale)),
        *_axes(chart, centres, right, height - legend),
        *(_legend(chart, width, height) if legend else ()),
    ]


def _offset(chart, step):
    """How far the pattern stands left of its category's middle, to make room for the actual."""
    return step * BAR / 2 if chart.actual else 0


def _bars(chart, centres, step, scale):
    size, aside = step * BAR, _offset(chart, step)
    for centre, value in zip(centres, chart.pattern, strict=True):
        yield Rect(centre - aside - size / 2, BOTTOM, size, value * scale, PALE)
    if not chart.actual:
        return
    for centre, value in zip(centres, chart.actual, strict=True):
        yield Rect(centre + aside - size / 2, BOTTOM, size, value * scale, DARK)
        yield Label(centre + aside, BOTTOM + value * scale + 3, share(value), SMALL_SIZE)


def share(value):
    """Print a percentage as people write it.

    >>> share(80), share(12.5)
    ('80%', '12,5%')
    """
    return f"{round(value, 1):g}%".replace(".", ",")


def _tops(chart, centres, step, scale):
    aside = _offset(chart, step)
    return [
        (centre - aside, BOTTOM + value * scale)
        for centre, value in zip(centres, chart.pattern, strict=True)
    ]


def _curve(points):
    """A curve through the points that never swings beyond them (flat at each summit)."""
    slopes = _slopes(points)
    pieces = []
    for (start, stop), (first, last) in zip(
        zip(points, points[1:], strict=False), zip(slopes, slopes[1:], strict=False), strict=True
    ):
        third = (stop[0] - start[0]) / 3
        pieces.append(
            (start[0] + third, start[1] + first * third, stop[0] - third, stop[1] - last * third)
            + stop
        )
    return Curve(points[0], tuple(pieces))


def _slopes(points):
    rises = [
        (stop[1] - start[1]) / (stop[0] - start[0])
        for start, stop in zip(points, points[1:], strict=False)
    ]
    inner = [
        0 if before * after <= 0 else 2 * before * after / (before + after)
        for before, after in zip(rises, rises[1:], strict=False)
    ]
    return [0, *inner, 0]


def _axes(chart, centres, right, top):
    yield Line(LEFT, BOTTOM, right, BOTTOM)
    yield Line(LEFT, BOTTOM, LEFT, top)
    yield Line(LEFT, top, LEFT - 2.5, top - 5)
    yield Line(LEFT, top, LEFT + 2.5, top - 5)
    yield Label(LEFT - 12, (top + BOTTOM) / 2, chart.y_label, upright=True)
    for centre, name in zip(centres, chart.categories, strict=True):
        yield Label(centre, 5, name)


def _legend(chart, width, height):
    y = height - LEGEND
    for at, (name, grey) in enumerate(zip(chart.names, (PALE, DARK), strict=True)):
        middle = width * (0.35 + 0.3 * at)
        # The square stands before its name, which is written around its own middle.
        yield Rect(middle - 6 - len(name) * SMALL_SIZE * 0.27, y, 6, 6, grey)
        yield Label(middle + 4, y, name, SMALL_SIZE)

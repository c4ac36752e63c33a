"""A chart as vectors on a PDF page."""

from reportlab.graphics.shapes import Drawing, Group, Line, Path, Rect, String
from reportlab.lib.colors import Color, black

from . import chart, fonts


def drawing(block, width):
    """Return a chart's shapes as a flowable of a width."""
    found = Drawing(width, chart.HEIGHT)
    for shape in chart.shapes(block, width):
        found.add(_SHAPES[type(shape)](shape))
    return found


def _rect(shape):
    return Rect(
        shape.x,
        shape.y,
        shape.width,
        shape.height,
        fillColor=Color(shape.grey, shape.grey, shape.grey),
        strokeColor=black,
        strokeWidth=0.5,
    )


def _line(shape):
    return Line(shape.x1, shape.y1, shape.x2, shape.y2, strokeColor=black, strokeWidth=0.7)


def _curve(shape):
    path = Path(fillColor=None, strokeColor=black, strokeWidth=1.2)
    path.moveTo(*shape.start)
    for piece in shape.pieces:
        path.curveTo(*piece)
    return path


def _label(shape):
    text = String(
        0,
        0,
        fonts.printable(shape.text),
        fontName=fonts.NORMAL,
        fontSize=shape.size,
        textAnchor="middle",
    )
    group = Group(text)
    group.translate(shape.x, shape.y)
    if shape.upright:
        group.rotate(90)
    return group


_SHAPES = {chart.Rect: _rect, chart.Line: _line, chart.Curve: _curve, chart.Label: _label}

"""Write documents as HTML: the preview on screen, in the look of the page around it."""

from markupsafe import Markup, escape

from . import chart, tree

ALIGNMENTS = {"left": "text-start", "center": "text-center", "right": "text-end"}
#: Width of a chart's drawing, which the screen then stretches.
CHART_WIDTH = 496
STYLES = {
    "italic": Markup("<em>%s</em>"),
    "small": Markup("<small>%s</small>"),
    "bold": Markup("<strong>%s</strong>"),
}


def write(documents):
    """Return the preview of documents; every text of people is escaped."""
    return Markup("").join(_document(document) for document in documents)


def _document(document):
    mark = Markup('<p class="o_skp_mark text-center text-muted">%s</p>') % document.mark
    parts = Markup("").join(_part(part) for part in document.parts)
    return Markup('<article class="o_skp_document">%s%s</article>') % (
        mark if document.mark else Markup(""),
        parts,
    )


def _part(part):
    blocks = Markup("").join(_block(block) for block in part.blocks)
    return Markup('<section class="o_skp_part mb-5">%s</section>') % blocks


def _block(block):
    return _WRITERS[type(block)](block)


def _lines(value):
    """Keep the line breaks that people typed."""
    return Markup("<br/>").join(escape(line) for line in value.split("\n"))


def _title(block):
    lines = Markup("").join(Markup("<div>%s</div>") % line for line in block.lines)
    return Markup('<header class="text-center fw-bold mb-3">%s</header>') % lines


def _split_line(block):
    under = Markup("").join(Markup("<div><small>%s</small></div>") % line for line in block.under)
    return Markup(
        '<div class="d-flex flex-wrap justify-content-between gap-2 mb-2">'
        "<div><strong>%s</strong>%s</div><strong>%s</strong></div>"
    ) % (block.left, under, block.right)


def _heading(block):
    return Markup('<h4 class="h6 fw-bold mt-4">%s</h4>') % block.text


def _table(block):
    total = sum(block.widths)
    columns = Markup("").join(
        Markup('<col style="width: %s%%"/>') % f"{100 * width / total:.2f}"
        for width in block.widths
    )
    rows = [_row(line, number < block.header) for number, line in enumerate(block.rows)]
    head = Markup("").join(rows[: block.header])
    return Markup(
        '<div class="table-responsive"><table class="table table-bordered table-sm">'
        "<colgroup>%s</colgroup><thead>%s</thead><tbody>%s</tbody></table></div>"
    ) % (columns, head, Markup("").join(rows[block.header :]))


def _row(line, head):
    return Markup("<tr>%s</tr>") % Markup("").join(_cell(cell, head) for cell in line.cells)


def _cell(cell, head):
    name = Markup("th") if head else Markup("td")
    spans = Markup("")
    if cell.colspan > 1:
        spans += Markup(' colspan="%s"') % cell.colspan
    if cell.rowspan > 1:
        spans += Markup(' rowspan="%s"') % cell.rowspan
    looks = [ALIGNMENTS[cell.align], "align-middle" if cell.valign == "middle" else "align-top"]
    if cell.framed:
        looks.append("border border-3 border-dark")
    return Markup('<%s class="%s"%s>%s</%s>') % (
        name,
        " ".join(looks),
        spans,
        _paras(cell.paras),
        name,
    )


def _paras(paras):
    """Paragraphs, with runs of bullets as lists."""
    parts, items = [], []
    for para in (*paras, tree.Para("")):
        if para.bullet:
            items.append(Markup("<li>%s</li>") % _para(para))
            continue
        if items:
            parts.append(Markup('<ul class="mb-0 ps-3">%s</ul>') % Markup("").join(items))
            items = []
        if para.text:
            parts.append(Markup("<div>%s</div>") % _para(para))
    return Markup("").join(parts)


def _para(para):
    found = _lines(para.text)
    for look, tag in STYLES.items():
        if getattr(para, look):
            found = tag % found
    return found


# ------------------------------------------------------------------
# Charts
# ------------------------------------------------------------------


def _chart(block):
    drawn = Markup("").join(
        _SHAPES[type(shape)](shape) for shape in chart.shapes(block, CHART_WIDTH)
    )
    notes = Markup("").join(Markup("<div><small>%s</small></div>") % note for note in block.notes)
    return Markup(
        '<figure class="border p-2"><div><strong>%s</strong></div>'
        '<figcaption class="text-center fw-bold">%s</figcaption>'
        '<svg viewBox="0 0 %s %s" role="img" aria-label="%s" class="w-100" fill="none"'
        ' stroke="currentColor" text-anchor="middle">%s</svg>%s</figure>'
    ) % (block.label, block.title, CHART_WIDTH, chart.HEIGHT, block.title, drawn, notes)


def _down(y):
    """SVG counts from the top."""
    return f"{chart.HEIGHT - y:.2f}"


def _rect(shape):
    return Markup(
        '<rect x="%s" y="%s" width="%s" height="%s" stroke-width="0.5" fill="currentColor"'
        ' fill-opacity="%s"/>'
    ) % (
        f"{shape.x:.2f}",
        _down(shape.y + shape.height),
        f"{shape.width:.2f}",
        f"{shape.height:.2f}",
        f"{1 - shape.grey:.2f}",
    )


def _line(shape):
    return Markup('<line x1="%s" y1="%s" x2="%s" y2="%s" stroke-width="0.7"/>') % (
        f"{shape.x1:.2f}",
        _down(shape.y1),
        f"{shape.x2:.2f}",
        _down(shape.y2),
    )


def _curve(shape):
    points = [shape.start, *(piece[at : at + 2] for piece in shape.pieces for at in (0, 2, 4))]
    first, *rest = (f"{x:.2f},{_down(y)}" for x, y in points)
    return Markup('<path d="M%s C%s" stroke-width="1.2"/>') % (first, " ".join(rest))


def _label(shape):
    turned = Markup(' transform="rotate(-90 %s %s)"') % (f"{shape.x:.2f}", _down(shape.y))
    return Markup(
        '<text x="%s" y="%s" font-size="%s" fill="currentColor" stroke="none"%s>%s</text>'
    ) % (
        f"{shape.x:.2f}",
        _down(shape.y),
        shape.size,
        turned if shape.upright else Markup(""),
        shape.text,
    )


_SHAPES = {chart.Rect: _rect, chart.Line: _line, chart.Curve: _curve, chart.Label: _label}


# ------------------------------------------------------------------
# What closes a document
# ------------------------------------------------------------------


def _signatures(block):
    sides = Markup("").join(_signatory(side) for side in (block.left, block.right))
    return Markup(
        '<div class="row text-center mt-4"><div class="col-6"></div>'
        '<div class="col-6">%s</div>%s</div>'
    ) % (block.place_date, sides)


def _signatory(side):
    if side is None:
        return Markup('<div class="col-6"></div>')
    marks = Markup("").join(Markup("<div><em>%s</em></div>") % mark for mark in side.mark)
    return Markup(
        '<div class="col-6"><div>%s,</div><div class="py-3">%s</div>'
        "<div><strong>%s</strong></div><div>%s</div></div>"
    ) % (side.role, marks, side.name, side.number)


def _footnote(block):
    return Markup('<p class="mt-3 mb-1"><small>%s</small></p>') % block.text


def _nothing(_block):
    """What matters only on paper or in a workbook."""
    return Markup("")


_WRITERS = {
    tree.Title: _title,
    tree.SplitLine: _split_line,
    tree.Heading: _heading,
    tree.Table: _table,
    tree.Chart: _chart,
    tree.Signatures: _signatures,
    tree.Footnote: _footnote,
    tree.PageBreak: _nothing,
    tree.Sheet: _nothing,
}

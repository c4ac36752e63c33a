"""The quadrant of an organisation, result by process, with the unit's place framed."""

from odoo.addons.hr_skp.report.documents.tree import Para, Table, cell, row

from . import labels

WIDTHS = (20, 20, 20, 20, 20)
#: result -> predicate for each step of the process axis
CELLS = {
    "above": ("kurang", "baik", "istimewa"),
    "as": ("kurang", "baik", "baik"),
    "below": ("sangat_kurang", "butuh_perbaikan", "butuh_perbaikan"),
}


def quadrant_table(result, process):
    """Draw the nine cells; the one of ``result`` and ``process`` is the unit's."""
    joint = cell(labels.RESULT_AXIS, bold=True, align="center", valign="middle", rowspan=3)
    rows = []
    for code, predicates in CELLS.items():
        head = cell(labels.RATINGS[code], align="center", valign="middle")
        cells = [
            _place(name, (code, step) == (result, process))
            for step, name in zip(labels.PROCESS, predicates, strict=True)
        ]
        rows.append(row(*([] if rows else [joint]), head, *cells, keep_next=True))
    heads = [cell(name, align="center") for name in labels.PROCESS.values()]
    rows.append(row(cell(colspan=2, rowspan=2), *heads, keep_next=True))
    rows.append(row(cell(labels.PROCESS_AXIS, bold=True, align="center", colspan=3)))
    return Table(WIDTHS, tuple(rows))


def _place(predicate, chosen):
    paras = [Para(labels.UNIT_PREDICATES[predicate], bold=chosen)]
    if chosen:
        paras.append(Para(labels.THE_UNIT, small=True))
    return cell(*paras, align="center", valign="middle", framed=chosen)

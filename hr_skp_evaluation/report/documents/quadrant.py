"""The quadrant of an organisation, with the unit's place framed."""

from odoo.addons.hr_skp.report.documents.tree import Para, Table, cell, row

from ...rules.quadrant import EXPECTATION_AS_PROCESS, UNIT
from . import labels

WIDTHS = (20, 20, 20, 20, 20)
#: For each basis: what its axes are called, and the steps of the second one from left to right.
AXES = {
    "result_process": (labels.RESULT_AXIS, labels.PROCESS_AXIS, labels.PROCESS),
    "pk_expectation": (
        labels.PK_ACHIEVEMENT,
        labels.LEADER_EXPECTATION,
        {code: labels.RATINGS[code] for code in ("below", "as", "above")},
    ),
}


def quadrant_table(kind, first, second):
    """Draw the nine cells of a basis; the one of ``first`` and ``second`` is the unit's.

    :param first: rating on the upright axis
    :param second: step on the other one
    """
    upright, across, steps = AXES[kind]
    joint = cell(upright, bold=True, align="center", valign="middle", rowspan=len(labels.RATINGS))
    rows = []
    for rating, name in labels.RATINGS.items():
        head = cell(name, align="center", valign="middle")
        cells = [
            _place(_predicate(rating, step), (rating, step) == (first, second)) for step in steps
        ]
        rows.append(row(*([] if rows else [joint]), head, *cells, keep_next=True))
    heads = [cell(name, align="center") for name in steps.values()]
    rows.append(row(cell(colspan=2, rowspan=2), *heads, keep_next=True))
    rows.append(row(cell(across, bold=True, align="center", colspan=len(steps))))
    return Table(WIDTHS, tuple(rows))


def _predicate(rating, step):
    return UNIT[rating, EXPECTATION_AS_PROCESS.get(step, step)]


def _place(predicate, chosen):
    paras = [Para(labels.UNIT_PREDICATES[predicate], bold=chosen)]
    if chosen:
        paras.append(Para(labels.THE_UNIT, small=True))
    return cell(*paras, align="center", valign="middle", framed=chosen)

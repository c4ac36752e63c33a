"""Form 10, PENETAPAN PREDIKAT KINERJA ORGANISASI: our own layout, as no official one exists.

``unit_performance_document(snapshot)`` takes::

    agency, year, date_start, date_end   as in a plan: the dates are the period's (or the term's)
    term          as in form 7
    state         "confirmed" is in force, anything else prints KONSEP (or ``in_force``)
    signed_on     the day above the signature
    unit          {"name", "head": identity or None, "above": name of the unit above}
    signer        identity of the leader one level above (his post is his role)
    signatures    {"signer": {"method", "at", "by", "image"}}, as in a plan
    predicate     "istimewa"|"baik"|"butuh_perbaikan"|"kurang"|"sangat_kurang" or None
    recommenders  [{"name", "position", "predicate": code or None, "note": text}, …]
    recommender_note  what they recommended together, text
    basis         {"kind": "trajectory"|"pk_expectation"|"result_process"|"direct",
                   "note": text} and
      trajectory      "standing": "exceeds"|"meets"|"progressing"|"below"|"far_below" or None,
                      "lines": [{"name": objective or result, "indicator", "expected", "realised",
                                 "judgement": as ``standing``}, …], may be missing
      pk_expectation  "achievement", "expectation": "above"|"as"|"below" or None,
                      "achievement_note": text
      result_process  "result": "above"|"as"|"below", "process": "kurang"|"baik"|"sangat_baik",
                      "result_note", "process_note": texts
"""

from odoo.addons.hr_skp.report.documents import labels as plan_labels
from odoo.addons.hr_skp.report.documents.blocks import make_document, signatures
from odoo.addons.hr_skp.report.documents.tree import Para, Part, Table, cell, header, row, text

from . import labels
from .evaluation import evaluation_title, short_name
from .quadrant import quadrant_table
from .summary import WIDTHS, box_row

TRAJECTORY_WIDTHS = (6, 34, 20, 20, 20)
RECOMMENDER_WIDTHS = (6, 36, 20, 38)


def unit_performance_document(snapshot, *, verification=None):
    """Describe how a unit's performance was set for a term (form 10).

    :param dict snapshot: see above
    :param verification: ``{"url", "code"}`` of an issued document, or None
    """
    unit = snapshot.get("unit") or {}
    predicate = labels.UNIT_PREDICATES.get(snapshot.get("predicate"))
    signer = snapshot.get("signer") or {}
    blocks = [
        *evaluation_title(snapshot, labels.UNIT_PERFORMANCE, with_form=False),
        _unit_table(unit),
        *_basis_blocks(snapshot.get("basis") or {}),
        _recommenders_table(snapshot),
        Table(
            WIDTHS, (row(*(cell(t, bold=True) for t in (labels.UNIT_PREDICATE_BOX, predicate))),)
        ),
        signatures(
            snapshot, left=None, right=("signer", text(signer.get("position")) or labels.SETS)
        ),
    ]
    return make_document(
        "unit_performance",
        snapshot,
        {"name": unit.get("name")},
        [Part(labels.UNIT_SHEET, tuple(blocks))],
        title=labels.UNIT_PERFORMANCE,
        short=short_name(labels.UNIT_SHEET, snapshot),
        verification=verification,
    )


def _unit_table(unit):
    lines = [(labels.UNIT_NAME, unit.get("name")), (labels.UNIT_ABOVE, unit.get("above"))]
    lines.insert(1, (labels.UNIT_HEAD, labels.person_line(unit.get("head"))))
    return Table(WIDTHS, (box_row(labels.UNIT_BOX), *(row(*line) for line in lines)))


# ------------------------------------------------------------------
# What the predicate rests on
# ------------------------------------------------------------------


def _basis_blocks(basis):
    """What kind of basis and its facts in one box, then its table or quadrant."""
    kind = basis.get("kind")
    facts = [*_FACTS.get(kind, _nothing)(basis), (labels.BASIS_NOTE, basis.get("note"))]
    rows = [
        box_row(labels.BASIS_BOX),
        row(cell(labels.BASES.get(kind), colspan=2)),
        *(row(label, cell(value)) for label, value in facts if text(value)),
    ]
    return [Table(WIDTHS, tuple(rows)), *_TABLES.get(kind, _nothing)(basis)]


def _nothing(_basis):
    return []


def _trajectory_facts(basis):
    return [(labels.STANDING, labels.JUDGEMENTS.get(basis.get("standing")))]


def _trajectory_tables(basis):
    if not basis.get("lines"):
        return []
    heads = (plan_labels.NO, labels.OBJECTIVE, labels.EXPECTED, labels.REALISED, labels.JUDGED)
    rows = [header(*heads)]
    for number, line in enumerate(basis["lines"], 1):
        indicator = text(line.get("indicator"))
        about = Para(plan_labels.PARENT_INDICATOR % indicator if indicator else "", italic=True)
        rows.append(
            row(
                cell(number, align="center"),
                cell(line.get("name"), about),
                cell(line.get("expected")),
                cell(line.get("realised")),
                cell(labels.JUDGEMENTS.get(line.get("judgement"))),
            )
        )
    return [Table(TRAJECTORY_WIDTHS, tuple(rows), header=1)]


def _quadrant_tables(first, second):
    """Return the builder of the quadrant whose axes stand under two keys of the basis."""
    return lambda basis: [quadrant_table(basis["kind"], basis.get(first), basis.get(second))]


def _pk_facts(basis):
    return [(labels.PK_ACHIEVEMENT, basis.get("achievement_note"))]


def _process_facts(basis):
    return [
        (labels.RESULT_NOTE, basis.get("result_note")),
        (labels.PROCESS_NOTE, basis.get("process_note")),
    ]


_FACTS = {
    "trajectory": _trajectory_facts,
    "pk_expectation": _pk_facts,
    "result_process": _process_facts,
}
_TABLES = {
    "trajectory": _trajectory_tables,
    "pk_expectation": _quadrant_tables("achievement", "expectation"),
    "result_process": _quadrant_tables("result", "process"),
}


def _recommenders_table(snapshot):
    rows = [
        header(cell(labels.RECOMMENDERS_BOX, bold=True, colspan=4)),
        header(plan_labels.NO, labels.RECOMMENDER, labels.RECOMMENDED, labels.RECOMMENDATION),
    ]
    for number, line in enumerate(snapshot.get("recommenders") or (), 1):
        rows.append(
            row(
                cell(number, align="center"),
                cell(line.get("name"), line.get("position")),
                cell(labels.UNIT_PREDICATES.get(line.get("predicate"))),
                cell(line.get("note")),
            )
        )
    together = text(snapshot.get("recommender_note"))
    if together:
        rows.append(row(cell(labels.RECOMMENDED_TOGETHER % together, colspan=4)))
    elif len(rows) == 2:
        rows.append(row(*[""] * 4))
    return Table(RECOMMENDER_WIDTHS, tuple(rows), header=2)

"""Form 9, DOKUMEN EVALUASI KINERJA PEGAWAI: the outcome of an evaluation on one page.

``evaluation_summary_document(snapshot)`` takes the snapshot of ``evaluation_document`` (form 8),
of which it prints ``agency, year, date_start, date_end, term, employee, evaluator, reviewer,
unit_predicate, predicate, state, signed_on, signatures``, and::

    recommendation  text of CATATAN/REKOMENDASI
    objection       None, or {"reasons", "filed_on", "explanation", "explained_on", "decision",
                    "decided_on", "decided_by": name, printed where it is not the reviewer's}: what
                    is not there yet prints as an empty box; dates are the agency's days
"""

from odoo.addons.hr_skp.report.documents import labels as plan_labels
from odoo.addons.hr_skp.report.documents.blocks import (
    identity_fields,
    make_document,
    signatures,
)
from odoo.addons.hr_skp.report.documents.tree import Para, Part, Table, cell, row, text

from . import labels
from .evaluation import evaluation_title, short_name, with_force

WIDTHS = (36, 64)


def evaluation_summary_document(snapshot, *, verification=None):
    """Describe the outcome of one person's evaluation (form 9).

    :param dict snapshot: see above
    :param verification: ``{"url", "code"}`` of an issued document, or None
    """
    snapshot = with_force(snapshot)
    blocks = [
        *evaluation_title(snapshot, labels.SUMMARY, with_form=False),
        Table(WIDTHS, tuple(_rows(snapshot))),
        signatures(snapshot),
    ]
    return make_document(
        "evaluation_summary",
        snapshot,
        snapshot.get("employee") or {},
        [Part(labels.SUMMARY_SHEET, tuple(blocks), one_page=True)],
        title=labels.SUMMARY,
        short=short_name(labels.SUMMARY_SHEET, snapshot),
        verification=verification,
    )


def _rows(snapshot):
    boxes = (
        (labels.EMPLOYEE_BOX, "employee"),
        (labels.EVALUATOR_BOX, "evaluator"),
        (labels.REVIEWER_BOX, "reviewer"),
    )
    for label, person in boxes:
        yield box_row(label)
        for field in identity_fields(snapshot.get(person) or {}):
            yield row(*field)
    organisation = labels.UNIT_PREDICATES.get(snapshot.get("unit_predicate"))
    predicate = labels.PREDICATES.get(snapshot.get("predicate"))
    yield box_row(labels.EVALUATION_BOX)
    yield row(labels.ORGANISATION_LINE, cell(organisation, bold=True))
    yield row(labels.PREDICATE_LINE, cell(predicate, bold=True))
    yield from _text_box(labels.NOTES_BOX, snapshot.get("recommendation"))
    if snapshot.get("objection"):
        yield from _objection_rows(snapshot["objection"], snapshot.get("reviewer") or {})


def box_row(label):
    """The heading of a numbered box, which stays with what it heads."""
    return row(cell(label, bold=True, colspan=2), keep_next=True)


def _text_box(label, value, under=""):
    yield box_row(label)
    yield row(cell(value, Para(under, small=True, italic=True), colspan=2))


def _objection_rows(objection, reviewer):
    """Boxes 6 to 8: who said what, and when."""
    filed = _dated(labels.FILED_ON, objection.get("filed_on"))
    explained = _dated(labels.EXPLAINED_ON, objection.get("explained_on"))
    decided = _dated(labels.DECIDED_ON, objection.get("decided_on"))
    by = text(objection.get("decided_by"))
    if decided and by and by != text(reviewer.get("name")):
        decided = labels.DECIDED_BY % (plan_labels.long_date(objection["decided_on"]), by)
    yield from _text_box(labels.OBJECTION_BOX, objection.get("reasons"), filed)
    yield from _text_box(labels.EXPLANATION_BOX, objection.get("explanation"), explained)
    yield from _text_box(labels.DECISION_BOX, objection.get("decision"), decided)


def _dated(label, day):
    return label % plan_labels.long_date(day) if day else ""

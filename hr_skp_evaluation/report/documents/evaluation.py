"""Form 8, EVALUASI KINERJA PEGAWAI: three layouts, as the SKP's own forms 2, 3 and 4.

``evaluation_document(snapshot)`` takes the snapshot of ``feedback_document`` (form 7, see
``hr_skp_feedback``: the plan's with ``term``, ``signed_on``, ``progress``, ``feedback``,
``realisation``, ``evidence``) and these keys more; codes as in the models::

    term              {"kind", "date_start", "date_end"}: TRIWULAN I, BULAN JANUARI or AKHIR
    unit_predicate    "istimewa"|"baik"|…; None (academic or host term) prints no value, no chart
    distribution      optional: {"curve": {predicate: per cent, …}, "note": text under the chart,
                                 "actual": {predicate: number of people, …}} – each may be missing:
                      then the curve and the note of the unit's predicate, no actual ones (which
                      a person's own form does not show unless asked to)
    result_rating     "above"|"as"|"below" or None
    behaviour_rating  the same
    predicate         "sangat_baik"|…|"sangat_kurang" or None
    state             of the evaluation: without KONSEP from "finalised" on (or ``in_force``)
    revision          the evaluation's own, printed at the foot
    signatures        {"evaluator": {…}}: the evaluator signs alone

In the quantitative layouts each indicator prints its ``realisation`` and ``evidence``; a result of
whose indicators none has one prints its ``progress`` over all of them instead.
"""

from odoo.addons.hr_skp.report.documents import labels as plan_labels
from odoo.addons.hr_skp.report.documents.blocks import (
    closing_blocks,
    identity_table,
    make_document,
    title_blocks,
)
from odoo.addons.hr_skp.report.documents.results import (
    measures,
    parent_paras,
    results_table,
    section_rows,
)
from odoo.addons.hr_skp.report.documents.tree import (
    LANDSCAPE,
    Chart,
    Part,
    Sheet,
    Table,
    cell,
    header,
    row,
    text,
)
from odoo.addons.hr_skp_feedback.report.documents import labels as feedback_labels
from odoo.addons.hr_skp_feedback.report.documents.remarks import (
    achievement_paras,
    behaviour_remarks_table,
    general_remarks,
    realisation_paras,
    remark_heading,
    remark_paras,
    result_name,
)

from ...rules.distribution import CURVES
from ...rules.evaluation_states import BEFORE_OUTCOME, STATES
from . import labels

#: States of an evaluation whose outcome is in force.
FINALISED_STATES = frozenset(code for code, _label in STATES) - BEFORE_OUTCOME

STATEMENT_WIDTHS = (30, 70)
JPT_WIDTHS = (4, 18, 17, 10, 10, 21, 20)
JA_JF_WIDTHS = (4, 13, 14, 9.5, 13.5, 9, 18.5, 18.5)
QUALITATIVE_WIDTHS = (4, 32, 34, 30)


def evaluation_document(snapshot, *, verification=None):
    """Describe the evaluation of one person in one term (form 8).

    :param dict snapshot: see above
    :param verification: ``{"url", "code"}`` of an issued document, or None
    """
    snapshot = with_force(snapshot)
    blocks = [
        *evaluation_title(snapshot, labels.EVALUATION),
        identity_table(snapshot),
        statement(labels.ORGANISATION, labels.UNIT_PREDICATES.get(snapshot.get("unit_predicate"))),
        *pattern_chart(snapshot),
        evaluated_results(snapshot),
        *general_remarks(snapshot),
        Sheet(plan_labels.SHEETS["behaviour"]),
        evaluated_behaviours(snapshot),
        *closing_blocks(snapshot, *_notes(snapshot), left=None),
    ]
    return make_document(
        "evaluation",
        snapshot,
        snapshot.get("employee") or {},
        [Part(labels.EVALUATION_SHEET, tuple(blocks), LANDSCAPE)],
        title=labels.EVALUATION,
        short=short_name(labels.EVALUATION_SHEET, snapshot),
        verification=verification,
    )


def with_force(snapshot):
    """Return the snapshot with its ``in_force``, which follows from the evaluation's state."""
    in_force = snapshot.get("in_force", snapshot.get("state") in FINALISED_STATES)
    return {**snapshot, "in_force": in_force}


def short_name(kind, snapshot):
    """What a document of a term is called in file names and at page feet."""
    return f"{kind} {feedback_labels.short_term(snapshot.get('term'))}".strip()


def evaluation_title(snapshot, title, *, with_form=True):
    """Title, form and term, then agency and period."""
    term = feedback_labels.term_line(snapshot.get("term"))
    return title_blocks(snapshot, title, term, with_form=with_form)


def _notes(snapshot):
    if snapshot.get("approach") != "qualitative":
        return () if snapshot.get("form") == "jpt" else (plan_labels.NOTE_LEADER_RESULT,)
    return (plan_labels.NOTE_PERSPECTIVE,) if snapshot.get("form") == "jpt" else ()


# ------------------------------------------------------------------
# Organisation and pattern
# ------------------------------------------------------------------


def statement(label, value):
    """A box that states one thing."""
    return Table(STATEMENT_WIDTHS, (_statement_row(label, value, (1, 1)),))


def _statement_row(label, value, spans, **options):
    return row(
        cell(label, bold=True, colspan=spans[0]),
        cell(value, bold=True, colspan=spans[1]),
        **options,
    )


def pattern_chart(snapshot):
    """The pattern for the unit's predicate, with its note; nothing without a predicate."""
    predicate = snapshot.get("unit_predicate")
    if predicate not in labels.UNIT_PREDICATES:
        return []
    given = snapshot.get("distribution") or {}
    note = text(given.get("note"))
    notes = (note,) if note else (labels.pattern_note(predicate), labels.NOT_FORCED)
    return [
        Chart(
            label=labels.PATTERN,
            title=labels.CURVE % labels.UNIT_PREDICATES[predicate],
            y_label=labels.FREQUENCY,
            categories=tuple(labels.PREDICATES[code].title() for code in labels.CHART_ORDER),
            pattern=_charted(given.get("curve")) or _default_curve(predicate),
            actual=_charted(given.get("actual")),
            names=(labels.PATTERN_NAME, labels.ACTUAL_NAME),
            notes=notes,
        )
    ]


def _default_curve(predicate):
    # The rules count from the best predicate on, the form from the worst.
    return CURVES[predicate][::-1]


def _charted(figures):
    """Return the shares of the predicates in the chart's order, in per cent; none of nobody."""
    figures = figures or {}
    counts = [figures.get(code) or 0 for code in labels.CHART_ORDER]
    total = sum(counts)
    return tuple(100 * count / total for count in counts) if total else ()


# ------------------------------------------------------------------
# Results and behaviour
# ------------------------------------------------------------------


def evaluated_results(snapshot):
    """The SKP's results with what was realised and said, and the rating under them."""
    if snapshot.get("approach") == "qualitative":
        return _qualitative_table(snapshot)
    return _quantitative_table(snapshot)


def _rating(snapshot, columns):
    rating = labels.RATINGS.get(snapshot.get("result_rating"))
    first = columns // 2
    return _statement_row(labels.RESULT_RATING, rating, (first, columns - first))


def _quantitative_table(snapshot):
    jpt = snapshot.get("form") == "jpt"
    widths = JPT_WIDTHS if jpt else JA_JF_WIDTHS
    before = [plan_labels.NO]
    before += [plan_labels.RESULT] if jpt else [plan_labels.LEADER_RESULT, plan_labels.RESULT]
    middle = [plan_labels.INDICATOR, plan_labels.TARGET]
    middle = [*middle, plan_labels.PERSPECTIVE] if jpt else [plan_labels.ASPECT, *middle]

    def result_rows(number, result):
        return _indicator_rows(number, result, snapshot)

    names = (*before, *middle, labels.REALISATION, remark_heading())
    return results_table(snapshot, widths, names, result_rows, [_rating(snapshot, len(widths))])


def _indicator_rows(number, result, snapshot):
    """One row an indicator; what concerns the whole result is merged over them."""
    jpt = snapshot.get("form") == "jpt"
    indicators = result.get("indicators") or [{}]
    span = len(indicators)
    shared = [cell(number, align="center", rowspan=span)]
    if not jpt:
        shared.append(cell(*parent_paras(result), rowspan=span))
    shared.append(cell(result.get("name"), rowspan=span))
    perspective = cell(plan_labels.PERSPECTIVES.get(result.get("perspective")), rowspan=span)
    remarks = cell(*remark_paras(result.get("feedback"), snapshot), rowspan=span)
    each = any(text(indicator.get("realisation")) for indicator in indicators)
    whole = cell(*achievement_paras(result), rowspan=span)
    for at, indicator in enumerate(indicators):
        first = not at
        yield row(
            *(shared if first else ()),
            *_indicator_cells(indicator, jpt),
            *([perspective] if first and jpt else ()),
            *([cell(*realisation_paras(indicator))] if each else [whole] if first else ()),
            *([remarks] if first else ()),
        )


def _indicator_cells(indicator, jpt):
    cells = [cell(indicator.get("name")), cell(plan_labels.target(indicator))]
    return cells if jpt else [cell(plan_labels.aspects(indicator.get("aspects"))), *cells]


def _qualitative_table(snapshot):
    heads = header(
        cell(plan_labels.RESULTS, bold=True, align="center", valign="middle", colspan=2),
        labels.REALISATION,
        remark_heading(),
    )

    def result_rows(number, result):
        return [
            row(
                cell(number, align="center", rowspan=2),
                cell(result_name(result, snapshot), bold=True),
                cell(*achievement_paras(result, labelled=True), rowspan=2),
                cell(*remark_paras(result.get("feedback"), snapshot), rowspan=2),
            ),
            row(cell(*measures(result, snapshot))),
        ]

    columns = len(QUALITATIVE_WIDTHS)
    rows = [heads, *section_rows(snapshot, columns, result_rows), _rating(snapshot, columns)]
    return Table(QUALITATIVE_WIDTHS, tuple(rows), header=1)


def evaluated_behaviours(snapshot):
    """The behaviour block with remarks, then the rating and the predicate."""
    closing = [
        _statement_row(
            labels.BEHAVIOUR_RATING,
            labels.RATINGS.get(snapshot.get("behaviour_rating")),
            (2, 2),
            keep_next=True,
        ),
        _statement_row(labels.PREDICATE, labels.PREDICATES.get(snapshot.get("predicate")), (2, 2)),
    ]
    return behaviour_remarks_table(snapshot, closing)

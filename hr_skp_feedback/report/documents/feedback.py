"""Form 7, UMPAN BALIK BERKELANJUTAN: achievements with evidence, and what was said of them.

``feedback_document(snapshot)`` takes a plan's snapshot (schema 1, see ``hr.skp._get_snapshot``:
``agency, year, date_start, date_end, form, revision, state, employee, evaluator, results,
behaviours``) and these keys more, all of them optional; texts are plain, dates ISO texts::

    term        None (the whole year) or {"kind": "month"|"quarter"|"final", "date_start",
                "date_end", "label": a name that replaces ours}
    signed_on   the day above the signatures; None prints dots to fill in
    signatures  as in the plan: {"employee": {...}, "evaluator": {...}}
    in_force    True/False instead of what follows from ``state``: False prints KONSEP
    feedback    remarks on the whole: [remark, …]

    results[]    + assigner      post or name of the assigning official; "" is the evaluator
                 + running_year  True prints the tag "Penugasan tahun berjalan"
                   (or ``tag``: another text in its place)
                 + progress      [{"date", "text", "value": text of the figure with its unit,
                                   "evidence": [names of files or links], "is_final": bool,
                                   "indicator": name of the one it is about, or None}, …]
                                 in the order in which they print
                 + feedback      [remark, …]
    indicators[] + realisation   text, what was realised in the end
                 + evidence      [names of files or links]
    behaviours[] + feedback      [remark, …]

    remark      {"text", "tone": "good"|"improve"|"other" (not printed), "source": printed after
                "Sumber:"; "" is the evaluator, who speaks for anonymous ones too}
"""

from odoo.addons.hr_skp.report.documents import labels as plan_labels
from odoo.addons.hr_skp.report.documents.blocks import (
    closing_blocks,
    identity_table,
    make_document,
    title_blocks,
)
from odoo.addons.hr_skp.report.documents.results import measures, section_rows
from odoo.addons.hr_skp.report.documents.tree import (
    LANDSCAPE,
    Part,
    Sheet,
    Table,
    cell,
    header,
    row,
)

from . import labels
from .remarks import (
    achievement_paras,
    behaviour_remarks_table,
    general_remarks,
    remark_heading,
    remark_paras,
    result_name,
)

RESULT_WIDTHS = (4, 32, 34, 30)


def feedback_document(snapshot, *, verification=None):
    """Describe a person's feedback form (7) of a term or of the whole year.

    :param dict snapshot: see above
    :param verification: ``{"url", "code"}`` of an issued document, or None
    """
    term = snapshot.get("term")
    blocks = [
        *title_blocks(snapshot, labels.FEEDBACK, labels.term_line(term), with_form=False),
        identity_table(snapshot),
        _results_table(snapshot),
        *general_remarks(snapshot),
        Sheet(plan_labels.SHEETS["behaviour"]),
        behaviour_remarks_table(snapshot),
        *closing_blocks(snapshot, plan_labels.NOTE_BEHAVIOUR),
    ]
    return make_document(
        "feedback",
        snapshot,
        snapshot.get("employee") or {},
        [Part(labels.FEEDBACK_SHEET, tuple(blocks), LANDSCAPE)],
        title=labels.FEEDBACK,
        short=f"{labels.FEEDBACK_SHEET} {labels.short_term(term)}".strip(),
        verification=verification,
    )


def _results_table(snapshot):
    """Each result with its measures; beside it what was achieved and what was said of it."""
    heads = header(
        cell(plan_labels.RESULTS, bold=True, align="center", valign="middle", colspan=2),
        labels.ACHIEVEMENT,
        remark_heading(),
    )

    def result_rows(number, result):
        return [
            row(
                cell(number, align="center", rowspan=2),
                cell(result_name(result, snapshot), bold=True),
                cell(*achievement_paras(result), rowspan=2),
                cell(*remark_paras(result.get("feedback"), snapshot), rowspan=2),
            ),
            row(cell(*measures(result, snapshot))),
        ]

    rows = [heads, *section_rows(snapshot, len(RESULT_WIDTHS), result_rows)]
    return Table(RESULT_WIDTHS, tuple(rows), header=1)

"""The SKP itself: quantitative for JPT, quantitative for JA and JF, qualitative for all."""

from . import labels
from .blocks import (
    behaviour_table,
    closing_blocks,
    identity_table,
    make_document,
    title_blocks,
)
from .results import assigned, measures, parent_paras, results_table, section_rows
from .supplements import appendix_part, manual_part
from .tree import LANDSCAPE, PORTRAIT, Part, Sheet, Table, cell, header, row, text

JPT_WIDTHS = (5, 30, 31, 18, 16)
JA_JF_WIDTHS = (4, 23, 24, 12, 24, 13)
JA_JF_SOURCE_WIDTHS = (4, 20, 20, 12, 19, 11, 14)
QUALITATIVE_WIDTHS = (5, 95)


def plan_document(snapshot, *, data_source=None, appendix=True, manual=True, verification=None):
    """Describe an issued SKP: the plan, its lampiran and, for a JPT, the indicators' manual.

    :param dict snapshot: a revision's content (schema 1)
    :param data_source: print the column of data sources (None: when there is one)
    :param verification: ``{"url", "code"}`` of an issued document, or None
    """
    parts = [plan_part(snapshot, data_source=data_source)]
    if appendix:
        parts.append(appendix_part(snapshot))
    if manual and snapshot.get("form") == "jpt" and _indicators(snapshot):
        parts.append(manual_part(snapshot))
    return make_document(
        "plan",
        snapshot,
        snapshot.get("employee") or {},
        parts,
        title=labels.PLAN,
        verification=verification,
    )


def plan_part(snapshot, *, data_source=None):
    """Describe the SKP's own pages."""
    blocks = [*title_blocks(snapshot, labels.PLAN), identity_table(snapshot)]
    notes = [labels.NOTE_BEHAVIOUR]
    orientation = PORTRAIT
    if snapshot.get("approach") == "qualitative":
        blocks.append(_qualitative_table(snapshot))
        if snapshot.get("form") == "jpt":
            notes.insert(0, labels.NOTE_PERSPECTIVE)
    elif snapshot.get("form") == "jpt":
        blocks.append(_jpt_table(snapshot))
    else:
        blocks.append(_ja_jf_table(snapshot, data_source))
        notes.insert(0, labels.NOTE_LEADER_RESULT)
        orientation = LANDSCAPE
    blocks += [Sheet(labels.SHEETS["behaviour"]), behaviour_table(snapshot)]
    blocks += closing_blocks(snapshot, *notes)
    return Part(labels.SHEETS["plan"], tuple(blocks), orientation)


def _indicators(snapshot):
    return [
        indicator
        for result in snapshot.get("results") or ()
        for indicator in result.get("indicators") or ()
    ]


def _jpt_table(snapshot):
    """Form 2: several indicators of one result share its merged cells."""
    names = (labels.NO, labels.RESULT, labels.INDICATOR, labels.TARGET, labels.PERSPECTIVE)

    def result_rows(number, result):
        indicators = result.get("indicators") or [{}]
        span = len(indicators)
        perspective = labels.PERSPECTIVES.get(result.get("perspective"))
        for at, indicator in enumerate(indicators):
            own = cell(indicator.get("name")), cell(labels.target(indicator))
            if at:
                yield row(*own)
                continue
            yield row(
                cell(number, align="center", rowspan=span),
                cell(result.get("name"), rowspan=span),
                *own,
                cell(perspective, rowspan=span),
            )

    return results_table(snapshot, JPT_WIDTHS, names, result_rows)


def _ja_jf_table(snapshot, data_source):
    """Form 3, with the optional last column of the worked examples."""
    if data_source is None:
        data_source = any(text(line.get("data_source")) for line in _indicators(snapshot))
    names = [
        labels.NO,
        labels.LEADER_RESULT,
        labels.RESULT,
        labels.ASPECT,
        labels.INDICATOR,
        labels.TARGET,
    ]
    if data_source:
        names.append(labels.DATA_SOURCE)

    def result_rows(number, result):
        indicators = result.get("indicators") or [{}]
        span = len(indicators)
        for at, indicator in enumerate(indicators):
            shared = ()
            if not at:
                shared = (
                    cell(number, align="center", rowspan=span),
                    cell(*parent_paras(result), rowspan=span),
                    cell(result.get("name"), rowspan=span),
                )
            yield row(*shared, *_indicator_cells(indicator, data_source))

    widths = JA_JF_SOURCE_WIDTHS if data_source else JA_JF_WIDTHS
    return results_table(snapshot, widths, names, result_rows)


def _indicator_cells(indicator, data_source):
    cells = [
        cell(labels.aspects(indicator.get("aspects"))),
        cell(indicator.get("name")),
        cell(labels.target(indicator)),
    ]
    if data_source:
        cells.append(cell(indicator.get("data_source")))
    return cells


def _qualitative_table(snapshot):
    """Form 4: each result with the measures that tell its success."""

    def result_rows(number, result):
        return [
            row(
                cell(number, align="center", rowspan=2),
                cell(assigned(result, snapshot), bold=True),
            ),
            row(cell(*measures(result, snapshot))),
        ]

    heading = header(cell(labels.RESULTS, bold=True, align="center", colspan=2))
    rows = [heading, *section_rows(snapshot, 2, result_rows)]
    return Table(QUALITATIVE_WIDTHS, tuple(rows), header=1)

"""The SKP itself: quantitative for JPT, quantitative for JA and JF, qualitative for all."""

from . import labels
from .blocks import (
    behaviour_table,
    closing_blocks,
    identity_table,
    make_document,
    title_blocks,
)
from .supplements import appendix_part, manual_part
from .tree import LANDSCAPE, PORTRAIT, Para, Part, Sheet, Table, bullets, cell, header, row, text

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


def sections(snapshot):
    """Return the results by section, numbered through: ``[(label, [(number, result), …]), …]``."""
    found, number = [], 0
    for kind, label in labels.SECTIONS.items():
        results = [line for line in snapshot.get("results") or () if line["kind"] == kind]
        found.append((label, list(enumerate(results, number + 1))))
        number += len(results)
    return found


def _section_row(label, columns):
    return row(cell(label, bold=True, colspan=columns), keep_next=True)


def _results_table(snapshot, widths, names, result_rows):
    """Build a table of results: joint heading, names, numbers of columns, then two sections."""
    columns = len(widths)
    rows = [
        header(cell(labels.RESULTS, bold=True, align="center", colspan=columns)),
        header(*names),
        row(*(cell(Para(f"({at})", small=True), align="center") for at in range(1, columns + 1))),
    ]
    for label, results in sections(snapshot):
        rows.append(_section_row(label, columns))
        for number, result in results:
            rows += result_rows(number, result)
        if not results:
            rows.append(row(*[""] * columns))
    return Table(widths, tuple(rows), header=3)


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

    return _results_table(snapshot, JPT_WIDTHS, names, result_rows)


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
                    cell(*_parent_paras(result), rowspan=span),
                    cell(result.get("name"), rowspan=span),
                )
            yield row(*shared, *_indicator_cells(indicator, data_source))

    widths = JA_JF_SOURCE_WIDTHS if data_source else JA_JF_WIDTHS
    return _results_table(snapshot, widths, names, result_rows)


def _indicator_cells(indicator, data_source):
    cells = [
        cell(labels.aspects(indicator.get("aspects"))),
        cell(indicator.get("name")),
        cell(labels.target(indicator)),
    ]
    if data_source:
        cells.append(cell(indicator.get("data_source")))
    return cells


def _parent_paras(result):
    """The leader's result and, where it is a JPT's, the indicator that is intervened in."""
    parent = result.get("parent") or {}
    paras = [text(parent.get("name"))]
    if text(parent.get("indicator")):
        paras.append(Para(labels.PARENT_INDICATOR % text(parent["indicator"]), italic=True))
    return paras


def _qualitative_table(snapshot):
    """Form 4: each result with the measures that tell its success."""
    rows = [header(cell(labels.RESULTS, bold=True, align="center", colspan=2))]
    for label, results in sections(snapshot):
        rows.append(_section_row(label, 2))
        for number, result in results:
            rows += _qualitative_rows(number, result, snapshot)
        if not results:
            rows.append(row("", ""))
    return Table(QUALITATIVE_WIDTHS, tuple(rows), header=1)


def _qualitative_rows(number, result, snapshot):
    jpt = snapshot.get("form") == "jpt"
    measures = [labels.MEASURES_JPT if jpt else labels.MEASURES]
    measures += bullets(_measure(indicator) for indicator in result.get("indicators") or ())
    perspective = labels.PERSPECTIVES.get(result.get("perspective"))
    if jpt and perspective:
        measures.append(labels.PERSPECTIVE_LINE % perspective)
    return [
        row(cell(number, align="center", rowspan=2), cell(_assigned(result, snapshot), bold=True)),
        row(cell(*measures)),
    ]


def _assigned(result, snapshot):
    """A result with the official who gave it: the evaluator, unless another is named."""
    evaluator = snapshot.get("evaluator") or {}
    assigner = (
        text(result.get("assigner"))
        or text(evaluator.get("position"))
        or text(evaluator.get("name"))
    )
    suffix = labels.ASSIGNER % assigner if assigner else ""
    return f"{text(result.get('name'))} {suffix}".strip()


def _measure(indicator):
    """A measure merges indicator and target in one text; a separate target is added."""
    name, target = text(indicator.get("name")), labels.target(indicator)
    return labels.TARGET_INLINE % (name, target) if name and target else name or target

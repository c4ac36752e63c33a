"""What the forms of plan, feedback and evaluation share in printing results."""

from . import labels
from .tree import Para, Table, bullets, cell, header, row, text


def sections(snapshot):
    """Return the results by section, numbered through: ``[(label, [(number, result), …]), …]``."""
    found, number = [], 0
    for kind, label in labels.SECTIONS.items():
        results = [line for line in snapshot.get("results") or () if line["kind"] == kind]
        found.append((label, list(enumerate(results, number + 1))))
        number += len(results)
    return found


def section_rows(snapshot, columns, result_rows):
    """Return each section's heading and its results' rows; an empty section has an empty row.

    :param result_rows: ``(number, result) -> rows``
    """
    rows = []
    for label, results in sections(snapshot):
        rows.append(row(cell(label, bold=True, colspan=columns), keep_next=True))
        for number, result in results:
            rows += result_rows(number, result)
        if not results:
            rows.append(row(*[""] * columns))
    return rows


def results_table(snapshot, widths, names, result_rows, closing=()):
    """Build a table of results: joint heading, names, numbers of columns, then two sections.

    :param closing: rows after the last result
    """
    columns = len(widths)
    rows = [
        header(cell(labels.RESULTS, bold=True, align="center", colspan=columns)),
        header(*names),
        row(*(cell(Para(f"({at})", small=True), align="center") for at in range(1, columns + 1))),
        *section_rows(snapshot, columns, result_rows),
        *closing,
    ]
    return Table(widths, tuple(rows), header=3)


def parent_paras(result):
    """The leader's result and, where it is a JPT's, the indicator that is intervened in."""
    parent = result.get("parent") or {}
    paras = [text(parent.get("name"))]
    if text(parent.get("indicator")):
        paras.append(Para(labels.PARENT_INDICATOR % text(parent["indicator"]), italic=True))
    return paras


def assigned(result, snapshot):
    """A result with the official who gave it: the evaluator, unless another is named."""
    evaluator = snapshot.get("evaluator") or {}
    assigner = (
        text(result.get("assigner"))
        or text(evaluator.get("position"))
        or text(evaluator.get("name"))
    )
    suffix = labels.ASSIGNER % assigner if assigner else ""
    return f"{text(result.get('name'))} {suffix}".strip()


def measures(result, snapshot):
    """The measures that tell a result's success, under their label; for a JPT the perspective."""
    jpt = snapshot.get("form") == "jpt"
    paras = [labels.MEASURES_JPT if jpt else labels.MEASURES]
    paras += bullets(measure(indicator) for indicator in result.get("indicators") or ())
    perspective = labels.PERSPECTIVES.get(result.get("perspective"))
    if jpt and perspective:
        paras.append(labels.PERSPECTIVE_LINE % perspective)
    return paras


def measure(indicator):
    """A measure merges indicator and target in one text; a separate target is added."""
    name, target = text(indicator.get("name")), labels.target(indicator)
    return labels.TARGET_INLINE % (name, target) if name and target else name or target

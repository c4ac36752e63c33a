"""What is issued together with an SKP: the lampiran and, for a JPT, the indicators' manual."""

from . import labels
from .blocks import (
    closing_blocks,
    identity_table,
    label_para,
    title_blocks,
)
from .tree import Part, Table, cell, header, row, text

APPENDIX_WIDTHS = (6, 94)
MANUAL_WIDTHS = (32, 68)


def appendix_part(snapshot):
    """Form 5: resources, accountability, consequences, as numbered lines."""
    commitments = snapshot.get("commitments") or {}
    blocks = [*title_blocks(snapshot, labels.APPENDIX, with_form=False), identity_table(snapshot)]
    for kind, label in labels.COMMITMENTS.items():
        blocks.append(_commitment_table(label, commitments.get(kind) or ()))
    blocks += closing_blocks(snapshot)
    return Part(labels.SHEETS["appendix"], tuple(blocks))


def _commitment_table(label, lines):
    lines = [line for line in lines if not labels.is_stem(line)] or [""]
    rows = [header(cell(label, bold=True, align="center", colspan=2))]
    for number, line in enumerate(lines, 1):
        rows.append(row(cell(number, align="center"), cell(line)))
    return Table(APPENDIX_WIDTHS, tuple(rows), header=1)


def manual_part(snapshot):
    """Form 6: one table for each indicator of a JPT or independent-unit head."""
    blocks = title_blocks(snapshot, labels.MANUAL, with_form=False)
    for result in snapshot.get("results") or ():
        for indicator in result.get("indicators") or ():
            blocks.append(manual_table(result, indicator))
    return Part(labels.SHEETS["manual"], tuple(blocks))


def manual_table(result, indicator):
    """Describe one indicator; the chosen boxes are ticked."""
    rows = [
        _manual_row(labels.RESULT, result.get("name")),
        _manual_row(labels.MANUAL_INDICATOR, *_measured(indicator)),
        _manual_row(labels.PURPOSE, indicator.get("purpose")),
        _manual_row(
            labels.DESCRIPTION,
            label_para(labels.DEFINITION),
            indicator.get("definition"),
            label_para(labels.FORMULA),
            indicator.get("formula"),
        ),
        _manual_row(labels.UOM, indicator.get("uom")),
        _manual_row(
            labels.CONTROL, labels.ticked(labels.CONTROL_LEVELS, indicator.get("control_level"))
        ),
        _manual_row(labels.MANUAL_SOURCE, indicator.get("data_source")),
        _manual_row(
            labels.INTERVAL, labels.ticked(labels.INTERVALS, indicator.get("report_interval"))
        ),
    ]
    # The rows of one indicator are read together, so they stay on a page where they fit.
    held = [_held(line) for line in rows[:-1]]
    return Table(MANUAL_WIDTHS, (*held, rows[-1]))


def _manual_row(label, *content):
    return row(cell(label, bold=True), cell(*content))


def _held(line):
    return row(*line.cells, keep_next=True)


def _measured(indicator):
    target = labels.target(indicator)
    return text(indicator.get("name")), f"Target: {target}" if target else ""

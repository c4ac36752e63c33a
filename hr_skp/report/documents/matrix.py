"""The role-result matrix (form 1), one or two levels, on landscape pages."""

from math import ceil

from . import labels
from .blocks import make_document, title_blocks
from .tree import LANDSCAPE, Heading, Para, Part, Sheet, Table, bullets, cell, header, row, text

#: More results than these are spread over several tables that repeat who is who.
MAX_COLUMNS = 5
NAME_WIDTH = 17
POSITION_WIDTH = 17


def matrix_document(snapshot, *, verification=None):
    """Describe a matrix: the leader's level, then each team leader's."""
    leader = snapshot.get("leader") or {}
    blocks = title_blocks(snapshot, labels.MATRIX, with_form=False)
    blocks += matrix_tables(snapshot)
    for team in snapshot.get("teams") or ():
        name = text((team.get("leader") or {}).get("name"))
        blocks += [Sheet(labels.SHEETS["matrix"]), Heading(labels.TEAM % name)]
        blocks += matrix_tables(team)
    part = Part(labels.SHEETS["matrix"], tuple(blocks), LANDSCAPE)
    return make_document(
        "matrix", snapshot, leader, [part], title=labels.MATRIX, verification=verification
    )


def matrix_tables(level):
    """Return the tables of one level, with as many columns each as a page can carry."""
    columns = level.get("columns") or []
    blocks = []
    for group in split_columns(len(columns)):
        if blocks:
            blocks.append(Sheet(labels.SHEETS["matrix"]))
        blocks.append(_matrix_table(level, group, len(columns)))
    return blocks


def split_columns(count, most=MAX_COLUMNS):
    """Spread columns evenly over as few tables as possible.

    >>> split_columns(8)
    [range(0, 4), range(4, 8)]
    >>> split_columns(0)
    [range(0, 0)]
    """
    tables = max(1, ceil(count / most))
    size, larger = divmod(count, tables)
    groups, start = [], 0
    for number in range(tables):
        stop = start + size + (number < larger)
        groups.append(range(start, stop))
        start = stop
    return groups


def _matrix_table(level, group, count):
    """One table: a level without columns still shows who belongs to it."""
    shown = max(1, len(group))
    each = (100 - NAME_WIDTH - POSITION_WIDTH) / shown
    rows = [_heading_row(group, count, shown), _leader_row(level, group)]
    rows += [_member_row(member, group) for member in level.get("rows") or ()]
    return Table((NAME_WIDTH, POSITION_WIDTH, *[each] * shown), tuple(rows), header=2)


def _heading_row(group, count, shown):
    label = labels.MATRIX_COLUMNS
    if len(group) < count:
        label = labels.COLUMNS_SHOWN % {
            "label": label,
            "first": group.start + 1,
            "last": group.stop,
            "count": count,
        }
    joint = cell(label, bold=True, align="center", valign="middle", colspan=shown)
    return header(labels.MEMBER, labels.POSITION, joint)


def _leader_row(level, group):
    """The leader with his results or their indicators; it repeats, since it heads the columns."""
    leader, columns = level.get("leader") or {}, level.get("columns") or []
    heads = [cell(*_column_paras(columns[at])) for at in group] or [cell()]
    name = cell(leader.get("name"), bold=True)
    return row(name, cell(leader.get("position"), bold=True), *heads)


def _column_paras(column):
    paras = [Para(text(column.get("name")), bold=True)]
    if text(column.get("indicator")):
        paras.append(Para(labels.PARENT_INDICATOR % text(column["indicator"]), italic=True))
    return paras


def _member_row(member, group):
    cells = member.get("cells") or []
    found = [_contribution(cells[at] if at < len(cells) else ()) for at in group]
    return row(cell(member.get("name")), cell(member.get("position")), *(found or [cell()]))


def _contribution(results):
    """Bullets for each result of the member; ``N/A`` says that there is none on purpose."""
    lines = bullets(results or ())
    if not lines:
        return cell(labels.NOT_APPLICABLE, align="center")
    return cell(*lines)

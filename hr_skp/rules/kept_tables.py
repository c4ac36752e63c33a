"""The tables of a workbook as JSON, kept beside the file.

So it is read once, however often its rows are compared with what is recorded.
"""

from datetime import date

from .cells import CLEAR
from .workbook import Issue, Row, Table

_CLEAR = ["clear"]


def dump_tables(tables, issues):
    """Return what was read of a file that has no error, as values that JSON has.

    :param issues: the remarks on it
    """
    return {
        "tables": {key: _dump_table(table) for key, table in tables.items()},
        "issues": [
            [issue.code, issue.sheet, issue.row, issue.column, dict(issue.params), issue.severity]
            for issue in issues
        ],
    }


def load_tables(kept):
    """Return ``(tables, issues)`` as they were given to :func:`dump_tables`."""
    tables = {key: _load_table(*parts) for key, parts in kept["tables"].items()}
    return tables, [Issue(*parts) for parts in kept["issues"]]


def _dump_table(table):
    rows = [
        [row.number, {key: _dump(value) for key, value in row.values.items()}] for row in table.rows
    ]
    return [table.title, table.headers, rows]


def _load_table(title, headers, rows):
    loaded = [
        Row(number, {key: _load(value) for key, value in values.items()}) for number, values in rows
    ]
    return Table(title, loaded, headers)


def _dump(value):
    if value is CLEAR:
        return _CLEAR
    return ["day", value.isoformat()] if isinstance(value, date) else value


def _load(value):
    if type(value) is not list:
        return value
    return CLEAR if value == _CLEAR else date.fromisoformat(value[1])

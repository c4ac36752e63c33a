"""The arithmetic of measuring: plain functions, tested on their own."""

import math
from statistics import median
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table; times in milliseconds, ``None`` where there is nothing to say."""

    name: str
    title: str
    ours: float
    reference: float
    ratio: float
    limit: float | None
    queries: int | None = None
    query_limit: int | None = None
    note: str = ""
    problem: str = ""

    @property
    def is_ok(self):
        in_queries = self.query_limit is None or self.queries <= self.query_limit
        in_time = self.limit is None or self.ratio <= self.limit
        return in_time and in_queries and not self.problem


def median_ratio(pairs):
    """Return the median of ours to reference, of times taken in turns.

    Each pair shares what else the machine did at that moment, so the ratio of each counts.

    >>> median_ratio([(2.0, 1.0), (9.0, 3.0), (8.0, 2.0)])
    3.0
    """
    return median(ours / reference for ours, reference in pairs)


def growth(small, large, factor):
    """Return the exponent with which a time grows while the agency grows by ``factor``.

    >>> growth(1.0, 10.0, 10), growth(1.0, 1.0, 10)
    (1.0, 0.0)
    """
    return math.log(large / small) / math.log(factor)


def percentile(values, share):
    """Return the value below which ``share`` per cent of the values lie.

    >>> percentile([4, 1, 3, 2], 50), percentile(range(1, 101), 95)
    (2, 95)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)]


HEAD = ("benchmark", "ours", "reference", "ratio", "limit", "queries", "")


def format_table(rows):
    """Return the table as Markdown with aligned columns, which is readable as it is."""
    lines = [HEAD, *(format_row(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    text = []
    for number, line in enumerate(lines):
        cells = (
            cell.ljust(width) if column in (0, 6) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        text.append("| " + " | ".join(cells) + " |")
        if not number:
            rules = (
                "-" * (width + 1) + ("-" if i in (0, 6) else ":") for i, width in enumerate(widths)
            )
            text.append("|" + "|".join(rules) + "|")
    return "\n".join(text)


def format_row(row):
    queries = "" if row.queries is None else str(row.queries)
    if row.query_limit is not None:
        queries += f" ≤ {row.query_limit}"
    title = f"{row.title} ({row.note})" if row.note else row.title
    return (
        title,
        format_time(row.ours),
        format_time(row.reference),
        f"{row.ratio:.2f}×",
        "" if row.limit is None else f"≤ {row.limit:.1f}×",
        queries,
        "ok" if row.is_ok else f"MISS {row.problem}".strip(),
    )


def format_time(milliseconds):
    """Return a time with three figures that count.

    >>> format_time(0.5213), format_time(42.71), format_time(61234)
    ('0.52 ms', '42.7 ms', '61.2 s')
    """
    if milliseconds >= 10_000:
        return f"{milliseconds / 1000:.1f} s"
    if milliseconds >= 100:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds:.1f} ms" if milliseconds >= 10 else f"{milliseconds:.2f} ms"

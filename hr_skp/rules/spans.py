"""Spans of days cut in two: a plan that ends within its year, and what is dated on it."""

from datetime import timedelta


def day_before(day):
    """Return the last day of what ends because something else begins on ``day``."""
    return day - timedelta(days=1)


def split(start, end, day):
    """Return the parts of a span before ``day`` and from ``day`` on, ``None`` for an empty one.

    An open end (``None``) stays open.

    >>> from datetime import date
    >>> before, after = split(date(2026, 1, 1), date(2026, 12, 31), date(2026, 4, 1))
    >>> before[1].isoformat(), after[0].isoformat()
    ('2026-03-31', '2026-04-01')
    >>> split(date(2026, 5, 1), None, date(2026, 4, 1))
    (None, (datetime.date(2026, 5, 1), None))
    """
    last = day_before(day)
    before = (start, last if end is None else min(end, last)) if start <= last else None
    after = (max(start, day), end) if end is None or end >= day else None
    return before, after


def contains(outer, inner):
    """Tell whether ``inner`` lies within ``outer``; an open end of ``inner`` ends with it."""
    return outer[0] <= inner[0] <= outer[1] and (inner[1] is None or inner[1] <= outer[1])

"""At which rate a predicate counts for the performance allowance, and what a correction is.

The rates are the agency's law, so a table; the most specific one that holds on the day applies.
An issued list is never overwritten: what changes afterwards is a difference in another list.
"""

from datetime import date
from typing import NamedTuple


class Rate(NamedTuple):
    """A rate in per cent for a predicate; an empty condition holds for everybody."""

    predicate: str
    percent: float
    date_from: date
    date_to: date | None = None
    asn_kind: str | None = None
    group: str | None = None
    position: str | None = None
    job: int | None = None
    key: int = 0


class Post(NamedTuple):
    """Who is paid: kind of employee, group, position and job."""

    asn_kind: str | None = None
    group: str | None = None
    position: str | None = None
    job: int | None = None


def holds(rate, predicate, post, day):
    """Tell whether a rate is for this predicate and post on this day."""
    return (
        rate.predicate == predicate
        and rate.date_from <= day
        and (not rate.date_to or day <= rate.date_to)
        and all(
            not getattr(rate, name) or getattr(rate, name) == getattr(post, name)
            for name in Post._fields
        )
    )


def precedence(rate):
    """Return what the applicable rate is greatest in: job, position, group, kind, then newness."""
    return (
        bool(rate.job),
        bool(rate.position),
        bool(rate.group),
        bool(rate.asn_kind),
        rate.date_from,
        rate.key,
    )


def applicable(rates, predicate, post, day):
    """Return the rate that applies, or ``None``.

    >>> rates = [
    ...     Rate('baik', 100, date(2026, 1, 1)),
    ...     Rate('baik', 95, date(2027, 1, 1)),
    ...     Rate('baik', 90, date(2026, 1, 1), position='pelaksana'),
    ... ]
    >>> applicable(rates, 'baik', Post('pns', 'jf'), date(2026, 6, 1)).percent
    100
    >>> applicable(rates, 'baik', Post('pns', 'jf'), date(2027, 6, 1)).percent
    95
    >>> applicable(rates, 'baik', Post('pns', 'ja', 'pelaksana'), date(2027, 6, 1)).percent
    90
    """
    fitting = [rate for rate in rates if holds(rate, predicate, post, day)]
    return max(fitting, key=precedence, default=None)


def overlap(rate, other):
    """Tell whether two rates contradict: same conditions, a day in common, both beginning alike.

    A later beginning replaces the earlier rate by itself, so that only equal ones contradict.

    >>> early = Rate('baik', 100, date(2026, 1, 1))
    >>> overlap(early, early._replace(percent=90)), overlap(early, early._replace(group='jf'))
    (True, False)
    >>> overlap(early, early._replace(date_from=date(2027, 1, 1)))
    False
    """
    same = ("predicate", "date_from", *Post._fields)
    return all((getattr(rate, name) or None) == (getattr(other, name) or None) for name in same)


def in_force(original, differences):
    """Return the per cent in force: what was issued first, and all differences since.

    >>> in_force(60.0, [40.0, -10.0])
    90.0
    """
    return round((original or 0.0) + sum(differences), 4)


def difference(in_force_now, percent):
    """Return what a correction adds (or takes), never the new value itself; 0 for none.

    >>> difference(60.0, 100.0), difference(100.0, 100.0)
    (40.0, 0.0)
    """
    return round((percent or 0.0) - (in_force_now or 0.0), 4)

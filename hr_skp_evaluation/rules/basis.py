"""From what a person is judged in a term: his unit's work, academic records, or his host's reports.

Study leave and secondment are dated and leave the plan as it is; the longer part of a term decides.
"""

from datetime import timedelta

KINDS = {"study_leave": "academic", "seconded": "host"}


def term_basis(start, end, situations, is_final=False):
    """Return ``unit academic host whole_year`` for the days ``start``–``end`` of one plan.

    The final term of a year with study leave is judged on overall fulfilment and the response to
    feedback.

    :param situations: iterable of ``(kind, first day, last day)``

    >>> from datetime import date
    >>> leave = [('study_leave', date(2026, 9, 1), date(2026, 12, 31))]
    >>> term_basis(date(2026, 10, 1), date(2026, 12, 31), leave)
    'academic'
    >>> term_basis(date(2026, 7, 1), date(2026, 9, 30), leave)
    'unit'
    >>> term_basis(date(2026, 1, 1), date(2026, 12, 31), leave, is_final=True)
    'whole_year'
    """
    days = {kind: 0 for kind in KINDS}
    for kind, first, last in situations:
        common = min(end, last) - max(start, first) + timedelta(days=1)
        days[kind] += max(common.days, 0)
    if is_final and days["study_leave"]:
        return "whole_year"
    away = max(days, key=days.get)
    length = (end - start).days + 1
    return KINDS[away] if 2 * days[away] > length else "unit"


def overlap(start, end, first, last):
    """Return the days that two spans share, or ``None``.

    >>> overlap(1, 5, 4, 9), overlap(1, 3, 4, 9)
    ((4, 5), None)
    """
    common = (max(start, first), min(end, last))
    return common if common[0] <= common[1] else None

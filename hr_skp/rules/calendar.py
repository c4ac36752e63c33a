"""The evaluation terms of a performance year: pure dates, no database.

One SKP spans the year; only the evaluation is periodic: monthly or quarterly as the agency
decides, plus exactly one final term that judges the whole year.

A further cadence (half-yearly, say) is one line in each of the three tables below, and its words:
in ``HrSkpTerm._get_default_name``, ``HrSkp._get_term_label`` (the year in steps on the portal) and
``TERM_WORDS`` of the official documents; its number in the national system is in ``PERIODIC_IDS``.
``tests/test_term_words.py`` finds the place that was forgotten.
"""

from datetime import date, timedelta
from typing import NamedTuple

CADENCES = [("monthly", "Monthly"), ("quarterly", "Quarterly")]
TERM_KINDS = [("month", "Month"), ("quarter", "Quarter"), ("final", "Final")]

#: cadence -> how many months a term has, and its kind
TERM_OF_CADENCE = {"monthly": (1, "month"), "quarterly": (3, "quarter")}

#: kind -> how many months it has, of those that are counted in the year
MONTHS_OF = {kind: months for months, kind in TERM_OF_CADENCE.values()}

DEFAULT_FILL_DAYS = 14


class Term(NamedTuple):
    """One evaluation term; ``number`` counts within the calendar year (0 for the final one)."""

    kind: str
    number: int
    date_start: date
    date_end: date
    fill_deadline: date


def evaluation_terms(date_start, date_end, cadence, fill_days=DEFAULT_FILL_DAYS, merge_last=False):
    """Return the :class:`Term` list of a period, in order, the final one last.

    The terms follow the calendar (a period from 15 February has a first quarter from that day);
    the final one has the dates of the period.

    :param fill_days: days after a term's end until which it is to be filled in
    :param merge_last: the final term stands for the last month or quarter as well

    >>> terms = evaluation_terms(date(2026, 1, 1), date(2026, 12, 31), "quarterly")
    >>> [term.number for term in terms]
    [1, 2, 3, 4, 0]
    """
    months, kind = TERM_OF_CADENCE[cadence]
    grace = timedelta(days=fill_days)
    terms = [
        Term(kind, number, max(first, date_start), min(last, date_end), min(last, date_end) + grace)
        for number, first, last in _calendar_units(date_start, date_end, months)
    ]
    if merge_last:
        terms = terms[:-1]
    return [*terms, Term("final", 0, date_start, date_end, date_end + grace)]


def _calendar_units(date_start, date_end, months):
    """Yield (number in the year, first day, last day) of the units that touch the dates."""
    number = (date_start.month - 1) // months
    first = date(date_start.year, number * months + 1, 1)
    while first <= date_end:
        following = _add_months(first, months)
        yield _place(first, months), first, following - timedelta(days=1)
        first = following


def term_number(kind, day):
    """Return the number in its year of the term of this kind in which ``day`` lies.

    >>> term_number("quarter", date(2026, 12, 31)), term_number("month", date(2026, 2, 1))
    (4, 2)
    """
    return _place(day, MONTHS_OF[kind])


def _place(day, months):
    return (day.month - 1) // months + 1


def _add_months(day, months):
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def overlapping(spans):
    """Return the first pair of ``(start, end, label)`` that share a day, or ``None``.

    >>> overlapping([(1, 3, "a"), (4, 6, "b")]), overlapping([(4, 6, "b"), (1, 4, "a")])
    (None, ('a', 'b'))
    """
    ordered = sorted(spans)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later[0] <= earlier[1]:
            return earlier[2], later[2]
    return None


def roman(number):
    """Return a small number in Roman figures, as official documents count quarters.

    >>> [roman(n) for n in (1, 2, 3, 4, 9, 12)]
    ['I', 'II', 'III', 'IV', 'IX', 'XII']
    """
    figures = ""
    for value, figure in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        figures += figure * count
    return figures

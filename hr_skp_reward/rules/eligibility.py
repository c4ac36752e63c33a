"""Who may be considered for promotion, mutation or the talent programme, and why (not).

The default of the practice: at least Baik two years running.  Only annual predicates are asked:
whether somebody has a sanction case is nobody's to read off a list.
"""

from typing import NamedTuple

from .award import meets, span

PROMOTION, MUTATION, TALENT = "promotion", "mutation", "talent"
PURPOSES = [(PROMOTION, "Promotion"), (MUTATION, "Mutation"), (TALENT, "Talent programme")]

MET, BELOW, MISSING = "met", "below", "missing"
OUTCOMES = [
    (MET, "Eligible"),
    (BELOW, "Predicate too low"),
    (MISSING, "Predicate missing"),
]

DEFAULT_YEARS = 2


class Reason(NamedTuple):
    """What one year says: ``met``, ``below`` or ``missing``."""

    code: str
    year: int
    predicate: str | None


class Verdict(NamedTuple):
    """``outcome`` sums up the years: too low weighs more than missing."""

    outcome: str
    reasons: tuple

    @property
    def eligible(self):
        return self.outcome == MET


def judge(history, year, predicate, years=DEFAULT_YEARS):
    """Judge one person at the end of ``year``.

    :param history: mapping year -> final annual predicate
    :param predicate: the least that is asked of each of the ``years``

    >>> judge({2026: 'baik', 2027: 'sangat_baik'}, 2027, 'baik').eligible
    True
    >>> judge({2027: 'kurang'}, 2027, 'baik')
    Verdict(outcome='below', reasons=(Reason(code='missing', year=2026, predicate=None), \
Reason(code='below', year=2027, predicate='kurang')))
    """
    reasons = tuple(
        _reason(each, history.get(each) or None, predicate) for each in span(year, years)
    )
    codes = {reason.code for reason in reasons}
    return Verdict(next((code for code in (BELOW, MISSING) if code in codes), MET), reasons)


def _reason(year, found, predicate):
    if not found:
        return Reason(MISSING, year, None)
    return Reason(MET if meets(found, predicate) else BELOW, year, found)

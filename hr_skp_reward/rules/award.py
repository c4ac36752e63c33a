"""Who gets which award: a predicate held for so many consecutive years.

Only final annual predicates count; a year without one breaks the row.  The search over a whole
agency is one SQL statement, which a test holds to what is said here.
"""

from typing import NamedTuple

from odoo.addons.hr_skp_evaluation.rules.codes import BAIK, PREDICATE_NUMBERS, SANGAT_BAIK

COMPETENCY, TALENT_POOL, OTHER = "competency", "talent_pool", "other"
BENEFITS = [
    (COMPETENCY, "Priority for competency development"),
    (TALENT_POOL, "Talent pool"),
    (OTHER, "Other award"),
]

PROPOSED, APPROVED, GRANTED, DECLINED = "proposed", "approved", "granted", "declined"
STATES = [
    (PROPOSED, "Proposed"),
    (APPROVED, "Approved"),
    (GRANTED, "Granted"),
    (DECLINED, "Declined"),
]
#: Not decided yet.
PENDING = frozenset({PROPOSED, APPROVED})

#: move -> (states it starts from, state it leads to, who may make it, whether it asks why)
MOVES = {
    "approve": ({PROPOSED}, APPROVED, {"decider"}, False),
    "grant": ({APPROVED}, GRANTED, {"decider"}, False),
    "decline": ({PROPOSED, APPROVED}, DECLINED, {"decider"}, True),
    # An award proposed by hand may be taken back by who proposes.
    "withdraw": ({PROPOSED}, DECLINED, {"officer"}, True),
    "leave": ({GRANTED}, GRANTED, {"decider"}, True),
}


class Rule(NamedTuple):
    """``predicate`` held in ``years`` consecutive years, exactly or better, gives ``benefit``."""

    predicate: str
    years: int
    benefit: str
    or_better: bool = True


#: The regulation's own two; an agency edits the records made from them.
DEFAULT_RULES = (Rule(BAIK, 2, COMPETENCY), Rule(SANGAT_BAIK, 2, TALENT_POOL))


def meets(predicate, wanted, or_better=True):
    """Tell whether a predicate is the wanted one, or a better one where that is enough.

    >>> meets('sangat_baik', 'baik'), meets('sangat_baik', 'baik', or_better=False)
    (True, False)
    >>> meets(None, 'baik')
    False
    """
    if predicate not in PREDICATE_NUMBERS:
        return False
    if or_better:
        return PREDICATE_NUMBERS[predicate] <= PREDICATE_NUMBERS[wanted]
    return predicate == wanted


def span(year, years):
    """Return the consecutive years that end with ``year``.

    >>> list(span(2027, 2))
    [2026, 2027]
    """
    return range(year - years + 1, year + 1)


def qualifies(history, year, rule):
    """Tell whether a person qualifies at the end of ``year``.

    :param history: mapping year -> final annual predicate

    >>> two_years = {2026: 'sangat_baik', 2027: 'sangat_baik'}
    >>> [rule.benefit for rule in DEFAULT_RULES if qualifies(two_years, 2027, rule)]
    ['competency', 'talent_pool']
    >>> [qualifies({2026: 'baik', 2028: 'baik'}, 2028, rule) for rule in DEFAULT_RULES]
    [False, False]
    """
    return all(
        meets(history.get(each), rule.predicate, rule.or_better) for each in span(year, rule.years)
    )


def qualified(histories, year, rule):
    """Return who qualifies at the end of ``year``, of a mapping person -> history.

    >>> qualified({'a': {2026: 'baik', 2027: 'baik'}, 'b': {2027: 'baik'}}, 2027, DEFAULT_RULES[0])
    {'a'}
    """
    return {person for person, history in histories.items() if qualifies(history, year, rule)}


def leaves_pool(history, granted_year, year, stay_at):
    """Return the first year whose predicate ends a membership of the talent pool, or ``None``.

    A year without a predicate ends nothing: he who is on leave is not judged.

    :param granted_year: the last year on which the membership rests
    :param stay_at: the predicate that a member has to keep, or better

    >>> leaves_pool({2028: 'baik', 2029: 'kurang'}, 2027, 2030, 'baik')
    2029
    >>> leaves_pool({2028: 'baik'}, 2027, 2030, 'baik') is None
    True
    """
    for each in range(granted_year + 1, year + 1):
        if history.get(each) and not meets(history[each], stay_at):
            return each
    return None


def refusal(move, state, roles, reason=None):
    """Return why ``move`` is refused: ``role``, ``state``, ``reason``; or ``None`` if it is not.

    >>> refusal('grant', 'approved', {'officer'}), refusal('grant', 'approved', {'decider'})
    ('role', None)
    """
    sources, _target, movers, needs_reason = MOVES[move]
    if not movers & set(roles):
        return "role"
    if state not in sources:
        return "state"
    if needs_reason and not (reason or "").strip():
        return "reason"
    return None

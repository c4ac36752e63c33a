"""Agreed actions of development: their kinds, their states, and who moves them."""

from datetime import timedelta
from typing import NamedTuple

KINDS = [("guidance", "Guidance"), ("counselling", "Counselling"), ("learning", "Learning")]
OPEN, DONE, CANCELLED = "open", "done", "cancelled"
STATES = [(OPEN, "Open"), (DONE, "Done"), (CANCELLED, "Cancelled")]
#: The two who agree such an action.
PARTIES = frozenset({"employee", "evaluator"})


class Move(NamedTuple):
    """One move: from where, to where, by whom, and whether words go with it."""

    source: str
    target: str
    roles: frozenset
    needs_words: bool


MOVES = {
    # Either party tells what came of it; the outcome is what the rating will look at.
    "done": Move(OPEN, DONE, PARTIES, True),
    "cancel": Move(OPEN, CANCELLED, PARTIES, True),
    "reopen": Move(DONE, OPEN, frozenset({"evaluator"}), False),
}


#: Days from its day on which an action is spoken of: before, on it, after.
OCCASIONS = (-7, 0, 7)


def due_occasion(today, date_due):
    """Return the newest day on which an open action is to be spoken of, or None.

    >>> from datetime import date
    >>> due_occasion(date(2026, 6, 12), date(2026, 6, 20)) is None
    True
    >>> due_occasion(date(2026, 6, 15), date(2026, 6, 20))
    datetime.date(2026, 6, 13)
    >>> due_occasion(date(2026, 9, 1), date(2026, 6, 20))
    datetime.date(2026, 6, 27)
    """
    days = [date_due + timedelta(days=count) for count in OCCASIONS]
    return max((day for day in days if day <= today), default=None)


def refusal(move, state, roles, words=None):
    """Return why ``move`` is refused: ``role``, ``state``, ``words``; or None if it is not.

    >>> refusal('done', 'open', {'employee'}, 'Pelatihan selesai') is None
    True
    >>> refusal('done', 'open', {'employee'}), refusal('reopen', 'done', {'employee'})
    ('words', 'role')
    """
    rule = MOVES[move]
    if not rule.roles & set(roles):
        return "role"
    if state != rule.source:
        return "state"
    if rule.needs_words and not (isinstance(words, str) and words.strip()):
        return "words"
    return None

"""States of an evaluation and of an objection: who may make which move, from where, to where.

The one place for it: buttons, guards, portal and tests all read these tables.
"""

from typing import NamedTuple

OPEN, SELF_REPORTED, RATED = "open", "self_reported", "rated"
FINALISED, RECEIVED, DECIDED, FINAL = "finalised", "received", "decided", "final"

STATES = [
    (OPEN, "Open"),
    (SELF_REPORTED, "Self-reported"),
    (RATED, "Rated"),
    (FINALISED, "Finalised"),
    (RECEIVED, "Received"),
    (DECIDED, "Decided"),
    (FINAL, "Final"),
]

#: Nothing of the outcome is on the evaluation yet.
BEFORE_OUTCOME = frozenset({OPEN, SELF_REPORTED, RATED})
#: Accepted, lapsed or decided: only such a result triggers anything.
IS_FINAL = frozenset({DECIDED, FINAL})

FILED, EXPLAINED, WITHDRAWN = "filed", "explained", "withdrawn"
OBJECTION_STATES = [
    (FILED, "Filed"),
    (EXPLAINED, "Explained"),
    (DECIDED, "Decided"),
    (WITHDRAWN, "Withdrawn"),
]
PENDING_OBJECTION = frozenset({FILED, EXPLAINED})

ACCEPTED, DECLINED = "accepted", "declined"
PROPOSAL_STATES = [
    (OPEN, "Waits for an answer"),
    (ACCEPTED, "Accepted"),
    (DECLINED, "Declined"),
    (WITHDRAWN, "Withdrawn"),
]


class Move(NamedTuple):
    """One move. ``target`` None: the state stays. ``in_term``: not once the term is closed."""

    sources: frozenset
    target: str | None
    roles: frozenset
    needs_reason: bool = False
    in_term: bool = False


def _move(sources, target, roles, needs_reason=False, in_term=False):
    return Move(frozenset(sources), target, frozenset(roles), needs_reason, in_term)


MOVES = {
    "self_report": _move({OPEN}, SELF_REPORTED, {"employee"}, in_term=True),
    "return": _move({SELF_REPORTED, RATED}, OPEN, {"evaluator"}, needs_reason=True, in_term=True),
    # From "open" only after the fill-in deadline: nobody is held up by who does not report.
    "start_rating": _move({OPEN, SELF_REPORTED, RATED}, None, {"evaluator"}, in_term=True),
    "rate": _move({OPEN, SELF_REPORTED, RATED}, RATED, {"evaluator"}, in_term=True),
    "ask_lift": _move({RATED}, None, {"evaluator"}, needs_reason=True, in_term=True),
    "lift": _move({RATED}, None, {"reviewer"}, needs_reason=True, in_term=True),
    # Calibration: the superior sees what was submitted to him, and only proposes.
    "share": _move({RATED}, None, {"evaluator"}, in_term=True),
    "propose_rating": _move({RATED}, None, {"calibrator"}, needs_reason=True, in_term=True),
    "finalise": _move({RATED}, FINALISED, {"evaluator"}, in_term=True),
    "receive": _move({FINALISED}, RECEIVED, {"employee"}),
    "accept": _move({FINALISED, RECEIVED}, FINAL, {"employee"}),
    "object": _move({FINALISED, RECEIVED}, RECEIVED, {"employee"}, needs_reason=True),
    "reopen": _move({FINALISED, RECEIVED, DECIDED, FINAL}, RATED, {"manager"}, needs_reason=True),
}

OBJECTION_MOVES = {
    "explain": _move({FILED}, EXPLAINED, {"evaluator"}, needs_reason=True),
    # From "filed" only once the days for the explanation have passed.
    "decide": _move({FILED, EXPLAINED}, DECIDED, {"decider"}, needs_reason=True),
    "withdraw": _move({FILED, EXPLAINED}, WITHDRAWN, {"employee"}),
}

PROPOSAL_MOVES = {
    "accept": _move({OPEN}, ACCEPTED, {"evaluator"}),
    "decline": _move({OPEN}, DECLINED, {"evaluator"}, needs_reason=True),
    "withdraw": _move({OPEN}, WITHDRAWN, {"calibrator"}),
}


def refusal(move, state, roles, reason=None, *, term_closed=False, due=True, table=None):
    """Return why ``move`` is refused: ``role state term deadline reason``; ``None`` if it is not.

    :param roles: what the acting person is; never ``employee`` together with others
    :param due: whether the deadline of the step before has passed
    :param table: ``MOVES``, ``OBJECTION_MOVES`` or ``PROPOSAL_MOVES``
    """
    rule = (table or MOVES)[move]
    if not rule.roles & set(roles):
        return "role"
    if state not in rule.sources:
        return "state"
    if rule.in_term and term_closed:
        return "term"
    if move in WAITING and state == WAITING[move] and not due:
        return "deadline"
    if rule.needs_reason and not (isinstance(reason, str) and reason.strip()):
        return "reason"
    return None


#: move -> state from which it has to wait for the deadline of somebody else's step
WAITING = {"start_rating": OPEN, "rate": OPEN, "decide": FILED}

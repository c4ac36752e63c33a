"""States of a plan (SKP) and its moves: who may make which, from where, to where.

The one place for it: buttons, guards, portal and tests all read these tables.
"""

from typing import NamedTuple

DRAFT, PROPOSED, AGREED = "draft", "proposed", "agreed"
REVISING, CLOSED, CANCELLED = "revising", "closed", "cancelled"

STATES = [
    (DRAFT, "Draft"),
    (PROPOSED, "Proposed"),
    (AGREED, "Agreed"),
    (REVISING, "Revising"),
    (CLOSED, "Closed"),
    (CANCELLED, "Cancelled"),
]

#: A plan in one of these is somebody's living plan of the year.
LIVE = frozenset({DRAFT, PROPOSED, AGREED, REVISING})


class Move(NamedTuple):
    """One move. ``target`` None means: back to where the person works on it."""

    sources: frozenset
    target: str | None
    roles: frozenset
    needs_reason: bool = False


def _move(sources, target, roles, needs_reason=False):
    return Move(frozenset(sources), target, frozenset(roles), needs_reason)


MOVES = {
    "propose": _move({DRAFT, REVISING}, PROPOSED, {"employee"}),
    "withdraw": _move({PROPOSED}, None, {"employee"}),
    "agree": _move({PROPOSED}, AGREED, {"evaluator"}),
    "return": _move({PROPOSED}, None, {"evaluator"}, needs_reason=True),
    "revise": _move({AGREED}, REVISING, {"employee", "evaluator"}, needs_reason=True),
    "cancel_revision": _move({REVISING}, AGREED, {"employee", "evaluator"}),
    # For one who does not propose: the evaluator sets the plan in his stead.
    "set": _move({DRAFT, PROPOSED, REVISING}, AGREED, {"evaluator"}, needs_reason=True),
    "cancel": _move({DRAFT, PROPOSED, AGREED, REVISING}, CANCELLED, {"officer"}, needs_reason=True),
}

#: Who may edit the content (results, indicators, commitments) in which state.
EDITORS = {
    DRAFT: frozenset({"employee", "evaluator", "leader"}),
    REVISING: frozenset({"employee", "evaluator", "leader"}),
    # The employee withdraws first, so that nobody agrees to a text that changes under his eyes.
    PROPOSED: frozenset({"evaluator"}),
}


def target_state(move, revision):
    """Return the state that ``move`` leads to for a plan agreed ``revision`` times so far.

    >>> target_state('return', 0), target_state('return', 2), target_state('agree', 0)
    ('draft', 'revising', 'agreed')
    """
    return MOVES[move].target or (REVISING if revision else DRAFT)


def refusal(move, state, roles, reason=None):
    """Return why ``move`` is refused: ``role``, ``state``, ``reason``; or ``None`` if it is not.

    :param roles: what the acting person is to this plan; never ``employee`` together with others
    """
    rule = MOVES[move]
    if not rule.roles & set(roles):
        return "role"
    if state not in rule.sources:
        return "state"
    if rule.needs_reason and not (reason or "").strip():
        return "reason"
    return None


def may_edit(state, roles):
    """Tell whether somebody with ``roles`` may edit the content of a plan in ``state``."""
    return bool(EDITORS.get(state, frozenset()) & set(roles))

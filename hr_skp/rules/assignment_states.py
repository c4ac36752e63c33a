"""States of an assignment and of the people named for it: who may make which move, from where.

The one place for it: buttons, guards, portal and tests all read these tables.
"""

from .plan_states import Move

DRAFT, REQUESTED, COORDINATING = "draft", "requested", "coordinating"
DECIDED, DONE, CANCELLED = "decided", "done", "cancelled"

STATES = [
    (DRAFT, "Draft"),
    (REQUESTED, "Requested"),
    (COORDINATING, "Coordinating"),
    (DECIDED, "Decided"),
    (DONE, "Done"),
    (CANCELLED, "Cancelled"),
]

PROPOSED, APPROVED, DECLINED = "proposed", "approved", "declined"

NOMINEE_STATES = [
    (PROPOSED, "Proposed"),
    (APPROVED, "Approved"),
    (DECLINED, "Declined"),
]

#: Answers are awaited; an open call takes volunteers.
OPEN = frozenset({REQUESTED, COORDINATING})
#: An evaluator may still answer, or think again about a refusal.
ANSWERABLE = OPEN | {DECIDED}
#: The officials to whom an assignment is more than something to read.
ACTING = frozenset({"assigner", "addressee", "evaluator", "supporter"})


def _move(sources, target, roles, needs_reason=False):
    return Move(frozenset(sources), target, frozenset(roles), needs_reason)


MOVES = {
    "request": _move({DRAFT}, REQUESTED, {"assigner"}),
    "coordinate": _move(OPEN, COORDINATING, {"evaluator", "addressee"}),
    # For a request that names nobody: its addressee has nobody to give.
    "decline": _move(OPEN, DECIDED, {"addressee"}, needs_reason=True),
    # The assigner has enough people, or waits no longer.
    "end": _move(OPEN, DECIDED, {"assigner"}),
    "done": _move({DECIDED}, DONE, {"assigner"}),
    # A draft is deleted instead.
    "cancel": _move(ANSWERABLE, CANCELLED, {"assigner", "officer"}, needs_reason=True),
}

#: What happens to one person named; the evaluator's alone, whoever asked.
NOMINEE_MOVES = {
    "approve": _move({PROPOSED, DECLINED}, APPROVED, {"evaluator"}),
    "decline": _move({PROPOSED}, DECLINED, {"evaluator"}, needs_reason=True),
}

#: Who may name people, in which state of the assignment.
NAMERS = {
    DRAFT: frozenset({"assigner"}),
    REQUESTED: frozenset({"assigner", "addressee", "evaluator"}),
    COORDINATING: frozenset({"assigner", "addressee", "evaluator", "supporter"}),
    DECIDED: frozenset({"assigner", "addressee"}),
}


def refusal(rule, state, roles, reason=None):
    """Return why a move is refused: ``role``, ``state``, ``reason``; or ``None`` if it is not.

    >>> refusal(MOVES["request"], DRAFT, {"evaluator"}), refusal(MOVES["done"], DRAFT, {"assigner"})
    ('role', 'state')
    >>> refusal(NOMINEE_MOVES["decline"], PROPOSED, {"evaluator"}, " ")
    'reason'
    """
    if not rule.roles & set(roles):
        return "role"
    if state not in rule.sources:
        return "state"
    if rule.needs_reason and not (reason or "").strip():
        return "reason"
    return None


def may_name(state, roles):
    """Tell whether somebody with ``roles`` may name people for an assignment in ``state``."""
    return bool(NAMERS.get(state, frozenset()) & set(roles))


def state_after_answers(state, is_open_call, nominee_states):
    """Return where an assignment stands once somebody was named or answered about.

    It is decided when everybody named is; somebody named later makes it a request again. An open
    call stays open until its assigner ends it.

    >>> state_after_answers(REQUESTED, False, [APPROVED, DECLINED])
    'decided'
    >>> state_after_answers(REQUESTED, True, [APPROVED])
    'requested'
    >>> state_after_answers(DECIDED, False, [PROPOSED])
    'requested'
    >>> state_after_answers(REQUESTED, False, []), state_after_answers(DRAFT, False, [PROPOSED])
    ('requested', 'draft')
    """
    pending = PROPOSED in nominee_states
    if state in OPEN and nominee_states and not pending and not is_open_call:
        return DECIDED
    if state == DECIDED and pending:
        return REQUESTED
    return state

"""A performance dialogue: its kinds and states, and who plans, writes, holds and confirms it."""

from typing import NamedTuple

KINDS = [
    ("planning", "Planning"),
    ("clarification", "Clarification"),
    ("feedback", "Feedback"),
    ("evaluation", "Evaluation"),
]

#: Dialogues that settle the terms of a plan; the others talk about its fulfilment.
SETTLING_KINDS = frozenset({"planning", "clarification"})

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
STATES = [(PLANNED, "Planned"), (HELD, "Held"), (CANCELLED, "Cancelled")]

#: The two parties; each confirms for himself.
PARTIES = frozenset({"employee", "evaluator"})

#: The five things that every dialogue agrees, in the order in which they are talked through.
AGREED_THINGS = (
    "desired_results",
    "guidelines",
    "resources",
    "accountability",
    "consequences",
)
CONTENT = frozenset({*AGREED_THINGS, "notes"})
#: Who meets when and where: settled before the dialogue.
APPOINTMENT = frozenset({"kind", "date_start", "duration", "location", "video_url"})
PARTICIPANTS = frozenset({"participant_ids"})


class Move(NamedTuple):
    sources: frozenset
    target: str
    needs_reason: bool = False


MOVES = {
    "hold": Move(frozenset({PLANNED}), HELD),
    # Marked as held by mistake, or moved after all; not once somebody has confirmed it.
    "replan": Move(frozenset({HELD}), PLANNED),
    "cancel": Move(frozenset({PLANNED}), CANCELLED, needs_reason=True),
    "confirm": Move(frozenset({HELD}), HELD),
}


def refusal(move, state, roles, reason=None, confirmed=frozenset(), early=False, blank=False):
    """Return why ``move`` is refused, or ``None`` if it is not.

    :param roles: what the acting person is to the dialogue
    :param confirmed: the parties that have confirmed
    :param early: the planned day is still to come
    :param blank: nothing is written down as agreed

    >>> refusal("hold", PLANNED, {"participant"}), refusal("hold", PLANNED, {"employee"})
    ('role', None)
    >>> refusal("confirm", HELD, {"employee"}, confirmed={"employee"})
    'confirmed'
    """
    rule, acting = MOVES[move], PARTIES & set(roles)
    if not acting:
        return "role"
    if state not in rule.sources:
        return "state"
    if rule.needs_reason and not (reason or "").strip():
        return "reason"
    if move == "hold" and early:
        return "early"
    if move == "confirm" and blank:
        return "blank"
    if (move == "confirm" and acting <= set(confirmed)) or (move == "replan" and confirmed):
        return "confirmed"
    return None


def writable(state, roles, confirmed=frozenset()):
    """Return the fields that somebody with ``roles`` may write now.

    What both have confirmed is frozen: a later correction is a new dialogue.

    >>> sorted(writable(HELD, {"evaluator"}) - CONTENT)
    ['participant_ids']
    >>> writable(HELD, {"evaluator"}, {"employee", "evaluator"})
    frozenset()
    """
    if not PARTIES & set(roles) or state == CANCELLED or PARTIES <= set(confirmed):
        return frozenset()
    if state == PLANNED:
        return APPOINTMENT | PARTICIPANTS | CONTENT
    return PARTICIPANTS | CONTENT

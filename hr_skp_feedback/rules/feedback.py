"""Ongoing feedback: its codes, who stands how to whom, who may touch which part of an entry when.

No Odoo here: models gather the facts, these tables decide, buttons and guards and portal read them.
"""

from datetime import timedelta

ABOUTS = [("result", "A result"), ("behaviour", "A behaviour"), ("whole", "The whole")]
TONES = [("good", "Good"), ("improve", "To improve"), ("other", "Other")]
CHANNELS = [
    ("in_person", "In person"),
    ("chat", "Chat"),
    ("letter", "Letter"),
    ("meeting", "Meeting"),
    ("survey", "Survey"),
    ("app", "This application"),
]
RELATIONS = [
    ("evaluator", "Evaluator"),
    ("assigner", "Assigning official"),
    ("team_leader", "Team leader or other leader"),
    ("peer", "Peer"),
    ("subordinate", "Subordinate"),
    ("recipient", "Recipient of the service"),
    ("host", "Host institution"),
    ("outside", "From outside"),
    ("self", "Self-reflection"),
]
#: What the person then did about it: this is the "response" of the rating, not a reply typed.
FOLLOW_UPS = [("none", "Nothing done"), ("partial", "Done in part"), ("full", "Done in full")]
#: Of one remark through the link of an outside official: characters; and remarks on one result.
LINK_TEXT = 4000
LINK_REMARKS = 30
#: From whom an evaluator relays a remark that is printed with him as its source.
RELAYED = [
    ("subordinate", "Subordinates"),
    ("peer", "Peers"),
    ("recipient", "Recipients of the service"),
]

#: The first that fits: one who is several things at once speaks as the most official of them.
PRECEDENCE = ("self", "evaluator", "assigner", "team_leader", "subordinate", "peer")
#: What a source that has no account may be, and what a colleague may be whom no fact places.
OUTSIDE_RELATIONS = ("outside", "host", "recipient")
UNPLACED_RELATIONS = ("peer", "recipient")

#: Part of an entry -> who touches it.  ``text`` is all that the giver said.
PART_ROLES = {
    "text": frozenset({"giver"}),
    "response": frozenset({"employee"}),
    "mark": frozenset({"giver", "evaluator"}),
}


def relation(facts, chosen=None, outside=False):
    """Return what the giver is to the person, by the facts, else as he says.

    :param facts: set of codes of `PRECEDENCE` that hold
    :param chosen: what the giver says; counts only where no fact does
    :param outside: whether a source without an account speaks, recorded by the evaluator

    >>> relation({'peer', 'evaluator'}), relation({'self'}, 'evaluator')
    ('evaluator', 'self')
    >>> relation(set(), 'recipient'), relation(set(), 'evaluator')
    ('recipient', 'peer')
    >>> relation({'evaluator'}, 'host', outside=True), relation({'evaluator'}, outside=True)
    ('host', 'outside')
    """
    if outside:
        return chosen if chosen in OUTSIDE_RELATIONS else OUTSIDE_RELATIONS[0]
    for code in PRECEDENCE:
        if code in facts:
            return code
    return chosen if chosen in UNPLACED_RELATIONS else UNPLACED_RELATIONS[0]


def refusal(part, roles, answered=False, marked=False, frozen=False, own=False):
    """Return why somebody may not touch ``part``: ``role own frozen answered marked``, or None.

    :param roles: what he is to the entry: of ``employee giver evaluator auditor``
    :param answered: the employee has answered: what he answered to stays as it was
    :param marked: what was done about it has been marked
    :param frozen: the entry belongs to what has been rated finally
    :param own: a self-reflection: nobody answers himself, nobody marks his own doing
    """
    if not PART_ROLES[part] & set(roles):
        return "role"
    if own and part != "text":
        return "own"
    if frozen:
        return "frozen"
    if part == "text" and (answered or marked):
        return "answered" if answered else "marked"
    return None


#: A silence that goes on is spoken of again after so many days.
AGAIN = 30


def silence_occasion(today, since, limit):
    """Return the newest day on which a silence since ``since`` is to be spoken of, or None.

    >>> from datetime import date
    >>> silence_occasion(date(2026, 3, 2), date(2026, 1, 1), 60) is None
    True
    >>> silence_occasion(date(2026, 3, 10), date(2026, 1, 1), 60)
    datetime.date(2026, 3, 3)
    >>> silence_occasion(date(2026, 4, 5), date(2026, 1, 1), 60)
    datetime.date(2026, 4, 2)
    """
    first = since + timedelta(days=limit + 1)
    if not limit or today < first:
        return None
    return first + timedelta(days=(today - first).days // AGAIN * AGAIN)


def days_silent(today, last, since):
    """Return for how many days a person has heard nothing: from ``last``, else from ``since``.

    >>> from datetime import date
    >>> days_silent(date(2026, 3, 31), date(2026, 3, 1), date(2026, 1, 5))
    30
    >>> days_silent(date(2026, 3, 31), None, date(2026, 3, 21))
    10
    >>> days_silent(date(2026, 3, 31), None, None) is None
    True
    """
    start = max((day for day in (last, since) if day), default=None)
    return max((today - start).days, 0) if start else None

"""Anonymous feedback: what is released, and in which order. No Odoo, no database.

Answers lie apart from who was asked.  They come out together after the deadline, shuffled, and only
where at least `MINIMUM` people of one relation answered: of two peers each knows what the other
wrote, and the person needs to guess once only.
"""

from random import SystemRandom

#: Fewer than so many of one relation and each of them is as good as named.
MINIMUM = 3

#: How often those who have not answered are reminded: days before the deadline.
REMINDER_DAYS = (7, 3, 1)

_random = SystemRandom()


def thin_relations(asked, minimum=MINIMUM):
    """Return the relations, sorted, of which too few people are asked to stay unknown.

    :param asked: relation of each person asked

    >>> thin_relations(["peer", "peer", "peer", "subordinate"])
    ['subordinate']
    """
    asked = list(asked)
    return sorted({code for code in asked if asked.count(code) < minimum})


def released_relations(answered, minimum=MINIMUM):
    """Return the relations whose answers are released.

    :param answered: relation of each *person* who answered, however much he said

    >>> sorted(released_relations(["peer"] * 3 + ["subordinate"] * 2))
    ['peer']
    """
    answered = list(answered)
    return {code for code in answered if answered.count(code) >= minimum}


def shuffled(items):
    """Return the items in an order that nobody can foretell or repeat."""
    items = list(items)
    _random.shuffle(items)
    return items


def due_reminder(today, deadline):
    """Return how many days before the deadline the reminder is that is due today, or None.

    One that was missed while nothing ran is not made up for: the nearest one counts.

    >>> from datetime import date
    >>> due_reminder(date(2026, 3, 1), date(2026, 3, 3)), due_reminder(
    ...     date(2026, 3, 1), date(2026, 3, 30))
    (3, None)
    """
    left = (deadline - today).days
    if left < 0:
        return None
    return min((days for days in REMINDER_DAYS if left <= days), default=None)

"""Who evaluates once somebody has left: the rules of ``evaluator.py`` without the absent."""

from dataclasses import replace


def without(people, agency, absent):
    """Return ``people`` and ``agency`` as the rules see them when ``absent`` evaluate nobody.

    The absent stay in the org chart, so that the way up leads through them to the next superior.

    :param people: mapping id -> :class:`~.evaluator.Person`
    :param absent: ids of those who left
    """
    absent = frozenset(absent)
    kept = {
        person_id: _freed(_powerless(person) if person_id in absent else person, absent)
        for person_id, person in people.items()
    }
    return kept, agency._replace(
        head=None if agency.head in absent else agency.head,
        coordinating_minister=(
            None if agency.coordinating_minister in absent else agency.coordinating_minister
        ),
    )


def _powerless(person):
    return replace(
        person, position=None, kind=None, heads_independent_unit=False, holds_delegation=False
    )


def _freed(person, absent):
    return replace(person, override=None) if person.override in absent else person

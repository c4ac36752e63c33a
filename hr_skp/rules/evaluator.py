"""Who evaluates whom: the precedence of the regulation, on plain data.

Personal override, then the rule table for JPT and heads of independent units, then the nearest
superior in the org chart who may evaluate (a Pengawas or higher, an official who is not ASN, or
somebody who holds a delegation).  A JF or team leader in between recommends and is passed over.
"""

from dataclasses import dataclass
from typing import NamedTuple

from .codes import EVALUATING_POSITIONS


@dataclass(frozen=True)
class Person:
    """What the rule needs to know of one employee; ids of other people, or ``None``."""

    id: int
    manager: int | None = None
    override: int | None = None
    position: str | None = None
    kind: str | None = None
    heads_independent_unit: bool = False
    holds_delegation: bool = False

    @property
    def may_evaluate(self):
        return (
            self.position in EVALUATING_POSITIONS
            or self.kind == "non_asn"
            or self.heads_independent_unit
            or self.holds_delegation
        )


class Agency(NamedTuple):
    """The two officials that the rule table names."""

    kind: str = "regional"
    head: int | None = None
    coordinating_minister: int | None = None


class Finding(NamedTuple):
    """The evaluator found, why, and who was passed over because he may not evaluate.

    ``reason``: ``override``, ``table``, ``nearest``, ``none`` or ``loop``.
    """

    evaluator: int | None
    reason: str
    skipped: tuple = ()


def find_evaluator(person_id, people, agency):
    """Return the :class:`Finding` for ``person_id``.

    :param people: mapping id -> :class:`Person`; must hold the superiors up to the top
    """
    person = people[person_id]
    if person.override and person.override != person_id:
        return Finding(person.override, "override")
    ruled = _from_table(person, people, agency)
    if ruled and ruled != person_id:
        return Finding(ruled, "table")
    return _nearest(person, people, lambda superior: superior.may_evaluate)


def _from_table(person, people, agency):
    if person.position == "jpt_utama":
        # The table knows no JPT Utama in a region; the head is who remains above him.
        return agency.coordinating_minister if agency.kind == "central" else agency.head
    if person.position == "jpt_pratama" and agency.kind == "central":
        found = _nearest(person, people, lambda p: p.position in ("jpt_madya", "jpt_utama"))
        return found.evaluator or agency.head
    if person.position in ("jpt_madya", "jpt_pratama") or person.heads_independent_unit:
        return agency.head
    return None


def _nearest(person, people, accepts):
    """Walk up the org chart to the first superior that ``accepts`` approves."""
    seen, skipped = {person.id}, []
    current = people.get(person.manager)
    while current:
        if current.id in seen:
            return Finding(None, "loop", tuple(skipped))
        if accepts(current):
            return Finding(current.id, "nearest", tuple(skipped))
        seen.add(current.id)
        skipped.append(current.id)
        current = people.get(current.manager)
    return Finding(None, "none", tuple(skipped))

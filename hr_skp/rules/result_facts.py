"""What the check of a workbook of results works on: the plans, and what stands in them already.

A *ref* stands for a result or indicator: the database id of what exists, or minus the row number of
what the file adds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .import_facts import KnownObjective, KnownPerson
from .matrix import EDIT, REVISE
from .plan_states import AGREED, DRAFT, may_edit
from .workbook import Row

OWN_PLAN, NOT_YOURS, AGREED_YOURS = "own_plan", "not_yours", "plan_agreed_yours"


def fill_step(state, roles, may_open=False):
    """Return what filling a plan from a file takes: EDIT, REVISE, or the code of a refusal.

    The evaluator may what the form lets him; he may have agreed plans opened for it.  An officer
    fills what has never been proposed.  Nobody fills his own plan: that is what the form is for.

    >>> fill_step("proposed", {"evaluator"}), fill_step("draft", {"officer"})
    ('edit', 'edit')
    >>> fill_step("agreed", {"evaluator"}), fill_step("agreed", {"evaluator"}, True)
    ('plan_agreed_yours', 'revise')
    >>> fill_step("agreed", {"officer"}, True), fill_step("draft", {"employee"})
    ('plan_agreed', 'own_plan')
    >>> fill_step("draft", {"head", "auditor"})
    'not_yours'
    """
    if "employee" in roles:
        return OWN_PLAN
    if may_edit(state, {"evaluator"} & set(roles)):
        return EDIT
    if state == DRAFT and "officer" in roles:
        return EDIT
    if state == AGREED and "evaluator" in roles:
        return REVISE if may_open else AGREED_YOURS
    return f"plan_{state}" if {"evaluator", "officer"} & set(roles) else NOT_YOURS


@dataclass(frozen=True)
class KnownPlan:
    """A plan of the year that the user may read."""

    id: int
    person: int
    name: str  # of the person
    start: date
    live: bool = True
    leader: int | None = None  # the leader's plan
    leader_name: str = ""
    step: str = EDIT  # as ``fill_step`` says


@dataclass(frozen=True)
class KnownLine:
    """A result or an indicator; ``values`` by column, ids for links, no key for what is empty."""

    id: int
    owner: int  # the plan of a result, the result of an indicator
    key: str = ""
    sequence: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self):
        return self.values.get("name", "")

    @property
    def made_key(self):
        return made_key(self.id)


@dataclass
class KnownContent:
    """What stands in the plans that the file is about, and in those of their leaders."""

    first_day: date
    last_day: date
    people: list[KnownPerson] = field(default_factory=list)
    plans: list[KnownPlan] = field(default_factory=list)
    results: list[KnownLine] = field(default_factory=list)
    indicators: list[KnownLine] = field(default_factory=list)
    objectives: list[KnownObjective] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A row that is ready to be written; ``changes`` is all of it where the row is new."""

    ref: int
    owner: int  # id of the plan, or ref of the result
    row: Row
    values: dict[str, Any]
    changes: dict[str, Any] = field(default_factory=dict)
    sequence: int = 0
    old: str = ""  # the recorded text, of what exists

    @property
    def is_new(self):
        return self.ref < 0

    @property
    def is_changed(self):
        return not self.is_new and bool(self.changes)


def made_key(record_id):
    """Return the key of a line that nobody gave one.

    >>> made_key(12)
    '#12'
    """
    return f"#{record_id}"


def parse_made_key(key):
    """Return the id that a made key stands for, or ``None``.

    >>> parse_made_key("#12"), parse_made_key("K1"), parse_made_key("#1a")
    (12, None, None)
    """
    digits = key[1:] if key and key.startswith("#") else ""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None

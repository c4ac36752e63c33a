"""What the import check works on: the facts of the agency, the rows to write, and loops.

A *ref* stands for a unit, post, person or objective: the database id (positive) of what exists,
or minus the row number of what the file adds.
"""

from dataclasses import dataclass, field
from typing import Any

from . import nip
from .workbook import Row


@dataclass(frozen=True)
class KnownUnit:
    id: int
    code: str = ""
    name: str = ""
    parent: int | None = None
    head: int | None = None


@dataclass(frozen=True)
class KnownPost:
    id: int
    name: str = ""
    unit: int | None = None


@dataclass(frozen=True)
class KnownPerson:
    id: int
    code: str = ""
    number: str = ""
    former: tuple[str, ...] = ()
    name: str = ""
    kind: str | None = None
    unit: int | None = None
    superior: int | None = None
    email: str = ""
    active: bool = True
    has_user: bool = False


@dataclass(frozen=True)
class KnownGrade:
    id: int
    code: str
    siasn_code: str
    kind: str


@dataclass(frozen=True)
class KnownObjective:
    id: int
    code: str = ""
    parent: int | None = None
    name: str = ""


@dataclass
class Known:
    """What the agency has already."""

    units: list[KnownUnit] = field(default_factory=list)
    posts: list[KnownPost] = field(default_factory=list)
    people: list[KnownPerson] = field(default_factory=list)
    grades: list[KnownGrade] = field(default_factory=list)
    objectives: list[KnownObjective] = field(default_factory=list)
    logins: dict[str, int | None] = field(default_factory=dict)  # login -> employee's id, if any
    may_create_users: bool = True


@dataclass
class Item:
    """A row that is ready to be written: links are refs."""

    ref: int
    row: Row
    values: dict[str, Any]

    @property
    def is_new(self):
        return self.ref < 0


def fold_key(value):
    """Reduce a code or number to what has to agree.

    >>> fold_key(" 1986 0926 ") == fold_key("19860926")
    True
    """
    return nip.normalise_number(value).casefold()


def find_cycles(parents):
    """Return every cycle of a child -> parent mapping as a list of its members.

    >>> find_cycles({1: 2, 2: 3, 3: 2, 4: 1})
    [[2, 3]]
    """
    cycles, done = [], set()
    for start in parents:
        path, position = [], {}
        node = start
        while node and node not in done and node not in position:
            position[node] = len(path)
            path.append(node)
            node = parents.get(node)
        if node in position:
            cycles.append(path[position[node] :])
        done.update(path)
    return cycles


def sort_levels(items, link):
    """Return lists of items such that whom an item links to by ``link`` comes in a list before.

    :param items: items without loops; links to others than these do not count
    """
    pending = {item.ref: item for item in items}
    levels = []
    while pending:
        level = [i for i in pending.values() if i.values.get(link) not in pending]
        levels.append(level or list(pending.values()))
        for item in levels[-1]:
            del pending[item.ref]
    return levels

"""Who is not ready for a period, and why: the rules, on plain data.

``blocking``: no plan is made for the person; ``incomplete``: there is a plan, but somebody is stuck
with it or its document has a gap; ``advice``: worth a look.
"""

from hashlib import sha256
from typing import NamedTuple

from . import nip as nip_rules
from .codes import ASN_MEMBERS

#: code -> (label, severity), in the order in which they are best mended
PROBLEMS = {
    "no_kind": ("No ASN kind", "blocking"),
    "no_post": ("No post", "blocking"),
    "no_unit": ("No unit", "blocking"),
    "no_position": ("Post without an ASN position", "incomplete"),
    "loop": ("Org chart runs in a circle", "incomplete"),
    "no_evaluator": ("No evaluator", "incomplete"),
    "no_user": ("No user account", "incomplete"),
    "no_grade": ("No rank or grade", "incomplete"),
    "superior_skipped": ("Superior may not evaluate", "advice"),
    "no_nip": ("No NIP or NI PPPK", "advice"),
    "odd_nip": ("Odd NIP or NI PPPK", "advice"),
}
#: What may be right as it is, for a reason; everything else has to be mended.
ACCEPTABLE = frozenset({"no_user", "no_grade", "superior_skipped", "no_nip", "odd_nip"})
SEVERITIES = [("blocking", "No plan"), ("incomplete", "Incomplete"), ("advice", "Advice")]


class Facts(NamedTuple):
    """What the check needs to know of one employee."""

    id: int
    name: str = ""
    manager: int | None = None
    has_user: bool = False
    nip: str | None = None
    birthday: object = None
    sex: str | None = None
    kind: str | None = None
    grade: int | None = None
    unit: int | None = None
    job: int | None = None
    position: str | None = None


def is_eligible(person):
    """Tell whether a period's opening makes a plan for this (active) person."""
    return person.kind in ASN_MEMBERS and bool(person.job and person.unit)


def diagnose(person, finding, in_loop=False, evaluates=False):
    """Return the codes of what keeps this person from being ready.

    :param finding: the :class:`~.evaluator.Finding` for this person
    :param in_loop: whether the org chart leads from this person back to him
    :param evaluates: whether somebody's plan needs this person's agreement
    """
    if person.kind == "non_asn":
        # He has no plan, but may have to agree those of others.
        return ["no_user"] if evaluates and not person.has_user else []
    placed = {
        "no_kind": not person.kind,
        "no_post": not person.job,
        "no_unit": not person.unit,
        "loop": in_loop,
    }
    # Of somebody who may turn out not to be ASN nothing more is asked yet.
    more = _diagnose_member(person, finding, in_loop) if person.kind else {}
    found = {**placed, **more}
    return [code for code in PROBLEMS if found.get(code)]


def _diagnose_member(person, finding, in_loop):
    return {
        "no_position": person.job and not person.position,
        "no_evaluator": not finding.evaluator and not in_loop,
        "no_user": not person.has_user,
        "no_grade": not person.grade,
        "superior_skipped": finding.reason == "nearest" and finding.skipped,
        "no_nip": not person.nip,
        "odd_nip": number_oddities(person),
    }


def basis(code, person, finding):
    """Return a mark of what a finding rests on: another one, and it is news again.

    >>> basis("no_grade", Facts(1), None) == basis("no_grade", Facts(2), None)
    True
    """
    facts = {
        "superior_skipped": lambda: (finding.evaluator, tuple(finding.skipped)),
        "odd_nip": lambda: (person.nip, tuple(number_oddities(person))),
    }.get(code, tuple)()
    # A number is nothing to keep a second copy of.
    return sha256(repr((code, facts)).encode()).hexdigest()[:16]


def number_oddities(person):
    """Return the codes of ``rules.nip`` for what is wrong or odd about the person's number."""
    return nip_rules.check_number(person.nip, person.kind) or nip_rules.number_warnings(
        person.nip, person.kind, person.birthday, person.sex
    )


def find_loops(superiors):
    """Return every circle in a mapping person -> superior, each as a tuple in walking order.

    >>> find_loops({1: 2, 2: 3, 3: 1, 4: 1, 5: None})
    [(1, 2, 3)]
    """
    settled, loops = set(), []
    for start in superiors:
        path, place = [], {}
        current = start
        while current and current not in settled and current not in place:
            place[current] = len(path)
            path.append(current)
            current = superiors.get(current)
        if current in place:
            loops.append(tuple(path[place[current] :]))
        settled.update(path)
    return loops

"""Check a file of predicates of earlier years: whose they are, what is recorded already.

Pure Python.  Everything is checked, so that one answer names every error.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from odoo.addons.hr_skp.rules.cascade import fold
from odoo.addons.hr_skp.rules.cells import CLEAR
from odoo.addons.hr_skp.rules.import_facts import fold_key
from odoo.addons.hr_skp.rules.workbook import ERROR, WARNING, Table

from .quadrant import person_predicate

FIELDS = ("result_rating", "behaviour_rating", "predicate", "source")
FIRST_YEAR = 1990


@dataclass(frozen=True)
class PastPerson:
    """A person of the agency, by all that may name him."""

    id: int
    name: str
    numbers: tuple[str, ...] = ()
    siasn: str = ""


@dataclass(frozen=True)
class KnownPast:
    """What the check compares the file with."""

    people: list
    recorded: dict  # (person id, year) -> values by field
    evaluated: frozenset  # (person id, year) of what this agency evaluated itself
    own_ids: frozenset  # the importer himself
    last_year: int  # the last one that is over


@dataclass
class PastLine:
    """A row that may be written: ``changes`` by field, nothing where all is recorded already."""

    person: int
    year: int
    is_new: bool
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_changed(self):
        return bool(self.changes) and not self.is_new


def check_past(tables, known):
    """Check the tables that were read; return ``({sheet key: [PastLine]}, issues)``."""
    check = _Check(tables, known)
    check.run()
    return {"predicates": check.lines}, check.issues


class _Check:
    def __init__(self, tables, known):
        self.table = tables.get("predicates") or Table("")
        self.known = known
        self.issues = [
            table.issue("periodic_file", min(row.number for row in table.rows))
            for key, table in tables.items()
            if key == "terms" and table.rows
        ]
        self.lines, self.seen = [], {}
        self.by_siasn = {fold(person.siasn): person for person in known.people if person.siasn}
        self.by_number = {
            fold_key(number): person for person in known.people for number in person.numbers[::-1]
        }

    def run(self):
        for row in self.table.rows:
            person, year = self._find_person(row), self._read_year(row)
            values = self._read_values(row)
            if person and year and values:
                self._add(row, person, year, values)

    def _report(self, row, code, column="", severity=ERROR, **params):
        self.issues.append(self.table.issue(code, row.number, column, severity, **params))

    # ------------------------------------------------------------
    # Whose, and of which year
    # ------------------------------------------------------------

    def _find_person(self, row):
        """Return whose the row is: by the national id, else by a present or former number."""
        values = {key: value for key, value in row.values.items() if value is not CLEAR}
        if {"person", "siasn"} & row.broken:
            return None  # reported with the cell
        siasn, number = values.get("siasn"), values.get("person")
        by_siasn = self.by_siasn.get(fold(siasn)) if siasn else None
        by_number = self.by_number.get(fold_key(number)) if number else None
        if not (siasn or number):
            self._report(row, "past_nobody", "person")
        elif not (by_siasn or by_number):
            column = "person" if number else "siasn"
            self._report(row, "past_unknown", column, value=number or siasn)
        elif by_siasn and by_number and by_siasn != by_number:
            names = {"one": by_siasn.name, "other": by_number.name}
            self._report(row, "past_two_people", "person", **names)
            return None
        person = by_siasn or by_number
        self._check_name(row, person, values.get("person_name"))
        return person

    def _check_name(self, row, person, name):
        if person and name and not _same_person(name, person.name):
            params = {"value": name, "name": person.name}
            self._report(row, "past_name_differs", "person_name", WARNING, **params)

    def _read_year(self, row):
        value = row.values.get("year")
        if value is None or value is CLEAR:
            return None  # reported with the cell
        match = re.fullmatch(r"(\d{4})(?:[.,]0+)?", str(value).strip())
        year = int(match[1]) if match else 0
        if not FIRST_YEAR <= year <= self.known.last_year:
            params = {"value": value, "first": FIRST_YEAR, "last": self.known.last_year}
            self._report(row, "past_year", "year", **params)
            return None
        return year

    # ------------------------------------------------------------
    # What
    # ------------------------------------------------------------

    def _read_values(self, row):
        values = {
            name: row.values[name]
            for name in FIELDS
            if name in row.values and row.values[name] is not CLEAR
        }
        ratings = values.get("result_rating"), values.get("behaviour_rating")
        by_quadrant = person_predicate(*ratings) if all(ratings) else None
        if "predicate" in row.broken:
            return None  # reported with the cell
        if "predicate" not in values:
            if not by_quadrant:
                self._report(row, "past_no_predicate", "predicate")
                return None
            values["predicate"] = by_quadrant
        elif by_quadrant and by_quadrant != values["predicate"]:
            self._report(row, "past_quadrant", "predicate", WARNING)
        return values

    def _add(self, row, person, year, values):
        key = person.id, year
        if key in self.seen:
            number, former = self.seen[key]
            same = all(former.get(name) == values.get(name) for name in FIELDS)
            severity = WARNING if same else ERROR
            code = "past_twice_same" if same else "past_twice"
            self._report(row, code, "person", severity, other_row=number, name=person.name)
            return
        self.seen[key] = row.number, values
        former = self.known.recorded.get(key)
        changes = {
            name: value for name, value in values.items() if (former or {}).get(name) != value
        }
        if not changes:
            self.lines.append(PastLine(*key, is_new=False))
        elif person.id in self.known.own_ids:
            self._report(row, "past_own", "person")
        else:
            self._note(row, person, year, former, changes)
            self.lines.append(PastLine(*key, is_new=former is None, changes=changes))

    def _note(self, row, person, year, former, changes):
        if (person.id, year) in self.known.evaluated:
            self._report(row, "past_evaluated", "year", WARNING, name=person.name, year=year)
        if former and "predicate" in changes:
            self._report(row, "past_replaced", "predicate", WARNING, name=person.name)


def _same_person(one, other):
    """Tell whether two spellings may name one person: titles and signs do not count.

    >>> _same_person("BUDI SANTOSO", "Budi Santoso, S.T."), _same_person("Budi", "Ani")
    (True, False)
    """
    one, other = (fold(name.split(",")[0]) for name in (one, other))
    return one in other or other in one

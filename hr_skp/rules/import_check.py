"""Check the rows of an agency workbook against each other and against what is known already.

Pure Python.  Everything is checked, so that one answer names every error.
"""

from collections import Counter

from . import nip
from .cells import fold_choice
from .import_facts import Item, find_cycles, fold_key
from .import_spec import NO_LOGIN
from .workbook import ERROR, WARNING, Table

GRADE_FAMILIES = {"pns": "pns", "cpns": "pns", "pppk": "pppk", "pppk_part_time": "pppk"}


def check_tables(tables, known):
    """Check the tables that were read; return ``({sheet key: [Item]}, issues)``."""
    check = _Check(tables, known)
    check.run()
    return check.items, check.issues


class _Check:
    """One run: first who is who in every sheet, then the links between them."""

    def __init__(self, tables, known):
        self.tables = {key: tables.get(key) or Table("") for key in _SHEET_KEYS}
        self.known = known
        self.issues = []
        self.items = {key: [] for key in _SHEET_KEYS}
        self.units, self.people, self.objectives = {}, {}, {}  # folded key -> ref
        self.posts = {}  # folded name -> {unit ref or None: ref}
        self.known_people = {person.id: person for person in known.people}

    def run(self):
        self._identify_units()
        self._identify_people()
        self._identify_objectives()
        self._link_units()
        self._identify_posts()
        self._check_people()
        self._link_objectives()

    # ------------------------------------------------------------
    # Helpers
    # ------------------------------------------------------------

    def _report(self, sheet, row, code, column="", severity=ERROR, **params):
        self.issues.append(self.tables[sheet].issue(code, row.number, column, severity, **params))

    def _add(self, sheet, ref, row):
        item = Item(ref, row, dict(row.values))
        self.items[sheet].append(item)
        return item

    def _check_twice(self, sheet, column, fold=fold_key):
        """Report every value of a column that a row above has already."""
        first = {}
        for row in self.tables[sheet].rows:
            value = row.values.get(column)
            key = fold(value) if value else ""
            if key and key in first:
                self._report(sheet, row, "twice_in_file", column, value=value, other_row=first[key])
            elif key:
                first[key] = row.number

    def _link(self, sheet, item, column, targets, code):
        """Replace what the cell says by the ref that it means, or report it."""
        value = item.values.get(column)
        if not value:
            return
        ref = targets.get(fold_key(value))
        if ref is None:
            self._report(sheet, item.row, code, column, value=value)
            del item.values[column]
        else:
            item.values[column] = ref

    def _check_cycles(self, sheet, column, known, code):
        """Report each loop once, at the first row of the file that takes part in it."""
        items = {item.ref: item for item in self.items[sheet]}
        parents = {fact.id: getattr(fact, column) for fact in known}
        for item in items.values():
            if column in item.values:
                parents[item.ref] = item.values[column] or None
            else:
                parents.setdefault(item.ref, None)
        names = {fact.id: getattr(fact, "name", "") or fact.code for fact in known}
        names |= {ref: item.values.get("name", "") for ref, item in items.items()}
        for cycle in find_cycles(parents):
            in_file = [ref for ref in cycle if ref in items]
            if not in_file:
                continue
            at = min(in_file, key=lambda ref: items[ref].row.number)
            turn = cycle.index(at)
            path = [names.get(ref, "?") for ref in cycle[turn:] + cycle[: turn + 1]]
            self._report(sheet, items[at].row, code, column, path=" → ".join(path))

    # ------------------------------------------------------------
    # Units, objectives, posts
    # ------------------------------------------------------------

    def _identify_units(self):
        self.units = {fold_key(unit.code): unit.id for unit in self.known.units if unit.code}
        adopted = self._find_uncoded_units()
        self._check_twice("units", "code")
        for row in self.tables["units"].rows:
            key = fold_key(row.values.get("code"))
            name = fold_choice(row.values.get("name"))
            ref = self.units.get(key) or adopted.get(name, -row.number)
            self._add("units", ref, row)
            if key:
                self.units.setdefault(key, ref)

    def _find_uncoded_units(self):
        """Return name -> id of units typed in without a code, where the name means one unit."""
        rows = self.tables["units"].rows
        in_file = Counter(fold_choice(row.values.get("name")) for row in rows)
        in_agency = Counter(fold_choice(unit.name) for unit in self.known.units)
        return {
            name: unit.id
            for unit in self.known.units
            if not unit.code
            and in_agency[name := fold_choice(unit.name)] == 1
            and in_file[name] == 1
        }

    def _link_units(self):
        for item in self.items["units"]:
            self._link("units", item, "parent", self.units, "unknown_unit")
            self._link("units", item, "head", self.people, "unknown_person")
        self._check_cycles("units", "parent", self.known.units, "unit_cycle")

    def _identify_objectives(self):
        self.objectives = {fold_key(o.code): o.id for o in self.known.objectives if o.code}
        self._check_twice("objectives", "code")
        for row in self.tables["objectives"].rows:
            key = fold_key(row.values.get("code"))
            ref = self.objectives.get(key, -row.number)
            self._add("objectives", ref, row)
            if key:
                self.objectives.setdefault(key, ref)

    def _link_objectives(self):
        for item in self.items["objectives"]:
            self._link("objectives", item, "parent", self.objectives, "unknown_objective")
            self._link("objectives", item, "unit", self.units, "unknown_unit")
        self._check_cycles("objectives", "parent", self.known.objectives, "objective_cycle")

    def _identify_posts(self):
        for post in self.known.posts:
            self.posts.setdefault(fold_choice(post.name), {})[post.unit] = post.id
        seen = {}
        for row in self.tables["posts"].rows:
            item = self._add("posts", -row.number, row)
            self._link("posts", item, "unit", self.units, "unknown_unit")
            name, unit = fold_choice(row.values.get("name")), item.values.get("unit")
            if not name:
                continue
            if (name, unit) in seen:
                other_row, value = seen[name, unit], row.values["name"]
                self._report(
                    "posts", row, "twice_in_file", "name", value=value, other_row=other_row
                )
            seen[name, unit] = row.number
            same_name = self.posts.setdefault(name, {})
            if unit is None and len(same_name) == 1 and min(same_name.values()) > 0:
                item.ref = min(same_name.values())
            else:
                item.ref = same_name.setdefault(unit, item.ref)

    def _find_post(self, name, unit):
        """Return the ref of a post for somebody in a unit, or the code of what is wrong."""
        same_name = self.posts.get(fold_choice(name), {})
        if unit in same_name or None in same_name:
            return same_name.get(unit) or same_name[None]
        if len(same_name) == 1:
            return next(iter(same_name.values()))
        return "ambiguous_post" if same_name else "unknown_post"

    # ------------------------------------------------------------
    # People
    # ------------------------------------------------------------

    def _identify_people(self):
        self.by_code = {fold_key(p.code): p.id for p in self.known.people if p.code}
        self.by_number = {fold_key(p.number): p.id for p in self.known.people if p.number}
        self.by_former = {fold_key(n): p.id for p in self.known.people for n in p.former}
        self.people = {**self.by_number, **self.by_code}
        for column in ("number", "code", "email"):
            self._check_twice("employees", column)
        for row in self.tables["employees"].rows:
            item = self._add("employees", self._identify_person(row), row)
            for column in ("number", "code"):
                if row.values.get(column):
                    self.people.setdefault(fold_key(row.values[column]), item.ref)
        self._check_same_person_twice()

    def _identify_person(self, row):
        by_code = self.by_code.get(fold_key(row.values.get("code") or ""))
        by_number = self.by_number.get(fold_key(row.values.get("number") or ""))
        if by_code and by_number and by_code != by_number:
            names = {"code_of": self.known_people[by_code].name}
            names["number_of"] = self.known_people[by_number].name
            self._report("employees", row, "code_and_number_differ", "number", **names)
        return by_code or by_number or -row.number

    def _check_same_person_twice(self):
        """Two rows may mean one person: one by the number, the other by the code."""
        first = {}
        for item in self.items["employees"]:
            other = first.setdefault(item.ref, item)
            both = {"number", "code"} & set(item.row.values) & set(other.row.values)
            if other is not item and not both:
                person = self.known_people[item.ref]
                self._report(
                    "employees",
                    item.row,
                    "twice_in_file",
                    "number",
                    value=person.name,
                    other_row=other.row.number,
                )

    def _check_people(self):
        self.heads = self._unit_heads()
        self.emails = {p.email.casefold(): p for p in self.known.people if p.email and p.active}
        self.unkeyed = {
            fold_choice(p.name) for p in self.known.people if not p.number and not p.code
        }
        first_logins = {}
        for item in self.items["employees"]:
            self._check_identity(item)
            self._check_number(item)
            self._check_grade(item)
            self._check_place(item)
            self._check_superiors(item)
            self._check_email(item)
            self._check_login(item, first_logins)
        self._check_cycles("employees", "superior", self.known.people, "superior_cycle")

    def _check_identity(self, item):
        values, row = item.values, item.row
        person = self.known_people.get(item.ref)
        broken = row.broken & {"number", "code"}
        if not (values.get("number") or values.get("code") or broken):
            self._report("employees", row, "no_number_or_code", "number")
        if person and not person.active:
            self._report("employees", row, "archived_person", "number", name=person.name)
        if person:
            return
        former = self.known_people.get(self.by_former.get(fold_key(values.get("number") or "")))
        if former:
            self._report("employees", row, "former_number", "number", name=former.name)
        if "kind" not in values and "kind" not in row.broken:
            self._report("employees", row, "missing_value", "kind")
        if fold_choice(values.get("name")) in self.unkeyed:
            self._report("employees", row, "same_name_unkeyed", "name", WARNING, **_name(values))

    def _kind(self, item):
        person = self.known_people.get(item.ref)
        return item.values.get("kind") or (person.kind if person else None)

    def _check_number(self, item):
        values, kind = item.values, self._kind(item)
        number = values.get("number")
        errors = nip.check_number(number, kind) if number else []
        for code in errors:
            self._report("employees", item.row, code, "number", value=number)
        if number and not errors:
            birthday, sex = values.get("birthday"), values.get("sex")
            for code in nip.number_warnings(number, kind, birthday, sex):
                self._report("employees", item.row, code, "number", WARNING, value=number)
        elif item.is_new and not number and kind in GRADE_FAMILIES:
            if "number" not in item.row.broken:
                self._report("employees", item.row, "no_number", "number", WARNING)

    def _check_grade(self, item):
        grade, kind = item.values.get("grade"), self._kind(item)
        if not grade:
            return
        found = self._find_grades(grade)
        fitting = [g for g in found if not kind or g.kind == GRADE_FAMILIES.get(kind)]
        if fitting:
            item.values["grade"] = fitting[0].id
        else:
            code = "grade_of_other_kind" if found else "unknown_grade"
            self._report("employees", item.row, code, "grade", value=grade)

    def _find_grades(self, text):
        """Return the grades that a text may mean: ``III/a``, ``IIIa``, ``31``, ``IX``, ``9``."""
        folded = fold_choice(text)
        return [
            grade
            for grade in self.known.grades
            if folded == fold_choice(grade.code) or folded.zfill(2) == grade.siasn_code
        ]

    def _check_place(self, item):
        self._link("employees", item, "unit", self.units, "unknown_unit")
        name = item.values.get("post")
        if not name:
            return
        person = self.known_people.get(item.ref)
        unit = item.values.get("unit", person.unit if person else None)
        found = self._find_post(name, unit or None)
        if isinstance(found, str):
            self._report("employees", item.row, found, "post", value=name)
        else:
            item.values["post"] = found

    def _unit_heads(self):
        """Return unit ref -> (head's ref, parent's ref) as they will be after the import."""
        heads = {unit.id: (unit.head, unit.parent) for unit in self.known.units}
        for item in self.items["units"]:
            head, parent = heads.get(item.ref, (None, None))
            head = item.values.get("head", head) or None
            heads[item.ref] = (head, item.values.get("parent", parent) or None)
        return heads

    def _find_head_above(self, item):
        """Return the head of the person's unit, or of the next unit up that he does not head."""
        unit, seen = item.values.get("unit") or None, set()
        while unit in self.heads and unit not in seen:
            seen.add(unit)
            head, unit = self.heads[unit]
            if head and head != item.ref:
                return head
        return None

    def _check_superiors(self, item):
        self._link("employees", item, "superior", self.people, "unknown_person")
        self._link("employees", item, "evaluator", self.people, "unknown_person")
        if item.values.get("superior") == item.ref:
            self._report("employees", item.row, "own_superior", "superior")
            del item.values["superior"]
        if item.values.get("evaluator") == item.ref:
            self._report("employees", item.row, "own_evaluator", "evaluator")
        if item.is_new and "superior" not in item.row.values and "superior" not in item.row.broken:
            head = self._find_head_above(item)
            if head:
                item.values["superior"] = head

    def _check_email(self, item):
        email = item.values.get("email")
        owner = self.emails.get(email) if email else None
        if owner and owner.id != item.ref:
            self._report(
                "employees", item.row, "email_taken", "email", value=email, name=owner.name
            )

    def _check_login(self, item, first_logins):
        """Decide the login of who is to get one; an existing login is never changed."""
        values, person = item.values, self.known_people.get(item.ref)
        role = values.pop("role", None) or NO_LOGIN
        login, column = self._find_login(item)
        if role == NO_LOGIN or not login or (person and person.has_user):
            return
        taken = self.known.logins.get(login, item.ref) != item.ref
        if not self.known.may_create_users:
            self._report("employees", item.row, "may_not_create_users", "role")
        elif taken:
            self._report("employees", item.row, "login_taken", column, value=login)
        elif login in first_logins and column != "email":  # e-mails are checked already
            where = {"value": login, "other_row": first_logins[login]}
            self._report("employees", item.row, "twice_in_file", column, **where)
        first_logins.setdefault(login, item.row.number)
        values["user"] = (login, role)

    def _find_login(self, item):
        """Return the login and the column that it comes from."""
        item_login = item.values.pop("login", None)
        for column in ("login", "email", "number", "code"):
            value = item_login if column == "login" else item.values.get(column)
            if value:
                return value.casefold(), column
        return "", "login"


_SHEET_KEYS = ("units", "posts", "employees", "objectives")


def _name(values):
    return {"name": values.get("name", "")}

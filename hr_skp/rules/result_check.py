"""Check a workbook of results: whose they are, what exists already, what they support.

Pure Python.  Everything is checked, so that one answer names every error; a row is matched with
what stands in the plan by its key, else by its text.
"""

from collections import defaultdict
from functools import cached_property

from .cascade import fold
from .cells import CLEAR
from .import_facts import find_cycles, fold_key
from .matrix import EDIT, REVISE
from .result_facts import Line, made_key, parse_made_key
from .result_spec import EXAMPLE_KEYS, INDICATOR_COLUMNS, RESULT_COLUMNS
from .workbook import ERROR, WARNING, Issue, Table

#: Of a result that the file adds without saying so.
DEFAULTS = {"kind": "main"}
#: Columns of a result whose cells are not taken as they stand.
LINKS = frozenset({"parent", "parent_indicator", "objective", "kind"})


def check_results(tables, known):
    """Check the tables that were read; return ``({sheet key: [Line]}, issues)``."""
    check = _Check(tables, known)
    check.run()
    return check.lines, check.issues


class _Check:
    """One run: whose rows, which of them exist, the links between them, who may write them."""

    def __init__(self, tables, known):
        self.tables = {key: tables.get(key) or Table("") for key in ("results", "indicators")}
        self.known = known
        self.issues = []
        self.lines = {"results": [], "indicators": []}
        self.by_key, self.broken_keys = {}, set()  # folded key -> line of the file
        self.plans = {plan.id: plan for plan in known.plans}
        self.results = {result.id: result for result in known.results}

    def run(self):
        results, indicators = self._rows("results"), self._rows("indicators")
        if not (results or indicators) and any(table.rows for table in self.tables.values()):
            self.issues.append(Issue("nothing_to_import"))
        self._find_people()
        self._read_results(results)
        self._read_indicators(indicators)
        self.new = {line.ref: line for line in self.lines["results"] if line.is_new}
        for line in self.lines["results"]:
            if not LINKS.isdisjoint(line.values):
                self._link_result(line)
        self._check_cycles()
        self._find_changes()
        self._refuse()

    # ------------------------------------------------------------
    # Helpers
    # ------------------------------------------------------------

    def _rows(self, sheet):
        """Return the rows of a sheet without the template's example."""
        column = "key" if sheet == "results" else "result"
        return [
            row
            for row in self.tables[sheet].rows
            if fold(row.values.get(column)) not in EXAMPLE_KEYS
        ]

    def _report(self, sheet, row, code, column="", severity=ERROR, **params):
        self.issues.append(self.tables[sheet].issue(code, row.number, column, severity, **params))

    # ------------------------------------------------------------
    # Whose
    # ------------------------------------------------------------

    def _find_people(self):
        people = self.known.people
        self.people = {
            **{made_key(person.id): person for person in people},
            **{fold_key(number): person for person in people for number in person.former},
            **{fold_key(person.code): person for person in people if person.code},
            **{fold_key(person.number): person for person in people if person.number},
        }
        self.named = {}  # as the file writes it -> person, if any
        self.plans_of = defaultdict(list)
        for plan in sorted(self.known.plans, key=lambda plan: plan.start):
            self.plans_of[plan.person].append(plan)

    def _find_plan(self, row):
        """Return the plan that a row belongs to, or report why there is none."""
        values = row.values
        if "person" not in values:
            return None  # reported with the cell
        person = self._find_person(values["person"])
        if not person:
            self._report("results", row, "unknown_plan_owner", "person", value=values["person"])
            return None
        name = values.get("person_name")
        if name and fold(name) != fold(person.name):
            self._report(
                *("results", row, "name_differs", "person_name", WARNING),
                value=name,
                name=person.name,
            )
        return self._choose_plan(row, person, values.get("start"))

    def _find_person(self, value):
        # Many rows in a row are one person's.
        if value not in self.named:
            self.named[value] = self.people.get(fold_key(value))
        return self.named[value]

    def _choose_plan(self, row, person, start):
        plans = self.plans_of[person.id]
        if start and self.known.first_day <= start <= self.known.last_day:
            for plan in plans:
                if plan.start == start:
                    return plan
            self._report("results", row, "no_plan_from", "start", value=start, name=person.name)
            return None
        living = [plan for plan in plans if plan.live]
        if not living:
            self._report("results", row, "no_plan", "person", name=person.name)
            return None
        return living[-1]

    # ------------------------------------------------------------
    # Which rows exist already
    # ------------------------------------------------------------

    def _read_results(self, rows):
        found, seen = [], {}
        for row in rows:
            key = fold(row.values.get("key"))
            plan = self._find_plan(row)
            if key and seen.setdefault(key, row.number) != row.number:
                where = {"value": row.values["key"], "other_row": seen[key]}
                self._report("results", row, "twice_in_file", "key", **where)
            elif plan and key:
                line = Line(-row.number, plan.id, row, dict(row.values))
                self.by_key[key] = line
                found.append(line)
            else:
                self.broken_keys.add(key)
        self._adopt("results", found, self.known.results)

    def _read_indicators(self, rows):
        found, seen = [], {}
        for row in rows:
            key = fold(row.values.get("result"))
            owner = self.by_key.get(key)
            if not owner:
                if key and key not in self.broken_keys:
                    value = row.values["result"]
                    self._report("indicators", row, "unknown_result_key", "result", value=value)
                continue
            own_key = fold(row.values.get("key"))
            other_row = seen.setdefault((key, own_key), row.number) if own_key else row.number
            if other_row != row.number:
                where = {"value": row.values["key"], "other_row": other_row}
                self._report("indicators", row, "twice_in_file", "key", **where)
            else:
                found.append(Line(-row.number, owner.ref, row, dict(row.values)))
        self._adopt("indicators", found, self.known.indicators)

    def _adopt(self, sheet, lines, known):
        """Give each line the id of what it means, and its place after what the file leaves out."""
        present, rows = defaultdict(list), defaultdict(list)
        for fact in known:
            present[fact.owner].append(fact)
        for line in lines:
            rows[line.owner].append(line)
        for owner, group in rows.items():
            self._match(sheet, group, present[owner])
            matched = {line.ref for line in group}
            base = max((f.sequence for f in present[owner] if f.id not in matched), default=9)
            for position, line in enumerate(group, 1):
                line.sequence = base + position
        self.lines[sheet] = lines

    def _match(self, sheet, lines, present):
        """Match the rows of one plan or result: all that have a key first, then by the text."""
        keys = {made_key(fact.id): fact for fact in present}
        keys |= {fold(fact.key): fact for fact in present if fact.key}
        left = {fact.id: fact for fact in present}
        for line in lines if keys else ():
            fact = keys.get(fold(line.values.get("key")))
            if fact and left.pop(fact.id, None):
                line.ref = fact.id
        texts = {}
        for fact in left.values():
            texts.setdefault(fold(fact.name), []).append(fact.id)
        seen = {}
        for line in lines:
            text = fold(line.values.get("name"))
            if not text:
                continue  # reported with the cell
            if line.is_new and texts.get(text):
                line.ref = texts[text].pop(0)
            elif text in seen:
                self._report(sheet, line.row, "same_text", "name", WARNING, other_row=seen[text])
            seen.setdefault(text, line.row.number)

    # ------------------------------------------------------------
    # What they support
    # ------------------------------------------------------------

    @cached_property
    def targets(self):
        """The results that a row may point to: (plan, text or key) -> refs."""
        targets = defaultdict(dict)
        for result in self.known.results:
            for name in filter(None, (result.name, result.key, result.made_key)):
                targets[result.owner, fold(name)][result.id] = True
        for line in self.lines["results"]:
            targets[line.owner, fold(line.values.get("name"))][line.ref] = True
        return targets

    @cached_property
    def indicators(self):
        """The indicators that a row may point to: (result, text or key) -> refs."""
        indicators = defaultdict(dict)
        for indicator in self.known.indicators:
            for name in filter(None, (indicator.name, indicator.key, indicator.made_key)):
                indicators[indicator.owner, fold(name)][indicator.id] = True
        for line in self.lines["indicators"]:
            for name in filter(None, (line.values.get("name"), line.values.get("key"))):
                indicators[line.owner, fold(name)][line.ref] = True
        return indicators

    def _find_objectives(self, value):
        if code := self.objective_codes.get(fold_key(value)):
            return [code]
        return self.objective_names.get(fold(value), [])

    @cached_property
    def objective_codes(self):
        return {fold_key(o.code): o.id for o in self.known.objectives if o.code}

    @cached_property
    def objective_names(self):
        names = defaultdict(list)
        for objective in self.known.objectives:
            names[fold(objective.name)].append(objective.id)
        return names

    def _link_result(self, line):
        self._link_parent(line)
        self._link_parent_indicator(line)
        value = line.values.get("objective")
        if value:
            found = self._find_objectives(value)
            self._set_link(line, "objective", found, "unknown_named_objective", "many_objectives")
        if line.values.get("kind") is CLEAR:
            self._report("results", line.row, "missing_value", "kind")

    def _link_parent(self, line):
        value = line.values.get("parent")
        if not value:
            return
        found = self._find_parents(line, fold(value))
        if found is None:
            del line.values["parent"]  # its row is reported already
        elif any(self._plan_of(ref) == line.owner for ref in found):
            self._report("results", line.row, "own_result", "parent", value=value)
            del line.values["parent"]
        else:
            leader = self.plans[line.owner].leader_name or "–"
            params = {"leader": leader}
            self._set_link(line, "parent", found, "unknown_parent", "many_parents", **params)

    def _find_parents(self, line, name):
        """Return the refs that a text may mean, nearest meaning first; None for a broken row."""
        if name in self.by_key:
            return [self.by_key[name].ref]
        if name in self.broken_keys:
            return None
        leader = self.plans[line.owner].leader
        if leader and (found := self.targets.get((leader, name))):
            return list(found)
        made = parse_made_key(name)
        return [made] if made in self.results else []

    def _plan_of(self, ref):
        return self.results[ref].owner if ref > 0 else self.new[ref].owner

    def _link_parent_indicator(self, line):
        value = line.values.get("parent_indicator")
        if not value:
            return
        fact = self.results.get(line.ref)
        parent = line.values.get("parent", fact.values.get("parent") if fact else None)
        if not parent:
            if "parent" not in line.row.values:
                self._report("results", line.row, "no_parent", "parent_indicator", value=value)
            del line.values["parent_indicator"]
            return
        found = list(self.indicators.get((parent, fold(value)), ()))
        codes = ("unknown_parent_indicator", "many_parent_indicators")
        self._set_link(line, "parent_indicator", found, *codes)

    def _set_link(self, line, column, found, unknown, many, **params):
        """Replace what the cell says by the one ref that it means, or report it."""
        if len(found) == 1:
            line.values[column] = found[0]
            return
        value = line.values.pop(column)
        self._report("results", line.row, many if found else unknown, column, value=value, **params)

    def _check_cycles(self):
        if not any("parent" in line.values for line in self.lines["results"]):
            return  # what stands already is free of them
        lines = {line.ref: line for line in self.lines["results"]}
        parents = {fact.id: fact.values.get("parent") for fact in self.known.results}
        for line in lines.values():
            if "parent" in line.values:
                parents[line.ref] = line.values["parent"] or None
            else:
                parents.setdefault(line.ref, None)
        for cycle in find_cycles(parents):
            if in_file := [lines[ref] for ref in cycle if ref in lines]:
                at = min(in_file, key=lambda line: line.row.number)
                rows = ", ".join(str(line.row.number) for line in in_file)
                self._report("results", at.row, "result_cycle", "parent", rows=rows)

    # ------------------------------------------------------------
    # What changes, and who may change it
    # ------------------------------------------------------------

    def _find_changes(self):
        indicators = {indicator.id: indicator for indicator in self.known.indicators}
        for sheet, facts, columns, defaults in [
            ("results", self.results, RESULT_COLUMNS, DEFAULTS),
            ("indicators", indicators, INDICATOR_COLUMNS, {}),
        ]:
            for line in self.lines[sheet]:
                given = {
                    column: None if value is CLEAR else value
                    for column, value in line.values.items()
                    if column in columns
                }
                if line.is_new:
                    line.changes = {**defaults, **given}
                else:
                    line.changes = _differing(given, facts[line.ref])
                    line.old = facts[line.ref].name
                    self._drop_dangling_indicator(line)

    def _drop_dangling_indicator(self, line):
        """Who points to another result keeps no indicator of the former one."""
        if "parent" in line.changes and "parent_indicator" not in line.values:
            if self.results[line.ref].values.get("parent_indicator"):
                line.changes["parent_indicator"] = None

    def _refuse(self):
        """Report every row that would change a plan which the user may not change now."""
        owners = {line.ref: self.plans[line.owner] for line in self.lines["results"]}
        for sheet, lines in self.lines.items():
            for line in lines:
                plan = self.plans[line.owner] if sheet == "results" else owners[line.owner]
                if plan.step != EDIT and set(line.changes) == {"key"}:
                    # To keep a key for later is no reason to touch a plan that is agreed.
                    line.changes = {}
                if "name" in line.changes and not line.is_new:
                    self._report(sheet, line.row, "text_replaced", "name", WARNING, old=line.old)
                if line.changes and plan.step not in (EDIT, REVISE):
                    column = "person" if sheet == "results" else "result"
                    self._report(sheet, line.row, plan.step, column, name=plan.name)


def _differing(given, fact):
    """Return what of the given values is not recorded yet; a key is never replaced."""
    changes = {
        column: value
        for column, value in given.items()
        if column != "key" and (value or None) != (fact.values.get(column) or None)
    }
    key = given.get("key")
    if key and not fact.key and key != fact.made_key:
        changes["key"] = key
    return changes

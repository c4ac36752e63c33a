from collections import Counter
from typing import NamedTuple

from odoo import api, models

from .hr_skp_dashboard import STEPS

#: More units than this do not fit on a page: the quietest are counted together.
MAX_ROWS = 40
STEP_OF_STATE = {state: code for code, states in STEPS for state in states}


class Group(NamedTuple):
    """People of one unit who are equally far in the term."""

    unit_id: int
    state: str
    count: int
    late: int


class HrSkpDashboard(models.AbstractModel):
    """Completeness and predicates by unit, rolled up along the tree of units."""

    _inherit = "hr.skp.dashboard"

    @api.model
    def _get_groups(self, scope):
        """Return the :class:`Group` list of the term, as the user may read it: one statement."""
        late = self.env["hr.skp.evaluation"]._get_late_domain()
        by = ("department_id", "state")
        report = self.env["hr.skp.evaluation.report"]
        return [Group(*row) for row in report._count(self._get_term_domain(scope), by, [late])]

    @api.model
    def _get_heat(self, scope):
        """Return (unit id, term id, predicate, people) of the year, of what was let out."""
        domain = [*self._get_domain(scope), ("predicate", "!=", False)]
        by = ("department_id", "term_id", "predicate")
        return self.env["hr.skp.evaluation.report"]._count(domain, by)

    @api.model
    def _get_unit_rows(self, scope, groups):
        """Return one dict a unit directly below what is looked at, with all that is below it.

        ``id name head has_below domain total steps late terms``: ``steps`` and ``late`` are of the
        term, ``terms`` has the predicates of each term of the year.
        """
        heat = self._get_heat(scope)
        counted = {group.unit_id for group in groups} | {unit_id for unit_id, *_rest in heat}
        # Names and tree of the units in which the user reads evaluations.
        units_sudo = self.env["hr.department"].sudo().browse(counted - {None})
        row_of = self._get_row_units(scope, units_sudo)
        rows = {row_of[unit_id]: self._new_row() for unit_id in counted}
        for group in groups:
            self._add_group(rows[row_of[group.unit_id]], group)
        for unit_id, term_id, predicate, count in heat:
            terms = rows[row_of[unit_id]]["terms"]
            terms.setdefault(term_id, Counter())[predicate] += count
        names_sudo = units_sudo.browse([unit_id for unit_id, *_how in rows if unit_id])
        names_sudo.fetch(["name", "manager_id"])
        for (unit_id, below, opens), row in rows.items():
            row |= self._prepare_unit(names_sudo.browse(unit_id), below, opens, len(rows) == 1)
        return self._merge_quiet(rows.values())

    @api.model
    def _get_row_units(self, scope, units_sudo):
        """Return unit id -> (the unit in whose row it counts, whether with what is below).

        The rows are the children of the unit looked at; without one, of the lowest unit that has
        everything below it.
        """
        units_sudo.fetch(["parent_path"])
        paths = {
            unit.id: [int(key) for key in unit.parent_path.split("/") if key] for unit in units_sudo
        }
        depth = self._get_common_depth(paths.values())
        if scope.unit:
            depth = len(scope.unit.sudo().parent_path.split("/")) - 1
        opens = {path[depth] for path in paths.values() if len(path) > depth + 1}
        rows = {None: (0, False, False)}
        return rows | {
            unit_id: (path[depth], True, path[depth] in opens)
            if len(path) > depth
            else (unit_id, False, False)
            for unit_id, path in paths.items()
        }

    @api.model
    def _get_common_depth(self, paths):
        paths = list(paths)
        depth = 0
        for level in zip(*paths, strict=False):
            if len(set(level)) > 1:
                break
            depth += 1
        return depth

    @api.model
    def _new_row(self):
        return {"total": 0, "late": 0, "steps": Counter(), "terms": {}}

    @api.model
    def _add_group(self, row, group):
        row["total"] += group.count
        row["late"] += group.late
        row["steps"][STEP_OF_STATE[group.state]] += group.count

    @api.model
    def _prepare_unit(self, unit_sudo, below, opens, alone):
        """Return what names a row: a unit with what is below it, or its own people alone."""
        if not unit_sudo:
            name = self.env._("Without a unit")
            domain = [("department_id", "=", False)]
        elif below:
            name, domain = unit_sudo.name, [("department_id", "child_of", unit_sudo.id)]
        else:
            name = unit_sudo.name if alone else self.env._("%s (directly)", unit_sudo.name)
            domain = [("department_id", "=", unit_sudo.id)]
        return {
            "id": unit_sudo.id or 0,
            "name": name,
            "head": unit_sudo.manager_id.name or "",
            "has_below": opens,
            "domain": domain,
        }

    @api.model
    def _merge_quiet(self, rows):
        """Return the rows with the latest first; beyond what a page holds, the rest as one row."""
        rows = sorted(rows, key=self._get_row_order)
        shown, rest = rows[:MAX_ROWS], rows[MAX_ROWS:]
        if rest:
            shown.append(self._merge_rows(shown, rest))
        return shown

    @api.model
    def _get_row_order(self, row):
        return -row["late"], row["steps"]["final"] - row["total"], row["name"]

    @api.model
    def _merge_rows(self, shown, rest):
        merged = {
            "id": 0,
            "name": self.env._("%s other units", len(rest)),
            "head": "",
            "has_below": False,
            "domain": [condition for row in shown for condition in ("!", *row["domain"])],
            "total": sum(row["total"] for row in rest),
            "late": sum(row["late"] for row in rest),
            "steps": sum((row["steps"] for row in rest), Counter()),
            "terms": {},
        }
        for row in rest:
            for term_id, counts in row["terms"].items():
                merged["terms"].setdefault(term_id, Counter()).update(counts)
        return merged

    @api.model
    def _get_quadrant(self, scope):
        """Return how many stand in each cell of the quadrant: ``results behaviour count``."""
        domain = [*self._get_term_domain(scope), ("predicate", "!=", False)]
        by = ("result_rating", "behaviour_rating", "predicate")
        keys = (*by, "count")
        rows = self.env["hr.skp.evaluation.report"]._count(domain, by)
        return [dict(zip(keys, row, strict=True)) for row in rows]

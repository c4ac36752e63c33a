from collections import Counter, defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.codes import PREDICATES
from ..rules.distribution import SMALL_GROUP, check
from ..rules.evaluation_states import OPEN, PENDING_OBJECTION, RATED, SELF_REPORTED

#: How many are named of those who hold something up, depart from the pattern, or have a clock.
TOP = 8


class HrSkpDashboard(models.AbstractModel):
    """Who holds whom up, which clocks run, and which units depart from their pattern."""

    _inherit = "hr.skp.dashboard"

    # ------------------------------------------------------------
    # WHO HOLDS WHOM UP
    # ------------------------------------------------------------

    @api.model
    def _get_waiting(self, scope):
        """Return who holds up how many evaluations of the term: those with most first.

        Dicts ``kind name count late domain``; ``kind`` is ``evaluator`` or ``unit_leader``, the
        leader who has not confirmed the performance of a unit whose people are rated.
        """
        blocked = self._get_blocked_units(scope)
        found = [
            *self._get_waiting_leaders(scope, blocked),
            *self._get_waiting_evaluators(scope, blocked),
        ]
        return sorted(found, key=lambda row: (-row["late"], -row["count"], row["name"]))[:TOP]

    @api.model
    def _get_blocked_units(self, scope):
        """Return unit id -> (rated people, late ones) that wait for the unit's performance.

        The unit is the one headed by who heads one.
        """
        domain = [*self._get_term_domain(scope), ("state", "=", RATED)]
        late = self.env["hr.skp.evaluation"]._get_late_domain()
        report = self.env["hr.skp.evaluation.report"]
        counts = defaultdict(lambda: [0, 0])
        for headed_id, unit_id, count, late_count in report._count(
            domain, ("headed_unit_id", "department_id"), [late]
        ):
            if headed_id or unit_id:
                counts[headed_id or unit_id][0] += count
                counts[headed_id or unit_id][1] += late_count
        # Whose unit waits for whom is a fact of the organisation.
        units_sudo = self.env["hr.department"].sudo().browse(counts)
        effective = self.env["hr.skp.unit.performance"]._get_effective(units_sudo, scope.term)
        return {
            unit_id: tuple(count)
            for unit_id, count in counts.items()
            if not effective[unit_id, scope.term.id]
        }

    @api.model
    def _get_unit_condition(self, unit_ids):
        """Return the domain of the people whose predicate waits for that of one of the units."""
        ids = list(unit_ids)
        return [
            "|",
            ("headed_unit_id", "in", ids),
            "&",
            ("headed_unit_id", "=", False),
            ("department_id", "in", ids),
        ]

    @api.model
    def _get_waiting_leaders(self, scope, blocked):
        # As above.
        units_sudo = self.env["hr.department"].sudo().browse(blocked)
        setters = units_sudo._get_skp_setters()
        by_leader = units_sudo.grouped(lambda unit: setters[unit.id])
        return [
            {
                "kind": "unit_leader",
                "name": leader.name or self.env._("Nobody above the unit"),
                "count": sum(blocked[unit.id][0] for unit in units),
                "late": sum(blocked[unit.id][1] for unit in units),
                "domain": [
                    ("term_id", "=", scope.term.id),
                    ("state", "=", RATED),
                    *self._get_unit_condition(units.ids),
                ],
            }
            for leader, units in by_leader.items()
        ]

    @api.model
    def _get_waiting_evaluators(self, scope, blocked):
        today = self.env.company.sudo()._get_skp_today()
        turn = [
            ("term_id", "=", scope.term.id),
            "|",
            ("state", "in", (SELF_REPORTED, RATED)),
            "&",
            ("state", "=", OPEN),
            ("fill_deadline", "<", fields.Date.to_string(today)),
        ]
        if blocked:
            turn += [
                "|",
                ("state", "!=", RATED),
                "!",
                *self._get_unit_condition(sorted(blocked)),
            ]
        late = self.env["hr.skp.evaluation"]._get_late_domain()
        rows = self.env["hr.skp.evaluation.report"]._count(
            self._get_domain(scope) + turn, ("evaluator_id",), [late]
        )
        rows = sorted(rows, key=lambda row: (-row[2], -row[1]))[:TOP]
        # Who evaluates whom is on the evaluations that the user reads.
        evaluators_sudo = self.env["hr.employee"].sudo().browse([row[0] for row in rows if row[0]])
        evaluators_sudo.fetch(["name"])
        return [
            {
                "kind": "evaluator",
                "name": evaluators_sudo.browse(evaluator_id).name
                or self.env._("Nobody evaluates them"),
                "count": count,
                "late": late_count,
                "domain": [("evaluator_id", "=", evaluator_id or False), *turn],
            }
            for evaluator_id, count, late_count in rows
        ]

    # ------------------------------------------------------------
    # OBJECTIONS
    # ------------------------------------------------------------

    @api.model
    def _get_objection_domain(self, scope):
        domain = [
            ("state", "in", sorted(PENDING_OBJECTION)),
            ("company_id", "=", scope.company.id),
            ("evaluation_id.employee_user_id", "!=", self.env.uid),
        ]
        if scope.unit:
            domain.append(("evaluation_id.department_id", "child_of", scope.unit.id))
        return domain

    @api.model
    def _get_objection_panel(self, scope):
        _ = self.env._
        domain = self._get_objection_domain(scope)
        objections = self.env["hr.skp.objection"].search(
            domain, order="explain_until, filed_on, id", limit=TOP + 1
        )
        return {
            "key": "objections",
            "title": _("Running objections"),
            "empty": _("No objection is being decided."),
            "rows": [self._prepare_objection_row(objection) for objection in objections[:TOP]],
            "more": len(objections) > TOP,
            "action": self._get_list(_("Running objections"), domain, "hr.skp.objection"),
        }

    @api.model
    def _prepare_objection_row(self, objection):
        # Whom a case waits for follows from the organisation.
        objection_sudo = objection.sudo()
        _code, official = objection_sudo._get_waiting()
        today = objection.company_id._get_skp_today()
        until = objection.explain_until
        return {
            "id": objection.id,
            "name": objection.employee_name,
            "note": self.env._("waits for %s", official.name or "–"),
            "day": fields.Date.to_string(until) if until else "",
            "days_left": (until - today).days if until else 0,
            "domain": [("id", "=", objection.id)],
        }

    # ------------------------------------------------------------
    # DISTRIBUTION
    # ------------------------------------------------------------

    @api.model
    def _get_distribution(self, scope):
        """Return how what was let out is spread against the patterns of the units.

        ``counts`` and ``expected`` (people a predicate, by the patterns' curves) over all units,
        and the ``deviations`` of single ones, the larger first.  A unit's head is left out, as the
        pattern wants.  Of units of which the user reads only some people nothing is said.
        """
        groups = self._get_predicate_groups(scope)
        performances_sudo = self.env["hr.skp.unit.performance"].sudo().browse(groups)
        patterns = self.env["hr.skp.distribution"]._get_patterns(scope.company)
        chosen = {
            performance: patterns[scope.company.id, performance.predicate]
            for performance in performances_sudo
        }
        bounds = {pattern: pattern.line_ids._get_bounds() for pattern in set(chosen.values())}
        wrong = [
            performance
            for performance, pattern in chosen.items()
            if check(groups[performance.id], bounds[pattern])
        ]
        wrong.sort(key=lambda performance: -groups[performance.id].total())
        return {
            "units": len(performances_sudo),
            "deviating": len(wrong),
            "counts": sum(groups.values(), Counter()),
            "expected": self._get_expected(groups, chosen),
            "deviations": [
                self._prepare_deviation(performance, groups[performance.id], chosen[performance])
                for performance in wrong[:TOP]
            ],
        }

    @api.model
    def _get_predicate_groups(self, scope):
        """Return unit performance id -> Counter of the predicates that were let out under it."""
        domain = [
            *self._get_term_domain(scope),
            ("predicate", "!=", False),
            ("unit_performance_id", "!=", False),
        ]
        by = ("unit_performance_id", "headed_unit_id", "predicate")
        rows = self.env["hr.skp.evaluation.report"]._count(domain, by)
        # Which unit a performance is of, and its predicate, everybody reads once confirmed.
        performances_sudo = (
            self.env["hr.skp.unit.performance"].sudo().browse({row[0] for row in rows})
        )
        whole = performances_sudo.search(
            Domain("id", "in", performances_sudo.ids)
            & self._get_whole_units_domain()
            & scope.get_unit_domain()
        )
        units = {performance.id: performance.department_id.id for performance in whole}
        counts = {performance.id: Counter() for performance in whole}
        for performance_id, headed_id, predicate, count in rows:
            if performance_id in units and headed_id != units[performance_id]:
                counts[performance_id][predicate] += count
        return {key: counter for key, counter in counts.items() if counter}

    @api.model
    def _get_whole_units_domain(self):
        """Return the domain of the unit performances whose people the user reads all."""
        if any(self.env.user.has_group(f"hr_skp.group_skp_{r}") for r in ("officer", "auditor")):
            return Domain.TRUE
        return self.env["hr.skp.evaluation.report"]._get_my_units_domain()

    @api.model
    def _get_expected(self, groups, chosen):
        """Return predicate -> people expected, by the curve of each unit's pattern."""
        expected = Counter()
        for performance, pattern in chosen.items():
            people = groups[performance.id].total()
            for code, share in pattern._get_curve().items():
                expected[code] += people * share / 100
        return {code: round(expected[code], 1) for code, _label in PREDICATES}

    @api.model
    def _prepare_deviation(self, performance_sudo, counts, pattern):
        return {
            "id": performance_sudo.id,
            "name": performance_sudo.department_id.name,
            "unit_predicate": performance_sudo.predicate,
            "total": counts.total(),
            "counts": counts,
            "is_small": counts.total() < SMALL_GROUP,
            "messages": [deviation["message"] for deviation in pattern._check_counts(counts)],
            "domain": [
                ("term_id", "=", performance_sudo.term_id.id),
                ("unit_performance_id", "=", performance_sudo.id),
                ("headed_unit_id", "!=", performance_sudo.department_id.id),
                ("predicate", "!=", False),
            ],
        }

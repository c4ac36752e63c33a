from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.hr_skp.rules.plan_states import CANCELLED

from ..rules.codes import PREDICATES, RATINGS
from ..rules.evaluation_states import (
    DECIDED,
    FINAL,
    FINALISED,
    IS_FINAL,
    OPEN,
    RATED,
    RECEIVED,
    SELF_REPORTED,
)

#: How far an evaluation is, in the five steps that a meeting talks about.
STEPS = (
    ("open", (OPEN,)),
    ("self_reported", (SELF_REPORTED,)),
    ("rated", (RATED,)),
    ("finalised", (FINALISED, RECEIVED)),
    ("final", (DECIDED, FINAL)),
)


class Scope(NamedTuple):
    """What a dashboard is about.

    ``term``: the ``hr.skp.term`` that is looked at; ``company``: its agency; ``unit``: the
    ``hr.department`` that is looked at with what is below it, empty for all that the user reads.
    """

    term: models.Model
    company: models.Model
    unit: models.Model

    def get_unit_domain(self, field="department_id"):
        """Return the domain by which ``field`` lies in the unit; all where none is chosen."""
        if not self.unit:
            return Domain.TRUE
        return Domain(field, "child_of", self.unit.id)


class HrSkpDashboard(models.AbstractModel):
    """The numbers of a term for a meeting: for officers all, for a head of unit his subtree.

    Everything is counted of the evaluations that the user reads, by the rules of the evaluation:
    who may read nothing counts nothing.  The user himself is in no number: what a sum gains by him
    would tell him how he was rated.

    Other addons add numbers by extending :meth:`_get_tiles` (a number that opens its list) and
    :meth:`_get_clock_panels` (cases that have a day to be kept).
    """

    _name = "hr.skp.dashboard"
    _description = "Dashboard of evaluation"

    @api.model
    @api.readonly
    def get_dashboard(self, term_id=None, unit_id=None):
        """Return everything that the dashboard draws, in a constant number of queries.

        :param term_id: the ``hr.skp.term``; without it the one that runs, else the last one
        :param unit_id: the ``hr.department`` to look into; without it all that the user reads
        :return: dict ``terms term_id unit tiles units heat trend quadrant distribution waiting
            clocks`` and what names their codes; ``terms`` is empty where nothing was opened yet
        :raise UserError: for a term that is not among those offered
        """
        terms = self._get_terms()
        if not terms:
            return {"terms": []}
        scope = self._get_scope(terms, term_id, unit_id)
        groups = self._get_groups(scope)
        rows = self._get_unit_rows(scope, groups)
        period_terms = scope.term.period_id.term_ids
        return {
            "terms": [self._prepare_term(term) for term in terms],
            "term_id": scope.term.id,
            "period_terms": [self._prepare_term(term) for term in period_terms & terms],
            "path": [{"id": unit.id, "name": unit.name} for unit in self._get_path(scope.unit)],
            "domain": self._get_domain(scope),
            "steps": self._get_steps(),
            "predicates": self._get_labels("predicate", PREDICATES),
            "ratings": self._get_labels("result_rating", RATINGS),
            "units": rows,
            "tiles": self._get_tiles(scope, groups) if rows else [],
            "quadrant": self._get_quadrant(scope),
            "distribution": self._get_distribution(scope),
            "waiting": self._get_waiting(scope),
            "clocks": self._get_clock_panels(scope),
        }

    # ------------------------------------------------------------
    # WHAT IS LOOKED AT
    # ------------------------------------------------------------

    @api.model
    def _get_terms(self):
        """Return the terms that were opened, the latest first."""
        return self.env["hr.skp.term"].search(
            Domain("state", "!=", "draft")
            & Domain("period_id.company_id", "in", self.env.companies.ids),
            order="date_end desc, date_start desc, id desc",
            limit=60,
        )

    @api.model
    def _get_scope(self, terms, term_id, unit_id):
        term = terms.browse(term_id) if term_id else self._get_current_term(terms)
        if term not in terms:
            raise UserError(self.env._("This term is not open to you."))
        # By the rules of who asks: a unit of another agency is none.
        unit = self.env["hr.department"].search([("id", "=", unit_id or 0)])
        return Scope(term, term.period_id.company_id, unit)

    @api.model
    def _get_current_term(self, terms):
        """Return the term that people work on: the last that is open and has begun, else the last.

        Of those that end together the shorter one: the year's own comes after its quarters.
        """
        today = self.env.company.sudo()._get_skp_today()
        begun = terms.filtered(lambda t: t.state == "open" and t.date_start <= today)
        return max(begun or terms, key=lambda t: (t.date_start, t.date_end))

    @api.model
    def _get_path(self, unit):
        # The way to a unit that the user reads; the names above it are no secret.
        units_sudo = unit.sudo()
        ids = [int(key) for key in (units_sudo.parent_path or "").split("/") if key]
        return units_sudo.browse(ids)

    @api.model
    def _get_domain(self, scope):
        """Return the domain of the evaluations of the year that are counted.

        A plain list: the client adds to it what a number is about, and opens that.
        """
        domain = [
            ("period_id", "=", scope.term.period_id.id),
            ("employee_user_id", "!=", self.env.uid),
        ]
        return domain + ([("department_id", "child_of", scope.unit.id)] if scope.unit else [])

    @api.model
    def _get_term_domain(self, scope):
        return [*self._get_domain(scope), ("term_id", "=", scope.term.id)]

    @api.model
    def _prepare_term(self, term):
        return {
            "id": term.id,
            "name": term.name,
            "state": term.state,
            "period": term.period_id.name,
            "period_id": term.period_id.id,
        }

    @api.model
    def _get_labels(self, field, codes):
        """Return [{code, label}] in the order of the codes, in the user's language."""
        labels = dict(self.env["hr.skp.evaluation"]._fields[field]._description_selection(self.env))
        return [{"code": code, "label": labels[code]} for code, _label in codes]

    @api.model
    def _get_steps(self):
        _ = self.env._
        labels = {
            "open": _("Not reported"),
            "self_reported": _("Reported"),
            "rated": _("Rated"),
            "finalised": _("Finalised"),
            "final": _("Final and binding"),
        }
        return [
            {"code": code, "label": labels[code], "states": list(states)} for code, states in STEPS
        ]

    # ------------------------------------------------------------
    # TILES
    # ------------------------------------------------------------

    @api.model
    def _get_tiles(self, scope, groups):
        """Return the numbers on top: dicts ``key label value tone note action``; a hook.

        ``tone`` is ``success``, ``warning``, ``danger`` or empty; ``action`` opens the list of what
        ``value`` counts.

        :param scope: what is looked at (:class:`Scope`)
        :param groups: what :meth:`_get_groups` returned
        """
        return [
            *self._get_progress_tiles(scope, groups),
            self._get_objection_tile(scope),
            self._get_unplanned_tile(scope),
        ]

    @api.model
    def _get_progress_tiles(self, scope, groups):
        _ = self.env._
        total = sum(group.count for group in groups)
        final = sum(group.count for group in groups if group.state in IS_FINAL)
        late = sum(group.late for group in groups)
        domain = self._get_term_domain(scope)
        return [
            {
                "key": "people",
                "label": _("Evaluations"),
                "value": total,
                "action": self._get_list(_("Evaluations"), domain),
            },
            {
                "key": "final",
                "label": _("Final and binding"),
                "value": final,
                "note": f"{100 * final // total} %" if total else "",
                "tone": "success" if total and final == total else "",
                "action": self._get_list(
                    _("Final and binding"), [*domain, ("is_final", "=", True)]
                ),
            },
            {
                "key": "late",
                "label": _("Late"),
                "value": late,
                "tone": "danger" if late else "success",
                "action": self._get_list(_("Late"), [*domain, ("is_late", "=", True)]),
            },
        ]

    @api.model
    def _get_objection_tile(self, scope):
        domain = self._get_objection_domain(scope)
        running = self.env["hr.skp.objection"].search_count(domain)
        label = self.env._("Running objections")
        return {
            "key": "objections",
            "label": label,
            "value": running,
            "tone": "warning" if running else "",
            "action": self._get_list(label, domain, "hr.skp.objection"),
        }

    @api.model
    def _get_unplanned_tile(self, scope):
        domain = [
            *self._get_domain(scope),
            ("state", "!=", CANCELLED),
            ("revision", "=", 0),
            ("date_start", "<=", scope.term.date_end),
            ("date_end", ">=", scope.term.date_start),
        ]
        count = self.env["hr.skp"].search_count(domain)
        label = self.env._("Without an agreed plan")
        return {
            "key": "unplanned",
            "label": label,
            "value": count,
            "tone": "warning" if count else "",
            "action": self._get_list(label, domain, "hr.skp"),
        }

    @api.model
    def _get_list(self, name, domain, model="hr.skp.evaluation"):
        """Return the action that opens the list of ``model`` by ``domain``."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "list"], [False, "form"]],
            "domain": domain,
        }

    # ------------------------------------------------------------
    # CLOCKS
    # ------------------------------------------------------------

    @api.model
    def _get_clock_panels(self, scope):
        """Return lists of cases that have a day to be kept, the nearest day first; a hook.

        :return: dicts ``key title empty rows more action``; a row is ``id name note day
            days_left``, ``more`` how many there are beyond the rows
        """
        return [self._get_objection_panel(scope)]

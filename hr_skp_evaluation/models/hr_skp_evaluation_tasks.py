from odoo import api, models
from odoo.fields import Domain

from ..rules.evaluation_states import (
    BEFORE_OUTCOME,
    FINALISED,
    IS_FINAL,
    OPEN,
    RATED,
    RECEIVED,
    SELF_REPORTED,
)

EVALUATIONS = "/my/skp/evaluations"


class HrSkp(models.Model):
    """The evaluation among the tasks of the portal, and in the strip of the year."""

    _inherit = "hr.skp"

    @api.model
    def _prepare_portal_tasks(self):
        tasks = super()._prepare_portal_tasks()
        if not self.env["hr.skp.evaluation"].has_access("read"):
            return tasks
        return (
            tasks
            + self._prepare_evaluation_tasks()
            + self._prepare_rating_tasks()
            + self._prepare_objection_tasks()
            + self._prepare_recommendation_tasks()
            + self._prepare_unit_tasks()
        )

    # ------------------------------------------------------------
    # MY OWN
    # ------------------------------------------------------------

    @api.model
    def _prepare_evaluation_tasks(self):
        """To report on oneself, to receive a result, to object while there is time."""
        mine = self.env["hr.skp.evaluation"].search(
            Domain("is_mine", "=", True)
            & Domain("state", "in", (OPEN, FINALISED, RECEIVED))
            & Domain("skp_id.state", "!=", "cancelled")
        )
        tasks = [evaluation._prepare_own_task() for evaluation in mine]
        return [task for task in tasks if task]

    # ------------------------------------------------------------
    # MY PEOPLE
    # ------------------------------------------------------------

    @api.model
    def _prepare_rating_tasks(self):
        """One task for all people whom the user can rate now, and one for those to finalise."""
        evaluations = self.env["hr.skp.evaluation"]
        today = self.env.company.sudo()._get_skp_today()
        team = Domain("is_my_team", "=", True) & Domain("term_id.state", "=", "open")
        overdue = Domain("state", "=", OPEN) & Domain("fill_deadline", "<", today)
        waiting = evaluations.search(
            team & (Domain("state", "=", SELF_REPORTED) | overdue),
            order="rating_deadline, employee_name",
        )
        rated = evaluations.search(
            team & Domain("state", "=", RATED), order="rating_deadline, employee_name"
        )
        _ = self.env._
        words = (
            (waiting, "rate", _("Rate %s"), _("Rate %s of your people")),
            (rated, "finalise", _("Finalise %s"), _("Finalise %s evaluations")),
        )
        return [
            found[0]._prepare_task(
                code,
                (one % found.employee_name) if len(found) == 1 else (many % len(found)),
                found[0].rating_deadline,
                url=None if len(found) == 1 else f"{EVALUATIONS}#team",
            )
            for found, code, one, many in words
            if found
        ]

    @api.model
    def _prepare_objection_tasks(self):
        """To explain as the evaluator, to decide as his superior: each objection has its clock."""
        _ = self.env._
        tasks = []
        for objection in self.env["hr.skp.objection"].search([("is_to_me", "=", True)]):
            evaluation = objection.evaluation_id
            if objection.can_explain:
                title = _("Explain the result to the objection of %s", objection.employee_name)
                task = evaluation._prepare_task("explain", title, objection.explain_until)
            else:
                title = _("Decide the objection of %s", objection.employee_name)
                # Somebody waits for it: it stands before what has time.
                filed = objection.sudo().company_id._get_skp_date(objection.filed_on)
                task = {**evaluation._prepare_task("decide", title), "deadline": filed}
            tasks.append(task)
        return tasks

    @api.model
    def _prepare_recommendation_tasks(self):
        asked = self.env["hr.skp.recommendation"].search(
            Domain("is_mine", "=", True)
            & Domain("given_on", "=", False)
            # Whether it is still open is all that its giver learns of the evaluation.
            & Domain(
                "evaluation_id",
                "any!",
                Domain("state", "in", tuple(BEFORE_OUTCOME)) & Domain("term_id.state", "=", "open"),
            )
        )
        if not asked:
            return []
        _ = self.env._
        if len(asked) == 1:
            title = _("Give your recommendation on %s", asked.employee_name)
            url = f"/my/skp/recommendation/{asked.id}"
        else:
            title = _("Give your recommendation on %s people", len(asked))
            url = f"{EVALUATIONS}#recommendations"
        # Until when the evaluator waits for it; the evaluation itself may be closed to its giver.
        deadline = min(
            filter(None, asked.sudo().evaluation_id.mapped("rating_deadline")), default=False
        )
        return [{**self.new()._prepare_task("recommend", title, None, deadline), "url": url}]

    @api.model
    def _prepare_unit_tasks(self):
        """To set the performance of units for which none counts yet in an open term."""
        missing = self.env["hr.skp.unit.performance"]._get_portal_missing()
        if not missing:
            return []
        _, (unit, term) = self.env._, missing[0]
        if len(missing) == 1:
            title = _("Set the performance of %s", unit.sudo().name)
            url = f"/my/skp/unit/{unit.id}/{term.id}"
        else:
            title = _("Set the performance of %s units", len(missing))
            url = "/my/skp/units"
        task = self.new()._prepare_task("unit", title, None, term.fill_deadline)
        return [{**task, "url": url}]

    # ------------------------------------------------------------
    # THE YEAR
    # ------------------------------------------------------------

    def _get_portal_steps(self):
        """The terms say how far their evaluation is, and lead to it."""
        steps = super()._get_portal_steps()
        evaluations = self.env["hr.skp.evaluation"].search([("skp_id", "=", self.id)])
        by_term = evaluations.grouped("term_id")
        for step, term in zip(steps[1:], self.period_id.term_ids, strict=True):
            if evaluation := by_term.get(term):
                _tone, words = evaluation._get_portal_state()
                step.update(
                    note=words,
                    title=f"{step['title']}: {words}",
                    url=f"/my/skp/evaluation/{evaluation.id}",
                )
                if evaluation.state in IS_FINAL and step["status"] != "current":
                    step["status"] = "done"
        return steps


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    def _prepare_own_task(self):
        """Return what the employee is to do with his own evaluation now, or ``None``."""
        self.ensure_one()
        _, term = self.env._, self.term_id
        if self.state == OPEN:
            if term.state == "closed":
                return None
            if self.state_reason:
                title = _("Improve your report on %s: it was returned", term.name)
                return self._prepare_task(
                    "self_report", title, self.fill_deadline, self.state_reason
                )
            return self._prepare_task(
                "self_report", _("Report on %s", term.name), self.fill_deadline
            )
        if self.state == FINALISED:
            title = _("Receive the result of %s", term.name)
            return self._prepare_task("receive", title, self.receipt_deadline)
        clock = self._get_portal_clock()
        if not clock:
            return None
        title = _("Read the result of %s", term.name)
        task = self._prepare_task("object", title, self.objection_deadline)
        return {**task, "when": clock[:1].upper() + clock[1:]}

    def _prepare_task(self, code, title, deadline=False, detail=None, url=None):
        task = self.env["hr.skp"].new()._prepare_task(code, title, detail, deadline)
        return {**task, "url": url or f"/my/skp/evaluation/{self.id}"}


class HrSkpUnitPerformance(models.Model):
    _inherit = "hr.skp.unit.performance"

    @api.model
    def _get_portal_units(self):
        """Return (unit, term, own performance) that the user sets, of the open terms."""
        units = self.env["hr.department"]._get_skp_settable()
        # That a term is open is no secret; which units are his was asked above.
        units_sudo = units.sudo()
        terms_sudo = (
            self.env["hr.skp.term"]
            .sudo()
            .search(
                [
                    ("state", "=", "open"),
                    ("period_id.company_id", "in", self.env.companies.ids),
                ]
            )
        )
        found = self.search([("department_id", "in", units.ids), ("term_id", "in", terms_sudo.ids)])
        by_key = {(p.department_id.id, p.term_id.id): p for p in found}
        return [
            (unit, term, by_key.get((unit.id, term.id), self.browse()))
            for term in terms_sudo
            for unit in units_sudo
            if unit.company_id in (term.period_id.company_id, unit.company_id.browse())
        ]

    @api.model
    def _get_portal_missing(self):
        """Return (unit, term) that the user sets and for which no predicate counts yet.

        Only where somebody of the unit is evaluated in the term.
        """
        pairs = self._get_portal_units()
        if not pairs:
            return []
        units = self.env["hr.department"].browse({unit.id for unit, _t, _p in pairs})
        terms = self.env["hr.skp.term"].browse({term.id for _u, term, _p in pairs})
        effective = self._get_effective(units, terms)
        # Where people wait is counted, not read.
        groups = (
            self.env["hr.skp.evaluation"]
            .sudo()
            ._read_group(
                Domain("term_id", "in", terms.ids)
                & Domain("state", "in", tuple(BEFORE_OUTCOME))
                & (
                    Domain("department_id", "in", units.ids)
                    | Domain("headed_unit_id", "in", units.ids)
                ),
                ["department_id", "headed_unit_id", "term_id"],
            )
        )
        peopled = {(unit.id, term.id) for d, h, term in groups for unit in (d | h)}
        return [
            (unit, term)
            for unit, term, _performance in pairs
            if (unit.id, term.id) in peopled and not effective[unit.id, term.id]
        ]

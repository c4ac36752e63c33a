from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules.evaluator import Agency, find_evaluator
from ..rules.plan_states import LIVE, PROPOSED
from ..rules.succession import without


class Route(NamedTuple):
    """Who is to evaluate a plan and to review it (``hr.employee`` records)."""

    evaluator: models.BaseModel
    reviewer: models.BaseModel


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _get_skp_evaluators_without(self, absent, date=None):
        """Return id -> who evaluates each of these once ``absent`` evaluate nobody.

        Whoever is archived is absent anyway.
        """
        people = self._load_superiors(date or self.env.company.sudo()._get_skp_today())
        gone = set(absent.ids if absent else ())
        # Whether a superior has left is not for the asking user to know or not.
        superiors_sudo = self.sudo().browse(people)
        gone |= set(superiors_sudo.filtered(lambda person: not person.active).ids)
        evaluators = {}
        for company_sudo, employees in self.sudo().grouped("company_id").items():
            agency = Agency(
                company_sudo.agency_kind,
                company_sudo.agency_head_id.id or None,
                company_sudo.coordinating_minister_id.id or None,
            )
            seen, table = without(people, agency, gone)
            for employee_id in employees.ids:
                found = find_evaluator(employee_id, seen, table).evaluator
                evaluators[employee_id] = self.browse(found or [])
        return evaluators


class HrSkp(models.Model):
    """Open plans find their way to the evaluator of today, without ending.

    The officer chooses nobody: the rules do, on the personnel record. So an officer cannot make
    himself anybody's evaluator.
    """

    _inherit = "hr.skp"

    def action_reroute(self, reason=None, absent_ids=()):
        """Officer: hand these open plans to the evaluator whom the rules name today.

        Post and unit of the employee stay as they are on the plan (see `action_refresh`).

        :param absent_ids: employees who evaluate nobody any more, whatever the org chart still says
        :raise UserError: without a reason
        """
        self._lock_for_move()
        self._check_officer_step()
        self._check_reason(reason)
        absent = self.env["hr.employee"].browse(absent_ids)
        routes = self._get_routes(absent)
        self._check_not_for_oneself(routes)
        self._reroute(routes, reason)
        return True

    def _check_not_for_oneself(self, routes):
        """Whoever re-routes or refreshes does not become what he was not to a plan by it."""
        own = self.env["hr.employee"].browse(self.env["hr.employee"]._get_own_ids())
        gained = [
            plan_sudo.employee_name
            for plan_sudo in self.sudo()
            if plan_sudo.id in routes and plan_sudo._raises(own, routes[plan_sudo.id])
        ]
        if gained:
            raise UserError(
                self.env._(
                    "You would become evaluator or evaluator's superior of %s: let another "
                    "officer do this.",
                    ", ".join(gained[:5]),
                )
            )

    def _check_refresh_not_for_oneself(self, facts):
        people = self.env["hr.employee"]
        self._check_not_for_oneself(
            {
                plan_sudo.id: Route(
                    people.browse(facts[plan_sudo.employee_id.id]["evaluator_id"] or []),
                    people.browse(facts[plan_sudo.employee_id.id]["reviewer_id"] or []),
                )
                for plan_sudo in self.sudo()
            }
        )

    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Please say why."))

    def _raises(self, people, route):
        """Tell whether ``route`` makes one of ``people`` what he was not to this plan."""
        self.ensure_one()
        if route.evaluator in people:
            return self.evaluator_id not in people
        return route.reviewer in people and self.reviewer_id not in people

    # ------------------------------------------------------------
    # WHERE TO
    # ------------------------------------------------------------

    @api.model
    def _get_rerouting_domain(self):
        """Return the domain of the open plans that an officer may re-route: never his own."""
        return Domain("state", "in", tuple(LIVE)) & Domain("is_mine", "=", False)

    @api.model
    def _get_evaluated_by(self, officials):
        """Return the open plans that these people evaluate or review."""
        concerned = Domain("evaluator_id", "in", officials.ids)
        concerned |= Domain("reviewer_id", "in", officials.ids)
        return self.search(
            self._get_rerouting_domain() & concerned, order="evaluator_id, employee_name"
        )

    def _get_routes(self, absent=None):
        """Return plan id -> :class:`Route`, for those plans whose present one is another.

        Where the rules find nobody the plan stays where it is: see `_get_stranded`.
        """
        routes = {}
        for plan_sudo, route in self._find_routes(absent):
            evaluator_moves = route.evaluator != plan_sudo.evaluator_id
            # A leader whose own plan ended has a new one: the link from below follows.
            leader_ended = plan_sudo.parent_id and plan_sudo.parent_id.state not in LIVE
            if route.evaluator and (
                evaluator_moves or leader_ended or route.reviewer != plan_sudo.reviewer_id
            ):
                routes[plan_sudo.id] = route
        return routes

    def _get_stranded(self, absent=None):
        """Return the plans whose evaluator left and for whom the rules find no other."""
        gone = absent or self.env["hr.employee"]
        stranded = [
            plan_sudo.id
            for plan_sudo, route in self._find_routes(absent)
            if not route.evaluator
            and (plan_sudo.evaluator_id in gone or not plan_sudo.evaluator_id.active)
        ]
        return self.browse(stranded)

    def _find_routes(self, absent):
        """Return pairs of plan and :class:`Route` as the rules have it."""
        # Who evaluates whom is the rules' to say, whoever asks.
        plans_sudo = self.sudo()
        evaluators = plans_sudo.employee_id._get_skp_evaluators_without(absent)
        superiors = self.env["hr.employee"].sudo().union(*evaluators.values())
        reviewers = superiors._get_skp_evaluators_without(absent)
        pairs = []
        for plan_sudo in plans_sudo:
            evaluator = evaluators[plan_sudo.employee_id.id]
            reviewer = reviewers.get(evaluator.id, evaluator) or evaluator
            pairs.append((plan_sudo, Route(evaluator, reviewer)))
        return pairs

    # ------------------------------------------------------------
    # THE UNGUARDED STEP
    # ------------------------------------------------------------

    def _reroute(self, routes, reason):
        """Write the routes, move what is asked of the old evaluators, link to the new leaders."""
        # The officer may re-route, not write: the values come from the rules.
        plans_sudo = self.sudo().filtered(lambda plan: plan.id in routes)
        if not plans_sudo:
            return
        before = {plan.id: plan.evaluator_id.name for plan in plans_sudo}
        moved_sudo = plans_sudo.filtered(lambda p: routes[p.id].evaluator != p.evaluator_id)
        moved_sudo._close_evaluator_activities()
        plans_sudo._write_routes(routes)
        plans_sudo._link_leaders()
        moved_sudo.filtered(lambda p: p.state == PROPOSED)._ask_to_act(
            "evaluator_user_id", self.env._("Agree or return the proposed SKP")
        )
        plans_sudo._get_superior_reports_sudo().unlink()
        after = {plan.id: plan.evaluator_id.name for plan in plans_sudo}
        self.env["hr.skp.log"]._append(
            plans_sudo.with_env(self.env), "reroute", before, after, reason
        )

    def _write_routes(self, routes):
        officials = self.env["hr.employee"].union(
            *(official for plan in self for official in routes[plan.id])
        )
        identities = officials._get_skp_identities()
        # What follows is asked once for all, not with the write of each.
        for plan in self.with_context(skp_follow_later=True):
            evaluator, reviewer = routes[plan.id]
            plan.write(
                {
                    "evaluator_id": evaluator.id,
                    "reviewer_id": reviewer.id,
                    "parent_id": False,
                    "identity": {
                        **(plan.identity or {}),
                        "evaluator": identities.get(evaluator.id, {}),
                        "reviewer": identities.get(reviewer.id, {}),
                    },
                }
            )

        self._follow_evaluator()

    def write(self, vals):
        result = super().write(vals)
        if "evaluator_id" in vals and not self.env.context.get("skp_follow_later"):
            self._follow_evaluator()
        return result

    def _follow_evaluator(self):
        """What follows when somebody else evaluates these plans; a hook, asked once for many."""

    def _close_evaluator_activities(self):
        """What the former evaluator was asked to do is no longer his."""
        activity_type = self.env.ref("hr_skp.mail_activity_skp", raise_if_not_found=False)
        former = {plan.id: plan.evaluator_user_id for plan in self}
        self.activity_ids.filtered(
            lambda a: a.activity_type_id == activity_type and a.user_id == former[a.res_id]
        ).unlink()

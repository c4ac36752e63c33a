from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.hr_skp.rules.codes import DELEGATION_KINDS
from odoo.addons.hr_skp.rules.plan_states import LIVE

from ..rules.feedback import PRECEDENCE, UNPLACED_RELATIONS

#: How an office is printed while somebody else acts for it.
ACTING_PREFIXES = {**dict(DELEGATION_KINDS), "delegate": "a.n."}


class HrSkp(models.Model):
    """Who may say something on a plan, and what he is to the person whose plan it is."""

    _inherit = "hr.skp"

    @api.model
    def _get_feedback_plan_domain(self):
        """Return the domain of the plans that take feedback: agreed once, not closed."""
        return (
            Domain("revision", ">", 0)
            & Domain("state", "in", list(LIVE))
            & Domain("company_id", "in", self.env.companies.ids)
        )

    @api.model
    def _get_feedback_plans(self, employee_ids):
        """Return employee id -> id of the plan on which feedback about him belongs today."""
        today = self.env.company.sudo()._get_skp_today()
        # Whether somebody has an agreed plan is all that comes of it.
        plans_sudo = self.sudo().search(
            Domain("employee_id", "in", list(set(employee_ids))) & self._get_feedback_plan_domain(),
            order="date_start, id",
        )
        # The last one that has begun; before the year's first day, the one to come.
        begun = plans_sudo.filtered(lambda plan: plan.date_start <= today)
        found = {plan.employee_id.id: plan.id for plan in (plans_sudo - begun)[::-1]}
        return found | {plan.employee_id.id: plan.id for plan in begun}

    def _check_feedback_open(self):
        """Raise unless something can be said on these plans by somebody of the same agency."""
        if self.env.su:
            return
        for plan_sudo in self.sudo():
            if plan_sudo.company_id not in self.env.companies:
                raise AccessError(self.env._("This person belongs to another agency."))
            if not plan_sudo.revision or plan_sudo.state not in LIVE:
                raise UserError(
                    self.env._(
                        "The SKP of %s is not agreed yet or closed, so nothing can be said on it.",
                        plan_sudo.employee_name,
                    )
                )

    # ------------------------------------------------------------
    # WHAT THE GIVER IS TO THE PERSON
    # ------------------------------------------------------------

    def _get_giver_facts(self):
        """Return plan id -> set of what the current user is to its employee (`PRECEDENCE`)."""
        domains, found = self._get_giver_fact_domains(), {plan.id: set() for plan in self}
        for code, domain in domains.items():
            if not domain.is_false():
                # Who one is to somebody is known to oneself.
                for plan in self.sudo().search(domain & Domain("id", "in", self.ids)):
                    found[plan.id].add(code)
        return found

    @api.model
    def _get_giver_fact_domains(self):
        """Return code of `PRECEDENCE` -> domain of the plans of the people to whom he is that."""
        roles = self._get_role_domains()
        assigner = self.env["hr.skp.assignment"]._get_role_domains()["assigner"]
        assigned = Domain("assignment_id", "any!", assigner) & Domain("agreed_revision", ">", 0)
        not_me = ~roles["employee"]
        return {
            "self": roles["employee"],
            "evaluator": roles["evaluator"],
            "assigner": Domain("result_ids", "any!", assigned) & not_me,
            "team_leader": (self._get_led_domain() | roles["head"]) & not_me,
            **{code: domain & not_me for code, domain in self._get_neighbour_domains().items()},
        }

    @api.model
    def _get_led_domain(self):
        """Return the domain of the plans of those whom the user leads without evaluating them."""
        mine = Domain("leader_user_id", "=", self.env.uid)
        # One's own teams and matrices, and who is in them, are known to oneself.
        members_sudo = self.env["hr.skp.team.member"].sudo()
        present = members_sudo._get_present_domain()
        led_sudo = members_sudo.search(Domain("team_id", "any!", mine) & present)
        matrix = Domain("skp_id", "any!", Domain("employee_user_id", "=", self.env.uid))
        matrices_sudo = self.env["hr.skp.matrix"].sudo().search(matrix)
        return (
            Domain("employee_id", "in", led_sudo.employee_id.ids)
            | Domain("id", "in", matrices_sudo.member_ids.ids)
            | Domain("reviewer_user_id", "=", self.env.uid)
        )

    @api.model
    def _get_neighbour_domains(self):
        """Return the domains of one's leader's plan (``subordinate``) and of one's ``peer``s'."""
        # Only from one's own living plans.
        own_sudo = self.sudo().search(
            Domain("employee_user_id", "=", self.env.uid) & Domain("state", "in", list(LIVE))
        )
        evaluators, units = own_sudo.evaluator_id, own_sudo.department_id
        return {
            "subordinate": Domain("employee_id", "in", evaluators.ids),
            "peer": Domain("evaluator_id", "in", evaluators.ids)
            | Domain("department_id", "in", units.ids),
        }

    # ------------------------------------------------------------
    # WHAT IS PRINTED OF HIM
    # ------------------------------------------------------------

    def _get_giver_sources(self, acting):
        """Return plan id -> ``giver_id giver_name officials labels`` of what the user gives here.

        :param acting: the current user's employee
        :return: ``labels``: relation -> what documents print as source; ``officials``: relation ->
            id of the official for whom he acts
        """
        officials = {plan.id: self._get_acted_officials(plan) for plan in self}
        people = acting.union(
            *(self.env["hr.employee"].browse(found.values()) for found in officials.values())
        )
        identities, prefixes = people._get_skp_identities(), self._get_acting_prefixes()
        own = identities.get(acting.id, {})
        label = own.get("position") or own.get("name", "")
        sources = {}
        for plan_id, found in officials.items():
            labels = dict.fromkeys((*PRECEDENCE, *UNPLACED_RELATIONS), label)
            for code, official_id in found.items():
                office = identities[official_id]["position"] or identities[official_id]["name"]
                labels[code] = " ".join(filter(None, (prefixes.get(official_id), office)))
            sources[plan_id] = {
                "giver_id": acting.id,
                "giver_name": own.get("name", ""),
                "officials": found,
                "labels": labels,
            }
        return sources

    @api.model
    def _get_acted_officials(self, plan):
        """Return relation -> id of the official for whom the user acts on this plan today."""
        found, delegating = {}, self._get_delegating_officials()
        if not delegating:
            return found
        if official_id := plan._get_officials().get(plan.id):
            found["evaluator"] = official_id
        # Who assigned a result to the person: one of those for whom the user acts, not he himself.
        assigners = plan.sudo().result_ids.assignment_id.assigner_id
        if self.env.user not in assigners.user_id and assigners & delegating:
            found["assigner"] = (assigners & delegating)[:1].id
        return found

    @api.model
    def _get_acting_prefixes(self):
        """Return official id -> how his office is printed while the user acts for it."""
        # A delegate need not read the delegation itself to hold it.
        delegations_sudo = self.env["hr.skp.delegation"].sudo()
        held_sudo = delegations_sudo.search(
            Domain("delegate_user_id", "=", self.env.uid)
            & Domain(delegations_sudo._get_active_domain())
        )
        return {held.official_id.id: ACTING_PREFIXES[held.kind] for held in held_sudo}

    # ------------------------------------------------------------
    # ABOUT WHAT, ABOUT WHOM
    # ------------------------------------------------------------

    def _get_readable_agreed_results(self):
        """Return plan id -> its agreed results that the current user may read."""
        results = self.env["hr.skp.result"].search(
            [("skp_id", "in", self.ids), ("agreed_revision", ">", 0)]
        )
        found = {}
        # The plan of a result one may read is known by its id alone.
        for result_sudo in results.sudo():
            found.setdefault(result_sudo.skp_id.id, self.env["hr.skp.result"].browse())
            found[result_sudo.skp_id.id] |= result_sudo.with_env(self.env)
        return found

    @api.model
    def _get_feedback_people(self, term="", limit=20):
        """Return people whom the user may give feedback, those close to him first.

        Each a dict ``employee_id name position relation`` and nothing more: who looks for a
        colleague finds his name and post, not his plan.
        """
        base = self._get_feedback_plan_domain()
        if term := (term or "").strip():
            base &= Domain("employee_name", "ilike", term)
        domains = self._get_giver_fact_domains()
        found, people = set(), []
        order = [*(code for code in PRECEDENCE if code != "self"), None, "self"]
        for code in order:
            near = domains[code] if code else Domain.TRUE
            if code != "self":
                near &= ~domains["self"]
            if code is None and not term:
                continue
            plans_sudo = self.sudo().search(
                base & near & Domain("employee_id", "not in", list(found)),
                order="employee_name",
                limit=max(limit - len(people), 0) or 1,
            )
            for plan_sudo in plans_sudo:
                if len(people) < limit and plan_sudo.employee_id.id not in found:
                    found.add(plan_sudo.employee_id.id)
                    people.append(plan_sudo._prepare_feedback_person(code))
        return people

    def _prepare_feedback_person(self, relation):
        self.ensure_one()
        return {
            "employee_id": self.employee_id.id,
            "name": self.employee_name or "",
            "position": self.employee_position or "",
            "relation": relation or "",
        }


class HrSkpFeedback(models.Model):
    """What the form offers while one writes: whose plan, which results, what one is to him."""

    _inherit = "hr.skp.feedback"

    allowed_result_ids = fields.Many2many(
        "hr.skp.result", compute="_compute_offer", export_string_translation=False
    )
    may_record_outside = fields.Boolean(compute="_compute_offer", export_string_translation=False)
    may_choose_relation = fields.Boolean(compute="_compute_offer", export_string_translation=False)
    employee_position = fields.Char("Position", compute="_compute_employee_position")

    @api.depends_context("uid")
    @api.depends("employee_id", "skp_id", "source_name")
    def _compute_offer(self):
        offered = self._get_offered_plans().values()
        plans = self.env["hr.skp"].browse({plan_id for plan_id in offered if plan_id})
        facts, results = plans._get_giver_facts(), plans._get_readable_agreed_results()
        for feedback, plan_id in zip(self, offered, strict=True):
            acting = facts.get(plan_id, set())
            feedback.allowed_result_ids = results.get(plan_id)
            feedback.may_record_outside = "evaluator" in acting
            feedback.may_choose_relation = bool(feedback.source_name) or not acting

    def _get_offered_plans(self):
        """Return entry id -> id of the plan it belongs to, or would: None for no person yet."""
        wanted = self.filtered(lambda f: f.employee_id and not f.skp_id)
        found = self.env["hr.skp"]._get_feedback_plans(wanted.employee_id.ids)
        return {f.id: f.skp_id.id or found.get(f.employee_id._origin.id) for f in self}

    @api.depends("employee_id", "skp_id")
    def _compute_employee_position(self):
        offered = self._get_offered_plans()
        # Name and post of whom one speaks about: known to whoever picked him.
        for feedback in self:
            plan_sudo = self.env["hr.skp"].sudo().browse(offered[feedback.id] or [])
            feedback.employee_position = plan_sudo.employee_position

    @api.model
    def _get_acting_employee(self, plans=None):
        """Return the current user's employee, in the agency of these plans.

        :raise UserError: for an account that belongs to nobody, whose words would have no source
        """
        # One's own record; portal users cannot read employees.
        employees_sudo = self.env["hr.employee"].sudo()
        company = plans.sudo().company_id[:1] if plans else self.env.company
        mine = Domain("user_id", "=", self.env.uid) & Domain("company_id", "=", company.id)
        employee = employees_sudo.search(mine, limit=1)
        if not employee and not self.env.su:
            raise UserError(
                self.env._("Your account is not linked to an employee: tell the personnel office.")
            )
        return employee.sudo(self.env.su)

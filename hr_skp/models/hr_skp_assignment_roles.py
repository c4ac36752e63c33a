from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..rules.assignment_states import (
    ACTING,
    ANSWERABLE,
    APPROVED,
    COORDINATING,
    DRAFT,
    MOVES,
    OPEN,
    PROPOSED,
    may_name,
    refusal,
)
from ..rules.plan_states import LIVE


class HrSkpAssignment(models.Model):
    """Who acts on an assignment, and as what: read by record rules, guards and buttons.

    Search methods instead of ids in the rules, as for the plan (see ``hr_skp_roles.py``).
    """

    _inherit = "hr.skp.assignment"

    is_readable = fields.Boolean(
        compute="_compute_roles", search="_search_is_readable", export_string_translation=False
    )
    is_actionable = fields.Boolean(
        compute="_compute_roles", search="_search_is_actionable", export_string_translation=False
    )
    is_mine = fields.Boolean("I assign", compute="_compute_roles", search="_search_is_mine")
    is_given_to_me = fields.Boolean(
        "Given to me", compute="_compute_roles", search="_search_is_given_to_me"
    )
    is_to_me = fields.Boolean("Waits for me", compute="_compute_roles", search="_search_is_to_me")
    is_call_to_me = fields.Boolean(
        "Open call to me", compute="_compute_roles", search="_search_is_call_to_me"
    )
    can_edit = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_set_outside = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_name = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_volunteer = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_request = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_coordinate = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_decline = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_end = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_done = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_cancel = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)

    # ------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the assignments to which the current user is that.

        ``assigner addressee evaluator supporter``: those who act on it; ``nominee``: approved, or
        a volunteer; ``audience``: may answer the open call; ``officer auditor``: read it.
        Somebody named, and not approved yet, is kept out of what officers and auditors read.
        """
        sent = Domain("state", "!=", DRAFT)
        return {
            "assigner": self._get_official_domain("assigner") | self._get_outside_domain(),
            "addressee": sent & self._get_official_domain("addressee"),
            "evaluator": sent & self._get_nominee_domain(Domain.TRUE),
            "supporter": self._get_supporter_domain(),
            "nominee": Domain("nominee_ids", "any!", self._get_known_domain()),
            "audience": self._get_audience_domain(),
            **self._get_overseer_domains(sent),
        }

    @api.model
    def _get_official_domain(self, field):
        """Return the domain where the user is that official, or acts for him today."""
        domain = Domain(f"{field}_user_id", "=", self.env.uid)
        if officials := self.env["hr.skp"]._get_delegating_officials():
            domain |= Domain(f"{field}_id", "in", officials.ids)
        return domain

    @api.model
    def _get_outside_domain(self):
        """An officer stands for an official outside the agency, never for his own assignment."""
        if not self.env.user.has_group("hr_skp.group_skp_officer"):
            return Domain.FALSE
        agencies = Domain("company_id", "in", self.env.companies.ids)
        return Domain("is_outside", "=", True) & agencies & ~self._get_unknowing_domain()

    @api.model
    def _get_nominee_domain(self, condition):
        """Return the domain of the assignments for which people of mine are named."""
        mine = Domain("skp_id", "any!", Domain("is_my_team", "=", True))
        return Domain("nominee_ids", "any!", mine & condition)

    @api.model
    def _get_supporter_domain(self):
        head = Domain("manager_id.user_id", "=", self.env.uid)
        if officials := self.env["hr.skp"]._get_delegating_officials():
            head |= Domain("manager_id", "in", officials.ids)
        # Portal users cannot read units, yet may head one.
        units_sudo = self.env["hr.department"].sudo()
        unit_ids = self.env["hr.skp.acting"]._remember(
            ("supporter", repr(head)), lambda: units_sudo.search(head).ids
        )
        unit = Domain("supporting_department_id", "in", unit_ids)
        return Domain("coordinated_on", "!=", False) & Domain("state", "!=", DRAFT) & unit

    @api.model
    def _get_known_domain(self):
        """Return the domain of one's own nominations that one knows of."""
        known = Domain("state", "=", APPROVED) | Domain("is_volunteer", "=", True)
        return Domain("employee_user_id", "=", self.env.uid) & known

    @api.model
    def _get_unknowing_domain(self):
        named = Domain("employee_user_id", "=", self.env.uid)
        return Domain("nominee_ids", "any!", named & ~self._get_known_domain())

    @api.model
    def _get_audience_domain(self):
        """Return the domain of the open calls that the user may answer: he has a living plan."""
        # Only units and years of one's own plans: known to oneself.
        plans_sudo = (
            self.env["hr.skp"]
            .sudo()
            .search([("employee_user_id", "=", self.env.uid), ("state", "in", list(LIVE))])
        )
        if not plans_sudo:
            return Domain.FALSE
        paths = plans_sudo.department_id.mapped("parent_path")
        units = {int(unit_id) for path in paths for unit_id in (path or "").split("/") if unit_id}
        return (
            Domain("is_open_call", "=", True)
            & Domain("state", "in", list(OPEN))
            & Domain("period_id", "in", plans_sudo.period_id.ids)
            & Domain("call_department_id", "in", [False, *units])
            & ~self._get_official_domain("assigner")
        )

    @api.model
    def _get_overseer_domains(self, sent):
        agencies = Domain("company_id", "in", self.env.companies.ids)
        readable = sent & agencies & ~self._get_unknowing_domain()
        return {
            role: readable if self.env.user.has_group(f"hr_skp.group_skp_{role}") else Domain.FALSE
            for role in ("officer", "auditor")
        }

    def _get_roles(self):
        """Return assignment id -> set of what the current user is to it."""
        roles = {assignment.id: set() for assignment in self}
        for role, domain in self._get_role_domains().items():
            if not domain.is_false():
                # Who one is to an assignment does not depend on what one may read.
                for assignment in self.sudo().search(domain & Domain("id", "in", self.ids)):
                    roles[assignment.id].add(role)
        return roles

    def _get_officials(self, move):
        """Return assignment id -> id of the official for whom the user acts as delegate here."""
        delegating = self.env["hr.skp"]._get_delegating_officials()
        if not delegating:
            return {}
        officials, named_sudo = {}, self._get_nominees().sudo().grouped("assignment_id")
        for assignment_sudo in self.sudo():
            acting = assignment_sudo.assigner_id
            if "assigner" not in MOVES[move].roles:
                acting = assignment_sudo.addressee_id
                if assignment_sudo in named_sudo:
                    acting |= named_sudo[assignment_sudo].skp_id.evaluator_id
            if self.env.user not in acting.user_id:
                officials[assignment_sudo.id] = (acting & delegating)[:1].id
        return officials

    def _check_roles(self, wanted):
        roles = self._get_roles()
        if any(not roles[assignment.id] & wanted for assignment in self):
            raise AccessError(self.env._("This step of an assignment is not yours to take."))

    # ------------------------------------------------------------
    # SEARCHABLE BOOLEANS
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("state", "assigner_user_id", "addressee_user_id", "nominee_ids.state")
    def _compute_roles(self):
        roles = self._get_roles()
        waiting_ids = set(self._matching(self._get_waiting_domain()).ids)
        for assignment in self:
            acting = roles[assignment.id]
            assignment.is_readable = bool(acting)
            assignment.is_actionable = bool(acting & ACTING)
            assignment.is_mine = "assigner" in acting
            assignment.is_given_to_me = "nominee" in acting
            assignment.is_call_to_me = "audience" in acting
            assignment.is_to_me = assignment.id in waiting_ids

    def _matching(self, domain):
        # Membership, not content: the domain itself says who the user is.
        return self.sudo().search(domain & Domain("id", "in", self.ids))

    @api.depends_context("uid")
    @api.depends("state", "assigner_user_id", "addressee_user_id", "nominee_ids.state")
    def _compute_can_moves(self):
        roles, known = self._get_roles(), self._get_my_nominees()
        is_officer = self.env.user.has_group("hr_skp.group_skp_officer")
        for assignment in self:
            # What is not saved yet is its writer's.
            acting = roles.get(assignment.id, set()) if assignment.ids else {"assigner"}
            assignment.can_edit = assignment.state == DRAFT and "assigner" in acting
            assignment.can_set_outside = assignment.can_edit and is_officer
            assignment.can_name = may_name(assignment.state, acting)
            answered = assignment._origin in known.assignment_id
            assignment.can_volunteer = (
                "audience" in acting and not answered and not assignment._is_overdue()
            )
            for name, rule in MOVES.items():
                why = refusal(rule, assignment.state, acting, reason="?")
                assignment[f"can_{name}"] = why is None and bool(assignment.ids)

    def _get_my_nominees(self):
        """Return the current user's own nominations here that he knows of."""
        # His own: approved, or volunteered by himself.
        nominees_sudo = self.env["hr.skp.assignment.nominee"].sudo()
        here = Domain("assignment_id", "in", self.ids)
        return nominees_sudo.search(here & self._get_known_domain())

    def _is_overdue(self):
        self.ensure_one()
        deadline = self.answer_deadline
        return bool(deadline) and deadline < self.sudo().company_id._get_skp_today()

    @api.model
    def _get_waiting_domain(self):
        """Return the domain of the assignments that wait for an answer of the current user."""
        domains = self._get_role_domains()
        pending = self._get_nominee_domain(Domain("state", "=", PROPOSED))
        unanswered = Domain("nominee_ids", "not any!", Domain.TRUE)
        return (
            (pending & Domain("state", "in", list(ANSWERABLE)))
            | (domains["addressee"] & unanswered & Domain("state", "in", list(OPEN)))
            | (domains["supporter"] & Domain("state", "=", COORDINATING))
        )

    def _search_is_readable(self, operator, value):
        return self._search_roles(operator, None)

    def _search_is_actionable(self, operator, value):
        return self._search_roles(operator, ACTING)

    def _search_is_mine(self, operator, value):
        return self._search_roles(operator, ("assigner",))

    def _search_is_given_to_me(self, operator, value):
        return self._search_roles(operator, ("nominee",))

    def _search_is_call_to_me(self, operator, value):
        return self._search_roles(operator, ("audience",))

    def _search_is_to_me(self, operator, value):
        return self._get_waiting_domain() if operator == "in" else NotImplemented

    @api.model
    def _search_roles(self, operator, roles):
        if operator != "in":
            return NotImplemented
        domains = self._get_role_domains()
        return Domain.OR(domains[role] for role in roles or domains)


class HrSkpLog(models.Model):
    """The log of an assignment belongs to no plan: who acts on it, or oversees, reads it."""

    _inherit = "hr.skp.log"

    is_of_assignment = fields.Boolean(
        compute="_compute_is_of_assignment",
        search="_search_is_of_assignment",
        export_string_translation=False,
    )

    def _compute_is_of_assignment(self):
        domain = self._get_assignment_domain() & Domain("id", "in", self.ids)
        # The domain itself is the check.
        found_ids = set(self.sudo().search(domain).ids)
        for log in self:
            log.is_of_assignment = log.id in found_ids

    def _search_is_of_assignment(self, operator, value):
        return self._get_assignment_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_assignment_domain(self):
        # Which assignments these are the domain says, whatever else is read of them.
        assignments_sudo = self.env["hr.skp.assignment"].sudo()
        domains = assignments_sudo._get_role_domains()
        readers = Domain.OR(domains[role] for role in (*ACTING, "officer", "auditor"))
        return Domain("res_model", "=", assignments_sudo._name) & Domain(
            "res_id", "in", assignments_sudo._search(readers)
        )

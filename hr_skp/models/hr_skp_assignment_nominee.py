from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..rules.assignment_states import (
    ANSWERABLE,
    APPROVED,
    DECLINED,
    DRAFT,
    NOMINEE_MOVES,
    NOMINEE_STATES,
    PROPOSED,
    may_name,
    refusal,
)
from ..rules.codes import RESULT_KINDS
from ..rules.plan_states import AGREED, LIVE
from ..rules.plan_states import PROPOSED as PLAN_PROPOSED


class HrSkpAssignmentNominee(models.Model):
    """Somebody named for an assignment, or who volunteered; his evaluator alone decides.

    Read by the assigner, by the addressee and the head of the supporting unit, by the person's own
    evaluator, by officers and auditors; by the person himself once approved, or if he volunteered,
    never before.  Approving adds the result to his plan and starts the revision of an agreed one;
    declining adds nothing.
    """

    _name = "hr.skp.assignment.nominee"
    _description = "Person named for an assignment"
    _inherit = ["hr.skp.link.guard"]
    _order = "assignment_id, id"

    _completed_links = frozenset({"skp_id", "result_id"})

    assignment_id = fields.Many2one(
        "hr.skp.assignment", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict")
    skp_id = fields.Many2one(
        "hr.skp", "SKP", required=True, readonly=True, index=True, ondelete="restrict"
    )
    employee_user_id = fields.Many2one(
        related="skp_id.employee_user_id",
        string="Person's user",
        store=True,
        index="btree_not_null",
    )
    # The name, the post and whom it goes to are what a request is about, whoever reads the plan.
    employee_name = fields.Char(related="skp_id.employee_name", related_sudo=True)
    employee_position = fields.Char(related="skp_id.employee_position", related_sudo=True)
    evaluator_label = fields.Char(
        related="skp_id.evaluator_label", related_sudo=True, string="Evaluator who decides"
    )
    is_volunteer = fields.Boolean("Volunteer", readonly=True)
    note = fields.Char(help="Why this person, or what the volunteer says.")
    state = fields.Selection(
        NOMINEE_STATES, default=PROPOSED, required=True, readonly=True, index=True, copy=False
    )
    reason = fields.Text(readonly=True, copy=False)
    result_id = fields.Many2one("hr.skp.result", readonly=True, copy=False, index="btree_not_null")
    is_seen = fields.Boolean("Read by the person", readonly=True, copy=False)
    is_readable = fields.Boolean(
        compute="_compute_roles", search="_search_is_readable", export_string_translation=False
    )
    can_approve = fields.Boolean(compute="_compute_roles", export_string_translation=False)
    can_decline = fields.Boolean(compute="_compute_roles", export_string_translation=False)

    _person_uniq = models.UniqueIndex(
        "(assignment_id, employee_id)", "This person is named for the assignment already."
    )

    @api.depends("employee_name")
    def _compute_display_name(self):
        for nominee in self:
            nominee.display_name = nominee.employee_name

    # ------------------------------------------------------------
    # WHO READS, WHO DECIDES
    # ------------------------------------------------------------

    @api.model
    def _get_readable_domain(self):
        """Return the domain of the nominations that the current user may read."""
        assignments = self.env["hr.skp.assignment"]
        roles, known = assignments._get_role_domains(), assignments._get_known_domain()
        seers = ("assigner", "addressee", "supporter", "officer", "auditor")
        whole = Domain("assignment_id", "any!", Domain.OR(roles[role] for role in seers))
        sent = Domain("assignment_id", "any!", Domain("state", "!=", DRAFT))
        mine = Domain("skp_id", "any!", Domain("is_my_team", "=", True))
        unknown = Domain("employee_user_id", "=", self.env.uid) & ~known
        return ((whole | (mine & sent)) & ~unknown) | known

    def _search_is_readable(self, operator, value):
        return self._get_readable_domain() if operator == "in" else NotImplemented

    @api.depends_context("uid")
    @api.depends("state", "skp_id", "assignment_id.state")
    def _compute_roles(self):
        domain = self._get_readable_domain() & Domain("id", "in", self.ids)
        # The domain itself is the check.
        readable_ids = set(self.sudo().search(domain).ids)
        roles = self.sudo().skp_id._get_roles()
        for nominee in self:
            acting = roles.get(nominee.sudo().skp_id.id, set())
            nominee.is_readable = nominee.id in readable_ids
            for name in NOMINEE_MOVES:
                nominee[f"can_{name}"] = nominee._refusal(name, acting, reason="?") is None

    def _refusal(self, move, roles, reason=None):
        nominee_sudo = self.sudo()
        if nominee_sudo.assignment_id.state not in ANSWERABLE:
            return "state"
        return refusal(NOMINEE_MOVES[move], nominee_sudo.state, roles, reason)

    # ------------------------------------------------------------
    # NAMING
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        # Before anything is said about the people and the request.
        self._check_links(vals_list)
        assignments = self.env["hr.skp.assignment"].browse(
            [vals.get("assignment_id") for vals in vals_list]
        )
        # Asked beforehand: naming one's own people must not make one a party to the request.
        roles = assignments._get_roles()
        nominees = super().create(self._complete_vals_list(vals_list, assignments))
        nominees._check_naming(roles)
        sent = nominees.filtered(lambda nominee: nominee.assignment_id.state != DRAFT)
        sent._announce("name")
        return nominees

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._("Who is named is answered about; it is not changed directly.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_pending(self):
        if any(nominee.state != PROPOSED for nominee in self):
            raise UserError(self.env._("An answer that was given stays on record."))
        if self.env.su:
            return
        roles = self.assignment_id._get_roles()
        for nominee in self:
            named_by_me = nominee.create_uid == self.env.user and not nominee.is_volunteer
            if not named_by_me and "assigner" not in roles[nominee.assignment_id.id]:
                raise AccessError(self.env._("Only who named somebody takes the name back."))

    @api.model
    def _complete_vals_list(self, vals_list, assignments):
        """Return what is created: the person and a note are given, the rest follows."""
        employee_ids = [vals.get("employee_id") for vals in vals_list]
        plans = self._get_plans(employee_ids, assignments.sudo().period_id)
        return [
            {
                "assignment_id": assignment.id,
                "employee_id": vals.get("employee_id"),
                "note": vals.get("note"),
                "skp_id": self._get_plan(plans, vals.get("employee_id"), assignment).id,
                "state": PROPOSED,
                "is_volunteer": False,
                "is_seen": False,
                "reason": False,
                "result_id": False,
            }
            for vals, assignment in zip(vals_list, assignments, strict=True)
        ]

    @api.model
    def _get_plans(self, employee_ids, periods):
        """Return (employee id, period id) -> the person's newest living plan of the year."""
        # That somebody has a plan and an evaluator is what naming him needs to know, no more.
        plans_sudo = (
            self.env["hr.skp"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", employee_ids),
                    ("period_id", "in", periods.ids),
                    ("state", "in", list(LIVE)),
                ],
                order="date_start",
            )
        )
        return {(plan.employee_id.id, plan.period_id.id): plan for plan in plans_sudo}

    @api.model
    def _get_plan(self, plans, employee_id, assignment):
        """Return the plan of somebody named, or raise why he cannot be named."""
        period = assignment.sudo().period_id
        plan = plans.get((employee_id, period.id))
        if plan and plan.evaluator_id:
            return plan
        name = self.env["hr.employee"].browse(employee_id or []).sudo().name or ""
        if plan:
            raise UserError(self.env._("%s has no evaluator yet, so nobody could approve.", name))
        raise UserError(self.env._("%(name)s has no SKP of %(year)s.", name=name, year=period.year))

    def _check_naming(self, roles):
        """The assigner names anybody of the agency but himself; others, people of their own.

        :param roles: what the user was to the assignments before he named anybody
        """
        for nominee in self:
            assignment_sudo, acting = nominee.sudo().assignment_id, roles[nominee.assignment_id.id]
            if not may_name(assignment_sudo.state, acting):
                raise AccessError(self.env._("This step of an assignment is not yours to take."))
            if nominee.employee_id == assignment_sudo.assigner_id:
                raise UserError(self.env._("Nobody assigns himself."))
            if "assigner" not in acting and not nominee._is_of_my_people(acting):
                raise UserError(
                    self.env._(
                        "%s is not one of your people: name people whom you lead.",
                        nominee.employee_name,
                    )
                )

    def _is_of_my_people(self, roles):
        plan_sudo = self.sudo().skp_id
        unit_sudo = self.sudo().assignment_id.supporting_department_id
        below = plan_sudo.department_id.parent_path or ""
        supports = "supporter" in roles and below.startswith(unit_sudo.parent_path or "-")
        return supports or bool(plan_sudo.with_env(self.env)._filtered_access("read"))

    @api.model
    def _volunteer(self, assignment, note):
        """Record the current user's own offer; whether the call is open to him is checked."""
        period_sudo = assignment.sudo().period_id
        employees = self.env.user.sudo().employee_ids
        plans = self._get_plans(employees.ids, period_sudo)
        employee = employees.filtered(lambda e: (e.id, period_sudo.id) in plans)[:1]
        plan = self._get_plan(plans, employee.id, assignment)
        # Somebody may have named him already, of which he knows nothing.
        nominees_sudo = self.sudo()
        named_sudo = nominees_sudo.search(
            [("assignment_id", "=", assignment.id), ("employee_id", "=", employee.id)]
        )
        vals = {"is_volunteer": True, "note": (note or "").strip() or False}
        if named_sudo:
            named_sudo.write({**vals, "state": PROPOSED, "reason": False})
        else:
            vals |= {"assignment_id": assignment.id, "employee_id": employee.id, "skp_id": plan.id}
            named_sudo = nominees_sudo.create(vals)
        return named_sudo.with_env(self.env)

    def _announce(self, action=None):
        """Ask the evaluators of these people; log who was named after the request was sent."""
        nominees_sudo = self.sudo()
        if action:
            self.env["hr.skp.log"]._append(nominees_sudo, f"assignment_{action}", None, PROPOSED)
        # Nobody is asked before his request is sent.
        nominees_sudo = nominees_sudo.filtered(lambda n: n.assignment_id.state in ANSWERABLE)
        nominees_sudo.assignment_id.with_env(self.env)._settle()
        for assignment_sudo, named_sudo in nominees_sudo.grouped("assignment_id").items():
            assignment_sudo.with_env(self.env)._ask(named_sudo.skp_id.evaluator_id)

    # ------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------

    def action_approve(self, kind=None):
        """Evaluator: give the person; the result stands in his plan with the assigner named.

        An agreed plan starts its revision, a proposed one goes back to be worked out.

        :param kind: ``main`` or ``additional``, where the evaluator sees it differently
        """
        self._check_move("approve")
        if kind and kind not in list(dict(RESULT_KINDS)):
            raise UserError(self.env._("A result is main or additional."))
        self._open_plans()
        # Checked: what follows writes into the plan as its evaluator may, and names the assigner.
        nominees_sudo = self.sudo()
        results_sudo = nominees_sudo.env["hr.skp.result"].create(
            [nominee._prepare_result_vals(kind) for nominee in nominees_sudo]
        )
        for nominee_sudo, result_sudo in zip(nominees_sudo, results_sudo, strict=True):
            nominee_sudo.result_id = result_sudo
        self._set_state(APPROVED, "approve")
        self.sudo().assignment_id.with_env(self.env)._settle()
        return True

    def action_decline(self, reason=None):
        """Evaluator: do not give the person, with the reason; nothing is added to his plan."""
        self._check_move("decline", reason)
        self._set_state(DECLINED, "decline", reason)
        self.sudo().assignment_id.with_env(self.env)._settle()
        return True

    def action_mark_seen(self):
        """Person named: has read what was assigned to him."""
        mine = self.sudo().filtered(lambda n: n.employee_user_id == self.env.user)
        mine.filtered(lambda n: n.state == APPROVED and not n.is_seen).is_seen = True
        return True

    def _check_move(self, move, reason=None):
        self.check_access("read")
        self.sudo().assignment_id._lock_for_move()
        plans_sudo = self.sudo().skp_id
        plans_sudo._lock_for_move()
        roles = plans_sudo._get_roles()
        for nominee_sudo in self.sudo():
            why = nominee_sudo._refusal(move, roles[nominee_sudo.skp_id.id], reason)
            if not why and move == "approve" and nominee_sudo.skp_id.state not in LIVE:
                why = "closed"
            if why:
                nominee_sudo._raise_refusal(why)

    def _raise_refusal(self, why):
        _, name = self.env._, self.employee_name
        if why == "role":
            raise AccessError(_("Only the person's evaluator answers, or who acts for him today."))
        if why == "reason":
            raise UserError(_("%s: please say why.", name))
        if why == "closed":
            raise UserError(_("The SKP of %s is closed or cancelled.", name))
        raise UserError(_("%s: this was answered already, or the request is over.", name))

    def _open_plans(self):
        """Make the plans changeable by the steps of their evaluator, who is acting."""
        for assignment_sudo, nominees_sudo in self.sudo().grouped("assignment_id").items():
            reason = self.env._("Assignment: %s", assignment_sudo.name)
            plans = nominees_sudo.skp_id.with_env(self.env)
            agreed = plans.filtered(lambda plan: plan.state == AGREED)
            proposed = plans.filtered(lambda plan: plan.state == PLAN_PROPOSED)
            if agreed:
                agreed.action_revise(reason)
            if proposed:
                proposed.action_return(reason)
            summary = self.env._("New assignment in your SKP: %s", assignment_sudo.name)
            (plans - proposed)._ask_to_act("employee_user_id", summary)

    def _prepare_result_vals(self, kind=None):
        """Return the result that this assignment adds to the person's plan."""
        self.ensure_one()
        assignment = self.assignment_id
        return {
            "skp_id": self.skp_id.id,
            "assignment_id": assignment.id,
            "assigner_name": assignment.assigner_label,
            "name": assignment.description,
            "kind": kind or assignment.result_kind,
            "parent_id": assignment.supports_id.id,
            "running_year": self.skp_id.revision > 0,
            "sequence": 100,
        }

    def _set_state(self, state, action, reason=None, officials=None):
        """Write and log an answer; checks are the caller's.

        :param officials: for whom a delegate acts; by default the evaluators of these people
        """
        before = {nominee.id: nominee.state for nominee in self.sudo()}
        if officials is None:
            by_plan = self.sudo().skp_id.with_env(self.env)._get_officials()
            officials = {n.id: by_plan.get(n.skp_id.id) for n in self.sudo()}
        # Answers are nobody's to write; the method that calls has checked who answers.
        self.sudo().write({"state": state, "reason": (reason or "").strip() or False})
        self.env["hr.skp.log"]._append(
            self.sudo(), f"assignment_{action}", before, state, reason, officials
        )

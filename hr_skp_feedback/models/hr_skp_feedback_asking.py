from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.hr_skp.rules.plan_states import LIVE

#: People offered at once when somebody looks for whom to ask.
CANDIDATES_SHOWN = 20


class HrSkp(models.Model):
    """Who asks others about the person of a plan, and whom."""

    _inherit = "hr.skp"

    can_ask = fields.Boolean(compute="_compute_can_ask", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("revision", "state")
    def _compute_can_ask(self):
        roles = self._get_roles()
        for plan in self:
            may = roles.get(plan.id, set()) & {"employee", "evaluator"}
            plan.can_ask = bool(may) and plan.revision > 0 and plan.state in LIVE

    def _check_may_ask(self):
        """Raise unless the current user may ask others about the people of these plans."""
        roles = self._get_roles()
        if any(not roles[plan.id] & {"employee", "evaluator"} for plan in self):
            raise AccessError(
                self.env._("Only the employee himself and his evaluator ask others about him.")
            )
        self._check_feedback_open()

    def _get_invitee_relations(self, employees):
        """Return employee id -> what each is to the person of this plan, by the facts."""
        self.ensure_one()
        # Where somebody stands in the agency is a fact of the plans, whoever asks.
        plan_sudo = self.sudo()
        others_sudo = plan_sudo.search(
            Domain("employee_id", "in", employees.ids) & plan_sudo._get_same_year_domain()
        )
        relations = dict.fromkeys(employees.ids, "recipient")
        for other_sudo in others_sudo:
            if other_sudo.evaluator_id == plan_sudo.employee_id:
                relations[other_sudo.employee_id.id] = "subordinate"
            elif plan_sudo._is_peer_of(other_sudo):
                relations[other_sudo.employee_id.id] = "peer"
        leaders = dict.fromkeys(plan_sudo._get_team_leaders().ids, "team_leader")
        leaders[plan_sudo.evaluator_id.id] = "evaluator"
        return {**relations, **{k: v for k, v in leaders.items() if k in relations}}

    def _get_same_year_domain(self):
        return (
            Domain("period_id", "=", self.period_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "in", list(LIVE))
        )

    def _is_peer_of(self, other):
        same = other.evaluator_id and other.evaluator_id == self.evaluator_id
        return same or other.department_id == self.department_id

    def _get_team_leaders(self):
        members = self.env["hr.skp.team.member"]
        present = Domain("employee_id", "=", self.employee_id.id) & members._get_present_domain()
        return members.search(present).team_id.leader_id

    def _get_ask_candidates(self, term=""):
        """Return whom one may ask about this person: those close to him, or found by name.

        :return: list of dicts ``employee_id name position``: nothing more of a colleague is told
        """
        self.ensure_one()
        # Only names and posts leave this method.
        plan_sudo = self.sudo()
        near = (
            Domain("evaluator_id", "in", (plan_sudo.evaluator_id | plan_sudo.employee_id).ids)
            | Domain("department_id", "=", plan_sudo.department_id.id)
            | Domain("employee_id", "in", plan_sudo._get_team_leaders().ids)
            | Domain("employee_id", "=", plan_sudo.evaluator_id.id)
        )
        if term := (term or "").strip():
            near = Domain("employee_name", "ilike", term)
        found_sudo = plan_sudo.search(
            near
            & plan_sudo._get_same_year_domain()
            & Domain("employee_id", "!=", plan_sudo.employee_id.id)
            & Domain("employee_user_id", "!=", False),
            order="employee_name",
            limit=CANDIDATES_SHOWN,
        )
        return [
            {
                "employee_id": found.employee_id.id,
                "name": found.employee_name,
                "position": found.employee_position or "",
            }
            for found in found_sudo
        ]

    def action_ask_feedback(self):
        """Employee or evaluator: open a new request for feedback about this person."""
        self.ensure_one()
        self._check_may_ask()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for feedback"),
            "res_model": "hr.skp.feedback.request",
            "views": [(False, "form")],
            "context": {"default_skp_id": self.id},
        }

    # ------------------------------------------------------------
    # TASKS OF THE PORTAL
    # ------------------------------------------------------------

    @api.model
    def _prepare_portal_tasks(self):
        return super()._prepare_portal_tasks() + self._prepare_request_tasks()

    @api.model
    def _prepare_request_tasks(self):
        """One task for each request that I am asked to answer."""
        invitees_sudo = self.env["hr.skp.feedback.invitee"]._get_my_waiting_sudo()
        return [invitee_sudo._prepare_task() for invitee_sudo in invitees_sudo]


class HrSkpFeedbackInvitee(models.Model):
    _inherit = "hr.skp.feedback.invitee"

    @api.model
    def _get_my_waiting_sudo(self):
        """Return my lines that still wait for an answer, with system rights; one's own only."""
        # The request itself is not the asked one's to read; what is shown of it is chosen below.
        return self.sudo().search(
            [
                ("employee_user_id", "=", self.env.uid),
                ("state", "=", "waiting"),
                ("request_id.state", "=", "open"),
                ("request_id.deadline", ">=", self.env.company.sudo()._get_skp_today()),
            ],
        )

    def _prepare_task(self):
        self.ensure_one()
        request = self.request_id
        when = format_date(self.env, request.deadline, date_format="d MMM yyyy")
        return {
            "code": "answer_request",
            "title": self.env._("Say how %s works", request.employee_name),
            "detail": self.env._("Anonymous") if request.is_anonymous else "",
            "when": self.env._("Due by %s", when),
            "url": f"/my/skp/requests/{self.id}",
            "deadline": request.deadline,
            "late": False,
        }

    def _get_answer_page(self):
        """Return all that the person asked sees: name, post, result titles, the seven values."""
        invitee_sudo = self.sudo()
        invitee_sudo.ensure_one()
        request_sudo = invitee_sudo.request_id
        plan_sudo = request_sudo.skp_id
        return {
            "invitee_id": invitee_sudo.id,
            "title": self.env._("How does %s work?", plan_sudo.employee_name),
            "employee_position": plan_sudo.employee_position or "",
            "asker_name": request_sudo.asker_id.name,
            "question": request_sudo.name or "",
            "deadline": request_sudo.deadline,
            "is_anonymous": request_sudo.is_anonymous,
            "is_open": request_sudo.state == "open" and not request_sudo._is_past(),
            "state": invitee_sudo.state,
            "results": [(result.id, result.name) for result in request_sudo.result_ids],
            "values": [(value.id, value.name) for value in plan_sudo.behaviour_ids.core_value_id],
        }

from psycopg2 import IntegrityError

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..rules.plan_states import LIVE

#: What a page may ask for; who may is decided by the models.
STEPS = frozenset({"volunteer", "withdraw", "decline", "name"})
ANSWERS = frozenset({"approve", "decline"})
#: As many requests as one still reads on a phone.
SHOWN = 40


class SkpAssignmentPortal(CustomerPortal):
    """``/my/skp/assignments``: open calls, what was assigned to me, and requests for my people.

    Plain forms that work without JavaScript, with the user's own rights.  What somebody may not
    read does not exist for him: he lands on the list.
    """

    @http.route("/my/skp/assignments", type="http", auth="user", website=True, readonly=True)
    def portal_skp_assignments(self, **kw):
        assignments = request.env["hr.skp.assignment"]
        if not assignments.has_access("read"):
            return request.redirect("/my")
        return request.render(
            "hr_skp.portal_skp_assignments", self._prepare_skp_assignments_values()
        )

    @http.route("/my/skp/assignments/<int:assignment_id>", type="http", auth="user", website=True)
    def portal_skp_assignment(self, assignment_id, **kw):
        assignment = self._get_skp_assignment(assignment_id)
        if not assignment:
            return request.redirect("/my/skp/assignments")
        assignment._get_my_nominees().with_env(request.env).action_mark_seen()
        return self._render_skp_assignment(assignment)

    @http.route(
        "/my/skp/assignments/<int:assignment_id>/<string:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_assignment_step(self, assignment_id, step, text=None, employee_id=0, **kw):
        """Volunteer or take the offer back; name somebody, or decline to, as who is asked."""

        def take(assignment):
            if step not in STEPS:
                raise MissingError(request.env._("There is no such step."))
            if step == "volunteer":
                assignment.action_volunteer(text)
            elif step == "withdraw":
                assignment.action_withdraw()
            elif step == "decline":
                assignment.action_decline(text)
            else:
                self._name_for_assignment(assignment, employee_id, text)

        return self._answer_skp_assignment(assignment_id, take)

    def _name_for_assignment(self, assignment, employee_id, note):
        if not str(employee_id).isdecimal():
            raise UserError(request.env._("Choose somebody first."))
        request.env["hr.skp.assignment.nominee"].create(
            {
                "assignment_id": assignment.id,
                "employee_id": int(employee_id),
                "note": (note or "").strip() or False,
            }
        )

    @http.route(
        "/my/skp/assignments/<int:assignment_id>/person/<int:nominee_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_assignment_answer(
        self, assignment_id, nominee_id, answer="", reason=None, kind=None, **kw
    ):
        """Evaluator: approve or decline one person."""

        def give(assignment):
            nominee = request.env["hr.skp.assignment.nominee"].search(
                [("id", "=", nominee_id), ("assignment_id", "=", assignment.id)]
            )
            if not nominee or answer not in ANSWERS:
                raise MissingError(request.env._("There is no such step."))
            if answer == "approve":
                nominee.action_approve(kind)
            else:
                nominee.action_decline(reason)

        return self._answer_skp_assignment(assignment_id, give)

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    def _prepare_skp_assignments_values(self):
        assignments, order = request.env["hr.skp.assignment"], "answer_deadline, id desc"
        waiting = assignments.search(Domain("is_to_me", "=", True), order=order, limit=SHOWN)
        calls = assignments.search(Domain("is_call_to_me", "=", True), order=order, limit=SHOWN)
        given = assignments.search(Domain("is_given_to_me", "=", True), limit=SHOWN)
        teams = request.env["hr.skp.team"]
        nominees = (calls | given)._get_my_nominees()
        return {
            "page_name": "skp_assignments",
            "waiting": waiting,
            "calls": calls - nominees.assignment_id,
            "given": given,
            # One's own nominations; what is shown of them is their state.
            "nominees": {n.assignment_id.id: n for n in nominees},
            "teams": teams.search(Domain("is_mine", "=", True) | Domain("is_led", "=", True)),
            **self._prepare_skp_delegation_values(),
        }

    def _prepare_skp_delegation_values(self):
        delegations = request.env["hr.skp.delegation"]
        today = Domain(delegations._get_active_domain())
        here = delegations.search(
            today
            & (
                Domain("official_user_id", "=", request.env.uid)
                | Domain("delegate_user_id", "=", request.env.uid)
            )
        )
        # The names of the two people: a portal user has no access to employees as such.
        here_sudo = here.sudo()
        return {
            "acting_for_me": here_sudo.filtered(lambda d: d.official_user_id == request.env.user),
            "i_act_for": here_sudo.filtered(lambda d: d.delegate_user_id == request.env.user),
        }

    def _render_skp_assignment(self, assignment, error=None):
        people = assignment.nominee_ids.filtered("can_approve")
        # One's own nomination; what is shown of it is its state and the reason.
        own = assignment._get_my_nominees()
        return request.render(
            "hr_skp.portal_skp_assignment",
            {
                "page_name": "skp_assignment",
                "assignment": assignment,
                "nominee": own,
                "people": people,
                "answered": assignment.nominee_ids - people - own,
                "candidates": self._get_skp_candidates(assignment),
                "error": error,
            },
        )

    def _get_skp_candidates(self, assignment):
        """Return the plans of one's own people who may still be named, where one is asked."""
        plans = request.env["hr.skp"]
        if not assignment.can_name or assignment.is_mine:
            return plans
        candidates = plans.search(
            Domain("is_my_team", "=", True)
            & Domain("period_id", "=", assignment.period_id.id)
            & Domain("state", "in", list(LIVE)),
            order="employee_name",
        )
        return candidates - assignment.nominee_ids.skp_id

    def _get_skp_assignment(self, assignment_id):
        """Return the assignment if the user may read it; a foreign one is like one not there."""
        assignment = request.env["hr.skp.assignment"].browse(assignment_id).exists()
        return assignment if assignment and assignment.has_access("read") else None

    def _answer_skp_assignment(self, assignment_id, act):
        """Run ``act`` as the user; a refusal is a sentence on the page, with all as it was."""
        assignment = self._get_skp_assignment(assignment_id)
        if not assignment:
            return request.redirect("/my/skp/assignments")
        try:
            with request.env.cr.savepoint():
                act(assignment)
        except (AccessError, MissingError):
            error = request.env._("This is no longer there, or not yours to change.")
            return self._render_skp_assignment(assignment, error)
        except UserError as refusal:
            return self._render_skp_assignment(assignment, str(refusal))
        except IntegrityError:
            error = request.env._("This person is named for the assignment already.")
            return self._render_skp_assignment(assignment, error)
        if assignment.has_access("read"):
            return request.redirect(f"/my/skp/assignments/{assignment.id}")
        return request.redirect("/my/skp/assignments")

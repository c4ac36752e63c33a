from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Domain

from ..rules.assignment_states import (
    APPROVED,
    DECIDED,
    DECLINED,
    MOVES,
    PROPOSED,
    refusal,
    state_after_answers,
)


class HrSkpAssignment(models.Model):
    """How an assignment moves (see ``rules/assignment_states.py``), and whom it tells."""

    _inherit = "hr.skp.assignment"

    # ------------------------------------------------------------
    # PUBLIC MOVES
    # ------------------------------------------------------------

    def action_request(self):
        """Assigner: send the request to the evaluators, the addressee, or as an open call.

        :raise UserError: where it reaches nobody
        """
        self._check_move("request")
        nominees = self._get_nominees()
        for assignment in self.sudo() - nominees.assignment_id:
            if not (assignment.addressee_id or assignment.is_open_call):
                raise UserError(
                    self.env._(
                        "“%s” reaches nobody yet: name people, ask their official, or make it "
                        "an open call.",
                        assignment.name,
                    )
                )
        self._apply_move("request", requested_on=fields.Datetime.now())
        nominees._announce()
        for assignment_sudo in self.sudo().filtered("addressee_id"):
            assignment_sudo._ask(assignment_sudo.addressee_id)
        return True

    def action_coordinate(self, department_id=None):
        """Evaluator: consult the head of the supporting unit, who then reads the request.

        :param department_id: the unit, where the request does not say or another is meant
        """
        self._check_move("coordinate")
        department = self.env["hr.department"].browse(department_id or [])
        for assignment_sudo in self.sudo():
            unit = department.sudo() or assignment_sudo.supporting_department_id
            if not unit.manager_id or unit.company_id != assignment_sudo.company_id:
                raise UserError(
                    self.env._("Choose a supporting unit of the agency that has a head.")
                )
            assignment_sudo.supporting_department_id = unit
        self._apply_move("coordinate", coordinated_on=fields.Datetime.now())
        for assignment_sudo in self.sudo():
            assignment_sudo._ask(assignment_sudo.supporting_department_id.manager_id)
        return True

    def action_decline(self, reason=None):
        """Addressee: there is nobody to give."""
        self._check_move("decline", reason)
        if self._get_nominees(PROPOSED):
            raise UserError(self.env._("Answer first about the people who are named."))
        self._apply_move("decline", reason)
        self._tell_assigners()
        return True

    def action_end(self, reason=None):
        """Assigner: end the open call or the waiting; who has no answer yet is not taken."""
        self._check_move("end", reason)
        text = reason or self.env._("The assigning official ended the request.")
        self._get_nominees(PROPOSED)._set_state(DECLINED, "end", text, {})
        self._apply_move("end", reason)
        return True

    def action_done(self):
        """Assigner: the assignment is carried out."""
        self._check_move("done")
        self._apply_move("done")
        return True

    def action_cancel(self, reason=None):
        """Assigner or officer: withdraw the request; results approved stay in the plans."""
        self._check_move("cancel", reason)
        self._apply_move("cancel", reason)
        approved_sudo = self._get_nominees(APPROVED).sudo()
        for assignment_sudo, given_sudo in approved_sudo.grouped("assignment_id").items():
            summary = self.env._(
                "Cancelled: %s. The result stays in the SKP until you revise it.",
                assignment_sudo.name,
            )
            xmlid = "hr_skp.mail_activity_assignment_news"
            assignment_sudo._remind(given_sudo.skp_id.evaluator_id, xmlid, summary)
        return True

    def action_volunteer(self, note=None):
        """Employee: answer an open call; one's own evaluator then decides."""
        nominees = self.env["hr.skp.assignment.nominee"]
        for assignment in self:
            if not assignment.can_volunteer:
                raise UserError(
                    self.env._("This call is not open to you, or you have answered it already.")
                )
            nominees |= nominees._volunteer(assignment, note)
        nominees._announce("volunteer")
        return True

    def action_withdraw(self):
        """Employee: take one's own offer back while the evaluator has not answered."""
        offers_sudo = self._get_my_nominees().filtered(lambda n: n.state == PROPOSED)
        if self - offers_sudo.assignment_id.with_env(self.env):
            raise UserError(self.env._("There is no offer of yours that could be taken back."))
        self.env["hr.skp.log"]._append(offers_sudo, "assignment_withdraw", PROPOSED)
        offers_sudo.unlink()
        self._close_answered()
        return True

    # ------------------------------------------------------------
    # CHECKS AND UNGUARDED STEPS
    # ------------------------------------------------------------

    def _check_move(self, move, reason=None):
        """Raise unless the current user may make ``move`` on each of these assignments now."""
        self._lock_for_move()
        roles = self._get_roles()
        states = dict(self._fields["state"]._description_selection(self.env))
        for assignment_sudo in self.sudo():
            why = refusal(MOVES[move], assignment_sudo.state, roles[assignment_sudo.id], reason)
            if why == "role":
                raise AccessError(self.env._("This step of an assignment is not yours to take."))
            if why == "reason":
                raise UserError(self.env._("%s: please say why.", assignment_sudo.name))
            if why:
                raise UserError(
                    self.env._(
                        "“%(name)s” is in state “%(state)s”, so this step cannot be taken (again).",
                        name=assignment_sudo.name,
                        state=states[assignment_sudo.state],
                    )
                )

    def _lock_for_move(self):
        try:
            # The lock needs write rights that the move itself grants after its check.
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is answering this right now. Try again shortly.")
            ) from error

    def _apply_move(self, move, reason=None, **vals):
        """Write and log the new state; checks are the caller's."""
        before = {assignment.id: assignment.state for assignment in self.sudo()}
        officials = self._get_officials(move)
        vals = {"state": MOVES[move].target, "state_reason": reason or False, **vals}
        # The right to move was checked; writing the state is nobody's right as such.
        self.sudo().write(vals)
        log = self.env["hr.skp.log"]
        log._append(self, f"assignment_{move}", before, vals["state"], reason, officials)
        self._close_answered()

    def _get_nominees(self, *states):
        """Return everybody named here, also whom the user may not read.

        Searched, not taken from ``nominee_ids``: what the user read of that is in the same cache.
        """
        domain = Domain("assignment_id", "in", self.ids)
        if states:
            domain &= Domain("state", "in", states)
        # The caller answers for what is done with them.
        return self.env["hr.skp.assignment.nominee"].sudo().search(domain).with_env(self.env)

    def _settle(self):
        """Bring these assignments where the answers leave them, and tell who asked."""
        settled = self.browse()
        named_sudo = self._get_nominees().sudo().grouped("assignment_id")
        for assignment_sudo in self.sudo():
            nominee_states = [n.state for n in named_sudo.get(assignment_sudo, ())]
            before = assignment_sudo.state
            after = state_after_answers(before, assignment_sudo.is_open_call, nominee_states)
            if after != before:
                assignment_sudo.state = after
                self.env["hr.skp.log"]._append(assignment_sudo, "assignment_answer", before, after)
                settled |= assignment_sudo.filtered(lambda a: a.state == DECIDED)
        settled._tell_assigners()
        self._close_answered()

    # ------------------------------------------------------------
    # NOTICES
    # ------------------------------------------------------------

    def _ask(self, employees):
        """Ask these officials, or who acts for them, to answer; once each."""
        summary = self.env._("Answer a request: %s", ", ".join(self.mapped("name")))
        self._remind(employees, "hr_skp.mail_activity_assignment_answer", summary)

    def _tell_assigners(self):
        for assignment_sudo in self.sudo().filtered("assigner_id"):
            summary = self.env._("Your request is answered: %s", assignment_sudo.name)
            xmlid = "hr_skp.mail_activity_assignment_news"
            assignment_sudo._remind(assignment_sudo.assigner_id, xmlid, summary)

    def _remind(self, employees, xmlid, summary):
        """Give the internal users concerned an activity; portal users have their task list."""
        activity_type = self.env.ref(xmlid, raise_if_not_found=False)
        users = self.env["hr.skp.delegation"]._get_acting_users(employees)
        wanted = users.filtered(lambda user: not user.share and user != self.env.user)
        if not (activity_type and wanted):
            return
        present_sudo = self._get_activities(activity_type)
        model_id = self.env["ir.model"]._get_id(self._name)
        today = self.env.company.sudo()._get_skp_today()
        # Other people's activities are nobody's to give.
        present_sudo.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": assignment.id,
                    "user_id": user.id,
                    "summary": summary,
                    "date_deadline": max(assignment.answer_deadline or today, today),
                }
                for assignment in self
                for user in wanted
                - present_sudo.filtered(lambda a, i=assignment.id: a.res_id == i).user_id
            ]
        )

    def _get_activities(self, activity_type):
        # Other people's activities are nobody's to read.
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("activity_type_id", "=", activity_type.id if activity_type else False),
                ]
            )
        )

    def _close_answered(self):
        """Close what asked for an answer, for everybody who has none to give any more."""
        activity_type = self.env.ref(
            "hr_skp.mail_activity_assignment_answer", raise_if_not_found=False
        )
        activities_sudo = self._get_activities(activity_type)
        for user, given_sudo in activities_sudo.grouped("user_id").items():
            # Elevated: the agencies chosen in the acting person's browser are not this user's.
            assignments = self.browse(given_sudo.mapped("res_id")).with_user(user).sudo()
            waiting = assignments._matching(assignments._get_waiting_domain())
            given_sudo.filtered(lambda a, ids=waiting._ids: a.res_id not in ids).unlink()

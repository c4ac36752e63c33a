from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..rules.plan_states import MOVES, refusal, target_state


class HrSkp(models.Model):
    """How a plan moves between its states (see ``rules/plan_states.py`` for the table)."""

    _inherit = "hr.skp"

    can_propose = fields.Boolean(compute="_compute_can_moves")
    can_withdraw = fields.Boolean(compute="_compute_can_moves")
    can_agree = fields.Boolean(compute="_compute_can_moves")
    can_return = fields.Boolean(compute="_compute_can_moves")
    can_revise = fields.Boolean(compute="_compute_can_moves")
    can_cancel_revision = fields.Boolean(compute="_compute_can_moves")
    can_set = fields.Boolean(compute="_compute_can_moves")
    can_cancel = fields.Boolean(compute="_compute_can_moves")

    @api.depends_context("uid")
    @api.depends("state", "employee_user_id", "evaluator_user_id")
    def _compute_can_moves(self):
        roles = self._get_roles()
        for plan in self:
            acting = roles.get(plan.id, set())
            for move in MOVES:
                # A missing reason does not hide the button: it is asked for.
                plan[f"can_{move}"] = refusal(move, plan.state, acting, reason="?") is None

    # ------------------------------------------------------------
    # PUBLIC MOVES
    # ------------------------------------------------------------

    def action_propose(self):
        """Employee: hand the plan to the evaluator. Needs results, each with an indicator.

        :return: True, or the dialog in which to sign where the agency signs electronically
        :raise UserError: naming the results that still lack an indicator
        """
        self._check_signed_move("propose")
        return self._ask_signature("propose") or self._take_signed_move("propose")

    def action_withdraw(self):
        """Employee: take the proposed plan back to work on it."""
        self._check_move("withdraw")
        self._apply_move("withdraw")
        return True

    def action_agree(self):
        """Evaluator: agree; the plan gets its next revision, snapshot and issued document.

        :return: True, or the dialog in which to sign where the agency signs electronically
        """
        self._check_signed_move("agree")
        return self._ask_signature("agree") or self._take_signed_move("agree")

    def action_return(self, reason=None):
        """Evaluator: give the plan back, with the reason that the employee reads."""
        self._check_move("return", reason)
        self._apply_move("return", reason)
        self._ask_to_act("employee_user_id", self.env._("Your SKP was returned"))
        return True

    def action_revise(self, reason=None):
        """Evaluator or employee: open the next revision of an agreed plan (clarification)."""
        self._check_move("revise", reason)
        self._apply_move("revise", reason)
        return True

    def action_cancel_revision(self):
        """Evaluator or employee: give the revision up; the content is again the last agreed one."""
        self._check_move("cancel_revision")
        # Restoring writes what was agreed, whoever gives the revision up.
        self.sudo()._restore_agreed()
        self._apply_move("cancel_revision")
        return True

    def action_set(self, reason=None):
        """Evaluator: set the plan of somebody who does not propose it.

        :return: True, or the dialog in which to sign where the agency signs electronically
        """
        self._check_signed_move("set", reason)
        return self._ask_signature("set", reason) or self._take_signed_move("set", reason)

    def action_cancel(self, reason=None):
        """Officer: cancel (death, resignation, error); the plan stays readable."""
        self._check_move("cancel", reason)
        self._apply_move("cancel", reason)
        return True

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _check_move(self, move, reason=None):
        """Raise unless the current user may make ``move`` on each of these plans now."""
        self._lock_for_move()
        roles = self._get_roles()
        for plan_sudo in self.sudo():
            why = refusal(move, plan_sudo.state, roles[plan_sudo.id], reason)
            if why:
                plan_sudo._raise_refusal(move, why)

    def _check_signed_move(self, move, reason=None):
        self._check_move(move, reason)
        if move != "agree":
            # What is agreed was complete when it was proposed.
            self._check_complete()

    def _lock_for_move(self):
        """Two officials who decide at once: one wins, the other reads why."""
        try:
            # Taking the lock needs write rights that the move itself grants after its check.
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this plan right now. Try again shortly.")
            ) from error

    def _raise_refusal(self, move, why):
        self.ensure_one()
        _ = self.env._
        if why == "role":
            raise AccessError(_("%s: this step is not yours to take.", self.display_name))
        if why == "reason":
            raise UserError(_("%s: please say why.", self.display_name))
        states = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            _(
                "%(plan)s is in state “%(state)s”, so this step cannot be taken (again).",
                plan=self.display_name,
                state=states[self.state],
            )
        )

    def _check_complete(self):
        """Raise unless every plan has a result, and every result an indicator."""
        groups = (
            self.env["hr.skp.result"]
            .sudo()
            ._read_group([("skp_id", "in", self.ids)], ["skp_id"], ["id:recordset"])
        )
        results = {plan.id: plan_results for plan, plan_results in groups}
        for plan in self:
            plan_results = results.get(plan.id)
            if not plan_results:
                raise UserError(
                    self.env._("%s has no result yet: add at least one.", plan.display_name)
                )
            bare = plan_results.filtered(lambda result: not result.indicator_ids)
            if bare:
                raise UserError(
                    self.env._(
                        "%(plan)s: these results have no indicator yet:\n%(results)s",
                        plan=plan.display_name,
                        results="\n".join(f"– {result.name}" for result in bare),
                    )
                )

    # ------------------------------------------------------------
    # THE UNGUARDED STEPS
    # ------------------------------------------------------------

    def _apply_move(self, move, reason=None, **vals):
        """Write the new state grouped by outcome and log it; checks are the caller's."""
        before = {}
        officials = self._get_officials() if "evaluator" in MOVES[move].roles else {}
        # The right to move was checked above; writing the state is nobody's right as such.
        plans_sudo = self.sudo()
        for target, group_sudo in plans_sudo.grouped(
            lambda plan: target_state(move, plan.revision)
        ).items():
            before.update({plan.id: plan.state for plan in group_sudo})
            group_sudo.write({"state": target, "state_reason": reason or False, **vals})
        after = {plan.id: plan.state for plan in plans_sudo}
        plans_sudo._close_activities()
        self.env["hr.skp.log"]._append(self, move, before, after, reason, officials)

    def _take_signed_move(self, move, reason=None, signing=None):
        """Propose, agree or set; ``signing`` is the proof of who signs, None for by hand."""
        if move == "propose":
            self._propose(signing)
        else:
            self._agree(move, reason, signing)
        return True

    def _propose(self, signing=None):
        now = fields.Datetime.now()
        if signing:
            self._create_signatures("employee", signing, self._get_terms_hashes(), now)
        self._apply_move("propose", proposed_on=now)
        self._ask_to_act("evaluator_user_id", self.env._("Agree or return the proposed SKP"))

    def _agree(self, move, reason=None, signing=None):
        now = fields.Datetime.now()
        plans_sudo, given = self.sudo(), self._get_given_signatures()
        for revision, group_sudo in plans_sudo.grouped("revision").items():
            group_sudo.write({"revision": revision + 1})
        self._apply_move(move, reason, agreed_on=now)
        plans_sudo.result_ids.filtered(lambda r: not r.agreed_revision)._mark_agreed()
        contents = self._get_snapshot()
        self._sign_agreement(move, contents, given, signing)
        revisions = self.env["hr.skp.revision"]._record(self, contents, reason)
        self.env["hr.skp.document"]._issue(revisions)
        self._ask_to_act("employee_user_id", self.env._("Your SKP is agreed: read it"))

    # ------------------------------------------------------------
    # NOTICES
    # ------------------------------------------------------------

    def _ask_to_act(self, user_field, summary):
        """Give the internal users concerned an activity; portal users have their to-do list."""
        activity_type = self.env.ref("hr_skp.mail_activity_skp", raise_if_not_found=False)
        plans_sudo = self.sudo()
        concerned = plans_sudo.filtered(
            lambda p: p[user_field] and not p[user_field].share and p[user_field] != self.env.user
        )
        if not (activity_type and concerned):
            return
        model_id = self.env["ir.model"]._get_id("hr.skp")
        # The giver need not have rights on the other person's activities.
        self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": plan.id,
                    "user_id": plan[user_field].id,
                    "summary": summary,
                    "date_deadline": max(
                        filter(None, (plan.plan_deadline, plan.company_id._get_skp_today()))
                    ),
                }
                for plan in concerned
            ]
        )

    def _close_activities(self):
        """What was asked before this move is done or moot."""
        activity_type = self.env.ref("hr_skp.mail_activity_skp", raise_if_not_found=False)
        self.activity_ids.filtered(lambda a: a.activity_type_id == activity_type).unlink()

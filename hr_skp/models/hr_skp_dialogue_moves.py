from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_date

from ..rules.dialogue_states import HELD, MOVES, PARTIES


class HrSkpDialogue(models.Model):
    """How a dialogue moves (see ``rules/dialogue_states.py``), and whom it asks to confirm."""

    _inherit = "hr.skp.dialogue"

    # ------------------------------------------------------------
    # PUBLIC MOVES
    # ------------------------------------------------------------

    def action_hold(self):
        """Employee or evaluator: the dialogue took place; both are asked to confirm.

        :raise UserError: before the planned day
        """
        self._check_move("hold")
        self._apply_move("hold", recorded_by_id=self.env.uid)
        return True

    def action_replan(self):
        """Employee or evaluator: it did not take place after all; not once one has confirmed."""
        self._check_move("replan")
        self._apply_move("replan", recorded_by_id=False)
        return True

    def action_cancel(self, reason=None):
        """Employee or evaluator: cancel the appointment; what was prepared stays readable."""
        self._check_move("cancel", reason)
        self._apply_move("cancel", reason)
        return True

    def action_confirm(self):
        """Employee or evaluator: this is what we agreed. When both have confirmed, it is frozen.

        :raise UserError: while nothing is written down
        """
        self._check_move("confirm")
        now, roles = fields.Datetime.now(), self._get_roles()
        for party in sorted(PARTIES):
            mine = self.filtered(lambda d, party=party: party in roles[d.id])
            mine._apply_move("confirm", **{f"{party}_confirmed_on": now})
        return True

    # ------------------------------------------------------------
    # CHECKS AND UNGUARDED STEPS
    # ------------------------------------------------------------

    def _check_move(self, move, reason=None):
        """Raise unless the current user may make ``move`` on each of these dialogues now."""
        self._lock_for_move()
        roles = self._get_roles()
        for dialogue_sudo in self.sudo():
            why = dialogue_sudo.with_env(self.env(su=True))._refuses(
                move, roles[dialogue_sudo.id], reason
            )
            if why == "role":
                raise AccessError(self.env._("This step of a dialogue is not yours to take."))
            if why:
                raise UserError(dialogue_sudo._get_refusal_sentence(move, why))

    def _lock_for_move(self):
        """Two who act at once: one wins, the other reads why."""
        try:
            # The lock needs write rights that the move itself grants after its check.
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this right now. Try again shortly.")
            ) from error

    def _get_refusal_sentence(self, move, why):
        self.ensure_one()
        _, name = self.env._, self.display_name
        if why == "reason":
            return _("%s: please say why.", name)
        if why == "early":
            return _(
                "“%(name)s” is planned for %(date)s. Move it first, if it took place earlier.",
                name=name,
                date=format_date(self.env, self._to_local(self.date_start).date()),
            )
        if why == "blank":
            return _("“%s”: write down first what was agreed.", name)
        if why == "confirmed" and move == "confirm":
            return _("You have confirmed “%s” already.", name)
        if why == "confirmed":
            return _("“%s” was confirmed, so it took place.", name)
        states = dict(self._fields["state"]._description_selection(self.env))
        return _(
            "“%(name)s” is in state “%(state)s”, so this step cannot be taken (again).",
            name=name,
            state=states[self.state],
        )

    def _apply_move(self, move, reason=None, **vals):
        """Write and log the new state; checks are the caller's."""
        if not self:
            return
        before = {dialogue.id: dialogue.state for dialogue in self.sudo()}
        target = MOVES[move].target
        # The right to move was checked; writing the state is nobody's right as such.
        dialogues_sudo = self.sudo()
        dialogues_sudo.write({"state": target, "state_reason": reason or False, **vals})
        self.env["hr.skp.log"]._append(
            self, f"dialogue_{move}", before, target, reason, self._get_officials()
        )
        dialogues_sudo._sync_events()
        dialogues_sudo._update_activities()

    # ------------------------------------------------------------
    # ACTIVITIES
    # ------------------------------------------------------------

    def _update_activities(self):
        """Internal users are asked to confirm while they have not; portal users see it as a task.

        One activity on the plan, however many dialogues wait.  Brings the activities in line with
        the facts: gives what is missing, takes what is moot.
        """
        activity_type = self.env.ref("hr_skp.mail_activity_dialogue", raise_if_not_found=False)
        if not activity_type:
            return
        # Other people's activities are nobody's to read or give.
        activities_sudo = self.env["mail.activity"].sudo()
        present_sudo = activities_sudo.search(
            [
                ("res_model", "=", "hr.skp"),
                ("res_id", "in", self.skp_id.ids),
                ("activity_type_id", "=", activity_type.id),
            ]
        )
        wanted = self._get_asked_users()
        there = {(activity.res_id, activity.user_id) for activity in present_sudo}
        present_sudo.filtered(lambda a: (a.res_id, a.user_id) not in wanted).unlink()
        # The acting person has the button before him.
        new = [pair for pair in wanted if pair not in there and pair[1] != self.env.user]
        activities_sudo.with_context(mail_activity_quick_update=True).create(
            [self._prepare_activity_vals(activity_type, *pair) for pair in new]
        )

    def _get_asked_users(self):
        """Return the pairs (plan id, internal user) of who is to confirm a dialogue on it."""
        # What waits on these plans does not depend on who caused the change.
        held_sudo = self.sudo().search(
            [
                ("skp_id", "in", self.skp_id.ids),
                ("state", "=", HELD),
                ("is_confirmed", "=", False),
            ]
        )
        acting = {
            evaluator: self.env["hr.skp.delegation"]._get_acting_users(evaluator)
            for evaluator in held_sudo.skp_id.evaluator_id
        }
        pairs = {}
        for dialogue in held_sudo:
            plan, users = dialogue.skp_id, self.env["res.users"].sudo()
            if not dialogue.employee_confirmed_on:
                users |= plan.employee_user_id
            if not dialogue.evaluator_confirmed_on:
                users |= acting[plan.evaluator_id] - plan.employee_user_id
            pairs |= {(plan.id, user): True for user in users if not user.share}
        return pairs

    @api.model
    def _prepare_activity_vals(self, activity_type, plan_id, user):
        return {
            "activity_type_id": activity_type.id,
            "res_model_id": self.env["ir.model"]._get_id("hr.skp"),
            "res_id": plan_id,
            "user_id": user.id,
            "summary": self.env._("Confirm what was agreed in the dialogue"),
            "date_deadline": self._get_today(),
        }

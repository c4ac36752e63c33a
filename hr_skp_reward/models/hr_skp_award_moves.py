from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..rules.award import MOVES, refusal


class HrSkpAward(models.Model):
    """How an award is decided (see ``rules/award.py`` for the table of moves)."""

    _inherit = "hr.skp.award"

    # ------------------------------------------------------------
    # MOVES
    # ------------------------------------------------------------

    def action_approve(self):
        """Decider: approve; the award is then granted by a decision."""
        self._check_move("approve")
        self._apply_move("approve")
        return True

    def action_grant(self, decision_number=None, decision_date=None, file=None, file_name=None):
        """Decider: record the decision that grants these awards; the person then sees his.

        :param decision_number: number of the decision (SK)
        :param decision_date: its date
        :param file: the signed decision, base64, with ``file_name``
        :raise UserError: without number or date, or dated in the future
        """
        self._check_move("grant")
        decided = self._check_decision(decision_number, decision_date)
        self._apply_move(
            "grant",
            decision_number=decision_number.strip(),
            decision_date=decided,
            decision_file=file or False,
            decision_file_name=file_name or False,
        )
        return True

    def action_decline(self, reason=None):
        """Decider: decline, saying why."""
        self._check_move("decline", reason)
        self._apply_move("decline", reason)
        return True

    def action_withdraw(self, reason=None):
        """Officer: take back what was proposed by hand."""
        self._check_move("withdraw", reason)
        self._apply_move("withdraw", reason)
        return True

    def action_leave(self, reason=None):
        """Decider: end a membership of the talent pool for another reason than the predicate."""
        self._check_move("leave", reason)
        today = self.env.company.sudo()._get_skp_today()
        self._apply_move("leave", reason, left_on=today, left_reason="decided")
        return True

    def _check_decision(self, number, date):
        """Raise unless a decision has a number and a date that has come; return the date."""
        if not (number or "").strip() or not date:
            raise UserError(self.env._("A decision has a number and a date."))
        decided = fields.Date.to_date(date)
        if decided > self.env.company.sudo()._get_skp_today():
            raise UserError(self.env._("The decision is dated in the future."))
        return decided

    def _get_refusal(self, move, acting, reason=None):
        self.ensure_one()
        why = refusal(move, self.state, acting, reason)
        if not why and move == "leave" and not self.is_member:
            return "state"
        if not why and move == "withdraw" and self.origin != "hand":
            return "origin"
        return why

    def _check_move(self, move, reason=None):
        """Raise unless the current user may make ``move`` on each of these awards now."""
        try:
            # Taking the lock needs write rights that the move itself grants after its check.
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this award right now. Try again shortly.")
            ) from error
        roles = self._get_roles()
        for award_sudo in self.sudo():
            why = award_sudo._get_refusal(move, roles[award_sudo.id], reason)
            if why:
                award_sudo._raise_refusal(why)

    def _raise_refusal(self, why):
        self.ensure_one()
        _ = self.env._
        if why == "role":
            # Whose award it is is said to nobody who has no part in it.
            raise AccessError(_("This step is not yours to take."))
        if why == "reason":
            raise UserError(_("%s: please say why.", self.display_name))
        if why == "origin":
            raise UserError(_("%s was found by the rule: it is declined.", self.display_name))
        states = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            _(
                "%(award)s is in state “%(state)s”, so this step cannot be taken (again).",
                award=self.display_name,
                state=states[self.state],
            )
        )

    def _apply_move(self, move, reason=None, **vals):
        """Write the new state and log the move; checks are the caller's."""
        target = MOVES[move][1]
        # The right to move was checked above; writing the state is nobody's right as such.
        awards_sudo = self.sudo()
        before = {award.id: award.state for award in awards_sudo}
        awards_sudo.write(
            {
                "state": target,
                "state_reason": reason or False,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
                **vals,
            }
        )
        self.env["hr.skp.log"]._append(self, f"award_{move}", before, target, reason)

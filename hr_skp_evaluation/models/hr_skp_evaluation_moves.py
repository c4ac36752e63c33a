from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..rules.evaluation_states import FINALISED, MOVES


class HrSkpEvaluation(models.Model):
    """How an evaluation moves (see ``rules/evaluation_states.py``): the employee's side and the
    common ground.
    """

    _inherit = "hr.skp.evaluation"

    # ------------------------------------------------------------
    # PUBLIC MOVES OF THE EMPLOYEE
    # ------------------------------------------------------------

    def action_self_report(self):
        """Employee: hand the self-report in; it is then frozen for rating.

        :raise UserError: where nothing at all was reported
        """
        self._check_move("self_report")
        for evaluation in self:
            told = evaluation.line_ids.filtered(
                lambda line: line.realisation or line.realisation_value
            )
            if not told and not (evaluation.self_note or "").strip():
                raise UserError(
                    self.env._("%s: say first what was realised.", evaluation.display_name)
                )
        self._apply_move("self_report", self_reported_on=fields.Datetime.now())
        return True

    def action_receive(self):
        """Employee: take note of the result; the days to object begin.

        A term to which no objection is possible is final with it.
        """
        self._check_move("receive")
        self._receive("received")
        return True

    def action_accept(self):
        """Employee: accept the result, which makes it final."""
        self._check_move("accept")
        self._note_receipt("received")
        self._apply_move("accept", **self._prepare_final_vals("accepted"))
        return True

    def action_object(self, reason=None):
        """Employee: object to the result within the days set, with reasons; once a result.

        The evaluator explains, his superior decides.

        :return: the new objections
        """
        self._check_move("object", reason)
        self._note_receipt("received")
        self._apply_move("object")
        return self.env["hr.skp.objection"]._file(self, reason)

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _check_move(self, move, reason=None):
        """Raise unless the current user may make ``move`` on each of these evaluations now."""
        self._lock_for_move()
        roles = self._get_roles()
        # Facts of the step, not content; the user's part in it is in ``roles``.
        for evaluation_sudo in self.sudo():
            why = evaluation_sudo._get_refusal(move, roles[evaluation_sudo.id], reason)
            if why:
                evaluation_sudo._raise_refusal(move, why, roles[evaluation_sudo.id])

    def _lock_for_move(self):
        """Two officials who decide at once: one wins, the other reads why."""
        try:
            # Taking the lock needs write rights that the move itself grants after its check.
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is working on this evaluation right now. Try again shortly."
                )
            ) from error

    def _raise_refusal(self, move, why, acting):
        self.ensure_one()
        if why == "role":
            raise AccessError(
                # Whose evaluation it is is said only to who has a part in it.
                self.env._("%s: this step is not yours to take.", self.display_name)
                if acting
                else self.env._("This step is not yours to take.")
            )
        raise UserError(self._get_refusal_sentence(why))

    def _get_refusal_sentence(self, why):
        self.ensure_one()
        _, name = self.env._, self.display_name
        states = dict(self._fields["state"]._description_selection(self.env))
        sentences = {
            "reason": _("%s: please say why.", name),
            "term": _("%s: the term is closed.", name),
            "cancelled": _("%s: the plan was cancelled.", name),
            "deadline": _("%s: the employee may still report on himself.", name),
            "no_objection": _("%s: there is no objection to the evaluation of this term.", name),
            "lapsed": _("%s: the days to object have passed.", name),
            "pending": _("%s: an objection is being decided.", name),
        }
        return sentences.get(why) or _(
            "%(evaluation)s is in state “%(state)s”, so this step cannot be taken (again).",
            evaluation=name,
            state=states[self.state],
        )

    # ------------------------------------------------------------
    # THE UNGUARDED STEPS
    # ------------------------------------------------------------

    def _apply_move(self, move, reason=None, **vals):
        """Write the new state and log the move; checks are the caller's.

        The reason is kept where the employee reads it, and in the log: never for the steps of
        rating, which are no business of the employee's.
        """
        target = MOVES[move].target
        officials = self._get_officials() if "evaluator" in MOVES[move].roles else {}
        # The right to move was checked above; writing the state is nobody's right as such.
        evaluations_sudo = self.sudo()
        before = {evaluation.id: evaluation.state for evaluation in evaluations_sudo}
        evaluations_sudo.write({"state": target, "state_reason": reason or False, **vals})
        self._log(move, before, target, reason, officials)

    def _log(self, action, before=None, after=None, reason=None, officials=None):
        self.env["hr.skp.log"]._append(
            self, f"evaluation_{action}", before, after, reason, officials
        )

    def _receive(self, receipt):
        """Note the receipt; where no objection is possible the result is final at once."""
        self._note_receipt(receipt)
        self._apply_move("receive")
        # Facts of the term and agency.
        ending = self.sudo().filtered(lambda e: not e._can_be_objected()).with_env(self.env)
        if ending:
            ending._end_window()

    def _note_receipt(self, receipt):
        """Write when these were received, and until when an objection can be filed."""
        now = fields.Datetime.now()
        # The employee may receive, not write.
        fresh_sudo = self.sudo().filtered(lambda e: e.state == FINALISED)
        for (_company, can), group_sudo in fresh_sudo.grouped(
            lambda e: (e.company_id, e._can_be_objected())
        ).items():
            deadline = group_sudo.company_id._get_skp_objection_deadline(now) if can else False
            group_sudo.write(
                {"received_on": now, "receipt": receipt, "objection_deadline": deadline}
            )

    @api.model
    def _prepare_final_vals(self, final_by):
        return {"final_on": fields.Datetime.now(), "final_by": final_by}

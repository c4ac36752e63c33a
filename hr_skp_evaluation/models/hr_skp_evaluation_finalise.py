from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules.evaluation_states import FINALISED, MOVES, PENDING_OBJECTION, RATED
from .hr_skp_evaluation import OUTCOME_FIELDS
from .hr_skp_rating import LIFT_VALS


class HrSkpEvaluation(models.Model):
    """How the outcome is let out, once, for all time; and how two administrators take it back."""

    _inherit = "hr.skp.evaluation"

    reopen_by_id = fields.Many2one(
        "res.users", "Reopening asked for by", readonly=True, ondelete="restrict"
    )
    reopen_reason = fields.Text("Why it is to be reopened", readonly=True)

    # ------------------------------------------------------------
    # FINALISING
    # ------------------------------------------------------------

    def action_finalise(self):
        """Evaluator: finalise; the outcome is copied to the evaluation and frozen.

        Needs both ratings (a departure from the suggestion explained), what was proposed in
        calibration answered, the unit's predicate confirmed, given recommendations opened, and –
        where the agency blocks – a distribution within the pattern, or the block lifted by the
        evaluator's superior.

        :return: True, or the dialog in which to sign where the agency signs electronically
        :raise UserError: naming who or what holds it up; nothing is finalised then
        """
        effective = self._check_finalise()
        if dialog := self._ask_signature("finalise"):
            return dialog
        self._finalise(effective)
        return True

    def _check_finalise(self):
        """Raise unless the current user may finalise all of these now.

        :return: evaluation id -> the unit performance that counts for it
        """
        self._check_move("finalise")
        ratings_sudo = self._get_ratings_sudo()
        self._check_complete(ratings_sudo)
        self._check_proposals_answered(ratings_sudo)
        effective = self._get_effective_performances()
        self._check_unit_predicates(effective)
        self._check_recommendations_opened()
        self._check_heads(ratings_sudo)
        self._check_distribution(effective, ratings_sudo)
        return effective

    def _check_unit_predicates(self, effective):
        """Nobody is finalised before his unit's predicate is confirmed; say who holds it up."""
        # Whose unit waits for whom is a fact of the organisation.
        waiting_sudo = self.sudo().filtered(lambda e: not effective[e.id])
        if not waiting_sudo:
            return
        units = waiting_sudo.mapped(lambda e: e.headed_unit_id or e.department_id)
        setters = units._get_skp_setters()
        lines = [
            self.env._(
                "%(unit)s: to be confirmed by %(leader)s",
                unit=unit.name,
                leader=setters[unit.id].name or "–",
            )
            for unit in units
        ]
        raise UserError(
            self.env._(
                "The performance of these units in the term is not confirmed yet:\n%s",
                "\n".join(f"– {line}" for line in lines),
            )
        )

    def _check_recommendations_opened(self):
        unopened = self._get_unopened_recommendations()
        if unopened:
            raise UserError(
                self.env._(
                    "Open what was recommended first:\n%s", self._list(unopened.evaluation_id)
                )
            )

    def _check_heads(self, ratings_sudo):
        for result_rating, group in ratings_sudo.grouped("result_rating").items():
            group._check_follows(result_rating)

    def _finalise(self, effective):
        """Copy the outcome, freeze it as a revision and log it; the checks are the caller's."""
        self._copy_outcome(effective)
        officials = self._get_officials()
        self.env["hr.skp.evaluation.revision"]._record(self, officials=officials)
        self._log("finalise", RATED, FINALISED, officials=officials)

    def _copy_outcome(self, effective):
        """Copy ratings and unit predicates onto the evaluations, in one statement for all."""
        now = fields.Datetime.now()
        deadlines = {
            company.id: company._get_skp_date(now) + timedelta(days=company.skp_receipt_days)
            for company in self.sudo().company_id
            if company.skp_receipt_days
        }
        self.env.flush_all()
        for company_id, evaluations_sudo in self.sudo().grouped(lambda e: e.company_id.id).items():
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE hr_skp_evaluation e
                       SET state = %(state)s, state_reason = NULL,
                           revision = COALESCE(e.revision, 0) + 1,
                           result_rating = r.result_rating, behaviour_rating = r.behaviour_rating,
                           predicate = r.predicate, recommendation = r.recommendation,
                           unit_performance_id = p.id, unit_predicate = p.predicate,
                           finalised_on = %(now)s, receipt_deadline = %(deadline)s,
                           write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                      FROM unnest(%(ids)s, %(performances)s) AS given (id, performance_id)
                      JOIN hr_skp_rating r ON r.evaluation_id = given.id
                      JOIN hr_skp_unit_performance p ON p.id = given.performance_id
                     WHERE e.id = given.id
                    """,
                    state=FINALISED,
                    now=now,
                    deadline=deadlines.get(company_id) or None,
                    uid=self.env.uid,
                    ids=evaluations_sudo.ids,
                    performances=[effective[evaluation.id].id for evaluation in evaluations_sudo],
                )
            )
        self.invalidate_recordset()

    # ------------------------------------------------------------
    # REOPENING
    # ------------------------------------------------------------

    def action_reopen(self, reason=None):
        """SKP administrator: ask for reopening; a second one calls it again to confirm.

        The outcome is then taken back and rated anew as the next revision; the former one stays
        readable as superseded.

        :raise UserError: without a reason, or when the first administrator confirms himself
        """
        asked_sudo = self.sudo().filtered("reopen_by_id")
        (self - asked_sudo.with_env(self.env))._ask_reopen(reason)
        for asked, group_sudo in asked_sudo.grouped("reopen_reason").items():
            group_sudo.with_env(self.env)._confirm_reopen(reason or asked)
        return True

    def _ask_reopen(self, reason):
        if not self:
            return
        self._check_reopenable(reason)
        # The administrator may reopen, not write.
        self.sudo().write({"reopen_by_id": self.env.uid, "reopen_reason": reason})
        self._log("ask_reopen", reason=reason)

    def _confirm_reopen(self, reason):
        self._check_reopenable(reason)
        # As above.
        evaluations_sudo = self.sudo()
        if self.env.user in evaluations_sudo.reopen_by_id:
            raise UserError(
                self.env._("You asked for it yourself: another SKP administrator has to confirm.")
            )
        before = {evaluation.id: evaluation.state for evaluation in evaluations_sudo}
        evaluations_sudo.write(
            {
                **dict.fromkeys(OUTCOME_FIELDS, False),
                "state": MOVES["reopen"].target,
                "state_reason": reason,
                "reopen_by_id": False,
                "reopen_reason": False,
            }
        )
        evaluations_sudo._get_ratings_sudo().write({**LIFT_VALS, "shared_on": False})
        self._log("reopen", before, MOVES["reopen"].target, reason)

    def _check_reopenable(self, reason):
        self._check_move("reopen", reason)
        for evaluation_sudo in self.sudo():
            if set(evaluation_sudo.objection_ids.mapped("state")) & PENDING_OBJECTION:
                raise UserError(evaluation_sudo._get_refusal_sentence("pending"))

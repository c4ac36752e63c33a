from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools.misc import format_date

from ..rules.sanction import (
    CANCEL_REASONS,
    CANCELLED,
    CLOCKS,
    RUNNING,
    Pause,
    add_months,
    deadline,
    following,
    refusal,
)


class HrSkpSanction(models.Model):
    """How a case moves: by decisions, each with number and date (see ``rules/sanction.py``)."""

    _inherit = "hr.skp.sanction"

    # ------------------------------------------------------------
    # DECISIONS
    # ------------------------------------------------------------

    def action_record(
        self,
        step,
        outcome,
        decision_number=None,
        date=None,
        *,
        post=None,
        note=None,
        file=None,
        file_name=None,
    ):
        """Decider: record the decision that closes the current step; the next one begins with it.

        :param step: the step that is decided (``start improve test placement contract``), so that
            nobody decides on a screen that is out of date
        :param outcome: what is decided, one of the step's outcomes
        :param decision_number: number of the decision (SK); ``date`` its date
        :param post: new post and unit, where the decision leads to one
        :raise UserError: on another step or outcome, without number or date, before the time given
            has passed (``not_improved``, ``discharge``), or without a competency test
        """
        self.ensure_one()
        self._check_decider()
        decided = self.env["hr.skp.award"]._check_decision(decision_number, date)
        # Nobody has the right to write a case: decisions do, after their check.
        case_sudo = self.sudo()
        case_sudo._check_not_paused()
        case_sudo._check_outcome(step, outcome, decided)
        case_sudo.step_id.write(
            {
                "outcome": outcome,
                "decision_number": decision_number.strip(),
                "decision_date": decided,
                "post": post or False,
                "note": note or False,
                "decision_file": file or False,
                "decision_file_name": file_name or False,
                "recorded_by_id": self.env.uid,
                "recorded_on": fields.Datetime.now(),
            }
        )
        # One open step a case: the next one is inserted after this one is closed.
        case_sudo.step_id.flush_recordset()
        case_sudo._begin_next(step, outcome, decided)
        return True

    def action_pause(self, reason=None):
        """Decider: let the clocks stand still (illness, a lawsuit), saying why."""
        self._check_decider()
        self._check_reason(reason)
        cases_sudo = self.sudo()
        cases_sudo._check_not_paused()
        cases_sudo._pause(reason)
        return True

    def action_resume(self):
        """Decider: let the clocks go on; the days between are added at their end."""
        self._check_decider()
        cases_sudo = self.sudo()
        for case in cases_sudo:
            if not case.is_paused:
                raise UserError(self.env._("%s is not paused.", case.display_name))
        cases_sudo._resume()
        return True

    def action_cancel(self, code=None, reason=None):
        """Decider: cancel (objection won, death, retirement, …), saying why.

        :param code: one of ``objection death retirement resignation error``
        """
        self._check_decider()
        self._check_reason(reason)
        if code not in dict(CANCEL_REASONS):
            raise UserError(self.env._("Choose why the case is cancelled."))
        self.sudo()._cancel(code, reason)
        return True

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _check_decider(self):
        """Raise unless the current user decides on all these cases, and all of them run."""
        roles = self._get_roles()
        if any("decider" not in roles[case.id] for case in self):
            # Not even whether there is such a case is said.
            raise AccessError(self.env._("This step is not yours to take."))
        try:
            # Taking the lock needs write rights that the decision itself grants after its check.
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this case right now. Try again shortly.")
            ) from error
        self.sudo()._check_running()

    def _check_running(self):
        for case in self:
            if case.state not in RUNNING:
                states = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(case)s is in state “%(state)s”: it stays as it is.",
                        case=case.display_name,
                        state=states[case.state],
                    )
                )

    def _check_not_paused(self):
        for case in self:
            if case.is_paused:
                raise UserError(self.env._("%s is paused: resume it first.", case.display_name))

    def _check_reason(self, reason):
        if not (isinstance(reason, str) and reason.strip()):
            raise UserError(self.env._("Please say why."))

    def _check_outcome(self, step, outcome, decided):
        self.ensure_one()
        why = refusal(
            self.track,
            self.state,
            self.step,
            step,
            outcome,
            decided,
            begun=self.step_id.begun_on,
            end=self.deadline,
            tested=bool(self.test_ids.filtered("result")),
        )
        if why:
            raise UserError(self._get_refusal_sentence(why))

    def _get_refusal_sentence(self, why):
        _, name = self.env._, self.display_name
        sentences = {
            "step": _("%s: another step is to be decided now. Reload the page.", name),
            "outcome": _("%s: this step is not decided so.", name),
            "before": _(
                "%(case)s: the decision is dated before the step began on %(date)s.",
                case=name,
                date=format_date(self.env, self.step_id.begun_on),
            ),
            "early": _(
                "%(case)s: this is decided only after %(date)s, when the time given has passed.",
                case=name,
                date=format_date(self.env, self.deadline) or "–",
            ),
            "test": _("%s: record the result of the competency test first.", name),
        }
        return sentences[why]

    # ------------------------------------------------------------
    # THE UNGUARDED STEPS
    # ------------------------------------------------------------

    def _begin_next(self, step, outcome, decided):
        """Begin what follows the decision, or close the case."""
        self.ensure_one()
        after, state = following(self.track, step, outcome)
        self._drop_activities()
        if after:
            self.write({"state": state})
            self._begin_steps(after, decided)
        else:
            self.write(
                {
                    "state": state,
                    "closed_on": decided,
                    "outcome": outcome,
                    "step_id": False,
                    "step": False,
                    "deadline": False,
                }
            )

    def _begin_steps(self, kind, day):
        """Begin the step ``kind`` of these cases on ``day``, its clock with it."""
        months = CLOCKS.get(kind)
        end = months and add_months(day, months)
        steps = self.env["hr.skp.sanction.step"].create(
            [
                {"sanction_id": case.id, "kind": kind, "begun_on": day, "deadline": end or False}
                for case in self
            ]
        )
        for case, step in zip(self, steps, strict=True):
            case.write({"step_id": step.id, "step": kind, "deadline": end or False})

    def _pause(self, reason, is_automatic=False):
        self.env["hr.skp.sanction.pause"].create(
            [
                {
                    "sanction_id": case.id,
                    "step_id": case.step_id.id,
                    "date_start": case.company_id._get_skp_today(),
                    "reason": reason.strip(),
                    "user_id": self.env.uid,
                    "is_automatic": is_automatic,
                }
                for case in self
            ]
        )
        self.write({"is_paused": True})
        self._drop_activities()

    def _resume(self):
        for case in self:
            today = case.company_id._get_skp_today()
            case.pause_ids.filtered(lambda pause: not pause.date_end).write(
                {"date_end": today, "resumed_by_id": self.env.uid}
            )
            case.is_paused = False
            case._reckon()

    def _reckon(self):
        """Reckon the end of the current step anew, its pauses added."""
        self.ensure_one()
        step = self.step_id
        months = CLOCKS.get(step.kind)
        if not months:
            return
        pauses = [
            Pause(pause.date_start, pause.date_end)
            for pause in self.pause_ids
            if pause.step_id == step and pause.date_end
        ]
        end = deadline(step.begun_on, months, pauses)
        step.deadline = end
        self.deadline = end

    def _cancel(self, code, reason):
        """Cancel these cases; whatever they waited for is off."""
        self._drop_activities()
        for case in self:
            case.pause_ids.filtered(lambda pause: not pause.date_end).write(
                {"date_end": case.company_id._get_skp_today(), "resumed_by_id": self.env.uid}
            )
        self.write(
            {
                "state": CANCELLED,
                "cancel_code": code,
                "cancel_reason": reason.strip(),
                "cancelled_by_id": self.env.uid,
                "closed_on": self.env.company.sudo()._get_skp_today(),
                "is_paused": False,
                "step_id": False,
                "step": False,
                "deadline": False,
            }
        )

    @api.model
    def _get_running_of(self, evaluations):
        """Return the running cases that rest on these evaluations, whoever asks."""
        # What becomes of a case follows from its evaluation, not from who moves that.
        return self.sudo().search(
            [("evaluation_id", "in", evaluations.ids), ("state", "in", tuple(RUNNING))]
        )

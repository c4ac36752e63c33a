from odoo import api, models

from ..rules.evaluation_states import BEFORE_OUTCOME, DECIDED, WITHDRAWN

#: code of a reminder -> what it asks, in the name of the activity type
ASKED = {"rate_evaluator": "rate", "explain_evaluator": "explain", "decide_decider": "decide"}


class HrSkpReminder(models.Model):
    """What officials with a desk are asked in an evaluation stands among their activities too."""

    _inherit = "hr.skp.reminder"

    @api.model
    def _get_kinds(self):
        kinds = super()._get_kinds()
        for code, kind in ASKED.items():
            kinds[code]["activity"] = f"hr_skp_evaluation.mail_activity_skp_{kind}"
        return kinds

    def _get_activity_summary(self):
        _ = self.env._
        summaries = {
            "rate_evaluator": _("Rate and finalise the evaluation"),
            "explain_evaluator": _("Explain the result: there is an objection"),
            "decide_decider": _("Decide the objection"),
        }
        return summaries.get(self.code) or super()._get_activity_summary()


class HrSkpReminderLine(models.Model):
    _inherit = "hr.skp.reminder.line"

    def _get_activity_targets(self):
        """An evaluation has no messages, so nothing of a judgement gets into any: its plan has."""
        targets = super()._get_activity_targets()
        lines = self.filtered(lambda line: line.res_model == "hr.skp.evaluation")
        evaluations = self.env["hr.skp.evaluation"].browse(lines.mapped("res_id"))
        plans = {evaluation.id: evaluation.skp_id.id for evaluation in evaluations}
        return targets | {line.id: ("hr.skp", plans[line.res_id]) for line in lines}


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    def action_return(self, reason=None):
        done = super().action_return(reason)
        self._close_asked("rate")
        return done

    def _finalise(self, effective):
        result = super()._finalise(effective)
        self._close_asked("rate")
        return result

    def _close_asked(self, kind):
        """Take away what officials were asked about these evaluations: done, or not theirs now."""
        # Whoever answers it need not read the plan.
        plans_sudo = self.sudo().skp_id
        plans_sudo._close_asked(f"hr_skp_evaluation.mail_activity_skp_{kind}")


class HrSkpObjection(models.Model):
    _inherit = "hr.skp.objection"

    def _write_step(self, **vals):
        result = super()._write_step(**vals)
        # The evaluations are the parties' to read, as the objection is.
        evaluations_sudo = self.sudo().evaluation_id
        if "state" in vals:
            evaluations_sudo._close_asked("explain")
        if vals.get("state") in (DECIDED, WITHDRAWN):
            evaluations_sudo._close_asked("decide")
        return result


class HrSkpTerm(models.Model):
    _inherit = "hr.skp.term"

    def action_close(self, reason=None):
        done = super().action_close(reason)
        # What was not finalised in time is nobody's to rate any more.
        unjudged_sudo = (
            self.env["hr.skp.evaluation"]
            .sudo()
            .search([("term_id", "in", self.ids), ("state", "in", tuple(BEFORE_OUTCOME))])
        )
        unjudged_sudo._close_asked("rate")
        return done


class HrSkp(models.Model):
    _inherit = "hr.skp"

    def _follow_evaluator(self):
        result = super()._follow_evaluator()
        # Another one rates and explains now; he is told in his turn.
        for kind in ("rate", "explain"):
            self._close_asked(f"hr_skp_evaluation.mail_activity_skp_{kind}")
        return result


class HrSkpDelegation(models.Model):
    _inherit = "hr.skp.delegation"

    @api.model
    def _get_activity_types(self):
        """Rating and explaining are the evaluator's, hence his delegate's; deciding is not."""
        own = [f"hr_skp_evaluation.mail_activity_skp_{kind}" for kind in ("rate", "explain")]
        return super()._get_activity_types() + own

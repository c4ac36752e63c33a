from odoo import api, models
from odoo.fields import Domain

from ..rules.evaluation_states import BEFORE_OUTCOME


class HrSkpEvaluation(models.Model):
    """What an evaluation was finalised on stays as it was then."""

    _inherit = "hr.skp.evaluation"

    @api.model
    def _get_finalised_spans(self, plans, whole_year=False):
        """Return plan id -> list of (first day, last day) that were evaluated and finalised.

        :param whole_year: count the final term of the year alone
        """
        # That something was finalised is all that comes of it, not its outcome.
        domain = Domain("skp_id", "in", plans.ids) & Domain(
            "state", "not in", tuple(BEFORE_OUTCOME)
        )
        if whole_year:
            domain &= Domain("term_id.kind", "=", "final")
        spans = {}
        for evaluation_sudo in self.sudo().search(domain):
            days = (evaluation_sudo.date_start, evaluation_sudo.date_end)
            spans.setdefault(evaluation_sudo.skp_id.id, []).append(days)
        return spans

    @api.model
    def _get_frozen_entries(self, entries, whole_year=False):
        """Return those of these achievements or feedback whose day was evaluated and finalised."""
        # Of whose plan an entry is, and of which day: asked for the guard, told nobody.
        entries_sudo = entries.sudo()
        spans = self._get_finalised_spans(entries_sudo.skp_id, whole_year)
        return entries_sudo.filtered(
            lambda entry: (
                entry.date
                and any(
                    first <= entry.date <= last for first, last in spans.get(entry.skp_id.id, ())
                )
            )
        )


class HrSkpProgress(models.Model):
    _inherit = "hr.skp.progress"

    def _get_frozen_reason(self):
        """What was achieved in a term that was evaluated is what the evaluation rests on."""
        frozen = self.env["hr.skp.evaluation"]._get_frozen_entries(self)
        reason = self.env._(
            "The term of this day was evaluated: its achievements stay as they are."
        )
        return {**dict.fromkeys(frozen.ids, reason), **super()._get_frozen_reason()}


class HrSkpFeedback(models.Model):
    _inherit = "hr.skp.feedback"

    def _get_frozen_reason(self, part):
        """Words stay once their term was evaluated; answer and mark, once the year was.

        What somebody does about feedback comes later than the feedback, and counts for the year.
        """
        frozen = self.env["hr.skp.evaluation"]._get_frozen_entries(self, part != "text")
        if part == "text":
            reason = self.env._(
                "The term of this day was evaluated: what was said in it stays as it is. Give new "
                "feedback instead."
            )
        else:
            reason = self.env._("The year was evaluated: what became of this stays as it is.")
        return {**dict.fromkeys(frozen.ids, reason), **super()._get_frozen_reason(part)}

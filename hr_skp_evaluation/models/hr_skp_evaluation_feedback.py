from odoo import api, models
from odoo.fields import Domain

from ..rules.evaluation_states import PENDING_OBJECTION


class HrSkpEvaluation(models.Model):
    """What was achieved and said during the term of an evaluation."""

    _inherit = "hr.skp.evaluation"

    def _get_term_domain(self, plan_field="skp_id"):
        """Return the domain of entries of this evaluation's plan within its days."""
        self.ensure_one()
        return (
            Domain(plan_field, "=", self.skp_id.id)
            & Domain("date", ">=", self.date_start)
            & Domain("date", "<=", self.date_end)
        )

    def action_take_achievements(self):
        """Employee: fill what is still empty in the self-report from the recorded achievements.

        The final achievement of a result or indicator, else the others in their order; what the
        employee wrote already stays.

        :return: how many lines were filled
        """
        self._check_reportable()
        filled = 0
        for evaluation in self:
            entries = self.env["hr.skp.progress"].search(
                evaluation._get_term_domain(), order="date, id"
            )
            for line in evaluation.line_ids:
                vals = line._prepare_realisation_vals(entries)
                if vals:
                    line.write(vals)
                    filled += 1
        return filled


class HrSkpEvaluationLine(models.Model):
    _inherit = "hr.skp.evaluation.line"

    def _prepare_realisation_vals(self, entries):
        """Return the values that the achievements ``entries`` give this line, none if it is filled.

        Entries on an indicator belong to its line, those on the result as a whole to its first one.
        """
        self.ensure_one()
        if (self.realisation or "").strip() or self.realisation_value:
            return {}
        own = entries.filtered(lambda entry: entry.result_id == self.result_id)
        lines = self.evaluation_id.line_ids
        first = lines.filtered(lambda line: line.result_id == self.result_id)[:1]
        own = own.filtered(
            lambda entry: (
                entry.indicator_id == self.indicator_id
                or (not entry.indicator_id and self == first)
            )
        )
        told = own.filtered("is_final")[-1:] or own
        texts = [entry.name.strip() for entry in told if (entry.name or "").strip()]
        numbers = [entry.value for entry in told if entry.has_value]
        vals = {"realisation": "\n".join(texts)} if texts else {}
        if numbers:
            vals["realisation_value"] = numbers[-1]
        return vals


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    @api.model
    def _get_followed_domain(self):
        """Whoever decides an objection reads the evidence that it is about, until it is decided."""
        pending = Domain("state", "in", tuple(PENDING_OBJECTION))
        mine = self.env["hr.skp.evaluation"]._get_official_domain("decider")
        objected = Domain("evaluation_ids", "any!", Domain("objection_ids", "any!", pending & mine))
        return super()._get_followed_domain() | Domain("skp_id", "any!", objected)


class HrSkpRating(models.Model):
    _inherit = "hr.skp.rating"

    def _get_follow_ups(self):
        """The marks on the feedback of the term: what the person did about what was said."""
        # The evaluator, whose rating it is, reads all feedback on his people.
        ratings_sudo = self.sudo().filtered("evaluation_id")
        evaluations_sudo = ratings_sudo.evaluation_id
        marked = (
            self.env["hr.skp.feedback"]
            .sudo()
            .search([("skp_id", "in", evaluations_sudo.skp_id.ids), ("follow_up", "!=", False)])
        )
        by_plan = marked.grouped("skp_id")
        return {
            rating._origin.id: rating._sort_marks(
                by_plan.get(rating.evaluation_id.skp_id, marked[:0])
            )
            for rating in ratings_sudo
        }

    def _sort_marks(self, marked):
        self.ensure_one()
        evaluation = self.evaluation_id
        lines = {(line.result_id or line.behaviour_id): line._origin.id for line in self.line_ids}
        marks, further = {}, {"result": [], "behaviour": []}
        for feedback in marked:
            if not evaluation.date_start <= feedback.date <= evaluation.date_end:
                continue
            line_id = lines.get(feedback.result_id or feedback.behaviour_id)
            if line_id:
                marks.setdefault(line_id, []).append(feedback.follow_up)
            else:
                # Said of the whole: it counts for the results, as does what was dropped since.
                further["behaviour" if feedback.behaviour_id else "result"].append(
                    feedback.follow_up
                )
        return marks, further

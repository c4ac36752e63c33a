from odoo import api, models
from odoo.exceptions import MissingError
from odoo.fields import Domain

from ..rules.evaluation_states import RATED


class HrSkpEvaluation(models.Model):
    """The superior who is asked to lift a block, at a phone: unit by unit, with what departs."""

    _inherit = "hr.skp.evaluation"

    @api.model
    def _get_to_lift(self):
        """Return the ratings whose block the user is asked to lift and that nobody has lifted."""
        return self.env["hr.skp.rating"].search(
            Domain("lift_requested", "=", True)
            & Domain("lifted_on", "=", False)
            & Domain("evaluation_id.is_to_review", "=", True)
            & Domain("evaluation_id.state", "=", RATED)
        )

    @api.model
    def _get_portal_lifts(self):
        """Return one dict a unit predicate: ``status`` of its pattern, ``asked`` by evaluator.

        ``asked``: pairs (name of the evaluator, his reason, the ratings).
        """
        ratings = self._get_to_lift()
        evaluations = ratings.evaluation_id
        effective = evaluations._get_effective_performances()
        performances_sudo = self.env["hr.skp.unit.performance"].sudo().union(*effective.values())
        # Whoever lifts a block weighs the whole unit, as finalising does – himself left out.
        own = evaluations._get_own_unfinalised(performances_sudo.term_id)
        status = evaluations._get_distribution_status(performances_sudo, own)
        lifts = []
        by_unit = ratings.grouped(lambda rating: effective[rating.evaluation_id.id].id)
        for performance_id, group in by_unit.items():
            asked = group.grouped(
                # Who asks, in what words; both are the superior's to read.
                lambda rating: (
                    rating.evaluation_id.sudo().evaluator_id.name,
                    rating.lift_request_reason,
                )
            )
            lifts.append(
                {
                    "id": performance_id,
                    # A predicate of the unit taken back leaves nothing to lift yet.
                    "status": status.get(performance_id),
                    "asked": [(*key, found) for key, found in asked.items()],
                }
            )
        return lifts

    @api.model
    def _lift_from_portal(self, performance_id, reason):
        """Lift the block for all who were asked for under one unit predicate."""
        ratings = self._get_to_lift()
        effective = ratings.evaluation_id._get_effective_performances()
        evaluations = ratings.evaluation_id.filtered(
            lambda evaluation: effective[evaluation.id].id == performance_id
        )
        if not evaluations:
            raise MissingError(self.env._("This is no longer there, or not yours to change."))
        return evaluations.action_lift(reason)


class HrSkp(models.Model):
    _inherit = "hr.skp"

    @api.model
    def _prepare_portal_tasks(self):
        tasks = super()._prepare_portal_tasks()
        Evaluation = self.env["hr.skp.evaluation"]
        asked = Evaluation.has_access("read") and Evaluation._get_to_lift().evaluation_id
        if not asked:
            return tasks
        _ = self.env._
        if len(asked) == 1:
            title = _("Decide on the block for %s", asked.employee_name)
        else:
            title = _("Decide on the block for %s people", len(asked))
        deadline = min(filter(None, asked.mapped("rating_deadline")), default=False)
        task = self.new()._prepare_task("lift", title, None, deadline)
        return [*tasks, {**task, "url": "/my/skp/lift"}]

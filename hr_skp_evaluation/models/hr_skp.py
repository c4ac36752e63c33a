from odoo import fields, models
from odoo.fields import Domain

from ..rules.evaluation_states import BEFORE_OUTCOME


class HrSkp(models.Model):
    """What befalls a plan reaches its evaluations: agreed late or anew, handed on, ended."""

    _inherit = "hr.skp"

    evaluation_ids = fields.One2many("hr.skp.evaluation", "skp_id", "Evaluations", readonly=True)

    def action_view_evaluations(self):
        """Open the evaluations of these plans that the user may read."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_evaluation.hr_skp_evaluation_action"
        )
        return {**action, "domain": [("skp_id", "in", self.ids)], "context": {}}

    def _get_unjudged_evaluations(self):
        # The evaluations follow their plan, whoever moves it.
        return (
            self.env["hr.skp.evaluation"]
            .sudo()
            .search([("skp_id", "in", self.ids), ("state", "in", tuple(BEFORE_OUTCOME))])
        )

    # ------------------------------------------------------------
    # AGREED, HANDED ON
    # ------------------------------------------------------------

    def _agree(self, move, reason=None, signing=None):
        done = super()._agree(move, reason, signing)
        self._get_unjudged_evaluations()._refresh_from_plan()
        self._open_due_evaluations()
        return done

    def _open_due_evaluations(self):
        """Open what was waiting for these plans to be agreed: nobody is stuck for being late."""
        # Terms are opened by officers; a plan agreed later joins by itself.
        terms_sudo = (
            self.env["hr.skp.term"]
            .sudo()
            .search([("period_id", "in", self.sudo().period_id.ids), ("state", "=", "open")])
        )
        for term in terms_sudo:
            mine = Domain("id", "in", self.ids)
            due_sudo = self.sudo().search(term._get_missing_domain() & mine)
            if due_sudo:
                self.env["hr.skp.evaluation"]._open_for(due_sudo, term)

    def action_refresh(self):
        done = super().action_refresh()
        self._get_unjudged_evaluations()._refresh_from_plan()
        return done

    def _reroute(self, routes, reason):
        done = super()._reroute(routes, reason)
        moved = self.filtered(lambda plan: plan.id in routes)
        moved._get_unjudged_evaluations()._refresh_from_plan()
        return done

    # ------------------------------------------------------------
    # ENDED
    # ------------------------------------------------------------

    def _end(self, last_day, action, reason):
        """The closing evaluation of a plan that ends within its year opens at once."""
        done = super()._end(last_day, action, reason)
        self._get_unjudged_evaluations()._refresh_from_plan()
        self._open_closing_evaluations()
        return done

    def _open_closing_evaluations(self):
        # The officer ends plans; what follows is the system's.
        for plan_sudo in self.sudo().filtered("revision"):
            term_sudo = (
                self.env["hr.skp.term"]
                .sudo()
                .search(
                    [
                        ("period_id", "=", plan_sudo.period_id.id),
                        ("kind", "!=", "final"),
                        ("date_start", "<=", plan_sudo.date_end),
                        ("date_end", ">=", plan_sudo.date_end),
                    ]
                )
            )
            if term_sudo and term_sudo not in plan_sudo.evaluation_ids.term_id:
                self.env["hr.skp.evaluation"]._open_for(plan_sudo, term_sudo)

    def _create_following(self, day):
        following = super()._create_following(day)
        self._drop_superseded(following)
        return following

    def _drop_superseded(self, following):
        """The year is judged on the last plan alone: an unjudged final evaluation goes."""
        # As above; what was handed in for the former plan counts in its closing evaluation.
        moved = following.sudo().employee_id
        plans = self.filtered(lambda plan: plan.sudo().employee_id in moved)
        superseded_sudo = plans._get_unjudged_evaluations().filtered(
            lambda e: e.term_kind == "final" and not e.revision
        )
        superseded_sudo.unlink()

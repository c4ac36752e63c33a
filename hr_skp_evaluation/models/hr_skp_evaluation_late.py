from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.evaluation_states import (
    BEFORE_OUTCOME,
    FINALISED,
    OPEN,
    PENDING_OBJECTION,
    RECEIVED,
    SELF_REPORTED,
)

WAITING_FOR = [
    ("employee", "The employee"),
    ("evaluator", "The evaluator"),
    ("unit_leader", "The leader above the unit"),
    ("decider", "Who decides the objection"),
]


class HrSkpEvaluation(models.Model):
    """Who is late, and who holds it up: a name, not only a number."""

    _inherit = "hr.skp.evaluation"

    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    waiting_for = fields.Selection(
        WAITING_FOR, "Waits for", compute="_compute_waiting", compute_sudo=True
    )
    waits_for = fields.Char("Held up by", compute="_compute_waiting", compute_sudo=True)

    @api.depends("state", "fill_deadline", "rating_deadline")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        for evaluation in self:
            evaluation.is_late = evaluation in late

    def _search_is_late(self, operator, value):
        return self._get_late_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_late_domain(self):
        """Return the domain of what is past its day: the report, or the rating."""
        today = self.env.company.sudo()._get_skp_today()
        unreported = Domain("state", "=", OPEN) & Domain("fill_deadline", "<", today)
        unrated = Domain("state", "in", tuple(BEFORE_OUTCOME)) & Domain(
            "rating_deadline", "<", today
        )
        return unreported | unrated

    @api.depends("state", "objection_ids.state", "evaluator_id", "employee_id")
    def _compute_waiting(self):
        effective = self._get_effective_performances()
        blocked = self.filtered(lambda e: e.state == "rated" and not effective[e.id])
        units = blocked.mapped(lambda e: e.headed_unit_id or e.department_id)
        setters = units._get_skp_setters()
        for evaluation in self:
            code, official = evaluation._get_waiting(evaluation in blocked, setters)
            evaluation.waiting_for = code
            evaluation.waits_for = official.name if official else False

    def _get_waiting(self, blocked, setters):
        """Return whom this evaluation waits for: a code and the ``hr.employee``."""
        self.ensure_one()
        if blocked:
            unit = self.headed_unit_id or self.department_id
            return "unit_leader", setters.get(unit.id)
        pending = self.objection_ids.filtered(lambda o: o.state in PENDING_OBJECTION)[:1]
        if pending:
            return pending._get_waiting()
        if self.state == OPEN and not self._is_past_fill_deadline():
            return "employee", self.employee_id
        if self.state in (OPEN, SELF_REPORTED, "rated"):
            return "evaluator", self.evaluator_id
        if self.state in (FINALISED, RECEIVED):
            return "employee", self.employee_id
        return False, None

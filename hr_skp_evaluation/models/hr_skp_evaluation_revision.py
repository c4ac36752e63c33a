from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.hr_skp.models.hr_skp_bulk import insert_rows

from ..rules.evaluation_states import BEFORE_OUTCOME


class HrSkpEvaluationRevision(models.Model):
    """An evaluation as it was finalised or decided: what documents print, and what stays readable.

    Written by the system, changed by nobody; superseded by the next one or by reopening.
    """

    _name = "hr.skp.evaluation.revision"
    _description = "Revision of an evaluation"
    _order = "evaluation_id, number desc"

    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    number = fields.Integer("Revision", required=True, readonly=True)
    content = fields.Json(required=True, readonly=True, export_string_translation=False)
    date = fields.Datetime("Finalised", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Finalised by", required=True, readonly=True, ondelete="restrict"
    )
    official_id = fields.Many2one("hr.employee", "For", readonly=True, ondelete="restrict")
    reason = fields.Text(readonly=True)
    is_current = fields.Boolean("Current", compute="_compute_is_current")

    _number_uniq = models.UniqueIndex("(evaluation_id, number)", "A revision is recorded once.")

    @api.depends("evaluation_id", "number")
    def _compute_display_name(self):
        for revision in self:
            revision.display_name = self.env._(
                "%(evaluation)s, revision %(number)s",
                evaluation=revision.evaluation_id.display_name,
                number=revision.number,
            )

    @api.depends("evaluation_id.revision", "evaluation_id.state", "number")
    def _compute_is_current(self):
        for revision in self:
            evaluation = revision.evaluation_id
            revision.is_current = (
                revision.number == evaluation.revision and evaluation.state not in BEFORE_OUTCOME
            )

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A finalised evaluation cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("A finalised evaluation cannot be deleted."))

    @api.model
    def _record(self, evaluations, reason=None, officials=None):
        """Record the present outcome of ``evaluations`` as their current revision."""
        contents = evaluations._get_snapshot()
        now = fields.Datetime.now()
        # Nobody has the right to write revisions: finalising and deciding do, after their checks.
        return insert_rows(
            self.sudo(),
            [
                {
                    "evaluation_id": evaluation_sudo.id,
                    "number": evaluation_sudo.revision,
                    "content": contents[evaluation_sudo.id],
                    "date": now,
                    "user_id": self.env.uid,
                    "official_id": (officials or {}).get(evaluation_sudo.id),
                    "reason": reason,
                }
                for evaluation_sudo in evaluations.sudo()
            ],
        )


class HrSkpEvaluation(models.Model):
    """The frozen picture of an evaluation; that of its plan is in the plan's revision."""

    _inherit = "hr.skp.evaluation"

    def _get_snapshot(self):
        """Return evaluation id -> snapshot (schema 1) of the present outcome; plain data only."""
        # A snapshot quotes what is printed, whoever finalises.
        evaluations_sudo = self.sudo()
        return {evaluation.id: evaluation._prepare_snapshot() for evaluation in evaluations_sudo}

    def _prepare_snapshot(self):
        """Return what is frozen of one evaluation; the hook for further parts (feedback, …)."""
        self.ensure_one()
        identity, unit = self.skp_id.identity or {}, self.unit_performance_id
        moments = {
            name: fields.Datetime.to_string(self[name]) or None
            for name in ("finalised_on", "received_on")
        }
        return {
            "schema": 1,
            "agency": self.company_id._get_skp_letterhead(),
            "term": {
                "id": self.term_id.id,
                "kind": self.term_id.kind,
                "date_start": fields.Date.to_string(self.term_id.date_start),
                "date_end": fields.Date.to_string(self.term_id.date_end),
            },
            "year": self.period_id.year,
            "date_start": fields.Date.to_string(self.date_start),
            "date_end": fields.Date.to_string(self.date_end),
            "plan": {"id": self.skp_id.id, "revision": self.plan_revision},
            "revision": self.revision,
            "basis": self.basis,
            **{party: identity.get(party) or {} for party in ("employee", "evaluator", "reviewer")},
            "self_note": self.self_note or "",
            "lines": [line._prepare_snapshot() for line in self.line_ids],
            "result_rating": self.result_rating or None,
            "behaviour_rating": self.behaviour_rating or None,
            "predicate": self.predicate or None,
            "unit_predicate": self.unit_predicate or None,
            "unit": {"performance_id": unit.id or None, "name": unit.department_id.name or ""},
            "recommendation": self.recommendation or "",
            **moments,
            "objection": self._prepare_objection_snapshot(),
        }

    def _prepare_objection_snapshot(self):
        """Return the decided objection that this revision follows from, or ``None``."""
        self.ensure_one()
        objection = self.objection_ids.filtered(
            lambda o: o.state == "decided" and o.revision == self.revision - 1
        )[:1]
        return objection._prepare_snapshot() if objection else None


class HrSkpEvaluationLine(models.Model):
    _inherit = "hr.skp.evaluation.line"

    def _prepare_snapshot(self):
        self.ensure_one()
        return {
            "result_id": self.result_id.id or None,
            "indicator_id": self.indicator_id.id or None,
            "result": self.result_name or "",
            "kind": self.result_kind or "",
            "indicator": self.indicator_name or "",
            "target": self.target or "",
            "uom": self.uom or "",
            "realisation": self.realisation or "",
            "realisation_value": self.realisation_value,
            "remark": self.remark or "",
        }

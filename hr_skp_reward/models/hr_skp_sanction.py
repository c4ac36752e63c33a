from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules.sanction import (
    CANCEL_REASONS,
    OPEN,
    OUTCOMES,
    RUNNING,
    STANDINGS,
    STATES,
    STEPS,
    TRACKS,
    standing,
)


class HrSkpSanction(models.Model):
    """What follows a low annual predicate: a case with dated steps, each closed by a decision.

    That a case exists is known to four, and to nobody else: the deciding official (PPK/PyB), the
    person, his evaluator (or who acts for him on the day), and the auditor.  Not to officers, not
    to the personnel office, not to heads of unit; not by search, count, activity, mail or log – so
    a case keeps its own record of who did what, and nothing points to it that others read.

    * the decider records decisions, pauses and cancels; nobody decides on himself;
    * evaluator and decider write the improvement plan; they and the person write its check-ins;
    * everything else follows from the rules (``rules/sanction.py``).

    Cases open by themselves in the yearly follow-up; nobody creates or deletes one.
    """

    _name = "hr.skp.sanction"
    _description = "Sanction case"
    # Activities need a thread; nothing of ours writes in it, and no view shows it.
    _inherit = ["mail.thread", "hr.skp.activity.mixin", "hr.skp.link.guard", "hr.skp.role.mixin"]
    _order = "opened_on desc, id desc"
    _rec_names_search = ["employee_name"]

    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    # Cascading, so that a refusal to delete somebody does not tell that there is a case: what was
    # finalised of him refuses it anyhow.
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_name = fields.Char("Name", readonly=True)
    employee_user_id = fields.Many2one(
        "res.users",
        "Employee's user",
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    evaluator_id = fields.Many2one(
        "hr.employee",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Who evaluates the person now.",
    )
    evaluator_user_id = fields.Many2one(
        "res.users",
        "Evaluator's user",
        related="evaluator_id.user_id",
        store=True,
        index="btree_not_null",
    )
    department_id = fields.Many2one("hr.department", "Unit", readonly=True)
    job_id = fields.Many2one("hr.job", "Post", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True, index=True)
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    predicate = fields.Selection(PREDICATES, required=True, readonly=True)
    track = fields.Selection(TRACKS, required=True, readonly=True)
    state = fields.Selection(STATES, default=OPEN, required=True, readonly=True, index=True)
    opened_on = fields.Date("Opened", required=True, readonly=True)
    closed_on = fields.Date("Closed", readonly=True)
    outcome = fields.Selection(OUTCOMES, "Decided", readonly=True)
    cancel_code = fields.Selection(CANCEL_REASONS, "Cancelled because", readonly=True)
    cancel_reason = fields.Text("Reason", readonly=True)
    cancelled_by_id = fields.Many2one("res.users", "Cancelled by", readonly=True)

    step_ids = fields.One2many("hr.skp.sanction.step", "sanction_id", "Steps", readonly=True)
    step_id = fields.Many2one(
        "hr.skp.sanction.step", "Step to be decided", readonly=True, ondelete="set null"
    )
    step = fields.Selection(STEPS, "Current step", readonly=True, index=True)
    deadline = fields.Date(readonly=True, index=True, help="The last day of the current step.")
    pause_ids = fields.One2many("hr.skp.sanction.pause", "sanction_id", "Pauses", readonly=True)
    is_paused = fields.Boolean("Paused", readonly=True)
    standing = fields.Selection(
        STANDINGS, "Clock", compute="_compute_standing", search="_search_standing"
    )
    improvement_ids = fields.One2many("hr.skp.improvement", "sanction_id", "Improvement plan")
    test_ids = fields.One2many("hr.skp.competency.test", "sanction_id", "Competency tests")
    target_count = fields.Integer("Targets", compute="_compute_target_count")
    has_plan = fields.Boolean(
        "Has an improvement plan", compute="_compute_target_count", search="_search_has_plan"
    )
    term_text = fields.Text(
        "Predicates since",
        compute="_compute_term_text",
        compute_sudo=True,
        help="Of the terms that ended since the step began.",
    )

    _evaluation_uniq = models.UniqueIndex(
        "(evaluation_id) WHERE state != 'cancelled'", "This predicate has its case already."
    )
    _running_uniq = models.UniqueIndex(
        "(employee_id) WHERE state IN ('open', 'improving', 'testing', 'placed')",
        "A person has one running case.",
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("employee_name", "year")
    def _compute_display_name(self):
        for case in self:
            case.display_name = self.env._(
                "Follow-up %(year)s · %(employee)s",
                year=case.year,
                employee=case.employee_name or "",
            )

    @api.depends("deadline", "is_paused", "state")
    def _compute_standing(self):
        # Which day it is at the agency is no secret.
        for case, company_sudo in ((case, case.sudo().company_id) for case in self):
            running = case.state in RUNNING and bool(company_sudo)
            today = running and company_sudo._get_skp_today()
            case.standing = running and standing(case.deadline, today, case.is_paused)

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_standing_domain(set(value))

    @api.depends("improvement_ids")
    def _compute_target_count(self):
        groups = self.env["hr.skp.improvement"]._read_group(
            [("sanction_id", "in", self.ids)], ["sanction_id"], ["__count"]
        )
        counts = {case.id: count for case, count in groups}
        for case in self:
            case.target_count = counts.get(case._origin.id, 0)
            case.has_plan = bool(case.target_count)

    def _search_has_plan(self, operator, value):
        return [("improvement_ids", "!=", False)] if operator == "in" else NotImplemented

    @api.depends("step_id")
    def _compute_term_text(self):
        """The decision is taken with these in view; only final ones, and no ratings."""
        evaluations_sudo = self.env["hr.skp.evaluation"].search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("term_kind", "!=", "final"),
                ("is_final", "=", True),
            ],
            order="date_end",
        )
        predicates = dict(evaluations_sudo._fields["predicate"]._description_selection(self.env))
        for case in self:
            begun = case.step_id.begun_on or case.opened_on
            lines = [
                self.env._(
                    "%(term)s (until %(date)s): %(predicate)s",
                    term=evaluation.term_id.name,
                    date=format_date(self.env, evaluation.date_end),
                    predicate=predicates.get(evaluation.predicate),
                )
                for evaluation in evaluations_sudo
                if evaluation.employee_id == case.employee_id and evaluation.date_end >= begun
            ]
            case.term_text = "\n".join(lines)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        refused = vals.keys() - {"improvement_ids", "test_ids", "activity_ids"}
        if refused and not self.env.su:
            self.check_access("write")
            raise AccessError(
                self.env._("A case moves by decisions only; what it says is not changed directly.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        if not self.env.su:
            raise UserError(self.env._("A case is closed or cancelled, never deleted."))


class HrSkpSanctionStep(models.Model):
    """One step of a case, with its clock and the decision that closed it.

    Made and closed by the decisions on the case only; read with it.
    """

    _name = "hr.skp.sanction.step"
    _description = "Step of a sanction case"
    _order = "sanction_id, begun_on, id"

    sanction_id = fields.Many2one(
        "hr.skp.sanction", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="sanction_id.company_id", string="Agency", store=True, index=True
    )
    kind = fields.Selection(STEPS, required=True, readonly=True)
    begun_on = fields.Date("Begun", required=True, readonly=True)
    deadline = fields.Date("Last day", readonly=True)
    outcome = fields.Selection(OUTCOMES, "Decided", readonly=True)
    decision_number = fields.Char(readonly=True)
    decision_date = fields.Date(readonly=True)
    decision_file = fields.Binary("Decision", readonly=True, attachment=True)
    decision_file_name = fields.Char(readonly=True)
    post = fields.Char("New post and unit", readonly=True, help="Where the decision leads to.")
    note = fields.Text(readonly=True)
    recorded_by_id = fields.Many2one("res.users", "Recorded by", readonly=True)
    recorded_on = fields.Datetime("Recorded", readonly=True)

    _decision_check = models.Constraint(
        "CHECK (outcome IS NULL OR (decision_number IS NOT NULL AND decision_date IS NOT NULL))",
        "A step is closed by a decision with number and date.",
    )
    _open_uniq = models.UniqueIndex(
        "(sanction_id) WHERE outcome IS NULL", "A case waits for one decision at a time."
    )

    @api.depends("kind", "sanction_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for step in self:
            step.display_name = kinds.get(step.kind)

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A step is closed by a decision on its case."))
        return super().write(vals)


class HrSkpSanctionPause(models.Model):
    """Days on which the clock of a case stood still, and why; made by the case only."""

    _name = "hr.skp.sanction.pause"
    _description = "Pause of a sanction case"
    _order = "sanction_id, date_start, id"

    sanction_id = fields.Many2one(
        "hr.skp.sanction", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="sanction_id.company_id", string="Agency", store=True, index=True
    )
    step_id = fields.Many2one(
        "hr.skp.sanction.step", readonly=True, index=True, ondelete="cascade", required=True
    )
    date_start = fields.Date("From", required=True, readonly=True)
    date_end = fields.Date("Resumed", readonly=True)
    reason = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Paused by", readonly=True)
    resumed_by_id = fields.Many2one("res.users", "Resumed by", readonly=True)
    is_automatic = fields.Boolean(
        readonly=True, help="While the evaluation was being judged anew; ends with it."
    )

    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)", "A pause ends after it began."
    )

    @api.depends("date_start", "date_end")
    def _compute_display_name(self):
        for pause in self:
            pause.display_name = " – ".join(
                format_date(self.env, day) for day in (pause.date_start, pause.date_end) if day
            )

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A case is paused and resumed by its own steps."))
        return super().write(vals)

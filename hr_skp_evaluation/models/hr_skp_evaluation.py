from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.hr_skp.models.hr_skp_link_guard import KnownDefaults, without_defaults

from ..rules.basis import overlap, term_basis
from ..rules.codes import BASES, PREDICATES, RATINGS, UNIT_PREDICATES
from ..rules.evaluation_states import IS_FINAL, OPEN, STATES

#: Stored computed fields that a new evaluation is given, so that none of it is computed again.
GIVEN_FIELDS = (
    "employee_user_id",
    "evaluator_user_id",
    "reviewer_user_id",
    "period_id",
    "term_kind",
    "is_final",
)
#: Filled in by finalising only: before that nothing of the judgement is on the evaluation.
OUTCOME_FIELDS = (
    "result_rating",
    "behaviour_rating",
    "predicate",
    "unit_predicate",
    "unit_performance_id",
    "recommendation",
    "finalised_on",
    "received_on",
    "receipt",
    "receipt_deadline",
    "objection_deadline",
    "final_on",
    "final_by",
    "signatures",
)


class HrSkpEvaluation(models.Model):
    """The evaluation of one plan in one term.

    Who may what (facts of the data, not groups; see :meth:`_get_role_domains`):

    * the employee reports on himself while it is open, receives, accepts or objects to the result;
    * the evaluator, or who acts for him on the day, returns, rates and finalises;
    * his superior decides objections and lifts blocks, and reads what concerns these;
    * a unit head reads who is how far and what is final below him, not the reports;
    * officers and auditors read; a colleague sees nothing; nobody judges himself.

    Everything before finalisation lives in ``hr.skp.rating``, to which the employee has no access;
    finalising copies the outcome here.  State, outcome and snapshots move through the methods only.
    """

    _name = "hr.skp.evaluation"
    _description = "SKP evaluation"
    _inherit = ["hr.skp.link.guard", "hr.skp.role.mixin", "hr.skp.acting"]
    _order = "date_end desc, employee_name, id"
    _rec_name = "employee_name"
    _rec_names_search = ["employee_name"]

    skp_id = fields.Many2one(
        "hr.skp", "SKP", required=True, readonly=True, index=True, ondelete="restrict"
    )
    term_id = fields.Many2one(
        "hr.skp.term", required=True, readonly=True, index=True, ondelete="restrict"
    )
    term_kind = fields.Selection(related="term_id.kind", string="Kind of term", store=True)
    period_id = fields.Many2one(related="skp_id.period_id", store=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="restrict"
    )
    employee_name = fields.Char("Name", readonly=True, index="trigram")
    employee_user_id = fields.Many2one(
        "res.users",
        "Employee's user",
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    evaluator_id = fields.Many2one("hr.employee", readonly=True, index=True, ondelete="restrict")
    evaluator_user_id = fields.Many2one(
        "res.users",
        "Evaluator's user",
        related="evaluator_id.user_id",
        store=True,
        index="btree_not_null",
    )
    reviewer_id = fields.Many2one(
        "hr.employee", "Evaluator's superior", readonly=True, index=True, ondelete="restrict"
    )
    reviewer_user_id = fields.Many2one(
        "res.users",
        "Reviewer's user",
        related="reviewer_id.user_id",
        store=True,
        index="btree_not_null",
    )
    department_id = fields.Many2one("hr.department", "Unit", readonly=True, index=True)
    headed_unit_id = fields.Many2one(
        "hr.department",
        "Heads the unit",
        readonly=True,
        index="btree_not_null",
        help="Whose predicate is the rating of his results.",
    )
    job_id = fields.Many2one("hr.job", "Post", readonly=True, index=True)
    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True, index=True)
    date_start = fields.Date("From", required=True, readonly=True)
    date_end = fields.Date("Until", required=True, readonly=True)
    fill_deadline = fields.Date("Filled in by", readonly=True)
    rating_deadline = fields.Date("Rated by", readonly=True)
    plan_revision = fields.Integer("Revision of the plan", readonly=True)
    basis = fields.Selection(BASES, default="unit", required=True, readonly=True)
    state = fields.Selection(STATES, default=OPEN, required=True, readonly=True, index=True)
    state_reason = fields.Text("Reason", readonly=True)
    self_note = fields.Text("Note of the employee")
    self_reported_on = fields.Datetime("Reported", readonly=True)
    line_ids = fields.One2many("hr.skp.evaluation.line", "evaluation_id", "Realisation")
    revision = fields.Integer(readonly=True, help="How often this evaluation was finalised.")
    revision_ids = fields.One2many(
        "hr.skp.evaluation.revision", "evaluation_id", "Revisions", readonly=True
    )
    employee_position = fields.Char("Position", compute="_compute_identity_lines")
    evaluator_label = fields.Char("Evaluator (as printed)", compute="_compute_identity_lines")

    # The outcome.
    result_rating = fields.Selection(RATINGS, "Rating of results", readonly=True, index=True)
    behaviour_rating = fields.Selection(RATINGS, "Rating of behaviour", readonly=True)
    predicate = fields.Selection(PREDICATES, readonly=True, index=True)
    unit_predicate = fields.Selection(UNIT_PREDICATES, "Predicate of the unit", readonly=True)
    unit_performance_id = fields.Many2one(
        "hr.skp.unit.performance",
        "Performance of the unit",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    recommendation = fields.Text("Note or recommendation", readonly=True)
    finalised_on = fields.Datetime("Finalised", readonly=True)
    received_on = fields.Datetime("Received", readonly=True)
    receipt = fields.Selection(
        [("received", "By the employee"), ("deemed", "Counts as received")],
        readonly=True,
    )
    receipt_deadline = fields.Date("Counts as received after", readonly=True, index=True)
    objection_deadline = fields.Date("Objection until", readonly=True, index=True)
    final_on = fields.Datetime("Final since", readonly=True)
    final_by = fields.Selection(
        [("accepted", "Accepted"), ("lapsed", "No objection in time"), ("decided", "Decided")],
        "Final by",
        readonly=True,
    )
    is_final = fields.Boolean(
        "Final and binding", compute="_compute_is_final", store=True, index=True
    )

    _plan_term_uniq = models.UniqueIndex(
        "(skp_id, term_id)", "This plan already has its evaluation of the term."
    )
    _evaluator_check = models.Constraint(
        "CHECK (evaluator_id IS NULL OR evaluator_id != employee_id)", "Nobody evaluates himself."
    )
    # Whatever a method does: no judgement on the evaluation before it is finalised.
    _outcome_check = models.Constraint(
        "CHECK (state NOT IN ('open', 'self_reported', 'rated') OR (predicate IS NULL AND "
        "result_rating IS NULL AND behaviour_rating IS NULL AND unit_predicate IS NULL))",
        "An outcome is filled in by finalising only.",
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("term_id.name", "employee_name")
    def _compute_display_name(self):
        for evaluation in self:
            parts = (evaluation.term_id.name, evaluation.employee_name)
            evaluation.display_name = " · ".join(filter(None, parts))

    @api.depends("state")
    def _compute_is_final(self):
        for evaluation in self:
            evaluation.is_final = evaluation.state in IS_FINAL

    @api.depends("skp_id.identity")
    def _compute_identity_lines(self):
        # What is printed of the two is a snapshot on the plan, whoever reads the evaluation.
        for evaluation, evaluation_sudo in zip(self, self.sudo(), strict=True):
            identity = evaluation_sudo.skp_id.identity or {}
            evaluator = identity.get("evaluator") or {}
            evaluation.employee_position = (identity.get("employee") or {}).get("position")
            evaluation.evaluator_label = " · ".join(
                filter(None, (evaluator.get("name"), evaluator.get("position")))
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpEvaluation, without_defaults(self)).default_get(fields)

    def write(self, vals):
        if not self.env.su:
            self._check_write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_finalised(self):
        if any(evaluation.revision for evaluation in self):
            raise UserError(self.env._("An evaluation that was finalised is never deleted."))

    def _check_write(self, vals):
        """Refuse every field but the employee's own report, and that too once it is handed in."""
        refused = [name for name in vals if name not in ("self_note", "line_ids")]
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._(
                    "%(fields)s of an evaluation is changed by its own steps only (report, rate, "
                    "finalise, …).",
                    fields=", ".join(labels),
                )
            )
        self._check_reportable()

    def _check_reportable(self):
        """Raise unless the current user may work on his self-report of all these now."""
        self._check_move("self_report")

    # ------------------------------------------------------------
    # OPENING
    # ------------------------------------------------------------

    @api.model
    def _open_for(self, plans, term):
        """Create the evaluations of ``plans`` in ``term``, with their lines; return them.

        The caller makes sure that each overlaps the term, was agreed, and has none there yet.
        """
        # Plans are the officer's to count, not to read one by one; nobody creates evaluations.
        plans_sudo = plans.sudo()
        contents = plans_sudo._get_agreed_contents("results")
        headed = self._get_headed_units(plans_sudo)
        opening_sudo = self.sudo().with_context(skp_known_defaults=KnownDefaults())
        evaluations_sudo = opening_sudo.create(
            [
                {**self._prepare_vals(plan, term), "headed_unit_id": headed.get(plan.id)}
                for plan in plans_sudo
            ]
        )
        for name in GIVEN_FIELDS:
            self.env.remove_to_compute(self._fields[name], evaluations_sudo)
        self.env["hr.skp.evaluation.line"]._create_for(evaluations_sudo, contents)
        self.env["hr.skp.recommendation"]._ask_for(evaluations_sudo)
        return evaluations_sudo.with_env(self.env)

    @api.model
    def _prepare_vals(self, plan, term):
        """Return the values of one new evaluation; a hook for agencies with fields of their own."""
        return {
            "skp_id": plan.id,
            "term_id": term.id,
            "employee_id": plan.employee_id.id,
            "employee_name": plan.employee_name,
            "employee_user_id": plan.employee_user_id.id,
            "evaluator_id": plan.evaluator_id.id,
            "evaluator_user_id": plan.evaluator_user_id.id,
            "reviewer_id": plan.reviewer_id.id,
            "reviewer_user_id": plan.reviewer_user_id.id,
            "period_id": plan.period_id.id,
            "term_kind": term.kind,
            "is_final": False,
            "department_id": plan.department_id.id,
            "job_id": plan.job_id.id,
            "company_id": plan.company_id.id,
            **self._prepare_term_vals(plan, term),
        }

    @api.model
    def _prepare_term_vals(self, plan, term):
        """Return what follows from the days that plan and term share, and from the situations."""
        days = overlap(term.date_start, term.date_end, plan.date_start, plan.date_end)
        start, end = days or (plan.date_end, plan.date_end)
        situations = [
            (situation.kind, situation.date_start, situation.date_end or plan.date_end)
            for situation in plan.situation_ids
        ]
        company, final = plan.company_id, term.kind == "final"
        fill = term.fill_deadline or term.date_end + timedelta(days=company.skp_fill_deadline_days)
        if not final and end < term.date_end:
            # It closes a plan: its clock runs from the plan's last day.
            fill = min(fill, end + timedelta(days=company.skp_fill_deadline_days))
        rating = fill + timedelta(days=company.skp_rating_days)
        if final:
            rating = max(fill, plan.period_id.evaluation_deadline or rating)
        return {
            "date_start": start,
            "date_end": end,
            "fill_deadline": fill,
            "rating_deadline": rating,
            "plan_revision": plan.revision,
            "basis": term_basis(start, end, situations, final),
        }

    @api.model
    def _get_headed_units(self, plans):
        """Return plan id -> id of the unit whose head the person is: his own, else the topmost."""
        units_sudo = (
            self.env["hr.department"]
            .sudo()
            .search([("manager_id", "in", plans.employee_id.ids)])
            .sorted(lambda unit: (unit.parent_path.count("/"), unit.id))
        )
        headed, shared = units_sudo.grouped("manager_id"), units_sudo.company_id.browse()
        found = {}
        for plan in plans.filtered(lambda plan: plan.employee_id in headed):
            units = headed[plan.employee_id].filtered(
                lambda unit, plan=plan: unit.company_id in (plan.company_id, shared)
            )
            own = units & plan.department_id
            found[plan.id] = (own or units)[:1].id
        return found

    def _refresh_from_plan(self):
        """Take over evaluator, dates, basis and results of the plan as last agreed.

        For evaluations of which nobody has judged yet; what the employee wrote stays.
        """
        evaluations_sudo = self.sudo()
        contents = evaluations_sudo.skp_id._get_agreed_contents("results")
        for evaluation in evaluations_sudo:
            plan = evaluation.skp_id
            evaluation.write(
                {
                    "evaluator_id": plan.evaluator_id.id,
                    "reviewer_id": plan.reviewer_id.id,
                    **self._prepare_term_vals(plan, evaluation.term_id),
                }
            )
        reporting_sudo = evaluations_sudo.filtered(lambda e: e.state == OPEN)
        self.env["hr.skp.evaluation.line"]._refresh_for(reporting_sudo, contents)
        self.env["hr.skp.recommendation"]._ask_for(evaluations_sudo)

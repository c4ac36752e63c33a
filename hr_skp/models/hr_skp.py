from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.codes import APPROACHES, FORMS
from ..rules.plan_states import STATES
from .frozen_json import FrozenJson
from .hr_skp_link_guard import without_defaults

#: Stored computed fields that a new plan is given, so that nothing of it is computed again.
GIVEN_FIELDS = ("employee_user_id", "evaluator_user_id", "reviewer_user_id", "waiting_on_id")


class HrSkp(models.Model):
    """One person's performance plan (SKP) for a year or a part of it.

    Who may what (facts of the data, not groups; see :meth:`_get_role_domains`):

    * the employee reads his plan and edits results, indicators and commitments while it is a draft
      or being revised; he proposes and withdraws;
    * the evaluator, or who acts for him on the day, edits likewise, sets special expectations,
      agrees, returns, opens a revision, sets the plan of one who does not propose;
    * a direct subordinate or matrix member reads the leader's results and indicators, nothing else;
    * a unit head and the officers of a unit read what is below; officers of the agency read all,
      cancel and refresh; auditors read all;
    * a colleague sees nothing, and nobody decides on his own plan whatever groups he has.

    State, revision, dates, evaluator and snapshots move through the methods only: a write of them
    by anybody is refused in :meth:`write`.
    """

    _name = "hr.skp"
    _description = "SKP"
    _inherit = ["mail.thread", "hr.skp.activity.mixin", "hr.skp.link.guard", "hr.skp.role.mixin"]
    # The latest year first: periods are ordered so.
    _order = "period_id, employee_name, id"
    _rec_name = "employee_name"
    _rec_names_search = ["employee_name"]
    _check_company_auto = True

    # Who evaluates follows from the rules, and may be the official of another agency.
    _completed_links = frozenset({"evaluator_id", "reviewer_id"})
    _completed_columns = frozenset(GIVEN_FIELDS)

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
    period_id = fields.Many2one(
        "hr.skp.period", required=True, readonly=True, index=True, ondelete="restrict"
    )
    date_start = fields.Date("From", required=True, readonly=True)
    date_end = fields.Date("Until", required=True, readonly=True)
    approach = fields.Selection(APPROACHES, required=True)
    form = fields.Selection(FORMS, required=True, readonly=True)
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
    parent_id = fields.Many2one(
        "hr.skp", "Leader's SKP", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    child_ids = fields.One2many("hr.skp", "parent_id", "Plans of the subordinates")
    department_id = fields.Many2one("hr.department", "Unit", readonly=True, index=True)
    job_id = fields.Many2one("hr.job", "Post", readonly=True, index=True)
    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True, index=True)
    identity = FrozenJson(
        readonly=True,
        help="What documents print of employee, evaluator and reviewer, as it was when set.",
    )
    state = fields.Selection(STATES, default="draft", required=True, readonly=True, index=True)
    revision = fields.Integer(readonly=True, help="How often this plan has been agreed.")
    state_reason = fields.Text("Reason", readonly=True)
    proposed_on = fields.Datetime("Proposed", readonly=True)
    agreed_on = fields.Datetime("Agreed", readonly=True)

    result_ids = fields.One2many("hr.skp.result", "skp_id", "Results")
    behaviour_ids = fields.One2many("hr.skp.behaviour", "skp_id", "Behaviours")
    commitment_ids = fields.One2many("hr.skp.commitment", "skp_id", "Annex")
    matrix_ids = fields.One2many("hr.skp.matrix", "skp_id", "Role-result matrices")
    revision_ids = fields.One2many("hr.skp.revision", "skp_id", "Revisions", readonly=True)
    document_ids = fields.One2many("hr.skp.document", "skp_id", readonly=True)
    log_ids = fields.One2many("hr.skp.log", "skp_id", readonly=True)
    result_count = fields.Integer(compute="_compute_result_count")
    employee_position = fields.Char("Position", compute="_compute_employee_position")
    evaluator_label = fields.Char("Evaluator (as printed)", compute="_compute_evaluator_label")

    _employee_period_uniq = models.UniqueIndex(
        "(employee_id, period_id, date_start) WHERE state != 'cancelled'",
        "This employee already has an SKP that starts on this day.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A plan cannot end before it starts."
    )
    _evaluator_check = models.Constraint(
        "CHECK (evaluator_id IS NULL OR evaluator_id != employee_id)", "Nobody evaluates himself."
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("employee_name", "period_id.year")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"SKP {plan.period_id.year or ''} · {plan.employee_name or ''}"

    @api.depends("identity")
    def _compute_employee_position(self):
        for plan in self:
            employee = (plan.identity or {}).get("employee") or {}
            plan.employee_position = employee.get("position")

    @api.depends("identity")
    def _compute_evaluator_label(self):
        for plan in self:
            evaluator = (plan.identity or {}).get("evaluator") or {}
            plan.evaluator_label = " · ".join(
                filter(None, (evaluator.get("name"), evaluator.get("position")))
            )

    @api.depends("result_ids")
    def _compute_result_count(self):
        # Who reads a plan reads its results.
        groups = (
            self.env["hr.skp.result"]
            .sudo()
            ._read_group([("skp_id", "in", self.ids)], ["skp_id"], ["__count"])
        )
        counts = {plan.id: count for plan, count in groups}
        for count, plans in self.grouped(lambda plan: counts.get(plan.id, 0)).items():
            plans.result_count = count

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkp, without_defaults(self)).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(self._complete_vals_list(vals_list))
        for name in GIVEN_FIELDS:
            self.env.remove_to_compute(self._fields[name], plans)
        plans._create_behaviours()
        plans._link_subordinates()
        return plans

    def write(self, vals):
        if not self.env.su:
            self._check_write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_never_agreed(self):
        if any(plan.revision or plan.state not in ("draft", "cancelled") for plan in self):
            raise UserError(
                self.env._("A plan that was proposed or agreed is cancelled, never deleted.")
            )

    def _check_write(self, vals):
        """Refuse every field that only the plan's own steps may change."""
        allowed = self._get_writable_fields()
        refused = [name for name in vals if name not in allowed]
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._(
                    "%(fields)s of an SKP is changed by its own steps only (propose, agree, …).",
                    fields=", ".join(labels),
                )
            )
        if allowed & set(vals):
            self._check_editable()

    @api.model
    def _get_writable_fields(self):
        """Return the fields that people may write directly; lines guard themselves."""
        return {"approach", "result_ids", "behaviour_ids", "commitment_ids", "matrix_ids"}

    def _create_behaviours(self):
        """Give each plan its seven behaviour lines, in one statement."""
        if not self:
            return
        self.env["hr.skp.behaviour"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO hr_skp_behaviour
                       (skp_id, core_value_id, sequence, create_uid, create_date,
                        write_uid, write_date)
                SELECT p.id, c.id, c.sequence, %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM hr_skp p, hr_skp_core_value c
                 WHERE p.id IN %(ids)s AND c.active
                """,
                uid=self.env.uid,
                ids=tuple(self.ids),
            )
        )
        self.invalidate_recordset(["behaviour_ids"])

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_open_mine(self):
        """Open my newest living plan, or the list with its hint where there is none."""
        plan = self.search(
            Domain("employee_user_id", "=", self.env.uid) & Domain("state", "!=", "cancelled"),
            order="date_start desc",
            limit=1,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action_mine")
        if plan:
            action |= {"res_id": plan.id, "view_mode": "form", "views": [(False, "form")]}
        return action

    def action_renew(self):
        """Officer: make a new draft in place of plans that were cancelled by mistake."""
        roles = self._get_roles()
        if any("officer" not in roles[plan.id] or plan.state != "cancelled" for plan in self):
            raise UserError(
                self.env._("Only an officer renews a plan, a cancelled one, and never his own.")
            )
        new = self.create(
            [
                {
                    "employee_id": plan.employee_id.id,
                    "period_id": plan.period_id.id,
                    "date_start": plan.date_start,
                    "date_end": plan.date_end,
                }
                for plan in self
            ]
        )
        self.env["hr.skp.log"]._append(new, "renew")
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action")
        return action | {"res_id": new[:1].id, "view_mode": "form", "views": [(False, "form")]}

    def action_refresh(self):
        """Take over name, rank, post, unit and evaluator anew from the personnel record.

        For the officers, on plans that are still open and not their own: a change in HR never
        rewrites an open plan by itself.
        """
        self._check_officer_step()
        facts = self._get_employee_facts(self.employee_id)
        self._check_refresh_not_for_oneself(facts)
        # The officer may refresh, not write: the values come from the record, not from him.
        for plan_sudo in self.sudo():
            plan_sudo.write({**facts[plan_sudo.employee_id.id], "parent_id": False})
        self._link_leaders()
        self.env["hr.skp.log"]._append(self, "refresh")
        return True

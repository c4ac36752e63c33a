from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.plan_states import DRAFT, PROPOSED, REVISING
from ..rules.reminders import plan_deadline

#: A plan in one of these waits for somebody.
WAITING = (DRAFT, PROPOSED, REVISING)
DEADLINE_OPERATORS = {"<": SQL("<"), "<=": SQL("<="), ">": SQL(">"), ">=": SQL(">=")}


class HrSkp(models.Model):
    """Whose move a plan is, since when, and whether that is too long: "who is late".

    The days that a setting counts are the agency's own, in its time zone.
    """

    _inherit = "hr.skp"

    plan_deadline = fields.Date(
        "Plan set by",
        compute="_compute_plan_deadline",
        search="_search_plan_deadline",
        # A deadline is no secret.
        compute_sudo=True,
        help="Whoever begins within the period has as many days as the others had.",
    )
    state_since = fields.Datetime(
        "In this state since", readonly=True, copy=False, default=lambda self: fields.Datetime.now()
    )
    is_returned = fields.Boolean("Returned", readonly=True, copy=False)
    waiting_on_id = fields.Many2one(
        "hr.employee",
        "Waits for",
        compute="_compute_waiting_on_id",
        store=True,
        index="btree_not_null",
        help="Whose move it is: the employee's until he proposes, then his evaluator's.",
    )
    waiting_days = fields.Integer("Waiting days", compute="_compute_days", aggregator="max")
    days_late = fields.Integer(
        compute="_compute_days", aggregator="max", help="Days after the deadline for setting it."
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    is_evaluator_unreachable = fields.Boolean(
        "Evaluator without account",
        compute="_compute_is_evaluator_unreachable",
        search="_search_is_evaluator_unreachable",
    )

    # ------------------------------------------------------------
    # SINCE WHEN
    # ------------------------------------------------------------

    def write(self, vals):
        if "state" in vals:
            vals = {"state_since": fields.Datetime.now(), "is_returned": False, **vals}
        return super().write(vals)

    def _apply_move(self, move, reason=None, **vals):
        return super()._apply_move(move, reason, is_returned=move == "return", **vals)

    # ------------------------------------------------------------
    # COMPUTES AND SEARCHES
    # ------------------------------------------------------------

    @api.depends("period_id.plan_deadline", "period_id.date_start", "date_start")
    def _compute_plan_deadline(self):
        beginnings = self.grouped(lambda plan: (plan.period_id, plan.date_start))
        for (period, start), plans in beginnings.items():
            plans.plan_deadline = (
                start
                and period.date_start
                and plan_deadline(period.plan_deadline, period.date_start, start)
            )

    @api.model
    def _search_plan_deadline(self, operator, value):
        deadline = SQL("period.plan_deadline + GREATEST(plan.date_start - period.date_start, 0)")
        if operator == "in":
            days = tuple(day for day in value if day)
            conditions = [SQL("%s IN %s", deadline, days)] if days else []
            conditions += [SQL("%s IS NULL", deadline)] if len(days) < len(value) else []
            condition = SQL(" OR ").join(conditions or [SQL("FALSE")])
        elif operator in DEADLINE_OPERATORS:
            condition = SQL("%s %s %s", deadline, DEADLINE_OPERATORS[operator], value)
        else:
            return NotImplemented
        self.flush_model(["period_id", "date_start"])
        self.env["hr.skp.period"].flush_model(["plan_deadline", "date_start"])
        query = SQL(
            """(SELECT plan.id
                  FROM hr_skp plan JOIN hr_skp_period period ON period.id = plan.period_id
                 WHERE %s)""",
            condition,
        )
        return Domain("id", "in", query)

    @api.depends("state", "employee_id", "evaluator_id")
    def _compute_waiting_on_id(self):
        for plan in self:
            plan.waiting_on_id = self._pick_waiting_on(
                plan.state, plan.employee_id, plan.evaluator_id
            )

    @api.model
    def _pick_waiting_on(self, state, employee, evaluator):
        if state == PROPOSED:
            return evaluator
        return state in (DRAFT, REVISING) and employee

    @api.model
    def _complete_links(self, vals_list):
        completed = super()._complete_links(vals_list)
        for vals in completed:
            vals["waiting_on_id"] = self._pick_waiting_on(
                vals.get("state", DRAFT), vals["employee_id"], vals["evaluator_id"]
            )
        return completed

    @api.depends("state", "state_since", "revision", "plan_deadline")
    def _compute_days(self):
        for company, plans in self.grouped("company_id").items():
            today = (company or self.env.company).sudo()._get_skp_today()
            for plan in plans:
                waits = plan.state in WAITING and plan.state_since
                since = company._get_skp_date(plan.state_since) if company and waits else today
                plan.waiting_days = (today - since).days
                due = waits and not plan.revision and plan.plan_deadline or today
                plan.days_late = max((today - due).days, 0)

    @api.depends("state", "state_since", "revision", "plan_deadline", "is_returned")
    def _compute_is_late(self):
        late = self._matching(self._get_late_domain())
        for plan in self:
            plan.is_late = plan in late

    @api.model
    def _search_is_late(self, operator, value):
        return self._get_late_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_late_domain(self):
        """Return the domain of the plans that are late, by the settings of each agency."""
        return Domain.OR(
            Domain("company_id", "=", company.id) & self._get_company_late_domain(company)
            for company in self.env.companies.sudo()
        )

    @api.model
    def _get_company_late_domain(self, company, day=None):
        """Return the domain of who is late today, or who was on ``day`` and still is."""
        today = day or company._get_skp_today()
        wait = company.skp_remind_wait_days
        longest = company._get_skp_moment(fields.Date.subtract(today, days=wait - 1))
        overdue = (
            Domain("state", "in", (DRAFT, PROPOSED))
            & Domain("revision", "=", 0)
            & Domain("plan_deadline", "<", today)
        )
        held = Domain("state", "=", PROPOSED) | Domain("is_returned", "=", True)
        return Domain("period_id.state", "=", "open") & (
            overdue | (held & Domain("state_since", "<", longest))
        )

    @api.depends("evaluator_id", "evaluator_user_id")
    def _compute_is_evaluator_unreachable(self):
        unreachable = self._matching(self._get_unreachable_domain())
        for plan in self:
            plan.is_evaluator_unreachable = plan in unreachable

    @api.model
    def _search_is_evaluator_unreachable(self, operator, value):
        return self._get_unreachable_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_unreachable_domain(self):
        """Return the domain of plans that nobody can agree today: no account, and no delegate."""
        # That somebody acts for an official is not for everybody to read; that nobody does, is.
        delegations_sudo = self.env["hr.skp.delegation"].sudo()
        in_force = Domain(delegations_sudo._get_active_domain())
        acting = delegations_sudo.search(in_force & Domain("delegate_user_id.active", "=", True))
        without = Domain("evaluator_user_id", "=", False) | Domain(
            "evaluator_user_id.active", "=", False
        )
        return (
            Domain("evaluator_id", "!=", False)
            & without
            & Domain("evaluator_id", "not in", acting.official_id.ids)
        )

    # ------------------------------------------------------------
    # REMIND NOW
    # ------------------------------------------------------------

    def action_remind(self):
        """Officer or evaluator: remind whoever these plans wait for, once a day each.

        :return: a notice that says how many were reminded, and why the others were not
        :raise AccessError: for a plan that is not the user's to press
        :raise UserError: if nobody could be reminded
        """
        roles = self._get_roles()
        pressing = {"evaluator", "unit_officer", "officer"}
        if any(not pressing & roles[plan.id] for plan in self):
            raise AccessError(self.env._("Only an officer or the evaluator reminds somebody."))
        # Two who press at once: one reminds, the other reads that it was done.
        self._lock_for_move()
        reminded, already = self.env["hr.skp.reminder"]._remind_now(self)
        if not reminded:
            raise UserError(self._get_nobody_sentence(already))
        self.env["hr.skp.log"]._append(reminded, "remind")
        return self._get_reminded_notification(reminded, already)

    def _get_nobody_sentence(self, already):
        if already:
            return self.env._("Reminded today already: once a day is enough.")
        return self.env._(
            "Nobody can be reminded: these plans wait for nobody, for yourself, or for somebody "
            "without a user account."
        )

    def _get_reminded_notification(self, reminded, already):
        _ = self.env._
        sentences = [_("Reminders for %s plans are on their way.", len(reminded))]
        if already:
            sentences.append(_("%s were reminded today already.", len(already)))
        if others := self - reminded - already:
            sentences.append(_("%s have nobody who could be reminded.", len(others)))
        return self.env["hr.skp.period"]._get_done_notification(" ".join(sentences))

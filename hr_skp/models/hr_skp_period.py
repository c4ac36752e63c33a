from datetime import date, timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..rules.calendar import CADENCES, evaluation_terms
from ..rules.codes import APPROACHES
from ..rules.plan_states import CLOSED, LIVE
from .hr_skp_link_guard import without_defaults

#: What a plan in one of these states still lacks when its period closes.
UNFINISHED = LIVE - {"agreed"}


class HrSkpPeriod(models.Model):
    """A performance year of one agency, with its deadlines and evaluation terms.

    Everybody in the agency reads it; officers write it, open it (which makes the draft plans, see
    ``hr_skp_period_opening.py``) and close it.  State and progress move through the methods only,
    and what plans already rely on – year, dates, agency, cadence – is fixed once it is open.
    """

    _name = "hr.skp.period"
    _description = "SKP period"
    _inherit = ["hr.skp.link.guard"]
    _order = "date_start desc, id desc"

    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        copy=False,
    )
    year = fields.Integer(required=True, default=lambda self: self._default_year())
    date_start = fields.Date(
        "From",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        copy=False,
    )
    date_end = fields.Date(
        "Until",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        copy=False,
    )
    plan_deadline = fields.Date(
        "Plans set by",
        compute="_compute_deadlines",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    evaluation_deadline = fields.Date(
        "Evaluated by",
        compute="_compute_deadlines",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    approach = fields.Selection(
        APPROACHES,
        compute="_compute_company_defaults",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Of new plans; each may still choose the other one.",
    )
    cadence = fields.Selection(
        CADENCES,
        compute="_compute_company_defaults",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    close_reason = fields.Text("Reason", readonly=True, copy=False)
    term_ids = fields.One2many(
        "hr.skp.term",
        "period_id",
        "Evaluation terms",
        compute="_compute_term_ids",
        store=True,
        readonly=False,
        copy=False,
    )
    skp_ids = fields.One2many("hr.skp", "period_id", "Plans")

    _company_year_uniq = models.UniqueIndex(
        "(company_id, year)", "The agency has a period of this year already."
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A period cannot end before it starts."
    )
    _year_check = models.Constraint(
        "CHECK (EXTRACT(year FROM date_start) = year)", "A period starts in its year."
    )

    # ------------------------------------------------------------
    # DEFAULTS AND COMPUTES
    # ------------------------------------------------------------

    @api.model
    def _default_year(self):
        """Return the first year from this one on that has no period yet."""
        company_id = self.env.context.get("default_company_id", self.env.company.id)
        taken = set(self.search([("company_id", "=", company_id)]).mapped("year"))
        year = self.env.company.sudo()._get_skp_today().year
        while year in taken:
            year += 1
        return year

    @api.depends("year")
    def _compute_name(self):
        for period in self:
            period.name = f"SKP {period.year}" if period.year else False

    @api.depends("year")
    def _compute_dates(self):
        for period in self:
            in_calendar = 1900 <= period.year <= 9000
            period.date_start = in_calendar and date(period.year, 1, 1)
            period.date_end = in_calendar and date(period.year, 12, 31)

    @api.depends("date_start", "date_end", "company_id")
    def _compute_deadlines(self):
        for period in self:
            company, start, end = period.company_id, period.date_start, period.date_end
            # The first day counts: 31 days from 1 January are the end of January.
            plan_days = timedelta(days=company.skp_plan_deadline_days - 1)
            period.plan_deadline = start and start + plan_days
            evaluation_days = timedelta(days=company.skp_evaluation_deadline_days)
            period.evaluation_deadline = end and end + evaluation_days

    @api.depends("company_id")
    def _compute_company_defaults(self):
        for period in self:
            period.approach = period.company_id.skp_approach
            period.cadence = period.company_id.skp_cadence

    @api.depends("date_start", "date_end", "cadence", "company_id")
    def _compute_term_ids(self):
        """Write the year's terms anew whenever its dates or cadence change in draft."""
        for period in self:
            if period.state == "draft" and period._has_dates() and period.cadence:
                period.term_ids = [
                    Command.clear(),
                    *(Command.create(vals) for vals in period._prepare_term_vals_list()),
                ]

    def _has_dates(self):
        return self.date_start and self.date_end and self.date_start <= self.date_end

    def _prepare_term_vals_list(self):
        self.ensure_one()
        company = self.company_id
        terms = evaluation_terms(
            self.date_start,
            self.date_end,
            self.cadence,
            company.skp_fill_deadline_days,
            company.skp_merge_last_term,
        )
        Term = self.env["hr.skp.term"]
        return [
            {
                "name": Term._get_default_name(
                    term.kind, term.number, term.date_start, term.date_end
                ),
                "kind": term.kind,
                "sequence": sequence * 10,
                "date_start": term.date_start,
                "date_end": term.date_end,
                "fill_deadline": term.fill_deadline,
            }
            for sequence, term in enumerate(terms, 1)
        ]

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("date_start", "date_end", "company_id")
    def _check_overlap(self):
        """Two periods of one agency share no day: a plan belongs to one of them."""
        for period in self:
            other = self.search(
                Domain("company_id", "=", period.company_id.id)
                & Domain("id", "!=", period.id)
                & Domain("date_start", "<=", period.date_end)
                & Domain("date_end", ">=", period.date_start),
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(one)s and %(other)s share a day.", one=period.name, other=other.name
                    )
                )
        self.term_ids._check_dates()

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(
            HrSkpPeriod, without_defaults(self, {"state"} | self._get_own_step_fields())
        ).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_own_steps(name for name in vals if vals[name] not in (False, "draft"))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_own_steps(vals)
            self._check_fixed(vals)
        return super().write(vals)

    def copy_data(self, default=None):
        """A copy is the agency's next year: what follows from the year is computed anew."""
        vals_list = super().copy_data(default)
        if "year" not in (default or {}):
            for period, vals in zip(self, vals_list, strict=True):
                vals["year"] = period.with_context(
                    default_company_id=vals["company_id"]
                )._default_year()
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_without_plans(self):
        if self._count_plans():
            raise UserError(
                self.env._("A period with plans is not deleted: close it when the year is over.")
            )

    @api.model
    def _get_own_step_fields(self):
        """Return the fields that only the period's own steps write."""
        return {"state", "close_reason"}

    def _check_own_steps(self, names):
        if self._get_own_step_fields() & set(names):
            raise AccessError(self.env._("A period is opened and closed by its own steps only."))

    def _check_fixed(self, vals):
        """Refuse to change what plans rely on once the period is open, all of it once closed."""
        fixed = {"year", "date_start", "date_end", "cadence", "company_id"} & vals.keys()
        states = set(self.mapped("state"))
        if "closed" in states:
            raise UserError(self.env._("A closed period stays as it is."))
        if fixed and "open" in states:
            labels = [self._fields[name]._description_string(self.env) for name in sorted(fixed)]
            raise UserError(
                self.env._(
                    "%(fields)s: fixed since the period is open, because plans rely on it. "
                    "The deadlines can still be changed.",
                    fields=", ".join(labels),
                )
            )

    # ------------------------------------------------------------
    # STATES
    # ------------------------------------------------------------

    def _check_officer(self):
        """Raise unless the current user is an officer of the agency of all these periods."""
        if not self.env.su and not self.has_access("write"):
            raise AccessError(self.env._("Only an officer of the agency may do this."))

    def _check_state(self, *states):
        for period in self:
            if period.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(period)s is in state “%(state)s”, so this step cannot be taken (again).",
                        period=period.name,
                        state=labels[period.state],
                    )
                )

    def _move(self, state, action, reason=None, **vals):
        before = {period.id: period.state for period in self}
        # The state is nobody's to write; the officer's right was checked by the caller.
        self.sudo().write({"state": state, **vals})
        self.env["hr.skp.log"]._append(self, action, before, state, reason)

    def action_open(self):
        """Officer: open the period; the draft plans are then made in the background."""
        self._check_officer()
        self._check_state("draft")
        for period in self:
            if len(period.term_ids.filtered(lambda term: term.kind == "final")) != 1:
                raise UserError(self.env._("%s needs exactly one final term.", period.name))
        self._move("open", "open_period")
        return self.action_add_plans()

    def action_ask_close(self):
        """Officer: show what closing will do and ask for the reason where one is needed."""
        self.ensure_one()
        self._check_officer()
        self._check_state("open")
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_period_close_action")
        return {**action, "context": {"default_period_id": self.id}}

    def action_close(self, reason=None):
        """Officer: close the periods and all their plans.

        :param reason: needed while a plan is neither agreed nor cancelled
        """
        self._check_officer()
        self._check_state("open")
        unfinished = self._count_plans([("state", "in", tuple(UNFINISHED))])
        if unfinished and not (reason or "").strip():
            raise UserError(
                self.env._("%s plans are not agreed yet: please say why you close.", unfinished)
            )
        self._move("closed", "close_period", reason, is_opening=False, close_reason=reason)
        self._close_plans(reason)
        return True

    def _close_plans(self, reason):
        """Close every living plan, one write and one log insert for all of them."""
        # An officer closes plans that he could not write one by one.
        plans_sudo = (
            self.env["hr.skp"]
            .sudo()
            .search([("period_id", "in", self.ids), ("state", "in", tuple(LIVE))])
        )
        before = {plan.id: plan.state for plan in plans_sudo}
        unfinished_sudo = plans_sudo.filtered(lambda plan: plan.state in UNFINISHED)
        unfinished_sudo.write({"state": CLOSED, "state_reason": reason})
        (plans_sudo - unfinished_sudo).write({"state": CLOSED})
        plans_sudo._close_activities()
        self.env["hr.skp.log"]._append(plans_sudo, "close", before, CLOSED, reason)

    def action_reopen_draft(self):
        """Officer: take an opened period back, as long as it has no plan."""
        self._check_officer()
        self._check_state("open")
        if self._count_plans():
            raise UserError(
                self.env._("There are plans already: the period can only be closed now.")
            )
        self._move("draft", "reopen_draft", is_opening=False)
        return True

    def _count_plans(self, domain=()):
        # How many there are is no secret; what they say is.
        return (
            self.env["hr.skp"]
            .sudo()
            .search_count(Domain("period_id", "in", self.ids) & Domain(list(domain)))
        )

    def action_view_plans(self):
        """Open the plans of this period that the user may read."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action")
        return {**action, "domain": [("period_id", "=", self.id)], "context": {}}

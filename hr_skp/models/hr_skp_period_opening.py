import logging

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import formatLang

from ..rules.codes import ASN_MEMBERS
from .hr_skp_link_guard import KnownDefaults

_logger = logging.getLogger(__name__)

#: People whose plans are made and committed together: a kill loses at most this much work.
BATCH_SIZE = 500
#: So many people without a plan point to one cause: stop and show them.
MAX_ERRORS = 100
#: Nobody is notified of a mere draft, and a line of history each would cost as much as the plan.
BULK_CONTEXT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


class HrSkpPeriod(models.Model):
    """How opening a period makes a draft plan for everybody eligible.

    A scheduled action works in batches, each committed, and wakes itself until nobody is missing.
    Who is missing is asked anew each time, so that it resumes after a kill and adds nothing twice.
    """

    _inherit = "hr.skp.period"

    is_opening = fields.Boolean("Plans are being made", readonly=True, copy=False)
    opening_started = fields.Datetime(readonly=True, copy=False, export_string_translation=False)
    opening_goal = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    opening_errors = fields.Json(
        readonly=True,
        copy=False,
        groups="hr_skp.group_skp_officer",
        help="Whoever could not get a plan, and why: [{'employee_id', 'name', 'message'}].",
    )
    eligible_count = fields.Integer(
        "Eligible people", compute="_compute_opening", groups="hr_skp.group_skp_officer"
    )
    plan_count = fields.Integer(
        "Plans made", compute="_compute_opening", groups="hr_skp.group_skp_officer"
    )
    missing_count = fields.Integer(
        "Without a plan", compute="_compute_opening", groups="hr_skp.group_skp_officer"
    )
    opening_progress = fields.Float(
        "Progress", compute="_compute_opening", groups="hr_skp.group_skp_officer"
    )
    opening_note = fields.Char(compute="_compute_opening", groups="hr_skp.group_skp_officer")
    opening_error_text = fields.Text(
        compute="_compute_opening_error_text", groups="hr_skp.group_skp_officer"
    )

    # ------------------------------------------------------------
    # PROGRESS
    # ------------------------------------------------------------

    @api.depends("company_id", "state", "is_opening", "opening_goal", "opening_errors")
    def _compute_opening(self):
        groups = (
            self.env["hr.skp"]
            .sudo()
            ._read_group(
                [("period_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["period_id"],
                ["__count"],
            )
        )
        plan_counts = {period.id: count for period, count in groups}
        # Counting is for officers; whom they may read does not matter for it.
        employees_sudo = self.env["hr.employee"].sudo()
        for period in self:
            eligible = missing = 0
            if period.company_id:
                eligible = employees_sudo.search_count(period._get_eligible_domain())
                missing = employees_sudo.search_count(period._get_missing_domain())
            period.eligible_count = eligible
            period.missing_count = missing
            period.plan_count = plan_counts.get(period._origin.id, 0)
            period.opening_progress = 100 * (eligible - missing) / eligible if eligible else 0
            period.opening_note = period._get_opening_note(eligible, missing)

    def _get_opening_note(self, eligible, missing):
        if not self.is_opening:
            return False
        _ = self.env._
        made = self.opening_goal - missing
        elapsed = (fields.Datetime.now() - (self.opening_started or fields.Datetime.now())).seconds
        if made <= 0:
            if elapsed > 300:
                return _(
                    "No plan was made for five minutes: are the server's scheduled actions running?"
                )
            return _("The first plans are on their way.")
        minutes = round(elapsed * missing / made / 60)
        return _(
            "%(made)s of %(eligible)s people have a plan; %(left)s.",
            made=formatLang(self.env, eligible - missing, digits=0),
            eligible=formatLang(self.env, eligible, digits=0),
            left=_("about %s minutes left", minutes) if minutes else _("less than a minute left"),
        )

    @api.depends("opening_errors")
    def _compute_opening_error_text(self):
        for period in self:
            period.opening_error_text = "\n".join(
                f"{error['name']}: {error['message']}" for error in period.opening_errors or []
            )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _get_eligible_domain(self):
        """Return the domain of who is to have a plan; the same rule as ``rules.readiness``."""
        self.ensure_one()
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("asn_kind", "in", tuple(ASN_MEMBERS))
            & Domain("job_id", "!=", False)
            & Domain("department_id", "!=", False)
        )

    def _get_missing_domain(self):
        """Return the domain of who still gets a plan.

        Whoever had one that was cancelled gets no other by himself: somebody decided that.
        """
        failed_ids = [error["employee_id"] for error in self.sudo().opening_errors or []]
        return (
            self._get_eligible_domain()
            & Domain("skp_ids", "not any", [("period_id", "=", self._origin.id)])
            & Domain("id", "not in", failed_ids)
        )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def _get_own_step_fields(self):
        return super()._get_own_step_fields() | {
            "is_opening",
            "opening_started",
            "opening_goal",
            "opening_errors",
        }

    def action_add_plans(self):
        """Officer: make plans for the eligible people who have none yet (new people, repeats)."""
        self._check_officer()
        self._check_state("open")
        # Progress is written by the system only.
        for period_sudo in self.sudo():
            period_sudo.opening_errors = False
            period_sudo.write(
                {
                    "is_opening": True,
                    "opening_started": fields.Datetime.now(),
                    "opening_goal": self.env["hr.employee"]
                    .sudo()
                    .search_count(period_sudo._get_missing_domain()),
                }
            )
        self._wake_opening()
        return True

    def action_view_opening_errors(self):
        """Open the people who could not get a plan."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("People without a plan"),
            "res_model": "hr.employee",
            "view_mode": "list,form",
            "domain": [("id", "in", [error["employee_id"] for error in self.opening_errors or []])],
        }

    @api.model
    def _wake_opening(self):
        # Waking the scheduled action needs no right on it.
        self.env.ref("hr_skp.ir_cron_open_periods").sudo()._trigger()

    # ------------------------------------------------------------
    # THE SCHEDULED ACTION
    # ------------------------------------------------------------

    @api.model
    def _cron_open_periods(self):
        """Make the missing draft plans of opened periods, as long as the slice of time lasts."""
        cron = self.env["ir.cron"]
        missing = sum(self.search([("is_opening", "=", True)]).mapped("missing_count"))
        seconds = cron._commit_progress(remaining=missing)
        while period := self.search([("is_opening", "=", True)], limit=1):
            # Asked once a slice: over a large agency it costs as much as a batch.
            queue = period._get_missing_ids()
            while period.is_opening:
                if not seconds:
                    # A slice that ends would wait for the next poll: ask for the next one at once.
                    self._wake_opening()
                    return
                done = period.with_company(period.company_id)._make_next_plans(queue)
                missing = max(missing - done, 0)
                seconds = cron._commit_progress(done, remaining=missing)

    def _get_missing_ids(self):
        """Return the ids of who still gets a plan, leaders first: so their people's find theirs."""
        people = self.env["hr.employee"]
        led = people._read_group([("company_id", "=", self.company_id.id)], ["parent_id"])
        leaders = {leader.id for (leader,) in led}
        missing = people.search(self._get_missing_domain(), order="id")
        return sorted(missing._ids, key=lambda employee_id: employee_id not in leaders)

    def _make_next_plans(self, queue=None):
        """Make the plans of the next batch of people; return how many people were dealt with.

        :param queue: ids of who had none a moment ago; the batch is taken from its front
        """
        self.ensure_one()
        # A period that is being closed at this moment gets no plans behind the officer's back.
        self.lock_for_update(allow_referencing=True)
        queue = self._get_missing_ids() if queue is None else queue
        batch, queue[:BATCH_SIZE] = queue[:BATCH_SIZE], []
        # Whoever got one meanwhile, or is gone, drops out.
        made = self.env["hr.skp"]._read_group(
            [("period_id", "=", self.id), ("employee_id", "in", batch)], ["employee_id"]
        )
        made_ids = {employee.id for (employee,) in made}
        left = [employee_id for employee_id in batch if employee_id not in made_ids]
        employees = self.env["hr.employee"].browse(left).exists()
        errors = (self.opening_errors or []) + self._make_plans(employees)
        if errors:
            self.opening_errors = errors
        if not queue or len(errors) >= MAX_ERRORS:
            self.is_opening = False
        return len(batch)

    def _make_plans(self, employees):
        """Make these people's plans; halve the batch until whoever cannot have one is alone.

        :return: the errors, as kept in ``opening_errors``
        """
        if not employees:
            return []
        plans = self.env["hr.skp"].with_context(**BULK_CONTEXT, skp_known_defaults=KnownDefaults())
        try:
            with self.env.cr.savepoint():
                plans.create(self._prepare_plan_vals_list(employees))
        except OperationalError:
            # Not about these people: the server's to repeat.
            raise
        except Exception as error:
            if len(employees) > 1:
                half = len(employees) // 2
                return self._make_plans(employees[:half]) + self._make_plans(employees[half:])
            return self._prepare_errors(employees, error)
        return []

    def _prepare_errors(self, employee, error):
        if isinstance(error, UniqueViolation) and "employee_period_uniq" in str(error):
            # Somebody made this plan at the same moment.
            return []
        _logger.warning("No SKP of %s for employee %s: %s", self.name, employee.id, error)
        message = error.args[0] if isinstance(error, UserError) else str(error)
        return [{"employee_id": employee.id, "name": employee.name, "message": message}]

    def _prepare_plan_vals_list(self, employees):
        """Return the values of these people's plans; who entered within the period starts then."""
        entries = self._get_entry_dates(employees)
        return [
            {
                "employee_id": employee.id,
                "period_id": self.id,
                "date_start": max(self.date_start, entries.get(employee.id) or self.date_start),
            }
            for employee in employees
        ]

    def _get_entry_dates(self, employees):
        """Return employee id -> first day of the first contract, where one is recorded."""
        groups = self.env["hr.version"]._read_group(
            [
                ("employee_id", "in", employees.ids),
                ("contract_date_start", "!=", False),
                ("contract_date_start", "<=", self.date_end),
            ],
            ["employee_id"],
            ["contract_date_start:min"],
        )
        return {employee.id: entry for employee, entry in groups}

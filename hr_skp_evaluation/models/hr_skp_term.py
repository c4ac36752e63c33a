import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults
from odoo.addons.hr_skp.rules.plan_states import CANCELLED

_logger = logging.getLogger(__name__)

#: Evaluations that are made and committed together: a kill loses at most this much work.
BATCH_SIZE = 500
#: So many plans without an evaluation point to one cause: stop and show them.
MAX_ERRORS = 100
STEP_FIELDS = frozenset({"is_opening", "opening_errors", "issuing_started", "issuing_goal"})
#: What everybody in the agency may read of a term, and the numbers only officers are told.
OFFICER = "hr_skp.group_skp_officer"


class HrSkpTerm(models.Model):
    """How opening a term makes the evaluations of everybody whose plan was agreed.

    A scheduled action works in batches, each committed, and wakes itself until nobody is missing.
    Who is missing is asked anew each time, so that it resumes after a kill and adds nothing twice.
    """

    _inherit = "hr.skp.term"

    evaluation_ids = fields.One2many("hr.skp.evaluation", "term_id", "Evaluations", readonly=True)
    is_opening = fields.Boolean("Evaluations are being made", readonly=True, copy=False)
    # The plans that could not get an evaluation: [{'skp_id', 'name', 'message'}].
    opening_errors = fields.Json(
        readonly=True, copy=False, groups=OFFICER, export_string_translation=False
    )
    opening_error_text = fields.Text(
        compute="_compute_opening_error_text", groups=OFFICER, export_string_translation=False
    )
    evaluation_count = fields.Integer(
        "Number of evaluations", compute="_compute_counts", groups=OFFICER
    )
    missing_count = fields.Integer("Still to be made", compute="_compute_counts", groups=OFFICER)
    unfinished_count = fields.Integer("Not final", compute="_compute_counts", groups=OFFICER)
    unplanned_count = fields.Integer(
        "Without an agreed plan", compute="_compute_counts", groups=OFFICER
    )
    opening_progress = fields.Float("Progress", compute="_compute_counts", groups=OFFICER)

    @api.depends("state", "is_opening", "opening_errors")
    def _compute_counts(self):
        # Counting is for officers; whom they may read does not matter for it.
        Evaluation, Plan = self.env["hr.skp.evaluation"].sudo(), self.env["hr.skp"].sudo()
        groups = Evaluation._read_group(
            [("term_id", "in", self.ids)], ["term_id", "is_final"], ["__count"]
        )
        counts = {(term.id, final): count for term, final, count in groups}
        for term in self:
            made = counts.get((term.id, True), 0) + counts.get((term.id, False), 0)
            term.evaluation_count = made
            term.unfinished_count = counts.get((term.id, False), 0)
            stored = bool(term._origin.id and term.period_id and term.date_start and term.date_end)
            missing = Plan.search_count(term._get_missing_domain()) if stored else 0
            term.missing_count = missing
            term.unplanned_count = Plan.search_count(term._get_unplanned_domain()) if stored else 0
            term.opening_progress = 100 * made / (made + missing) if made + missing else 0

    @api.depends("opening_errors")
    def _compute_opening_error_text(self):
        for term in self:
            term.opening_error_text = "\n".join(
                f"{error['name']}: {error['message']}" for error in term.opening_errors or []
            )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _get_plans_domain(self):
        """Return the domain of the plans that this term judges, agreed or not.

        The final term judges the last plan of a person in the year alone: nothing is merged.
        """
        self.ensure_one()
        domain = (
            Domain("period_id", "=", self.period_id.id)
            & Domain("state", "!=", CANCELLED)
            & Domain("date_start", "<=", self.date_end)
            & Domain("date_end", ">=", self.date_start)
        )
        if self.kind == "final":
            domain &= Domain("id", "not in", self._get_succeeded_sql())
        return domain

    def _get_succeeded_sql(self):
        """Return the query for the plans whose person has a later one this year, wherever."""
        return SQL(
            """(
            SELECT former.id FROM hr_skp former
              JOIN hr_skp latter ON latter.employee_id = former.employee_id
                                AND latter.state != 'cancelled'
                                AND latter.date_start > former.date_end
                                AND latter.date_start <= %(end)s
             WHERE former.period_id = %(period)s)""",
            end=self.date_end,
            period=self.period_id.id,
        )

    def _get_missing_domain(self):
        """Return the domain of the agreed plans that still get their evaluation."""
        failed_ids = [error["skp_id"] for error in self.sudo().opening_errors or []]
        return (
            self._get_plans_domain()
            & Domain("revision", ">", 0)
            & Domain("evaluation_ids", "not any!", [("term_id", "=", self._origin.id)])
            & Domain("id", "not in", failed_ids)
        )

    def _get_unplanned_domain(self):
        """Return the domain of the plans that were never agreed: late before anything else."""
        return self._get_plans_domain() & Domain("revision", "=", 0)

    def _get_unfinished_count(self):
        unplanned = sum(
            self.env["hr.skp"].sudo().search_count(term._get_unplanned_domain()) for term in self
        )
        # How many are late is the officer's to know.
        unfinished = (
            self.env["hr.skp.evaluation"]
            .sudo()
            .search_count(
                [
                    ("term_id", "in", self.ids),
                    ("is_final", "=", False),
                    ("skp_id.state", "!=", CANCELLED),
                ]
            )
        )
        return super()._get_unfinished_count() + unfinished + unplanned

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpTerm, without_defaults(self, STEP_FIELDS)).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_step_fields(*vals_list)
        return super(HrSkpTerm, without_defaults(self, STEP_FIELDS)).create(vals_list)

    def write(self, vals):
        self._check_step_fields(vals)
        return super().write(vals)

    def _check_step_fields(self, *vals_list):
        if not self.env.su and any(STEP_FIELDS & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("A term is opened and closed by its own steps only."))

    @api.ondelete(at_uninstall=False)
    def _unlink_without_evaluations(self):
        if self.sudo().evaluation_ids:
            raise UserError(self.env._("A term with evaluations is not deleted."))

    def action_open(self):
        """Officer: open the term; evaluations for everybody are then made in the background.

        A closed one opens again, for those who were late.
        """
        before = {term.id: term.state for term in self}
        done = super().action_open()
        self.env["hr.skp.log"]._append(self, "open_term", before, "open")
        self._start_opening()
        return done

    def action_add_evaluations(self):
        """Officer: make the evaluations that are missing (errors mended, plans agreed late)."""
        self.period_id._check_officer()
        if any(term.state != "open" for term in self):
            raise UserError(self.env._("Only an open term gets evaluations."))
        self._start_opening()
        return True

    def action_close(self, reason=None):
        """Officer: lock reports and ratings; asks for a reason while something is not final.

        Receiving, objecting and deciding go on.
        """
        before = {term.id: term.state for term in self}
        done = super().action_close(reason)
        self.env["hr.skp.log"]._append(self, "close_term", before, "closed", reason)
        return done

    def _start_opening(self):
        # Progress is written by the system only; the officer's right was checked by the caller.
        self.sudo().write({"is_opening": True, "opening_errors": False})
        self._wake_opening()

    @api.model
    def _wake_opening(self):
        # Waking the scheduled action needs no right on it.
        self.env.ref("hr_skp_evaluation.ir_cron_open_terms").sudo()._trigger()

    def action_view_evaluations(self):
        """Open the evaluations of this term that the user may read."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_evaluation.hr_skp_evaluation_action"
        )
        return {**action, "domain": [("term_id", "=", self.id)], "context": {}}

    def action_view_late(self):
        """Open what is late in this term, with who holds it up."""
        self.ensure_one()
        action = self.action_view_evaluations()
        return {**action, "context": {"search_default_late": 1}}

    def action_view_unplanned(self):
        """Open the plans of this term that were never agreed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action")
        plans_sudo = self.env["hr.skp"].sudo().search(self._get_unplanned_domain())
        return {**action, "domain": [("id", "in", plans_sudo.ids)], "context": {}}

    # ------------------------------------------------------------
    # THE SCHEDULED ACTION
    # ------------------------------------------------------------

    @api.model
    def _cron_open_terms(self):
        """Make the missing evaluations of opened terms, as long as the slice of time lasts."""
        cron = self.env["ir.cron"]
        missing = sum(self.search([("is_opening", "=", True)]).mapped("missing_count"))
        seconds = cron._commit_progress(remaining=missing)
        while term := self.search([("is_opening", "=", True)], limit=1):
            if not seconds:
                # A slice that ends would wait for the next poll: ask for the next one at once.
                self._wake_opening()
                return
            done = term.with_company(term.period_id.company_id)._make_next_evaluations()
            missing = max(missing - done, 0)
            seconds = cron._commit_progress(done, remaining=missing)

    def _make_next_evaluations(self):
        """Make the evaluations of the next batch of plans; return how many were dealt with."""
        self.ensure_one()
        # A term that is being closed at this moment gets none behind the officer's back.
        self.lock_for_update(allow_referencing=True)
        plans = self.env["hr.skp"]
        if self.state == "open":
            plans = plans.search(self._get_missing_domain(), order="id", limit=BATCH_SIZE)
        errors = (self.opening_errors or []) + self._make_evaluations(plans)
        if errors:
            self.opening_errors = errors
        if len(plans) < BATCH_SIZE or len(errors) >= MAX_ERRORS:
            self.is_opening = False
        return len(plans)

    def _make_evaluations(self, plans):
        """Make these evaluations; halve the batch until whatever cannot be made is alone.

        :return: the errors, as kept in ``opening_errors``
        """
        if not plans:
            return []
        try:
            with self.env.cr.savepoint():
                self.env["hr.skp.evaluation"]._open_for(plans, self)
        except OperationalError:
            # Not about these plans: the server's to repeat.
            raise
        except Exception as error:
            if len(plans) > 1:
                half = len(plans) // 2
                return self._make_evaluations(plans[:half]) + self._make_evaluations(plans[half:])
            _logger.warning("No evaluation of plan %s in %s: %s", plans.id, self.name, error)
            message = error.args[0] if isinstance(error, UserError) else str(error)
            return [{"skp_id": plans.id, "name": plans.employee_name, "message": message}]
        return []

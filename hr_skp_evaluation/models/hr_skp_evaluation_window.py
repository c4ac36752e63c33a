from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.evaluation_states import FINAL, FINALISED, PENDING_OBJECTION, RECEIVED
from ..rules.objection_clock import WORKING, lapsed, last_day

#: Evaluations that lapse and are committed together.
BATCH_SIZE = 500


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_skp_objection_deadline(self, received):
        """Return the last day on which an objection to what was ``received`` can be filed."""
        self.ensure_one()
        day, days = self._get_skp_date(received), self.skp_objection_days
        working = self.skp_objection_counting == WORKING
        # So far ahead no window reaches, even if every other day were a holiday.
        holidays = self._get_skp_holidays(day, day + timedelta(days=30 + 3 * days))
        return last_day(
            day, days, self.skp_objection_counting, holidays if working else frozenset()
        )

    def _get_skp_holidays(self, first, last):
        """Return the public holidays of the agency's working calendar."""
        self.ensure_one()
        # Everybody's holidays; a portal user cannot read calendars.
        leaves_sudo = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id", "=", False),
                    ("company_id", "in", (False, self.id)),
                    ("calendar_id", "in", (False, self.resource_calendar_id.id)),
                    ("date_from", "<=", fields.Datetime.to_datetime(last)),
                    ("date_to", ">=", fields.Datetime.to_datetime(first)),
                ]
            )
        )
        days = set()
        for leave in leaves_sudo:
            day, end = self._get_skp_date(leave.date_from), self._get_skp_date(leave.date_to)
            while day <= end:
                days.add(day)
                day += timedelta(days=1)
        return frozenset(days)


class HrSkpEvaluation(models.Model):
    """The clocks of an evaluation: deadlines, receipt, and the window of an objection."""

    _inherit = "hr.skp.evaluation"

    def _is_past_fill_deadline(self):
        self.ensure_one()
        deadline = self.fill_deadline
        return bool(deadline) and self.company_id._get_skp_today() > deadline

    def _can_be_objected(self):
        """Tell whether the agency admits objections to the evaluation of this term."""
        self.ensure_one()
        return self.term_kind == "final" or self.company_id.skp_objection_terms == "all"

    def _get_objection_refusal(self, move):
        """Return why neither objection nor acceptance is possible (codes), or ``None``."""
        self.ensure_one()
        states = set(self.objection_ids.mapped("state"))
        if states & PENDING_OBJECTION:
            return "pending"
        if move == "accept":
            return None
        if not self._can_be_objected():
            return "no_objection"
        if lapsed(self.objection_deadline, self.company_id._get_skp_today()):
            return "lapsed"
        return None

    # ------------------------------------------------------------
    # BY THEMSELVES
    # ------------------------------------------------------------

    def _end_window(self):
        """Make these final: no objection was filed in time, or none was possible."""
        before = {evaluation.id: RECEIVED for evaluation in self}
        # Nobody's step: the clock's.
        self.sudo().write({"state": FINAL, **self._prepare_final_vals("lapsed")})
        self._log("lapse", before, FINAL)

    @api.model
    def _get_lapsing_domain(self):
        """Return the domain of results whose window has passed without an objection."""
        # By the server's day, which in Indonesia is never ahead: nobody loses an hour.
        return (
            Domain("state", "=", RECEIVED)
            & Domain("objection_deadline", "<", fields.Date.today())
            & Domain("objection_ids", "not any!", [("state", "in", tuple(PENDING_OBJECTION))])
        )

    @api.model
    def _get_unreceived_domain(self):
        """Return the domain of results that nobody opened within the days set."""
        return Domain("state", "=", FINALISED) & Domain(
            "receipt_deadline", "<", fields.Date.today()
        )

    @api.model
    def _cron_run_clocks(self):
        """Count the unopened as received, and make final what no objection came to in time.

        In batches, each committed; what is due is asked anew each time, so that nothing is done
        twice and a killed run goes on.
        """
        cron = self.env["ir.cron"]
        steps = (
            (self._get_unreceived_domain(), lambda batch: batch._receive("deemed")),
            (self._get_lapsing_domain(), lambda batch: batch._end_window()),
        )
        seconds = cron._commit_progress(
            remaining=sum(self.search_count(domain) for domain, _step in steps)
        )
        for domain, step in steps:
            while seconds and (
                batch := self.search(domain, limit=BATCH_SIZE).try_lock_for_update()
            ):
                step(batch)
                seconds = cron._commit_progress(len(batch))
        if not seconds:
            self.env.ref("hr_skp_evaluation.ir_cron_run_clocks").sudo()._trigger()

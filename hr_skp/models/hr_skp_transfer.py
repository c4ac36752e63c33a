from odoo import fields, models
from odoo.exceptions import UserError

from ..rules.plan_states import AGREED, CLOSED
from ..rules.spans import day_before, split
from .hr_skp_period_opening import BULK_CONTEXT


class HrSkp(models.Model):
    """How a plan ends within its year: its person moves to another post, or leaves.

    A draft may end as well: the months in it count, and its evaluation finds what there was.
    """

    _inherit = "hr.skp"

    # ------------------------------------------------------------
    # TRANSFER
    # ------------------------------------------------------------

    def action_transfer(self, date, reason=None, copy_results=False):
        """Officer: end these plans the day before ``date`` and start each person's next draft.

        The new plan takes post, unit and evaluator from the personnel record as of ``date``; where
        the person moved to another agency it begins in that agency's open period of the day.

        :param copy_results: carry results, indicators and annex over into the new draft
        :return: the new plans
        """
        day = fields.Date.to_date(date)
        self._lock_for_move()
        self._check_officer_step()
        self._check_reason(reason)
        self._check_transfer_day(day)
        self._end(day_before(day), "transfer", reason)
        following = self._create_following(day)
        if copy_results:
            plans_sudo = self.sudo()
            following._copy_content({new.id: old for new, old in following._pair_up(plans_sudo)})
        return following

    def _check_transfer_day(self, day):
        """Raise unless each plan has at least one day on either side of ``day``."""
        wrong = self.sudo().filtered(
            lambda plan: None in split(plan.date_start, plan.date_end, day)
        )
        if wrong:
            raise UserError(
                self.env._(
                    "The day lies outside these plans, or is their first day (then refresh or "
                    "cancel instead):\n%s",
                    "\n".join(
                        f"– {plan.display_name} ({plan.date_start} – {plan.date_end})"
                        for plan in wrong
                    ),
                )
            )

    def _end(self, last_day, action, reason):
        """Close these plans with ``last_day``; the right to is the caller's to check."""
        # An officer closes plans that he could not write one by one.
        plans_sudo = self.sudo()
        before = {plan.id: plan.state for plan in plans_sudo}
        # What was not agreed lapses: a closed plan says what was agreed.
        plans_sudo.filtered(lambda p: p.revision and p.state != AGREED)._restore_agreed()
        for end, group_sudo in plans_sudo.grouped(lambda p: min(p.date_end, last_day)).items():
            group_sudo.write({"date_end": end, "state": CLOSED, "state_reason": reason})
        plans_sudo._close_activities()
        plans_sudo._get_superior_reports_sudo().unlink()
        self.env["hr.skp.log"]._append(self, action, before, CLOSED, reason)

    # ------------------------------------------------------------
    # THE PLAN AFTER
    # ------------------------------------------------------------

    def _create_following(self, day):
        """Create the drafts that begin on ``day``; none where the new agency has no open period."""
        # The values come from the personnel record, also that of another agency.
        plans_sudo = self.sudo()
        periods = plans_sudo._get_following_periods(day)
        vals_list = [
            plan._prepare_following_vals(periods[plan.id], day)
            for plan in plans_sudo
            if periods[plan.id]
        ]
        context = {**BULK_CONTEXT, "skp_facts_date": day}
        following_sudo = plans_sudo.with_context(**context).create(vals_list)
        following = following_sudo.with_env(self.env)
        following._ask_to_act(
            "employee_user_id", self.env._("Your new SKP has begun: work out its results")
        )
        self.env["hr.skp.log"]._append(following, "begin", None, "draft")
        return following

    def _prepare_following_vals(self, period, day):
        """Return the values of the plan that follows this one; a hook for further fields."""
        self.ensure_one()
        same_agency = period.company_id == self.company_id
        return {
            "employee_id": self.employee_id.id,
            "period_id": period.id,
            "date_start": day,
            "date_end": period.date_end,
            "approach": self.approach if same_agency else period.approach,
        }

    def _get_following_periods(self, day):
        """Return plan id -> period of the plan after: the same, or that of the new agency."""
        moved = self.filtered(lambda plan: plan.employee_id.company_id != plan.company_id)
        abroad = self.env["hr.skp.period"].search(
            [
                ("company_id", "in", moved.employee_id.company_id.ids),
                ("state", "=", "open"),
                ("date_start", "<=", day),
                ("date_end", ">=", day),
            ]
        )
        by_company = {period.company_id: period for period in abroad}
        nothing = self.env["hr.skp.period"]
        return {
            plan.id: by_company.get(plan.employee_id.company_id, nothing)
            if plan in moved
            else plan.period_id
            for plan in self
        }

    def _pair_up(self, former):
        """Return pairs of each of these plans and the one of its person among ``former``."""
        by_employee = {plan.employee_id: plan for plan in former}
        return [(plan, by_employee[plan.employee_id]) for plan in self.sudo()]

    # ------------------------------------------------------------
    # LEAVING
    # ------------------------------------------------------------

    def action_leave(self, date, reason=None):
        """Officer: end the plans of people who are gone from ``date`` on (retired, left, died).

        What was agreed and has begun closes the day before; the rest is cancelled.
        """
        day = fields.Date.to_date(date)
        self._lock_for_move()
        self._check_officer_step()
        self._check_reason(reason)
        ending = self._get_ending(day)
        ending._end(day_before(day), "leave", reason)
        (self - ending)._apply_move("cancel", reason)
        return True

    def _get_ending(self, day):
        """Return the plans that close rather than being cancelled when their person leaves."""
        ending_sudo = self.sudo().filtered(lambda plan: plan.revision and plan.date_start < day)
        return self.browse(ending_sudo.ids)

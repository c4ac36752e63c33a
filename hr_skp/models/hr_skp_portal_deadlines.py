from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.plan_states import AGREED, DRAFT, PROPOSED, REVISING
from ..rules.reminders import due_report

#: For so many days a report that is due stands in the list; the mail said it, too.
DAYS_SHOWN = 7


class HrSkp(models.Model):
    """What the portal's to-do list tells when time runs out: the same that is mailed."""

    _inherit = "hr.skp"

    # ------------------------------------------------------------
    # MY OWN PLAN
    # ------------------------------------------------------------

    def _prepare_own_tasks(self):
        return super()._prepare_own_tasks() + self._prepare_report_tasks()

    def _prepare_report_tasks(self):
        """Return the task to report progress, in the days after it was due.

        An addon that records reports knows better, and has its own.
        """
        due = self._get_passed_report_day()
        if not due:
            return []
        title = self.env._("Report your progress to your evaluator")
        return [self._prepare_task("report", title, deadline=due)]

    def _get_passed_report_day(self):
        """Return the day of the last week on which a report was due, if there was one.

        The intervals are those of the annex; nothing is due before a plan is agreed.
        """
        self.ensure_one()
        if not self.revision or self.state not in (AGREED, REVISING):
            return False
        # The agency's settings are not everybody's to read; whether it reminds is no secret.
        company_sudo = self.sudo().company_id
        today = company_sudo._get_skp_today()
        if not (company_sudo.skp_remind and company_sudo.skp_remind_report):
            return False
        start = max(self.date_start, company_sudo._get_skp_date(self.agreed_on))
        lines = self.commitment_ids.filtered(lambda c: c.kind == "accountability" and c.interval)
        days = [
            due_report(interval, today, start, self.date_end)
            for interval in set(lines.mapped("interval"))
        ]
        shown = fields.Date.subtract(today, days=DAYS_SHOWN)
        return max((day for day in days if day and day >= shown), default=False)

    # ------------------------------------------------------------
    # MY PEOPLE
    # ------------------------------------------------------------

    @api.model
    def _prepare_team_tasks(self):
        return (
            self._mark_long_waits(super()._prepare_team_tasks())
            + self._prepare_unproposed_tasks()
            + self._prepare_unanswered_tasks()
        )

    @api.model
    def _mark_long_waits(self, tasks):
        """Say of what waits for my answer since when it does, once that is too long."""
        waiting = self.search(self._get_team_domain(PROPOSED), order="state_since", limit=1)
        # The agency's settings are not everybody's to read.
        company_sudo = waiting.sudo().company_id
        if not waiting or waiting.waiting_days < company_sudo.skp_remind_wait_days:
            return tasks
        since = company_sudo._get_skp_date(waiting.state_since)
        when = self.env._("Waiting since %s", self._format_day(since))
        return [
            {**task, "when": when, "late": True} if task["code"] == "agree" else task
            for task in tasks
        ]

    @api.model
    def _prepare_unproposed_tasks(self):
        """Return the task about those of my people whose deadline has passed."""
        late = self.search(self._get_team_domain(DRAFT) & Domain("is_late", "=", True))
        if not late:
            return []
        _, first = self.env._, late[0]
        if len(late) == 1:
            title = _("%s has not proposed an SKP", first.employee_name)
            return [first._prepare_task("unproposed", title, deadline=first.plan_deadline)]
        title = _("%s of your people have not proposed an SKP", len(late))
        deadline = min((plan.plan_deadline for plan in late if plan.plan_deadline), default=False)
        task = first._prepare_task("unproposed", title, deadline=deadline)
        return [{**task, "url": "/my/skp#skp-team"}]

    @api.model
    def _get_team_domain(self, state):
        return (
            Domain("is_my_team", "=", True)
            & Domain("state", "=", state)
            & Domain("period_id.state", "=", "open")
        )

    @api.model
    def _prepare_unanswered_tasks(self):
        """Return the task of a reviewer: evaluators below him who do not answer, and how many.

        He need not be able to read the plans: he is told whom to talk to.
        """
        tasks = []
        # Names of one's own evaluators and a number; the plans stay closed to the reviewer.
        plans_sudo = self.sudo()
        groups = plans_sudo._read_group(
            self._get_unanswered_domain(),
            ["evaluator_id"],
            ["__count", "state_since:min", "id:min"],
        )
        for evaluator, count, since, plan_id in groups:
            title = self.env._(
                "%(evaluator)s has not answered, SKP waiting: %(count)s",
                evaluator=evaluator.name,
                count=count,
            )
            plan = plans_sudo.browse(plan_id)
            day = self._format_day(plan.company_id._get_skp_date(since))
            tasks.append(
                {
                    **plan._prepare_task("unanswered", title),
                    "url": "/my/skp#skp-team",
                    "when": self.env._("Waiting since %s", day),
                    "late": True,
                }
            )
        return tasks

    @api.model
    def _get_unanswered_domain(self):
        """Return the domain of plans that I review and that wait for longer than may be."""
        domains = []
        for company_sudo in self.env.companies.sudo():
            today = company_sudo._get_skp_today()
            days = company_sudo.skp_remind_escalate_days
            longest = company_sudo._get_skp_moment(fields.Date.subtract(today, days=days - 1))
            domains.append(
                Domain("company_id", "=", company_sudo.id) & Domain("state_since", "<", longest)
            )
        return (
            Domain("reviewer_user_id", "=", self.env.uid)
            & Domain("evaluator_user_id", "!=", self.env.uid)
            & Domain("employee_user_id", "!=", self.env.uid)
            & Domain("state", "=", PROPOSED)
            & Domain("period_id.state", "=", "open")
            & Domain.OR(domains)
        )

    @api.model
    def _format_day(self, day):
        return format_date(self.env, day, date_format="d MMM yyyy")

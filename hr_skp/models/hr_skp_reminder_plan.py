from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules import reminders as rules
from ..rules.plan_states import AGREED, DRAFT, LIVE, PROPOSED, REVISING
from .hr_skp_late import WAITING
from .hr_skp_reminder import Due

#: matter -> the setting that switches it off
SETTING_OF_KIND = {"propose": "skp_remind_propose", "answer": "skp_remind_answer"}
#: Who is named in a plan's row.
USER_COLUMNS = ("employee_user_id", "evaluator_user_id", "reviewer_user_id")
#: Units that the weekly summary names; the list has them all.
DIGEST_UNITS = 10


class HrSkpReminder(models.Model):
    """What people are reminded of while plans are set: to propose, to answer, to report.

    One pass over the plans of an agency, in a handful of queries whatever their number.
    """

    _inherit = "hr.skp.reminder"

    # ------------------------------------------------------------
    # WHAT IS DUE
    # ------------------------------------------------------------

    @api.model
    def _collect_due(self, company, today):
        dues = super()._collect_due(company, today)
        if company.skp_remind_propose or company.skp_remind_answer:
            dues += self._collect_plans(company, today)
        if company.skp_remind_report:
            dues += self._collect_reports(company, today)
        if company.skp_remind_digest:
            dues += self._collect_digest(company, today)
        return dues

    @api.model
    def _collect_plans(self, company, today):
        settings = company._get_skp_reminder_settings()
        rows = self._load_plans(company)
        people = self._get_people(company, rows, today)
        dues = []
        for row in rows:
            plan = self._get_plan_facts(company, row)
            users = people.of(row)
            for occasion, user_ids in rules.due(rules.timetable(plan, settings), users, today):
                if not company[SETTING_OF_KIND[occasion.kind]]:
                    continue
                dues += [
                    Due(
                        f"{occasion.kind}_{occasion.audience}",
                        user_id,
                        "hr.skp",
                        row["id"],
                        occasion.on,
                        deadline=not plan.revision and plan.deadline,
                        since=plan.since,
                    )
                    for user_id in sorted(user_ids)
                ]
        return dues

    @api.model
    def _load_plans(self, company, plan_ids=None):
        """Return the facts of the agency's plans that wait for somebody, as dicts."""
        self.env.flush_all()
        query = SQL(
            """
            SELECT plan.id, plan.state, plan.revision, plan.state_since, plan.is_returned,
                   plan.date_start, plan.employee_user_id, plan.evaluator_id,
                   plan.evaluator_user_id, plan.reviewer_user_id,
                   period.plan_deadline, period.date_start AS period_start
              FROM hr_skp plan JOIN hr_skp_period period ON period.id = plan.period_id
             WHERE plan.company_id = %(company)s AND period.state = 'open'
               AND plan.state IN %(waiting)s AND %(chosen)s
          ORDER BY plan.id
            """,
            company=company.id,
            waiting=WAITING,
            chosen=SQL("TRUE") if plan_ids is None else SQL("plan.id = ANY(%s)", list(plan_ids)),
        )
        self.env.cr.execute(query)
        return self.env.cr.dictfetchall()

    @api.model
    def _get_plan_facts(self, company, row):
        return rules.Plan(
            row["state"],
            company._get_skp_date(row["state_since"]),
            rules.plan_deadline(row["plan_deadline"], row["period_start"], row["date_start"]),
            row["revision"] or 0,
            bool(row["is_returned"]),
        )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    @api.model
    def _get_people(self, company, rows, today):
        """Return who can be told today: accounts in use, delegates in force, the officers."""
        delegations = self.env["hr.skp.delegation"].search(
            Domain(self.env["hr.skp.delegation"]._get_active_domain(today))
            & Domain("delegate_user_id", "!=", False)
        )
        delegates = {}
        for delegation in delegations:
            delegates.setdefault(delegation.official_id.id, set()).add(
                delegation.delegate_user_id.id
            )
        officers = set(self._get_officers(company).ids)
        named = {row[name] for row in rows for name in USER_COLUMNS} - {None}
        users = self.env["res.users"].browse(named.union(officers, *delegates.values()))
        return _People(set(users.filtered("active").ids), delegates, officers)

    @api.model
    def _get_officers(self, company):
        """Return the officers of the whole agency; administrators only where there are no others.

        Administrators have the officers' group by implication: they are not pressed with it.
        """
        group = self.env.ref("hr_skp.group_skp_officer")
        for users in (group.user_ids, group.all_user_ids):
            fitting = users.filtered(lambda user: user.active and company in user.company_ids)
            if fitting:
                return fitting
        return self.env["res.users"]

    # ------------------------------------------------------------
    # REPORTS OF PROGRESS
    # ------------------------------------------------------------

    @api.model
    def _collect_reports(self, company, today):
        reports = []
        for plan, interval in self._load_reports(company):
            start = max(plan.date_start, company._get_skp_date(plan.agreed_on or plan.create_date))
            on = rules.due_report(interval, today, start, plan.date_end)
            if on and plan.employee_user_id.active:
                reports.append((plan, interval, on))
        return [
            Due("report_employee", plan.employee_user_id.id, "hr.skp", plan.id, on, deadline=on)
            for plan, _interval, on in self._drop_reported(reports)
        ]

    @api.model
    def _drop_reported(self, reports):
        """Return those (plan, interval, day) of which nothing was reported; a hook.

        Here nothing records reports, so everybody is reminded.
        """
        return reports

    @api.model
    def _load_reports(self, company):
        """Return (plan, interval) of the accountability lines of plans in force, each once."""
        domain = (
            Domain("kind", "=", "accountability")
            & Domain("interval", "!=", False)
            & Domain("skp_id.company_id", "=", company.id)
            & Domain("skp_id.state", "in", (AGREED, REVISING))
            & Domain("skp_id.revision", ">", 0)
            & Domain("skp_id.period_id.state", "=", "open")
            & Domain("skp_id.employee_user_id", "!=", False)
        )
        return self.env["hr.skp.commitment"]._read_group(domain, ["skp_id", "interval"])

    # ------------------------------------------------------------
    # THE OFFICERS' WEEK
    # ------------------------------------------------------------

    @api.model
    def _collect_digest(self, company, today):
        on = rules.last_weekday(int(company.skp_remind_weekday), today)
        # Late on the day of the summary: who became so since is next week's.
        periods = self.env["hr.skp.period"].search(
            [("company_id", "=", company.id), ("state", "=", "open")]
        )
        late = self.env["hr.skp"].search_count(
            Domain("period_id", "in", periods.ids)
            & self.env["hr.skp"]._get_company_late_domain(company, on),
            limit=1,
        )
        if not late:
            # Nothing to read in a week in which nobody is late.
            return []
        readers = self._get_officers(company) | self._get_unit_officers(company)
        return [
            Due("digest_officer", user.id, "hr.skp.period", period.id, on)
            for period in periods
            for user in readers
        ]

    @api.model
    def _get_unit_officers(self, company):
        units = self.env["hr.department"].search(
            [("company_id", "=", company.id), ("skp_officer_ids", "!=", False)]
        )
        group = self.env.ref("hr_skp.group_skp_unit_officer")
        return units.skp_officer_ids.filtered("active") & group.all_user_ids

    def _get_digest(self):
        """Return what the officer is told: totals and the units with the most who are late."""
        plans = self.env["hr.skp"].with_user(self.user_id)
        roles = plans._get_role_domains()
        # Numbers of the units he serves; the domain says which.
        scope = Domain("period_id", "in", self.line_ids.mapped("res_id")) & Domain.OR(
            (roles["officer"], roles["unit_officer"])
        )
        plans_sudo = plans.sudo()
        late = scope & plans_sudo._get_company_late_domain(self.company_id)
        units = plans_sudo._read_group(late, ["department_id"], ["__count"], order="__count desc")
        return {
            "states": [
                (label, plans_sudo.search_count(scope & domain), is_part)
                for label, domain, is_part in self._get_digest_lines(late)
            ],
            "units": [
                (unit.name or self.env._("Without a unit"), count)
                for unit, count in units[:DIGEST_UNITS]
            ],
            "more": max(len(units) - DIGEST_UNITS, 0),
        }

    def _get_digest_lines(self, late):
        """Return (label, domain, whether it is a part of the line above)."""
        _ = self.env._
        living = Domain("state", "in", tuple(LIVE))
        returned = Domain("is_returned", "=", True)
        return [
            (_("Plans"), living, False),
            (_("of these agreed"), living & Domain("revision", ">", 0), True),
            (_("Late"), late, False),
            (_("not proposed"), late & Domain("state", "=", DRAFT) & ~returned, True),
            (_("waiting for the evaluator"), late & Domain("state", "=", PROPOSED), True),
            (_("returned, not proposed again"), late & returned, True),
        ]

    # ------------------------------------------------------------
    # REMIND NOW
    # ------------------------------------------------------------

    @api.model
    def _remind_now(self, plans):
        """Remind whoever these plans wait for; return (reminded, reminded today already)."""
        reminded = already = plans.browse()
        # The caller checked who may press; whom a plan waits for is a fact of it.
        self_sudo = self.sudo()
        for company_sudo, chosen_sudo in plans.sudo().grouped("company_id").items():
            today = company_sudo._get_skp_today()
            told = self_sudo._get_reminded(chosen_sudo, today)
            dues = self_sudo._collect_now(company_sudo, chosen_sudo - told, today)
            self_sudo._send([(company_sudo, message) for message in self_sudo._group(dues)])
            already |= told
            reminded |= plans.browse({due.res_id for due in dues})
        return reminded, already.with_env(plans.env)

    @api.model
    def _get_reminded(self, plans, today):
        lines = self.env["hr.skp.reminder.line"].search(
            Domain("res_model", "=", "hr.skp")
            & Domain("res_id", "in", plans.ids)
            & Domain("code", "=like", "now%")
            & Domain("due_on", "=", today)
        )
        return plans.browse(lines.mapped("res_id"))

    @api.model
    def _collect_now(self, company, plans, today):
        rows = self._load_plans(company, plans.ids)
        people = self._get_people(company, rows, today)
        dues = []
        for row in rows:
            facts = self._get_plan_facts(company, row)
            audience = "evaluator" if row["state"] == PROPOSED else "employee"
            dues += [
                Due(
                    f"now_{audience}",
                    user_id,
                    "hr.skp",
                    row["id"],
                    today,
                    deadline=not facts.revision and facts.deadline,
                    since=facts.since,
                )
                for user_id in people.of(row)[audience] - {self.env.uid}
            ]
        return dues


class _People:
    """Who can be told: what a plan's row says, less accounts out of use, plus delegates."""

    def __init__(self, active, delegates, officers):
        self.active, self.delegates, self.officers = active, delegates, officers

    def of(self, row):
        """Return audience -> set of user ids; nobody is told of his own plan but as employee."""
        own = {row["employee_user_id"]}
        evaluators = {row["evaluator_user_id"]} | self.delegates.get(row["evaluator_id"], set())
        return {
            "employee": own & self.active,
            "evaluator": (evaluators & self.active) - own,
            "reviewer": ({row["reviewer_user_id"]} & self.active) - own,
            "officer": (self.officers & self.active) - own,
        }

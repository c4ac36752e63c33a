from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules.award import BENEFITS, PENDING, PROPOSED, STATES
from ..rules.eligibility import OUTCOMES, PURPOSES
from ..rules.sanction import CONTRACT, OVERDUE, RUNNING, SOON, STANDINGS, STEPS

OFFICER = "hr_skp.group_skp_officer"
AUDITOR = "hr_skp.group_skp_auditor"
DECIDER = "hr_skp_reward.group_skp_decider"
#: Predicates are compared over so many years.
TREND_YEARS = 5
#: 3 Feb 2028
DAY = "d MMM y"
#: How many cases are named: those whose day comes first.
TOP = 8
#: An improvement that nobody has talked about for so long is not going on.
QUIET_DAYS = 30


class HrSkpFollowUpDashboard(models.AbstractModel):
    """What followed from a year, on one page: candidates, lists, and – for few – cases.

    Everything is counted by the rules of who asks, so that nobody learns a number that he could not
    count himself.  Of cases there is not even an empty panel for anybody but the deciding official
    and the auditor: a count of one, or of none, would say what officers and administrators must not
    know.
    """

    _name = "hr.skp.follow.up.dashboard"
    _description = "Dashboard of the follow-up"

    @api.model
    @api.readonly
    def get_dashboard(self, year=None):
        """Return everything that the dashboard draws, in a constant number of queries.

        :param year: performance year (int); without it the last one with final predicates
        :return: dict ``years year followed_up_on tiles awards eligibility trend allowance``, and
            ``cases`` for who may know of cases; ``years`` is empty where nothing is final yet
        :raise AccessError: for anybody but officers, deciding officials and auditors
        """
        user = self.env.user
        if not any(user.has_group(group) for group in (OFFICER, DECIDER, AUDITOR)):
            raise AccessError(
                self.env._("The follow-up is shown to officers, deciding officials and auditors.")
            )
        years = self._get_years()
        if not years:
            return {"years": []}
        if year and year not in years:
            raise UserError(self.env._("Of this year there is nothing to follow up."))
        year = year or years[0]
        data = {
            "years": years,
            "year": year,
            "followed_up_on": self._get_followed_up_on(year),
            "tiles": self._get_tiles(year),
            "awards": self._get_awards(year),
            "eligibility": self._get_eligibility(year),
            "trend": self._get_trend(year),
            "allowance": self._get_allowance(year),
        }
        if user.has_group(DECIDER) or user.has_group(AUDITOR):
            data["cases"] = self._get_cases()
        return data

    @api.model
    def _get_agencies(self):
        return Domain("company_id", "in", self.env.companies.ids)

    @api.model
    def _get_years(self):
        """Return the years with final predicates, the latest first."""
        groups = self.env["hr.skp.predicate.history"]._read_group(
            self._get_agencies(), ["year"], order="year desc", limit=20
        )
        return [year for (year,) in groups]

    @api.model
    def _get_followed_up_on(self, year):
        periods = self.env["hr.skp.period"].search(self._get_agencies() & Domain("year", "=", year))
        moments = [moment for moment in periods.mapped("followed_up_on") if moment]
        if not moments:
            return ""
        day = fields.Datetime.context_timestamp(self, max(moments)).date()
        return format_date(self.env, day, date_format=DAY)

    @api.model
    def _get_labels(self, model, field, codes):
        labels = dict(self.env[model]._fields[field]._description_selection(self.env))
        return [{"code": code, "label": labels[code]} for code, _label in codes]

    @api.model
    def _get_list(self, name, model, domain):
        """Return the action that opens the list of ``model`` by ``domain``."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "list"], [False, "form"]],
            "domain": list(domain),
        }

    # ------------------------------------------------------------
    # AWARDS
    # ------------------------------------------------------------

    @api.model
    def _get_tiles(self, year):
        """Return the numbers on top: dicts ``key label value tone action``; a hook.

        ``tone`` is ``success``, ``warning``, ``danger`` or empty; ``action`` opens what is counted.
        """
        _ = self.env._
        agencies, of_year = self._get_agencies(), Domain("year", "=", year)
        pending = Domain("state", "in", sorted(PENDING))
        tiles = [
            ("pending", _("Awards to be decided"), "hr.skp.award", of_year & pending, "warning"),
            (
                "no_skills",
                _("Priorities without skills"),
                "hr.skp.award",
                of_year
                & Domain("benefit", "=", "competency")
                & Domain("state", "=", PROPOSED)
                & Domain("skill_ids", "=", False),
                "warning",
            ),
            ("pool", _("In the talent pool"), "hr.skp.award", Domain("is_member", "=", True), ""),
            (
                "changed",
                _("Awards whose basis changed"),
                "hr.skp.award",
                Domain("basis_changed", "=", True),
                "danger",
            ),
            (
                "corrections",
                _("Corrections of the allowance to be issued"),
                "hr.skp.allowance",
                Domain("kind", "=", "correction") & Domain("state", "=", "draft"),
                "warning",
            ),
        ]
        return [
            self._prepare_tile(key, label, model, agencies & domain, tone)
            for key, label, model, domain, tone in tiles
        ]

    @api.model
    def _prepare_tile(self, key, label, model, domain, tone):
        value = self.env[model].search_count(domain)
        return {
            "key": key,
            "label": label,
            "value": value,
            "tone": tone if value else "",
            "action": self._get_list(label, model, domain),
        }

    @api.model
    def _count(self, model, domain, row, column, rows, columns):
        """Return a table ``rows columns counts domain``: how many of each row in each column."""
        groups = self.env[model]._read_group(domain, [row, column], ["__count"])
        counts = {(first, second): count for first, second, count in groups}
        columns = self._get_labels(model, column, columns)
        return {
            "model": model,
            "row_field": row,
            "column_field": column,
            "domain": list(domain),
            "columns": columns,
            "rows": [
                {**line, "counts": [counts.get((line["code"], c["code"]), 0) for c in columns]}
                for line in self._get_labels(model, row, rows)
            ],
        }

    @api.model
    def _get_awards(self, year):
        domain = self._get_agencies() & Domain("year", "=", year)
        return self._count("hr.skp.award", domain, "benefit", "state", BENEFITS, STATES)

    @api.model
    def _get_eligibility(self, year):
        domain = self._get_agencies() & Domain("year", "=", year)
        return self._count("hr.skp.eligibility", domain, "purpose", "outcome", PURPOSES, OUTCOMES)

    @api.model
    def _get_trend(self, year):
        """Return how many had which annual predicate in the last years, the earliest first."""
        domain = (
            self._get_agencies()
            & Domain("year", ">", year - TREND_YEARS)
            & Domain("year", "<=", year)
        )
        groups = self.env["hr.skp.predicate.history"]._read_group(
            domain, ["year", "predicate"], ["__count"]
        )
        counts = {(of_year, predicate): count for of_year, predicate, count in groups}
        years = sorted({of_year for of_year, _predicate in counts})
        return {
            "years": years,
            "predicates": [
                {**label, "counts": [counts.get((each, label["code"]), 0) for each in years]}
                for label in self._get_labels("hr.skp.predicate.history", "predicate", PREDICATES)
            ],
        }

    @api.model
    def _get_allowance(self, year):
        """Return how many of the year's lists are drafts or issued, and who has no rate yet."""
        domain = self._get_agencies() & Domain("term_id.period_id.year", "=", year)
        lists = self.env["hr.skp.allowance"]._read_group(domain, ["kind", "state"], ["__count"])
        counts = {(kind, state): count for kind, state, count in lists}
        lines = Domain("allowance_id", "any", domain & Domain("kind", "=", "basis"))
        line_model = self.env["hr.skp.allowance.line"]
        _ = self.env._
        rows = [
            ("issued", _("Lists issued"), Domain("kind", "=", "basis"), "issued"),
            ("draft", _("Lists in preparation"), Domain("kind", "=", "basis"), "draft"),
            ("corrected", _("Corrections issued"), Domain("kind", "=", "correction"), "issued"),
        ]
        return [
            {
                "key": key,
                "label": label,
                "count": counts.get(("correction" if key == "corrected" else "basis", state), 0),
                "action": self._get_list(
                    label, "hr.skp.allowance", domain & kind & Domain("state", "=", state)
                ),
            }
            for key, label, kind, state in rows
        ] + [
            {
                "key": "no_rate",
                "label": _("People without a rate"),
                "count": line_model.search_count(lines & Domain("rate_id", "=", False)),
                "action": {
                    **self._get_list(
                        _("People without a rate"),
                        "hr.skp.allowance.line",
                        lines & Domain("rate_id", "=", False),
                    ),
                    "views": [[False, "list"]],
                },
            }
        ]

    # ------------------------------------------------------------
    # CASES, FOR DECIDERS AND AUDITORS
    # ------------------------------------------------------------

    @api.model
    def _get_cases(self):
        """Return the running cases of others by step and clock, and what no clock covers.

        They are few, so they are read once and counted here.
        """
        domain = (
            self._get_agencies()
            & Domain("state", "in", sorted(RUNNING))
            & Domain("employee_user_id", "!=", self.env.uid)
        )
        cases = self.env["hr.skp.sanction"].search(domain, order="deadline, id")
        standings = self._get_labels("hr.skp.sanction", "standing", STANDINGS)
        no_clock = {"code": False, "label": self.env._("No clock")}
        columns = [*standings, no_clock]
        steps = self._get_labels("hr.skp.sanction", "step", STEPS)
        found = cases.grouped(lambda case: (case.step, case.standing or False))
        return {
            "model": "hr.skp.sanction",
            "row_field": "step",
            "column_field": "standing",
            "domain": list(domain),
            "columns": columns,
            "rows": [
                {
                    **step,
                    "counts": [len(found.get((step["code"], c["code"]), ())) for c in columns],
                }
                for step in steps
            ],
            "total": len(cases),
            "overdue": len(cases.filtered(lambda case: case.standing == OVERDUE)),
            "soon": len(cases.filtered(lambda case: case.standing == SOON)),
            "nearest": [self._prepare_case(case) for case in cases.filtered("deadline")[:TOP]],
            "coverage": self._get_coverage(cases, domain),
        }

    @api.model
    def _prepare_case(self, case):
        today = case.company_id._get_skp_today()
        return {
            "id": case.id,
            "name": case.employee_name,
            "step": case.step,
            "standing": case.standing,
            "day": format_date(self.env, case.deadline, date_format=DAY),
            "days_left": (case.deadline - today).days,
        }

    @api.model
    def _get_coverage(self, cases, domain):
        """Return what of the running cases a clock, a plan and recent check-ins cover.

        Dicts ``key label count total action``: ``count`` of ``total`` have it, ``action`` opens
        those that lack it.
        """
        _ = self.env._
        improvable = cases.filtered(lambda case: case.track != CONTRACT)
        since = self.env.company.sudo()._get_skp_today() - timedelta(days=QUIET_DAYS)
        spoken = self.env["hr.skp.improvement.check"]._read_group(
            [("sanction_id", "in", improvable.ids), ("date", ">=", since)], ["sanction_id"]
        )
        talked = self.env["hr.skp.sanction"].union(*(case for (case,) in spoken))
        improving = improvable.filtered(lambda case: case.state == "improving")
        rows = [
            ("clock", _("A clock runs"), cases, cases.filtered("deadline")),
            ("plan", _("There is an improvement plan"), improving, improving.filtered("has_plan")),
            (
                "talk",
                _("Checked in within %s days", QUIET_DAYS),
                improving,
                improving & talked,
            ),
            ("test", _("A competency test is recorded"), *self._get_tested(cases)),
        ]
        return [
            {
                "key": key,
                "label": label,
                "count": len(having),
                "total": len(every),
                "action": self._get_list(
                    _("Missing: %s", label),
                    "hr.skp.sanction",
                    domain & Domain("id", "in", (every - having).ids),
                ),
            }
            for key, label, every, having in rows
        ]

    @api.model
    def _get_tested(self, cases):
        testing = cases.filtered(lambda case: case.state == "testing")
        return testing, testing.filtered("test_ids")

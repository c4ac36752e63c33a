import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.eligibility import BELOW, MET, MISSING, OUTCOMES, PURPOSES, judge
from .hr_skp_follow_up import meets_sql, rank_sql


class HrSkpEligibilityRule(models.Model):
    """What is asked of the last years for promotion, mutation and talent."""

    _name = "hr.skp.eligibility.rule"
    _description = "Rule of eligibility"
    _inherit = ["hr.skp.rule.mixin"]
    _order = "sequence, id"
    _rule_key = "purpose"

    purpose = fields.Selection(PURPOSES, required=True, index=True)


class HrSkpEligibility(models.Model):
    """Who may be considered for promotion, mutation or talent after a year, and why (not).

    One line a person and rule, renewed with the year's follow-up (``hr_skp_follow_up.py``); earlier
    years stay as they were.  Read by officers, deciders and auditors of the agency; written by
    nobody.  It stands on annual predicates alone: a sanction case leaves no trace in it.
    """

    _name = "hr.skp.eligibility"
    _description = "Eligibility"
    _order = "year desc, purpose, outcome desc, employee_name, id"
    _rec_names_search = ["employee_name"]

    rule_id = fields.Many2one(
        "hr.skp.eligibility.rule", required=True, readonly=True, index=True, ondelete="cascade"
    )
    purpose = fields.Selection(PURPOSES, required=True, readonly=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_name = fields.Char("Name", readonly=True, index="trigram")
    department_id = fields.Many2one("hr.department", "Unit", readonly=True, index=True)
    job_id = fields.Many2one("hr.job", "Post", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True, index=True)
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    asked = fields.Char("Asked of each year", readonly=True, export_string_translation=False)
    years = fields.Integer("Years asked", readonly=True, aggregator=None)
    predicates = fields.Json(readonly=True)
    outcome = fields.Selection(OUTCOMES, "Verdict", required=True, readonly=True, index=True)
    reason_text = fields.Char("Reasons", compute="_compute_reason_text")
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )

    _line_uniq = models.UniqueIndex("(rule_id, employee_id, year)", "Judged once a year.")
    _list_index = models.Index("(company_id, year, purpose, outcome)")

    @api.depends("employee_name", "purpose", "year")
    def _compute_display_name(self):
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for line in self:
            line.display_name = f"{line.employee_name} · {purposes.get(line.purpose)} · {line.year}"

    @api.depends("predicates", "years", "asked", "year")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        field = self.env["hr.skp.predicate.history"]._fields["predicate"]
        labels = dict(field._description_selection(self.env))
        for line in self:
            history = {int(year): code for year, code in (line.predicates or {}).items()}
            verdict = judge(history, line.year, line.asked, line.years)
            line.reason_text = "; ".join(
                self._get_sentence(reason, labels) for reason in verdict.reasons
            )

    @api.model
    def _get_sentence(self, reason, labels):
        _, found = self.env._, labels.get(reason.predicate)
        if reason.code == MISSING:
            return _("%(year)s: no final predicate", year=reason.year)
        if reason.code == BELOW:
            return _("%(year)s: %(predicate)s, too low", year=reason.year, predicate=found)
        return f"{reason.year}: {found}"

    @api.model
    def _get_readable_domain(self):
        groups = ("hr_skp.group_skp_officer", "hr_skp.group_skp_auditor")
        if any(self.env.user.has_group(group) for group in groups):
            return Domain("company_id", "in", self.env.companies.ids)
        return self.env["hr.skp.award"]._get_decider_domain()

    @api.depends_context("uid")
    def _compute_is_readable(self):
        readable = self.sudo().filtered_domain(self._get_readable_domain())
        for line in self:
            line.is_readable = line.id in readable.ids

    def _search_is_readable(self, operator, value):
        return self._get_readable_domain() if operator == "in" else NotImplemented

    def action_download(self):
        """Download these lines, or all that the list on screen shows, with the reasons (XLSX)."""
        shown = self.env.context.get("active_domain") or []
        domain = [("id", "in", self.ids)] if self else shown
        if not self.search_count(domain, limit=1):
            raise UserError(self.env._("There is nothing on this list to download."))
        export = self.env["hr.skp.eligibility.export"].create({"domain": json.dumps(domain)})
        return {
            "type": "ir.actions.act_url",
            "url": f"/hr_skp/eligibility/{export.id}",
            "target": "download",
        }

    # ------------------------------------------------------------
    # RENEWING
    # ------------------------------------------------------------

    @api.model
    def _renew(self, period):
        """Judge everybody of the agency at the end of this year, in one statement a rule.

        As ``rules.eligibility.judge``; a line that says the same is not touched.
        """
        rules = self.env["hr.skp.eligibility.rule"]._get_rules(period.company_id)
        for rule in rules:
            self.env.cr.execute(self._get_renewal_sql(period, rule))
        self.env.cr.execute(
            SQL(
                """DELETE FROM hr_skp_eligibility
                    WHERE company_id = %s AND year = %s AND NOT rule_id = ANY(%s)""",
                period.company_id.id,
                period.year,
                rules.ids,
            )
        )

    @api.model
    def _get_renewal_sql(self, period, rule):
        low = SQL("%s > %s", rank_sql(SQL("h.predicate")), rank_sql(rule.predicate))
        return SQL(
            """
            INSERT INTO hr_skp_eligibility (
                   rule_id, purpose, employee_id, employee_name, department_id, job_id, company_id,
                   year, asked, years, predicates, outcome,
                   create_uid, create_date, write_uid, write_date)
            SELECT %(rule)s, %(purpose)s, e.id, e.name, v.department_id, v.job_id, e.company_id,
                   %(year)s, %(predicate)s, %(years)s, COALESCE(h.predicates, '{}'::jsonb),
                   CASE WHEN h.low > 0 THEN %(below)s WHEN h.met = %(years)s THEN %(met)s
                        ELSE %(missing)s END,
                   %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM hr_employee e
              JOIN hr_version v ON v.id = e.current_version_id
         LEFT JOIN (
                   SELECT h.employee_id, jsonb_object_agg(h.year::text, h.predicate) AS predicates,
                          count(*) FILTER (WHERE %(low)s) AS low,
                          count(*) FILTER (WHERE %(meets)s) AS met
                     FROM hr_skp_predicate_history h
                    WHERE h.year BETWEEN %(first)s AND %(year)s
                 GROUP BY h.employee_id
                   ) h ON h.employee_id = e.id
             WHERE e.active AND e.company_id = %(company)s
               AND v.asn_kind IN ('pns', 'cpns', 'pppk', 'pppk_part_time')
                ON CONFLICT (rule_id, employee_id, year) DO UPDATE
               SET predicates = EXCLUDED.predicates, outcome = EXCLUDED.outcome,
                   asked = EXCLUDED.asked, years = EXCLUDED.years,
                   employee_name = EXCLUDED.employee_name,
                   department_id = EXCLUDED.department_id, job_id = EXCLUDED.job_id,
                   write_date = EXCLUDED.write_date
             WHERE (hr_skp_eligibility.predicates, hr_skp_eligibility.outcome,
                    hr_skp_eligibility.asked, hr_skp_eligibility.years,
                    hr_skp_eligibility.department_id, hr_skp_eligibility.job_id)
                   IS DISTINCT FROM
                   (EXCLUDED.predicates, EXCLUDED.outcome, EXCLUDED.asked, EXCLUDED.years,
                    EXCLUDED.department_id, EXCLUDED.job_id)
            """,
            rule=rule.id,
            purpose=rule.purpose,
            predicate=rule.predicate,
            years=rule.years,
            first=period.year - rule.years + 1,
            year=period.year,
            company=period.company_id.id,
            low=low,
            meets=meets_sql(SQL("h.predicate"), rule.predicate, True),
            below=BELOW,
            met=MET,
            missing=MISSING,
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )

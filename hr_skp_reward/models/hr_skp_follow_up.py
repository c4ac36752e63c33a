from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules.award import COMPETENCY, PENDING, TALENT_POOL

#: Best first: the place in it is how predicates compare in the statements below.
RANKS = [code for code, _label in PREDICATES]
#: So many years at most does a rule ask for.
MAX_YEARS = 10
#: So many new lines change how the database should look for them.
MANY = 1000


def rank_sql(column):
    """Return the place of a predicate: 1 for the best."""
    return SQL("array_position(%s::varchar[], %s::varchar)", RANKS, column)


def meets_sql(predicate, wanted, or_better):
    """Return ``rules.award.meets`` as SQL."""
    return SQL(
        "CASE WHEN %(better)s THEN %(found)s <= %(wanted)s ELSE %(found)s = %(wanted)s END",
        better=or_better,
        found=rank_sql(predicate),
        wanted=rank_sql(wanted),
    )


class HrSkpPeriod(models.Model):
    """What a year's final predicates lead to, for the whole agency at once.

    When the final term closes, a scheduled action finds the candidates for awards, renews the
    lists of eligibility and opens the sanction cases.  Every part is one statement a rule, in which
    the database itself judges everybody: nobody is loaded, and what was found is not found again.
    It runs every day, for those whose result becomes final later.
    """

    _inherit = "hr.skp.period"

    followed_up_on = fields.Datetime("Followed up", readonly=True, copy=False)
    award_candidate_count = fields.Integer(
        "Award candidates",
        compute="_compute_award_candidate_count",
        groups="hr_skp.group_skp_officer",
    )

    def _compute_award_candidate_count(self):
        Award = self.env["hr.skp.award"]
        for period in self:
            period.award_candidate_count = Award.search_count(
                Domain("company_id", "=", period.company_id.id)
                & Domain("year", "=", period.year)
                & Domain("state", "in", tuple(PENDING))
            )

    # ------------------------------------------------------------
    # STARTING IT
    # ------------------------------------------------------------

    @api.model
    def _get_followed_domain(self):
        """Return the domain of the years whose final evaluations have closed, from last year on.

        Two years back: an objection takes weeks, not years.
        """
        year = self.env.company.sudo()._get_skp_today().year - 2
        closed = Domain("term_ids", "any", [("kind", "=", "final"), ("state", "=", "closed")])
        return closed & Domain("year", ">=", year)

    @api.model
    def _cron_follow_up(self):
        """Search every closed year anew; what was found already is left alone."""
        for period in self.search(self._get_followed_domain(), order="year, id"):
            period._follow_up()
            self.env["ir.cron"]._commit_progress(1)
        self.env["hr.skp.sanction"]._keep_time()

    def action_follow_up(self):
        """Officer or decider: search now, without waiting for the night.

        :return: notification with the number of new candidates for awards; nothing is said of cases
        """
        groups = ("hr_skp.group_skp_officer", "hr_skp_reward.group_skp_decider")
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._("Candidates are searched by officers and by the deciding official.")
            )
        self.check_access("read")
        if self - self.filtered_domain(self._get_followed_domain()):
            raise UserError(
                self.env._("Close the final term of the year first: only final results count.")
            )
        # Nobody has the right to write what the search finds: it follows from the rules alone.
        found = sum(period._follow_up() for period in self.sudo())
        self.env["hr.skp.log"]._append(self, "follow_up")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("New candidates for awards: %s", found),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_view_award_candidates(self):
        """Open the awards of this year that are still to be decided."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp_reward.hr_skp_award_action")
        return {
            **action,
            "domain": [("company_id", "=", self.company_id.id), ("year", "=", self.year)],
            "context": {"search_default_pending": 1},
        }

    def _follow_up(self):
        """Find all that this year's final predicates lead to; return how many awards were found."""
        self.ensure_one()
        self.env.flush_all()
        self._drop_unfounded_proposals()
        found = sum(
            self._find_candidates(rule)
            for rule in self.env["hr.skp.award.rule"]._get_rules(self.company_id)
        )
        self._mark_changed_bases()
        self._end_memberships()
        self.env["hr.skp.eligibility"]._renew(self)
        self.env["hr.skp.sanction"]._open_cases(self)
        if found > MANY:
            # The planner is told that the tables grew: the next search judges by what it knows.
            self.env.cr.execute("ANALYZE hr_skp_award, hr_skp_eligibility")
        # The statements went past the cache.
        self.env.invalidate_all()
        self.followed_up_on = fields.Datetime.now()
        return found

    # ------------------------------------------------------------
    # AWARDS
    # ------------------------------------------------------------

    def _find_candidates(self, rule):
        """Propose everybody who qualifies by ``rule`` and has not been proposed; return how many.

        Who is a member of the pool, or waits for an earlier decision on the same, is not proposed
        again; a priority for development is one of the coming year.
        """
        self.env.cr.execute(
            SQL(
                """
                -- Both are reckoned once, before the first row goes in: looked up row by row, the
                -- table would be read over and over while it grows.
                WITH qualified AS MATERIALIZED (%(qualified)s), waiting AS MATERIALIZED (
                     SELECT a.employee_id FROM hr_skp_award a
                      WHERE a.company_id = %(company)s AND a.benefit = %(benefit)s
                        AND a.rule_id IS NOT NULL
                        AND (a.state IN ('proposed', 'approved')
                             OR (a.state = 'granted' AND a.left_on IS NULL
                                 AND a.benefit = %(pool)s)))
                INSERT INTO hr_skp_award (
                       employee_id, employee_name, employee_user_id, department_id, job_id,
                       company_id, year, benefit, name, rule_id, origin, predicates, state,
                       create_uid, create_date, write_uid, write_date)
                SELECT e.id, e.name, e.user_id, v.department_id, v.job_id, %(company)s, %(year)s,
                       %(benefit)s, %(name)s, %(rule)s, 'rule', q.predicates, 'proposed',
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM qualified q
                  JOIN hr_employee e ON e.id = q.employee_id AND e.active
                                    AND e.company_id = %(company)s
             LEFT JOIN hr_version v ON v.id = e.current_version_id
                 WHERE e.id NOT IN (SELECT employee_id FROM waiting)
           ON CONFLICT DO NOTHING
                """,
                qualified=self._get_qualified_sql(rule),
                company=self.company_id.id,
                year=self.year,
                benefit=rule.benefit,
                name=None if rule.benefit in (COMPETENCY, TALENT_POOL) else rule.name,
                rule=rule.id,
                pool=TALENT_POOL,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        return self.env.cr.rowcount

    def _get_qualified_sql(self, rule):
        """Return the query (employee_id, predicates) of who qualifies by ``rule`` this year.

        As ``rules.award.qualifies``: each year of the span meets the rule, none is missing, and the
        last one was judged in this agency.
        """
        return SQL(
            """
            SELECT h.employee_id, jsonb_object_agg(h.year::text, h.predicate) AS predicates
              FROM hr_skp_predicate_history h
             WHERE h.year BETWEEN %(first)s AND %(last)s AND %(meets)s
          GROUP BY h.employee_id
            HAVING count(*) = %(years)s
               AND bool_or(h.year = %(last)s AND h.company_id = %(company)s)
            """,
            first=self.year - rule.years + 1,
            last=self.year,
            years=rule.years,
            company=self.company_id.id,
            meets=meets_sql(SQL("h.predicate"), rule.predicate, rule.or_better),
        )

    def _get_unfounded_sql(self):
        """Return the query for the awards of this year whose predicates no longer stand."""
        return SQL(
            """
            SELECT a.id FROM hr_skp_award a
         LEFT JOIN (
                   SELECT h.employee_id, jsonb_object_agg(h.year::text, h.predicate) AS predicates
                     FROM hr_skp_predicate_history h
                    WHERE h.year BETWEEN %(first)s AND %(year)s
                 GROUP BY h.employee_id
                   ) h ON h.employee_id = a.employee_id
             WHERE a.origin = 'rule' AND a.company_id = %(company)s AND a.year = %(year)s
               AND NOT COALESCE(h.predicates @> a.predicates, FALSE)
            """,
            company=self.company_id.id,
            first=self.year - MAX_YEARS,
            year=self.year,
        )

    def _drop_unfounded_proposals(self):
        """Take back what nobody has decided on and what no longer stands; it may be found anew."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM hr_skp_award WHERE state = 'proposed' AND id IN (%s)",
                self._get_unfounded_sql(),
            )
        )

    def _mark_changed_bases(self):
        """Tell the decider which decided awards rest on predicates that have changed since."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_skp_award a SET basis_changed = NOT COALESCE(a.basis_changed, FALSE)
                 WHERE a.origin = 'rule' AND a.company_id = %(company)s AND a.year = %(year)s
                   AND a.state IN ('approved', 'granted')
                   AND COALESCE(a.basis_changed, FALSE) != (a.id IN (%(unfounded)s))
                """,
                unfounded=self._get_unfounded_sql(),
                company=self.company_id.id,
                year=self.year,
            )
        )

    def _end_memberships(self):
        """End memberships of the talent pool by a later predicate that is too low, or departure.

        As ``rules.award.leaves_pool``; a year without a predicate ends nothing.
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_skp_award a
                   SET left_on = %(today)s,
                       left_reason = CASE WHEN e.active THEN 'predicate' ELSE 'departed' END
                  FROM hr_employee e, hr_skp_award_rule r
                 WHERE e.id = a.employee_id AND r.id = a.rule_id
                   AND a.company_id = %(company)s AND a.benefit = %(pool)s
                   AND a.state = 'granted' AND a.left_on IS NULL
                   AND (NOT e.active OR EXISTS (
                        SELECT FROM hr_skp_predicate_history h
                         WHERE h.employee_id = a.employee_id
                           AND h.year BETWEEN a.year + 1 AND %(year)s
                           AND %(low)s))
                """,
                today=self.company_id._get_skp_today(),
                company=self.company_id.id,
                pool=TALENT_POOL,
                year=self.year,
                low=SQL("%s > %s", rank_sql(SQL("h.predicate")), rank_sql(SQL("r.stay_at"))),
            )
        )


class HrSkpTerm(models.Model):
    _inherit = "hr.skp.term"

    def action_close(self, reason=None):
        """Officer: closing the final term wakes the search for what follows from the year."""
        done = super().action_close(reason)
        if "final" in self.mapped("kind"):
            # Waking the scheduled action needs no right on it.
            self.env.ref("hr_skp_reward.ir_cron_follow_up").sudo()._trigger()
        return done

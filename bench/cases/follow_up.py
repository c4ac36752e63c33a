from ..facts import get_period
from ..harness import Benchmark

#: The rules of the regulation and the defaults of the addon, said once more in plain SQL.
YEARS = """
    SELECT e.employee_id, ev.year, e.predicate, e.id
      FROM hr_skp_evaluation e JOIN hr_skp_period ev ON ev.id = e.period_id
     WHERE e.term_kind = 'final' AND e.is_final
     UNION ALL
    SELECT past.employee_id, past.year, past.predicate, NULL FROM hr_skp_past_predicate past
"""


class FollowUp(Benchmark):
    """Everybody judged for awards, eligibility and sanctions, and what was found written."""

    name = "follow-up"
    title = "candidates and sanctions of everybody"
    limit = 3.0
    scales = "whole"
    repeats = 3

    def prepare(self):
        self.period = get_period(self.env)
        self.env.cr.execute(
            "UPDATE hr_skp_term SET state = 'closed' WHERE period_id = %s", [self.period.id]
        )
        self.rules = self.env["hr.skp.award.rule"]._get_rules(self.period.company_id)
        self.lists = self.env["hr.skp.eligibility.rule"]._get_rules(self.period.company_id)
        self.note = "nothing"
        self._compare()

    def _compare(self):
        """Both find the same people."""
        found = []
        for step in (self.ours, self.reference):
            with self.undone():
                step()
                found.append(self._count())
        assert found[0] == found[1], f"found {found[0]}, by bare SQL {found[1]}"
        self.note = ", ".join(f"{count} {name}" for name, count in found[0].items())

    def _count(self):
        counts = {}
        for name, table in (
            ("awards", "hr_skp_award"),
            ("listed", "hr_skp_eligibility"),
            ("cases", "hr_skp_sanction"),
        ):
            self.env.cr.execute(f"SELECT COUNT(*) FROM {table}")
            counts[name] = self.env.cr.fetchone()[0]
        return counts

    def get_unit(self):
        return 1, self.note

    def ours(self):
        self.period._follow_up()
        self.env.flush_all()

    def reference(self):
        for rule in self.rules:
            self._find_awards(rule)
        for rule in self.lists:
            self._list_eligible(rule)
        self._open_cases()

    def _get_better(self, rule, or_better):
        ranks = ["sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"]
        place = ranks.index(rule.predicate)
        return ranks[: place + 1] if or_better else [rule.predicate]

    def _find_awards(self, rule):
        self.env.cr.execute(
            f"""
            INSERT INTO hr_skp_award (
                   employee_id, employee_name, employee_user_id, department_id, job_id, company_id,
                   year, benefit, rule_id, origin, predicates, state,
                   create_uid, create_date, write_uid, write_date)
            SELECT h.id, h.name, h.user_id, v.department_id, v.job_id, h.company_id, %(year)s,
                   %(benefit)s, %(rule)s, 'rule', q.predicates, 'proposed', 1, now(), 1, now()
              FROM (SELECT y.employee_id, jsonb_object_agg(y.year::text, y.predicate) predicates
                      FROM ({YEARS}) y
                     WHERE y.year BETWEEN %(first)s AND %(year)s AND y.predicate = ANY(%(good)s)
                  GROUP BY y.employee_id HAVING COUNT(*) = %(years)s) q
              JOIN hr_employee h ON h.id = q.employee_id
              JOIN hr_version v ON v.id = h.current_version_id
            """,
            {
                "year": self.period.year,
                "first": self.period.year - rule.years + 1,
                "years": rule.years,
                "good": self._get_better(rule, rule.or_better),
                "benefit": rule.benefit,
                "rule": rule.id,
            },
        )

    def _list_eligible(self, rule):
        self.env.cr.execute(
            f"""
            INSERT INTO hr_skp_eligibility (
                   rule_id, purpose, employee_id, employee_name, department_id, job_id, company_id,
                   year, asked, years, predicates, outcome,
                   create_uid, create_date, write_uid, write_date)
            SELECT %(rule)s, %(purpose)s, h.id, h.name, v.department_id, v.job_id, h.company_id,
                   %(year)s, %(asked)s, %(years)s, q.predicates,
                   CASE WHEN q.good < q.found THEN 'below' WHEN q.good = %(years)s THEN 'met'
                        ELSE 'missing' END, 1, now(), 1, now()
              FROM hr_employee h
              JOIN hr_version v ON v.id = h.current_version_id AND v.asn_kind = 'pns'
         LEFT JOIN (SELECT y.employee_id, COUNT(*) AS found,
                           jsonb_object_agg(y.year::text, y.predicate) predicates,
                           COUNT(*) FILTER (WHERE y.predicate = ANY(%(good)s)) AS good
                      FROM ({YEARS}) y WHERE y.year BETWEEN %(first)s AND %(year)s
                  GROUP BY y.employee_id) q ON q.employee_id = h.id
            """,
            {
                "year": self.period.year,
                "first": self.period.year - rule.years + 1,
                "years": rule.years,
                "good": self._get_better(rule, True),
                "asked": rule.predicate,
                "purpose": rule.purpose,
                "rule": rule.id,
            },
        )

    def _open_cases(self):
        self.env.cr.execute(
            """
            INSERT INTO hr_skp_sanction (
                   evaluation_id, employee_id, employee_name, employee_user_id, evaluator_id,
                   evaluator_user_id, department_id, job_id, company_id, year, predicate, track,
                   state, opened_on, create_uid, create_date, write_uid, write_date)
            SELECT e.id, e.employee_id, e.employee_name, e.employee_user_id, e.evaluator_id,
                   e.evaluator_user_id, e.department_id, e.job_id, e.company_id, %(year)s,
                   e.predicate, CASE j.position_group WHEN 'jpt' THEN 'jpt' ELSE 'ja_jf' END,
                   'open', now(), 1, now(), 1, now()
              FROM hr_skp_evaluation e JOIN hr_job j ON j.id = e.job_id
             WHERE e.period_id = %(period)s AND e.term_kind = 'final' AND e.is_final
               AND (e.predicate IN ('kurang', 'sangat_kurang')
                    OR (e.predicate = 'butuh_perbaikan' AND j.position_group = 'jpt'))
            """,
            {"year": self.period.year, "period": self.period.id},
        )
        self.env.cr.execute(
            """
            WITH steps AS (
                INSERT INTO hr_skp_sanction_step (
                       sanction_id, company_id, kind, begun_on,
                       create_uid, create_date, write_uid, write_date)
                SELECT id, company_id, 'start', now(), 1, now(), 1, now() FROM hr_skp_sanction
                RETURNING id, sanction_id, kind)
            UPDATE hr_skp_sanction s SET step_id = steps.id, step = steps.kind
              FROM steps WHERE steps.sanction_id = s.id
            """
        )

from ..facts import get_officer, get_period, get_terms
from ..harness import Benchmark


class DashboardUnits(Benchmark):
    """What the officer's dashboard counts unit by unit and term by term, rolled up to its rows."""

    name = "dashboard-unit"
    title = "dashboard of the agency, by unit"
    limit = 2.5
    scales = "whole"

    def prepare(self):
        officer = get_officer(self.env)
        self.env.cr.execute(
            "UPDATE hr_skp_term SET state = 'open' WHERE period_id = %s", [get_period(self.env).id]
        )
        self.dashboard = self.env["hr.skp.dashboard"].with_user(officer)
        self.scope = self.dashboard._get_scope(self.dashboard._get_terms(), None, None)
        self.today = officer.company_id._get_skp_today()
        self.env.cr.execute("SELECT COUNT(*) FROM hr_skp_evaluation")
        self.note = f"{self.env.cr.fetchone()[0]:,} evaluations".replace(",", " ")

    def get_unit(self):
        return 1, self.note

    def ours(self):
        groups = self.dashboard._get_groups(self.scope)
        self.dashboard._get_unit_rows(self.scope, groups)

    def reference(self):
        """The same numbers: states and lateness of the term, predicates of every term, by unit."""
        self.env.cr.execute(
            """
            SELECT department_id, term_id, state, predicate, COUNT(*),
                   COUNT(*) FILTER (WHERE rating_deadline < %s AND state IN ('open', 'rated'))
              FROM hr_skp_evaluation WHERE period_id = %s AND company_id = %s
             GROUP BY department_id, term_id, state, predicate
            """,
            [self.today, self.scope.term.period_id.id, self.scope.company.id],
        )
        self.env.cr.fetchall()


class DashboardTerms(DashboardUnits):
    """The predicates of the whole agency, term by term."""

    name = "dashboard-term"
    title = "dashboard of the agency, by term"
    limit = 1.5

    def ours(self):
        domain = [*self.dashboard._get_domain(self.scope), ("predicate", "!=", False)]
        report = self.dashboard.env["hr.skp.evaluation.report"]
        report._count(domain, ("term_id", "predicate"))

    def reference(self):
        self.env.cr.execute(
            """
            SELECT term_id, predicate, COUNT(*)
              FROM hr_skp_evaluation
             WHERE period_id = %s AND company_id = %s AND predicate IS NOT NULL
             GROUP BY term_id, predicate
            """,
            [self.scope.term.period_id.id, self.scope.company.id],
        )
        assert len(self.env.cr.fetchall()) >= len(get_terms(self.env))

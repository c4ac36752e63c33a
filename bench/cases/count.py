import re

from ..facts import get_period, get_unit_head
from ..harness import Benchmark

#: Below so many plans a sequential scan is what a good planner chooses.
LARGE = 50_000


class Count(Benchmark):
    """How many plans the user reads, by his record rules; bare SQL counts the same ones."""

    limit = 5.0
    repeats = 31
    loops = 20
    scales = "whole"

    def prepare(self):
        user = self.get_user()
        self.plans = self.env["hr.skp"].with_user(user)
        self.query, self.params = self.get_sql(user)
        self.env.cr.execute(self.query, self.params)
        (expected,) = self.env.cr.fetchone()
        found = self.plans.search_count([])
        assert found == expected, f"{found} plans, {expected} by bare SQL"
        self.note = f"{found:,} of {self._explain()}".replace(",", " ")

    def _explain(self):
        """Return how many plans there are; note a sequential scan of all of them."""
        total = self.env["hr.skp"].search_count([])
        self.env.cr.execute("EXPLAIN " + self._get_own_sql())
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        if total > LARGE and re.search(r"Seq Scan on hr_skp\b", plan):
            self.problem = "sequential scan"
        return f"{total:,}"

    def _get_own_sql(self):
        select = self.plans._search([]).select("COUNT(*)")
        return self.env.cr._obj.mogrify(select.code, select.params).decode()

    def get_unit(self):
        return 1, self.note

    def warm_up(self):
        # Whoever is logged in was found by the server, with his agency.
        self.plans.env.user.company_id.mapped("name")

    def ours(self):
        self.plans.search_count([])

    def reference(self):
        self.env.cr.execute(self.query, self.params)
        self.env.cr.fetchone()

    def get_user(self):
        raise NotImplementedError

    def get_sql(self, user):
        """Return query and parameters of the count of the plans of ``user``."""
        return (
            "SELECT COUNT(*) FROM hr_skp WHERE employee_user_id = %s OR evaluator_user_id = %s",
            [user.id, user.id],
        )


class CountHead(Count):
    name = "count-head"
    title = "count plans, unit head"

    def get_user(self):
        return get_unit_head(self.env).user_id

    def get_sql(self, user):
        return (
            """
            SELECT COUNT(*) FROM hr_skp p
             WHERE p.department_id IN (
                   SELECT below.id FROM hr_department below
                     JOIN hr_department u ON below.parent_path LIKE u.parent_path || '%%'
                     JOIN hr_employee e ON e.id = u.manager_id AND e.user_id = %s)
                OR p.employee_user_id = %s OR p.evaluator_user_id = %s
            """,
            [user.id, user.id, user.id],
        )


class CountManager(Count):
    name = "count-manager"
    title = "count plans, manager"

    def get_user(self):
        return (
            self.env["hr.department"]
            .search([("child_ids", "=", False), ("manager_id", "!=", False)], order="id", limit=1)
            .manager_id.user_id
        )


class CountPortal(Count):
    name = "count-portal"
    title = "count plans, portal employee"

    def get_user(self):
        plans = self.env["hr.skp"].search([("period_id", "=", get_period(self.env).id)])
        return plans.employee_user_id.filtered("share")[:1]

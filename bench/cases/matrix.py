from ..facts import get_large_evaluator, get_period
from ..harness import Benchmark

MEMBERS, COLUMNS, RESULTS = 30, 8, 500
MANY2ONE = {"fields": {"display_name": {}}}


class Matrix(Benchmark):
    """A leader opens the grid of his people; Odoo reads the same results for a list."""

    name = "matrix"
    title = "matrix 30 × 8 with 500 results, open"
    limit = 1.0
    query_limit = 8
    repeats = 15

    def prepare(self):
        leader = get_large_evaluator(self.env)
        plan = self.env["hr.skp"].search(
            [("employee_id", "=", leader.id), ("period_id", "=", get_period(self.env).id)]
        )
        members = plan.child_ids.sorted("id")[:MEMBERS]
        columns = plan.result_ids
        columns |= columns.create(
            [
                {"skp_id": plan.id, "name": f"Hasil ke-{number}"}
                for number in range(COLUMNS - len(columns))
            ]
        )
        matrix = self.env["hr.skp.matrix"].create({"skp_id": plan.id})
        matrix.member_ids = members
        missing = RESULTS - len(members.result_ids)
        self.env["hr.skp.result"].create(
            [
                {
                    "skp_id": members[number % len(members)].id,
                    "name": f"Hasil tambahan ke-{number}",
                    "parent_id": columns[number % len(columns)].id,
                    "matrix_id": matrix.id,
                }
                for number in range(missing)
            ]
        )
        self.matrix = matrix.with_user(leader.user_id)
        self.results = members.result_ids.with_user(leader.user_id)
        grid = self.matrix.get_grid()
        assert (len(grid["columns"]), len(grid["rows"])) == (COLUMNS, len(members))
        assert len(self.results) == RESULTS

    def warm_up(self):
        # Whoever is logged in was found by the server, with his agency.
        self.matrix.env.user.company_id.mapped("name")

    def ours(self):
        self.matrix.get_grid()

    def reference(self):
        fields = self.results._fields
        names = self.matrix._get_result_fields()
        self.results.web_search_read(
            [("id", "in", self.results.ids)],
            {name: MANY2ONE if fields[name].type == "many2one" else {} for name in names},
            limit=RESULTS,
        )

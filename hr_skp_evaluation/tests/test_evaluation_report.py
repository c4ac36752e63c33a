from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .test_dashboard import DashboardCommon

INTERNAL = ("kasi", "kabid", "kadis", "walikota", "ketua", "staff", "teman", "hr")
OFFICERS = ("unit_officer", "officer", "manager", "auditor")


@tagged("post_install", "-at_install", "hr_skp_evaluation")
@freeze_time("2026-05-01")
class TestEvaluationReport(DashboardCommon):
    """The analysis shows whom the evaluation shows, and counts what was let out only."""

    def lines(self, role, domain=()):
        return self.env["hr.skp.evaluation.report"].with_user(self.users[role]).search(domain)

    def counts(self, role, domain=(), by="predicate"):
        report = self.env["hr.skp.evaluation.report"].with_user(self.users[role])
        return dict(report._read_group(list(domain), [by], ["__count"]))

    def test_same_readers(self):
        """Line for line, everybody reads here what he reads of the evaluations, and no more."""
        seen = {}
        for role in INTERNAL + OFFICERS:
            own = self.env["hr.skp.evaluation"].with_user(self.users[role]).search([])
            self.assertEqual(set(self.lines(role).ids), set(own.ids), role)
            seen[role] = len(own)
        self.assertEqual(seen["officer"], seen["auditor"])
        self.assertGreater(seen["officer"], seen["kabid"])
        self.assertEqual((seen["staff"], seen["hr"]), (1, 0))

    def test_decider_reads(self):
        """Who decides the objection to teman's result finds it here, by the evaluation's rule."""
        self.assertIn(self.evaluation("teman").id, self.lines("kabid").ids)

    def test_portal_has_no_access(self):
        with self.assertRaises(AccessError):
            self.lines("warga")

    def test_only_what_was_let_out(self):
        """No role counts a predicate that is not let out; a head of unit only what is final."""
        self.assertEqual(self.counts("officer"), {False: 3, "baik": 4})
        self.assertEqual(self.counts("kasi", [("is_my_team", "=", True)]), {"baik": 3})
        # Staff's is finalised, teman's objected to: neither is there for kadis yet.
        self.assertEqual(self.counts("kadis"), {False: 3, "baik": 2})
        self.assertEqual(self.counts("staff"), {"baik": 1})

    def test_own_unreleased(self):
        """Kasi is rated, not finalised: nothing of it in any sum of his."""
        own = [("is_mine", "=", True)]
        self.assertEqual(self.counts("kasi", own), {False: 1})
        self.assertEqual(self.counts("kasi", own, "result_rating"), {False: 1})

    def test_by_everything(self):
        """Every dimension of the issue groups, for the officer, with the same total."""
        for by in (
            "department_id",
            "parent_department_id",
            "main_department_id",
            "asn_position",
            "position_group",
            "asn_grade_id",
            "evaluator_id",
            "term_id",
            "period_id",
            "predicate",
            "state",
        ):
            self.assertEqual(sum(self.counts("officer", by=by).values()), 7, by)
        self.assertEqual(self.counts("officer", by="main_department_id"), {self.dinas: 7})
        self.assertEqual(
            self.counts("officer", by="parent_department_id"),
            {self.dinas.parent_id: 1, self.dinas: 2, self.bidang: 4},
        )
        self.assertEqual(self.counts("officer", by="asn_grade_id"), {self.grade: 7})

    def test_below_a_unit(self):
        below = [("department_id", "child_of", self.bidang.id)]
        self.assertEqual(len(self.lines("officer", below)), 6)

    def test_measures(self):
        """Shares: four of seven are let out, two of them final; all that were let out are good."""
        report = self.env["hr.skp.evaluation.report"].with_user(self.users["officer"])
        [(final, good)] = report._read_group([], [], ["final_rate:avg", "good_rate:avg"])
        self.assertAlmostEqual(final, 200 / 7, 3)
        self.assertEqual(good, 100)

    def test_filters(self):
        self.assertEqual(self.lines("staff", [("is_mine", "=", True)]).employee_name, "Staf Uji")
        self.assertEqual(len(self.lines("kadis", [("is_my_units", "=", True)])), 5)
        self.assertEqual(len(self.lines("unit_officer", [("is_my_units", "=", True)])), 6)
        late = self.lines("officer", [("is_late", "=", True)])
        self.assertEqual(
            set(late.mapped("employee_name")),
            {"Kepala Dinas Uji", "Kepala Bidang Uji", "Kepala Seksi Uji"},
        )

    def test_drill_down(self):
        line = self.lines("officer", [("employee_name", "=", "Staf Uji")])
        action = line.action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]),
            ("hr.skp.evaluation", self.evaluation("staff").id),
        )

    def test_counts_read_evaluations_only(self):
        """By unit or term the server reads evaluations alone, and each once: no post, no person."""
        report = self.env["hr.skp.evaluation.report"].with_user(self.users["auditor"])
        query = report._search([("period_id", "=", self.period.id)])
        plan = self.env.execute_query(
            SQL(
                "EXPLAIN SELECT %s, count(*) FROM %s WHERE %s GROUP BY 1",
                self.env["hr.skp.evaluation.report"]._field_to_sql(query.table, "department_id"),
                query.from_clause,
                query.where_clause,
            )
        )
        text = "\n".join(row[0] for row in plan)
        for table in ("hr_job", "hr_version", "hr_employee", "hr_department"):
            self.assertNotRegex(text, rf" on {table}\b")
        self.assertNotIn("Join", text.partition("SubPlan")[0])

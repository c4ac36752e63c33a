from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .reward_common import RewardCommon


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestFollowUpDashboard(RewardCommon):
    """The numbers of a year's follow-up, and to whom they say nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for key, first, second in (
            ("staff", "sangat_baik", "sangat_baik"),
            ("teman", "baik", "baik"),
            ("ketua", "baik", "kurang"),
            ("kadis", "baik", "butuh_perbaikan"),
        ):
            cls.final(key, 2026, first)
            cls.final(key, 2027, second)
        cls.follow_up()

    def get(self, key, year=None):
        # As another request of another day: nothing is cached, and the companies are his own.
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.env(user=self.users[key], context={})
        return env["hr.skp.follow.up.dashboard"].get_dashboard(year)

    def table(self, data):
        """Return row code -> column code -> count, without zeroes."""
        return {
            row["code"]: {
                column["code"]: count
                for column, count in zip(data["columns"], row["counts"], strict=True)
                if count
            }
            for row in data["rows"]
        }

    def tiles(self, data):
        return {tile["key"]: tile["value"] for tile in data["tiles"]}

    def test_numbers(self):
        data = self.get("ppk")
        self.assertEqual((data["years"], data["year"]), ([2027, 2026], 2027))
        self.assertEqual(
            self.table(data["awards"]),
            {"competency": {"proposed": 2}, "talent_pool": {"proposed": 1}, "other": {}},
        )
        self.assertEqual(self.table(data["eligibility"])["promotion"]["met"], 2, "staff and teman")
        self.assertEqual(data["trend"]["years"], [2026, 2027])
        trend = {line["code"]: line["counts"] for line in data["trend"]["predicates"]}
        self.assertEqual((trend["baik"], trend["kurang"]), ([3, 1], [0, 1]))
        self.assertEqual(
            self.tiles(data),
            {"pending": 3, "no_skills": 2, "pool": 0, "changed": 0, "corrections": 0},
        )

    def test_every_number_opens_its_list(self):
        """What a number opens has as many lines as it says."""
        data = self.get("ppk")
        tables = [data[key] for key in ("awards", "eligibility", "cases")]
        for table in tables:
            for row in table["rows"]:
                for column, count in zip(table["columns"], row["counts"], strict=True):
                    domain = [
                        *table["domain"],
                        (table["row_field"], "=", row["code"]),
                        (table["column_field"], "=", column["code"]),
                    ]
                    model = self.env[table["model"]].with_user(self.users["ppk"])
                    self.assertEqual(model.search_count(domain), count, domain)
        rows = [(row["action"], row["count"]) for row in data["allowance"]]
        rows += [(tile["action"], tile["value"]) for tile in data["tiles"]]
        rows += [(row["action"], row["total"] - row["count"]) for row in data["cases"]["coverage"]]
        for action, count in rows:
            model = self.env[action["res_model"]].with_user(self.users["ppk"])
            self.assertEqual(model.search_count(action["domain"]), count, action["name"])

    def test_cases_by_step_and_clock(self):
        """Waiting for the decision to begin no clock runs; begun, it does; late, it says so."""
        cases = self.get("ppk")["cases"]
        self.assertEqual(self.table(cases)["start"], {False: 2})
        self.assertEqual((cases["total"], cases["nearest"]), (2, []))
        self.decide("ketua", "start", "begin", "2028-02-01")
        cases = self.get("ppk")["cases"]
        self.assertEqual(self.table(cases)["improve"], {"running": 1})
        self.assertEqual(
            [(row["name"], row["days_left"]) for row in cases["nearest"]], [("Ketua Tim Uji", 182)]
        )
        coverage = {row["key"]: (row["count"], row["total"]) for row in cases["coverage"]}
        self.assertEqual(
            coverage, {"clock": (1, 2), "plan": (0, 1), "talk": (0, 1), "test": (0, 0)}
        )
        target = self.env["hr.skp.improvement"].create(
            {
                "sanction_id": self.case("ketua").id,
                "name": "Laporan",
                "target": "Enam",
                "date_due": "2028-06-01",
            }
        )
        self.env["hr.skp.improvement.check"].create(
            {"improvement_id": target.id, "party": "evaluator", "note": "Baik"}
        )
        coverage = {row["key"]: row["count"] for row in self.get("auditor")["cases"]["coverage"]}
        self.assertEqual((coverage["plan"], coverage["talk"]), (1, 1))
        with freeze_time("2028-09-01 03:00:00"):
            cases = self.get("ppk")["cases"]
            self.assertEqual((cases["overdue"], cases["nearest"][0]["days_left"]), (1, -31))
            self.assertEqual(cases["coverage"][2]["count"], 0, "nobody talked for months")

    def test_no_number_of_cases_for_others(self):
        """Officers and administrators get the same page whether there are cases or not."""
        for key in ("officer", "manager"):
            before = self.get(key)
            self.assertNotIn("cases", before)
            for action in [tile["action"] for tile in before["tiles"]]:
                self.assertNotIn("sanction", action["res_model"])
        with_cases = {key: self.get(key) for key in ("officer", "manager")}
        self.env["hr.skp.sanction"].search([]).unlink()
        for key, data in with_cases.items():
            self.assertEqual(self.get(key), data)
        for key in ("kabid", "staff", "warga", "hr", "unit_officer"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.get(key)

    def test_own_case_of_the_decider_is_not_counted(self):
        """Who decides and has a case himself reads of others' only: his own is decided above."""
        self.users["ketua"].group_ids += self.env.ref("hr_skp_reward.group_skp_decider")
        self.assertEqual(self.get("ketua")["cases"]["total"], 1)
        self.assertEqual(self.get("ppk")["cases"]["total"], 2)

    def test_years(self):
        with self.assertRaises(UserError):
            self.get("officer", 2020)
        self.assertEqual(self.get("officer", 2026)["trend"]["years"], [2026])

    def test_nothing_yet(self):
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        self.users["ppk"].write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        self.assertEqual(self.get("ppk"), {"years": []})

    def test_costs_do_not_grow_with_people(self):
        """One case or many, one award or many: the same number of queries."""
        few = self.count_queries()
        for key in ("kasi", "kabid", "warga"):
            self.final(key, 2027, "kurang")
        self.follow_up()
        self.assertEqual(self.get("ppk")["cases"]["total"], 5)
        self.assertEqual(self.count_queries(), few)

    def count_queries(self):
        self.get("ppk")
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.get("ppk")
        return self.env.cr.sql_log_count - before

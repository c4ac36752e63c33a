from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .evaluation_common import EvaluationCommon


class DashboardCommon(EvaluationCommon):
    """Seven people of the first term, each as far as another; teman objects."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency.skp_objection_terms = "all"
        for key, state in (
            ("kasi", "rated"),
            ("ketua", "final"),
            ("staff", "finalised"),
            ("teman", "received"),
            ("warga", "final"),
        ):
            cls.evaluate_to(key, state)
        cls.report("kabid")
        cls.evaluation("teman", "teman").action_object("Bukti tidak dibaca")
        cls.env.flush_all()
        cls.env.invalidate_all()


@tagged("post_install", "-at_install", "hr_skp_evaluation")
@freeze_time("2026-05-01")
class TestDashboard(DashboardCommon):
    """Every number is what the asker's own list of it holds, and he himself is in none."""

    def dashboard(self, role, unit=None, term=None):
        dashboard = self.env["hr.skp.dashboard"].with_user(self.users[role])
        return dashboard.get_dashboard(term and term.id, unit and unit.id)

    def count(self, role, *conditions, model="hr.skp.evaluation"):
        domain = [condition for part in conditions for condition in part]
        return self.env[model].with_user(self.users[role]).search_count(domain)

    def tiles(self, data):
        return {tile["key"]: tile["value"] for tile in data["tiles"]}

    # ------------------------------------------------------------
    # NUMBERS AND THEIR LISTS
    # ------------------------------------------------------------

    def test_officer(self):
        data = self.dashboard("officer")
        self.assertEqual(data["term_id"], self.term.id)
        self.assertEqual(
            self.tiles(data),
            {"people": 7, "final": 2, "late": 3, "objections": 1, "unplanned": 1},
        )
        units = {row["name"]: row for row in data["units"]}
        self.assertEqual(set(units), {"Dinas Uji (directly)", "Bidang Uji"})
        self.assertEqual((units["Bidang Uji"]["total"], units["Bidang Uji"]["late"]), (6, 2))
        self.assertEqual(
            units["Bidang Uji"]["steps"],
            {"self_reported": 1, "rated": 1, "finalised": 2, "final": 2},
        )
        self.assertEqual(units["Bidang Uji"]["terms"], {self.term.id: {"baik": 4}})
        self.assertTrue(units["Bidang Uji"]["has_below"])

    def test_every_number_opens_its_list(self):
        """For every role and unit: as many in the list as the number says, by the same rights."""
        for role in ("officer", "auditor", "unit_officer", "kadis", "kabid", "kasi", "walikota"):
            for unit in (None, self.bidang, self.seksi):
                with self.subTest(role=role, unit=unit and unit.name):
                    self._check_lists(role, self.dashboard(role, unit))

    def _check_lists(self, role, data):
        of_term = [("term_id", "=", data["term_id"])]
        for row in data["units"]:
            base = (data["domain"], of_term, row["domain"])
            self.assertEqual(self.count(role, *base), row["total"], row["name"])
            self.assertEqual(self.count(role, *base, [("is_late", "=", True)]), row["late"])
            for step in data["steps"]:
                self.assertEqual(
                    self.count(role, *base, [("state", "in", step["states"])]),
                    row["steps"][step["code"]],
                )
            for code, people in row["terms"].get(data["term_id"], {}).items():
                self.assertEqual(self.count(role, *base, [("predicate", "=", code)]), people)
        for tile in data["tiles"]:
            action = tile["action"]
            self.assertEqual(
                self.count(role, action["domain"], model=action["res_model"]),
                tile["value"],
                tile["key"],
            )
        for row in data["waiting"]:
            self.assertEqual(self.count(role, data["domain"], row["domain"]), row["count"])
        for row in data["distribution"]["deviations"]:
            self.assertEqual(self.count(role, data["domain"], row["domain"]), row["total"])
        for panel in data["clocks"]:
            for row in panel["rows"]:
                self.assertEqual(
                    self.count(role, row["domain"], model=panel["action"]["res_model"]), 1
                )

    def test_into_a_unit(self):
        data = self.dashboard("officer", self.bidang)
        self.assertEqual([unit["name"] for unit in data["path"]], ["Dinas Uji", "Bidang Uji"])
        self.assertEqual(
            {row["name"]: row["total"] for row in data["units"]},
            {"Bidang Uji (directly)": 2, "Seksi Uji": 4},
        )
        self.assertEqual(self.tiles(data)["people"], 6)

    # ------------------------------------------------------------
    # WHO SEES WHAT
    # ------------------------------------------------------------

    def test_oneself_is_in_no_number(self):
        """Kadis heads everybody and is rated himself: the sums are of the others alone."""
        self.performance("bidang")
        self.evaluate_to("kadis", "rated", ratings=("as", "above"))
        self.assertEqual(self.tiles(self.dashboard("officer"))["people"], 7)
        data = self.dashboard("kadis")
        # Finalised but not final of staff and teman, a head reads nothing; kabid is his to rate.
        self.assertEqual(self.tiles(data)["people"], 4)
        self.assertEqual(sum(row["total"] for row in data["units"]), 4)
        for role in self.users:
            if self.users[role].share or not self.users[role].employee_ids:
                continue
            text = str(self.dashboard(role))
            self.assertNotIn("Uji, ", text)
            own = self.evaluation(role) if role in self.people else None
            if own and own.state == "rated":
                sums = [row["terms"] for row in self.dashboard(role)["units"]]
                self.assertNotIn("sangat_baik", str(sums), role)

    def test_unreleased_predicates(self):
        """Rated as very good, not let out: in nobody's sums, by no panel."""
        self.evaluate_to("kabid", "rated", ratings=("above", "above"))
        for role in ("officer", "auditor", "kadis", "kabid", "walikota"):
            data = self.dashboard(role)
            self.assertNotIn("sangat_baik", str([row["terms"] for row in data["units"]]))
            self.assertNotIn("sangat_baik", str(data["distribution"]["counts"]))
            self.assertNotIn("sangat_baik", str(data["quadrant"]))

    def test_unit_head_has_his_subtree(self):
        """Kabid: his Bidang, and of staff and teman nothing until final – but teman's objection."""
        data = self.dashboard("kabid")
        names = {row["name"] for row in data["units"]}
        self.assertEqual(names, {"Bidang Uji (directly)", "Seksi Uji"})
        # ketua, kasi (his to rate), warga, and teman, whose objection he decides.
        self.assertEqual(self.tiles(data)["people"], 4)
        self.assertEqual(self.tiles(data)["objections"], 1)

    def test_employee_and_hr_see_nobody(self):
        for role in ("staff", "hr"):
            data = self.dashboard(role)
            self.assertEqual((data["units"], data["tiles"]), ([], []), role)
            self.assertEqual((data["waiting"], data["quadrant"]), ([], []), role)
            self.assertFalse(data["distribution"]["units"])

    def test_portal_has_no_access(self):
        with self.assertRaises(AccessError):
            self.dashboard("warga")

    def test_strange_term(self):
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        term = self.period.copy({"company_id": other.id}).term_ids[:1]
        term.sudo().state = "open"
        with self.assertRaises(UserError):
            self.dashboard("officer", term=term)

    # ------------------------------------------------------------
    # PANELS
    # ------------------------------------------------------------

    def test_who_holds_it_up(self):
        """Kadis has kabid's report to rate; kasi is rated and waits for kabid to finalise."""
        rows = {row["name"]: row for row in self.dashboard("officer")["waiting"]}
        self.assertEqual(rows["Kepala Dinas Uji"]["count"], 1)
        self.assertEqual(rows["Kepala Bidang Uji"]["count"], 1)
        self.assertEqual(rows["Wali Kota Uji"]["kind"], "evaluator")

    def test_leader_holds_up(self):
        """Without a confirmed performance, it is the leader above the unit who is waited for."""
        self.open_term(self.terms[1])
        self.evaluate_to("kasi", "rated", term=self.terms[1])
        rows = self.dashboard("officer", term=self.terms[1])["waiting"]
        self.assertEqual(
            [(row["kind"], row["name"], row["count"]) for row in rows],
            [("unit_leader", "Kepala Bidang Uji", 1)],
        )

    def test_distribution(self):
        """Four of four good: too many for the pattern of a good unit; nobody improves."""
        found = self.dashboard("officer")["distribution"]
        self.assertEqual((found["units"], found["deviating"]), (1, 1))
        self.assertEqual(found["counts"], {"baik": 4})
        self.assertEqual(found["expected"]["baik"], 2.6)
        [row] = found["deviations"]
        self.assertEqual((row["name"], row["is_small"]), ("Dinas Uji", True))
        self.assertEqual(len(row["messages"]), 2)

    def test_partial_units_are_not_judged(self):
        """Of the Dinas kabid reads some people only: its pattern is not held against these."""
        self.assertFalse(self.dashboard("kabid")["distribution"]["units"])
        self.assertFalse(self.dashboard("officer", self.seksi)["distribution"]["units"])

    def test_quadrant(self):
        [cell] = self.dashboard("officer")["quadrant"]
        self.assertEqual(
            (cell["result_rating"], cell["behaviour_rating"], cell["count"]), ("as", "as", 4)
        )

    def test_clock_of_an_objection(self):
        panel = self.dashboard("officer")["clocks"][0]
        [row] = panel["rows"]
        self.assertEqual(row["name"], "Teman Uji")
        self.assertEqual(row["note"], "waits for Kepala Seksi Uji")
        self.assertEqual(row["days_left"], self.agency.skp_explanation_days)

    def test_other_units_as_one_row(self):
        """More units than a page holds: the quietest are one row, whose list is exact."""
        self._add_sections(45)
        data = self.dashboard("officer", self.bidang)
        self.assertEqual(len(data["units"]), 41)
        self.assertEqual(data["units"][-1]["name"], "7 other units")
        self._check_lists("officer", data)

    def _add_sections(self, number):
        """Give the Bidang so many sections more, each with one person's open evaluation."""
        staff = self.people["staff"]
        units = self.env["hr.department"].create(
            [
                {
                    "name": f"Seksi {index:02d}",
                    "parent_id": self.bidang.id,
                    "company_id": self.agency.id,
                }
                for index in range(number)
            ]
        )
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {unit.name}",
                    "company_id": self.agency.id,
                    "job_id": staff.job_id.id,
                    "department_id": unit.id,
                    "parent_id": self.people["kasi"].id,
                    "asn_kind": "pns",
                }
                for unit in units
            ]
        )
        plans = self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )
        self.env["hr.skp.evaluation"]._open_for(plans, self.term)
        self.env.flush_all()

    def test_constant_number_of_queries(self):
        """As many queries with fifty units as with three."""
        self.dashboard("officer")
        counts = []
        for number in (1, 50):
            self._add_sections(number)
            self.env.invalidate_all()
            # Who asks is known to a server by then.
            self.assertTrue(self.users["officer"].partner_id.name)
            before = self.env.cr.sql_log_count
            self.dashboard("officer", self.bidang)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 80)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestDashboardTour(HttpCase, DashboardCommon):
    """The numbers on screen, and the lists that they open."""

    def test_officer(self):
        self.start_tour("/odoo", "hr_skp_dashboard_officer", login="uji_officer")
        late = self.env["hr.skp.evaluation"].search(
            [("term_id", "=", self.term.id), ("is_late", "=", True)]
        )
        self.assertEqual(
            set(late.mapped("employee_name")),
            {"Kepala Dinas Uji", "Kepala Bidang Uji", "Kepala Seksi Uji"},
        )

    def test_head(self):
        """Kabid sees four: his two, warga who is final, and teman, whose objection he decides."""
        self.start_tour("/odoo", "hr_skp_dashboard_head", login="uji_kabid")
        readable = self.env["hr.skp.evaluation"].with_user(self.users["kabid"])
        self.assertEqual(
            set(
                readable.search([("employee_user_id", "!=", readable.env.uid)]).mapped(
                    "employee_name"
                )
            ),
            {"Ketua Tim Uji", "Kepala Seksi Uji", "Warga Uji", "Teman Uji"},
        )

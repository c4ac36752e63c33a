import io
import random

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules.award import qualifies
from ..rules.eligibility import PURPOSES, judge
from .reward_common import RewardCommon

CODES = [code for code, _label in PREDICATES]


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestFollowUp(RewardCommon):
    """The yearly search: who it finds, that it finds nobody twice, and what it costs."""

    def two_years(self, key, first, second):
        self.final(key, 2026, first)
        self.final(key, 2027, second)

    def benefits(self, key):
        return self.awards(key).mapped("benefit")

    def test_candidates(self):
        """Two years Very good, two years Good, a fall, and a single year."""
        self.two_years("staff", "sangat_baik", "sangat_baik")
        self.two_years("teman", "baik", "baik")
        self.two_years("warga", "sangat_baik", "butuh_perbaikan")
        self.final("ketua", 2027, "sangat_baik")
        self.follow_up()
        self.assertEqual(self.benefits("staff"), ["competency", "talent_pool"])
        self.assertEqual(self.benefits("teman"), ["competency"])
        self.assertFalse(self.awards("warga") | self.awards("ketua"))
        award = self.awards("staff", benefit="talent_pool")
        self.assertRecordValues(
            award,
            [
                {
                    "state": "proposed",
                    "origin": "rule",
                    "year": 2027,
                    "employee_name": "Staf Uji",
                    "employee_user_id": self.users["staff"].id,
                    "department_id": self.seksi.id,
                    "company_id": self.agency.id,
                    "predicates": {"2026": "sangat_baik", "2027": "sangat_baik"},
                }
            ],
        )

    def test_search_twice_adds_nothing(self):
        self.two_years("staff", "sangat_baik", "sangat_baik")
        self.two_years("ketua", "baik", "kurang")
        self.follow_up()
        before = (self.awards().ids, self.case("ketua").ids, self.case("ketua").step_ids.ids)
        lists = self.env["hr.skp.eligibility"].search([("year", "=", 2027)]).ids
        activities = self.env["mail.activity"].search_count([("res_model", "=", "hr.skp.sanction")])
        self.follow_up()
        self.assertEqual(
            before, (self.awards().ids, self.case("ketua").ids, self.case("ketua").step_ids.ids)
        )
        self.assertEqual(lists, self.env["hr.skp.eligibility"].search([("year", "=", 2027)]).ids)
        self.assertEqual(
            activities,
            self.env["mail.activity"].search_count([("res_model", "=", "hr.skp.sanction")]),
        )

    def test_only_final_results_of_a_closed_term(self):
        """Received but not final counts for nothing; nor does a year whose final term is open."""
        self.final("staff", 2026, "baik")
        self.final("staff", 2027, "baik", state="received")
        self.final("ketua", 2027, "kurang", state="finalised")
        self.two_years("teman", "baik", "baik")
        self.final_term_of(2027).state = "open"
        self.follow_up()
        self.assertFalse(self.awards())
        self.final_term_of(2027).state = "closed"
        self.follow_up()
        self.assertEqual(self.awards().employee_id, self.people["teman"])
        self.assertFalse(self.case("ketua"))

    def test_a_quarter_triggers_nothing(self):
        quarter = self.year(2027).term_ids.filtered(lambda term: term.kind == "quarter")[:1]
        self.final("ketua", 2027, "kurang", term=quarter)
        self.follow_up()
        self.assertFalse(self.case("ketua"))

    def test_imported_year_counts(self):
        """A predicate of an earlier system counts; the agency's own of that year goes before it."""
        past = self.env["hr.skp.past.predicate"]
        for key, predicate in (("staff", "baik"), ("teman", "kurang")):
            past.create({"employee_id": self.people[key].id, "year": 2026, "predicate": predicate})
        self.final("staff", 2027, "baik")
        self.two_years("teman", "baik", "baik")
        self.follow_up()
        self.assertEqual(self.benefits("staff"), ["competency"])
        self.assertEqual(self.benefits("teman"), ["competency"])
        history = self.env["hr.skp.predicate.history"].search(
            [("employee_id", "=", self.people["teman"].id), ("year", "=", 2026)]
        )
        self.assertRecordValues(history, [{"predicate": "baik", "source": "own"}])

    def test_people_who_left(self):
        self.two_years("staff", "baik", "baik")
        self.final("ketua", 2027, "kurang")
        self.people["staff"].active = self.people["ketua"].active = False
        self.follow_up()
        self.assertFalse(self.awards() | self.awards("staff"))
        self.assertFalse(self.case("ketua"))

    def test_own_rules_of_an_agency(self):
        """An agency's own rule replaces the general one of the same benefit; others stay."""
        rule = self.env.ref("hr_skp_reward.hr_skp_award_rule_competency")
        own_id = rule.with_user(self.users["manager"]).action_customise()["res_id"]
        own = self.env["hr.skp.award.rule"].browse(own_id)
        self.assertEqual(own.company_id, self.agency)
        own.write({"years": 1, "or_better": False})
        self.final("staff", 2027, "baik")
        self.two_years("teman", "sangat_baik", "sangat_baik")
        self.follow_up()
        self.assertEqual(self.awards("staff").rule_id, own)
        self.assertEqual(self.benefits("teman"), ["talent_pool"])
        own.active = False
        self.assertEqual(
            self.env["hr.skp.award.rule"]._get_rules(self.agency).mapped("benefit"), ["talent_pool"]
        )

    def test_proposal_that_no_longer_stands(self):
        """An undecided one goes with its basis; a decided one is marked for the decider."""
        self.two_years("staff", "sangat_baik", "sangat_baik")
        self.follow_up()
        pool = self.awards("staff", benefit="talent_pool")
        pool.with_user(self.users["ppk"]).action_approve()
        evaluation = self.env["hr.skp.evaluation"].search(
            [("employee_id", "=", self.people["staff"].id), ("period_id.year", "=", 2027)]
        )
        evaluation.predicate = "kurang"
        self.follow_up()
        self.assertEqual(self.awards("staff"), pool)
        self.assertTrue(pool.basis_changed)
        evaluation.predicate = "sangat_baik"
        self.follow_up()
        self.assertEqual(self.benefits("staff"), ["competency", "talent_pool"])
        self.assertFalse(pool.basis_changed)

    def test_members_leave_the_pool(self):
        """A later predicate below Good ends the membership, a missing year does not."""
        self.two_years("staff", "sangat_baik", "sangat_baik")
        self.two_years("teman", "sangat_baik", "sangat_baik")
        self.follow_up()
        pool = self.awards(benefit="talent_pool")
        pool.with_user(self.users["ppk"]).action_approve()
        pool.with_user(self.users["ppk"]).action_grant("SK 1", "2028-02-01")
        with freeze_time("2029-02-01 03:00:00"):
            self.final("staff", 2028, "butuh_perbaikan")
            self.follow_up()
        staff, teman = pool.sorted("employee_name")
        self.assertEqual((str(staff.left_on), staff.left_reason), ("2029-02-01", "predicate"))
        shown = pool.with_user(self.users["ppk"]).with_context(lang=None)
        self.assertEqual(
            shown.mapped(lambda member: (member.latest_text, member.stay_text)),
            [
                ("2028 Needs improvement", "with at least Good each year"),
                ("2027 Very good", "with at least Good each year"),
            ],
        )
        self.assertTrue(teman.is_member)
        self.people["teman"].active = False
        self.follow_up()
        self.assertEqual(teman.left_reason, "departed")

    def test_member_is_not_proposed_again(self):
        """Who is in the pool stays in it; the priority for development is one of each year."""
        self.two_years("staff", "sangat_baik", "sangat_baik")
        self.follow_up()
        ppk = self.users["ppk"]
        self.awards().with_user(ppk).action_approve()
        self.awards().with_user(ppk).action_grant("SK 1", "2028-02-01")
        with freeze_time("2029-02-01 03:00:00"):
            self.final("staff", 2028, "sangat_baik")
            self.follow_up()
            self.assertEqual(self.awards("staff", year=2028).mapped("benefit"), ["competency"])

    def test_database_judges_as_the_rules(self):
        """The statements find exactly whom the rules' own functions find."""
        dice = random.Random(10)
        histories = {}
        keys = [key for key in self.people if key != "walikota"]
        for key in keys:
            histories[key] = {
                year: dice.choice(CODES) for year in (2025, 2026, 2027) if dice.random() < 0.9
            }
            for year, predicate in histories[key].items():
                self.final(key, year, predicate)
        self.year(2027)
        rules = self.env["hr.skp.award.rule"].create(
            [
                {
                    "name": "Uji",
                    "benefit": "other",
                    "predicate": dice.choice(CODES),
                    "years": dice.randint(1, 3),
                    "or_better": dice.random() < 0.7,
                    "company_id": self.agency.id,
                }
                for _number in range(12)
            ]
        )
        for rule in rules:
            query = self.year(2027)._get_qualified_sql(rule)
            self.env.flush_all()
            found = {employee_id for employee_id, _p in self.env.execute_query(query)}
            expected = {
                self.people[key].id
                for key in keys
                if qualifies(histories[key], 2027, rule._get_rule())
            }
            self.assertEqual(found, expected, rule._get_rule())
        self.follow_up()
        lines = self.env["hr.skp.eligibility"].search([("year", "=", 2027)])
        judged = {(line.employee_id, line.purpose): line.outcome for line in lines}
        for key in keys:
            for purpose, _label in PURPOSES:
                verdict = judge(histories[key], 2027, "baik")
                self.assertEqual(judged[self.people[key], purpose], verdict.outcome)

    def test_costs_do_not_grow_with_people(self):
        """One statement a rule: as many queries for six candidates as for one."""
        self.two_years("staff", "sangat_baik", "sangat_baik")
        one = self.count_queries()
        for key in ("teman", "warga", "kasi", "ketua", "anggota", "kabid"):
            self.two_years(key, "sangat_baik", "sangat_baik")
        self.assertEqual(self.count_queries(), one)
        self.assertEqual(len(self.awards()), 14)

    def count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.year(2027)._follow_up()
        return self.env.cr.sql_log_count - before

    def test_search_now(self):
        """Officer and decider may search at once; nothing is said of cases."""
        self.two_years("staff", "baik", "baik")
        self.final("ketua", 2027, "kurang")
        period = self.year(2027)
        for key in ("staff", "kasi", "auditor", "unit_officer", "hr"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                period.with_user(self.users[key]).action_follow_up()
        answer = period.with_user(self.users["officer"]).action_follow_up()
        self.assertIn("1", answer["params"]["message"])
        self.assertTrue(self.case("ketua"))
        answer = period.with_user(self.users["ppk"]).action_follow_up()
        self.assertIn("0", answer["params"]["message"])
        open_year = self.year(2028, closed=False).with_user(self.users["officer"])
        with self.assertRaises(UserError):
            open_year.action_follow_up()

    def test_closing_the_final_term_wakes_the_search(self):
        cron = self.env.ref("hr_skp_reward.ir_cron_follow_up")
        term = self.final_term_of(2027)
        term.period_id.state = "open"
        term.state = "open"
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        term.with_user(self.users["officer"]).action_close("Selesai")
        self.assertEqual(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), triggers + 1
        )


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestEligibility(RewardCommon):
    """Lists with reasons for promotion, mutation and talent."""

    def test_list_with_reasons(self):
        self.final("staff", 2026, "baik")
        self.final("staff", 2027, "sangat_baik")
        self.final("teman", 2026, "butuh_perbaikan")
        self.final("teman", 2027, "baik")
        self.follow_up()
        self.users["officer"].group_ids += self.env.ref("base.group_allow_export")
        lines = self.env["hr.skp.eligibility"].with_user(self.users["officer"])
        promotion = [("purpose", "=", "promotion"), ("year", "=", 2027)]
        found = {line.employee_name: line for line in lines.search(promotion)}
        self.assertEqual(found["Staf Uji"].outcome, "met")
        self.assertEqual(found["Teman Uji"].outcome, "below")
        self.assertEqual(
            found["Teman Uji"].reason_text, "2026: Needs improvement, too low; 2027: Good"
        )
        self.assertEqual(found["Kepala Seksi Uji"].outcome, "missing")
        self.assertIn("2026: no final predicate", found["Kepala Seksi Uji"].reason_text)
        self.assertNotIn("Wali Kota Uji", found, "who is no ASN is not judged")
        rows = lines.search(promotion).export_data(["employee_name", "outcome", "reason_text"])
        self.assertEqual(len(rows["datas"]), len(found))

    def test_workbook_with_reasons(self):
        """The list as a board reads it: numbers and reasons; a file is its maker's alone."""
        self.final("staff", 2026, "baik")
        self.final("staff", 2027, "sangat_baik")
        self.final("teman", 2027, "baik")
        self.follow_up()
        lines = self.env["hr.skp.eligibility"].with_user(self.users["ppk"])
        shown = [("purpose", "=", "promotion"), ("outcome", "=", "met")]
        url = lines.with_context(active_domain=shown).action_download()["url"]
        export = self.env["hr.skp.eligibility.export"].browse(int(url.rpartition("/")[2]))
        stream = io.BytesIO()
        export.with_user(self.users["ppk"])._write_to(stream)
        rows = list(openpyxl.load_workbook(stream).active.iter_rows(min_row=4, values_only=True))
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows[1][1:3], ("Staf Uji", "19860926 201505 1 007"))
        self.assertEqual(rows[1][5:], ("Promosi", "2027", "Memenuhi syarat", rows[1][8]))
        self.assertEqual(rows[1][8], "2026: Baik; 2027: Sangat baik")
        self.assertFalse(export.with_user(self.users["officer"]).has_access("read"))
        chosen = lines.search([("employee_id", "=", self.people["teman"].id)], limit=1)
        self.assertIn("/hr_skp/eligibility/", chosen.action_download()["url"])
        with self.assertRaisesRegex(UserError, "nothing on this list"):
            lines.with_context(active_domain=[("year", "=", 1999)]).action_download()

    def test_read_by_whom_it_concerns(self):
        self.final("staff", 2027, "baik")
        self.follow_up()
        for key in ("officer", "manager", "auditor", "ppk"):
            lines = self.env["hr.skp.eligibility"].with_user(self.users[key])
            self.assertTrue(lines.search_count([]), key)
        for key in ("staff", "kasi", "hr", "unit_officer", "warga"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.env["hr.skp.eligibility"].with_user(self.users[key]).search([])

    def test_a_case_leaves_no_trace(self):
        """Eligibility says the same of somebody with a case as of one without."""
        self.final("staff", 2027, "kurang")
        self.follow_up()
        self.assertTrue(self.case("staff"))
        before = (
            self.env["hr.skp.eligibility"]
            .search([("year", "=", 2027)])
            .read(["employee_id", "outcome", "reason_text"])
        )
        self.case("staff", "ppk").action_cancel("error", "Keliru")
        self.follow_up()
        after = (
            self.env["hr.skp.eligibility"]
            .search([("year", "=", 2027)])
            .read(["employee_id", "outcome", "reason_text"])
        )
        self.assertEqual(before, after)

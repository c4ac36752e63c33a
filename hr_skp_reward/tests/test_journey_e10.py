from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.hr_skp_evaluation.tests.evaluation_common import EvaluationCommon

from .reward_common import RewardCommon

#: Who is rated how in the two years: ratings of results and of behaviour.
RATINGS = {
    2026: {
        "staff": ("above", "above"),
        "teman": ("as", "as"),
        "warga": ("above", "above"),
        "kadis": ("as", "as"),
        "ketua": ("as", "as"),
        "anggota": ("as", "as"),
    },
    2027: {
        "staff": ("above", "above"),
        "teman": ("as", "as"),
        # Needs improvement: opens no case for JA, but one for the head of the Dinas.
        "warga": ("below", "as"),
        "kadis": ("below", "as"),
        "ketua": ("as", "below"),
        "anggota": ("as", "below"),
    },
}
UNIT_PREDICATES = {2026: "baik", 2027: "butuh_perbaikan"}


@tagged("post_install", "-at_install", "hr_skp_reward")
class TestJourneyE10(EvaluationCommon, RewardCommon):
    """E10: two years are planned, rated, received and accepted by those concerned; what follows.

    The years end on 31 December 2026 and 2027; their final terms close on 1 February after.
    """

    @classmethod
    def setUpClass(cls):
        with freeze_time("2026-01-05 03:00:00"):
            super().setUpClass()
            cls.people["anggota"].asn_kind = "pppk"
            cls.bring_to("anggota", "agreed")
        cls._live_through(2026)
        with freeze_time("2027-01-05 03:00:00"):
            cls.period = cls._create_period(2027)
            cls.period.state = "open"
            cls._create_plans()
            for key in RATINGS[2027]:
                cls.bring_to(key, "agreed")
        cls._live_through(2027)

    @classmethod
    def _live_through(cls, year):
        """Rate, receive and accept the final evaluations of a year; close its final term."""
        term = cls.final_term_of(year)
        officer = cls.users["officer"]
        with freeze_time(f"{year + 1}-01-10 03:00:00"):
            cls.open_term(term)
            cls.performance("dinas", predicate=UNIT_PREDICATES[year], term=term)
            for key, ratings in RATINGS[year].items():
                cls.evaluate_to(key, "final", term=term, ratings=ratings)
        with freeze_time(f"{year + 1}-02-01 03:00:00"):
            term.with_user(officer).action_close("Selesai")
            cls.follow_up()

    def at(self, day):
        return freeze_time(f"{day} 03:00:00")

    def test_awards(self):
        """Two years Very good: talent pool; two years Good: development; a fall: none."""
        found = {key: set(self.awards(key, year=2027).mapped("benefit")) for key in RATINGS[2027]}
        self.assertEqual(
            found,
            {
                "staff": {"competency", "talent_pool"},
                "teman": {"competency"},
                "warga": set(),
                "kadis": set(),
                "ketua": set(),
                "anggota": set(),
            },
        )
        self.assertFalse(self.awards(year=2026), "one year is not two")
        with self.at("2028-02-10"):
            pool = self.awards("staff", benefit="talent_pool").with_user(self.users["ppk"])
            pool.action_approve()
            pool.action_grant("SK 800/12", "2028-02-10")
        own = self.env["hr.skp.award"].with_user(self.users["staff"]).search([])
        self.assertRecordValues(own, [{"decision_number": "SK 800/12", "is_member": True}])

    def test_jpt_to_a_lower_post(self):
        """JPT, Needs improvement: six months, not improved, competency test, a lower post."""
        self.assertRecordValues(
            self.case("kadis"), [{"track": "jpt", "state": "open", "predicate": "butuh_perbaikan"}]
        )
        with self.at("2028-02-29"):
            self.decide("kadis", "start", "begin", "2028-02-29")
        self.assertEqual(str(self.case("kadis").deadline), "2028-08-29")
        with self.at("2028-08-30"):
            self.decide("kadis", "improve", "not_improved", "2028-08-30")
            self.assertEqual(self.case("kadis").state, "testing")
            self.env["hr.skp.competency.test"].with_user(self.users["ppk"]).create(
                {"sanction_id": self.case("kadis").id, "assessor": "BKN", "result": "lower"}
            )
            self.decide("kadis", "test", "lower_post", "2028-08-30", post="Sekretaris Dinas Uji")
        self.assertRecordValues(self.case("kadis"), [{"state": "closed", "outcome": "lower_post"}])

    def test_ja_with_needs_improvement_has_no_case(self):
        self.assertFalse(self.case("warga"))

    def test_jf_to_honourable_discharge(self):
        """JF, Poor: six months, test, no vacancy, placed for a year, honourable discharge."""
        with self.at("2028-02-15"):
            self.decide("ketua", "start", "begin", "2028-02-15")
        with self.at("2028-08-16"):
            self.decide("ketua", "improve", "not_improved", "2028-08-16")
            self.env["hr.skp.competency.test"].with_user(self.users["ppk"]).create(
                {"sanction_id": self.case("ketua").id, "assessor": "BKN", "result": "lower"}
            )
            self.decide("ketua", "test", "no_vacancy", "2028-08-16", post="Staf Bidang Uji")
        case = self.case("ketua")
        self.assertEqual((case.state, str(case.deadline)), ("placed", "2029-08-16"))
        with self.at("2029-08-17"):
            self.decide("ketua", "placement", "discharge", "2029-08-17", number="SK 880/1")
        self.assertRecordValues(case, [{"state": "closed", "outcome": "discharge"}])
        self.assertEqual(
            case.step_ids.mapped("outcome"), ["begin", "not_improved", "no_vacancy", "discharge"]
        )

    def test_pppk_to_the_contract(self):
        """PPPK, Poor: the decision is on the contract, not on this track."""
        self.assertRecordValues(
            self.case("anggota"), [{"track": "contract", "step": "contract", "deadline": False}]
        )
        with self.at("2028-03-01"):
            self.decide("anggota", "contract", "end", "2028-03-01")
        self.assertRecordValues(self.case("anggota"), [{"state": "closed", "outcome": "end"}])

    def test_objection_cancels_the_case_and_corrects_the_allowance(self):
        """Poor was paid and followed up; judged anew, objected to and decided Good."""
        self.env["hr.skp.allowance.rate"].create(
            [
                {
                    "company_id": self.agency.id,
                    "predicate": predicate,
                    "percent": percent,
                    "date_from": "2026-01-01",
                }
                for predicate, percent in (("baik", 100), ("kurang", 60))
            ]
        )
        evaluation = self.evaluation("ketua", term=self.final_term_of(2027))
        with self.at("2028-02-05"):
            basis = (
                self.env["hr.skp.allowance"]
                .with_user(self.users["officer"])
                .create(
                    {
                        "company_id": self.agency.id,
                        "department_id": self.bidang.id,
                        "term_id": evaluation.term_id.id,
                    }
                )
            )
            basis.action_fill()
            basis.action_issue()
            self.decide("ketua", "start", "begin", "2028-02-05")
        second = self._create_user("manager2", "Admin Dua", "hr_skp.group_skp_manager")
        with self.at("2028-02-08"):
            evaluation.term_id.with_user(self.users["officer"]).action_open()
            evaluation.with_user(self.users["manager"]).action_reopen("Bukti baru")
            evaluation.with_user(second).action_reopen("Bukti baru")
            self.assertTrue(self.case("ketua").is_paused, "judged anew, the clock stands still")
            evaluation.with_user(self.users["kabid"]).action_finalise()
            evaluation.with_user(self.users["ketua"]).action_receive()
            evaluation.with_user(self.users["ketua"]).action_object("Bukti saya tidak dibaca")
        with self.at("2028-02-20"):
            objection = evaluation.objection_ids
            objection.with_user(self.users["kadis"]).action_decide(
                "Bukti ada", result_rating="as", behaviour_rating="as"
            )
        self.assertEqual((evaluation.state, evaluation.predicate), ("decided", "baik"))
        self.assertRecordValues(
            self.case("ketua"), [{"state": "cancelled", "cancel_code": "objection"}]
        )
        line = basis.correction_ids.line_ids
        self.assertRecordValues(line, [{"percent_before": 60, "percent": 100, "difference": 40}])
        self.assertEqual(
            basis.line_ids.filtered(lambda other: other.employee_id == line.employee_id).percent, 60
        )
        with self.at("2028-02-21"):
            evaluation.term_id.with_user(self.users["officer"]).action_close("Selesai")
            self.follow_up()
        self.assertEqual(self.awards("ketua", year=2027).mapped("benefit"), ["competency"])

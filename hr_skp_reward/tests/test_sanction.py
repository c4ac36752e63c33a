from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .reward_common import RewardCommon


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestSanction(RewardCommon):
    """Cases of the year 2027: opened on 1 February 2028, decided by ppk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2028-02-01 03:00:00"):
            cls.people["anggota"].asn_kind = "pppk"
            cls.people["teman"].asn_kind = "cpns"
            cls.results = {
                key: cls.final(key, 2027, predicate)
                for key, predicate in (
                    ("kadis", "butuh_perbaikan"),
                    ("ketua", "kurang"),
                    ("staff", "butuh_perbaikan"),
                    ("anggota", "kurang"),
                    ("teman", "sangat_kurang"),
                    ("kasi", "baik"),
                )
            }
            cls.follow_up()

    def refuse(self, pattern, key, *args, **options):
        with self.assertRaisesRegex(UserError, pattern):
            self.case(key, "ppk").action_record(*args, **options)

    def test_who_gets_a_case(self):
        """JPT from Needs improvement on, JA and JF from Poor on; PPPK contract; CPNS none."""
        for key, track, step in (
            ("kadis", "jpt", "start"),
            ("ketua", "ja_jf", "start"),
            ("anggota", "contract", "contract"),
        ):
            self.assertRecordValues(
                self.case(key),
                [
                    {
                        "track": track,
                        "state": "open",
                        "step": step,
                        "year": 2027,
                        "employee_user_id": self.users[key].id,
                        "evaluator_id": self.results[key].evaluator_id.id,
                        "evaluation_id": self.results[key].id,
                    }
                ],
            )
            self.assertEqual(str(self.case(key).step_ids.begun_on), "2028-02-01")
        for key in ("staff", "teman", "kasi"):
            self.assertFalse(self.case(key), key)

    def test_improved(self):
        """The decision that begins it starts six months; improved closes the case."""
        case = self.decide("ketua", "start", "begin", "2028-02-01", number="SK 7")
        self.assertEqual((case.state, case.step), ("improving", "improve"))
        self.assertEqual(str(case.deadline), "2028-08-01")
        with freeze_time("2028-06-01"):
            self.decide("ketua", "improve", "improved", "2028-06-01", note="Sudah baik")
        self.assertRecordValues(
            case, [{"state": "closed", "outcome": "improved", "step": False, "deadline": False}]
        )
        self.assertRecordValues(
            case.step_ids,
            [
                {"kind": "start", "outcome": "begin", "decision_number": "SK 7"},
                {"kind": "improve", "outcome": "improved", "decision_number": "SK 1"},
            ],
        )
        self.assertEqual(case.step_ids.recorded_by_id, self.users["ppk"])

    def test_refusals_say_what_is_wrong(self):
        """Number, date, step, outcome, time and test; a refused decision changes nothing."""
        self.refuse("number and a date", "ketua", "start", "begin", "", "2028-02-01")
        self.refuse("number and a date", "ketua", "start", "begin", "SK 1")
        self.refuse("future", "ketua", "start", "begin", "SK 1", "2028-02-02")
        self.refuse("before the step began", "ketua", "start", "begin", "SK 1", "2028-01-31")
        self.refuse("another step", "ketua", "improve", "improved", "SK 1", "2028-02-01")
        self.refuse("not decided so", "ketua", "start", "discharge", "SK 1", "2028-02-01")
        self.assertFalse(self.case("ketua").step_ids.decision_number)
        self.decide("ketua", "start", "begin", "2028-02-01")
        with freeze_time("2028-08-01 03:00:00"):
            self.refuse("only after", "ketua", "improve", "not_improved", "SK 1", "2028-08-01")
        with freeze_time("2028-08-02 03:00:00"):
            self.decide("ketua", "improve", "not_improved", "2028-08-02")
            self.refuse("test first", "ketua", "test", "no_vacancy", "SK 1", "2028-08-02")

    def test_only_the_decider_and_never_on_himself(self):
        for key in ("ketua", "kabid", "officer", "manager", "auditor", "kasi", "hr"):
            case = self.case("ketua", key)
            for method, args in (
                ("action_record", ("start", "begin", "SK 1", "2028-02-01")),
                ("action_pause", ("Sakit",)),
                ("action_resume", ()),
                ("action_cancel", ("death", "Meninggal")),
            ):
                with self.subTest(key=key, method=method), self.assertRaises(AccessError):
                    getattr(case, method)(*args)
        self.users["ketua"].group_ids += self.env.ref("hr_skp_reward.group_skp_decider")
        with self.assertRaises(AccessError):
            self.case("ketua", "ketua").action_cancel("error", "Keliru")
        self.case("kadis", "ketua").action_cancel("error", "Keliru")

    def test_nothing_is_written_past_the_decisions(self):
        case = self.case("ketua", "ppk")
        for vals in ({"state": "closed"}, {"deadline": "2030-01-01"}, {"evaluator_id": False}):
            with self.assertRaises(AccessError):
                case.write(vals)
        with self.assertRaises(AccessError):
            case.step_ids.write({"outcome": "begin"})
        with self.assertRaises(AccessError):
            case.create({**case.copy_data()[0], "employee_id": self.people["kasi"].id})
        with self.assertRaises(UserError):
            case.unlink()

    def test_pause(self):
        """Ten days still are ten days more; nothing is decided meanwhile."""
        self.decide("ketua", "start", "begin", "2028-02-01")
        case = self.case("ketua", "ppk")
        with self.assertRaisesRegex(UserError, "say why"):
            case.action_pause(" ")
        with freeze_time("2028-03-01 03:00:00"):
            case.action_pause("Dirawat di rumah sakit")
            self.assertEqual(case.standing, "paused")
            self.refuse("paused", "ketua", "improve", "improved", "SK 1", "2028-03-01")
            with self.assertRaisesRegex(UserError, "paused"):
                case.action_pause("Lagi")
        with freeze_time("2028-03-11 03:00:00"):
            case.action_resume()
        self.assertEqual(str(case.deadline), "2028-08-11")
        self.assertEqual(str(case.step_ids[-1].deadline), "2028-08-11")
        with self.assertRaisesRegex(UserError, "not paused"):
            case.action_resume()

    def test_cancel(self):
        """Death, retirement, …: with a reason, for good; an open pause ends with it."""
        case = self.case("ketua", "ppk")
        with self.assertRaisesRegex(UserError, "say why"):
            case.action_cancel("death")
        with self.assertRaisesRegex(UserError, "Choose"):
            case.action_cancel("bored", "x")
        case.action_pause("Sakit")
        case.action_cancel("death", "Meninggal dunia")
        self.assertRecordValues(
            case, [{"state": "cancelled", "cancel_code": "death", "is_paused": False}]
        )
        self.refuse("stays as it is", "ketua", "start", "begin", "SK 1", "2028-02-01")
        self.follow_up()
        self.assertEqual(
            self.env["hr.skp.sanction"].search_count(
                [("employee_id", "=", self.people["ketua"].id)]
            ),
            1,
            "a cancelled case does not come back by itself",
        )

    def test_changed_predicate_cancels(self):
        """The evaluation is judged anew: the case stands still, then falls or goes on."""
        self.decide("ketua", "start", "begin", "2028-02-01")
        result, case = self.results["ketua"], self.case("ketua")
        predicates = {"state": "rated", "predicate": False, "result_rating": False}
        outcome = {"state": "decided", "result_rating": "as", "behaviour_rating": "below"}
        with freeze_time("2028-03-01 03:00:00"):
            result.write({**predicates, "behaviour_rating": False, "final_by": False})
            result._log("reopen", "final", "rated")
            self.assertTrue(case.is_paused)
            result._log("rate", "rated", "rated")
            self.assertEqual(len(case.pause_ids), 1)
        with freeze_time("2028-03-11 03:00:00"):
            result.write({**outcome, "predicate": "kurang"})
            result._log("decide", "received", "decided")
            self.assertFalse(case.is_paused)
            self.assertEqual(str(case.deadline), "2028-08-11")
        result.write({**outcome, "predicate": "baik"})
        result._log("decide", "received", "decided")
        self.assertRecordValues(
            case, [{"state": "cancelled", "cancel_code": "objection", "deadline": False}]
        )
        result.write({**outcome, "predicate": "kurang"})
        self.follow_up()
        cases = self.env["hr.skp.sanction"].search([("evaluation_id", "=", result.id)])
        self.assertEqual(cases.mapped("state"), ["open", "cancelled"])

    def test_a_halt_by_the_decider_is_his_to_end(self):
        case, result = self.case("ketua", "ppk"), self.results["ketua"]
        case.action_pause("Sakit")
        result._log("decide", "received", "decided")
        self.assertTrue(case.is_paused)

    def test_one_running_case_a_person(self):
        """A second low year opens none while the first runs, nor when that one outlasted it."""
        self.decide("ketua", "start", "begin", "2028-02-01")
        with freeze_time("2029-02-01 03:00:00"):
            self.final("ketua", 2028, "kurang")
            self.follow_up()
            self.decide("ketua", "improve", "improved", "2029-02-01")
            self.follow_up()
        self.assertEqual(self.case("ketua").year, 2027)
        with freeze_time("2030-02-01 03:00:00"):
            self.final("ketua", 2029, "kurang")
            self.follow_up()
        self.assertEqual(self.case("ketua").year, 2029)

    def test_evaluator_of_today(self):
        """Who evaluates the person now works with him, and the former one no longer sees it."""
        self.env["hr.skp"].search([("employee_id", "=", self.people["ketua"].id)]).write(
            {"evaluator_id": self.people["kasi"].id}
        )
        self.follow_up()
        self.assertEqual(self.case("ketua").evaluator_user_id, self.users["kasi"])
        self.assertTrue(self.case("ketua", "kasi").has_access("read"))
        self.assertFalse(self.case("ketua", "kabid").has_access("read"))

    def test_activities_before_each_deadline(self):
        """At the beginning, then thirty days before the end; gone with the decision."""

        def activities():
            return self.env["mail.activity"].search(
                [("res_model", "=", "hr.skp.sanction"), ("res_id", "=", self.case("ketua").id)]
            )

        self.assertEqual(activities().user_id, self.users["ppk"])
        self.assertEqual(str(activities().date_deadline), "2028-02-15")
        mails = self.env["mail.mail"].search_count([])
        self.decide("ketua", "start", "begin", "2028-02-01")
        self.assertFalse(activities())
        with freeze_time("2028-07-01 03:00:00"):
            self.follow_up()
            self.assertFalse(activities())
        with freeze_time("2028-07-02 03:00:00"):
            self.follow_up()
            self.follow_up()
        self.assertEqual(activities().user_id, self.users["ppk"] | self.users["kabid"])
        self.assertEqual(len(activities()), 2)
        self.assertEqual(set(map(str, activities().mapped("date_deadline"))), {"2028-08-01"})
        self.assertEqual(self.env["mail.mail"].search_count([]), mails, "no mail tells of a case")

    def test_standing(self):
        """Computed and searched alike, on each day of a clock."""
        self.decide("ketua", "start", "begin", "2028-02-01")
        for day, expected in (
            ("2028-03-01", "running"),
            ("2028-07-02", "soon"),
            ("2028-08-01", "soon"),
            ("2028-08-02", "due"),
            ("2028-08-15", "due"),
            ("2028-08-16", "overdue"),
        ):
            with self.subTest(day=day), freeze_time(f"{day} 03:00:00"):
                self.env.invalidate_all()
                case = self.case("ketua", "ppk")
                self.assertEqual(case.standing, expected)
                for code in ("running", "soon", "due", "overdue", "paused"):
                    found = case.search([("standing", "=", code)])
                    self.assertEqual(case in found, code == expected, code)
        self.assertEqual(
            self.case("kadis", "ppk").search([("standing", "=", False)]).mapped("step"),
            ["contract", "start"],
        )

    def test_term_predicates_in_view(self):
        """The decision on improvement is taken with the term predicates since then in view."""
        self.decide("ketua", "start", "begin", "2028-02-01")
        quarter = self.year(2028, closed=False).term_ids.filtered(lambda t: t.kind == "quarter")[0]
        self.final("ketua", 2028, "baik", term=quarter, date_end=quarter.date_end)
        self.final(
            "ketua",
            2028,
            "kurang",
            state="received",
            term=quarter.period_id.term_ids[1],
            date_end="2028-06-30",
        )
        self.assertIn("Good", self.case("ketua", "ppk").term_text)
        self.assertNotIn("Poor", self.case("ketua", "ppk").term_text, "not final yet")


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-03-01 03:00:00")
class TestImprovement(RewardCommon):
    """The improvement plan of ketua: kabid evaluates him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2028-02-01 03:00:00"):
            cls.final("ketua", 2027, "kurang")
            cls.follow_up()
            cls.decide("ketua", "start", "begin", "2028-02-01")
        cls.line = (
            cls.env["hr.skp.improvement"]
            .with_user(cls.users["kabid"])
            .create(
                {
                    "sanction_id": cls.case("ketua").id,
                    "name": "Laporan tepat waktu",
                    "target": "Semua laporan sebelum tanggal 5",
                    "date_due": "2028-06-30",
                }
            )
        )

    def check_in(self, key, **vals):
        return (
            self.env["hr.skp.improvement.check"]
            .with_user(self.users[key])
            .create({"improvement_id": self.line.id, "note": "Dua laporan tepat waktu", **vals})
        )

    def test_plan_and_check_ins(self):
        """Evaluator, person and decider say their word; the evaluator's counts."""
        self.assertEqual(self.check_in("ketua", progress="full").party, "employee")
        self.assertFalse(self.line.progress)
        self.assertEqual(self.check_in("kabid", progress="partial").party, "evaluator")
        self.assertEqual(self.check_in("ppk").party, "decider")
        self.env.invalidate_all()
        self.assertEqual(self.line.progress, "partial")
        self.assertEqual(self.case("ketua", "ketua").improvement_ids.check_ids[:1].note[:4], "Dua ")
        with freeze_time("2028-07-01 03:00:00"):
            self.env.invalidate_all()
            self.assertTrue(self.line.is_late)

    def test_nobody_speaks_for_another(self):
        """Who says so is not chosen; nothing said is changed; strangers say nothing."""
        with self.assertRaises(AccessError):
            self.check_in("staff")
        forged = self.check_in("ketua", party="decider", user_id=self.users["ppk"].id)
        self.assertEqual((forged.party, forged.user_id), ("employee", self.users["ketua"]))
        with self.assertRaises(UserError):
            forged.write({"note": "Lain"})
        for key in ("officer", "kadis", "auditor", "manager"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.check_in(key)

    def test_the_person_does_not_write_his_own_plan(self):
        own = self.line.with_user(self.users["ketua"])
        self.assertEqual(own.target, "Semua laporan sebelum tanggal 5")
        with self.assertRaises(AccessError):
            own.write({"target": "Satu laporan"})
        with self.assertRaises(AccessError):
            own.unlink()
        with self.assertRaises(AccessError):
            own.create(
                {
                    "sanction_id": self.line.sanction_id.id,
                    "name": "x",
                    "target": "x",
                    "date_due": "2028-06-30",
                }
            )

    def test_check_in_on_feedback(self):
        """It may rest on feedback about the person, and on nobody else's."""
        plans = {
            key: self.env["hr.skp"].search([("employee_id", "=", self.people[key].id)], limit=1)
            for key in ("ketua", "kasi")
        }
        for plan in plans.values():
            plan.write({"state": "agreed", "revision": 1})
        feedback = {
            key: self.env["hr.skp.feedback"].create(
                {
                    "skp_id": plan.id,
                    "employee_id": self.people[key].id,
                    "name": "Lebih rapi",
                    "giver_id": self.people["kabid"].id,
                    "relation": "evaluator",
                }
            )
            for key, plan in plans.items()
        }
        self.assertEqual(
            self.check_in("kabid", feedback_id=feedback["ketua"].id).feedback_id, feedback["ketua"]
        )
        with self.assertRaises(UserError):
            self.check_in("kabid", feedback_id=feedback["kasi"].id)

    def test_over_with_the_time(self):
        """Once the step is decided the plan stays; while the case runs one may still talk."""
        with freeze_time("2028-08-02 03:00:00"):
            self.decide("ketua", "improve", "not_improved", "2028-08-02")
            with self.assertRaisesRegex(UserError, "time to improve is over"):
                self.line.write({"target": "Lain"})
            self.check_in("kabid")
            self.case("ketua", "ppk").action_cancel("retirement", "Pensiun")
            with self.assertRaisesRegex(UserError, "stays as it is"):
                self.check_in("kabid")

    def test_coverage(self):
        """Cases without an improvement plan are found."""
        cases = self.env["hr.skp.sanction"].with_user(self.users["ppk"])
        self.assertEqual(cases.search([("has_plan", "=", True)]), self.case("ketua"))
        self.line.unlink()
        self.assertEqual(cases.search([("has_plan", "=", False)]), self.case("ketua"))

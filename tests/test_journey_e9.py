"""E9: a full year of one employee, through the public methods of everybody concerned."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .evaluating import EvaluatingCase

ONE, EVALUATOR, REVIEWER = "staf.pangkat", "kasubbid.pangkat", "kabid.mutasi"


@tagged("post_install", "-at_install", "journey")
class TestE9(EvaluatingCase):
    """Rina Puspitasari's 2026: plan, clarification, four quarters, the final term, objection."""

    def test_a_full_year(self):
        with freeze_time(f"{self.year}-01-12"):
            self.agreed(ONE)
        with freeze_time(f"{self.year}-04-20"):
            self.assign_another_task()
        self.assertEqual(self.plan(ONE).revision, 2)
        with freeze_time(f"{self.year}-04-22"):
            self.quarter(0, ("as", "as"), "baik")
        for number, day in ((1, "07-05"), (2, "10-05"), (3, "12-31")):
            with freeze_time(f"{self.year}-{day}"):
                self.quarter(number, ("above", "as"), "baik")
        with freeze_time(f"{self.year + 1}-01-05"):
            self.finish_the_year()
        with freeze_time(f"{self.year + 1}-01-12"):
            objection = self.object()
        with freeze_time(f"{self.year + 1}-01-15"):
            self.decide(objection)
        self.check_year()

    def assign_another_task(self):
        """The head of the Dinas asks for her: approved by her evaluator, who clarifies the plan."""
        asker = self.user("kadis.b")
        assignment = (
            self.env["hr.skp.assignment"]
            .with_user(asker)
            .create(
                {
                    "name": "Penataan kenaikan pangkat petugas kebersihan",
                    "description": "Berkas kenaikan pangkat petugas kebersihan tertata",
                    "period_id": self.period.id,
                    "assigner_id": asker.employee_ids.id,
                    "nominee_ids": [(0, 0, {"employee_id": self.user(ONE).employee_ids.id})],
                }
            )
        )
        assignment.action_request()
        nominee = assignment.sudo().nominee_ids
        nominee.with_user(self.user(EVALUATOR)).action_approve()
        result = self.plan(ONE).result_ids.filtered("assignment_id")
        self.add_indicators(ONE, result, [{"name": "Berkas tertata", "target": "40 – 45"}])
        self.agree(ONE)

    def quarter(self, number, ratings, predicate):
        """One term: opened, recommended, reported, rated, finalised, received."""
        term = self.term(number)
        self.open_term(term)
        self.judge_unit("BKPSDM", "walikota", term, "baik", standing="meets")
        given = self.env["hr.skp.recommendation"].with_user(self.user("kadis.b"))
        asked = given.search([("is_mine", "=", True), ("evaluation_id.term_id", "=", term.id)])
        self.assertFalse(asked, "the evaluation itself is closed to whoever assigned")
        asked = given.search([("is_mine", "=", True), ("given_on", "=", False)])
        asked.ensure_one().text = "Berkas rapi, tepat waktu"
        own = self.report(ONE, term)
        self.assertIn("Berkas tertata", own.line_ids.mapped("indicator_name"))
        evaluator = self.evaluation(ONE, term, EVALUATOR)
        evaluator.action_rate(*ratings)
        with self.assertRaises(UserError):
            evaluator.action_finalise()
        asked.with_user(self.user(EVALUATOR)).action_open()
        evaluator.action_finalise()
        own.action_receive()
        self.assertRecordValues(own.sudo(), [{"state": "final", "predicate": predicate}])

    def finish_the_year(self):
        """The final term: the year is rated low, and received on 5 January."""
        term = self.term(-1)
        self.open_term(term)
        self.judge_unit("BKPSDM", "walikota", term, "istimewa")
        self.report(ONE, term)
        evaluator = self.evaluation(ONE, term, EVALUATOR)
        evaluator.action_rate("below", "as")
        own = self.evaluation(ONE, term)
        self.assertFalse(own.predicate, "nothing shows before it is finalised")
        recommendations = self.env["hr.skp.recommendation"].with_user(self.user(EVALUATOR))
        recommendations.search([("opened_on", "=", False)]).action_open()
        evaluator.action_finalise()
        own.action_receive()
        self.assertRecordValues(
            own.sudo(),
            [{"state": "received", "predicate": "butuh_perbaikan", "is_final": False}],
        )
        self.assertEqual(str(own.objection_deadline), f"{self.year + 1}-01-19")

    def object(self):
        """She objects on the seventh of fourteen days; her evaluator's superior is to decide."""
        objection = self.evaluation(ONE, self.term(-1)).action_object(
            "Empat triwulan berpredikat Baik, bukti dukung tidak diperhitungkan"
        )
        self.assertEqual(objection.sudo().decider_user_id, self.user(REVIEWER))
        with self.assertRaises(AccessError):
            objection.with_user(self.user("kaban")).action_decide("Bukan wewenang")
        return objection

    def decide(self, objection):
        objection.with_user(self.user(EVALUATOR)).action_explain("Usulan periode Oktober terlambat")
        decider = objection.with_user(self.user(REVIEWER))
        lines = decider.evaluation_id.line_ids
        self.assertIn("Usulan selesai tepat waktu", lines.mapped("realisation"))
        decider.action_decide("Keterlambatan karena sistem BKN", result_rating="as")

    def check_year(self):
        """Decided is final; the revision before stays readable; nobody moves it any more."""
        annual = self.evaluation(ONE, self.term(-1))
        self.assertRecordValues(
            annual.sudo(),
            [
                {
                    "state": "decided",
                    "is_final": True,
                    "predicate": "baik",
                    "unit_predicate": "istimewa",
                    "revision": 2,
                }
            ],
        )
        contents = annual.revision_ids.sorted("number").mapped("content")
        self.assertEqual([c["predicate"] for c in contents], ["butuh_perbaikan", "baik"])
        self.assertEqual(contents[1]["plan"]["revision"], 2)
        self.assertEqual(contents[1]["objection"]["decision"], "Keterlambatan karena sistem BKN")
        for step in (annual.action_accept, lambda: annual.action_object("Lagi")):
            with self.assertRaises(UserError):
                step()
        terms = self.period.term_ids.sorted("sequence")
        predicates = [self.evaluation(ONE, term).predicate for term in terms]
        self.assertEqual(predicates, ["baik"] * 5)

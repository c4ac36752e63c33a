from datetime import date, timedelta

from odoo.tests import TransactionCase, tagged

from odoo.addons.hr_skp.rules.reminders import Settings

from ..rules.evaluation_reminders import Evaluation, Objection, objection_timetable, timetable
from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationTimetable(TransactionCase):
    """When somebody is reminded in an evaluation: the tables, on plain data."""

    fill, rated = date(2026, 4, 14), date(2026, 4, 28)

    def occasions(self, state, since, **vals):
        evaluation = Evaluation(state, since, self.fill, self.rated, **vals)
        return [
            (found.kind, found.audience, found.on.isoformat()[5:])
            for found in timetable(evaluation, Settings(before=(7, 1)))
        ]

    def test_report_then_rating(self):
        """The employee before his deadline, the evaluator only once he may rate."""
        occasions = self.occasions("open", date(2026, 4, 1))
        self.assertEqual(
            [found for found in occasions if found[0] == "selfreport"],
            [("selfreport", "employee", day) for day in ("04-07", "04-13", "04-14")],
        )
        self.assertEqual(
            [day for kind, _who, day in occasions if kind == "rate"],
            ["04-21", "04-27", "04-28", "05-01"],
        )
        self.assertFalse([f for f in self.occasions("rated", self.fill) if f[0] == "selfreport"])

    def test_result_and_window(self):
        """A result at once and a few days later; the window a week and a day before its end."""
        self.assertEqual(
            self.occasions("finalised", date(2026, 5, 2)),
            [("receive", "employee", "05-02"), ("receive", "employee", "05-05")],
        )
        self.assertEqual(
            self.occasions("received", date(2026, 5, 5), objection_deadline=date(2026, 5, 19)),
            [("window", "employee", "05-12"), ("window", "employee", "05-18")],
        )
        self.assertFalse(self.occasions("received", date(2026, 5, 5)))
        self.assertFalse(self.occasions("final", date(2026, 5, 5)))

    def test_objection(self):
        """Explained it goes to the decider at once; unexplained when the days have passed."""
        explained = Objection("explained", date(2027, 1, 12), date(2027, 1, 17), date(2027, 1, 14))
        self.assertEqual(
            [(found.kind, found.on.day) for found in objection_timetable(explained, Settings())],
            [("decide", 14), ("decide", 21)],
        )


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationReminder(EvaluationCommon):
    """Reminders of the evaluation: to whom, with a link, and without a word of the judgement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([("id", "!=", cls.agency.id)]).skp_remind = False
        for key, user in cls.users.items():
            user.email = f"{key}@uji.example"
        cls.today = cls.agency._get_skp_today()

    def remind(self):
        """Return {(person, code)} of the reminders of the evaluation made now."""
        before = self.env["hr.skp.reminder"].search([])
        self.run_cron("_cron_remind", "hr.skp.reminder")
        self.reminders = self.env["hr.skp.reminder"].search([]) - before
        keys = {user: key for key, user in self.users.items()}
        codes = ("selfreport", "rate", "receive", "window", "explain", "decide", "unit")
        codes += ("proposal", "calibrate")
        return {
            (keys[reminder.user_id], reminder.code)
            for reminder in self.reminders
            if reminder.kind in codes
        }

    def test_report_is_due(self):
        """Who has not reported is told by its day, once; whoever has is not."""
        self.env["hr.skp.evaluation"].search([]).write(
            {"fill_deadline": self.today, "rating_deadline": self.today + timedelta(days=60)}
        )
        self.report("teman")
        told = self.remind()
        self.assertIn(("warga", "selfreport_employee"), told)
        self.assertNotIn(("teman", "selfreport_employee"), told)
        self.assertFalse(self.remind(), "of one occasion one message")

    def test_whose_turn_it_is(self):
        """Finalised, then objected to: the employee, the evaluator, the decider in their turn."""
        self.open_term(self.final_term)
        evaluation = self.evaluate_to(
            "warga", "finalised", term=self.final_term, ratings=("below", "as")
        )
        evaluation.recommendation = "RAHASIA"
        self.assertIn(("warga", "receive_employee"), self.remind())
        self._check_tells_nothing("receive_employee")
        own = evaluation.with_user(self.users["warga"])
        own.action_receive()
        evaluation.objection_deadline = self.today + timedelta(days=1)
        evaluation.received_on -= timedelta(days=13)
        self.assertIn(("warga", "window_employee"), self.remind())
        objection = own.action_object("RAHASIA").sudo()
        told = self.remind()
        self.assertIn(("kasi", "explain_evaluator"), told)
        self.assertNotIn(("kabid", "decide_decider"), told)
        self._check_tells_nothing("explain_evaluator")
        objection.with_user(self.users["kasi"]).action_explain("RAHASIA")
        self.assertIn(("kabid", "decide_decider"), self.remind())
        self._check_tells_nothing("decide_decider")

    def asked(self, key, kind):
        """Return the plans on which this user has an activity of this kind."""
        activities = self.env["mail.activity"].search(
            [
                ("user_id", "=", self.users[key].id),
                (
                    "activity_type_id",
                    "=",
                    self.env.ref(f"hr_skp_evaluation.mail_activity_skp_{kind}").id,
                ),
            ]
        )
        self.assertLessEqual(set(activities.mapped("res_model")), {"hr.skp"})
        for word in ("RAHASIA", "Butuh", "Needs improvement"):
            self.assertNotIn(word, str(activities.mapped("summary")))
        return self.env["hr.skp"].browse(activities.mapped("res_id"))

    def test_activities(self):
        """Officials with a desk have it among their activities, on the plan, until it is done."""
        self.open_term(self.final_term)
        self.evaluate_to("warga", "rated", term=self.final_term, ratings=("below", "as"))
        evaluation = self.evaluation("warga", term=self.final_term)
        (evaluation | self.evaluation("warga")).write({"rating_deadline": self.today})
        self.remind()
        self.assertEqual(self.asked("kasi", "rate"), self.plans["warga"])
        self.evaluate_to("warga", "finalised", term=self.final_term)
        self.assertFalse(self.asked("kasi", "rate"))
        evaluation.with_user(self.users["warga"]).action_receive()
        objection = evaluation.with_user(self.users["warga"]).action_object("RAHASIA").sudo()
        self.remind()
        self.assertEqual(self.asked("kasi", "explain"), self.plans["warga"])
        self._check_untold("kadis")
        self.assertFalse(self.asked("kabid", "decide"))
        objection.with_user(self.users["kasi"]).action_explain("RAHASIA")
        self.assertFalse(self.asked("kasi", "explain"))
        self.remind()
        self.assertEqual(self.asked("kabid", "decide"), self.plans["warga"])
        objection.with_user(self.users["kabid"]).action_decide("RAHASIA")
        self.assertFalse(self.asked("kabid", "decide"))

    def _check_untold(self, key):
        """Who reads the plan but no objection learns of none: by no field and no search."""
        user = self.users[key]
        self.assertFalse(self.env["hr.skp.objection"].with_user(user).search([]))
        plan = self.plans["warga"].with_user(user)
        names = [name for name in plan._fields if name.startswith("activity_")]
        self.env.invalidate_all()
        [read] = plan.read(names)
        self.assertFalse({name: read[name] for name in names if read[name]})
        kind = self.env.ref("hr_skp_evaluation.mail_activity_skp_explain")
        for condition in (
            ("activity_type_id", "=", kind.id),
            ("activity_summary", "ilike", "_"),
            ("activity_user_id", "=", self.users["kasi"].id),
            ("activity_ids.user_id", "=", self.users["kasi"].id),
        ):
            self.assertFalse(plan.search([condition, ("id", "=", plan.id)]), condition)

    def test_activities_end_otherwise(self):
        """Given back, handed to another evaluator, or the term closed: nobody is asked any more."""
        for end in ("return", "close", "follow"):
            with self.subTest(end=end), self.env.cr.savepoint() as savepoint:
                self.evaluate_to("warga", "rated")
                self.evaluation("warga").rating_deadline = self.today
                self.remind()
                self.assertIn(self.plans["warga"], self.asked("kasi", "rate"))
                if end == "return":
                    self.evaluation("warga", "kasi").action_return("Lengkapi")
                elif end == "close":
                    self.term.with_user(self.users["officer"]).action_close("Akhir")
                else:
                    self.plans["warga"]._follow_evaluator()
                self.assertNotIn(self.plans["warga"], self.asked("kasi", "rate"))
                savepoint.rollback()
            self.env.invalidate_all()

    def test_delegate_is_asked_to_the_day(self):
        """Who acts for the evaluator is asked with him, and no more once that has ended."""
        self.evaluate_to("warga", "rated")
        self.evaluation("warga").rating_deadline = self.today
        self.remind()
        delegation = self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["teman"].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        self.assertIn(self.plans["warga"], self.asked("teman", "rate"))
        delegation.date_end = self.today - timedelta(days=1)
        self.assertNotIn(self.plans["warga"], self.asked("teman", "rate"))
        self.assertIn(self.plans["warga"], self.asked("kasi", "rate"))

    def test_calibration(self):
        """The superior hears of what was submitted, the evaluator of what was proposed, once."""
        self.evaluate_to("warga", "rated", ratings=("below", "as"))
        own = self.evaluation("warga", "kasi")
        own.action_share()
        told = self.remind()
        self.assertIn(("kabid", "calibrate_reviewer"), told)
        self._check_tells_nothing("calibrate_reviewer")
        proposal = self.evaluation("warga", "kabid").action_propose_rating("as", "as", "RAHASIA")
        told = self.remind()
        self.assertIn(("kasi", "proposal_evaluator"), told)
        self.assertNotIn(("kabid", "calibrate_reviewer"), told)
        self.assertFalse({key for key, code in told if key == "warga" and code[0] == "p"})
        self._check_tells_nothing("proposal_evaluator")
        self.assertFalse(self.remind())
        for code in ("calibrate_reviewer", "proposal_evaluator"):
            for model in ("hr.skp.reminder", "hr.skp.reminder.line"):
                about = [("code", "=", code)]
                self.assertTrue(self.env[model].search_count(about))
                for key in ("manager", "auditor"):
                    seen = self.env[model].with_user(self.users[key])
                    self.assertFalse(seen.search_count(about), "how far his own rating is")
        proposal.with_user(self.users["kasi"]).action_decline("RAHASIA")
        self.env["hr.skp.reminder"].search([]).unlink()
        self.assertNotIn(("kasi", "proposal_evaluator"), self.remind())

    def _check_tells_nothing(self, code):
        reminder = self.reminders.filtered(lambda found: found.code == code)
        mails = self.env["mail.mail"].search(
            [("model", "=", "hr.skp.reminder"), ("res_id", "in", reminder.ids)]
        )
        self.assertTrue(mails)
        text = f"{mails.mapped('subject')} {mails.mapped('body_html')}"
        self.assertIn(reminder.url, text)
        for word in ("RAHASIA", "Butuh perbaikan", "Needs improvement", "butuh_perbaikan"):
            self.assertNotIn(word, text)

    def test_unit_is_awaited(self):
        """The leader above is told of a unit without a predicate, until one counts for it."""
        self.term.fill_deadline = self.today
        self.assertIn(("kadis", "unit_leader"), self.remind())
        self.env["hr.skp.reminder"].search([]).unlink()
        self.performance("dinas")
        self.assertNotIn(("kadis", "unit_leader"), self.remind())

    def test_switched_off(self):
        """An agency that wants none of these gets none."""
        self.env["hr.skp.evaluation"].search([]).fill_deadline = self.today
        self.agency.skp_remind_evaluation = False
        self.assertFalse(self.remind())

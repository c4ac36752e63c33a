from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from .evaluation_common import EvaluationCommon


class ScreenCommon(EvaluationCommon):
    """kasi rates staff, teman and warga in the first quarter; staff has reported."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.result = cls.plans["staff"].result_ids[:1]
        cls.entry = cls.env["hr.skp.progress"].create(
            {
                "result_id": cls.result.id,
                "name": "Sebelas laporan selesai",
                "date": cls.term.date_start,
                "is_final": True,
            }
        )
        cls.said = (
            cls.env["hr.skp.feedback"]
            .with_user(cls.users["kasi"])
            .create(
                {
                    "employee_id": cls.people["staff"].id,
                    "result_id": cls.result.id,
                    "tone": "improve",
                    "name": "Lampirkan data dukung.",
                    "date": cls.term.date_start,
                }
            )
        )
        cls.said.sudo().date = cls.term.date_start
        cls.report("staff")

    def screen(self, key="staff", role="kasi"):
        return self.evaluation(key, role)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestRatingScreen(ScreenCommon):
    """What the rating screen shows and writes, and to whom."""

    def test_team_of_the_evaluator(self):
        """An evaluator finds his own people in the open term, and nobody else's."""
        team = self.env["hr.skp.evaluation"].with_user(self.users["kasi"]).get_rating_team()
        self.assertEqual(team["term_id"], self.term.id)
        self.assertEqual(
            sorted(row["name"] for row in team["people"]), ["Staf Uji", "Teman Uji", "Warga Uji"]
        )
        nobody = self.env["hr.skp.evaluation"].with_user(self.users["staff"]).get_rating_team()
        self.assertFalse(nobody["people"])

    def test_sheet_puts_side_by_side(self):
        """Target, realisation, achievement and feedback of one result stand on one line."""
        sheet = self.screen().get_rating_sheet()
        line = next(row for row in sheet["results"] if row["name"] == self.result.name)
        self.assertEqual(line["measures"][0]["target"], "10 – 12")
        self.assertEqual(line["measures"][0]["realisation"], "11 laporan")
        self.assertEqual(line["entries"][0]["text"], "Sebelas laporan selesai")
        self.assertEqual(line["feedback"][0]["text"], "Lampirkan data dukung.")
        self.assertEqual(len(sheet["behaviours"]), 7)
        self.assertTrue(sheet["can"]["rate"])

    def test_only_for_the_evaluator(self):
        """Neither the employee, a colleague, the unit's head, an officer nor an auditor rates."""
        self.screen().get_rating_sheet()
        line = self.rating("staff").line_ids[:1]
        for role in ("staff", "teman", "kadis", "officer", "manager", "auditor", "hr"):
            own = self.screen(role=role)
            for act in (
                own.get_rating_sheet,
                lambda o=own: o.set_rating_line(line.id, {"rating": "above"}),
                lambda o=own: o.set_rating({"result_rating": "above"}),
                lambda o=own: o.set_follow_up(self.said.id, "full"),
                lambda o=own: o.open_recommendation(1),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    act()
        self.assertFalse(line.rating)

    def test_mark_and_suggestion(self):
        """Rating the lines and marking what was done brings the suggestion, in words."""
        screen = self.screen()
        sheet = screen.get_rating_sheet()
        answer = {}
        for line in sheet["results"]:
            answer = screen.set_rating_line(line["line_id"], {"rating": "above"})
        self.assertFalse(answer["suggestion"]["result"]["rating"])
        answer = screen.set_follow_up(self.said.id, "full")
        self.assertEqual(answer["suggestion"]["result"]["rating"], "above")
        self.assertTrue(answer["suggestion"]["result"]["reasons"])
        self.assertEqual(self.said.follow_up, "full")

    def test_work_is_saved_as_it_stands(self):
        """One rating alone is kept; completing needs both, and a reason where one departs."""
        screen = self.screen()
        for line in screen.get_rating_sheet()["results"]:
            screen.set_rating_line(line["line_id"], {"rating": "above"})
        screen.set_follow_up(self.said.id, "full")
        answer = screen.set_rating({"result_rating": "as"})
        self.assertTrue(answer["rating"]["departs"])
        with self.assertRaisesRegex(UserError, "Rate results and behaviour"):
            screen.action_rate()
        screen.set_rating({"behaviour_rating": "as"})
        with self.assertRaisesRegex(UserError, "say why"):
            screen.action_rate()
        screen.set_rating({"departure_reason": "Target ditetapkan terlalu rendah."})
        screen.action_rate()
        self.assertEqual(self.evaluation("staff").state, "rated")
        self.assertEqual(self.rating("staff").predicate, "baik")
        self.assertFalse(self.evaluation("staff").predicate)

    def test_foreign_lines_and_codes(self):
        """A line of somebody else, a remark on somebody else, a code that is none: refused."""
        screen = self.screen()
        screen.get_rating_sheet()
        with freeze_time(self.term.fill_deadline.replace(year=2030)):
            other = self.evaluation("teman", "kasi").get_rating_sheet()
        foreign = other["results"][0]["line_id"]
        with self.assertRaises(UserError):
            screen.set_rating_line(foreign, {"rating": "above"})
        line_id = self.rating("staff").line_ids[:1].id
        with self.assertRaisesRegex(UserError, "no rating"):
            screen.set_rating_line(line_id, {"rating": "istimewa"})
        with self.assertRaises(AccessError):
            screen.set_rating({"lifted_by_id": self.users["kasi"].id})

    def test_report_takes_achievements(self):
        """The employee fills his report from his achievements; what he wrote stays."""
        self.env["hr.skp.progress"].create(
            {
                "result_id": self.plans["teman"].result_ids[:1].id,
                "name": "Dua belas laporan",
                "date": self.term.date_start,
            }
        )
        own = self.evaluation("teman", "teman")
        self.assertEqual(own.action_take_achievements(), 1)
        self.assertEqual(own.line_ids[:1].realisation, "Dua belas laporan")
        own.line_ids[:1].write({"realisation": "Dua belas laporan bulanan"})
        self.assertEqual(own.action_take_achievements(), 0)
        self.assertEqual(own.line_ids[:1].realisation, "Dua belas laporan bulanan")
        with self.assertRaises(AccessError):
            self.evaluation("teman", "staff").action_take_achievements()

    def test_feedback_of_other_terms_stays_out(self):
        """What was said after the term neither shows nor counts."""
        self.said.sudo().date = self.term.date_end.replace(month=6, day=1)
        screen = self.screen()
        for line in screen.get_rating_sheet()["results"]:
            self.assertFalse(line["feedback"])
            answer = screen.set_rating_line(line["line_id"], {"rating": "above"})
        self.said.sudo().follow_up = "full"
        self.env.invalidate_all()
        self.assertFalse(answer["suggestion"]["result"]["rating"])

    def test_queries_of_a_team(self):
        """A team of three costs the queries of a team of one, and so does a long sheet."""
        model = self.env["hr.skp.evaluation"].with_user(self.users["kasi"])
        counts = []
        for keys in (("staff",), ("staff", "teman", "warga")):
            hidden = self.evaluation("teman") | self.evaluation("warga")
            if len(keys) == 1:
                hidden.sudo().evaluator_id = self.people["kabid"]
            else:
                hidden.sudo().evaluator_id = self.people["kasi"]
            for _warm in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                team = model.get_rating_team(self.term.id)
                used = self.env.cr.sql_log_count - before
            self.assertEqual(len(team["people"]), len(keys))
            counts.append(used)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestRatingTour(HttpCase, ScreenCommon):
    def test_evaluator_rates_by_keyboard(self):
        """The evaluator rates a person with the keys alone and completes the rating."""
        self.start_tour("/odoo", "hr_skp_rating_screen", login="uji_kasi")
        self.env.invalidate_all()
        rating = self.rating("staff")
        self.assertEqual((rating.result_rating, rating.behaviour_rating), ("as", "above"))
        self.assertEqual(set(rating.line_ids.mapped("rating")), {"as", "above"})
        self.assertEqual(self.evaluation("staff").state, "rated")
        self.assertFalse(self.evaluation("staff").predicate)

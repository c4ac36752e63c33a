from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .evaluation_common import EvaluationCommon

FULL = {"result": ("full",), "behaviour": ()}


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestRating(EvaluationCommon):
    """The evaluator's work: lines, suggestion, departures, history, the head's unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.performance("dinas")
        cls.report("staff")

    def start(self, key="staff", role="kasi"):
        return self.evaluation(key, role).action_start_rating()

    def mark(self):
        """Let every rating have remarks on the whole that are marked so."""
        Rating = type(self.env["hr.skp.rating"])

        def follow_ups(ratings):
            return {rating._origin.id: ({}, FULL) for rating in ratings}

        return patch.object(Rating, "_get_follow_ups", follow_ups)

    def rate_lines(self, rating, result, behaviour):
        for line in rating.line_ids:
            line.rating = result if line.kind == "result" else behaviour

    def test_lines_are_made_when_rating_starts(self):
        """One line a result and a behaviour of the plan as agreed; starting again adds none."""
        rating = self.start()
        self.assertEqual(rating.line_ids.mapped("kind"), ["result"] + ["behaviour"] * 7)
        self.assertEqual(self.start(), rating)
        self.assertEqual(len(rating.line_ids), 8)

    def test_suggestion_with_reasons(self):
        """From the line ratings and marks; the reasons are codes with figures, and words."""
        rating = self.start()
        self.assertEqual(rating.suggestion["result"]["reasons"][0]["code"], "unrated")
        with self.mark():
            self.rate_lines(rating, "above", "as")
            self.assertEqual((rating.suggested_result, rating.suggested_behaviour), ("above", "as"))
            self.assertEqual(
                rating.suggestion["result"]["reasons"],
                [
                    {"code": "above", "count": 1, "total": 1},
                    {"code": "main_below", "count": 0, "total": 1},
                    {"code": "response", "count": 1, "total": 1},
                ],
            )
            self.assertIn("Results: Above expectation. 1 of 1 above", rating.suggestion_text)
        rating.invalidate_recordset()
        self.assertFalse(rating.suggested_result)
        self.assertIn("no suggestion. No remark", rating.suggestion_text)

    def test_departure_asks_for_a_reason(self):
        """Other than suggested is possible, with a reason; it is asked for again at finalising."""
        rating = self.start()
        with self.mark():
            self.rate_lines(rating, "above", "as")
            evaluation = self.evaluation("staff", "kasi")
            with self.assertRaisesRegex(UserError, "other than suggested"):
                evaluation.action_rate("as", "as")
            evaluation.action_rate("as", "as", "Kontribusi tim belum terlihat")
            self.assertEqual(rating.departure_reason, "Kontribusi tim belum terlihat")
            rating.departure_reason = False
            with self.assertRaisesRegex(UserError, "other than suggested"):
                evaluation.action_finalise()

    def test_no_suggestion_no_departure(self):
        self.evaluation("staff", "kasi").action_rate("above", "above")
        self.assertEqual(self.rating("staff").predicate, "sangat_baik")

    def test_both_ratings_are_needed(self):
        evaluation = self.evaluation("staff", "kasi")
        with self.assertRaisesRegex(UserError, "Rate results and behaviour"):
            evaluation.action_rate("as")
        evaluation.action_start_rating().write({"result_rating": "as", "behaviour_rating": "above"})
        evaluation.action_rate()
        self.assertEqual(self.rating("staff").predicate, "baik")
        with self.assertRaises(UserError):
            evaluation.action_rate("terbaik", "as")

    def test_every_change_is_kept(self):
        """Who changed which rating from what to what, and why; nobody rewrites it."""
        evaluation = self.evaluation("staff", "kasi")
        evaluation.action_rate("as", "as")
        evaluation.action_rate("above", "as", "Bukti baru")
        evaluation.action_rate("above", "as")
        changes = self.rating("staff").change_ids.sorted("id")
        self.assertEqual(
            changes.mapped(lambda c: (c.result_before, c.result_after, c.reason)),
            [(False, "as", False), ("as", "above", "Bukti baru")],
        )
        for step in (lambda: changes.write({"reason": "x"}), changes.unlink):
            with self.assertRaises(UserError):
                step()

    def test_only_notes_and_ratings_are_written(self):
        rating = self.start()
        rating.write({"contribution_note": "Besar", "recommendation": "Ikut diklat"})
        for vals in (
            {"lifted_on": "2026-01-01 00:00:00"},
            {"predicate": "sangat_baik"},
            {"evaluation_id": self.evaluation("teman").id},
            {"lift_requested": True},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                rating.write(vals)
        with self.assertRaises(AccessError):
            rating.line_ids[0].write({"name": "x"})
        for step in (rating.unlink, rating.copy, rating.line_ids.unlink):
            with self.assertRaises(AccessError):
                step()

    def test_nothing_is_rated_after_finalising(self):
        """Ratings, lines and notes are frozen with the outcome that they gave."""
        rating = self.start()
        rating.write({"recommendation": "Ikut diklat", "contribution_note": "Rahasia"})
        self.evaluate_to("staff", "finalised")
        for vals in ({"result_rating": "below"}, {"contribution_note": "x"}):
            with self.assertRaises(UserError):
                rating.write(vals)
        with self.assertRaises(UserError):
            rating.line_ids[0].write({"rating": "below"})
        self.assertEqual(self.evaluation("staff").recommendation, "Ikut diklat")
        self.assertNotIn("Rahasia", str(self.evaluation("staff").revision_ids.content))

    # ------------------------------------------------------------
    # HEADS OF UNITS
    # ------------------------------------------------------------

    def test_head_follows_his_unit(self):
        """Kasi's results are the predicate of his section, whichever comes first; locked."""
        self.report("kasi")
        kabid = self.evaluation("kasi", "kabid")
        kabid.action_rate("above", "above")
        self.performance("seksi", "baik")
        self.assertEqual(self.rating("kasi").result_rating, "as")
        with self.assertRaisesRegex(UserError, "heads a unit"):
            kabid.action_rate("above", "above")
        rating = self.rating("kasi", "kabid")
        with self.assertRaisesRegex(UserError, "heads a unit"):
            rating.write({"result_rating": "above"})
        self.assertEqual(rating.suggested_result, "as")
        self.assertEqual(rating.suggestion["result"]["reasons"][0]["code"], "unit_head")
        kabid.action_finalise()
        self.assertEqual(self.evaluation("kasi").predicate, "baik")
        changes = self.rating("kasi").change_ids.sorted("id")
        self.assertEqual(changes.mapped("result_after"), ["above", "as"])

    def test_head_is_prefilled(self):
        """Istimewa → above: filled in when rating starts."""
        self.performance("seksi", "istimewa")
        self.report("kasi")
        self.assertEqual(self.start("kasi", "kabid").result_rating, "above")

    def test_unlocked_head_departs_with_a_reason(self):
        """Where the agency does not lock it, the unit's predicate is the suggestion."""
        self.agency.skp_lock_head_rating = False
        self.performance("seksi", "kurang")
        self.report("kasi")
        kabid = self.evaluation("kasi", "kabid")
        with self.assertRaisesRegex(UserError, "other than suggested"):
            kabid.action_rate("as", "as")
        kabid.action_rate("as", "as", "Baru menjabat")
        self.assertEqual(self.evaluation("kasi").state, "rated")

    def test_inherited_predicate_says_nothing_of_the_head(self):
        """Only the unit's own predicate is its head's rating, not that of the unit above."""
        self.report("kasi")
        self.evaluation("kasi", "kabid").action_rate("above", "as")
        self.assertFalse(self.rating("kasi").follows_unit)

    # ------------------------------------------------------------
    # RECOMMENDATIONS
    # ------------------------------------------------------------

    def _team(self):
        self.env["hr.skp.team"].create(
            {
                "name": "Tim Arsip",
                "leader_id": self.people["ketua"].id,
                "period_id": self.period.id,
                "member_ids": [(0, 0, {"employee_id": self.people["staff"].id})],
            }
        )
        self.evaluation("staff")._refresh_from_plan()
        return self.env["hr.skp.recommendation"].search([])

    def test_team_leader_recommends(self):
        """Asked once; given, it must be opened before finalising; given anew, opened anew."""
        recommendation = self._team()
        self.evaluation("staff")._refresh_from_plan()
        self.assertEqual(
            (recommendation.recommender_id, recommendation.kind),
            (self.people["ketua"], "team_leader"),
        )
        given = recommendation.with_user(self.users["ketua"])
        given.write({"text": "Cermat", "result_rating": "above"})
        kasi = self.evaluation("staff", "kasi")
        kasi.action_rate("as", "as")
        with self.assertRaisesRegex(UserError, "Open what was recommended"):
            kasi.action_finalise()
        recommendation.with_user(self.users["kasi"]).action_open()
        self.assertEqual(recommendation.opened_by_id, self.users["kasi"])
        given.write({"text": "Sangat cermat"})
        with self.assertRaisesRegex(UserError, "Open what was recommended"):
            kasi.action_finalise()
        recommendation.with_user(self.users["kasi"]).action_open()
        kasi.action_finalise()
        with self.assertRaisesRegex(UserError, "too late"):
            given.write({"text": "Terlambat"})

    def test_what_is_not_given_holds_nobody_up(self):
        self._team()
        self.evaluate_to("staff", "finalised")
        self.assertEqual(self.evaluation("staff").state, "finalised")

    def test_recommendation_is_its_givers(self):
        """Others neither write nor open it; the employee does not see it at all."""
        recommendation = self._team()
        for key in ("kasi", "teman", "officer", "manager"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                recommendation.with_user(self.users[key]).write({"text": "x"})
        for key in ("ketua", "teman", "manager", "staff"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                recommendation.with_user(self.users[key]).action_open()
        with self.assertRaises(AccessError):
            recommendation.with_user(self.users["staff"]).read(["text"])
        with self.assertRaises(AccessError):
            recommendation.with_user(self.users["ketua"]).write(
                {"opened_on": "2026-01-01 00:00:00"}
            )

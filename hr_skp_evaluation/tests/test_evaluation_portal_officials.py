from datetime import timedelta

from odoo.tests import tagged

from .portal_common import EvaluationPortalCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationPortalOfficials(EvaluationPortalCommon):
    """Evaluator, decider, recommender and leader at a phone."""

    # ------------------------------------------------------------
    # RATING
    # ------------------------------------------------------------

    def save(self, kind, record, field, value, base=None):
        return self.ask(
            "warga", "save", kind=kind, record_id=record.id, field=field, value=value, base=base
        )

    def test_nobody_rates_before_the_report(self):
        """Until the deadline of the report its page only says that it is awaited."""
        self.evaluation("warga").fill_deadline = self.agency._get_skp_today() + timedelta(days=3)
        self.log_in("kasi")
        page = self.page(self.path("warga"))
        self.assertIn("o_skp_waiting", page)
        self.assertNotIn("data-skp-field", page)
        self.assertFalse(self.rating("warga"))

    def test_rate_and_finalise(self):
        """Line by line and as a whole, saved as it is typed; then done, and finalised."""
        self.report("warga")
        self.performance("dinas")
        self.log_in("kasi")
        self.assertIn("11 laporan", self.page(self.path("warga")))
        rating = self.rating("warga")
        self.save("rating_line", rating.line_ids[:1], "rating", "as")
        self.save("rating", rating, "result_rating", "as")
        answer = self.save("rating", rating, "behaviour_rating", "as")
        self.assertEqual(answer["rating"]["predicate"], "baik")
        self.assertTrue(answer["rating"]["predicate_label"])
        self.save("rating", rating, "recommendation", "Pertahankan")
        self.assertEqual(rating.recommendation, "Pertahankan")
        self.step("warga", "rate")
        self.assertEqual(self.evaluation("warga").state, "rated")
        self.step("warga", "finalise")
        self.assertRecordValues(
            self.evaluation("warga"),
            [{"state": "finalised", "predicate": "baik", "recommendation": "Pertahankan"}],
        )

    def test_finalise_is_signed(self):
        """Where the agency signs by password, finalising asks for it and keeps it nowhere."""
        self.agency.skp_signature = "account"
        self.performance()
        self.evaluate_to("warga", "rated")
        self.log_in("kasi")
        for password in ("", "keliru-sekali"):
            page = self.step("warga", "finalise", password=password)
            self.assertIn("o_skp_step_error", page)
            self.assertNotIn("keliru-sekali", page)
            self.assertEqual(self.evaluation("warga").state, "rated")
        self.step("warga", "finalise", password=self.users["kasi"].login)
        self.assertEqual(self.evaluation("warga").state, "finalised")
        self.assertEqual(self.evaluation("warga").signatures["evaluator"]["method"], "account")

    def test_unknown_rating_changes_nothing(self):
        """A code that is no rating is refused in a sentence."""
        self.report("warga")
        self.log_in("kasi")
        self.page(self.path("warga"))
        rating = self.rating("warga")
        self.assertIn("error", self.save("rating", rating, "result_rating", "sempurna"))
        self.assertFalse(rating.result_rating)

    def test_what_holds_it_up_is_said(self):
        """Without the unit's predicate finalising is refused, naming who is to confirm it."""
        self.evaluate_to("warga", "rated")
        self.log_in("kasi")
        page = self.step("warga", "finalise")
        self.assertIn("o_skp_step_error", page)
        self.assertIn(self.people["kabid"].name, page)
        self.assertEqual(self.evaluation("warga").state, "rated")

    def test_lift(self):
        """The superior finds units that depart, why, and whom it is about; he says why he lifts."""
        self.agency.skp_distribution_mode = "block"
        self.performance("dinas")
        crowd = self.crowd("a" * 11)
        crowd.action_ask_lift("Tim terbaik tahun ini")
        self.log_in("kasi")
        self.assertNotIn("o_skp_lift_confirm", self.page("/my/skp/lift"))
        self.log_in("kabid")
        self.assertIn("/my/skp/lift", self.page("/my/skp/content"))
        page = self.page("/my/skp/lift")
        for words in ("Dinas Uji", "Tim terbaik tahun ini", "Pegawai 03", "o_skp_lift_confirm"):
            self.assertIn(words, page)
        unit = self.env["hr.skp.unit.performance"].search([]).id
        for post in ({"unit": unit, "reason": " "}, {"unit": 0, "reason": "x"}):
            page = self.send("/my/skp/lift", **post).text
            self.assertIn("o_skp_step_error", page)
        self.assertFalse(any(crowd.sudo()._get_ratings_sudo().mapped("lifted_on")))
        self.log_in("kadis")
        self.send("/my/skp/lift", unit=unit, reason="Bukan saya")
        self.assertFalse(any(crowd.sudo()._get_ratings_sudo().mapped("lifted_on")))
        self.log_in("kabid")
        page = self.send("/my/skp/lift", unit=unit, reason="Kinerja luar biasa").text
        self.assertNotIn("o_skp_lift_confirm", page)
        ratings = crowd.sudo()._get_ratings_sudo()
        self.assertEqual(set(ratings.mapped("lift_reason")), {"Kinerja luar biasa"})
        self.assertEqual(ratings.lifted_by_id, self.users["kabid"])
        self.assertNotIn("/my/skp/lift", self.page("/my/skp/content"))

    def test_calibration(self):
        """Submitted to the superior; what he proposes is declined with a reason, or accepted."""
        self.evaluate_to("warga", "rated", ratings=("below", "as"))
        self.log_in("kasi")
        self.assertIn("o_skp_share", self.page(self.path("warga")))
        self.step("warga", "share")
        self.assertTrue(self.rating("warga").shared_on)
        above = self.evaluation("warga", "kabid")
        first = above.action_propose_rating("as", "as", "Data terlambat")
        self.assertIn("Data terlambat", self.page(self.path("warga")))
        self.assertIn("o_skp_step_error", self.step("warga", "decline_proposal", text=" "))
        self.step("warga", "decline_proposal", text="Sudah dihitung")
        self.assertRecordValues(first.sudo(), [{"state": "declined", "answer": "Sudah dihitung"}])
        second = above.action_propose_rating("as", "above", "Konsisten")
        self.assertIn("o_skp_step_error", self.step("warga", "unshare"))
        self.step("warga", "accept_proposal")
        self.assertEqual(second.sudo().state, "accepted")
        self.assertEqual(self.rating("warga").behaviour_rating, "above")
        self.step("warga", "unshare")
        self.assertFalse(self.rating("warga").shared_on)
        self.log_in("warga")
        for step in ("share", "accept_proposal", "decline_proposal"):
            self.assertIn("o_skp_step_error", self.step("warga", step, text="x"))

    def test_return(self):
        """Returned with a reason, which is kept on the page if the step is refused."""
        self.report("warga")
        self.log_in("kasi")
        self.assertIn("o_skp_step_error", self.step("warga", "return", text=""))
        self.step("warga", "return", text="Lengkapi bukti")
        self.assertRecordValues(
            self.evaluation("warga"), [{"state": "open", "state_reason": "Lengkapi bukti"}]
        )

    def test_tasks_of_the_evaluator(self):
        """People to rate are one task: to the person, or to the list of them."""
        plans = self.env["hr.skp"].with_user(self.users["kasi"])
        self.evaluation("warga").search([]).fill_deadline = self.agency._get_skp_today()
        self.report("warga")
        tasks = {task["code"]: task for task in plans._prepare_portal_tasks()}
        self.assertEqual(tasks["rate"]["url"], self.path("warga"))
        self.report("staff")
        tasks = {task["code"]: task for task in plans._prepare_portal_tasks()}
        self.assertEqual(tasks["rate"]["url"], "/my/skp/evaluations#team")
        self.assertIn("2", tasks["rate"]["title"])

    def test_tasks_cost_the_same_for_many(self):
        """The tasks take as many queries for three people to rate as for one."""
        plans = self.env["hr.skp"].with_user(self.users["kasi"])
        self.report("warga")

        def count():
            # Who the user is to whom is found once in a transaction, until something changes it.
            plans._prepare_rating_tasks()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            plans._prepare_rating_tasks()
            return self.env.cr.sql_log_count - before

        one = count()
        self.report("staff")
        self.report("teman")
        self.assertLessEqual(count(), one)

    # ------------------------------------------------------------
    # OBJECTION
    # ------------------------------------------------------------

    def object(self):
        self.open_term(self.final_term)
        self.evaluate_to("warga", "received", term=self.final_term, ratings=("below", "as"))
        own = self.evaluation("warga", "warga", self.final_term)
        return own.action_object("Bukti tidak dihitung").sudo()

    def test_explain_then_decide(self):
        """Both sides stand on the decider's page; a changed rating is the new result."""
        objection = self.object()
        self.log_in("kasi")
        self.assertIn('data-task="explain"', self.page("/my/skp/content"))
        self.step("warga", "explain", self.final_term, text="Terlambat dua bulan")
        self.assertEqual(objection.explanation, "Terlambat dua bulan")
        self.log_in("kabid")
        self.assertIn('data-task="decide"', self.page("/my/skp/content"))
        page = self.page(self.path("warga", self.final_term))
        for text in ("Bukti tidak dihitung", "Terlambat dua bulan", "11 laporan"):
            self.assertIn(text, page)
        refused = self.step("warga", "decide", self.final_term, text=" ", result_rating="as")
        self.assertIn("o_skp_step_error", refused)
        self.step(
            "warga",
            "decide",
            self.final_term,
            text="Sistem BKN terganggu",
            result_rating="as",
            behaviour_rating="as",
        )
        self.assertRecordValues(
            self.evaluation("warga", term=self.final_term),
            [{"state": "decided", "predicate": "baik", "is_final": True}],
        )
        self.log_in("warga")
        page = self.page(self.path("warga", self.final_term))
        self.assertIn("Sistem BKN terganggu", page)
        self.assertIn("Terlambat dua bulan", page)

    def test_only_the_decider_decides(self):
        """Neither evaluator nor employee nor the decider of others decides it by a form."""
        objection = self.object()
        for key in ("kasi", "warga", "kadis"):
            self.log_in(key)
            self.step("warga", "decide", self.final_term, text="x", result_rating="above")
        self.assertEqual(objection.state, "filed")

    # ------------------------------------------------------------
    # RECOMMENDATION
    # ------------------------------------------------------------

    def ask_for_recommendation(self):
        self.env["hr.skp.team"].create(
            {
                "name": "Tim Data",
                "leader_id": self.people["ketua"].id,
                "period_id": self.period.id,
                "member_ids": [(0, 0, {"employee_id": self.people["warga"].id})],
            }
        )
        self.evaluation("warga")._refresh_from_plan()
        return self.env["hr.skp.recommendation"].search(
            [("recommender_id", "=", self.people["ketua"].id)]
        )

    def test_recommend(self):
        """The team leader recommends from his task; the evaluator opens it before he finalises."""
        asked = self.ask_for_recommendation()
        self.log_in("ketua")
        self.assertIn('data-task="recommend"', self.page("/my/skp/content"))
        path = f"/my/skp/recommendation/{asked.id}"
        self.assertIn("Tim Data", self.page(path))
        self.send(path, text="Andal dalam tim", result_rating="above")
        self.assertRecordValues(asked, [{"text": "Andal dalam tim", "result_rating": "above"}])
        self.assertNotIn('data-task="recommend"', self.page("/my/skp/content"))
        self.report("warga")
        self.log_in("kasi")
        self.assertNotIn("Andal dalam tim", self.page(self.path("warga")))
        page = self.step("warga", "open", recommendation=str(asked.id))
        self.assertIn("Andal dalam tim", page)
        self.assertTrue(asked.opened_on)

    def test_recommendation_of_others(self):
        """The employee and a stranger do not find it; without a text it is not given."""
        asked = self.ask_for_recommendation()
        path = f"/my/skp/recommendation/{asked.id}"
        for key in ("warga", "teman", "kabid"):
            self.log_in(key)
            answer = self.send(path, text="Dari orang lain")
            self.assertNotIn("Tim Data", answer.text)
        self.log_in("ketua")
        self.assertIn("o_skp_step_error", self.send(path, text=" ").text)
        self.assertFalse(asked.given_on)

    # ------------------------------------------------------------
    # UNITS
    # ------------------------------------------------------------

    def test_set_and_confirm_a_unit(self):
        """The leader above saves a draft with the helper's hint, confirms, and corrects later."""
        self.log_in("kadis")
        self.assertIn('data-task="unit"', self.page("/my/skp/content"))
        path = f"/my/skp/unit/{self.bidang.id}/{self.term.id}"
        self.assertIn(path, self.page("/my/skp/units"))
        page = self.send(path, step="save", standing="meets").text
        self.assertIn("o_skp_suggested", page)
        refused = self.send(path, step="confirm", standing="meets").text
        self.assertIn("o_skp_step_error", refused)
        self.send(path, step="confirm", standing="meets", predicate="baik", note="Target tercapai")
        performance = self.env["hr.skp.unit.performance"].search(
            [("department_id", "=", self.bidang.id), ("term_id", "=", self.term.id)]
        )
        self.assertRecordValues(
            performance, [{"state": "confirmed", "predicate": "baik", "note": "Target tercapai"}]
        )
        self.assertIn("o_skp_step_error", self.send(path, step="correct", predicate="kurang").text)
        self.send(path, step="correct", predicate="butuh_perbaikan", reason="Salah hitung")
        self.assertEqual(performance.predicate, "butuh_perbaikan")

    def test_units_of_others(self):
        """Nobody finds the unit that he heads himself, or that another one sets."""
        path = f"/my/skp/unit/{self.bidang.id}/{self.term.id}"
        for key in ("kabid", "warga", "kasi"):
            self.log_in(key)
            answer = self.send(path, step="confirm", predicate="istimewa")
            self.assertTrue(answer.url.endswith("/my/skp/units"), key)
        self.assertFalse(
            self.env["hr.skp.unit.performance"].search([("department_id", "=", self.bidang.id)])
        )
        self.log_in("kadis")
        page = self.send(path, step="confirm", predicate="hebat").text
        self.assertIn("o_skp_step_error", page)

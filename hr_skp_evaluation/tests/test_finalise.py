from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestFinalise(EvaluationCommon):
    """What finalising needs, what it copies, and how it is taken back."""

    def test_waits_for_the_units_predicate(self):
        """Not before the unit's predicate is confirmed; the sentence names who holds it up."""
        self.evaluate_to("staff", "rated")
        kasi = self.evaluation("staff", "kasi")
        draft = self.performance("seksi", "baik", confirm=False)
        with self.assertRaisesRegex(UserError, "Seksi Uji: to be confirmed by Kepala Bidang Uji"):
            kasi.action_finalise()
        draft.action_confirm()
        kasi.action_finalise()
        self.assertEqual(self.evaluation("staff").unit_performance_id, draft)

    def test_nearest_ancestor_counts(self):
        """A unit without its own predicate takes that of the nearest unit above it."""
        self.performance("dinas", "istimewa")
        self.evaluate_to("staff", "finalised")
        self.performance("bidang", "kurang")
        self.evaluate_to("teman", "finalised")
        self.assertEqual(self.evaluation("staff").unit_predicate, "istimewa")
        self.assertEqual(self.evaluation("teman").unit_predicate, "kurang")

    def test_revision_keeps_what_was_finalised(self):
        """The revision has identity, realisation and outcome as plain data; nobody changes it."""
        self.performance("dinas")
        self.evaluate_to("staff", "finalised", ratings=("above", "above"))
        revision = self.evaluation("staff").revision_ids
        content = revision.content
        self.assertEqual((revision.number, revision.user_id), (1, self.users["kasi"]))
        self.assertEqual(content["predicate"], "sangat_baik")
        self.assertEqual(content["unit_predicate"], "baik")
        self.assertEqual(content["lines"][0]["realisation"], "11 laporan")
        self.assertEqual(content["employee"]["name"], "Staf Uji")
        self.assertEqual(content["plan"]["revision"], 1)
        for step in (lambda: revision.write({"content": {}}), revision.unlink):
            with self.assertRaises(UserError):
                step()
        with self.assertRaises(UserError):
            self.evaluation("staff").sudo().unlink()

    # ------------------------------------------------------------
    # DISTRIBUTION
    # ------------------------------------------------------------

    def test_e6_forty_people(self):
        """E6: 32 of 40 Baik under a unit that is Baik warns, and is finalised all the same."""
        self.performance("dinas")
        people = self.crowd("s" * 32 + "b" * 8)
        [status] = people.get_distribution()
        self.assertEqual((status["total"], status["unit_predicate"]), (40, "baik"))
        self.assertEqual(status["counts"], {"baik": 32, "butuh_perbaikan": 8})
        self.assertEqual(
            [(d["kind"], d["count"], d["limit"]) for d in status["deviations"]],
            [("at_most", 32, 28)],
        )
        self.assertIn("at most 28 (70 %)", status["deviations"][0]["message"])
        self.assertFalse(status["blocks"])
        people.action_finalise()
        self.assertEqual(set(people.mapped("state")), {"finalised"})
        self.assertEqual(people.get_distribution()[0]["counts"], status["counts"])

    def test_block_is_lifted_by_the_superior(self):
        """An agency may block: then the evaluator's superior lifts it, with a reason."""
        self.agency.skp_distribution_mode = "block"
        self.performance("dinas")
        people = self.crowd("s" * 12)
        one, kabid = people[0], people[0].with_user(self.users["kabid"])
        with self.assertRaisesRegex(UserError, "departs from the distribution pattern"):
            one.action_finalise()
        with self.assertRaises(AccessError):
            kabid.action_lift("Belum diminta")
        ratings = self.env["hr.skp.rating"].with_user(self.users["kabid"])
        self.assertFalse(ratings.search([]))
        one.action_ask_lift("Tim ini memang setara")
        self.assertEqual(ratings.search([]).evaluation_id, kabid)
        with self.assertRaises(UserError):
            kabid.action_lift(" ")
        with self.assertRaises(AccessError):
            one.action_lift("Sendiri")
        kabid.action_lift("Setuju")
        with self.assertRaisesRegex(UserError, "Pegawai 01"):
            people.action_finalise()
        one.action_finalise()
        self.assertEqual(one.state, "finalised")

    def test_lift_is_void_once_the_rating_changes(self):
        self.agency.skp_distribution_mode = "block"
        self.performance("dinas")
        one = self.crowd("s" * 12)[0]
        one.action_ask_lift("x")
        one.with_user(self.users["kabid"]).action_lift("y")
        one.action_rate("above", "as")
        with self.assertRaises(UserError):
            one.action_finalise()

    def test_small_team_is_never_blocked(self):
        self.agency.skp_distribution_mode = "block"
        self.performance("dinas")
        people = self.crowd("s" * 9)
        self.assertTrue(people.get_distribution()[0]["is_small"])
        people.action_finalise()
        self.assertEqual(set(people.mapped("state")), {"finalised"})

    def test_a_block_does_not_tell_the_evaluator_his_own_rating(self):
        """Whoever finalises is not counted himself: the tenth rated, he would bring the block."""
        self.agency.skp_distribution_mode = "block"
        self.performance("dinas")
        people = self.crowd("s" * 9)
        self.evaluate_to("kasi", "rated")
        people.action_finalise()
        self.assertEqual(set(people.mapped("state")), {"finalised"})

    def test_head_is_left_out(self):
        """The unit's head is not counted under his own unit; heads below him are people of it."""
        self.performance("dinas")
        for key in ("kadis", "kabid", "kasi", "staff"):
            self.evaluate_to(key, "rated")
        [status] = self.evaluation("staff", "auditor").get_distribution()
        self.assertEqual(status["total"], 3)
        self.performance("seksi", "baik")
        self.evaluation("staff").invalidate_recordset()
        [status] = self.evaluation("staff", "auditor").get_distribution()
        self.assertEqual((status["unit"], status["total"]), ("Seksi Uji", 1))

    def test_distribution_is_not_for_employees(self):
        self.performance("dinas")
        self.evaluate_to("staff", "finalised")
        for key in ("staff", "teman", "kadis"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.evaluation("staff", key).get_distribution()

    # ------------------------------------------------------------
    # COST
    # ------------------------------------------------------------

    def test_finalising_many_costs_few_queries(self):
        """A thousand in at most seventy queries: a constant, and two for each hundred people.

        (The ORM inserts a hundred rows a statement: of the revisions and of the log.)
        """
        self.performance("dinas")
        people = self.crowd("s" * 30)
        for rating in people._get_ratings_sudo():
            rating.recommendation = f"Catatan {rating.id}"
        counts = []
        for batch in (people[:5], people[5:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.action_finalise()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
        self.assertLessEqual(counts[1] + 2 * 9, 70)

    # ------------------------------------------------------------
    # REOPENING
    # ------------------------------------------------------------

    def test_two_administrators_reopen(self):
        """One asks, another confirms; the outcome is taken back, the old revision superseded."""
        second = self._create_user("manager2", "Admin Kedua", "hr_skp.group_skp_manager")
        self.performance("dinas")
        evaluation = self.evaluate_to("staff", "final")
        first = evaluation.with_user(self.users["manager"])
        with self.assertRaises(UserError):
            first.action_reopen()
        first.action_reopen("Salah orang")
        self.assertEqual(evaluation.state, "final")
        with self.assertRaisesRegex(UserError, "another SKP administrator"):
            first.action_reopen("Salah orang")
        evaluation.with_user(second).action_reopen()
        self.assertRecordValues(
            evaluation,
            [
                {
                    "state": "rated",
                    "predicate": False,
                    "unit_predicate": False,
                    "is_final": False,
                    "received_on": False,
                    "revision": 1,
                    "state_reason": "Salah orang",
                    "reopen_by_id": False,
                }
            ],
        )
        old = evaluation.revision_ids
        self.assertFalse(old.is_current)
        self.assertEqual(
            old.with_user(self.users["staff"]).content["predicate"], "baik", "stays readable"
        )
        kasi = self.evaluation("staff", "kasi")
        kasi.action_rate("above", "above", "Diperiksa ulang")
        kasi.action_finalise()
        self.assertEqual(
            evaluation.revision_ids.sorted("number").mapped("is_current"), [False, True]
        )
        self.assertEqual(evaluation.predicate, "sangat_baik")

    def test_only_administrators_reopen(self):
        self.performance("dinas")
        self.evaluate_to("staff", "finalised")
        for key in ("staff", "kasi", "kabid", "officer", "auditor", "teman"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.evaluation("staff", key).action_reopen("x")

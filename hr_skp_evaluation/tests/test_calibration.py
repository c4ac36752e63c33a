from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import hr_skp_calibration
from .calibration_common import CalibrationCommon

TEAM = {"Staf": ("above", "above"), "Teman": ("as", "as"), "Warga": ("below", "as")}
#: Who has no part in these ratings while they are being worked on.
STRANGERS = (
    "staff",
    "teman",
    "warga",
    "ketua",
    "kadis",
    "officer",
    "unit_officer",
    "manager",
    "hr",
)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestCalibrationBoard(CalibrationCommon):
    """Who sees whom on the calibration board, and what the numbers are."""

    def test_evaluator_sees_what_he_rated(self):
        """His own people, with what a moved card does; and how many are still to rate."""
        board = self.board("kasi")
        self.assertEqual(board["term_id"], self.term.id)
        self.assertEqual(self.seen("kasi"), TEAM)
        self.assertEqual({card["move"] for card in board["cards"]}, {"change"})
        self.assertEqual(board["missing"], [])
        self.evaluation("warga", "kasi").action_return("Lengkapi")
        board = self.board("kasi")
        [missing] = board["missing"]
        self.assertEqual((missing["id"], missing["count"]), (self.people["kasi"].id, 1))
        self.assertNotIn("Warga", self.seen("kasi"))

    def test_superior_sees_what_was_submitted(self):
        """Nothing before, then name, place and evaluator; how many are missing, not who."""
        self.assertEqual(self.seen("kabid"), {})
        self.evaluation("staff", "kasi").action_share()
        board = self.board("kabid")
        self.assertEqual(self.seen("kabid"), {"Staf": ("above", "above")})
        missing = {row["name"]: row["count"] for row in board["missing"]}
        self.assertEqual(missing["Kepala Seksi Uji"], 2)
        [card] = board["cards"]
        self.assertEqual((card["move"], card["unit"]), ("propose", "Seksi Uji"))
        self.evaluation("staff", "kasi").action_share(False)
        self.assertEqual(self.seen("kabid"), {})

    def test_officers_count_what_was_let_out(self):
        """Beside the one result that is out they learn nothing of the two that are not."""
        self.evaluate_to("staff", "finalised", ratings=("above", "above"))
        self.assertEqual(self.seen("officer"), {"Staf": ("above", "above")})
        [pattern] = self.board("officer")["patterns"]
        self.assertEqual(pattern["beyond"], {})
        [status] = self.evaluation("staff", "officer").get_distribution()
        self.assertEqual(status["counts"], {"sangat_baik": 1})
        [pattern] = self.board("kasi")["patterns"]
        self.assertEqual(sum(pattern["beyond"].values()), 0)
        [status] = self.evaluation("staff", "kasi").get_distribution()
        self.assertEqual(status["total"], 3)

    def test_another_superior(self):
        """Whoever takes the superior's place sees what is submitted to him, not to another."""
        self.share()
        self.propose()
        self.assertEqual(self.seen("kabid"), TEAM)
        plans = self.plans["staff"] | self.plans["warga"]
        plans.write({"reviewer_id": self.people["ketua"].id})
        plans._get_unjudged_evaluations()._refresh_from_plan()
        self.assertEqual(self.seen("ketua"), {})
        self.assertEqual(self.seen("kabid"), {"Teman": TEAM["Teman"]})
        Proposal = self.env["hr.skp.rating.proposal"]
        self.assertFalse(Proposal.with_user(self.users["ketua"]).search([]))
        self.assertEqual(Proposal.search([]).mapped("state"), ["withdrawn"])
        self.evaluation("staff", "kasi").action_share()
        self.assertEqual(self.seen("ketua"), {"Staf": TEAM["Staf"]})

    def test_strangers_see_nothing(self):
        """Neither the people themselves, a colleague, the head above, officers nor HR."""
        self.share()
        self.propose()
        for role in STRANGERS:
            with self.subTest(role=role):
                board = self.board(role)
                self.assertFalse(board["cards"])
                self.assertEqual(board["total"], 0)
                self.assertFalse(board["patterns"])
                self.assertFalse(board["units"])
                self.assertFalse(self.team(role).get_calibration_cards())
                self.assertFalse(
                    self.env["hr.skp.rating.proposal"].with_user(self.users[role]).search([])
                )
        self.assertEqual(self.seen("auditor"), TEAM)

    def test_what_is_released_follows_the_outcome(self):
        """Officers see what is finalised, the head above only what is final."""
        self.share()
        self.team().action_finalise()
        self.assertEqual(self.seen("officer"), TEAM)
        self.assertEqual(self.seen("kabid"), TEAM)
        self.assertEqual(self.seen("kadis"), {})
        self.evaluation("staff", "staff").action_accept()
        self.assertEqual(self.seen("kadis"), {"Staf": TEAM["Staf"]})
        moves = {card["move"] for role in ("kasi", "kabid") for card in self.board(role)["cards"]}
        self.assertEqual(moves, {False})

    def test_nobody_sees_himself(self):
        """Neither his card, nor by any number: not even as the evaluator of the others."""
        before = self.board("kasi")
        self.evaluate_to("kasi", "rated", ratings=("above", "above"))
        self.evaluation("kasi", "kabid").action_share()
        self.assertEqual(self.board("kasi"), before)
        self.assertIn("Kepala", self.seen("kabid"))
        self.assertIn("Kepala", self.seen("kadis"))

    def test_nor_does_he_by_acting_for_his_evaluator(self):
        """A delegate of the evaluator and of his superior sees all but his own rating."""
        self.share()
        self.env["hr.skp.delegation"].create(
            [
                {
                    "official_id": self.people[official].id,
                    "delegate_id": self.people["staff"].id,
                    "date_start": "2000-01-01",
                    "date_end": "2100-01-01",
                }
                for official in ("kasi", "kabid")
            ]
        )
        self.assertEqual(set(self.seen("staff")), {"Teman", "Warga"})
        self.assertFalse(self.evaluation("staff", "staff").get_calibration_cards())
        with self.assertRaises(AccessError):
            self.evaluation("staff", "staff").action_calibrate("above", "above", "x")

    def test_submission_ends_with_the_term(self):
        """Once the term is closed the superior sees by it no more."""
        self.share()
        self.term.sudo().state = "closed"
        self.env.invalidate_all()
        self.assertEqual(self.seen("kabid"), {})

    def test_units(self):
        """The filter holds the units above as well, counts through them, and narrows to one."""
        board = self.board("kasi", unit_id=self.bidang.id)
        self.assertEqual(
            [(unit["name"], unit["depth"], unit["count"]) for unit in board["units"]],
            [("Dinas Uji", 0, 3), ("Bidang Uji", 1, 3), ("Seksi Uji", 2, 3)],
        )
        self.assertEqual(board["unit_id"], self.bidang.id)
        self.assertEqual(len(board["cards"]), 3)
        elsewhere = self.env["hr.department"].create({"name": "Lain", "company_id": self.agency.id})
        self.assertFalse(self.board("kasi", unit_id=elsewhere.id)["unit_id"])

    def test_more_than_fit(self):
        """Where there are too many a unit is asked for first: numbers, no cards."""
        with patch.object(hr_skp_calibration, "MAX_CARDS", 2):
            board = self.board("kasi")
        self.assertTrue(board["is_too_many"])
        self.assertEqual((board["count"], board["cards"]), (3, []))

    def test_pattern_of_the_unit(self):
        """Expected curve, and who of the unit is let out and not on the board."""
        [pattern] = self.board("kasi")["patterns"]
        self.assertEqual((pattern["unit"], pattern["beyond"]), ("Dinas Uji", {}))
        self.assertEqual(sum(pattern["curve"].values()), 100)
        self.evaluate_to("ketua", "rated", ratings=("as", "above"))
        [pattern] = self.board("kasi")["patterns"]
        self.assertEqual(pattern["beyond"], {})
        self.evaluate_to("ketua", "finalised")
        [pattern] = self.board("kasi")["patterns"]
        self.assertEqual(pattern["beyond"], {"baik": 1})
        self.share()
        self.assertEqual(self.board("kabid")["patterns"][0]["beyond"], {})

    def test_weighing(self):
        """Numbers in, sentences out: deviations of the pattern, lenient and strict evaluators."""
        performance = self.env["hr.skp.unit.performance"].search([])
        Evaluation = self.env["hr.skp.evaluation"].with_user(self.users["kasi"])
        found = Evaluation.weigh_calibration(
            {str(performance.id): {"sangat_baik": 8, "baik": 2}},
            {
                "1": {str(performance.id): {"sangat_baik": 5}},
                "2": {str(performance.id): {"baik": 4}, "0": {"butuh_perbaikan": 1}},
            },
        )
        weighed = found["patterns"][performance.id]
        self.assertEqual(len(weighed["deviations"]), 2)
        self.assertFalse(weighed["is_small"] or weighed["blocks"])
        self.assertEqual(found["evaluators"][1]["others"]["verdict"], "lenient")
        self.assertEqual(found["evaluators"][1]["pattern"]["verdict"], "lenient")
        self.assertEqual(found["evaluators"][2]["others"]["verdict"], "strict")
        self.assertEqual(found["evaluators"][2]["total"], 5)
        for nonsense in ([], {"x": {}}, {"1": 5}, {"1": {"2": 3}}):
            with self.assertRaises(UserError):
                Evaluation.weigh_calibration({}, nonsense)
        self.assertEqual(Evaluation.weigh_calibration({"1": {}}, {})["evaluators"], {})

    def test_queries(self):
        """A board of fifty costs the queries of a board of one."""
        counts = []
        for number in (1, 50):
            self.crowd("s" * number if number == 1 else "as" * 25)
            self.team("kasi")
            for _warm in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.board("kasi")
                used = self.env.cr.sql_log_count - before
            counts.append(used)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestCalibrationSteps(CalibrationCommon):
    """To submit, to propose, to answer: by whom, when, and what is kept of it."""

    def test_submitting_is_the_evaluators(self):
        """Nobody else submits; an unfinished rating or one with nobody above is not submitted."""
        for role in ("staff", "kabid", "kadis", "officer", "manager", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.team(role).action_share()
        with self.assertRaises(UserError):
            self.evaluation("ketua", "kabid").action_share()
        self.evaluation("staff").sudo().reviewer_id = self.people["kasi"]
        with self.assertRaisesRegex(UserError, "Nobody stands above"):
            self.evaluation("staff", "kasi").action_share()
        with self.assertRaises(AccessError):
            self.rating("staff", "kasi").write({"shared_on": "2026-04-01 00:00:00"})

    def test_superior_reads_no_rating(self):
        """By submission he sees the board; the rating, its notes and history stay closed to him."""
        self.share()
        for name in ("hr.skp.rating", "hr.skp.rating.line", "hr.skp.rating.change"):
            self.assertFalse(self.env[name].with_user(self.users["kabid"]).search([]), name)
        with self.assertRaises(AccessError):
            self.rating("staff", "kabid").read(["result_rating"])

    def test_proposal_is_accepted(self):
        """The rating changes as if the evaluator had, with both reasons in its history."""
        self.share()
        proposal = self.propose()
        self.assertRecordValues(
            proposal.sudo(),
            [
                {
                    "state": "open",
                    "result_before": "below",
                    "result_after": "as",
                    "behaviour_after": "as",
                    "proposer_id": self.users["kabid"].id,
                }
            ],
        )
        self.assertEqual(self.rating("warga").predicate, "butuh_perbaikan")
        own = proposal.with_user(self.users["kasi"])
        self.assertTrue(own.can_accept and own.is_to_me)
        own.action_accept()
        self.assertEqual(proposal.sudo().state, "accepted")
        rating = self.rating("warga")
        self.assertEqual(
            (rating.predicate, rating.departure_reason[-14:]), ("baik", "Data terlambat")
        )
        self.assertRecordValues(
            rating.change_ids[0],
            [
                {
                    "user_id": self.users["kasi"].id,
                    "result_before": "below",
                    "result_after": "as",
                    "reason": "Proposed by Kepala Bidang Uji: Data terlambat",
                }
            ],
        )

    def test_proposal_is_declined(self):
        """Only with a reason, which the proposer reads; the rating stays."""
        self.share()
        proposal = self.propose()
        own = proposal.with_user(self.users["kasi"])
        with self.assertRaisesRegex(UserError, "say why"):
            own.action_decline(" ")
        own.action_decline("Data dikirim tepat waktu")
        self.assertEqual(proposal.answer, "Data dikirim tepat waktu")
        self.assertEqual(self.rating("warga").result_rating, "below")
        with self.assertRaisesRegex(UserError, "settled"):
            own.action_accept()

    def test_declining_in_the_dialog(self):
        """The dialog of the list asks for the reason."""
        self.share()
        proposal = self.propose()
        context = {"active_model": proposal._name, "active_ids": proposal.ids}
        self.env["hr.skp.evaluation.step"].with_user(self.users["kasi"]).with_context(
            **context
        ).create({"move": "decline", "reason": "Sudah dibahas"}).action_confirm()
        self.assertEqual(proposal.sudo().answer, "Sudah dibahas")

    def test_proposing_needs_submission_reason_and_change(self):
        """Not before it was submitted, not by others, not without a reason, not the same again."""
        with self.assertRaises(AccessError):
            self.propose()
        self.share()
        for role in ("kasi", "kadis", "officer", "manager", "auditor", "teman", "warga"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.propose(role=role)
        for ratings, reason in (
            (("below", "as"), "Sama"),
            (("as", "as"), "  "),
            (("as", "as"), 5),
            (("as", "istimewa"), "x"),
            (("as", None), "x"),
        ):
            with self.subTest(ratings=ratings), self.assertRaises(UserError):
                self.propose(ratings=ratings, reason=reason)
        self.assertFalse(self.env["hr.skp.rating.proposal"].search([]))

    def test_a_new_proposal_replaces_the_former(self):
        """Who changes his mind leaves one question open, not two; he may also take it back."""
        self.share()
        first, second = self.propose(), self.propose(ratings=("above", "as"))
        self.assertEqual((first.state, second.state), ("withdrawn", "open"))
        with self.assertRaises(AccessError):
            second.with_user(self.users["kasi"]).action_withdraw()
        second.action_withdraw()
        self.assertEqual(second.state, "withdrawn")

    def test_answers_are_the_evaluators(self):
        """Neither the proposer nor the employee, an officer or an auditor answers."""
        self.share()
        proposal = self.propose()
        for role in ("kabid", "warga", "teman", "kadis", "officer", "manager", "auditor"):
            theirs = proposal.with_user(self.users[role])
            for step in (theirs.action_accept, lambda t=theirs: t.action_decline("x")):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    step()
        self.assertEqual(proposal.sudo().state, "open")

    def test_head_of_unit_follows_his_unit(self):
        """Where the agency locks it, nobody proposes results that differ from the unit's."""
        self.agency.skp_lock_head_rating = True
        self.performance("seksi", "istimewa")
        self.evaluate_to("kasi", "rated", ratings=("above", "as"))
        self.evaluation("kasi", "kabid").action_share()
        with self.assertRaisesRegex(UserError, "heads a unit"):
            self.propose("kasi", "kadis", ("as", "above"))
        self.assertTrue(self.propose("kasi", "kadis", ("above", "above")))

    def test_unanswered_holds_up_finalising(self):
        """What the superior proposed is answered before the outcome is let out."""
        self.share()
        proposal = self.propose()
        for step in (self.team().action_finalise, lambda: self.team().action_share(False)):
            with self.assertRaisesRegex(UserError, "proposed in calibration"):
                step()
        proposal.with_user(self.users["kasi"]).action_decline("Tidak")
        self.team().action_finalise()
        self.assertEqual(set(self.team().mapped("state")), {"finalised"})

    def test_returning_ends_it(self):
        """Given back to the employee, it is neither shown to the superior nor proposed on."""
        self.share()
        proposal = self.propose()
        self.evaluation("warga", "kasi").action_return("Lengkapi")
        self.assertEqual(proposal.sudo().state, "withdrawn")
        self.assertFalse(self.rating("warga").shared_on)
        self.report("warga")
        self.evaluation("warga", "kasi").action_rate()
        self.assertNotIn("Warga", self.seen("kabid"))

    def test_reopening_ends_it(self):
        """Taken back by the administrators it is the evaluator's alone again."""
        self.share()
        self.team().action_finalise()
        second = self._create_user("admin2", "Admin Dua", "hr_skp.group_skp_manager")
        self.evaluation("staff", "manager").action_reopen("Keliru")
        self.evaluation("staff").with_user(second).action_reopen()
        self.assertEqual(set(self.seen("kabid")), {"Teman", "Warga"})

    def test_card_of_the_evaluator(self):
        """His own card changes the rating at once, asks for the reason and keeps it."""
        own = self.evaluation("warga", "kasi")
        with self.assertRaisesRegex(UserError, "say why"):
            own.action_calibrate("as", "as", "")
        card = own.action_calibrate("as", "as", "Dibahas dengan tim")
        self.assertEqual((card["result"], card["behaviour"], card["proposal"]), ("as", "as", False))
        self.assertEqual(self.rating("warga").change_ids[0].reason, "Dibahas dengan tim")
        self.assertFalse(self.env["hr.skp.rating.proposal"].search([]))
        with self.assertRaisesRegex(UserError, "finished ratings"):
            self.evaluation("ketua", "kabid").action_calibrate("as", "as", "x")

    def test_card_of_the_superior(self):
        """His card proposes; what he sees of it afterwards is his proposal."""
        self.share()
        card = self.evaluation("warga", "kabid").action_calibrate("as", "above", "Konsisten")
        self.assertEqual((card["result"], card["behaviour"]), ("below", "as"))
        self.assertEqual(
            (card["proposal"]["result"], card["proposal"]["behaviour"]), ("as", "above")
        )
        self.assertTrue(card["proposal"]["can_withdraw"])
        [seen] = self.evaluation("warga", "kasi").get_calibration_cards()
        self.assertTrue(seen["proposal"]["can_accept"])
        self.assertEqual(seen["proposal"]["by"], "Kepala Bidang Uji")

    def test_nobody_creates_or_writes_proposals(self):
        """By no door but the steps: not even the proposer or the evaluator."""
        self.share()
        proposal = self.propose()
        vals = proposal.sudo().copy_data()[0]
        for role in ("kasi", "kabid", "manager"):
            theirs = proposal.with_user(self.users[role])
            for step in (
                lambda t=theirs: t.create(vals),
                lambda t=theirs: t.write({"state": "accepted"}),
                theirs.unlink,
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    step()

    def test_log_keeps_the_step_not_the_rating(self):
        """Who submitted, proposed and answered is logged, without ratings and reasons."""
        self.share()
        self.propose().with_user(self.users["kasi"]).action_accept()
        lines = self.env["hr.skp.log"].search([("res_id", "=", self.evaluation("warga").id)])
        self.assertLessEqual(
            {"evaluation_share", "evaluation_propose_rating", "evaluation_proposal_accepted"},
            set(lines.mapped("action")),
        )
        words = str(lines.read(["reason", "state_from", "state_to", "action"]))
        for secret in ("terlambat", "below"):
            self.assertNotIn(secret, words)

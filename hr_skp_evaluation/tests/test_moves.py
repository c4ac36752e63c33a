from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, LockError, UserError
from odoo.tests import tagged

from ..rules.evaluation_states import MOVES
from .evaluation_common import EvaluationCommon

WITH_REASON = {"return", "object", "ask_lift", "lift", "reopen"}


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestMoves(EvaluationCommon):
    """The way of an evaluation, by whose steps it is."""

    def take(self, evaluation, move):
        method = getattr(evaluation, f"action_{move}")
        if move == "rate":
            return method("as", "as")
        if move == "propose_rating":
            return method("above", "above", "Alasan")
        return method("Alasan") if move in WITH_REASON else method()

    def test_whole_way(self):
        """Reported, returned, reported, rated, finalised, received, accepted: state and outcome."""
        own, kasi = self.evaluation("staff", "staff"), self.evaluation("staff", "kasi")
        own.write({"self_note": "Semua laporan selesai"})
        self.performance("dinas")
        walk = [
            (own.action_self_report, "self_reported", False),
            (lambda: kasi.action_return("Buktinya belum ada"), "open", False),
            (own.action_self_report, "self_reported", False),
            (lambda: kasi.action_rate("above", "as"), "rated", False),
            (kasi.action_finalise, "finalised", "baik"),
            (own.action_receive, "final", "baik"),
        ]
        for step, state, predicate in walk:
            step()
            self.assertRecordValues(
                self.evaluation("staff"), [{"state": state, "predicate": predicate}]
            )
        self.assertRecordValues(
            self.evaluation("staff"),
            [
                {
                    "result_rating": "above",
                    "behaviour_rating": "as",
                    "unit_predicate": "baik",
                    "is_final": True,
                    "final_by": "lapsed",
                    "revision": 1,
                }
            ],
        )
        actions = self.plans["staff"].log_ids.filtered(
            lambda log: log.res_model == "hr.skp.evaluation"
        )
        self.assertEqual(
            actions.sorted("id").mapped("action"),
            [
                "evaluation_self_report",
                "evaluation_return",
                "evaluation_self_report",
                "evaluation_rate",
                "evaluation_finalise",
                "evaluation_receive",
                "evaluation_lapse",
            ],
        )

    @freeze_time("2027-02-01")
    def test_every_role_every_state_every_move(self):
        """The table of the rules is what the methods do, for each role and state."""
        acting = {
            "staff": {"employee"},
            "kasi": {"evaluator"},
            "kabid": set(),
            "kadis": set(),
            "officer": set(),
            "manager": {"manager"},
            "unit_officer": set(),
            "auditor": set(),
            "teman": set(),
            "hr": set(),
            "warga": set(),
        }
        self.performance("dinas", term=self.final_term)
        self.final_term.sudo().write({"state": "open"})
        self.env["hr.skp.evaluation"]._open_for(self.plans["staff"], self.final_term)
        for state in ("open", "self_reported", "rated", "finalised", "received", "final"):
            with self.env.cr.savepoint() as savepoint:
                self.evaluate_to("staff", state, term=self.final_term)
                for user, roles in acting.items():
                    for move, rule in MOVES.items():
                        expected = bool(rule.roles & roles) and state in rule.sources
                        with self.subTest(state=state, user=user, move=move):
                            self._try_move(user, move, expected)
                savepoint.rollback()
            self.env.invalidate_all()

    def _try_move(self, user, move, expected):
        evaluation = self.evaluation("staff", user, term=self.final_term)
        # What nobody reported is no fault of the role.
        self.evaluation("staff", term=self.final_term).sudo().write({"self_note": "Selesai"})
        done = True
        with self.env.cr.savepoint() as savepoint:
            try:
                self.take(evaluation, move)
            except (AccessError, UserError):
                done = False
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(done, expected)

    def test_buttons_tell_what_methods_do(self):
        """Each can_… field is true exactly for whoever may take the step."""
        self.performance("dinas")
        self.evaluate_to("staff", "rated")
        expected = {
            "staff": set(),
            "kasi": {"return", "start_rating", "rate", "ask_lift", "share", "finalise"},
            "manager": set(),
        }
        for user, moves in expected.items():
            evaluation = self.evaluation("staff", user)
            self.assertEqual({move for move in MOVES if evaluation[f"can_{move}"]}, moves)

    def test_empty_report_is_refused(self):
        with self.assertRaisesRegex(UserError, "what was realised"):
            self.evaluation("staff", "staff").action_self_report()

    @freeze_time("2026-04-10")
    def test_unreported_is_rated_after_the_deadline_only(self):
        """Nobody is held up by who does not report, and nobody is overrun before his day."""
        kasi = self.evaluation("staff", "kasi")
        with self.assertRaisesRegex(UserError, "may still report"):
            kasi.action_rate("as", "as")
        with freeze_time("2026-04-15"):
            kasi.action_rate("as", "as")
        self.assertEqual(kasi.state, "rated")

    def test_report_is_frozen_once_handed_in(self):
        """Neither note nor lines change after the report is handed in, nor anybody else's ever."""
        own = self.report("staff")
        with self.assertRaises(UserError):
            own.write({"self_note": "Tambahan"})
        with self.assertRaises(UserError):
            own.line_ids.write({"realisation": "12"})
        for key in ("kasi", "teman", "officer", "manager"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.evaluation("warga", key).line_ids.write({"realisation": "12"})

    def test_outcome_is_nobodys_to_write(self):
        """State, outcome, evaluator, dates: refused to everybody in every state."""
        self.performance("dinas")
        values = {
            "state": "final",
            "predicate": "sangat_baik",
            "result_rating": "above",
            "evaluator_id": self.people["teman"].id,
            "reviewer_id": self.people["teman"].id,
            "fill_deadline": "2030-01-01",
            "employee_id": self.people["teman"].id,
            "basis": "host",
            "recommendation": "x",
            "objection_deadline": "2030-01-01",
            "revision": 9,
        }
        for state in ("open", "finalised"):
            self.evaluate_to("staff", state)
            for key in ("staff", "kasi", "kabid", "officer", "manager"):
                for name, value in values.items():
                    with self.subTest(key=key, name=name), self.assertRaises(AccessError):
                        self.evaluation("staff", key).write({name: value})

    def test_line_of_a_report_keeps_its_plan(self):
        """The employee writes what was realised, not what was planned."""
        line = self.evaluation("staff", "staff").line_ids
        for vals in ({"target": "1"}, {"evaluation_id": self.evaluation("teman").id}):
            with self.assertRaises(AccessError):
                line.write(vals)
        with self.assertRaises(AccessError):
            line.unlink()
        with self.assertRaises(AccessError):
            line.copy()

    def test_two_officials_at_once(self):
        """While one finalises the other is told so; afterwards, that it is done."""
        self.performance("dinas")
        self.evaluate_to("staff", "rated")
        self._delegate("kasi", "ketua")
        deputy = self.evaluation("staff", "ketua")
        with (
            patch.object(type(deputy), "lock_for_update", side_effect=LockError("taken")),
            self.assertRaisesRegex(UserError, "right now"),
        ):
            deputy.action_finalise()
        self.evaluation("staff", "kasi").action_finalise()
        with self.assertRaisesRegex(UserError, "Finalised.*cannot be taken"):
            deputy.action_finalise()
        self.assertEqual(len(self.evaluation("staff").revision_ids), 1)

    def _delegate(self, official, delegate):
        return self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people[official].id,
                "delegate_id": self.people[delegate].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )

    def test_delegate_acts_for_the_evaluator_and_is_named(self):
        """What a delegate does is recorded as his, for the official; afterwards he is nobody."""
        self.report("staff")
        self._delegate("kasi", "ketua")
        self.evaluation("staff", "ketua").action_rate("as", "as")
        log = self.env["hr.skp.log"].search([("action", "=", "evaluation_rate")], limit=1)
        self.assertEqual((log.user_id, log.official_id), (self.users["ketua"], self.people["kasi"]))
        change = self.rating("staff").change_ids
        self.assertEqual(
            (change.user_id, change.official_id), (self.users["ketua"], self.people["kasi"])
        )
        self.env["hr.skp.delegation"].search([]).write({"date_end": "2000-02-01"})
        with self.assertRaises(AccessError):
            self.evaluation("staff", "ketua").action_rate("above", "above")

    def test_nobody_judges_himself(self):
        """Neither as delegate of his evaluator, nor as officer, head or administrator."""
        self.performance("dinas")
        self._delegate("kasi", "staff")
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_auditor")
        self.seksi.manager_id = self.people["staff"]
        self.seksi.sudo().skp_officer_ids = self.users["staff"]
        self.env.invalidate_all()
        own = self.evaluation("staff", "staff")
        self.report("staff")
        for step in (
            lambda: own.action_rate("above", "above"),
            own.action_start_rating,
            lambda: own.action_return("x"),
            own.action_finalise,
            lambda: own.action_reopen("x"),
            lambda: own.action_lift("x"),
            own.get_distribution,
        ):
            with self.assertRaises(AccessError):
                step()
        self.evaluate_to("staff", "finalised")
        with self.assertRaises(AccessError):
            own.action_reopen("x")
        self.assertFalse(self.env["hr.skp.rating"].with_user(self.users["staff"]).search([]))
        # For the others whom kasi evaluates he stands in.
        self.report("teman")
        self.evaluation("teman", "staff").action_rate("as", "as")
        self.assertEqual(self.evaluation("teman").state, "rated")

    def test_cancelled_plan_stands_still(self):
        self.plans["staff"].with_user(self.users["officer"]).action_cancel("Meninggal dunia")
        with self.assertRaisesRegex(UserError, "cancelled"):
            self.evaluation("staff", "staff").write({"self_note": "x"})
        self.assertEqual(self.term._get_unfinished_count(), 7)

    def test_any_size_and_all_or_nothing(self):
        """Many at once; where one is refused, none is moved."""
        self.performance("dinas")
        for key in ("staff", "teman", "warga"):
            self.evaluate_to(key, "rated" if key != "warga" else "self_reported")
        three = self.evaluation("staff", "kasi").union(
            *(self.evaluation(key, "kasi") for key in ("teman", "warga"))
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            three.action_finalise()
        self.assertEqual(set(three[:2].mapped("state")), {"rated"})
        three[2].action_rate("below", "below")
        three.action_finalise()
        self.assertEqual(three.mapped("predicate"), ["baik", "baik", "sangat_kurang"])

    def test_rating_many_at_once(self):
        """One call rates a whole team alike, each with its history."""
        for key in ("staff", "teman"):
            self.report(key)
        team = self.evaluation("staff", "kasi") | self.evaluation("teman", "kasi")
        team.action_rate("as", "as")
        self.assertEqual(set(team.mapped("state")), {"rated"})
        self.assertEqual(len(team._get_ratings_sudo().change_ids), 2)

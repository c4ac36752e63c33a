from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..rules.plan_states import MOVES, STATES
from .common import SkpCommon

REASON_MOVES = {"return", "revise", "set", "cancel"}


@tagged("post_install", "-at_install", "hr_skp")
class TestPlanStates(SkpCommon):
    """Who moves a plan, from where, to where – by the methods and by no other door."""

    def take(self, plan, move, reason="Alasan"):
        method = getattr(plan, f"action_{move}")
        return method(reason) if move in REASON_MOVES else method()

    def test_whole_way(self):
        """Draft, proposed, returned, proposed, agreed, revised, given up: state after each step."""
        self.add_result("staff")
        own, kasi = self.plan("staff", "staff"), self.plan("staff", "kasi")
        walk = [
            (own.action_propose, "proposed", 0),
            (own.action_withdraw, "draft", 0),
            (own.action_propose, "proposed", 0),
            (lambda: kasi.action_return("Belum ada waktu"), "draft", 0),
            (own.action_propose, "proposed", 0),
            (kasi.action_agree, "agreed", 1),
            (lambda: own.action_revise("Penugasan baru"), "revising", 1),
            (own.action_propose, "proposed", 1),
            (lambda: kasi.action_return("Kurang jelas"), "revising", 1),
            (own.action_cancel_revision, "agreed", 1),
            (lambda: kasi.action_revise("Klarifikasi"), "revising", 1),
            (lambda: kasi.action_set("Tidak mengajukan"), "agreed", 2),
        ]
        for step, state, revision in walk:
            step()
            self.assertRecordValues(self.plan("staff"), [{"state": state, "revision": revision}])
        self.assertEqual(self.plan("staff").revision_ids.mapped("number"), [2, 1])

    def test_every_role_every_state_every_move(self):
        """The table of rules/plan_states.py is what the methods do, for each role and state."""
        roles = {
            "staff": {"employee"},
            "kasi": {"evaluator"},
            "officer": {"officer"},
            "manager": {"officer"},
            "kabid": {"head"},
            "unit_officer": {"unit_officer"},
            "auditor": {"auditor"},
            "teman": set(),
            "hr": set(),
            "warga": set(),
        }
        states = [state for state, _label in STATES if state != "closed"]
        for state in states:
            if state == "draft":
                self.add_result("staff")
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                self.bring_to("staff", state)
                for user, acting in roles.items():
                    for move, rule in MOVES.items():
                        self._try_move(
                            user, move, bool(rule.roles & acting) and state in rule.sources
                        )
                savepoint.rollback()
                self.env.invalidate_all()

    def _try_move(self, user, move, expected):
        plan = self.plan("staff", user)
        done = True
        with self.env.cr.savepoint() as savepoint:
            try:
                self.take(plan, move)
            except (AccessError, UserError):
                done = False
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(done, expected, f"{user} {move} {plan.sudo().state}")

    def test_reason_is_asked_for(self):
        """Returning, revising, setting and cancelling need a reason; blank is none."""
        self.bring_to("staff", "proposed")
        with self.assertRaises(UserError):
            self.plan("staff", "kasi").action_return("  ")
        self.assertEqual(self.plan("staff").state, "proposed")

    def test_state_is_nobodys_to_write(self):
        """Neither employee, evaluator, officer nor administrator writes state, dates, evaluator."""
        self.bring_to("staff", "proposed")
        forbidden = {
            "state": "agreed",
            "revision": 7,
            "evaluator_id": self.people["staff"].id,
            "reviewer_id": self.people["staff"].id,
            "date_end": "2030-12-31",
            "identity": {},
            "employee_id": self.people["teman"].id,
            "form": "jpt",
            "state_reason": "x",
        }
        for user in ("staff", "kasi", "officer", "manager", "kabid"):
            for field, value in forbidden.items():
                with self.subTest(user=user, field=field), self.assertRaises(AccessError):
                    self.plan("staff", user).write({field: value})

    def test_nobody_decides_for_himself(self):
        """An officer or administrator with a plan of his own is only its employee."""
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        self.bring_to("staff", "proposed")
        plan = self.plan("staff", "staff")
        for move in ("agree", "return", "set", "cancel"):
            with self.subTest(move=move), self.assertRaises(AccessError):
                self.take(plan, move)
        with self.assertRaises(AccessError):
            plan.action_refresh()

    def test_propose_needs_results_with_indicators(self):
        """An empty plan, or a result without an indicator, is not proposed; the text names it."""
        own = self.plan("staff", "staff")
        with self.assertRaisesRegex(UserError, "no result"):
            own.action_propose()
        self.env["hr.skp.result"].with_user(self.users["staff"]).create(
            {"skp_id": own.id, "name": "Tanpa indikator"}
        )
        with self.assertRaisesRegex(UserError, "Tanpa indikator"):
            own.action_propose()

    def test_giving_a_revision_up_restores_what_was_agreed(self):
        """Results, indicators and annex are again those of the last agreement."""
        result = self.add_result("staff", "Semula")
        self.plan("staff").commitment_ids.create(
            {"skp_id": self.plan("staff").id, "kind": "resource", "name": "Membutuhkan laptop"}
        )
        self.bring_to("staff", "revising")
        own = result.with_user(self.users["staff"])
        own.write({"name": "Diubah", "indicator_ids": [(5, 0, 0)]})
        added = own.create({"skp_id": self.plan("staff").id, "name": "Baru"})
        self.plan("staff").commitment_ids.with_user(self.users["staff"]).unlink()
        before = self.plan("staff").revision_ids.content
        self.plan("staff", "staff").action_cancel_revision()
        self.assertFalse(added.exists())
        self.assertEqual(result.name, "Semula")
        self.assertEqual(result.indicator_ids.mapped("target"), ["10 – 12"])
        self.assertEqual(self.plan("staff").commitment_ids.name, "Membutuhkan laptop")
        after = self.plan("staff")._get_snapshot()[self.plan("staff").id]
        for content in (before, after):
            for line in content["results"]:
                for indicator in line["indicators"]:
                    indicator.pop("id")
        self.assertEqual(after["results"], before["results"])

    def test_agreed_results_are_archived_never_deleted(self):
        """In a revision an agreed result can be archived; its link from below stays."""
        result = self.add_result("kasi")
        self.bring_to("kasi", "revising")
        mine = result.with_user(self.users["kasi"])
        with self.assertRaisesRegex(UserError, "archived"):
            mine.unlink()
        mine.action_archive()
        self.assertFalse(result.active)

    def test_log_tells_who_for_whom_and_why(self):
        """Every step leaves a line; a delegate's names the official he acted for."""
        self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["kabid"].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        self.bring_to("staff", "proposed")
        self.plan("staff", "kabid").action_return("Kurang jelas")
        line = self.plan("staff").log_ids[0]
        self.assertRecordValues(
            line,
            [
                {
                    "user_id": self.users["kabid"].id,
                    "official_id": self.people["kasi"].id,
                    "action": "return",
                    "state_from": "proposed",
                    "state_to": "draft",
                    "reason": "Kurang jelas",
                }
            ],
        )
        labels = (line.action_label, line.state_from_label, line.state_to_label)
        self.assertEqual(labels, ("Return", "Proposed", "Draft"), "words, not codes")
        self.assertFalse(MOVES.keys() - line._get_action_labels().keys(), "every move has its word")
        self.plan("staff", "officer").action_cancel("Berhenti")
        self.assertFalse(self.plan("staff").log_ids[0].official_id, "an officer acts as himself")
        with self.assertRaises(UserError):
            line.sudo().write({"reason": "lain"})
        with self.assertRaises(UserError):
            line.sudo().unlink()

    def test_agreement_is_frozen(self):
        """Revision, snapshot and document change for nobody, not even the system."""
        self.bring_to("staff", "agreed")
        plan = self.plan("staff")
        with self.assertRaises(UserError):
            plan.revision_ids.sudo().write({"content": {}})
        with self.assertRaises(UserError):
            plan.document_ids.sudo().write({"sha256": "0"})
        with self.assertRaises(UserError):
            plan.document_ids.sudo().unlink()
        for user in ("staff", "kasi", "officer", "manager"):
            with self.subTest(user=user), self.assertRaises(UserError):
                plan.result_ids.with_user(self.users[user]).write({"name": "lain"})

    def test_bulk_agreement_costs_no_query_a_plan(self):
        """Agreeing two plans costs no more queries than agreeing one."""
        keys = ("staff", "teman", "warga")
        for key in keys:
            self.bring_to(key, "proposed")
        plans = self.env["hr.skp"].browse([self.plans[key].id for key in keys])
        counts = []
        for batch in (plans[:1], plans[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.with_user(self.users["kasi"]).action_agree()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0], "queries for two plans, and for one")

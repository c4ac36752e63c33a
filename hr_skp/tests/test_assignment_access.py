from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..rules.assignment_states import MOVES, NOMINEE_MOVES, STATES
from .test_assignment import AssignmentCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestAssignmentAccess(AssignmentCommon):
    # ------------------------------------------------------------
    # WHO READS
    # ------------------------------------------------------------

    def test_nominee_sees_nothing_before_approval(self):
        """Named and not approved: neither assignment, nomination, log, activity nor task."""
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        assignment = self.ask("staff", "teman")
        for key in ("staff", "teman"):
            with self.subTest(key=key):
                self.assert_unknown(assignment, key)
        self.nominee(assignment, "teman", "kasi").action_decline("Tidak")
        self.assert_unknown(assignment, "teman")
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.assertTrue(self.finds(assignment, "staff"))
        self.assertEqual(self.seen_by(assignment, "teman").search_count([]), 0)

    def assert_unknown(self, assignment, key):
        nominee = self.nominee(assignment, key)
        self.assertFalse(self.finds(assignment, key))
        self.assertFalse(self.finds(nominee, key))
        logs = self.env["hr.skp.log"].with_user(self.users[key])
        about = [("res_model", "like", "hr.skp.assignment")]
        self.assertFalse(logs.search_count([("res_id", "=", assignment.id), *about]))
        self.assertFalse(
            logs.search_count([("res_id", "=", nominee.id), ("res_model", "=", nominee._name)])
        )
        plan = self.plan(key, key)
        self.assertFalse(plan.activity_ids)
        self.assertFalse([task for task in plan._get_portal_tasks() if "assign" in task["url"]])
        with self.assertRaises(AccessError):
            self.nominee(assignment, key, key).action_approve()

    def test_who_reads_a_request(self):
        """Assigner, evaluator, officers and auditors; drafts are their assigner's alone."""
        draft = self.ask("staff", send=False)
        sent = self.ask("staff")
        readers = {"kadis2", "kasi", "officer", "manager", "auditor"}
        people = {*self.people, *self.users} - {"walikota"}
        for key in sorted(people):
            with self.subTest(key=key):
                self.assertEqual(self.finds(sent, key), key in readers)
                self.assertEqual(self.finds(self.nominee(sent, "staff"), key), key in readers)
                self.assertEqual(self.finds(draft, key), key == "kadis2")

    def test_assigner_reads_his_result_and_nothing_else(self):
        """Of the person's plan the assigner reads the assigned result with its indicators."""
        other = self.add_result("staff", "Urusan sendiri")
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        result = self.plan("staff").result_ids.filtered("assignment_id")
        result.indicator_ids = [(0, 0, {"name": "Naskah", "target": "1"})]
        self.assertTrue(self.finds(result, "kadis2"))
        self.assertEqual(self.seen_by(result, "kadis2").indicator_ids.target, "1")
        self.assertFalse(self.finds(other, "kadis2"))
        self.assertFalse(self.finds(other.indicator_ids, "kadis2"))
        self.assertFalse(self.finds(self.plan("staff"), "kadis2"))
        self.assertFalse(self.seen_by(result, "kadis2").has_access("write"))
        self.assertFalse(self.finds(result, "staff2"))

    def test_other_agency(self):
        """Nobody of another agency reads it, whatever groups he has there."""
        other = self.env["res.company"].create({"name": "Kota Lain"})
        foreign = self._create_user("asing", "Asing", "hr_skp.group_skp_manager")
        foreign.write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        assignment = self.ask("staff")
        seen = assignment.with_user(foreign).with_context(allowed_company_ids=other.ids)
        self.assertFalse(seen.has_access("read"))
        self.assertFalse(seen.nominee_ids.browse(assignment.nominee_ids.ids).has_access("read"))

    # ------------------------------------------------------------
    # WHO MAY
    # ------------------------------------------------------------

    def test_only_officials_assign(self):
        """Staff without anybody to lead ask for nobody; a delegate asks for his official."""
        with self.assertRaises(AccessError):
            self.ask("staff", sender="teman")
        with self.assertRaises(AccessError):
            self.ask("staff", sender="teman", assigner_id=self.people["kadis2"].id)
        self._delegate("kadis2", "teman")
        assignment = self.ask("staff", sender="teman", assigner_id=self.people["kadis2"].id)
        self.assertEqual(assignment.log_ids.official_id, self.people["kadis2"])
        self.ask("staff", sender="ketua" if self._lead_team() else "kadis2")

    def _lead_team(self):
        return self.env["hr.skp.team"].create(
            {
                "name": "Tim",
                "leader_id": self.people["ketua"].id,
                "period_id": self.period.id,
            }
        )

    def test_who_can_be_named(self):
        """Not oneself, not twice, and only who has a plan of the year with an evaluator."""
        with self.assertRaisesRegex(UserError, "himself"):
            self.ask("kadis2")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.ask("staff", "staff")
        person = self.env["hr.employee"].create({"name": "Tanpa SKP", "company_id": self.agency.id})
        with self.assertRaisesRegex(UserError, "no SKP"):
            self.ask(nominee_ids=[(0, 0, {"employee_id": person.id})])
        with self.assertRaisesRegex(UserError, "reaches nobody"):
            self.ask()

    def test_state_is_nobodys_to_write(self):
        """Not by write, not by create, not by a client's defaults."""
        assignment = self.ask("staff")
        for key in ("kadis2", "kasi", "officer", "manager"):
            for vals in ({"state": "decided"}, {"coordinated_on": "2026-01-01"}):
                with self.subTest(key=key), self.assertRaises(AccessError):
                    self.seen_by(assignment, key).write(vals)
            with self.assertRaises(AccessError):
                self.nominee(assignment, "staff", key).write({"state": "approved"})
        with self.assertRaises(AccessError):
            self.seen_by(assignment, "kadis2").description = "Lain"
        made = self.assignments.with_user(self.users["kadis2"]).with_context(
            default_state="decided", default_is_volunteer=True
        )
        draft = made.create(
            {
                "name": "Uji",
                "description": "Uji",
                "period_id": self.period.id,
                "nominee_ids": [(0, 0, {"employee_id": self.people["staff"].id})],
            }
        )
        self.assertEqual((draft.state, draft.nominee_ids.is_volunteer), ("draft", False))

    def test_nobody_approves_for_himself(self):
        """Evaluator, delegate, officer or administrator: never on one's own nomination."""
        self.users["kasi"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        self._delegate("kabid", "kasi")
        assignment = self.ask("kasi")
        with self.assertRaises(AccessError):
            self.nominee(assignment, "kasi", "kasi").action_approve()
        self.nominee(assignment, "kasi", "kabid").action_approve()
        self.assertTrue(self.plan("kasi").result_ids)

    def test_table_of_moves(self):
        """Every move in every state by every role does what the table says."""
        roles = {
            "assigner": "kadis2",
            "addressee": "kabid",
            "evaluator": "kasi",
            "officer": "officer",
            "nobody": "teman",
        }
        for state, _label in STATES:
            for move, rule in MOVES.items():
                for role, key in roles.items():
                    expected = state in rule.sources and role in rule.roles
                    with self.subTest(state=state, move=move, role=role):
                        self.assertEqual(self._tries(state, move, key), expected)

    def _tries(self, state, move, key):
        done = True
        with self.env.cr.savepoint() as savepoint:
            assignment = self.ask(
                "staff",
                addressee_id=self.people["kabid"].id,
                supporting_department_id=self.bidang.id,
            )
            if move == "decline":
                self.nominee(assignment, "staff").sudo().write({"state": "approved"})
            assignment.write({"state": state})
            action = getattr(self.seen_by(assignment, key), f"action_{move}")
            try:
                action("Sebab") if MOVES[move].needs_reason else action()
            except (AccessError, UserError):
                done = False
            savepoint.rollback()
        self.env.invalidate_all()
        return done

    def test_table_of_answers(self):
        """Only the evaluator answers, and only while the request lives."""
        live = {"requested", "coordinating", "decided"}
        for state, _label in STATES:
            for key in ("kasi", "kadis2", "officer", "kabid", "staff"):
                for move, rule in NOMINEE_MOVES.items():
                    with self.subTest(state=state, key=key, move=move):
                        self.assertIn("evaluator", rule.roles)
                        expected = key == "kasi" and state in live
                        self.assertEqual(self._answers(state, move, key), expected)

    def _answers(self, state, move, key):
        done = True
        with self.env.cr.savepoint() as savepoint:
            assignment = self.ask("staff")
            assignment.write({"state": state})
            nominee = self.nominee(assignment, "staff", key)
            try:
                nominee.action_approve() if move == "approve" else nominee.action_decline("Sebab")
            except (AccessError, UserError):
                done = False
            savepoint.rollback()
        self.env.invalidate_all()
        return done

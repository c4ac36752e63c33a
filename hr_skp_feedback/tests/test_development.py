from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .giving_common import GivingCommon


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestDevelopment(GivingCommon):
    def actions(self, key):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env(user=self.users[key], context={})["hr.skp.development"]

    def agree(self, key, **vals):
        return self.actions(key).create(
            {
                "skp_id": self.plans["kasi"].id,
                "name": "Pelatihan penyusunan peraturan",
                "kind": "learning",
                "date_due": "2026-09-30",
                **vals,
            }
        )

    def test_who_agrees(self):
        """Employee, evaluator and delegate agree it; auditors read it; nobody else either."""
        for key in ("kasi", "kabid", "wakil"):
            self.assertEqual(self.agree(key).owner_id.id, self.people["kasi"].id)
        for key in ("staff", "kadis", "officer", "auditor", "ketua", "pemberi", "tamu"):
            with self.subTest(key=key), self.assertRaises(UserError):
                self.agree(key)
        action = self.agree("kasi")
        readers = {
            key for key in self.users if self.actions(key).browse(action.id).has_access("read")
        }
        self.assertEqual(readers, {"kasi", "kabid", "wakil", "auditor"})

    def test_owner(self):
        """Guidance is for the evaluator to see to, learning for oneself; nobody else."""
        guidance = self.agree("kasi", kind="guidance")
        self.assertEqual(guidance.owner_id.id, self.people["kabid"].id)
        with self.assertRaises(ValidationError):
            self.agree("kasi", owner_id=self.people["staff"].id)

    def test_out_of_feedback(self):
        """Out of feedback that one reads, on the same plan; the plan follows from it."""
        given = self.give("staff", tone="improve")
        action = self.actions("kabid").create(
            {
                "feedback_id": given.id,
                "kind": "counselling",
                "name": "Konseling",
                "date_due": "2026-07-01",
            }
        )
        self.assertEqual(action.skp_id, self.plans["kasi"])
        with self.assertRaises(AccessError):
            self.actions("teman").create(
                {"feedback_id": given.id, "name": "x", "date_due": "2026-07-01"}
            )
        self.bring_to("staff", "agreed")
        other = self.give("kasi", about="staff")
        with self.assertRaises(UserError):
            self.agree("kasi", feedback_id=other.id)

    def test_done_and_reopened(self):
        """Done with its outcome, by either; then it stays, until the evaluator opens it again."""
        action = self.agree("kasi")
        with self.assertRaises(UserError):
            action.action_done("  ")
        action.action_done("Lulus pelatihan")
        self.assertRecordValues(
            action, [{"state": "done", "outcome": "Lulus pelatihan", "is_late": False}]
        )
        with self.assertRaises(UserError):
            action.name = "Lain"
        with self.assertRaises(AccessError):
            action.action_reopen()
        self.actions("kabid").browse(action.id).action_reopen()
        action.action_cancel("Pelatihan ditiadakan")
        self.assertEqual(action.state, "cancelled")
        with self.assertRaises(UserError):
            action.unlink()

    def test_state_is_not_written(self):
        """Neither a value nor a default of the client closes an action."""
        action = self.agree("kasi")
        for vals in ({"state": "done"}, {"outcome": "x"}, {"done_on": "2026-06-01"}):
            with self.assertRaises(AccessError):
                action.write(vals)
        made = (
            self.actions("kasi")
            .with_context(default_state="done")
            .create({"skp_id": self.plans["kasi"].id, "name": "x", "date_due": "2026-07-01"})
        )
        self.assertEqual(made.state, "open")

    def test_both_edit_at_once(self):
        """Employee and evaluator edit the action from forms of one age: no words are lost."""
        action = self.agree("kabid")
        base = action.edit_base
        action.write({"name": "Pelatihan menulis, dua kali", "edit_base": base})
        own = self.actions("kasi").browse(action.id)
        with self.assertRaisesRegex(UserError, "another window"):
            own.write({"date_due": "2026-11-30", "edit_base": base})
        self.assertEqual(action.name, "Pelatihan menulis, dua kali")
        own.write({"date_due": "2026-11-30", "edit_base": own.edit_base})
        self.assertEqual(str(action.date_due), "2026-11-30")

    def test_moved_to_another_plan(self):
        """An action of one's own is not pushed onto somebody else's plan."""
        with self.assertRaises(UserError):
            self.agree("kasi").skp_id = self.plans["kabid"]

    def test_resume(self):
        """What was done may go into the résumé, by who may write it anyway."""
        action = self.agree("kasi")
        with self.assertRaises(UserError):
            action.action_open_resume_line()
        action.action_done("Lulus")
        self.assertEqual(action.action_open_resume_line()["res_model"], "hr.resume.line")
        with self.assertRaises(AccessError):
            self.actions("kabid").browse(action.id).action_open_resume_line()

    def test_late(self):
        """Open and past its day: the search says the same as the field."""
        action = self.agree("kasi", date_due="2026-06-14")
        self.assertTrue(action.is_late)
        self.assertEqual(self.actions("kasi").search([("is_late", "=", True)]), action)

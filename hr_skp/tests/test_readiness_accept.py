from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_readiness import ReadinessCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestReadinessAccept(ReadinessCommon):
    """What the check advises may be right as it is: said once, with a reason, by an officer."""

    def _accept(self, lines, reason="Ketua tim bukan pejabat penilai", role="officer"):
        wizard = Form(
            self.env["hr.skp.readiness.accept"]
            .with_user(self.users[role])
            .with_context(active_ids=lines.ids, active_model=lines._name)
        )
        wizard.reason = reason
        return wizard.save().action_confirm()

    def test_accepted_advice_does_not_show_again(self):
        """Accepted with a reason, it is gone; who, when and why stays readable."""
        self._accept(self._check()["superior_skipped"])
        self.assertEqual(self._check(), {})
        self.assertRecordValues(
            self.env["hr.skp.readiness.ack"].search([]),
            [
                {
                    "employee_id": self.people["anggota"].id,
                    "code": "superior_skipped",
                    "reason": "Ketua tim bukan pejabat penilai",
                    "user_id": self.users["officer"].id,
                    "company_id": self.agency.id,
                }
            ],
        )

    def test_it_shows_again_when_the_facts_change(self):
        """Another evaluator behind the same advice is news; so is one taken back."""
        self._accept(self._check()["superior_skipped"])
        self.people["ketua"].parent_id = self.people["kadis"]
        self.assertIn("superior_skipped", self._check())
        self._accept(self._check()["superior_skipped"], "Ketua tim langsung di bawah kepala dinas")
        self.assertEqual(self._check(), {})
        self.env["hr.skp.readiness.ack"].with_user(self.users["officer"]).search([]).unlink()
        self.assertIn("superior_skipped", self._check())

    def test_accepted_gap_is_not_counted(self):
        """An employee who needs no account is not "not ready" any more."""
        self.people["staff"].user_id = False
        found = self._check()
        self.assertEqual(self.year.unready_count, 1)
        self._accept(found["no_user"], "Diisi oleh atasannya")
        self.assertEqual(self.year.unready_count, 0)

    def test_what_must_be_mended_is_refused(self):
        """Neither a blocking problem nor a circle is right for any reason, nor without one."""
        self.people["staff"].asn_kind = False
        found = self._check()
        with self.assertRaisesRegex(UserError, "mended"):
            self._accept(found["no_kind"])
        with self.assertRaisesRegex(UserError, "why"):
            self._accept(found["superior_skipped"], "  ")
        self.assertFalse(self.env["hr.skp.readiness.ack"].search([]))

    def test_officers_only(self):
        """Nobody else accepts anything, nor makes such a record by another door."""
        lines = self._check()["superior_skipped"]
        with self.assertRaises(AccessError):
            lines.with_user(self.users["staff"])._accept("x")
        with self.assertRaises(AccessError):
            self.env["hr.skp.readiness.ack"].with_user(self.users["officer"]).create(
                {
                    "employee_id": self.people["staff"].id,
                    "code": "no_kind",
                    "basis": "x",
                    "reason": "x",
                    "user_id": self.users["officer"].id,
                    "date": "2026-01-01",
                }
            )

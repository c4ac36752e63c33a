from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestFrozen(EvaluationCommon):
    """What an evaluation was finalised on is changed by nobody; the next term goes on."""

    IN_TERM, AFTER = "2026-02-10", "2026-04-20"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.performance()
        cls.plans["staff"].agreed_on = "2026-01-05 03:00:00"

    def achieve(self, day):
        entries = self.env["hr.skp.progress"].with_user(self.users["staff"])
        result = self.plans["staff"].result_ids[:1]
        return entries.create({"result_id": result.id, "name": "11 laporan", "date": day})

    def give(self, day):
        entries = self.env["hr.skp.feedback"].with_user(self.users["kasi"])
        person = {"employee_id": self.people["staff"].id, "tone": "improve"}
        return entries.create({**person, "name": "Lampirkan data", "date": day})

    @freeze_time("2026-05-04 03:00:00")
    def test_achievements(self):
        """Neither changed, taken away, given files, added to nor moved into a finalised term."""
        entry, later = self.achieve(self.IN_TERM), self.achieve(self.AFTER)
        entry.write({"name": "12 laporan"})
        self.evaluate_to("staff", "finalised")
        self.env.invalidate_all()
        self.assertFalse(entry.can_edit)
        self.assertTrue(entry.frozen_reason)
        for change in (
            lambda: entry.write({"name": "40 laporan"}),
            entry.unlink,
            lambda: entry._add_evidence([("a.pdf", b"%PDF-1.4\n%%EOF\n")]),
            lambda: self.achieve(self.IN_TERM),
            lambda: later.write({"date": self.IN_TERM}),
        ):
            with self.assertRaisesRegex(UserError, "was evaluated"), self.env.cr.savepoint():
                change()
        self.env.invalidate_all()
        self.assertEqual((entry.name, later.can_edit), ("12 laporan", True))
        later.write({"name": "Berikutnya"})

    @freeze_time("2026-05-04 03:00:00")
    def test_feedback(self):
        """The words stay with their term; answer and mark go on until the year is evaluated."""
        given = self.give(self.IN_TERM)
        given.write({"name": "Lampirkan data dukung"})
        self.evaluate_to("staff", "finalised")
        self.env.invalidate_all()
        for change in (lambda: given.write({"name": "Bagus"}), given.unlink):
            with self.assertRaisesRegex(UserError, "was evaluated"), self.env.cr.savepoint():
                change()
        self.env.invalidate_all()
        self.assertEqual((given.can_edit, given.can_mark), (False, True))
        own = given.with_user(self.users["staff"])
        self.assertTrue(own.can_respond)
        own.action_respond("Sudah saya lampirkan")
        given.action_mark("partial")
        self.open_term(self.final_term)
        self.performance(term=self.final_term)
        self.evaluate_to("staff", "finalised", term=self.final_term)
        self.env.invalidate_all()
        self.assertEqual((given.can_mark, own.can_respond), (False, False))
        with self.assertRaisesRegex(UserError, "year was evaluated"):
            given.action_mark("full")

    @freeze_time("2026-05-04 03:00:00")
    def test_many_cost_as_much_as_one(self):
        """A list of entries asks once what was finalised."""
        entries = self.achieve(self.IN_TERM)
        counts = []
        for _more in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            entries.fetch(["date", "active", "result_id"])
            before = self.env.cr.sql_log_count
            entries.mapped("can_edit")
            counts.append(self.env.cr.sql_log_count - before)
            for _number in range(5):
                entries |= self.achieve(self.AFTER)
        self.assertEqual(*counts)

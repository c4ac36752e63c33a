from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FeedbackCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgressAccess(FeedbackCommon):
    """Who reads an achievement: facts of the day, asked anew at every access."""

    def test_readers_by_origin_of_the_result(self):
        """Own result: employee, evaluator, auditor; assigned and led: also who gave it."""
        entries = {
            "own": self.achieve(self.own),
            "assigned": self.achieve(self.assigned),
            "portal": self.achieve(self.portal),
            "led": self.achieve(self.led),
        }
        readers = {
            "own": {"staff", "kasi", "auditor"},
            "assigned": {"staff", "kasi", "auditor", "kadis2"},
            "portal": {"warga", "kasi", "auditor"},
            "led": {"anggota", "kabid", "auditor", "ketua"},
        }
        for name, entry in entries.items():
            for key in self.users:
                with self.subTest(entry=name, key=key):
                    self.assertEqual(self.finds(entry, key), key in readers[name])

    def test_nothing_leaks_by_grouping_or_domains(self):
        """Who reads no entry finds none by its text, and no group of them either."""
        self.achieve(self.own, "Kata yang dicari")
        for key in ("kadis", "officer", "teman", "warga"):
            entries = self.seen_by(self.entries, key)
            with self.subTest(key=key):
                self.assertFalse(entries.search_count([("name", "ilike", "dicari")]))
                self.assertFalse(entries.formatted_read_group([], ["result_id"], ["__count"]))
                plans = self.env["hr.skp"].with_user(self.users[key])
                through = [("result_ids.progress_ids.name", "ilike", "dicari")]
                self.assertFalse(plans.search(through))

    def test_delegate_for_the_day(self):
        """Who acts for the evaluator, assigner or matrix leader reads as he does, that day only."""
        entries = {
            "kasi": self.achieve(self.own),
            "kadis2": self.achieve(self.assigned),
            "ketua": self.achieve(self.led),
        }
        for official, entry in entries.items():
            with self.subTest(official=official):
                self.assertFalse(self.finds(entry, "wakil"))
                delegation = self._delegate(official, "wakil")
                self.assertTrue(self.finds(entry, "wakil"))
                delegation.date_end = self.today - timedelta(days=1)
                self.assertFalse(self.finds(entry, "wakil"))
                delegation.unlink()

    def test_former_evaluator(self):
        """Who evaluates no longer reads no longer; who does now reads all that was."""
        entry = self.achieve(self.own)
        self.assertTrue(self.finds(entry, "kasi"))
        self.plans["staff"].evaluator_id = self.people["kadis2"]
        self.assertFalse(self.finds(entry, "kasi"))
        self.assertTrue(self.finds(entry, "kadis2"))

    def test_archived_result_and_entry_stay_readable(self):
        """What a revision takes out of the plan keeps its history."""
        entry = self.achieve(self.own)
        self.own.active = False
        self.assertTrue(self.finds(entry, "kasi"))
        entry.active = False
        seen = self.seen_by(entry, "kasi").with_context(active_test=False)
        self.assertTrue(seen.search([("id", "=", entry.id)]))
        self.assertEqual(seen.name, entry.name)

    def test_officer_for_an_outside_official_reads_no_achievement(self):
        """He may stand for the official at the request, not read what the person achieved."""
        self.assignment.write({"assigner_id": False, "is_outside": True, "outside_name": "Tamu"})
        entry = self.achieve(self.assigned, reported_to="evaluator")
        self.assertTrue(self.finds(self.assignment, "officer"))
        self.assertFalse(self.finds(entry, "officer"))

    def test_other_agency(self):
        """The wall between agencies stands before every role."""
        entry = self.achieve(self.own)
        other = self.env["res.company"].create({"name": "Kota Lain"})
        auditor = self.users["auditor"]
        auditor.write({"company_ids": [(4, other.id)], "company_id": other.id})
        seen = self.seen_by(entry, "auditor").with_context(allowed_company_ids=other.ids)
        self.assertFalse(seen.has_access("read"))

    def test_public_reads_nothing(self):
        """Nobody without a login reads an entry."""
        entry = self.achieve(self.own).with_user(self.env.ref("base.public_user"))
        with self.assertRaises(AccessError):
            entry.read(["name"])

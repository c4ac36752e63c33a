from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .giving_common import GivingCommon


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackParts(GivingCommon):
    """Who reads an entry, and who writes which part of it until when."""

    def seen(self, given, key):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.as_user(key).browse(given.id)

    def may(self, step):
        try:
            with self.env.cr.savepoint():
                step()
        except UserError:
            return False
        return True

    def test_who_reads(self):
        """The person, the giver, the evaluator and his delegate, auditors; nobody else."""
        readers = {"kasi", "kabid", "wakil", "auditor"}
        for giver in ("staff", "warga", "pemberi", "ketua"):
            given = self.give(giver)
            for key in self.users:
                with self.subTest(giver=giver, key=key):
                    entry = self.seen(given, key)
                    expected = key in readers | {giver}
                    self.assertEqual(entry.has_access("read"), expected)
                    found = entry.search([("id", "=", given.id)])
                    self.assertEqual(bool(found), expected)

    def test_who_writes_which_part(self):
        """The giver the words, the person the answer, giver and evaluator the mark."""
        given = self.give("staff", tone="improve")
        parts = {
            "name": ({"name": "Lain"}, {"staff"}),
            "response": ({"response": "Siap"}, {"kasi"}),
            "follow_up": ({"follow_up": "partial"}, {"staff", "kabid", "wakil"}),
            "skp_id": ({"skp_id": self.plans["kabid"].id}, set()),
            "giver_id": ({"giver_id": self.people["kasi"].id}, set()),
            "seen_on": ({"seen_on": "2026-01-01 00:00:00"}, set()),
        }
        for name, (vals, allowed) in parts.items():
            for key in self.users:
                with self.subTest(name=name, key=key):
                    entry = self.seen(given, key)
                    sp = self.env.cr.savepoint()
                    self.assertEqual(self.may(lambda e=entry, v=vals: e.write(v)), key in allowed)
                    self.env.flush_all()
                    self.env.transaction.clear()
                    sp.rollback()
                    self.env.transaction.clear()
                    sp.close(rollback=False)

    def test_words_stay_once_answered(self):
        """What somebody answered to, or what was marked, is neither rewritten nor taken back."""
        given = self.give("staff", tone="improve")
        self.seen(given, "staff").name = "Bimbing staf lebih sering"
        self.seen(given, "kasi").action_respond("Saya jadwalkan setiap Senin")
        self.assertTrue(given.responded_on)
        for step in (lambda e: e.write({"name": "x"}), lambda e: e.unlink()):
            with self.assertRaises(UserError):
                step(self.seen(given, "staff"))
        self.seen(given, "kasi").response = "Saya jadwalkan setiap Selasa"
        marked = self.give("kabid")
        self.seen(marked, "wakil").action_mark("full", "Sudah berjalan")
        self.assertRecordValues(
            marked,
            [{"follow_up": "full", "follow_up_by_id": self.people["wakil"].id}],
        )
        with self.assertRaises(UserError):
            self.seen(marked, "kabid").unlink()

    def test_self_reflection(self):
        """One's own reflection is read by the evaluator, and neither answered nor marked."""
        given = self.give("kasi", name="Saya perlu belajar menulis")
        self.assertTrue(self.seen(given, "kabid").has_access("read"))
        with self.assertRaises(UserError):
            self.seen(given, "kasi").response = "x"
        for key in ("kasi", "kabid"):
            with self.subTest(key=key), self.assertRaises(UserError):
                self.seen(given, key).action_mark("full")

    def test_answer_to_words_that_changed(self):
        """Who answers to words that the giver changed meanwhile reads the new ones first."""
        given = self.give("staff", name="Pertama")
        self.seen(given, "staff").name = "Kedua"
        answer = self.seen(given, "kasi").action_respond("Baik", base="Pertama")
        self.assertEqual(answer, {"conflict": "Kedua"})
        self.assertFalse(given.response)
        self.assertEqual(self.seen(given, "kasi").action_respond("Baik", base="Kedua"), {})
        self.assertEqual(given.response, "Baik")

    def test_two_at_once_lose_no_text(self):
        """Answer, mark and words are parts of their own: none of them overwrites another."""
        given = self.give("staff", name="Kata staf", obstacle="Waktu")
        self.seen(given, "staff").obstacle = "Waktu dan ruang"
        self.seen(given, "kabid").action_mark("none")
        self.seen(given, "kasi").action_respond("Jawaban")
        self.assertRecordValues(
            given,
            [
                {
                    "name": "Kata staf",
                    "obstacle": "Waktu dan ruang",
                    "follow_up": "none",
                    "response": "Jawaban",
                }
            ],
        )

    def test_removed_roles_end_at_once(self):
        """A delegate after his last day, an evaluator replaced: read in one process, cache warm."""
        given = self.give("staff")
        self.assertTrue(self.seen(given, "wakil").has_access("read"))
        self.delegation.date_end = "2026-06-14"
        self.assertFalse(self.seen(given, "wakil").has_access("read"))
        self.plans["kasi"].evaluator_id = self.people["kadis"]
        self.assertFalse(self.seen(given, "kabid").has_access("read"))
        self.assertTrue(self.seen(given, "kadis").has_access("read"))

    def test_read_group_and_names_leak_nothing(self):
        """Counts, names and searches of the text show nothing of what one may not read."""
        given = self.give("staff", name="Kata yang sangat khas")
        for key in ("teman", "kadis", "officer", "hr"):
            entries = self.as_user(key)
            self.assertFalse(entries._read_group([], ["tone"], ["__count"]))
            self.assertFalse(entries.search([("name", "ilike", "khas")]))
            self.assertFalse(entries.name_search("Kepala"))
        self.assertNotIn("khas", given.display_name)

    def test_opened_is_read(self):
        """Only the person's own opening marks an entry as read."""
        given = self.give("staff")
        self.seen(given, "kabid").action_mark_seen()
        self.assertFalse(given.seen_on)
        self.seen(given, "kasi").action_mark_seen()
        self.assertTrue(given.seen_on)

    def test_copy_is_refused(self):
        """Feedback is given, not copied."""
        for key in ("staff", "kasi", "teman"):
            with self.assertRaises(UserError):
                self.seen(self.give("staff"), key).copy()

    def test_two_windows_lose_no_text(self):
        """Who saves over what changed meanwhile is told; another part is nobody's business."""
        given = self.give("kabid", tone="improve")
        base = given.edit_base
        given.write({"name": "Dari jendela lain", "edit_base": base})
        with self.assertRaisesRegex(UserError, "another window"):
            given.write({"name": "Dari sini", "edit_base": base})
        self.assertEqual(given.name, "Dari jendela lain")

        mine = given.with_user(self.users["kasi"])
        with self.assertRaisesRegex(UserError, "another window"):
            mine.write({"response": "Jawaban atas kata yang lama", "edit_base": base})
        base = given.edit_base
        mine.write({"response": "Jawaban dari ponsel", "edit_base": base})
        with self.assertRaisesRegex(UserError, "another window"):
            mine.write({"response": "Jawaban dari kantor", "edit_base": base})
        self.assertEqual(mine.response, "Jawaban dari ponsel")

        given.write({"follow_up": "full", "follow_up_note": "Tiga sesi", "edit_base": base})
        acting = given.with_user(self.users["wakil"])
        with self.assertRaisesRegex(UserError, "another window"):
            acting.write({"follow_up_note": "Belum ada", "edit_base": base})
        acting.write({"follow_up_note": "Tiga sesi, dua laporan", "edit_base": given.edit_base})
        self.assertEqual(given.follow_up_note, "Tiga sesi, dua laporan")

    def test_a_base_that_is_none(self):
        """What a client makes up as its base is compared with nothing, and breaks nothing."""
        given = self.give("kabid")
        for base in ("", "x", "5", "[]", '{"lain": 1}', False):
            with self.subTest(base=base):
                given.write({"name": f"Kata {base}", "edit_base": base})

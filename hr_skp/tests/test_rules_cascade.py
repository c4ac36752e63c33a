import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules import cascade

names = st.text(min_size=1, max_size=8)
texts = st.text(max_size=40)


@tagged("post_install", "-at_install", "hr_skp")
class TestRulesCascade(BaseCase):
    """How a leader's result is dealt out, worded and counted."""

    def test_examples_in_docstrings(self):
        """The examples in the rules are true."""
        found = doctest.testmod(cascade)
        self.assertTrue(found.attempted)
        self.assertFalse(found.failed)

    def test_kota_a(self):
        """E1: two areas, two team leaders, texts as on the slides."""
        leader = "Indeks kebersihan Kota A"
        areas = ["Kecamatan I dan II", "Kecamatan III dan IV"]
        whole = cascade.guess_whole(leader)
        self.assertEqual(
            [
                (who, cascade.part_text(leader, part, whole))
                for who, part in cascade.deal(areas, "AB")
            ],
            [
                ("A", "Indeks kebersihan Kecamatan I dan II"),
                ("B", "Indeks kebersihan Kecamatan III dan IV"),
            ],
        )

    def test_guess_whole(self):
        """A place counts with its name only, and what follows the name is not part of it."""
        cases = {
            "Indeks kebersihan Kota B": "Kota B",
            "Layanan di kecamatan Ujung Berung membaik": "kecamatan Ujung Berung",
            "Kebersihan Kecamatan I dan II tahun 2026": "Kecamatan I dan II",
            "Persentase warga kota yang puas": "",
            "Daerah aliran sungai terawat": "",
            "": "",
        }
        for text, whole in cases.items():
            with self.subTest(text=text):
                self.assertEqual(cascade.guess_whole(text), whole)

    def test_split_target(self):
        """Amounts are shared out; ranges, shares and words are not."""
        self.assertEqual(cascade.split_target("1.200 berkas", 2), ["600 berkas", "600 berkas"])
        self.assertEqual(cascade.split_target("5", 2), ["3", "2"])
        for kept in ("80%", "90 – 95", "85,5", "Baik", "95 persen", "-5", ""):
            with self.subTest(target=kept):
                self.assertEqual(cascade.split_target(kept, 2), [kept, kept])
        self.assertEqual(cascade.split_target(False, 1), [""])

    @given(st.lists(names, unique=True), st.lists(names, unique=True))
    def test_nobody_and_nothing_is_left_out(self, parts, people):
        """Everybody gets something, everything gets somebody, and nobody the same twice."""
        dealt = cascade.deal(parts, people)
        if parts and people:
            self.assertEqual({who for who, _part in dealt}, set(people))
            self.assertEqual({part for _who, part in dealt}, set(parts))
        self.assertEqual(len(set(dealt)), len(dealt))

    @given(st.integers(0, 10**6), st.integers(1, 60), st.sampled_from(["", " berkas"]))
    def test_shares_add_up(self, amount, count, unit):
        """The parts of a number are as equal as can be and add up to it."""
        shares = cascade.split_target(f"{amount}{unit}", count)
        self.assertEqual(cascade.add_amounts(shares), amount)
        numbers = [cascade.read_amount(share) for share in shares]
        self.assertLessEqual(max(numbers) - min(numbers), 1)

    @given(texts, st.integers(1, 5))
    def test_any_target_is_split_without_failing(self, target, count):
        """Whatever stands in a target, each gets one."""
        self.assertEqual(len(cascade.split_target(target, count)), count)

    @given(texts)
    def test_reading_lines_twice_changes_nothing(self, text):
        """Lines are clean after one reading."""
        lines = cascade.read_lines(text)
        self.assertEqual(cascade.read_lines("\n".join(lines)), lines)
        self.assertEqual(cascade.fold(cascade.fold(text)), cascade.fold(text))

    @given(texts, names)
    def test_the_part_is_in_the_text(self, text, part):
        """However the whole is guessed, the part is named."""
        self.assertIn(part, cascade.part_text(text, part, cascade.guess_whole(text)))

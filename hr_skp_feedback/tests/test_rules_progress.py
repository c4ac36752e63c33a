import doctest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules.plan_states import STATES

from ..rules import progress

NUMBERS = [
    ("12", 12.0),
    ("0", 0.0),
    ("12,5", 12.5),
    ("12.5", 12.5),
    ("1.250", 1250.0),
    ("1.250,75", 1250.75),
    ("1,250.75", 1250.75),
    ("1,250,000", 1250000.0),
    ("1.250.000", 1250000.0),
    ("95 %", 95.0),
    ("-3", -3.0),
    ("", None),
    (None, None),
    ("banyak", None),
    ("1e999", None),
    ("nan", None),
    ("1" * 400, None),
    ("12,", None),
]
START, END = date(2026, 1, 1), date(2026, 12, 31)


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestRulesProgress(BaseCase):
    def test_examples_in_the_docstrings(self):
        """What the docstrings show is what the functions do."""
        self.assertFalse(doctest.testmod(progress).failed)

    def test_when_achievements_are_recorded(self):
        """Once agreed and until it is over, also while the next revision is talked about."""
        in_force = {"proposed", "agreed", "revising"}
        for state, _label in STATES:
            with self.subTest(state=state):
                self.assertFalse(progress.may_record(state, 0))
                self.assertEqual(progress.may_record(state, 1), state in in_force)

    def test_numbers(self):
        """Numbers are read as Indonesians write them; what is none is none."""
        for text, number in NUMBERS:
            with self.subTest(text=text):
                self.assertEqual(progress.parse_number(text), number)

    @given(st.integers(-(10**9), 10**9), st.integers(0, 9999))
    def test_what_is_written_is_read_back(self, whole, part):
        """A number shown is the number entered."""
        number = whole + part / 10000
        self.assertAlmostEqual(
            progress.parse_number(progress.format_number(number)), number, places=4
        )

    def test_day_of_an_achievement(self):
        """Not before it happened, and within the plan."""
        today = date(2026, 5, 5)
        for day, why in (
            (today, None),
            (START, None),
            (date(2026, 5, 6), "future"),
            (date(2025, 12, 31), "outside"),
        ):
            self.assertEqual(progress.date_refusal(day, START, END, today), why)
        self.assertEqual(
            progress.date_refusal(date(2027, 1, 1), START, END, date(2027, 2, 1)), "outside"
        )

    def test_reports_come_due(self):
        """A weekly report is due seven days after the last, and announced three days before."""
        due = progress.next_report("week", date(2026, 5, 1))
        self.assertEqual(due, date(2026, 5, 8))
        self.assertFalse(progress.is_announced(due, date(2026, 5, 4)))
        self.assertTrue(progress.is_announced(due, date(2026, 5, 5)))
        self.assertEqual(progress.next_report("quarter", START), date(2026, 4, 3))

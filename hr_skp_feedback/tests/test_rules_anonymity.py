import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp_feedback.rules import anonymity

CODES = st.sampled_from(["peer", "subordinate", "recipient", "team_leader"])


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestRulesAnonymity(BaseCase):
    def test_doctests(self):
        """The examples in the docstrings hold."""
        self.assertFalse(doctest.testmod(anonymity).failed)

    @given(st.lists(CODES))
    def test_only_three_and_more_come_out(self, answered):
        """What is released has three people of its relation behind it; what is not has fewer."""
        released = anonymity.released_relations(answered)
        for code in set(answered):
            self.assertEqual(code in released, answered.count(code) >= 3)

    @given(st.lists(CODES))
    def test_thin_is_what_could_never_come_out(self, asked):
        """A relation is too thin exactly if all its answers together would be withheld."""
        self.assertEqual(
            set(anonymity.thin_relations(asked)), set(asked) - anonymity.released_relations(asked)
        )

    @given(st.lists(st.integers()))
    def test_shuffling_loses_nothing(self, items):
        self.assertEqual(sorted(anonymity.shuffled(items)), sorted(items))

    def test_shuffling_shuffles(self):
        """Hundred items in their old order would be a miracle."""
        items = list(range(100))
        self.assertNotEqual(anonymity.shuffled(items), items)

    @given(st.integers(-40, 40))
    def test_reminders(self, left):
        """Reminders are due from seven days before, once each, and never after the deadline."""
        today = date(2026, 3, 15)
        due = anonymity.due_reminder(today, today + timedelta(days=left))
        expected = None if left < 0 or left > 7 else 7 if left > 3 else 3 if left > 1 else 1
        self.assertEqual(due, expected)

import itertools
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..rules import development
from ..rules.feedback import (
    OUTSIDE_RELATIONS,
    PART_ROLES,
    PRECEDENCE,
    RELATIONS,
    UNPLACED_RELATIONS,
    days_silent,
    refusal,
    relation,
    silence_occasion,
)

CODES = [code for code, _label in RELATIONS]


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestRulesFeedback(BaseCase):
    def test_relation(self):
        """A fact always beats what is said; without one nobody makes himself an official."""
        sizes = range(len(PRECEDENCE) + 1)
        subsets = [set(c) for size in sizes for c in itertools.combinations(PRECEDENCE, size)]
        for facts, chosen, outside in itertools.product(subsets, [None, *CODES], (False, True)):
            found = relation(facts, chosen, outside)
            self.assertIn(found, CODES)
            if outside:
                self.assertIn(found, OUTSIDE_RELATIONS)
            elif facts:
                self.assertEqual(found, min(facts, key=PRECEDENCE.index))
            else:
                self.assertIn(found, UNPLACED_RELATIONS)

    def test_refusal_table(self):
        """Every part × role × answered × marked × frozen: exactly this is open."""
        roles = ("employee", "giver", "evaluator", "auditor")
        open_cells = {
            ("text", "giver", False, False, False),
            *(
                ("response", "employee", answered, marked, False)
                for answered, marked in itertools.product((False, True), repeat=2)
            ),
            *(
                ("mark", role, answered, marked, False)
                for role in ("giver", "evaluator")
                for answered, marked in itertools.product((False, True), repeat=2)
            ),
        }
        flags = itertools.product((False, True), repeat=3)
        for part, role, state in itertools.product(PART_ROLES, roles, list(flags)):
            with self.subTest(part=part, role=role, state=state):
                is_open = refusal(part, {role}, *state) is None
                self.assertEqual(is_open, (part, role, *state) in open_cells)

    def test_own_reflection(self):
        """Nobody marks or answers what is said of himself by himself."""
        roles = {"employee", "giver"}
        self.assertIsNone(refusal("text", roles, own=True))
        self.assertEqual(refusal("response", roles, own=True), "own")
        self.assertEqual(refusal("mark", {"evaluator"}, own=True), "own")

    def test_occasions(self):
        """Told from the day a silence is too long, then monthly; of an action before and after."""
        day = date(2026, 1, 1)
        for count in range(200):
            today = day + timedelta(days=count)
            on = silence_occasion(today, day, 60)
            self.assertEqual(on is None, days_silent(today, None, day) <= 60)
            if on:
                self.assertLessEqual(on, today)
                self.assertLess(today - on, timedelta(days=30))
            told = development.due_occasion(today, day + timedelta(days=100))
            self.assertEqual(told is None, count < 93)
        self.assertIsNone(silence_occasion(date(2027, 1, 1), day, 0), "0: never")

    def test_development_moves(self):
        """Move × state × role: what the table of an agreed action allows."""
        allowed = {
            ("done", "open", "employee"),
            ("done", "open", "evaluator"),
            ("cancel", "open", "employee"),
            ("cancel", "open", "evaluator"),
            ("reopen", "done", "evaluator"),
        }
        states = [code for code, _label in development.STATES]
        roles = ("employee", "evaluator", "auditor", "head")
        for cell in itertools.product(development.MOVES, states, roles):
            move, state, role = cell
            with self.subTest(cell=cell):
                why = development.refusal(move, state, {role}, "Selesai")
                self.assertEqual(why is None, cell in allowed)
        self.assertEqual(development.refusal("cancel", "open", {"employee"}, "  "), "words")

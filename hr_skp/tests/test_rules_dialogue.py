"""Performance dialogues: who may do what when, the slots of a day, and what the annex takes."""

import doctest
from datetime import date, datetime, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..rules import dialogue_carry, dialogue_slots, dialogue_states
from ..rules.dialogue_states import (
    APPOINTMENT,
    CONTENT,
    MOVES,
    PARTICIPANTS,
    PARTIES,
    STATES,
    refusal,
    writable,
)

ROLES = ("employee", "evaluator", "participant", "auditor", None)
#: move -> state -> may a party take it, nobody having confirmed
TABLE = {
    "hold": {"planned": True, "held": False, "cancelled": False},
    "replan": {"planned": False, "held": True, "cancelled": False},
    "cancel": {"planned": True, "held": False, "cancelled": False},
    "confirm": {"planned": False, "held": True, "cancelled": False},
}
texts = st.text(st.sampled_from("ab .-•12)\n\tMm"), max_size=60)


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesDialogue(BaseCase):
    def test_doctests(self):
        """The examples in the rules are true."""
        for module in (dialogue_states, dialogue_slots, dialogue_carry):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    def test_moves(self):
        """Every move × state × role: the two parties and nobody else, from the right state."""
        self.assertEqual(set(TABLE), set(MOVES))
        for move, (state, _label), role in product(MOVES, STATES, ROLES):
            with self.subTest(move=move, state=state, role=role):
                roles = {role} if role else set()
                allowed = TABLE[move][state] and role in PARTIES
                why = refusal(move, state, roles, reason="Rapat lain")
                self.assertEqual(why is None, allowed, why)

    def test_what_is_missing(self):
        """No cancelling without a reason, no holding before the day, no confirming of nothing."""
        party = {"evaluator"}
        self.assertEqual(refusal("cancel", "planned", party, " "), "reason")
        self.assertEqual(refusal("hold", "planned", party, early=True), "early")
        self.assertEqual(refusal("confirm", "held", party, blank=True), "blank")

    def test_confirming(self):
        """Each confirms once; what one has confirmed took place."""
        one = {"employee"}
        self.assertEqual(refusal("confirm", "held", {"employee"}, confirmed=one), "confirmed")
        self.assertIsNone(refusal("confirm", "held", {"evaluator"}, confirmed=one))
        self.assertEqual(refusal("replan", "held", {"evaluator"}, confirmed=one), "confirmed")

    def test_writable(self):
        """Planned: all; held: the texts and who was there; confirmed by both or cancelled: none."""
        everything = APPOINTMENT | PARTICIPANTS | CONTENT
        for role in ROLES:
            party, roles = role in PARTIES, {role} if role else set()
            nothing = frozenset()
            self.assertEqual(writable("planned", roles), everything if party else nothing)
            held = PARTICIPANTS | CONTENT if party else nothing
            self.assertEqual(writable("held", roles), held)
            self.assertEqual(writable("held", roles, {"employee"}), held)
            self.assertEqual(writable("held", roles, PARTIES), nothing)
            self.assertEqual(writable("cancelled", roles), nothing)

    @given(
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
        st.integers(1, 240),
        st.integers(0, 60),
        st.integers(1, 10),
        st.integers(0, 60),
    )
    def test_slots(self, first, length, pause, per_day, count):
        """As many slots as asked for, none overlapping, on working days, so many a day at most."""
        starts = dialogue_slots.slots(
            first, length, pause, per_day, count, lambda day: day.weekday() < 5
        )
        self.assertEqual(len(starts), count)
        self.assertEqual(starts[:1], [first][:count])
        for one, other in zip(starts, starts[1:], strict=False):
            if one.date() == other.date():
                self.assertGreaterEqual(other - one, timedelta(minutes=length + pause))
            else:
                self.assertEqual(other.time(), first.time())
                self.assertLess(other.weekday(), 5)
        days = [start.date() for start in starts]
        self.assertLessEqual(max(map(days.count, days), default=0), per_day)

    def test_no_working_day(self):
        """Where nobody ever works there is the first, chosen, day only."""
        starts = dialogue_slots.slots(datetime(2026, 1, 5, 9), 60, 0, 2, 9, lambda day: False)
        self.assertEqual([start.date() for start in starts], [date(2026, 1, 5)] * 2)

    def test_annex_lines(self):
        """One line a point, marks of lists gone, the interval read where it is plain."""
        lines = dialogue_carry.annex_lines(
            {
                "desired_results": "Laporan tersusun",
                "resources": "• Dua laptop\n2) Akses SIASN\n\n- dua  laptop.",
                "accountability": "Progres dilaporkan setiap minggu\nRapat tiap hari",
                "consequences": "Jika memenuhi ekspektasi maka diusulkan mengikuti bimtek",
            },
            [("resource", "akses siasn"), ("consequence", "Dua laptop")],
        )
        self.assertEqual(
            [tuple(line) for line in lines],
            [
                ("resource", "Dua laptop", None),
                ("accountability", "Progres dilaporkan setiap minggu", "week"),
                ("accountability", "Rapat tiap hari", None),
                (
                    "consequence",
                    "Jika memenuhi ekspektasi maka diusulkan mengikuti bimtek",
                    None,
                ),
            ],
        )

    @given(texts, texts, texts)
    def test_taking_over_twice_is_taking_over_once(self, resources, accountability, consequences):
        """What was taken over is not offered again, and no line is blank."""
        said = {
            "resources": resources,
            "accountability": accountability,
            "consequences": consequences,
        }
        lines = dialogue_carry.annex_lines(said)
        self.assertTrue(all(line.name.strip() for line in lines))
        present = [(line.kind, line.name) for line in lines]
        self.assertEqual(dialogue_carry.annex_lines(said, present), [])

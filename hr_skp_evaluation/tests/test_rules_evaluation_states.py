import unittest

from ..rules import evaluation_states as states
from ..rules.evaluation_states import MOVES, OBJECTION_MOVES, PROPOSAL_MOVES, refusal

ALL_STATES = [code for code, _label in states.STATES]
OBJECTION_STATES = [code for code, _label in states.OBJECTION_STATES]


class TestEvaluationStates(unittest.TestCase):
    """The table of moves: what the regulation and nobody's interest may shift."""

    def test_the_only_ways(self):
        """Every state is reached by these moves and by no others."""
        self.assertEqual(
            {name: (sorted(move.sources), move.target) for name, move in MOVES.items()},
            {
                "self_report": (["open"], "self_reported"),
                "return": (["rated", "self_reported"], "open"),
                "start_rating": (["open", "rated", "self_reported"], None),
                "rate": (["open", "rated", "self_reported"], "rated"),
                "ask_lift": (["rated"], None),
                "lift": (["rated"], None),
                "share": (["rated"], None),
                "propose_rating": (["rated"], None),
                "finalise": (["rated"], "finalised"),
                "receive": (["finalised"], "received"),
                "accept": (["finalised", "received"], "final"),
                "object": (["finalised", "received"], "received"),
                "reopen": (["decided", "final", "finalised", "received"], "rated"),
            },
        )

    def test_employee_moves_nothing_of_the_judgement(self):
        """The employee reports, receives, accepts, objects; nobody else does it for him."""
        own = {name for name, move in MOVES.items() if "employee" in move.roles}
        self.assertEqual(own, {"self_report", "receive", "accept", "object"})
        for name in own:
            self.assertEqual(MOVES[name].roles, {"employee"})

    def test_officers_and_heads_judge_nobody(self):
        for name, move in MOVES.items():
            with self.subTest(move=name):
                self.assertFalse(move.roles & {"officer", "unit_officer", "head", "auditor"})

    def test_final_is_moved_by_reopening_only(self):
        for state in states.IS_FINAL:
            moves = {name for name, move in MOVES.items() if state in move.sources}
            self.assertEqual(moves, {"reopen"})

    def test_open_waits_for_the_deadline(self):
        """Who has not reported is rated after the fill-in deadline, not before."""
        for move in ("rate", "start_rating"):
            self.assertEqual(refusal(move, "open", {"evaluator"}, due=False), "deadline")
            self.assertIsNone(refusal(move, "open", {"evaluator"}, due=True))
            self.assertIsNone(refusal(move, "self_reported", {"evaluator"}, due=False))

    def test_closed_term_locks_reports_and_ratings_only(self):
        locked = {
            name
            for name, move in MOVES.items()
            if refusal(name, min(move.sources), move.roles, "x", term_closed=True) == "term"
        }
        expected = {"self_report", "return", "start_rating", "rate", "ask_lift", "lift"}
        self.assertEqual(locked, expected | {"share", "propose_rating", "finalise"})

    def test_every_refusal(self):
        """In any state, without role or reason, a move is refused by the first thing amiss."""
        for table, all_states in (
            (MOVES, ALL_STATES),
            (OBJECTION_MOVES, OBJECTION_STATES),
            (PROPOSAL_MOVES, [code for code, _label in states.PROPOSAL_STATES]),
        ):
            for name, move in table.items():
                for state in all_states:
                    with self.subTest(move=name, state=state):
                        self.assertEqual(refusal(name, state, set(), table=table), "role")
                        found = refusal(name, state, move.roles, " ", table=table)
                        if state not in move.sources:
                            self.assertEqual(found, "state")
                        else:
                            self.assertEqual(found, "reason" if move.needs_reason else None)

    def test_decision_waits_for_the_explanation(self):
        """Both sides are heard: undecided until the evaluator explained or let the days pass."""
        args = ("decide", "filed", {"decider"}, "x")
        self.assertEqual(refusal(*args, due=False, table=OBJECTION_MOVES), "deadline")
        self.assertIsNone(refusal(*args, due=True, table=OBJECTION_MOVES))
        explained = ("decide", "explained", {"decider"}, "x")
        self.assertIsNone(refusal(*explained, due=False, table=OBJECTION_MOVES))

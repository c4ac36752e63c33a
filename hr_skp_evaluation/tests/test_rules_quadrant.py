import doctest
import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..rules import (
    basis,
    distribution,
    evaluation_states,
    objection_clock,
    quadrant,
    suggestion,
    trajectory,
)
from ..rules.basis import term_basis
from ..rules.codes import PREDICATE_NUMBERS, PREDICATES, PROCESS_RATINGS, RATINGS, UNIT_PREDICATES

RATING = st.sampled_from([code for code, _label in RATINGS])
PROCESS = st.sampled_from([code for code, _label in PROCESS_RATINGS])
RANK = {code: -number for number, (code, _label) in enumerate(UNIT_PREDICATES)} | {"sangat_baik": 0}
ORDER = {"below": 0, "as": 1, "above": 2, "kurang": 0, "baik": 1, "sangat_baik": 2}


class TestQuadrant(unittest.TestCase):
    """Every cell of both quadrants as the regulation draws them."""

    def test_person(self):
        """Nine cells: rows results, columns behaviour."""
        table = {
            "above": ("kurang", "baik", "sangat_baik"),
            "as": ("kurang", "baik", "baik"),
            "below": ("sangat_kurang", "butuh_perbaikan", "butuh_perbaikan"),
        }
        for result, row in table.items():
            for behaviour, expected in zip(("below", "as", "above"), row, strict=True):
                with self.subTest(result=result, behaviour=behaviour):
                    self.assertEqual(quadrant.person_predicate(result, behaviour), expected)

    def test_unit(self):
        """Nine cells: rows results, columns process; only here there is Istimewa."""
        table = {
            "above": ("kurang", "baik", "istimewa"),
            "as": ("kurang", "baik", "baik"),
            "below": ("sangat_kurang", "butuh_perbaikan", "butuh_perbaikan"),
        }
        for result, row in table.items():
            for process, expected in zip(("kurang", "baik", "sangat_baik"), row, strict=True):
                with self.subTest(result=result, process=process):
                    self.assertEqual(quadrant.unit_predicate(result, process), expected)

    def test_pk_achievement_and_expectation(self):
        """The other helper has the same nine cells, with the leader's expectation across."""
        for expectation, process in (("below", "kurang"), ("as", "baik"), ("above", "sangat_baik")):
            for achievement, _label in RATINGS:
                self.assertEqual(
                    quadrant.pk_predicate(achievement, expectation),
                    quadrant.unit_predicate(achievement, process),
                )

    def test_incomplete_gives_nothing(self):
        """A missing rating is no predicate, whichever it is."""
        for pair in ((None, "as"), ("as", None), (False, False)):
            self.assertIsNone(quadrant.person_predicate(*pair))
            self.assertIsNone(quadrant.unit_predicate(*pair))
            self.assertIsNone(quadrant.pk_predicate(*pair))

    def test_misconduct(self):
        """Whose behaviour is below falls to Kurang however good his results."""
        fallen = [pair for pair in quadrant.PERSON if quadrant.is_misconduct(*pair)]
        self.assertEqual(set(fallen), {("above", "below"), ("as", "below")})

    def test_head_follows_the_unit(self):
        """Istimewa is above, Baik as expected, everything else below."""
        found = {code: quadrant.head_result_rating(code) for code, _label in UNIT_PREDICATES}
        self.assertEqual(
            found,
            {
                "istimewa": "above",
                "baik": "as",
                "butuh_perbaikan": "below",
                "kurang": "below",
                "sangat_kurang": "below",
            },
        )

    @given(RATING, RATING, RATING, PROCESS)
    def test_better_results_never_hurt(self, one, other, behaviour, process):
        """With the same behaviour (process) better results give no worse a predicate."""
        worse, better = sorted((one, other), key=ORDER.get)
        for find, axis in (
            (quadrant.person_predicate, behaviour),
            (quadrant.unit_predicate, process),
        ):
            self.assertLessEqual(RANK[find(worse, axis)], RANK[find(better, axis)])

    @given(RATING, RATING, RATING)
    def test_better_behaviour_never_hurts(self, result, one, other):
        worse, better = sorted((one, other), key=ORDER.get)
        self.assertLessEqual(
            RANK[quadrant.person_predicate(result, worse)],
            RANK[quadrant.person_predicate(result, better)],
        )

    def test_persons_and_units_have_their_own_words(self):
        """Istimewa never names a person, Sangat Baik never a unit; the numbers are SIASN's."""
        persons = {code for code, _label in PREDICATES}
        units = {code for code, _label in UNIT_PREDICATES}
        self.assertEqual(persons - units, {"sangat_baik"})
        self.assertEqual(units - persons, {"istimewa"})
        self.assertEqual(set(quadrant.PERSON.values()), persons)
        self.assertEqual(set(quadrant.UNIT.values()), units)
        self.assertEqual(PREDICATE_NUMBERS["butuh_perbaikan"], 3)


class TestExamples(unittest.TestCase):
    def test_docstrings(self):
        """The examples in the docstrings of the rules are true."""
        for module in (
            basis,
            distribution,
            evaluation_states,
            objection_clock,
            quadrant,
            suggestion,
            trajectory,
        ):
            self.assertEqual(doctest.testmod(module).failed, 0)


class TestTrajectory(unittest.TestCase):
    """A term is judged by where the unit stands against what was expected by then."""

    def test_predicates(self):
        found = [trajectory.trajectory_predicate(code) for code in trajectory.ORDER]
        self.assertEqual(found, [code for code, _label in UNIT_PREDICATES])
        self.assertIsNone(trajectory.trajectory_predicate(False))

    @given(st.lists(st.sampled_from([*trajectory.ORDER, None])))
    def test_overall_standing_is_one_of_them_in_the_middle(self, standings):
        """As many milestones stand at least as well as the overall one as stand no better."""
        overall = trajectory.overall_standing(standings)
        judged = [trajectory.ORDER.index(code) for code in standings if code]
        if not judged:
            self.assertIsNone(overall)
            return
        place = trajectory.ORDER.index(overall)
        self.assertIn(place, judged)
        self.assertGreaterEqual(2 * sum(1 for other in judged if other <= place), len(judged))
        self.assertGreaterEqual(2 * sum(1 for other in judged if other >= place), len(judged))


class TestBasis(unittest.TestCase):
    """E7 b and E8: the longer part of a term decides from what a person is judged."""

    Q3, Q4 = (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 12, 31))
    YEAR = (date(2026, 1, 1), date(2026, 12, 31))

    def test_examples(self):
        leave_from_september = [("study_leave", date(2026, 9, 1), self.YEAR[1])]
        leave_until_september = [("study_leave", self.YEAR[0], date(2026, 9, 30))]
        all_year = [("study_leave", *self.YEAR)]
        seconded = [("seconded", date(2026, 3, 1), self.YEAR[1])]
        cases = [
            (self.Q3, leave_from_september, False, "unit"),
            (self.Q4, leave_from_september, False, "academic"),
            (self.YEAR, leave_from_september, True, "whole_year"),
            (self.Q3, leave_until_september, False, "academic"),
            (self.Q4, leave_until_september, False, "unit"),
            (self.YEAR, leave_until_september, True, "whole_year"),
            (self.Q3, all_year, False, "academic"),
            (self.YEAR, all_year, True, "whole_year"),
            (self.Q4, seconded, False, "host"),
            (self.YEAR, seconded, True, "host"),
            (self.Q4, [], False, "unit"),
            (self.YEAR, [], True, "unit"),
        ]
        for span, situations, is_final, expected in cases:
            with self.subTest(span=span, situations=situations):
                self.assertEqual(term_basis(*span, situations, is_final), expected)

    @given(st.integers(0, 91), st.integers(0, 91))
    def test_longer_part_decides(self, first, last):
        """Away for more than half of the days, or judged by the work in the unit."""
        start, end = self.Q3
        leave = (start + timedelta(days=first), start + timedelta(days=last))
        days = last - first + 1 if last >= first else 0
        expected = "academic" if 2 * days > 92 else "unit"
        self.assertEqual(term_basis(start, end, [("study_leave", *leave)]), expected)

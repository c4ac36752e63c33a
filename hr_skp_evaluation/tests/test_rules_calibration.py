import doctest
import unittest
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ..rules import calibration
from ..rules.calibration import ENOUGH, TOLERANCE, compare, expected, mean_number, stand
from ..rules.codes import PREDICATES
from ..rules.distribution import CURVES

CODES = [code for code, _label in PREDICATES]
COUNTS = st.fixed_dictionaries({code: st.integers(0, 40) for code in CODES})


def counts(*numbers):
    return dict(zip(CODES, numbers, strict=True))


class TestCalibration(unittest.TestCase):
    """Lenient and strict: one evaluator's people beside those of the others, or a pattern."""

    def test_table(self):
        """Worked cases: the people of one evaluator, the reference, what is said of it."""
        good = counts(0, 10, 0, 0, 0)
        table = [
            # everybody one step better, one step worse, the same
            (counts(5, 0, 0, 0, 0), good, "lenient", 1),
            (counts(0, 0, 5, 0, 0), good, "strict", -1),
            (counts(0, 5, 0, 0, 0), good, "even", 0),
            # a quarter of a step is a difference, less is none
            (counts(1, 3, 0, 0, 0), good, "lenient", Fraction(1, 4)),
            (counts(1, 4, 0, 0, 0), good, "even", Fraction(1, 5)),
            (counts(0, 4, 1, 0, 0), good, "even", Fraction(-1, 5)),
            # the same mean by other ways is no difference in leniency
            (counts(2, 1, 2, 0, 0), good, "even", 0),
            # of two people nothing is said, of nobody no mean
            (counts(2, 0, 0, 0, 0), good, "few", 1),
            (counts(0, 0, 0, 0, 0), good, "few", None),
            # nobody to compare with
            (counts(0, 5, 0, 0, 0), counts(0, 0, 0, 0, 0), "alone", None),
        ]
        for own, reference, verdict, difference in table:
            with self.subTest(own=own):
                found = stand(own, reference)
                self.assertEqual((found.verdict, found.difference), (verdict, difference))

    def test_everybody_is_compared_with_the_others(self):
        """Not with a mean in which one's own people are: a large team would hide in it."""
        found = compare({1: counts(30, 0, 0, 0, 0), 2: counts(0, 3, 0, 0, 0)})
        self.assertEqual((found[1].difference, found[2].difference), (1, -1))

    def test_patterns_weigh_by_people(self):
        """Who evaluates in two units is held to both patterns, by the number of people."""
        curves = {unit: counts(*curve) for unit, curve in CURVES.items()}
        weights = expected([(3, curves["istimewa"]), (1, curves["baik"]), (0, curves["kurang"])])
        self.assertEqual(weights["sangat_baik"], 3 * 65 + 15)
        self.assertEqual(sum(weights.values()), 400)
        self.assertEqual(expected([]), {})

    @given(COUNTS, COUNTS)
    def test_two_evaluators_mirror_each_other(self, one, other):
        """What one is more lenient, the other is stricter."""
        found = compare({"a": one, "b": other})
        if sum(one.values()) and sum(other.values()):
            self.assertEqual(found["a"].difference, -found["b"].difference)
            if min(sum(one.values()), sum(other.values())) >= ENOUGH:
                opposite = {"lenient": "strict", "strict": "lenient", "even": "even"}
                self.assertEqual(found["b"].verdict, opposite[found["a"].verdict])

    @given(COUNTS, COUNTS, st.integers(2, 9))
    def test_size_does_not_matter(self, own, reference, factor):
        """Shares are compared, not numbers of people."""
        larger = {code: n * factor for code, n in reference.items()}
        self.assertEqual(stand(own, reference).difference, stand(own, larger).difference)

    @given(COUNTS, COUNTS, st.integers(0, 3))
    def test_a_better_predicate_is_more_lenient(self, own, reference, place):
        """One person moved up a step never makes the evaluator look stricter."""
        better, worse = CODES[place], CODES[place + 1]
        if own[worse] and sum(reference.values()):
            moved = {**own, worse: own[worse] - 1, better: own[better] + 1}
            self.assertGreater(stand(moved, reference).difference, stand(own, reference).difference)

    @given(COUNTS, COUNTS)
    def test_the_word_follows_from_the_number(self, own, reference):
        """And the number never leaves the scale of five predicates."""
        found = stand(own, reference)
        if found.difference is not None:
            self.assertLessEqual(abs(found.difference), len(CODES) - 1)
        if found.verdict in ("lenient", "strict"):
            self.assertGreaterEqual(abs(found.difference), TOLERANCE)
            self.assertGreaterEqual(found.total, ENOUGH)
        if own == reference and sum(own.values()) >= ENOUGH:
            self.assertEqual(found.verdict, "even")
        self.assertEqual(found.mean, mean_number(own))

    def test_examples_in_the_text(self):
        self.assertEqual(doctest.testmod(calibration).failed, 0)

import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..rules.codes import PREDICATES, UNIT_PREDICATES
from ..rules.distribution import (
    CURVES,
    PATTERNS,
    SMALL_GROUP,
    Bound,
    blocks,
    check,
)

CODES = [code for code, _label in PREDICATES]
COUNTS = st.fixed_dictionaries({code: st.integers(0, 60) for code in CODES})
SHARES = st.integers(0, 100)


def kinds(unit, *counts):
    """Return what deviates in a unit: pairs of kind and predicates; counts best first."""
    found = check(dict(zip(CODES, counts, strict=True)), PATTERNS[unit])
    return {(deviation.kind, deviation.predicates) for deviation in found}


class TestPatterns(unittest.TestCase):
    """The five patterns of SE MenPANRB 3/2023, at each of their bounds."""

    def test_every_unit_predicate_has_a_pattern(self):
        self.assertEqual(list(PATTERNS), [code for code, _label in UNIT_PREDICATES])

    def test_bounds(self):
        """One person on either side of each bound, in a unit of twenty."""
        most_sb = ("at_most", ("sangat_baik",))
        most_baik = ("at_most", ("baik",))
        cases = [
            ("istimewa", (14, 6, 0, 0, 0), set()),
            ("istimewa", (15, 5, 0, 0, 0), {most_sb}),
            ("istimewa", (10, 10, 0, 0, 0), {("largest", ("sangat_baik",))}),
            ("istimewa", (8, 6, 6, 0, 0), set()),
            ("baik", (5, 14, 1, 0, 0), set()),
            ("baik", (5, 14, 0, 1, 0), set()),
            ("baik", (4, 15, 1, 0, 0), {most_baik}),
            ("baik", (6, 14, 0, 0, 0), {("some", ("butuh_perbaikan", "kurang"))}),
            ("baik", (9, 9, 2, 0, 0), {("largest", ("baik",))}),
            ("butuh_perbaikan", (2, 6, 12, 0, 0), set()),
            ("butuh_perbaikan", (3, 5, 12, 0, 0), {most_sb}),
            ("butuh_perbaikan", (2, 7, 11, 0, 0), {("at_least", ("butuh_perbaikan",))}),
            ("kurang", (2, 4, 2, 12, 0), set()),
            ("kurang", (3, 3, 2, 12, 0), {most_sb}),
            ("kurang", (2, 5, 2, 11, 0), {("at_least", ("kurang",))}),
            ("kurang", (2, 5, 1, 12, 0), {("at_least", ("butuh_perbaikan",))}),
            ("sangat_kurang", (0, 6, 1, 1, 12), set()),
            ("sangat_kurang", (1, 5, 1, 1, 12), {most_sb}),
            ("sangat_kurang", (0, 7, 1, 1, 11), {("at_least", ("sangat_kurang",))}),
            ("sangat_kurang", (0, 7, 1, 0, 12), {("at_least", ("kurang", "butuh_perbaikan"))}),
        ]
        for unit, counts, expected in cases:
            with self.subTest(unit=unit, counts=counts):
                self.assertEqual(kinds(unit, *counts), expected)

    def test_rounding(self):
        """Of eleven people 70 % is at most seven, and 60 % at least seven."""
        self.assertEqual(kinds("istimewa", 7, 4, 0, 0, 0), set())
        self.assertEqual(kinds("istimewa", 8, 3, 0, 0, 0), {("at_most", ("sangat_baik",))})
        self.assertEqual(kinds("butuh_perbaikan", 0, 4, 7, 0, 0), set())
        low = kinds("butuh_perbaikan", 0, 5, 6, 0, 0)
        self.assertEqual(low, {("at_least", ("butuh_perbaikan",))})

    def test_e6_forty_people(self):
        """E6: 32 of 40 Baik in a unit that is Baik is 80 % and warns, with the bound of 28."""
        deviations = check({"sangat_baik": 4, "baik": 32, "butuh_perbaikan": 4}, PATTERNS["baik"])
        self.assertEqual([(d.kind, d.count, d.limit) for d in deviations], [("at_most", 32, 28)])
        self.assertTrue(blocks(deviations, 40))

    def test_small_group_is_never_blocked(self):
        deviations = check({"baik": 9}, PATTERNS["baik"])
        self.assertTrue(deviations)
        self.assertFalse(blocks(deviations, SMALL_GROUP - 1))
        self.assertTrue(blocks(deviations, SMALL_GROUP))

    def test_nobody_deviates_from_nothing(self):
        for unit in PATTERNS:
            self.assertEqual(kinds(unit, 0, 0, 0, 0, 0), set())

    def test_curves_keep_their_pattern(self):
        """What is drawn as expected is a hundred people who keep the bounds."""
        for unit, curve in CURVES.items():
            self.assertEqual(sum(curve), 100)
            self.assertEqual(kinds(unit, *curve), set())

    @given(COUNTS, SHARES, st.sampled_from(CODES))
    def test_maximum_and_minimum_in_any_share(self, counts, share, code):
        """No more than a maximum's share passes, no less than a minimum's, whatever the numbers."""
        total = sum(counts.values())
        over = 100 * counts[code] > share * total
        under = 100 * counts[code] < share * total
        if total:
            self.assertEqual(bool(check(counts, [Bound("at_most", (code,), share)])), over)
            self.assertEqual(bool(check(counts, [Bound("at_least", (code,), share)])), under)

    @given(COUNTS, st.sampled_from(list(PATTERNS)), st.integers(2, 5))
    def test_size_does_not_matter_for_shares(self, counts, unit, factor):
        """The same shares in a larger unit deviate from the same bounds."""
        larger = {code: count * factor for code, count in counts.items()}
        small, large = (check(c, PATTERNS[unit]) for c in (counts, larger))
        self.assertEqual(
            [(d.kind, d.predicates) for d in small], [(d.kind, d.predicates) for d in large]
        )

    @given(COUNTS, st.sampled_from(list(PATTERNS)))
    def test_limit_tells_what_would_do(self, counts, unit):
        """The limit reported lies on the other side of the count, within the unit."""
        for deviation in check(counts, PATTERNS[unit]):
            if deviation.kind == "at_most":
                self.assertLess(deviation.limit, deviation.count)
            else:
                self.assertGreater(deviation.limit, deviation.count)

import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..rules.allowance import Post, Rate, applicable, difference, holds, in_force, overlap

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
PREDICATES = st.sampled_from(["baik", "kurang"])
KINDS, GROUPS = st.sampled_from([None, "pns", "pppk"]), st.sampled_from([None, "ja", "jf"])
POSITIONS, JOBS = st.sampled_from([None, "pelaksana"]), st.sampled_from([None, 1, 2])
RATES = st.lists(
    st.builds(
        Rate,
        PREDICATES,
        st.integers(0, 100),
        DAYS,
        st.none() | DAYS,
        KINDS,
        GROUPS,
        POSITIONS,
        JOBS,
        st.integers(1, 50),
    ),
    max_size=12,
)
POSTS = st.builds(Post, KINDS, GROUPS, POSITIONS, JOBS)
CENTS = st.floats(0, 200).map(lambda percent: round(percent, 2))


class TestRate(unittest.TestCase):
    """The rate that applies on a day."""

    rates = (
        Rate("baik", 100, date(2026, 1, 1), key=1),
        Rate("baik", 95, date(2027, 1, 1), key=2),
        Rate("baik", 90, date(2026, 1, 1), asn_kind="pppk", key=3),
        Rate("baik", 85, date(2026, 1, 1), position="pelaksana", key=4),
        Rate("baik", 80, date(2026, 1, 1), date(2026, 6, 30), job=7, key=5),
        Rate("kurang", 60, date(2026, 1, 1), key=6),
    )

    def percent(self, predicate, post, day):
        rate = applicable(self.rates, predicate, post, date.fromisoformat(day))
        return rate and rate.percent

    def test_table(self):
        """Job before position before kind; a later law replaces the earlier from its day on."""
        for predicate, post, day, expected in (
            ("baik", Post("pns", "jf"), "2026-12-31", 100),
            ("baik", Post("pns", "jf"), "2027-01-01", 95),
            ("baik", Post("pppk", "jf"), "2027-01-01", 90),
            ("baik", Post("pppk", "ja", "pelaksana"), "2027-01-01", 85),
            ("baik", Post("pppk", "ja", "pelaksana", 7), "2026-06-30", 80),
            ("baik", Post("pppk", "ja", "pelaksana", 7), "2026-07-01", 85),
            ("kurang", Post("pns"), "2026-01-01", 60),
            ("kurang", Post("pns"), "2025-12-31", None),
            ("sangat_baik", Post("pns"), "2026-01-01", None),
        ):
            with self.subTest(post=post, day=day):
                self.assertEqual(self.percent(predicate, post, day), expected)

    @given(RATES, PREDICATES, POSTS, DAYS)
    def test_only_what_holds_applies(self, rates, predicate, post, day):
        """Whatever applies holds; nothing applies only where nothing holds."""
        found = applicable(rates, predicate, post, day)
        if found is None:
            self.assertFalse([rate for rate in rates if holds(rate, predicate, post, day)])
        else:
            self.assertTrue(holds(found, predicate, post, day))

    @given(RATES, PREDICATES, POSTS, DAYS)
    def test_the_order_of_the_table_does_not_matter(self, rates, predicate, post, day):
        unique = {rate.key: rate for rate in rates}.values()
        one = applicable(unique, predicate, post, day)
        other = applicable(list(unique)[::-1], predicate, post, day)
        self.assertEqual(one, other)

    @given(RATES, PREDICATES, POSTS, DAYS)
    def test_a_law_of_tomorrow_changes_nothing_today(self, rates, predicate, post, day):
        later = Rate(predicate, 1, day + timedelta(days=1), job=post.job, key=99)
        self.assertEqual(
            applicable(rates, predicate, post, day),
            applicable([*rates, later], predicate, post, day),
        )

    def test_contradicting_rates(self):
        rate = Rate("baik", 100, date(2026, 1, 1), asn_kind="pns")
        self.assertTrue(overlap(rate, rate._replace(percent=90, group=False)))
        self.assertFalse(overlap(rate, rate._replace(asn_kind="pppk")))


class TestCorrection(unittest.TestCase):
    """A correction is a difference; all of them together give what is in force."""

    @given(CENTS, st.lists(CENTS, max_size=6))
    def test_differences_add_up_to_the_last_value(self, first, values):
        differences = []
        for value in values:
            differences.append(difference(in_force(first, differences), value))
        last = values[-1] if values else first
        self.assertAlmostEqual(in_force(first, differences), last, places=3)

    @given(CENTS)
    def test_nothing_changed_is_no_correction(self, percent):
        self.assertEqual(difference(percent, percent), 0.0)
        self.assertEqual(difference(in_force(percent, []), percent), 0.0)

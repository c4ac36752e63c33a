import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..rules.evaluator import Agency, Person, find_evaluator
from ..rules.spans import contains, day_before, split
from ..rules.succession import without

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


class TestSpans(unittest.TestCase):
    """A span cut in two loses no day and gains none."""

    @given(DAYS, st.integers(0, 400), DAYS)
    def test_split_keeps_every_day(self, start, length, day):
        end = start + timedelta(days=length)
        before, after = split(start, end, day)
        days = 0
        for part in (before, after):
            if part:
                self.assertLessEqual(part[0], part[1])
                self.assertTrue(contains((start, end), part))
                days += (part[1] - part[0]).days + 1
        self.assertEqual(days, length + 1)
        if before:
            self.assertLess(before[1], day)
        if after:
            self.assertGreaterEqual(after[0], day)

    def test_open_end_stays_open(self):
        before, after = split(date(2026, 1, 1), None, date(2026, 4, 1))
        self.assertEqual(before, (date(2026, 1, 1), date(2026, 3, 31)))
        self.assertEqual(after, (date(2026, 4, 1), None))
        self.assertEqual(day_before(date(2026, 3, 1)), date(2026, 2, 28))


class TestSuccession(unittest.TestCase):
    """Who leaves evaluates nobody; the way up leads through him to the next."""

    PEOPLE = {
        1: Person(1, kind="non_asn"),
        2: Person(2, 1, position="jpt_pratama"),
        3: Person(3, 2, position="administrator"),
        4: Person(4, 3, position="pengawas"),
        5: Person(5, 4, position="pelaksana"),
        6: Person(6, 4, override=4, position="pelaksana"),
    }
    AGENCY = Agency("regional", 1)

    def evaluator(self, person, *absent):
        people, agency = without(self.PEOPLE, self.AGENCY, absent)
        return find_evaluator(person, people, agency).evaluator

    def test_nobody_gone_changes_nothing(self):
        for person in self.PEOPLE:
            expected = find_evaluator(person, self.PEOPLE, self.AGENCY).evaluator
            self.assertEqual(self.evaluator(person), expected)

    def test_next_superior(self):
        self.assertEqual(self.evaluator(5, 4), 3)
        self.assertEqual(self.evaluator(5, 4, 3), 2)

    def test_override_to_the_absent_is_void(self):
        self.assertEqual(self.evaluator(6, 4), 3)

    def test_head_of_the_agency_gone(self):
        """Nobody is left for a JPT Pratama: the officer is told, nothing is invented."""
        self.assertIsNone(self.evaluator(2, 1))

    @given(st.sets(st.integers(1, 6)))
    def test_the_absent_never_evaluate(self, absent):
        for person in self.PEOPLE:
            self.assertNotIn(self.evaluator(person, *absent), absent)

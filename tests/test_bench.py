"""The arithmetic of ``make bench``; what it measures is measured by itself, never in the tests."""

import doctest
import unittest

from bench import timing
from bench.timing import Row, format_table, median_ratio


class TestBench(unittest.TestCase):
    def test_examples(self):
        """Every example in the docstrings holds."""
        self.assertEqual(doctest.testmod(timing).failed, 0)

    def test_one_slow_moment_does_not_decide(self):
        """A moment at which the machine did something else is one ratio among others."""
        self.assertEqual(median_ratio([(1, 1), (90, 10), (2, 2)]), 1)

    def test_misses(self):
        """A row misses by its ratio, its queries, or what the benchmark itself found."""
        row = Row("a", "A", 2.0, 1.0, 2.0, 3.0, queries=5, query_limit=8)
        self.assertTrue(row.is_ok)
        self.assertFalse(row._replace(limit=1.5).is_ok)
        self.assertFalse(row._replace(queries=9).is_ok)
        self.assertFalse(row._replace(problem="sequential scan").is_ok)

    def test_table(self):
        table = format_table([Row("a", "A", 0.5, 20_000.0, 0.1, 3.0, 5, 8, "each")])
        self.assertIn("| A (each)  | 0.50 ms |    20.0 s | 0.10× | ≤ 3.0× |   5 ≤ 8 | ok |", table)

import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..rules.suggestion import Line, few, most, suggest_behaviour, suggest_results

RATINGS = st.sampled_from(["above", "as", "below"])
MARKS = st.lists(st.sampled_from(["none", "partial", "full"]), max_size=3).map(tuple)
LINES = st.lists(st.builds(Line, RATINGS, st.booleans(), MARKS), min_size=1, max_size=12)


def lines(ratings, marks=(), main=None):
    """Return lines of the ratings given by letters: a(bove) s (as) b(elow); capital: not main."""
    names = {"a": "above", "s": "as", "b": "below", "-": None}
    made = [Line(names[letter.lower()], letter == letter.lower()) for letter in ratings]
    return [made[0]._replace(follow_ups=tuple(marks)), *made[1:]]


class TestResults(unittest.TestCase):
    """The guide for the rating of results, word by word."""

    def test_cases(self):
        cases = [
            # most above, no main below, a response in part
            ("aas", ("partial",), "above"),
            ("aaa", ("full", "none"), "above"),
            # an additional result below does not stand in the way
            ("aaaB", ("full",), "above"),
            # a main one does: a quarter of the main ones below is few
            ("aaab", ("full",), "as"),
            # half above is not most
            ("aass", ("full",), "as"),
            ("ssss", ("partial", "none", "none"), "as"),
            ("sssb", ("full",), "as"),
            # more than a quarter of the main results below is not few, and not most either
            ("ssb", ("full",), None),
            # most main results below and mostly no response
            ("bbs", ("none", "none", "full"), "below"),
            ("bbb", ("none",), "below"),
            # below, yet a response to half of the remarks
            ("bbb", ("none", "full"), None),
            # above, yet no response at all
            ("aaa", ("none",), None),
            ("sss", ("none",), None),
        ]
        for ratings, marks, expected in cases:
            with self.subTest(ratings=ratings, marks=marks):
                self.assertEqual(suggest_results(lines(ratings, marks)).rating, expected)

    def test_reasons_name_the_figures(self):
        suggestion = suggest_results(lines("aas", ("partial", "none")))
        self.assertEqual(
            [tuple(reason) for reason in suggestion.reasons],
            [("above", 2, 3), ("main_below", 0, 3), ("response", 1, 2)],
        )

    def test_says_why_there_is_none(self):
        """Unrated lines, no marked remark, or no guide that fits: the reason says which."""
        cases = [
            ("a-s", ("full",), ("unrated", 1, 3)),
            ("aas", (), ("no_follow_up", 0, 0)),
            ("aaa", ("none",), ("no_guide", 0, 0)),
        ]
        for ratings, marks, expected in cases:
            suggestion = suggest_results(lines(ratings, marks))
            self.assertIsNone(suggestion.rating)
            self.assertEqual(tuple(suggestion.reasons[0]), expected)
        self.assertEqual(suggest_results([]).reasons[0].code, "unrated")

    def test_remarks_on_the_whole_count(self):
        self.assertEqual(suggest_results(lines("aas"), ("full",)).rating, "above")

    @given(LINES, MARKS)
    def test_always_explains(self, found, marks):
        """Whatever the lines: one of three ratings or none, and always a reason with figures."""
        for suggest in (suggest_results, suggest_behaviour):
            suggestion = suggest(found, marks)
            self.assertIn(suggestion.rating, ("above", "as", "below", None))
            self.assertTrue(suggestion.reasons)
            for reason in suggestion.reasons:
                self.assertLessEqual(reason.count, max(reason.total, 0))

    @given(LINES, MARKS)
    def test_main_result_below_is_never_above(self, found, marks):
        if any(line.rating == "below" and line.is_main for line in found):
            self.assertNotEqual(suggest_results(found, marks).rating, "above")

    @given(LINES, MARKS)
    def test_order_of_lines_does_not_matter(self, found, marks):
        one, other = suggest_results(found, marks), suggest_results(found[::-1], marks)
        self.assertEqual(one, other)


class TestBehaviour(unittest.TestCase):
    """The guide for behaviour: for oneself and others, for oneself, not yet."""

    def test_cases(self):
        cases = [
            ("aaaasss", (), "above"),
            ("aaaasss", ("full", "none"), "above"),
            # consistent is not who mostly leaves remarks without a response
            ("aaaasss", ("none",), "as"),
            ("aaasssb", (), "as"),
            ("sssssss", (), "as"),
            ("sssssbb", (), None),
            ("bbbbsss", (), "below"),
        ]
        for ratings, marks, expected in cases:
            with self.subTest(ratings=ratings, marks=marks):
                self.assertEqual(suggest_behaviour(lines(ratings, marks)).rating, expected)

    def test_unrated(self):
        self.assertEqual(tuple(suggest_behaviour(lines("aa-")).reasons[0]), ("unrated", 1, 3))


class TestWords(unittest.TestCase):
    @given(st.integers(1, 500), st.integers(0, 500))
    def test_most_and_few_exclude_each_other(self, total, count):
        """Nothing is most and few at once; the bounds are more than a half, at most a quarter."""
        count = min(count, total)
        self.assertEqual(most(count, total), 2 * count > total)
        self.assertEqual(few(count, total), 4 * count <= total)
        self.assertFalse(most(count, total) and few(count, total))

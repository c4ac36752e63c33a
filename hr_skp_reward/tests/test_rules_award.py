import doctest
import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules import allowance, award, eligibility, sanction
from ..rules.award import (
    COMPETENCY,
    DEFAULT_RULES,
    MOVES,
    TALENT_POOL,
    Rule,
    leaves_pool,
    meets,
    qualified,
    qualifies,
    refusal,
)
from ..rules.eligibility import BELOW, MET, MISSING, judge

CODES = [code for code, _label in PREDICATES]
HISTORY = st.dictionaries(st.integers(2020, 2030), st.sampled_from(CODES))
RULES = st.builds(
    Rule, st.sampled_from(CODES), st.integers(1, 4), st.just(COMPETENCY), st.booleans()
)


class TestAward(unittest.TestCase):
    """Predicates of consecutive years and the awards that they give."""

    def benefits(self, first, second):
        history = {2026: first, 2027: second}
        return {rule.benefit for rule in DEFAULT_RULES if qualifies(history, 2027, rule)}

    def test_examples_of_the_regulation(self):
        """E10: two years Very good, two years Good, and a fall."""
        self.assertEqual(self.benefits("sangat_baik", "sangat_baik"), {COMPETENCY, TALENT_POOL})
        self.assertEqual(self.benefits("baik", "baik"), {COMPETENCY})
        self.assertEqual(self.benefits("sangat_baik", "baik"), {COMPETENCY})
        self.assertEqual(self.benefits("sangat_baik", "butuh_perbaikan"), set())
        self.assertEqual(self.benefits("butuh_perbaikan", "sangat_baik"), set())
        self.assertEqual(self.benefits(None, "sangat_baik"), set())

    def test_exactly_or_better(self):
        rule = Rule("baik", 1, COMPETENCY, or_better=False)
        self.assertTrue(qualifies({2027: "baik"}, 2027, rule))
        self.assertFalse(qualifies({2027: "sangat_baik"}, 2027, rule))

    @given(HISTORY, st.integers(2020, 2030), RULES)
    def test_a_missing_year_breaks_the_row(self, history, year, rule):
        """Whoever qualifies has each year of the span, and loses it with any one of them."""
        if qualifies(history, year, rule):
            for each in range(year - rule.years + 1, year + 1):
                rest = {other: code for other, code in history.items() if other != each}
                self.assertFalse(qualifies(rest, year, rule))

    @given(HISTORY, st.integers(2020, 2030), RULES)
    def test_better_predicates_never_hurt(self, history, year, rule):
        """Where better is enough, the best predicate in every judged year qualifies as well."""
        rule = rule._replace(or_better=True)
        best = dict.fromkeys(history, "sangat_baik")
        if qualifies(history, year, rule):
            self.assertTrue(qualifies(best, year, rule))

    @given(HISTORY, st.integers(2020, 2030), RULES)
    def test_years_outside_the_span_do_not_matter(self, history, year, rule):
        span = range(year - rule.years + 1, year + 1)
        inside = {each: code for each, code in history.items() if each in span}
        self.assertEqual(qualifies(history, year, rule), qualifies(inside, year, rule))

    @given(st.dictionaries(st.integers(1, 5), HISTORY), st.integers(2020, 2030), RULES)
    def test_many_are_judged_as_one(self, histories, year, rule):
        found = qualified(histories, year, rule)
        for person, history in histories.items():
            self.assertEqual(person in found, qualifies(history, year, rule))

    @given(st.sampled_from(CODES), st.sampled_from(CODES))
    def test_order_of_the_predicates(self, one, other):
        """Of two predicates one is at least the other; both only when they are the same."""
        self.assertTrue(meets(one, other) or meets(other, one))
        self.assertEqual(meets(one, other) and meets(other, one), one == other)

    @given(HISTORY, st.integers(2020, 2030), st.integers(2020, 2030), st.sampled_from(CODES))
    def test_leaving_the_pool(self, history, granted, year, stay_at):
        """One leaves in the first later year whose predicate is too low, and for nothing else."""
        left = leaves_pool(history, granted, year, stay_at)
        low = [
            each
            for each in sorted(history)
            if granted < each <= year and not meets(history[each], stay_at)
        ]
        self.assertEqual(left, low[0] if low else None)

    def test_moves(self):
        """Only the decider approves, grants, declines; the officer takes back his proposal."""
        for move, state, roles, reason, expected in (
            ("approve", "proposed", {"decider"}, None, None),
            ("approve", "proposed", {"officer"}, None, "role"),
            ("grant", "proposed", {"decider"}, None, "state"),
            ("grant", "approved", {"decider"}, None, None),
            ("decline", "approved", {"decider"}, " ", "reason"),
            ("decline", "granted", {"decider"}, "x", "state"),
            ("withdraw", "proposed", {"officer"}, "x", None),
            ("withdraw", "approved", {"officer"}, "x", "state"),
            ("leave", "granted", {"decider"}, "x", None),
            ("leave", "granted", {"employee"}, "x", "role"),
        ):
            with self.subTest(move=move, state=state, roles=roles):
                self.assertEqual(refusal(move, state, roles, reason), expected)
        self.assertFalse([move for move, rule in MOVES.items() if "employee" in rule[2]])


class TestEligibility(unittest.TestCase):
    """Promotion, mutation, talent: eligible or not, with the reason of each year."""

    def test_outcomes(self):
        for history, expected in (
            ({2026: "baik", 2027: "baik"}, MET),
            ({2026: "sangat_baik", 2027: "baik"}, MET),
            ({2027: "baik"}, MISSING),
            ({2026: "butuh_perbaikan", 2027: "baik"}, BELOW),
            ({2027: "kurang"}, BELOW),
            ({}, MISSING),
        ):
            with self.subTest(history=history):
                self.assertEqual(judge(history, 2027, "baik").outcome, expected)

    @given(HISTORY, st.integers(2020, 2030), st.sampled_from(CODES), st.integers(1, 4))
    def test_agrees_with_the_awards(self, history, year, predicate, years):
        """Eligible is who would qualify for an award of the same predicate and years."""
        verdict = judge(history, year, predicate, years)
        self.assertEqual(
            verdict.eligible, qualifies(history, year, Rule(predicate, years, COMPETENCY))
        )
        self.assertEqual(len(verdict.reasons), years)
        self.assertEqual(verdict.eligible, {r.code for r in verdict.reasons} == {MET})


class TestExamples(unittest.TestCase):
    """The examples in the rules' own words."""

    def test_doctests(self):
        for module in (allowance, award, eligibility, sanction):
            with self.subTest(module=module.__name__):
                self.assertFalse(doctest.testmod(module).failed)

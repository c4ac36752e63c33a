import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..rules import reminders as rules
from ..rules.reminders import Occasion, Plan, Settings

DEADLINE = date(2026, 1, 31)
SETTINGS = Settings((14, 7, 1), 3, 7)


def day(text):
    """``"0124"`` -> 24 January 2026."""
    return date(2026, int(text[:2]), int(text[2:]))


@tagged("post_install", "-at_install", "hr_skp")
class TestRulesReminders(BaseCase):
    """When who is told what: the table of occasions."""

    def test_doctests(self):
        """The examples of the documentation are true."""
        self.assertEqual(doctest.testmod(rules).failed, 0)

    def occasions(self, plan):
        return [(o.kind, o.audience, o.on) for o in rules.timetable(plan, SETTINGS)]

    def test_timetable(self):
        """First the employee, then the evaluator, then his superior; by state of the plan."""
        new_year = day("0101")
        table = [
            (
                "a draft in time",
                Plan("draft", new_year, DEADLINE),
                [
                    ("propose", "employee", day("0117")),
                    ("propose", "employee", day("0124")),
                    ("propose", "employee", day("0130")),
                    ("propose", "employee", day("0131")),
                    ("propose", "evaluator", day("0203")),
                    ("propose", "reviewer", day("0207")),
                ],
            ),
            (
                "a draft that began on 25 January: what lay before was never due",
                Plan("draft", day("0125"), DEADLINE),
                [
                    ("propose", "employee", day("0130")),
                    ("propose", "employee", day("0131")),
                    ("propose", "evaluator", day("0203")),
                    ("propose", "reviewer", day("0207")),
                ],
            ),
            (
                "returned in time",
                Plan("draft", day("0120"), DEADLINE, returned=True),
                [
                    ("propose", "employee", day("0124")),
                    ("propose", "employee", day("0130")),
                    ("propose", "employee", day("0131")),
                    ("propose", "employee", day("0123")),
                    ("propose", "evaluator", day("0203")),
                    ("propose", "reviewer", day("0207")),
                ],
            ),
            (
                "returned after the deadline",
                Plan("draft", day("0210"), DEADLINE, returned=True),
                [
                    ("propose", "employee", day("0213")),
                    ("propose", "evaluator", day("0217")),
                ],
            ),
            (
                "a revision has no deadline",
                Plan("revising", day("0301"), DEADLINE, revision=1),
                [
                    ("propose", "employee", day("0304")),
                    ("propose", "evaluator", day("0308")),
                ],
            ),
            (
                "a period without a deadline",
                Plan("draft", new_year, None),
                [
                    ("propose", "employee", day("0104")),
                    ("propose", "evaluator", day("0108")),
                ],
            ),
            (
                "proposed",
                Plan("proposed", day("0110"), DEADLINE),
                [
                    ("answer", "evaluator", day("0113")),
                    ("answer", "reviewer", day("0117")),
                ],
            ),
            ("agreed", Plan("agreed", day("0110"), DEADLINE, 1), []),
            ("closed", Plan("closed", day("0110"), DEADLINE, 1), []),
        ]
        for name, plan, expected in table:
            with self.subTest(name):
                self.assertEqual(self.occasions(plan), expected)

    def test_only_the_newest_is_due(self):
        """A server that was off for days tells the newest occasion of each audience, no other."""
        occasions = rules.timetable(Plan("draft", day("0101"), DEADLINE), SETTINGS)
        table = [
            ("0116", []),
            ("0117", [("employee", "0117")]),
            ("0123", [("employee", "0117")]),
            ("0129", [("employee", "0124")]),
            ("0202", [("employee", "0131")]),
            ("0203", [("employee", "0131"), ("evaluator", "0203")]),
            ("0301", [("employee", "0131"), ("evaluator", "0203"), ("reviewer", "0207")]),
        ]
        for today, expected in table:
            with self.subTest(today):
                due = rules.latest(occasions, day(today))
                self.assertEqual(
                    sorted((o.audience, o.on) for o in due),
                    sorted((audience, day(on)) for audience, on in expected),
                )

    def test_goes_one_up_where_nobody_has_an_account(self):
        """Evaluator, reviewer, officer; who was told as the evaluator is not told as reviewer."""
        table = [
            ("employee", {"employee": {1}}, ("employee", {1})),
            ("employee", {"evaluator": {2}}, ("employee", set())),
            ("evaluator", {"evaluator": {2}, "reviewer": {3}}, ("evaluator", {2})),
            ("evaluator", {"reviewer": {3}, "officer": {4}}, ("reviewer", {3})),
            ("evaluator", {"officer": {4}}, ("officer", {4})),
            ("reviewer", {"evaluator": {2}, "reviewer": {3}}, ("reviewer", {3})),
            ("reviewer", {"evaluator": {2}, "reviewer": {2}, "officer": {4}}, ("officer", {4})),
            ("reviewer", {}, ("reviewer", set())),
        ]
        for audience, users, expected in table:
            with self.subTest(audience=audience, users=users):
                self.assertEqual(rules.reached(audience, users), expected)

    def test_days_before(self):
        """Whole days up to a year, in any order, or none; else it is refused."""
        for text, expected in (
            ("14, 7, 1", (14, 7, 1)),
            ("1;30", (30, 1)),
            ("7,7,", (7,)),
            ("", ()),
            (None, ()),
        ):
            with self.subTest(text=text):
                self.assertEqual(rules.parse_days(text), expected)
        for text in ("seminggu", "-1", "1.5", "400"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                rules.parse_days(text)

    def test_who_begins_later_has_as_many_days(self):
        """31 days from the first day of the plan, whenever it begins."""
        table = [
            ("2026-01-01", "2026-01-31"),
            ("2026-07-01", "2026-07-31"),
            ("2025-12-01", "2026-01-31"),
        ]
        for start, expected in table:
            with self.subTest(start=start):
                self.assertEqual(
                    rules.plan_deadline(DEADLINE, date(2026, 1, 1), date.fromisoformat(start)),
                    date.fromisoformat(expected),
                )
        self.assertIsNone(rules.plan_deadline(None, date(2026, 1, 1), date(2026, 1, 1)))

    def test_reports(self):
        """Weekly on Fridays, monthly and quarterly on the last day; the last at the plan's end."""
        start, end = date(2026, 2, 10), date(2026, 12, 15)
        table = [
            ("week", "2026-02-12", None),
            ("week", "2026-02-13", "2026-02-13"),
            ("week", "2026-02-19", "2026-02-13"),
            ("week", "2026-02-20", "2026-02-20"),
            ("week", "2026-08-05", "2026-07-31"),
            ("month", "2026-02-27", None),
            ("month", "2026-02-28", "2026-02-28"),
            ("month", "2026-04-15", "2026-03-31"),
            ("quarter", "2026-03-30", None),
            ("quarter", "2026-03-31", "2026-03-31"),
            ("quarter", "2026-12-14", "2026-09-30"),
            ("quarter", "2026-12-15", "2026-12-15"),
            ("month", "2027-03-01", "2026-12-15"),
        ]
        for interval, today, expected in table:
            with self.subTest(interval=interval, today=today):
                due = rules.due_report(interval, date.fromisoformat(today), start, end)
                self.assertEqual(due, expected and date.fromisoformat(expected))

    @given(
        st.sampled_from([code for code, _label in rules.INTERVALS]),
        st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    )
    def test_next_report_properties(self, interval, today):
        """Never in the past, never farther than the interval, and itself a report day."""
        following = rules.next_report(interval, today)
        longest = {"week": 6, "month": 30, "quarter": 91}[interval]
        self.assertTrue(today <= following <= today + timedelta(days=longest))
        self.assertEqual(rules.next_report(interval, following), following)

    @given(
        st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=9),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    )
    def test_latest_properties(self, days, today):
        """At most one of a kind and audience, never of the future, and none newer was passed by."""
        occasions = [Occasion("propose", "employee", on) for on in days]
        due = rules.latest(occasions, today)
        self.assertLessEqual(len(due), 1)
        past = [on for on in days if on <= today]
        self.assertEqual([o.on for o in due], [max(past)] if past else [])

    def test_last_weekday(self):
        """Monday's summary is due from Monday to Sunday."""
        for today in range(5, 12):
            self.assertEqual(rules.last_weekday(0, date(2026, 1, today)), date(2026, 1, 5))

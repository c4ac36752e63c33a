import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..rules.objection_clock import lapsed, last_day

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


class TestClock(unittest.TestCase):
    """The window of an objection, in calendar or working days."""

    def test_fourteen_calendar_days(self):
        """Received on 4 January: the 18th is the last day."""
        self.assertEqual(last_day(date(2027, 1, 4)), date(2027, 1, 18))

    def test_working_days_skip_weekends_and_holidays(self):
        """Received on a Friday, five days, a holiday on Tuesday: the Monday of the week after."""
        end = last_day(date(2027, 1, 8), 5, "working", {date(2027, 1, 12)})
        self.assertEqual(end, date(2027, 1, 18))

    def test_last_day_still_counts(self):
        deadline = date(2027, 1, 18)
        self.assertFalse(lapsed(deadline, deadline))
        self.assertTrue(lapsed(deadline, deadline + timedelta(days=1)))
        self.assertFalse(lapsed(None, deadline))

    @given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=20))
    def test_working_window_is_never_shorter(self, received, days, holidays):
        """A window of working days ends no earlier, and has exactly so many of them."""
        calendar = last_day(received, days)
        working = last_day(received, days, "working", holidays)
        self.assertGreaterEqual(working, calendar)
        span = [received + timedelta(days=n + 1) for n in range((working - received).days)]
        counted = [day for day in span if day.weekday() < 5 and day not in holidays]
        self.assertEqual(len(counted), days)
        if days:
            self.assertEqual(counted[-1], working)

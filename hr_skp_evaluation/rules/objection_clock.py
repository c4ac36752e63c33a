"""The clock of an objection: from the day the result was received, in calendar or working days."""

from datetime import timedelta

CALENDAR, WORKING = "calendar", "working"
COUNTINGS = [(CALENDAR, "Calendar days"), (WORKING, "Working days")]
DEFAULT_DAYS = 14


def last_day(received, days=DEFAULT_DAYS, counting=CALENDAR, holidays=frozenset()):
    """Return the last day on which an objection can be filed; the day of receipt does not count.

    :param holidays: days that are no working days, besides Saturdays and Sundays

    >>> from datetime import date
    >>> last_day(date(2027, 1, 4)).isoformat()
    '2027-01-18'
    >>> last_day(date(2027, 1, 4), 5, 'working', {date(2027, 1, 6)}).isoformat()
    '2027-01-12'
    """
    if counting != WORKING:
        return received + timedelta(days=days)
    day = received
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day


def lapsed(deadline, today):
    """Tell whether the window has passed: the last day itself still counts.

    >>> from datetime import date
    >>> lapsed(date(2027, 1, 18), date(2027, 1, 18)), lapsed(date(2027, 1, 18), date(2027, 1, 19))
    (False, True)
    """
    return bool(deadline) and today > deadline

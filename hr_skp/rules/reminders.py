"""When somebody is reminded of what: the timetable of a plan, on plain data.

An *occasion* is a day on which somebody is to be told something.  It is due from that day on; of
several that passed (the server was off) only the newest is told, and none is told twice.

First the employee is asked to propose, before and at the deadline; a few days later his evaluator
is told, later the evaluator's superior.  A proposed plan that waits for its answer goes the same
way, one step up each time.  What nobody can read (no account) goes to the next one up at once.
"""

from datetime import date, timedelta
from typing import NamedTuple

from .calendar import MONTHS_OF
from .plan_states import DRAFT, PROPOSED, REVISING

#: How often progress is reported, as in the annex.
INTERVALS = [("week", "Weekly"), ("month", "Monthly"), ("quarter", "Quarterly")]
#: Weekly reports are due on Fridays.
FRIDAY = 4

DEFAULT_BEFORE = "14, 7, 1"
DEFAULT_WAIT_DAYS = 3
DEFAULT_ESCALATE_DAYS = 7

#: Whom a matter goes to, in this order, when the one meant cannot be reached.
LINE_UP = ("evaluator", "reviewer", "officer")


class Settings(NamedTuple):
    """Days before the deadline; days after which the evaluator, then the reviewer is told."""

    before: tuple = (14, 7, 1)
    wait: int = DEFAULT_WAIT_DAYS
    escalate: int = DEFAULT_ESCALATE_DAYS


class Plan(NamedTuple):
    """What the timetable needs to know of a plan; ``since``: when its present state began."""

    state: str
    since: date
    deadline: date | None = None
    revision: int = 0
    returned: bool = False


class Occasion(NamedTuple):
    """On ``on`` the ``audience`` is to be told of ``kind``."""

    kind: str
    audience: str
    on: date


def parse_days(text):
    """Return the days before a deadline, the farthest first.

    >>> parse_days("1, 14,7"), parse_days("")
    ((14, 7, 1), ())

    :raise ValueError: if something else than whole days up to a year stands there
    """
    days = {int(part) for part in (text or "").replace(";", ",").split(",") if part.strip()}
    if any(not 0 <= day <= 366 for day in days):
        raise ValueError(text)
    return tuple(sorted(days, reverse=True))


def plan_deadline(period_deadline, period_start, plan_start):
    """Return until when a plan is to be set: who begins later has as many days from then on.

    >>> plan_deadline(date(2026, 1, 31), date(2026, 1, 1), date(2026, 7, 1))
    datetime.date(2026, 7, 31)
    """
    if not period_deadline:
        return None
    return period_deadline + max(plan_start - period_start, timedelta())


def timetable(plan, settings):
    """Return every :class:`Occasion` of a plan that is not agreed, as long as nothing moves."""
    if plan.state == PROPOSED:
        return [
            Occasion("answer", "evaluator", _after(plan.since, settings.wait)),
            Occasion("answer", "reviewer", _after(plan.since, settings.escalate)),
        ]
    if plan.state not in (DRAFT, REVISING):
        return []
    in_time = plan.deadline and not plan.revision and plan.since <= plan.deadline
    occasions = _before_deadline(plan, settings) if in_time else []
    if plan.returned or not in_time:
        occasions.append(Occasion("propose", "employee", _after(plan.since, settings.wait)))
    if in_time:
        occasions += [
            Occasion("propose", "evaluator", _after(plan.deadline, settings.wait)),
            Occasion("propose", "reviewer", _after(plan.deadline, settings.escalate)),
        ]
    else:
        # The evaluator knows of it: he returned it, or it began under his eyes.
        occasions.append(Occasion("propose", "evaluator", _after(plan.since, settings.escalate)))
    return occasions


def _before_deadline(plan, settings):
    days = sorted({*settings.before, 0}, reverse=True)
    occasions = [
        Occasion("propose", "employee", plan.deadline - timedelta(days=count)) for count in days
    ]
    # What lay before the plan was the employee's to work on was never due.
    return [occasion for occasion in occasions if occasion.on >= plan.since]


def _after(day, count):
    return day + timedelta(days=count)


def latest(occasions, today):
    """Return of each kind and audience the newest occasion that has come, and no other.

    >>> days = [Occasion("propose", "employee", date(2026, 1, day)) for day in (17, 24, 30)]
    >>> [occasion.on.day for occasion in latest(days, date(2026, 1, 28))]
    [24]
    """
    newest = {}
    for occasion in sorted(occasions, key=lambda occasion: occasion.on):
        if occasion.on <= today:
            newest[occasion.kind, occasion.audience] = occasion
    return sorted(newest.values(), key=lambda occasion: occasion.on)


def reached(audience, users):
    """Return ``(audience, user ids)``: whom to tell, one up where nobody has an account.

    :param users: audience -> set of user ids; an evaluator who reviews himself is told once

    >>> reached("evaluator", {"evaluator": set(), "reviewer": {7}})
    ('reviewer', {7})
    """
    if audience not in LINE_UP:
        return audience, users.get(audience, set())
    told = set()
    for step in LINE_UP[: LINE_UP.index(audience)]:
        told |= users.get(step, set())
    for step in LINE_UP[LINE_UP.index(audience) :]:
        found = users.get(step, set()) - told
        if found:
            return step, found
    return audience, set()


def due(occasions, users, today):
    """Return ``[(occasion, user ids)]``: of what has come the newest for each kind and audience.

    Two steps that lead to the same people (nobody in between has an account) are one.

    >>> days = [Occasion("answer", "evaluator", date(2026, 1, 8)),
    ...         Occasion("answer", "reviewer", date(2026, 1, 12))]
    >>> [(found.audience, found.on.day) for found, _ids in due(days, {"officer": {4}}, date.max)]
    [('officer', 12)]
    """
    told = {}
    for occasion in latest(occasions, today):
        audience, user_ids = reached(occasion.audience, users)
        if user_ids:
            told[occasion.kind, audience] = occasion._replace(audience=audience), user_ids
    return list(told.values())


# ----------------------------------------------------------------
# REPORTS OF PROGRESS
# ----------------------------------------------------------------


def next_report(interval, day):
    """Return the first day from ``day`` on that a report is due: Friday, end of month or quarter.

    >>> next_report("month", date(2026, 2, 3)), next_report("week", date(2026, 2, 6))
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 6))
    """
    if interval == "week":
        return day + timedelta(days=(FRIDAY - day.weekday()) % 7)
    months = MONTHS_OF[interval]
    following = (day.month - 1) // months * months + months
    years, month = divmod(following, 12)
    return date(day.year + years, month + 1, 1) - timedelta(days=1)


def due_report(interval, today, start, end):
    """Return the newest day on which a report was due, or ``None``: between the plan's dates.

    The last report of a plan is due when it ends, whatever day that is.

    >>> due_report("quarter", date(2026, 7, 10), date(2026, 2, 1), date(2026, 12, 31))
    datetime.date(2026, 6, 30)
    """
    if today >= end >= start:
        return end
    due, day = None, start
    if interval == "week":
        day = max(start, today - timedelta(days=7))
    while (day := next_report(interval, day)) <= today:
        due, day = day, day + timedelta(days=1)
    return due


def last_weekday(weekday, today):
    """Return the newest day that was a ``weekday`` (0 Monday … 6 Sunday), today included.

    >>> last_weekday(0, date(2026, 1, 7))
    datetime.date(2026, 1, 5)
    """
    return today - timedelta(days=(today.weekday() - weekday) % 7)

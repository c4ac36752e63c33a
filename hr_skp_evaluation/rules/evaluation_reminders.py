"""When somebody is reminded of what in an evaluation: occasions on plain data.

As for plans (see ``hr_skp/rules/reminders.py``): an occasion is due from its day on, of several
that passed only the newest is told, none twice.
"""

from datetime import date, timedelta
from typing import NamedTuple

from odoo.addons.hr_skp.rules.reminders import Occasion

from .evaluation_states import FILED, FINALISED, OPEN, RATED, RECEIVED, SELF_REPORTED

#: So many days before the window of an objection closes.
WINDOW_DAYS = (7, 1)


class Evaluation(NamedTuple):
    """What the timetable needs to know of an evaluation; ``since``: when its state began."""

    state: str
    since: date
    fill_deadline: date | None = None
    rating_deadline: date | None = None
    objection_deadline: date | None = None


class Objection(NamedTuple):
    """What it needs to know of a pending objection."""

    state: str
    filed: date
    explain_until: date | None = None
    explained: date | None = None


def timetable(evaluation, settings):
    """Return every :class:`Occasion` of an evaluation, as long as nothing moves.

    >>> from odoo.addons.hr_skp.rules.reminders import Settings
    >>> received = Evaluation("received", date(2027, 1, 5), objection_deadline=date(2027, 1, 19))
    >>> [occasion.on.day for occasion in timetable(received, Settings())]
    [12, 18]
    """
    occasions = []
    if evaluation.state == OPEN:
        occasions += _before("selfreport", "employee", evaluation.fill_deadline, settings.before)
    if evaluation.state in (OPEN, SELF_REPORTED, RATED):
        days = _before("rate", "evaluator", evaluation.rating_deadline, settings.before)
        if evaluation.rating_deadline:
            days.append(_on("rate", "evaluator", evaluation.rating_deadline, settings.wait))
        # Of whom has not reported nobody is rated before the deadline of the report.
        occasions += [day for day in days if _is_rateable(evaluation, day)]
    if evaluation.state == FINALISED:
        occasions += [
            _on("receive", "employee", evaluation.since, 0),
            _on("receive", "employee", evaluation.since, settings.wait),
        ]
    if evaluation.state == RECEIVED:
        # Nobody is told of the window on the day on which he was shown it.
        occasions += [
            day
            for day in _before("window", "employee", evaluation.objection_deadline, WINDOW_DAYS, 1)
            if day.on > evaluation.since
        ]
    return [occasion for occasion in occasions if occasion.on >= evaluation.since]


def objection_timetable(objection, settings):
    """Return the occasions of an objection: to explain, then to decide.

    >>> from odoo.addons.hr_skp.rules.reminders import Settings
    >>> filed = Objection("filed", date(2027, 1, 12), date(2027, 1, 17))
    >>> [(day.kind, day.on.day) for day in objection_timetable(filed, Settings())]
    [('explain', 12), ('explain', 16), ('decide', 18), ('decide', 25)]
    """
    occasions, begin = [], objection.explained
    if objection.state == FILED:
        occasions.append(_on("explain", "evaluator", objection.filed, 0))
        if objection.explain_until:
            occasions.append(_on("explain", "evaluator", objection.explain_until, -1))
            # He may explain no longer than that; from then on it is decided without.
            begin = objection.explain_until + timedelta(days=1)
    if begin:
        occasions += [
            _on("decide", "decider", begin, 0),
            _on("decide", "decider", begin, settings.escalate),
        ]
    return [occasion for occasion in occasions if occasion.on >= objection.filed]


def proposal_timetable(proposed, settings):
    """Return the occasions of a proposal in calibration that waits for the evaluator's answer.

    >>> from odoo.addons.hr_skp.rules.reminders import Settings
    >>> [day.on.day for day in proposal_timetable(date(2027, 1, 12), Settings(wait=3))]
    [12, 15]
    """
    return [_on("proposal", "evaluator", proposed, days) for days in (0, settings.wait)]


def _is_rateable(evaluation, occasion):
    early = evaluation.fill_deadline and occasion.on <= evaluation.fill_deadline
    return evaluation.state != OPEN or not early


def _before(kind, audience, deadline, days, last=0):
    """Return the occasions before a deadline, and ``last`` days before it."""
    if not deadline:
        return []
    counts = sorted({*days, last}, reverse=True)
    return [_on(kind, audience, deadline, -count) for count in counts]


def _on(kind, audience, day, shift):
    return Occasion(kind, audience, day + timedelta(days=shift))

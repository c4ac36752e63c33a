"""What follows a low annual predicate: tracks, steps with their clocks, decisions.

=========  ==========================================================  ========================
track      opened by                                                   steps
=========  ==========================================================  ========================
jpt        Butuh Perbaikan, Kurang, Sangat Kurang                      improve, test
ja_jf      Kurang, Sangat Kurang                                       improve, test, placement
contract   Kurang, Sangat Kurang (PPPK)                                contract
=========  ==========================================================  ========================

A CPNS has no track: his trial year is decided on by other rules.  Each step is closed by a
decision with number and date; nothing closes by itself because a clock has run out.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from odoo.addons.hr_skp_evaluation.rules.codes import BUTUH_PERBAIKAN, KURANG, SANGAT_KURANG

JPT, JA_JF, CONTRACT = "jpt", "ja_jf", "contract"
TRACKS = [
    (JPT, "JPT: improvement, then another post"),
    (JA_JF, "JA and JF: improvement, then another post or discharge"),
    (CONTRACT, "PPPK: decision on the contract"),
]

LOW = frozenset({KURANG, SANGAT_KURANG})
#: track -> the annual predicates that open a case on it
OPENING = {JPT: LOW | {BUTUH_PERBAIKAN}, JA_JF: LOW, CONTRACT: LOW}

OPEN, IMPROVING, TESTING = "open", "improving", "testing"
PLACED, CLOSED, CANCELLED = "placed", "closed", "cancelled"
STATES = [
    (OPEN, "Open"),
    (IMPROVING, "Improving"),
    (TESTING, "Competency test"),
    (PLACED, "Temporarily placed"),
    (CLOSED, "Closed"),
    (CANCELLED, "Cancelled"),
]
RUNNING = frozenset({OPEN, IMPROVING, TESTING, PLACED})

START, IMPROVE, TEST, PLACEMENT = "start", "improve", "test", "placement"
STEPS = [
    (START, "Decision to begin"),
    (IMPROVE, "Six months to improve"),
    (TEST, "Competency test"),
    (PLACEMENT, "Temporary placement"),
    (CONTRACT, "Decision on the contract"),
]
#: step -> months that its clock runs; the others have none
CLOCKS = {IMPROVE: 6, PLACEMENT: 12}
STATE_OF = {START: OPEN, CONTRACT: OPEN, IMPROVE: IMPROVING, TEST: TESTING, PLACEMENT: PLACED}

OUTCOMES = [
    ("begin", "The improvement begins"),
    ("improved", "Improved"),
    ("not_improved", "Not improved"),
    ("fitting_post", "Another fitting post"),
    ("lower_post", "A lower post"),
    ("no_vacancy", "No vacancy: temporary placement"),
    ("placed", "A post became vacant"),
    ("discharge", "Honourable discharge"),
    ("extend", "The contract is extended"),
    ("end", "The contract is ended"),
]

#: track -> step -> outcome -> the next step, or None where the case is closed by it
TRANSITIONS = {
    JPT: {
        START: {"begin": IMPROVE},
        IMPROVE: {"improved": None, "not_improved": TEST},
        TEST: {"fitting_post": None, "lower_post": None},
    },
    JA_JF: {
        START: {"begin": IMPROVE},
        IMPROVE: {"improved": None, "not_improved": TEST},
        TEST: {"fitting_post": None, "lower_post": None, "no_vacancy": PLACEMENT},
        PLACEMENT: {"placed": None, "discharge": None},
    },
    CONTRACT: {CONTRACT: {"extend": None, "end": None}},
}
#: Decided only once the whole time has passed: nobody is deprived of a day to do better.
AFTER_CLOCK = frozenset({"not_improved", "discharge"})

CANCEL_REASONS = [
    ("objection", "The predicate no longer stands"),
    ("death", "Death"),
    ("retirement", "Retirement"),
    ("resignation", "Resignation"),
    ("error", "Opened by mistake"),
]

#: Before the end of a clock it is said that it nears; after it, that the decision is overdue.
SOON_DAYS, DECIDE_DAYS = 30, 14
RUNS, SOON, DUE, OVERDUE, PAUSED = "running", "soon", "due", "overdue", "paused"
STANDINGS = [
    (RUNS, "Running"),
    (SOON, "Ends soon"),
    (DUE, "To be decided"),
    (OVERDUE, "Overdue"),
    (PAUSED, "Paused"),
]


class Pause(NamedTuple):
    """The clock stands still from ``start`` until ``end``, on which it runs again."""

    start: date
    end: date


# ----------------------------------------------------------------------
# Who gets which track
# ----------------------------------------------------------------------


def track(asn_kind, group):
    """Return the track of somebody of this kind in this group of posts, or ``None``.

    >>> track('pns', 'jpt'), track('pns', 'jf'), track('pppk', 'jf'), track('cpns', 'ja')
    ('jpt', 'ja_jf', 'contract', None)
    """
    if asn_kind in ("pppk", "pppk_part_time"):
        return CONTRACT
    if asn_kind != "pns":
        return None
    return {"jpt": JPT, "ja": JA_JF, "jf": JA_JF}.get(group)


def opened_track(asn_kind, group, predicate):
    """Return the track on which this final annual predicate opens a case, or ``None``.

    >>> opened_track('pns', 'jpt', 'butuh_perbaikan'), opened_track('pns', 'ja', 'butuh_perbaikan')
    ('jpt', None)
    """
    which = track(asn_kind, group)
    return which if which and predicate in OPENING[which] else None


def first_step(which):
    """Return the step with which a case on this track begins.

    >>> first_step('jpt'), first_step('contract')
    ('start', 'contract')
    """
    return next(iter(TRANSITIONS[which]))


def outcomes(which, step):
    """Return the outcomes that a step may be closed with.

    >>> sorted(outcomes('jpt', 'test'))
    ['fitting_post', 'lower_post']
    """
    return TRANSITIONS[which].get(step, {})


# ----------------------------------------------------------------------
# Clocks
# ----------------------------------------------------------------------


def add_months(day, months):
    """Return the same day so many months later; where a month is shorter, its last day.

    >>> add_months(date(2027, 8, 31), 6).isoformat(), add_months(date(2027, 8, 29), 6).isoformat()
    ('2028-02-29', '2028-02-29')
    >>> add_months(date(2028, 2, 29), 12).isoformat()
    '2029-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def deadline(start, months, pauses=()):
    """Return the last day of a clock that began on ``start``: that day itself does not count.

    Each day on which it stood still is added at the end.

    :param pauses: pauses that do not overlap, in any order; one that begins after the end is late

    >>> deadline(date(2028, 3, 1), 6).isoformat()
    '2028-09-01'
    >>> deadline(date(2028, 3, 1), 6, [Pause(date(2028, 4, 1), date(2028, 4, 11))]).isoformat()
    '2028-09-11'
    """
    end = add_months(start, months)
    for pause in sorted(pauses):
        if pause.start <= end:
            end += max(pause.end - max(pause.start, start), timedelta())
    return end


def passed(end, today):
    """Tell whether a clock has run out; the last day itself still belongs to it.

    >>> passed(date(2028, 9, 1), date(2028, 9, 1)), passed(date(2028, 9, 1), date(2028, 9, 2))
    (False, True)
    """
    return bool(end) and today > end


def standing(end, today, is_paused=False):
    """Return where a clock stands on a day: ``running soon due overdue paused``, or ``None``.

    >>> end = date(2028, 9, 1)
    >>> [standing(end, date(2028, *day)) for day in ((3, 1), (8, 20), (9, 2), (9, 16))]
    ['running', 'soon', 'due', 'overdue']
    """
    if is_paused:
        return PAUSED
    if not end:
        return None
    if not passed(end, today):
        return SOON if today + timedelta(days=SOON_DAYS) >= end else RUNS
    return OVERDUE if passed(end + timedelta(days=DECIDE_DAYS), today) else DUE


# ----------------------------------------------------------------------
# Decisions
# ----------------------------------------------------------------------


def refusal(which, state, current, step, outcome, decided, *, begun, end=None, tested=False):
    """Return why a decision cannot be recorded (codes), or ``None``.

    ``state``: the case is closed; ``step``: another step is to be decided now; ``outcome``: the
    step knows no such; ``early``: the time given has not passed; ``before``: dated before the step
    began; ``test``: no competency test is recorded.

    :param current: the step that is to be decided now
    :param decided: date of the decision
    :param begun: day on which the step began
    :param end: last day of the step's clock
    """
    if state not in RUNNING:
        return "state"
    if step != current:
        return "step"
    if outcome not in outcomes(which, step):
        return "outcome"
    if decided < begun:
        return "before"
    if outcome in AFTER_CLOCK and not passed(end, decided):
        return "early"
    if step == TEST and not tested:
        return "test"
    return None


def following(which, step, outcome):
    """Return ``(next step or None, state of the case)`` after a decision.

    >>> following('ja_jf', 'test', 'no_vacancy'), following('jpt', 'improve', 'improved')
    (('placement', 'placed'), (None, 'closed'))
    """
    after = TRANSITIONS[which][step][outcome]
    return after, STATE_OF[after] if after else CLOSED

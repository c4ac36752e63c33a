"""Achievements: when one may be recorded, how numbers are written, when a report is due."""

import re
from datetime import timedelta

from odoo.addons.hr_skp.rules.plan_states import AGREED, PROPOSED, REVISING

NOT_STARTED, ON_TRACK, AT_RISK, DONE = "not_started", "on_track", "at_risk", "done"

#: Set by the person himself, never computed: no mark is a score.
MARKS = [
    (NOT_STARTED, "Not started"),
    (ON_TRACK, "On track"),
    (AT_RISK, "At risk"),
    (DONE, "Done"),
]

EVALUATOR, ASSIGNER = "evaluator", "assigner"
REPORTED_TO = [(EVALUATOR, "Evaluator"), (ASSIGNER, "Assigning official")]

#: A plan that was agreed goes on being worked on while its next revision is talked about.
RECORDING = frozenset({AGREED, REVISING, PROPOSED})

#: Days of the intervals in which one has agreed to account.
INTERVALS = {"week": 7, "month": 31, "quarter": 92}
#: A report is announced that many days before it is due.
ANNOUNCED = 3

_THOUSANDS = re.compile(r"^-?\d{1,3}(\.\d{3})+$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def may_record(state, revision):
    """Tell whether achievements of a plan may be recorded: it was agreed, and is not over.

    >>> may_record('draft', 0), may_record('agreed', 1), may_record('revising', 1)
    (False, True, True)
    """
    return bool(revision) and state in RECORDING


def date_refusal(date, start, end, today):
    """Return why an achievement cannot have this date: ``future`` or ``outside``, or None."""
    if date > today:
        return "future"
    if not start <= date <= end:
        return "outside"
    return None


def parse_number(text):
    """Return the number that an Indonesian writes, or None where it is none.

    >>> parse_number('12,5'), parse_number('1.250'), parse_number('1.250,75'), parse_number('12.5')
    (12.5, 1250.0, 1250.75, 12.5)
    """
    text = re.sub(r"\s", "", str(text or "")).rstrip("%")
    if "," in text:
        if "." in text.partition(",")[2] or text.count(",") > 1:
            # Written the English way: commas set off thousands.
            text = text.replace(",", "")
        else:
            text = text.replace(".", "").replace(",", ".")
    elif _THOUSANDS.match(text):
        text = text.replace(".", "")
    return float(text) if _NUMBER.match(text) and len(text) <= 18 else None


def format_number(value):
    """Return a number as an Indonesian writes it, without needless places.

    >>> format_number(12.5), format_number(1250.0), format_number(0.0)
    ('12,5', '1250', '0')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def next_report(interval, last):
    """Return the day on which the next report is due, ``interval`` after the last one."""
    return last + timedelta(days=INTERVALS[interval])


def is_announced(due, today):
    """Tell whether a report due on that day is already something to do."""
    return due - timedelta(days=ANNOUNCED) <= today

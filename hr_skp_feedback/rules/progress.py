"""Achievements: when one may be recorded, how numbers are written, when a report is due."""

import re
from datetime import date, timedelta  # noqa: F401  date: in the examples

from odoo.addons.hr_skp.rules.plan_states import AGREED, PROPOSED, REVISING
from odoo.addons.hr_skp.rules.reminders import INTERVALS as REPORT_INTERVALS
from odoo.addons.hr_skp.rules.reminders import MONTHS_OF_INTERVAL

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

#: The intervals in which one accounts, the shortest first.
INTERVALS = [code for code, _label in REPORT_INTERVALS]

_THOUSANDS = re.compile(r"^-?\d{1,3}(\.\d{3})+$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def may_record(state, revision):
    """Tell whether achievements of a plan may be recorded: it was agreed, and is not over.

    >>> may_record('draft', 0), may_record('agreed', 1), may_record('revising', 1)
    (False, True, True)
    """
    return bool(revision) and state in RECORDING


def date_refusal(day, start, end, today):
    """Return why an achievement cannot have this date: ``future`` or ``outside``, or None."""
    if day > today:
        return "future"
    if not start <= day <= end:
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


def is_reported(interval, due, last):
    """Tell whether the achievement of day ``last`` is the report that was due on ``due``.

    >>> is_reported('month', date(2026, 2, 28), date(2026, 2, 3))
    True
    """
    if not last:
        return False
    if interval == "week":
        return last > due - timedelta(days=7)
    first = due.month - (due.month - 1) % MONTHS_OF_INTERVAL[interval]
    return last >= due.replace(month=first, day=1)

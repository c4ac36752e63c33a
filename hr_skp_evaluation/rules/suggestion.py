"""What the guides of the regulation suggest as rating, and why: a suggestion, never a verdict.

"Most" is more than half, "few" at most a quarter.  Where no guide fits there is no suggestion.
A response is what the person then did about a remark, as marked: none, partial or full.
"""

from fractions import Fraction
from typing import NamedTuple

from .codes import ABOVE, AS, BELOW

MOST, FEW = Fraction(1, 2), Fraction(1, 4)


class Line(NamedTuple):
    """One rated result (``is_main``) or behaviour, and the marks of the remarks on it."""

    rating: str | None
    is_main: bool = True
    follow_ups: tuple = ()


class Reason(NamedTuple):
    """Why: a code with its figures, ``count`` of ``total``."""

    code: str
    count: int = 0
    total: int = 0


class Suggestion(NamedTuple):
    """``rating`` None: no guide fits; ``reasons`` say why, or why not."""

    rating: str | None
    reasons: tuple


def most(count, total):
    """Tell whether ``count`` is more than half of ``total``.

    >>> most(2, 4), most(3, 4), most(0, 0)
    (False, True, False)
    """
    return bool(total) and Fraction(count, total) > MOST


def few(count, total):
    """Tell whether ``count`` is at most a quarter of ``total`` (none always is).

    >>> few(1, 4), few(2, 4), few(0, 0)
    (True, False, True)
    """
    return not count or Fraction(count, total) <= FEW


def _unrated(lines):
    missing = sum(1 for line in lines if not line.rating)
    if not lines or missing:
        return Suggestion(None, (Reason("unrated", missing, len(lines)),))
    return None


def _count(lines, *ratings):
    return sum(1 for line in lines if line.rating in ratings)


def suggest_results(lines, further_follow_ups=()):
    """Return the :class:`Suggestion` for the rating of results.

    * above: most or all results above, no main result below, a positive response in part or full;
    * as: most or all at least as expected, only few main results below, a positive response;
    * below: most or all main results below, and remarks mostly or wholly without a response.

    :param further_follow_ups: marks of remarks on the whole, not on one result

    >>> suggest_results([Line('above', True, ('full',)), Line('above')]).rating
    'above'
    """
    lines = list(lines)
    if unrated := _unrated(lines):
        return unrated
    marks = [*further_follow_ups, *(mark for line in lines for mark in line.follow_ups)]
    main = [line for line in lines if line.is_main]
    above, total = _count(lines, ABOVE), len(lines)
    reached = _count(lines, ABOVE, AS)
    main_below = _count(main, BELOW)
    positive = sum(1 for mark in marks if mark in ("partial", "full"))
    response = Reason("response", positive, len(marks))
    below = Reason("main_below", main_below, len(main))
    if not marks:
        return Suggestion(None, (Reason("no_follow_up"),))
    if most(above, total) and not main_below and positive:
        return Suggestion(ABOVE, (Reason("above", above, total), below, response))
    if most(reached, total) and few(main_below, len(main)) and positive:
        return Suggestion(AS, (Reason("reached", reached, total), below, response))
    if most(main_below, len(main)) and most(len(marks) - positive, len(marks)):
        return Suggestion(BELOW, (below, response))
    return Suggestion(
        None, (Reason("no_guide"), Reason("reached", reached, total), below, response)
    )


def suggest_behaviour(lines, further_follow_ups=()):
    """Return the :class:`Suggestion` for the rating of behaviour.

    * above (consistently, for oneself and others): most above, none below, and remarks – if there
      are any – not mostly without a response;
    * as (for oneself): most at least as expected, only few below;
    * below (not yet): most below.

    >>> suggest_behaviour([Line('above')] * 4 + [Line('as')] * 3).rating
    'above'
    """
    lines = list(lines)
    if unrated := _unrated(lines):
        return unrated
    marks = [*further_follow_ups, *(mark for line in lines for mark in line.follow_ups)]
    total, above = len(lines), _count(lines, ABOVE)
    reached, below = _count(lines, ABOVE, AS), _count(lines, BELOW)
    positive = sum(1 for mark in marks if mark in ("partial", "full"))
    reasons = (Reason("response", positive, len(marks)),) if marks else ()
    if most(above, total) and not below and not most(len(marks) - positive, len(marks)):
        return Suggestion(ABOVE, (Reason("above", above, total), *reasons))
    if most(reached, total) and few(below, total):
        return Suggestion(
            AS, (Reason("reached", reached, total), Reason("below", below, total), *reasons)
        )
    if most(below, total):
        return Suggestion(BELOW, (Reason("below", below, total), *reasons))
    return Suggestion(
        None, (Reason("no_guide"), Reason("reached", reached, total), Reason("below", below, total))
    )

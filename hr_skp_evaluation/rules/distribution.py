"""The distribution patterns of SE MenPANRB 3/2023: a guideline, never a forced distribution.

The shares are defaults that an agency edits.  A maximum rounds down, a minimum up; "mostly" is
strictly the largest share; "some" is at least one.
"""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from .codes import (
    BAIK,
    BUTUH_PERBAIKAN,
    ISTIMEWA,
    KURANG,
    PREDICATES,
    SANGAT_BAIK,
    SANGAT_KURANG,
)

LARGEST, AT_MOST, AT_LEAST, SOME = "largest", "at_most", "at_least", "some"
BOUND_KINDS = [
    (LARGEST, "The largest share"),
    (AT_MOST, "At most"),
    (AT_LEAST, "At least"),
    (SOME, "At least one"),
]

#: A group smaller than this is warned about, never blocked.
SMALL_GROUP = 10
CODES = [code for code, _label in PREDICATES]


class Bound(NamedTuple):
    """One expectation of a pattern; ``predicates`` count together ("and/or")."""

    kind: str
    predicates: tuple
    share: int = 0


class Deviation(NamedTuple):
    """One bound that is not kept: how many there are, and how many there may or should be."""

    kind: str
    predicates: tuple
    count: int
    limit: int
    share: int


#: predicate of the unit -> the expectations for its people, as the regulation has them. What is
#: checked are the records installed from data/hr_skp_distribution_data.xml, which an agency edits
#: under Configuration; a test holds these to them.
PATTERNS = {
    ISTIMEWA: (
        Bound(LARGEST, (SANGAT_BAIK,)),
        Bound(AT_MOST, (SANGAT_BAIK,), 70),
    ),
    BAIK: (
        Bound(LARGEST, (BAIK,)),
        Bound(AT_MOST, (BAIK,), 70),
        Bound(SOME, (BUTUH_PERBAIKAN, KURANG)),
    ),
    BUTUH_PERBAIKAN: (
        Bound(AT_LEAST, (BUTUH_PERBAIKAN,), 60),
        Bound(AT_MOST, (SANGAT_BAIK,), 10),
    ),
    KURANG: (
        Bound(AT_LEAST, (KURANG,), 60),
        Bound(AT_LEAST, (BUTUH_PERBAIKAN,), 10),
        Bound(AT_MOST, (SANGAT_BAIK,), 10),
    ),
    SANGAT_KURANG: (
        Bound(AT_LEAST, (SANGAT_KURANG,), 60),
        Bound(AT_LEAST, (KURANG, BUTUH_PERBAIKAN), 10),
        Bound(AT_MOST, (SANGAT_BAIK,), 0),
    ),
}

#: The curve drawn for each pattern, in percent, best predicate first. The regulation gives no
#: such figures: they are ours, within the pattern's own bounds.
CURVES = {
    ISTIMEWA: (65, 25, 6, 3, 1),
    BAIK: (15, 65, 12, 6, 2),
    BUTUH_PERBAIKAN: (5, 15, 65, 10, 5),
    KURANG: (3, 12, 15, 65, 5),
    SANGAT_KURANG: (0, 5, 10, 20, 65),
}


def check(counts, bounds):
    """Return the :class:`Deviation` list of people ``counts`` (predicate -> number) from a pattern.

    Nobody counted deviates from nothing.

    >>> found = check({'baik': 32, 'butuh_perbaikan': 8}, PATTERNS['baik'])
    >>> [(d.kind, d.count, d.limit) for d in found]
    [('at_most', 32, 28)]
    """
    total = sum(counts.get(code, 0) for code in CODES)
    if not total:
        return []
    found = (_deviation(bound, counts, total) for bound in bounds)
    return [deviation for deviation in found if deviation]


def _deviation(bound, counts, total):
    count = sum(counts.get(code, 0) for code in bound.predicates)
    limit, kept = _LIMITS[bound.kind](bound, count, counts, total)
    if kept:
        return None
    return Deviation(bound.kind, tuple(bound.predicates), count, limit, bound.share)


def _largest(bound, count, counts, _total):
    others = max(counts.get(code, 0) for code in CODES if code not in bound.predicates)
    return others + 1, count > others


def _at_most(bound, count, _counts, total):
    limit = floor(Fraction(bound.share) * total / 100)
    return limit, count <= limit


def _at_least(bound, count, _counts, total):
    limit = ceil(Fraction(bound.share) * total / 100)
    return limit, count >= limit


def _some(_bound, count, _counts, _total):
    return 1, count >= 1


_LIMITS = {LARGEST: _largest, AT_MOST: _at_most, AT_LEAST: _at_least, SOME: _some}


def blocks(deviations, total):
    """Tell whether an agency that blocks deviations blocks this one: never a small group.

    >>> blocks(['any'], 9), blocks(['any'], 10), blocks([], 10)
    (False, True, False)
    """
    return bool(deviations) and total >= SMALL_GROUP

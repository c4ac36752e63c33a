"""The two quadrants of the regulation, cell by cell: of a person and of a unit (they differ)."""

from .codes import (
    ABOVE,
    AS,
    BAIK,
    BELOW,
    BUTUH_PERBAIKAN,
    ISTIMEWA,
    KURANG,
    SANGAT_BAIK,
    SANGAT_KURANG,
)

#: (rating of results, rating of behaviour) -> predicate of a person
PERSON = {
    (ABOVE, BELOW): KURANG,
    (ABOVE, AS): BAIK,
    (ABOVE, ABOVE): SANGAT_BAIK,
    (AS, BELOW): KURANG,
    (AS, AS): BAIK,
    (AS, ABOVE): BAIK,
    (BELOW, BELOW): SANGAT_KURANG,
    (BELOW, AS): BUTUH_PERBAIKAN,
    (BELOW, ABOVE): BUTUH_PERBAIKAN,
}

#: (rating of results, process) -> predicate of a unit
UNIT = {
    (ABOVE, KURANG): KURANG,
    (ABOVE, BAIK): BAIK,
    (ABOVE, SANGAT_BAIK): ISTIMEWA,
    (AS, KURANG): KURANG,
    (AS, BAIK): BAIK,
    (AS, SANGAT_BAIK): BAIK,
    (BELOW, KURANG): SANGAT_KURANG,
    (BELOW, BAIK): BUTUH_PERBAIKAN,
    (BELOW, SANGAT_BAIK): BUTUH_PERBAIKAN,
}

#: A leader's expectation on the second axis of the same quadrant.
EXPECTATION_AS_PROCESS = {ABOVE: SANGAT_BAIK, AS: BAIK, BELOW: KURANG}


def person_predicate(result, behaviour):
    """Return the predicate of a person, ``None`` while a rating is missing.

    >>> person_predicate('above', 'above'), person_predicate('above', 'below')
    ('sangat_baik', 'kurang')
    """
    return PERSON.get((result, behaviour))


def unit_predicate(result, process):
    """Return the predicate that results and process suggest for a unit, ``None`` if incomplete.

    >>> unit_predicate('above', 'sangat_baik'), unit_predicate('below', 'kurang')
    ('istimewa', 'sangat_kurang')
    """
    return UNIT.get((result, process))


def pk_predicate(achievement, expectation):
    """Return the predicate that PK achievement and the leader's expectation suggest for a unit.

    Both are rated above/as/below.  A helper only: the leader decides.

    >>> pk_predicate('above', 'above'), pk_predicate('as', 'above')
    ('istimewa', 'baik')
    """
    return UNIT.get((achievement, EXPECTATION_AS_PROCESS.get(expectation)))


def head_result_rating(predicate):
    """Return the rating of results that the head of a unit takes over from its predicate.

    >>> [head_result_rating(code) for code in ('istimewa', 'baik', 'kurang', None)]
    ['above', 'as', 'below', None]
    """
    if not predicate:
        return None
    return {ISTIMEWA: ABOVE, BAIK: AS}.get(predicate, BELOW)


def is_misconduct(result, behaviour):
    """Tell whether a person falls to "kurang" by behaviour alone.

    >>> is_misconduct('above', 'below'), is_misconduct('below', 'below')
    (True, False)
    """
    return PERSON.get((result, behaviour)) == KURANG

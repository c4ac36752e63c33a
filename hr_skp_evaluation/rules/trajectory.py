"""A unit's predicate of a term from its trajectory: where it stands against what was expected."""

from .codes import BAIK, BUTUH_PERBAIKAN, ISTIMEWA, KURANG, SANGAT_KURANG

EXCEEDS, MEETS, PROGRESSING = "exceeds", "meets", "progressing"
FAR_BELOW = "far_below"

#: Best first.
STANDINGS = [
    (EXCEEDS, "Exceeds the target"),
    (MEETS, "Meets the target"),
    (PROGRESSING, "Progressing, needs improvement"),
    ("below", "Below the target"),
    (FAR_BELOW, "Far below the target"),
]
PREDICATES = {
    EXCEEDS: ISTIMEWA,
    MEETS: BAIK,
    PROGRESSING: BUTUH_PERBAIKAN,
    "below": KURANG,
    FAR_BELOW: SANGAT_KURANG,
}
ORDER = [code for code, _label in STANDINGS]


def trajectory_predicate(standing):
    """Return the predicate of a unit that stands so against its trajectory.

    >>> trajectory_predicate('exceeds'), trajectory_predicate('far_below')
    ('istimewa', 'sangat_kurang')
    """
    return PREDICATES.get(standing)


def overall_standing(standings):
    """Return the standing that several milestones suggest together: the middle one.

    Of an even number the lower of the two in the middle, so that nothing is talked up; ``None``
    where no milestone was judged.

    >>> overall_standing(['exceeds', 'meets', 'below'])
    'meets'
    >>> overall_standing(['exceeds', 'meets'])
    'meets'
    """
    judged = sorted(ORDER.index(code) for code in standings if code)
    return ORDER[judged[len(judged) // 2]] if judged else None

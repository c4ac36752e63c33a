"""How evaluators compare: who judges more leniently, who more strictly than others do.

A view on what they decided, for a talk between them: nobody's rating follows from it.  What is
compared is the mean of the predicates' national numbers, 1 (very good) to 5 (very poor).
"""

from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from .codes import PREDICATE_NUMBERS

LENIENT, EVEN, STRICT, FEW, ALONE = "lenient", "even", "strict", "few", "alone"
#: A quarter of the step between two predicates is no difference worth a word.
TOLERANCE = Fraction(1, 4)
#: Of fewer people than this nothing is concluded.
ENOUGH = 3


class Standing(NamedTuple):
    """How one evaluator's people stand against a reference.

    ``difference`` in steps between predicates: above zero he judges better than the reference.
    """

    total: int
    mean: Fraction | None
    difference: Fraction | None
    verdict: str


def mean_number(counts):
    """Return the mean number of ``counts`` (predicate -> people or per cent), ``None`` of nobody.

    >>> mean_number({'sangat_baik': 1, 'baik': 3})
    Fraction(7, 4)
    """
    total = sum(counts.values())
    if not total:
        return None
    return Fraction(sum(PREDICATE_NUMBERS[code] * n for code, n in counts.items()), total)


def stand(counts, reference):
    """Return the :class:`Standing` of ``counts`` against ``reference``, both predicate -> number.

    >>> stand({'sangat_baik': 4}, {'baik': 10}).verdict, stand({'baik': 2}, {'baik': 10}).verdict
    ('lenient', 'few')
    """
    total, mean, other = sum(counts.values()), mean_number(counts), mean_number(reference)
    if mean is None or other is None:
        return Standing(total, mean, None, FEW if mean is None else ALONE)
    difference = other - mean
    if total < ENOUGH:
        return Standing(total, mean, difference, FEW)
    if abs(difference) < TOLERANCE:
        return Standing(total, mean, difference, EVEN)
    return Standing(total, mean, difference, LENIENT if difference > 0 else STRICT)


def compare(evaluators):
    """Return evaluator -> :class:`Standing` against the people of all the others.

    :param evaluators: evaluator -> (predicate -> people)

    >>> found = compare({'a': {'sangat_baik': 3}, 'b': {'baik': 6}})
    >>> found['a'].verdict, found['b'].verdict, compare({'a': {'baik': 3}})['a'].verdict
    ('lenient', 'strict', 'alone')
    """
    everybody = Counter()
    for counts in evaluators.values():
        everybody.update(counts)
    return {
        evaluator: stand(counts, {code: n - counts.get(code, 0) for code, n in everybody.items()})
        for evaluator, counts in evaluators.items()
    }


def expected(groups):
    """Return predicate -> weight that the patterns expect of people under several of them.

    :param groups: pairs (number of people, curve of their pattern in per cent)

    >>> expected([(2, {'baik': 100}), (1, {'sangat_baik': 50, 'baik': 50})])
    {'baik': 250, 'sangat_baik': 50}
    """
    weights = Counter()
    for people, curve in groups:
        for code, share in curve.items():
            weights[code] += people * share
    return dict(weights)

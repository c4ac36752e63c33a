"""What changed in a plan since it was last agreed: two snapshots compared, result by result."""

from typing import NamedTuple

#: What a reader would call a change of a result, and of one of its indicators.
RESULT_KEYS = ("kind", "name", "parent", "assigner", "perspective")
INDICATOR_KEYS = ("aspects", "name", "target", "uom")


class PlanDiff(NamedTuple):
    """Ids of results ``added`` and ``changed``; texts ``removed``; the former ``wording`` by id."""

    added: frozenset
    changed: frozenset
    removed: tuple
    wording: dict


NOTHING = PlanDiff(frozenset(), frozenset(), (), {})


def compare(before, after):
    """Return the :class:`PlanDiff` of two snapshots (schema 1).

    >>> one = {"id": 1, "name": "Laporan", "indicators": []}
    >>> found = compare({"results": [one]}, {"results": [{**one, "name": "Laporan rapi"}]})
    >>> sorted(found.changed), found.wording, found.removed
    ([1], {1: 'Laporan'}, ())
    >>> compare({"results": [one]}, {"results": []}).removed
    ('Laporan',)
    """
    former = {result["id"]: result for result in before.get("results") or ()}
    present = {result["id"]: result for result in after.get("results") or ()}
    kept = former.keys() & present.keys()
    changed = frozenset(key for key in kept if _essence(former[key]) != _essence(present[key]))
    return PlanDiff(
        added=frozenset(present.keys() - former.keys()),
        changed=changed,
        removed=tuple(former[key]["name"] for key in former if key not in present),
        wording={
            key: former[key]["name"]
            for key in changed
            if former[key]["name"] != present[key]["name"]
        },
    )


def _essence(result):
    """Return what a reader sees of a result; empty texts are alike however they are kept."""
    return (
        [result.get(key) or None for key in RESULT_KEYS],
        [
            [indicator.get(key) or None for key in INDICATOR_KEYS]
            for indicator in result.get("indicators") or ()
        ],
    )

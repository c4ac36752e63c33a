"""What changed in a plan between two snapshots: result by result, or change by change in words."""

import difflib
import re
from collections import Counter
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


# ------------------------------------------------------------
# CHANGE BY CHANGE
# ------------------------------------------------------------

PLAN_FIELDS = ("approach", "form", "date_start", "date_end")
PARTIES = ("employee", "evaluator", "reviewer")
PARTY_FIELDS = ("name", "number", "rank", "position", "unit")
COMPARED_RESULT_FIELDS = (*RESULT_KEYS, "cascade", "cascade_basis")
COMPARED_INDICATOR_FIELDS = (
    *INDICATOR_KEYS,
    "data_source",
    "control_level",
    "report_interval",
    "purpose",
    "definition",
    "formula",
    "trajectory",
)
COMMITMENTS = ("resource", "accountability", "consequence")

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Change(NamedTuple):
    """One change. ``field`` is empty where something came or went as a whole.

    ``subject`` names what it happened to: the text of a result or indicator, the code of a party,
    core value or kind of commitment.  Values are as the snapshot keeps them; ``None`` is nothing.
    """

    part: str
    action: str
    subject: str
    field: str
    before: object
    after: object


def diff(before, after):
    """Return the list of :class:`Change` between two snapshots (schema 1), in reading order.

    >>> measure = {"id": 5, "name": "Jumlah", "target": "4"}
    >>> one = {"id": 1, "name": "Laporan", "indicators": [measure]}
    >>> two = {**one, "indicators": [{**measure, "target": "5"}]}
    >>> [(c.part, c.action, c.subject, c.field, c.before, c.after)
    ...  for c in diff({"results": [one]}, {"results": [two]})]
    [('indicator', 'changed', 'Jumlah', 'target', '4', '5')]
    >>> diff({"results": [one]}, {"results": [one]})
    []
    """
    return [
        *_fields("plan", "", before, after, PLAN_FIELDS),
        *(
            change
            for party in PARTIES
            for change in _fields(
                "identity", party, before.get(party) or {}, after.get(party) or {}, PARTY_FIELDS
            )
        ),
        *_results(before.get("results") or (), after.get("results") or ()),
        *_behaviours(before.get("behaviours") or (), after.get("behaviours") or ()),
        *_commitments(before.get("commitments") or {}, after.get("commitments") or {}),
    ]


def _fields(part, subject, before, after, names):
    for name in names:
        # Empty texts are alike however they are kept.
        old, new = before.get(name) or None, after.get(name) or None
        if old != new:
            yield Change(part, CHANGED, subject, name, old, new)


def _results(before, after):
    for old, new in _pairs(before, after):
        name = (new or old)["name"]
        if old and new:
            yield from _fields("result", name, old, new, COMPARED_RESULT_FIELDS)
        else:
            yield _whole("result", name, old, new)
        yield from _indicators(
            (old or {}).get("indicators") or (), (new or {}).get("indicators") or ()
        )


def _indicators(before, after):
    for old, new in _pairs([*map(_measure, before)], [*map(_measure, after)]):
        name = (new or old)["name"]
        if old and new:
            yield from _fields("indicator", name, old, new, COMPARED_INDICATOR_FIELDS)
        else:
            yield _whole("indicator", name, old, new)


def _measure(indicator):
    """Return an indicator with its trajectory as term id -> expected value."""
    expected = {
        line["term_id"]: line["expected"]
        for line in indicator.get("milestones") or ()
        if line["expected"]
    }
    return {**indicator, "trajectory": expected}


def _pairs(before, after):
    """Match lines by id, then by text (a line restored has a new id); what is gone comes last."""
    old_ids = {line["id"]: line for line in before}
    matches = {line["id"]: old_ids.pop(line["id"]) for line in after if line["id"] in old_ids}
    old_names = {line["name"]: line for line in reversed(old_ids.values())}
    for line in after:
        if line["id"] not in matches and line["name"] in old_names:
            matches[line["id"]] = old_names.pop(line["name"])
            del old_ids[matches[line["id"]]["id"]]
    yield from ((matches.get(line["id"]), line) for line in after)
    yield from ((line, None) for line in old_ids.values())


def _whole(part, subject, old, new):
    action = REMOVED if old else ADDED
    return Change(part, action, subject, "", old and old["name"], new and new["name"])


def _behaviours(before, after):
    former = {line["code"]: line for line in before}
    present = {line["code"]: line for line in after}
    for code in {**former, **present}:
        yield from _fields(
            "behaviour", code, former.get(code) or {}, present.get(code) or {}, ("expectation",)
        )


def _commitments(before, after):
    for kind in COMMITMENTS:
        old, new = Counter(before.get(kind) or ()), Counter(after.get(kind) or ())
        gone, come = list((old - new).elements()), list((new - old).elements())
        reworded = min(len(gone), len(come))
        for text, other in zip(gone, come, strict=False):
            yield Change("commitment", CHANGED, kind, "name", text, other)
        for text in gone[reworded:]:
            yield Change("commitment", REMOVED, kind, "", text, None)
        for text in come[reworded:]:
            yield Change("commitment", ADDED, kind, "", None, text)


def mark_words(before, after):
    """Return both texts as lists of ``(words, differs)``, so that a reader sees what was touched.

    >>> mark_words("90 berkas", "95 berkas")
    ([('90', True), (' berkas', False)], [('95', True), (' berkas', False)])
    """
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, after))
    marked = ([], [])
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        for pieces, words in ((marked[0], old[old_from:old_to]), (marked[1], new[new_from:new_to])):
            if words:
                pieces.append(("".join(words), tag != "equal"))
    return marked

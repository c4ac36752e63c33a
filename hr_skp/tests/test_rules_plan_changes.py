import copy
import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules import plan_diff

words = st.text(alphabet="abc ", min_size=1, max_size=6)
maybe = st.none() | words


@st.composite
def lines(draw, **extra):
    """Lines with ids of their own, as results and indicators have them."""
    ids = draw(st.lists(st.integers(1, 6), unique=True, max_size=4))
    return [
        {"id": id_, "name": draw(words), **{k: draw(v) for k, v in extra.items()}} for id_ in ids
    ]


indicators = lines(
    target=maybe, aspects=st.lists(st.sampled_from(["quantity", "quality"]), max_size=2)
)
snapshots = st.fixed_dictionaries(
    {
        "approach": st.sampled_from(["quantitative", "qualitative"]),
        "employee": st.fixed_dictionaries({"name": words, "rank": maybe}),
        "evaluator": st.fixed_dictionaries({"name": words}) | st.just({}),
        "results": lines(
            kind=st.sampled_from(["main", "additional"]),
            parent=st.none() | st.fixed_dictionaries({"name": words, "indicator": words}),
            indicators=indicators,
        ),
        "behaviours": st.lists(st.sampled_from(["akuntabel", "adaptif"]), unique=True).flatmap(
            lambda codes: st.tuples(
                *(
                    st.fixed_dictionaries({"code": st.just(code), "expectation": maybe})
                    for code in codes
                )
            ).map(list)
        ),
        "commitments": st.fixed_dictionaries(
            {"resource": st.lists(words, max_size=3), "consequence": st.lists(words, max_size=3)}
        ),
    }
)

BASE = {
    "approach": "quantitative",
    "employee": {"name": "Ani", "rank": "Penata - III/c"},
    "results": [
        {
            "id": 1,
            "kind": "main",
            "name": "Laporan tersusun",
            "parent": {"name": "Layanan baik", "indicator": ""},
            "indicators": [{"id": 11, "name": "Jumlah laporan", "target": "10", "aspects": []}],
        },
        {"id": 2, "kind": "main", "name": "Arsip tertata", "indicators": []},
    ],
    "behaviours": [{"code": "akuntabel", "expectation": ""}],
    "commitments": {"resource": ["Laptop", "Mobil"]},
}


@tagged("post_install", "-at_install", "hr_skp")
class TestRulesPlanChanges(BaseCase):
    """What changed between two snapshots of a plan, told change by change."""

    def _diff(self, change):
        after = copy.deepcopy(BASE)
        change(after)
        return [tuple(found) for found in plan_diff.diff(BASE, after)]

    def test_examples_in_docstrings(self):
        """The examples in the rules are true."""
        found = doctest.testmod(plan_diff)
        self.assertTrue(found.attempted)
        self.assertFalse(found.failed)

    def test_each_kind_of_change(self):
        """One change in the snapshot is one readable change, with what it happened to."""
        result = "Laporan tersusun"
        cases = {
            "target": (
                lambda s: s["results"][0]["indicators"][0].update(target="12"),
                [("indicator", "changed", "Jumlah laporan", "target", "10", "12")],
            ),
            "wording": (
                lambda s: s["results"][0].update(name="Laporan rapi"),
                [("result", "changed", "Laporan rapi", "name", result, "Laporan rapi")],
            ),
            "link": (
                lambda s: s["results"][0].update(parent=None),
                [("result", "changed", result, "parent", BASE["results"][0]["parent"], None)],
            ),
            "removed": (
                lambda s: s["results"].pop(),
                [("result", "removed", "Arsip tertata", "", "Arsip tertata", None)],
            ),
            "added with indicator": (
                lambda s: s["results"].append(
                    {"id": 3, "name": "Baru", "indicators": [{"id": 31, "name": "Ukuran"}]}
                ),
                [
                    ("result", "added", "Baru", "", None, "Baru"),
                    ("indicator", "added", "Ukuran", "", None, "Ukuran"),
                ],
            ),
            "indicator removed": (
                lambda s: s["results"][0]["indicators"].clear(),
                [("indicator", "removed", "Jumlah laporan", "", "Jumlah laporan", None)],
            ),
            "trajectory": (
                lambda s: s["results"][0]["indicators"][0].update(
                    milestones=[
                        {"term_id": 7, "expected": "5"},
                        {"term_id": 8, "expected": ""},
                    ]
                ),
                [("indicator", "changed", "Jumlah laporan", "trajectory", None, {7: "5"})],
            ),
            "expectation": (
                lambda s: s["behaviours"][0].update(expectation="Terbuka"),
                [("behaviour", "changed", "akuntabel", "expectation", None, "Terbuka")],
            ),
            "commitment reworded": (
                lambda s: s["commitments"].update(resource=["Laptop", "Motor"]),
                [("commitment", "changed", "resource", "name", "Mobil", "Motor")],
            ),
            "commitment added": (
                lambda s: s["commitments"].update(consequence=["Teguran"]),
                [("commitment", "added", "consequence", "", None, "Teguran")],
            ),
            "identity": (
                lambda s: s["employee"].update(rank="Penata Tk. I - III/d"),
                [
                    (
                        "identity",
                        "changed",
                        "employee",
                        "rank",
                        "Penata - III/c",
                        "Penata Tk. I - III/d",
                    )
                ],
            ),
            "approach": (
                lambda s: s.update(approach="qualitative"),
                [("plan", "changed", "", "approach", "quantitative", "qualitative")],
            ),
        }
        for name, (change, expected) in cases.items():
            with self.subTest(name=name):
                self.assertEqual(self._diff(change), expected)

    def test_order_and_emptiness_are_no_change(self):
        """Another order, an empty text kept differently, a restored line's new id: no change."""

        def change(snapshot):
            snapshot["results"].reverse()
            snapshot["results"][1]["indicators"][0].update(id=99, data_source="")
            snapshot["behaviours"][0]["expectation"] = None
            snapshot["commitments"]["resource"].reverse()

        self.assertEqual(self._diff(change), [])

    @given(snapshots)
    def test_nothing_differs_from_itself(self, snapshot):
        """A snapshot compared with itself has no change."""
        self.assertEqual(plan_diff.diff(snapshot, copy.deepcopy(snapshot)), [])

    @given(snapshots, snapshots)
    def test_there_and_back(self, one, other):
        """Seen from the other side, what was added was removed, and each change is still one."""
        there, back = plan_diff.diff(one, other), plan_diff.diff(other, one)
        self.assertEqual(len(there), len(back))
        for action, opposite in (("added", "removed"), ("removed", "added")):
            came = sorted((c.part, c.after or c.before) for c in there if c.action == action)
            went = sorted((c.part, c.after or c.before) for c in back if c.action == opposite)
            self.assertEqual(came, went)

    @given(snapshots, st.sampled_from(["name", "kind"]), words)
    def test_what_the_portal_marks_is_told(self, snapshot, key, text):
        """Both ways of comparing see the same result changed."""
        after = copy.deepcopy(snapshot)
        for result in after["results"][:1]:
            result[key] = text
        marked = plan_diff.compare(snapshot, after).changed
        self.assertEqual(bool(marked), bool(plan_diff.diff(snapshot, after)))

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_marked_words_are_the_text(self, before, after):
        """Marking loses no character, and the parts that do not differ are alike on both sides."""
        old, new = plan_diff.mark_words(before, after)
        self.assertEqual("".join(text for text, _mark in old), before)
        self.assertEqual("".join(text for text, _mark in new), after)
        self.assertEqual(
            [text for text, differs in old if not differs],
            [text for text, differs in new if not differs],
        )

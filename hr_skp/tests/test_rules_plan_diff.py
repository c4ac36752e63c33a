import doctest

from odoo.tests import BaseCase, tagged

from ..rules import plan_diff


@tagged("post_install", "-at_install", "hr_skp")
class TestRulesPlanDiff(BaseCase):
    """What a reader calls a change between two snapshots of a plan."""

    def result(self, number, **vals):
        measure = {"aspects": ["quantity"], "name": "Jumlah", "target": "10", "uom": "laporan"}
        return {"id": number, "kind": "main", "name": "Laporan", "indicators": [measure], **vals}

    def compare(self, before, after):
        return plan_diff.compare({"results": before}, {"results": after})

    def test_doctests(self):
        """The examples in the docstrings hold."""
        self.assertEqual(doctest.testmod(plan_diff).failed, 0)

    def test_nothing_changed(self):
        """The same content is no change, however blanks are kept and whatever ids lines have."""
        before = self.result(1, assigner="", parent=None, sequence=1)
        after = self.result(1, assigner=None, sequence=7)
        after["indicators"] = [{**after["indicators"][0], "id": 99, "data_source": "x"}]
        self.assertEqual(self.compare([before], [after]), plan_diff.NOTHING)

    def test_added_changed_removed(self):
        """By id, with the former wording and the text of what is gone."""
        found = self.compare(
            [self.result(1), self.result(2, name="Hilang"), self.result(3)],
            [self.result(1, name="Laporan rapi"), self.result(3), self.result(4)],
        )
        self.assertEqual(found.added, {4})
        self.assertEqual(found.changed, {1})
        self.assertEqual(found.wording, {1: "Laporan"})
        self.assertEqual(found.removed, ("Hilang",))

    def test_a_measure_counts(self):
        """Another target, unit, aspect, a further indicator or another leader's result."""
        base = self.result(1)
        measure = base["indicators"][0]
        others = [
            {"indicators": [{**measure, "target": "12"}]},
            {"indicators": [{**measure, "uom": "berkas"}]},
            {"indicators": [{**measure, "aspects": ["quality"]}]},
            {"indicators": [measure, measure]},
            {"parent": {"name": "Milik atasan", "indicator": ""}},
            {"kind": "additional"},
        ]
        for vals in others:
            with self.subTest(vals=vals):
                found = self.compare([base], [self.result(1, **vals)])
                self.assertEqual(found.changed, {1})
                self.assertEqual(found.wording, {})

"""What a signature covers, and codes: pure Python, no database."""

import doctest
from copy import deepcopy

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report.documents import labels
from odoo.addons.hr_skp.rules import signing

from . import document_samples as samples


@tagged("post_install", "-at_install", "hr_skp")
class TestRulesSigning(BaseCase):
    def content(self):
        return samples.snapshot(
            results=[samples.result("Laporan", [samples.indicator("Jumlah", "10 – 12")])],
            behaviours=[{"code": "loyal", "name": "Loyal", "guides": ["a"], "expectation": ""}],
            commitments={"resource": ["Mobil"], "accountability": [], "consequence": []},
        )

    def test_doctests(self):
        self.assertEqual(doctest.testmod(signing).failed, 0)
        self.assertEqual(doctest.testmod(labels).failed, 0)

    def test_every_term_counts(self):
        """Changing anything that the two agree on changes the hash."""

        def change(path, value):
            content = deepcopy(self.content())
            target = content
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = value
            return signing.content_hash(content)

        changes = [
            (("year",), 2027),
            (("date_end",), "2026-06-30"),
            (("approach",), "qualitative"),
            (("revision",), 2),
            (("agency", "name"), "Lain"),
            (("employee", "rank"), "Penata - III/c"),
            (("evaluator", "name"), "Lain"),
            (("results", 0, "name"), "Laporan rapi"),
            (("results", 0, "indicators", 0, "target"), "5 – 6"),
            (("results", 0, "indicators"), []),
            (("behaviours", 0, "expectation"), "Tertib"),
            (("commitments", "resource"), []),
        ]
        hashes = {change(path, value) for path, value in changes}
        self.assertEqual(len(hashes), len(changes))
        self.assertNotIn(signing.content_hash(self.content()), hashes)

    def test_what_is_quoted_or_follows_does_not_count(self):
        """Another's edit, or the agreement itself, undoes no signature."""
        before = signing.content_hash(self.content())
        content = self.content()
        content["state"], content["agreed_on"] = "proposed", None
        content["agency"]["letterhead"] = ["Jalan baru"]
        content["behaviours"][0]["guides"] = ["b"]
        content["results"][0]["parent"] = {"name": "Hasil pimpinan", "indicator": ""}
        content["signatures"] = {"employee": {"refused": True}}
        self.assertEqual(signing.content_hash(content), before)

    def test_codes(self):
        """Codes differ, are read as typed, and nothing else is taken for one."""
        codes = {signing.make_code() for _at in range(200)}
        self.assertEqual(len(codes), 200)
        for code in codes:
            self.assertEqual(signing.read_code(signing.show_code(code).lower()), code)
        for wrong in ("", None, "0", "K7QF2M9X8RTA4HN", "K7QF2M9X8RTA4HN00", "K7QF2M9X8RTA4H%0"):
            self.assertEqual(signing.read_code(wrong), "")

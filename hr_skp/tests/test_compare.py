from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestCompare(SkpCommon):
    """Two revisions side by side: what it says, who may read it, and that it is only text."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.result = cls.add_result("staff", "Laporan tersusun")
        cls.plan_1 = cls.bring_to("staff", "revising")
        cls.result.name = "Laporan tersusun rapi"
        cls.result.indicator_ids.target = "12"
        cls.add_result("staff", "Arsip tertata")
        cls.env["hr.skp.commitment"].create(
            {"skp_id": cls.plan_1.id, "kind": "resource", "name": "Laptop"}
        )
        cls.plan_1.behaviour_ids[0].expectation = "Lebih tanggap"

    def open(self, action, role="staff"):
        """Return the comparison that a button of the first revision opens for a role."""
        revision = self.plan_1.revision_ids.filtered(lambda r: r.number == 1)
        found = getattr(revision.with_user(self.users[role]), action)()
        return self.wizard(found["res_id"], role)

    def wizard(self, wizard_id, role):
        """Return a comparison as a role reads it, in the language of the sources."""
        wizards = self.env["hr.skp.compare"].with_user(self.users[role])
        return wizards.with_context(lang="en_US").browse(wizard_id)

    def test_with_present(self):
        """Each change is told with its words before and after, marked where they differ."""
        html = self.open("action_compare_present").comparison
        for text in (
            "Laporan tersusun",
            "<ins> rapi</ins>",
            "<del>10 – </del>12",
            "Arsip tertata",
            "Result added",
            "Laptop",
            "Resource support",
            "Lebih tanggap",
            "Berorientasi Pelayanan",
        ):
            with self.subTest(text=text):
                self.assertIn(text, html)
        self.assertNotIn("<del>Laporan", html)

    def test_with_previous(self):
        """Once agreed again, the second revision is compared with the first."""
        self.plan("staff", "staff").action_propose()
        self.plan("staff", "kasi").action_agree()
        second = self.plan_1.revision_ids.filtered(lambda r: r.number == 2)
        action = second.with_user(self.users["kasi"]).action_compare_previous()
        wizard = self.wizard(action["res_id"], "kasi")
        self.assertEqual((wizard.before_id.number, wizard.after_id.number), (1, 2))
        self.assertIn("Arsip tertata", wizard.comparison)
        with Form(wizard) as form:
            form.before_id = second
            self.assertIn("Nothing differs", form.comparison)

    def test_given_up_revision_differs_in_nothing(self):
        """After a revision is given up, the plan is again what was agreed."""
        self.plan("staff", "staff").action_cancel_revision()
        self.assertIn("Nothing differs", self.open("action_compare_present").comparison)

    def test_codes_are_words(self):
        """Codes, dates and links are shown as people read them."""
        above = self.add_result("kasi", "Hasil atasan")
        self.result.write({"parent_id": above.id, "cascade": "direct", "cascade_basis": "area"})
        self.result.indicator_ids.write({"second_aspect": "quality"})
        self.plan_1.approach = "qualitative"
        term = self.period.term_ids[0]
        self.env["hr.skp.milestone"].create(
            {"indicator_id": self.result.indicator_ids.id, "term_id": term.id, "expected": "3"}
        )
        html = self.open("action_compare_present").comparison
        for text in (
            "Hasil atasan",
            "Direct",
            "Area",
            "Quantity",
            "Quality",
            "Qualitative",
            f"{term.name}: 3",
        ):
            with self.subTest(text=text):
                self.assertIn(text, html)
        self.assertNotIn("non_direct", html)

    def test_it_is_only_text(self):
        """What somebody typed into a plan stays text in the comparison."""
        self.result.name = "<script>alert(1)</script><b>tebal</b>"
        html = self.open("action_compare_present").comparison
        self.assertNotIn("<script", html)
        self.assertNotIn("<b>", html)
        self.assertIn("&lt;b&gt;tebal", html)

    def test_read_with_the_plan(self):
        """Who reads the plan compares; a colleague, a stranger or another's comparison: no."""
        for role in ("staff", "kasi", "kabid", "officer", "auditor"):
            with self.subTest(role=role):
                self.assertIn("Laptop", self.open("action_compare_present", role).comparison)
        for role in ("teman", "ketua", "hr"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.open("action_compare_present", role)
        mine = self.open("action_compare_present", "staff")
        with self.assertRaises(AccessError):
            mine.with_user(self.users["kasi"]).read(["comparison"])

    def test_revisions_of_one_plan_only(self):
        """Two people's plans are not compared, and another's revision is not reached by RPC."""
        self.bring_to("teman", "agreed")
        other = self.plans["teman"].revision_ids
        mine = self.open("action_compare_present", "kasi")
        with self.assertRaises(ValidationError):
            mine.after_id = other
        with self.assertRaises(AccessError):
            self.open("action_compare_present", "staff").after_id = other
        with self.assertRaises(AccessError):
            self.env["hr.skp.compare"].with_user(self.users["staff"]).create(
                {"before_id": other.id}
            )

    def test_closed_to_who_lost_the_plan(self):
        """A comparison opened while one read the plan does not outlive the role."""
        mine = self.open("action_compare_present", "kabid")
        self.assertIn("Laptop", mine.comparison)
        self.bidang.manager_id = False
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            mine.read(["comparison"])

from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalOrder(PortalCommon):
    """The order of results and the manual of a JPT's indicators, on the portal."""

    def test_results_are_put_in_order(self):
        """A result goes to the place asked for among its kind; asked twice it stays there."""
        plan = self.plan("warga")
        first, second, third = (self.add_result("warga", name) for name in ("A", "B", "C"))
        other = self.add_result("warga", "D", kind="additional")
        self.log_in("warga")
        self.assertIn("o_skp_up", self.page(f"/my/skp/{plan.id}"))
        for _time in range(2):
            answer = self.ask(plan, "reorder", record_id=third.id, position=0)
            self.assertEqual(answer["order"], [third.id, first.id, second.id])
        self.env.invalidate_all()
        self.assertEqual(plan.result_ids - other, third + first + second)
        answer = self.ask(plan, "reorder", record_id=third.id, position=99)
        self.assertEqual(answer["order"], [first.id, second.id, third.id])
        self.ask(plan, "reorder", record_id=other.id, position="x")

    def test_only_ones_own_draft(self):
        """Neither another's result nor one of a plan that is agreed is moved."""
        plan, foreign = self.plan("warga"), self.add_result("staff")
        mine = self.add_result("warga")
        self.log_in("warga")
        self.refused(plan, "reorder", record_id=foreign.id, position=0)
        self.refused(self.plan("staff"), "reorder", record_id=foreign.id, position=0)
        self.bring_to("warga", "agreed")
        self.refused(plan, "reorder", record_id=mine.id, position=0)
        self.assertNotIn("o_skp_up", self.page(f"/my/skp/{plan.id}"))

    def test_manual_of_a_jpt(self):
        """A JPT writes the manual of his indicators; an unknown level is refused."""
        plan, indicator = self.plan("kadis"), self.add_result("kadis").indicator_ids
        self.log_in("kadis")
        self.assertIn("o_skp_manual", self.page(f"/my/skp/{plan.id}"))
        values = {
            "purpose": "Mengukur kebersihan kota",
            "definition": "Nilai rata-rata",
            "formula": "Jumlah / titik pantau",
            "data_source": "Laporan pemantauan",
            "control_level": "outcome",
            "report_interval": "quarter",
        }
        for field, value in values.items():
            self.ask(
                plan, "save", kind="indicator", record_id=indicator.id, field=field, value=value
            )
        self.env.invalidate_all()
        self.assertRecordValues(indicator, [values])
        self.refused(
            plan,
            "save",
            kind="indicator",
            record_id=indicator.id,
            field="control_level",
            value="tidak ada",
        )
        self.bring_to("kadis", "agreed")
        self.assertIn("Mengukur kebersihan kota", self.page(f"/my/skp/{plan.id}"))

    def test_no_manual_elsewhere(self):
        """JA and JF have no manual on their page."""
        self.add_result("warga")
        self.log_in("warga")
        self.assertNotIn("o_skp_manual", self.page(f"/my/skp/{self.plan('warga').id}"))

    def test_latest_year_first(self):
        """Of somebody's plans the latest year comes first, in lists and on his leader's page."""
        before = self._create_period(2025)
        person = self.people["warga"]
        self.env["hr.skp"].create({"employee_id": person.id, "period_id": before.id})
        plans = self.env["hr.skp"].search([("employee_id", "=", person.id)])
        self.assertEqual(plans.mapped("period_id.year"), [2026, 2025])
        self.log_in("kasi")
        page = self.page("/my/skp/content")
        self.assertLess(page.index("SKP 2026 ·"), page.index("SKP 2025 ·"))

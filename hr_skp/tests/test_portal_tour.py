from odoo.tests import HttpCase, tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalTour(HttpCase, SkpCommon):
    """An employee's way on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_portal_plan_tour(self):
        """From the task to the proposed plan: what was typed on the phone is in the database."""
        above = self.add_result("kasi", "Layanan kepegawaian terselenggara")
        self.start_tour("/my/skp", "hr_skp_portal_plan", login="uji_warga")
        plan = self.plans["warga"]
        self.assertEqual(plan.state, "proposed")
        self.assertRecordValues(
            plan.result_ids,
            [
                {
                    "name": "Usulan kenaikan pangkat disusun akurat",
                    "kind": "main",
                    "parent_id": above.id,
                }
            ],
        )
        self.assertRecordValues(
            plan.result_ids.indicator_ids, [{"name": "Jumlah usulan", "target": "10 – 12"}]
        )

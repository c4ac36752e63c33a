from odoo.http import Request
from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalCopy(PortalCommon):
    """``/my/skp/<id>/copy``: last year's plan is shown first, then taken over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.above = cls.add_result("kasi", "Layanan kepegawaian tepat waktu")
        cls.add_result("warga", "Usulan tersusun", parent_id=cls.above.id)
        cls.env["hr.skp.commitment"].create(
            {"skp_id": cls.plans["warga"].id, "kind": "accountability", "name": "Tiap bulan"}
        )
        cls.former = dict(cls.plans)
        cls.period = cls._create_period(2027)
        cls._create_plans()

    def take_over(self, plan):
        data = {"csrf_token": Request.csrf_token(self)}
        return self.url_open(f"/my/skp/{plan.id}/copy", data=data)

    def test_preview_and_copy(self):
        """The page names what comes over and what no longer fits; only confirming writes."""
        plan = self.plan("warga")
        self.log_in("warga")
        self.assertIn("o_skp_copy", self.page(f"/my/skp/{plan.id}"))
        text = self.page(f"/my/skp/{plan.id}/copy")
        for part in ("Usulan tersusun", "Jumlah laporan: 10 – 12", "Tiap bulan", self.above.name):
            self.assertIn(part, text)
        self.assertFalse(plan.result_ids, "a look changes nothing")
        answer = self.take_over(plan)
        self.assertTrue(answer.url.endswith(f"/my/skp/{plan.id}"))
        self.env.invalidate_all()
        self.assertEqual(plan.result_ids.name, "Usulan tersusun")
        self.assertEqual(plan.commitment_ids.name, "Tiap bulan")
        self.assertNotIn("o_skp_copy", self.page(f"/my/skp/{plan.id}"))
        self.take_over(plan)
        self.env.invalidate_all()
        self.assertEqual(len(plan.result_ids), 1, "once")

    def test_only_into_an_empty_draft_of_ones_own(self):
        """Neither into a plan with results, nor for a colleague, nor without an earlier plan."""
        self.log_in("warga")
        for key in ("staff", "kasi"):
            with self.subTest(key=key):
                answer = self.take_over(self.plan(key))
                self.assertTrue(answer.url.endswith("/my/skp"))
                self.env.invalidate_all()
                self.assertFalse(self.plan(key).result_ids)
        self.add_result("warga", "Sudah ada")
        self.page(f"/my/skp/{self.plan('warga').id}/copy")
        self.take_over(self.plan("warga"))
        self.env.invalidate_all()
        self.assertEqual(self.plan("warga").result_ids.name, "Sudah ada")

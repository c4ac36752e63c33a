from odoo.tests import freeze_time, tagged

from odoo.addons.hr_skp.tests.reminder_common import ReminderCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgressDue(ReminderCommon):
    """Whoever recorded an achievement in the interval has reported, and is not asked to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency.write({"skp_remind_propose": False, "skp_remind_digest": False})
        cls.results = {}
        for key in ("warga", "staff"):
            cls.results[key] = cls.add_result(key)
            cls.env["hr.skp.commitment"].create(
                {
                    "skp_id": cls.plans[key].id,
                    "kind": "accountability",
                    "name": "Laporan",
                    "interval": "month",
                }
            )
            with freeze_time("2026-02-02 03:00:00"):
                cls.bring_to(key, "agreed")

    def record(self, key, day):
        with freeze_time(f"{day} 03:00:00"):
            entries = self.env["hr.skp.progress"].with_user(self.users[key])
            entries.create({"result_id": self.results[key].id, "name": "Selesai"})

    def test_mail(self):
        """Of two people the one who recorded nothing this month is reminded."""
        self.record("warga", "2026-02-10")
        self.assertEqual(self.told(self.run_cron("2026-02-27")), {("staff", "report_employee"): 1})
        self.record("staff", "2026-03-05")
        self.assertEqual(self.told(self.run_cron("2026-03-30")), {("warga", "report_employee"): 1})

    def test_task(self):
        """The task of the portal leads to the results, and goes with the first achievement."""
        plan = self.plan("warga", "warga")

        def tasks():
            with freeze_time("2026-03-02 03:00:00"):
                return {t["code"]: t["url"] for t in plan._prepare_portal_tasks()}

        self.assertEqual(tasks()["report"], f"/my/skp/{plan.id}/progress")
        self.record("warga", "2026-03-02")
        self.assertNotIn("report", tasks())

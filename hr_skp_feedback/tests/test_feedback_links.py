from odoo.tests import tagged

from odoo.addons.hr_skp.tests.link_guard_common import SECRET, LinkGuardCommon

OURS = ("hr.skp.feedback", "hr.skp.development", "hr.skp.development.close")


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackLinks(LinkGuardCommon):
    """A link that a client gives while he fills in feedback or an agreed action tells nothing."""

    addon = "hr_skp_feedback"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan_id, name = cls.plans["kasi"].id, f"{SECRET} kata"
        cls.foreign["hr.skp.feedback"] = cls.env["hr.skp.feedback"].create(
            {"skp_id": plan_id, "name": name}
        )
        cls.foreign["hr.skp.development"] = cls.env["hr.skp.development"].create(
            {"skp_id": plan_id, "name": name, "date_due": f"{cls.period.year}-12-31"}
        )

    @classmethod
    def _create_period(cls, year=None):
        return super()._create_period(year or cls.env.cr.now().year)

    def _models(self, user):
        return (model for model in super()._models(user) if model._name in OURS)

    def test_forms_and_saving(self):
        """Neither new, changed, defaulted nor saved does a foreign link say whose it is."""
        for key in ("ketua", "anggota", "stranger"):
            with self.subTest(key=key):
                self._try(key, self._form_steps)
                self._try(key, self._save_steps)

from odoo.tests import tagged

from odoo.addons.hr_skp.tests.link_guard_common import SECRET, LinkGuardCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgressLinks(LinkGuardCommon):
    """A link that a client gives while he fills in an achievement tells nothing of it."""

    addon = "hr_skp_feedback"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign["hr.skp.progress"] = cls.env["hr.skp.progress"].create(
            {"result_id": cls.result.id, "name": f"{SECRET} capaian"}
        )

    @classmethod
    def _create_period(cls, year=None):
        return super()._create_period(year or cls.env.cr.now().year)

    def _models(self, user):
        return (model for model in super()._models(user) if model._name == "hr.skp.progress")

    def test_forms_and_saving(self):
        """Neither new, changed, defaulted nor saved does a foreign link say whose it is."""
        for key in ("teman", "warga", "stranger"):
            with self.subTest(key=key):
                self._try(key, self._form_steps)
                self._try(key, self._save_steps)

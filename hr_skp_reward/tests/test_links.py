from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.hr_skp.tests.link_guard_common import SECRET, LinkGuardCommon

from .reward_common import RewardCommon


@tagged("post_install", "-at_install", "hr_skp_reward")
class TestRewardLinks(LinkGuardCommon, RewardCommon):
    """A form of this addon tells a stranger nothing of a case, an award or a list that he links."""

    addon = "hr_skp_reward"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2028-02-01 03:00:00"):
            evaluation = cls.final("kasi", 2027, "kurang")
            cls.follow_up()
        case = cls.case("kasi")
        target = cls.env["hr.skp.improvement"].create(
            {
                "sanction_id": case.id,
                "name": f"{SECRET} sasaran",
                "target": f"{SECRET} target",
                "date_due": "2028-06-01",
            }
        )
        award = cls.env["hr.skp.award"].create(
            {"employee_id": cls.people["kasi"].id, "name": f"{SECRET} piagam"}
        )
        basis = cls.env["hr.skp.allowance"].create(
            {
                "name": f"{SECRET} daftar",
                "company_id": cls.agency.id,
                "term_id": evaluation.term_id.id,
            }
        )
        cls.foreign |= {
            "hr.skp.evaluation": evaluation,
            "hr.skp.sanction": case,
            "hr.skp.sanction.step": case.step_ids,
            "hr.skp.improvement": target,
            "hr.skp.award": award,
            "hr.skp.allowance": basis,
        }
        cls.env.flush_all()

    def test_forms(self):
        """Filling in a form, as a colleague, as a portal user and as another agency's officer."""
        for key in ("teman", "warga", "stranger"):
            self._try(key, self._form_steps)

    def test_saving(self):
        """Saving, as the same three."""
        for key in ("teman", "warga", "stranger"):
            self._try(key, self._save_steps)

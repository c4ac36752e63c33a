from odoo.tests import tagged

from odoo.addons.hr_skp.tests.link_guard_common import SECRET, LinkGuardCommon


@tagged("post_install", "-at_install", "hr_skp_reward")
class TestRewardLinks(LinkGuardCommon):
    """A link that a client gives in a form of the follow-up tells nothing of somebody's case.

    kasi has a case, an award and what is to improve; those who try are as everywhere.
    """

    addon = "hr_skp_reward"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan, term = cls.plans["kasi"], cls.period.term_ids.filtered(lambda t: t.kind == "final")
        person = {"employee_id": cls.people["kasi"].id, "company_id": cls.agency.id}
        evaluation = cls.env["hr.skp.evaluation"].create(
            {
                **person,
                "skp_id": plan.id,
                "term_id": term.id,
                "employee_name": f"{SECRET} nama",
                "date_start": plan.date_start,
                "date_end": plan.date_end,
            }
        )
        case = cls.env["hr.skp.sanction"].create(
            {
                **person,
                "evaluation_id": evaluation.id,
                "year": cls.period.year,
                "predicate": "kurang",
                "track": "ja_jf",
                "opened_on": f"{cls.period.year + 1}-02-01",
            }
        )
        improvement = cls.env["hr.skp.improvement"].create(
            {
                "sanction_id": case.id,
                "name": f"{SECRET} perbaikan",
                "target": f"{SECRET} target",
                "date_due": f"{cls.period.year + 1}-06-01",
            }
        )
        award = cls.env["hr.skp.award"].create(
            {"employee_id": cls.people["kasi"].id, "grounds": f"{SECRET} alasan"}
        )
        cls.foreign |= {
            "hr.skp.evaluation": evaluation,
            "hr.skp.sanction": case,
            "hr.skp.improvement": improvement,
            "hr.skp.award": award,
        }

    def test_forms_and_saving(self):
        """Neither new, changed, defaulted nor saved does a foreign link say whose it is."""
        for key in ("ketua", "anggota", "stranger"):
            with self.subTest(key=key):
                self._try(key, self._form_steps)
                self._try(key, self._save_steps)

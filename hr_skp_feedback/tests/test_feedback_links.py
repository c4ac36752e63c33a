from odoo.tests import tagged

from odoo.addons.hr_skp.tests.link_guard_common import SECRET, LinkGuardCommon

OURS = (
    "hr.skp.feedback",
    "hr.skp.feedback.request",
    "hr.skp.feedback.invitee",
    "hr.skp.development",
    "hr.skp.development.close",
)


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

        cls.foreign["hr.skp.feedback.request"] = cls.env["hr.skp.feedback.request"].create(
            {"skp_id": plan_id, "name": name, "deadline": f"{cls.period.year}-12-31"}
        )
        cls.foreign["hr.skp.feedback.invitee"] = cls.env["hr.skp.feedback.invitee"].create(
            {
                "request_id": cls.foreign["hr.skp.feedback.request"].id,
                "employee_id": cls.people["staff"].id,
            }
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

    def test_a_request_of_one_s_own(self):
        """Nor does a draft of one's own, turned to somebody else, and no refusal is an oracle."""
        self.bring_to("ketua", "agreed")
        own = (
            self.env["hr.skp.feedback.request"]
            .with_user(self.users["ketua"])
            .create({"skp_id": self.plans["ketua"].id, "deadline": f"{self.period.year}-12-31"})
        )
        for name, value in self._links(own):
            with self.subTest(name=name, value=value):
                spec = self._spec(own)
                answer = self._answer(lambda n=name, v=value, s=spec: own.onchange({n: v}, [n], s))
                self.assertTrue(answer.startswith("refused"), answer[:300])
                self.assertNotIn(SECRET, answer)
        asked = self.foreign["hr.skp.feedback.request"]
        invitees = self.env["hr.skp.feedback.invitee"].with_user(self.users["ketua"])
        refusals = {
            self._answer(
                lambda k=key: invitees.create(
                    {"request_id": asked.id, "employee_id": self.people[k].id}
                )
            )
            for key in ("kasi", "staff", "teman")
        }
        self.assertEqual(len(refusals), 1, refusals)

from odoo.tests import tagged

from odoo.addons.hr_skp.tests.link_guard_common import SECRET, LinkGuardCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationLinks(LinkGuardCommon):
    """A link that a client gives in a form of the evaluation tells nothing of what it names.

    The foreign evaluation is kasi's; ketua, a colleague, has an evaluation and a recommendation of
    his own, which he may write.
    """

    addon = "hr_skp_evaluation"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.period.state = "open"
        term = cls.period.term_ids[0]
        plans = cls.plans["kasi"] | cls.plans["ketua"] | cls.plans["staff"]
        evaluations = cls.env["hr.skp.evaluation"]._open_for(plans, term)
        secret, cls.own, staff = (
            evaluations.filtered(lambda e, k=key: e.employee_id == cls.people[k])
            for key in ("kasi", "ketua", "staff")
        )
        secret.self_note = f"{SECRET} catatan"
        rating = secret._start_rating()
        rating.recommendation = f"{SECRET} rekomendasi"
        given = {"kind": "team_leader", "about": f"{SECRET} tim"}
        recommendation, cls.own_recommendation = cls.env["hr.skp.recommendation"].create(
            [
                {**given, "evaluation_id": secret.id, "recommender_id": cls.people["kabid"].id},
                {
                    "kind": "team_leader",
                    "evaluation_id": staff.id,
                    "recommender_id": cls.people["ketua"].id,
                },
            ]
        )
        cls.foreign |= {
            "hr.skp.evaluation": secret,
            "hr.skp.evaluation.line": secret.line_ids[:1],
            "hr.skp.rating": rating,
            "hr.skp.rating.line": rating.line_ids[:1],
            "hr.skp.recommendation": recommendation,
            "hr.skp.rating.proposal": cls.env["hr.skp.rating.proposal"].create(
                {
                    "rating_id": rating.id,
                    "result_before": "as",
                    "behaviour_before": "as",
                    "result_after": "above",
                    "behaviour_after": "as",
                    "reason": f"{SECRET} usulan",
                    "proposed_on": "2026-04-20 02:00:00",
                    "proposer_id": cls.users["kadis"].id,
                }
            ),
            "hr.skp.objection": cls.env["hr.skp.objection"].create(
                {
                    "evaluation_id": secret.id,
                    "reason": f"{SECRET} alasan",
                    "filed_on": "2026-04-20 02:00:00",
                }
            ),
            "hr.skp.unit.performance": cls.env["hr.skp.unit.performance"].create(
                {
                    "department_id": cls.seksi.id,
                    "term_id": term.id,
                    "predicate": "kurang",
                    "note": f"{SECRET} unit",
                }
            ),
        }

    def test_forms_and_saving(self):
        """Neither new, changed, defaulted nor saved does a foreign link say whose it is."""
        for key in ("ketua", "stranger"):
            with self.subTest(key=key):
                self._try(key, self._form_steps)
                self._try(key, self._save_steps)

    def test_what_is_one_s_own(self):
        """Nor does what one may write already, turned to somebody else while it is filled in."""
        for record in (self.own, self.own_recommendation, self.own.line_ids[:1]):
            own = record.with_user(self.users["ketua"])
            spec = self._spec(own)
            for name, value in self._links(own):
                with self.subTest(model=own._name, name=name, value=value):
                    answer = self._answer(
                        lambda o=own, n=name, v=value, s=spec: o.onchange({n: v}, [n], s)
                    )
                    self.assertTrue(answer.startswith("refused"), answer[:300])
                    self.assertNotIn(SECRET, answer)

    def test_units_of_another_agency_are_not_named(self):
        """Who opens the form of a unit's performance names units of his own agency only."""
        unit = self.env["hr.department"].create(
            {"name": f"{SECRET} dinas", "company_id": self.other_agency.id}
        )
        performances = self.env["hr.skp.unit.performance"].with_user(self.users["kadis"])
        spec = self._spec(performances)
        for step in (
            lambda: performances.onchange({"department_id": unit.id}, [], spec),
            lambda: performances.create(
                {"department_id": unit.id, "term_id": self.period.term_ids[0].id}
            ),
        ):
            answer = self._answer(step)
            self.assertTrue(answer.startswith("refused"), answer[:300])
            self.assertNotIn(SECRET, answer)

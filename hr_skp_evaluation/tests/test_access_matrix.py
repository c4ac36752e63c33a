import pathlib

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.hr_skp.tests.access_fields_common import AccessFieldsCommon

from .evaluation_common import EvaluationCommon

OUTCOME_STATES = ("finalised", "received", "final")


@tagged("post_install", "-at_install", "hr_skp_evaluation")
@freeze_time("2027-02-01")
class TestAccessMatrix(AccessFieldsCommon, EvaluationCommon):
    """The table in access_matrix.csv is what the ORM does: model × state of the evaluation × role.

    The evaluation is kasi's: kabid evaluates, wakil acts for kabid, kadis is kabid's superior (and
    heads the unit above), staff and warga are below him.  In state ``received`` he has objected.
    """

    table = pathlib.Path(__file__).with_name("access_matrix.csv")
    fields_table = pathlib.Path(__file__).with_name("access_fields.csv")
    module = "hr_skp_evaluation"
    states = ("open", "self_reported", "rated", *OUTCOME_STATES)

    @classmethod
    def _create_records(cls):
        cls.agency.skp_objection_terms = "all"
        cls.subject = cls.evaluation("kasi")
        cls.pattern = cls.env["hr.skp.distribution"].search(
            [("company_id", "=", False), ("unit_predicate", "=", "baik")]
        )
        cls.own_pattern = cls.env["hr.skp.distribution"].create(
            {
                "unit_predicate": "kurang",
                "company_id": cls.agency.id,
                "line_ids": [(0, 0, {"kind": "at_least", "share": 60, "predicate": "kurang"})],
            }
        )
        cls.subject._refresh_from_plan()
        cls.draft = cls.performance("seksi", term=cls.terms[1], confirm=False)
        cls.past = cls.env["hr.skp.past.predicate"].create(
            {"employee_id": cls.people["kasi"].id, "year": 2024, "predicate": "baik"}
        )

    def _bring_to(self, state):
        if state not in ("open", "self_reported"):
            self.evaluate_to("kasi", "rated")
            self._calibrate()
        self.evaluate_to("kasi", state)
        if state == "received":
            self.subject.with_user(self.users["kasi"]).action_object("Bukti tidak dibaca")

    def _calibrate(self):
        """What the superior proposed is settled: the evaluation goes on."""
        own = self.subject.with_user(self.users["kabid"])
        own.action_share()
        self.proposal = self.subject.with_user(self.users["peninjau"]).action_propose_rating(
            "above", "as", "x"
        )
        self.proposal.with_user(self.users["kabid"]).action_decline("x")

    def _get_samples(self, state):
        """Return model -> (record, values of a write, values of a create)."""
        subject = self.subject
        link = {"evaluation_id": subject.id}
        samples = {
            "hr.skp.distribution": (
                self.pattern,
                {"note": "Lain"},
                {"unit_predicate": "baik", "company_id": self.agency.id},
            ),
            "hr.skp.distribution.line": (
                self.own_pattern.line_ids,
                {"share": 50},
                {
                    "distribution_id": self.own_pattern.id,
                    "kind": "some",
                    "predicate": "baik",
                },
            ),
            "hr.skp.unit.performance": (
                self.draft,
                {"note": "Lain"},
                {"department_id": self.seksi.id, "term_id": self.terms[2].id},
            ),
            "hr.skp.past.predicate": (
                self.past,
                {"source": "e-Kinerja"},
                {"employee_id": subject.employee_id.id, "year": 2020, "predicate": "baik"},
            ),
            "hr.skp.evaluation": (
                subject,
                {"self_note": "Lain"},
                {**subject.copy_data()[0], "term_id": self.terms[2].id},
            ),
            "hr.skp.evaluation.report": (
                self.env["hr.skp.evaluation.report"].browse(subject.id),
                {"predicate": "baik"},
                {"employee_name": "Lain"},
            ),
            "hr.skp.evaluation.line": (
                subject.line_ids,
                {"realisation": "12"},
                {**link, "result_name": "Baru"},
            ),
            **self._get_recommendation_samples(),
        }
        if state not in ("open", "self_reported"):
            samples |= self._get_rating_samples()
        if state in OUTCOME_STATES:
            samples["hr.skp.evaluation.revision"] = (
                subject.revision_ids[:1],
                {"reason": "x"},
                {**link, "number": 9, "content": {}},
            )
        if state == "received":
            samples["hr.skp.objection"] = (
                subject.objection_ids,
                {"explanation": "x"},
                {**link, "reason": "x", "filed_on": "2027-02-01 00:00:00", "state": "withdrawn"},
            )
        return samples

    def _get_recommendation_samples(self):
        given = self.env["hr.skp.recommendation"].search([("evaluation_id", "=", self.subject.id)])
        samples = {}
        for role in ("assigner", "team_leader"):
            person = self.people[self.roles[role]]
            samples[f"hr.skp.recommendation#{role}"] = (
                given.filtered(lambda one, person=person: one.recommender_id == person),
                {"text": "Cermat"},
                {
                    "evaluation_id": self.subject.id,
                    "kind": role,
                    "recommender_id": self.people["ketua"].id,
                },
            )
        return samples

    def _get_rating_samples(self):
        rating = self.subject._get_ratings_sudo()
        other = self.evaluation("teman")
        return {
            "hr.skp.rating": (rating, {"contribution_note": "x"}, {"evaluation_id": other.id}),
            "hr.skp.rating.line": (
                rating.line_ids[0],
                {"note": "x"},
                {"rating_id": rating.id, "kind": "result"},
            ),
            "hr.skp.rating.proposal": (
                self.proposal,
                {"reason": "x"},
                self.proposal.sudo().copy_data()[0],
            ),
            "hr.skp.rating.change": (
                rating.change_ids[:1],
                {"reason": "x"},
                {"rating_id": rating.id, "date": "2027-02-01 00:00:00", "user_id": self.env.uid},
            ),
        }

    def test_table(self):
        """Every cell of the table, in every state."""
        self._check_table()

    def test_every_field_has_a_line(self):
        """A stored field added without a line, or read or written by others than it says, fails."""
        self._check_fields_table()

    def test_every_model_has_a_line(self):
        """A model added without a line in the table fails here (transient ones belong to one)."""
        self._check_every_model_has_a_line()

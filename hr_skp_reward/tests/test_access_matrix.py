import pathlib

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.hr_skp.tests.access_fields_common import AccessFieldsCommon

from .reward_common import RewardCommon


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestAccessMatrix(AccessFieldsCommon, RewardCommon):
    """The table in access_matrix.csv is what the ORM does: model × role, and the decider's column.

    All is about kasi, who was Very good twice and Poor since: kabid evaluates, wakil acts for him,
    kadis heads the unit above, staff and warga are below him.  State ``granted``: his award is.
    """

    table = pathlib.Path(__file__).with_name("access_matrix.csv")
    fields_table = pathlib.Path(__file__).with_name("access_fields.csv")
    module = "hr_skp_reward"
    states = ("proposed", "granted")

    @classmethod
    def _create_records(cls):
        for year, predicate in ((2025, "sangat_baik"), (2026, "sangat_baik"), (2027, "kurang")):
            cls.final("kasi", year, predicate)
        cls.year(2026)._follow_up()
        cls.follow_up()
        cls.award = cls.awards("kasi", benefit="talent_pool")
        sanction = cls.case("kasi")
        sanction._pause("Sakit")
        sanction._resume()
        cls.target = cls.env["hr.skp.improvement"].create(
            {
                "sanction_id": sanction.id,
                "name": "Laporan tepat waktu",
                "target": "Enam laporan",
                "date_due": "2028-06-01",
            }
        )
        cls.talk = cls.env["hr.skp.improvement.check"].create(
            {"improvement_id": cls.target.id, "party": "evaluator", "note": "Lancar"}
        )
        cls.unspoken = cls.target.copy()
        cls.competency_test = cls.env["hr.skp.competency.test"].create(
            {"sanction_id": sanction.id, "assessor": "BKN"}
        )
        cls.rate = cls.env["hr.skp.allowance.rate"].create(
            {
                "company_id": cls.agency.id,
                "predicate": "kurang",
                "percent": 60,
                "date_from": "2027-01-01",
            }
        )
        cls.basis = cls.env["hr.skp.allowance"].create(
            {"company_id": cls.agency.id, "term_id": cls.final_term_of(2027).id}
        )
        cls.basis._fill()
        cls.rules = {
            name: cls.env[name].create(
                {"name": "Uji", "company_id": cls.agency.id, "active": False, field: value}
            )
            for name, field, value in (
                ("hr.skp.award.rule", "benefit", "other"),
                ("hr.skp.eligibility.rule", "purpose", "talent"),
            )
        }

    def _bring_to(self, state):
        if state == "granted":
            award = self.award.with_user(self.users["ppk"])
            award.action_approve()
            award.action_grant("SK 1", "2028-02-01")

    def _get_samples(self, state):
        """Return model -> (record, values of a write, values of a create)."""
        sanction, employee_id = self.case("kasi"), self.people["kasi"].id
        link = {"sanction_id": sanction.id}
        samples = {
            "hr.skp.award": (
                self.award,
                {"grounds": "x"},
                {"employee_id": employee_id, "name": "Piagam"},
            )
        }
        if state == "granted":
            return samples
        history = self.env["hr.skp.predicate.history"]
        eligibility = self.env["hr.skp.eligibility"]
        of_kasi = [("employee_id", "=", employee_id), ("year", "=", 2027)]
        return {
            **samples,
            "hr.skp.predicate.history": (history.search(of_kasi), {"year": 2020}, None),
            "hr.skp.eligibility": (
                eligibility.search(of_kasi, limit=1),
                {"outcome": "met"},
                None,
            ),
            "hr.skp.award.rule": (
                self.rules["hr.skp.award.rule"],
                {"years": 3},
                {"name": "Baru", "benefit": "other", "company_id": self.agency.id},
            ),
            "hr.skp.eligibility.rule": (
                self.rules["hr.skp.eligibility.rule"],
                {"years": 3},
                {"name": "Baru", "purpose": "talent", "company_id": self.agency.id},
            ),
            "hr.skp.sanction": (
                sanction,
                {"improvement_ids": [(1, self.target.id, {"target": "x"})]},
                None,
            ),
            "hr.skp.sanction.step": (sanction.step_ids, {"note": "x"}, {**link, "kind": "test"}),
            "hr.skp.sanction.pause": (
                sanction.pause_ids,
                {"reason": "x"},
                {**link, "step_id": sanction.step_ids.id, "date_start": "2028-02-01"},
            ),
            "hr.skp.improvement": (
                self.unspoken,
                {"target": "x"},
                {**link, "name": "x", "target": "x", "date_due": "2028-06-01"},
            ),
            "hr.skp.improvement.check": (
                self.talk,
                {"note": "x"},
                {"improvement_id": self.target.id, "note": "x"},
            ),
            "hr.skp.competency.test": (
                self.competency_test,
                {"score": "x"},
                {**link, "assessor": "x"},
            ),
            "hr.skp.allowance.rate": (
                self.rate,
                {"percent": 50},
                {
                    "company_id": self.agency.id,
                    "predicate": "baik",
                    "percent": 100,
                    "date_from": "2027-01-01",
                },
            ),
            "hr.skp.allowance": (
                self.basis,
                {"note": "x"},
                {"company_id": self.agency.id, "term_id": self.basis.term_id.id},
            ),
            "hr.skp.allowance.line": (
                self.basis.line_ids[:1],
                {"percent": 1},
                {"allowance_id": self.basis.id, "employee_id": self.people["staff"].id},
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

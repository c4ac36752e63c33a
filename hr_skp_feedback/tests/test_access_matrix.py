import pathlib

from odoo.tests import tagged

from odoo.addons.hr_skp.tests.access_fields_common import AccessFieldsCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestAccessMatrix(AccessFieldsCommon):
    """The table in access_matrix.csv is what the ORM does: model × state of the plan × role.

    The plan is kasi's.  After ``#`` stands which of a model's records, where that matters: an
    achievement on the ``assigned`` result, on the one ``led`` by somebody's matrix.  Feedback is
    the evaluator's own, the colleague's where it is answered or marked.
    """

    table = pathlib.Path(__file__).with_name("access_matrix.csv")
    fields_table = pathlib.Path(__file__).with_name("access_fields.csv")
    module = "hr_skp_feedback"

    @classmethod
    def _create_records(cls):
        cls.plan_of_kasi = cls.plans["kasi"]
        cls.result = cls.add_result("kasi")
        cls.entries = {
            name: cls.env["hr.skp.progress"].create({"result_id": result.id, "name": "Selesai"})
            for name, result in (
                ("own", cls.result),
                ("assigned", cls.assigned),
                ("led", cls.led),
            )
        }
        cls._add_request()
        cls._add_said()

    @classmethod
    def _add_request(cls):
        """kasi asks somebody below him; an answer waits, which is nobody's to touch."""
        cls.request = cls.env["hr.skp.feedback.request"].create(
            {
                "skp_id": cls.plan_of_kasi.id,
                "asker_id": cls.people["kasi"].id,
                "deadline": "2099-01-01",
                "invitee_ids": [(0, 0, {"employee_id": cls.people["staff"].id})],
            }
        )
        cls.answer = cls.env["hr.skp.feedback.answer"].create(
            {"request_id": cls.request.id, "relation": "peer", "tone": "good", "name": "Baik"}
        )

    @classmethod
    def _add_said(cls):
        """kabid, who evaluates kasi, and ketua, his colleague, said something; one action."""
        value = cls.plan_of_kasi.behaviour_ids[0].core_value_id
        cls.said = {
            giver: cls.env["hr.skp.feedback"].create(
                {
                    "skp_id": cls.plan_of_kasi.id,
                    "core_value_id": value.id,
                    "giver_id": cls.people[giver].id,
                    "name": "Rapi",
                }
            )
            for giver in ("kabid", "ketua")
        }
        cls.development = cls.env["hr.skp.development"].create(
            {"skp_id": cls.plan_of_kasi.id, "name": "Bimbingan", "date_due": "2026-12-31"}
        )

    def _get_samples(self, state):
        """Return model -> (record, values of a write, values of a create or None)."""
        said = {"name": "Lain"}
        return {
            "hr.skp.progress": (
                self.entries["own"],
                said,
                {"result_id": self.result.id, "name": "Baru"},
            ),
            "hr.skp.progress#assigned": (
                self.entries["assigned"],
                said,
                {"result_id": self.assigned.id, "name": "Baru"},
            ),
            "hr.skp.progress#led": (
                self.entries["led"],
                said,
                {"result_id": self.led.id, "name": "Baru"},
            ),
            "hr.skp.feedback": (
                self.said["kabid"],
                said,
                {"employee_id": self.people["kasi"].id, "name": "Baru"},
            ),
            "hr.skp.feedback#answer": (self.said["ketua"], {"response": "Siap"}, None),
            "hr.skp.feedback#mark": (self.said["ketua"], {"follow_up": "full"}, None),
            "hr.skp.development": (
                self.development,
                said,
                {"skp_id": self.plan_of_kasi.id, "name": "Baru", "date_due": "2026-12-31"},
            ),
            **self._get_request_samples(),
        }

    def _get_request_samples(self):
        request_id = self.request.id
        return {
            "hr.skp.feedback.request": (
                self.request,
                {"deadline": "2099-02-01"},
                {"skp_id": self.plan_of_kasi.id, "deadline": "2099-01-01"},
            ),
            "hr.skp.feedback.invitee": (
                self.request.invitee_ids,
                {"employee_id": self.people["teman"].id},
                {"request_id": request_id, "employee_id": self.people["teman"].id},
            ),
            "hr.skp.feedback.answer": (
                self.answer,
                {"name": "Lain"},
                {"request_id": request_id, "relation": "peer", "tone": "good", "name": "Baru"},
            ),
        }

    def test_table(self):
        """Every cell of the table, in every state."""
        self._check_table()

    def test_every_field_has_a_line(self):
        """A stored field added without a line, or read or written by others than it says, fails."""
        self._check_fields_table()

    def test_every_model_has_a_line(self):
        """A model added without a line in the table fails here."""
        self._check_every_model_has_a_line()

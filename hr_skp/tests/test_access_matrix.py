import pathlib
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.hr_skp_reminder import Due
from .access_fields_common import AccessFieldsCommon

TODAY = date(2026, 1, 24)


@tagged("post_install", "-at_install", "hr_skp")
class TestAccessMatrix(AccessFieldsCommon):
    """The table in access_matrix.csv is what the ORM does: model × state of the plan × role.

    The plan is kasi's.  A cell names what the role may do: c(reate) r(ead) w(rite) d(elete).
    State ``any`` stands for all states where they do not differ.
    """

    table = pathlib.Path(__file__).with_name("access_matrix.csv")
    fields_table = pathlib.Path(__file__).with_name("access_fields.csv")
    module = "hr_skp"

    @classmethod
    def _create_records(cls):
        plan = cls.plans["kasi"]
        cls.result = cls.add_result("kasi")
        cls.matrix = cls.env["hr.skp.matrix"].create(
            {"skp_id": plan.id, "member_ids": [(6, 0, cls.plans["staff"].ids)]}
        )
        cls.objective = cls.env["hr.skp.objective"].create(
            {"name": "Tujuan", "company_id": cls.agency.id}
        )
        cls.term = cls.env["hr.skp.term"].search([("period_id", "=", cls.period.id)], limit=1)
        cls.term = cls.term or cls.env["hr.skp.term"].create(
            {
                "name": "TW I",
                "period_id": cls.period.id,
                "kind": "quarter",
                "date_start": "2026-01-01",
                "date_end": "2026-03-31",
            }
        )
        cls.commitment = cls.env["hr.skp.commitment"].create({"skp_id": plan.id, "name": "Mobil"})
        cls.signature = cls.env["hr.skp.signature"].create(
            {
                "skp_id": plan.id,
                "revision": 1,
                "party": "employee",
                "user_id": cls.users["kasi"].id,
                "name": "Kepala Seksi Uji",
                "date": "2026-01-05 02:00:00",
                "method": "account",
                "sha256": "0" * 64,
            }
        )
        cls.situation = cls.env["hr.skp.situation"].create(
            {
                "skp_id": plan.id,
                "kind": "study_leave",
                "date_start": "2026-09-01",
                "institution": "Universitas Uji",
            }
        )
        cls.milestone = cls.env["hr.skp.milestone"].create(
            {"indicator_id": cls.result.indicator_ids.id, "term_id": cls.term.id, "expected": "2"}
        )
        cls.other_indicator = cls.add_result("kasi", "Arsip tertata").indicator_ids
        cls.library_result = cls.env["hr.skp.library.result"].create(
            {
                "name": "Laporan",
                "company_id": cls.agency.id,
                "indicator_ids": [(0, 0, {"name": "Jumlah"})],
            }
        )
        cls.dialogue = cls.env["hr.skp.dialogue"].create({"skp_id": plan.id})
        cls._create_assignment()
        cls._create_reminder()

    @classmethod
    def _create_reminder(cls):
        """Kasi was told to propose; that he has no rank was accepted as right."""
        due = Due("propose_employee", cls.users["kasi"].id, "hr.skp", cls.plans["kasi"].id, TODAY)
        cls.reminder = cls.env["hr.skp.reminder"]._send([(cls.agency, [due])])
        cls.ack = cls.env["hr.skp.readiness.ack"].create(
            {
                "employee_id": cls.people["kasi"].id,
                "code": "no_grade",
                "basis": "0",
                "reason": "Sesuai",
                "user_id": cls.users["officer"].id,
                "date": TODAY,
            }
        )

    @classmethod
    def _create_assignment(cls):
        """The head (kadis) asks kasi's evaluator for him; kasi leads a team with staff in it."""
        cls.assignment = cls.env["hr.skp.assignment"].create(
            {
                "name": "Tim",
                "description": "Rancangan tersusun",
                "period_id": cls.period.id,
                "assigner_id": cls.people["kadis"].id,
                "state": "requested",
                "nominee_ids": [
                    (0, 0, {"employee_id": cls.people["kasi"].id, "skp_id": cls.plans["kasi"].id})
                ],
            }
        )
        cls.link = cls.env["hr.skp.assignment.link"].create(
            {
                "assignment_id": cls.assignment.id,
                "token_hash": "0" * 64,
                "expires_on": "2030-01-01",
            }
        )
        cls.visit = cls.env["hr.skp.assignment.link.visit"].create(
            {"source": "x", "date": "2026-01-05 02:00:00"}
        )
        cls.team = cls.env["hr.skp.team"].create(
            {
                "name": "Tim",
                "leader_id": cls.people["kasi"].id,
                "period_id": cls.period.id,
                "member_ids": [(0, 0, {"employee_id": cls.people["staff"].id})],
            }
        )

    def _get_samples(self, state):
        """Return model -> (record, values of a write, values of a create)."""
        plan = self.plans["kasi"]
        issued = state in ("agreed", "revising")
        samples = {
            "hr.skp": (plan, {"approach": "qualitative"}, None),
            "hr.skp.result": (self.result, {"name": "Lain"}, {"skp_id": plan.id, "name": "Baru"}),
            "hr.skp.result#assigned": (self.assigned, {"name": "Lain"}, None),
            "hr.skp.result#led": (self.led, {"name": "Lain"}, None),
            "hr.skp.indicator": (
                self.result.indicator_ids,
                {"target": "5 – 6"},
                {"result_id": self.result.id, "name": "Baru"},
            ),
            "hr.skp.behaviour": (plan.behaviour_ids[0], {"expectation": "Tertib"}, None),
            "hr.skp.commitment": (
                self.commitment,
                {"name": "Motor"},
                {"skp_id": plan.id, "name": "Baru"},
            ),
            "hr.skp.matrix": (self.matrix, {"strategy": "Per wilayah"}, {"skp_id": plan.id}),
            "hr.skp.objective": (
                self.objective,
                {"name": "Lain"},
                {"name": "Baru", "company_id": self.agency.id},
            ),
            "hr.skp.period": (
                self.period,
                {"name": "Lain"},
                {
                    "name": "2027",
                    "year": 2027,
                    "date_start": "2027-01-01",
                    "date_end": "2027-12-31",
                    "company_id": self.agency.id,
                },
            ),
            "hr.skp.delegation": (
                self.delegation,
                {"reason": "SP 1"},
                {
                    "official_id": self.people["kadis"].id,
                    "delegate_id": self.people["kabid"].id,
                    "date_start": "2026-01-01",
                    "date_end": "2026-01-02",
                },
            ),
            "hr.skp.core.value": (plan.behaviour_ids[0].core_value_id, {"name": "Lain"}, None),
            "hr.asn.grade": (self.grade, {"name": "Lain"}, None),
            "hr.skp.term": (self.term, {"name": "Lain"}, None),
            "hr.skp.cascade.node": (
                self.env["hr.skp.cascade.node"].browse(self.result.id * 2 + 1),
                {"name": "Lain"},
                {"name": "Baru"},
            ),
            "hr.skp.signature": (
                self.signature,
                {"name": "Lain"},
                {**self.signature.copy_data()[0], "skp_id": plan.id},
            ),
            "hr.skp.situation": (
                self.situation,
                {"contact": "Dekan"},
                {
                    "skp_id": plan.id,
                    "kind": "seconded",
                    "date_start": "2026-03-01",
                    "date_end": "2026-03-31",
                    "institution": "Lembaga Uji",
                },
            ),
            "hr.skp.milestone": (
                self.milestone,
                {"expected": "3"},
                {"indicator_id": self.other_indicator.id, "term_id": self.term.id},
            ),
            "hr.skp.library.result": (
                self.library_result,
                {"name": "Lain"},
                {"name": "Baru", "company_id": self.agency.id},
            ),
            "hr.skp.library.indicator": (
                self.library_result.indicator_ids,
                {"target": "5 – 6"},
                {"library_result_id": self.library_result.id, "name": "Baru"},
            ),
            "hr.skp.reminder": (self.reminder, {"record_count": 9}, self.reminder.copy_data()[0]),
            "hr.skp.reminder.line": (
                self.reminder.line_ids,
                {"code": "x"},
                {**self.reminder.line_ids.copy_data()[0], "code": "x"},
            ),
            "hr.skp.readiness.ack": (
                self.ack,
                {"reason": "Lain"},
                {**self.ack.copy_data()[0], "code": "no_nip"},
            ),
            "hr.skp.dialogue": (self.dialogue, {"notes": "Lain"}, {"skp_id": plan.id}),
            "hr.skp.dialogue.report": (
                self.env["hr.skp.dialogue.report"].browse(self.dialogue.id),
                {"kind": "feedback"},
                {"kind": "feedback"},
            ),
            **self._get_assignment_samples(),
        }
        if issued:
            samples["hr.skp.revision"] = (plan.revision_ids[:1], {"reason": "x"}, None)
            samples["hr.skp.document"] = (plan.document_ids[:1], {"name": "x"}, None)
            samples["hr.skp.log"] = (plan.log_ids[:1], {"reason": "x"}, None)
        return samples

    def _get_assignment_samples(self):
        period_id = self.period.id
        return {
            "hr.skp.assignment": (
                self.assignment,
                {"answer_deadline": "2026-12-01"},
                {"name": "Baru", "description": "Baru", "period_id": period_id},
            ),
            "hr.skp.assignment.nominee": (
                self.assignment.nominee_ids,
                {"note": "x"},
                {"assignment_id": self.assignment.id, "employee_id": self.people["staff"].id},
            ),
            "hr.skp.assignment.link": (
                self.link,
                {"is_revoked": False},
                {
                    "assignment_id": self.assignment.id,
                    "token_hash": "1" * 64,
                    "expires_on": "2030-01-01",
                },
            ),
            "hr.skp.assignment.link.visit": (
                self.visit,
                {"source": "x"},
                {"source": "y", "date": "2026-01-05 02:00:00"},
            ),
            "hr.skp.team": (
                self.team,
                {"name": "Lain"},
                {"name": "Baru", "leader_id": self.people["kasi"].id, "period_id": period_id},
            ),
            "hr.skp.team.member": (
                self.team.member_ids,
                {"role": "Sekretaris"},
                {"team_id": self.team.id, "employee_id": self.people["teman"].id},
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

    def test_delegate_reads_only_between_the_dates(self):
        """Before the first and after the last day a delegate is nobody, the cache warm or not."""
        plan = self.plan("kasi", "wakil")
        self.assertTrue(plan.has_access("write"))
        for start, end in (("2100-01-01", "2100-02-01"), ("2000-01-01", "2000-02-01")):
            self.delegation.write({"date_start": start, "date_end": end})
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertFalse(plan.has_access("read"))
            self.assertFalse(plan.search([("id", "=", plan.id)]))

    def test_removed_head_reads_nothing(self):
        """A head of unit who is replaced loses the unit's plans at once."""
        plan = self.plan("staff", "kadis")
        self.assertTrue(plan.search([("id", "=", plan.id)]))
        self.dinas.manager_id = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(plan.search([("id", "=", plan.id)]))

    def test_subordinate_reads_results_but_not_the_plan(self):
        """Below one reads the leader's results and indicators from the draft on, nothing else."""
        for key in ("staff", "warga"):
            with self.subTest(key=key):
                result = self.result.with_user(self.users[key])
                self.assertEqual(result.indicator_ids.target, "10 – 12")
                self.assertFalse(self.plan("kasi", key).has_access("read"))
                with self.assertRaises(AccessError):
                    self.commitment.with_user(self.users[key]).read(["name"])

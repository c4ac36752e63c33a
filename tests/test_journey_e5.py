"""E5: an assignment across units, planned; the people are offices of the example agency.

Dirjen 2 is kadis.a.  Direktur a is kadis.b, whose functional staff ani.b is led by a JF and so
evaluated by him; the supporting unit is a Bidang of his office.  Direktur b is the director of the
hospital with his nurses.
"""

import base64

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .agency import AgencyCase
from .test_journeys_planning import pdf_text

ASKED = "Rancangan peraturan bersama tentang pengangkutan sampah lintas kota siap ditandatangani"
ASSIGNER = "Ir. Wahyu Hidayat, M.Si., Kepala Dinas Kebersihan"


@tagged("post_install", "-at_install", "journey")
class TestE5(AgencyCase):
    def employee(self, login):
        return self.user(login).with_context(allowed_company_ids=self.agency.ids).employee_ids

    def agree(self, login, evaluator):
        """The person proposes, the evaluator agrees."""
        self.plan(login).action_propose()
        self.plan(login, evaluator).action_agree()

    def ask(self, **vals):
        """Dirjen 2 writes the request and sends it."""
        assignment = (
            self.env["hr.skp.assignment"]
            .with_user(self.user("kadis.a"))
            .create(
                {
                    "name": "Tim peraturan bersama",
                    "description": ASKED,
                    "period_id": self.period.id,
                    "assigner_id": self.employee("kadis.a").id,
                    **vals,
                }
            )
        )
        assignment.action_request()
        return assignment

    def seen(self, record, login):
        self.env.flush_all()
        self.env.invalidate_all()
        return record.with_user(self.user(login))

    def nominee(self, assignment, login, actor):
        nominees = self.env["hr.skp.assignment.nominee"].search(
            [("assignment_id", "=", assignment.id), ("employee_user_id", "=", self.user(login).id)]
        )
        return self.seen(nominees.ensure_one(), actor)

    def test_across_units(self):
        """Asked of Direktur a, coordinated, approved: clarified plan with the assigner named."""
        own = {"name": "Alat kebersihan tersedia", "indicators": [{"name": "Alat", "target": "40"}]}
        self.plan("ani.b").approach = "qualitative"
        self.add_result("ani.b", own)
        self.agree("ani.b", "kadis.b")

        assignment = self.ask(addressee_id=self.employee("kadis.b").id)
        for login in ("ani.b", "ketua1.b", "kabid.b"):
            self.assertFalse(self.seen(assignment, login).has_access("read"), login)
        self.assertTrue(self.seen(assignment, "kadis.b").is_to_me)

        unit = self.env["hr.department"].search(
            [("skp_code", "=", "DKB.SAMPAH"), ("company_id", "=", self.agency.id)]
        )
        self.seen(assignment, "kadis.b").action_coordinate(unit.id)
        self.assertTrue(self.seen(assignment, "kabid.b").is_to_me, "the head of the unit reads it")

        self.seen(assignment, "kadis.b").nominee_ids = [
            (0, 0, {"employee_id": self.employee("ani.b").id, "note": "Menguasai data angkutan"})
        ]
        self.assertFalse(self.seen(assignment, "ani.b").has_access("read"), "before approval")
        self.nominee(assignment, "ani.b", "kadis.b").action_approve()
        self.assertEqual(assignment.state, "decided")
        self.check_result(assignment)

    def check_result(self, assignment):
        plan = self.plan("ani.b")
        self.assertTrue(self.seen(assignment, "ani.b").has_access("read"))
        self.assertEqual(plan.state, "revising")
        result = plan.result_ids.filtered("assignment_id")
        self.assertRecordValues(
            result,
            [
                {
                    "kind": "additional",
                    "assigner_name": ASSIGNER,
                    "running_year": True,
                    "name": ASKED,
                }
            ],
        )
        self.assertTrue(self.seen(result, "kadis.a").has_access("read"))
        self.assertFalse(self.seen(plan, "kadis.a").has_access("read"))
        indicator = {"name": "Rancangan disepakati kedua kota paling lambat Oktober"}
        self.add_indicators("ani.b", result, [indicator])
        self.agree("ani.b", "kadis.b")
        line = plan.revision_ids.filtered(lambda r: r.number == 2).content["results"][-1]
        self.assertEqual((line["assigner"], line["running_year"]), (ASSIGNER, True))
        text = pdf_text(base64.b64decode(plan.document_ids.filtered("is_current").file))
        self.assertIn(f"{ASKED} (Pejabat yang memberikan penugasan: {ASSIGNER})", text)
        reasons = plan.sudo().log_ids.filtered(lambda log: log.action == "revise").mapped("reason")
        self.assertEqual(len(reasons), 1)
        self.assertIn("Tim peraturan bersama", reasons[0])

    def test_open_call(self):
        """One volunteer approved by Direktur b, another declined with a reason: nothing added."""
        assignment = self.ask(is_open_call=True)
        for login in ("perawat1", "perawat2"):
            self.seen(assignment, login).action_volunteer("Bersedia")
        tasks = self.env["hr.skp"].with_user(self.user("direktur.rsud"))._prepare_portal_tasks()
        self.assertIn("answer_assignment", {task["code"] for task in tasks})
        with self.assertRaises(AccessError):
            self.nominee(assignment, "perawat1", "kadis.a").action_approve()
        self.nominee(assignment, "perawat1", "direktur.rsud").action_approve()
        self.nominee(assignment, "perawat2", "direktur.rsud").action_decline("Jadwal jaga penuh")
        self.assertEqual(self.plan("perawat1").result_ids.assigner_name, ASSIGNER)
        self.assertEqual(self.plan("perawat1").state, "draft")
        self.assertFalse(self.plan("perawat2").result_ids)
        answer = self.nominee(assignment, "perawat2", "perawat2")
        self.assertEqual((answer.state, answer.reason), ("declined", "Jadwal jaga penuh"))
        self.seen(assignment, "kadis.a").action_end()
        self.seen(assignment, "kadis.a").action_done()
        self.assertEqual(assignment.state, "done")

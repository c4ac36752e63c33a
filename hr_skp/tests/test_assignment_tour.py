from odoo.tests import HttpCase, tagged

from .test_assignment import AssignmentCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestAssignmentTour(AssignmentCommon, HttpCase):
    def test_request_and_answer(self):
        """In a browser: the assigning official asks, the evaluator gives his person."""
        self.start_tour(
            "/odoo/action-hr_skp.hr_skp_assignment_action_asked",
            "hr_skp_assignment_request",
            login="uji_kadis2",
        )
        assignment = self.assignments.search([("assigner_id", "=", self.people["kadis2"].id)])
        self.assertRecordValues(
            assignment, [{"state": "requested", "name": "Tim penyusunan Perda kebersihan"}]
        )
        self.start_tour(
            "/odoo/action-hr_skp.hr_skp_assignment_action_team",
            "hr_skp_assignment_answer",
            login="uji_kasi",
        )
        self.assertRecordValues(
            self.plan("staff").result_ids, [{"kind": "main", "assignment_id": assignment.id}]
        )
        self.assertEqual(assignment.state, "decided")

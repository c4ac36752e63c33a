from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.tests.common import agency_today

from .request_common import RequestCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestRequestTour(HttpCase, RequestCommon):
    """A request in a browser of 390 px, from the question to the answers read."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def _create_period(cls, year=None):
        return super()._create_period(year or agency_today().year)

    def test_ask_answer_read(self):
        """kasi asks two people by name; warga, a portal user, answers; kasi reads it."""
        plan = self.plans["kasi"]
        self.start_tour("/my/skp", "hr_skp_feedback_ask", login="uji_kasi")
        request = self.env["hr.skp.feedback.request"].search([("skp_id", "=", plan.id)])
        self.assertRecordValues(
            request,
            [
                {
                    "name": "Seberapa jelas penjelasan saya?",
                    "state": "open",
                    "is_anonymous": False,
                    "result_ids": plan.result_ids.ids,
                    "asker_id": self.people["kasi"].id,
                }
            ],
        )
        self.assertRecordValues(
            request.invitee_ids.sorted("relation"),
            [
                {"employee_id": self.people["ketua"].id, "relation": "peer"},
                {"employee_id": self.people["warga"].id, "relation": "subordinate"},
            ],
        )
        self.start_tour("/my/skp", "hr_skp_feedback_answer_request", login="uji_warga")
        self.env.invalidate_all()
        self.assertRecordValues(
            request.feedback_ids.sorted("tone"),
            [
                {
                    "name": "Selalu menjawab pada hari yang sama",
                    "tone": "good",
                    "about": "behaviour",
                    "giver_id": self.people["warga"].id,
                    "relation": "subordinate",
                    "seen_on": False,
                },
                {
                    "name": "Contohnya kurang banyak",
                    "tone": "improve",
                    "about": "result",
                    "giver_id": self.people["warga"].id,
                    "relation": "subordinate",
                    "seen_on": False,
                },
            ],
        )
        states = {i.employee_id: i.state for i in request.invitee_ids}
        self.assertEqual(states[self.people["warga"]], "answered")
        self.assertEqual(states[self.people["ketua"]], "waiting")
        self.start_tour("/my/skp/feedback", "hr_skp_feedback_read_answers", login="uji_kasi")
        self.env.invalidate_all()
        self.assertTrue(all(request.feedback_ids.mapped("seen_on")), "read, and marked as such")

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.tests.common import agency_today

from .giving_common import GivingCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackTour(HttpCase, GivingCommon):
    """In a browser: the evaluator speaks in the backend, the person answers on a phone."""

    year = agency_today().year

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plans["kasi"].agreed_on = fields.Datetime.subtract(fields.Datetime.now(), days=70)
        cls.plans["kasi"].date_start = fields.Date.subtract(agency_today(), days=80)
        cls.users["kasi"].group_ids = cls.env.ref("base.group_portal")

    def test_give_in_the_backend(self):
        """From the tile and the list of the team to the dialog, then on the overview."""
        self.start_tour(
            "/odoo/action-hr_skp.hr_skp_action_team", "hr_skp_feedback_give", login="uji_kabid"
        )
        self.assertRecordValues(
            self.feedback.search([("skp_id", "=", self.plans["kasi"].id)]),
            [
                {
                    "name": "Lampirkan data dukung pada setiap laporan",
                    "tone": "improve",
                    "relation": "evaluator",
                    "result_id": self.result.id,
                    "giver_id": self.people["kabid"].id,
                }
            ],
        )

    def test_answer_on_a_phone(self):
        """390 px wide: the task on the home page leads to the words, and to the answer."""
        given = self.give("kabid", tone="improve", name="Lampirkan data dukung")
        self.browser_size = "390x844"
        self.start_tour("/my/skp", "hr_skp_feedback_answer", login="uji_kasi")
        self.env.invalidate_all()
        self.assertEqual(given.response, "Mulai laporan berikutnya data dukung saya lampirkan")
        self.assertTrue(given.responded_on and given.seen_on)

    def test_one_tap(self):
        """From a card, a list and the org chart of the people: the dialog with the person in it."""
        self.start_tour(
            "/odoo/action-hr.hr_employee_public_action",
            "hr_skp_feedback_one_tap",
            login="uji_kabid",
        )
        self.assertRecordValues(
            self.feedback.search([("skp_id", "=", self.plans["kasi"].id)]),
            [{"name": "Rapat singkat dan jelas", "relation": "evaluator", "about": "whole"}],
        )

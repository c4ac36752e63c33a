from odoo.tests import HttpCase, tagged

from .calibration_common import CalibrationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestCalibrationTour(HttpCase, CalibrationCommon):
    """The board in a browser: rate anew by mouse, propose by keyboard, answer."""

    def test_evaluator_moves_and_submits(self):
        """The evaluator drags a card, says why, and submits his team to his superior."""
        self.start_tour("/odoo", "hr_skp_calibration_evaluator", login="uji_kasi")
        self.env.invalidate_all()
        rating = self.rating("teman")
        self.assertEqual((rating.result_rating, rating.behaviour_rating), ("as", "above"))
        self.assertEqual(rating.change_ids[0].reason, "Konsisten membantu rekan")
        self.assertTrue(all(self.team().sudo()._get_ratings_sudo().mapped("shared_on")))

    def test_superior_proposes_and_evaluator_accepts(self):
        """The superior proposes with the keys; the evaluator accepts, and the rating follows."""
        self.share()
        self.start_tour("/odoo", "hr_skp_calibration_superior", login="uji_kabid")
        self.env.invalidate_all()
        proposal = self.env["hr.skp.rating.proposal"].search([])
        self.assertRecordValues(
            proposal,
            [
                {
                    "state": "open",
                    "rating_id": self.rating("warga").id,
                    "result_after": "as",
                    "behaviour_after": "as",
                    "reason": "Data terlambat dihitung",
                }
            ],
        )
        self.assertEqual(self.rating("warga").result_rating, "below")
        self.start_tour("/odoo", "hr_skp_calibration_answer", login="uji_kasi")
        self.env.invalidate_all()
        self.assertEqual(proposal.state, "accepted")
        self.assertEqual(self.rating("warga").predicate, "baik")

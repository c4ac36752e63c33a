from odoo.tests import HttpCase, tagged

from .common import FeedbackCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgressTour(FeedbackCommon, HttpCase):
    """An employee records an achievement on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_progress_tour(self):
        """Three taps and a sentence: text, number, photo and mark are in the database."""
        self.start_tour("/my/skp", "hr_skp_feedback_progress", login="uji_warga")
        self.assertRecordValues(
            self.portal.progress_ids,
            [
                {
                    "name": "Arsip 2025 tertata di rak baru",
                    "value": 11,
                    "has_value": True,
                    "is_final": False,
                    "date": self.today,
                    "evidence_count": 1,
                }
            ],
        )
        photo = self.portal.progress_ids.evidence_ids
        self.assertRecordValues(photo, [{"name": "rak.jpg", "mimetype": "image/jpeg"}])
        self.assertEqual(self.portal.stored_progress_mark, "on_track")

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


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgressDeskTour(FeedbackCommon, HttpCase):
    """An employee records an achievement at a desk."""

    def test_progress_desk_tour(self):
        """A refused file costs no text; what is saved is changed again from the same form."""
        self.start_tour(
            "/odoo/action-hr_skp_feedback.hr_skp_progress_action_mine",
            "hr_skp_feedback_progress_desk",
            login="uji_staff",
        )
        entry = self.own.progress_ids
        self.assertRecordValues(entry, [{"name": "12 usulan dikirim ke BKN", "evidence_count": 1}])
        self.assertRecordValues(
            entry.evidence_ids, [{"name": "Surat.pdf", "mimetype": "application/pdf"}]
        )

import re

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.hr_skp.tests.portal_common import PortalCommon

from .request_common import RequestCommon

FAR = "2099-06-30"


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestRequestPortal(RequestCommon, PortalCommon):
    """Asking and answering on a phone, as a browser does it."""

    def post(self, path, **values):
        """Send a form; return the page that follows."""
        token = re.search(r'csrf_token: "([^"]+)"', self.url_open("/my").text)[1]
        answer = self.url_open(path, data={"csrf_token": token, **values})
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("Traceback", answer.text)
        return answer

    def test_ask_and_answer(self):
        """kasi asks two people by name; one of them, a portal user, answers on his page."""
        plan = self.plans["kasi"]
        self.log_in("kasi")
        self.post(f"/my/skp/{plan.id}/ask", question="Bagaimana rapat kita?", deadline=FAR)
        request = self.env["hr.skp.feedback.request"].search([("skp_id", "=", plan.id)])
        for key in ("warga", "ketua"):
            self.post(f"/my/skp/ask/{request.id}/add", employee_id=self.people[key].id)
        self.post(f"/my/skp/ask/{request.id}/send")
        self.assertEqual((request.state, request.invitee_count), ("open", 2))
        self.log_in("warga")
        invitee = self.invitee(request, "warga")
        self.assertIn(f"/my/skp/requests/{invitee.id}", self.page("/my/skp/content"))
        self.assertIn("Bagaimana rapat kita?", self.page(f"/my/skp/requests/{invitee.id}"))
        answer = self.post(
            f"/my/skp/requests/{invitee.id}",
            text_whole="Rapat singkat dan jelas.",
            tone_whole="good",
            text_r999="",
        )
        self.assertIn("alert-success", answer.text)
        self.assertRecordValues(
            request.feedback_ids,
            [{"name": "Rapat singkat dan jelas.", "giver_id": self.people["warga"].id}],
        )

    def test_refusal_keeps_what_was_typed(self):
        """A refusal is a sentence on the page with the text still in it; nothing is written."""
        request = self.ask(("warga", "ketua"), is_anonymous=False, deadline=FAR)
        invitee = self.invitee(request, "warga")
        self.log_in("warga")
        for wrong in ({"tone_whole": "jahat"}, {"text_v999999": "x", "tone_v999999": "good"}):
            page = self.post(f"/my/skp/requests/{invitee.id}", text_whole="Kalimat saya.", **wrong)
            self.assertIn("Kalimat saya.", page.text)
            self.assertIn("alert-danger", page.text)
        self.assertFalse(request.feedback_ids)

    def test_markup_stays_text(self):
        """What is typed is shown as text, whatever it is."""
        request = self.ask(("warga", "ketua"), is_anonymous=False, deadline=FAR)
        self.log_in("warga")
        page = self.post(
            f"/my/skp/requests/{self.invitee(request, 'warga').id}",
            text_whole="<script>alert(1)</script>",
            tone_whole="x",
        )
        self.assertNotIn("<script>alert(1)</script>", page.text)

    def test_others_pages_do_not_exist(self):
        """What is a colleague's leads to one's own list, by page and by form."""
        draft = self.draft(deadline=FAR)
        sent = self.ask(deadline=FAR)
        line = self.invitee(sent, "staff")
        self.log_in("teman")
        for path in (
            f"/my/skp/{self.plans['kasi'].id}/ask",
            f"/my/skp/ask/{draft.id}",
            f"/my/skp/requests/{line.id}",
        ):
            with self.subTest(path=path):
                self.assertNotIn("Bagaimana saya memimpin", self.page(path))
        self.post(f"/my/skp/ask/{draft.id}/send")
        self.post(f"/my/skp/ask/{draft.id}/add", employee_id=self.people["ketua"].id)
        self.post(f"/my/skp/requests/{line.id}", text_whole="Bukan saya", tone_whole="good")
        self.assertEqual((draft.state, draft.invitee_count), ("draft", 3))
        self.assertFalse(self.env["hr.skp.feedback.answer"].search([]))

    def test_unknown_steps_and_numbers(self):
        """Steps and ids that are not there give a sentence, never a traceback."""
        draft = self.draft(deadline=FAR)
        self.log_in("kasi")
        self.assertIn("alert-danger", self.post(f"/my/skp/ask/{draft.id}/write").text)
        self.assertIn(
            "alert-danger", self.post(f"/my/skp/ask/{draft.id}/add", employee_id="9" * 9).text
        )
        plan = self.plans["kasi"]
        wrong = self.post(f"/my/skp/{plan.id}/ask", question="x", deadline="31-31-2026")
        self.assertIn("alert-danger", wrong.text)

    def test_anonymous_page_says_so(self):
        """Who is asked anonymously reads what that means before he writes."""
        request = self.ask(deadline=FAR)
        self.log_in("warga")
        page = self.page(f"/my/skp/requests/{self.invitee(request, 'warga').id}")
        self.assertIn("o_skp_anonymous", page)

    def test_closing_releases_once(self):
        """The scheduled action closes what is past its deadline; a second run finds nothing."""
        with freeze_time("2026-06-01"):
            request = self.ask(deadline="2026-06-02")
            for key in ("staff", "teman", "warga"):
                self.answer(request, key, "Baik.", "good")
        with freeze_time("2026-06-03"):
            self.close_due()
            self.close_due()
        self.assertEqual(len(request.feedback_ids), 3)

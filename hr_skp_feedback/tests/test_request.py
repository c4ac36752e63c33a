from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .request_common import RequestCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
@freeze_time("2026-06-01")
class TestFeedbackRequest(RequestCommon):
    """Who asks, whom, and what those asked see and do."""

    def test_named_answers_are_feedback(self):
        """A named answer is a feedback of its giver, at once, with the request it came from."""
        request = self.ask(("staff", "ketua"), is_anonymous=False)
        self.answer(request, "ketua", "Rapat dimulai tepat waktu.", "good")
        feedback = request.feedback_ids
        self.assertRecordValues(
            feedback,
            [
                {
                    "giver_id": self.people["ketua"].id,
                    "name": "Rapat dimulai tepat waktu.",
                    "tone": "good",
                    "is_anonymous": False,
                    "skp_id": self.plans["kasi"].id,
                }
            ],
        )
        self.assertEqual(request.answered_count, 1)

    def test_relations_follow_from_facts(self):
        """Evaluator, subordinate and peer are told apart by the plans, not by who asks."""
        request = self.draft(("kabid", "staff", "ketua"), is_anonymous=False)
        self.assertEqual(
            {i.employee_id: i.relation for i in request.sudo().invitee_ids},
            {
                self.people["kabid"]: "evaluator",
                self.people["staff"]: "subordinate",
                self.people["ketua"]: "peer",
            },
        )

    def test_who_asks(self):
        """The person and his evaluator ask about him; nobody else does."""
        self.assertTrue(self.draft(asker="kabid"))
        for key in ("staff", "ketua", "kadis", "officer", "hr"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.draft(asker=key)

    def test_what_is_missing_is_said(self):
        """Nobody named, a day gone by, oneself, another agency: a sentence, and nothing sent."""
        with self.assertRaisesRegex(UserError, "Name the people"):
            self.draft(()).action_send()
        with self.assertRaisesRegex(UserError, "a day to come"):
            self.draft(deadline="2026-06-01").action_send()
        with self.assertRaisesRegex(ValidationError, "about himself"):
            self.draft(("kasi",))

    def test_anonymous_needs_three_of_each(self):
        """With two subordinates each would know what the other wrote: it is not sent."""
        draft = self.draft(("staff", "teman", "ketua"))
        with self.assertRaisesRegex(UserError, "at least 3 people"):
            draft.action_send()
        self.assertEqual(draft.state, "draft")

    def test_sent_stays_as_it_is(self):
        """After sending, neither the question nor who is asked changes, through any door."""
        request = self.ask()
        for act in (
            lambda: request.write({"is_anonymous": False}),
            lambda: request.write({"state": "draft"}),
            lambda: request.write(
                {"invitee_ids": [(0, 0, {"employee_id": self.people["ketua"].id})]}
            ),
            lambda: request.invitee_ids.unlink(),
            request.unlink,
        ):
            with self.assertRaises(UserError):
                act()

    def test_answer_once_and_in_time(self):
        """Answering twice, after the deadline, or for somebody else is refused."""
        request = self.ask()
        self.answer(request, "staff", "Arahan jelas.")
        with self.assertRaisesRegex(UserError, "already"):
            self.answer(request, "staff", "Lagi.")
        with self.assertRaises(AccessError):
            self.invitee(request, "teman").with_user(self.users["staff"]).action_answer(
                [{"name": "x", "tone": "good"}]
            )
        with freeze_time("2026-07-01"), self.assertRaisesRegex(UserError, "over"):
            self.answer(request, "teman", "Terlambat.")

    def test_answer_is_about_what_is_shown(self):
        """A result that the request does not show cannot be spoken about."""
        shown, hidden = self.plans["kasi"].result_ids[:1], self.add_result("kasi", "Rahasia")
        request = self.ask(("staff", "ketua"), is_anonymous=False, result_ids=[(6, 0, shown.ids)])
        with self.assertRaisesRegex(UserError, "not part of the request"):
            self.answer(request, "ketua", "x", result_id=hidden.id)
        self.answer(request, "ketua", "Laporan rapi.", "good", result_id=shown.id)
        self.assertEqual(request.feedback_ids.result_id, shown)

    def test_page_shows_name_post_titles_values(self):
        """Who is asked sees nothing of the plan but what the request shows."""
        request = self.ask(("staff", "ketua"), is_anonymous=False)
        page = self.invitee(request, "ketua")._get_answer_page()
        self.assertEqual(
            set(page),
            {
                "invitee_id",
                "title",
                "employee_position",
                "asker_name",
                "question",
                "deadline",
                "is_anonymous",
                "is_open",
                "state",
                "results",
                "values",
            },
        )
        self.assertEqual(len(page["values"]), 7)
        with self.assertRaises(AccessError):
            request.with_user(self.users["ketua"]).read(["name"])

    def test_declined_is_not_asked_again(self):
        """Who cannot judge says so, and no task or reminder is left."""
        request = self.ask(("staff", "ketua"), is_anonymous=False)
        self.assertTrue(self.tasks("ketua"))
        self.invitee(request, "ketua").action_decline()
        self.assertFalse(self.tasks("ketua"))

    def tasks(self, key):
        plans = self.env["hr.skp"].with_user(self.users[key])
        return [t for t in plans._prepare_portal_tasks() if t["code"] == "answer_request"]

    @mute_logger("odoo.models.unlink")
    def test_withdrawn_request_forgets(self):
        """Withdrawing erases what waits anonymously; only the asker withdraws."""
        request = self.ask()
        self.answer(request, "staff", "Arahan jelas.")
        with self.assertRaises(AccessError):
            request.with_user(self.users["kabid"]).action_cancel()
        request.action_cancel()
        self.assertFalse(self.env["hr.skp.feedback.answer"].search([]))

    def test_reminders_reach_the_silent_once(self):
        """Seven, three and one days before, those who have not answered are told, once each."""
        request = self.ask(("staff", "ketua"), is_anonymous=False)
        self.answer(request, "ketua", "Baik.", "good")
        reminders = self.env["hr.skp.reminder"]
        with freeze_time("2026-06-24"):
            dues = reminders._collect_due_requests(self.agency, self.agency._get_skp_today())
            self.assertEqual([due.user_id for due in dues], self.users["staff"].ids)
            again = reminders._collect_due_requests(self.agency, self.agency._get_skp_today())
            self.assertEqual([due.key for due in dues], [due.key for due in again])

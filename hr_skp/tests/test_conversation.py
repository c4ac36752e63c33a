from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestConversation(SkpCommon):
    """Messages on a plan reach its two parties, whoever they are today, and nobody else."""

    def post(self, role, **kwargs):
        return self.plan("staff", role).message_post(
            body="Mohon target diperjelas",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **kwargs,
        )

    def test_reaches_the_parties_only(self):
        """Neither somebody mentioned nor a follower gets it; a former evaluator no longer does."""
        stranger = self.users["teman"].partner_id
        message = self.post("staff", partner_ids=stranger.ids)
        self.assertEqual(message.partner_ids, self.users["kasi"].partner_id)
        self.plan("staff").message_subscribe(stranger.ids)
        self.assertFalse(self.plan("staff").message_follower_ids)
        self.people["staff"].parent_id = self.people["kabid"]
        self.plan("staff", "officer").action_refresh()
        message = self.post("staff")
        self.assertEqual(message.partner_ids, self.users["kabid"].partner_id)

    def test_what_was_said_stays(self):
        """The recipient neither edits nor deletes the evaluator's words, by no door."""
        message = self.post("kasi")
        mine = message.with_user(self.users["staff"])
        plan = self.plan("staff", "staff")
        for step in (
            lambda: mine.write({"body": "diubah"}),
            mine.unlink,
            lambda: plan.write({"message_ids": [(1, message.id, {"body": "diubah"})]}),
            lambda: plan.write({"message_ids": [(2, message.id, 0)]}),
        ):
            with self.assertRaises(AccessError):
                step()

    def test_nobody_speaks_for_another(self):
        """An author given by the client is not believed, and a message never becomes a note."""
        plan = self.plan("staff", "staff")
        other = self.users["kasi"].partner_id
        for kind in ("comment", "notification", "email"):
            with self.subTest(kind=kind):
                message = plan.message_post(body="palsu", author_id=other.id, message_type=kind)
                self.assertEqual(message.sudo().author_id, self.users["staff"].partner_id)
                self.assertFalse(message.sudo().is_internal)

    def test_no_internal_note(self):
        """A note that the other party would not see is refused, for the evaluator as well."""
        with self.assertRaises(UserError):
            self.plan("staff", "kasi").message_post(
                body="rahasia", message_type="comment", subtype_xmlid="mail.mt_note"
            )

    def test_readers_without_a_part_do_not_write(self):
        """A colleague neither reads nor posts; head, officer and auditor do not post."""
        self.post("staff")
        for role in ("teman", "kabid", "officer", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.post(role)
        found = (
            self.env["mail.message"]
            .with_user(self.users["teman"])
            .search([("model", "=", "hr.skp"), ("res_id", "=", self.plan("staff").id)])
        )
        self.assertFalse(found)

import json

from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalConversation(PortalCommon):
    """The conversation of a plan on its portal page: for its two parties."""

    def send(self, key, body):
        """Post as the page does; return what the server answers."""
        return self.url_open(
            "/mail/message/post",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "params": {
                        "thread_model": "hr.skp",
                        "thread_id": self.plans[key].id,
                        "post_data": {
                            "body": body,
                            "message_type": "comment",
                            "subtype_xmlid": "mail.mt_comment",
                        },
                    },
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()

    def messages(self, key, body):
        return self.plans[key].message_ids.filtered(lambda message: body in (message.body or ""))

    def test_portal_employee_writes_to_his_evaluator(self):
        """A portal employee writes on his plan, and his evaluator of the day is told."""
        self.log_in("warga")
        self.assertIn("o_portal_chatter", self.page(f"/my/skp/{self.plans['warga'].id}"))
        self.send("warga", "Mohon target diperjelas")
        message = self.messages("warga", "Mohon target diperjelas")
        self.assertEqual(message.author_id, self.users["warga"].partner_id)
        self.assertEqual(message.partner_ids, self.users["kasi"].partner_id)

    def test_others_have_no_part_in_it(self):
        """A colleague neither sees the page nor posts on the plan."""
        self.log_in("teman")
        self.assertNotIn("o_portal_chatter", self.page(f"/my/skp/{self.plans['warga'].id}"))
        self.send("warga", "Pesan orang lain")
        self.assertFalse(self.messages("warga", "Pesan orang lain"))

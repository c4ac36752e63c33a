from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.tests.common import agency_today
from odoo.addons.mail.tools.discuss import Store

from .giving_common import GivingCommon


class ChatterCommon(GivingCommon):
    year = agency_today().year

    def write_message(self, key, text, about="kasi"):
        return (
            self.plans[about]
            .with_user(self.users[key])
            .message_post(body=text, message_type="comment", subtype_xmlid="mail.mt_comment")
        )

    def plan_of(self, about, key):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.plans[about].with_user(self.users[key]).with_company(self.agency)


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackChatter(ChatterCommon):
    """Feedback out of the conversation on a plan: where it is offered, and what it brings along."""

    def quoted(self, key, message, about="kasi"):
        action = self.plan_of(about, key).action_give_feedback_on_message(message.id)
        return action["context"]

    def test_message_of_somebody_else(self):
        """It is quoted before one's own words, and linked as evidence."""
        message = self.write_message("kasi", "Laporan Mei sudah di meja Bapak")
        context = self.quoted("kabid", message)
        self.assertIn(
            "“Laporan Mei sudah di meja Bapak” – Kepala Seksi Uji", context["default_name"]
        )
        self.assertTrue(context["default_links"].endswith(f"/mail/message/{message.id}"))
        self.assertEqual(context["default_employee_id"], self.people["kasi"].id)
        dialog = self.as_user("kabid").with_context(**context)
        given = dialog.create(
            dialog.default_get(["employee_id", "skp_id", "name", "links", "tone"])
        )
        self.assertRecordValues(
            given,
            [
                {
                    "skp_id": self.plans["kasi"].id,
                    "relation": "evaluator",
                    "evidence_names": [context["default_links"]],
                }
            ],
        )

    def test_own_message_is_the_words(self):
        """What one wrote oneself needs no quotation marks; markup is not taken along."""
        message = self.write_message("kabid", "Terima kasih, laporannya rapi")
        self.assertEqual(
            self.quoted("kabid", message)["default_name"], "Terima kasih, laporannya rapi"
        )

    def test_message_of_another_plan(self):
        """Neither a message of another plan nor one that is not there opens the dialog."""
        self.bring_to("staff", "agreed")
        foreign = self.write_message("kasi", "Rahasia staf", about="staff")
        for message_id in (foreign.id, 0, 10**9):
            with self.subTest(message_id=message_id), self.assertRaises(UserError):
                self.plan_of("kasi", "kabid").action_give_feedback_on_message(message_id)

    def test_where_it_is_offered(self):
        """On an agreed plan in force, to whoever is somebody in its agency."""
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.agency
        cases = [("kasi", "kabid", True), ("kasi", "wakil", True), ("staff", "kasi", False)]
        for about, key, offered in cases:
            with self.subTest(about=about, key=key):
                self.assertEqual(self.plan_of(about, key).can_give_feedback, offered)
        nobody = (
            self.plans["kasi"].with_user(admin).with_context(allowed_company_ids=self.agency.ids)
        )
        self.assertFalse(nobody.can_give_feedback, "an account without an employee has no source")
        self.plans["kasi"].state = "closed"
        self.assertFalse(self.plan_of("kasi", "kabid").can_give_feedback)

    def test_the_chatter_is_told(self):
        """The client learns with the thread whether to show the button."""
        for about, offered in (("kasi", True), ("staff", False)):
            plan = self.plan_of(about, "kasi" if about == "staff" else "kabid")
            store = Store().add(plan, [], as_thread=True, request_list=["followers"])
            thread = store.get_result()["mail.thread"][0]
            with self.subTest(about=about):
                self.assertEqual(thread["skp_can_give_feedback"], offered)

    def test_offered_at_the_cost_of_one(self):
        """As many queries for all plans as for one."""
        plans = self.env["hr.skp"].with_user(self.users["kabid"]).search([])
        self.assertGreater(len(plans), 2)
        counts = []
        for some in (plans[:1], plans):
            self.env.flush_all()
            self.env.invalidate_all()
            some.fetch(["revision", "state", "company_id"])
            before = self.env.cr.sql_log_count
            some.mapped("can_give_feedback")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackChatterTour(HttpCase, ChatterCommon):
    def test_from_a_message(self):
        """The evaluator answers a message of his person by feedback, in two clicks."""
        message = self.write_message("kasi", "Laporan Mei sudah di meja Bapak")
        plan = self.plans["kasi"]
        self.start_tour(
            f"/odoo/action-hr_skp.hr_skp_action_team/{plan.id}",
            "hr_skp_feedback_chatter",
            login="uji_kabid",
        )
        self.env.invalidate_all()
        self.assertRecordValues(
            plan.feedback_ids,
            [
                {
                    "tone": "good",
                    "relation": "evaluator",
                    "giver_id": self.people["kabid"].id,
                    "about": "whole",
                }
            ],
        )
        self.assertIn("Laporan Mei sudah di meja Bapak", plan.feedback_ids.name)
        self.assertIn(f"/mail/message/{message.id}", plan.feedback_ids.links)

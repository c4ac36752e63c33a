from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestExpectationForMany(SkpCommon):
    """One special expectation for a whole team, by its evaluator."""

    def expect(self, user, *keys, **vals):
        value = self.plans["staff"].behaviour_ids[0].core_value_id
        wizard = (
            self.env["hr.skp.expectation"]
            .with_user(self.users[user])
            .create(
                {
                    "skp_ids": [Command.set([self.plans[key].id for key in keys])],
                    "core_value_id": value.id,
                    "expectation": "Ramah kepada warga",
                    **vals,
                }
            )
        )
        wizard.action_confirm()
        return wizard

    def expectation(self, key):
        return self.plans[key].behaviour_ids[0].expectation

    def test_team(self):
        wizard = self.expect("kasi", "staff", "teman", "warga")
        self.assertFalse(wizard.notice)
        for key in ("staff", "teman", "warga"):
            self.assertEqual(self.expectation(key), "Ramah kepada warga")
        self.expect("kasi", "staff", expectation="Cepat", mode="add")
        self.assertEqual(self.expectation("staff"), "Ramah kepada warga\nCepat")

    def test_agreed_plans_are_left_out_and_named(self):
        self.bring_to("staff", "agreed")
        wizard = self.expect("kasi", "staff", "teman")
        self.assertIn("Staf Uji", wizard.notice)
        self.assertFalse(self.expectation("staff"))
        self.assertEqual(self.expectation("teman"), "Ramah kepada warga")

    def test_only_the_evaluator(self):
        """Neither the employee himself, the head above nor an officer writes anything."""
        for user in ("staff", "kabid", "officer"):
            with self.subTest(user=user):
                self.expect(user, "staff")
                self.assertFalse(self.expectation("staff"))

    def test_names_nobody_whom_one_may_not_read(self):
        """A colleague who asks learns nothing, neither saved nor while typing."""
        with self.assertRaises(AccessError):
            self.expect("teman", "staff")
        draft = self.env["hr.skp.expectation"].with_user(self.users["teman"])
        draft = draft.new({"skp_ids": [Command.set(self.plans["staff"].ids)]})
        self.assertFalse(draft.notice)

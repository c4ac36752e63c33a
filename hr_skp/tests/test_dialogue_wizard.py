from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .dialogue_common import NOW, TOMORROW, DialogueCommon


@freeze_time(NOW)
@tagged("post_install", "-at_install", "hr_skp")
class TestDialogueWizard(DialogueCommon):
    """A dialogue with each of many people at once; what was agreed taken over into the annex."""

    def schedule(self, by="kasi", plans=("staff", "teman", "warga"), **vals):
        plan_ids = [self.plans[key].id for key in plans]
        wizards = self.env["hr.skp.dialogue.schedule"].with_user(self.users[by])
        return wizards.create({"skp_ids": [Command.set(plan_ids)], **vals})

    def test_slots(self):
        """One after the other from the first slot on, over working days, in the user's hours."""
        wizard = self.schedule(
            date_start="2026-03-06 02:00:00", duration=45, pause=15, per_day=2, kind="feedback"
        )
        self.assertIn("Staf Uji", wizard.preview)
        wizard.action_confirm()
        dialogues = self.dialogues.search([("kind", "=", "feedback")], order="date_start")
        self.assertEqual(
            dialogues.mapped("date_start"),
            [
                datetime(2026, 3, 6, 2),
                datetime(2026, 3, 6, 3),
                datetime(2026, 3, 9, 2),
            ],
        )
        self.assertEqual(
            dialogues.skp_id, self.plans["staff"] | self.plans["teman"] | self.plans["warga"]
        )
        self.assertTrue(all(d.duration == 0.75 and d.calendar_event_id for d in dialogues))

    def test_days_off(self):
        """A day off of the agency is skipped."""
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nyepi",
                "calendar_id": self.agency.resource_calendar_id.id,
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 23:59:59",
            }
        )
        wizard = self.schedule(date_start="2026-03-02 08:00:00", per_day=1)
        self.assertEqual(
            [start for _plan, start in wizard._get_starts()],
            [datetime(2026, 3, 2, 8), datetime(2026, 3, 4, 8), datetime(2026, 3, 5, 8)],
        )

    def test_only_my_team(self):
        """People of others are left out, and said to be; with nobody left it is refused."""
        wizard = self.schedule(by="kabid", plans=("kasi", "staff"))
        self.assertEqual([plan for plan, _start in wizard._get_starts()], [self.plans["kasi"]])
        self.assertIn("Staf Uji", wizard.preview)
        with self.assertRaises(UserError):
            self.schedule(by="kabid", plans=("staff",)).action_confirm()
        with self.assertRaises(ValidationError):
            self.schedule(per_day=0)

    def test_default_people(self):
        """Without a choice in a list it is my team; one planned already is pointed out."""
        self.talk(kind="planning")
        wizards = self.env["hr.skp.dialogue.schedule"].with_user(self.users["kasi"])
        with Form(wizards) as form:
            self.assertEqual(
                form.skp_ids[:], self.plans["staff"] | self.plans["teman"] | self.plans["warga"]
            )
            self.assertIn("planned already", form.preview)

    def test_queries(self):
        """Our part costs the same for one person and for all; the calendar adds its own each."""

        def count(plans):
            wizard = self.schedule(plans=plans).with_context(no_mail_to_attendees=True)
            self.patch(self.registry["hr.skp.dialogue"], "_sync_events", lambda dialogues: None)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.action_confirm()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(("staff",))
        self.assertEqual(count(("staff",)), count(("staff", "teman", "warga")))

    def carry(self, dialogue, by="staff"):
        wizards = self.env["hr.skp.dialogue.carry"].with_user(self.users[by])
        return wizards.with_context(active_id=dialogue.id)

    def test_taking_over(self):
        """Ticked lines are added to the annex; what stands there stays; twice adds nothing."""
        plan = self.plans["staff"]
        self.env["hr.skp.commitment"].create({"skp_id": plan.id, "name": "Mobil dinas"})
        dialogue = self.talk(
            resources="- Mobil dinas\n- Dua laptop",
            accountability="Progres dilaporkan setiap bulan",
            consequences="Jika tidak memenuhi ekspektasi maka mendapat bimbingan",
        )
        wizard = self.carry(dialogue).create(
            self.carry(dialogue).default_get(["dialogue_id", "line_ids"])
        )
        self.assertIn("Mobil dinas", wizard.present)
        self.assertEqual(len(wizard.line_ids), 3)
        wizard.line_ids.filtered(lambda line: line.kind == "consequence").is_chosen = False
        wizard.action_confirm()
        self.assertRecordValues(
            plan.commitment_ids.sorted("sequence"),
            [
                {"kind": "resource", "name": "Mobil dinas", "interval": False},
                {"kind": "resource", "name": "Dua laptop", "interval": False},
                {
                    "kind": "accountability",
                    "name": "Progres dilaporkan setiap bulan",
                    "interval": "month",
                },
            ],
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_taking_over_needs_an_editable_plan(self):
        """An agreed plan takes nothing; nor does it come from a feedback dialogue or a reader."""
        words = {"resources": "Dua laptop"}
        self.assertFalse(self.talk(kind="feedback", **words)._get_carry_over())
        dialogue = self.talk(participant_ids=[(6, 0, self.people["ketua"].ids)], **words)
        lines = self.as_(dialogue, "staff")._get_carry_over()
        self.assertEqual(len(lines), 1)
        for key in ("ketua", "auditor"):
            self.assertFalse(self.as_(dialogue, key)._get_carry_over())
            with self.assertRaises(AccessError):
                self.as_(dialogue, key)._carry_over(lines)
        self.bring_to("staff", "agreed")
        self.assertFalse(self.as_(dialogue, "staff")._get_carry_over())
        with self.assertRaises(UserError):
            self.as_(dialogue, "staff")._carry_over(lines)

    def test_cancelling(self):
        """The reason is asked for; whose dialogue it is not does not cancel it."""
        dialogue = self.talk(date_start=TOMORROW)
        wizards = self.env["hr.skp.dialogue.cancel"]
        for key in ("teman", "officer"):
            with self.assertRaises(AccessError):
                wizards.with_user(self.users[key]).create(
                    {"dialogue_id": dialogue.id, "reason": "Iseng"}
                )
        auditor = wizards.with_user(self.users["auditor"])
        with self.assertRaises(AccessError):
            auditor.create({"dialogue_id": dialogue.id, "reason": "Iseng"}).action_confirm()
        wizard = wizards.with_user(self.users["staff"]).create(
            {"dialogue_id": dialogue.id, "reason": "Sakit"}
        )
        wizard.action_confirm()
        self.assertRecordValues(dialogue, [{"state": "cancelled", "state_reason": "Sakit"}])

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .dialogue_common import NOW, TOMORROW, DialogueCommon

BUSY = {"Busy", "Sibuk"}
SECRET = "Penurunan kinerja di ruang kasi"


@freeze_time(NOW)
@tagged("post_install", "-at_install", "hr_skp")
class TestDialogueCalendar(DialogueCommon):
    """The appointment in Odoo's calendar: moves with the dialogue, and tells colleagues nothing."""

    def event(self, dialogue):
        return dialogue.sudo().calendar_event_id

    def test_made_with_the_dialogue(self):
        """Employee, evaluator and participants are invited; it is private and says no content."""
        dialogue = self.talk(
            desired_results=SECRET,
            notes=SECRET,
            location="Ruang Seksi",
            participant_ids=[(6, 0, self.people["ketua"].ids)],
        )
        event = self.event(dialogue)
        users = self.users["staff"] | self.users["kasi"] | self.users["ketua"]
        self.assertEqual(event.partner_ids, users.partner_id)
        self.assertRecordValues(
            event,
            [
                {
                    "privacy": "private",
                    "show_as": "busy",
                    "start": fields.Datetime.to_datetime(TOMORROW),
                    "stop": fields.Datetime.to_datetime(TOMORROW) + timedelta(hours=1),
                    "location": "Ruang Seksi",
                    "user_id": self.users["kasi"].id,
                    "res_id": False,
                }
            ],
        )
        self.assertNotIn(SECRET, f"{event.name} {event.description} {event.location}")
        self.assertNotIn("Staf Uji", f"{event.name} {event.description}")
        self.assertIn(f"/dialogue/{dialogue.id}", event.description)

    def test_mails_say_nothing(self):
        """The invitation carries a link, never what is talked about."""
        self.talk(desired_results=SECRET, notes=SECRET, kind="evaluation")
        messages = self.env["mail.message"].search([("model", "=", "calendar.event")])
        self.assertTrue(messages)
        mails = self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)])
        text = " ".join(map(str, [*messages.mapped("body"), *mails.mapped("body_html")]))
        self.assertNotIn(SECRET, text)
        self.assertNotIn("Evaluation", text)

    def test_moves_with_the_dialogue(self):
        """A new time, place or participant changes the appointment; cancelling archives it."""
        dialogue = self.talk()
        later = fields.Datetime.to_datetime("2026-03-05 07:00:00")
        self.as_(dialogue, "staff").write(
            {
                "date_start": later,
                "duration": 0.5,
                "location": "Aula",
                "participant_ids": [(4, self.people["ketua"].id)],
            }
        )
        event = self.event(dialogue)
        self.assertRecordValues(
            event,
            [{"start": later, "stop": later + timedelta(minutes=30), "location": "Aula"}],
        )
        self.assertIn(self.users["ketua"].partner_id, event.partner_ids)
        self.as_(dialogue, "staff").action_cancel("Sakit")
        self.assertFalse(event.active)

    def test_follows_the_calendar(self):
        """Dragged in the calendar by a party, the dialogue moves as well; not by a participant."""
        dialogue = self.talk(participant_ids=[(6, 0, self.people["ketua"].ids)])
        start = fields.Datetime.to_datetime("2026-03-04 02:00:00")
        times = {"start": start, "stop": start + timedelta(hours=2)}
        self.event(dialogue).with_user(self.users["staff"]).write(times)
        self.assertRecordValues(dialogue, [{"date_start": start, "duration": 2.0}])
        with self.assertRaises(AccessError):
            self.event(dialogue).with_user(self.users["ketua"]).write(
                {"start": start + timedelta(days=1), "stop": start + timedelta(days=1, hours=2)}
            )

    def test_deleted_in_the_calendar(self):
        """Who deletes the appointment does not delete the dialogue; moving it makes a new one."""
        dialogue = self.talk()
        self.event(dialogue).with_user(self.users["kasi"]).unlink()
        self.assertEqual(dialogue.state, "planned")
        self.as_(dialogue, "kasi").date_start = "2026-03-06 02:00:00"
        self.assertTrue(self.event(dialogue))

    def test_colleague_sees_busy(self):
        """A colleague, an officer and the system's administrator see "Busy" and nothing else."""
        dialogue = self.talk(location="Ruang Seksi", video_url="https://rapat.example/1")
        event = self.event(dialogue)
        admin = self._create_user("admin", "Admin Uji", "base.group_system")
        for user in (self.users["teman"], self.users["kadis"], self.users["officer"], admin):
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                seen = event.with_user(user)
                names = ["name", "description", "location", "videocall_location", "partner_ids"]
                values = seen.read([*names, "is_skp_dialogue", "display_name"])[0]
                self.assertLessEqual({values["name"], values["display_name"]}, BUSY)
                self.assertFalse(any(values[name] for name in names[1:]))
                self.assertFalse(values["is_skp_dialogue"])

    def test_colleague_finds_nothing(self):
        """Nobody finds by searching who talks about his performance, by no field of it."""
        dialogue = self.talk(location="Ruang Seksi", video_url="https://rapat.example/1")
        event = self.event(dialogue)
        domains = (
            [("name", "ilike", event.name)],
            [("display_name", "ilike", event.name)],
            [("description", "ilike", "dialogue")],
            [("location", "ilike", "Ruang")],
            [("videocall_location", "ilike", "rapat")],
            [("is_skp_dialogue", "=", True)],
            ["|", ("id", "=", 0), ("name", "ilike", event.name)],
            ["!", ("name", "not ilike", event.name)],
        )
        for key, found in (("teman", False), ("officer", False), ("staff", True), ("kasi", True)):
            events = self.env["calendar.event"].with_user(self.users[key])
            for domain in domains:
                with self.subTest(key=key, domain=domain):
                    self.assertEqual(event in events.search(domain), found)
            self.assertEqual(event in events.search([("start", ">=", NOW)]), True)
            self.assertEqual(
                bool(events._read_group([("name", "ilike", event.name)], ["start:day"])), found
            )
        through = self.env["calendar.attendee"].with_user(self.users["teman"])
        self.assertFalse(through.search([("event_id.name", "ilike", event.name)]))
        busy = self.env["calendar.event"].with_user(self.users["teman"])
        mine = [("partner_ids", "in", self.users["kasi"].partner_id.ids)]
        self.assertIn(event, busy.search(mine), "that he is busy is for all to see")

    def test_portal_party(self):
        """A portal employee plans: the evaluator is invited and organises; he reads his own."""
        dialogue = self.talk(by="warga", about="warga")
        event = self.event(dialogue)
        self.assertEqual(event.user_id, self.users["kasi"])
        self.assertEqual(event.with_user(self.users["warga"]).name, event.name)

    def test_context_of_a_client(self):
        """Defaults and the active record of a client's page do not reach the appointment."""
        dialogue = (
            self.dialogues.with_user(self.users["kasi"])
            .with_context(
                default_privacy="public",
                default_name=SECRET,
                active_model="hr.skp",
                active_id=self.plans["staff"].id,
            )
            .create({"skp_id": self.plans["staff"].id, "date_start": TOMORROW})
        )
        event = self.event(dialogue)
        self.assertRecordValues(event, [{"privacy": "private", "res_model": False}])
        self.assertNotEqual(event.name, SECRET)

    def test_delegate_of_the_day(self):
        """Who acts for the evaluator on that day is invited, another day's delegate is not."""
        for key, day in (("ketua", "2026-03-03"), ("teman", "2026-03-09")):
            self.env["hr.skp.delegation"].create(
                {
                    "official_id": self.people["kasi"].id,
                    "delegate_id": self.people[key].id,
                    "date_start": day,
                    "date_end": day,
                }
            )
        partners = self.event(self.talk(by="staff")).partner_ids
        self.assertIn(self.users["ketua"].partner_id, partners)
        self.assertNotIn(self.users["teman"].partner_id, partners)

    def test_new_evaluator(self):
        """With a new evaluator the appointment changes hands; the former one reads it no more."""
        dialogue = self.talk()
        self.plans["staff"].sudo().write({"evaluator_id": self.people["ketua"].id})
        event = self.event(dialogue)
        self.assertEqual(event.partner_ids, (self.users["staff"] | self.users["ketua"]).partner_id)
        self.env.invalidate_all()
        self.assertIn(event.with_user(self.users["kasi"]).name, BUSY)
        with self.assertRaises(AccessError):
            self.as_(dialogue, "kasi").read(["notes"])

    def test_past_is_not_invited(self):
        """Recording a dialogue that took place sends no invitation."""
        self.talk(date_start="2026-02-27 02:00:00")
        invitations = [("model", "=", "calendar.event"), ("partner_ids", "!=", False)]
        self.assertFalse(self.env["mail.message"].search(invitations))
        self.talk()
        self.assertTrue(self.env["mail.message"].search(invitations))

    def test_held_appointment_stays(self):
        """Moving the appointment of a held dialogue does not rewrite when it was."""
        dialogue = self.bring_dialogue_to(self.talk(), "held")
        before = dialogue.date_start
        event = self.event(dialogue).with_user(self.users["kasi"])
        event.write({"start": "2026-03-09 02:00:00", "stop": "2026-03-09 03:00:00"})
        self.assertEqual(dialogue.date_start, before)
        with self.assertRaises(UserError):
            self.as_(dialogue, "kasi").date_start = TOMORROW

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .dialogue_common import NOW, DialogueCommon

HOUR = timedelta(hours=1)


@freeze_time(NOW)
@tagged("post_install", "-at_install", "hr_skp")
class TestDialogueAppointment(DialogueCommon):
    """Who changes the appointment of a dialogue, and who reads who is invited to it.

    staff and kasi are the parties, ketua takes part, teman is a colleague.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dialogue = cls.talk(participant_ids=[(6, 0, cls.people["ketua"].ids)])
        cls.event = cls.dialogue.calendar_event_id
        cls.invited = cls.event.attendee_ids
        other = cls.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        cls.users["foreign"] = cls._create_user("foreign", "Asing", "base.group_user")
        cls.users["foreign"].write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})

    def setUp(self):
        super().setUp()
        # What Odoo blanks for one user it keeps in the cache for all.
        self.env.invalidate_all()

    def event_of(self, key):
        return self.event.with_user(self.users[key])

    def attendee_of(self, key):
        return self.invited.filtered(lambda a: a.partner_id == self.users[key].partner_id)

    def refuse(self, records, step, pattern=""):
        with self.assertRaisesRegex(AccessError, pattern):
            step(records)
            self.env.flush_all()
        self.env.invalidate_all()

    # ------------------------------------------------------------
    # CHANGING IT
    # ------------------------------------------------------------

    def test_participant_changes_nothing(self):
        """Neither when and where, nor who comes and who sees it; nor is it deleted."""
        later = {"start": self.event.start + HOUR, "stop": self.event.stop + HOUR}
        for vals in (
            later,
            {"privacy": "public"},
            {"videocall_location": "https://evil.example"},
            {"name": "Lain"},
            {"location": "Lain"},
            {"active": False},
            {"user_id": self.users["ketua"].id},
            {"partner_ids": [(4, self.users["teman"].partner_id.id)]},
            {"attendee_ids": [(0, 0, {"partner_id": self.users["teman"].partner_id.id})]},
            {"recurrency": True, "rrule_type": "daily", "count": 2, "end_type": "count"},
            {"is_skp_dialogue": False},
        ):
            with self.subTest(vals=vals):
                self.refuse(self.event_of("ketua"), lambda e, vals=vals: e.write({**vals}))
        self.refuse(
            self.event_of("ketua"),
            lambda e: e.write({"location": "Lain"}),
            "Only the employee and the evaluator",
        )
        self.refuse(self.event_of("ketua"), lambda e: e.unlink(), "Only the employee")

    def test_participant_answers_for_himself(self):
        """He says whether he comes and when he is reminded; never whether another comes."""
        alarm = self.env["calendar.alarm"].search([("alarm_type", "=", "notification")], limit=1)
        event = self.event_of("ketua")
        event.change_attendee_status("declined", "self_only")
        self.assertEqual(self.attendee_of("ketua").state, "declined")
        event.write({"current_status": "accepted", "alarm_ids": [(4, alarm.id)]})
        self.assertEqual(self.attendee_of("ketua").state, "accepted")
        other = self.attendee_of("staff").with_user(self.users["ketua"])
        mine = self.attendee_of("ketua").with_user(self.users["ketua"])
        new = {"event_id": self.event.id, "partner_id": self.users["teman"].partner_id.id}
        self.refuse(other, lambda a: a.do_decline(), "Only the employee")
        self.refuse(other, lambda a: a.unlink(), "Only the employee")
        self.refuse(mine, lambda a: a.create(new), "Only the employee")
        self.refuse(mine, lambda a: a.write({"partner_id": new["partner_id"]}))

    def test_nobody_comes_in_by_another_way(self):
        """By an attendee moved here, by the meetings of a person, old or new."""
        users = self.users
        users["teman"].group_ids |= self.env.ref("base.group_partner_manager")
        users["ketua"].group_ids |= self.env.ref("base.group_partner_manager")
        own = self.env["calendar.event"].with_user(users["ketua"]).create({"name": "Sendiri"})
        self.refuse(own.attendee_ids, lambda a: a.write({"event_id": self.event.id}))
        link = {"meeting_ids": [(4, self.event.id)]}
        for key in ("teman", "ketua"):
            partner = users["teman"].partner_id.with_user(users[key])
            with self.subTest(key=key):
                self.refuse(partner, lambda p: p.write(link))
                self.refuse(partner, lambda p: p.create({"name": "Baru", **link}))
                context = {"default_meeting_ids": link["meeting_ids"]}
                self.refuse(partner.with_context(**context), lambda p: p.create({"name": "Baru"}))
        leaving = users["staff"].partner_id.with_user(users["teman"])
        self.refuse(leaving, lambda p: p.write({"meeting_ids": [(3, self.event.id)]}))
        free = self.env["calendar.event"].create({"name": "Bebas"})
        users["teman"].partner_id.with_user(users["teman"]).write({"meeting_ids": [(4, free.id)]})
        self.assertIn(users["teman"].partner_id, free.partner_ids)

    def test_party_changes_it(self):
        """Time, place and who comes; that it is private, and which dialogue's, nobody changes."""
        event, ketua = self.event_of("staff"), self.users["ketua"].partner_id
        event.write({"start": self.event.start + HOUR, "stop": self.event.stop + HOUR})
        self.assertEqual(self.dialogue.date_start, self.event.start)
        event.write({"location": "Aula", "privacy": "private", "partner_ids": [(3, ketua.id)]})
        self.assertNotIn(ketua, self.event.attendee_ids.partner_id)
        for vals in (
            {"privacy": "public"},
            {"privacy": False},
            {"is_skp_dialogue": False},
            {"recurrency": True, "rrule_type": "daily", "count": 2, "end_type": "count"},
        ):
            with self.subTest(vals=vals):
                self.refuse(event, lambda e, vals=vals: e.write({**vals}))
        rule = {"rrule_type": "daily", "base_event_id": event.id}
        rule["calendar_event_ids"] = [(4, event.id)]
        self.refuse(event.env["calendar.recurrence"], lambda r: r.create(rule))

    def test_context_of_a_client(self):
        """What a client says in the context does not make him the dialogue's own step."""
        event = self.event_of("ketua").with_context(skp_dialogue_sync=True)
        later = {"start": self.event.start + HOUR, "stop": self.event.stop + HOUR}
        self.refuse(event, lambda e: e.write({**later}))
        self.assertEqual(self.event.start, self.dialogue.date_start)
        self.event_of("staff").with_context(skp_dialogue_sync=True).write({**later})
        self.assertEqual(self.dialogue.date_start, self.event.start, "the dialogue moved as well")

    def test_opened_before(self):
        """An appointment that somebody had opened is private again with the next step."""
        self.event.privacy = "public"
        self.as_(self.dialogue, "kasi").location = "Aula"
        self.assertEqual(self.event.privacy, "private")

    def test_outsider_is_told_nothing(self):
        """Who is not invited is refused by Odoo's own words, not by those of a dialogue."""
        for key in ("teman", "officer", "foreign"):
            with self.subTest(key=key), self.assertRaises(AccessError) as caught:
                self.event_of(key).write({"name": "x"})
            self.assertNotIn("dialogue", str(caught.exception))

    # ------------------------------------------------------------
    # WHO IS INVITED
    # ------------------------------------------------------------

    def test_attendees_are_for_the_invited(self):
        """A colleague, an officer, another agency read no attendee, no address and no token."""
        domains = (
            [("event_id", "=", self.event.id)],
            [("access_token", "=", self.invited[:1].access_token)],
            [("id", "in", self.invited.ids)],
        )
        for key, seen in (
            ("teman", False),
            ("officer", False),
            ("foreign", False),
            ("staff", True),
            ("kasi", True),
            ("ketua", True),
        ):
            self.env.invalidate_all()
            # His own companies, not those of the test.
            env = self.env(user=self.users[key], context={})
            mine = self.invited.with_env(env)
            for domain in domains:
                with self.subTest(key=key, domain=domain):
                    self.assertEqual(bool(mine.search(domain)), seen)
            with self.subTest(key=key):
                self.assertEqual(mine.has_access("read"), seen)
                self.assertEqual(bool(mine._filtered_access("read")), seen)
                partners = self.invited.partner_id.with_env(env)
                self.assertEqual(bool(partners.get_attendee_detail(self.event.ids)), seen)
                # Odoo blanks the event's marker for him; the attendee's own stays.
                self.event.with_env(env).read(["name", "is_skp_dialogue"])
                self.assertEqual(mine.has_access("read"), seen)

    def test_attendees_of_the_cancelled_and_the_changed(self):
        """Also of what was cancelled, and who came later is hidden as the rest."""
        teman, ketua = self.users["teman"], self.users["ketua"]
        self.as_(self.dialogue, "staff").participant_ids = [(4, self.people["kadis"].id)]
        self.as_(self.dialogue, "staff").action_cancel("Sakit")
        attendees = self.event.with_context(active_test=False).attendee_ids
        self.assertIn(self.users["kadis"].partner_id, attendees.partner_id)
        self.assertFalse(attendees.with_user(teman).search([("id", "in", attendees.ids)]))
        found = attendees.with_user(ketua).search([("id", "in", attendees.ids)])
        self.assertEqual(found, attendees)

    def test_ordinary_appointments(self):
        """Those of others stay as Odoo has them: planned, shared, opened, answered, moved."""
        users = self.users
        partners = users["staff"].partner_id | users["teman"].partner_id
        start = fields.Datetime.to_datetime(NOW) + timedelta(days=2)
        event = (
            self.env["calendar.event"]
            .with_user(users["teman"])
            .create(
                {
                    "name": "Rapat",
                    "start": start,
                    "stop": start + HOUR,
                    "partner_ids": [(6, 0, partners.ids)],
                }
            )
        )
        self.assertEqual(event.attendee_ids.partner_id, partners)
        self.env.invalidate_all()
        shared = event.with_user(users["officer"])
        self.assertEqual(shared.attendee_ids.partner_id, partners)
        self.assertEqual(shared.attendees_count, 2)
        event.with_user(users["staff"]).change_attendee_status("declined", "self_only")
        event.with_user(users["staff"]).write({"start": start + HOUR, "privacy": "public"})
        event.write({"partner_ids": [(3, users["staff"].partner_id.id)], "active": False})
        self.assertEqual(
            shared.with_context(active_test=False).attendee_ids.partner_id,
            users["teman"].partner_id,
        )
        event.unlink()

    def test_marker_is_not_given(self):
        """Nobody makes an appointment of his own one of a dialogue's."""
        events = self.env["calendar.event"].with_user(self.users["teman"])
        vals = {"name": "Rapat", "is_skp_dialogue": True}
        self.refuse(events, lambda e: e.create(vals))
        marked = events.with_context(default_is_skp_dialogue=True).create({"name": "Rapat"})
        self.assertFalse(marked.sudo().is_skp_dialogue)
        self.refuse(marked, lambda e: e.write({"is_skp_dialogue": True}))
        mine = self.attendee_of("staff").with_user(self.users["staff"])
        self.refuse(mine, lambda a: a.write({"is_skp_dialogue": False}))
        new = {"event_id": self.event.id, "partner_id": self.users["teman"].partner_id.id}
        self.refuse(mine, lambda a: a.create({**new, "is_skp_dialogue": False}))
        added = mine.with_context(default_is_skp_dialogue=False).create(new)
        self.assertTrue(added.is_skp_dialogue)


@tagged("post_install", "-at_install", "hr_skp")
class TestDialogueInvitation(HttpCase, DialogueCommon):
    def test_link_of_the_invitation(self):
        """Who got the link by mail answers by it without logging in, as in every appointment."""
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=2)
        event = self.talk(about="warga", date_start=start).calendar_event_id
        mine = event.attendee_ids.filtered(lambda a: a.partner_id == self.users["warga"].partner_id)
        self.env.flush_all()
        for step, state in (("accept", "accepted"), ("decline", "declined")):
            answer = self.url_open(
                f"/calendar/meeting/{step}?token={mine.access_token}&id={event.id}"
            )
            self.env.invalidate_all()
            self.assertEqual((answer.status_code, mine.state), (200, state))

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from .dialogue_common import NOW, TOMORROW, YESTERDAY, DialogueCommon

#: what a role may do with a dialogue between staff and kasi, by state
READERS = ("staff", "kasi", "wakil", "ketua", "auditor")
OUTSIDERS = ("teman", "warga", "kabid", "kadis", "unit_officer", "officer", "manager", "hr")
STEPS = {
    "hold": lambda dialogue: dialogue.action_hold(),
    "replan": lambda dialogue: dialogue.action_replan(),
    "cancel": lambda dialogue: dialogue.action_cancel("Rapat lain"),
    "confirm": lambda dialogue: dialogue.action_confirm(),
    "write": lambda dialogue: dialogue.write({"guidelines": "Tanpa kesalahan"}),
    "move": lambda dialogue: dialogue.write({"date_start": YESTERDAY}),
}
#: state -> steps that the parties may take
ALLOWED = {
    "planned": {"hold", "cancel", "write", "move"},
    "held": {"replan", "confirm", "write"},
    "confirmed": set(),
    "cancelled": set(),
}


@freeze_time(NOW)
@tagged("post_install", "-at_install", "hr_skp")
class TestDialogue(DialogueCommon):
    """What the two agree, who reads it, and that it is frozen once both have confirmed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["wakil"] = cls._create_user("wakil", "Wakil Uji", "base.group_user")
        deputy = cls._create_person("wakil", "Wakil Uji", "pengawas", "kabid", "seksi", 90)
        cls.delegation = cls.env["hr.skp.delegation"].create(
            {
                "official_id": cls.people["kasi"].id,
                "delegate_id": deputy.id,
                "date_start": "2026-03-02",
                "date_end": "2026-03-02",
            }
        )

    def test_state_by_role(self):
        """Every step in every state: the parties and the delegate of the day, nobody else."""
        for state, allowed in ALLOWED.items():
            dialogue = self.talk(participant_ids=[(6, 0, self.people["ketua"].ids)])
            if state == "planned":
                dialogue.date_start = YESTERDAY
            self.bring_dialogue_to(dialogue, state)
            if state == "held":
                # Else confirming is refused for another reason.
                self.assertTrue(dialogue.desired_results)
            for step, key in ((s, k) for s in STEPS for k in (*READERS, *OUTSIDERS)):
                with self.subTest(state=state, step=step, key=key):
                    expected = step in allowed and key in ("staff", "kasi", "wakil")
                    self.assertEqual(self._succeeds(dialogue, step, key), expected)

    def _succeeds(self, dialogue, step, key):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.env.cr.savepoint(flush=False) as savepoint:
            try:
                STEPS[step](self.as_(dialogue, key))
                self.env.flush_all()
                done = True
            except UserError:
                done = False
            self.env.transaction.clear()
            savepoint.rollback()
        self.env.transaction.clear()
        return done

    def test_readers(self):
        """Parties, delegate, participants and auditors find and read it; nobody else does."""
        dialogue = self.talk(
            desired_results="Rahasia", participant_ids=[(6, 0, self.people["ketua"].ids)]
        )
        for key in READERS:
            self.assertEqual(self.as_(dialogue, key).desired_results, "Rahasia")
        for key in OUTSIDERS:
            with self.subTest(key=key):
                own = self.dialogues.with_user(self.users[key])
                self.assertFalse(own.search([("desired_results", "ilike", "rahasia")]))
                with self.assertRaises(AccessError):
                    self.as_(dialogue, key).read(["desired_results"])
        self.delegation.write({"date_start": "2026-03-01", "date_end": "2026-03-01"})
        self.delegation.flush_recordset()
        self.env.invalidate_all()
        self.assertFalse(self.as_(dialogue, "wakil").has_access("read"))

    def test_that_it_took_place(self):
        """Head of unit and officers read that a dialogue took place, and nothing else of it."""
        dialogue = self.talk(desired_results="Rahasia", kind="feedback")
        self.env.flush_all()
        for key in ("kadis", "kabid", "unit_officer", "officer", "manager", "auditor", "kasi"):
            with self.subTest(key=key):
                report = self.env["hr.skp.dialogue.report"].with_user(self.users[key])
                line = report.search([("skp_id", "=", self.plans["staff"].id)])
                self.assertRecordValues(
                    line, [{"kind": "feedback", "state": "planned", "is_confirmed": False}]
                )
                action = line.action_open()
                reads = self.as_(dialogue, key).has_access("read")
                self.assertEqual(
                    (action["res_model"], action["res_id"]),
                    ("hr.skp.dialogue", dialogue.id) if reads else ("hr.skp", line.skp_id.id),
                )
        for key in ("teman", "hr"):
            self.assertFalse(
                self.env["hr.skp.dialogue.report"].with_user(self.users[key]).search([])
            )
        texts = [
            name
            for name, field in self.env["hr.skp.dialogue.report"]._fields.items()
            if field.type in ("text", "html")
        ]
        self.assertFalse(texts)

    def test_whole_way(self):
        """Planned, held, written, confirmed by both; each step in the log; then frozen."""
        dialogue = self.talk(by="staff", date_start=YESTERDAY)
        self.as_(dialogue, "kasi").action_hold()
        self.assertRecordValues(
            dialogue, [{"state": "held", "recorded_by_id": self.users["kasi"].id}]
        )
        with self.assertRaisesRegex(UserError, "write down first"):
            self.as_(dialogue, "staff").action_confirm()
        self.as_(dialogue, "staff").notes = "Bertemu lagi April"
        self.as_(dialogue, "staff").action_confirm()
        self.assertFalse(dialogue.is_confirmed)
        self.as_(dialogue, "kasi").action_confirm()
        self.assertRecordValues(
            dialogue,
            [
                {
                    "is_confirmed": True,
                    "employee_confirmed_on": fields.Datetime.to_datetime(NOW),
                    "evaluator_confirmed_on": fields.Datetime.to_datetime(NOW),
                }
            ],
        )
        for key in ("staff", "kasi"):
            with self.assertRaisesRegex(UserError, "record a new one"):
                self.as_(dialogue, key).notes = "Lain"
        logs = self.env["hr.skp.log"].search([("res_model", "=", dialogue._name)], order="id")
        self.assertEqual(
            logs.mapped("action"),
            ["dialogue_plan", "dialogue_hold", "dialogue_confirm", "dialogue_confirm"],
        )
        self.assertEqual(logs.skp_id, self.plans["staff"])
        self.assertTrue(all(log.action_label != log.action for log in logs))

    def test_changed_text_is_confirmed_anew(self):
        """A change after somebody confirmed takes the confirmation back; the same text does not."""
        dialogue = self.bring_dialogue_to(self.talk(), "held")
        self.as_(dialogue, "staff").action_confirm()
        text = dialogue.desired_results
        self.as_(dialogue, "kasi").desired_results = text
        self.assertTrue(dialogue.employee_confirmed_on)
        self.as_(dialogue, "kasi").desired_results = "Lain"
        self.assertFalse(dialogue.employee_confirmed_on)
        last = self.env["hr.skp.log"].search([("res_id", "=", dialogue.id)], limit=1)
        self.assertEqual(last.action, "dialogue_change")
        self.as_(dialogue, "staff").action_confirm()
        self.as_(dialogue, "kasi").participant_ids = self.people["ketua"]
        self.assertFalse(dialogue.employee_confirmed_on, "one more reads what he confirmed")

    def test_delegate_is_recorded(self):
        """What a delegate does is his, for the official."""
        dialogue = self.talk(by="wakil")
        log = self.env["hr.skp.log"].search([("res_id", "=", dialogue.id)], limit=1)
        self.assertRecordValues(
            log, [{"user_id": self.users["wakil"].id, "official_id": self.people["kasi"].id}]
        )

    def test_who_plans(self):
        """Either party plans; a stranger, an officer or a participant does not."""
        self.talk(by="staff")
        self.talk(by="kasi")
        for key in ("teman", "ketua", "kabid", "officer", "auditor", "warga"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.talk(by=key)

    def test_ended_plan(self):
        """A closed or cancelled plan takes no new dialogue; planned ones go, held ones stay."""
        planned, held = self.talk(), self.bring_dialogue_to(self.talk(), "held")
        late = self.talk(date_start=YESTERDAY)
        self.bring_to("staff", "cancelled")
        self.assertEqual((planned | held | late).mapped("state"), ["cancelled", "held", "planned"])
        self.assertFalse(planned.calendar_event_id.active)
        with self.assertRaisesRegex(UserError, "takes no new dialogue"):
            self.talk(by="staff")
        self.as_(held, "staff").action_confirm()

    def test_no_evaluator(self):
        """Without an evaluator there is nobody to talk to."""
        self.plans["staff"].sudo().evaluator_id = False
        with self.assertRaisesRegex(UserError, "nobody to talk to"):
            self.talk(by="staff")

    def test_guarded_fields(self):
        """State, confirmations and plan are written by nobody, by no default of a client either."""
        dialogue = self.talk()
        for vals in (
            {"state": "held"},
            {"employee_confirmed_on": NOW},
            {"is_confirmed": True},
            {"skp_id": self.plans["teman"].id},
            {"calendar_event_id": False},
            {"recorded_by_id": self.users["staff"].id},
        ):
            with self.subTest(vals=vals):
                with self.assertRaises(AccessError):
                    self.as_(dialogue, "kasi").write(vals)
        with self.assertRaises(AccessError):
            self.talk(state="held")
        forged = (
            self.dialogues.with_user(self.users["kasi"])
            .with_context(
                default_state="held", default_employee_confirmed_on=NOW, default_is_confirmed=True
            )
            .create({"skp_id": self.plans["staff"].id, "date_start": TOMORROW})
        )
        self.assertRecordValues(
            forged,
            [{"state": "planned", "employee_confirmed_on": False, "is_confirmed": False}],
        )

    def test_never_deleted(self):
        """A dialogue is cancelled, never deleted, not by the administrator either."""
        dialogue = self.talk()
        for key in ("kasi", "staff", "manager"):
            with self.assertRaises(UserError):
                self.as_(dialogue, key).unlink()
        with self.assertRaises(UserError):
            dialogue.unlink()

    def test_held_not_before_its_day(self):
        """One marks as held what took place, or moves it first."""
        dialogue = self.talk(date_start=TOMORROW)
        with self.assertRaisesRegex(UserError, "Move it first"):
            self.as_(dialogue, "kasi").action_hold()
        # Half past five of the same day in Jakarta is still to come, but it is today.
        self.as_(dialogue, "kasi").date_start = "2026-03-02 10:30:00"
        self.as_(dialogue, "kasi").action_hold()

    def test_not_held_after_all(self):
        """Marked by mistake it is planned again, unless somebody has confirmed it."""
        dialogue = self.bring_dialogue_to(self.talk(), "held")
        self.as_(dialogue, "staff").action_replan()
        self.assertRecordValues(dialogue, [{"state": "planned", "recorded_by_id": False}])
        self.as_(dialogue, "kasi").action_hold()
        self.as_(dialogue, "staff").action_confirm()
        with self.assertRaisesRegex(UserError, "took place"):
            self.as_(dialogue, "kasi").action_replan()

    def test_values(self):
        """No participant of another agency, no link that is none, no day-long or empty dialogue."""
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        stranger = self.env["hr.employee"].create({"name": "Orang lain", "company_id": other.id})
        with self.assertRaises(ValidationError):
            self.dialogues.create(
                {
                    "skp_id": self.plans["staff"].id,
                    "participant_ids": [(6, 0, stranger.ids)],
                }
            )
        with self.assertRaisesRegex(ValidationError, "https://"):
            self.talk(video_url="javascript:alert(1)")
        for hours in (0, -1, 13):
            with (
                self.subTest(hours=hours),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.talk(duration=hours)
                self.env.flush_all()

    def asked(self):
        """Return who has an activity on staff's plan to confirm a dialogue."""
        kind = self.env.ref("hr_skp.mail_activity_dialogue")
        activities = self.plans["staff"].sudo().activity_ids
        return activities.filtered(lambda a: a.activity_type_id == kind).user_id

    def test_asked_to_confirm(self):
        """Internal parties get an activity until they have confirmed; the acting one needs none."""
        dialogue = self.bring_dialogue_to(self.talk(), "held")
        self.assertEqual(self.asked(), self.users["staff"] | self.users["wakil"])
        self.as_(dialogue, "staff").action_confirm()
        self.assertEqual(self.asked(), self.users["kasi"] | self.users["wakil"])
        self.as_(dialogue, "kasi").guidelines = "Lain"
        self.assertIn(self.users["staff"], self.asked())
        self.as_(dialogue, "staff").action_confirm()
        self.as_(dialogue, "kasi").action_confirm()
        self.assertFalse(self.asked())

    def test_activity_moves_with_a_delegation(self):
        """Who begins to act for the evaluator is asked in his stead, until the last day."""
        self.delegation.unlink()
        dialogue = self.talk(by="staff", date_start=YESTERDAY)
        self.as_(dialogue, "staff").action_hold()
        self.assertEqual(self.asked(), self.users["kasi"])
        delegation = self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["ketua"].id,
                "date_start": "2026-03-02",
                "date_end": "2026-03-09",
            }
        )
        self.assertIn(self.users["ketua"], self.asked())
        delegation.date_end = "2026-03-02"
        self.env.invalidate_all()
        with freeze_time("2026-03-04 03:00:00"):
            self.env["hr.skp.delegation"]._cron_hand_over()
        self.assertEqual(self.asked(), self.users["kasi"])

    def test_filters(self):
        """Mine, my team's, to confirm: what the filters find is what the buttons say."""
        dialogue = self.bring_dialogue_to(self.talk(), "held")
        for key, mine, team in (("staff", True, False), ("kasi", False, True)):
            own = self.dialogues.with_user(self.users[key])
            found = {
                name: dialogue in own.search([(name, "=", True)])
                for name in ("is_mine", "is_my_team", "is_to_confirm", "is_invited")
            }
            expected = {
                "is_mine": mine,
                "is_my_team": team,
                "is_to_confirm": True,
                "is_invited": True,
            }
            self.assertEqual(found, expected)
            record = self.as_(dialogue, key)
            self.assertEqual({name: record[name] for name in expected}, expected)
        auditor = self.dialogues.with_user(self.users["auditor"])
        self.assertFalse(auditor.search(Domain("is_invited", "=", True)))

    def test_default_plan(self):
        """A new dialogue is about my own plan unless the page says whose."""
        values = self.dialogues.with_user(self.users["staff"]).default_get(["skp_id", "date_start"])
        self.assertEqual(values["skp_id"], self.plans["staff"].id)
        self.assertEqual(
            fields.Datetime.to_datetime(values["date_start"]),
            fields.Datetime.to_datetime(TOMORROW),
            "tomorrow at nine in Jakarta",
        )
        with freeze_time("2026-03-06 03:00:00"):
            friday = self.dialogues.with_user(self.users["staff"])._get_default_start()
        self.assertEqual(str(friday), "2026-03-09 02:00:00", "on Friday it is Monday")

    def test_smart_button(self):
        """The plan counts what was not cancelled, and opens its dialogues."""
        self.talk()
        self.talk().with_user(self.users["kasi"]).action_cancel("Rapat")
        plan = self.plan("staff", "kasi")
        self.assertEqual(plan.dialogue_count, 1)
        action = plan.action_open_dialogues()
        self.assertEqual(
            (action["res_model"], action["context"]["default_skp_id"]),
            ("hr.skp.dialogue", plan.id),
        )

    def test_queries(self):
        """The list costs as many queries for thirty dialogues as for one."""
        keys = ("staff", "teman", "warga")
        no_mail = self.dialogues.with_context(no_mail_to_attendees=True)
        dialogues = no_mail.create(
            [{"skp_id": self.plans[keys[i % 3]].id, "date_start": TOMORROW} for i in range(30)]
        )
        names = ["display_name", "is_to_confirm", "can_hold", "state", "participant_ids"]

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.users["kasi"]).read(names)
            return self.env.cr.sql_log_count - before

        count(dialogues)
        self.assertEqual(count(dialogues[:1]), count(dialogues))

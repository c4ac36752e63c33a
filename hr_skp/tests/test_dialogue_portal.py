from freezegun import freeze_time

from odoo.http import Request
from odoo.tests import tagged

from .dialogue_common import NOW, TOMORROW, YESTERDAY, DialogueCommon
from .portal_common import PortalCommon


@freeze_time(NOW)
@tagged("post_install", "-at_install", "hr_skp")
class TestDialoguePortal(PortalCommon, DialogueCommon):
    """``/my/skp/dialogues``: planned, written, held and confirmed on a phone; foreign ones are not
    there."""

    def open(self, key, path):
        self.log_in(key)
        return self.page(path)

    def post(self, key, path, **data):
        self.log_in(key)
        data["csrf_token"] = Request.csrf_token(self)
        answer = self.url_open(path, data=data)
        self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        return answer.text

    def path(self, dialogue, step=""):
        return f"/my/skp/{dialogue.skp_id.id}/dialogue/{dialogue.id}{step and '/' + step}"

    def test_planning(self):
        """A portal employee plans: local time, the evaluator invited; a half form is refused."""
        path = f"/my/skp/{self.plans['warga'].id}/dialogue/new"
        self.assertIn("o_skp_dialogue_create", self.open("warga", path))
        for wrong in (
            {"date_start": "besok"},
            {},
            {"date_start": "2026-03-03T09:00", "duration": "lama"},
            {"date_start": "2026-03-03T09:00", "kind": "gosip"},
            {"date_start": "2026-03-03T09:00", "kind": "planning", "video_url": "javascript:1"},
        ):
            with self.subTest(wrong=wrong):
                self.assertIn("alert-danger", self.post("warga", path, **wrong))
        self.assertFalse(self.plans["warga"].dialogue_ids)
        self.post(
            "warga",
            path,
            kind="clarification",
            date_start="2026-03-03T09:00",
            duration="0.5",
            location="Aula",
            state="held",
            skp_id=self.plans["staff"].id,
        )
        dialogue = self.plans["warga"].dialogue_ids
        self.assertRecordValues(
            dialogue,
            [{"kind": "clarification", "duration": 0.5, "location": "Aula", "state": "planned"}],
        )
        self.assertEqual(str(dialogue.date_start), TOMORROW)
        self.assertIn(self.users["kasi"].partner_id, dialogue.calendar_event_id.partner_ids)

    def test_foreign_is_like_not_there(self):
        """Nobody else plans, reads, writes or moves it: he lands on his own list."""
        dialogue = self.talk(notes="Rahasia")
        for key in ("warga", "teman", "officer"):
            with self.subTest(key=key):
                for path in (self.path(dialogue), f"/my/skp/{dialogue.skp_id.id}/dialogue/new"):
                    text = self.open(key, path)
                    self.assertNotIn("Rahasia", text)
                    self.assertNotIn("o_skp_dialogue_create", text)
                self.post(key, self.path(dialogue, "cancel"), reason="Iseng")
                self.refused(
                    self.plans["staff"],
                    "save",
                    kind="dialogue",
                    record_id=dialogue.id,
                    field="notes",
                    value="Iseng",
                )
        self.assertRecordValues(dialogue, [{"state": "planned", "notes": "Rahasia"}])
        # A dialogue of another plan does not come through the path of one's own.
        text = self.open("warga", f"/my/skp/{self.plans['warga'].id}/dialogue/{dialogue.id}")
        self.assertNotIn("Rahasia", text)

    def test_participant_reads(self):
        """A participant listed reads the dialogue, though not the plan, and writes nothing."""
        dialogue = self.talk(notes="Bersama", participant_ids=[(6, 0, self.people["anggota"].ids)])
        text = self.open("anggota", self.path(dialogue))
        self.assertIn("Bersama", text)
        self.assertNotIn("<textarea", text)
        self.assertNotIn("o_skp_hold", text)
        self.assertIn(
            "alert-danger", self.post("anggota", self.path(dialogue, "cancel"), reason="x")
        )
        self.assertEqual(dialogue.state, "planned")
        self.assertIn(f"/dialogue/{dialogue.id}", self.open("anggota", "/my/skp/dialogues"))

    def test_texts_save_themselves(self):
        """One text at a time, with the conflict shown; no other field, and none when frozen."""
        dialogue = self.talk(about="warga")
        plan = self.plans["warga"]
        self.log_in("warga")
        save = {"kind": "dialogue", "record_id": dialogue.id, "field": "resources"}
        answer = self.ask(plan, "save", **save, value=" Dua laptop ", base="")
        self.assertEqual(answer["value"], "Dua laptop")
        answer = self.ask(plan, "save", **save, value="Tiga", base="Satu")
        self.assertEqual(answer, {"conflict": "Dua laptop"})
        for field in ("state", "date_start", "employee_confirmed_on", "name", "skp_id"):
            self.refused(plan, "save", **{**save, "field": field}, value="held")
        self.env.invalidate_all()
        self.bring_dialogue_to(dialogue, "confirmed")
        self.env.flush_all()
        self.refused(plan, "save", **save, value="Lain", base="Dua laptop")
        self.env.invalidate_all()
        self.assertEqual(dialogue.resources, "Dua laptop")

    def test_steps(self):
        """Moved, held, confirmed by both in the portal; refusals are sentences on the page."""
        dialogue = self.talk(about="warga", duration=1.25)
        text = self.post("warga", self.path(dialogue, "hold"))
        self.assertIn("alert-danger", text)
        self.assertIn('value="1.25" selected', text, "its length is offered, however odd")
        self.post(
            "warga",
            self.path(dialogue, "move"),
            kind="planning",
            date_start="2026-03-01T09:00",
            duration="1.0",
        )
        self.assertEqual(str(dialogue.date_start), YESTERDAY)
        self.post("warga", self.path(dialogue, "hold"))
        self.assertEqual(dialogue.state, "held")
        self.assertIn("alert-danger", self.post("warga", self.path(dialogue, "confirm")))
        dialogue.notes = "Sepakat"
        self.env.flush_all()
        self.post("warga", self.path(dialogue, "confirm"))
        self.post("kasi", self.path(dialogue, "confirm"))
        self.assertTrue(dialogue.is_confirmed)
        text = self.open("warga", self.path(dialogue))
        self.assertIn("Sepakat", text)
        self.assertNotIn("<textarea", text)
        for step in ("cancel", "replan", "confirm", "hapus"):
            self.assertIn("alert-danger", self.post("warga", self.path(dialogue, step), reason="x"))

    def test_cancel_needs_a_reason(self):
        """Who is invited reads why."""
        dialogue = self.talk(about="warga")
        self.assertIn("alert-danger", self.post("warga", self.path(dialogue, "cancel"), reason=" "))
        self.post("warga", self.path(dialogue, "cancel"), reason="Sakit")
        self.assertIn("Sakit", self.open("warga", self.path(dialogue)))

    def test_taking_over(self):
        """The ticked lines of the dialogue come into the annex, and none that it does not say."""
        dialogue = self.talk(
            about="warga",
            resources="Dua laptop\nMobil",
            consequences="Jika memenuhi ekspektasi maka mendapat pelatihan",
        )
        self.assertIn("o_skp_carry", self.open("warga", self.path(dialogue)))
        self.post(
            "warga",
            self.path(dialogue, "carry"),
            line=["resource:Dua laptop", "consequence:Kenaikan gaji"],
        )
        self.assertRecordValues(
            self.plans["warga"].commitment_ids, [{"kind": "resource", "name": "Dua laptop"}]
        )
        self.assertIn("alert-danger", self.post("warga", self.path(dialogue, "carry")))

    def test_lists_and_plan_page(self):
        """The list, the plan's page and the home lead to the dialogues."""
        dialogue = self.talk(about="warga")
        for path in ("/my/skp/dialogues", f"/my/skp/{self.plans['warga'].id}", "/my/skp/content"):
            self.assertIn(self.path(dialogue), self.open("warga", path), path)
        # An officer reads the plan, not that page's dialogues.
        text = self.open("officer", f"/my/skp/{self.plans['warga'].id}")
        self.assertNotIn("/dialogue/", text)

    def tasks(self, key):
        plans = self.env["hr.skp"].with_user(self.users[key])
        return {t["code"]: t for t in plans._get_portal_tasks() if t["code"].startswith("dialogue")}

    def test_tasks(self):
        """What is next, what is to be recorded and what is to be confirmed stands in the list."""
        coming = self.talk(about="warga")
        self.assertEqual(self.tasks("warga")["dialogue_coming"]["url"], self.path(coming))
        passed = self.talk(about="warga", date_start=YESTERDAY)
        self.assertTrue(self.tasks("warga")["dialogue_record"]["late"])
        self.bring_dialogue_to(passed, "held")
        tasks = self.tasks("warga")
        self.assertNotIn("dialogue_record", tasks)
        self.assertEqual(tasks["dialogue_confirm"]["url"], self.path(passed))
        self.assertIn("Kepala Seksi Uji", tasks["dialogue_confirm"]["title"])
        self.as_(passed, "warga").action_confirm()
        self.assertNotIn("dialogue_confirm", self.tasks("warga"))
        self.assertFalse(self.tasks("auditor"))
        self.bring_dialogue_to(self.talk(), "held")
        task = self.tasks("kasi")["dialogue_confirm"]
        self.assertEqual(task["url"], "/my/skp/dialogues", "two of them: to the list")

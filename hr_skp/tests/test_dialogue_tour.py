from odoo import fields
from odoo.tests import HttpCase, tagged

from .dialogue_common import DialogueCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestDialogueTour(HttpCase, DialogueCommon):
    def test_leader(self):
        """In the backend the leader plans a dialogue; it cannot be held before its day."""
        self.start_tour(
            "/odoo/action-hr_skp.hr_skp_dialogue_action_team",
            "hr_skp_dialogue_leader",
            login="uji_kasi",
        )
        self.assertRecordValues(
            self.plans["warga"].dialogue_ids,
            [
                {
                    "kind": "clarification",
                    "state": "planned",
                    "desired_results": "Laporan tersusun tepat waktu",
                }
            ],
        )
        self.assertTrue(self.plans["warga"].dialogue_ids.calendar_event_id)


@tagged("post_install", "-at_install", "hr_skp")
class TestDialoguePortalTour(HttpCase, DialogueCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_employee(self):
        """On a phone: from the task to the confirmation, with what was typed just before it."""
        day = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        dialogue = self.talk(about="warga", date_start=day, guidelines="Tanpa kesalahan")
        self.as_(dialogue, "kasi").action_hold()
        self.start_tour("/my/skp", "hr_skp_dialogue_employee", login="uji_warga")
        self.assertRecordValues(
            dialogue, [{"resources": "Dua laptop", "evaluator_confirmed_on": False}]
        )
        self.assertTrue(dialogue.employee_confirmed_on)

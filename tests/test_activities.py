"""Activities on our records over RPC: whose task it is sees it, a reader of the record does not."""

import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from .doors import Knocking

#: Fields of a record that tell of its activities.
FIELDS = (
    "activity_ids",
    "activity_state",
    "activity_summary",
    "activity_type_icon",
    "activity_type_id",
    "activity_user_id",
    "activity_date_deadline",
)
SEARCHED = ("activity_ids", "activity_state", "activity_user_id", "activity_date_deadline")
WAYS = (*SEARCHED, "activity_summary", "activity_type_id", "my_activity_date_deadline")
WORD = "RHS-TUGAS"


@tagged("post_install", "-at_install", "hr_skp_doors")
class TestActivities(Knocking):
    """A plan, an open call, a sanction case: read by two, a task of one of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        call = (
            cls.env["hr.skp.assignment"]
            .with_user(cls.users["kadis"])
            .create(
                {
                    "name": "Tim kebersihan",
                    "description": "Rancangan Perda",
                    "period_id": cls.period.id,
                    "is_open_call": True,
                }
            )
        )
        call.action_request()
        case = cls.env["hr.skp.sanction"].search([("employee_id", "=", cls.people["ketua"].id)])
        #: record, who reads it, whose task stands on it
        cls.cases = [
            (cls.plans["teman"], "kadis", "kasi"),
            (call.with_env(cls.env), "staff", "kasi"),
            (case, "ketua", "kabid"),
        ]
        cls.tasks = {}
        for record, _reader, holder in cls.cases:
            record.activity_ids.unlink()
            # As a scheduled action schedules it.
            cls.tasks[record] = record.activity_schedule(
                "mail.mail_activity_data_todo", "2099-01-01", WORD, user_id=cls.users[holder].id
            )
        cls.env.flush_all()

    def ask(self, model, method, *args, **kwargs):
        """Return the answer as a value, or what refused it."""
        answer = json.loads(self.rpc(model, method, *args, **kwargs))
        return answer.get("result", answer.get("error"))

    def get_hits(self, record):
        """Return which doors tell the user of the task on ``record``, which he reads."""
        model, task = record._name, self.tasks[record]
        mine = [("id", "=", record.id)]
        self.assertEqual(self.ask(model, "search_count", mine), 1, "it is read")
        hits = {name for name in FIELDS if self.ask(model, "read", record.ids, [name])[0][name]}
        for name, value in (
            ("activity_state", "planned"),
            ("activity_summary", WORD),
            ("activity_type_id", task.activity_type_id.id),
            ("activity_user_id", task.user_id.id),
            ("activity_ids", task.id),
            ("activity_ids.summary", WORD),
            ("activity_date_deadline", str(task.date_deadline)),
            ("my_activity_date_deadline", str(task.date_deadline)),
        ):
            if self.ask(model, "search_count", [*mine, (name, "=", value)]):
                hits.add(f"search {name}")
        for name in SEARCHED:
            if self.ask(model, "search_count", [*mine, (name, "!=", False)]):
                hits.add(f"any {name}")
            if not self.ask(model, "search_count", [*mine, (name, "=", False)]):
                hits.add(f"none {name}")
        if WORD in str(self.ask("mail.activity", "read", task.ids, ["summary"])):
            hits.add("read task")
        if WORD in str(self.ask("mail.activity", "search_read", [], ["summary"])):
            hits.add("search task")
        groups = self.ask(model, "formatted_read_group", mine, ["activity_state"], ["__count"])
        if [group["activity_state"] for group in groups] != [False]:
            hits.add("group")
        return hits

    @mute_logger("odoo.http")
    def test_tasks_of_others(self):
        """By no field, search or group; the holder finds his by all of them."""
        for record, reader, holder in self.cases:
            with self.subTest(model=record._name):
                self.enter(reader)
                self.assertFalse(self.get_hits(record))
                self.enter(holder)
                found = self.get_hits(record)
                self.assertLessEqual({*FIELDS, "search task", "read task", "group"}, found)
                self.assertLessEqual({f"any {name}" for name in SEARCHED}, found)
                self.assertLessEqual({f"none {name}" for name in SEARCHED}, found)
                self.assertFalse({f"search {name}" for name in WAYS} - found)

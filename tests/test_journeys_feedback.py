"""The feedback halves of E4 and E5: who says what to whom, what is printed of it, who reads it."""

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.hr_skp.tests.common import agency_today

from .agency import AgencyCase
from .test_journeys_planning import pdf_text

#: What an example says in words or codes, as it stands.
PLAIN = (
    "tone",
    "channel",
    "name",
    "obstacle",
    "alternative",
    "source_name",
    "relayed_from",
)


class FeedbackJourney(AgencyCase):
    def employee(self, login):
        return self.user(login).with_context(allowed_company_ids=self.agency.ids).employee_ids

    def seen(self, record, login):
        self.env.flush_all()
        self.env.invalidate_all()
        return record.with_user(self.user(login))

    def agree(self, login, evaluator):
        self.plan(login).action_propose()
        self.plan(login, evaluator).action_agree()

    def assign(self, owner, evaluator, assigner, content):
        """An official asks the evaluator for his person and gets him; the owner works it out."""
        assignment = (
            self.env["hr.skp.assignment"]
            .with_user(self.user(assigner))
            .create(
                {
                    "name": content["name"],
                    "description": content["name"],
                    "period_id": self.period.id,
                    "assigner_id": self.employee(assigner).id,
                    "nominee_ids": [(0, 0, {"employee_id": self.employee(owner).id})],
                }
            )
        )
        assignment.action_request()
        self.seen(assignment.sudo().nominee_ids, evaluator).action_approve()
        result = self.plan(owner).result_ids.filtered("assignment_id")
        self.add_indicators(owner, result, content["indicators"])
        self.agree(owner, evaluator)
        return result

    def day(self, days):
        return fields.Date.subtract(agency_today(), days=days)

    def achieve(self, owner, result, line):
        entry = (
            self.env["hr.skp.progress"]
            .with_user(self.user(owner))
            .create(
                {
                    "result_id": result.id,
                    "name": line["name"],
                    "date": self.day(line["days"]),
                    "is_final": line.get("is_final", False),
                }
            )
        )
        entry._add_evidence(
            [(name, b"%PDF-1.4\n%%EOF\n" + name.encode()) for name in line["evidence"]]
        )
        return entry

    def say(self, owner, said):
        """Give feedback as in an example file; return it as its giver has it."""
        plan = self.plan(owner).sudo()
        plain = ("tone", "channel", "name", "obstacle", "alternative")
        vals = {
            name: said[name] for name in (*plain, "source_name", "relayed_from") if name in said
        }
        if "result" in said:
            vals["result_id"] = plan.result_ids[said["result"]].id
        if said.get("added"):
            vals["result_id"] = plan.result_ids.filtered("assignment_id").id
        if "value" in said:
            value = self.env["hr.skp.core.value"].search([("code", "=", said["value"])])
            vals["core_value_id"] = value.id
        return (
            self.env["hr.skp.feedback"]
            .with_user(self.user(said["by"]))
            .create(
                {
                    "employee_id": plan.employee_id.id,
                    "date": self.day(said.get("days", 0)),
                    **vals,
                }
            )
        )

    def print_form(self, owner, actor):
        report = self.env["ir.actions.report"].with_user(self.user(actor))
        content, _kind = report._render("hr_skp_feedback.feedback_pdf", self.plan(owner).ids)
        return pdf_text(content)


@freeze_time("2026-11-20")
@tagged("post_install", "-at_install", "journey")
class TestE4Feedback(FeedbackJourney):
    """An official of high rank, qualitatively: evidence, feedback from all sides, form 7."""

    def test_year_of_dialogue(self):
        """What evaluator, subordinate, assigner and a survey say prints with its source."""
        example = self.read_example("e4-umpan-balik")
        owner, evaluator = example["employee"], example["evaluator"]
        with freeze_time("2026-01-15"):
            self.plan(owner).approach = "qualitative"
            for content in example["results"]:
                self.add_result(owner, content)
            self.agree(owner, evaluator)
        with freeze_time("2026-04-15"):
            self.assign(owner, evaluator, example["assigner"], example["added"])
        for line in example["progress"]:
            self.achieve(owner, self.plan(owner).result_ids[0], line)
        entries = [self.say(owner, said) for said in example["feedback"]]
        self.assertEqual(
            [entry.relation for entry in entries],
            ["evaluator", "evaluator", "evaluator", "outside", "subordinate", "assigner"],
        )
        self.check_readers(owner, evaluator, entries)
        self.answer(owner, evaluator, entries, example)
        text = self.print_form(owner, evaluator)
        for expected in (
            *example["expected"]["printed"],
            *(line["name"] for line in example["progress"]),
            *(name for line in example["progress"] for name in line["evidence"]),
        ):
            with self.subTest(expected=expected):
                self.assertIn(expected, text)

    def check_readers(self, owner, evaluator, entries):
        """Each giver reads his own, the person and the evaluator all, the colleague none."""
        entries = self.env["hr.skp.feedback"].union(*(entry.sudo() for entry in entries))
        for login, expected in ((owner, 6), (evaluator, 6), ("kabid.mutasi", 1), ("sekda", 1)):
            found = self.seen(entries, login)._filtered_access("read")
            self.assertEqual(len(found), expected, login)
        self.assertFalse(self.seen(entries, "kadis.b")._filtered_access("read"))

    def answer(self, owner, evaluator, entries, example):
        for answer in example["responses"]:
            entry = entries[answer["feedback"]]
            if answer.get("text"):
                self.seen(entry, owner).action_respond(answer["text"])
            self.seen(entry, evaluator).action_mark(answer["follow_up"], answer.get("note"))
        self.assertEqual(
            [(entry.follow_up, bool(entry.response)) for entry in (entries[0], entries[2])],
            [("full", False), ("partial", True)],
        )
        wanted = example["development"]
        action = (
            self.env["hr.skp.development"]
            .with_user(self.user(owner))
            .create(
                {
                    "feedback_id": entries[wanted["feedback"]].id,
                    "kind": wanted["kind"],
                    "name": wanted["name"],
                    "date_due": self.day(wanted["days"]),
                }
            )
        )
        self.assertEqual(action.owner_id.sudo(), self.employee(evaluator).sudo())


@freeze_time("2026-11-20")
@tagged("post_install", "-at_install", "journey")
class TestE5Feedback(FeedbackJourney):
    """An assignment across units, carried out: reports and feedback with their copies."""

    def test_assigner_feeds_back(self):
        """Dirjen 2 speaks on his result; the evaluator hears of it and reads it, no one else."""
        own = {"name": "Alat kebersihan tersedia", "indicators": [{"name": "Alat", "target": "40"}]}
        added = {
            "name": "Rancangan peraturan bersama siap ditandatangani",
            "indicators": [{"name": "Rancangan disepakati kedua kota"}],
        }
        with freeze_time("2026-01-15"):
            self.plan("ani.b").approach = "qualitative"
            self.add_result("ani.b", own)
            self.agree("ani.b", "kadis.b")
        with freeze_time("2026-03-15"):
            result = self.assign("ani.b", "kadis.b", "kadis.a", added)
        line = {"name": "Naskah pertama selesai", "days": 20, "evidence": ["Naskah.pdf"]}
        entry = self.achieve("ani.b", result, line)
        self.assertTrue(self.seen(entry, "kadis.a").has_access("read"))
        self.assertTrue(self.seen(entry, "kadis.b").has_access("read"), "the copy")

        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        said = {"by": "kadis.a", "added": True, "tone": "improve", "name": "Lengkapi lampiran peta"}
        given = self.say("ani.b", said)
        self.assertEqual(given.relation, "assigner")
        sent = self.env["mail.message"].search([("id", ">", before)])
        self.assertEqual(sent.partner_ids, (self.user("ani.b") | self.user("kadis.b")).partner_id)
        self.assertNotIn("peta", "".join(sent.mapped("body")))
        self.assertTrue(self.seen(given, "kadis.b").has_access("read"))
        self.assertFalse(self.seen(given, "ketua1.b").has_access("read"))

        own_result = self.plan("ani.b").result_ids.filtered(lambda r: not r.assignment_id)
        by_evaluator = self.say(
            "ani.b", {"by": "kadis.b", "result": 0, "tone": "good", "name": "Alat tersedia"}
        )
        self.assertEqual(by_evaluator.result_id.sudo(), own_result.sudo())
        self.assertFalse(self.seen(by_evaluator, "kadis.a").has_access("read"))
        with self.assertRaises(AccessError):
            self.say("ani.b", {"by": "kadis.a", "result": 0, "tone": "good", "name": "x"})
        self.seen(given, "kadis.a").action_mark("partial", "Peta sebagian dilampirkan")
        text = self.print_form("ani.b", "kadis.b")
        self.assertIn("Lengkapi lampiran peta (Sumber: Kepala Dinas Kebersihan)", text)

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.hr_skp.rules.outside_link import new_token
from odoo.addons.hr_skp.tests.common import agency_today
from odoo.addons.hr_skp.tests.test_outside_link import OutsideCommon

from ..rules.feedback import LINK_REMARKS
from .common import PDF

SOURCE = "Sari, Direktur, Kementerian Lingkungan Hidup"


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackOutside(HttpCase, OutsideCommon):
    """What an official outside the agency says through his link: whose it is, who reads it."""

    @classmethod
    def _create_period(cls, year=None):
        return super()._create_period(year or agency_today().year)

    def setUp(self):
        super().setUp()
        self.request()
        self.answer()
        self.path = self.link_of(self.letters())
        self.plan = self.plans["staff"]
        self.result = self.plan.result_ids
        self.result.write({"indicator_ids": [(0, 0, {"name": "Nilai Adipura", "target": "80"})]})
        self.person = self.assignment.nominee_ids.filtered(lambda n: n.state == "approved")

    def agree(self):
        self.plan.with_user(self.users["staff"]).action_propose()
        self.plan.with_user(self.users["kasi"]).action_agree()

    def page(self, path=None, status=200):
        answer = self.url_open(path or self.path, allow_redirects=False)
        self.assertEqual(answer.status_code, status)
        return answer.text

    def say(self, text="Data lengkap dan tepat waktu", tone="good", person=None, path=None):
        """Send the form as the official's browser does; return the answer, unfollowed."""
        data = {"person": str(person or self.person.id), "tone": tone, "text": text}
        return self.url_open(
            f"{path or self.path}/feedback", data=data, allow_redirects=False, timeout=60
        )

    def said(self):
        self.env.invalidate_all()
        return self.env["hr.skp.feedback"].search([("skp_id", "=", self.plan.id)])

    def test_it_is_feedback_from_outside(self):
        """His words stand with him as their source, on the result he asked for."""
        self.agree()
        answer = self.say()
        self.assertEqual(answer.status_code, 303)
        self.assertRecordValues(
            self.said(),
            [
                {
                    "name": "Data lengkap dan tepat waktu",
                    "tone": "good",
                    "relation": "outside",
                    "source_name": SOURCE,
                    "source_label": SOURCE,
                    "giver_id": False,
                    "by_link": True,
                    "result_id": self.result.id,
                    "employee_id": self.people["staff"].id,
                }
            ],
        )
        page = self.page(answer.headers["Location"].partition("#")[0])
        self.assertIn("Data lengkap dan tepat waktu", page)
        self.assertIn('id="said"', page)
        self.say()
        self.assertEqual(len(self.said()), 1, "a page sent twice says nothing twice")

    def test_person_and_evaluator_are_told(self):
        """The person hears of it, the evaluator gets a copy: a link, no word of it."""
        self.agree()
        last = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.say("Perbaiki data volume sampah", "improve")
        sent = self.env["mail.message"].search([("id", ">", last), ("model", "=", "hr.skp")])
        parties = (self.users["staff"] | self.users["kasi"]).partner_id
        self.assertEqual(sent.partner_ids, parties)
        self.assertNotIn("volume", "".join(sent.mapped("body")))
        said = self.said()
        readers = {k for k, user in self.users.items() if said.with_user(user).has_access("read")}
        self.assertEqual(readers, {"staff", "kasi", "auditor"})

    def test_nobody_changes_his_words(self):
        """Neither person nor evaluator; they answer and mark, and he reads the answer."""
        self.agree()
        self.say("Perbaiki data volume sampah", "improve")
        entry = self.said()
        for key in ("staff", "kasi", "officer", "manager"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                entry.with_user(self.users[key]).write({"name": "Bagus"})
        entry.with_user(self.users["staff"]).action_respond("Sudah saya perbaiki")
        entry.with_user(self.users["kasi"]).action_mark("full", "Data diperbarui")
        page = self.page()
        self.assertIn("Sudah saya perbaiki", page)
        self.assertNotIn("Data diperbarui", page)

    def test_he_reads_what_was_achieved_of_his_result(self):
        """Of his own result only, and only once it is agreed."""
        own = self.add_result("staff", "RAHASIA lain")
        own.indicator_ids = [(0, 0, {"name": "Lain", "target": "1"})]
        self.assertNotIn("o_skp_outside_form", self.page())
        self.agree()
        for result, name in ((self.result, "Titik pantau terpasang"), (own, "RAHASIA arsip")):
            self.env["hr.skp.progress"].with_user(self.users["staff"]).create(
                {"result_id": result.id, "name": name}
            )
        page = self.page()
        self.assertIn("Titik pantau terpasang", page)
        self.assertIn("o_skp_outside_form", page)
        self.assertNotIn("RAHASIA", page)
        self.assertNotIn(self.people["kasi"].name, page)

    @mute_logger("odoo.http")
    def test_he_opens_the_evidence_of_his_result(self):
        """Its files through his own link; other files, and other links, open nothing."""
        own = self.add_result("staff", "Hasil lain")
        own.indicator_ids = [(0, 0, {"name": "Lain", "target": "1"})]
        self.agree()
        entries = self.env["hr.skp.progress"].with_user(self.users["staff"])
        file, foreign = (
            entries.create({"result_id": result.id, "name": "Data"})._add_evidence(
                [("Data.pdf", PDF)]
            )
            for result in (self.result, own)
        )
        self.assertIn(f"{self.path}/evidence/{file.id}", self.page())
        answer = self.url_open(f"{self.path}/evidence/{file.id}")
        self.assertEqual((answer.status_code, answer.content), (200, PDF))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        for path in (
            f"{self.path}/evidence/{foreign.id}",
            f"{self.path}/evidence/999999999",
            f"/skp/outside/{new_token()}/evidence/{file.id}",
            f"/web/content/{file.id}",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
        self.as_user("kasi").action_revoke_outside_link()
        self.assertEqual(self.url_open(f"{self.path}/evidence/{file.id}").status_code, 410)

    def test_refusals_keep_what_was_typed(self):
        """Nothing said, an unknown tone, somebody else: a sentence, nothing is written."""
        self.agree()
        declined = self.assignment.nominee_ids - self.person
        for vals, kept in (
            ({"text": "  "}, ""),
            ({"tone": "jahat"}, "Data lengkap"),
            ({"text": "x" * 4001}, "xxxx"),
            ({"person": declined.id}, "alert-danger"),
            ({"person": "0"}, "alert-danger"),
        ):
            answer = self.say(**vals)
            with self.subTest(vals=str(vals)[:40]):
                self.assertEqual(answer.status_code, 200)
                self.assertIn("alert-danger", answer.text)
                self.assertIn(kept, answer.text)
        self.assertFalse(self.said())

    def test_nothing_before_the_agreement_nor_after_the_plan(self):
        """As for everybody else: what is not agreed, or over, takes no feedback."""
        self.assertIn("alert-danger", self.say().text)
        self.agree()
        self.plan.state = "closed"
        self.assertIn("alert-danger", self.say().text)
        self.assertFalse(self.said())

    def test_markup_stays_text(self):
        """What he types is shown as text, to him and to whom it is about."""
        self.agree()
        self.say("<script>alert(1)</script>")
        self.assertNotIn("<script>alert(1)</script>", self.page())
        self.authenticate(self.users["staff"].login, self.users["staff"].login)
        mine = self.url_open("/my/skp/feedback").text
        self.assertIn("alert(1)", mine)
        self.assertNotIn("<script>alert(1)</script>", mine)

    def test_there_is_an_end(self):
        """Whoever comes by the address does not fill the database."""
        self.agree()
        feedback = self.env["hr.skp.feedback"]
        for number in range(LINK_REMARKS):
            feedback._give_by_link(self.person.sudo(), "good", f"Catatan {number}")
        self.assertIn("alert-danger", self.say("Satu lagi").text)
        self.assertEqual(len(self.said()), LINK_REMARKS)

    @mute_logger("odoo.http")
    def test_links_that_do_not_hold(self):
        """Revoked, tampered with, made up: nothing is said through them."""
        self.agree()
        wrong = self.path[:-1] + ("A" if self.path[-1] != "A" else "B")
        for path in (wrong, f"/skp/outside/{new_token()}", "/skp/outside/x"):
            with self.subTest(path=path[:20]):
                self.assertEqual(self.say(path=path).status_code, 404)
        self.as_user("kasi").action_revoke_outside_link()
        self.assertEqual(self.say().status_code, 410)
        self.assertFalse(self.said())

    @mute_logger("odoo.http")
    def test_an_expired_link_says_nothing(self):
        """The day after its last one it is over, for reading and for speaking."""
        self.agree()
        link = self.env["hr.skp.assignment.link"].search([])
        link.expires_on = date(2000, 1, 1)
        self.env.flush_all()
        self.assertEqual(self.say().status_code, 410)
        self.assertNotIn("o_skp_outside_form", self.page(status=410))
        self.assertFalse(self.said())

    def test_the_link_of_another_assignment(self):
        """It speaks about its own people; of others it says nothing, whatever number is sent."""
        self.agree()
        other = self.assignment.copy(
            {"name": "Lain", "outside_email": "lain@klh.example", "state": "requested"}
        )
        tokens = self.env["hr.skp.assignment.link"]._issue(other)
        answer = self.say(path=f"/skp/outside/{tokens[other.id]}")
        self.assertIn("alert-danger", answer.text)
        self.assertNotIn("Staf Uji", answer.text)
        self.assertFalse(self.said())

    def test_it_prints_with_its_source(self):
        """Form 7 names him, like every other source."""
        self.agree()
        self.say()
        snapshots = self.plan.with_user(self.users["kasi"])._get_feedback_snapshots()
        line = next(r for r in snapshots[self.plan.id]["results"] if r["id"] == self.result.id)
        self.assertEqual([remark["source"] for remark in line["feedback"]], [SOURCE])

from lxml import html

from odoo import http
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.tests.common import agency_today

from .common import PAGE, PDF, PROGRAM, picture
from .giving_common import GivingCommon


class PortalGivingCommon(HttpCase, GivingCommon):
    """Pages and forms of feedback, as a phone sends them."""

    year = agency_today().year

    def log_in(self, key):
        self.env.flush_all()
        self.authenticate(self.users[key].login, self.users[key].login)

    def page(self, path):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200, path)
        return html.fromstring(answer.text)

    def text(self, path):
        return " ".join(self.page(path).xpath("//div[@id='wrap']")[0].text_content().split())

    def send(self, path, **values):
        """Post a form as the page has it; return the text of the page that follows."""
        values["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open(path, data=values)
        self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        return html.fromstring(answer.text)

    def shown(self, page):
        return " ".join(page.xpath("//div[@id='wrap']")[0].text_content().split())


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackPortal(PortalGivingCommon):
    def test_give_to_a_leader(self):
        """A portal user finds his leader, speaks on one of his results, twice is once."""
        self.log_in("warga")
        self.assertIn("Kepala Seksi Uji", self.text("/my/skp/feedback/give"))
        person = self.people["kasi"].id
        offered = self.text(f"/my/skp/feedback/give?person={person}")
        self.assertIn(self.result.name, offered)
        values = {
            "person": person,
            "about": f"result:{self.result.id}",
            "tone": "improve",
            "name": "Mohon arahan lebih sering",
        }
        for _again in range(2):
            page = self.send("/my/skp/feedback/give", **values)
            self.assertIn("Mohon arahan lebih sering", self.shown(page))
        self.assertRecordValues(
            self.feedback.search([("giver_user_id", "=", self.users["warga"].id)]),
            [{"relation": "subordinate", "tone": "improve", "result_id": self.result.id}],
        )

    def test_giver_sees_name_post_and_readable_results_only(self):
        """Who is nothing to a person gets his name and post, none of his results."""
        self.users["lain"].group_ids = self.env.ref("base.group_portal")
        self.log_in("lain")
        self.assertIn("Kepala Seksi Uji", self.text("/my/skp/feedback/give?q=seksi"))
        person = self.people["kasi"].id
        offered = self.text(f"/my/skp/feedback/give?person={person}")
        self.assertIn("Jabatan Kepala Seksi Uji", offered)
        self.assertIn("Kolaboratif", offered)
        self.assertNotIn(self.result.name, offered)
        page = self.send(
            "/my/skp/feedback/give",
            person=person,
            about=f"result:{self.result.id}",
            name="Kata yang diketik tetap ada",
            tone="good",
        )
        self.assertIn("alert-danger", html.tostring(page).decode())
        self.assertIn("Kata yang diketik tetap ada", html.tostring(page).decode())
        self.assertFalse(self.feedback.search([("giver_user_id", "=", self.users["lain"].id)]))

    def test_refusals_keep_the_words(self):
        """No person, no words, unknown codes, an outside source by a peer: said plainly, kept."""
        self.log_in("warga")
        person = self.people["kasi"].id
        for wrong in (
            {"person": "0"},
            {"person": "x' OR 1=1"},
            {"person": self.people["teman"].id},
            {"name": "   "},
            {"tone": "bad"},
            {"relation": "king"},
            {"source_name": "Survei"},
            {"date": "31-31-31"},
            {"about": "value:999999"},
            {"about": "result:999999"},
        ):
            with self.subTest(wrong=wrong):
                values = {"person": person, "tone": "good", "name": "Kata saya", **wrong}
                page = self.send("/my/skp/feedback/give", **values)
                self.assertIn("alert-danger", html.tostring(page).decode())
        self.assertFalse(self.feedback.search([("giver_user_id", "=", self.users["warga"].id)]))

    def test_read_and_answer(self):
        """The person finds it new, among his tasks, answers it; then it is neither."""
        self.users["kasi"].group_ids = self.env.ref("base.group_portal")
        given = self.give("kabid", tone="improve", name="Tingkatkan koordinasi")
        self.log_in("kasi")
        home = self.page("/my/skp/content")
        self.assertTrue(home.xpath("//a[@data-task='answer_feedback']"))
        self.assertIn("Tingkatkan koordinasi", self.text("/my/skp/feedback"))
        self.assertTrue(given.seen_on)
        page = self.send(
            f"/my/skp/feedback/{given.id}/respond",
            response="Saya jadwalkan rapat mingguan",
            base="Tingkatkan koordinasi",
        )
        self.assertIn("Saya jadwalkan rapat mingguan", self.shown(page))
        self.assertEqual(given.response, "Saya jadwalkan rapat mingguan")
        self.assertFalse(self.page("/my/skp/content").xpath("//a[@data-task='answer_feedback']"))

    def test_answer_to_changed_words(self):
        """The words changed meanwhile: nothing is written, what was typed is still there."""
        self.users["kasi"].group_ids = self.env.ref("base.group_portal")
        given = self.give("kabid", tone="improve", name="Baru")
        self.log_in("kasi")
        page = self.send(
            f"/my/skp/feedback/{given.id}/respond", response="Jawaban saya", base="Lama"
        )
        self.assertFalse(given.response)
        self.assertIn("Jawaban saya", html.tostring(page).decode())

    def test_portal_evaluator_marks(self):
        """An evaluator without a backend marks what was done, and agrees an action."""
        self.users["kabid"].group_ids = self.env.ref("base.group_portal")
        given = self.give("staff", tone="improve")
        self.log_in("kabid")
        self.assertIn(given.name, self.text("/my/skp/feedback?tab=team"))
        self.send(f"/my/skp/feedback/{given.id}/mark", follow_up="partial", follow_up_note="Mulai")
        self.assertEqual(given.follow_up, "partial")
        day = f"{self.year}-12-31"
        for _again in range(2):
            self.send(
                f"/my/skp/feedback/{given.id}/develop",
                kind="guidance",
                action_name="Bimbingan menulis",
                date_due=day,
            )
        action = self.env["hr.skp.development"].search([("feedback_id", "=", given.id)])
        self.assertRecordValues(action, [{"kind": "guidance", "state": "open"}])
        page = self.send(f"/my/skp/development/{action.id}/done", words="  ")
        self.assertIn("alert-danger", html.tostring(page).decode())
        self.send(f"/my/skp/development/{action.id}/done", words="Sudah menulis sendiri")
        self.assertRecordValues(action, [{"state": "done", "outcome": "Sudah menulis sendiri"}])

    def test_two_mark_at_once(self):
        """Giver and evaluator mark from pages of the same age: the second reads the first's."""
        self.users["kabid"].group_ids = self.env.ref("base.group_portal")
        given = self.give("staff", tone="improve")
        base, path = given.edit_base, f"/my/skp/feedback/{given.id}/mark"
        self.log_in("staff")
        self.send(path, follow_up="full", follow_up_note="Selesai", edit_base=base)
        self.log_in("kabid")
        page = self.send(path, follow_up="none", follow_up_note="Belum", edit_base=base)
        self.assertRecordValues(given, [{"follow_up": "full", "follow_up_note": "Selesai"}])
        shown = html.tostring(page).decode()
        self.assertIn("Selesai", shown)
        self.assertIn("Belum", shown, "what was typed is still there")
        self.send(path, follow_up="partial", follow_up_note="Dua", edit_base=given.edit_base)
        self.assertRecordValues(given, [{"follow_up": "partial", "follow_up_note": "Dua"}])

    def test_edit_and_take_back(self):
        """The giver corrects his words, not over somebody's newer ones, or takes them back."""
        given = self.give("warga", name="Awal")
        self.log_in("warga")
        path = f"/my/skp/feedback/{given.id}"
        self.send(f"{path}/edit", name="Kedua", base="Awal")
        self.assertEqual(given.name, "Kedua")
        self.send(f"{path}/edit", name="Ketiga", base="Awal")
        self.assertEqual(given.name, "Kedua")
        self.send(f"{path}/remove")
        self.assertFalse(given.exists())

    def test_tampered_ids(self):
        """A foreign entry or action is like one that is not there; nothing is written."""
        given = self.give("kabid", tone="improve", name="Rahasia kita")
        action = (
            self.env["hr.skp.development"]
            .with_user(self.users["kabid"])
            .create(
                {
                    "skp_id": self.plans["kasi"].id,
                    "name": "Konseling",
                    "date_due": f"{self.year}-12-31",
                }
            )
        )
        self.log_in("warga")
        for path in (f"/my/skp/feedback/{given.id}", "/my/skp/feedback/99999999"):
            answer = self.url_open(path)
            self.assertTrue(answer.url.endswith("/my/skp/feedback"), path)
            self.assertNotIn("Rahasia kita", answer.text)
        for step, values in (
            ("respond", {"response": "x"}),
            ("mark", {"follow_up": "full"}),
            ("edit", {"name": "x"}),
            ("remove", {}),
            ("write", {"name": "x"}),
            ("develop", {"action_name": "x", "date_due": "2026-12-01"}),
        ):
            self.send(f"/my/skp/feedback/{given.id}/{step}", **values)
        self.send(f"/my/skp/development/{action.id}/done", words="x")
        self.send(f"/my/skp/development/{action.id}/unlink", words="x")
        self.assertRecordValues(
            given, [{"name": "Rahasia kita", "response": False, "follow_up": False}]
        )
        self.assertEqual(action.state, "open")

    def test_nobody_logged_in(self):
        """Without a login there is the login page, nothing else."""
        given = self.give("kabid", name="Rahasia kita")
        self.authenticate(None, None)
        for path in (f"/my/skp/feedback/{given.id}", "/my/skp/feedback", "/my/skp/development"):
            answer = self.url_open(path)
            self.assertIn("/web/login", answer.url)

    def give_with_file(self, name, content):
        data = {
            "csrf_token": http.Request.csrf_token(self),
            "person": self.people["kasi"].id,
            "tone": "good",
            "name": "Laporan dengan lampiran",
        }
        answer = self.url_open(
            "/my/skp/feedback/give", data=data, files={"evidence": (name, content)}
        )
        self.env.invalidate_all()
        return answer

    def test_evidence(self):
        """A file goes with the words, and is opened by who reads them alone."""
        self.log_in("warga")
        answer = self.give_with_file("Foto rapat.pdf", PDF)
        self.assertIn("Foto rapat.pdf", answer.text)
        given = self.feedback.search([("giver_user_id", "=", self.users["warga"].id)])
        self.assertEqual(given.evidence_names, ["Foto rapat.pdf"])
        url = given._get_evidence()[given.id][0]["url"]
        readers = {"warga": True, "kasi": True, "kabid": True, "auditor": True}
        for key in (*readers, "teman", "anggota", "officer", None):
            with self.subTest(key=key):
                if key:
                    self.log_in(key)
                else:
                    self.authenticate(None, None)
                status = self.url_open(url).status_code
                self.assertEqual(status, 200 if readers.get(key) else 404)

    def test_what_is_refused_as_evidence(self):
        """In a sentence on the page, with the words still there; nothing is written."""
        self.log_in("warga")
        for name, content in (
            ("foto.jpg", PROGRAM),
            ("laporan.pdf", PAGE),
            ("besar.pdf", PDF + b"\0" * (30 * 1024 * 1024)),
            ("rusak.png", picture(900, 700, "PNG")[:300]),
        ):
            answer = self.give_with_file(name, content)
            with self.subTest(name=name):
                self.assertIn("alert-danger", answer.text)
                self.assertIn("Laporan dengan lampiran", answer.text)
        self.assertFalse(self.feedback.search([("giver_user_id", "=", self.users["warga"].id)]))

    def test_link_of_a_mail(self):
        """The link in a mail leads a portal user to the page of the entry."""
        self.users["kasi"].group_ids = self.env.ref("base.group_portal")
        given = self.give("kabid")
        self.log_in("kasi")
        answer = self.url_open(f"/mail/view?model=hr.skp.feedback&res_id={given.id}")
        self.assertTrue(answer.url.endswith(f"/my/skp/feedback/{given.id}"), answer.url)

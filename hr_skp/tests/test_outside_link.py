import re

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..rules.outside_link import ASKED_PER_HOUR, digest, new_token
from .common import SkpCommon

LINK = re.compile(r'href="[^"]*(/skp/outside/[^"]+)"')


class OutsideCommon(SkpCommon):
    """A ministry's director asks for staff and teman, whose evaluator is kasi."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency.email = "skp@kota-uji.example"
        cls.assignment = (
            cls.env["hr.skp.assignment"]
            .with_user(cls.users["officer"])
            .create(
                {
                    "name": "Tim Adipura",
                    "description": "Penilaian Adipura tersusun",
                    "period_id": cls.period.id,
                    "is_outside": True,
                    "outside_name": "Sari",
                    "outside_position": "Direktur",
                    "outside_agency": "Kementerian Lingkungan Hidup",
                    "outside_email": "sari@klh.example",
                    "nominee_ids": [
                        (0, 0, {"employee_id": cls.people[key].id}) for key in ("staff", "teman")
                    ],
                }
            )
            .sudo()
        )

    def as_user(self, key):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.assignment.with_user(self.users[key])

    def nominee(self, key):
        return self.as_user("kasi").nominee_ids.filtered(
            lambda n: n.employee_id == self.people[key]
        )

    def request(self):
        self.as_user("officer").action_request()

    def answer(self):
        self.nominee("staff").action_approve()
        self.nominee("teman").action_decline("Sedang cuti")

    def letters(self):
        return self.env["mail.mail"].search([("email_to", "=", "sari@klh.example")])

    def link_of(self, letter):
        return LINK.search(letter.body_html)[1]


@tagged("post_install", "-at_install", "hr_skp")
class TestOutsideLink(OutsideCommon):
    """Who hands out the link of an official outside the agency, and until when it holds."""

    def open(self, path):
        token = path.rsplit("/", 1)[1]
        return self.env["hr.skp.assignment.link"]._open(token, "192.0.2.1")

    def test_the_answer_is_mailed(self):
        """Once the request is decided the official gets his link, and no content with it."""
        self.request()
        self.assertFalse(self.letters())
        self.answer()
        letter = self.letters()
        self.assertEqual(len(letter), 1)
        for secret in ("Penilaian Adipura", "Staf Uji", "Sedang cuti"):
            self.assertNotIn(secret, letter.body_html)
        self.assertFalse(letter.model, "the secret goes into no conversation")
        self.assertTrue(letter.auto_delete)
        status, link = self.open(self.link_of(letter))
        self.assertEqual((status, link.assignment_id), ("open", self.assignment))
        actions = self.assignment.sudo().log_ids.mapped("action")
        self.assertIn("assignment_link_send", actions)
        self.assertIn("assignment_link_open", actions)

    def test_only_the_hash_is_stored(self):
        """Who reads the database cannot open the page."""
        self.request()
        self.as_user("officer").action_send_outside_link()
        path = self.link_of(self.letters())
        link = self.env["hr.skp.assignment.link"].search([])
        self.assertEqual(link.token_hash, digest(path.rsplit("/", 1)[1]))
        self.assertNotIn(link.token_hash, path)

    def test_who_sends_and_revokes(self):
        """Officers and the evaluators of the people named; not the person, nor a colleague."""
        self.request()
        for key in ("staff", "teman", "ketua", "hr", "auditor", "anggota"):
            for step in ("action_send_outside_link", "action_revoke_outside_link"):
                with self.subTest(key=key, step=step), self.assertRaises(AccessError):
                    getattr(self.as_user(key), step)()
        for key in ("officer", "kasi"):
            with self.subTest(key=key):
                self.as_user(key).action_send_outside_link()
                self.assertTrue(self.as_user(key).can_revoke_link)
                self.assertTrue(self.as_user(key).outside_link_until)
                self.as_user(key).action_revoke_outside_link()
                self.assertFalse(self.as_user(key).can_revoke_link)
        self.assertFalse(self.as_user("auditor").outside_link_until)

    def test_the_newest_holds(self):
        """Renewing ends the earlier link; revoking, cancelling and another address end it too."""
        self.request()
        self.as_user("officer").action_send_outside_link()
        first = self.link_of(self.letters())
        self.as_user("kasi").action_send_outside_link()
        second = self.link_of(self.letters().sorted("id")[-1])
        self.assertEqual(self.open(first)[0], "over")
        self.assertEqual(self.open(second)[0], "open")
        self.as_user("officer").outside_email = "lain@klh.example"
        self.assertEqual(self.open(second)[0], "over")
        self.as_user("officer").outside_email = "sari@klh.example"
        self.as_user("officer").action_send_outside_link()
        third = self.link_of(self.letters().sorted("id")[-1])
        self.as_user("officer").action_cancel("Keliru")
        self.assertEqual(self.open(third)[0], "over")
        with self.assertRaises(UserError):
            self.as_user("officer").action_send_outside_link()

    def test_it_ends_with_its_day(self):
        """Thirty days unless the agency sets another number; the last one included."""
        self.agency.skp_outside_link_days = 10
        self.request()
        with freeze_time("2026-02-01 03:00:00"):
            self.as_user("officer").action_send_outside_link()
        path = self.link_of(self.letters())
        self.assertIn("11", self.letters().body_html)
        for day, status in (("2026-02-11", "open"), ("2026-02-12", "over")):
            with self.subTest(day=day), freeze_time(f"{day} 03:00:00"):
                self.assertEqual(self.open(path)[0], status)

    def test_an_address_is_needed(self):
        """One address, and only for somebody outside."""
        self.as_user("officer").outside_email = False
        self.request()
        with self.assertRaises(UserError):
            self.as_user("officer").action_send_outside_link()
        with self.assertRaises(UserError):
            self.as_user("officer").outside_email = "bukan alamat"
        with self.assertRaises(AccessError):
            self.as_user("kasi").outside_email = "kasi@kota-uji.example"
        self.answer()
        self.assertFalse(self.letters(), "nothing is sent without an address")

    def test_nobody_reads_the_links(self):
        """Neither by reading nor by searching what they are of."""
        self.request()
        self.as_user("officer").action_send_outside_link()
        for key in ("officer", "manager", "kasi", "staff"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.env["hr.skp.assignment.link"].with_user(self.users[key]).search_read([], [])

    def test_too_many(self):
        """An address that goes on asking is refused for an hour, whatever it holds."""
        self.request()
        self.as_user("officer").action_send_outside_link()
        path = self.link_of(self.letters())
        with freeze_time("2026-02-01 03:00:00"):
            links = self.env["hr.skp.assignment.link"]
            for _number in range(ASKED_PER_HOUR):
                self.assertEqual(links._open(new_token(), "192.0.2.1")[0], "unknown")
            self.assertEqual(self.open(path)[0], "too_many")
            self.assertNotEqual(links._open(new_token(), "192.0.2.2")[0], "too_many")
        with freeze_time("2026-02-01 04:00:01"):
            self.assertNotEqual(links._open(new_token(), "192.0.2.1")[0], "too_many")
        with freeze_time("2026-02-03 04:00:01"):
            self.env["hr.skp.assignment.link.visit"]._gc_visits()
        self.assertFalse(self.env["hr.skp.assignment.link.visit"].search([]))


@tagged("post_install", "-at_install", "hr_skp")
class TestOutsidePage(HttpCase, OutsideCommon):
    """What the page behind the link says, and that it says nothing else."""

    def setUp(self):
        super().setUp()
        self.request()
        self.answer()
        self.path = self.link_of(self.letters())

    def page(self, path=None, status=200):
        answer = self.url_open(path or self.path, allow_redirects=False)
        self.assertEqual(answer.status_code, status)
        return answer

    def test_what_it_says(self):
        """The request, the answer, the people's names and posts, the result with its indicators."""
        own = self.plan("staff").result_ids
        own.write({"indicator_ids": [(0, 0, {"name": "Nilai Adipura", "target": "75 – 80"})]})
        answer = self.page()
        for part in (
            "Tim Adipura",
            "Penilaian Adipura tersusun",
            "Sari, Direktur, Kementerian Lingkungan Hidup",
            "Pemerintah Kota Uji",
            "Staf Uji",
            "Jabatan Staf Uji",
            "Nilai Adipura",
            "75 – 80",
            "Teman Uji",
            "Sedang cuti",
            "noindex",
        ):
            self.assertIn(part, answer.text)
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", answer.headers["X-Robots-Tag"])
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_it_says_nothing_else(self):
        """Neither other results nor numbers, evaluators or the annex."""
        self.add_result("staff", "RAHASIA lain")
        self.env["hr.skp.commitment"].create(
            {"skp_id": self.plans["staff"].id, "name": "RAHASIA mobil"}
        )
        text = self.page().text
        for part in ("RAHASIA", self.people["staff"].nip, "Kepala Seksi Uji", "uji_staff"):
            self.assertNotIn(part, text)

    @mute_logger("odoo.http")
    def test_unknown_and_wrong_are_the_same(self):
        """A link that was tampered with is answered like one that never was; over is over."""
        never = self.page(f"/skp/outside/{new_token()}", 404).text
        wrong = self.page(self.path[:-1] + ("A" if self.path[-1] != "A" else "B"), 404).text
        short = self.page("/skp/outside/x", 404).text

        def plain(text):
            return text[text.index("o_skp_outside_closed") :][:600]

        self.assertEqual(plain(never), plain(wrong))
        self.assertEqual(plain(never), plain(short))
        self.as_user("kasi").action_revoke_outside_link()
        over = self.page(status=410).text
        self.assertEqual(plain(never), plain(over))
        self.assertNotIn("Adipura", over)

    def test_no_session_and_no_login(self):
        """Who opens it is nobody to the rest of the system."""
        self.page()
        answer = self.url_open(f"/my/skp/assignments/{self.assignment.id}", allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])

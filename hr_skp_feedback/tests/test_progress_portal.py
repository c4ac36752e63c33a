import json
import re
from datetime import timedelta

from odoo import fields, http
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_skp.tests.portal_common import PortalCommon

from .common import PAGE, PDF, FeedbackCommon, picture


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgressPortal(PortalCommon, FeedbackCommon):
    """Achievements as a browser asks for them, and every address under which evidence lies."""

    def add(self, result=None, **vals):
        result = result or self.portal
        vals = {"name": "Arsip 2025 tertata", **vals}
        return self.ask(result.skp_id, "progress/add", result_id=result.id, vals=vals)

    def upload(self, entry, name, raw, path=None):
        """Return what a form with one file answers."""
        return self.url_open(
            path or f"/my/skp/{entry.skp_id.id}/progress/{entry.id}/evidence",
            data={"csrf_token": http.Request.csrf_token(self)},
            files={"ufile": (name, raw)},
        ).json()

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    def test_home_leads_to_an_achievement(self):
        """The home shows one's results with the last achievement and a button to add one."""
        self.achieve(self.portal, "Rak baru terpasang")
        self.log_in("warga")
        page = self.page("/my/skp/content")
        self.assertIn("Rak baru terpasang", page)
        self.assertIn(f"/my/skp/result/{self.portal.id}?add=1", page)
        self.assertIn(
            f"/my/skp/result/{self.portal.id}", self.page(f"/my/skp/{self.portal.skp_id.id}")
        )

    def test_pickers_ask_for_jpeg(self):
        """Camera and picker of a phone are told what is kept; HEIC is not among it."""
        self.log_in("warga")
        page = self.page(f"/my/skp/result/{self.portal.id}")
        pickers = re.findall(r'<input type="file"[^>]* accept="([^"]+)"', page)
        self.assertEqual(len(pickers), 2)
        for accepted in pickers:
            self.assertIn("image/jpeg", accepted)
            self.assertNotIn("*", accepted)
            self.assertNotIn("heic", accepted)

    def test_pages_of_readers(self):
        """Evaluator, assigner and matrix leader read the timeline; they add and mark nothing."""
        readers = {
            "kasi": self.portal,
            "kadis2": self.assigned,
            "ketua": self.led,
            "auditor": self.own,
        }
        for key, result in readers.items():
            self.achieve(result, "Terbaca oleh yang berhak")
            self.log_in(key)
            page = self.page(f"/my/skp/result/{result.id}")
            with self.subTest(key=key):
                self.assertIn("Terbaca oleh yang berhak", page)
                self.assertNotIn("o_skp_new_entry", page)
                self.assertNotIn("o_skp_set_mark", page)
        self.log_in("kasi")
        self.assertIn("Terbaca", self.page(f"/my/skp/{self.portal.skp_id.id}/progress"))

    def test_pages_do_not_exist_for_others(self):
        """Unit head, officer, colleague and subordinate land on their own list."""
        self.achieve(self.own, "Tidak untuk mereka")
        for key in ("kadis", "officer", "teman", "warga"):
            self.log_in(key)
            for path in (f"result/{self.own.id}", f"{self.own.skp_id.id}/progress"):
                with self.subTest(key=key, path=path):
                    answer = self.url_open(f"/my/skp/{path}")
                    self.assertTrue(answer.url.endswith("/my/skp"))
                    self.assertNotIn("Tidak untuk mereka", answer.text)
        self.log_in("kadis")
        self.assertNotIn("Tidak untuk", self.page(f"/my/skp/{self.own.skp_id.id}"))

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    def test_add_is_idempotent(self):
        """A phone that lost the answer sends again: there is one entry."""
        self.log_in("warga")
        indicator = self.portal.indicator_ids
        first = self.add(value="11,5", indicator_id=str(indicator.id), is_final="1")
        again = self.add(value="11,5", indicator_id=str(indicator.id), is_final="1")
        self.assertEqual(first["id"], again["id"])
        self.assertIn("Arsip 2025 tertata", first["html"])
        self.assertRecordValues(
            self.portal.progress_ids,
            [
                {
                    "name": "Arsip 2025 tertata",
                    "value": 11.5,
                    "has_value": True,
                    "is_final": True,
                    "indicator_id": indicator.id,
                    "date": self.today,
                }
            ],
        )

    def test_refusals_are_sentences(self):
        """What cannot be read, or is not one's own, is refused in words; nothing is written."""
        self.log_in("warga")
        plan = self.portal.skp_id
        late = fields.Date.to_string(self.today + timedelta(days=2))
        for vals in (
            {"name": ""},
            {"name": "x", "value": "banyak"},
            {"name": "x", "date": "kemarin"},
            {"name": "x", "date": late},
            {"name": "x", "links": "javascript:alert(1)"},
            {"name": "x", "reported_to": "assigner"},
            {"name": "x", "active": "0"},
        ):
            with self.subTest(vals=vals):
                self.refused(plan, "progress/add", result_id=self.portal.id, vals=vals)
        self.refused(plan, "progress/add", result_id=self.own.id, vals={"name": "x"})
        self.refused(self.own.skp_id, "progress/add", result_id=self.own.id, vals={"name": "x"})
        self.refused(plan, "progress/mark", result_id=self.portal.id, mark="excellent")
        self.assertFalse((self.portal | self.own).progress_ids)

    def test_edit_and_conflict(self):
        """One field at a time; what another window wrote is never overwritten."""
        self.log_in("warga")
        entry = self.achieve(self.portal, "Awal")
        save = {"kind": "progress", "record_id": entry.id}
        plan = self.portal.skp_id
        self.assertEqual(
            self.ask(plan, "save", **save, field="name", value="Kedua", base="Awal")["value"],
            "Kedua",
        )
        answer = self.ask(plan, "save", **save, field="name", value="Ketiga", base="Awal")
        self.assertEqual(answer, {"conflict": "Kedua"})
        self.assertEqual(
            self.ask(plan, "save", **save, field="value", value="1.250,5", base="")["value"],
            "1250,5",
        )
        self.ask(plan, "save", **save, field="is_final", value="1", base="")
        self.assertRecordValues(
            entry, [{"name": "Kedua", "value": 1250.5, "has_value": True, "is_final": True}]
        )
        self.refused(plan, "save", **save, field="result_id", value=str(self.led.id))
        self.refused(plan, "save", **save, field="value", value="x", base="1250,5")
        self.assertIn("Kedua", self.ask(plan, "progress/card", record_id=entry.id)["html"])
        self.ask(plan, "remove", kind="progress", record_id=entry.id)
        self.assertFalse(entry.exists())

    def test_mark(self):
        """One tap says how a result gets on."""
        self.log_in("warga")
        self.ask(self.portal.skp_id, "progress/mark", result_id=self.portal.id, mark="at_risk")
        self.assertEqual(self.portal.stored_progress_mark, "at_risk")

    def test_report_comes_due(self):
        """Who agreed to account monthly has a task when it is time, until he reports."""
        plan = self.plan("warga", "warga")
        self.env["hr.skp.commitment"].create(
            {
                "skp_id": plan.id,
                "kind": "accountability",
                "name": "Dilaporkan setiap minggu",
                "interval": "week",
            }
        )
        codes = {task["code"] for task in plan._prepare_portal_tasks()}
        self.assertNotIn("report_progress", codes)
        self.plans["warga"].agreed_on = fields.Datetime.now() - timedelta(days=20)
        self.plans["warga"].date_start = self.today - timedelta(days=30)
        task = next(t for t in plan._prepare_portal_tasks() if t["code"] == "report_progress")
        self.assertTrue(task["late"])
        self.achieve(self.portal)
        self.assertNotIn("report_progress", {t["code"] for t in plan._prepare_portal_tasks()})

    def test_cards_cost_the_same_for_many_entries(self):
        """A year of entries costs the home no more queries than one entry."""
        plan = self.plan("warga", "warga")

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            plan._get_progress_cards()
            return self.cr.sql_log_count - before

        self.achieve(self.portal)
        count()
        one = count()
        self.entries.create(
            [{"result_id": self.portal.id, "name": f"Capaian {n}"} for n in range(50)]
        )
        self.assertEqual(count(), one)

    # ------------------------------------------------------------
    # EVIDENCE
    # ------------------------------------------------------------

    def test_upload(self):
        """A photo arrives without its place; what is refused costs no text."""
        self.log_in("warga")
        entry = self.entries.browse(self.add()["id"])
        answer = self.upload(entry, "IMG 1.jpg", picture(3000, 2000))
        self.assertIn("IMG 1.jpg", answer["html"])
        file = entry.evidence_ids
        self.assertNotIn(b"Telepon", file.raw)
        for name, raw in (
            ("besar.pdf", PDF + b"\0" * (30 * 1024 * 1024)),
            ("surat.pdf", PAGE),
            ("foto.jpg", picture(900, 900)[:-900]),
        ):
            with self.subTest(name=name):
                self.assertIn(f"“{name}”", self.upload(entry, name, raw)["error"])
        self.assertRecordValues(entry, [{"name": "Arsip 2025 tertata", "evidence_count": 1}])
        self.ask(entry.skp_id, "progress/discard", record_id=entry.id, attachment_id=file.id)
        self.assertFalse(file.exists())

    def test_upload_to_somebody_else(self):
        """Through no door does a file get onto an entry of another person."""
        theirs = self.achieve(self.own).sudo()
        self.log_in("warga")
        self.assertTrue(self.upload(theirs, "a.pdf", PDF).get("error"))
        path = f"/my/skp/{self.portal.skp_id.id}/progress/{theirs.id}/evidence"
        self.assertTrue(self.upload(theirs, "a.pdf", PDF, path).get("error"))
        for key in ("teman", "kasi", "manager"):
            self.log_in(key)
            with self.subTest(key=key):
                answer = self.upload_by_form(theirs, "a.pdf", PDF)
                self.assertIn("error", answer[0])
        for key in ("staff", "teman"):
            self.log_in(key)
            answer = self.url_open(
                "/mail/attachment/upload",
                data={
                    "csrf_token": http.Request.csrf_token(self),
                    "thread_id": theirs.id,
                    "thread_model": theirs._name,
                },
                files={"ufile": ("a.html", PAGE)},
            )
            self.assertEqual(answer.status_code, 404)
        self.assertFalse(theirs.evidence_ids)

    def upload_by_form(self, entry, name, raw):
        return self.url_open(
            "/web/binary/upload_attachment",
            data={
                "csrf_token": http.Request.csrf_token(self),
                "model": entry._name,
                "id": entry.id,
            },
            files={"ufile": (name, raw)},
        ).json()

    def test_upload_in_the_backend(self):
        """The form's own button keeps and refuses alike, in words."""
        entry = self.achieve(self.own).sudo()
        self.log_in("staff")
        self.assertEqual(self.upload_by_form(entry, "a.pdf", PDF)[0]["filename"], "a.pdf")
        self.assertIn("“b.pdf”", self.upload_by_form(entry, "b.pdf", PAGE)[0]["error"])
        self.assertEqual(entry.evidence_names, ["a.pdf"])

    def test_addresses_of_evidence(self):
        """Whoever reads the entry opens its files, safely; nobody else does, token or not."""
        entry = self.achieve(self.own).sudo()
        file, photo = entry._add_evidence([("a.pdf", PDF), ("b.jpg", picture())])
        text = entry._add_evidence([("c.txt", b"Catatan")])
        token = photo._get_raw_access_token()
        self.cr.execute(
            "UPDATE ir_attachment SET access_token = 'rahasia' WHERE id = %s", (file.id,)
        )
        file.invalidate_recordset()
        addresses = [
            f"/web/content/{file.id}",
            f"/web/content/{file.id}?access_token=rahasia",
            f"/web/content/{text.id}?download=true",
            f"/web/image/{photo.id}",
            f"/web/image/{photo.id}/160x160",
            f"/web/content/{photo.id}?access_token={token}",
            f"/web/content/ir.attachment/{file.id}/raw",
        ]
        contents = [PDF, PDF, b"Catatan", photo.raw, None, photo.raw, PDF]
        for key, reads in (
            ("staff", True),
            ("kasi", True),
            ("auditor", True),
            ("teman", False),
            ("kadis", False),
            ("officer", False),
            ("manager", False),
            ("warga", False),
            ("anggota", False),
            (None, False),
        ):
            if key:
                self.log_in(key)
            else:
                self.authenticate(None, None)
            for address, content in zip(addresses, contents, strict=True):
                with self.subTest(key=key, address=address):
                    answer = self.url_open(address)
                    if reads:
                        self.assertEqual(answer.status_code, 200)
                        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                        if content:
                            self.assertEqual(answer.content, content)
                    else:
                        self.assertNotIn(answer.content, (PDF, b"Catatan", photo.raw))
                        if "image" not in address:
                            self.assertEqual(answer.status_code, 404)

    def test_portal_user_opens_his_own_evidence(self):
        """A portal user has no rights on attachments, but on what is his."""
        entry = self.achieve(self.portal).sudo()
        file = entry._add_evidence([("a.pdf", PDF)])
        self.log_in("warga")
        self.assertEqual(self.url_open(f"/web/content/{file.id}").content, PDF)
        self.log_in("anggota")
        self.assertEqual(self.url_open(f"/web/content/{file.id}").status_code, 404)

    @mute_logger("odoo.http")
    def test_form_of_another_site(self):
        """A file comes in with the page's own token only."""
        self.log_in("warga")
        entry = self.entries.browse(self.add()["id"])
        answer = self.url_open(
            f"/my/skp/{entry.skp_id.id}/progress/{entry.id}/evidence",
            files={"ufile": ("a.pdf", PDF)},
            data={"x": "1"},
        )
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(entry.sudo().evidence_ids)

    def test_link_of_the_notice(self):
        """The link in the message opens the entry in the backend, or the page for portal users."""
        entry = self.achieve(self.assigned)
        self.log_in("kadis2")
        answer = self.url_open(f"/mail/view?model=hr.skp.progress&res_id={entry.id}")
        self.assertIn("/odoo/", answer.url)
        portal = self.achieve(self.portal)
        action = portal._get_access_action()
        self.assertEqual(action["url"], f"/my/skp/result/{self.portal.id}")
        self.assertEqual(json.dumps(action).count("hr.skp"), 0)

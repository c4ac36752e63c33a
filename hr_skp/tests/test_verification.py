import base64
import hashlib
import html
import io
import json
import re

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .signing_common import SigningCommon
from .test_signed_document import signed_by_appending

HASHES = re.compile(r'data-hashes="([^"]*)"')


@tagged("post_install", "-at_install", "hr_skp")
class TestVerification(HttpCase, SigningCommon):
    """The public page: what it says of a document, and that it says nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people["staff"].nip = "199003152015032004"
        cls.plans["staff"].with_user(cls.users["officer"]).action_refresh()
        cls.add_result("staff", "Rahasia hasil kerja")

    def setUp(self):
        super().setUp()
        self.plan_ = self.agree_electronically("staff")
        self.document = self.plan_.document_ids

    def open(self, path, status=200):
        answer = self.url_open(path, allow_redirects=False)
        self.assertEqual(answer.status_code, status)
        return answer

    def page(self, document=None):
        return self.open(f"/skp/verify/{(document or self.document).token}").text

    def hashes(self, text):
        return json.loads(html.unescape(HASHES.search(text)[1]))

    def test_what_it_says(self):
        text = self.page()
        for part in (
            "Sasaran Kinerja Pegawai (SKP)",
            "Staf Uji",
            "NIP **************2004",
            "Pemerintah Kota Uji",
            "1 Januari 2026 – 31 Desember 2026",
            "Pegawai yang Dinilai",
            "Pejabat Penilai Kinerja",
            "Kepala Seksi Uji",
            "WIB",
            'data-status="current"',
            "noindex",
        ):
            self.assertIn(part, text)

    def test_and_nothing_else(self):
        """No content, no full number, no post or unit, no id, no address of the file."""
        text = self.page()
        for part in (
            "199003152015032004",
            "19900315",
            "Rahasia hasil kerja",
            "Jumlah laporan",
            "Jabatan Staf Uji",
            ">Seksi Uji<",
            "Penata Muda",
            self.document.name,
            f"/my/skp/{self.plan_.id}",
            f"document/{self.document.id}",
            self.users["staff"].login,
        ):
            self.assertNotIn(part, text)
        keys = set(self.document._get_verification(self.document.token))
        self.assertEqual(
            keys,
            {
                "code",
                "status",
                "kind",
                "holder",
                "number",
                "agency",
                "period",
                "revision",
                "agreed_on",
                "signers",
                "hashes",
            },
        )

    def test_headers(self):
        """Kept by no search engine and no cache; the address goes nowhere, no session is made."""
        self.opener.cookies.pop("session_id", None)
        answer = self.open(f"/skp/verify/{self.document.token}")
        self.assertNotIn("session_id", answer.headers.get("Set-Cookie", ""))
        self.assertIn("noindex", answer.headers["X-Robots-Tag"])
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")

    def test_the_file_and_one_changed_byte(self):
        """The hash on the page is the file's; with any byte changed it is not."""
        content = base64.b64decode(self.document.file)
        hashes = self.hashes(self.page())
        self.assertEqual(hashes.get(hashlib.sha256(content).hexdigest()), "plan")
        for at in (0, len(content) // 2, len(content) - 1):
            changed = bytearray(content)
            changed[at] ^= 1
            self.assertNotIn(hashlib.sha256(changed).hexdigest(), hashes)

    def test_unknown_codes(self):
        """One that does not exist and one that cannot are answered alike: 404, the form again."""
        token = self.document.token
        tampered = ("1" if token[0] != "1" else "2") + token[1:]
        texts = set()
        for code in (tampered, "0" * 16, "x", "%27%20OR%201=1", str(self.document.id), "a" * 500):
            answer = self.open(f"/skp/verify/{code}", 404)
            self.assertNotIn("Staf Uji", answer.text)
            self.assertIn("o_skp_verify_unknown", answer.text)
            self.assertIn("noindex", answer.headers["X-Robots-Tag"])
            texts.add(re.sub(r'csrf_token: "[^"]*"', "", answer.text))
        self.assertEqual(len(texts), 1, "nothing tells one unknown code from another")

    def test_form(self):
        """The code as printed, or as people type it."""
        self.assertIn('name="code"', self.open("/skp/verify").text)
        code = self.document._get_verification(self.document.token)["code"]
        self.assertRegex(code, r"^(\w{4}-){3}\w{4}$")
        for typed in (code, code.lower().replace("-", "%20"), f"%20{code}%20"):
            self.assertIn("Staf Uji", self.open(f"/skp/verify?code={typed}").text)
        self.open("/skp/verify?code=salah", 404)

    def test_reading_only(self):
        """Nothing is taken in: no other method, and no file."""
        for path in ("/skp/verify", f"/skp/verify/{self.document.token}"):
            answer = self.url_open(path, data={"code": "x"})
            self.assertGreaterEqual(answer.status_code, 400)

    def test_superseded_and_cancelled(self):
        """Said in words, of the old document as of the new one."""
        self.plan("staff", "kasi").action_revise("Penugasan baru")
        self.assertIn('data-status="current"', self.page(), "holds until the next is agreed")
        self.sign("staff", "propose")
        self.sign("staff", "agree", "kasi")
        newest = self.plan_.document_ids - self.document
        self.assertIn('data-status="superseded"', self.page())
        self.assertIn('data-status="current"', self.page(newest))
        self.assertFalse(self.hashes(self.page()).keys() & self.hashes(self.page(newest)).keys())
        self.plan("staff", "officer").action_cancel("Keliru")
        for document in self.plan_.document_ids:
            self.assertIn('data-status="cancelled"', self.page(document))

    def test_signed_by_hand(self):
        """No electronic signature is claimed."""
        self.agency.skp_signature = "none"
        document = self.bring_to("teman", "agreed").document_ids
        self.assertFalse(document._get_verification(document.token)["signers"])
        self.assertNotIn("WIB", self.page(document))

    def test_signed_outside(self):
        """Either code leads to both files."""
        content = signed_by_appending(base64.b64decode(self.document.file))
        self.plan("staff", "kasi").action_upload_signed(base64.b64encode(content).decode())
        signed = self.plan_.document_ids - self.document
        for document in (self.document, signed):
            hashes = self.hashes(self.page(document))
            self.assertEqual(hashes[hashlib.sha256(content).hexdigest()], "signed")
            self.assertEqual(hashes[self.document.sha256], "plan")

    def test_printed_on_the_document(self):
        """Every page has the address and the code; who may not read the plan has neither."""
        pages = PdfReader(io.BytesIO(base64.b64decode(self.document.file))).pages
        code = self.document._get_verification(self.document.token)["code"]
        for page in pages:
            text = page.extract_text()
            self.assertIn(f"Kode verifikasi: {code}", text)
            self.assertIn(f"/skp/verify/{self.document.token}", text)
        self.assertTrue(self.document.with_user(self.users["staff"]).verify_url)
        for role in ("teman", "kabid", "staff"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                # The code itself is the administrator's to see; readers have it in the document.
                self.document.with_user(self.users[role]).read(["token"])
        with self.assertRaises(AccessError):
            self.document.with_user(self.users["teman"]).read(["verify_url"])

    def test_addresses_of_many(self):
        """A list or an export of documents has the address of each."""
        documents = self.document | self.agree_electronically("teman").document_ids
        found = documents.with_user(self.users["auditor"]).read(["verify_url", "verify_path"])
        self.assertEqual(len(found), 2)
        for values, document in zip(found, documents, strict=True):
            self.assertTrue(values["verify_url"].endswith(f"/skp/verify/{document.token}"))

    def test_code_is_no_way_in(self):
        """With it alone neither the plan nor its document can be had."""
        token = self.document.token
        for path in (
            f"/my/skp/{self.plan_.id}?access_token={token}",
            f"/my/skp/{self.plan_.id}/document/{self.document.id}?access_token={token}",
            f"/web/content/hr.skp.document/{self.document.id}/file?access_token={token}",
            f"/report/skp-pdf/hr_skp.plan_pdf/{self.plan_.id}?access_token={token}",
        ):
            answer = self.url_open(path)
            self.assertNotIn("Rahasia hasil kerja", answer.text)
            self.assertFalse(answer.content.startswith(b"%PDF"), path)

    def test_portal_links(self):
        """Who reads the plan is one tap from the page."""
        self.authenticate(self.users["staff"].login, self.users["staff"].login)
        text = self.open(f"/my/skp/{self.plan_.id}").text
        self.assertIn(f'href="/skp/verify/{self.document.token}"', text)

    def test_portal_signs(self):
        """The portal's step takes the password along and says what is wrong with it."""

        def ask(key, role, move, **params):
            login = self.users[role].login
            self.authenticate(login, login)
            answer = self.url_open(
                f"/my/skp/{self.plans[key].id}/move",
                data=json.dumps({"params": {"move": move, **params}}),
                headers={"Content-Type": "application/json"},
            ).json()
            return answer["result"]

        self.add_result("warga")
        plan = self.plans["warga"]
        self.assertIn("error", ask("warga", "warga", "propose"))
        self.assertIn("error", ask("warga", "warga", "propose", password="salah"))
        self.assertEqual(plan.state, "draft")
        self.assertEqual(ask("warga", "warga", "propose", password=self.users["warga"].login), {})
        self.assertEqual(plan.state, "proposed")
        text = self.open(f"/my/skp/{plan.id}").text
        self.assertIn('data-signature="account"', text)
        ask("warga", "kasi", "agree", password=self.users["kasi"].login)
        self.assertEqual(plan.state, "agreed")
        self.assertEqual(len(plan.signature_ids), 2)

    def test_tour(self):
        """In a browser: the file dropped matches, the same with one byte changed does not."""
        path = f"/my/skp/{self.plan_.id}/document/{self.document.id}"
        self.start_tour(
            f"/skp/verify/{self.document.token}?file={path}",
            "hr_skp_verify",
            login=self.users["staff"].login,
        )

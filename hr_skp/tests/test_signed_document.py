import base64
import hashlib
import io
import re
from unittest.mock import patch

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .signing_common import SigningCommon

SIGNED_BY_APPENDING = (
    b"\n9999 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 9 9 9]/Contents<00>>>\nendobj\n"
)


def signed_by_appending(content):
    """Sign as most services do: the issued bytes stay, the signature follows."""
    return content + SIGNED_BY_APPENDING


def signed_by_rewriting(content, words=()):
    """Sign as some services do: the file is written anew; ``words``: pages left out by number."""
    writer = PdfWriter()
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
        if number not in words:
            writer.add_page(page)
    writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Sig"),
                NameObject("/ByteRange"): ArrayObject([NumberObject(0)] * 4),
            }
        )
    )
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def shown_instead(content):
    """Return what, appended to the file, makes its first page show another text."""
    page = PdfReader(io.BytesIO(content)).pages[0]
    number = page.get("/Contents").indirect_reference.idnum
    start = len(signed_by_appending(content))
    new = b"%d 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n" % number
    size, root = (
        re.findall(pattern, content)[-1] for pattern in (rb"/Size (\d+)", rb"/Root (\d+ \d+ R)")
    )
    previous = re.findall(rb"startxref\s+(\d+)", content)[-1]
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    trailer = b"trailer\n<</Size %b/Root %b/Prev %b>>\n" % (size, root, previous)
    end = b"startxref\n%d\n%%%%EOF\n" % (start + len(new))
    return new + table + trailer + end


@tagged("post_install", "-at_install", "hr_skp")
class TestSignedDocument(SigningCommon):
    """A PDF signed outside is kept beside the issued one, if it is that document, by who may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency.skp_signature = "none"
        cls.bring_to("staff", "agreed")
        cls.issued = cls.plans["staff"].document_ids
        cls.content = base64.b64decode(cls.issued.file)

    def upload(self, content, role="kasi", key="staff"):
        plan = self.plan(key, role)
        return plan.action_upload_signed(base64.b64encode(content).decode(), "SKP bertanda.pdf")

    def test_both_are_kept(self):
        """Whichever way the service writes it; the issued one stays as it was."""
        for number, sign in enumerate((signed_by_appending, signed_by_rewriting), 1):
            content = sign(self.content)
            self.upload(content)
            documents = self.plans["staff"].document_ids.sorted("id", reverse=True)
            signed = documents.filtered(lambda d: d.kind == "signed")
            self.assertEqual(len(signed), number)
            self.assertRecordValues(
                signed[0],
                [
                    {
                        "revision_id": self.issued.revision_id.id,
                        "sha256": hashlib.sha256(content).hexdigest(),
                        "name": "SKP bertanda.pdf",
                        "is_current": True,
                        "create_uid": self.users["kasi"].id,
                    }
                ],
            )
            self.assertEqual(base64.b64decode(signed[0].file), content)
        hashes = self.issued._get_verification(self.issued.token)["hashes"]
        self.assertEqual(sorted(hashes.values()), ["plan", "signed", "signed"])
        self.assertEqual(self.plans["staff"].log_ids[0].action, "upload_signed")
        with self.assertRaises(UserError):
            signed[0].sudo().write({"name": "x"})

    def test_who_uploads(self):
        """Evaluator, his delegate, an officer; nobody else, and the employee never."""
        content = signed_by_appending(self.content)
        self.add_delegate("kasi", "ketua")
        for role in ("kasi", "ketua", "officer"):
            self.assertTrue(self.upload(content, role))
            self.assertTrue(self.plan("staff", role).can_upload_signed)
        for role in ("staff", "kabid", "teman", "auditor", "unit_officer", "hr"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.upload(content, role)

    def test_officer_not_for_himself(self):
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        with self.assertRaises(AccessError):
            self.upload(signed_by_appending(self.content), "staff")

    def test_only_what_is_in_force(self):
        """A draft has no document to sign, a cancelled plan none any more."""
        for state in ("draft", "cancelled"):
            self.bring_to("teman", state)
            with self.subTest(state=state), self.assertRaises(AccessError):
                self.upload(signed_by_appending(self.content), "kasi", "teman")

    @mute_logger("pypdf._reader")
    def test_wrong_files(self):
        """What is refused, and why: what it is, that it is unsigned, that it says less."""
        other = self.bring_to("teman", "agreed").document_ids
        changed = self.issued._render_issued(self.issued.revision_id, "plan", "0" * 16)[1]
        appended = signed_by_appending(self.content)
        wrong = {
            "empty": (b"", "not a PDF"),
            "no PDF": (b"PK" + self.content, "not a PDF"),
            "large": (appended + b"x" * 20 * 1024 * 1024, "20 MB"),
            "unsigned": (self.content, "no electronic signature"),
            "broken": (b"%PDF-1.4 /ByteRange" + b"x" * 2000, "cannot be compared"),
            "cut": (self.content[:-2000] + SIGNED_BY_APPENDING, "PDF"),
            "page less": (signed_by_rewriting(self.content, {0}), "cannot be compared"),
            "other": (
                signed_by_appending(base64.b64decode(other.file)),
                "another document",
            ),
            "changed": (signed_by_rewriting(changed), "another document"),
            "shows something else": (appended + shown_instead(self.content), "another document"),
        }
        for name, (content, reason) in wrong.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, reason):
                self.upload(content)
        with self.assertRaises(UserError):
            self.plan("staff", "kasi").action_upload_signed("keine base64!")
        self.assertEqual(self.plans["staff"].document_ids, self.issued)

    def test_of_a_former_revision(self):
        """What was signed of revision 1 is not the document of revision 2."""
        self.plan("staff", "kasi").action_revise("Penugasan baru")
        self.plan("staff", "staff").action_propose()
        self.plan("staff", "kasi").action_agree()
        with self.assertRaises(UserError):
            self.upload(signed_by_rewriting(self.content))

    def test_wizard(self):
        wizard = (
            self.env["hr.skp.signed.upload"]
            .with_user(self.users["kasi"])
            .create(
                {
                    "skp_id": self.plans["staff"].id,
                    "file": base64.b64encode(signed_by_appending(self.content)),
                    "name": "SKP.pdf",
                }
            )
        )
        wizard.action_confirm()
        self.assertEqual(len(self.plans["staff"].document_ids), 2)

    def test_local_signing_service(self):
        """The hook's file is kept beside the one issued; a service that fails stops it all."""
        documents = type(self.env["hr.skp.document"])
        with patch.object(documents, "_sign_pdf", lambda self, content: content + b"%signed"):
            plan = self.bring_to("teman", "agreed")
        issued, signed = plan.document_ids.sorted("id")
        self.assertEqual((issued.kind, signed.kind), ("plan", "signed"))
        self.assertEqual(base64.b64decode(signed.file), base64.b64decode(issued.file) + b"%signed")
        self.assertEqual(len(issued._get_verification(signed.token)["hashes"]), 2)

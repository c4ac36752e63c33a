import base64
import io
import zipfile

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import DRAWING, PAGE, PDF, PROGRAM, FeedbackCommon, picture

#: How a photo of an iPhone begins that was not made into a JPEG.
HEIC = b"\0\0\0\x24ftypheic\0\0\0\0mif1heicMiHEMiPr" + b"\0" * 64


def archive(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as members:
        members.writestr(name, b"x")
    return out.getvalue()


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestEvidence(FeedbackCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entry = cls.achieve(cls, cls.own)
        cls.files = cls.env["ir.attachment"]

    def as_user(self, key):
        return self.files.with_user(self.users[key])

    def vals(self, raw=PDF, name="bukti.pdf", entry=None, **vals):
        entry = entry or self.entry
        return {
            "name": name,
            "raw": raw,
            "res_model": entry._name,
            "res_id": entry.id,
            **vals,
        }

    # ------------------------------------------------------------
    # WHAT IS KEPT
    # ------------------------------------------------------------

    def test_files_links_and_their_names(self):
        """Files and links of an entry, in the order in which they came."""
        self.entry._add_evidence([("Surat.pdf", PDF), ("foto.jpg", picture())])
        self.entry.links = "https://drive.kota.go.id/s/1\n"
        self.assertEqual(
            self.entry.evidence_names, ["Surat.pdf", "foto.jpg", "https://drive.kota.go.id/s/1"]
        )
        self.assertEqual(self.entry.evidence_count, 3)
        evidence = self.entry._get_evidence()[self.entry.id]
        self.assertEqual([e["kind"] for e in evidence], ["file", "file", "link"])
        self.assertEqual([bool(e["preview"]) for e in evidence], [False, True, False])
        self.entry._remove_evidence(evidence[0]["id"])
        self.entry._remove_evidence(evidence[0]["id"])
        self.assertEqual(self.entry.evidence_names[0], "foto.jpg")

    def test_what_is_refused_whatever_its_name(self):
        """Programs, pages, scripts and broken pictures are refused in a plain sentence."""
        wrong = [
            ("laporan.pdf", PAGE, "web page"),
            ("notulen.txt", b"Notulen\n<script>alert(1)</script>", "web page"),
            ("gambar.png", DRAWING, "web page"),
            ("foto.jpg", PROGRAM, "program"),
            ("arsip.zip", archive("setup.exe"), "program"),
            ("arsip.zip", archive("a.txt")[:-30], "damaged"),
            ("foto.png", picture(900, 700, "PNG")[:300], "damaged"),
            ("IMG_0001.HEIC", HEIC, "iPhone photo.*Photos.*JPEG"),
            ("kosong.pdf", b"", "empty"),
            ("apa.pdf", bytes(range(256)), "kind that is not kept"),
        ]
        for name, raw, words in wrong:
            with self.subTest(name=name, words=words), self.assertRaisesRegex(UserError, words):
                self.entry._add_evidence([(name, raw)])
        self.assertFalse(self.entry.evidence_ids)

    def test_forms_ask_for_what_is_kept(self):
        """The picker of a phone is told to offer JPEG and not HEIC, so it hands over JPEG."""
        for model in ("hr.skp.progress", "hr.skp.feedback"):
            with self.subTest(model=model):
                arch = self.env[model].get_view(view_type="form")["arch"]
                self.assertIn("accepted_file_extensions", arch)
                self.assertIn("image/jpeg", arch)
                self.assertNotIn("heic", arch)

    def test_base_stays_while_a_form_changes(self):
        """What a form sends back is what the entry was, not what was just typed."""
        spec = {"name": {}, "edit_base": {}}
        changed = self.entry.onchange({"name": "Baru"}, ["name"], spec)
        self.assertNotIn("edit_base", changed.get("value", {}))

    def test_all_or_none(self):
        """One file that is refused takes the others of the same step with it."""
        with self.assertRaises(UserError):
            self.entry._add_evidence([("a.pdf", PDF), ("b.pdf", PAGE)])
        self.assertFalse(self.entry.evidence_ids)

    def test_too_large(self):
        """A file above the agency's limit is refused, with the way out; the entry stays."""
        large = PDF + b"\0" * (30 * 1024 * 1024)
        with self.assertRaisesRegex(UserError, "at most 25 MB.*link"):
            self.entry._add_evidence([("besar.pdf", large)])
        self.agency.skp_evidence_max_mb = 40
        self.assertTrue(self.entry._add_evidence([("besar.pdf", large)]))
        self.assertEqual(self.entry.name, "12 usulan selesai")

    def test_scripts_are_but_text(self):
        """A program's text is kept as text to read, under a name that opens as one."""
        file = self.entry._add_evidence([("cek.py", b"import os\nprint('halo')\n")])
        self.assertRecordValues(file, [{"name": "cek.py.txt", "mimetype": "text/plain"}])

    def test_photos_lose_place_and_size(self):
        """A photo is drawn anew: no place, no device, fit for a screen."""
        file = self.entry._add_evidence([("IMG_1.jpg", picture(3000, 2000))])
        self.assertNotIn(b"Telepon", file.raw)
        self.assertNotIn(b"Exif", file.raw)
        self.assertLess(file.file_size, 100_000)

    def test_links(self):
        """Only addresses of websites are links."""
        for wrong in ("javascript:alert(1)", "catatan", "https://a.id x"):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                self.entry.links = wrong
        with self.assertRaises(ValidationError):
            self.entry.links = "\n".join(f"https://a.id/{n}" for n in range(21))

    # ------------------------------------------------------------
    # OTHER DOORS
    # ------------------------------------------------------------

    def test_client_creates_attachments_of_the_entry(self):
        """What a client creates itself is judged alike, whatever it says of it."""
        files = self.as_user("staff")
        for vals in (
            self.vals(PAGE, mimetype="application/pdf"),
            self.vals(False, datas=base64.b64encode(PAGE)),
            self.vals(PAGE.decode(), name="x.txt", mimetype="text/plain"),
            self.vals(PAGE, res_field="name"),
            self.vals(False, db_datas=base64.b64encode(PAGE)),
            self.vals(False, type="url", url="javascript:alert(1)"),
            self.vals(PDF, public=True),
            self.vals(PDF, access_token="rahasia"),
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                files.create(vals)
        slipped = files.with_context(
            default_res_model=self.entry._name, default_res_id=self.entry.id
        )
        with self.assertRaises(UserError):
            slipped.create({"name": "x.pdf", "raw": PAGE})
        public = files.with_context(default_public=True, default_access_token="rahasia")
        file = public.create(self.vals(mimetype="text/html", name="halaman.html"))
        self.assertRecordValues(
            file.sudo(),
            [
                {
                    "name": "halaman.html.pdf",
                    "mimetype": "application/pdf",
                    "public": False,
                    "access_token": False,
                }
            ],
        )

    def test_client_changes_attachments_of_the_entry(self):
        """A file that is kept is changed neither into a page nor into a public one."""
        file = self.as_user("staff").create(self.vals())
        for vals in (
            {"raw": PAGE},
            {"datas": base64.b64encode(PAGE)},
            {"public": True},
            {"access_token": "x"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                file.write(vals)
        with self.assertRaises(AccessError):
            file.generate_access_token()
        file.write({"mimetype": "text/html", "type": "url", "url": "https://jahat.example"})
        self.assertRecordValues(
            file.sudo(), [{"mimetype": "application/pdf", "type": "binary", "url": False}]
        )
        file.write({"db_datas": base64.b64encode(PAGE), "name": "lain.html"})
        self.assertEqual((file.raw, file.name), (PDF, "lain.html.pdf"))

    def test_page_is_not_linked_to_the_entry_afterwards(self):
        """A file of one's own that becomes evidence is judged on the way in."""
        own = self.as_user("staff").create({"name": "x.txt", "raw": PAGE})
        with self.assertRaises(UserError):
            own.write({"res_model": self.entry._name, "res_id": self.entry.id})
        own = self.as_user("staff").create({"name": "x.jpg", "raw": picture(30, 30)})
        own.write({"res_model": self.entry._name, "res_id": self.entry.id})
        self.assertEqual(self.entry.evidence_ids, own)
        self.assertNotIn(b"Telepon", own.raw)

    def test_nobody_attaches_to_an_entry_of_somebody_else(self):
        """Neither by creating, moving, linking nor replacing; nor takes its files away."""
        theirs = self.achieve(self.portal).with_user(self.users["staff"])
        mine = self.entry
        own_file = self.as_user("staff").create(self.vals(entry=mine))
        their_file = theirs.sudo()._add_evidence([("milik.pdf", PDF)])
        for key in ("staff", "kasi", "teman", "manager"):
            files = self.as_user(key)
            with self.subTest(key=key):
                with self.assertRaises(AccessError):
                    files.create(self.vals(entry=theirs))
                with self.assertRaises(AccessError):
                    files.browse(their_file.id).unlink()
                with self.assertRaises(AccessError):
                    files.browse(their_file.id).write({"name": "lain.pdf"})
        with self.assertRaises(AccessError):
            own_file.write({"res_id": theirs.id})
        for command in (
            (1, their_file.id, {"name": "lain.pdf"}),
            (2, their_file.id),
            (3, their_file.id),
            (4, their_file.id),
            (6, 0, their_file.ids),
        ):
            with self.subTest(command=command), self.assertRaises(AccessError):
                mine.write({"evidence_ids": [command]})
        self.assertEqual(their_file.exists().res_id, theirs.id)
        self.assertEqual(own_file.res_id, mine.id)

    def test_file_taken_out_of_the_form_is_gone(self):
        """What the form's list lets go of is deleted, not left about."""
        self.entry._add_evidence([("a.pdf", PDF)])
        file = self.entry.evidence_ids
        self.entry.write({"evidence_ids": [(3, file.id)]})
        self.assertFalse(file.exists())

    def test_evidence_goes_with_its_entry(self):
        """Deleting an entry deletes its files."""
        file = self.entry._add_evidence([("a.pdf", PDF)])
        self.entry.unlink()
        self.assertFalse(file.exists())

    # ------------------------------------------------------------
    # WHO READS
    # ------------------------------------------------------------

    def test_files_are_read_by_who_reads_the_entry(self):
        """The same people, found by search or by id; portal users through the entry only."""
        file = self.entry._add_evidence([("a.pdf", PDF)])
        for key in self.users:
            reads = key in ("staff", "kasi", "auditor")
            seen = self.seen_by(file.sudo(False), key)
            with self.subTest(key=key):
                if self.users[key].share:
                    self.assertFalse(seen.has_access("read"))
                    continue
                found = seen.search([("res_model", "=", self.entry._name)])
                self.assertEqual(file.id in found.ids, reads)
                self.assertEqual(file.id in seen.search([("name", "=", "a.pdf")]).ids, reads)
                self.assertEqual(seen.has_access("read"), reads)
        with self.assertRaises(AccessError):
            self.seen_by(self.entry, "teman")._get_evidence()

    def test_portal_user_keeps_evidence(self):
        """A portal user adds files to his own entry, sees and removes them; not of others."""
        entry = self.achieve(self.portal)
        entry._add_evidence([("a.pdf", PDF)])
        self.assertEqual(entry.evidence_names, ["a.pdf"])
        file_id = entry._get_evidence()[entry.id][0]["id"]
        with self.assertRaises(AccessError):
            self.entry.with_user(self.users["warga"])._add_evidence([("b.pdf", PDF)])
        with self.assertRaises(AccessError):
            self.entry.with_user(self.users["warga"])._remove_evidence(file_id)
        entry._remove_evidence(file_id)
        self.assertFalse(entry.evidence_names)

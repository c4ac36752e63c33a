import doctest
import io
import struct
import zipfile
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from odoo.tests import BaseCase, tagged

from ..rules import evidence, pictures
from .common import picture

REFUSALS = [
    ("application/pdf", None),
    ("image/jpeg", None),
    ("text/x-python", None),
    ("image/heic", "heic"),
    ("image/heif", "heic"),
    ("text/html", "page"),
    ("application/xhtml+xml", "page"),
    ("image/svg+xml", "page"),
    ("text/xml", "page"),
    ("application/javascript", "page"),
    ("text/javascript", "page"),
    ("application/x-dosexec", "program"),
    ("application/x-executable", "program"),
    ("application/x-pie-executable", "program"),
    ("application/x-mach-binary", "program"),
    ("application/java-archive", "program"),
    ("application/x-msi", "program"),
    ("application/octet-stream", "unknown"),
    ("application/x-rar", "unknown"),
]

NAMES = [
    ("Laporan TW I.pdf", "application/pdf", "Laporan TW I.pdf"),
    ("../../etc/passwd", "text/plain", "passwd.txt"),
    ("foto.exe", "image/jpeg", "foto.exe.jpg"),
    ("foto.PNG", "image/jpeg", "foto.jpg"),
    ("pindaian.tiff", "application/pdf", "pindaian.pdf"),
    ("surat\u202efdp.exe", "application/pdf", "surat fdp.exe.pdf"),
    ("a\nb\x00c.pdf", "application/pdf", "a b c.pdf"),
    ("", "application/pdf", "bukti.pdf"),
    (None, "image/png", "bukti.png"),
    (".pdf", "application/pdf", "pdf.pdf"),
    ("skrip.sh", "text/plain", "skrip.sh.txt"),
    ('<img src="x">.png', "image/png", "img src= x.png"),
]

LINKS = [
    ("https://drive.kota.go.id/s/abc", True),
    ("http://10.0.0.1/berkas?id=1", True),
    ("HTTPS://contoh.go.id", True),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ("//contoh.go.id", False),
    ("https://", False),
    ("https://bank.go.id@jahat.example/", False),
    ('https://a.id/"onmouseover=x', False),
    ("https://a.id/a b", False),
    ("contoh.go.id", False),
    ("https://[::1", False),
    ("ftp://a.id/x", False),
]


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestRulesEvidence(BaseCase):
    def test_examples_in_the_docstrings(self):
        """What the docstrings show is what the functions do."""
        for module in (evidence, pictures):
            self.assertFalse(doctest.testmod(module).failed)

    def test_what_is_refused(self):
        """By its content a file is kept, or refused as a page, a program or unknown."""
        for mimetype, why in REFUSALS:
            with self.subTest(mimetype=mimetype):
                self.assertEqual(evidence.refusal(mimetype), why)

    def test_names(self):
        """A name keeps its words, and ends as what the file is."""
        for name, mimetype, clean in NAMES:
            with self.subTest(name=name):
                self.assertEqual(evidence.clean_name(name, mimetype), clean)

    def test_links(self):
        """A link is one plain http(s) address."""
        for line, good in LINKS:
            with self.subTest(line=line):
                self.assertEqual(evidence.is_link(line), good)

    @given(st.text(max_size=300), st.sampled_from(sorted(evidence.KINDS)))
    @settings(deadline=None)
    def test_any_name_becomes_a_safe_one(self, name, mimetype):
        """Whatever somebody calls a file: a short name on one line, no path, the right ending."""
        clean = evidence.clean_name(name, mimetype)
        self.assertLessEqual(len(clean), evidence.NAME_LENGTH)
        self.assertFalse(set(clean) & set('/\\:*?"<>|\n\r\0'))
        self.assertTrue(clean.lower().endswith(evidence.KINDS[mimetype]))
        self.assertFalse(clean.startswith("."))
        self.assertEqual(evidence.clean_name(clean, mimetype), clean)

    def test_text_that_hides_a_page(self):
        """A script anywhere in a text makes it a page, in any case and with zeros between."""
        for raw in (b"Notulen\n<ScRiPt>x</script>", b"<\0h\0t\0m\0l\0>\0", b"a" * 5000 + b"<svg/>"):
            self.assertTrue(evidence.is_page(raw))
        self.assertFalse(evidence.is_page(b"Target < 5, realisasi > 3"))

    def test_photo_tells_nothing_but_the_picture(self):
        """Place, device and whatever hangs behind a photo are left out; it fits on a screen."""
        raw, mimetype = pictures.redraw(picture(4000, 3000) + b"<script>x</script>", "image/jpeg")
        self.assertEqual(mimetype, "image/jpeg")
        drawn = Image.open(io.BytesIO(raw))
        self.assertEqual(drawn.size, (1920, 1440))
        self.assertFalse(dict(drawn.getexif()))
        self.assertNotIn(b"script", raw)
        self.assertNotIn(b"Telepon", raw)

    def test_photo_stands_upright(self):
        """What the camera turned by a mark in the file is turned for good."""
        exif = Image.Exif()
        exif[0x0112] = 6
        out = io.BytesIO()
        Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
        raw, _mimetype = pictures.redraw(out.getvalue(), "image/jpeg")
        self.assertEqual(Image.open(io.BytesIO(raw)).size, (20, 40))

    def test_what_becomes_of_each_picture(self):
        """Screenshots stay lossless, photos become JPEG, scans a PDF with all pages."""
        for kind, mimetype, becomes in (
            ("PNG", "image/png", "image/png"),
            ("GIF", "image/gif", "image/png"),
            ("BMP", "image/bmp", "image/png"),
            ("WEBP", "image/webp", "image/jpeg"),
            ("JPEG", "image/jpeg", "image/jpeg"),
            ("TIFF", "image/tiff", "application/pdf"),
        ):
            with self.subTest(kind=kind):
                self.assertEqual(pictures.redraw(picture(kind=kind), mimetype)[1], becomes)
        pages = [Image.new("RGB", (30, 40)) for _page in range(3)]
        out = io.BytesIO()
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
        raw, _mimetype = pictures.redraw(out.getvalue(), "image/tiff")
        self.assertEqual(raw.count(b"/Type /Page\n"), 3)

    def test_broken_and_monstrous_pictures(self):
        """Half a photo, a lie and a bomb are refused, each with its reason."""
        whole = picture(800, 600, "PNG")
        for raw in (whole[:200], b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"\xff\xd8\xff\xe0"):
            with self.assertRaises(pictures.BrokenPicture) as caught:
                pictures.redraw(raw, "image/png")
            self.assertEqual(str(caught.exception), "broken")
        for side in (9_500, 10_500, 60_000):
            head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
            bomb = whole[:8] + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
            with self.assertRaises(pictures.BrokenPicture) as caught:
                pictures.redraw(bomb + whole[33:], "image/png")
            self.assertEqual(str(caught.exception), "large")

    def test_other_files_come_back_as_they_are(self):
        """What is no picture is not touched."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "x")
        raw = out.getvalue()
        self.assertEqual(pictures.redraw(raw, "application/zip"), (raw, "application/zip"))

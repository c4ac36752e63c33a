"""How the official documents lie on paper, read back from the PDF. No database."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report import documents
from odoo.addons.hr_skp.report.documents import matrix_document, pdf, plan_document, tree

from . import document_samples as samples
from .document_reading import marks, pages

VERIFICATION = {"url": "https://skp.example.go.id/verify/4f1c2a9be07d", "code": "7K3M-Q9TX"}
HEADER = ["HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "ASPEK", "TARGET"]


@tagged("post_install", "-at_install", "hr_skp")
class TestPages(BaseCase):
    """A page says what it belongs to, and repeats the header of what it continues."""

    def test_text(self):
        found = " ".join(pages(plan_document(samples.staff_quantitative())))
        for expected in (
            "SASARAN KINERJA PEGAWAI PENDEKATAN HASIL KERJA KUANTITATIF",
            "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
            "KEMENTERIAN PENDAYAGUNAAN APARATUR",
            "Kuantitas/Kualitas",
            "90 – 95%",
            "Jakarta, 12 Januari 2026",
            "NIP 19900315 201503 2 004",
            "LAMPIRAN SASARAN KINERJA PEGAWAI",
        ):
            self.assertIn(expected, found)

    def test_page_numbers(self):
        """They count within each document, so that a batch can be handed out."""
        one = plan_document(samples.staff_quantitative())
        other = plan_document(samples.leader())
        counts = [len(pages(document)) for document in (one, other)]
        found = pages(one, other)
        expected = [f"{at}/{count}" for count in counts for at in range(1, count + 1)]
        self.assertEqual(
            expected, [re.search(r"\d+/\d+$|(?<= )\d/\d(?= |$)", text)[0] for text in found]
        )

    def test_orientation(self):
        """Parts have their own orientation in one file."""
        sizes = [
            page.mediabox.width > page.mediabox.height
            for page in PdfReader(
                BytesIO(pdf.write([plan_document(samples.staff_quantitative())]))
            ).pages
        ]
        self.assertTrue(sizes[0])
        self.assertFalse(sizes[-1])

    def test_draft_mark_on_every_page(self):
        draft = pages(plan_document(samples.snapshot(state="draft")))
        self.assertTrue(all("KONSEP" in text for text in draft))
        agreed = pages(plan_document(samples.snapshot()))
        self.assertFalse(any("KONSEP" in text for text in agreed))

    def test_revision_and_code_on_every_page(self):
        found = pages(plan_document(samples.snapshot(revision=3), verification=VERIFICATION))
        for text in found:
            self.assertIn("Revisi 3", text)
            self.assertIn("Kode verifikasi: 7K3M-Q9TX", text)
            self.assertIn(VERIFICATION["url"], text)

    def test_header_repeats(self):
        results_pages = [text for text in pages(plan_document(samples.many())) if marks(text)[0]]
        self.assertGreater(len(results_pages), 10)
        for text in results_pages:
            for label in HEADER:
                self.assertIn(label, text)

    def test_matrix_repeats_leader_and_columns(self):
        found = pages(matrix_document(samples.matrix(columns=5, rows=40, teams=0)))
        self.assertGreater(len(found), 3)
        for text in found:
            self.assertIn("Ir. Sulastri, M.T.", text)
            self.assertIn("K5 Makin banyak", text)


@tagged("post_install", "-at_install", "hr_skp")
class TestRowsStayWhole(BaseCase):
    """No row is cut by a page, no merged cell is torn where a page can hold it."""

    def _assert_whole(self, found):
        for text in found:
            opened, closed = marks(text)
            self.assertEqual(opened, closed)

    def test_upper_end(self):
        """25 results of 600 letters with 4 indicators of 600 letters each."""
        found = pages(plan_document(samples.many()))
        self._assert_whole(found)
        seen = set().union(*(marks(text)[0] for text in found))
        self.assertEqual(25 * 6, len(seen))

    def test_upper_end_of_each_form(self):
        for values in (
            {"form": "jpt"},
            {"form": "jpt", "approach": "qualitative"},
            {"approach": "qualitative"},
        ):
            with self.subTest(**values):
                self._assert_whole(pages(plan_document(samples.many(**values), manual=False)))

    def test_a_result_stays_with_its_indicators(self):
        """Where a page can hold them, all rows of a result are on one page."""
        for text in pages(plan_document(samples.many(letters=150, indicators=4))):
            opened = marks(text)[0]
            for number in {mark[1:3] for mark in opened}:
                expected = {f"P{number}", f"R{number}"}
                expected |= {f"R{number}I{at}" for at in range(1, 5)}
                self.assertEqual(expected, {mark for mark in opened if mark[1:3] == number})

    def test_result_larger_than_a_page_is_cut_between_rows(self):
        """The rows below say on the next page that they continue."""
        found = pages(plan_document(samples.many(count=1, indicators=9)))
        self._assert_whole(found)
        self.assertIn("(lanjutan)", found[2])

    def test_row_larger_than_a_page_is_cut_between_lines(self):
        """Nothing crashes and nothing is lost."""
        words = [f"kata{number}" for number in range(6000)]
        giant = samples.result(
            "Hasil", [samples.indicator(" ".join(words)), samples.indicator("kedua")]
        )
        found = " ".join(pages(plan_document(samples.snapshot(results=[giant]))))
        printed = re.findall(r"kata\d+", found)
        self.assertEqual(words, printed)
        self.assertIn("kedua", found)

    def test_merged_cell_larger_than_a_page(self):
        words = [f"kata{number}" for number in range(4000)]
        giant = samples.result(
            " ".join(words), [samples.indicator(f"Indikator {at}") for at in range(4)]
        )
        found = " ".join(pages(plan_document(samples.snapshot(results=[giant]))))
        self.assertEqual(words, re.findall(r"kata\d+", found))


@tagged("post_install", "-at_install", "hr_skp")
class TestNothingStandsAlone(BaseCase):
    """No heading at a page's end, no signatures alone on a page."""

    def test_headings_and_signatures(self):
        """However many results push them down the page."""
        for count in range(0, 60):
            results = [
                samples.result(f"Hasil {at}", [samples.indicator("Jumlah")]) for at in range(count)
            ]
            snapshot = samples.snapshot(results=results, form="jpt")
            found = pages(plan_document(snapshot, appendix=False, manual=False))
            self._assert_no_orphans(found, count)

    def _assert_no_orphans(self, found, count):
        for text in found:
            if "Pejabat Penilai Kinerja," in text:
                self.assertIn("Kolaboratif", text, f"signatures alone after {count} results")
            after = text.split("PERILAKU KERJA", 1)
            if len(after) == 2:
                self.assertIn("Ukuran keberhasilan", after[1])
            if "TARGET" in text:
                self.assertRegex(text.split("(5)", 1)[1], r"^ (A\. UTAMA|\d|B\.)")
            body = re.sub(r"SKP · 2026.*$", "", text).strip()
            self.assertFalse(body.endswith(("A. UTAMA", "B. TAMBAHAN")), count)

    def test_team_heading_stays_with_its_table(self):
        for rows in range(1, 20):
            matrix = samples.matrix(columns=2, rows=rows, teams=3)
            for text in pages(matrix_document(matrix)):
                for heading in re.findall(r"TIM KERJA: Ketua Tim \d", text):
                    self.assertIn("PEGAWAI JABATAN", text.split(heading, 1)[1])


@tagged("post_install", "-at_install", "hr_skp")
class TestHostileText(BaseCase):
    """What people type is printed, never obeyed."""

    def test_markup_is_printed(self):
        hostile = "<b>tebal</b> & <font size=90>besar</font> <img src='file:///etc/passwd'/>"
        snapshot = samples.snapshot(
            results=[samples.result(hostile, [samples.indicator("</para><br/>")])],
            agency={"name": "Dinas <A> & B", "city": "<i>", "letterhead": ["<script>"]},
        )
        found = " ".join(pages(plan_document(snapshot)))
        self.assertIn("<b>tebal</b> & <font size=90>besar</font>", found)
        self.assertIn("</para><br/>", found)
        self.assertIn("DINAS <A> & B", found)

    def test_endless_word(self):
        """A word of 10 000 letters is broken over its lines, none lost."""
        snapshot = samples.snapshot(
            results=[samples.result("x" * 10_000, [samples.indicator("y" * 10_000)])]
        )
        found = re.sub(r"\s", "", "".join(pages(plan_document(snapshot))))
        self.assertGreaterEqual(found.count("x"), 10_000)
        self.assertGreaterEqual(found.count("y"), 10_000)

    def test_long_word_breaks_after_its_slash(self):
        word = "perencanaan/penganggaran/pelaksanaan/pengendalian"
        document = plan_document(
            samples.snapshot(results=[samples.result("R", [samples.indicator("I", word)])])
        )
        text = " ".join(pages(document))
        self.assertIn("perencanaan/ penganggaran/ pelaksanaan/", text)

    def test_characters_without_glyph(self):
        """Emoji leave a sign of themselves; lines, accents and dashes are kept."""
        name = "Rina\u200b 😀👩🏽\u200d💻 – “café” ≥ 90 % → naik\u0000\nbaris dua \u65e5"
        found = " ".join(pages(plan_document(samples.snapshot(results=[samples.result(name)]))))
        self.assertIn("– “café” ≥ 90 % -> naik baris dua", found)
        self.assertIn("\ufffd", found)

    def test_long_names_and_caption(self):
        person = {**samples.EMPLOYEE, "name": "Nama Panjang Sekali " * 20}
        document = plan_document(samples.snapshot(employee=person), verification=VERIFICATION)
        self.assertIn("Nama Panjang", pages(document)[0])


@tagged("post_install", "-at_install", "hr_skp")
class TestSameBytes(BaseCase):
    """The same input gives the same file: it is hashed and verified."""

    def test_same_bytes(self):
        document = plan_document(samples.staff_quantitative(), verification=VERIFICATION)
        first = pdf.write([document])
        pdf.write([plan_document(samples.leader())])
        self.assertEqual(first, pdf.write([document]))

    def test_same_bytes_in_another_process(self):
        """Neither hash seeds nor what was printed before show in the file."""
        folder = Path(documents.__file__).parent.parent.parent
        script = (
            "import sys, types, hashlib\n"
            f"for name, path in (('hr_skp', ''), ('hr_skp.rules', 'rules'),"
            f" ('hr_skp.report', 'report'), ('hr_skp.tests', 'tests')):\n"
            "    module = sys.modules[name] = types.ModuleType(name)\n"
            f"    module.__path__ = [{str(folder)!r} + '/' + path]\n"
            "from hr_skp.report import documents\n"
            "from hr_skp.tests import document_samples as samples\n"
            f"documents.fonts.use({str(documents.fonts._folder)!r})\n"
            "document = documents.plan_document(samples.staff_quantitative())\n"
            "print(hashlib.sha256(documents.pdf.write([document])).hexdigest())\n"
        )
        found = {
            subprocess.run(
                [sys.executable, "-c", script],
                capture_output=True,
                check=True,
                text=True,
                env={"PYTHONHASHSEED": seed, "TZ": zone},
            ).stdout
            for seed, zone in (("1", "UTC"), ("2", "Asia/Jakarta"))
        }
        self.assertEqual(1, len(found))

    def test_fonts_are_embedded(self):
        """The page looks the same where no font is installed."""
        reader = PdfReader(BytesIO(pdf.write([plan_document(samples.staff_quantitative())])))
        fonts = reader.pages[0]["/Resources"]["/Font"]
        used = [font.get_object() for font in fonts.values()]
        embedded = [font for font in used if "/FontDescriptor" in font]
        self.assertTrue(embedded)
        for font in embedded:
            self.assertIn("/FontFile2", font["/FontDescriptor"].get_object())
            self.assertIn("OpenSans", font["/BaseFont"])

    def test_nothing_to_print(self):
        self.assertTrue(pdf.write([]).startswith(b"%PDF"))

    def test_page_break_and_lone_blocks(self):
        """The tree's other blocks are written as well."""
        part = tree.Part(
            "Uji",
            (
                tree.Title(("JUDUL",)),
                tree.PageBreak(),
                tree.Heading("Kepala"),
                tree.Footnote("Catatan"),
                tree.Signatures("Jakarta", None, tree.Signatory("Kepala", "Rina")),
            ),
        )
        document = tree.Document("plan", "Uji", "Uji", (part,))
        found = pages(document)
        self.assertEqual(2, len(found))
        self.assertIn("Kepala Catatan Jakarta Kepala, Rina", found[1])

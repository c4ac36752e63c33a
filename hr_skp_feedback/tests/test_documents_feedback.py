"""Form 7, UMPAN BALIK BERKELANJUTAN, from snapshot to file. No database."""

import doctest
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report.documents import html, pdf, tree, xlsx
from odoo.addons.hr_skp.tests import document_samples as samples
from odoo.addons.hr_skp.tests.document_reading import (
    marks,
    pages,
    plain_rows,
    tables,
    texts,
    values,
    workbook,
)

from ..report.documents import feedback_document, labels
from . import feedback_samples
from .feedback_samples import DEPUTY, GUIDE, LAUNCHING, feedback, progress, remark

HEADER = [
    "HASIL KERJA",
    "CAPAIAN DAN DATA DUKUNG",
    "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
]
LABELS = [
    "UMPAN BALIK BERKELANJUTAN",
    "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
    "PEGAWAI YANG DINILAI",
    "PEJABAT PENILAI KINERJA",
    "NAMA",
    "NIP",
    "PANGKAT/GOL. RUANG",
    "JABATAN",
    "UNIT KERJA",
    *HEADER,
    "Ukuran keberhasilan/ Indikator Kinerja dan Target:",
    "Capaian Akhir dan data dukung:",
    "PERILAKU KERJA",
    "Ekspektasi Khusus Pimpinan:",
    "Pegawai yang Dinilai",
    "Pejabat Penilai Kinerja",
    "** Pimpinan dapat memberikan Ekspektasi khusus terhadap satu atau lebih aspek perilaku "
    "kerja Pegawai",
]


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackDocument(BaseCase):
    """E4 prints as the form wants it."""

    def test_labels(self):
        """They are the form's, word for word."""
        found = texts(feedback_document(feedback()))
        self.assertEqual([], [label for label in LABELS if label not in found])

    def test_doctests(self):
        result = doctest.testmod(labels)
        self.assertFalse(result.failed)
        self.assertTrue(result.attempted)

    def test_result(self):
        """Number, result with assigner, notes with evidence, final achievement, remark."""
        rows = plain_rows(tables(feedback_document(feedback()))[1])
        self.assertEqual(HEADER, rows[0])
        self.assertEqual(["A. UTAMA"], rows[1])
        number, name, achieved, said = rows[2]
        self.assertEqual(
            ("1", f"{LAUNCHING} (Pejabat yang memberikan penugasan: {DEPUTY})"), (number, name)
        )
        self.assertEqual(
            [
                "• Story board dipresentasikan kepada Deputi (17 Juni 2026)",
                "• Surat Permohonan Dukungan Launching Core Value ASN disampaikan kepada 7 "
                "Menteri, dan Menteri yang bersangkutan memberikan konfirmasi (24 Juni 2026; "
                "data dukung: Surat Permohonan Dukungan; Surat Jawaban)",
            ],
            achieved.split("\n")[1:3],
        )
        self.assertEqual(
            [
                "Capaian Akhir dan data dukung:",
                "• Rekaman video launching Core Value oleh Presiden RI (27 Juli 2026; data "
                "dukung: Rekaman video; Video statement para Menteri)",
            ],
            achieved.split("\n")[-2:],
        )
        self.assertEqual(f"{feedback_samples.DONE} (Sumber: {DEPUTY})", said)
        self.assertEqual(
            "Ukuran keberhasilan/ Indikator Kinerja dan Target:\n"
            "• Core value ASN diluncurkan oleh Presiden dengan target tanggal 27 Juli 2026\n"
            "• Ada statement/pendapat para Menteri yang terekam dalam video singkat",
            rows[3][0],
        )

    def test_running_year(self):
        """A result of the running year bears its tag; another text may stand for it."""
        base = feedback()
        found = texts(feedback_document(base))
        named = f"{GUIDE} (Pejabat yang memberikan penugasan: {DEPUTY})"
        self.assertIn(f"{named} Penugasan tahun berjalan", found)
        base["results"][1]["tag"] = "Penugasan lintas unit"
        self.assertIn(f"{named} Penugasan lintas unit", texts(feedback_document(base)))

    def test_every_remark_names_its_source(self):
        """One without a source is the evaluator's: he speaks for anonymous ones, too."""
        base = feedback(feedback=[remark("Pertahankan", source=None)])
        base["results"][1]["feedback"] = [remark("Satu", source="A"), remark("Dua", source="")]
        document = feedback_document(base)
        said = [cell for table in tables(document)[1:] for row in table.rows for cell in row.cells]
        said = [para.text for cell in said for para in cell.paras if "(Sumber: " in para.text]
        self.assertIn("Satu (Sumber: A)", said)
        self.assertIn(f"Dua (Sumber: {DEPUTY})", said)
        self.assertIn(f"Pertahankan (Sumber: {DEPUTY})", said)
        self.assertEqual(len(said), 1 + 2 + len(feedback_samples.BEHAVIOURS) + 1)
        self.assertTrue(all(text.endswith(")") for text in said))

    def test_behaviours(self):
        """Seven values with guides, expectation, and the remarks beside them."""
        rows = plain_rows(tables(feedback_document(feedback()))[2])
        self.assertEqual(["PERILAKU KERJA", HEADER[2]], rows[0])
        self.assertEqual(list(samples.GUIDES), [row[1] for row in rows[1::2]])
        remarks = {row[1]: row[2] for row in rows[1::2]}
        self.assertEqual(
            "Ketika melayani konsultasi Instansi Pemerintah sangat sopan (Sumber: Hasil Survey "
            "Kepuasan Penerima Layanan)",
            remarks["Harmonis"],
        )
        self.assertTrue(remarks["Kompeten"].endswith(f"di bawahnya (Sumber: {DEPUTY})"))
        self.assertEqual("", remarks["Loyal"])

    def test_realisation_of_an_indicator(self):
        """What was realised of a measure stands under the final achievement."""
        base = feedback()
        base["results"][0]["indicators"][0] |= {"realisation": "27 Juli", "evidence": ["V.mp4"]}
        achieved = plain_rows(tables(feedback_document(base))[1])[2][2]
        measure = base["results"][0]["indicators"][0]["name"]
        self.assertEqual(f"• {measure}: 27 Juli (data dukung: V.mp4)", achieved.split("\n")[-1])

    def test_remarks_on_the_whole(self):
        """They have a box of their own, if there are any."""
        self.assertNotIn(labels.GENERAL_REMARKS, texts(feedback_document(feedback())))
        document = feedback_document(feedback(feedback=[remark("Tahun yang baik", source="Tim")]))
        self.assertEqual(
            [["UMPAN BALIK UMUM"], ["Tahun yang baik (Sumber: Tim)"]],
            plain_rows(tables(document)[2]),
        )
        book = workbook(document)
        self.assertEqual(["Umpan Balik", "Umpan Balik Umum", "Perilaku Kerja"], book.sheetnames)
        self.assertTrue(book["Perilaku Kerja"].print_title_rows)

    def test_term(self):
        term = {"kind": "quarter", "date_start": "2026-04-01", "date_end": "2026-06-30"}
        document = feedback_document(feedback(term=term))
        self.assertIn("PERIODE: TRIWULAN II", texts(document))
        self.assertTrue(document.file_name.startswith("Umpan Balik TW II 2026 - Damayani"))
        whole = feedback_document(feedback())
        self.assertFalse([text for text in texts(whole) if text.startswith("PERIODE: ")])

    def test_both_sign(self):
        document = feedback_document(feedback())
        block = next(b for b in document.parts[0].blocks if isinstance(b, tree.Signatures))
        self.assertEqual("Jakarta, 30 Juli 2026", block.place_date)
        self.assertEqual(
            ("Pegawai yang Dinilai", "Pejabat Penilai Kinerja"), (block.left.role, block.right.role)
        )

    def test_mark(self):
        """KONSEP by the plan's state, unless the snapshot itself says what is in force."""
        cases = [
            ({"state": "draft"}, "KONSEP"),
            ({"state": "agreed"}, ""),
            ({"state": "revising", "in_force": True}, ""),
            ({"state": "agreed", "in_force": False}, "KONSEP"),
        ]
        for given_values, mark in cases:
            self.assertEqual(mark, feedback_document(feedback(**given_values)).mark)

    def test_nothing(self):
        """A plan without results, notes or remarks prints an empty form."""
        document = feedback_document(samples.snapshot())
        rows = plain_rows(tables(document)[1])
        empty = [""] * 4
        self.assertEqual([["A. UTAMA"], empty, ["B. TAMBAHAN"], empty], rows[1:])
        for writer in (pdf, xlsx, html):
            self.assertTrue(writer.write([document]))

    def test_nothing_prints_none_or_false(self):
        bare = {
            "employee": {"name": "Rina", "number": None, "rank": False},
            "results": [
                {
                    "kind": "main",
                    "name": None,
                    "assigner": False,
                    "indicators": [{"name": False, "realisation": None, "evidence": None}],
                    "progress": [
                        {"text": False, "date": None, "value": False, "evidence": [None, False]},
                        {"text": "Selesai", "date": False, "value": None, "evidence": None},
                        {"text": None, "is_final": True},
                    ],
                    "feedback": [{"text": None, "source": False}, {"text": "x", "source": None}],
                }
            ],
            "behaviours": [{"name": "Loyal", "guides": None, "expectation": False}],
            "feedback": None,
            "term": None,
        }
        for snapshot in (bare, {**bare, "term": {"kind": "month", "date_start": False}}, {}):
            found = texts(feedback_document(snapshot))
            self.assertFalse([text for text in found if "None" in text or "False" in text])
        self.assertIn("Selesai", texts(feedback_document(bare)))
        self.assertNotIn("Capaian Akhir dan data dukung:", texts(feedback_document(bare)))


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackPages(BaseCase):
    """How the form lies on paper and in a workbook."""

    def test_upper_end(self):
        """25 results, notes and remarks of 600 letters: headers repeat, no row is cut."""
        found = pages(feedback_document(feedback_samples.much(remarks=5, indicators=1)))
        results = [text for text in found if re.search(r"<[RAU]\d", text)]
        self.assertGreater(len(results), 15)
        for text in results:
            for label in HEADER:
                self.assertIn(label, text)
            opened, closed = marks(text)
            self.assertEqual(opened, closed)
        seen = set().union(*(marks(text)[0] for text in results))
        self.assertEqual(25 * (1 + 1 + 2 + 1) - 1, len(seen), "the first has other remarks")

    def test_many_remarks(self):
        """30 remarks on one result and on each behaviour: all there, in their order."""
        each = pages(feedback_document(feedback_samples.much(count=1, letters=100)))
        for text in each:
            # Where the remarks are longer than a page, the guides stay beside their beginning.
            after = text.partition("PERILAKU KERJA")[2]
            self.assertEqual("catatan 01" in after, "Ukuran keberhasilan" in after)
        found = " ".join(each)
        self.assertEqual(
            [f"{at:02d}" for at in range(1, 31)],
            re.findall(r"Catatan nomor (\d\d) tentang", found),
        )
        for name in samples.GUIDES:
            self.assertEqual(
                [f"{at:02d}" for at in range(1, 31)], re.findall(rf"{name} catatan (\d\d)", found)
            )

    def test_signatures_are_not_alone(self):
        """However many remarks on the last behaviour fill the page before them."""
        for remarks in range(0, 60, 2):
            base = feedback()
            base["behaviours"][-1]["feedback"] = [
                remark(f"Catatan nomor {at:02d} tentang perilaku pegawai ini")
                for at in range(remarks)
            ]
            found = pages(feedback_document(base))
            self.assertEqual(remarks, len(set(re.findall(r"nomor (\d\d)", " ".join(found)))))
            for text in found:
                if "Pejabat Penilai Kinerja," in text:
                    self.assertIn("PERILAKU KERJA", text)

    def test_workbook_has_the_same_words(self):
        document = feedback_document(feedback())
        book = workbook(document)
        self.assertEqual(["Umpan Balik", "Perilaku Kerja"], book.sheetnames)
        found = [value for sheet in book for value in values(sheet)]
        for table in tables(document):
            for row in table.rows:
                for cell in row.cells:
                    if cell.plain:
                        self.assertIn(cell.plain, found)

    def test_workbook_layout(self):
        """Across, one page wide; achievements span the result's two rows; headers repeat."""
        sheet = workbook(feedback_document(feedback()))["Umpan Balik"]
        self.assertEqual("landscape", sheet.page_setup.orientation)
        said = f"{feedback_samples.DONE} (Sumber: {DEPUTY})"
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == said)
        merged = next(m for m in sheet.merged_cells.ranges if cell.coordinate in m)
        self.assertEqual(2, merged.max_row - merged.min_row + 1)
        first = sheet.print_title_rows.replace("$", "").split(":")[0]
        self.assertEqual("HASIL KERJA", sheet.cell(int(first), 1).value)

    def test_same_bytes(self):
        for writer in (pdf, xlsx, html):
            first, again = (writer.write([feedback_document(feedback())]) for _number in range(2))
            self.assertEqual(first, again)

    def test_hostile_text(self):
        """Mark-up and formulas are printed, never obeyed."""
        hostile = "=1+1 <script>alert(1)</script> <b>tebal</b>"
        base = feedback(feedback=[remark(hostile, source=hostile)])
        base["results"] = [
            feedback_samples.achieved(
                samples.result(hostile, [samples.indicator(hostile)], assigner=hostile),
                [progress(hostile, evidence=[hostile], value=hostile)],
                [remark(hostile, source=hostile)],
            )
        ]
        document = feedback_document(base)
        self.assertNotIn("<script", str(html.write([document])))
        self.assertIn("<script>alert(1)</script> <b>tebal</b>", " ".join(pages(document)))
        for sheet in workbook(document):
            self.assertFalse([c for row in sheet.iter_rows() for c in row if c.data_type == "f"])

    @settings(max_examples=30, deadline=None, derandomize=True)
    @given(st.text(max_size=60), st.text(max_size=20))
    def test_any_text(self, long, short):
        base = feedback(feedback=[remark(long, source=short)])
        base["results"][0] |= {
            "progress": [progress(long, evidence=[short, long], value=short, indicator=short)],
            "feedback": [remark(long, source=short), remark(short, source=long)],
            "assigner": short,
        }
        document = feedback_document(base)
        for writer in (pdf, xlsx, html):
            self.assertTrue(writer.write([document]))

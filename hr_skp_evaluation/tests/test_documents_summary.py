"""Forms 9 and 10: the outcome of an evaluation on one page, and a unit's predicate. No database."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report.documents import html, pdf, tree, xlsx
from odoo.addons.hr_skp.tests.document_reading import (
    pages,
    plain_rows,
    tables,
    texts,
    values,
    workbook,
)

from ..report.documents import evaluation_summary_document, unit_performance_document
from . import evaluation_samples as evaluations

PERSON = ["NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA"]
SUMMARY = [
    "DOKUMEN EVALUASI KINERJA PEGAWAI",
    "PERIODE: TRIWULAN II",
    "KEMENTERIAN PENDAYAGUNAAN APARATUR",
    "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
    "1. PEGAWAI YANG DINILAI",
    *PERSON,
    "2. PEJABAT PENILAI KINERJA",
    *PERSON,
    "3. ATASAN PEJABAT PENILAI KINERJA",
    *PERSON,
    "4. EVALUASI KINERJA",
    "CAPAIAN KINERJA ORGANISASI",
    "PREDIKAT KINERJA PEGAWAI",
    "5. CATATAN/REKOMENDASI",
    "Pegawai yang Dinilai",
    "Pejabat Penilai Kinerja",
]
OBJECTION = [
    "6. KEBERATAN",
    "7. PENJELASAN PEJABAT PENILAI ATAS KEBERATAN",
    "8. KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA",
]
KINDS = ("result_process", "trajectory", "pk_expectation", "direct")


def in_order(labels, found):
    """Return the labels that do not follow one another in the texts."""
    at, missing = 0, []
    for label in labels:
        try:
            at = found.index(label, at) + 1
        except ValueError:
            missing.append(label)
    return missing


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationSummary(BaseCase):
    """Form 9: one page, on which pay and promotion rest."""

    def test_labels_and_order(self):
        found = texts(evaluation_summary_document(evaluations.staff_quantitative()))
        self.assertEqual([], in_order(SUMMARY, found))
        self.assertFalse(set(OBJECTION) & set(found), "without an objection no boxes 6 to 8")

    def test_objection(self):
        """Boxes 6 to 8 say who said what, and when."""
        document = evaluation_summary_document(evaluations.objected())
        self.assertEqual([], in_order(OBJECTION, texts(document)))
        rows = [row[0] for row in plain_rows(tables(document)[0])]
        at = [rows.index(label) for label in OBJECTION]
        self.assertTrue(rows[at[0] + 1].endswith("Diajukan pada 20 Januari 2027"))
        self.assertTrue(rows[at[1] + 1].endswith("Disampaikan pada 25 Januari 2027"))
        self.assertTrue(rows[at[2] + 1].endswith("Diputuskan pada 2 Februari 2027"))

    def test_decided_by_another(self):
        base = evaluations.objected()
        for name, suffix in (
            ("Dr. Nama Lain", " oleh Dr. Nama Lain"),
            ("Dr. Siti Rahayu, M.Si.", ""),
        ):
            base["objection"]["decided_by"] = name
            found = texts(evaluation_summary_document(base))
            self.assertIn(f"Diputuskan pada 2 Februari 2027{suffix}", found)

    def test_objection_not_yet_answered(self):
        """What is not there yet is an empty box."""
        objection = {"reasons": "Belum sesuai", "filed_on": "2027-01-20"}
        snapshot = evaluations.staff_quantitative(objection=objection)
        rows = plain_rows(tables(evaluation_summary_document(snapshot))[0])
        self.assertEqual(
            [
                ["6. KEBERATAN"],
                ["Belum sesuai\nDiajukan pada 20 Januari 2027"],
                ["7. PENJELASAN PEJABAT PENILAI ATAS KEBERATAN"],
                [""],
                ["8. KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA"],
                [""],
            ],
            rows[-6:],
        )

    def test_values(self):
        rows = plain_rows(tables(evaluation_summary_document(evaluations.objected()))[0])
        self.assertIn(["CAPAIAN KINERJA ORGANISASI", "BAIK"], rows)
        self.assertIn(["PREDIKAT KINERJA PEGAWAI", "SANGAT BAIK"], rows)
        self.assertIn(["NAMA", "Dr. Siti Rahayu, M.Si."], rows)
        self.assertIn(["Diikutsertakan dalam pelatihan analisis kebutuhan pegawai."], rows)

    def test_one_page(self):
        """With an objection of ordinary length as well, with and without a code."""
        verification = {"url": "https://skp.example.go.id/skp/verify/4f1c2a9be07d", "code": "7K3M"}
        for make in (evaluations.staff_quantitative, evaluations.objected):
            for code in (None, verification):
                self.assertEqual(
                    1, len(pages(evaluation_summary_document(make(), verification=code)))
                )

    def test_long_objection_loses_nothing(self):
        """Where no page can hold it, it goes on to the next one."""
        base = evaluations.objected()
        for key in ("reasons", "explanation", "decision"):
            base["objection"][key] = " ".join(f"{key}{at}" for at in range(400))
        found = " ".join(pages(evaluation_summary_document(base)))
        for key in ("reasons", "explanation", "decision"):
            self.assertTrue(all(f"{key}{at}" in found for at in (0, 199, 399)))

    def test_signed_by_both(self):
        """One who does not sign is said not to."""
        signed = {"employee": {"refused": True}}
        document = evaluation_summary_document(evaluations.objected(signatures=signed))
        block = next(b for b in document.parts[0].blocks if isinstance(b, tree.Signatures))
        self.assertEqual(("tidak menandatangani",), block.left.mark)
        self.assertEqual("Pejabat Penilai Kinerja", block.right.role)

    def test_mark_and_name(self):
        draft = evaluation_summary_document(evaluations.staff_quantitative(state="rated"))
        self.assertEqual("KONSEP", draft.mark)
        document = evaluation_summary_document(evaluations.objected())
        self.assertEqual("", document.mark)
        self.assertTrue(document.file_name.startswith("Dokumen Evaluasi Akhir 2026 - Rina"))

    def test_nothing_prints_none_or_false(self):
        bare = {"employee": None, "reviewer": {"name": False}, "objection": {"reasons": None}}
        for snapshot in ({}, bare, {**bare, "recommendation": False, "predicate": None}):
            document = evaluation_summary_document(snapshot)
            found = texts(document)
            self.assertFalse([text for text in found if "None" in text or "False" in text])
            self.assertEqual(1, len(pages(document)))

    def test_workbook(self):
        """The same words, on one page."""
        document = evaluation_summary_document(evaluations.objected())
        book = workbook(document)
        self.assertEqual(["Dokumen Evaluasi"], book.sheetnames)
        sheet = book["Dokumen Evaluasi"]
        self.assertIn(sheet.page_setup.fitToHeight, (None, 1))
        found = values(sheet)
        for row in plain_rows(tables(document)[0]):
            for text in filter(None, row):
                self.assertIn(text, found)

    @settings(max_examples=30, deadline=None, derandomize=True)
    @given(st.text(max_size=300), st.text(max_size=20))
    def test_any_text(self, long, short):
        objection = {"reasons": long, "explanation": long, "decision": long, "decided_by": short}
        document = evaluation_summary_document(
            evaluations.objected() | {"objection": objection, "recommendation": long}
        )
        for writer in (pdf, xlsx, html):
            self.assertTrue(writer.write([document]))


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestUnitPerformance(BaseCase):
    """Form 10: what a unit's predicate rests on, and who set it."""

    def test_labels_and_order(self):
        for kind in KINDS:
            with self.subTest(kind):
                found = texts(unit_performance_document(evaluations.unit_performance(kind)))
                expected = [
                    "PENETAPAN PREDIKAT KINERJA ORGANISASI",
                    "PERIODE: AKHIR",
                    "1. UNIT KERJA",
                    "Dinas Kebersihan",
                    "2. DASAR PENETAPAN CAPAIAN KINERJA ORGANISASI",
                    "3. PEMBERI REKOMENDASI",
                    "Drs. Hendra Wijaya, M.Si.",
                    "4. PREDIKAT KINERJA ORGANISASI",
                    "BAIK",
                    "Wali Kota A",
                    "H. Ahmad Fauzi",
                ]
                self.assertEqual([], in_order(expected, found))

    def test_quadrant(self):
        """The nine cells are the regulation's, and the unit's place alone is framed."""
        rows = {
            "above": ["KURANG", "BAIK", "ISTIMEWA"],
            "as": ["KURANG", "BAIK", "BAIK"],
            "below": ["SANGAT KURANG", "BUTUH PERBAIKAN", "BUTUH PERBAIKAN"],
        }
        for at, (result, words) in enumerate(rows.items()):
            for column, process in enumerate(("kurang", "baik", "sangat_baik")):
                table = self._quadrant(result, process)
                cells = [row.cells[-3:] for row in table.rows[:3]]
                framed = [
                    (number, place)
                    for number, line in enumerate(cells)
                    for place, cell in enumerate(line)
                    if cell.framed
                ]
                self.assertEqual([(at, column)], framed)
                self.assertEqual(words, [cell.paras[0].text for cell in cells[at]])
                self.assertEqual(f"{words[column]}\n(unit kerja ini)", cells[at][column].plain)

    def _quadrant(self, result, process):
        snapshot = evaluations.unit_performance("result_process")
        snapshot["basis"] |= {"result": result, "process": process}
        found = tables(unit_performance_document(snapshot))
        return next(table for table in found if len(table.rows) == 5 and len(table.widths) == 5)

    def test_quadrant_without_a_place(self):
        """Before both are known nothing is framed."""
        cells = [cell for row in self._quadrant(None, "baik").rows for cell in row.cells]
        self.assertFalse([cell for cell in cells if cell.framed])

    def test_trajectory(self):
        document = unit_performance_document(evaluations.unit_performance("trajectory"))
        rows = [row for table in tables(document) for row in plain_rows(table)]
        self.assertIn(
            [
                "NO",
                "SASARAN/ INDIKATOR KINERJA",
                "TARGET PADA PERIODE INI",
                "REALISASI",
                "PENILAIAN",
            ],
            rows,
        )
        self.assertIn(
            [
                "1",
                "Meningkatnya kebersihan kota\nIndikator: Indeks kebersihan Kota A",
                "80",
                "82,4",
                "Melampaui target",
            ],
            rows,
        )

    def test_pk(self):
        document = unit_performance_document(evaluations.unit_performance("pk_expectation"))
        rows = [row for table in tables(document) for row in plain_rows(table)]
        self.assertIn(["CAPAIAN PERJANJIAN KINERJA", "101,2% dari target PK"], rows)
        self.assertIn(["EKSPEKTASI PIMPINAN"], rows)
        framed = [
            cell.plain
            for table in tables(document)
            for row in table.rows
            for cell in row.cells
            if cell.framed
        ]
        self.assertEqual(["BAIK\n(unit kerja ini)"], framed)

    def test_trajectory_without_lines(self):
        """Where no milestones are kept, the standing alone is printed."""
        snapshot = evaluations.unit_performance("trajectory")
        snapshot["basis"] |= {"lines": [], "standing": "progressing"}
        rows = [
            row
            for table in tables(unit_performance_document(snapshot))
            for row in plain_rows(table)
        ]
        self.assertIn(["CAPAIAN TERHADAP TRAJECTORY", "Ada kemajuan, masih butuh perbaikan"], rows)
        self.assertFalse([row for row in rows if "PENILAIAN" in row])

    def test_recommended_together(self):
        snapshot = evaluations.unit_performance(recommender_note="Layak dinilai Baik")
        found = texts(unit_performance_document(snapshot))
        self.assertIn("Rekomendasi: Layak dinilai Baik", found)

    def test_leader_above_alone_signs(self):
        signed = {"signer": {"method": "account", "at": "2027-01-15T08:00:00+07:00"}}
        document = unit_performance_document(evaluations.unit_performance(signatures=signed))
        block = next(b for b in document.parts[0].blocks if isinstance(b, tree.Signatures))
        self.assertIsNone(block.left)
        self.assertEqual(("Wali Kota A", "H. Ahmad Fauzi"), (block.right.role, block.right.name))
        self.assertIn("15 Januari 2027 pukul 08.00 WIB", block.right.mark)

    def test_mark_and_name(self):
        self.assertEqual(
            ["KONSEP", ""],
            [
                unit_performance_document(evaluations.unit_performance(state=state)).mark
                for state in ("draft", "confirmed")
            ],
        )
        document = unit_performance_document(evaluations.unit_performance())
        self.assertEqual("Predikat Organisasi Akhir 2026 - Dinas Kebersihan", document.file_name)

    def test_nothing(self):
        """Nothing known prints the form with empty cells."""
        for basis in ({}, {"kind": "trajectory", "lines": None}, {"kind": "result_process"}):
            document = unit_performance_document({"basis": basis, "unit": {"head": None}})
            found = texts(document)
            self.assertFalse([text for text in found if "None" in text or "False" in text])
            self.assertEqual(1, len(pages(document)))

    def test_many(self):
        """60 lines of trajectory and 30 recommenders: headers repeat, nothing is lost."""
        snapshot = evaluations.unit_performance("trajectory")
        snapshot["basis"]["lines"] *= 30
        snapshot["recommenders"] *= 30
        found = pages(unit_performance_document(snapshot))
        text = " ".join(found)
        self.assertEqual(60 + 1, text.count("Melampaui") + text.count("Memenuhi"))
        for text in found:
            if "Melampaui target" in text:
                self.assertIn("SASARAN/ INDIKATOR KINERJA", text)
            if "Sekretaris Daerah" in text:
                self.assertIn("3. PEMBERI REKOMENDASI", text)
            if "Wali Kota A," in text:
                self.assertIn("4. PREDIKAT KINERJA ORGANISASI BAIK", text)

    def test_every_writer(self):
        for kind in KINDS:
            document = unit_performance_document(evaluations.unit_performance(kind))
            for writer in (pdf, xlsx, html):
                self.assertEqual(writer.write([document]), writer.write([document]))
            found = [value for sheet in workbook(document) for value in values(sheet)]
            for table in tables(document):
                for row in plain_rows(table):
                    for text in filter(None, row):
                        self.assertIn(text, found)

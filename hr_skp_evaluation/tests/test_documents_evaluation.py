"""Form 8, EVALUASI KINERJA PEGAWAI, in its three layouts. No database."""

import doctest
import re
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

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
from odoo.addons.hr_skp_feedback.tests import feedback_samples
from odoo.addons.hr_skp_feedback.tests.feedback_samples import progress, remark

from ..report.documents import evaluation_document, labels
from ..rules.distribution import CURVES
from . import evaluation_samples as evaluations

REALISATION = "REALISASI BERDASARKAN BUKTI DUKUNG"
REMARKS = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
#: In the order of the form.
ORDER = [
    "EVALUASI KINERJA PEGAWAI",
    "PERIODE: TRIWULAN II",
    "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
    "PEGAWAI YANG DINILAI",
    "PEJABAT PENILAI KINERJA",
    "CAPAIAN KINERJA ORGANISASI:",
    "POLA DISTRIBUSI:",
    "HASIL KERJA",
    REALISATION,
    REMARKS,
    "A. UTAMA",
    "B. TAMBAHAN",
    "RATING HASIL KERJA:",
    "PERILAKU KERJA",
    "RATING PERILAKU KERJA:",
    "PREDIKAT KINERJA PEGAWAI:",
    "Pejabat Penilai Kinerja",
]
CASES = {
    "jpt": (
        evaluations.leader,
        [
            "PENDEKATAN HASIL KERJA KUANTITATIF",
            "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
        ],
        [
            "NO",
            "RENCANA HASIL KERJA",
            "INDIKATOR KINERJA INDIVIDU",
            "TARGET",
            "PERSPEKTIF",
            REALISATION,
            REMARKS,
        ],
    ),
    "ja_jf": (
        evaluations.staff_quantitative,
        [
            "PENDEKATAN HASIL KERJA KUANTITATIF",
            "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        ],
        [
            "NO",
            "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*",
            "RENCANA HASIL KERJA",
            "ASPEK",
            "INDIKATOR KINERJA INDIVIDU",
            "TARGET",
            REALISATION,
            REMARKS,
        ],
    ),
    "qualitative": (
        evaluations.qualitative,
        [
            "PENDEKATAN HASIL KERJA KUALITATIF",
            "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
            "Progress Capaian dan Data Dukung:",
            "Capaian Akhir dan data dukung:",
            "Ukuran keberhasilan/ Indikator Kinerja dan Target:",
        ],
        ["HASIL KERJA", REALISATION, REMARKS],
    ),
}
CURVE = "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI"


def results(document):
    """The table of results: identity and the organisation's predicate come before."""
    return tables(document)[2]


def chart_of(document):
    return next((b for b in document.parts[0].blocks if isinstance(b, tree.Chart)), None)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationLabels(BaseCase):
    """The labels are the form's, word for word and in its order."""

    def test_labels_and_order(self):
        for name, (make, own, columns) in CASES.items():
            with self.subTest(name):
                document = evaluation_document(make())
                found = texts(document)
                self.assertEqual([], [label for label in own if label not in found])
                places, at = [], 0
                for label in ORDER:
                    at = found.index(label, at)
                    places.append(at)
                self.assertEqual(sorted(places), places)
                heads = plain_rows(results(document))
                self.assertEqual(columns, heads[0] if name == "qualitative" else heads[1])

    def test_words_for_codes(self):
        """Ratings and predicates print in the form's words, whatever their code."""
        cases = [
            ("result_rating", {"above": "DIATAS", "as": "SESUAI", "below": "DIBAWAH"}),
            ("behaviour_rating", {"above": "DIATAS", "as": "SESUAI", "below": "DIBAWAH"}),
        ]
        for key, words in cases:
            for code, word in words.items():
                rows = _statements(evaluations.qualitative(**{key: code}))
                label = {"result_rating": "RATING HASIL KERJA:"}.get(key, "RATING PERILAKU KERJA:")
                self.assertEqual(f"{word} EKSPEKTASI", rows[label])
        for code in ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"):
            rows = _statements(evaluations.qualitative(predicate=code))
            self.assertEqual(code.replace("_", " ").upper(), rows["PREDIKAT KINERJA PEGAWAI:"])
        for code in ("istimewa", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"):
            rows = _statements(evaluations.qualitative(unit_predicate=code))
            self.assertEqual(code.replace("_", " ").upper(), rows["CAPAIAN KINERJA ORGANISASI:"])

    def test_a_person_is_never_istimewa(self):
        """Istimewa exists for units only, Sangat Baik for people only."""
        rows = _statements(
            evaluations.qualitative(predicate="istimewa", unit_predicate="sangat_baik")
        )
        self.assertEqual("", rows["PREDIKAT KINERJA PEGAWAI:"])
        self.assertEqual("", rows["CAPAIAN KINERJA ORGANISASI:"])

    def test_terms(self):
        quarters = [
            ({"kind": "quarter", "date_start": f"2026-{month:02d}-01"}, f"TRIWULAN {roman}")
            for month, roman in ((1, "I"), (4, "II"), (7, "III"), (10, "IV"))
        ]
        months = [({"kind": "month", "date_start": "2026-01-01"}, "BULAN JANUARI")]
        for term, name in [*quarters, *months, (evaluations.FINAL, "AKHIR")]:
            found = texts(evaluation_document(evaluations.qualitative(term=term)))
            self.assertIn(f"PERIODE: {name}", found)

    def test_doctests(self):
        result = doctest.testmod(labels)
        self.assertFalse(result.failed)
        self.assertTrue(result.attempted)


def _statements(snapshot):
    """Return what the boxes of two cells say."""
    rows = [row for table in tables(evaluation_document(snapshot)) for row in plain_rows(table)]
    return {row[0]: row[1] for row in rows if len(row) == 2}


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestPattern(BaseCase):
    """The chart shows the pattern of the unit's predicate, never a person's."""

    def test_each_pattern(self):
        usual = {"istimewa": 4, "baik": 3, "butuh_perbaikan": 2, "kurang": 1, "sangat_kurang": 0}
        for predicate, highest in usual.items():
            chart = chart_of(evaluation_document(evaluations.qualitative(unit_predicate=predicate)))
            word = predicate.replace("_", " ")
            self.assertEqual(f"{CURVE} {word.upper()}", chart.title)
            self.assertEqual("Frekuensi Pegawai", chart.y_label)
            self.assertEqual(
                ("Sangat Kurang", "Kurang", "Butuh Perbaikan", "Baik", "Sangat Baik"),
                chart.categories,
            )
            self.assertEqual(highest, chart.pattern.index(max(chart.pattern)))
            note, not_forced = chart.notes
            name = chart.categories[highest]
            self.assertIn(f"Pada umumnya predikat kinerja pegawai {name}, namun", note)
            self.assertTrue(
                all(
                    other in note.split("berpredikat", 1)[1]
                    for other in chart.categories
                    if other != name
                )
            )
            self.assertIn("bukan forced distribution", not_forced)
            self.assertFalse(chart.actual)

    def test_own_pattern(self):
        """An agency's own curve and note, and the actual distribution beside it, in shares."""
        own = {
            "curve": {"sangat_baik": 50, "baik": 30, "butuh_perbaikan": 20},
            "note": "Catatan",
            "actual": {"baik": 32, "butuh_perbaikan": 8},
        }
        chart = chart_of(evaluation_document(evaluations.qualitative(distribution=own)))
        self.assertEqual((0, 0, 20, 30, 50), chart.pattern)
        self.assertEqual((0, 0, 20, 80, 0), chart.actual)
        self.assertEqual(("Catatan",), chart.notes)

    def test_curve_of_nothing(self):
        """A curve that nobody filled in is the regulation's; nobody counted draws no bars."""
        none = {"curve": dict.fromkeys(labels.PREDICATES, 0), "actual": {}}
        chart = chart_of(evaluation_document(evaluations.qualitative(distribution=none)))
        self.assertEqual(CURVES["baik"][::-1], chart.pattern)
        self.assertFalse(chart.actual)

    def test_no_organisation_predicate(self):
        """A term on study leave or with a host has none: no value, no chart, no crash."""
        document = evaluation_document(evaluations.qualitative(unit_predicate=None))
        self.assertIsNone(chart_of(document))
        self.assertIn("CAPAIAN KINERJA ORGANISASI:", texts(document))

    def test_chart_is_on_paper_and_in_the_workbook(self):
        document = evaluation_document(evaluations.leader())
        page = PdfReader(BytesIO(pdf.write([document]))).pages[0]
        self.assertIn("Frekuensi Pegawai", page.extract_text())
        self.assertIn(b" c\n", page.get_contents().get_data(), "a curve")
        self.assertEqual(1, len(workbook(document)["Evaluasi"]._charts))
        self.assertIn("<svg", html.write([document]))


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationResults(BaseCase):
    """What was realised and said stands beside what was planned."""

    def test_staff(self):
        """Each indicator has its realisation; what was said is merged over them."""
        table = results(evaluation_document(evaluations.staff_quantitative()))
        first, second = table.rows[4:6]
        self.assertEqual([2, 2, 2, 1, 1, 1, 1, 2], [cell.rowspan for cell in first.cells])
        self.assertEqual(
            "94% usulan tanpa BTL (data dukung: Nota dinas usulan.pdf)", first.cells[6].plain
        )
        self.assertEqual(
            "Usulan disusun cermat (Sumber: Kepala Bagian Kepegawaian)", first.cells[7].plain
        )
        self.assertEqual(
            "Disampaikan 22 Juli (data dukung: Nota dinas usulan.pdf)", second.cells[3].plain
        )
        self.assertEqual(["RATING HASIL KERJA:", "SESUAI EKSPEKTASI"], plain_rows(table)[-1])

    def test_leader(self):
        """A result without realisations of its own prints its notes over all indicators."""
        rows = plain_rows(results(evaluation_document(evaluations.leader())))
        self.assertEqual(
            ["80 – 85 indeks", "Penerima layanan", "82,4 (data dukung: Nota dinas usulan.pdf)"],
            rows[4][3:6],
        )
        self.assertEqual("• Rancangan Perda disampaikan kepada DPRD (10 Juni 2026)", rows[6][5])
        merged = evaluations.leader()
        merged["results"][1]["indicators"].append(samples.indicator("Kedua"))
        table = results(evaluation_document(merged))
        self.assertEqual([2, 2, 1, 1, 2, 2, 2], [cell.rowspan for cell in table.rows[6].cells])

    def test_qualitative(self):
        """Notes under their label, then the final achievement under its own."""
        rows = plain_rows(results(evaluation_document(evaluations.qualitative())))
        lines = rows[2][2].split("\n")
        self.assertEqual("Progress Capaian dan Data Dukung:", lines[0])
        self.assertTrue(lines[1].startswith("• Pengadaan EO"))
        self.assertEqual("Capaian Akhir dan data dukung:", lines[-2])
        self.assertIn(f"(Sumber: {feedback_samples.DEPUTY})", rows[2][3])
        self.assertIn("Penugasan tahun berjalan", rows[5][1])

    def test_behaviours(self):
        rows = plain_rows(tables(evaluation_document(evaluations.staff_quantitative()))[3])
        self.assertEqual(["PERILAKU KERJA", REMARKS], rows[0])
        self.assertEqual(
            "• Ramah dan cekatan (Sumber: Survei kepuasan layanan)\n"
            "• Perlu lebih cepat menjawab pertanyaan (Sumber: Rekan sejawat)",
            rows[1][2],
        )
        self.assertEqual(
            [
                ["RATING PERILAKU KERJA:", "DIATAS EKSPEKTASI"],
                ["PREDIKAT KINERJA PEGAWAI:", "BAIK"],
            ],
            rows[-2:],
        )


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationForce(BaseCase):
    """Who signs, and what is only a draft."""

    def test_evaluator_alone_signs(self):
        signed = {"evaluator": {"method": "account", "at": "2026-07-10T10:00:00+07:00"}}
        document = evaluation_document(evaluations.qualitative(signatures=signed))
        block = next(b for b in document.parts[0].blocks if isinstance(b, tree.Signatures))
        self.assertIsNone(block.left)
        self.assertEqual("Pejabat Penilai Kinerja", block.right.role)
        self.assertIn("10 Juli 2026 pukul 10.00 WIB", block.right.mark)
        self.assertEqual("Jakarta, 10 Juli 2026", block.place_date)

    def test_mark(self):
        """Nothing is in force before it is finalised; a plan's state does not make it so."""
        for state, mark in (
            ("open", "KONSEP"),
            ("self_reported", "KONSEP"),
            ("rated", "KONSEP"),
            ("agreed", "KONSEP"),
            ("finalised", ""),
            ("received", ""),
            ("decided", ""),
            ("final", ""),
            ("cancelled", "DIBATALKAN"),
        ):
            self.assertEqual(mark, evaluation_document(evaluations.qualitative(state=state)).mark)

    def test_file_name(self):
        document = evaluation_document(evaluations.qualitative(term=evaluations.FINAL))
        self.assertTrue(document.file_name.startswith("Evaluasi Akhir 2026 - Damayani"))

    def test_nothing_prints_none_or_false(self):
        bare = {
            "employee": {"name": "Rina", "number": None, "rank": False},
            "results": [{"kind": "main", "name": None, "indicators": [{"name": False}]}],
            "behaviours": [{"name": "Loyal", "guides": None, "feedback": None}],
            "unit_predicate": "baik",
            "distribution": None,
            "result_rating": None,
            "predicate": False,
        }
        for form in ("jpt", "ja_jf"):
            for approach in ("quantitative", "qualitative"):
                for values_of in (bare, {}):
                    snapshot = {**values_of, "form": form, "approach": approach}
                    document = evaluation_document(snapshot)
                    found = texts(document)
                    self.assertFalse([t for t in found if "None" in t or "False" in t])
                    self.assertTrue(pdf.write([document]))


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationPages(BaseCase):
    """How the form lies on paper and in a workbook."""

    def _much(self, **options):
        base = evaluations.evaluated(feedback_samples.much(**options))
        return base

    def test_upper_end(self):
        """25 results of 600 letters: headers repeat, no row is cut, nothing is lost."""
        for values_of, indicators, each in (
            ({"form": "jpt"}, 1, 1 + 1 + 2 + 1),
            ({"form": "ja_jf"}, 1, 1 + 1 + 1 + 2 + 1),
            ({"approach": "qualitative"}, 1, 1 + 1 + 2 + 1),
        ):
            with self.subTest(**values_of):
                base = self._much(remarks=3, indicators=indicators, **values_of)
                # Narrow columns: shorter notes, so that a result fits a page.
                for result in base["results"] if "form" in values_of else ():
                    for line in result["progress"]:
                        number = line["text"][1:6]
                        line["text"] = samples.long_text(number, 300)
                self._assert_whole(pages(evaluation_document(base)), 25 * each - 1)

    def _assert_whole(self, found, expected):
        carrying = [text for text in found if re.search(r"<[RAUP]\d", text)]
        for text in carrying:
            self.assertIn(REMARKS.split()[0], text)
            self.assertIn(REALISATION.split()[0], text)
            opened, closed = marks(text)
            self.assertEqual(opened, closed)
        self.assertEqual(expected, len(set().union(*(marks(text)[0] for text in carrying))))

    def test_predicate_is_not_alone(self):
        """Ratings and signature stand under the last behaviour, however long the rest."""
        for count in range(0, 40, 2):
            lines = [samples.result(f"Hasil {at}") for at in range(count)]
            for text in pages(
                evaluation_document(
                    evaluations.evaluated(samples.snapshot(results=lines, form="jpt"))
                )
            ):
                if "PREDIKAT KINERJA PEGAWAI:" in text or "Pejabat Penilai Kinerja," in text:
                    self.assertIn("Kolaboratif", text, count)
                    self.assertIn("RATING PERILAKU KERJA: DIATAS EKSPEKTASI", text)
                    self.assertIn("Pejabat Penilai Kinerja,", text)

    def test_many_remarks_on_the_last_behaviour(self):
        """The predicate stays with the signature even then."""
        for remarks in range(0, 60, 3):
            base = evaluations.qualitative()
            base["behaviours"][-1]["feedback"] = [
                remark(f"Catatan nomor {at:02d} tentang perilaku ini") for at in range(remarks)
            ]
            found = pages(evaluation_document(base))
            self.assertEqual(remarks, len(re.findall(r"nomor (\d\d)", " ".join(found))))
            self.assertIn("PREDIKAT KINERJA PEGAWAI: BAIK", found[-1])
            self.assertIn("Pejabat Penilai Kinerja,", found[-1])

    def test_workbook_has_the_same_words(self):
        for make, _own, _columns in CASES.values():
            document = evaluation_document(make())
            book = workbook(document)
            self.assertEqual(["Evaluasi", "Perilaku Kerja"], book.sheetnames)
            found = [value for sheet in book for value in values(sheet)]
            for table in tables(document):
                for row in table.rows:
                    for cell in row.cells:
                        self.assertIn(cell.plain, [*found, ""])

    def test_workbook_layout(self):
        """One page wide, the chart within the page, merged cells as on paper."""
        sheet = workbook(evaluation_document(evaluations.staff_quantitative()))["Evaluasi"]
        self.assertEqual("landscape", sheet.page_setup.orientation)
        last = sheet.print_area.split(":")[1].replace("$", "").rstrip("0123456789")
        self.assertLessEqual(
            sheet._charts[0].anchor.to.col, sheet[f"{last}1"].column - 1, "within what prints"
        )
        said = "Usulan disusun cermat (Sumber: Kepala Bagian Kepegawaian)"
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == said)
        merged = next(m for m in sheet.merged_cells.ranges if cell.coordinate in m)
        self.assertEqual(2, merged.max_row - merged.min_row + 1)
        self.assertEqual("$", sheet.print_title_rows[0])

    def test_same_bytes(self):
        for writer in (pdf, xlsx, html):
            first, again = (
                writer.write([evaluation_document(evaluations.leader())]) for _number in range(2)
            )
            self.assertEqual(first, again)

    @settings(max_examples=30, deadline=None, derandomize=True)
    @given(st.text(max_size=60), st.text(max_size=20))
    def test_any_text(self, long, short):
        base = evaluations.staff_quantitative(distribution={"note": long})
        base["results"][0]["indicators"][0] |= {"realisation": long, "evidence": [short]}
        base["results"][1] |= {
            "indicators": [],
            "progress": [progress(long, evidence=[short, long], value=short)],
            "feedback": [remark(long, source=short)],
        }
        document = evaluation_document(base)
        for writer in (pdf, xlsx, html):
            self.assertTrue(writer.write([document]))

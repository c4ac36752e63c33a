"""What the official documents say: labels, builders and the neutral tree. No database."""

import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.report.documents import (
    blocks,
    labels,
    matrix,
    plan_document,
    tree,
    xlsx,
)

from . import document_samples as samples
from .document_reading import plain_rows, tables, texts

IDENTITY = ["NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA"]
COMMON = [
    "SASARAN KINERJA PEGAWAI",
    "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
    "PEGAWAI YANG DINILAI",
    "PEJABAT PENILAI KINERJA",
    *IDENTITY,
    "HASIL KERJA",
    "A. UTAMA",
    "B. TAMBAHAN",
    "PERILAKU KERJA",
    "Berorientasi Pelayanan",
    "Akuntabel",
    "Kompeten",
    "Harmonis",
    "Loyal",
    "Adaptif",
    "Kolaboratif",
    "Ukuran keberhasilan/ Indikator Kinerja dan Target:",
    "Ekspektasi Khusus Pimpinan:",
    "Pegawai yang Dinilai",
    "Pejabat Penilai Kinerja",
    "** Pimpinan dapat memberikan Ekspektasi khusus terhadap satu atau lebih aspek perilaku "
    "kerja Pegawai",
    "LAMPIRAN SASARAN KINERJA PEGAWAI",
    "DUKUNGAN SUMBER DAYA",
    "SKEMA PERTANGGUNGJAWABAN",
    "KONSEKUENSI",
]
QUANTITATIVE = "PENDEKATAN HASIL KERJA KUANTITATIF"
QUALITATIVE = "PENDEKATAN HASIL KERJA KUALITATIF"
FOR_LEADERS = "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
FOR_OTHERS = "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
MANUAL = [
    "MANUAL INDIKATOR KINERJA",
    "RENCANA HASIL KERJA",
    "UKURAN KEBERHASILAN/INDIKATOR KINERJA DAN TARGET",
    "TUJUAN",
    "DESKRIPSI",
    "Definisi",
    "Formula",
    "SATUAN PENGUKURAN",
    "KUALITAS DAN TINGKAT KENDALI",
    "SUMBER DATA",
    "PERIODE PELAPORAN",
]
LEADER_NOTE = (
    "* Dalam hal rencana hasil kerja Pimpinan yang diintervensi adalah hasil kerja pejabat "
    "pimpinan tinggi dan Pimpinan unit kerja mandiri/ organisasi maka dituliskan rencana hasil "
    "kerja beserta indikator kinerja individu pejabat pimpinan tinggi dan Pimpinan unit kerja "
    "mandiri atau sasaran dan indikator kinerja organisasi yang diintervensi"
)

#: document, labels that it prints word for word beside those of all SKP
LABELS = [
    (
        samples.leader(),
        [QUANTITATIVE, FOR_LEADERS, "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF", *MANUAL],
    ),
    (
        samples.staff_quantitative(),
        [
            QUANTITATIVE,
            FOR_OTHERS,
            "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*",
            "ASPEK",
            "INDIKATOR KINERJA INDIVIDU",
            "TARGET",
            "SUMBER DATA UNTUK PEMANTAUAN DAN PENGUKURAN",
            LEADER_NOTE,
        ],
    ),
    (samples.staff_qualitative(), [QUALITATIVE, FOR_OTHERS]),
    (
        samples.leader("qualitative"),
        [
            QUALITATIVE,
            FOR_LEADERS,
            "Ukuran keberhasilan/ Indikator Kinerja, Target, dan Perspektif*:",
            *MANUAL,
        ],
    ),
]


@tagged("post_install", "-at_install", "hr_skp")
class TestDocumentLabels(BaseCase):
    """The labels are the regulation's, word for word."""

    def test_labels(self):
        for snapshot, expected in LABELS:
            with self.subTest(form=snapshot["form"], approach=snapshot["approach"]):
                found = texts(plan_document(snapshot))
                self.assertEqual([], [label for label in COMMON + expected if label not in found])

    def test_column_names(self):
        cases = [
            (
                samples.leader(),
                ["NO", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF"],
            ),
            (
                samples.snapshot(),
                [
                    "NO",
                    "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*",
                    "RENCANA HASIL KERJA",
                    "ASPEK",
                    "INDIKATOR KINERJA INDIVIDU",
                    "TARGET",
                ],
            ),
        ]
        for snapshot, expected in cases:
            results = plain_rows(tables(plan_document(snapshot))[1])
            self.assertEqual([["HASIL KERJA"], expected], results[:2])

    def test_behaviours_are_those_of_the_form(self):
        """Each value prints its three guides as bullets."""
        rows = plain_rows(tables(plan_document(samples.snapshot()))[2])
        self.assertEqual(["PERILAKU KERJA"], rows[0])
        for number, (name, guides) in enumerate(samples.GUIDES.items()):
            self.assertEqual([str(number + 1), name], rows[1 + 2 * number])
            bullets = "\n".join(f"• {guide}" for guide in guides)
            self.assertEqual(f"{labels.MEASURES}\n{bullets}", rows[2 + 2 * number][0])

    def test_doctests(self):
        for module in (labels, tree, blocks, matrix, xlsx):
            result = doctest.testmod(module)
            self.assertFalse(result.failed, module.__name__)
        self.assertTrue(doctest.testmod(labels).attempted)


@tagged("post_install", "-at_install", "hr_skp")
class TestPlanDocument(BaseCase):
    """An SKP prints what its snapshot says, and nothing where it says nothing."""

    def test_parts(self):
        """One file: plan and lampiran for everybody, the manual for leaders as well."""
        staff = [part.name for part in plan_document(samples.staff_quantitative()).parts]
        leader = [part.name for part in plan_document(samples.leader()).parts]
        self.assertEqual(["SKP", "Lampiran"], staff)
        self.assertEqual(["SKP", "Lampiran", "Manual Indikator"], leader)
        alone = plan_document(samples.leader(), appendix=False, manual=False)
        self.assertEqual(["SKP"], [part.name for part in alone.parts])

    def test_several_indicators_share_the_merged_result(self):
        rows = tables(plan_document(samples.staff_quantitative()))[1].rows
        self.assertEqual([2, 2, 2, 1, 1, 1, 1], [cell.rowspan for cell in rows[4].cells])
        self.assertEqual(
            ["1", samples.PROMOTION, "Kuantitas/Kualitas", "90 – 95%"],
            [rows[4].cells[at].plain for at in (0, 2, 3, 5)],
        )
        self.assertEqual(
            ["Waktu", "Usulan periode Oktober disampaikan kepada BKN", "Paling lambat 25 Juli"],
            [cell.plain for cell in rows[5].cells][:3],
        )

    def test_leader_result_with_its_indicator(self):
        rows = plain_rows(tables(plan_document(samples.staff_quantitative()))[1])
        self.assertEqual(
            "Layanan kepegawaian yang tepat waktu dan akurat\n"
            "Indikator: Indeks kepuasan layanan kepegawaian",
            rows[4][1],
        )

    def test_sections_number_through(self):
        rows = plain_rows(tables(plan_document(samples.staff_quantitative()))[1])
        self.assertEqual(
            ["A. UTAMA", "1", "B. TAMBAHAN", "2"],
            [row[0] for row in rows[3:] if row[0] not in ("Waktu",)],
        )

    def test_no_results_print_an_empty_row_in_each_section(self):
        rows = plain_rows(tables(plan_document(samples.snapshot()))[1])
        empty = [""] * 6
        self.assertEqual([["A. UTAMA"], empty, ["B. TAMBAHAN"], empty], rows[3:])

    def test_data_source_column(self):
        """It shows when there is one, unless the caller decides."""
        with_source, without = samples.staff_quantitative(), samples.snapshot()
        cases = [
            (with_source, None, 7),
            (without, None, 6),
            (with_source, False, 6),
            (without, True, 7),
        ]
        for snapshot, wanted, columns in cases:
            table = tables(plan_document(snapshot, data_source=wanted))[1]
            self.assertEqual(columns, len(table.widths))

    def test_perspective_and_target_of_a_leader(self):
        rows = plain_rows(tables(plan_document(samples.leader()))[1])
        self.assertEqual(
            [
                "1",
                "Indeks kebersihan Kota A",
                "Nilai indeks kebersihan",
                "80 – 85 indeks",
                "Penerima layanan",
            ],
            rows[4],
        )
        self.assertEqual(["Persentase keluhan yang selesai ≤ 3 hari", "≥ 90%"], rows[5])

    def test_qualitative_names_the_assigner(self):
        """The evaluator gives the assignment unless another is named."""
        snapshot = samples.staff_qualitative()
        snapshot["results"].append(
            samples.result("Panduan", assigner="Kepala Biro Hukum", kind="additional")
        )
        found = texts(plan_document(snapshot))
        self.assertIn(
            f"{samples.PROMOTION} (Pejabat yang memberikan penugasan: Kepala Bagian Kepegawaian)",
            found,
        )
        self.assertIn("Panduan (Pejabat yang memberikan penugasan: Kepala Biro Hukum)", found)

    def test_qualitative_leader_prints_perspective(self):
        found = texts(plan_document(samples.leader("qualitative")))
        self.assertIn("Perspektif: Penerima layanan", found)
        self.assertIn("Nilai indeks kebersihan (target: 80 – 85 indeks)", found)

    def test_special_expectation(self):
        rows = plain_rows(tables(plan_document(samples.staff_quantitative()))[2])
        self.assertEqual(
            "Ekspektasi Khusus Pimpinan:\nMemberi arahan yang jelas kepada staf baru", rows[-1][1]
        )

    def test_stems_never_print_unless_filled_in(self):
        document = plan_document(samples.staff_quantitative())
        rows = [row for table in tables(document, 1) for row in plain_rows(table)]
        self.assertIn(["1", "Membutuhkan akses penuh ke aplikasi SIASN"], rows)
        self.assertNotIn("Membutuhkan …", [cell for row in rows for cell in row])
        empty = samples.snapshot(
            commitments={
                "resource": ["Membutuhkan ..."],
                "accountability": ["Progress hasil kerja dilaporkan setiap …"],
                "consequence": [
                    "Jika memenuhi ekspektasi maka ….",
                    "Jika tidak memenuhi ekspektasi maka …",
                ],
            }
        )
        tables_of_lines = tables(plan_document(empty), 1)[1:]
        self.assertEqual(
            [
                [["DUKUNGAN SUMBER DAYA"], ["1", ""]],
                [["SKEMA PERTANGGUNGJAWABAN"], ["1", ""]],
                [["KONSEKUENSI"], ["1", ""]],
            ],
            [plain_rows(table) for table in tables_of_lines],
        )

    def test_manual_ticks_the_chosen(self):
        rows = dict(plain_rows(tables(plan_document(samples.leader()), 2)[0]))
        plain = {label: value.replace("\u00a0", " ") for label, value in rows.items()}
        self.assertEqual(
            "(√) Outcome   ( ) Outcome Antara   ( ) Output Kendali Rendah",
            plain["KUALITAS DAN TINGKAT KENDALI"],
        )
        self.assertEqual(
            "( ) Bulanan   ( ) Triwulan   (√) Semesteran   ( ) Tahunan", plain["PERIODE PELAPORAN"]
        )

    def test_nothing_prints_none_or_false(self):
        """What is missing prints as an empty cell, whichever way it is missing."""
        bare = {
            "results": [{"kind": "main", "name": None, "indicators": [{"name": False}]}],
            "behaviours": [{"name": "Loyal", "guides": None, "expectation": False}],
            "employee": {"name": "Rina", "number": None, "rank": False},
            "state": "draft",
        }
        for form in ("jpt", "ja_jf"):
            for approach in ("quantitative", "qualitative"):
                found = texts(plan_document({**bare, "form": form, "approach": approach}))
                self.assertFalse([text for text in found if "None" in text or "False" in text])


@tagged("post_install", "-at_install", "hr_skp")
class TestDocumentMarks(BaseCase):
    """State, signatures, names and dates."""

    def test_draft_mark(self):
        cases = [
            ("draft", "KONSEP"),
            ("proposed", "KONSEP"),
            ("revising", "KONSEP"),
            ("agreed", ""),
            ("closed", ""),
            ("cancelled", "DIBATALKAN"),
        ]
        for state, mark in cases:
            document = plan_document(samples.snapshot(state=state))
            self.assertEqual((state, mark, bool(mark)), (state, document.mark, document.draft))

    def test_revision_only_of_what_is_in_force(self):
        """A plan under revision is not its last revision any more."""
        found = [
            plan_document(samples.snapshot(state=state, revision=2)).revision
            for state in ("agreed", "closed", "revising", "proposed")
        ]
        self.assertEqual([2, 2, 0, 0], found)

    def test_signatures(self):
        def block(**values):
            blocks_of_plan = plan_document(samples.snapshot(**values)).parts[0].blocks
            return next(b for b in blocks_of_plan if isinstance(b, tree.Signatures))

        by_hand = block()
        self.assertEqual("Jakarta, 12 Januari 2026", by_hand.place_date)
        self.assertEqual("NIP 19900315 201503 2 004", by_hand.left.number)
        self.assertEqual(((), ()), (by_hand.left.mark, by_hand.right.mark), "room to sign")
        at = "2026-01-12T09:15:00+07:00"
        delegate = {"method": "account", "by": "Sari", "at": at}
        signatures = {"employee": {"refused": True}, "evaluator": delegate}
        signed = block(signatures=signatures)
        self.assertEqual(("tidak menandatangani",), signed.left.mark)
        self.assertEqual(
            (
                "Ditandatangani secara elektronik",
                "oleh Sari a.n. Pejabat Penilai Kinerja",
                "12 Januari 2026 pukul 09.15 WIB",
            ),
            signed.right.mark,
        )
        draft = block(state="draft", agreed_on=None, signatures=signatures)
        self.assertEqual(((), ()), (draft.left.mark, draft.right.mark))
        self.assertNotIn("2026", draft.place_date)

    def test_numbers_of_people(self):
        """A PPPK prints NI PPPK, a non-ASN evaluator his own number or nothing."""
        staff = {**samples.EMPLOYEE, "number_label": "NI PPPK", "number": "199012312022212014"}
        general = {**samples.EVALUATOR, "number_label": "NRP", "number": "31234"}
        nobody = {"name": "H. Ahmad", "number": False, "number_label": ""}
        found = texts(plan_document(samples.snapshot(employee=staff, evaluator=general)))
        for expected in ("NI PPPK", "NI PPPK 19901231 202221 2 014", "NRP", "NRP 31234"):
            self.assertIn(expected, found)
        self.assertEqual("", labels.numbered(nobody))

    def test_dates(self):
        months = [labels.long_date(f"2026-{month:02d}-01") for month in range(1, 13)]
        self.assertEqual(
            [
                "1 Januari 2026",
                "1 Februari 2026",
                "1 Maret 2026",
                "1 April 2026",
                "1 Mei 2026",
                "1 Juni 2026",
                "1 Juli 2026",
                "1 Agustus 2026",
                "1 September 2026",
                "1 Oktober 2026",
                "1 November 2026",
                "1 Desember 2026",
            ],
            months,
        )
        self.assertEqual("", labels.long_date(None))
        self.assertEqual(
            "PERIODE PENILAIAN: 5 APRIL SD 31 DESEMBER TAHUN 2026",
            labels.period_line("2026-04-05", "2026-12-31"),
        )

    def test_file_name(self):
        document = plan_document(samples.snapshot(employee={"name": 'A/B: «Rina»\n"x"'}))
        self.assertEqual("SKP 2026 - A B «Rina» x", document.file_name)

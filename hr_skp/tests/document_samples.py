"""Snapshots for the tests of documents: the slides' worked examples and harder cases."""

from copy import deepcopy

GUIDES = {
    "Berorientasi Pelayanan": [
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ],
    "Akuntabel": [
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin dan "
        "berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, "
        "dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ],
    "Kompeten": [
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ],
    "Harmonis": [
        "Menghargai setiap orang apapun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ],
    "Loyal": [
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia "
        "Tahun 1945, setia pada NKRI serta pemerintahan yang sah",
        "Menjaga nama baik sesama ASN, Pimpinan, Instansi, dan Negara",
        "Menjaga rahasia jabatan dan negara",
    ],
    "Adaptif": [
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ],
    "Kolaboratif": [
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumberdaya untuk tujuan bersama",
    ],
}

EMPLOYEE = {
    "name": "Rina Kusumawardani, S.E.",
    "number": "199003152015032004",
    "number_label": "NIP",
    "rank": "Penata Muda - III/a",
    "position": "Analis Sumber Daya Manusia Aparatur Ahli Pertama",
    "unit": "Bagian Kepegawaian",
}
EVALUATOR = {
    "name": "Drs. Bambang Prasetyo, M.Si.",
    "number": "197204101998031002",
    "number_label": "NIP",
    "rank": "Pembina Tingkat I - IV/b",
    "position": "Kepala Bagian Kepegawaian",
    "unit": "Biro Sumber Daya Manusia",
}
PROMOTION = (
    "Usulan persetujuan teknis kenaikan pangkat pegawai disusun secara akurat dan "
    "diselesaikan tepat waktu"
)


def indicator(name, target="", **values):
    """Make an indicator, empty where nothing is given."""
    return {
        "id": 1,
        "aspects": [],
        "name": name,
        "target": target,
        "uom": "",
        "data_source": "",
        "control_level": False,
        "purpose": False,
        "definition": False,
        "formula": False,
        "report_interval": False,
        **values,
    }


def result(name, indicators=(), **values):
    """Make a main result."""
    return {
        "id": 1,
        "kind": "main",
        "name": name,
        "assigner": "",
        "running_year": False,
        "perspective": None,
        "parent": None,
        "indicators": list(indicators),
        **values,
    }


def snapshot(**values):
    """Make an agreed quantitative plan of a staff member without results."""
    base = {
        "schema": 1,
        "agency": {
            "name": "Kementerian Pendayagunaan Aparatur",
            "kind": "central",
            "city": "Jakarta",
            "letterhead": ["Biro Sumber Daya Manusia", "Jalan Jenderal Sudirman 69, Jakarta"],
        },
        "year": 2026,
        "date_start": "2026-01-01",
        "date_end": "2026-12-31",
        "approach": "quantitative",
        "form": "ja_jf",
        "revision": 1,
        "state": "agreed",
        "agreed_on": "2026-01-12",
        "employee": EMPLOYEE,
        "evaluator": EVALUATOR,
        "reviewer": EVALUATOR,
        "results": [],
        "behaviours": [
            {"code": name.lower(), "name": name, "guides": guides, "expectation": ""}
            for name, guides in GUIDES.items()
        ],
        "commitments": {"resource": [], "accountability": [], "consequence": []},
    }
    return deepcopy({**base, **values})


def staff_quantitative():
    """E3 in numbers: form 3."""
    return snapshot(
        results=[
            result(
                PROMOTION,
                [
                    indicator(
                        "Persentase usulan persetujuan teknis yang memenuhi syarat/tidak BTL",
                        "90 – 95%",
                        aspects=["quantity", "quality"],
                        uom="%",
                        data_source="Surat pengajuan nota dinas usulan kenaikan pangkat",
                    ),
                    indicator(
                        "Usulan periode Oktober disampaikan kepada BKN",
                        "Paling lambat 25 Juli",
                        aspects=["time"],
                        data_source="Tanda terima BKN",
                    ),
                ],
                parent={
                    "name": "Layanan kepegawaian yang tepat waktu dan akurat",
                    "indicator": "Indeks kepuasan layanan kepegawaian",
                },
            ),
            result(
                "Tersusunnya panduan internal bimbingan kinerja",
                [indicator("Jumlah panduan", "1", uom="dokumen", aspects=["quantity"])],
                kind="additional",
                assigner="Kepala Biro Hukum",
                parent={"name": "Terlaksananya budaya dialog kinerja", "indicator": ""},
            ),
        ],
        behaviours=[
            {
                "code": name.lower(),
                "name": name,
                "guides": guides,
                "expectation": "Memberi arahan yang jelas kepada staf baru"
                if name == "Kolaboratif"
                else "",
            }
            for name, guides in GUIDES.items()
        ],
        commitments={
            "resource": ["Membutuhkan akses penuh ke aplikasi SIASN", "Membutuhkan …"],
            "accountability": ["Progress hasil kerja dilaporkan setiap bulan"],
            "consequence": [
                "Jika memenuhi ekspektasi maka diusulkan mengikuti pelatihan lanjutan",
                "Jika tidak memenuhi ekspektasi maka mendapat bimbingan kinerja mingguan",
            ],
        },
    )


def staff_qualitative():
    """E3 in words: form 4."""
    return snapshot(
        approach="qualitative",
        results=[
            result(
                PROMOTION,
                [
                    indicator(
                        "Tidak ada usulan persetujuan teknis yang BTL karena kesalahan "
                        "data/pengetikan/verifikasi"
                    ),
                    indicator(
                        "Usulan kenaikan pangkat periode Oktober disampaikan kepada BKN tidak "
                        "melebihi 25 Juli"
                    ),
                ],
            )
        ],
    )


def leader(approach="quantitative"):
    """A JPT Pratama under a head of region who is no civil servant: forms 2, 4 and 6."""
    manual = {
        "control_level": "outcome",
        "purpose": "Mengukur kebersihan kota yang dirasakan masyarakat",
        "definition": "Rata-rata tertimbang nilai kebersihan tiap kecamatan",
        "formula": "Σ (nilai kecamatan × bobot penduduk)",
        "report_interval": "semester",
        "data_source": "Survei kebersihan",
    }
    return snapshot(
        approach=approach,
        form="jpt",
        agency={"name": "Pemerintah Kota A", "kind": "regional", "city": "Kota A"},
        employee={**EMPLOYEE, "name": "Ir. Sulastri, M.T.", "position": "Kepala Dinas Kebersihan"},
        evaluator={
            "name": "H. Ahmad Fauzi",
            "number": False,
            "number_label": "",
            "rank": "",
            "position": "Wali Kota A",
            "unit": "",
        },
        results=[
            result(
                "Indeks kebersihan Kota A",
                [
                    indicator("Nilai indeks kebersihan", "80 – 85", uom="indeks", **manual),
                    indicator("Persentase keluhan yang selesai ≤ 3 hari", "≥ 90", uom="%"),
                ],
                perspective="recipient",
            ),
            result(
                "Perda kebersihan ditetapkan",
                [indicator("Perda ditetapkan", "November 2026")],
                perspective="process",
            ),
        ],
    )


def long_text(mark, letters):
    """A text of a given length between two marks, so that a test sees both its ends."""
    words = "Usulan persetujuan teknis kenaikan pangkat disusun akurat "
    body = (words * (letters // len(words) + 1))[: letters - 2 * len(mark) - 4]
    return f"<{mark} {body.strip()} {mark}>"


def many(count=25, letters=600, indicators=4, **values):
    """A plan at the upper end: long texts, several indicators each."""
    return snapshot(
        results=[
            result(
                long_text(f"R{number:02d}", letters),
                [
                    indicator(
                        long_text(f"R{number:02d}I{at}", letters),
                        f"T{number:02d}.{at}",
                        aspects=["quantity"],
                    )
                    for at in range(1, indicators + 1)
                ],
                parent={"name": long_text(f"P{number:02d}", letters), "indicator": ""},
            )
            for number in range(1, count + 1)
        ],
        **values,
    )


def matrix(columns=8, rows=12, teams=1):
    """E2 made larger: a matrix of two levels."""
    names = [
        "Tersedianya alat kebersihan sesuai kebutuhan",
        "Tersedianya layanan pengangkutan sampah rutin",
        "Tersedianya petugas kebersihan (pasukan kuning) sesuai kebutuhan",
        "Tersedianya Perda kebersihan",
        "Makin banyak masyarakat yang mengetahui Perda kebersihan",
        "Meningkatnya kapasitas petugas kebersihan",
    ]

    def level(person, count, members):
        return {
            "leader": {**EMPLOYEE, "name": person, "position": "Kepala Dinas Kebersihan"},
            "columns": [
                {
                    "id": at,
                    "name": f"K{at + 1} {names[at % 6]}",
                    "indicator": "Indeks kebersihan" if at % 2 else "",
                }
                for at in range(count)
            ],
            "rows": [
                {
                    "name": f"Pegawai {number:02d}",
                    "position": "Ketua Tim Kerja",
                    "cells": [
                        [f"M{number:02d}K{at + 1} {names[(number + at) % 6]}"] * ((number + at) % 3)
                        for at in range(count)
                    ],
                }
                for number in range(1, members + 1)
            ],
        }

    base = snapshot(state="confirmed")
    kept = ("schema", "agency", "year", "date_start", "date_end", "state")
    return {
        **{key: base[key] for key in kept},
        "revision": 0,
        **level("Ir. Sulastri, M.T.", columns, rows),
        "teams": [level(f"Ketua Tim {number}", 3, 4) for number in range(1, teams + 1)],
    }

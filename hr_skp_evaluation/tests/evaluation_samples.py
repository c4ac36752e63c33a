"""Snapshots of evaluations for the tests of documents."""

from odoo.addons.hr_skp.tests import document_samples as samples
from odoo.addons.hr_skp_feedback.tests import feedback_samples
from odoo.addons.hr_skp_feedback.tests.feedback_samples import achieved, progress, remark

QUARTER = {"kind": "quarter", "date_start": "2026-04-01", "date_end": "2026-06-30"}
FINAL = {"kind": "final", "date_start": "2026-01-01", "date_end": "2026-12-31"}
REVIEWER = {
    "name": "Dr. Siti Rahayu, M.Si.",
    "number": "196903121994032001",
    "number_label": "NIP",
    "rank": "Pembina Utama Madya - IV/d",
    "position": "Kepala Biro Sumber Daya Manusia",
    "unit": "Sekretariat Kementerian",
}
OUTCOME = {
    "term": QUARTER,
    "state": "finalised",
    "signed_on": "2026-07-10",
    "unit_predicate": "baik",
    "result_rating": "as",
    "behaviour_rating": "above",
    "predicate": "baik",
    "recommendation": "Diikutsertakan dalam pelatihan analisis kebutuhan pegawai.",
    "reviewer": REVIEWER,
}


def evaluated(base, **values):
    """Give a plan's snapshot the outcome of an evaluation."""
    return {**base, **OUTCOME, **values}


def _realise(base, texts):
    for result in base["results"]:
        for indicator, words in zip(result["indicators"], texts, strict=False):
            indicator["realisation"] = words
            indicator["evidence"] = ["Nota dinas usulan.pdf"]
        result["feedback"] = [remark("Usulan disusun cermat", source="Kepala Bagian Kepegawaian")]
    for behaviour in base["behaviours"]:
        behaviour["feedback"] = []
    base["behaviours"][0]["feedback"] = [
        remark("Ramah dan cekatan", source="Survei kepuasan layanan"),
        remark("Perlu lebih cepat menjawab pertanyaan", "improve", "Rekan sejawat"),
    ]
    return base


def staff_quantitative(**values):
    """Form 8 of JA and JF: E3's staff, realised per indicator."""
    base = _realise(samples.staff_quantitative(), ("94% usulan tanpa BTL", "Disampaikan 22 Juli"))
    return evaluated(base, **values)


def leader(**values):
    """Form 8 of a JPT: the second result has notes on the whole only."""
    base = _realise(samples.leader(), ("82,4", "93%"))
    first, second = base["results"]
    for indicator in second["indicators"]:
        indicator["realisation"] = ""
        indicator["evidence"] = []
    second = achieved(second, [progress("Rancangan Perda disampaikan kepada DPRD")])
    return evaluated({**base, "results": [first, second]}, unit_predicate="istimewa", **values)


def qualitative(**values):
    """Form 8 in words: E4."""
    return evaluated(feedback_samples.feedback(), **values)


def objected(**values):
    """Form 9 with an objection that the reviewer decided."""
    objection = {
        "reasons": "Capaian indikator kedua belum memperhitungkan usulan periode Oktober yang "
        "disampaikan pada tanggal 22 Juli dan dinyatakan lengkap oleh BKN.",
        "filed_on": "2027-01-20",
        "explanation": "Bukti tanda terima BKN belum diunggah pada saat evaluasi dilakukan.",
        "explained_on": "2027-01-25",
        "decision": "Keberatan diterima. Rating hasil kerja diubah menjadi diatas ekspektasi, "
        "sehingga predikat kinerja pegawai menjadi Sangat Baik.",
        "decided_on": "2027-02-02",
    }
    return staff_quantitative(
        term=FINAL, predicate="sangat_baik", state="decided", objection=objection, **values
    )


def unit_performance(kind="result_process", **values):
    """Form 10 on each of its bases."""
    bases = {
        "result_process": {
            "result": "as",
            "process": "sangat_baik",
            "result_note": "Enam dari tujuh IKU tercapai sesuai target",
            "process_note": "Indeks RB 82,10 (A-)",
        },
        "trajectory": {
            "standing": "meets",
            "lines": [
                {
                    "name": "Meningkatnya kebersihan kota",
                    "indicator": "Indeks kebersihan Kota A",
                    "expected": "80",
                    "realised": "82,4",
                    "judgement": "exceeds",
                },
                {
                    "name": "Tersedianya Perda kebersihan",
                    "indicator": "",
                    "expected": "Rancangan disampaikan kepada DPRD",
                    "realised": "Rancangan disampaikan 3 Juni",
                    "judgement": "meets",
                },
            ],
        },
        "pk_expectation": {
            "achievement": "as",
            "expectation": "above",
            "achievement_note": "101,2% dari target PK",
        },
        "direct": {},
    }
    head = {**samples.EMPLOYEE, "name": "Ir. Sulastri, M.T.", "position": "Kepala Dinas Kebersihan"}
    signer = {
        "name": "H. Ahmad Fauzi",
        "number": False,
        "number_label": "",
        "position": "Wali Kota A",
    }
    base = {
        "agency": {"name": "Pemerintah Kota A", "kind": "regional", "city": "Kota A"},
        "year": 2026,
        "date_start": "2026-01-01",
        "date_end": "2026-12-31",
        "term": FINAL,
        "state": "confirmed",
        "signed_on": "2027-01-15",
        "unit": {"name": "Dinas Kebersihan", "head": head, "above": "Pemerintah Kota A"},
        "signer": signer,
        "predicate": "baik",
        "recommenders": [
            {
                "name": "Drs. Hendra Wijaya, M.Si.",
                "position": "Sekretaris Daerah",
                "predicate": "baik",
                "note": "Seluruh sasaran utama tercapai; Perda kebersihan perlu dituntaskan.",
            }
        ],
        "basis": {"kind": kind, "note": "Berdasarkan rapat evaluasi 12 Januari", **bases[kind]},
    }
    return {**base, **values}

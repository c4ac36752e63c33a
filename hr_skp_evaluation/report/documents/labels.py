"""The words of forms 8, 9 and 10, always in Indonesian.

As in ``hr_skp``, they are the regulation's and not translatable.
"""

from odoo.addons.hr_skp.report.documents.tree import text

# Titles, and what the documents are called in file names and page feet
EVALUATION = "EVALUASI KINERJA PEGAWAI"
EVALUATION_SHEET = "Evaluasi"
SUMMARY = "DOKUMEN EVALUASI KINERJA PEGAWAI"
SUMMARY_SHEET = "Dokumen Evaluasi"
UNIT_PERFORMANCE = "PENETAPAN PREDIKAT KINERJA ORGANISASI"
UNIT_SHEET = "Predikat Organisasi"

# Form 8
ORGANISATION = "CAPAIAN KINERJA ORGANISASI:"
PATTERN = "POLA DISTRIBUSI:"
CURVE = "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI %s"
FREQUENCY = "Frekuensi Pegawai"
PATTERN_NAME, ACTUAL_NAME = "Pola", "Kenyataan"
REALISATION = "REALISASI BERDASARKAN BUKTI DUKUNG"
RESULT_RATING = "RATING HASIL KERJA:"
BEHAVIOUR_RATING = "RATING PERILAKU KERJA:"
PREDICATE = "PREDIKAT KINERJA PEGAWAI:"

RATINGS = {
    "above": "DIATAS EKSPEKTASI",
    "as": "SESUAI EKSPEKTASI",
    "below": "DIBAWAH EKSPEKTASI",
}
PREDICATES = {
    "sangat_baik": "SANGAT BAIK",
    "baik": "BAIK",
    "butuh_perbaikan": "BUTUH PERBAIKAN",
    "kurang": "KURANG",
    "sangat_kurang": "SANGAT KURANG",
}
UNIT_PREDICATES = {
    "istimewa": "ISTIMEWA",
    **{code: name for code, name in PREDICATES.items() if code != "sangat_baik"},
}

#: The predicates as the pattern's chart draws them, from left to right.
CHART_ORDER = ("sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik")
NOT_FORCED = (
    "Pola distribusi ini bukan forced distribution, namun sebagai distribution guidelines/panduan."
)
USUALLY = (
    "Ket: Pada umumnya predikat kinerja pegawai %s, namun dimungkinkan terdapat pegawai "
    "berpredikat kinerja: %s"
)

# Form 9
EMPLOYEE_BOX = "1. PEGAWAI YANG DINILAI"
EVALUATOR_BOX = "2. PEJABAT PENILAI KINERJA"
REVIEWER_BOX = "3. ATASAN PEJABAT PENILAI KINERJA"
EVALUATION_BOX = "4. EVALUASI KINERJA"
ORGANISATION_LINE = "CAPAIAN KINERJA ORGANISASI"
PREDICATE_LINE = "PREDIKAT KINERJA PEGAWAI"
NOTES_BOX = "5. CATATAN/REKOMENDASI"
OBJECTION_BOX = "6. KEBERATAN"
EXPLANATION_BOX = "7. PENJELASAN PEJABAT PENILAI ATAS KEBERATAN"
DECISION_BOX = "8. KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA"
FILED_ON = "Diajukan pada %s"
EXPLAINED_ON = "Disampaikan pada %s"
DECIDED_ON = "Diputuskan pada %s"
DECIDED_BY = "Diputuskan pada %s oleh %s"

# Form 10
UNIT_BOX = "1. UNIT KERJA"
UNIT_NAME = "NAMA UNIT KERJA"
UNIT_HEAD = "PIMPINAN UNIT KERJA"
UNIT_ABOVE = "UNIT KERJA ATASAN"
BASIS_BOX = "2. DASAR PENETAPAN CAPAIAN KINERJA ORGANISASI"
BASES = {
    "trajectory": "Capaian terhadap trajectory target pada periode ini",
    "pk_expectation": "Capaian Perjanjian Kinerja (PK) dan ekspektasi pimpinan",
    "result_process": "Hasil (IKU dan delivery ekspektasi pimpinan) dan proses (Indeks RB)",
    "direct": "Ditetapkan langsung oleh pimpinan",
}
OBJECTIVE = "SASARAN/ INDIKATOR KINERJA"
EXPECTED = "TARGET PADA PERIODE INI"
REALISED = "REALISASI"
JUDGED = "PENILAIAN"
JUDGEMENTS = {
    "exceeds": "Melampaui target",
    "meets": "Memenuhi target",
    "progressing": "Ada kemajuan, masih butuh perbaikan",
    "below": "Di bawah target",
    "far_below": "Jauh di bawah target",
}
PK_ACHIEVEMENT = "CAPAIAN PERJANJIAN KINERJA"
LEADER_EXPECTATION = "EKSPEKTASI PIMPINAN"
RESULT_AXIS = "HASIL (IKU DAN DELIVERY EKSPEKTASI PIMPINAN)"
PROCESS_AXIS = "PROSES: PELAKSANAAN RB (INDEKS RB)"
PROCESS = {"kurang": "KURANG", "baik": "BAIK", "sangat_baik": "SANGAT BAIK"}
THE_UNIT = "(unit kerja ini)"
RESULT_NOTE = "HASIL"
PROCESS_NOTE = "PROSES"
BASIS_NOTE = "CATATAN"
RECOMMENDERS_BOX = "3. PEMBERI REKOMENDASI"
RECOMMENDER = "NAMA DAN JABATAN"
RECOMMENDED = "PREDIKAT"
RECOMMENDED_TOGETHER = "Rekomendasi: %s"
STANDING = "CAPAIAN TERHADAP TRAJECTORY"
RECOMMENDATION = "CATATAN/ REKOMENDASI"
UNIT_PREDICATE_BOX = "4. PREDIKAT KINERJA ORGANISASI"
SETS = "Pejabat yang Menetapkan"


def pattern_note(unit_predicate):
    """Return the slides' note of a pattern: the usual predicate, and the others.

    >>> pattern_note("istimewa").partition(", namun")[0]
    'Ket: Pada umumnya predikat kinerja pegawai Sangat Baik'
    >>> pattern_note("kurang").rpartition(": ")[2]
    'Sangat Baik, Baik, Butuh Perbaikan dan/atau Sangat Kurang'
    """
    usual = "sangat_baik" if unit_predicate == "istimewa" else unit_predicate
    if usual not in PREDICATES:
        return ""
    *others, last = (name.title() for code, name in PREDICATES.items() if code != usual)
    return USUALLY % (PREDICATES[usual].title(), f"{', '.join(others)} dan/atau {last}")


def person_line(person):
    """Return a person's name and post in one line.

    >>> person_line({"name": "Sulastri", "position": "Kepala Dinas"}), person_line(None)
    ('Sulastri, Kepala Dinas', '')
    """
    person = person or {}
    return ", ".join(filter(None, (text(person.get("name")), text(person.get("position")))))

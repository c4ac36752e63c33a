"""Every word that an official document prints, always in Indonesian, and its dates.

The labels are exact: they are the regulation's.  They are not translatable strings on
purpose, since a document reads the same whatever the language of the one who prints it.
"""

import re
from datetime import date, datetime

from ...rules.nip import format_number
from .tree import text

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

#: The three zones of the country, by hours from UTC.
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}

# Titles
PLAN = "SASARAN KINERJA PEGAWAI"
APPENDIX = "LAMPIRAN SASARAN KINERJA PEGAWAI"
MANUAL = "MANUAL INDIKATOR KINERJA"
MATRIX = "MATRIKS PEMBAGIAN PERAN DAN HASIL"
APPROACHES = {
    "quantitative": "PENDEKATAN HASIL KERJA KUANTITATIF",
    "qualitative": "PENDEKATAN HASIL KERJA KUALITATIF",
}
FORMS = {
    "jpt": "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
    "ja_jf": "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
}
PERIOD = "PERIODE PENILAIAN"
DRAFT = "KONSEP"
CANCELLED = "DIBATALKAN"
#: Title of a file that holds different documents.
DOCUMENTS = "DOKUMEN KINERJA PEGAWAI"
COPY = "SALINAN"

# Identity and signatures
NO = "NO"
EMPLOYEE = "PEGAWAI YANG DINILAI"
EVALUATOR = "PEJABAT PENILAI KINERJA"
NAME = "NAMA"
NIP = "NIP"
RANK = "PANGKAT/GOL. RUANG"
POSITION = "JABATAN"
UNIT = "UNIT KERJA"
EMPLOYEE_SIGNS = "Pegawai yang Dinilai"
EVALUATOR_SIGNS = "Pejabat Penilai Kinerja"
SIGNED = "Ditandatangani secara elektronik"
SIGNED_FOR = "oleh %s a.n. %s"
REFUSED = "tidak menandatangani"
DOTS = "…………………………"

# Results
RESULTS = "HASIL KERJA"
SECTIONS = {"main": "A. UTAMA", "additional": "B. TAMBAHAN"}
RESULT = "RENCANA HASIL KERJA"
LEADER_RESULT = "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*"
ASPECT = "ASPEK"
INDICATOR = "INDIKATOR KINERJA INDIVIDU"
TARGET = "TARGET"
PERSPECTIVE = "PERSPEKTIF"
DATA_SOURCE = "SUMBER DATA UNTUK PEMANTAUAN DAN PENGUKURAN"
MEASURES = "Ukuran keberhasilan/ Indikator Kinerja dan Target:"
MEASURES_JPT = "Ukuran keberhasilan/ Indikator Kinerja, Target, dan Perspektif*:"
ASSIGNER = "(Pejabat yang memberikan penugasan: %s)"
PARENT_INDICATOR = "Indikator: %s"
PERSPECTIVE_LINE = "Perspektif: %s"
TARGET_INLINE = "%s (target: %s)"
CONTINUED = "(lanjutan)"

ASPECTS = {"quantity": "Kuantitas", "quality": "Kualitas", "time": "Waktu", "cost": "Biaya"}
PERSPECTIVES = {
    "recipient": "Penerima layanan",
    "process": "Proses bisnis",
    "internal": "Penguatan internal",
    "budget": "Anggaran",
}

# Behaviour
BEHAVIOUR = "PERILAKU KERJA"
EXPECTATION = "Ekspektasi Khusus Pimpinan:"

# Footnotes
NOTE_BEHAVIOUR = (
    "** Pimpinan dapat memberikan Ekspektasi khusus terhadap satu atau lebih aspek "
    "perilaku kerja Pegawai"
)
NOTE_LEADER_RESULT = (
    "* Dalam hal rencana hasil kerja Pimpinan yang diintervensi adalah hasil kerja pejabat "
    "pimpinan tinggi dan Pimpinan unit kerja mandiri/ organisasi maka dituliskan rencana hasil "
    "kerja beserta indikator kinerja individu pejabat pimpinan tinggi dan Pimpinan unit kerja "
    "mandiri atau sasaran dan indikator kinerja organisasi yang diintervensi"
)
NOTE_PERSPECTIVE = (
    "* Perspektif dituliskan bagi pejabat pimpinan tinggi dan pimpinan unit kerja mandiri"
)

# Lampiran: the stems are placeholders of new documents and never print on their own.
COMMITMENTS = {
    "resource": "DUKUNGAN SUMBER DAYA",
    "accountability": "SKEMA PERTANGGUNGJAWABAN",
    "consequence": "KONSEKUENSI",
}
STEMS = (
    "Membutuhkan …",
    "Progress hasil kerja dilaporkan setiap …",
    "Jika memenuhi ekspektasi maka …",
    "Jika tidak memenuhi ekspektasi maka …",
)

# Manual of an indicator
MANUAL_INDICATOR = "UKURAN KEBERHASILAN/INDIKATOR KINERJA DAN TARGET"
PURPOSE = "TUJUAN"
DESCRIPTION = "DESKRIPSI"
DEFINITION = "Definisi"
FORMULA = "Formula"
UOM = "SATUAN PENGUKURAN"
CONTROL = "KUALITAS DAN TINGKAT KENDALI"
CONTROL_LEVELS = {
    "outcome": "Outcome",
    "intermediate": "Outcome Antara",
    "low_control": "Output Kendali Rendah",
}
MANUAL_SOURCE = "SUMBER DATA"
INTERVAL = "PERIODE PELAPORAN"
INTERVALS = {
    "month": "Bulanan",
    "quarter": "Triwulan",
    "semester": "Semesteran",
    "year": "Tahunan",
}

# Matrix
MEMBER = "PEGAWAI"
MATRIX_COLUMNS = "OUTCOME ANTARA/ OUTPUT/ LAYANAN"
NOT_APPLICABLE = "N/A"
TEAM = "TIM KERJA: %s"
COLUMNS_SHOWN = "%(label)s (%(first)s–%(last)s dari %(count)s)"

# Foot of the page
REVISION = "Revisi %s"
CODE = "Kode verifikasi: %s"
CHECK_AT = "Keaslian dokumen ini dapat diperiksa pada %s"

# Names of files and sheets, by kind
SHEETS = {
    "plan": "SKP",
    "behaviour": "Perilaku Kerja",
    "appendix": "Lampiran",
    "manual": "Manual Indikator",
    "matrix": "Matriks",
}


def as_date(value):
    """Read an ISO date (or a date); None for nothing.

    >>> as_date("2026-01-12T08:00:00")
    datetime.date(2026, 1, 12)
    """
    if isinstance(value, date):
        return value
    return date.fromisoformat(value[:10]) if value else None


def long_date(value):
    """Print a date: ``12 Januari 2026``; nothing for nothing.

    >>> long_date("2026-01-12")
    '12 Januari 2026'
    """
    day = as_date(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def moment(value):
    """Print a moment where it was: ``12 Januari 2026 pukul 09.15 WIB``; nothing for nothing.

    >>> moment("2026-01-12T09:15:30+07:00")
    '12 Januari 2026 pukul 09.15 WIB'
    >>> moment("2026-01-12T09:15:30+01:00")
    '12 Januari 2026 pukul 09.15 UTC+01:00'
    """
    if not value:
        return ""
    at = datetime.fromisoformat(value)
    hours = at.utcoffset().total_seconds() / 3600
    return f"{long_date(at.date())} pukul {at:%H.%M} {ZONES.get(hours) or at.tzinfo}"


def period_line(start, end):
    """Print the period of a document, with its own dates.

    >>> period_line("2026-01-01", "2026-12-31")
    'PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026'
    >>> period_line("2025-07-01", "2026-06-30")
    'PERIODE PENILAIAN: 1 JULI TAHUN 2025 SD 30 JUNI TAHUN 2026'
    """
    start, end = as_date(start), as_date(end)
    if not start or not end:
        return f"{PERIOD}:"
    first = f"{start.day} {MONTHS[start.month - 1]}"
    if start.year != end.year:
        first += f" TAHUN {start.year}"
    last = f"{end.day} {MONTHS[end.month - 1]} TAHUN {end.year}"
    return f"{PERIOD}: {first} SD {last}".upper()


def number_label(person):
    """What a person's number is called: ``NIP``, ``NI PPPK`` or ``NRP``."""
    return text(person.get("number_label")) or NIP


def numbered(person):
    """The line under a signature: ``NIP …``, or nothing for one without a number.

    >>> numbered({"number": "198609262015051001", "number_label": "NIP"})
    'NIP 19860926 201505 1 001'
    >>> numbered({"number": False, "number_label": ""})
    ''
    """
    number = format_number(person.get("number"))
    return f"{text(person.get('number_label'))} {number}".strip() if number else ""


def aspects(codes):
    """Name the aspects of an indicator.

    >>> aspects(["quantity", "quality"])
    'Kuantitas/Kualitas'
    """
    return "/".join(ASPECTS[code] for code in codes or () if code in ASPECTS)


def _names_unit(value, uom):
    """Whether a target names its unit already, as a word of its own (``95%``, ``12 dokumen``)."""
    letter = r"[^\W\d_]"
    return re.search(f"(?<!{letter}){re.escape(uom)}(?!{letter})", value, re.IGNORECASE)


def target(indicator):
    """Print a target with its unit, unless it names the unit already.

    >>> target({"target": "90 – 95%", "uom": "%"}), target({"target": "12", "uom": "dokumen"})
    ('90 – 95%', '12 dokumen')
    """
    value, uom = text(indicator.get("target")), text(indicator.get("uom"))
    if not value or not uom or _names_unit(value, uom):
        return value
    return f"{value}{uom}" if uom == "%" else f"{value} {uom}"


def is_stem(value):
    """Whether a lampiran's line is only the placeholder that nobody filled in.

    >>> is_stem("Membutuhkan ..."), is_stem("Membutuhkan dua laptop")
    (True, False)
    """
    bare = text(value).rstrip(" .…").lower()
    return not bare or bare in {stem.rstrip(" .…").lower() for stem in STEMS}


def ticked(options, chosen):
    """Print the choices of a form with the chosen one ticked.

    >>> ticked({"month": "Bulanan", "year": "Tahunan"}, "year")
    '( ) Bulanan \\xa0 (√) Tahunan'
    """
    return " \u00a0 ".join(
        f"({'√' if code == chosen else ' '}) {name}" for code, name in options.items()
    )

"""The sheets and columns of the agency workbook: units, posts, employees, objectives.

One place for the importer, its template and the example agency.  To add a column: add it here,
say what it is for in ``wizard/hr_skp_import_template.py``, and where it is written in
``wizard/hr_skp_import_writer.py``.
"""

from .workbook import Column, Named, Sheet

KINDS = (
    Named("pns", "PNS", "PNS"),
    Named("cpns", "CPNS", "CPNS"),
    Named("pppk", "PPPK", "PPPK", more_names=("PPPK Penuh Waktu", "P3K")),
    Named("pppk_part_time", "PPPK part-time", "PPPK Paruh Waktu"),
    Named("non_asn", "Non-ASN", "Non ASN", more_names=("Bukan ASN", "Not ASN")),
)

_JPT = "Pimpinan Tinggi"
_JF = ("Jenjang", "Fungsional", "Jabatan Fungsional")


def _jpt(key, level):
    names = (f"{_JPT} {level}", f"Jabatan {_JPT} {level}")
    return Named(key, f"JPT {level}", f"JPT {level}", more_names=names)


def _ja(key, name):
    return Named(key, name, name, more_names=(f"Jabatan {name}",))


def _jf(key, level):
    names = (level, *(f"{prefix} {level}" for prefix in _JF))
    return Named(key, f"JF {level}", f"JF {level}", more_names=names)


POSITIONS = (
    _jpt("jpt_utama", "Utama"),
    _jpt("jpt_madya", "Madya"),
    _jpt("jpt_pratama", "Pratama"),
    _ja("administrator", "Administrator"),
    _ja("pengawas", "Pengawas"),
    _ja("pelaksana", "Pelaksana"),
    _jf("jf_ahli_utama", "Ahli Utama"),
    _jf("jf_ahli_madya", "Ahli Madya"),
    _jf("jf_ahli_muda", "Ahli Muda"),
    _jf("jf_ahli_pertama", "Ahli Pertama"),
    _jf("jf_penyelia", "Penyelia"),
    _jf("jf_mahir", "Mahir"),
    _jf("jf_terampil", "Terampil"),
    _jf("jf_pemula", "Pemula"),
)

SEXES = (
    Named("male", "M", "L", more_names=("Male", "Laki-laki", "Pria", "1")),
    Named("female", "F", "P", more_names=("Female", "Perempuan", "Wanita", "2")),
)

NO_LOGIN = "none"
ROLES = (
    Named("portal", "Portal", "Portal"),
    Named("internal", "Internal", "Internal"),
    Named(NO_LOGIN, "None", "Tidak", more_names=("Tidak ada", "No")),
)

SOURCES = (
    Named("rpjmn", "RPJMN", "RPJMN"),
    Named("rpjmd", "RPJMD", "RPJMD"),
    Named("renstra", "Renstra", "Renstra", more_names=("Rencana Strategis",)),
    Named("pk", "PK", "PK", more_names=("Perjanjian Kinerja",)),
    Named(
        "initiative",
        "Strategic initiative",
        "Inisiatif strategis",
        more_names=("Initiative", "Inisiatif"),
    ),
    Named("action_plan", "Action plan", "Rencana aksi"),
    Named("directive", "Directive", "Direktif", more_names=("Arahan",)),
)

UNITS = Sheet(
    "units",
    "Units",
    "Unit",
    columns=(
        Column("code", "Code", "Kode", required=True, more_names=("Unit code", "Kode unit")),
        Column("name", "Name", "Nama", required=True, more_names=("Unit", "Nama unit")),
        Column("parent", "Parent code", "Kode induk", more_names=("Kode unit induk", "Parent")),
        Column("head", "Head", "Kepala", "key", more_names=("Pimpinan", "Kepala unit")),
        Column(
            "independent",
            "Independent unit",
            "Unit mandiri",
            "bool",
            more_names=("Independent", "Unit kerja mandiri"),
        ),
    ),
    more_names=("Unit kerja", "Unit organisasi"),
)

POSTS = Sheet(
    "posts",
    "Posts",
    "Jabatan",
    columns=(
        Column("name", "Name", "Nama", required=True, more_names=("Post", "Nama jabatan")),
        Column(
            "position",
            "Position",
            "Jenis jabatan",
            "choice",
            choices=POSITIONS,
            more_names=("Jenjang", "Jenjang jabatan"),
        ),
        Column("unit", "Unit code", "Kode unit", more_names=("Unit",)),
    ),
)

EMPLOYEES = Sheet(
    "employees",
    "Employees",
    "Pegawai",
    columns=(
        Column("code", "Code", "Kode", "key", more_names=("Employee code", "Kode pegawai")),
        Column("number", "Number", "Nomor", "number", more_names=("NIP", "NIP/NI PPPK", "NRP")),
        Column("name", "Name", "Nama", required=True, more_names=("Nama lengkap",)),
        Column("kind", "Kind", "Jenis", "choice", choices=KINDS, more_names=("Jenis pegawai",)),
        Column("grade", "Grade", "Golongan", more_names=("Golongan ruang", "Gol")),
        Column("post", "Post", "Jabatan"),
        Column("unit", "Unit code", "Kode unit", more_names=("Unit", "Unit kerja")),
        Column("superior", "Superior", "Atasan", "key", more_names=("Atasan langsung",)),
        Column(
            "evaluator",
            "Evaluator (if different)",
            "Pejabat penilai (bila berbeda)",
            "key",
            more_names=("Evaluator", "Pejabat penilai", "Pejabat penilai kinerja"),
        ),
        Column("sex", "Sex", "Jenis kelamin", "choice", choices=SEXES, more_names=("L/P",)),
        Column("birthday", "Birthday", "Tanggal lahir", "date"),
        Column("email", "E-mail", "Email", "email", more_names=("Surel",)),
        Column("phone", "Phone", "Telepon", more_names=("HP", "No HP", "Nomor HP")),
        Column("role", "Login role", "Akses masuk", "choice", choices=ROLES),
        Column("login", "Login name", "Nama masuk", more_names=("Login", "Username")),
    ),
)

OBJECTIVES = Sheet(
    "objectives",
    "Objectives",
    "Sasaran",
    columns=(
        Column("code", "Code", "Kode", required=True, more_names=("Kode sasaran",)),
        Column("name", "Name", "Nama", required=True, more_names=("Sasaran", "Objective")),
        Column("source", "Source", "Sumber", "choice", required=True, choices=SOURCES),
        Column("parent", "Parent code", "Kode induk", more_names=("Mendukung", "Supports")),
        Column("indicator", "Indicator", "Indikator", more_names=("Indikator kinerja",)),
        Column("target", "Target", "Target"),
        Column("unit", "Unit code", "Kode unit", more_names=("Unit",)),
    ),
)

SHEETS = (UNITS, POSTS, EMPLOYEES, OBJECTIVES)
#: Sheets of explanation: the template's own, and what agencies call theirs.
IGNORED_SHEETS = ("Explanation", "Petunjuk", "Keterangan", "Read me", "Baca dulu", "Referensi")

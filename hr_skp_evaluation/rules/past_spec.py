"""Sheet and columns of a file of predicates of earlier years, by our names and the national ones.

Predicates are spelled as they come: words of three regulations, letters, the national numbers.
"""

import csv
import io
import json

import xlsxwriter

from odoo.addons.hr_skp.rules.workbook import Column, Named, Sheet, fold

from .siasn import ANNUAL, FIELDS, PERIODIC

RATING_CHOICES = (
    Named("above", "Above expectation", "Di atas ekspektasi", more_names=("1", "Di atas")),
    Named("as", "As expected", "Sesuai ekspektasi", more_names=("2", "Sesuai")),
    Named("below", "Below expectation", "Di bawah ekspektasi", more_names=("3", "Di bawah")),
)
PREDICATE_CHOICES = (
    Named("sangat_baik", "Very good", "Sangat Baik", more_names=("1", "SB", "Amat Baik")),
    Named("baik", "Good", "Baik", more_names=("2", "B")),
    Named(
        "butuh_perbaikan",
        "Needs improvement",
        "Butuh Perbaikan",
        # PP 30/2019 says "Cukup", the rules after it "Butuh Perbaikan".
        more_names=("3", "BP", "Cukup", "C", "Perlu Perbaikan", "Butuh Perbaikan/Cukup"),
    ),
    Named("kurang", "Poor", "Kurang", more_names=("4", "K", "Misconduct", "Kurang/Misconduct")),
    Named("sangat_kurang", "Very poor", "Sangat Kurang", more_names=("5", "SK", "Buruk")),
)

_COLUMNS = (
    Column(
        "person",
        "Employee number",
        "NIP",
        "key",
        more_names=("NIP/NI PPPK", "NIP Baru", "NIP Lama", "Nomor", "Pegawai", "Kode pegawai"),
    ),
    Column(
        "siasn",
        "SIASN id",
        "ID SIASN",
        more_names=("pnsDinilaiOrang", "pnsDinilaiId", "PNS ID", "ID PNS"),
    ),
    Column("person_name", "Employee name", "Nama pegawai", more_names=("Nama", "Name")),
    Column("year", "Year", "Tahun", required=True, more_names=("Tahun penilaian", "Tahun SKP")),
    Column(
        "result_rating",
        "Rating of results",
        "Rating hasil kerja",
        "choice",
        choices=RATING_CHOICES,
        more_names=("hasilKinerjaNilai", "Hasil kerja"),
    ),
    Column(
        "behaviour_rating",
        "Rating of behaviour",
        "Rating perilaku kerja",
        "choice",
        choices=RATING_CHOICES,
        more_names=("perilakuKerjaNilai", "Perilaku kerja"),
    ),
    Column(
        "predicate",
        "Predicate",
        "Predikat",
        "choice",
        choices=PREDICATE_CHOICES,
        more_names=("kuadranKinerjaNilai", "Predikat kinerja", "Predikat kinerja pegawai", "Nilai"),
    ),
    Column("source", "Source", "Sumber", more_names=("Sumber data", "Dasar")),
)
_KNOWN = {fold(name) for column in _COLUMNS for name in column.names}

PREDICATES = Sheet(
    "predicates", "Predicates", "Predikat", columns=_COLUMNS, more_names=(ANNUAL, "Sheet1", "SKP")
)
#: What the national system's own file holds besides is passed over in silence.
_REST = tuple(
    Column(f"rest_{name}", name, name) for name in FIELDS[ANNUAL] if fold(name) not in _KNOWN
)
READ_PREDICATES = Sheet(
    "predicates",
    "Predicates",
    "Predikat",
    columns=_COLUMNS + _REST,
    more_names=PREDICATES.more_names,
)
#: A file of terms within a year: recognised, to say that it is not the one.
TERMS = Sheet(
    "terms",
    PERIODIC,
    PERIODIC,
    columns=tuple(Column(name, name, name) for name in FIELDS[PERIODIC]),
)
SHEETS = (READ_PREDICATES, TERMS)


def as_workbook(content):
    """Return a CSV or JSON file as the workbook that it stands for; anything else as it is.

    Lines keep their numbers, so that findings name them.

    >>> as_workbook(b"PK..")
    b'PK..'
    """
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"[", b"{")):
        rows = _read_json(content)
    elif not content or b"\x00" in content[:2000] or content.startswith(b"PK"):
        return content
    else:
        rows = _read_csv(content)
    return _write_workbook(rows) if rows else content


def _read_json(content):
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None
    found = found if isinstance(found, list) else [found]
    if not all(isinstance(row, dict) for row in found):
        return None
    names = list(dict.fromkeys(name for row in found for name in row))
    return [names, *([row.get(name) for name in names] for row in found)]


def _read_csv(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        head = text[:4000]
        dialect = csv.Sniffer().sniff(head, delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        return list(csv.reader(io.StringIO(text), dialect))
    except csv.Error:
        return None


def _write_workbook(rows):
    stream = io.BytesIO()
    periodic = set(FIELDS[PERIODIC]) - set(FIELDS[ANNUAL])
    title = PERIODIC if periodic & {str(name) for name in rows[0]} else ANNUAL
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "in_memory": True}) as book:
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for position, value in enumerate(row[:60]):
                if value not in (None, ""):
                    page.write_string(number, position, str(value)[:32000])
    return stream.getvalue()

"""Workbooks for the import tests, made in memory."""

import io
import zipfile

from openpyxl import Workbook

EMPLOYEE_HEADER = [
    *("Kode", "NIP", "Nama", "Jenis", "Golongan", "Jabatan", "Kode unit", "Atasan"),
    *("Jenis kelamin", "Tanggal lahir", "Email", "Akses masuk"),
]
UNITS = ["Unit", ["Kode", "Nama", "Kode induk", "Kepala"], ["U1", "Dinas Uji", "", ""]]
POSTS = ["Jabatan", ["Nama", "Jenis jabatan"], ["Staf", "Pelaksana"], ["Kepala", "Administrator"]]


def make_xlsx(*sheets):
    """Return an XLSX; a sheet is a list of its name and its rows."""
    book = Workbook()
    book.remove(book.active)
    for name, *rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repack(content, part, change):
    """Return a workbook with the parts whose name ends in ``part`` changed by ``change(bytes)``."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, change(data) if name.endswith(part) else data)
    return target.getvalue()


def make_number(index, birth="19900101", start="201501", sex="1"):
    """Return the NIP of the test person with this index."""
    year = int(birth[:4]) - index // 999
    return f"{year}{birth[4:]}{start}{sex}{index % 999 + 1:03d}"


def make_people(count, first=1, **columns):
    """Return the sheet of ``count`` people in unit U1 without an e-mail or login."""
    rows = []
    for index in range(first, first + count):
        row = dict.fromkeys(EMPLOYEE_HEADER)
        row |= {"NIP": make_number(index), "Nama": f"Orang {index}", "Jenis": "PNS"}
        row |= {"Golongan": "III/a", "Jabatan": "Staf", "Kode unit": "U1", **columns}
        rows.append(list(row.values()))
    return ["Pegawai", EMPLOYEE_HEADER, *rows]


def make_person(**columns):
    """Return the sheet of one person with these columns (header -> value)."""
    return make_people(1, **columns)

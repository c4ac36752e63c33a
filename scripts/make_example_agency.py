#!/usr/bin/env python3
"""Write data/kota-asri.xlsx, the example agency as it would send itself, from data/source/*.csv.

The CSV files are the facts; the workbook is what they look like in an agency's hands.  A file is a
sheet, its name the sheet's name.  Run it after a change of a CSV; a test compares the two.
"""

import csv
import datetime
import pathlib
import sys

import xlsxwriter

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
SHEETS = ("Unit", "Jabatan", "Pegawai", "Sasaran")
# a fixed date: the same facts give the same file
CREATED = datetime.datetime(2026, 1, 1)


def make(target):
    """Write the workbook to ``target`` (a path or a stream)."""
    with xlsxwriter.Workbook(target) as book:
        book.set_properties({"title": "Pemerintah Kota Asri", "created": CREATED})
        header = book.add_format({"bold": True, "bg_color": "#E7E6E6", "border": 1})
        text = book.add_format({"num_format": "@"})
        for name in SHEETS:
            add_sheet(book.add_worksheet(name), read(name), header, text)


def read(name):
    """Return the rows of one CSV, its header first."""
    with (DATA / "source" / f"{name}.csv").open(newline="", encoding="utf-8") as source:
        return list(csv.reader(source))


def add_sheet(page, rows, header, text):
    """Fill a sheet; every cell is text, so that no number loses its last digits."""
    page.freeze_panes(1, 0)
    for position in range(len(rows[0])):
        width = max(len(row[position]) for row in rows)
        page.set_column(position, position, min(width + 2, 60), text)
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            if cell:
                page.write_string(number, position, cell, text if number else header)


if __name__ == "__main__":
    make(sys.argv[1] if len(sys.argv) > 1 else str(DATA / "kota-asri.xlsx"))

"""Reading a document's neutral tree, PDF and workbook back, for the tests."""

import re
from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.addons.hr_skp.report.documents import pdf, tree, xlsx


def texts(piece):
    """Return every text of a document or one of its pieces, in reading order."""
    if isinstance(piece, str):
        return [piece]
    if isinstance(piece, (list, tuple)):
        return [found for part in piece for found in texts(part)]
    if isinstance(piece, tree.Document):
        return texts(piece.parts)
    names = {
        tree.Part: ("blocks",),
        tree.Title: ("lines",),
        tree.SplitLine: ("left", "under", "right"),
        tree.Table: ("rows",),
        tree.Row: ("cells",),
        tree.Cell: ("paras",),
        tree.Para: ("text",),
        tree.Signatures: ("place_date", "left", "right"),
        tree.Signatory: ("role", "mark", "name", "number"),
        tree.Chart: ("label", "title", "y_label", "categories", "names", "notes"),
        tree.Heading: ("text",),
        tree.Footnote: ("text",),
    }.get(type(piece), ())
    return [found for name in names for found in texts(getattr(piece, name))]


def tables(document, part=0):
    """Return the tables of a part."""
    return [block for block in document.parts[part].blocks if isinstance(block, tree.Table)]


def plain_rows(table):
    """Return the texts of a table row by row."""
    return [[cell.plain for cell in row.cells] for row in table.rows]


def pages(*described):
    """Write documents and return the text of each page, blanks made single."""
    reader = PdfReader(BytesIO(pdf.write(described)))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def marks(text):
    """Return the opening and the closing marks of the long sample texts on a page."""
    return set(re.findall(r"<(\w+) ", text)), set(re.findall(r" (\w+)>", text))


def workbook(*documents, **options):
    """Write documents and read the workbook back."""
    return load_workbook(BytesIO(xlsx.write(documents)), **options)


def values(sheet):
    """Return what stands in a sheet's cells."""
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]

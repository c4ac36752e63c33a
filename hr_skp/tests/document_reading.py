"""Reading a document's neutral tree back, for the tests."""

from odoo.addons.hr_skp.report.documents import tree


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

"""RIWAYAT KINERJA: the final annual predicates and the granted awards of one person.

``history_document(snapshot)`` takes ``agency, date, employee`` (name, number, asn_kind, grade,
position, unit), ``years`` and ``awards``.  Sanction cases are not printed: a paper has more readers
than a case.
"""

from odoo.addons.hr_skp.report.documents import labels as plan_labels
from odoo.addons.hr_skp.report.documents.blocks import make_document
from odoo.addons.hr_skp.report.documents.tree import (
    Footnote,
    Heading,
    Para,
    Part,
    SplitLine,
    Table,
    Title,
    cell,
    header,
    row,
    text,
)
from odoo.addons.hr_skp.rules.nip import format_number
from odoo.addons.hr_skp_evaluation.report.documents.labels import PREDICATES, RATINGS

from . import labels

IDENTITY_WIDTHS = (24, 76)
YEAR_WIDTHS = (10, 34, 18, 18, 20)
AWARD_WIDTHS = (10, 44, 26, 20)


def history_document(snapshot):
    """Describe the performance history of one person."""
    person, agency = snapshot["employee"], snapshot.get("agency") or {}
    blocks = [
        Title((labels.TITLE,)),
        SplitLine(
            text(agency.get("name")).upper(),
            "",
            tuple(filter(None, map(text, agency.get("letterhead") or ()))),
        ),
        Table(IDENTITY_WIDTHS, tuple(_identity(person))),
        Heading(labels.PREDICATES_BOX),
        _years(snapshot["years"]),
        Heading(labels.AWARDS_BOX),
        _awards(snapshot["awards"]),
        Footnote(labels.PRINTED_ON % plan_labels.long_date(snapshot["date"])),
    ]
    return make_document(
        "history",
        snapshot,
        person,
        [Part(labels.SHEET, tuple(blocks))],
        title=labels.TITLE,
        short=labels.SHEET,
    )


def _identity(person):
    for label, name in labels.FIELDS:
        value = person.get(name)
        if name == "number" and value:
            value = format_number(value)
        yield row(label, cell(value))


def _years(years):
    rows = [
        row(
            cell(line["year"], align="center"),
            cell(line["unit"], *_origin(line)),
            cell(RATINGS.get(line["result_rating"]), align="center"),
            cell(RATINGS.get(line["behaviour_rating"]), align="center"),
            cell(PREDICATES.get(line["predicate"]), bold=True, align="center"),
        )
        for line in years
    ]
    return _table(YEAR_WIDTHS, labels.HEADS, rows, labels.NO_PREDICATES)


def _origin(line):
    if not line["imported"]:
        return ()
    origin = text(line["origin"])
    words = labels.IMPORTED_FROM % origin if origin else labels.IMPORTED
    return (Para(words, small=True, italic=True),)


def _awards(awards):
    rows = [
        row(
            cell(award["year"], align="center"),
            cell(award["name"] or labels.BENEFITS[award["benefit"]], *_left(award)),
            cell(award["number"]),
            cell(plan_labels.long_date(award["date"])),
        )
        for award in awards
    ]
    return _table(AWARD_WIDTHS, labels.AWARD_HEADS, rows, labels.NO_AWARDS)


def _left(award):
    if not award["left_on"]:
        return ()
    words = labels.LEFT % plan_labels.long_date(award["left_on"])
    return (Para(words, small=True, italic=True),)


def _table(widths, heads, rows, empty):
    rows = rows or [row(cell(empty, colspan=len(widths)))]
    return Table(widths, (header(*heads), *rows), header=1)

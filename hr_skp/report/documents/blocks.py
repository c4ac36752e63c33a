"""The blocks that several documents share: title, identity, behaviour, signatures."""

import re

from ...rules.nip import format_number
from . import labels
from .tree import (
    Document,
    Footnote,
    Para,
    Row,
    Signatory,
    Signatures,
    SplitLine,
    Table,
    Title,
    Verification,
    bullets,
    cell,
    header,
    row,
    text,
)

#: States in which a plan or matrix is agreed, so that it prints without a draft's mark.
AGREED_STATES = frozenset({"agreed", "closed", "confirmed"})

IDENTITY_WIDTHS = (6, 27, 29, 6, 27, 29)
BEHAVIOUR_WIDTHS = (5, 57, 38)
BEHAVIOUR_REMARK_WIDTHS = (5, 40, 25, 30)
_UNSAFE_IN_FILE_NAMES = re.compile(r'[\s\\/:*?"<>|\x00-\x1f]+')


def document_mark(snapshot):
    """The word that says that a document is not in force: ``KONSEP``, or nothing.

    ``in_force`` in the snapshot decides; without it, the state of a plan or matrix.
    """
    state = snapshot.get("state")
    if state == "cancelled":
        return labels.CANCELLED
    in_force = snapshot.get("in_force", state in AGREED_STATES)
    return "" if in_force else labels.DRAFT


def file_name(kind, year, name):
    """A file name, without extension, that is safe on every system.

    :param kind: a kind of document of this addon, or what another document is called

    >>> file_name("plan", 2026, "Drs. A/B")
    'SKP 2026 - Drs. A B'
    >>> file_name("Evaluasi TW I", 2026, "Sari, S.H.")
    'Evaluasi TW I 2026 - Sari, S.H'
    >>> file_name("Riwayat Kinerja", "", "Sari")
    'Riwayat Kinerja - Sari'
    """
    safe = _UNSAFE_IN_FILE_NAMES.sub(" ", text(name))[:80].strip()
    short = labels.SHEETS.get(kind, kind)
    # A title that ends in a dot (S.H.) would give two before the extension.
    what = f"{short} {text(year)}".strip()
    return f"{what} - {safe}".strip(" -").rstrip(".")


def make_document(kind, snapshot, person, parts, *, title, short=None, verification=None):
    """Wrap the parts of a document with what its file and its page feet say.

    :param short: what the document is called in few words, for a kind of another addon
    """
    short = short or labels.SHEETS[kind]
    name = file_name(short, snapshot.get("year"), person.get("name"))
    caption = [short, text(snapshot.get("year")), text(person.get("name"))]
    if labels.numbered(person):
        caption.append(labels.numbered(person))
    mark = document_mark(snapshot)
    return Document(
        kind=kind,
        title=title,
        file_name=name,
        parts=tuple(parts),
        author=text(snapshot.get("agency", {}).get("name")),
        caption=" · ".join(filter(None, caption)),
        mark=mark,
        # What is being worked on is not the revision that is in force.
        revision=0 if mark else snapshot.get("revision") or 0,
        date=text(_signing_day(snapshot) or snapshot.get("date_start"))[:10],
        verification=Verification(**verification) if verification else None,
    )


def agency_line(snapshot):
    """Agency (with the letterhead's lines) on the left, period on the right."""
    agency = snapshot.get("agency") or {}
    return SplitLine(
        text(agency.get("name")).upper(),
        labels.period_line(snapshot.get("date_start"), snapshot.get("date_end")),
        tuple(filter(None, map(text, agency.get("letterhead") or ()))),
    )


def title_blocks(snapshot, title, *more, with_form=True):
    """Title lines (``more`` below those of the form), then agency and period."""
    lines = [title]
    if with_form:
        lines.append(labels.APPROACHES.get(snapshot.get("approach"), ""))
        lines.append(labels.FORMS.get(snapshot.get("form"), ""))
    lines += more
    return [Title(tuple(filter(None, lines))), agency_line(snapshot)]


def identity_table(snapshot):
    """Who is evaluated, by whom: two columns of five rows."""
    employee, evaluator = snapshot.get("employee") or {}, snapshot.get("evaluator") or {}
    rows = [
        Row(
            tuple(
                part
                for label in (labels.EMPLOYEE, labels.EVALUATOR)
                for part in (
                    cell(labels.NO, bold=True, align="center"),
                    cell(label, bold=True, colspan=2),
                )
            ),
        )
    ]
    fields = zip(identity_fields(employee), identity_fields(evaluator), strict=True)
    for number, (left, right) in enumerate(fields, 1):
        rows.append(row(*_identity_cells(number, left), *_identity_cells(number, right)))
    return Table(IDENTITY_WIDTHS, tuple(rows))


def identity_fields(person):
    """The five facts of a person as pairs of label and value."""
    return [
        (labels.NAME, text(person.get("name"))),
        (labels.number_label(person), format_number(person.get("number"))),
        (labels.RANK, text(person.get("rank"))),
        (labels.POSITION, text(person.get("position"))),
        (labels.UNIT, text(person.get("unit"))),
    ]


def _identity_cells(number, field):
    label, value = field
    return cell(number, align="center"), cell(label), cell(value)


def behaviour_table(snapshot, remarks=None, closing=()):
    """The seven core values with their guides and the leader's special expectation.

    :param remarks: for a fourth column, its heading and what it says of a behaviour
        (``behaviour -> [text or Para, …]``)
    :param closing: rows after the last value
    """
    widths = BEHAVIOUR_REMARK_WIDTHS if remarks else BEHAVIOUR_WIDTHS
    heads = [cell(labels.BEHAVIOUR, bold=True, align="center", valign="middle", colspan=3)]
    if remarks:
        heads.append(remarks[0])
    rows = [header(*heads)]
    behaviours = snapshot.get("behaviours") or ()
    for number, behaviour in enumerate(behaviours, 1):
        last = [cell(*remarks[1](behaviour), rowspan=2)] if remarks else []
        # What closes the table never stands alone on a page.
        held = bool(closing) and number == len(behaviours)
        rows += _behaviour_rows(number, behaviour, last, held)
    return Table(widths, (*rows, *closing), header=1)


def _behaviour_rows(number, behaviour, last, held):
    guides = cell(labels.MEASURES, *bullets(behaviour.get("guides") or ()))
    expectation = cell(labels.EXPECTATION, behaviour.get("expectation"))
    return [
        row(
            cell(number, align="center", rowspan=2),
            cell(behaviour.get("name"), bold=True, colspan=2),
            *last,
        ),
        row(guides, expectation, keep_next=held),
    ]


def signatures(snapshot, left=("employee", labels.EMPLOYEE_SIGNS), right=None):
    """Those who sign, with what the system knows of their signing: person and role of each side.

    The snapshot may carry ``signatures``: ``{"employee"|"evaluator": {"method", "at": ISO moment,
    "by": name of the one who acted for him, "image": PNG as bytes}}`` of one who signed
    electronically, ``{"refused": True}`` of one who did not sign.  Else there is room to sign.

    :param left: key of a person in the snapshot and his role, or None: nobody
    """
    agency = snapshot.get("agency") or {}
    day = labels.long_date(_signing_day(snapshot)) or labels.DOTS
    return Signatures(
        ", ".join(filter(None, [text(agency.get("city")), day])),
        _signatory(snapshot, *left) if left else None,
        _signatory(snapshot, *(right or ("evaluator", labels.EVALUATOR_SIGNS))),
    )


def _signing_day(snapshot):
    return snapshot.get("signed_on") or snapshot.get("agreed_on")


def _signatory(snapshot, who, role):
    person = snapshot.get(who) or {}
    signing = {}
    if not document_mark(snapshot):
        signing = (snapshot.get("signatures") or {}).get(who) or {}
    return Signatory(
        role,
        text(person.get("name")),
        labels.numbered(person),
        _signing_mark(signing, role),
        signing.get("image") or b"",
    )


def _signing_mark(signing, role):
    if signing.get("refused"):
        return (labels.REFUSED,)
    if not signing.get("method"):
        return ()
    acted_by = text(signing.get("by"))
    lines = (
        labels.SIGNED,
        labels.SIGNED_FOR % (acted_by, role) if acted_by else "",
        labels.moment(signing.get("at")),
    )
    return tuple(filter(None, lines))


def closing_blocks(snapshot, *notes, **sides):
    """Signatures (``sides``: who signs where), then the footnotes."""
    return [signatures(snapshot, **sides), *(Footnote(note) for note in notes)]


def label_para(label):
    """A bold label that opens a cell."""
    return Para(label, bold=True)

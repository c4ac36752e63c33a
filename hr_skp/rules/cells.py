"""What people type into a cell, and what is meant by it.

Each reader takes the cell's value and its column, and returns the clean value, ``None`` for an
empty one, or raises :class:`CellError` with a code.
"""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from .nip import normalise_number

MAX_TEXT = 1000
MAX_PROSE = 32_000  # a cell of a spreadsheet holds 32 767
EXCEL_EXACT_DIGITS = 15  # Excel turns the rest of a longer number into zeros
DATE_FORMATS = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
)
#: What no XML can hold, and how a spreadsheet writes a carriage return or an underscore before x.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile("_x(000D|005F)_")
EMAIL = re.compile(r"[^@\s,;<>()\"']+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_YES = frozenset({"ya", "y", "yes", "true", "benar", "1", "x", "v", "✓"})
_NO = frozenset({"tidak", "t", "tdk", "no", "n", "false", "salah", "0", "bukan"})


class _Clear:
    """The cell holds a single hyphen: empty the field (an empty cell leaves it as it is)."""

    def __bool__(self):
        return False

    def __repr__(self):
        return "CLEAR"


CLEAR = _Clear()


class CellError(Exception):
    """A cell cannot be read; ``code`` says why."""

    def __init__(self, code, **params):
        super().__init__(code)
        self.code = code
        self.params = params


def clean_text(value):
    """Return a value as one line without control characters or doubled blanks.

    >>> clean_text("  Budi\\n  Santoso ")
    'Budi Santoso'
    >>> clean_text(7.0)
    '7'
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date().isoformat()
    text = str(value)
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # most cells, at a tenth of the cost
    text = unicodedata.normalize("NFC", text)
    # category C: control, format (zero width) and unassigned characters
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_control(c))
    return " ".join(text.split())


def _is_control(character):
    return unicodedata.category(character).startswith("C")


def plain_prose(text):
    """Return a text as a cell can hold it: one kind of line end, nothing that XML refuses.

    >>> plain_prose("satu\\r\\ndua\\x07")
    'satu\\ndua'
    """
    return _NOT_IN_XML.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n"))


def escape_prose(text):
    """Return what to write into a cell so that :func:`read_prose` gives the text back.

    Only what would be read as something else gets an apostrophe in front.

    >>> [escape_prose(text) for text in ("-", "-5", "'Aisyiyah", "'-")]
    ["'-", '-5', "'Aisyiyah", "''-"]
    """
    return f"'{text}" if _is_misread(text) else text


def _is_misread(text):
    """Tell whether a cell would not give this text back: a hyphen, raw markup, an escaped one."""
    return (
        clean_text(text) == "-"
        or text.startswith("<r>")
        or (text.startswith("'") and _is_misread(text[1:]))
    )


def read_prose(value, column):
    """Return a text word for word: lines, blanks and joined signs as they were typed."""
    text = value if isinstance(value, str) else clean_text(value)
    if text.isascii() and text.isprintable() and text[:1].isalnum() and "_x" not in text:
        return _fit(text, MAX_PROSE)
    text = _ESCAPED.sub(lambda found: "_" if found[1] == "005F" else "\n", text)
    text = plain_prose(text)
    if text.startswith("'") and _is_misread(text[1:]):
        text = text[1:]
    return _fit(text, MAX_PROSE) if text.strip() else None


def _fit(text, maximum):
    if len(text) > maximum:
        raise CellError("text_too_long", maximum=maximum)
    return text


def percent(value):
    """Return a share as the spreadsheet shows it.

    >>> percent(0.9), percent(0.955)
    ('90%', '95,5%')
    """
    return f"{value * 100:.10g}%".replace(".", ",")


def read_text(value, column):
    """Return one line of text."""
    return _fit(clean_text(value), MAX_TEXT) or None


def read_number(value, column):
    """Return an identifying number (NIP, NI PPPK, NRP) as text, separators dropped."""
    _refuse_lost_digits(value)
    return normalise_number(read_text(value, column)) or None


def read_key(value, column):
    """Return a reference to a person: a number or a code."""
    _refuse_lost_digits(value)
    return read_text(value, column)


def _refuse_lost_digits(value):
    if isinstance(value, int | float) and abs(value) >= 10**EXCEL_EXACT_DIGITS:
        raise CellError("number_not_text")


def read_date(value, column):
    """Return a date from a date cell, ``1986-09-26`` or ``26/09/1986``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = clean_text(value)
    match = DATE_FORMATS.fullmatch(text)
    if not match:
        raise CellError("not_a_date", value=text)
    year, month, day, day_2, month_2, year_2 = match.groups()
    try:
        return date(int(year or year_2), int(month or month_2), int(day or day_2))
    except ValueError:
        raise CellError("impossible_date", value=text) from None


def read_bool(value, column):
    """Return yes or no."""
    text = clean_text(value).casefold()
    if text not in _YES | _NO:
        raise CellError("not_yes_or_no", value=clean_text(value))
    return text in _YES


def read_email(value, column):
    """Return an address, lower-case."""
    text = read_text(value, column).casefold()
    if not EMAIL.fullmatch(text) or ".." in text:
        raise CellError("malformed_email", value=clean_text(value))
    return text


def read_choice(value, column):
    """Return the code that belongs to what was written."""
    code = column.codes.get(fold_choice(value))
    if code is None:
        options = ", ".join(choice.indonesian for choice in column.choices)
        raise CellError("unknown_choice", value=clean_text(value), options=options)
    return code


@lru_cache(maxsize=1000, typed=True)
def fold_choice(value):
    """Reduce a choice to letters and digits.

    >>> fold_choice("J.F. Ahli-Muda")
    'jfahlimuda'
    """
    return re.sub(r"[\W_]+", "", clean_text(value)).casefold()


READERS = {
    "text": read_text,
    "prose": read_prose,
    "number": read_number,
    "key": read_key,
    "date": read_date,
    "bool": read_bool,
    "email": read_email,
    "choice": read_choice,
}

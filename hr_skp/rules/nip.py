"""The numbers of Indonesian civil servants: NIP (PNS and CPNS) and NI PPPK.

Both have 18 digits.  They differ in the digits after the start year: a PNS number
carries the start month, a PPPK number two free digits that are *not* a month.

    NIP      19860926 201505 1 001    birth, start year and month, sex, sequence
    NI PPPK  19901231 202221 2 014    birth, start year and two free digits, sex, sequence

Everything here returns stable codes; the model and the importer turn them into sentences.
An empty number is never an error here: whether one is needed is the caller's rule.
"""

import re
from datetime import date
from typing import NamedTuple

LENGTH = 18
MIN_AGE_AT_START = 17
MAX_AGE_AT_START = 60

NIP_KINDS = frozenset({"pns", "cpns"})
NI_PPPK_KINDS = frozenset({"pppk", "pppk_part_time"})
NUMBER_LABELS = {
    "pns": "NIP",
    "cpns": "NIP",
    "pppk": "NI PPPK",
    "pppk_part_time": "NI PPPK",
    "non_asn": "NRP",
}

# hard errors: such a number cannot exist
NOT_18_DIGITS = "not_18_digits"
IMPOSSIBLE_BIRTH_DATE = "impossible_birth_date"
IMPOSSIBLE_START = "impossible_start"
WRONG_SEX_DIGIT = "wrong_sex_digit"
WRONG_SEQUENCE = "wrong_sequence"
ERRORS = (
    NOT_18_DIGITS,
    IMPOSSIBLE_BIRTH_DATE,
    IMPOSSIBLE_START,
    WRONG_SEX_DIGIT,
    WRONG_SEQUENCE,
)

# soft warnings: the number may be right and the person's data wrong
BIRTHDAY_DIFFERS = "birthday_differs"
SEX_DIFFERS = "sex_differs"
TOO_YOUNG_AT_START = "too_young_at_start"
TOO_OLD_AT_START = "too_old_at_start"
WARNINGS = (BIRTHDAY_DIFFERS, SEX_DIFFERS, TOO_YOUNG_AT_START, TOO_OLD_AT_START)

SEX_DIGITS = {"1": "male", "2": "female"}
MASK_CHARACTER = "*"
_SEPARATORS = re.compile(r"[\s.\-'\u200b\ufeff]+")
_18_DIGITS = re.compile(r"[0-9]{18}")


class ParsedNumber(NamedTuple):
    """What an 18-digit number says; a part that cannot be is None."""

    birthday: date | None
    start_year: int
    start_month: int | None
    sex: str | None
    sequence: int


def normalise_number(text):
    """Drop spaces, dots, hyphens and apostrophes.

    >>> normalise_number(" 19860926 201505 1 001 ")
    '198609262015051001'
    """
    return _SEPARATORS.sub("", str(text or ""))


def _as_date(digits):
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def parse_number(number, asn_kind=None):
    """Split a number into its parts, or return None if it has not got 18 digits.

    >>> parse_number("198609262015051001", "pns").birthday
    datetime.date(1986, 9, 26)
    """
    number = normalise_number(number)
    if not _18_DIGITS.fullmatch(number):
        return None
    month = int(number[12:14]) if asn_kind in NIP_KINDS else None
    return ParsedNumber(
        birthday=_as_date(number[:8]),
        start_year=int(number[8:12]),
        start_month=month if month is not None and 1 <= month <= 12 else None,
        sex=SEX_DIGITS.get(number[14]),
        sequence=int(number[15:]),
    )


def check_number(number, asn_kind):
    """Return the codes of the hard errors of a number, in reading order.

    A non-ASN may have any number (NRP) or none.  Without a kind, what NIP and NI PPPK have
    in common is checked, so that leaving the kind empty lets no impossible number in.

    >>> check_number("19860231 201513 3 000", "pns")
    ['impossible_birth_date', 'impossible_start', 'wrong_sex_digit', 'wrong_sequence']
    """
    number = normalise_number(number)
    if not number or asn_kind == "non_asn":
        return []
    parsed = parse_number(number, asn_kind)
    if parsed is None:
        return [NOT_18_DIGITS]
    month_is_wrong = asn_kind in NIP_KINDS and parsed.start_month is None
    found = {
        IMPOSSIBLE_BIRTH_DATE: parsed.birthday is None,
        IMPOSSIBLE_START: month_is_wrong or parsed.start_year == 0,
        WRONG_SEX_DIGIT: parsed.sex is None,
        WRONG_SEQUENCE: parsed.sequence == 0,
    }
    return [code for code, wrong in found.items() if wrong]


def _age_at_start(parsed):
    """Full years at the start; a PPPK number has only the year, so the benefit of the doubt."""
    years = parsed.start_year - parsed.birthday.year
    if parsed.start_month is None:
        return years
    return years - (parsed.start_month < parsed.birthday.month)


def number_warnings(number, asn_kind, birthday=None, sex=None):
    """Return the codes of the soft warnings of a number that has no hard error.

    :param birthday: the person's birthday as recorded (date), if known
    :param sex: ``male`` or ``female`` as recorded; anything else is not compared
    """
    number = normalise_number(number)
    if not number or asn_kind == "non_asn" or check_number(number, asn_kind):
        return []
    parsed = parse_number(number, asn_kind)
    age = _age_at_start(parsed)
    found = {
        BIRTHDAY_DIFFERS: bool(birthday) and birthday != parsed.birthday,
        SEX_DIFFERS: sex in SEX_DIGITS.values() and sex != parsed.sex,
        TOO_YOUNG_AT_START: age < MIN_AGE_AT_START,
        TOO_OLD_AT_START: age > MAX_AGE_AT_START,
    }
    return [code for code, odd in found.items() if odd]


def format_number(number):
    """Show an 18-digit number in its four groups; any other number as it is.

    >>> format_number("198609262015051001")
    '19860926 201505 1 001'
    """
    plain = normalise_number(number)
    if not _18_DIGITS.fullmatch(plain):
        return str(number or "").strip()
    return f"{plain[:8]} {plain[8:14]} {plain[14]} {plain[15:]}"


def mask_number(number):
    """Show only the last four digits; a number of four or fewer is hidden wholly.

    >>> mask_number("198609262015051001")
    '**************1001'
    """
    plain = normalise_number(number)
    shown = plain[-4:] if len(plain) > 4 else ""
    return MASK_CHARACTER * (len(plain) - len(shown)) + shown


def number_label(asn_kind, number):
    """Return how a number is called on a document: NIP, NI PPPK, NRP, or nothing."""
    return NUMBER_LABELS.get(asn_kind, "NIP") if normalise_number(number) else ""

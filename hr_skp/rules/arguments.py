"""What a client may send as an argument, told by the argument's name.

In all public methods and routes one name means one thing: ``reason`` is a text, ``result_id`` a
record.  So one table says of all of them what is nonsense, before anything is done with it.
"""

from datetime import date

TEXT = "text"
TEXTS = "texts"
WHOLE = "whole"
YES_NO = "yes_no"
DAY = "day"
LIST = "list"
VALUES = "values"
ALL_VALUES = "all_values"
RECORD = "record"
RECORDS = "records"

#: PostgreSQL's integer.
LARGEST = 2**31 - 1

_TEXTS = """
    base behaviour_rating code column_id contribution decision_number expected field field_name
    file file_name filename follow_up image kind mark move name note operator order outcome
    parent_field password post predicate query reason result_rating step text
"""
KINDS = {
    **dict.fromkeys(_TEXTS.split(), TEXT),
    **dict.fromkeys(("confirmed", "copy_results", "shared"), YES_NO),
    **dict.fromkeys(("date", "decision_date"), DAY),
    **dict.fromkeys(("limit", "offset", "year"), WHOLE),
    **dict.fromkeys(("aggregates", "data", "entries", "ids"), LIST),
    **dict.fromkeys(
        (
            "content",
            "default",
            "evaluators",
            "fields_spec",
            "patterns",
            "specification",
            "undo",
            "values",
            "vals",
        ),
        VALUES,
    ),
    # Odoo's own: of default_get, read, onchange, export_data; of create.
    **dict.fromkeys(("fields", "field_names", "fields_to_export"), TEXTS),
    "vals_list": ALL_VALUES,
}


def get_kind(name):
    """Return what the argument ``name`` takes, or None where anything may come."""
    if name in KINDS:
        return KINDS[name]
    if name.endswith("_id"):
        return RECORD
    return RECORDS if name.endswith("_ids") else None


def fits(kind, value):
    """Whether ``value``, as it came in JSON, is of this kind."""
    return _CHECKS[kind](value)


def _is_text(value):
    """A text that can be stored: no NUL, no half of a character."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_whole(value):
    return type(value) is int and abs(value) <= LARGEST


def _is_record(value):
    return _is_whole(value) and value > 0


def _is_day(value):
    try:
        return bool(date.fromisoformat(value[:10]))
    except (TypeError, ValueError):
        return False


def _is_list(value):
    return isinstance(value, list | tuple)


def _is_values(value):
    return isinstance(value, dict)


_CHECKS = {
    TEXT: _is_text,
    TEXTS: lambda value: _is_list(value) and all(map(_is_text, value)),
    WHOLE: _is_whole,
    YES_NO: lambda value: isinstance(value, bool),
    DAY: _is_day,
    LIST: _is_list,
    VALUES: _is_values,
    ALL_VALUES: lambda value: all(map(_is_values, value if _is_list(value) else [value])),
    RECORD: _is_record,
    RECORDS: lambda value: _is_list(value) and all(map(_is_record, value)),
}

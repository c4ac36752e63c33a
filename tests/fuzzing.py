"""Hostile values, and what an answer to them may be. Used by test_fuzz.py."""

from hypothesis import strategies as st

from odoo.addons.hr_skp.rules import arguments

#: An answer that a client may get to nonsense: it names no code, no table and no traceback.
ANSWERS = frozenset(
    {
        "odoo.exceptions.AccessError",
        "odoo.exceptions.AccessDenied",
        "odoo.exceptions.CacheMiss",
        "odoo.exceptions.MissingError",
        "odoo.exceptions.RedirectWarning",
        "odoo.exceptions.UserError",
        "odoo.exceptions.ValidationError",
        "odoo.http.SessionExpiredException",
        "werkzeug.exceptions.BadRequest",
        "werkzeug.exceptions.Forbidden",
        "werkzeug.exceptions.NotFound",
    }
)
LEAKS = ("Traceback (most recent", "psycopg2", "site-packages", "odoo/addons", "odoo.sql_db")

NASTY_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "NaN",
        "null",
        "true",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "'; DROP TABLE hr_skp; --",
        "%s %(x)s {0} {x.__class__}",
        "${7*7} {{7*7}}",
        "../../../../etc/passwd",
        '=HYPERLINK("http://x")',
        "+1+1",
        "-2+3|cmd",
        "@SUM(A1)",
        "a\x00b",
        "\x00",
        "\ud800",
        "\u202eabc\u202c",
        "مرحبا بالعالم",
        "😀👨‍👩‍👧‍👦🏳️‍🌈",
        "é" * 300,
        "x" * 70_000,
        "2026-02-30",
        "9999-12-31",
        "0001-01-01",
        "2026-01-01 25:00:00",
        "1e400",
    ]
)
#: What JSON cannot carry at all is not tried over JSON.
TEXTS = NASTY_TEXTS | st.text(max_size=40)
NUMBERS = st.sampled_from(
    [0, -1, 1, 2, 7, 2**31 - 1, 2**31, -(2**31) - 1, 2**63, 10**30, 1.5, -0.0, 1e308]
) | st.integers(-5, 500)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "__class__", "state", "kind", "0", ""])
            | st.text(max_size=8),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)
#: Codes that steps and fields know, so that what lies behind the first question is reached.
CODES = st.sampled_from(
    "propose agree set return finalise receive accept rate object above as below none partial"
    " full main additional direct move swap restore create result indicator baik kurang".split()
)
DAYS = st.sampled_from(["2026-06-01", "2026-12-31", "0001-01-01", "9999-12-31", "2026-02-30"])
DICTS = st.dictionaries(
    st.sampled_from(["kind", "name", "rating", "note", "result_id", "row_id", "content", "1"]),
    CODES | VALUES,
    max_size=4,
)
#: What an argument takes, however odd it is.
BY_KIND = {
    arguments.TEXT: CODES | TEXTS,
    arguments.TEXTS: st.lists(CODES | TEXTS, max_size=3),
    arguments.WHOLE: NUMBERS,
    arguments.YES_NO: st.booleans(),
    arguments.DAY: DAYS,
    arguments.LIST: st.lists(DICTS | VALUES, max_size=3),
    arguments.VALUES: DICTS,
    arguments.ALL_VALUES: DICTS,
    arguments.RECORDS: st.lists(NUMBERS, max_size=3),
}
#: What a field of a type holds, likewise.
BY_FIELD = {
    "char": TEXTS,
    "text": TEXTS,
    "html": TEXTS,
    "integer": NUMBERS,
    "float": NUMBERS,
    "monetary": NUMBERS,
    "boolean": st.booleans(),
    "date": DAYS,
    "datetime": DAYS | st.just("2026-06-01 08:00:00"),
    "binary": st.sampled_from(["", "AAAA", "!", "UEsDBA=="]),
    "one2many": st.sampled_from([[], [[5]], [[0, 0, {}]], [[2, 1]], [[6, 0, [1]]], [[4, 7]]]),
    "many2many": st.sampled_from([[], [[5]], [[6, 0, [1, 2]]], [[4, 1]], [[3, 2**31]]]),
}

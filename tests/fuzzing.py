"""Hostile values, and what an answer to them may be. Used by test_fuzz.py."""

from hypothesis import strategies as st

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


def has_surrogate(value):
    """Whether a text in ``value`` cannot be sent in UTF-8."""
    return "\\ud8" in repr(value)

"""The link by which an official outside the agency sees his assignment: when it holds."""

import hashlib
import secrets

OPEN, OVER, UNKNOWN, TOO_MANY = "open", "over", "unknown", "too_many"

#: What the web answers: a link that is over is gone, one that never was is not found.
HTTP_STATUS = {OPEN: 200, OVER: 410, UNKNOWN: 404, TOO_MANY: 429}

#: How often one address may ask within an hour, whether its links hold or not.
ASKED_PER_HOUR = 60


def new_token():
    """Return the secret of a new link: 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest(token):
    """Return what is stored of a token: who reads the database cannot open the link.

    >>> digest("a") == digest("a"), digest("a") == digest("b"), len(digest("ä"))
    (True, False, 64)
    """
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def link_status(expires_on, is_revoked, is_over, today):
    """Return whether a link that was issued holds on the day ``today``, the last one included.

    >>> from datetime import date
    >>> link_status(date(2026, 1, 31), False, False, date(2026, 1, 31))
    'open'
    >>> link_status(date(2026, 1, 31), False, False, date(2026, 2, 1))
    'over'
    >>> link_status(date(2026, 1, 31), True, False, date(2026, 1, 1))
    'over'
    >>> link_status(date(2026, 1, 31), False, True, date(2026, 1, 1))
    'over'
    """
    return OVER if is_revoked or is_over or today > expires_on else OPEN

"""What a signature covers, and the codes by which an issued document is found and checked."""

import hashlib
import json
import re
import secrets

#: How an agency signs; ``none`` leaves room on the printed document.
METHODS = [
    ("none", "By hand, on the printed document"),
    ("account", "Electronically, with one's password"),
    ("drawn", "Electronically, with a drawn signature"),
]
#: Steps that sign, and as whom: the employee by proposing, the evaluator by agreeing.
SIGNED_MOVES = {"propose": "employee", "agree": "evaluator", "set": "evaluator"}

#: What the two sign: the terms of their agreement.  Left out is what the document only quotes of
#: others (letterhead, wording of the leader's result, guides of the values), so that nobody
#: else's edit undoes a signature, and what the agreement itself adds (its state and date).
SIGNED_PARTS = (
    "year",
    "date_start",
    "date_end",
    "approach",
    "form",
    "revision",
    "employee",
    "evaluator",
    "commitments",
)

#: Crockford's base 32: nothing that is mistaken for something else when typed from paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
_ALIKE = str.maketrans("OILU", "011V")


def content_hash(content):
    """Return the SHA-256 of the terms in a snapshot; ``revision`` is the one signed for.

    >>> plan = {"year": 2026, "revision": 1, "state": "proposed", "results": [], "behaviours": []}
    >>> content_hash(plan) == content_hash({**plan, "state": "agreed", "agreed_on": "2026-01-12"})
    True
    >>> content_hash(plan) == content_hash({**plan, "revision": 2})
    False
    """
    terms = {part: content.get(part) for part in SIGNED_PARTS}
    terms["agency"] = (content.get("agency") or {}).get("name")
    terms["results"] = [_without(line, "parent") for line in content.get("results") or ()]
    terms["behaviours"] = [
        _without(line, "name", "guides") for line in content.get("behaviours") or ()
    ]
    canonical = json.dumps(terms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _without(line, *parts):
    return {key: value for key, value in line.items() if key not in parts}


def make_code():
    """Make the secret code of a document: 80 bits, short enough to type."""
    return "".join(secrets.choice(ALPHABET) for _at in range(CODE_LENGTH))


def read_code(value):
    """Read a code as people type it; nothing if it cannot be one.

    >>> read_code(" k7qf-2m9x 8rta-4hno "), read_code("K7QF"), read_code(None)
    ('K7QF2M9X8RTA4HN0', '', '')
    """
    code = re.sub(r"[\s\-–.]+", "", str(value or "")[:80]).upper().translate(_ALIKE)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def show_code(code):
    """Show a code in groups of four.

    >>> show_code("K7QF2M9X8RTA4HN0")
    'K7QF-2M9X-8RTA-4HN0'
    """
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))

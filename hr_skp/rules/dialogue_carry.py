"""What was agreed in a dialogue, as lines of the annex (lampiran) of the plan."""

import re
from typing import NamedTuple

#: Which of the five agreed things is which kind of line; results and guidelines are results,
#: indicators and targets of the plan and not taken over.
ANNEX_KINDS = {
    "resources": "resource",
    "accountability": "accountability",
    "consequences": "consequence",
}
#: A mark of a list in front of a line: "- ", "• ", "1. ", "b) ".
_MARK = re.compile(r"^\s*(?:[-–—•*·▪]+|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+", re.IGNORECASE)
_INTERVALS = (
    ("week", re.compile(r"\b(?:minggu|mingguan|pekan|pekanan|weekly|week)\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:bulan|bulanan|monthly|month)\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\b(?:triwulan|triwulanan|quarterly|quarter)\b", re.IGNORECASE)),
)


class Line(NamedTuple):
    kind: str
    name: str
    interval: str | None


def split_lines(text):
    """Return the points of a text: one a line, without marks of a list.

    >>> split_lines("- Dua laptop\\n\\n 2. Akses SIASN ")
    ['Dua laptop', 'Akses SIASN']
    """
    lines = (_MARK.sub("", line).strip() for line in (text or "").splitlines())
    return [line for line in lines if line]


def guess_interval(text):
    """Return how often is reported, where the text names exactly one interval.

    >>> guess_interval("Dilaporkan setiap minggu"), guess_interval("Setiap minggu dan bulan")
    ('week', None)
    """
    found = [code for code, pattern in _INTERVALS if pattern.search(text or "")]
    return found[0] if len(found) == 1 else None


def _key(kind, name):
    return kind, " ".join((name or "").split()).casefold().rstrip(".")


def annex_lines(texts, present=()):
    """Return the lines that the annex does not have yet, in the order of the dialogue.

    :param texts: mapping of an agreed thing to its text
    :param present: ``(kind, name)`` of the lines that are there

    >>> annex_lines({"resources": "Mobil\\nmobil."}, [("resource", "Motor")])
    [Line(kind='resource', name='Mobil', interval=None)]
    """
    known, lines = {_key(kind, name) for kind, name in present}, []
    for thing, kind in ANNEX_KINDS.items():
        for name in split_lines(texts.get(thing)):
            if _key(kind, name) in known:
                continue
            known.add(_key(kind, name))
            interval = guess_interval(name) if kind == "accountability" else None
            lines.append(Line(kind, name, interval))
    return lines

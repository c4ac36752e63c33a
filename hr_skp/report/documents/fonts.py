"""The embedded font of the PDF, and the text that it can print.

Odoo carries Open Sans with it, so that a page looks and breaks the same on every machine;
``use`` is told where.  Without it, reportlab's own Vera is taken.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path
from threading import Lock

import reportlab
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "SkpSans"
NORMAL, BOLD, ITALIC, BOLD_ITALIC = (f"{FAMILY}{face}" for face in ("", "-B", "-I", "-BI"))
OPEN_SANS = ("Regular", "Bold", "Italic", "BoldItalic")
VERA = ("Vera", "VeraBd", "VeraIt", "VeraBI")

#: What the font lacks, in the nearest characters that it has.
SUBSTITUTES = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2192": "->",
    "\u2190": "<-",
    "\u2713": "\u221a",
    "\u2714": "\u221a",
    "\u2610": "[ ]",
    "\u2611": "[\u221a]",
    "\u25cf": "\u2022",
    "\u25aa": "\u2022",
    "\uf0b7": "\u2022",
}
#: Shown for what cannot be printed at all (emoji, other scripts), so that nothing vanishes.
MISSING = ("\ufffd", "\u25a1", "?")

_lock = Lock()
_folder = None


def use(folder):
    """Take the four faces of Open Sans from a folder (before the first document)."""
    global _folder  # noqa: PLW0603 - one font for the whole process, set at start
    _folder = Path(folder)


@lru_cache(maxsize=1)
def characters():
    """Register the font once and return the code points that all its faces can print."""
    with _lock:
        faces = [TTFont(name, path) for name, path in _files()]
        for face in faces:
            pdfmetrics.registerFont(face)
        for number, name in enumerate((NORMAL, ITALIC, BOLD, BOLD_ITALIC)):
            addMapping(FAMILY, number // 2, number % 2, name)
    return frozenset.intersection(*(frozenset(face.face.charToGlyph) for face in faces))


def _files():
    names = (NORMAL, BOLD, ITALIC, BOLD_ITALIC)
    if _folder:
        paths = [_folder / f"Open_Sans-{face}.ttf" for face in OPEN_SANS]
        if all(path.is_file() for path in paths):
            return list(zip(names, map(str, paths), strict=True))
    vera = Path(reportlab.__file__).parent / "fonts"
    return [(name, str(vera / f"{face}.ttf")) for name, face in zip(names, VERA, strict=True)]


def printable(value):
    """Return a text in characters that the font has, keeping its line breaks.

    Invisible characters go; accents are composed; what has no glyph prints as a sign of it.
    """
    known = characters()
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if value.isascii() and value.isprintable():
        return value
    return "".join(char if _plain(char, known) else _instead(char, known) for char in value)


def _plain(char, known):
    return char == "\n" or (ord(char) in known and unicodedata.category(char)[0] != "C")


def _instead(char, known):
    if char in SUBSTITUTES:
        return SUBSTITUTES[char]
    category = unicodedata.category(char)
    if category[0] == "Z" or char == "\t":
        return " "
    # Controls, zero-width joiners, variation selectors, skin tones: nothing to see.
    if category[0] == "C" or category in ("Mn", "Me", "Sk"):
        return ""
    plain = unicodedata.normalize("NFKD", char)
    if plain != char and all(ord(part) in known for part in plain):
        return plain
    return next(sign for sign in MISSING if ord(sign) in known)

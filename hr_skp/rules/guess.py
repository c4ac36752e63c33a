"""Guesses that save an agency new to us from setting thousands of people by hand.

Each is offered, never applied unasked: ``None`` where the data does not say.
"""

import re

from .nip import check_number, normalise_number

#: Titles as agencies write them; the first that fits wins, so the narrower ones come first.
_TITLES = [
    (r"\bahli utama\b", "jf_ahli_utama"),
    (r"\bahli madya\b", "jf_ahli_madya"),
    (r"\bahli muda\b", "jf_ahli_muda"),
    (r"\bahli pertama\b", "jf_ahli_pertama"),
    (r"\bpenyelia$", "jf_penyelia"),
    (r"\bmahir$", "jf_mahir"),
    (r"\bterampil$", "jf_terampil"),
    (r"\bpemula$", "jf_pemula"),
    (r"^(sekretaris jenderal|inspektur jenderal|direktur jenderal)\b", "jpt_madya"),
    (r"^kepala (seksi|sub ?bagian|sub ?bidang)\b", "pengawas"),
    (r"^(kepala (bidang|bagian)|sekretaris (dinas|badan)|camat)\b", "administrator"),
    (r"^(kepala (dinas|badan|biro)|inspektur daerah)\b", "jpt_pratama"),
    (r"^(pengadministrasi|pengelola|operator|penata layanan|pengolah data)\b", "pelaksana"),
]
_TITLES = [(re.compile(pattern), position) for pattern, position in _TITLES]


def guess_kind(number):
    """Return ``pns`` or ``pppk`` by the shape of a number, or ``None``.

    A PNS number has a month where a PPPK number has two free digits.  A CPNS has the number of a
    PNS already, and a PPPK number of an early year may look like one: look the result over.

    >>> guess_kind("198609262015051001"), guess_kind("199012312022212014"), guess_kind("4711")
    ('pns', 'pppk', None)
    """
    number = normalise_number(number)
    if not number or check_number(number, "pppk"):
        return None
    return "pppk" if check_number(number, "pns") else "pns"


def guess_position(title):
    """Return the code of the position that a post's title names, or ``None``.

    >>> guess_position("Analis Kebijakan Ahli Muda"), guess_position("Staf")
    ('jf_ahli_muda', None)
    """
    words = " ".join((title or "").lower().split())
    return next((position for pattern, position in _TITLES if pattern.search(words)), None)

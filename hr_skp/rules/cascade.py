"""Breaking a leader's result down: which part goes to whom, how it reads, which target it takes.

Suggestions only: whoever breaks a result down sees and edits them before anything is created.
"""

import re

#: A place with its name, as in "Kota A" or "Kecamatan I dan II".
PLACE = re.compile(
    r"\b(?i:provinsi|kabupaten|kota|kecamatan|kelurahan|desa|wilayah|daerah|zona)"
    r"(?:\s+(?:dan\s+)?[A-Z0-9][\w'.-]*)+"
)
#: One whole number with its unit, thousands by dot: "1.200 berkas".
AMOUNT = re.compile(r"(\D*)(\d{1,3}(?:\.\d{3})+|\d+)(\D*)")
PERCENT = re.compile(r"%|\bpersen\b", re.IGNORECASE)


def read_lines(text):
    """Return the lines of a text, without blanks and repetitions.

    >>> read_lines(" Kecamatan I\\n\\nKecamatan  II\\nKecamatan I ")
    ['Kecamatan I', 'Kecamatan II']
    """
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return list(dict.fromkeys(filter(None, lines)))


def fold(text):
    """Reduce a text to what makes it the same for a reader.

    >>> fold(" Indeks  Kebersihan\\n") == fold("indeks kebersihan")
    True
    """
    return " ".join((text or "").split()).casefold()


def deal(parts, people):
    """Return (person, part) pairs: neighbouring parts to one person, nobody and nothing left out.

    >>> deal(["I", "II", "III", "IV"], ["Ani", "Budi"])
    [('Ani', 'I'), ('Ani', 'II'), ('Budi', 'III'), ('Budi', 'IV')]
    >>> deal(["I"], ["Ani", "Budi"])
    [('Ani', 'I'), ('Budi', 'I')]
    >>> deal([], ["Ani"]), deal(["I"], [])
    ([], [])
    """
    if not (parts and people):
        return []
    count = max(len(parts), len(people))
    return [
        (people[index * len(people) // count], parts[index * len(parts) // count])
        for index in range(count)
    ]


def guess_whole(text):
    """Return the place that a leader's result speaks of, which its parts would replace, or ''.

    >>> guess_whole("Indeks kebersihan Kota A"), guess_whole("Indeks Kota Asri tahun 2026")
    ('Kota A', 'Kota Asri')
    >>> guess_whole("Laporan keuangan tersusun")
    ''
    """
    found = PLACE.search(text or "")
    return found.group() if found else ""


def part_text(text, part, whole="", joint=" "):
    """Return how the result of one part reads.

    >>> part_text("Indeks kebersihan Kota A", "Kecamatan I dan II", "Kota A")
    'Indeks kebersihan Kecamatan I dan II'
    >>> part_text("Rancangan Perda", "naskah akademik", joint=": ")
    'Rancangan Perda: naskah akademik'
    """
    if whole and whole in text:
        return text.replace(whole, part)
    return f"{text}{joint}{part}"


def read_amount(target):
    """Return the whole number that a target speaks of, or ``None``: for ranges, shares and words.

    >>> [read_amount(text) for text in ("120 berkas", "1.200", "90 – 95", "80%", "Baik", None)]
    [120, 1200, None, None, None, None]
    """
    found = AMOUNT.fullmatch(target or "")
    if not found or PERCENT.search(target) or target.lstrip().startswith("-"):
        return None
    return int(found.group(2).replace(".", ""))


def split_target(target, count):
    """Return ``count`` targets that add up to ``target``; what has no amount is not split.

    >>> split_target("100 berkas", 3)
    ['34 berkas', '33 berkas', '33 berkas']
    >>> split_target("90 – 95", 2)
    ['90 – 95', '90 – 95']
    """
    amount = read_amount(target)
    if amount is None:
        return [target or ""] * count
    before, _number, after = AMOUNT.fullmatch(target).groups()
    each, rest = divmod(amount, count or 1)
    shares = [each + (index < rest) for index in range(count)]
    return [f"{before}{share}{after}" for share in shares]


def add_amounts(targets):
    """Return the sum of all targets, or ``None`` unless each has an amount.

    >>> add_amounts(["34 berkas", "66"]), add_amounts(["34", "80%"]), add_amounts([])
    (100, None, None)
    """
    amounts = [read_amount(target) for target in targets]
    return None if None in amounts or not amounts else sum(amounts)

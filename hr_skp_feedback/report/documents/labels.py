"""The words of form 7, always in Indonesian, and how achievements and remarks are printed.

As in ``hr_skp``, they are the regulation's and not translatable.
"""

from odoo.addons.hr_skp.report.documents.labels import MONTHS, as_date, long_date
from odoo.addons.hr_skp.report.documents.tree import text
from odoo.addons.hr_skp.rules.calendar import roman, term_number

FEEDBACK = "UMPAN BALIK BERKELANJUTAN"
FEEDBACK_SHEET = "Umpan Balik"
ACHIEVEMENT = "CAPAIAN DAN DATA DUKUNG"
REMARKS = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
GENERAL_REMARKS = "UMPAN BALIK UMUM"
GENERAL_SHEET = "Umpan Balik Umum"
RUNNING_YEAR = "Penugasan tahun berjalan"
PROGRESS = "Progress Capaian dan Data Dukung:"
FINAL_ACHIEVEMENT = "Capaian Akhir dan data dukung:"
SOURCE = "%s (Sumber: %s)"
EVIDENCE = "data dukung: %s"
ABOUT = "%s: %s"

TERM = "PERIODE: %s"
FINAL_TERM = "Akhir"
#: kind of term that is counted in the year -> its word, and a short one
TERM_WORDS = {"quarter": ("Triwulan", "TW")}


def term_name(term):
    """Return what forms call an evaluation term, in capitals; nothing without a term.

    >>> term_name({"kind": "quarter", "date_start": "2026-04-01"})
    'TRIWULAN II'
    >>> term_name({"kind": "month", "date_start": "2026-01-01"})
    'BULAN JANUARI'
    >>> term_name({"kind": "final"}), term_name({"label": "Semester I"}), term_name(None)
    ('AKHIR', 'SEMESTER I', '')
    """
    return long_term(term).upper()


def long_term(term):
    """Return a term as a heading says it.

    >>> long_term({"kind": "quarter", "date_start": "2026-04-01"}), long_term({"kind": "final"})
    ('Triwulan II', 'Akhir')
    """
    return _term_words(term, "Bulan {month}", 0)


def term_line(term):
    """Return the title's line of a term: ``PERIODE: TRIWULAN I``; nothing without a term.

    >>> term_line({"kind": "final"})
    'PERIODE: AKHIR'
    """
    name = term_name(term)
    return TERM % name if name else ""


def short_term(term):
    """Return a term for file names and page feet.

    >>> short_term({"kind": "quarter", "date_start": "2026-10-01"})
    'TW IV'
    >>> short_term({"kind": "month", "date_start": "2026-05-01"}), short_term({"kind": "final"})
    ('Mei', 'Akhir')
    """
    return _term_words(term, "{month}", 1)


def _term_words(term, month, place):
    term = term or {}
    start, kind = as_date(term.get("date_start")), term.get("kind")
    if text(term.get("label")):
        return text(term["label"])
    if kind == "final":
        return FINAL_TERM
    if not start:
        return ""
    if kind in TERM_WORDS:
        return f"{TERM_WORDS[kind][place]} {roman(term_number(kind, start))}"
    return month.format(month=MONTHS[start.month - 1])


def remark(line, fallback):
    """Print a remark with its source; one without a source is the evaluator's own.

    >>> remark({"text": "Sudah baik", "source": "Deputi"}, "Kepala Biro")
    'Sudah baik (Sumber: Deputi)'
    """
    words = text(line.get("text"))
    return SOURCE % (words, text(line.get("source")) or fallback) if words else ""


def achievement(line):
    """Print an achievement with its figure, its day and the names of its evidence.

    >>> achievement({"text": "Panduan disusun", "value": "80%", "evidence": ["Nota.pdf"]})
    'Panduan disusun: 80% (data dukung: Nota.pdf)'
    """
    said = [text(line.get("indicator")), text(line.get("text")), text(line.get("value"))]
    said = ": ".join(filter(None, said))
    names = "; ".join(filter(None, map(text, line.get("evidence") or ())))
    beside = [long_date(line.get("date")), EVIDENCE % names if names else ""]
    beside = "; ".join(filter(None, beside))
    return f"{said} ({beside})" if said and beside else said or beside

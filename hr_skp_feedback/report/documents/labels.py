"""The words of form 7, always in Indonesian, and how achievements and remarks are printed.

As in ``hr_skp``, they are the regulation's and not translatable.
"""

from odoo.addons.hr_skp.report.documents.labels import MONTHS, as_date, long_date
from odoo.addons.hr_skp.report.documents.tree import text
from odoo.addons.hr_skp.rules.calendar import roman

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
FINAL_TERM = "AKHIR"


def term_name(term):
    """Return what forms call an evaluation term, in capitals; nothing without a term.

    >>> term_name({"kind": "quarter", "date_start": "2026-04-01"})
    'TRIWULAN II'
    >>> term_name({"kind": "month", "date_start": "2026-01-01"})
    'BULAN JANUARI'
    >>> term_name({"kind": "final"}), term_name({"label": "Semester I"}), term_name(None)
    ('AKHIR', 'SEMESTER I', '')
    """
    term = term or {}
    start = as_date(term.get("date_start"))
    if text(term.get("label")):
        return text(term["label"]).upper()
    if term.get("kind") == "final":
        return FINAL_TERM
    if term.get("kind") == "quarter" and start:
        return f"TRIWULAN {roman((start.month + 2) // 3)}"
    return f"BULAN {MONTHS[start.month - 1]}".upper() if start else ""


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
    name = term_name(term)
    if name.startswith("TRIWULAN "):
        return name.replace("TRIWULAN", "TW")
    return name.removeprefix("BULAN ").title()


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

"""Files for the national system (SIASN): field names and codes, nothing of Odoo.

No public write interface is documented; agencies upload files.  What is not known stays empty.
"""

from .codes import PREDICATE_NUMBERS, RATING_NUMBERS

ANNUAL, PERIODIC = "skp22", "kinerjaperiodik"

#: The fields of each file, in the order of the national system's own lists.
FIELDS = {
    ANNUAL: (
        "hasilKinerjaNilai",
        "id",
        "kuadranKinerjaNilai",
        "path",
        "penilaiGolongan",
        "penilaiJabatan",
        "penilaiNama",
        "penilaiNipNrp",
        "penilaiUnorNama",
        "perilakuKerjaNilai",
        "pnsDinilaiOrang",
        "statusPenilai",
        "tahun",
    ),
    PERIODIC: (
        "bulanMulaiPenilaian",
        "bulanSelesaiPenilaian",
        "hasilKinerjaNilai",
        "koefisienId",
        "kuadranKinerjaNilai",
        "penilaiGolongan",
        "penilaiJabatanNama",
        "penilaiNama",
        "penilaiNipNrp",
        "penilaiUnorNama",
        "perilakuKerjaNilai",
        "periodikId",
        "pnsDinilaiId",
        "statusPenilai",
        "tahun",
        "tahunMulaiPenilaian",
        "tahunSelesaiPenilaian",
    ),
}
PERIODIC_IDS = {"month": 1, "quarter": 2}
#: A spreadsheet takes a text that begins so for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def file_kind(term_kind):
    """Return which file a term belongs to.

    >>> file_kind("final"), file_kind("quarter")
    ('skp22', 'kinerjaperiodik')
    """
    return ANNUAL if term_kind == "final" else PERIODIC


def make_row(kind, facts):
    """Return the values of one person, by field, from what is known of his evaluation.

    :param facts: dict ``result behaviour predicate`` (our codes), ``person`` (national id),
        ``evaluator`` (``name number position unit grade is_asn``), ``term_kind start end`` (dates)

    >>> row = make_row("skp22", {"result": "above", "behaviour": "as", "predicate": "baik",
    ...     "person": "A1", "evaluator": {"name": "Budi", "is_asn": True}, "year": 2026})
    >>> row["hasilKinerjaNilai"], row["kuadranKinerjaNilai"], row["statusPenilai"], row["id"]
    (1, 2, 'ASN', '')
    """
    evaluator = facts.get("evaluator") or {}
    values = {
        "hasilKinerjaNilai": RATING_NUMBERS.get(facts.get("result"), ""),
        "perilakuKerjaNilai": RATING_NUMBERS.get(facts.get("behaviour"), ""),
        "kuadranKinerjaNilai": PREDICATE_NUMBERS.get(facts.get("predicate"), ""),
        "penilaiGolongan": evaluator.get("grade") or "",
        "penilaiJabatan": evaluator.get("position") or "",
        "penilaiJabatanNama": evaluator.get("position") or "",
        "penilaiNama": evaluator.get("name") or "",
        "penilaiNipNrp": evaluator.get("number") or "",
        "penilaiUnorNama": evaluator.get("unit") or "",
        "statusPenilai": "ASN" if evaluator.get("is_asn") else "NON ASN",
        "pnsDinilaiOrang": facts.get("person") or "",
        "pnsDinilaiId": facts.get("person") or "",
        "tahun": facts.get("year") or "",
        **_span_values(facts),
    }
    return {field: values.get(field, "") for field in FIELDS[kind]}


def _span_values(facts):
    start, end = facts.get("start"), facts.get("end")
    if not (start and end):
        return {}
    return {
        "bulanMulaiPenilaian": start.month,
        "bulanSelesaiPenilaian": end.month,
        "tahunMulaiPenilaian": start.year,
        "tahunSelesaiPenilaian": end.year,
        "periodikId": PERIODIC_IDS.get(facts.get("term_kind"), ""),
    }


def plain_cell(value):
    """Return a text that no spreadsheet takes for a formula when it opens a CSV file.

    >>> plain_cell("=1+1"), plain_cell("Budi"), plain_cell(3)
    ("'=1+1", 'Budi', 3)
    """
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value

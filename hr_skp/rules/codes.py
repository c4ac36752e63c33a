"""The stable codes of the domain: one place for every list that files, exports and law refer to."""

ASN_KINDS = [
    ("pns", "PNS"),
    ("cpns", "CPNS"),
    ("pppk", "PPPK"),
    ("pppk_part_time", "PPPK (part-time)"),
    ("non_asn", "Not ASN"),
]

#: Who is planned and evaluated under the regulation: civil servants and contract staff alike.
ASN_MEMBERS = frozenset({"pns", "cpns", "pppk", "pppk_part_time"})

ASN_POSITIONS = [
    ("jpt_utama", "JPT Utama"),
    ("jpt_madya", "JPT Madya"),
    ("jpt_pratama", "JPT Pratama"),
    ("administrator", "Administrator"),
    ("pengawas", "Pengawas"),
    ("pelaksana", "Pelaksana"),
    ("jf_ahli_utama", "JF Ahli Utama"),
    ("jf_ahli_madya", "JF Ahli Madya"),
    ("jf_ahli_muda", "JF Ahli Muda"),
    ("jf_ahli_pertama", "JF Ahli Pertama"),
    ("jf_penyelia", "JF Penyelia"),
    ("jf_mahir", "JF Mahir"),
    ("jf_terampil", "JF Terampil"),
    ("jf_pemula", "JF Pemula"),
]

POSITION_GROUPS = [("jpt", "JPT"), ("ja", "JA"), ("jf", "JF")]

#: The lowest official who evaluates is a Pengawas; a JF or team leader recommends only.
EVALUATING_POSITIONS = frozenset(
    {"jpt_utama", "jpt_madya", "jpt_pratama", "administrator", "pengawas"}
)

APPROACHES = [("quantitative", "Quantitative"), ("qualitative", "Qualitative")]
FORMS = [("jpt", "JPT and independent-unit heads"), ("ja_jf", "JA and JF")]

RESULT_KINDS = [("main", "Main"), ("additional", "Additional")]
ASPECTS = [("quantity", "Quantity"), ("quality", "Quality"), ("time", "Time"), ("cost", "Cost")]
PERSPECTIVES = [
    ("recipient", "Service recipients"),
    ("process", "Business process"),
    ("internal", "Internal strengthening"),
    ("budget", "Budget"),
]
CASCADES = [("direct", "Direct"), ("non_direct", "Non-direct")]
CASCADE_BASES = [
    ("aspect", "Aspect or stage"),
    ("area", "Area"),
    ("load", "Quantitative load"),
    ("product", "Product"),
    ("service", "Service"),
]
CONTROL_LEVELS = [
    ("outcome", "Outcome"),
    ("intermediate", "Intermediate outcome"),
    ("low_control", "Low-control output"),
    ("medium_control", "Medium-control output"),
    ("high_control", "High-control output"),
]
REPORT_INTERVALS = [
    ("month", "Monthly"),
    ("quarter", "Quarterly"),
    ("semester", "Half-yearly"),
    ("year", "Yearly"),
]
COMMITMENT_KINDS = [
    ("resource", "Resource support"),
    ("accountability", "Accountability scheme"),
    ("consequence", "Consequence"),
]
OBJECTIVE_SOURCES = [
    ("rpjmn", "RPJMN"),
    ("rpjmd", "RPJMD"),
    ("renstra", "Renstra"),
    ("pk", "Perjanjian Kinerja"),
    ("initiative", "Strategic initiative"),
    ("action_plan", "Action plan"),
    ("directive", "Directive"),
]
DELEGATION_KINDS = [("plt", "Plt."), ("plh", "Plh."), ("delegate", "Delegate")]


def position_group(position):
    """Return ``jpt``, ``ja`` or ``jf`` for a position code, or ``False`` for none.

    >>> position_group('pengawas'), position_group('jf_ahli_muda'), position_group(False)
    ('ja', 'jf', False)
    """
    if not position:
        return False
    prefix = position.split("_")[0]
    return prefix if prefix in ("jpt", "jf") else "ja"

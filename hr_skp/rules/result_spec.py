"""The sheets and columns of the workbook of results: what many people plan, in one file.

One place for the importer, its template and the export.  To add a column: add it here, say what it
is for in ``wizard/hr_skp_result_import_help.py``, and name its field in :data:`RESULT_COLUMNS` or
:data:`INDICATOR_COLUMNS`.
"""

from .workbook import Column, Named, Sheet

KINDS = (
    Named("main", "Main", "Utama", more_names=("Hasil kerja utama",)),
    Named("additional", "Additional", "Tambahan", more_names=("Hasil kerja tambahan",)),
)
ASPECTS = (
    Named("quantity", "Quantity", "Kuantitas"),
    Named("quality", "Quality", "Kualitas"),
    Named("time", "Time", "Waktu"),
    Named("cost", "Cost", "Biaya"),
)
PERSPECTIVES = (
    Named("recipient", "Service recipients", "Penerima layanan"),
    Named("process", "Business process", "Proses bisnis"),
    Named("internal", "Internal strengthening", "Penguatan internal"),
    Named("budget", "Budget", "Anggaran"),
)
CASCADES = (
    Named("direct", "Direct", "Direct", more_names=("Langsung",)),
    Named("non_direct", "Non-direct", "Non-direct", more_names=("Tidak langsung",)),
)
CASCADE_BASES = (
    Named("aspect", "Aspect or stage", "Aspek atau tahapan", more_names=("Aspek", "Tahapan")),
    Named("area", "Area", "Wilayah"),
    Named("load", "Quantitative load", "Beban kuantitatif", more_names=("Beban",)),
    Named("product", "Product", "Produk"),
    Named("service", "Service", "Layanan"),
)
CONTROL_LEVELS = (
    Named("outcome", "Outcome", "Outcome"),
    Named("intermediate", "Intermediate outcome", "Outcome antara"),
    Named("low_control", "Low-control output", "Output kendali rendah"),
    Named("medium_control", "Medium-control output", "Output kendali sedang"),
    Named("high_control", "High-control output", "Output kendali tinggi"),
)
INTERVALS = (
    Named("month", "Monthly", "Bulanan"),
    Named("quarter", "Quarterly", "Triwulanan", more_names=("Triwulan",)),
    Named("semester", "Half-yearly", "Semesteran", more_names=("Semester",)),
    Named("year", "Yearly", "Tahunan"),
)

RESULTS = Sheet(
    "results",
    "Results",
    "Hasil kerja",
    columns=(
        Column("key", "Key", "Kunci", required=True, more_names=("Kunci hasil", "Result key")),
        Column(
            "person",
            "Employee number",
            "NIP",
            "key",
            required=True,
            more_names=("NIP/NI PPPK", "Nomor", "Pegawai", "Employee", "Kode pegawai", "NRP"),
        ),
        Column("person_name", "Employee name", "Nama pegawai", more_names=("Nama", "Name")),
        Column("start", "Plan from", "SKP mulai", "date"),
        Column("kind", "Kind", "Jenis", "choice", choices=KINDS, more_names=("Jenis hasil",)),
        Column(
            "name",
            "Result",
            "Rencana hasil kerja",
            "prose",
            required=True,
            more_names=("Hasil kerja", "RHK", "Hasil"),
        ),
        Column(
            "parent",
            "Leader's result",
            "Hasil kerja pimpinan",
            "prose",
            more_names=("RHK pimpinan", "RHK pimpinan yang diintervensi", "Hasil pimpinan"),
        ),
        Column("parent_indicator", "Leader's indicator", "Indikator pimpinan", "prose"),
        Column(
            "objective",
            "Organisation objective",
            "Sasaran organisasi",
            "prose",
            more_names=("Sasaran", "Objective", "Kode sasaran"),
        ),
        Column("cascade", "Cascade", "Cascading", "choice", choices=CASCADES),
        Column(
            "cascade_basis", "Cascade basis", "Dasar pembagian", "choice", choices=CASCADE_BASES
        ),
        Column("perspective", "Perspective", "Perspektif", "choice", choices=PERSPECTIVES),
        Column(
            "assigner",
            "Assigning official",
            "Pejabat yang memberikan penugasan",
            "prose",
            more_names=("Pemberi tugas", "Pejabat pemberi penugasan"),
        ),
    ),
    more_names=("Hasil", "RHK"),
)

INDICATORS = Sheet(
    "indicators",
    "Indicators",
    "Indikator",
    columns=(
        Column("result", "Result key", "Kunci hasil", required=True, more_names=("Kunci", "Key")),
        Column("key", "Indicator key", "Kunci indikator"),
        Column(
            "name",
            "Indicator",
            "Indikator",
            "prose",
            required=True,
            more_names=("Indikator kinerja individu", "IKI", "Ukuran keberhasilan"),
        ),
        Column("target", "Target", "Target", "prose"),
        Column("uom", "Unit of measure", "Satuan", "prose", more_names=("Satuan pengukuran",)),
        Column("aspect", "Aspect", "Aspek", "choice", choices=ASPECTS),
        Column("second_aspect", "Second aspect", "Aspek kedua", "choice", choices=ASPECTS),
        Column("data_source", "Data source", "Sumber data", "prose"),
        Column(
            "control_level",
            "Control level",
            "Tingkat kendali",
            "choice",
            choices=CONTROL_LEVELS,
            more_names=("Kualitas dan tingkat kendali",),
        ),
        Column("purpose", "Purpose", "Tujuan", "prose"),
        Column("definition", "Definition", "Definisi", "prose"),
        Column("formula", "Formula", "Formula", "prose"),
        Column(
            "report_interval", "Reporting period", "Periode pelaporan", "choice", choices=INTERVALS
        ),
    ),
    more_names=("IKI",),
)

SHEETS = (RESULTS, INDICATORS)

#: Column of the file -> field.
RESULT_COLUMNS = {
    "key": "exchange_key",
    "kind": "kind",
    "name": "name",
    "parent": "parent_id",
    "parent_indicator": "parent_indicator_id",
    "objective": "objective_id",
    "cascade": "cascade",
    "cascade_basis": "cascade_basis",
    "perspective": "perspective",
    "assigner": "assigner_name",
}
INDICATOR_COLUMNS = {
    "key": "exchange_key",
    **{
        column.key: column.key
        for column in INDICATORS.columns
        if column.key not in ("result", "key")
    },
}

#: The key of the template's example row, which is never imported.
EXAMPLE_KEYS = frozenset({"contoh", "example"})

"""The words of the performance history, always in Indonesian."""

TITLE = "RIWAYAT KINERJA PEGAWAI"
SHEET = "Riwayat Kinerja"
PREDICATES_BOX = "1. PREDIKAT KINERJA TAHUNAN"
AWARDS_BOX = "2. PENGHARGAAN"
HEADS = ("TAHUN", "UNIT KERJA", "RATING HASIL KERJA", "RATING PERILAKU KERJA", "PREDIKAT KINERJA")
AWARD_HEADS = ("TAHUN", "PENGHARGAAN", "NOMOR KEPUTUSAN", "TANGGAL")
IMPORTED = "Data impor"
IMPORTED_FROM = "Data impor: %s"
NO_PREDICATES = "Belum ada predikat kinerja tahunan yang final."
NO_AWARDS = "Belum ada penghargaan."
LEFT = "Keluar dari talent pool pada %s"
PRINTED_ON = "Dicetak pada %s. Hanya memuat predikat kinerja tahunan yang telah final."
BENEFITS = {
    "competency": "Prioritas pengembangan kompetensi",
    "talent_pool": "Talent pool",
    "other": "Penghargaan lainnya",
}
FIELDS = (
    ("NAMA", "name"),
    ("NIP", "number"),
    ("PANGKAT/GOL.", "grade"),
    ("JABATAN", "position"),
    ("UNIT KERJA", "unit"),
)

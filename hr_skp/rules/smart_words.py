"""The Indonesian words by which the SMART check knows activities, measures, times and absolutes.

Lower case; a space stands for any white space.  A word missing here makes the check say too little,
a word too many makes it disturb people whose wording is fine: prefer to leave a doubtful one out.
"""

#: What one does -> the same as what is there when it is done.  An empty form: doing it leaves no
#: result that the same stem could name ("mengikuti rapat").
ACTIVITIES = {
    "melaksanakan": "terlaksananya",
    "menyelenggarakan": "terselenggaranya",
    "menyusun": "tersusunnya",
    "membuat": "tersedianya",
    "menyiapkan": "tersedianya",
    "mempersiapkan": "tersedianya",
    "menyediakan": "tersedianya",
    "menyelesaikan": "terselesaikannya",
    "menyampaikan": "tersampaikannya",
    "menerbitkan": "terbitnya",
    "menetapkan": "ditetapkannya",
    "merumuskan": "terumuskannya",
    "meningkatkan": "meningkatnya",
    "menurunkan": "menurunnya",
    "mengurangi": "berkurangnya",
    "memperbaiki": "membaiknya",
    "memperkuat": "menguatnya",
    "menguatkan": "menguatnya",
    "mengoptimalkan": "optimalnya",
    "mewujudkan": "terwujudnya",
    "mencapai": "tercapainya",
    "memenuhi": "terpenuhinya",
    "menjamin": "terjaminnya",
    "menjaga": "terjaganya",
    "membangun": "terbangunnya",
    "membentuk": "terbentuknya",
    "mengembangkan": "berkembangnya",
    "menerapkan": "diterapkannya",
    "membina": "terbinanya",
    "mengelola": "terkelolanya",
    "mengendalikan": "terkendalinya",
    "menata": "tertatanya",
    "menangani": "tertanganinya",
    "memelihara": "terpeliharanya",
    "merawat": "terawatnya",
    "melayani": "terlayaninya",
    "memfasilitasi": "terfasilitasinya",
    "mengoordinasikan": "terkoordinasinya",
    "mengkoordinasikan": "terkoordinasinya",
    "mengkoordinir": "terkoordinasinya",
    "mengintegrasikan": "terintegrasinya",
    "mendokumentasikan": "terdokumentasinya",
    "mendistribusikan": "terdistribusinya",
    "menyalurkan": "tersalurkannya",
    "memverifikasi": "terverifikasinya",
    "memvalidasi": "tervalidasinya",
    "mengevaluasi": "terevaluasinya",
    "memantau": "terpantaunya",
    "memonitor": "terpantaunya",
    "menginput": "tersedianya",
    "merekap": "tersedianya",
    "merekapitulasi": "tersedianya",
    "mengarsipkan": "tertatanya",
    "menyosialisasikan": "tersosialisasikannya",
    "mensosialisasikan": "tersosialisasikannya",
    **dict.fromkeys(
        """
        melakukan mengikuti menghadiri membantu mendampingi mendukung menjalankan mengerjakan
        mengetik mengolah mengumpulkan menghimpun mencatat menulis membaca menelaah mengkaji
        menganalisis menganalisa mereviu mereview meninjau memeriksa mengoreksi mengawasi mengawal
        memimpin mengatur mengarahkan membimbing mendidik mengajar melatih menguji meneliti menilai
        menerima mengirim mengirimkan mengantar mengambil menyimpan mencetak menggandakan mengagenda
        mengagendakan mendata mengentri mengunggah mengunduh mengupload mengakses mengoperasikan
        menghitung mengukur merancang merencanakan memproses menindaklanjuti memberikan memberi
        membagi membagikan menjadi menyetor memungut menagih membayar membeli meliput memotret
        mengedit mencari mengunjungi menyortir memasang mengganti membersihkan menyapu mengemudi
        mengemudikan menjawab membuka menutup mendorong menggelar menggali mengusulkan mengajukan
        berpartisipasi berperan bertugas bekerja berkoordinasi berkontribusi berkonsultasi belajar
        ikut turut hadir
        """.split(),
        "",
    ),
}

#: Words that look like such a verb ("me…kan", "me…i") and are none.
NOT_ACTIVITIES = frozenset(
    "menteri materi memori mentari melati merpati mediasi meritokrasi memorabili mendekati "
    "memadai melebihi melampaui mempunyai memiliki".split()
)

#: Nouns of doing.  They name an activity unless the text also says how it turned out.
ACTIVITY_NOUNS = {
    "pelaksanaan": "terlaksananya",
    "penyelenggaraan": "terselenggaranya",
    "penyusunan": "tersusunnya",
    "pembuatan": "tersedianya",
    "penyiapan": "tersedianya",
    "persiapan": "tersedianya",
    "penginputan": "tersedianya",
    "pengarsipan": "tertatanya",
    "pemantauan": "terpantaunya",
    "pembinaan": "terbinanya",
    "koordinasi": "terkoordinasinya",
    **dict.fromkeys(
        """
        pengetikan pencatatan pengumpulan pengiriman pengawasan pendampingan keikutsertaan rapat
        monitoring evaluasi sosialisasi konsultasi kegiatan piket apel
        """.split(),
        "",
    ),
}

#: What tells that a noun of doing came to a result: how well, how it stands, what was done to it.
RESULT_SIGNS = (
    r"yang|secara|sesuai|tepat|akurat|lengkap|selesai|tuntas|berkualitas|efektif|efisien|optimal"
    r"|akuntabel|tertib|meningkat\w*|menurun\w*|di[^\W\d_]{4,}|ter[^\W\d_]{4,}"
)

#: May stand before the verb.
LEADS = "untuk|agar|dapat|mampu|akan|selalu|aktif|secara aktif|telah|sudah"

#: A result that could be anybody's.
VAGUE_TASKS = (
    r"tugas(?:-tugas)?(?: kedinasan| dinas)? lain(?:nya)?|pekerjaan lain(?:nya)?"
    r"|tugas tambahan lain(?:nya)?|(?:sesuai )?perintah (?:pimpinan|atasan)"
    r"|tugas (?:dari|yang diberikan)(?: oleh)? (?:pimpinan|atasan)|tugas (?:rutin|sehari-hari)"
    r"|dan lain[ -]lain|dan lainnya|dan sebagainya|dll|dsb|dst"
)

#: Clerical products: the result of an official's staff, not of the official.
CLERICAL_PRODUCTS = (
    r"(?:ter[^\W\d_]+nya) (?:(?:kegiatan|dokumen|berkas|buku|laporan) )?(?:rapat|notula|notulen"
    r"|undangan|surat[ -]menyurat|surat masuk|surat keluar|agenda|daftar hadir|absensi|presensi"
    r"|disposisi|perjalanan dinas|rekap(?:itulasi)?)"
)

# ------------------------------------------------------------
# MEASURES AND TIMES
# ------------------------------------------------------------

#: What a number can be given for.  The plan's own period is the time of such a measure.
MEASURES = (
    r"jumlah|banyaknya|persentase|prosentase|presentase|persen|indeks|index|nilai|skor|tingkat"
    r"|rasio|proporsi|rata-rata|angka|laju|pertumbuhan|predikat|opini|kategori|level|peringkat"
    r"|luas|luasan|panjang|volume|besaran|besarnya|frekuensi|cakupan|capaian|realisasi|efisiensi"
    r"|deviasi|selisih|kecepatan|ketepatan|lama|lamanya|waktu|durasi|jangka|biaya"
    r"|ipk|ipm|ikm|ikpa|sakip|spbe|response time"
)

#: Units that stand in a target without a number ("sesuai jadwal" needs none, "%" is matched apart).
MONTHS = (
    r"januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november"
    r"|nopember|desember|jan|feb|mar|apr|jun|jul|agt|agst|sept?|okt|nov|nop|des"
)
PERIODS = r"hari|minggu|pekan|bulan|triwulan|kuartal|caturwulan|semester|tahun"
TIMES = (
    rf"{PERIODS}|harian|mingguan|bulanan|triwulanan|semesteran|tahunan|jam|menit|detik|tw|waktu"
    rf"|tanggal|tgl|pukul|jadwal|tenggat|deadline|jatuh tempo|periode|paling lambat|paling lama"
    rf"|selambat-lambatnya|selambatnya|sebelum|berkala|kecepatan|durasi|h ?[+-] ?\d+|t ?[+-] ?\d+"
    rf"|(?:{MONTHS})"
)

#: A standard that holds all year: such a measure needs no date of its own.
STANDING = (
    r"tidak ada|tidak terdapat|tidak terjadi|tanpa|nihil|bebas dari|sop|standar|ketentuan|pedoman"
    r"|juknis|kaidah|peraturan|keluhan|komplain|pengaduan|kepuasan"
)

# ------------------------------------------------------------
# TARGETS
# ------------------------------------------------------------

#: Bounds and tolerances: they leave room as a range does.
BOUNDS = (
    r"minimal|minimum|min|sekurang-kurangnya|sekurangnya|setidaknya|setidak-tidaknya"
    r"|paling (?:sedikit|kurang|rendah|lama|lambat|banyak|tinggi|cepat)|lebih dari|di ?atas"
    r"|atau lebih|ke atas|maksimal|maksimum|maks|max|selambat-lambatnya|selambatnya|sebelum"
    r"|tidak (?:melebihi|lebih dari|kurang dari|melewati)|kurang dari|di ?bawah|sekitar|kisaran"
    r"|berkisar|kurang lebih|toleransi|rata-rata|antara|mendekati"
)

#: The regulation's own signs of an absolute target; not where they only say for whom or how often.
ABSOLUTES = (
    r"(?<!di )(?<!ke )(?<!dari )(?<!pada )(?<!oleh )(?<!bagi )(?<!untuk )(?<!kepada )(?<!antar )"
    r"(?<!dengan )(?<!lintas )"
    rf"(?:semua(?:nya)?|seluruh(?:nya)?|(?:setiap|tiap)(?! (?:{PERIODS}|akhir|awal|tanggal|tgl|kali"
    r"|periode|jam|tw|senin|selasa|rabu|kamis|jumat)))"
    r"|selalu|tidak pernah|tak pernah|tanpa kecuali"
)
ABSOLUTE_GOALS = r"nihil|nol|zero|tanpa kesalahan|tidak ada"

#: How often the calendar has it: no range could be given for a number of these.
CALENDAR = (
    rf"harian|mingguan|bulanan|triwulanan|semesteran|tahunan|sehari|seminggu|sebulan|setahun"
    rf"|(?:per|/|setiap|tiap) ?(?:akhir |awal )?(?:{PERIODS})"
)

#: Numbers in a target that are no amount: dates, classes, ordinals, "1 x 24".
NOT_AMOUNTS = (
    rf"(?:\d{{1,2}} )?\b(?:{MONTHS})\b(?: \d{{2,4}})?|\d{{1,4}}[/-]\d{{1,2}}[/-]\d{{2,4}}"
    r"|\d+ ?[x×] ?\d+"
    r"|\b(?:tanggal|tgl|pukul|tahun|triwulan|tw|semester|minggu ke|bulan ke|periode|nomor|no|level"
    r"|kategori|peringkat|predikat|bintang|tipe|kelas|tahap|tingkat|h ?[+-]|t ?[+-])[ .-]*"
    r"\d+(?:[.:,]\d+)*"
)

#: Life, injury, national security, large monetary loss: here an absolute target is right.
STAKES = (
    r"nyawa|kematian|meninggal|korban|keselamatan|kegawatdaruratan|gawat darurat|penyelamatan"
    r"|resusitasi|cedera|luka|kecelakaan|k3|keamanan (?:nasional|negara)|pertahanan(?: negara)?"
    r"|rahasia negara|intelijen|terorisme|kedaulatan|kerugian|korupsi|penyelewengan|fraud"
    r"|kebocoran (?:penerimaan|anggaran|pajak|keuangan|pendapatan|pad)"
)

#: Praise instead of a measure.
VAGUE_MEASURES = (
    r"dengan baik|baik dan lancar|dengan lancar|sebaik-baiknya|sebaik mungkin|semaksimal mungkin"
    r"|secara maksimal|secara optimal|seoptimal mungkin|secepatnya|secepat mungkin"
    r"|sesegera mungkin|sesuai (?:harapan|keinginan|arahan)"
)
VAGUE_TARGETS = frozenset(
    "baik maksimal optimal sesuai tercapai terlaksana selesai lancar ada tepat memuaskan".split()
)
GRADES = r"nilai|predikat|opini|kategori|level|peringkat|akreditasi|indeks"

"""Snapshots of feedback for the tests of documents: example E4, and harder cases."""

from odoo.addons.hr_skp.tests import document_samples as samples

DEPUTY = "Deputi Bidang SDM Aparatur"
LAUNCHING = "Launching core value ASN"
GUIDE = "Panduan perilaku dalam bentuk Keppres tentang core value ASN"
DONE = "Feedback dan ekspektasi dari saya semua sudah dilaksanakan"
BEHAVIOURS = {
    "Berorientasi Pelayanan": [
        ("Selalu melakukan perbaikan berdasarkan feedback pimpinan", "good", DEPUTY)
    ],
    "Kompeten": [
        (
            "Kurang memberikan bimbingan kepada pegawai berdasarkan umpan balik dari pegawai di "
            "bawahnya",
            "improve",
            "",
        )
    ],
    "Harmonis": [
        (
            "Ketika melayani konsultasi Instansi Pemerintah sangat sopan",
            "good",
            "Hasil Survey Kepuasan Penerima Layanan",
        )
    ],
    "Adaptif": [("Sering memberikan inisiatif kepada pimpinan", "good", DEPUTY)],
}


def remark(text, tone="good", source=DEPUTY):
    """Make a remark."""
    return {"text": text, "tone": tone, "source": source}


def progress(text, day="2026-06-10", evidence=(), **values):
    """Make an achievement."""
    base = {"date": day, "text": text, "value": "", "evidence": list(evidence), "is_final": False}
    return {**base, **values}


def achieved(result, lines=(), remarks=()):
    """Add achievements and remarks to a plan's result."""
    return {**result, "progress": list(lines), "feedback": list(remarks)}


def launching():
    """E4's first result."""
    return achieved(
        samples.result(
            LAUNCHING,
            [
                samples.indicator(
                    "Core value ASN diluncurkan oleh Presiden dengan target tanggal 27 Juli 2026"
                ),
                samples.indicator(
                    "Ada statement/pendapat para Menteri yang terekam dalam video singkat"
                ),
            ],
            assigner=DEPUTY,
        ),
        [
            progress(
                "Pengadaan EO melalui metode pemilihan langsung selesai",
                evidence=["Surat Sekretaris Deputi tentang Penunjukan Penyedia"],
            ),
            progress("Story board dipresentasikan kepada Deputi", "2026-06-17"),
            progress(
                "Surat Permohonan Dukungan Launching Core Value ASN disampaikan kepada 7 Menteri, "
                "dan Menteri yang bersangkutan memberikan konfirmasi",
                "2026-06-24",
                ["Surat Permohonan Dukungan", "Surat Jawaban"],
            ),
            progress(
                "Pengambilan gambar statement para Menteri dilakukan paling lambat 10 Juli",
                "2026-07-01",
            ),
            progress(
                "Rekaman video launching Core Value oleh Presiden RI",
                "2026-07-27",
                ["Rekaman video", "Video statement para Menteri"],
                is_final=True,
            ),
        ],
        [remark(DONE)],
    )


def feedback(**values):
    """E4: an assistant deputy, two results, behaviour remarks from three sources."""
    guide = samples.result(GUIDE, assigner=DEPUTY, running_year=True, kind="additional")
    behaviours = [
        {
            "code": name.lower(),
            "name": name,
            "guides": guides,
            "expectation": "",
            "feedback": [remark(*line) for line in BEHAVIOURS.get(name, ())],
        }
        for name, guides in samples.GUIDES.items()
    ]
    employee = {
        **samples.EMPLOYEE,
        "name": "Damayani Tyastuti, S.Sos., M.A.",
        "position": "Asisten Deputi Integritas dan Sistem Merit",
        "unit": DEPUTY,
    }
    evaluator = {**samples.EVALUATOR, "name": "Dr. Aleks Deni, M.M.", "position": DEPUTY}
    base = samples.snapshot(
        approach="qualitative",
        employee=employee,
        evaluator=evaluator,
        results=[launching(), achieved(guide)],
        behaviours=behaviours,
        signed_on="2026-07-30",
    )
    return {**base, **values}


def much(count=25, letters=600, remarks=30, indicators=2, **values):
    """The upper end: long results, notes and remarks, and one result with many remarks."""
    base = samples.many(count, letters, indicators, **values)
    for number, result in enumerate(base["results"], 1):
        result["progress"] = [
            progress(
                samples.long_text(f"A{number:02d}I{at}", letters),
                evidence=[f"bukti-{number}-{at}.pdf"],
                is_final=at == 2,
            )
            for at in (1, 2)
        ]
        result["feedback"] = [remark(samples.long_text(f"U{number:02d}", letters))]
    base["results"][0]["feedback"] = [
        remark(f"Catatan nomor {at:02d} tentang hasil kerja ini", source=f"Rekan {at:02d}")
        for at in range(1, remarks + 1)
    ]
    for line in base["behaviours"]:
        line["feedback"] = [
            remark(f"{line['name']} catatan {at:02d}") for at in range(1, remarks + 1)
        ]
    return base

import csv
import doctest
import io
import json
import re

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, HttpCase, tagged

from odoo.addons.hr_skp_evaluation.rules import siasn

from .evaluation_common import EvaluationCommon

ANNUAL = (
    "hasilKinerjaNilai, id, kuadranKinerjaNilai, path, penilaiGolongan, penilaiJabatan, "
    "penilaiNama, penilaiNipNrp, penilaiUnorNama, perilakuKerjaNilai, pnsDinilaiOrang, "
    "statusPenilai, tahun"
)
PERIODIC = (
    "bulanMulaiPenilaian, bulanSelesaiPenilaian, hasilKinerjaNilai, koefisienId, "
    "kuadranKinerjaNilai, penilaiGolongan, penilaiJabatanNama, penilaiNama, penilaiNipNrp, "
    "penilaiUnorNama, perilakuKerjaNilai, periodikId, pnsDinilaiId, statusPenilai, tahun, "
    "tahunMulaiPenilaian, tahunSelesaiPenilaian"
)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestRulesSiasn(BaseCase):
    def test_doctests(self):
        """The examples in the docstrings hold."""
        self.assertFalse(doctest.testmod(siasn).failed)

    def test_field_names(self):
        """The files have the fields of the national system, in its order."""
        self.assertEqual(", ".join(siasn.FIELDS["skp22"]), ANNUAL)
        self.assertEqual(", ".join(siasn.FIELDS["kinerjaperiodik"]), PERIODIC)

    def test_unknown_stays_empty(self):
        """What is not known is an empty cell, never None or False."""
        for kind in siasn.FIELDS:
            row = siasn.make_row(kind, {})
            self.assertEqual(set(row.values()) - {"NON ASN"}, {""})

    def test_formulas_are_texts(self):
        """No name of an evaluator runs as a formula where a CSV file is opened."""
        for sign in siasn.FORMULA_SIGNS:
            self.assertEqual(siasn.plain_cell(f"{sign}x"), f"'{sign}x")


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestSiasnExport(HttpCase, EvaluationCommon):
    """Final predicates as files, for officers only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.performance()
        cls.evaluate_to("staff", "final")
        cls.evaluate_to("teman", "finalised")
        cls.people["staff"].siasn_id = "A8ACA7B1"

    def export(self, file_format="json", role="officer"):
        return (
            self.env["hr.skp.siasn.export"]
            .with_user(self.users[role])
            .create({"term_id": self.term.id, "file_format": file_format})
        )

    def content(self, file_format):
        stream = io.BytesIO()
        self.export(file_format)._write_to(stream)
        return stream.getvalue()

    def test_only_final_ones(self):
        """What may still be objected to does not go out."""
        rows = json.loads(self.content("json"))
        self.assertEqual(len(rows), 1)
        self.assertEqual(
            {name: rows[0][name] for name in ("pnsDinilaiId", "kuadranKinerjaNilai", "periodikId")},
            {"pnsDinilaiId": "A8ACA7B1", "kuadranKinerjaNilai": 2, "periodikId": 2},
        )
        self.assertEqual((rows[0]["bulanMulaiPenilaian"], rows[0]["bulanSelesaiPenilaian"]), (1, 3))
        self.assertEqual(rows[0]["penilaiNipNrp"], self.people["kasi"].nip)
        self.assertEqual(rows[0]["statusPenilai"], "ASN")
        export = self.export()
        self.assertEqual((export.ready_count, export.missing_count), (1, 0))
        self.people["staff"].siasn_id = False
        self.assertEqual(self.export().missing_count, 1)

    def test_three_formats_say_the_same(self):
        """XLSX, CSV and JSON hold the same rows."""
        rows = json.loads(self.content("json"))
        text = self.content("csv").decode("utf-8-sig")
        self.assertEqual(
            list(csv.DictReader(io.StringIO(text))),
            [{name: str(value) for name, value in row.items()} for row in rows],
        )
        sheet = openpyxl.load_workbook(io.BytesIO(self.content("xlsx"))).active
        names, values = sheet.iter_rows(values_only=True)
        found = {name: value or "" for name, value in zip(names, values, strict=True)}
        self.assertEqual(found, rows[0])

    def test_nothing_final(self):
        """A term in which nothing is final gives a sentence, not an empty file."""
        export = self.env["hr.skp.siasn.export"].with_user(self.users["officer"])
        with self.assertRaisesRegex(UserError, "final yet"):
            export.create({"term_id": self.final_term.id}).action_download()

    def test_only_officers(self):
        """Nobody else makes the file or fetches a made one."""
        made = self.export()
        url = made.action_download()["url"]
        for role in ("kasi", "staff", "hr", "auditor"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self.export(role=role)
                self.authenticate(f"uji_{role}", f"uji_{role}")
                self.assertEqual(self.url_open(url).status_code, 404)
        self.authenticate("uji_officer", "uji_officer")
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(re.search(r"kinerjaperiodik.*json", answer.headers["Content-Disposition"]))

import base64
import doctest
import io
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.hr_skp.tests.import_files import make_xlsx
from odoo.addons.hr_skp.wizard import hr_skp_import_job_mixin as job
from odoo.addons.hr_skp_evaluation.rules import past_check, past_spec
from odoo.addons.hr_skp_evaluation.wizard import hr_skp_past_import

from .evaluation_common import EvaluationCommon

HEADER = ("NIP", "Nama", "Tahun", "Predikat")


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestRulesPast(BaseCase):
    def test_doctests(self):
        """The examples in the docstrings hold."""
        for module in (past_spec, past_check):
            self.assertFalse(doctest.testmod(module).failed)

    def test_every_spelling(self):
        """Words of three regulations, letters and the national numbers mean one predicate."""
        column = next(c for c in past_spec.PREDICATES.columns if c.key == "predicate")
        for text, code in {
            "SANGAT BAIK": "sangat_baik",
            "sangat_baik": "sangat_baik",
            "Cukup": "butuh_perbaikan",
            "butuh perbaikan": "butuh_perbaikan",
            "Butuh Perbaikan / Cukup": "butuh_perbaikan",
            3: "butuh_perbaikan",
            4.0: "kurang",
            "5": "sangat_kurang",
            "Very good": "sangat_baik",
        }.items():
            self.assertEqual(past_spec_read(column, text), code, text)


def past_spec_read(column, value):
    from odoo.addons.hr_skp.rules.cells import read_choice

    return read_choice(value, column)


class PastImportCommon(EvaluationCommon):
    def wizard(self, content, role="officer", name="predikat.xlsx"):
        wizard = self.env["hr.skp.past.import"].with_user(self.users[role])
        return wizard.create(
            {
                "file": base64.b64encode(content),
                "filename": name,
                "company_id": self.agency.id,
            }
        )

    def sheet(self, *rows, header=HEADER, title="Predikat"):
        return make_xlsx([title, header, *rows])

    def number(self, key):
        nip = self.people[key].nip
        return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"

    def imported(self):
        past = self.env["hr.skp.past.predicate"].search([])
        return {(p.employee_id.name, p.year): p.predicate for p in past}

    def findings(self, wizard):
        return [(line.severity, line.row, line.column, line.what) for line in wizard.line_ids]


@tagged("post_install", "-at_install", "hr_skp_evaluation")
@freeze_time("2026-05-01")
class TestPastImport(PastImportCommon, CronMixinCase):
    """Predicates of earlier years by file: tolerant, first dry, twice the same changes nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["officer"].lang = "en_US"

    def test_tolerant(self):
        """Titles above the header, numbers with blanks, a former number, every spelling."""
        self.people["teman"].nip_former = "198001012005011009"
        content = make_xlsx(
            [
                "Predikat",
                ("Rekap predikat Pemerintah Kota Uji",),
                ("nip baru", "NAMA PEGAWAI", "tahun_skp", "Predikat Kinerja", "Keterangan"),
                (self.number("staff"), "STAF UJI, S.T.", 2024, "Cukup", "x"),
                ("1980 0101 200501 1 009", "", "2024", 2, ""),
                (self.people["warga"].nip, "", "2023", "SANGAT  BAIK", ""),
            ]
        )
        wizard = self.wizard(content)
        wizard.action_check()
        self.assertFalse(self.imported(), "a dry run writes nothing")
        self.assertFalse(wizard.error_count, self.findings(wizard))
        self.assertEqual(wizard.summary, "3 new, 0 to change, 0 as recorded")
        wizard.action_import()
        self.assertEqual(
            self.imported(),
            {
                ("Staf Uji", 2024): "butuh_perbaikan",
                ("Teman Uji", 2024): "baik",
                ("Warga Uji", 2023): "sangat_baik",
            },
        )

    def test_again_changes_nothing(self):
        content = self.sheet((self.number("staff"), "", "2024", "Baik"))
        self.wizard(content).action_import()
        [before] = self.env["hr.skp.past.predicate"].search([])
        stamp = before.write_date
        again = self.wizard(content)
        again.action_import()
        self.assertEqual(again.state, "done")
        self.assertIn("1 unchanged", again.summary)
        self.assertEqual(before.write_date, stamp)
        changed = self.wizard(self.sheet((self.number("staff"), "", "2024", "Kurang")))
        changed.action_check()
        self.assertEqual([line[0] for line in self.findings(changed)], ["warning"])
        changed.action_import()
        self.assertEqual(self.imported(), {("Staf Uji", 2024): "kurang"})

    def test_findings(self):
        """Every row's error by row and column, with how to mend it; nothing is written."""
        wizard = self.wizard(
            self.sheet(
                ("123", "", "2024", "Baik"),
                (self.number("staff"), "Orang Lain", "2024", "Baik"),
                (self.number("teman"), "", "2026", "Baik"),
                (self.number("warga"), "", "2024", "Lumayan"),
                (self.number("kasi"), "", "2024", None),
                (None, "", "2024", "Baik"),
                (self.number("staff"), "", "2024", "Kurang"),
                (self.number("ketua"), "", None, "Baik"),
            )
        )
        wizard.action_import()
        self.assertEqual(wizard.state, "checked")
        self.assertFalse(self.imported())
        found = [(kind, row, column) for kind, row, column, _what in self.findings(wizard)]
        self.assertEqual(
            sorted(found),
            [
                ("error", 2, "NIP"),
                ("error", 4, "Tahun"),
                ("error", 5, "Predikat"),
                ("error", 6, "Predikat"),
                ("error", 7, "NIP"),
                ("error", 8, "NIP"),
                ("error", 9, "Tahun"),
                ("warning", 3, "Nama"),
            ],
        )
        self.assertTrue(all(wizard.line_ids.mapped("fix")))
        report = load_workbook(io.BytesIO(base64.b64decode(wizard.report_file))).active
        self.assertEqual(report.max_row, 9)

    def test_predicate_by_quadrant(self):
        header = ("NIP", "Tahun", "Rating hasil kerja", "Rating perilaku kerja", "Predikat")
        wizard = self.wizard(
            self.sheet(
                (self.number("staff"), "2024", "Di atas ekspektasi", "1", None),
                (self.number("teman"), "2024", "3", "3", "Baik"),
                header=header,
            )
        )
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        self.assertEqual(
            self.imported(), {("Staf Uji", 2024): "sangat_baik", ("Teman Uji", 2024): "baik"}
        )
        self.assertEqual([line[0] for line in self.findings(wizard)], ["warning"])

    def test_never_ones_own(self):
        self.users["staff"].group_ids += self.env.ref("hr_skp.group_skp_officer")
        wizard = self.wizard(self.sheet((self.number("staff"), "", "2024", "Baik")), "staff")
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.error_count), ("checked", 1))
        self.assertFalse(self.imported())

    def test_rights(self):
        content = self.sheet((self.number("staff"), "", "2024", "Baik"))
        for role in ("kadis", "auditor", "hr", "unit_officer"):
            with self.assertRaises(AccessError, msg=role):
                self.wizard(content, role)
        other = self.wizard(content).with_user(self.users["manager"])
        with self.assertRaises(AccessError):
            other.action_import()

    def test_broken_files(self):
        for content in (
            b"",
            b"\xd0\xcf\x11\xe0xxxx\x00",
            b"\x00\x01\x02",
            b"[1, 2]",
            b"PK\x03\x04",
        ):
            wizard = self.wizard(content or b" ")
            wizard.action_check()
            self.assertTrue(wizard.error_count, content)

    def test_national_file_there_and_back(self):
        """What our export writes for a year is read again from all three formats."""
        self.people["staff"].siasn_id = "A8ACA7B1"
        self.performance(term=self.final_term)
        self.open_term(self.final_term)
        self.evaluate_to("staff", "final", term=self.final_term, ratings=("above", "as"))
        for file_format in ("xlsx", "csv", "json"):
            with self.subTest(file_format):
                content = self._export(file_format)
                with freeze_time("2027-05-01"):
                    wizard = self.wizard(content, name=f"skp22.{file_format}")
                    wizard.action_import()
                self.assertEqual(wizard.state, "done", self.findings(wizard))
                self.assertEqual(self.imported(), {("Staf Uji", 2026): "baik"})
        past = self.env["hr.skp.past.predicate"].search([])
        self.assertRecordValues(past, [{"result_rating": "above", "behaviour_rating": "as"}])

    def test_file_of_terms(self):
        """The periodic file is recognised, and that it is not the one."""
        self.people["staff"].siasn_id = "A8ACA7B1"
        self.performance()
        self.evaluate_to("staff", "final")
        for file_format in ("xlsx", "csv", "json"):
            wizard = self.wizard(self._export(file_format, self.term))
            wizard.action_check()
            self.assertIn("terms within a year", wizard.line_ids[:1].what, file_format)

    def _export(self, file_format, term=None):
        export = self.env["hr.skp.siasn.export"].with_user(self.users["officer"])
        export = export.create(
            {"term_id": (term or self.final_term).id, "file_format": file_format}
        )
        stream = io.BytesIO()
        export._write_to(stream)
        return stream.getvalue()

    def test_never_begun(self):
        """A client does not say that work goes on: what fails at once would hold up all others."""
        officer = self.env["hr.skp.past.import"].with_user(self.users["officer"])
        wizard = self.wizard(self.sheet((self.number("staff"), "", "2024", "Baik")))
        for vals in (
            {"state": "running"},
            {"goal_counts": {"predicates": [1, 0, 0]}},
            {"row_goal": 9},
            {"row_count": 9},
            {"started": "2026-05-01"},
        ):
            with self.subTest(vals=vals):
                with self.assertRaises(AccessError):
                    wizard.write(vals)
                with self.assertRaises(AccessError):
                    officer.create({"company_id": self.agency.id, **vals})
        defaults = {"default_state": "running", "default_row_goal": 9}
        made = officer.with_context(**defaults).create({"company_id": self.agency.id})
        self.assertEqual((made.state, made.row_goal), ("upload", 0))

    def test_in_the_background(self):
        """A big file goes on in the background, batch by batch, with progress; nothing doubled."""
        keys = ("kabid", "kasi", "ketua", "staff", "teman", "warga")
        wizard = self.wizard(self.sheet(*[(self.number(key), "", "2024", "Baik") for key in keys]))
        with (
            patch.object(job, "AT_ONCE", 3),
            patch.object(job, "SLICE_SECONDS", -1),
            patch.object(hr_skp_past_import, "BATCH", 4),
            self.capture_triggers("hr_skp_evaluation.ir_cron_import_past") as captured,
        ):
            wizard.action_import()
            self.assertEqual((wizard.state, wizard.row_goal), ("running", 6))
            self.assertTrue(captured.records)
            self.run_cron("_cron_import", "hr.skp.past.import")
            self.assertEqual((wizard.state, wizard.row_count), ("running", 4))
            self.assertEqual(len(self.imported()), 4)
            for _run in range(2):
                self.run_cron("_cron_import", "hr.skp.past.import")
        self.assertEqual((wizard.state, wizard.progress), ("done", 100))
        self.assertEqual(len(self.imported()), 6)
        past = self.env["hr.skp.past.predicate"].search([])
        self.assertEqual(past.imported_by_id, self.users["officer"])

    def test_template(self):
        """The template is read by the import, and explains every column."""
        wizard = self.wizard(b"x")
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.template_file)))
        header = [cell.value for cell in book.worksheets[1][1]]
        self.assertEqual(len(header), len(past_spec.PREDICATES.columns))
        self.assertIn("Predicate", header)

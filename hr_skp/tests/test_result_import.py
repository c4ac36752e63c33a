import io
from base64 import b64encode
from unittest.mock import patch

from openpyxl import Workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_skp.rules import workbook
from odoo.addons.hr_skp.wizard import hr_skp_import_mixin

from .exchange_common import INDICATORS, RESULTS, ExchangeCommon, make_indicators, make_results
from .import_files import UNITS, make_xlsx, repack


@tagged("post_install", "-at_install", "hr_skp")
class TestResultImport(ExchangeCommon):
    """Results and indicators of many people come from one workbook."""

    def test_a_leader_fills_the_plans_of_his_people(self):
        """Results with indicators and links, in the order of the file, in two people's plans."""
        above = self.add_result("kasi", "Layanan kepegawaian tepat waktu")
        objective = self.env["hr.skp.objective"].create(
            {"code": "PK.1", "name": "Layanan prima", "company_id": self.agency.id}
        )
        results = make_results(
            [
                "A",
                self.number("staff"),
                "Usulan kenaikan pangkat tersusun",
                above.name,
                "Jumlah laporan",
                "PK.1",
                "Langsung",
                "beban kuantitatif",
                "utama",
                "Sekda",
            ],
            [
                "B",
                self.number("teman"),
                "Arsip tertata",
                "LAYANAN kepegawaian  tepat waktu",
                "",
                "layanan prima",
                "",
                "",
                "Additional",
                "",
            ],
            ["C", self.number("staff"), "Mutasi diproses", "", "", "", "", "", "", ""],
            header=[
                *RESULTS,
                "Indikator pimpinan",
                "Sasaran organisasi",
                "Cascading",
                "Dasar pembagian",
                " JENIS ",
                "Pejabat yang memberikan penugasan",
            ],
        )
        indicators = make_indicators(
            ["A", "Jumlah usul", "10 – 12", "Kuantitas", "butir"],
            ["C", "Rata-rata hari", 5, "time", "hari"],
            ["A", "Persentase benar", "90%", "quality", None],
            header=[*INDICATORS, "Aspek", "Satuan"],
        )
        wizard = self.import_as("kasi", results, indicators)
        self.assertRecordValues(
            self.plan("staff").result_ids,
            [
                {
                    "name": "Usulan kenaikan pangkat tersusun",
                    "kind": "main",
                    "parent_id": above.id,
                    "parent_indicator_id": above.indicator_ids.id,
                    "objective_id": objective.id,
                    "cascade": "direct",
                    "cascade_basis": "load",
                    "assigner_name": "Sekda",
                },
                {
                    "name": "Mutasi diproses",
                    "kind": "main",
                    "parent_id": False,
                    "parent_indicator_id": False,
                    "objective_id": False,
                    "cascade": False,
                    "cascade_basis": False,
                    "assigner_name": False,
                },
            ],
        )
        self.assertRecordValues(
            self.plan("teman").result_ids,
            [{"kind": "additional", "parent_id": above.id, "objective_id": objective.id}],
        )
        self.assertRecordValues(
            self.plan("staff").result_ids.indicator_ids,
            [
                {
                    "name": "Jumlah usul",
                    "target": "10 – 12",
                    "aspect": "quantity",
                    "uom": "butir",
                },
                {"name": "Persentase benar", "target": "90%", "aspect": "quality", "uom": False},
                {"name": "Rata-rata hari", "target": "5", "aspect": "time", "uom": "hari"},
            ],
        )
        log = self.plan("staff").log_ids
        self.assertRecordValues(
            log, [{"action": "import_results", "user_id": self.users["kasi"].id}]
        )
        self.assertIn("3 created", wizard.summary)

    def test_leaders_result_by_key_in_the_same_file(self):
        """What stands below in the file may be pointed to; the officer fills all levels at once."""
        self.import_as(
            "officer",
            make_results(
                ["S1", self.number("staff"), "Usulan tersusun", "K1"],
                ["S2", self.number("staff"), "Usulan terkirim", "Layanan kepegawaian"],
                ["K1", self.number("kasi"), "Layanan kepegawaian", "B1"],
                ["B1", self.number("kabid"), "Tata kelola SDM", ""],
            ),
        )
        staff, kasi, kabid = (self.plan(key).result_ids for key in ("staff", "kasi", "kabid"))
        self.assertEqual(staff.mapped("name"), ["Usulan tersusun", "Usulan terkirim"])
        self.assertEqual(staff.parent_id, kasi)
        self.assertEqual(kasi.parent_id, kabid)

    def test_again_changes_nothing(self):
        """The same file a second time, by key or by text, writes nothing at all."""
        sheets = (
            make_results(
                ["K", self.number("kasi"), "Layanan tepat waktu", ""],
                ["A", self.number("staff"), "Usulan tersusun\nlengkap", "K"],
                ["B", self.number("staff"), "Usulan tersusun\nlengkap", "K"],
            ),
            make_indicators(["A", "Jumlah", "10 – 12"], ["A", "Jumlah", "10 – 12"]),
        )
        self.import_as("officer", *sheets)
        self.assertEqual(len(self.plan("staff").result_ids), 2, "one plan may say it twice")
        self.assertEqual(len(self.plan("staff").result_ids[0].indicator_ids), 2)
        before = self.snapshot()
        wizard = self.import_as("officer", *sheets)
        self.assertEqual(self.snapshot(), before)
        self.assertNotRegex(wizard.summary, r"[1-9]\d* (created|changed)")
        for plan in self.plans.values():
            plan.result_ids.exchange_key = False
        before = self.snapshot()
        self.import_as("officer", *sheets)
        after = self.snapshot()
        self.assertEqual(len(after["hr.skp.result"]), len(before["hr.skp.result"]))
        self.assertEqual(after["hr.skp.indicator"], before["hr.skp.indicator"])

    def test_changes_only_what_differs(self):
        """A changed text is found by its key; empty cells leave, a hyphen empties."""
        result = self.add_result("staff", "Laporan", assigner_name="Sekda")
        indicator = result.indicator_ids
        self.import_as(
            "kasi",
            make_results(
                [f"#{result.id}", self.number("staff"), "Laporan bulanan tersusun", "", "-", ""],
                header=[*RESULTS, "Pejabat yang memberikan penugasan", "Jenis"],
            ),
            make_indicators(
                [f"#{result.id}", "Jumlah laporan bulanan", "", f"#{indicator.id}", "-"],
                header=[*INDICATORS, "Kunci indikator", "Aspek"],
            ),
        )
        self.assertRecordValues(
            result,
            [{"name": "Laporan bulanan tersusun", "assigner_name": False, "kind": "main"}],
        )
        self.assertRecordValues(
            indicator,
            [{"name": "Jumlah laporan bulanan", "target": "10 – 12", "aspect": False}],
        )
        self.assertEqual(self.plan("staff").result_ids, result)
        self.assertEqual(result.indicator_ids, indicator)

    def test_people_by_code_and_former_number(self):
        """NIP in groups, a former number, an employee code, and #id all mean the person."""
        person = self.people["staff"]
        person.write({"skp_code": "PEG-7", "nip_former": "198001012005011001"})
        grouped = f"{person.nip[:8]} {person.nip[8:14]} {person.nip[14]} {person.nip[15:]}"
        names = (grouped, "198001012005011001", "peg-7", f"#{person.id}")
        self.import_as(
            "kasi",
            make_results(*[[f"R{n}", name, f"Hasil {n}", ""] for n, name in enumerate(names)]),
        )
        self.assertEqual(len(self.plan("staff").result_ids), 4)

    def test_english_file_with_titles(self):
        """English headers, titles above the header and other sheets do no harm."""
        self.import_as(
            "kasi",
            [
                "Results",
                ["Plans of the section"],
                [],
                ["KEY", "Employee number", "result *"],
                ["A", self.number("staff"), "Report"],
            ],
            ["Petunjuk", ["x"]],
        )
        self.assertEqual(self.plan("staff").result_ids.name, "Report")

    def test_template_imports_nothing_by_itself(self):
        """The template's example row is never imported, in neither language."""
        self.env["res.lang"]._activate_lang("id_ID")
        for lang in ("en_US", "id_ID"):
            content = self.env["hr.skp.result.import"].with_context(lang=lang)._build_template()
            wizard = self.wizard("kasi", content=content)
            wizard.action_check()
            self.assertEqual([error[3] for error in self.errors(wizard)], ["The file has no rows."])

    def test_rows_that_cannot_be_meant(self):
        """Every error of one file is named with its place; nothing is written."""
        self.add_result("kasi", "Sama")
        self.add_result("kasi", "Sama")
        staff, teman = self.number("staff"), self.number("teman")
        results = make_results(
            ["A", "123", "x", ""],
            ["B", staff, "", ""],
            ["C", staff, "x", "tidak ada"],
            ["D", staff, "y", "Sama"],
            ["D", staff, "z", ""],
            ["E", staff, "e", "F"],
            ["F", staff, "f", ""],
            ["G", teman, "g", ""],
            ["H", staff, "h", "", "Sekunder"],
            ["I", self.number("kadis"), "i", ""],
            ["J", staff, "j", "", "", "PK.99"],
            ["K", staff, "k", "", "", "", "Indikator"],
            ["L", staff, "l", "", "", "", "", "2026-07-01"],
            header=[*RESULTS, "Jenis", "Sasaran organisasi", "Indikator pimpinan", "SKP mulai"],
        )
        indicators = make_indicators(["Z", "x", ""], ["A", "x", ""], ["G", "", ""])
        wizard = self.wizard("kasi", results, indicators)
        self.assertRefused(
            wizard,
            ("Hasil kerja", 2, "NIP"),
            ("Hasil kerja", 3, "Rencana hasil kerja"),
            ("Hasil kerja", 4, "Hasil kerja pimpinan"),
            ("Hasil kerja", 5, "Hasil kerja pimpinan"),
            ("Hasil kerja", 6, "Kunci"),
            ("Hasil kerja", 7, "Hasil kerja pimpinan"),
            ("Hasil kerja", 10, "Jenis"),
            ("Hasil kerja", 11, "NIP"),
            ("Hasil kerja", 12, "Sasaran organisasi"),
            ("Hasil kerja", 13, "Indikator pimpinan"),
            ("Hasil kerja", 14, "SKP mulai"),
            ("Indikator", 2, "Kunci hasil"),
            ("Indikator", 4, "Indikator"),
        )
        self.assertTrue(all(line.what and line.fix for line in wizard.line_ids))
        self.assertFalse(any("%(" in line.what + line.fix for line in wizard.line_ids))

    def test_files_that_are_none(self):
        """No workbook, a hostile one or one of something else: one plain sentence, no traceback."""
        good = make_xlsx(make_results(["A", self.number("staff"), "x", ""]))
        bomb = repack(good, "sheet1.xml", lambda data: data + b" " * (260 * 1024**2))
        entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        doctype = repack(good, "sheet1.xml", lambda data: entity + data)
        formula = repack(
            good, "sheet1.xml", lambda data: data.replace(b"</c>", b"<f>1+1</f></c>", 99)
        )
        for content, message in [
            (b"", "No file was chosen."),
            (b"Kunci;NIP", "This is not an XLSX workbook, or it is damaged."),
            (good[:-300], "This is not an XLSX workbook, or it is damaged."),
            (doctype, "This is not an XLSX workbook, or it is damaged."),
            (bomb, "The file is too big."),
            (make_xlsx(UNITS), "The file has none of the expected sheets."),
            (make_xlsx(["Hasil kerja"]), "This sheet is empty: it has no header row either."),
            (make_xlsx(make_results()), "The file has no rows."),
            (make_xlsx(["Hasil kerja", ["Kunci", "NIP"], ["A", "1"]]), "This column is missing."),
            (formula, "The formula in this cell has no stored result."),
        ]:
            with self.subTest(message=message, size=len(content)):
                wizard = self.wizard("kasi", content=content)
                before = self.snapshot()
                wizard.action_import()
                self.assertEqual(wizard.state, "checked")
                self.assertEqual(self.errors(wizard)[0][3], message)
                self.assertEqual(self.snapshot(), before)

    def test_merged_cells(self):
        """Of merged cells only the first is filled: the others are named, with the reason."""
        book = Workbook()
        page = book.active
        page.title = "Hasil kerja"
        for row in (RESULTS, ["A", self.number("staff"), "x", ""], ["B", None, "y", ""]):
            page.append(row)
        page.merge_cells("B2:B3")
        stream = io.BytesIO()
        book.save(stream)
        wizard = self.wizard("kasi", content=stream.getvalue())
        self.assertRefused(wizard, ("Hasil kerja", 3, "NIP"))
        self.assertIn("merged", wizard.line_ids.fix)

    def test_a_million_rows(self):
        """Reading stops at the limit, and says so."""
        self.patch(workbook, "MAX_ROWS", 3)
        rows = [[f"K{n}", self.number("staff"), f"x{n}", ""] for n in range(9)]
        wizard = self.wizard("kasi", make_results(*rows))
        self.assertRefused(wizard, ("Hasil kerja", 5, ""))

    def test_the_file_is_read_once(self):
        """The import goes on from what the dry run read; another file is read anew."""
        wizard = self.wizard("officer", make_results(["A", self.number("staff"), "Baru", ""]))
        wizard.action_check()
        with patch.object(hr_skp_import_mixin, "read_workbook") as read:
            wizard.action_import()
        read.assert_not_called()
        self.assertEqual(wizard.state, "done")
        wizard.write({"state": "upload", "file": b64encode(make_xlsx(make_results(["x"])))})
        wizard.action_check()
        self.assertTrue(wizard.error_count)
        self.assertFalse(wizard.sudo().kept_tables, "what has errors is read again")

    def test_what_was_read_is_the_servers(self):
        """No client says what stood in a file, nor reads what was kept of it."""
        wizard = self.wizard("officer", make_results(["A", self.number("staff"), "Baru", ""]))
        wizard.action_check()
        kept = wizard.sudo().kept_tables
        self.assertTrue(kept)
        for refused in (
            lambda: wizard.write({"kept_tables": kept}),
            lambda: wizard.read(["kept_tables"]),
            lambda: wizard.create({"kept_tables": kept}),
            lambda: wizard.with_context(default_kept_tables=kept).create({}),
        ):
            with self.assertRaises(AccessError):
                refused()
        wizard.action_restart()
        self.assertFalse(wizard.sudo().kept_tables, "forgotten with the file")

    def test_circle(self):
        """Results that would support each other in a circle are named once."""
        above = self.add_result("kasi", "Atas")
        below = self.add_result("staff", "Bawah", parent_id=above.id)
        wizard = self.wizard(
            "officer",
            make_results(
                [f"#{above.id}", self.number("kasi"), "Atas", f"#{below.id}"],
            ),
        )
        self.assertRefused(wizard, ("Hasil kerja", 2, "Hasil kerja pimpinan"))

    def test_all_or_nothing(self):
        """What only the database refuses takes everything back, and is shown like the rest."""
        self.patch(
            self.registry["hr.skp.indicator"],
            "create",
            lambda records, vals_list: (_ for _ in ()).throw(UserError("Ditolak")),
        )
        wizard = self.wizard(
            "kasi",
            make_results(["A", self.number("staff"), "x", ""]),
            make_indicators(["A", "x", ""]),
        )
        before = self.snapshot()
        wizard.action_import()
        self.assertEqual(wizard.state, "checked")
        self.assertEqual(wizard.line_ids.what, "Ditolak")
        self.assertEqual(self.snapshot(), before)


@tagged("post_install", "-at_install", "hr_skp")
class TestResultImportRoles(ExchangeCommon):
    """Every row passes the guard of the form: the import is no way round it."""

    def _row(self, key, text="Baru"):
        return make_results(["A", self.number(key), text, ""])

    def test_who_may_fill_a_draft(self):
        """Evaluator and officer only; who may not even read the plan does not learn of it."""
        refused = {
            "teman": "There is nobody",
            "staff": "This is your own plan",
            "kadis": "You do not evaluate",
            "auditor": "You do not evaluate",
            "unit_officer": "You do not evaluate",
            "hr": "There is nobody",
        }
        for role, message in refused.items():
            with self.subTest(role=role):
                wizard = self.wizard(role, self._row("staff"))
                self.assertRefused(wizard, ("Hasil kerja", 2, "NIP"))
                self.assertIn(message, wizard.line_ids.what)
        for role in ("kasi", "officer", "manager"):
            with self.subTest(role=role):
                self.import_as(role, self._row("staff", f"Dari {role}"))
                self.assertEqual(self.plan("staff").result_ids.name, f"Dari {role}")

    def test_officer_and_his_own_plan(self):
        """An officer's group opens every draft of the agency to him but his own."""
        self.users["kasi"].group_ids |= self.env.ref("hr_skp.group_skp_officer")
        wizard = self.wizard("kasi", self._row("kasi"))
        self.assertRefused(wizard, ("Hasil kerja", 2, "NIP"))
        self.assertIn("own plan", wizard.line_ids.what)
        self.import_as("kasi", self._row("anggota"))

    def test_states(self):
        """The evaluator fills what he may edit; an officer only what was never proposed."""
        allowed = {
            "kasi": {"draft", "proposed", "revising"},
            "officer": {"draft"},
        }
        for state in ("draft", "proposed", "agreed", "revising", "cancelled"):
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                self.bring_to("staff", state)
                for role, states in allowed.items():
                    wizard = self.wizard(role, self._row("staff", f"Dari {role}"))
                    if state in states:
                        wizard.action_import()
                        self.assertFalse(self.errors(wizard), (role, state))
                        continue
                    self.assertRefused(wizard, ("Hasil kerja", 2, "NIP"))
                    named = state != "cancelled" or role == "officer"
                    self.assertEqual("Staf Uji" in self.errors(wizard)[0][3], named)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_unchanged_rows_of_agreed_plans_pass(self):
        """A whole export may come back: only what differs asks for the right to change it."""
        result = self.add_result("staff", "Laporan")
        self.bring_to("staff", "agreed")
        before = self.snapshot()
        self.import_as(
            "officer",
            make_results(["BARU", self.number("staff"), "Laporan", ""]),
            make_indicators(["BARU", "Jumlah laporan", "10 – 12"]),
        )
        self.assertEqual(self.snapshot(), before)
        wizard = self.wizard(
            "officer",
            make_results([f"#{result.id}", self.number("staff"), "Laporan", ""]),
            make_indicators([f"#{result.id}", "Jumlah laporan", "11 – 12"]),
        )
        self.assertRefused(wizard, ("Indikator", 2, "Kunci hasil"))

    def test_open_revisions(self):
        """By an explicit choice with a reason the evaluator opens agreed plans; nobody else."""
        for key in ("staff", "teman"):
            self.add_result(key, "Laporan")
            self.bring_to(key, "agreed")
        sheets = [
            make_results(
                ["A", self.number("staff"), "Laporan", ""],
                ["B", self.number("staff"), "Tambahan tugas", ""],
                ["C", self.number("teman"), "Laporan", ""],
            )
        ]
        refused = self.wizard("officer", *sheets, open_revisions=True, reason="Anggaran")
        self.assertRefused(refused, ("Hasil kerja", 3, "NIP"))
        with self.assertRaises(UserError):
            self.wizard("kasi", *sheets, open_revisions=True, reason=" ").action_import()
        self.import_as("kasi", *sheets, open_revisions=True, reason="Anggaran dipangkas")
        self.assertEqual(self.plan("staff").state, "revising")
        self.assertEqual(self.plan("staff").state_reason, "Anggaran dipangkas")
        self.assertEqual(self.plan("teman").state, "agreed", "nothing changes in it")
        self.assertEqual(len(self.plan("staff").result_ids), 2)

    def test_delegate(self):
        """Who acts for the evaluator today fills in his name, and is recorded so."""
        self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["ketua"].id,
                "kind": "plh",
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        self.import_as("ketua", self._row("staff"))
        self.assertRecordValues(
            self.plan("staff").log_ids,
            [{"user_id": self.users["ketua"].id, "official_id": self.people["kasi"].id}],
        )

    def test_the_guard_stands_in_the_writing_too(self):
        """A plan that is agreed between the dry run and the import is not touched."""
        wizard = self.wizard("officer", self._row("staff"))
        items, issues = wizard._read()
        self.assertFalse(issues)
        self.bring_to("staff", "agreed")
        with self.assertRaises(UserError):
            wizard._write_items(items)

    def test_no_client_fills_by_context(self):
        """The key that opens drafts to an officer is an object, which no client can send."""
        plan = self.plan("staff", "officer")
        for value in (True, "FILLING", 1):
            with self.assertRaises(UserError):
                plan.with_context(skp_filling=value)._check_editable()

    def test_assigned_result_keeps_its_assigner(self):
        """The guards of the form's fields hold as well: who assigned a result is fixed."""
        result = self.add_result("staff", "Tugas", assigner_name="Kepala Dinas")
        assignment = self.env["hr.skp.assignment"].create(
            {
                "name": "Tim",
                "description": "Tugas",
                "period_id": self.period.id,
                "assigner_id": self.people["kadis"].id,
            }
        )
        result.assignment_id = assignment
        for role in ("kasi", "officer"):
            wizard = self.wizard(
                role,
                make_results(
                    [f"#{result.id}", self.number("staff"), "Tugas", "", "Orang lain"],
                    header=[*RESULTS, "Pejabat yang memberikan penugasan"],
                ),
            )
            wizard.action_import()
            self.assertEqual(wizard.state, "checked")
            self.assertEqual(result.assigner_name, "Kepala Dinas")

    def test_links_stay_within_what_one_reads(self):
        """The number of a result that one may not read means nothing."""
        secret = self.add_result("ketua", "Rahasia")
        wizard = self.wizard(
            "kasi", make_results(["A", self.number("staff"), "x", f"#{secret.id}"])
        )
        self.assertRefused(wizard, ("Hasil kerja", 2, "Hasil kerja pimpinan"))
        self.assertNotIn("Rahasia", wizard.line_ids.what)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_wizards_are_private(self):
        """Nobody reads or starts the import of another; portal users have none."""
        wizard = self.wizard("kasi", self._row("staff"))
        with self.assertRaises(AccessError):
            wizard.with_user(self.users["officer"]).read(["file"])
        with self.assertRaises(AccessError):
            wizard.with_user(self.users["warga"]).action_import()

import io
import zipfile

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.rules.cells import MAX_PROSE, escape_prose

from .exchange_common import (
    HARD_TEXTS,
    ExchangeCommon,
    make_indicators,
    make_results,
    read_cells,
)


@tagged("post_install", "-at_install", "hr_skp")
class TestResultExchange(ExchangeCommon):
    """What is taken out comes in again, word for word."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.objective = cls.env["hr.skp.objective"].create(
            {"code": "PK.1", "name": "Kota bersih", "company_id": cls.agency.id}
        )
        cls._create_content()
        cls.year = cls.period
        cls.everybody = cls.env["hr.skp"].union(*cls.plans.values())

    @classmethod
    def _create_content(cls):
        """Four people, each pointing to the one above, with texts that are hard to keep."""
        chain = ["kadis", "kabid", "kasi", "staff"]
        above = cls.env["hr.skp.result"]
        for depth, key in enumerate(chain):
            texts = HARD_TEXTS[depth::4]
            results = cls.env["hr.skp.result"].create(
                [
                    {
                        "skp_id": cls.plans[key].id,
                        "sequence": 50 - number,
                        "name": text,
                        "kind": "additional" if number % 3 == 2 else "main",
                        "parent_id": above[number % len(above)].id if above else False,
                        "parent_indicator_id": (
                            above[number % len(above)].indicator_ids[:1].id if above else False
                        ),
                        "objective_id": False if above else cls.objective.id,
                        "perspective": False if above else "budget",
                        "cascade": "non_direct" if above else False,
                        "cascade_basis": "service" if above else False,
                        "assigner_name": text[:50] if number % 2 else False,
                        "indicator_ids": [
                            (
                                0,
                                0,
                                {
                                    "name": text,
                                    "target": text,
                                    "uom": text[:20],
                                    "aspect": "quantity",
                                    "second_aspect": "time" if number % 2 else False,
                                    "data_source": text,
                                    "control_level": "outcome",
                                    "purpose": text,
                                    "definition": text,
                                    "formula": text,
                                    "report_interval": "semester",
                                },
                            ),
                            (0, 0, {"name": text, "target": f"kembar {number}"}),
                        ],
                    }
                    for number, text in enumerate(texts)
                ]
            )
            above = results
        cls.add_result("teman", "Tanpa pimpinan")

    def _begin_next_year(self):
        """Return fresh drafts of everybody; imports go there from now on."""
        self.period = self._create_period(2027)
        people = self.everybody.employee_id
        vals_list = [{"employee_id": p.id, "period_id": self.period.id} for p in people]
        return self.env["hr.skp"].create(vals_list)

    def test_round_trip(self):
        """Into fresh drafts of another year and out again, every cell is equal."""
        self.env["res.lang"]._activate_lang("id_ID")
        first = self.export_as("officer", self.everybody.with_context(lang="id_ID"))
        fresh = self._begin_next_year().with_context(lang="id_ID")
        self.import_as("officer", content=first)
        cells = read_cells(first)
        self.assertEqual(set(cells), {"Hasil kerja", "Indikator"})
        self.assertEqual(len(cells["Hasil kerja"]), 1 + len(HARD_TEXTS) + 1)
        self.assertEqual(read_cells(self.export_as("officer", fresh)), cells)
        originals, copies = (plans.result_ids.mapped("name") for plans in (self.everybody, fresh))
        self.assertEqual(sorted(copies), sorted(originals))

    def test_back_into_the_same_plans_nothing_changes(self):
        """An export that nobody touched changes nothing, in both languages."""
        self.env["res.lang"]._activate_lang("id_ID")
        for lang in ("en_US", "id_ID"):
            content = self.export_as("officer", self.everybody.with_context(lang=lang))
            before = self.snapshot()
            wizard = self.import_as("officer", content=content)
            self.assertEqual(wizard.warning_count, self._count_twins(wizard))
            self.assertEqual(self.snapshot(), before)

    def _count_twins(self, wizard):
        return len(wizard.line_ids.filtered(lambda line: "same text" in line.what))

    def test_formulas_are_texts(self):
        """What looks like a formula is stored as a text, and stays one where it is edited."""
        content = self.export_as("officer", self.everybody)
        book = load_workbook(io.BytesIO(content))
        signs = 0
        for page in book.worksheets[1:]:
            for row in page.iter_rows(min_row=2):
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f")
                    if isinstance(cell.value, str) and cell.value[0] in "=+-@\t\n":
                        self.assertTrue(cell.quotePrefix, cell.value)
                        signs += 1
        self.assertGreater(signs, 10)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                self.assertNotRegex(archive.read(name), rb"<f[ >/]")

    def test_only_what_one_may_read(self):
        """A leader's file holds his own people, whatever plans he names."""
        cells = read_cells(self.export_as("kasi", self.everybody))
        numbers = {row[1] for row in cells["Results"][1:]}
        self.assertEqual(numbers, {self.number(key) for key in ("kasi", "staff", "teman")})
        with self.assertRaises(UserError):
            self.export_as("hr", self.env["hr.skp"])

    def test_leaders_result_outside_the_file(self):
        """Where the leader's plan is not in the file, his result stands in words."""
        cells = read_cells(self.export_as("kasi", self.plans["staff"]))
        header, *rows = cells["Results"]
        parents = {row[header.index("Leader's result")] for row in rows}
        above = self.plans["kasi"].result_ids
        self.assertTrue(parents)
        self.assertLessEqual(parents, {escape_prose(name) for name in above.mapped("name")})
        before = self.snapshot()
        self.import_as("kasi", content=self.export_as("kasi", self.plans["staff"]))
        self.assertEqual(self.snapshot(), before)

    def test_keys_that_mean_several(self):
        """Where two people's results bear the same key, both go by their number."""
        for role, key in (("kasi", "staff"), ("kabid", "kasi")):
            self.import_as(role, make_results(["K1", self.number(key), f"Baru {key}", ""]))
        results = self.env["hr.skp.result"].search([("exchange_key", "=", "K1")])
        cells = read_cells(self.export_as("officer", self.everybody))
        keys = [row[0] for row in cells["Results"][1:]]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertLessEqual({f"#{result.id}" for result in results}, set(keys))
        before = self.snapshot()
        self.import_as("officer", content=self.export_as("officer", self.everybody))
        self.assertEqual(self.snapshot(), before)

    def test_a_row_given_to_somebody_else(self):
        """A row whose number is changed is a new result of the other person; keys stay apart."""
        result = self.plans["teman"].result_ids
        self.import_as(
            "kasi",
            make_results([f"#{result.id}", self.number("warga"), result.name, ""]),
            make_indicators([f"#{result.id}", "Jumlah", "5"]),
        )
        copy = self.plans["warga"].result_ids
        self.assertEqual(copy.name, result.name)
        cells = read_cells(self.export_as("officer", self.everybody))
        keys = [row[0] for row in cells["Results"][1:]]
        self.assertEqual(len(keys), len(set(keys)))

    def test_moved_within_the_year(self):
        """Who has two plans in a year has their first days in the file, and gets both back."""
        plan = self.plans["teman"]
        plan.write({"date_end": "2026-06-30", "state": "closed"})
        later = self.env["hr.skp"].create(
            {
                "employee_id": plan.employee_id.id,
                "period_id": self.period.id,
                "date_start": "2026-07-01",
            }
        )
        self.import_as("kasi", make_results(["Z", self.number("teman"), "Sesudah pindah", ""]))
        self.assertEqual(later.result_ids.name, "Sesudah pindah")
        both = plan + later
        cells = read_cells(self.export_as("officer", both))
        self.assertEqual(
            [str(row[3])[:10] for row in cells["Results"][1:]], ["2026-01-01", "2026-07-01"]
        )
        before = self.snapshot()
        self.import_as("officer", content=self.export_as("officer", both))
        self.assertEqual(self.snapshot(), before)

    def test_one_period_a_file(self):
        """Plans of two years do not fit in one file."""
        with self.assertRaises(UserError):
            (self.everybody + self._begin_next_year()).action_export_results()

    def test_too_long_for_a_cell(self):
        """A text that no cell holds is refused rather than cut."""
        self.plans["teman"].result_ids.name = "x" * (MAX_PROSE + 1)
        with self.assertRaises(UserError):
            self.export_as("officer", self.everybody)


@tagged("post_install", "-at_install", "hr_skp")
class TestResultExchangeCost(ExchangeCommon):
    def _queries(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _people(self, count):
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pelaksana {n}",
                    "nip": f"19900101201501{n:04d}",
                    "company_id": self.agency.id,
                    "department_id": self.seksi.id,
                    "job_id": self.people["staff"].job_id.id,
                    "parent_id": self.people["kasi"].id,
                    "asn_kind": "pns",
                }
                for n in range(1001, 1001 + count)
            ]
        )
        plans = self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )
        return people, plans

    def test_cost_does_not_grow_with_people(self):
        """Check, import, change and export ask as many questions for 50 people as for one."""
        people, plans = self._people(51)

        def sheets(some, text):
            return (
                make_results(*[[p.nip, p.nip, f"{text} {p.id}", ""] for p in some]),
                make_indicators(*[[p.nip, f"{text} {p.id}", "5"] for p in some]),
            )

        groups = (people[0], people[1:])
        for role in ("kasi", "officer"):
            self.wizard(role, *sheets(people[0], "Hangat")).action_check()
            for action, text in (
                ("action_check", role),
                ("action_import", role),
                ("action_import", f"{role} lagi"),
            ):
                one, many = (
                    self._queries(getattr(self.wizard(role, *sheets(some, text)), action))
                    for some in groups
                )
                self.assertLessEqual(many, one + 4, f"{role} {action} {text}")
        one, many = (
            self._queries(lambda some=some: self.export_as("kasi", some))
            for some in (plans[0], plans[1:])
        )
        self.assertLessEqual(many, one)


@tagged("post_install", "-at_install", "hr_skp")
class TestResultDownload(HttpCase, ExchangeCommon):
    def test_downloads(self):
        """Whoever asked for the file gets it; nobody else, not even with its address."""
        self.add_result("staff")
        url = self.plan("staff", "kasi").action_export_results()["url"]
        template = self.wizard("kasi", content=b"").action_download_template()["url"]
        for role, status in (("kasi", 200), ("officer", 404), ("warga", 404)):
            self.authenticate(f"uji_{role}", f"uji_{role}")
            for path in (url, template):
                with self.subTest(role=role, path=path):
                    response = self.url_open(path)
                    self.assertEqual(response.status_code, status)
                    self.assertEqual(response.content[:2] == b"PK", status == 200)
        self.authenticate("uji_kasi", "uji_kasi")
        cells = read_cells(self.url_open(url).content)
        self.assertEqual([rows[1][1] for rows in cells.values()][0], self.number("staff"))

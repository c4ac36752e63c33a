import base64
import csv
import io
import pathlib

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

from .import_files import (
    EMPLOYEE_HEADER,
    POSTS,
    UNITS,
    make_number,
    make_people,
    make_person,
    make_xlsx,
)

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "data"
MODELS = ("hr.department", "hr.job", "hr.employee", "hr.skp.objective", "res.users")


class ImportCommon(BaseCommon):
    """An empty agency, an SKP officer and an SKP administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency = cls.env["res.company"].create({"name": "Pemerintah Kota Impor"})
        company = {"company_id": cls.agency.id, "company_ids": [(6, 0, cls.agency.ids)]}
        cls.users = {
            role: new_test_user(cls.env, f"impor_{role}", groups=group, **company)
            for role, group in [
                ("officer", "hr_skp.group_skp_officer"),
                ("manager", "hr_skp.group_skp_manager"),
                ("hr", "hr.group_hr_manager"),
            ]
        }

    def _wizard(self, *sheets, content=None, role="officer", **vals):
        content = make_xlsx(*sheets) if content is None else content
        wizard = self.env["hr.skp.import"].with_user(self.users[role]).with_company(self.agency)
        return wizard.create({"file": base64.b64encode(content), **vals})

    def _import(self, *sheets, **options):
        """Import sheets that have nothing to mend."""
        wizard = self._wizard(*sheets, **options)
        wizard.action_import()
        errors = wizard.line_ids.filtered(lambda line: line.severity == "error")
        self.assertFalse(errors.mapped("what"))
        self.assertEqual(wizard.state, "done")
        return wizard

    def _count(self):
        self.env.flush_all()
        return {
            model: self.env[model].sudo().with_context(active_test=False).search_count([])
            for model in MODELS
        }

    def _find(self, number):
        return self.env["hr.employee"].search(
            [("nip", "=", number), ("company_id", "=", self.agency.id)]
        )


@tagged("post_install", "-at_install", "hr_skp")
class TestImport(ImportCommon):
    def test_refusals_in_one_answer(self):
        """Every error is named with its place and the way to mend it, and nothing is written."""
        units = [*UNITS, ["U2", "Bidang", "U3"], ["U3", "Seksi", "U2"]]

        def person(**columns):
            row = {**dict.fromkeys(EMPLOYEE_HEADER), "Jenis": "PNS", "Nama": "X", **columns}
            return list(row.values())

        first, second = make_number(1), make_number(2)
        people = [
            *["Pegawai", EMPLOYEE_HEADER],
            person(NIP="19900101201501100"),
            person(NIP="199002312015011001"),
            person(NIP=first, Atasan=second),
            person(NIP=second, Atasan=first),
            person(NIP=first),
            person(NIP=make_number(3), Nama=None),
            person(NIP=make_number(4), **{"Kode unit": "ZZ"}),
            person(NIP=make_number(5), Jabatan="Sulap"),
            person(NIP=make_number(6), Golongan="V/z"),
            person(NIP=make_number(7), Golongan="IX"),
            person(NIP=make_number(8), Email="bukan surel"),
        ]
        objectives = ["Sasaran", ["Kode", "Nama", "Sumber", "Kode induk"], ["S1", "x", "PK", "S9"]]
        before = self._count()
        wizard = self._wizard(units, POSTS, people, objectives)
        for action in (wizard.action_check, wizard.action_import):
            action()
            self.assertEqual(wizard.state, "checked")
            self.assertEqual(self._count(), before)
            errors = wizard.line_ids.filtered(lambda line: line.severity == "error")
            self.assertEqual(wizard.error_count, len(errors))
            self.assertEqual(
                errors.mapped(lambda line: (line.sheet, line.row, line.column)),
                [
                    ("Unit", 3, "Kode induk"),
                    ("Pegawai", 2, "NIP"),
                    ("Pegawai", 3, "NIP"),
                    ("Pegawai", 4, "Atasan"),
                    ("Pegawai", 6, "NIP"),
                    ("Pegawai", 7, "Nama"),
                    ("Pegawai", 8, "Kode unit"),
                    ("Pegawai", 9, "Jabatan"),
                    ("Pegawai", 10, "Golongan"),
                    ("Pegawai", 11, "Golongan"),
                    ("Pegawai", 12, "Email"),
                    ("Sasaran", 2, "Kode induk"),
                ],
            )
            self.assertEqual(len(errors), 12)
            self.assertTrue(all(line.what and line.fix for line in errors))
            self.assertFalse(any("%(" in line.what + line.fix for line in wizard.line_ids))

    def test_files_that_are_none(self):
        """A file that is no workbook gives a sentence, not a traceback, and writes nothing."""
        before = self._count()
        for content in (b"", b"Nama;NIP", make_xlsx(["Kosong"]), make_xlsx(["Unit"])):
            with self.subTest(content=content[:10]):
                wizard = self._wizard(content=content)
                wizard.action_check()
                self.assertEqual((wizard.state, wizard.error_count), ("checked", 1))
                self.assertTrue(wizard.line_ids.what and wizard.line_ids.fix)
        self.assertEqual(self._count(), before)

    def test_all_or_nothing(self):
        """What only the database refuses takes the whole file back, and is shown like the rest."""
        self._import(UNITS, POSTS, make_people(1))
        before = self._count()
        self.patch(
            self.registry["hr.skp.objective"],
            "create",
            lambda self, vals_list: (_ for _ in ()).throw(UserError("Ditolak basis data")),
        )
        objectives = ["Sasaran", ["Kode", "Nama", "Sumber"], ["S1", "x", "PK"]]
        units = [*UNITS, ["U9", "Unit baru"]]
        wizard = self._wizard(units, POSTS, make_people(3, Nama="Ganti"), objectives)
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.error_count), ("checked", 1))
        self.assertIn("Ditolak basis data", wizard.line_ids.what)
        self.env.invalidate_all()
        self.assertEqual(self._count(), before)
        self.assertEqual(self._find(make_number(1)).name, "Orang 1")

    def test_against_the_agency(self):
        """Numbers, addresses and people of the agency are respected."""
        self._import(UNITS, POSTS, make_people(2))
        first = self._find(make_number(1))
        first.work_email = "satu@kota.example"
        self._find(make_number(2)).action_archive()
        for columns, sheet in [
            ({"NIP": make_number(3), "Nama": "Tiga", "Email": "SATU@kota.example"}, "Email"),
            ({"NIP": make_number(2)}, "NIP"),
        ]:
            with self.subTest(columns=columns):
                wizard = self._wizard(make_person(**columns))
                wizard.action_check()
                errors = wizard.line_ids.filtered(lambda line: line.severity == "error")
                self.assertEqual(errors.mapped("column"), [sheet])

    def test_values(self):
        """Every column arrives where it belongs; empty cells of new people stay empty."""
        number = make_number(1, birth="19900203", sex="2")
        units = [*UNITS, ["U2", "Bidang", "U1", number]]
        boss = make_person(NIP=make_number(2), Nama="Atasan", Jabatan="Kepala")
        self._import(units[:3], POSTS, boss)
        people = make_person(
            **{
                "Kode": "P1",
                "NIP": "19900203 201501 2 002",
                "Nama": "Ada Lovelace, S.T.",
                "Kode unit": "U2",
                "Atasan": make_number(2),
                "Jenis kelamin": "P",
                "Tanggal lahir": "03/02/1990",
                "Email": "Ada@Kota.example",
            }
        )
        people[1] = [*people[1], "HP", "Pejabat penilai"]
        people[2] = [*people[2], "0812 3456", make_number(2)]
        self._import(units, POSTS, people)
        ada, boss = self._find(number), self._find(make_number(2))
        self.assertRecordValues(
            ada,
            [
                {
                    "name": "Ada Lovelace, S.T.",
                    "skp_code": "P1",
                    "asn_kind": "pns",
                    "asn_grade_id": self.env.ref("hr_skp.grade_pns_iii_a").id,
                    "sex": "female",
                    "work_email": "ada@kota.example",
                    "mobile_phone": "0812 3456",
                    "parent_id": boss.id,
                    "skp_evaluator_override_id": boss.id,
                    "user_id": False,
                }
            ],
        )
        self.assertEqual(str(ada.birthday), "1990-02-03")
        self.assertEqual(ada.job_id.asn_position, "pelaksana")
        self.assertEqual(ada.department_id.manager_id, ada)
        self.assertEqual(ada.department_id.parent_id.skp_code, "U1")
        self.assertEqual(boss.department_id.skp_code, "U1")

    def test_empty_keeps_and_hyphen_clears(self):
        """An empty cell leaves what is recorded; a hyphen empties it."""
        self._import(UNITS, POSTS, make_person(Email="satu@kota.example"))
        person = self._find(make_number(1))
        self._import(make_person(Golongan="", Email=""))
        self.assertEqual(person.asn_grade_id.code, "III/a")
        self.assertEqual(person.work_email, "satu@kota.example")
        self._import(make_person(Golongan="-", Email="-"))
        self.assertFalse(person.asn_grade_id)
        self.assertFalse(person.work_email)

    def test_number_changes(self):
        """A person found by his code keeps the old number among the former ones."""
        self._import(UNITS, POSTS, make_person(Kode="P1"))
        person = self._find(make_number(1))
        self._import(make_person(Kode="p1", NIP=make_number(2)))
        self.assertEqual((person.nip, person.nip_former), (make_number(2), make_number(1)))

    def test_dated_change(self):
        """With a date, a promotion starts a new dated version and keeps the old one."""
        self._import(UNITS, POSTS, make_person())
        person = self._find(make_number(1))
        person.version_id.date_version = "2020-01-01"
        self._import(make_person(Golongan="III/b", Nama="Nama Baru"), date="2025-04-01")
        old, new = person.version_ids.sorted("date_version")
        self.assertEqual((old.asn_grade_id.code, new.asn_grade_id.code), ("III/a", "III/b"))
        self.assertEqual(str(new.date_version), "2025-04-01")
        self.assertEqual(person.name, "Nama Baru")

    def test_superiors_have_precedence_over_heads(self):
        """A new head does not become the superior of whom the file puts under somebody else."""
        one, two, three = (make_number(n) for n in (1, 2, 3))
        people = make_people(3)
        for row, superior in zip(people[2:], ("-", one, two), strict=True):
            row[EMPLOYEE_HEADER.index("Atasan")] = superior
        self._import(["Unit", UNITS[1], ["U1", "Dinas Uji", "", two]], POSTS, people)
        self.assertFalse(self._find(one).parent_id)
        self.assertEqual(self._find(two).parent_id, self._find(one))
        self.assertEqual(self._find(three).parent_id, self._find(two))
        self._import(["Unit", UNITS[1], ["U1", "Dinas Uji", "", three]], POSTS, people)
        self.assertEqual(self._find(two).parent_id, self._find(one))

    def test_roles(self):
        """Officers import, SKP administrators create logins, other HR people neither."""
        with self.assertRaises(AccessError):
            self._wizard(UNITS, role="hr")
        sheets = (UNITS, POSTS, make_person(**{"Akses masuk": "Portal", "Email": "p@kota.example"}))
        wizard = self._wizard(*sheets)
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.error_count), ("checked", 1))
        self._import(*sheets, role="manager")
        user = self._find(make_number(1)).user_id
        self.assertTrue(user.share)
        self.assertEqual(user.login, "p@kota.example")
        self.assertEqual(user.company_ids, self.agency)
        self.assertEqual(user.group_ids, self.env.ref("base.group_portal"))
        self._import(*sheets)  # a login that exists asks for nothing

    def test_no_mail(self):
        """New logins are told by the agency, not by a mail of ours."""
        before = self.env["mail.mail"].sudo().search_count([])
        person = make_person(**{"Akses masuk": "Internal", "Email": "i@kota.example"})
        self._import(UNITS, POSTS, person, role="manager")
        self.assertFalse(self._find(make_number(1)).user_id.share)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), before)

    def test_login_of_somebody_else(self):
        """An existing user is never linked by an import."""
        person = make_person(**{"Akses masuk": "Internal", "Email": "admin@kota.example"})
        self.users["hr"].login = "admin@kota.example"
        wizard = self._wizard(UNITS, POSTS, person, role="manager")
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.line_ids.column), ("checked", "Email"))

    def test_other_agency(self):
        """Numbers and codes of another agency do not matter, and nothing of it changes."""
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        theirs = self.env["hr.employee"].create(
            {"name": "Orang lain", "nip": make_number(1), "company_id": other.id}
        )
        self._import(UNITS, POSTS, make_people(1))
        self.assertTrue(self._find(make_number(1)))
        self.assertEqual(theirs.name, "Orang lain")

    def test_import_twice_asks_for_a_new_file(self):
        """The button does not import a second time."""
        wizard = self._import(UNITS, POSTS)
        with self.assertRaises(UserError):
            wizard.action_import()
        wizard.action_restart()
        self.assertFalse(wizard.file or wizard.line_ids or wizard.summary)

    def test_findings_as_a_workbook(self):
        """The list can be downloaded whole, and no text of the file becomes a formula."""
        people = make_people(600, Nama="=HYPERLINK(1)", Jabatan="Sulap")
        wizard = self._wizard(UNITS, people)
        wizard.action_check()
        self.assertEqual(len(wizard.line_ids), 500)
        self.assertEqual(wizard.hidden_count, wizard.error_count + wizard.warning_count - 500)
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.report_file)))
        rows = list(book.active.iter_rows())
        self.assertEqual(len(rows), 1 + wizard.error_count + wizard.warning_count)
        self.assertNotIn("f", {cell.data_type for row in rows for cell in row})
        self.assertIn("/report_file/", wizard.action_download_report()["url"])

    def test_template(self):
        """The template has all sheets and columns; sent back empty, only the rows are missing."""
        for lang in ("en_US", "id_ID"):
            self.env["res.lang"]._activate_lang(lang)
            wizard = self._wizard(content=b"").with_context(lang=lang)
            content = base64.b64decode(wizard.template_file)
            book = load_workbook(io.BytesIO(content))
            self.assertEqual(len(book.sheetnames), 5)
            wizard.file = base64.b64encode(content)
            wizard.action_check()
            self.assertEqual(wizard.error_count, 1)
            self.assertEqual(wizard.warning_count, 4)


@tagged("post_install", "-at_install", "hr_skp")
class TestImportExample(ImportCommon):
    def _facts(self, name):
        with (EXAMPLE / "source" / f"{name}.csv").open(newline="", encoding="utf-8") as source:
            return list(csv.reader(source))

    def test_workbook_is_made_from_the_facts(self):
        """The committed workbook shows what the CSV files say."""
        book = load_workbook(EXAMPLE / "kota-asri.xlsx")
        for page in book:
            rows = [[cell or "" for cell in row] for row in page.iter_rows(values_only=True)]
            self.assertEqual(rows, self._facts(page.title), page.title)

    def test_round_trip(self):
        """The example agency arrives as it stands in its files, and again changes nothing."""
        content = (EXAMPLE / "kota-asri.xlsx").read_bytes()
        self._import(content=content, role="manager")
        header, *rows = self._facts("Pegawai")
        kinds = {"PNS": "pns", "CPNS": "cpns", "PPPK": "pppk", "Non ASN": "non_asn"}
        kinds["PPPK Paruh Waktu"] = "pppk_part_time"
        people = self.env["hr.employee"].search([("company_id", "=", self.agency.id)])
        by_key = {person.nip or person.skp_code: person for person in people}
        self.assertEqual(len(people), len(rows))
        for row in (dict(zip(header, row, strict=True)) for row in rows):
            person = by_key[row["NIP"] or row["Kode"]]
            self.assertEqual(person.name, row["Nama"])
            self.assertEqual(person.asn_kind, kinds[row["Jenis"]])
            self.assertEqual(person.asn_grade_id.code or "", row["Golongan"])
            self.assertEqual(person.job_id.name, row["Jabatan"])
            self.assertEqual(person.department_id.skp_code, row["Kode unit"])
            superior = person.parent_id
            self.assertEqual(superior.nip or superior.skp_code or "", row["Atasan"])
            self.assertEqual(person.user_id.login, row["Nama masuk"])
            self.assertFalse(person.nip_warning)
        again = self._import(content=content, role="manager")
        self.assertEqual(again.warning_count, 0)
        self.assertNotRegex(again.summary, r"[1-9]\d* (created|changed)")
        self._check_evaluators(by_key)

    def _check_evaluators(self, by_key):
        """The org chart gives everybody below the head of the region an evaluator."""
        self.agency.agency_head_id = by_key["WALIKOTA"]
        people = self.env["hr.employee"].union(*by_key.values())
        evaluators = people._get_skp_evaluators()
        login = {person.user_id.login: person for person in people}
        for below, above in [
            ("kadis.b", "walikota"),
            ("ketua1.b", "kadis.b"),
            ("ani.b", "kadis.b"),  # the team leader is a JF: he recommends, the head rates
            ("staf.pangkat", "kasubbid.pangkat"),
            ("direktur.rsud", "walikota"),  # an independent unit
        ]:
            self.assertEqual(evaluators[login[below].id], login[above], below)
        without = [person.name for person in people if not evaluators[person.id]]
        self.assertEqual(without, [login["walikota"].name])


@tagged("post_install", "-at_install", "hr_skp")
class TestImportCost(ImportCommon):
    def _queries(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_check_costs_the_same_for_any_size(self):
        """A dry run asks the database the same number of questions for 5 people and for 100."""
        self._wizard(UNITS, POSTS, make_people(1)).action_check()
        few, many = (
            self._queries(self._wizard(UNITS, POSTS, make_people(count)).action_check)
            for count in (5, 100)
        )
        self.assertLessEqual(many, few)  # the first one warms the caches

    def test_unchanged_import_costs_the_same_for_any_size(self):
        """Importing again what is there costs the same for 5 people and for 60."""
        self._import(UNITS, POSTS, make_people(60))
        self._import(UNITS, POSTS, make_people(60))
        few, many = (
            self._queries(self._wizard(UNITS, POSTS, make_people(count)).action_import)
            for count in (5, 60)
        )
        self.assertLessEqual(many, few + 2)

    def test_new_people_cost_what_core_costs(self):
        """Beyond what Odoo itself spends on an employee, the import asks nothing per person."""
        self._import(UNITS, POSTS, make_people(1))
        unit = self.env["hr.department"].search([("company_id", "=", self.agency.id)])
        Employee = self.env["hr.employee"].with_user(self.users["officer"])
        Employee = Employee.with_company(self.agency)

        def create(count, first):
            return Employee.with_context(tracking_disable=True).create(
                [
                    {
                        "name": f"Langsung {index}",
                        "nip": make_number(index, birth="19800101"),
                        "asn_kind": "pns",
                        "department_id": unit.id,
                        "job_id": unit.env["hr.job"].search([], limit=1).id,
                        "company_id": self.agency.id,
                    }
                    for index in range(first, first + count)
                ]
            )

        core = [self._queries(lambda c=c: create(c, 100 * c)) for c in (10, 60)]
        ours = [
            self._queries(self._wizard(make_people(c, 200 * c)).action_import) for c in (10, 60)
        ]
        # 50 people more, in both; five queries of slack for batches of inserts
        self.assertLessEqual(ours[1] - ours[0], core[1] - core[0] + 5)


@tagged("post_install", "-at_install", "hr_skp")
class TestImportDownload(HttpCase):
    def test_downloads(self):
        """Officers download the template and the list of findings; nobody else gets them."""
        users = {
            role: new_test_user(self.env, f"unduh_{role}", groups=group)
            for role, group in [
                ("officer", "hr_skp.group_skp_officer"),
                ("other", "hr_skp.group_skp_officer"),
                ("employee", "base.group_user"),
            ]
        }
        wizard = self.env["hr.skp.import"].with_user(users["officer"]).create({})
        wizard.action_check()
        urls = [
            wizard.action_download_template()["url"],
            wizard.action_download_report()["url"],
        ]
        for role, status in [("officer", 200), ("other", 404), ("employee", 404)]:
            self.authenticate(f"unduh_{role}", f"unduh_{role}")
            for url in urls:
                with self.subTest(role=role, url=url):
                    response = self.url_open(url)
                    self.assertEqual(response.status_code, status)
                    self.assertEqual(response.content[:2] == b"PK", status == 200)

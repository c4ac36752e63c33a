"""The import rules: pure Python, no database."""

import doctest
import io
import json
import pathlib
import re
import zipfile
from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules import (
    cells,
    import_check,
    import_facts,
    import_spec,
    kept_tables,
    workbook,
)
from odoo.addons.hr_skp.rules.import_facts import Known, KnownGrade, KnownPerson, KnownUnit
from odoo.addons.hr_skp.wizard.hr_skp_import_messages import MESSAGES
from odoo.addons.hr_skp.wizard.hr_skp_import_template import HELP

from .import_files import POSTS, UNITS, make_number, make_people, make_person, make_xlsx

GRADES = [
    KnownGrade(1, "I/a", "11", "pns"),
    KnownGrade(2, "III/a", "31", "pns"),
    KnownGrade(3, "IX", "09", "pppk"),
    KnownGrade(4, "XI", "11", "pppk"),
]


def read(*sheets):
    return workbook.read_workbook(
        make_xlsx(*sheets), import_spec.SHEETS, import_spec.IGNORED_SHEETS
    )


def check(*sheets, **known):
    """Return the items and (sheet, row, column, code) of every issue of a workbook."""
    tables, issues = read(*sheets)
    items, found = import_check.check_tables(tables, Known(**{"grades": GRADES, **known}))
    return items, [(i.sheet, i.row, i.column, i.code) for i in issues + found]


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesWorkbook(BaseCase):
    def test_doctests(self):
        """The examples in the docstrings are true."""
        for module in (cells, workbook, import_facts, import_check):
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def _code(self, content):
        tables, issues = workbook.read_workbook(content, import_spec.SHEETS)
        self.assertFalse(tables)
        return [issue.code for issue in issues]

    def test_not_a_workbook(self):
        """Whatever is not an XLSX is refused with one plain reason."""
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("content.xml", "<office/>")
        encrypted = workbook._OLE2 + b"\0" * 600 + workbook._ENCRYPTED_PACKAGE
        for content, code in [
            (b"", "no_file"),
            (b"Nama;NIP\nBudi;1", "not_xlsx"),
            (b"PK\x03\x04 broken", "not_xlsx"),
            (make_xlsx(UNITS)[:-200], "not_xlsx"),
            (zipped.getvalue(), "not_xlsx"),
            (workbook._OLE2 + b"\0" * 600, "not_xlsx"),
            (encrypted, "encrypted"),
            (b"x" * (workbook.MAX_FILE_BYTES + 1), "file_too_big"),
        ]:
            with self.subTest(content=content[:20], code=code):
                self.assertEqual(self._code(content), [code])

    def _repack(self, change):
        """Return a good workbook with its parts changed by ``change(name, bytes)``."""
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(make_xlsx(UNITS))) as source:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for name in source.namelist():
                    archive.writestr(name, change(name, source.read(name)))
        return target.getvalue()

    def test_zip_bomb(self):
        """A small file that unpacks to hundreds of megabytes is refused before unpacking."""

        def blow_up(name, data):
            return data + b" " * (260 * 1024**2) if name.endswith("sheet1.xml") else data

        content = self._repack(blow_up)
        self.assertLess(len(content), 1024**2)
        self.assertEqual(self._code(content), ["file_too_big"])

    def test_entities(self):
        """Neither external entities nor UTF-16, which would hide them, are read."""
        entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        for name, change in [
            ("xl/workbook.xml", lambda data: entity + data),
            ("xl/worksheets/sheet1.xml", lambda data: entity + data),
            ("xl/workbook.xml", lambda data: data.decode().encode("utf-16")),
        ]:
            with self.subTest(name=name):
                content = self._repack(lambda n, d, c=change, at=name: c(d) if n == at else d)
                self.assertEqual(self._code(content), ["not_xlsx"])

    def test_damaged_parts(self):
        """A part that is no XML, or a row number that is none, gives a sentence, no traceback."""
        for name, change in [
            ("xl/worksheets/sheet1.xml", lambda data: data[: len(data) // 2]),
            ("xl/worksheets/sheet1.xml", lambda data: data.replace(b'r="2"', b'r="x"')),
            ("xl/workbook.xml", lambda data: b"<a"),
            ("[Content_Types].xml", lambda data: b""),
        ]:
            with self.subTest(name=name):
                content = self._repack(lambda n, d, c=change, at=name: c(d) if n == at else d)
                self.assertEqual(self._code(content), ["not_xlsx"])

    def test_sheets(self):
        """Each sheet that is missing, empty, unknown or doubled is named."""
        header = ["Kode", "Nama"]
        for sheets, expected in [
            ([["Lain", ["a"]]], [("", "missing_sheet")]),
            ([["Unit"]], [("Unit", "empty_sheet")]),
            ([["Unit", header]], [("Unit", "no_rows"), ("", "nothing_to_import")]),
            ([UNITS, ["Sasaran"]], [("Sasaran", "empty_sheet")]),
            ([UNITS, ["Units", *UNITS[1:]]], [("Units", "sheet_twice")]),
            ([UNITS, ["Gaji", ["a"]]], [("Gaji", "unknown_sheet")]),
            ([UNITS, ["Petunjuk", ["a"]]], []),
            ([["UNIT KERJA", *UNITS[1:]]], []),
        ]:
            with self.subTest(sheets=sheets):
                _tables, issues = read(*sheets)
                self.assertEqual([(issue.sheet, issue.code) for issue in issues], expected)

    def test_columns(self):
        """Missing and doubled columns are errors, unknown ones are only noted."""
        _tables, issues = read(["Unit", ["Kode", "Kode *", "Warna"], ["U1", "U2", "merah"]])
        self.assertEqual(
            [(issue.column, issue.code, issue.severity) for issue in issues],
            [
                ("Kode", "column_twice", "error"),
                ("Warna", "unknown_column", "warning"),
                ("Nama / Name", "missing_column", "error"),
            ],
        )

    def test_title_rows_above_the_header(self):
        """Agencies write titles above the header; rows are numbered as in the file."""
        tables, issues = read(["Unit", ["DAFTAR UNIT"], [], ["Name", "Code"], [], ["Dinas", "D"]])
        self.assertFalse(issues)
        self.assertEqual(tables["units"].rows[0], workbook.Row(5, {"name": "Dinas", "code": "D"}))

    def test_too_many_rows(self):
        """A sheet beyond the limit is refused, and reading stops there."""
        self.patch(workbook, "MAX_ROWS", 3)
        tables, issues = read(["Unit", ["Kode", "Nama"], *[[f"U{n}", "x"] for n in range(9)]])
        self.assertEqual([(i.row, i.code) for i in issues], [(5, "too_many_rows")])
        self.assertEqual(len(tables["units"].rows), 3)

    def test_formulas(self):
        """A formula's stored result is used; without one the cell is named, an error too."""
        content = self._repack(
            lambda name, data: (
                data.replace(
                    b"</sheetData>",
                    b'<row r="3"><c r="A3"><f>"U"&amp;2</f><v></v></c><c r="B3" t="str">'
                    b'<f>"Dinas"</f><v>Dinas</v></c></row><row r="4"><c r="A4" t="e"><f>1/0</f>'
                    b'<v>#DIV/0!</v></c><c r="B4" t="str"><f>""</f><v></v></c></row></sheetData>',
                )
                if name.endswith("sheet1.xml")
                else data
            )
        )
        tables, issues = workbook.read_workbook(content, import_spec.SHEETS)
        self.assertEqual(tables["units"].rows[1].values, {"name": "Dinas"})
        self.assertEqual(
            [(issue.row, issue.column, issue.code) for issue in issues],
            [
                (3, "Kode", "formula_without_value"),
                (4, "Kode", "error_value"),
                (4, "Nama", "missing_value"),
            ],
        )

    def test_cells(self):
        """What people write is understood; what cannot be meant is named."""
        person = {column.key: column for column in import_spec.EMPLOYEES.columns}
        position = {column.key: column for column in import_spec.POSTS.columns}["position"]
        independent = import_spec.UNITS.columns[-1]
        for column, value, expected in [
            (person["name"], "  Budi\n Santoso\u200b ", "Budi Santoso"),
            (person["name"], "x" * 1001, "text_too_long"),
            (person["number"], "19860926 201505 1 001", "198609262015051001"),
            (person["number"], 198609262015051001, "number_not_text"),
            (person["number"], 1.98609262015051e17, "number_not_text"),
            (person["number"], 31960123, "31960123"),
            (person["superior"], 198609262015051001, "number_not_text"),
            (person["birthday"], datetime(1986, 9, 26), date(1986, 9, 26)),
            (person["birthday"], "1986-09-26", date(1986, 9, 26)),
            (person["birthday"], "26/9/1986", date(1986, 9, 26)),
            (person["birthday"], "31-02-1986", "impossible_date"),
            (person["birthday"], "kemarin", "not_a_date"),
            (person["email"], "Budi@Kota.go.id", "budi@kota.go.id"),
            (person["email"], "budi@kota", "malformed_email"),
            (person["email"], "budi kota.go.id", "malformed_email"),
            (person["email"], "a@b.id, c@d.id", "malformed_email"),
            (person["sex"], "Perempuan", "female"),
            (person["kind"], "P3K", "pppk"),
            (person["kind"], "pppk_part_time", "pppk_part_time"),
            (person["kind"], "Honorer", "unknown_choice"),
            (position, "Jabatan Pimpinan Tinggi Pratama", "jpt_pratama"),
            (position, "Fungsional Ahli Muda", "jf_ahli_muda"),
            (position, "jf ahli  muda", "jf_ahli_muda"),
            (independent, "YA", True),
            (independent, 0, False),
            (independent, "mungkin", "not_yes_or_no"),
        ]:
            with self.subTest(column=column.key, value=value):
                try:
                    found = cells.READERS[column.kind](value, column)
                except cells.CellError as error:
                    found = error.code
                self.assertEqual(found, expected)

    def test_hyphen_clears(self):
        """A single hyphen empties a field, but not one that must be filled."""
        tables, issues = read(["Unit", ["Kode", "Nama", "Kode induk"], ["U1", "-", "-"]])
        self.assertIs(tables["units"].rows[0].values["parent"], cells.CLEAR)
        self.assertEqual([(i.column, i.code) for i in issues], [("Nama", "missing_value")])

    @settings(deadline=None, max_examples=60)
    @given(st.binary(max_size=400))
    def test_no_bytes_break_the_reader(self, content):
        """Any bytes get an answer, never a traceback."""
        for prefix in (b"", b"PK\x03\x04"):
            self.assertTrue(workbook.read_workbook(prefix + content, import_spec.SHEETS)[1])

    @settings(deadline=None, max_examples=60)
    @given(st.lists(st.lists(st.one_of(st.none(), st.integers(), st.text()), max_size=6)))
    def test_no_cells_break_the_check(self, rows):
        """Any cells get an answer, and each of its issues has its sentence."""
        book = Workbook()
        page = book.active
        page.title = "Pegawai"
        page.append(["NIP", "Nama", "Atasan", "Email", "Golongan", "Jabatan"])
        for row in rows:
            page.append([cells.clean_text(v) if isinstance(v, str) else v for v in row])
        stream = io.BytesIO()
        book.save(stream)
        tables, issues = workbook.read_workbook(stream.getvalue(), import_spec.SHEETS)
        _items, found = import_check.check_tables(tables, Known(grades=GRADES))
        self.assertLessEqual({issue.code for issue in issues + found}, set(MESSAGES))

    def test_every_code_has_its_sentence(self):
        """No code of the rules is without a sentence, no sentence without a code."""
        folder = pathlib.Path(workbook.__file__).parent
        source = "".join(
            (folder / f"{name}.py").read_text()
            for name in ("workbook", "cells", "import_check", "nip")
        )
        used = set(re.findall(r'"([a-z0-9_]+)"', source))
        self.assertFalse(set(MESSAGES) - used - {"refused"})
        raised = re.findall(r'(?:CellError|WorkbookError|Issue|\.issue)\(\s*"([a-z_]+)"', source)
        reported = re.findall(r'_report\([^"]*"[a-z]+", (?:item\.)?row, "([a-z_]+)"', source)
        self.assertGreater(len(raised) + len(reported), 30)
        self.assertLessEqual({*raised, *reported}, set(MESSAGES))

    def test_every_column_is_explained(self):
        """The template explains each column of the specification and no other."""
        columns = {s.key: {column.key for column in s.columns} for s in import_spec.SHEETS}
        self.assertEqual({key: set(texts) for key, texts in HELP.items()}, columns)

    def test_names_are_unambiguous(self):
        """No name means two columns of a sheet, no word two choices of a column."""
        for sheet in import_spec.SHEETS:
            names = [(workbook.fold(n), c.key) for c in sheet.columns for n in c.names]
            self.assertEqual(len(dict(names)), len(set(names)), sheet.key)
            for column in sheet.columns:
                words = [
                    (cells.fold_choice(word), choice.key)
                    for choice in column.choices
                    for word in (choice.key, *choice.names)
                ]
                self.assertEqual(len(dict(words)), len(set(words)), column.key)


KEPT_KEYS = st.sampled_from(["person", "name", "date", "kind"])
KEPT_VALUES = st.one_of(st.text(max_size=20), st.booleans(), st.dates(), st.just(cells.CLEAR))
KEPT_ROWS = st.lists(
    st.builds(workbook.Row, st.integers(2, 10**6), st.dictionaries(KEPT_KEYS, KEPT_VALUES)),
    max_size=5,
)


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesKeptTables(BaseCase):
    """What was read of a file comes back as it was, by way of JSON."""

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(KEPT_KEYS, st.builds(workbook.Table, st.text(), KEPT_ROWS)))
    def test_round_trip(self, tables):
        issue = workbook.Issue("no_rows", "Lembar", 3, "Kolom", {"maximum": 5}, workbook.WARNING)
        kept = json.loads(json.dumps(kept_tables.dump_tables(tables, [issue])))
        self.assertEqual(kept_tables.load_tables(kept), (tables, [issue]))

    def test_of_a_file(self):
        """Dates, choices and what is to be emptied, as they are read of a workbook."""
        person = make_person(**{"Tanggal lahir": date(1990, 1, 1), "Email": "-"})
        tables, issues = read(UNITS, POSTS, person)
        values = tables["employees"].rows[0].values.values()
        self.assertTrue({date(1990, 1, 1), cells.CLEAR} <= set(values), values)
        kept = json.loads(json.dumps(kept_tables.dump_tables(tables, issues)))
        self.assertEqual(kept_tables.load_tables(kept), (tables, issues))


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesImportCheck(BaseCase):
    def test_good_file(self):
        """A correct file has nothing to mend, and its links are refs."""
        unit_head = ["Unit", UNITS[1], ["U1", "Dinas Uji", "", make_number(1)]]
        items, issues = check(unit_head, POSTS, make_people(2))
        self.assertFalse(issues)
        head, other = items["employees"]
        self.assertTrue(head.is_new and other.is_new)
        self.assertEqual(items["units"][0].values["head"], head.ref)
        self.assertEqual(other.values["superior"], head.ref)
        self.assertNotIn("superior", head.values)
        self.assertEqual(other.values["grade"], 2)

    def test_everything_wrong_at_once(self):
        """One answer names every error, with its place."""
        units = [
            *UNITS,
            ["U2", "Bidang", "U3", "hantu"],
            ["U3", "Seksi", "U2"],
            ["u1", "Kembar"],
            ["U4", "Lain", "U9"],
        ]
        header = make_people(0)[1]
        first, second = make_number(1), make_number(2)

        def person(**columns):
            return list({**dict.fromkeys(header), "Jenis": "PNS", **columns}.values())

        people = [
            *["Pegawai", header],
            person(NIP="19900101201501100", Nama="Tujuh Belas"),  # 3
            person(NIP="199002312015011001", Nama="Februari"),  # 4
            person(NIP=first, Nama="Asli", Atasan=second, Email="a@x.id"),  # 5
            person(NIP=second, Nama="Balik", Atasan=first, Email="A@x.id"),
            person(NIP=first, Nama="Kembar"),
            person(NIP=make_number(3), Nama=None),
            person(NIP=make_number(4), Nama="Unit", **{"Kode unit": "ZZ"}),
            person(NIP=make_number(5), Nama="Jabatan", Jabatan="Sulap"),
            person(NIP=make_number(6), Nama="Golongan", Golongan="V/z"),
            person(NIP=make_number(7), Nama="Lain golongan", Golongan="IX"),
            person(NIP=make_number(8), Nama="Surel", Email="bukan surel"),
            person(NIP=make_number(9), Nama="Sendiri", Atasan=make_number(9)),
            person(NIP=make_number(10), Nama="Tanpa jenis", Jenis=None),
            person(Nama="Tanpa nomor"),
        ]
        objectives = ["Sasaran", ["Kode", "Nama", "Sumber", "Kode induk"], ["S1", "x", "PK", "S9"]]
        _items, issues = check(units, POSTS, people, objectives)
        errors = {issue for issue in issues if issue[3] not in ("no_number",)}
        self.assertEqual(
            errors,
            {
                ("Unit", 3, "Kepala", "unknown_person"),
                ("Unit", 3, "Kode induk", "unit_cycle"),
                ("Unit", 5, "Kode", "twice_in_file"),
                ("Unit", 6, "Kode induk", "unknown_unit"),
                ("Pegawai", 2, "NIP", "not_18_digits"),
                ("Pegawai", 3, "NIP", "impossible_birth_date"),
                ("Pegawai", 4, "Atasan", "superior_cycle"),
                ("Pegawai", 5, "Email", "twice_in_file"),
                ("Pegawai", 6, "NIP", "twice_in_file"),
                ("Pegawai", 7, "Nama", "missing_value"),
                ("Pegawai", 8, "Kode unit", "unknown_unit"),
                ("Pegawai", 9, "Jabatan", "unknown_post"),
                ("Pegawai", 10, "Golongan", "unknown_grade"),
                ("Pegawai", 11, "Golongan", "grade_of_other_kind"),
                ("Pegawai", 12, "Email", "malformed_email"),
                ("Pegawai", 13, "Atasan", "own_superior"),
                ("Pegawai", 14, "Jenis", "missing_value"),
                ("Pegawai", 15, "NIP", "no_number_or_code"),
                ("Sasaran", 2, "Kode induk", "unknown_objective"),
            },
        )

    def test_grades(self):
        """A grade is understood as printed or by its SIASN code, within its kind."""
        for kind, text, expected in [
            ("PNS", "III/a", 2),
            ("CPNS", "iii A", 2),
            ("PNS", "31", 2),
            ("PNS", "11", 1),
            ("PPPK", "11", 4),
            ("PPPK", "9", 3),
            ("PPPK Paruh Waktu", "ix", 3),
            ("PPPK", "III/a", "grade_of_other_kind"),
            ("Non ASN", "III/a", "grade_of_other_kind"),
            ("PNS", "VI/a", "unknown_grade"),
        ]:
            with self.subTest(kind=kind, text=text):
                sheet = make_person(NIP=None, Kode="K", Jenis=kind, Golongan=text)
                items, issues = check(UNITS, POSTS, sheet)
                codes = [code for *_place, code in issues if code != "no_number"]
                self.assertEqual(
                    codes or items["employees"][0].values["grade"],
                    ([expected] if isinstance(expected, str) else expected),
                )

    def test_known_people(self):
        """People are found by number or code; contradictions with the agency are named."""
        number = make_number(1)
        people = [
            KnownPerson(11, number=number, name="Ada", email="ada@x.id", has_user=True),
            KnownPerson(12, code="K12", name="Kode", former=(make_number(5),)),
            KnownPerson(13, number=make_number(3), name="Pergi", active=False),
            KnownPerson(14, name="Orang 1"),
        ]
        for columns, ref, codes in [
            ({}, 11, []),
            ({"Kode": "baru"}, 11, []),
            ({"Kode": "k12", "NIP": make_number(2)}, 12, []),
            ({"Kode": "K12"}, 12, ["code_and_number_differ"]),
            ({"NIP": make_number(3)}, 13, ["archived_person"]),
            ({"NIP": make_number(5), "Nama": "X"}, -2, ["former_number"]),
            ({"NIP": make_number(6)}, -2, ["same_name_unkeyed"]),
            ({"NIP": make_number(6), "Nama": "X", "Email": "ADA@x.id"}, -2, ["email_taken"]),
            ({"Akses masuk": "Portal"}, 11, []),
        ]:
            with self.subTest(columns=columns):
                items, issues = check(UNITS, POSTS, make_person(**columns), people=people)
                self.assertEqual([code for *_place, code in issues], codes)
                self.assertEqual(items["employees"][0].ref, ref)

    def test_logins(self):
        """The login is the e-mail, else the number; a taken one is named."""
        asked = {"Akses masuk": "Portal"}
        number = make_number(1)
        for columns, known, expected in [
            ({}, {}, (number, "portal")),
            ({"Email": "b@x.id"}, {}, ("b@x.id", "portal")),
            ({}, {"logins": {number: None}}, ["login_taken"]),
            ({}, {"logins": {number: 99}}, ["login_taken"]),
            ({}, {"may_create_users": False}, ["may_not_create_users"]),
        ]:
            with self.subTest(columns=columns, known=known):
                items, issues = check(UNITS, POSTS, make_person(**asked, **columns), **known)
                codes = [code for *_place, code in issues]
                self.assertEqual(codes or items["employees"][0].values["user"], expected)

    def test_cycle_through_known_people(self):
        """A loop that runs half through the file and half through the agency is found."""
        boss, staff = make_number(1), make_number(2)
        people = [
            KnownPerson(1, number=boss, name="Atasan", kind="pns"),
            KnownPerson(2, number=staff, name="Bawahan", kind="pns", superior=1),
        ]
        sheet = make_person(NIP=boss, Atasan=staff)
        _items, issues = check(UNITS, POSTS, sheet, people=people)
        self.assertEqual([code for *_place, code in issues], ["superior_cycle"])

    def test_units_by_name(self):
        """A unit typed in without a code is adopted by its name, if that means one unit."""
        known = [KnownUnit(7, name="Dinas  uji"), KnownUnit(8, code="U8", name="Lain")]
        items, issues = check(UNITS, units=known)
        self.assertFalse(issues)
        self.assertEqual(items["units"][0].ref, 7)
        items, issues = check(UNITS, units=[*known, KnownUnit(9, name="Dinas Uji")])
        self.assertEqual(items["units"][0].ref, -2)

    def test_posts_of_units(self):
        """A post of the person's own unit goes before the one without a unit."""
        units = [*UNITS, ["U2", "Lain"]]
        header = ["Nama", "Jenis jabatan", "Kode unit"]
        posts = ["Jabatan", header, ["Staf", "Pelaksana", ""], ["Staf", "JF Mahir", "U1"]]
        items, issues = check(units, posts, make_person())
        self.assertFalse(issues)
        self.assertEqual(items["employees"][0].values["post"], items["posts"][1].ref)
        items, issues = check(units, posts, make_person(**{"Kode unit": "U2"}))
        self.assertEqual(items["employees"][0].values["post"], items["posts"][0].ref)
        posts = ["Jabatan", header, ["Staf", "", "U1"], ["Staf", "", "U2"], ["Staf", "", "U2"]]
        items, issues = check([*units, ["U3", "Tiga"]], posts, make_person(**{"Kode unit": "U3"}))
        self.assertEqual([code for *_place, code in issues], ["twice_in_file", "ambiguous_post"])

    @settings(deadline=None)
    @given(st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 12))))
    def test_cycles_and_levels(self, parents):
        """Every loop is found once; without loops the levels put parents first."""
        cycles = import_facts.find_cycles(parents)
        members = [node for cycle in cycles for node in cycle]
        self.assertEqual(len(members), len(set(members)))
        for cycle in cycles:
            for child, parent in zip(cycle, cycle[1:] + cycle[:1], strict=True):
                self.assertEqual(parents[child], parent)
        if cycles:
            return
        items = [import_facts.Item(ref, None, {"up": up}) for ref, up in parents.items()]
        done = set()
        for level in import_facts.sort_levels(items, "up"):
            for item in level:
                self.assertTrue(item.values["up"] in done or item.values["up"] not in parents)
            done |= {item.ref for item in level}
        self.assertEqual(done, set(parents))

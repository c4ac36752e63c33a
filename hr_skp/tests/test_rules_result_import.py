"""The rules of the workbook of results: pure Python, no database."""

import doctest
import io
from datetime import date

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules import (
    cells,
    codes,
    plan_states,
    result_check,
    result_facts,
    result_spec,
    workbook,
)
from odoo.addons.hr_skp.rules.import_facts import KnownPerson
from odoo.addons.hr_skp.rules.result_facts import KnownContent, KnownLine, KnownPlan
from odoo.addons.hr_skp.wizard.hr_skp_result_import_help import HELP
from odoo.addons.hr_skp.wizard.hr_skp_result_import_messages import MESSAGES

from .exchange_common import HARD_TEXTS, make_indicators, make_results
from .import_files import make_xlsx

PROSE = workbook.Sheet(
    "s", "S", "S", columns=(workbook.Column("a", "A", "A", "prose"), workbook.Column("b", "B", "B"))
)


def read_back(texts):
    """Return the texts of a column after a file was written and read, as the export does it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        page = book.add_worksheet("S")
        page.write_row(0, 0, ["A", "B"])
        for row, text in enumerate(texts, 1):
            page.write_string(row, 0, cells.escape_prose(cells.plain_prose(text)))
            page.write_string(row, 1, "x")
    tables, _issues = workbook.read_workbook(stream.getvalue(), [PROSE])
    return [row.values.get("a") for row in tables["s"].rows]


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesResultFile(BaseCase):
    def test_doctests(self):
        """The examples in the docstrings are true."""
        for module in (cells, result_facts, result_check):
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def test_hard_texts_come_back(self):
        """Formula signs, lines, blanks, emoji and right-to-left marks arrive as they left."""
        self.assertEqual(read_back(HARD_TEXTS), HARD_TEXTS)

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.text(max_size=30)
            | st.sampled_from(HARD_TEXTS).map(lambda text: "'" + text)
            | st.from_regex(r"_x[0-9A-F]{4}_|-|'+-|\\s-\\s", fullmatch=True),
            max_size=30,
        )
    )
    def test_any_text_comes_back(self, texts):
        """Whatever a cell can hold is read as it was written; only blanks are nothing."""
        expected = [cells.plain_prose(text) for text in texts]
        self.assertEqual(read_back(texts), [t if cells.clean_text(t) else None for t in expected])

    def test_typed_cells(self):
        """A share keeps its sign, a number its digits; a name may begin with an apostrophe."""
        sheet = make_xlsx(["S", ["A", "B"], [95, "x"], [0.5, "x"], ["'Aisyiyah", "x"], ["-", "x"]])
        tables, issues = workbook.read_workbook(sheet, [PROSE])
        self.assertFalse(issues)
        values = [row.values["a"] for row in tables["s"].rows]
        self.assertEqual(values, ["95", "0.5", "'Aisyiyah", cells.CLEAR])
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            page = book.add_worksheet("S")
            page.write_row(0, 0, ["A", "B"])
            page.write_number(1, 0, 0.905, book.add_format({"num_format": "0.0%"}))
        tables, issues = workbook.read_workbook(stream.getvalue(), [PROSE])
        self.assertEqual(tables["s"].rows[0].values, {"a": "90,5%"})

    def test_layout_knows_every_code(self):
        """Each choice of the file is a code of the domain, each code can be written."""
        columns = {column.key: column for sheet in result_spec.SHEETS for column in sheet.columns}
        for key, domain in [
            ("kind", codes.RESULT_KINDS),
            ("aspect", codes.ASPECTS),
            ("second_aspect", codes.ASPECTS),
            ("perspective", codes.PERSPECTIVES),
            ("cascade", codes.CASCADES),
            ("cascade_basis", codes.CASCADE_BASES),
            ("control_level", codes.CONTROL_LEVELS),
            ("report_interval", codes.REPORT_INTERVALS),
        ]:
            choices = columns[key].choices
            self.assertEqual([choice.key for choice in choices], [code for code, _name in domain])
            self.assertEqual(
                [choice.english for choice in choices], [name for _code, name in domain]
            )
            for choice in choices:
                for name in (choice.key, choice.english.upper(), f" {choice.indonesian} "):
                    self.assertEqual(cells.read_choice(name, columns[key]), choice.key)

    def test_every_column_is_explained(self):
        """The template explains what there is, and nothing else."""
        for sheet in result_spec.SHEETS:
            self.assertEqual(list(HELP[sheet.key]), [column.key for column in sheet.columns])


ANI = KnownPerson(1, number="19900101", name="Ani")
BUDI = KnownPerson(2, number="19910101", name="Budi")


def check(*sheets, **facts):
    """Return the lines, and the (sheet, row, column, code) of the issues, of a workbook."""
    known = {
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 12, 31),
        "people": [ANI, BUDI],
        "plans": [
            KnownPlan(11, 1, "Ani", date(2026, 1, 1), leader=12, leader_name="Budi"),
            KnownPlan(12, 2, "Budi", date(2026, 1, 1)),
        ],
    }
    tables, issues = workbook.read_workbook(make_xlsx(*sheets), result_spec.SHEETS)
    lines, found = result_check.check_results(tables, KnownContent(**{**known, **facts}))
    return lines, [(i.sheet, i.row, i.column, i.code) for i in issues + found]


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesResultCheck(BaseCase):
    def test_step_table(self):
        """State by state: who fills, who opens the revision for it, and who is refused."""
        for state, evaluator, opening, officer in [
            ("draft", "edit", "edit", "edit"),
            ("proposed", "edit", "edit", "plan_proposed"),
            ("agreed", "plan_agreed_yours", "revise", "plan_agreed"),
            ("revising", "edit", "edit", "plan_revising"),
            ("closed", "plan_closed", "plan_closed", "plan_closed"),
            ("cancelled", "plan_cancelled", "plan_cancelled", "plan_cancelled"),
        ]:
            with self.subTest(state=state):
                step = result_facts.fill_step
                self.assertEqual(step(state, {"evaluator", "head"}), evaluator)
                self.assertEqual(step(state, {"evaluator"}, True), opening)
                self.assertEqual(step(state, {"officer", "auditor"}, True), officer)
                for roles in ({"head"}, {"unit_officer"}, {"auditor"}, set()):
                    self.assertEqual(step(state, roles, True), "not_yours")
                self.assertEqual(step(state, {"employee"}, True), "own_plan")

    def test_every_refusal_has_its_words(self):
        """Whatever the rules may say, there is a sentence and a way to mend it."""
        steps = {f"plan_{state}" for state in set(dict(plan_states.STATES)) - {"draft"}}
        steps |= {result_facts.OWN_PLAN, result_facts.NOT_YOURS, result_facts.AGREED_YOURS}
        self.assertLessEqual(steps, set(MESSAGES))

    def test_order_is_that_of_the_file(self):
        """New rows follow what the file leaves out, in their own order."""
        known = [KnownLine(5, 11, sequence=40, values={"name": "Lain"})]
        rows = [[f"K{n}", "19900101", f"h{n}", ""] for n in range(3)]
        lines, issues = check(make_results(*rows), results=known)
        self.assertFalse(issues)
        self.assertEqual([line.sequence for line in lines["results"]], [41, 42, 43])

    def test_key_before_text(self):
        """A key means its row even where another row has its text by now."""
        known = [
            KnownLine(5, 11, key="A", values={"name": "satu", "kind": "main"}),
            KnownLine(6, 11, values={"name": "dua", "kind": "main"}),
        ]
        rows = [["B", "19900101", "satu", ""], ["a", "19900101", "DUA", ""]]
        lines, issues = check(make_results(*rows), results=known)
        self.assertEqual([line.ref for line in lines["results"]], [-2, 5])
        self.assertEqual(issues, [("Hasil kerja", 3, "Rencana hasil kerja", "text_replaced")])

    def test_a_plan_that_may_not_be_changed(self):
        """To keep a key for later is no change; any other is refused, each row by itself."""
        plans = [KnownPlan(11, 1, "Ani", date(2026, 1, 1), step="plan_agreed")]
        known = [KnownLine(5, 11, values={"name": "satu", "kind": "main"})]
        same = make_results(["K", "19900101", "satu", ""])
        lines, issues = check(same, plans=plans, results=known)
        self.assertFalse(issues)
        self.assertFalse(lines["results"][0].changes)
        _lines, issues = check(same, make_indicators(["K", "baru", ""]), plans=plans, results=known)
        self.assertEqual(issues, [("Indikator", 2, "Kunci hasil", "plan_agreed")])

    def test_indicator_keys(self):
        """An indicator's key occurs once in its result."""
        _lines, issues = check(
            make_results(["K", "19900101", "satu", ""], ["L", "19900101", "dua", ""]),
            make_indicators(
                ["K", "a", "1"],
                ["K", "b", "1"],
                ["L", "a", "1"],
                header=["Kunci hasil", "Indikator", "Kunci indikator"],
            ),
        )
        self.assertEqual(issues, [("Indikator", 3, "Kunci indikator", "twice_in_file")])

    def test_indicator_of_another_leaders_result(self):
        """Who points to another result keeps no indicator of the former one."""
        known = [
            KnownLine(
                *(5, 11),
                values={"name": "satu", "kind": "main", "parent": 8, "parent_indicator": 80},
            ),
            KnownLine(8, 12, values={"name": "atas"}),
            KnownLine(9, 12, values={"name": "lain"}),
        ]
        lines, issues = check(make_results(["#5", "19900101", "satu", "lain"]), results=known)
        self.assertFalse(issues)
        self.assertEqual(lines["results"][0].changes, {"parent": 9, "parent_indicator": None})

    def test_name_that_does_not_fit(self):
        """A name that is not the number's owner is worth a note, no more."""
        rows = make_results(
            ["K", "19900101", "satu", "", "Budi"], header=["Kunci", "NIP", "RHK", "x", "Nama"]
        )
        _lines, issues = check(rows)
        self.assertIn(("Hasil kerja", 2, "Nama", "name_differs"), issues)

"""The example agency and the worked examples agree with each other; no Odoo needed."""

import csv
import io
import json
import re
import runpy
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
MATRICES = ("e1-kota-a", "e2-kota-b")


def read_rows(name):
    with (DATA / "source" / f"{name}.csv").open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def read_example(name):
    return json.loads((DATA / "examples" / f"{name}.json").read_text(encoding="utf-8"))


def read_sheets(workbook):
    return {page.title: list(page.iter_rows(values_only=True)) for page in load_workbook(workbook)}


def matrices(example):
    """Yield (column names, rows) of the leader's matrix and of each team leader's."""
    rows = {row["employee"]: row for row in example["rows"]}
    yield [result["name"] for result in example["leader"]["results"]], example["rows"]
    for team in example["teams"]:
        own = [content for cell in rows[team["leader"]]["cells"] for content in cell]
        yield [content["name"] for content in own], team["rows"]


def test_workbook_is_what_the_script_makes():
    """Nobody edits the workbook by hand: it is made from the CSV files."""
    stream = io.BytesIO()
    runpy.run_path(str(ROOT / "scripts" / "make_example_agency.py"))["make"](stream)
    assert read_sheets(stream) == read_sheets(DATA / "kota-asri.xlsx")


def test_logins_are_unique():
    """Every person of the agency logs in under a name of his own."""
    logins = [row["Nama masuk"] for row in read_rows("Pegawai")]
    assert len(logins) == len(set(logins)) >= 40


@pytest.mark.parametrize("name", MATRICES)
def test_matrix_example(name):
    """Each row has a cell for each column, and what is expected follows from the cells."""
    example = read_example(name)
    expected = example["expected"]
    logins = {row["Nama masuk"] for row in read_rows("Pegawai")}
    objectives = {row["Kode"] for row in read_rows("Sasaran")}
    assert example["leader"]["objective"] in objectives
    counts = {example["leader"]["employee"]: len(example["leader"]["results"])}
    empty = []
    for columns, rows in matrices(example):
        for row in rows:
            assert row["employee"] in logins
            counts[row["employee"]] = sum(map(len, row["cells"]))
            pairs = zip(columns, row["cells"], strict=True)
            empty += [[row["employee"], column] for column, cell in pairs if not cell]
    assert counts == expected["results"]
    assert empty == expected["not_applicable"]


@pytest.mark.parametrize("name", MATRICES)
def test_every_result_is_measurable(name):
    """Every planned result of an example carries an indicator with a target."""
    example = read_example(name)
    contents = [
        *example["leader"]["results"],
        *(
            c
            for _columns, rows in matrices(example)
            for r in rows
            for cell in r["cells"]
            for c in cell
        ),
    ]
    assert all(indicator["target"] for c in contents for indicator in c["indicators"])
    assert all(content["indicators"] for content in contents)


def test_staff_example():
    """The same result is planned quantitatively with a target, qualitatively with two measures."""
    example = read_example("e3-usulan-kenaikan-pangkat")
    quantitative, qualitative = (
        example[approach]["results"][0] for approach in ("quantitative", "qualitative")
    )
    assert quantitative["name"] == qualitative["name"]
    assert quantitative["indicators"][0]["target"] == example["expected"]["quantitative"]["target"]
    assert len(qualitative["indicators"]) == example["expected"]["qualitative"]["measures"]


def test_demo_rows_name_people_of_the_agency():
    """Whoever the demo's dialogues, teams and assignments name is in the agency's file."""
    demo = json.loads((DATA / "demo.json").read_text(encoding="utf-8"))
    logins = {row["Nama masuk"] for row in read_rows("Pegawai")}
    units = {row["Kode"] for row in read_rows("Unit")}
    jobs = {row["Nama"] for row in read_rows("Jabatan")}
    named = [
        *(d[key] for d in demo["dialogues"] for key in ("about", "by")),
        *(login for d in demo["dialogues"] for login in d.get("participants", ())),
        *(login for team in demo["teams"] for login in (team["leader"], *team["members"])),
        *(login for a in demo["assignments"] for login in (a["assigner"], *a["nominees"])),
        *(row["employee"] for row in demo["achievements"]),
    ]
    assert named and set(named) <= logins
    rows = [*demo["teams"], *demo["library"]]
    assert {row["unit"] for row in rows if "unit" in row} <= units
    assert {row["job"] for row in demo["library"] if "job" in row} <= jobs


@pytest.mark.parametrize("name", ["load_demo", "demo_last_year"])
def test_the_demo_counts_in_days_of_the_agency(name):
    """After midnight in Jakarta the server is a day behind; a decision would come too early."""
    script = (ROOT / "scripts" / f"{name}.py").read_text(encoding="utf-8")
    assert "_get_skp_today()" in script
    assert not re.search(r"context_today|\bdate\.today|Date\.today|datetime\.now", script)

"""The Indonesian is complete, keeps its placeholders and follows the glossary; no Odoo needed."""

import csv
import re
import runpy
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
ADDONS = sorted(path.parent for path in ROOT.glob("*/__manifest__.py"))
is_translated = runpy.run_path(str(ROOT / "scripts" / "lib" / "translations.py"))["is_translated"]

# What is filled in or drawn: %s, %(name)s, ${name}, the tags of HTML with their attributes.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\$?\{\w*\}|</?[a-z][^>]*>")
# Odoo's own Indonesian speaks of a company; an agency has no karyawan and no departemen.
FOREIGN_WORDS = re.compile(r"\b(karyawan|departemen|perusahaan|kuartal)\b", re.IGNORECASE)
# The action's code where a line is added to the log.
LOGGED = re.compile(r"\._append\(\s*[^\"()]+(?:\([^()]*\))?,\s*\"(\w+)\"")
# Names of Odoo's own models, as Odoo itself translates them.
OF_ODOO = {"Companies"}


def entries_of(addon):
    return [e for e in polib.pofile(str(addon / "i18n" / "id.po")) if not e.obsolete]


def indonesian(entry):
    return entry.msgstr or entry.msgid


def read_glossary():
    with (ROOT / "i18n" / "glossary.csv").open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def differs_from_glossary(msgid, msgstr, glossary):
    """Return the glossary's word if the term is one of its own and is translated otherwise."""
    word = glossary.get(msgid.strip().lower())
    return word if word and msgstr.strip().lower() != word.lower() else None


@pytest.fixture(params=ADDONS, ids=lambda addon: addon.name)
def addon(request):
    return request.param


@pytest.fixture
def glossary():
    return {row["english"].lower(): row["indonesian"] for row in read_glossary()}


def test_every_term_is_translated(addon):
    template = {e.msgid for e in polib.pofile(str(addon / "i18n" / f"{addon.name}.pot"))}
    translated = {e.msgid for e in entries_of(addon) if is_translated(e)}
    assert not template - translated
    assert not {e.msgid for e in entries_of(addon)} - template, "not used any more"


def test_placeholders_are_kept(addon):
    # Two bare %s are filled in order, so the order counts; named ones may move.
    for entry in entries_of(addon):
        ours, theirs = (PLACEHOLDER.findall(t) for t in (indonesian(entry), entry.msgid))
        assert sorted(ours) == sorted(theirs), entry.msgid


def test_edges_are_kept(addon):
    """A label that ends in a colon or a blank still does: the next word is put right behind it."""
    for entry in entries_of(addon):
        ours, theirs = indonesian(entry), entry.msgid
        assert (ours[0] == " ") == (theirs[0] == " "), entry.msgid
        assert (ours[-1] == " ") == (theirs[-1] == " "), entry.msgid
        for mark in ":?…":
            assert ours.rstrip().endswith(mark) == theirs.rstrip().endswith(mark), entry.msgid


def test_glossary_is_respected(addon, glossary):
    wrong = {
        entry.msgid: word
        for entry in entries_of(addon)
        if (word := differs_from_glossary(entry.msgid, indonesian(entry), glossary))
    }
    assert not wrong


def test_words_are_those_of_an_agency(addon):
    wrong = [
        entry.msgid
        for entry in entries_of(addon)
        if entry.msgid not in OF_ODOO and FOREIGN_WORDS.search(indonesian(entry))
    ]
    assert not wrong


def test_every_step_in_the_log_has_a_word():
    """The log keeps codes; people read words (hr.skp.log, _get_action_labels)."""
    labels = (ROOT / "hr_skp" / "models" / "hr_skp_log.py").read_text(encoding="utf-8")
    sources = (path.read_text(encoding="utf-8") for path in ROOT.glob("hr_skp/[mw]*/*.py"))
    codes = {code for text in sources for code in LOGGED.findall(text)}
    assert codes and not {code for code in codes if f'"{code}": _(' not in labels}


def test_glossary_is_sound():
    rows = read_glossary()
    english = [row["english"].lower() for row in rows]
    assert len(english) == len(set(english)), "a term has two translations"
    assert all(row["indonesian"] and row["source"] for row in rows)


@pytest.mark.parametrize(
    ("msgid", "msgstr", "expected"),
    [
        ("Evaluator", "Pejabat penilai kinerja", None),
        ("evaluator", "pejabat penilai kinerja", None),
        ("Evaluator", "Penilai", "pejabat penilai kinerja"),
        ("Evaluator of the plan", "Penilai", None),
    ],
)
def test_glossary_check(glossary, msgid, msgstr, expected):
    assert differs_from_glossary(msgid, msgstr, glossary) == expected

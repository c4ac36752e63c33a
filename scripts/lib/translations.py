"""Indonesian translations: merge a fresh template into id.po, and tell what is missing.

translations.py merge FRESH.pot ADDON    write ADDON/i18n/ADDON.pot and merge it into id.po
translations.py check FRESH.pot ADDON    report what is missing or stale; exit 1 if anything is
"""

import sys
from pathlib import Path

import polib

DATES = ("POT-Creation-Date", "PO-Revision-Date")
# OCA's formatting empties a translation that equals its term; this tells it from a forgotten one.
SAME = "Same in Indonesian."


def paths(addon):
    folder = addon / "i18n"
    return folder / f"{addon.name}.pot", folder / "id.po"


def dateless(pot):
    return {k: v for k, v in pot.metadata.items() if k not in DATES}, [str(e).split() for e in pot]


def is_translated(entry):
    return bool(entry.msgstr or entry.tcomment == SAME) and not entry.fuzzy


def tidy(po):
    """Bring the file into OCA's form (po-pretty-format): sorted, nothing repeated."""
    po.sort(key=lambda entry: entry.msgid)
    for entry in po:
        if entry.msgstr == entry.msgid:
            entry.msgstr, entry.tcomment = "", SAME
        elif entry.msgstr and entry.tcomment == SAME:
            entry.tcomment = ""


def merge(fresh, addon):
    pot_path, po_path = paths(addon)
    po_path.parent.mkdir(exist_ok=True)
    # A new date alone is no change worth a diff.
    if not pot_path.exists() or dateless(polib.pofile(str(pot_path))) != dateless(fresh):
        fresh.save(str(pot_path))
    old = polib.pofile(str(po_path)) if po_path.exists() else polib.POFile()
    known = {e.msgid: e for e in old if not e.obsolete}
    merged = polib.POFile()
    merged.header = (
        "Translation of Odoo Server.\n"
        f"This file contains the translation of the following modules:\n\t* {addon.name}"
    )
    merged.metadata = fresh.metadata | {
        "Language": "id",
        "Plural-Forms": "nplurals=1; plural=0;",
        "POT-Creation-Date": old.metadata.get("POT-Creation-Date", "")
        or fresh.metadata["POT-Creation-Date"],
        "PO-Revision-Date": old.metadata.get("PO-Revision-Date", "")
        or fresh.metadata["POT-Creation-Date"],
    }
    for entry in fresh:
        if before := known.get(entry.msgid):
            entry.msgstr, entry.tcomment, entry.flags = before.msgstr, before.tcomment, before.flags
        merged.append(entry)
    tidy(merged)
    merged.save(str(po_path))
    missing = [e for e in merged if not is_translated(e)]
    dropped = len(known.keys() - {e.msgid for e in fresh})
    print(f"{po_path}: {len(merged)} terms, {len(missing)} not translated, {dropped} dropped")
    for entry in missing:
        print(f"  {entry.msgid!r}")


def check(fresh, addon):
    pot_path, po_path = paths(addon)
    for path in (pot_path, po_path):
        if not path.exists():
            return [f"{path}: missing; scripts/i18n {addon.name} makes it"]
    terms = {e.msgid: e for e in fresh}
    listed = {e.msgid for e in polib.pofile(str(pot_path))}
    po = {e.msgid: e for e in polib.pofile(str(po_path)) if not e.obsolete}
    found = []
    if listed != terms.keys():
        found.append(f"{pot_path}: stale; run scripts/i18n {addon.name}")
    for msgid, entry in terms.items():
        translated = po.get(msgid)
        if not translated or not is_translated(translated):
            where = entry.occurrences[0][0] if entry.occurrences else ""
            found.append(f"{po_path}: not translated: {msgid!r} ({where})")
    found += [f"{po_path}: not used any more: {m!r}" for m in sorted(po.keys() - terms.keys())]
    return found


if __name__ == "__main__":
    verb, fresh, addon = sys.argv[1], polib.pofile(sys.argv[2]), Path(sys.argv[3])
    if verb == "merge":
        merge(fresh, addon)
    elif found := check(fresh, addon):
        sys.exit("\n".join(found))

"""Write docs/access.md from the tables that the tests hold Odoo to.

``python scripts/access_docs.py`` writes it, ``--check`` only says whether it is current.
The tables are ``tests/access_matrix.csv`` and ``tests/access_fields.csv`` of each addon.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "access.md"
ADDONS = ("hr_skp", "hr_skp_feedback", "hr_skp_evaluation", "hr_skp_reward")
OPERATIONS = {"c": "create", "r": "read", "w": "change", "d": "delete"}

HEAD = """\
# Who may do what

Written by `make access` from the tables that the tests hold Odoo to: `access_matrix.csv` and
`access_fields.csv` in the folder `tests` of each addon. Each cell of the first is tried for real –
as that user, on that record, in that state – and a model or a stored field added without a line
fails the tests. Do not edit this page.

{cells} cells: {lines} lines of models and their states × roles × create, read, change, delete;
{fields} stored fields.

A record is *found* by exactly those who read it. *Change* means that writing to it is possible at
all: what a field allows stands under each model, and steps such as agreeing or finalising have
rules of their own ([security.md](security.md)).

## Roles

All is about one employee's file.

| Role | Who that is |
|---|---|
{roles}
"""


def read(path):
    with path.open() as lines:
        return list(csv.DictReader(lines))


def describe_lines(lines, roles):
    """Yield the rows of a model's table: who does what, in which state."""
    for line in lines:
        _model, _hash, part = line["model"].partition("#")
        where = f"{line['state']}, {part}" if part else line["state"]
        cells = []
        for letter in OPERATIONS:
            names = [role for role in roles if letter in (line.get(role) or "")]
            cells.append(", ".join(names) or "–")
        yield f"| {where} | {' | '.join(cells)} |"


def describe_fields(fields):
    kept = defaultdict(list)
    for field in fields:
        if field["read"] != "record":
            kept[field["read"]].append(field["field"])
    for readers, names in sorted(kept.items()):
        yield f"Read by {readers} only: {', '.join(names)}.  "
    changed = defaultdict(list)
    for field in fields:
        changed[field["write"]].append(field["field"])
    for writers, names in sorted(changed.items(), key=lambda item: item[0] == "-"):
        by = "Changed by no write, only by the system and its steps" if writers == "-" else writers
        label = by if writers == "-" else f"Changed by {by.replace(' ', ', ')}"
        yield f"{label}: {', '.join(names)}.  "


def describe_addon(addon):
    folder = ROOT / addon / "tests"
    lines, fields = read(folder / "access_matrix.csv"), read(folder / "access_fields.csv")
    roles = [name for name in lines[0] if name not in ("model", "state")]
    by_model = defaultdict(list)
    for line in lines:
        by_model[line["model"].partition("#")[0]].append(line)
    fields_of = defaultdict(list)
    for field in fields:
        fields_of[field["model"]].append(field)
    yield f"\n## {addon}\n"
    for model in sorted(by_model.keys() | fields_of.keys()):
        yield f"### {model}\n"
        if by_model[model]:
            yield f"| State | {' | '.join(OPERATIONS.values())} |"
            yield "|---" * 5 + "|"
            yield from describe_lines(by_model[model], roles)
            yield ""
        yield from describe_fields(fields_of[model])
        yield ""


def build():
    """Return the page."""
    cells = lines_count = fields_count = 0
    for addon in ADDONS:
        lines = read(ROOT / addon / "tests" / "access_matrix.csv")
        lines_count += len(lines)
        cells += len(lines) * (len(lines[0]) - 2) * len(OPERATIONS)
        fields_count += len(read(ROOT / addon / "tests" / "access_fields.csv"))
    roles = read(ROOT / "hr_skp" / "tests" / "access_roles.csv")
    head = HEAD.format(
        cells=f"{cells:,}",
        lines=lines_count,
        fields=f"{fields_count:,}",
        roles="\n".join(f"| {role['role']} | {role['who']} |" for role in roles),
    )
    body = "\n".join(line for addon in ADDONS for line in describe_addon(addon))
    return head + body.rstrip() + "\n"


def main():
    page = build()
    if "--check" not in sys.argv:
        TARGET.write_text(page)
    elif not TARGET.exists() or TARGET.read_text() != page:
        print("docs/access.md is not current: run make access")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

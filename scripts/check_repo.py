"""What neither Odoo nor a linter tells: leftovers of older versions, forgotten files and rights.

Run from the repository's root: ``python scripts/check_repo.py``; prints one line per finding.
"""

import ast
import csv
import fnmatch
import re
import sys
from pathlib import Path

MAX_MODEL_LINES = 450

# Accepted in silence by Odoo 19's server, but without effect or broken in the browser.
LEFTOVERS = {
    r"<tree\b": "views of several records are <list>",
    r"view_mode[\"']?[^\n]{0,20}\btree\b": "the view mode is list",
    r"\bkanban-box\b": "the kanban template is card",
    r"\boe_chatter\b": "the chatter is <chatter/>",
    r"\bt-esc\b": "use t-out",
    r"\bt-raw\b": "use t-out with markup",
    r"\battrs\s*=": "use invisible, readonly, required",
    r"\b_sql_constraints\b": "never created; use models.Constraint",
    r"from odoo import [^\n]*\b_(?!\w)": "use self.env._, which knows the language",
}
SOURCES = (".xml", ".py", ".js")
DATA_FOLDERS = ("data", "views", "security", "report", "wizard", "demo")


def lines_with(text, pattern):
    for match in re.finditer(pattern, text):
        yield text.count("\n", 0, match.start()) + 1


def check_leftovers(addon, manifest):
    for path in sorted(addon.rglob("*")):
        if path.suffix not in SOURCES or "lib" in path.relative_to(addon).parts:
            continue
        text = path.read_text()
        for pattern, hint in LEFTOVERS.items():
            for line in lines_with(text, pattern):
                yield f"{path}:{line}: {pattern}: {hint}"


def check_files(addon, manifest):
    """Every data file is listed, every listed file exists, every client file is in a bundle."""
    listed = {f for key in ("data", "demo") for f in manifest.get(key, [])}
    for folder in DATA_FOLDERS:
        for path in sorted((addon / folder).rglob("*")):
            name = path.relative_to(addon).as_posix()
            if path.suffix in (".xml", ".csv") and name not in listed:
                yield f"{path}: in no list of the manifest"
    for name in sorted(listed):
        if not (addon / name).is_file():
            yield f"{addon}/__manifest__.py: {name} does not exist"
    patterns = [
        item if isinstance(item, str) else item[-1]
        for bundle in manifest.get("assets", {}).values()
        for item in bundle
    ]
    for path in sorted((addon / "static").rglob("*")):
        if path.suffix not in (".js", ".xml", ".scss", ".css") or "lib" in path.parts:
            continue
        if not any(fnmatch.fnmatch(path.as_posix(), p.replace("**/", "*")) for p in patterns):
            yield f"{path}: in no bundle of the manifest"


def own_models(addon):
    """Yield (path, model) for each model that the addon defines, not those it extends."""
    for path in sorted(addon.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(), path)):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {b.attr for b in node.bases if isinstance(b, ast.Attribute)}
            if not bases & {"Model", "TransientModel"}:
                continue
            values = {}
            for item in node.body:
                if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                    try:
                        values[item.targets[0].id] = ast.literal_eval(item.value)
                    except ValueError:
                        continue
            name, inherit = values.get("_name"), values.get("_inherit", [])
            if name and name not in ([inherit] if isinstance(inherit, str) else inherit):
                yield path, name


def check_rights(addon, manifest):
    path = addon / "security" / "ir.model.access.csv"
    rows = list(csv.DictReader(path.open())) if path.exists() else []
    granted = {row["model_id:id"].split(".")[-1] for row in rows}
    for source, model in own_models(addon):
        if "model_" + model.replace(".", "_") not in granted:
            yield f"{source}: {model} has no row in {path}"
    for row in rows:
        if not row.get("group_id:id"):
            yield f"{path}: {row['id']} is for everybody; name a group"


def check_size(addon, manifest):
    for path in sorted((addon / "models").rglob("*.py")):
        count = len(path.read_text().splitlines())
        if count > MAX_MODEL_LINES:
            yield f"{path}: {count} lines; more than {MAX_MODEL_LINES} is a second model or a mixin"


#: Guesses what a text is, and makes a formula of one that begins like it.
GUESSING = re.compile(r"\b(?:page|sheet|worksheet)\.(?:write|write_formula)\(")


def check_worksheets(addon, manifest):
    """A workbook's cells are written as what they are: write_string, write_number …"""
    for path in sorted(addon.rglob("*.py")):
        text = path.read_text()
        if "xlsxwriter" in text and "tests" not in path.parts:
            for line in lines_with(text, GUESSING):
                yield f"{path}:{line}: write_string, or what people typed becomes a formula"


CHECKS = (check_leftovers, check_files, check_rights, check_size, check_worksheets)


def main():
    root = Path()
    found = []
    for path in sorted(root.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text())
        found += [line for check in CHECKS for line in check(path.parent, manifest)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""One step of scripts/lifecycle, inside "odoo shell": count, compare, uninstall, gone."""

import base64
import hashlib
import json
import os
from pathlib import Path

from odoo.tools import config

STEP = os.environ["SKP_LIFE_STEP"]
ADDON = os.environ.get("SKP_LIFE_ADDON", "")
COUNTS = Path(config["data_dir"]) / "lifecycle-counts.json"


def count_records():
    """Return model -> number of records, of all models of ours with a table."""
    return {
        name: env[name].with_context(active_test=False).sudo().search_count([])
        for name, model in sorted(env.registry.items())
        if name.startswith("hr.skp") and model._auto and not (model._abstract or model._transient)
    }


def verify_documents():
    """Compare every issued document with its hash; return how many there are."""
    documents = env["hr.skp.document"].search([])
    assert documents, "there are documents to verify"
    field = next(n for n, f in documents._fields.items() if f.type == "binary" and f.store)
    for document in documents.with_context(bin_size=False):
        content = base64.b64decode(document[field])
        assert hashlib.sha256(content).hexdigest() == document.sha256, document.display_name
    return len(documents)


def use_hr():
    """Do what an HR officer does every day."""
    unit = env["hr.department"].create({"name": "Unit uji"})
    person = env["hr.employee"].create({"name": "Pegawai uji", "department_id": unit.id})
    person.write({"job_title": "Uji", "parent_id": env["hr.employee"].search([], limit=1).id})
    for model in ("hr.employee", "hr.employee.public", "hr.department", "hr.job", "res.users"):
        env[model].get_views([(False, "form"), (False, "list"), (False, "search")])
        env[model].search([], limit=5).read(["display_name"])
    person.unlink()
    unit.unlink()
    env.cr.rollback()


def uninstall():
    module = env["ir.module.module"].search([("name", "=", ADDON)])
    models = {
        name
        for name, model in env.registry.items()
        if model._original_module == ADDON and not (model._abstract or model._transient)
    }
    counts = {name: n for name, n in count_records().items() if name in models and n}
    told = ", ".join(f"{name} {n}" for name, n in counts.items())
    print(f"{ADDON} removes {len(models)} models; with records: {told or 'none'}")
    module.button_immediate_uninstall()


def gone():
    module = env["ir.module.module"].search([("name", "=", ADDON)])
    assert module.state == "uninstalled", module.state
    assert not env["ir.model.data"].search_count([("module", "=", ADDON)]), "records are left"
    env.cr.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'hr_skp%'"
    )
    tables = {name for (name,) in env.cr.fetchall()}
    ours = {
        table
        for model in env.registry.values()
        for table in (
            model._table,
            *(f.relation for f in model._fields.values() if f.type == "many2many"),
        )
    }
    assert tables <= ours, f"tables are left: {sorted(tables - ours)}"
    use_hr()
    print(f"{ADDON} is gone; Odoo HR works")
    if "hr.skp.document" in env:
        print(f"{verify_documents()} documents hold")


if STEP == "count":
    COUNTS.write_text(json.dumps(count_records()))
    print(f"{sum(count_records().values())} records, {verify_documents()} documents hold")
elif STEP == "compare":
    assert json.loads(COUNTS.read_text()) == count_records(), "records came or went"
    use_hr()
    print(f"the same {sum(count_records().values())} records, {verify_documents()} documents hold")
elif STEP == "uninstall":
    uninstall()
else:
    gone()

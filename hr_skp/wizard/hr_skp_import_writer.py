from collections import defaultdict

from odoo import models
from odoo.exceptions import AccessError

from ..rules.cells import CLEAR
from ..rules.import_facts import sort_levels

BATCH = 500

#: Column of the file -> field.
UNIT_FIELDS = {
    "code": "skp_code",
    "name": "name",
    "parent": "parent_id",
    "independent": "is_independent_unit",
}
POST_FIELDS = {"name": "name", "position": "asn_position", "unit": "department_id"}
EMPLOYEE_FIELDS = {
    "code": "skp_code",
    "number": "nip",
    "name": "name",
    "superior": "parent_id",
    "sex": "sex",
    "birthday": "birthday",
    "email": "work_email",
    "phone": "mobile_phone",
}
#: These are on the person's dated post.
VERSION_FIELDS = {
    "kind": "asn_kind",
    "grade": "asn_grade_id",
    "post": "job_id",
    "unit": "department_id",
}
OBJECTIVE_FIELDS = {
    "code": "code",
    "name": "name",
    "source": "source",
    "parent": "parent_id",
    "indicator": "indicator",
    "target": "target",
    "unit": "department_id",
}
#: Which columns hold refs, and to which sheet they point.
LINKS = {
    "units": {"parent": "units", "head": "employees"},
    "posts": {"unit": "units"},
    "employees": {
        "post": "posts",
        "unit": "units",
        "superior": "employees",
        "evaluator": "employees",
    },
    "objectives": {"parent": "objectives", "unit": "units"},
}
#: Thousands of notes "employee created" would help nobody.
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_activity_automation_skip": True,
    "no_reset_password": True,
}


class HrSkpImport(models.TransientModel):
    """Writes the checked rows: what is new in batches, what changed grouped by equal values."""

    _inherit = "hr.skp.import"

    def _write_items(self, items):
        """Write all rows; return sheet key -> (created, changed, unchanged)."""
        wizard = self.with_company(self.company_id).with_context(**QUIET)
        refs = {key: {} for key in LINKS}
        changed = {
            "units": wizard._write_units(items["units"], refs),
            "posts": wizard._write_posts(items["posts"], refs),
            "employees": wizard._write_employees(items["employees"], refs),
            "objectives": wizard._write_objectives(items["objectives"], refs),
        }
        changed["units"] |= wizard._write_heads(items["units"], refs)
        changed["employees"] |= wizard._write_superiors(items["employees"], refs)
        # whatever the database refuses, it shall refuse inside the savepoint
        self.env.flush_all()
        return {key: self._count(items[key], changed[key]) for key in changed}

    def _count(self, items, changed_ids):
        known = {item.ref for item in items if not item.is_new}
        changed = len(known & changed_ids)
        return len(items) - len(known), changed, len(known) - changed

    # ------------------------------------------------------------
    # SHEETS
    # ------------------------------------------------------------

    def _write_units(self, items, refs):
        return self._upsert("units", "hr.department", items, refs, UNIT_FIELDS, "parent")

    def _write_posts(self, items, refs):
        return self._upsert("posts", "hr.job", items, refs, POST_FIELDS)

    def _write_objectives(self, items, refs):
        return self._upsert(
            "objectives", "hr.skp.objective", items, refs, OBJECTIVE_FIELDS, "parent"
        )

    def _write_employees(self, items, refs):
        users = self._create_users([item for item in items if "user" in item.values])
        for item in items:
            if item.ref in users:
                item.values["user"] = users[item.ref]
        by_column = EMPLOYEE_FIELDS | VERSION_FIELDS | {"user": "user_id"}
        changed = self._upsert("employees", "hr.employee", items, refs, by_column, "superior")
        # only when everybody exists: an evaluator may stand anywhere in the file
        by_column = {"evaluator": "skp_evaluator_override_id"}
        return changed | self._update("employees", "hr.employee", items, refs, by_column)

    def _write_heads(self, items, refs):
        """Set the heads of units: they are employees, so this comes after them."""
        return self._update("units", "hr.department", items, refs, {"head": "manager_id"})

    def _write_superiors(self, items, refs):
        """A new head becomes the superior of some by Odoo's own rule; the file has precedence."""
        return self._update("employees", "hr.employee", items, refs, {"superior": "parent_id"})

    def _create_users(self, items):
        """Create the logins asked for, without password or mail; return person ref -> user id."""
        if not items:
            return {}
        if not (self.env.su or self.env.user.has_group("hr_skp.group_skp_manager")):
            raise AccessError(self.env._("Only an SKP administrator may create logins."))
        groups = {
            "portal": self.env.ref("base.group_portal"),
            "internal": self.env.ref("base.group_user"),
        }
        people = self.env["hr.employee"].browse([i.ref for i in items if not i.is_new])
        contacts = {person.id: person.work_contact_id.id for person in people}
        # The SKP administrator is no system administrator: he gives these two groups only.
        users_sudo = self.env["res.users"].sudo()
        users_sudo = users_sudo.create(
            [self._prepare_user_vals(item, groups, contacts.get(item.ref)) for item in items]
        )
        return dict(zip([item.ref for item in items], users_sudo.ids, strict=True))

    def _prepare_user_vals(self, item, groups, partner_id):
        login, role = item.values["user"]
        vals = {
            "login": login,
            "name": item.values["name"],
            "email": item.values.get("email") or False,
            "group_ids": [(6, 0, groups[role].ids)],
            "company_id": self.company_id.id,
            "company_ids": [(6, 0, self.company_id.ids)],
            "lang": self.env.lang,
            "tz": self.env.user.tz,
        }
        return {**vals, "partner_id": partner_id} if partner_id else vals

    # ------------------------------------------------------------
    # GENERAL
    # ------------------------------------------------------------

    def _upsert(self, sheet, model, items, refs, fields_by_column, link=None):
        """Create what is new (a link's target before who links to it) and write what changed."""
        known = [item for item in items if not item.is_new]
        refs[sheet].update({item.ref: item.ref for item in known})
        new = [item for item in items if item.is_new]
        for level in sort_levels(new, link) if link else [new]:
            for start in range(0, len(level), BATCH):
                batch = level[start : start + BATCH]
                pairs = self._prepare(sheet, batch, refs, fields_by_column)
                vals_list = [{**v, "company_id": self.company_id.id} for _item, v in pairs]
                records = self.env[model].create(vals_list)
                refs[sheet].update(zip([i.ref for i in batch], records.ids, strict=True))
        return self._update(sheet, model, known, refs, fields_by_column)

    def _update(self, sheet, model, items, refs, fields_by_column):
        """Write what differs on records that exist by now; return the ids of the changed."""
        pairs = self._prepare(sheet, items, refs, fields_by_column)
        pairs = [(refs[sheet][item.ref], vals) for item, vals in pairs if vals]
        return self._write_changes(self.env[model], pairs)

    def _prepare(self, sheet, items, refs, fields_by_column):
        """Return (item, values by field); a cell left empty leaves its field alone."""
        links = LINKS[sheet]

        def to_value(column, value):
            if value is CLEAR or value is None:
                return False
            target = links.get(column)
            # what the file does not mention keeps its own id
            return refs[target].get(value, value) if target else value

        return [
            (
                item,
                {
                    field: to_value(column, item.values[column])
                    for column, field in fields_by_column.items()
                    if column in item.values
                },
            )
            for item in items
        ]

    def _write_changes(self, model, pairs):
        """Write what differs, records with equal changes together; return their ids."""
        records = model.browse([record_id for record_id, _vals in pairs])
        groups = defaultdict(list)
        for record, (_id, vals) in zip(records, pairs, strict=True):
            changes = {
                name: value
                for name, value in vals.items()
                if record._fields[name].convert_to_write(record[name], record) != value
            }
            changes |= self._keep_former_number(record, changes)
            if changes:
                groups[tuple(sorted(changes.items()))].append(record.id)
        for changes, ids in groups.items():
            self._write_group(records.browse(ids), dict(changes))
        return {record_id for ids in groups.values() for record_id in ids}

    def _keep_former_number(self, record, changes):
        if not ("nip" in changes and record.nip):
            return {}
        former = [*filter(None, (record.nip_former or "").split(",")), record.nip]
        return {"nip_former": ",".join(dict.fromkeys(former))}

    def _write_group(self, records, changes):
        """A change of post or unit starts a new dated version where the user gave a date."""
        dated = {name: changes[name] for name in VERSION_FIELDS.values() if name in changes}
        if records._name == "hr.employee" and dated and self.date:
            for employee in records:  # core makes versions one by one
                version = employee.create_version({"date_version": self.date})
                version.write(dated)
            changes = {name: value for name, value in changes.items() if name not in dated}
        if changes:
            records.write(changes)

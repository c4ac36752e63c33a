import csv
import os

from odoo.fields import NO_ACCESS, Command

from .access_common import REWRITE, AccessMatrixCommon

#: Kept by Odoo itself for every model.
MAGIC = ("id", "create_uid", "create_date", "write_uid", "write_date", "parent_path")
#: Whose writes are tried: the parties, and who has power over others' files.
WRITERS = ("owner", "evaluator", "officer", "manager", "decider")
#: What is written for a type of field; a link and a choice are taken from what there is.
SAMPLES = {
    "char": "Lain",
    "text": "Lain",
    "html": "<p>Lain</p>",
    "integer": 7,
    "float": 7.5,
    "monetary": 7.5,
    "date": "2026-06-15",
    "datetime": "2026-06-15 03:00:00",
    "json": {"lain": 1},
    "binary": "UERG",
    "many2one_reference": 1,
}


class AccessFieldsCommon(AccessMatrixCommon):
    """What a table of fields is checked with: who reads a stored field, and who ever writes it.

    An addon names its table (``fields_table``) beside that of its models.  ``read`` is ``record``
    where whoever reads the record reads the field, or the groups that it is kept to, ``nobody``
    for none.  ``write`` names those of ``WRITERS`` who change it in some state by writing to the
    record tried, ``-`` if none of them ever does: then only the system or a step of its own does.
    """

    fields_table = None

    def _get_stored_fields(self):
        """Return the (model, field) that belong into the table."""
        return {
            (name, field.name): field
            for name, model in sorted(self.env.registry.items())
            if not (model._abstract or model._transient)
            for field in model._fields.values()
            if field.store
            and field.name not in MAGIC
            and not field.name.startswith(("message_", "activity_", "my_activity_"))
            # A field belongs to the addon that brings it, on whosever model.
            and field._module == self.module
        }

    def _get_readers(self, field):
        if not field.groups:
            return "record"
        return "nobody" if field.groups == NO_ACCESS else field.groups.replace(",", " ")

    def _get_other_value(self, record_sudo, field):
        """Return a value that the record does not hold yet, ``None`` if there is none to try."""
        if field.type == "boolean":
            return not record_sudo[field.name]
        if field.type == "selection":
            codes = field.get_values(self.env)
            return next((code for code in codes if code != record_sudo[field.name]), None)
        if field.type in ("many2one", "many2many"):
            other = self._get_other_record(record_sudo[field.name])
            if not other:
                return None
            return other.id if field.type == "many2one" else [Command.link(other.id)]
        return SAMPLES.get(field.type)

    def _get_other_record(self, present):
        model = present.with_context(active_test=False)
        if present._name == "hr.employee":
            return self.people["teman"] - present
        domain = [("id", "not in", present.ids)]
        if "company_id" in model._fields:
            domain.append(("company_id", "in", [*self.agency.ids, False]))
        return model.search(domain, limit=1)

    def _changes(self, role, record, field):
        """Whether the role's write succeeds and takes effect."""
        value = self._get_other_value(record.sudo(), field)
        if value is None:
            return False
        mine = self.env(user=self.users[self.roles[role]], context={})[record._name].browse(
            record.id
        )

        def step():
            before = record.sudo()[field.name]
            mine.write({field.name: value})
            self.env.flush_all()
            self.env.invalidate_all()
            if record.sudo()[field.name] == before:
                raise UserWarning

        try:
            return self._succeeds(step)
        except (UserWarning, ValueError, TypeError):
            return False
        finally:
            self.env.invalidate_all()

    def _observe_writers(self):
        """Return (model, field) -> set of the roles that change it in some state."""
        stored, found = self._get_stored_fields(), {}
        for state in self.states:
            with self.env.cr.savepoint() as savepoint:
                self._bring_to(state)
                for key, sample in self._get_samples(state).items():
                    self._observe_record(sample[0], stored, found, key.partition("#")[0])
                self.env.transaction.clear()
                savepoint.rollback()
            self.env.transaction.clear()
        return found

    def _observe_record(self, record, stored, found, model):
        for role in WRITERS:
            if role not in self.roles:
                continue
            user = self.users[self.roles[role]]
            env = self.env(user=user, context={}, su=False)
            if not record.with_env(env).has_access("write"):
                continue
            for (name, field_name), field in stored.items():
                writers = found.setdefault((name, field_name), set())
                if name == model and role not in writers and self._changes(role, record, field):
                    writers.add(role)

    def _check_fields_table(self):
        """Every stored field of the addon has its line, and the line is what Odoo does."""
        writers = self._observe_writers()
        observed = {
            (model, name): {
                "read": self._get_readers(field),
                "write": " ".join(r for r in WRITERS if r in writers.get((model, name), ())) or "-",
            }
            for (model, name), field in self._get_stored_fields().items()
        }
        if os.environ.get(REWRITE):
            with self.fields_table.open("w", newline="") as stream:
                table = csv.writer(stream, lineterminator="\n")
                table.writerow(["model", "field", "read", "write"])
                for (model, name), row in sorted(observed.items()):
                    table.writerow([model, name, row["read"], row["write"]])
        with self.fields_table.open() as lines:
            expected = {(row.pop("model"), row.pop("field")): row for row in csv.DictReader(lines)}
        wrong = [
            f"{model}.{name}: {row}, table says {expected.get((model, name))}"
            for (model, name), row in observed.items()
            if expected.get((model, name)) != row
        ]
        wrong += [f"{key}: no such field" for key in expected.keys() - observed.keys()]
        wrong += [
            f"{model}.{name} is computed, yet {observed[model, name]['write']} write it"
            for (model, name), field in self._get_stored_fields().items()
            if field.compute and field.readonly and observed[model, name]["write"] != "-"
        ]
        self.assertFalse(wrong, "\n".join(wrong))

import csv

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import SkpCommon


class AccessMatrixCommon(SkpCommon):
    """What a table of rights is checked with: model × state × role, every cell tried for real.

    An addon has its own ``access_matrix.csv`` and a test class that names it (``table``), its
    module, its records (``_create_records``), and what to try on them (``_get_samples``).  All is
    about kasi's plan or what hangs on it.  A cell names what the role may do: c(reate) r(ead)
    w(rite) d(elete).  State ``any`` stands for all states where they do not differ.
    """

    #: path of the table, name of the addon, states through which the subject is brought
    table = None
    module = None
    states = ("draft", "proposed", "agreed", "revising")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wakil = cls._create_user("wakil", "Wakil Uji", "base.group_user")
        cls.users["wakil"] = cls.wakil
        deputy = cls._create_person("wakil", "Wakil Uji", "pengawas", "kadis", "dinas", 90)
        cls.delegation = cls.env["hr.skp.delegation"].create(
            {
                "official_id": cls.people["kabid"].id,
                "delegate_id": deputy.id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        cls.other_agency = cls.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        cls.users["foreign"] = new_test_user(
            cls.env,
            "uji_foreign",
            groups="hr_skp.group_skp_manager",
            company_id=cls.other_agency.id,
            company_ids=[(6, 0, cls.other_agency.ids)],
        )
        cls.users["public"] = cls.env.ref("base.public_user")
        cls.roles = {
            "owner": "kasi",
            "evaluator": "kabid",
            "delegate": "wakil",
            "head": "kadis",
            "subordinate": "staff",
            "portal_subordinate": "warga",
            "colleague": "ketua",
            "unit_officer": "unit_officer",
            "officer": "officer",
            "manager": "manager",
            "auditor": "auditor",
            "hr": "hr",
            "foreign": "foreign",
            "public": "public",
        }
        cls._create_records()

    @classmethod
    def _create_records(cls):
        """Create what is tried; the hook of each addon."""

    def _get_samples(self, state):
        """Return model -> (record, values of a write, values of a create or None)."""
        raise NotImplementedError

    def _bring_to(self, state):
        """Bring what the table is about into ``state``, by the steps of whose they are."""
        self.bring_to("kasi", state)

    def _rights(self, role, model, record, write_vals, create_vals):
        # His own companies, not those of the test: else a stranger fails for the wrong reason.
        env = self.env(user=self.users[self.roles[role]], context={})
        record = env[model].browse(record.id)

        def read():
            # A role finds and reads it, or does neither.
            found = env[model].with_context(active_test=False).search([("id", "=", record.id)])
            data = record.read(["display_name"])
            self.assertTrue(found, f"{role} reads {model} by id but does not find it")
            return data

        steps = [
            ("c", (lambda: env[model].create(dict(create_vals))) if create_vals else None),
            ("r", read),
            ("w", lambda: record.write(dict(write_vals))),
            ("d", record.unlink),
        ]
        return "".join(letter for letter, step in steps if step and self._succeeds(step))

    @mute_logger("odoo.sql_db")
    def _succeeds(self, step):
        self.env.flush_all()
        self.env.invalidate_all()
        done = True
        with self.env.cr.savepoint(flush=False) as savepoint:
            try:
                step()
                self.env.flush_all()
            except (UserError, IntegrityError):
                # What others still need (a grade in use) is not deleted either.
                done = False
            self.env.transaction.clear()
            savepoint.rollback()
        self.env.transaction.clear()
        return done

    def _observe(self, state):
        """Return (model -> role -> letters) as observed, with kasi's plan in ``state``."""
        observed = {}
        for model, sample in self._get_samples(state).items():
            observed[model] = {role: self._rights(role, model, *sample) for role in self.roles}
        return observed

    def _check_table(self):
        """Every cell of the table, in every state."""
        with self.table.open() as lines:
            expected = {(row["model"], row["state"]): row for row in csv.DictReader(lines)}
        wrong, tried = [], set()
        for state in self.states:
            with self.env.cr.savepoint() as savepoint:
                self._bring_to(state)
                for model, roles in self._observe(state).items():
                    key = (model, state) if (model, state) in expected else (model, "any")
                    row = expected.get(key, {})
                    tried.add(key)
                    wrong += [
                        f"{model} {state} {role}: may {found or '-'}, table says {row.get(role)}"
                        for role, found in roles.items()
                        if row.get(role) != (found or "-")
                    ]
                self.env.transaction.clear()
                savepoint.rollback()
            self.env.transaction.clear()
        self.assertFalse(wrong, "\n".join(wrong))
        self.assertEqual(tried, set(expected), "every line of the table was tried")

    def _check_every_model_has_a_line(self):
        """A model added without a line in the table fails here (transient ones belong to one)."""
        with self.table.open() as lines:
            listed = {row["model"] for row in csv.DictReader(lines)}
        ours = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == self.module and not (model._abstract or model._transient)
        }
        self.assertFalse(ours - listed)

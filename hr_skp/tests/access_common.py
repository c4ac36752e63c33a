import csv
import os
import pathlib
from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import SkpCommon

#: Who tries: a role, the person or user who plays it, and who that is in words.
ROLES = pathlib.Path(__file__).with_name("access_roles.csv")
#: Set to anything, the tables are rewritten from what Odoo does: read the difference line by line.
REWRITE = "SKP_REWRITE_ACCESS_TABLES"


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
        cls._create_roles()
        cls._create_records()
        cls._create_past()

    @classmethod
    def _create_roles(cls):
        """Read who plays which role; those who are nobody else are created here."""
        with ROLES.open() as lines:
            cls.roles = {row["role"]: row["user"] for row in csv.DictReader(lines)}
        for index, (key, name) in enumerate(
            (
                ("pemberi", "Pemberi Tugas Uji"),
                ("pemimpin", "Ketua Tim Lain Uji"),
                ("mantan", "Penilai Lama Uji"),
                ("peninjau", "Atasan Penilai Uji"),
            ),
            91,
        ):
            cls.users[key] = cls._create_user(key, name, "base.group_user")
            cls.people[key] = cls._create_person(key, name, "pengawas", "kadis", "dinas", index)
        cls.roles = {role: key for role, key in cls.roles.items() if key in cls.users}
        cls._create_parts()

    @classmethod
    def _create_parts(cls):
        """Somebody assigned kasi to a result, somebody else leads a team that he is in."""
        plan = cls.plans["kasi"]
        assignment = cls.env["hr.skp.assignment"].create(
            {
                "name": "Tim lintas unit",
                "description": "Rancangan tersusun",
                "period_id": cls.period.id,
                "assigner_id": cls.people["pemberi"].id,
                "state": "decided",
            }
        )
        leader = cls.env["hr.skp"].create(
            {"employee_id": cls.people["pemimpin"].id, "period_id": cls.period.id}
        )
        matrix = cls.env["hr.skp.matrix"].create(
            {"skp_id": leader.id, "member_ids": [(6, 0, plan.ids)]}
        )
        cls.env["hr.skp.team"].create(
            {
                "name": "Tim Lain",
                "leader_id": cls.people["pemimpin"].id,
                "period_id": cls.period.id,
                "member_ids": [(0, 0, {"employee_id": cls.people["kasi"].id})],
            }
        )
        cls.assigned = cls.add_result("kasi", "Rancangan", assignment_id=assignment.id)
        cls.led = cls.add_result("kasi", "Bagian dari tim", matrix_id=matrix.id)

    @classmethod
    def _create_records(cls):
        """Create what is tried; the hook of each addon."""

    @classmethod
    def _create_past(cls):
        """All of kasi's was evaluated by somebody else before, whose superior differed too."""
        of_kasi = [("employee_id", "=", cls.people["kasi"].id)]
        for model in ("hr.skp", "hr.skp.evaluation"):
            if model in cls.env:
                records = cls.env[model].search(of_kasi)
                records.write({"evaluator_id": cls.people["mantan"].id})
                records.write(
                    {
                        "evaluator_id": cls.people["kabid"].id,
                        "reviewer_id": cls.people["peninjau"].id,
                    }
                )

    # ------------------------------------------------------------
    # ROLES THAT CHANGE THE WORLD
    # ------------------------------------------------------------

    @contextmanager
    def _as_role(self, role):
        """What makes somebody the role holds inside, and the caches stay as warm as they were."""
        change = getattr(self, f"_become_{role}", None)
        if change is None:
            yield
            return
        with self.env.cr.savepoint(flush=False) as savepoint:
            change()
            self.env.flush_all()
            yield
            self.env.transaction.clear()
            savepoint.rollback()
        self.env.transaction.clear()
        # A user's groups are remembered beyond the transaction.
        self.env.registry.clear_all_caches()

    def _become_portal_owner(self):
        self.users["kasi"].group_ids = self.env.ref("base.group_portal")

    def _become_portal_evaluator(self):
        self.users["kabid"].group_ids = self.env.ref("base.group_portal")

    def _become_delegate_before(self):
        self.delegation.write({"date_start": "2100-01-01", "date_end": "2100-02-01"})

    def _become_delegate_after(self):
        self.delegation.write({"date_start": "2000-01-01", "date_end": "2000-02-01"})

    def _become_acting_subordinate(self):
        self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["staff"].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )

    def _become_own_officer(self):
        self.users["kasi"].group_ids |= self.env.ref("hr_skp.group_skp_officer")

    def _become_own_manager(self):
        self.users["kasi"].group_ids |= self.env.ref("hr_skp.group_skp_manager")

    # ------------------------------------------------------------
    # TRYING
    # ------------------------------------------------------------

    def _get_samples(self, state):
        """Return model -> (record, values of a write, values of a create or None)."""
        raise NotImplementedError

    def _bring_to(self, state):
        """Bring what the table is about into ``state``, by the steps of whose they are."""
        self.bring_to("kasi", state)

    def _rights(self, role, model, record, write_vals, create_vals):
        # After ``#`` stands which of a model's records.
        model = model.partition("#")[0]
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

    def _observe(self, state, settled=()):
        """Return (model -> role -> letters) as observed, with kasi's plan in ``state``."""
        samples = {k: v for k, v in self._get_samples(state).items() if k not in settled}
        observed = {model: {} for model in samples}
        for role in self.roles:
            with self._as_role(role):
                for model, sample in samples.items():
                    observed[model][role] = self._rights(role, model, *sample) or "-"
        return observed

    def _observe_all(self, stateless=()):
        """Return (model, state) -> role -> letters, for every state.

        :param stateless: models said to be the same in every state: tried in the first and last
        """
        observed = {}
        for state in self.states:
            settled = {model for model, _state in observed if model in stateless}
            with self.env.cr.savepoint() as savepoint:
                self._bring_to(state)
                found = self._observe(state, settled if state != self.states[-1] else ())
                observed |= {(model, state): roles for model, roles in found.items()}
                self.env.transaction.clear()
                savepoint.rollback()
            self.env.transaction.clear()
        return observed

    def _read_table(self):
        with self.table.open() as lines:
            return {(row["model"], row["state"]): row for row in csv.DictReader(lines)}

    def _check_table(self):
        """Every cell of the table, in every state."""
        if os.environ.get(REWRITE):
            self._rewrite_table(self._observe_all())
        expected = self._read_table()
        observed = self._observe_all({model for model, state in expected if state == "any"})
        wrong, tried = [], set()
        for (model, state), roles in observed.items():
            key = (model, state) if (model, state) in expected else (model, "any")
            row = expected.get(key, {})
            tried.add(key)
            wrong += [
                f"{model} {state} {role}: may {found}, table says {row.get(role)}"
                for role, found in roles.items()
                if row.get(role) != found
            ]
        self.assertFalse(wrong, "\n".join(wrong))
        self.assertEqual(tried, set(expected), "every line of the table was tried")

    def _rewrite_table(self, observed):
        lines = {}
        for model, state in observed:
            rights = [observed[key] for key in observed if key[0] == model]
            same = all(right == rights[0] for right in rights)
            lines[model, "any" if same else state] = observed[model, state]
        order = {state: index for index, state in enumerate(self.states)}
        with self.table.open("w", newline="") as stream:
            table = csv.writer(stream, lineterminator="\n")
            table.writerow(["model", "state", *self.roles])
            for model, state in sorted(lines, key=lambda key: (key[0], order.get(key[1], 0))):
                table.writerow([model, state, *lines[model, state].values()])

    def _check_every_model_has_a_line(self):
        """A model added without a line in the table fails here (transient ones belong to one)."""
        with self.table.open() as lines:
            listed = {row["model"].partition("#")[0] for row in csv.DictReader(lines)}
        ours = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == self.module and not (model._abstract or model._transient)
        }
        self.assertFalse(ours - listed)

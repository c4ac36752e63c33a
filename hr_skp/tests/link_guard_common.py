import json

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import SkpCommon

#: Every text of the foreign plan holds it: no answer to a stranger may.
SECRET = "RAHASIA"


class LinkGuardCommon(SkpCommon):
    """Tries links to a foreign plan in every form that a user may fill in, and what he is told.

    The foreign plan is kasi's; those who try are a colleague, a portal user and the officer of
    another agency.  Each addon tries its own models: see ``addon`` and ``foreign``.
    """

    #: the addon whose models are tried
    addon = "hr_skp"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people["kasi"].name = f"{SECRET} nama"
        plan = cls.plans["kasi"]
        plan.write({"employee_name": f"{SECRET} nama", "form": "jpt"})
        cls.other_agency = cls.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        cls.users["stranger"] = new_test_user(
            cls.env,
            "uji_stranger",
            groups="hr_skp.group_skp_officer",
            company_id=cls.other_agency.id,
            company_ids=[(6, 0, cls.other_agency.ids)],
        )
        cls.result = cls.add_result("kasi", f"{SECRET} hasil")
        cls.result.indicator_ids.write({"name": f"{SECRET} iki", "target": f"{SECRET} target"})
        cls.foreign = {
            "hr.skp": plan,
            "hr.skp.result": cls.result,
            "hr.skp.indicator": cls.result.indicator_ids,
            "hr.skp.matrix": cls.env["hr.skp.matrix"].create(
                {"skp_id": plan.id, "strategy": f"{SECRET} strategi"}
            ),
            "hr.skp.commitment": cls.env["hr.skp.commitment"].create(
                {"skp_id": plan.id, "name": f"{SECRET} lampiran"}
            ),
            "hr.skp.assignment": cls._create_assignment(),
            "hr.skp.assignment.nominee": cls.env["hr.skp.assignment.nominee"].search(
                [("skp_id", "=", plan.id)]
            ),
            "hr.skp.team": cls.env["hr.skp.team"].create(
                {
                    "name": f"{SECRET} tim",
                    "leader_id": cls.people["kasi"].id,
                    "period_id": cls.period.id,
                }
            ),
        }
        cls.foreign["hr.skp.behaviour"] = plan.behaviour_ids[0]
        cls.foreign["hr.skp.behaviour"].expectation = f"{SECRET} ekspektasi"
        cls.bring_to("kasi", "agreed")
        cls.foreign["hr.skp.revision"] = plan.revision_ids

    @classmethod
    def _create_assignment(cls):
        return cls.env["hr.skp.assignment"].create(
            {
                "name": f"{SECRET} tugas",
                "description": f"{SECRET} uraian",
                "period_id": cls.period.id,
                "assigner_id": cls.people["kadis"].id,
                "state": "requested",
                "nominee_ids": [
                    (0, 0, {"employee_id": cls.people["kasi"].id, "skp_id": cls.plans["kasi"].id})
                ],
            }
        )

    # ------------------------------------------------------------
    # WHAT IS TRIED
    # ------------------------------------------------------------

    def _models(self, user):
        """Yield what the user may fill in, of the addon's models."""
        env = self.env(user=user, context={})
        for name, model in sorted(self.env.registry.items()):
            ours = model._original_module == self.addon and not model._abstract
            if ours and env[name].has_access("create"):
                yield env[name]

    def _links(self, model):
        """Yield (field name, value) that link the foreign records, in the forms a client sends."""
        for name, field in model._fields.items():
            record = field.relational and self.foreign.get(field.comodel_name)
            if not record or not (field.store or field.inverse):
                continue
            if field.type == "many2one":
                yield name, record.id
                yield name, {"id": record.id}
            else:
                yield name, [(4, record.id)]
                yield name, [(6, 0, record.ids)]

    def _spec(self, model, depth=1):
        """Return the specification of a form that shows every field there is."""
        spec = {}
        for name, field in model._fields.items():
            if field.groups and not model.env.user.has_groups(field.groups):
                continue
            spec[name] = {}
            if field.relational and field.comodel_name in model.env:
                below = {"display_name": {}}
                if depth and field.comodel_name.startswith("hr.skp"):
                    below |= self._spec(model.env[field.comodel_name], depth - 1)
                spec[name] = {"fields": below if depth else {"display_name": {}}}
        return spec

    def _answer(self, step):
        """Return what a stranger is told by one step, all of it taken back."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self.env.cr.savepoint(flush=False) as savepoint, mute_logger("odoo.sql_db"):
            try:
                answer = json.dumps(step(), default=str)
                self.env.flush_all()
            except (UserError, AccessError) as error:
                answer = f"refused: {error}"
            except IntegrityError as error:
                answer = f"refused: {error.diag.constraint_name}"
            self.env.transaction.clear()
            savepoint.rollback()
        self.env.transaction.clear()
        return answer

    def _try(self, key, steps_of):
        told, tried = [], 0
        for model in self._models(self.users[key]):
            for name, value in self._links(model):
                for label, step in steps_of(model, name, value):
                    answer = self._answer(step)
                    tried += 1
                    # A default that the model drops is answered as if it had not been given.
                    dropped = label == "default" and '"agreed"' not in answer
                    if SECRET in answer or not (dropped or answer.startswith("refused")):
                        told.append(f"{key} {model._name}.{name}={value} {label}: {answer[:300]}")
        self.assertTrue(tried, "nothing was tried")
        self.assertFalse(told, "\n".join(told))

    def _form_steps(self, model, name, value, depth=1):
        spec = self._spec(model, depth)
        yield "new", lambda: model.onchange({name: value}, [], spec)
        yield "changed", lambda: model.onchange({name: value}, [name], spec)
        given = model.with_context(**{f"default_{name}": value})
        yield "default", lambda: given.onchange({}, [], spec)

    def _save_steps(self, model, name, value):
        vals, spec = self._required(model), self._spec(model)
        yield "save", lambda: model.web_save({**vals, name: value}, spec)
        if not model._rec_name:
            return
        given = model.with_context(**{f"default_{name}": value})
        yield "name", lambda: given.name_create("Baru")

    def _required(self, model):
        """Return values for what a record needs beside its links."""
        samples = {"char": "Baru", "text": "Baru", "date": "2031-01-01", "integer": 1}
        return {
            name: samples.get(field.type) or field.get_values(model.env)[0]
            for name, field in model._fields.items()
            if field.required
            and field.store
            and not field.compute
            and (field.type in samples or field.type == "selection")
        }

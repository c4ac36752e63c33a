import json

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import SkpCommon

#: Every text of the foreign plan holds it: no answer to a stranger may.
SECRET = "RAHASIA"
#: Odoo's own groups that may be given to anybody who has to do with plans.
GROUPS = "base.group_user", "base.group_portal"


@tagged("post_install", "-at_install", "hr_skp")
class TestLinkGuard(SkpCommon):
    """A link given by a client tells nothing of what the client may not read.

    The foreign plan is kasi's; those who try are a colleague, a portal user and the officer of
    another agency.
    """

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
        """Yield what the user may fill in, of all addons of ours."""
        env = self.env(user=user, context={})
        for name, model in sorted(self.env.registry.items()):
            if name.startswith("hr.skp") and not model._abstract and env[name].has_access("create"):
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
        self.assertGreater(tried, 20)
        self.assertFalse(told, "\n".join(told))

    def _form_steps(self, model, name, value, depth=1):
        spec = self._spec(model, depth)
        yield "new", lambda: model.onchange({name: value}, [], spec)
        yield "changed", lambda: model.onchange({name: value}, [name], spec)
        context = {f"default_{name}": value}
        yield "default", lambda: model.with_context(context).onchange({}, [], spec)

    def _save_steps(self, model, name, value):
        vals, spec = self._required(model), self._spec(model)
        yield "save", lambda: model.web_save({**vals, name: value}, spec)
        if not model._rec_name:
            return
        context = {f"default_{name}": value}
        yield "name", lambda: model.with_context(context).name_create("Baru")

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

    # ------------------------------------------------------------
    # TESTS
    # ------------------------------------------------------------

    def test_a_form_tells_a_colleague_nothing(self):
        """A new record of any model, filled in with foreign links: refused before it answers."""
        self._try("ketua", self._form_steps)

    def test_a_form_tells_a_portal_user_nothing(self):
        self._try("anggota", self._form_steps)

    def test_a_form_tells_another_agency_nothing(self):
        """Nor an officer of another agency, whatever wizards he has."""
        self._try("stranger", self._form_steps)

    def test_saving_tells_a_colleague_nothing(self):
        """Neither web_save nor name_create names what was linked in its refusal."""
        self._try("ketua", self._save_steps)

    def test_saving_tells_a_portal_user_nothing(self):
        self._try("anggota", self._save_steps)

    def test_saving_tells_another_agency_nothing(self):
        self._try("stranger", self._save_steps)

    def test_own_links_are_taken(self):
        """What one may read one links: the forms that are refused above are answered here."""
        own = self.add_result("ketua")
        self.foreign = {
            "hr.skp": self.plans["ketua"],
            "hr.skp.result": own,
            "hr.skp.indicator": own.indicator_ids,
        }
        user = self.users["ketua"]
        for model in self._models(user):
            for name, value in self._links(model):
                for label, step in self._form_steps(model, name, value, 0):
                    with self.subTest(model=model._name, name=name, label=label):
                        self.assertIn('"value": ', self._answer(step))

    def test_lines_are_looked_into(self):
        """A foreign link in a line of a form is found like one of the form itself."""
        own = self.plan("ketua", "ketua")
        line = {"name": "Baru", "parent_id": self.result.id}
        spec = self._spec(own)
        for commands in ([(0, "virtual_1", line)], [(0, 0, {"indicator_ids": [(4, 1)]})]):
            with self.subTest(commands=commands), self.assertRaises(AccessError):
                if commands[0][2] is not line:
                    commands[0][2]["indicator_ids"] = [(4, self.result.indicator_ids.id)]
                own.onchange({"result_ids": commands}, ["result_ids"], spec)
        above = {"id": own.id, "parent_id": self.plan("kasi").id}
        with self.assertRaises(AccessError):
            own.result_ids.onchange({"skp_id": above, "name": "Baru"}, ["name"], {"name": {}})

    def test_what_is_there_is_not_asked_about_again(self):
        """A member whose result points to the leader's plan goes on writing it."""
        mine = self.add_result("staff", parent_id=self.result.id)
        with_rights = mine.with_user(self.users["staff"])
        changed = with_rights.onchange(
            {"name": "Lain", "parent_id": self.result.id, "skp_id": self.plans["staff"].id},
            ["name"],
            {"name": {}, "plan_state": {}},
        )
        self.assertNotIn("warning", changed)
        with_rights.name = "Lain"
        self.assertEqual(mine.name, "Lain")

    def test_people_of_another_agency_are_not_named(self):
        """The wall between agencies holds for people and units named in a form."""
        outsider = self.env["hr.employee"].create(
            {"name": f"{SECRET} luar", "company_id": self.other_agency.id}
        )
        own = self.env["hr.skp.assignment"].with_user(self.users["kadis"])
        answer = self._answer(
            lambda: own.onchange({"addressee_id": outsider.id}, [], self._spec(own, 0))
        )
        self.assertTrue(answer.startswith("refused"), answer)
        self.assertNotIn(SECRET, answer)

    def test_reading_tells_only_what_is_readable(self):
        """Below a leader one reads his results, through no door the state of his plan."""
        results = self.env["hr.skp.result"].with_user(self.users["staff"])
        found = results.search([("skp_id", "=", self.plans["kasi"].id)])
        self.assertEqual(found, self.result)
        self.assertFalse(found.plan_state)
        self.assertFalse(found.leader_plan_id)
        self.assertEqual(self.result.with_user(self.users["kasi"]).plan_state, "agreed")
        doors = {
            "export": lambda: found.export_data(["skp_id/state"]),
            "spec": lambda: found.web_search_read(
                [("id", "=", found.id)], {"skp_id": {"fields": {"state": {}}}}
            ),
            "group": lambda: results.formatted_read_group(
                [("id", "=", found.id)], ["skp_id.state"], ["__count"]
            ),
            "domain": lambda: results.search_read([("skp_id.state", "=", "agreed")], ["name"]),
        }
        for label, door in doors.items():
            with self.subTest(door=label):
                self.assertNotIn("agreed", self._answer(door))
                self.assertNotIn(SECRET, self._answer(door) if label == "domain" else "")

    def test_a_refusal_names_no_record(self):
        """In developer mode as well: Odoo would name what it refuses."""
        self.users["ketua"].group_ids += self.env.ref("base.group_no_one")
        for record in self.foreign.values():
            with self.subTest(model=record._name), self.assertRaises(AccessError) as refused:
                record.with_user(self.users["ketua"]).read(["display_name"])
            self.assertNotIn(SECRET, str(refused.exception))

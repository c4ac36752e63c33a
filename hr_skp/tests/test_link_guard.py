from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .link_guard_common import SECRET, LinkGuardCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestLinkGuard(LinkGuardCommon):
    """A link given by a client tells nothing of what the client may not read."""

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

    def test_what_follows_from_other_data_is_not_written(self):
        """Columns that carry rights stand as computed: whose user leads a team, whose it is."""
        kabid, ketua = self.users["kabid"], self.users["ketua"]
        team = self.foreign["hr.skp.team"]
        team.member_ids = [(0, 0, {"employee_id": self.people["staff"].id})]
        self.assertEqual(team.leader_user_id, self.users["kasi"])
        for record, vals in (
            (team, {"leader_user_id": ketua.id}),
            (team.member_ids, {"employee_user_id": ketua.id}),
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                record.with_user(kabid).write(vals)
        given = self.env["hr.skp.team"].with_user(kabid)
        vals = {"name": "x", "leader_id": self.people["kasi"].id, "period_id": self.period.id}
        with self.assertRaises(AccessError):
            given.create({**vals, "leader_user_id": ketua.id})
        made = given.with_context(default_leader_user_id=ketua.id).create(vals)
        self.assertEqual(made.leader_user_id, self.users["kasi"])

    def test_nothing_is_moved_to_another_agency(self):
        """An officer neither gives his period or objective away nor plants one elsewhere."""
        officer = self.users["officer"]
        objective = self.env["hr.skp.objective"].create(
            {"name": "Tujuan", "company_id": self.agency.id}
        )
        for record in (self.period, objective):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(officer).write({"company_id": self.other_agency.id})

    def test_values_of_a_wrong_kind(self):
        """A list for a form's values, a number for a record's: a sentence, not a fault."""
        team = self.env["hr.skp.team"].with_user(self.users["kabid"])
        for step in (
            lambda: team.onchange([], [], {}),
            lambda: team.onchange({}, None, {}),
            lambda: team.onchange({}, [], 5),
            lambda: team.create([["x"]]),
            lambda: team.write([]),
        ):
            with self.assertRaisesRegex(UserError, "cannot be done"):
                step()

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SkpCommon, agency_today


@tagged("post_install", "-at_install", "hr_skp")
class TestBecomingSomebody(SkpCommon):
    """Nobody takes another's place, nor leaves his own, by a detour: archived, resource, puppet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for key in ("hr", "officer", "manager"):
            cls.people[key] = cls.env["hr.employee"].create(
                {"name": key, "company_id": cls.agency.id, "user_id": cls.users[key].id}
            )

    def as_user(self, key, record):
        return record.with_user(self.users[key])

    def refused(self):
        return self.assertRaises(UserError)  # or its kind, AccessError

    # ------------------------------------------------------------
    # WHOSE ACCOUNT IT IS
    # ------------------------------------------------------------

    def test_archived_people_keep_their_account(self):
        """Who is archived for a moment comes back as himself."""
        kasi = self.as_user("hr", self.people["kasi"])
        kasi.active = False
        for record in (kasi, kasi.resource_id):
            with self.subTest(record=record), self.refused():
                record.user_id = self.users["hr"]

    def test_nobody_gets_another_resource(self):
        """A person's account hangs on his resource: another one is another account."""
        for key in ("hr", "manager"):
            mine = self.env["resource.resource"].create(
                {"name": "R", "user_id": self.users[key].id, "company_id": self.agency.id}
            )
            with self.subTest(key=key), self.refused():
                self.as_user(key, self.people["kasi"]).resource_id = mine
            with self.subTest(key=key, made=True), self.refused():
                self.as_user(key, self.env["resource.resource"]).create(
                    {
                        "name": "R",
                        "user_id": self.users[key].id,
                        "employee_id": [Command.link(self.people["kasi"].id)],
                    }
                )
        self.assertEqual(self.people["kasi"].user_id, self.users["kasi"])

    def test_a_puppet_stays_without_account(self):
        """Somebody made up and put into a place is not linked to oneself, by no administrator."""
        puppets = {}
        for place in ("delegate", "head", "superior", "override"):
            puppets[place] = self.as_user("manager", self.env["hr.employee"]).create(
                {"name": place, "company_id": self.agency.id}
            )
        self.as_user("manager", self.env["hr.skp.delegation"]).create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": puppets["delegate"].id,
                "date_start": agency_today(),
                "date_end": agency_today(),
            }
        )
        self.as_user("manager", self.seksi).manager_id = puppets["head"]
        self.as_user("manager", self.people["teman"]).parent_id = puppets["superior"]
        staff = self.as_user("manager", self.people["staff"])
        staff.skp_evaluator_override_id = puppets["override"]
        for place, puppet in puppets.items():
            with self.subTest(place=place), self.refused():
                puppet.user_id = self.users["manager"]

    def test_nobody_cuts_himself_off_from_his_file(self):
        """Administrator of his own file would be who is no longer the employee of it."""
        self.users["teman"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        teman = self.as_user("teman", self.people["teman"])
        resource = self.env["resource.resource"].create({"name": "R", "company_id": self.agency.id})
        for vals in (
            {"user_id": False},
            {"user_id": self.users["hr"].id},
            {"resource_id": resource.id},
            {"skp_evaluator_override_id": self.people["ketua"].id},
        ):
            with self.subTest(vals=vals), self.refused():
                teman.write(vals)
        with self.refused():
            teman.resource_id.user_id = False
        self.as_user("manager", self.people["teman"]).user_id = False

    # ------------------------------------------------------------
    # WHOSE PLACE IT IS
    # ------------------------------------------------------------

    def test_archived_oneself_is_oneself(self):
        """Archived for a moment, nobody is put into a place that opens when he comes back."""
        staff, seksi = self.people["staff"], self.seksi
        for key in ("hr", "officer", "manager"):
            me = self.people[key]
            me.active = False
            for record, field in (
                (staff, "parent_id"),
                (staff, "skp_evaluator_override_id"),
                (seksi, "manager_id"),
            ):
                with self.subTest(key=key, field=field), self.refused():
                    self.as_user(key, record)[field] = me

    def test_an_administrator_raises_himself_no_more_than_others(self):
        """Neither superior, evaluator nor head by his own hand; another may do it."""
        me = self.people["manager"]
        for record, field in (
            (self.people["staff"], "parent_id"),
            (self.people["staff"], "skp_evaluator_override_id"),
            (self.seksi, "manager_id"),
        ):
            with self.subTest(field=field), self.refused():
                self.as_user("manager", record)[field] = me
            self.as_user("hr", record)[field] = me
        # Written again, as an import does, it makes nobody what he was not.
        self.as_user("manager", self.people["staff"]).write({"parent_id": me.id})

    def test_units_move_within_one_s_own(self):
        """Whoever serves a unit moves what is below it, and takes nothing new."""
        self.dinas.skp_officer_ids = self.users["manager"]
        other = self.env["hr.department"].create({"name": "L", "company_id": self.agency.id})
        self.as_user("manager", self.seksi).parent_id = self.dinas
        with self.refused():
            self.as_user("manager", other).parent_id = self.dinas
        self.assertEqual((self.seksi.parent_id, other.parent_id.id), (self.dinas, False))
        # Served as part of the office is not yet headed.
        self.bidang.manager_id = self.people["manager"]
        with self.refused():
            self.as_user("manager", self.seksi).parent_id = self.bidang

    def test_no_unit_is_taken_below_an_archived_one(self):
        self.users["kabid"].group_ids |= self.env.ref("hr.group_hr_user")
        other = self.env["hr.department"].create({"name": "L", "company_id": self.agency.id})
        self.bidang.active = False
        with self.refused():
            self.as_user("kabid", other).parent_id = self.bidang

    def test_whoever_refreshes_gains_nothing(self):
        """What another put into the record, another takes over into the plan."""
        plan, other = (
            self.plan("staff"),
            self._create_user("officer2", "Petugas Lain", "hr_skp.group_skp_officer"),
        )
        self.people["staff"].skp_evaluator_override_id = self.people["officer"]
        for act in (
            lambda key: self.as_user(key, plan).action_refresh(),
            lambda key: self.as_user(key, plan).action_reroute("Rotasi"),
        ):
            with self.assertRaisesRegex(UserError, "You would become"):
                act("officer")
        self.assertEqual(plan.evaluator_id, self.people["kasi"])
        self.users["officer2"] = other
        self.as_user("officer2", plan).action_refresh()
        self.assertEqual(plan.evaluator_id, self.people["officer"])
        # Evaluator already, he refreshes what else has changed.
        self.as_user("officer", plan).action_refresh()

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPathsToPower(SkpCommon):
    """What the personnel office may change in HR does not make it anybody's evaluator or reader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hr_person = cls.env["hr.employee"].create(
            {"name": "Orang HR", "company_id": cls.agency.id, "user_id": cls.users["hr"].id}
        )

    def test_hr_officer_links_nobodys_user(self):
        """Another user on a person with a plan: administrator only, never himself, and logged."""
        staff = self.people["staff"].with_user(self.users["hr"])
        new_user = self._create_user("baru", "Baru", "base.group_user")
        with self.assertRaises(AccessError):
            staff.user_id = new_user
        with self.assertRaises(AccessError):
            staff.resource_id.user_id = new_user
        with self.assertRaises(AccessError):
            self.people["staff"].with_user(self.users["manager"]).user_id = self.users["manager"]
        self.people["staff"].with_user(self.users["manager"]).user_id = new_user
        self.assertEqual(self.plan("staff").log_ids[0].action, "relink_user")
        self.assertEqual(self.plan("staff").employee_user_id, new_user)

    def test_hr_officer_does_not_become_a_head_by_a_puppet(self):
        """Nor does he link himself to a head that he made up, nor move a unit below his own."""
        puppet = self.env["hr.employee"].create({"name": "Boneka", "company_id": self.agency.id})
        hr = self.users["hr"]
        self.seksi.with_user(hr).manager_id = puppet
        with self.assertRaises(AccessError):
            puppet.with_user(hr).user_id = self._create_user("boneka", "Boneka", "base.group_user")
        small = self.env["hr.department"].create(
            {"name": "Kecil", "company_id": self.agency.id, "manager_id": self.hr_person.id}
        )
        with self.assertRaises(UserError):
            self.bidang.with_user(hr).parent_id = small

    def test_a_team_leader_holds_a_place(self):
        """Who leads a team writes into its members' plans: his user is the administrator's."""
        leader = self.env["hr.employee"].create({"name": "Ketua", "company_id": self.agency.id})
        new_user = self._create_user("ketua_baru", "Ketua", "base.group_user")
        self.env["hr.skp.team"].create(
            {"name": "Tim", "leader_id": leader.id, "period_id": self.period.id, "active": False}
        )
        with self.assertRaises(AccessError):
            leader.with_user(self.users["hr"]).user_id = new_user
        leader.with_user(self.users["manager"]).user_id = new_user

    def test_hr_officer_does_not_raise_himself(self):
        """He makes himself neither superior, evaluator nor head of unit."""
        staff = self.people["staff"].with_user(self.users["hr"])
        for field in ("parent_id", "skp_evaluator_override_id"):
            with self.subTest(field=field), self.assertRaises(UserError):
                staff.write({field: self.hr_person.id})
        with self.assertRaises(UserError):
            self.seksi.with_user(self.users["hr"]).manager_id = self.hr_person

    def test_a_change_in_hr_rewrites_no_plan(self):
        """A new superior in HR leaves evaluator and snapshot of an open plan as they are."""
        self.people["staff"].parent_id = self.people["kabid"]
        self.people["staff"].name = "Nama Baru"
        plan = self.plan("staff")
        self.assertEqual(plan.evaluator_id, self.people["kasi"])
        self.assertEqual(plan.identity["employee"]["name"], "Staf Uji")
        plan.with_user(self.users["officer"]).action_refresh()
        self.assertEqual(plan.evaluator_id, self.people["kabid"])
        self.assertEqual(plan.parent_id, self.plan("kabid"))
        self.assertEqual(plan.identity["employee"]["name"], "Nama Baru")

    def test_officer_creates_only_what_follows_from_the_record(self):
        """Evaluator, state and the like given to create are not taken over."""
        person = self.env["hr.employee"].create(
            {
                "name": "Baru",
                "company_id": self.agency.id,
                "asn_kind": "pns",
                "parent_id": self.people["kasi"].id,
                "department_id": self.seksi.id,
                "job_id": self.people["staff"].job_id.id,
            }
        )
        plan = (
            self.env["hr.skp"]
            .with_user(self.users["officer"])
            .create(
                {
                    "employee_id": person.id,
                    "period_id": self.period.id,
                    "evaluator_id": self.people["teman"].id,
                    "state": "agreed",
                    "revision": 3,
                }
            )
        )
        self.assertRecordValues(
            plan,
            [{"evaluator_id": self.people["kasi"].id, "state": "draft", "revision": 0}],
        )

    def test_no_plan_in_a_closed_period(self):
        """Once the year is closed nothing is added, by nobody."""
        self.period.state = "closed"
        with self.assertRaisesRegex(UserError, "closed"):
            self.env["hr.skp"].create(
                {"employee_id": self.people["staff"].id, "period_id": self.period.id}
            )

    def test_cancelled_by_mistake(self):
        """An officer makes a new draft in place of a cancelled plan; nobody else does."""
        self.bring_to("staff", "cancelled")
        for role in ("staff", "kasi", "auditor"):
            with self.subTest(role=role), self.assertRaises(UserError):
                self.plan("staff", role).action_renew()
        self.plan("staff", "officer").action_renew()
        plans = self.env["hr.skp"].search([("employee_id", "=", self.people["staff"].id)])
        self.assertEqual(sorted(plans.mapped("state")), ["cancelled", "draft"])

    def test_defaults_of_a_client_decide_nothing(self):
        """What create refuses does not come in by the context's default_… either."""
        defaults = {"default_state": "agreed", "default_revision": 3}
        self.bring_to("staff", "cancelled")
        plan = (
            self.env["hr.skp"]
            .with_user(self.users["officer"])
            .with_context(**defaults, default_evaluator_id=self.people["teman"].id)
            .create({"employee_id": self.people["staff"].id, "period_id": self.period.id})
        )
        self.assertRecordValues(
            plan, [{"state": "draft", "revision": 0, "evaluator_id": self.people["kasi"].id}]
        )
        matrix = self.env["hr.skp.matrix"].create({"skp_id": self.plans["kasi"].id})
        result = (
            self.env["hr.skp.result"]
            .with_user(self.users["teman"])
            .with_context(
                default_matrix_id=matrix.id, default_agreed_revision=4, default_kind="additional"
            )
            .create({"skp_id": self.plans["teman"].id, "name": "Hasil"})
        )
        self.assertRecordValues(
            result, [{"matrix_id": False, "agreed_revision": 0, "kind": "additional"}]
        )
        period = (
            self.env["hr.skp.period"]
            .with_user(self.users["officer"])
            .with_context(default_state="open")
            .create({"year": 2031, "company_id": self.agency.id})
        )
        self.assertEqual(period.state, "draft")

    def test_nobody_delegates_to_himself(self):
        """An administrator does not grant himself an official's powers."""
        admin_person = self.env["hr.employee"].create(
            {"name": "Admin", "company_id": self.agency.id, "user_id": self.users["manager"].id}
        )
        with self.assertRaises(UserError):
            self.env["hr.skp.delegation"].with_user(self.users["manager"]).create(
                {
                    "official_id": self.people["kasi"].id,
                    "delegate_id": admin_person.id,
                    "date_start": "2026-01-01",
                    "date_end": "2026-12-31",
                }
            )

    def test_an_administrator_chooses_nobody_to_evaluate_him(self):
        """Who acts for his own superior is for another administrator to say."""
        self.users["kasi"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        vals = {
            "delegate_id": self.people["teman"].id,
            "date_start": "2026-01-01",
            "date_end": "2026-12-31",
        }
        delegations = self.env["hr.skp.delegation"].with_user(self.users["kasi"])
        for above in ("kabid", "kadis"):
            with self.subTest(above=above), self.assertRaisesRegex(UserError, "evaluates you"):
                delegations.create({**vals, "official_id": self.people[above].id})
        delegations.create({**vals, "official_id": self.people["ketua"].id})
        delegations.with_user(self.users["manager"]).create(
            {**vals, "official_id": self.people["kabid"].id}
        )

    def test_another_kind_in_hr_changes_no_plan(self):
        """That HR calls somebody not ASN takes nothing from his plan, nor its evaluator."""
        hr = self.users["hr"]
        plan = self.bring_to("staff", "agreed")
        self.people["staff"].with_user(hr).write({"asn_kind": "non_asn"})
        self.assertRecordValues(
            plan, [{"state": "agreed", "evaluator_id": self.people["kasi"].id, "form": plan.form}]
        )
        self.assertFalse(plan.with_user(hr).has_access("read"))

    def test_old_evaluator_of_a_transferred_person(self):
        """The old plan stays his, closed; of the new one he reads and writes nothing."""
        plan = self.bring_to("staff", "agreed")
        self.people["staff"].write(
            {"parent_id": self.people["kadis"].id, "department_id": self.dinas.id}
        )
        plan.with_user(self.users["officer"]).action_transfer("2026-07-01", "Mutasi")
        old, new = (
            self.users["kasi"],
            plan.search([("employee_id", "=", self.people["staff"].id), ("id", "!=", plan.id)]),
        )
        self.assertEqual((plan.state, new.evaluator_id), ("closed", self.people["kadis"]))
        self.assertTrue(plan.with_user(old).has_access("read"))
        for operation in ("read", "write"):
            self.assertFalse(new.with_user(old).has_access(operation), operation)
        self.assertFalse(new.with_user(old).search([("id", "=", new.id)]))
        with self.assertRaises(UserError):
            plan.with_user(old).action_revise("Kembali")

    def test_pointing_at_a_result_does_not_reveal_it(self):
        """One points only to results one may read: a colleague's text does not come back."""
        secret = self.add_result("ketua", "Rahasia ketua")
        mine = self.add_result("staff").with_user(self.users["staff"])
        with self.assertRaises(AccessError):
            mine.parent_id = secret.id

    def test_supported_result_is_archived(self):
        """A result that others point to is not deleted, even by an owner who cannot see them."""
        above = self.add_result("kadis", "Hasil kepala dinas")
        self.add_result("kabid", parent_id=above.id)
        mine = above.with_user(self.users["kadis"])
        with self.assertRaisesRegex(UserError, "archive"):
            mine.unlink()
        mine._remove()
        self.assertFalse(above.active)

    def test_result_from_matrix_stays(self):
        """The owner works a result of the matrix out, but neither removes nor re-points it."""
        above = self.add_result("kasi", "Hasil atasan")
        matrix = self.env["hr.skp.matrix"].create({"skp_id": self.plans["kasi"].id})
        mine = self.add_result("staff", parent_id=above.id, matrix_id=matrix.id).with_user(
            self.users["staff"]
        )
        mine.name = "Dirinci"
        for vals in ({"parent_id": False}, {"active": False}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                mine.write(vals)
        with self.assertRaises(UserError):
            mine.unlink()
        with self.assertRaises(AccessError):
            mine.write({"matrix_id": False})

    def test_private_fields_leave_colleagues_able_to_read_people(self):
        """What we add to the employee does not break the public profile for others."""
        public = self.env["hr.employee"].with_user(self.users["teman"])
        found = public.search([("id", "=", self.people["staff"].id)])
        self.assertEqual(found.read(["name"])[0]["name"], "Staf Uji")
        with self.assertRaises(AccessError):
            found.read(["nip"])

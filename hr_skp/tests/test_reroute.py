from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SkpCommon


class RerouteCommon(SkpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["kasi2"] = cls._create_user("kasi2", "Kasi Baru Uji", "base.group_user")
        cls.people["kasi2"] = cls._create_person(
            "kasi2", "Kasi Baru Uji", "pengawas", "kabid", "seksi", 70
        )
        cls.plans["kasi2"] = cls.env["hr.skp"].create(
            {"employee_id": cls.people["kasi2"].id, "period_id": cls.period.id}
        )

    def as_officer(self, *keys):
        ids = [self.plans[key].id for key in keys]
        return self.env["hr.skp"].with_user(self.users["officer"]).browse(ids)

    def new_head(self):
        """Kasi is followed by kasi2 in the personnel record."""
        for key in ("staff", "teman", "warga"):
            self.people[key].parent_id = self.people["kasi2"]


@tagged("post_install", "-at_install", "hr_skp")
class TestReroute(RerouteCommon):
    """Open plans go to the evaluator of today, with what was asked of the former one."""

    def test_plan_and_task_go_along(self):
        """Evaluator, reviewer, printed identity, leader's plan and activity are the new one's."""
        self.bring_to("staff", "proposed")
        self.assertEqual(self.plan("staff").activity_ids.user_id, self.users["kasi"])
        self.new_head()
        post = self.plan("staff").identity["employee"]
        self.as_officer("staff").action_reroute("Pejabat baru")
        plan = self.plan("staff")
        self.assertRecordValues(
            plan,
            [
                {
                    "evaluator_id": self.people["kasi2"].id,
                    "reviewer_id": self.people["kabid"].id,
                    "parent_id": self.plans["kasi2"].id,
                    "state": "proposed",
                }
            ],
        )
        self.assertEqual(plan.identity["evaluator"]["name"], "Kasi Baru Uji")
        self.assertEqual(plan.identity["employee"], post)
        self.assertEqual(plan.activity_ids.user_id, self.users["kasi2"])
        self.assertRecordValues(
            plan.log_ids[0],
            [
                {
                    "action": "reroute",
                    "state_from": "Kepala Seksi Uji",
                    "state_to": "Kasi Baru Uji",
                    "reason": "Pejabat baru",
                    "user_id": self.users["officer"].id,
                }
            ],
        )
        self.plan("staff", "kasi2").action_agree()
        self.assertFalse(self.plan("staff", "kasi").is_my_team, "he only heads the unit still")

    def test_agreed_document_stays(self):
        """What was agreed stays as it was signed."""
        self.bring_to("staff", "agreed")
        before = (self.plan("staff").revision_ids.content, self.plan("staff").document_ids.sha256)
        self.new_head()
        self.as_officer("staff").action_reroute("Pejabat baru")
        self.env.invalidate_all()
        after = (self.plan("staff").revision_ids.content, self.plan("staff").document_ids.sha256)
        self.assertEqual(before, after)

    def test_nothing_to_do(self):
        """Plans that are with the right evaluator are neither written nor logged."""
        self.as_officer("staff", "teman").action_reroute("Pemeriksaan")
        self.assertFalse(self.plan("staff").log_ids)

    def test_only_officers_with_a_reason_never_their_own(self):
        self.new_head()
        for user in ("staff", "kasi", "kabid", "unit_officer", "auditor", "hr"):
            with self.subTest(user=user), self.assertRaises(AccessError):
                self.plan("staff", user).action_reroute("x")
        with self.assertRaises(UserError):
            self.as_officer("staff").action_reroute(" ")
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_officer")
        with self.assertRaises(AccessError):
            self.plan("staff", "staff").action_reroute("x")
        self.bring_to("teman", "cancelled")
        with self.assertRaises(UserError):
            self.as_officer("teman").action_reroute("x")

    def test_archived_superior_is_absent(self):
        """Whoever was archived evaluates nobody, though the org chart still names him."""
        self.people["kasi"].active = False
        self.as_officer("staff").action_reroute("Pensiun")
        self.assertEqual(self.plan("staff").evaluator_id, self.people["kabid"])

    def test_wizard_previews_what_it_does(self):
        self.new_head()
        wizard = (
            self.env["hr.skp.reroute"]
            .with_user(self.users["officer"])
            .create(
                {
                    "company_id": self.agency.id,
                    "evaluator_id": self.people["kasi"].id,
                    "reason": "Pejabat baru",
                }
            )
        )
        self.assertEqual(wizard.change_count, 3)
        for part in ("Staf Uji", "Kepala Seksi Uji", "Kasi Baru Uji"):
            self.assertIn(part, wizard.preview)
        wizard.action_confirm()
        plans = self.plans["staff"] | self.plans["teman"] | self.plans["warga"]
        self.assertEqual(plans.evaluator_id, self.people["kasi2"])
        wizard.invalidate_recordset()
        self.assertEqual(wizard.change_count, 0)

    def test_queries_do_not_grow_with_plans(self):
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pelaksana {n}",
                    "company_id": self.agency.id,
                    "department_id": self.seksi.id,
                    "job_id": self.people["staff"].job_id.id,
                    "parent_id": self.people["kasi"].id,
                    "asn_kind": "pns",
                }
                for n in range(51)
            ]
        )
        plans = self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )
        people.write({"parent_id": self.people["kasi2"].id})
        counts = []
        for batch in (plans[:1], plans[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.with_user(self.users["officer"]).action_reroute("Pejabat baru")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(plans.evaluator_id, self.people["kasi2"])
        self.assertLessEqual(counts[1], counts[0] + 2, "queries for 50 plans, and for one")


@tagged("post_install", "-at_install", "hr_skp")
class TestLeaver(RerouteCommon):
    """Who leaves ends his own plan; those below go to the next superior."""

    def leave(self, *keys, date="2026-07-01", user="officer"):
        wizard = (
            self.env["hr.skp.leaver"]
            .with_user(self.users[user])
            .create(
                {
                    "employee_ids": [Command.set([self.people[key].id for key in keys])],
                    "date": date,
                    "kind": "retired",
                    "note": "SK 12/2026",
                }
            )
        )
        return wizard

    def test_agreed_closes_and_people_move_up(self):
        self.bring_to("kasi", "agreed")
        self.bring_to("staff", "proposed")
        wizard = self.leave("kasi")
        self.assertIn("closes on", wizard.preview)
        for part in ("Staf Uji", "Kepala Bidang Uji"):
            self.assertIn(part, wizard.team_preview)
        wizard.action_confirm()
        self.assertRecordValues(
            self.plan("kasi"),
            [{"state": "closed", "state_reason": "Retirement: SK 12/2026"}],
        )
        self.assertEqual(str(self.plan("kasi").date_end), "2026-06-30")
        for key in ("staff", "teman", "warga"):
            self.assertEqual(self.plan(key).evaluator_id, self.people["kabid"])
            self.assertEqual(self.plan(key).parent_id, self.plans["kabid"])
        self.assertEqual(self.plan("staff").activity_ids.user_id, self.users["kabid"])
        self.assertTrue(self.people["kasi"].active, "HR is left alone")

    def test_never_agreed_is_cancelled(self):
        wizard = self.leave("staff")
        self.assertIn("is cancelled", wizard.preview)
        wizard.action_confirm()
        self.assertEqual(self.plan("staff").state, "cancelled")
        self.assertEqual(self.plan("staff").log_ids[0].action, "cancel")

    def test_two_levels_leave_at_once(self):
        """Where the next superior leaves as well, the one above him takes over."""
        self.leave("kasi", "kabid").action_confirm()
        self.assertEqual(self.plan("staff").evaluator_id, self.people["kadis"])
        self.assertEqual(self.plan("kasi").state, "cancelled")

    def test_nobody_found_is_named_and_stays(self):
        """The head of the region is gone: nobody is invented for the head of the Dinas."""
        wizard = self.leave("walikota")
        self.assertIn("Kepala Dinas Uji", wizard.team_preview)
        wizard.action_confirm()
        self.assertEqual(self.plan("kadis").evaluator_id, self.people["walikota"])

    def test_not_for_others(self):
        for user in ("staff", "kabid", "unit_officer", "auditor", "hr"):
            with self.subTest(user=user), self.assertRaises(AccessError):
                self.leave("kasi", user=user)
            with self.subTest(user=user), self.assertRaises(AccessError):
                self.plan("kasi", user).action_leave("2026-07-01", "x")

    def test_nobody_takes_a_place_by_declaring_it_free(self):
        """An officer who is the next superior does not become evaluator by his own hand."""
        self.users["kabid"].group_ids |= self.env.ref("hr_skp.group_skp_officer")
        with self.assertRaisesRegex(UserError, "another officer"):
            self.plan("staff", "kabid").action_reroute("x", self.people["kasi"].ids)
        for key in ("staff", "teman", "warga"):
            self.assertEqual(self.plan(key).evaluator_id, self.people["kasi"])

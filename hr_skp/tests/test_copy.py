from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestCopyLastYear(SkpCommon):
    """An empty draft takes over what its person planned before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.former = dict(cls.plans)
        cls.leader_result = cls.add_result("kasi", "Layanan kepegawaian tepat waktu")
        cls.result = cls.add_result(
            "staff",
            "Usulan kenaikan pangkat tersusun",
            parent_id=cls.leader_result.id,
            parent_indicator_id=cls.leader_result.indicator_ids.id,
            cascade="direct",
            cascade_basis="load",
        )
        cls.env["hr.skp.commitment"].create(
            {"skp_id": cls.plans["staff"].id, "kind": "accountability", "name": "Tiap bulan"}
        )
        cls.plans["staff"].behaviour_ids[0].expectation = "Ramah"
        cls.period = cls._create_period(2027)
        cls._create_plans()

    def test_employee_copies_his_own(self):
        plan = self.plan("staff", "staff")
        self.assertTrue(plan.can_copy_last_year)
        plan.action_copy_last_year()
        copy = plan.result_ids
        self.assertRecordValues(
            copy,
            [
                {
                    "name": "Usulan kenaikan pangkat tersusun",
                    "parent_id": False,
                    "cascade": False,
                    "agreed_revision": 0,
                }
            ],
        )
        self.assertEqual(copy.indicator_ids.target, "10 – 12")
        self.assertEqual(plan.commitment_ids.name, "Tiap bulan")
        self.assertFalse(any(plan.behaviour_ids.mapped("expectation")), "that is the leader's")
        self.assertFalse(plan.can_copy_last_year)
        with self.assertRaises(UserError):
            plan.action_copy_last_year()
        self.assertEqual(self.plan("staff").log_ids.action, "copy_last_year")

    def test_link_finds_the_leaders_new_result(self):
        """The text decides, whatever its blanks and capitals; the indicator's likewise."""
        new = self.add_result("kasi", " Layanan  kepegawaian TEPAT waktu")
        self.plan("staff", "staff")._copy_last_year()
        self.assertRecordValues(
            self.plan("staff").result_ids,
            [
                {
                    "parent_id": new.id,
                    "parent_indicator_id": new.indicator_ids.id,
                    "cascade": "direct",
                    "cascade_basis": "load",
                }
            ],
        )

    def test_many_at_once_in_any_order(self):
        """Where leader and staff are copied together, the link holds."""
        ids = [self.plans[key].id for key in ("staff", "kasi", "teman")]
        plans = self.env["hr.skp"].with_user(self.users["officer"]).browse(ids)
        plans.action_copy_last_year()
        self.assertEqual(
            self.plan("staff").result_ids.parent_id, self.plan("kasi").result_ids, "linked anew"
        )
        self.assertFalse(self.plan("teman").result_ids, "had nothing last year")

    def test_who_may(self):
        self.plan("staff", "kasi")._copy_last_year()
        self.assertTrue(self.plan("staff").result_ids)
        for user in ("teman", "kabid", "auditor", "unit_officer"):
            with self.subTest(user=user), self.assertRaises(AccessError):
                self.plan("kasi" if user != "kabid" else "staff", user)._copy_last_year()

    def test_only_empty_drafts(self):
        self.add_result("staff", "Sudah ada")
        self.assertFalse(self.plan("staff", "staff")._copy_last_year())
        self.assertEqual(self.plan("staff").result_ids.name, "Sudah ada")

    def test_cancelled_plans_are_no_source(self):
        self.former["staff"].with_user(self.users["officer"]).action_cancel("Keliru")
        self.assertFalse(self.plan("staff", "staff")._copy_last_year())

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
        periods = self.env["hr.skp.period"].search(
            [("company_id", "=", self.agency.id)], order="year"
        )
        former, plans = (
            self.env["hr.skp"].create(
                [{"employee_id": person.id, "period_id": period.id} for person in people]
            )
            for period in periods
        )
        self.env["hr.skp.result"].create(
            [
                {
                    "skp_id": plan.id,
                    "name": "Laporan",
                    "parent_id": self.leader_result.id,
                    "indicator_ids": [(0, 0, {"name": "n"})],
                }
                for plan in former
            ]
        )
        self.add_result("kasi", self.leader_result.name)
        counts = []
        for batch in (plans[:1], plans[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.with_user(self.users["officer"])._copy_last_year()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertTrue(all(plan.result_ids.parent_id for plan in plans))
        self.assertLessEqual(counts[1], counts[0] + 2, "queries for 50 plans, and for one")

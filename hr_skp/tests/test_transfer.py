from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestTransfer(SkpCommon):
    """A plan ends the day before, the next one begins on the new post."""

    def move_post(self, key="staff", day="2026-04-01", unit=None):
        """Enter the new post in the personnel record, dated."""
        job = self.env["hr.job"].create(
            {"name": "Jabatan Baru", "asn_position": "pelaksana", "company_id": self.agency.id}
        )
        self.people[key].create_version(
            {
                "date_version": day,
                "job_id": job.id,
                "job_title": job.name,
                "department_id": (unit or self.bidang).id,
            }
        )
        self.people[key].parent_id = self.people["kabid"]
        return job

    def transfer(self, *keys, day="2026-04-01", user="officer", **kwargs):
        ids = [self.plans[key].id for key in keys]
        plans = self.env["hr.skp"].with_user(self.users[user]).browse(ids)
        return plans.action_transfer(day, "SK Mutasi 7/2026", **kwargs)

    def test_two_plans_without_a_gap(self):
        self.bring_to("staff", "agreed")
        job = self.move_post()
        following = self.transfer("staff").sudo()
        self.assertRecordValues(
            self.plan("staff") | following,
            [
                {
                    "date_start": date(2026, 1, 1),
                    "date_end": date(2026, 3, 31),
                    "state": "closed",
                    "state_reason": "SK Mutasi 7/2026",
                    "evaluator_id": self.people["kasi"].id,
                    "department_id": self.seksi.id,
                },
                {
                    "date_start": date(2026, 4, 1),
                    "date_end": date(2026, 12, 31),
                    "state": "draft",
                    "state_reason": False,
                    "evaluator_id": self.people["kabid"].id,
                    "department_id": self.bidang.id,
                },
            ],
        )
        self.assertEqual(following.job_id, job)
        self.assertEqual(following.parent_id, self.plans["kabid"])
        self.assertEqual(following.identity["employee"]["position"], "Jabatan Baru")
        self.assertEqual(len(following.behaviour_ids), 7)
        self.assertFalse(following.result_ids)
        self.assertEqual(self.plan("staff").log_ids[0].action, "transfer")
        self.assertEqual(following.log_ids.action, "begin")
        self.assertEqual(following.activity_ids.user_id, self.users["staff"])

    def test_post_of_the_day_not_of_today(self):
        """The record of the day of transfer counts, though another one holds today."""
        self.move_post(day="2026-04-01")
        later = self.move_post(day="2026-06-01", unit=self.dinas)
        following = self.transfer("staff", day="2026-04-01").sudo()
        self.assertNotEqual(following.job_id, later)
        self.assertEqual(following.department_id, self.bidang)

    def test_results_are_taken_over(self):
        """Results, indicators and annex are copied; agreed ones of the old plan stay."""
        result = self.add_result("staff", kind="additional", assigner_name="Dirjen 2")
        self.plans["staff"].commitment_ids.create(
            {"skp_id": self.plans["staff"].id, "kind": "resource", "name": "Laptop"}
        )
        self.bring_to("staff", "agreed")
        following = self.transfer("staff", copy_results=True).sudo()
        self.assertRecordValues(
            following.result_ids,
            [
                {
                    "name": result.name,
                    "kind": "additional",
                    "assigner_name": "Dirjen 2",
                    "agreed_revision": 0,
                }
            ],
        )
        self.assertEqual(following.result_ids.indicator_ids.target, "10 – 12")
        self.assertEqual(following.commitment_ids.name, "Laptop")
        self.assertEqual(self.plans["staff"].result_ids, result)

    def test_what_was_not_agreed_lapses(self):
        """A plan closed in the middle of a revision says again what was agreed."""
        result = self.add_result("staff", "Semula")
        self.bring_to("staff", "revising")
        result.with_user(self.users["staff"]).name = "Diubah"
        self.transfer("staff")
        self.assertEqual(result.name, "Semula")

    def test_draft_is_closed_as_well(self):
        following = self.transfer("teman")
        self.assertEqual(self.plan("teman").state, "closed")
        self.assertEqual(following.sudo().state, "draft")

    def test_days_refused(self):
        """The first day, a day after the last, and a second transfer are refused."""
        for day in ("2026-01-01", "2025-12-31", "2027-01-01"):
            with self.subTest(day=day), self.assertRaises(UserError):
                self.transfer("staff", day=day)
        self.transfer("staff")
        with self.assertRaises(UserError):
            self.transfer("staff")

    def test_not_for_others(self):
        for user in ("staff", "kasi", "kabid", "unit_officer", "auditor", "hr"):
            with self.subTest(user=user), self.assertRaises(AccessError):
                self.transfer("staff", user=user)
        self.users["staff"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        with self.assertRaises(AccessError):
            self.transfer("staff", user="staff")

    def test_transfer_twice_in_a_year(self):
        first = self.transfer("staff")
        second = first.action_transfer("2026-09-01", "SK kedua")
        self.assertEqual(
            [(str(p.date_start), str(p.date_end)) for p in (first | second).sudo()],
            [("2026-04-01", "2026-08-31"), ("2026-09-01", "2026-12-31")],
        )

    def test_other_agency_without_a_period(self):
        """No open period there yet: the old plan ends, and the preview says so."""
        other = self.env["res.company"].create({"name": "Kementerian Lain"})
        self.people["staff"].company_id = other
        wizard = self.wizard("staff")
        self.assertIn("no open period", wizard.preview)
        wizard.action_confirm()
        self.assertEqual(self.plan("staff").state, "closed")
        self.assertFalse(
            self.env["hr.skp"].search(
                [("employee_id", "=", self.people["staff"].id), ("state", "=", "draft")]
            )
        )

    def wizard(self, *keys, **vals):
        return (
            self.env["hr.skp.transfer"]
            .with_user(self.users["officer"])
            .create(
                {
                    "skp_ids": [Command.set([self.plans[key].id for key in keys])],
                    "date": "2026-04-01",
                    "reason": "SK",
                    **vals,
                }
            )
        )

    def test_wizard_previews(self):
        self.move_post()
        wizard = self.wizard("staff", "kasi")
        for part in ("Staf Uji", "Jabatan Baru", "Bidang Uji", "Kepala Bidang Uji", "re-route"):
            self.assertIn(part, wizard.preview)
        action = wizard.action_confirm()
        plans = self.env["hr.skp"].search(action["domain"])
        self.assertEqual(len(plans), 2)
        self.assertEqual(set(plans.mapped("state")), {"draft"})

    def test_preview_warns_of_the_same_post(self):
        """Whoever stays where he is by the record is named; who moves is not."""
        self.move_post()
        wizard = self.wizard("staff", "teman")
        note = wizard.preview[wizard.preview.index("stay the same") - 80 :]
        self.assertIn("Teman Uji", note)
        self.assertNotIn("stay the same", self.wizard("staff").preview)

    def test_preview_stays_within_the_agency(self):
        """An officer of another agency previews nobody of this one."""
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        stranger = new_test_user(
            self.env,
            "uji_lain",
            groups="hr_skp.group_skp_officer",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        wizard = self.env(user=stranger, context={})["hr.skp.transfer"].new(
            {"skp_ids": [Command.set(self.plans["staff"].ids)], "date": "2026-04-01"}
        )
        self.assertNotIn("Staf Uji", wizard.preview)

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
        self.env["hr.skp.result"].create(
            [
                {"skp_id": plan.id, "name": "Laporan", "indicator_ids": [(0, 0, {"name": "n"})]}
                for plan in plans
            ]
        )
        counts = []
        for batch in (plans[:1], plans[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.with_user(self.users["officer"]).action_transfer(
                "2026-04-01", "SK", copy_results=True
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3, "queries for 50 plans, and for one")

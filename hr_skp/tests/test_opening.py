from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.hr_skp.models import hr_skp_period_opening as opening

from .common import SkpCommon

CRON = "hr_skp.ir_cron_open_periods"
REFUSAL = "Data tidak lengkap"


@tagged("post_install", "-at_install", "hr_skp")
class TestOpening(SkpCommon, CronMixinCase):
    """Opening a period makes a draft plan for everybody eligible, whatever happens meanwhile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = cls.env["hr.skp.period"].create({"year": 2027, "company_id": cls.agency.id})

    def _work(self, slices=None):
        """Run the scheduled action as the scheduler does; ``slices``: batches until time is up."""
        seconds = iter([1] * slices + [0] * 99) if slices is not None else None

        def commit(*args, **kwargs):
            return next(seconds) if seconds else 60

        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", side_effect=commit
        ) as mock:
            self.env["hr.skp.period"]._cron_open_periods()
        self.year.invalidate_recordset()
        return mock

    def _plans(self):
        return self.env["hr.skp"].search([("period_id", "=", self.year.id)])

    def _clone_people(self, count):
        """Make more people like staff, by SQL-free bulk create."""
        staff = self.people["staff"]
        return self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {number:04d}",
                    "company_id": self.agency.id,
                    "job_id": staff.job_id.id,
                    "department_id": staff.department_id.id,
                    "parent_id": staff.parent_id.id,
                    "asn_kind": "pns",
                    "asn_grade_id": self.grade.id,
                }
                for number in range(count)
            ]
        )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def test_everybody_eligible_gets_a_draft(self):
        """Active civil servants with post and unit get a draft plan; nobody else does."""
        self.people["teman"].asn_kind = False
        self.people["warga"].department_id = False
        self.people["anggota"].action_archive()
        with self.capture_triggers(CRON) as captured:
            self.year.with_user(self.users["officer"]).action_open()
        self.assertEqual(len(captured.records), 1, "opening wakes the scheduled action")
        self.assertTrue(self.year.is_opening)
        self._work()
        plans = self._plans()
        self.assertEqual(
            set(plans.employee_id),
            {self.people[k] for k in ("kadis", "kabid", "ketua", "kasi", "staff")},
        )
        self.assertEqual(set(plans.mapped("state")), {"draft"})
        self.assertRecordValues(
            self.year,
            [{"is_opening": False, "eligible_count": 5, "missing_count": 0, "plan_count": 5}],
        )
        self.assertEqual(self.year.opening_progress, 100)
        # The form follows the post, the evaluator the rules, leaders' plans are linked.
        by_person = {plan.employee_id: plan for plan in plans}
        kadis, kasi = by_person[self.people["kadis"]], by_person[self.people["kasi"]]
        self.assertEqual((kadis.form, kasi.form), ("jpt", "ja_jf"))
        self.assertEqual(by_person[self.people["staff"]].parent_id, kasi)
        self.assertEqual(len(kasi.behaviour_ids), 7)

    def test_twice_adds_nothing(self):
        """The same action again, or for new people, makes only what is missing."""
        self.year.action_open()
        self._work()
        before = self._plans()
        self._work()
        self.year.with_user(self.users["officer"]).action_add_plans()
        self._work()
        self.assertEqual(self._plans(), before)
        (newcomer,) = self._clone_people(1)
        self.year.with_user(self.users["officer"]).action_add_plans()
        self._work()
        self.assertEqual((self._plans() - before).employee_id, newcomer)

    def test_cancelled_is_not_made_again(self):
        """Whoever's plan was cancelled gets no other one behind the officer's back."""
        self.year.action_open()
        self._work()
        plan = self._plans()[0]
        plan.with_user(self.users["officer"]).action_cancel("Wafat")
        self.year.action_add_plans()
        self._work()
        self.assertEqual(self._plans().filtered(lambda p: p.employee_id == plan.employee_id), plan)

    def test_entry_within_the_year(self):
        """The plan of somebody whose first contract starts within the period starts that day."""
        newcomer, veteran = self._clone_people(2)
        newcomer.contract_date_start = "2027-05-03"
        veteran.contract_date_start = "2019-05-03"
        self.year.action_open()
        self._work()
        starts = {plan.employee_id: str(plan.date_start) for plan in self._plans()}
        self.assertEqual((starts[newcomer], starts[veteran]), ("2027-05-03", "2027-01-01"))

    def test_other_agency_untouched(self):
        """Opening one agency's period makes no plan for another agency's people."""
        other = self.env["res.company"].create({"name": "Lain"})
        job = self.env["hr.job"].create({"name": "J", "company_id": other.id})
        unit = self.env["hr.department"].create({"name": "U", "company_id": other.id})
        stranger = self.env["hr.employee"].create(
            {
                "name": "Orang lain",
                "company_id": other.id,
                "job_id": job.id,
                "department_id": unit.id,
                "asn_kind": "pns",
            }
        )
        self.year.action_open()
        self._work()
        self.assertNotIn(stranger, self._plans().employee_id)

    # ------------------------------------------------------------
    # WHATEVER HAPPENS
    # ------------------------------------------------------------

    def test_out_of_time_wakes_itself(self):
        """A slice that runs out of time leaves the rest to the next one, which it asks for."""
        self.patch(opening, "BATCH_SIZE", 3)
        self.year.action_open()
        with self.capture_triggers(CRON) as captured:
            mock = self._work(slices=1)
        self.assertEqual(len(self._plans()), 3)
        self.assertEqual(len(captured.records), 1)
        self.assertEqual([call.kwargs["remaining"] for call in mock.call_args_list], [8, 5])
        self.assertTrue(self.year.is_opening)
        self.assertIn("3 of 8 people", self.year.opening_note)
        self.assertAlmostEqual(self.year.opening_progress, 37.5)
        self._work()
        self.assertEqual(len(self._plans()), 8)
        self.assertFalse(self.year.is_opening)

    def test_resumes_after_a_crash(self):
        """A batch that dies is rolled back; those before it stay, the next run makes the rest."""
        self.patch(opening, "BATCH_SIZE", 3)
        self.year.action_open()
        original = type(self.env["hr.skp"]).create
        calls = []

        def die(records, vals_list):
            calls.append(len(vals_list))
            if len(calls) == 2:
                raise KeyboardInterrupt
            return original(records, vals_list)

        # Not assertRaises: it would roll back what was committed before, too.
        with patch.object(type(self.env["hr.skp"]), "create", die), suppress(KeyboardInterrupt):
            self._work()
        self.assertEqual(len(calls), 2)
        self.assertEqual(len(self._plans()), 3)
        self.assertTrue(self.year.is_opening)
        self._work()
        self.assertEqual(len(self._plans()), 8)
        self.assertEqual(len(self._plans().employee_id), 8)

    def test_one_error_does_not_stop_the_others(self):
        """Who cannot get a plan is named on the period with the reason; all others get theirs."""
        self.year.action_open()
        bad = self.people["teman"]
        original = type(self.env["hr.skp"])._prepare_plan_vals

        def refuse(records, vals, facts):
            if vals["employee_id"] == bad.id:
                raise UserError(REFUSAL)
            return original(records, vals, facts)

        with (
            patch.object(type(self.env["hr.skp"]), "_prepare_plan_vals", refuse),
            self.assertLogs("odoo.addons.hr_skp.models.hr_skp_period_opening", "WARNING"),
        ):
            self._work()
        self.assertEqual(len(self._plans()), 7)
        self.assertFalse(self.year.is_opening)
        self.assertEqual(self.year.opening_error_text, f"Teman Uji: {REFUSAL}")
        action = self.year.action_view_opening_errors()
        self.assertEqual(self.env["hr.employee"].search(action["domain"]), bad)
        # Mended, the same button makes the plan and clears the list.
        self.year.with_user(self.users["officer"]).action_add_plans()
        self._work()
        self.assertIn(bad, self._plans().employee_id)
        self.assertFalse(self.year.opening_errors)

    def test_many_errors_stop(self):
        """When everybody fails the work stops and shows the cause."""
        self.patch(opening, "BATCH_SIZE", 4)
        self.patch(opening, "MAX_ERRORS", 4)
        self.year.action_open()
        with (
            patch.object(
                type(self.env["hr.skp"]), "_prepare_plan_vals", side_effect=UserError(REFUSAL)
            ),
            self.assertLogs("odoo.addons.hr_skp.models.hr_skp_period_opening", "WARNING"),
        ):
            self._work()
        self.assertFalse(self.year.is_opening)
        self.assertEqual(len(self.year.opening_errors), 4)

    def test_made_by_somebody_else_meanwhile(self):
        """A plan that appears at the same moment is no error."""
        self.year.action_open()
        staff = self.people["staff"]
        self.env["hr.skp"].create({"employee_id": staff.id, "period_id": self.year.id})
        self.env.flush_all()
        # As if this transaction had begun before the other one's commit.
        with patch("odoo.sql_db._logger"):
            self.assertEqual(self.year._make_plans(staff), [])
        self.assertEqual(len(self._plans()), 1)

    def test_closed_meanwhile_stops(self):
        """Closing a period ends its opening."""
        self.patch(opening, "BATCH_SIZE", 3)
        self.year.action_open()
        self._work(slices=1)
        self.year.with_user(self.users["officer"]).action_close("Batal")
        self._work()
        self.assertEqual(len(self._plans()), 3)

    def test_by_the_scheduler(self):
        """The real scheduled action, in its own transaction, does the whole work."""
        self.patch(opening, "BATCH_SIZE", 3)
        self.year.action_open()
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(len(self._plans()), 8)
        self.assertFalse(self.year.is_opening)

    # ------------------------------------------------------------
    # COST
    # ------------------------------------------------------------

    def test_queries_grow_with_the_hundred(self):
        """A batch costs a constant plus a little for every hundred rows, not for every person."""
        self._clone_people(410)
        self.year.action_open()
        counts = {}
        for size in (10, 200, 200):
            self.patch(opening, "BATCH_SIZE", size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.year._make_next_plans()
            self.env.flush_all()
            counts[size] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts[200] - counts[10], 12, counts)
        self.assertLessEqual(counts[200], 45, counts)

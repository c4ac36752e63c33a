from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .reminder_common import ReminderCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestLate(ReminderCommon):
    """Whose move a plan is, since when, whether that is too long; and pressing for it."""

    def test_whose_move_it_is(self):
        """The employee's until he proposes, then his evaluator's, nobody's once agreed."""
        staff, kasi = self.people["staff"], self.people["kasi"]
        for state, waits_for in (
            ("draft", staff),
            ("proposed", kasi),
            ("agreed", staff.browse()),
            ("revising", staff),
            ("cancelled", staff.browse()),
        ):
            with self.subTest(state), self.env.cr.savepoint() as savepoint:
                plan = self.bring_to("staff", state)
                self.assertEqual(plan.waiting_on_id, waits_for)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_since_when(self):
        """Every change of state begins the waiting anew; only a return marks a plan returned."""
        with freeze_time("2026-01-10 02:00:00"):
            self.bring_to("staff", "proposed")
        plan = self.plans["staff"]
        self.assertEqual(str(plan.state_since), "2026-01-10 02:00:00")
        with freeze_time("2026-01-12 02:00:00"):
            self.plan("staff", "kasi").action_return("Belum jelas")
        self.assertRecordValues(plan, [{"is_returned": True}])
        self.assertEqual(str(plan.state_since), "2026-01-12 02:00:00")
        with freeze_time("2026-01-15 02:00:00"):
            self.assertRecordValues(plan, [{"waiting_days": 3, "days_late": 0}])
        self.plan("staff", "staff").action_propose()
        self.assertFalse(plan.is_returned)

    def test_late(self):
        """Not set by the deadline; or waiting, returned, longer than the settings say."""
        self.bring_to("staff", "proposed")
        self.bring_to("teman", "proposed")
        self.plan("teman", "kasi").action_return("Belum jelas")
        self.bring_to("kasi", "agreed")
        self.since("staff", "2026-01-10 02:00:00")
        self.since("teman", "2026-01-12 02:00:00")
        keys = ("staff", "teman", "kasi", "warga")
        mine = [("id", "in", [self.plans[key].id for key in keys])]
        table = [
            ("2026-01-12 16:59:00", set()),
            ("2026-01-12 17:00:00", {"staff"}),
            ("2026-01-15 16:59:00", {"staff", "teman"}),
            ("2026-01-31 16:59:00", {"staff", "teman"}),
            ("2026-01-31 17:00:00", {"staff", "teman", "warga"}),
        ]
        for moment, expected in table:
            with self.subTest(moment), freeze_time(moment):
                self.env.invalidate_all()
                late = self.env["hr.skp"].search([("is_late", "=", True), *mine])
                self.assertEqual(
                    late,
                    self.env["hr.skp"]
                    .browse([self.plans[key].id for key in keys if key in expected])
                    .sorted(lambda plan: (plan.employee_name, plan.id)),
                )
                flags = {key: self.plans[key].is_late for key in keys}
                self.assertEqual({key for key, flag in flags.items() if flag}, expected)
                rest = self.env["hr.skp"].search([("is_late", "=", False), *mine])
                self.assertEqual(len(rest | late), 4, "late or not, nothing else")

    def test_closed_period_has_nobody_late(self):
        """What was not agreed when the period closed is not late any more."""
        with freeze_time("2026-03-01"):
            self.assertTrue(self.plans["staff"].is_late)
            self.period.state = "closed"
            self.env.invalidate_all()
            self.assertFalse(self.plans["staff"].is_late)

    def test_evaluator_without_account(self):
        """No account and nobody who acts for him today: nobody can agree."""
        domain = [("is_evaluator_unreachable", "=", True), ("period_id", "=", self.period.id)]
        plans = self.env["hr.skp"]
        self.assertFalse(plans.search(domain))
        self.users["kasi"].active = False
        self.assertEqual(
            set(plans.search(domain)), {self.plans[key] for key in ("staff", "teman", "warga")}
        )
        self.assertTrue(self.plans["staff"].is_evaluator_unreachable)
        self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["kabid"].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        self.assertFalse(plans.search(domain))

    def test_list_groups_and_costs_no_query_a_plan(self):
        """The list groups by whom plans wait for, and reads fifty as it reads one."""
        groups = self.env["hr.skp"].formatted_read_group(
            [("period_id", "=", self.period.id)], ["waiting_on_id"], ["__count"]
        )
        self.assertEqual(len(groups), len(self.plans))
        counts = []
        plans = self.env["hr.skp"].union(*self.plans.values())
        names = ["waiting_on_id", "waiting_days", "days_late", "is_late", "plan_deadline"]
        plans.with_user(self.users["officer"]).read(names)
        for batch in (plans[:1], plans[1:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.with_user(self.users["officer"]).read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_period_tells_made_from_agreed(self):
        """Drafts, proposed and agreed plans are told apart; a revision keeps a plan agreed."""
        self.bring_to("staff", "proposed")
        self.bring_to("teman", "agreed")
        self.bring_to("warga", "revising")
        self.bring_to("ketua", "cancelled")
        with freeze_time("2026-02-01 02:00:00"):
            period = self.period.with_user(self.users["officer"])
            self.env.invalidate_all()
            self.assertRecordValues(
                period,
                [{"draft_count": 4, "proposed_count": 1, "agreed_count": 2, "late_count": 5}],
            )
            self.assertAlmostEqual(period.agreed_share, 100 * 2 / 7)
            action = period.action_view_late()
            late = self.env["hr.skp"].search([*action["domain"], ("is_late", "=", True)])
            self.assertEqual(len(late), 5, "the button opens what it counts")

    # ------------------------------------------------------------
    # REMIND NOW
    # ------------------------------------------------------------

    def test_remind_now(self):
        """Officer or evaluator press once a day a plan; it is logged, mailed and an activity."""
        self.bring_to("staff", "proposed")
        plans = self.plans["staff"] | self.plans["warga"]
        with freeze_time("2026-02-02 03:00:00"):
            answer = plans.with_user(self.users["officer"]).action_remind()
            self.assertIn("2 plans", answer["params"]["message"])
            self.assertEqual(
                self.told(self.env["hr.skp.reminder"].search([])),
                {("kasi", "now_evaluator"): 1, ("warga", "now_employee"): 1},
            )
            self.assertEqual(self.plans["warga"].log_ids[0].action, "remind")
            self.assertEqual(self.plans["warga"].log_ids[0].user_id, self.users["officer"])
            with self.assertRaisesRegex(UserError, "once a day"):
                self.plan("warga", "kasi").action_remind()
            both = self.plans["warga"] | self.plans["teman"]
            answer = both.with_user(self.users["kasi"]).action_remind()
            self.assertIn("1 were reminded", answer["params"]["message"])
        with freeze_time("2026-02-03 03:00:00"):
            self.plan("warga", "kasi").action_remind()
        self.assertEqual(len(self.plans["warga"].log_ids), 2)

    def test_nobody_to_remind(self):
        """The evaluator does not remind himself, and nobody who cannot log in."""
        self.bring_to("staff", "proposed")
        with self.assertRaisesRegex(UserError, "Nobody"):
            self.plan("staff", "kasi").action_remind()
        self.users["warga"].active = False
        with self.assertRaisesRegex(UserError, "Nobody"):
            self.plan("warga", "kasi").action_remind()
        self.bring_to("kabid", "agreed")
        with self.assertRaisesRegex(UserError, "Nobody"):
            self.plan("kabid", "officer").action_remind()

    def test_who_may_press(self):
        """Neither the employee, nor a colleague, nor the auditor; and no officer for himself."""
        for key in ("staff", "teman", "auditor", "kabid"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.plan("staff", key).action_remind()
        self.users["kasi"].group_ids |= self.env.ref("hr_skp.group_skp_officer")
        with self.assertRaises(AccessError):
            self.plan("kasi", "kasi").action_remind()

    def test_nobody_writes_it_himself(self):
        """Since when and whether returned are kept by the steps, like the state itself."""
        for key in ("staff", "kasi", "officer"):
            for vals in ({"state_since": "2026-01-01"}, {"is_returned": False}):
                with self.subTest(key=key, vals=vals), self.assertRaises(AccessError):
                    self.plan("staff", key).write(vals)

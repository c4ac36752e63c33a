from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_assignment import AssignmentCommon

BEFORE, FIRST, LAST, AFTER = "2026-05-31", "2026-06-01", "2026-06-10", "2026-06-11"


@tagged("post_install", "-at_install", "hr_skp")
class TestDelegation(AssignmentCommon):
    """wakil acts for kasi from 1 to 10 June 2026, and for these days only.

    Times are noon in Jakarta.  The registry's caches (rule domains) stay warm over all days; what
    is dropped in between is what a new request drops.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delegation = cls._delegate("kasi", "wakil", FIRST, LAST)

    def each_day(self):
        """Go through the four days; yield the day and whether the delegation holds."""
        for day in (BEFORE, FIRST, LAST, AFTER):
            with freeze_time(f"{day} 05:00:00"), self.subTest(day=day):
                self.new_request()
                yield day, day in (FIRST, LAST)

    def new_request(self):
        self.env.flush_all()
        self.env.transaction.clear()

    def attempt(self, step):
        """Whether the step is taken; it is undone again."""
        with self.env.cr.savepoint() as savepoint:
            try:
                step()
                self.env.flush_all()
                done = True
            except (AccessError, UserError):
                done = False
            self.env.transaction.clear()
            savepoint.rollback()
        self.env.transaction.clear()
        return done

    # ------------------------------------------------------------
    # TO THE DAY
    # ------------------------------------------------------------

    def test_agreeing(self):
        """The delegate agrees, returns and sees the plan on these days, and on no other."""
        self.bring_to("staff", "proposed")
        to_agree = [("is_my_team", "=", True), ("state", "=", "proposed")]
        for _day, holds in self.each_day():
            plan = self.plan("staff", "wakil")
            self.assertEqual(plan.search(to_agree), plan if holds else plan.browse())
            self.assertEqual(plan.has_access("read"), holds)
            self.assertEqual(plan.has_access("write"), holds)
            tasks = {task["code"] for task in plan._get_portal_tasks()}
            self.assertEqual("agree" in tasks, holds)
            self.assertEqual(self.attempt(lambda p=plan: p.action_agree()), holds)
            self.assertEqual(self.attempt(lambda p=plan: p.action_return("Kurang")), holds)

    def test_matrix(self):
        """The delegate edits the official's matrix on these days, and on no other."""
        column = self.add_result("kasi")
        action = self.plan("kasi", "kasi").action_open_matrix()
        matrix = self.env["hr.skp.matrix"].browse(action["res_id"])
        cell = (self.plans["staff"].id, f"{column.id}-0", "Petugas terlatih")
        for _day, holds in self.each_day():
            led = matrix.with_user(self.users["wakil"])
            self.assertEqual(led.has_access("write"), holds)
            self.assertEqual(self.attempt(lambda m=led: m.cell_add(*cell)), holds)
            self.assertEqual(self.attempt(lambda m=led: m.write({"strategy": "x"})), holds)

    def test_assignment(self):
        """The delegate answers a request on these days, and on no other."""
        assignment = self.ask("staff")
        nominee = self.nominee(assignment, "staff")
        for _day, holds in self.each_day():
            mine = nominee.with_user(self.users["wakil"])
            waiting = self.assignments.with_user(self.users["wakil"]).search(
                [("is_to_me", "=", True)]
            )
            self.assertEqual(waiting, assignment if holds else waiting.browse())
            self.assertEqual(self.attempt(lambda n=mine: n.action_approve()), holds)
            self.assertEqual(self.attempt(lambda n=mine: n.action_decline("Cuti")), holds)

    def test_request_by_a_delegate(self):
        """Who acts for the assigner asks, reads the answer and the result, until the last day."""
        self.delegation.official_id = self.people["kadis2"]
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        result = self.plan("staff").result_ids
        for _day, holds in self.each_day():
            self.assertEqual(result.with_user(self.users["wakil"]).has_access("read"), holds)
            mine = assignment.with_user(self.users["wakil"])
            self.assertEqual(mine.has_access("read"), holds)
            self.assertEqual(self.attempt(lambda a=mine: a.action_done()), holds)

    # ------------------------------------------------------------
    # FOR WHOM, AND WHO NOT
    # ------------------------------------------------------------

    @freeze_time(f"{FIRST} 05:00:00")
    def test_recorded_as_the_delegates_for_the_official(self):
        """Log and revision name who acted and for whom."""
        self.bring_to("staff", "proposed")
        self.plan("staff", "wakil").action_agree()
        assignment = self.ask("teman")
        self.nominee(assignment, "teman", "wakil").action_approve()
        as_wakil = {"user_id": self.users["wakil"].id, "official_id": self.people["kasi"].id}
        self.assertRecordValues(self.plan("staff").revision_ids, [as_wakil])
        self.assertRecordValues(self.plan("teman").log_ids[0], [as_wakil])

    @freeze_time(f"{FIRST} 05:00:00")
    def test_never_on_ones_own_plan(self):
        """A delegate of his own evaluator stays the employee of his own plan."""
        self._delegate("kasi", "staff", FIRST, LAST)
        self.bring_to("staff", "proposed")
        own = self.plan("staff", "staff")
        self.assertFalse(own.is_my_team)
        for step in (own.action_agree, lambda: own.action_return("x"), lambda: own.action_set("x")):
            self.assertFalse(self.attempt(step))
        assignment = self.ask("staff", "teman")
        with self.assertRaises(AccessError):
            self.nominee(assignment, "staff", "staff").action_approve()
        self.assertEqual(
            self.seen_by(assignment, "staff").nominee_ids.employee_name,
            "Teman Uji",
            "as the delegate he answers about others, and does not learn of himself",
        )

    @freeze_time(f"{FIRST} 05:00:00")
    def test_does_not_chain(self):
        """Who acts for a delegate does not act for the delegate's official."""
        self._delegate("wakil", "teman", FIRST, LAST)
        self.bring_to("staff", "proposed")
        self.assertFalse(self.plan("staff", "teman").has_access("read"))
        self.assertFalse(self.attempt(lambda: self.plan("staff", "teman").action_agree()))
        self.assertTrue(self.attempt(lambda: self.plan("staff", "wakil").action_agree()))

    # ------------------------------------------------------------
    # OPEN WORK
    # ------------------------------------------------------------

    def waiting_for(self, key):
        """Return (model, id) of the activities of this user."""
        found = self.env["mail.activity"].search([("user_id", "=", self.users[key].id)])
        return {(activity.res_model, activity.res_id) for activity in found}

    def test_open_work_moves(self):
        """What waited for the official waits for the delegate from the first day to the last."""
        with freeze_time(f"{BEFORE} 05:00:00"):
            self.bring_to("staff", "proposed")
            assignment = self.ask("teman")
        asked = {("hr.skp", self.plans["staff"].id), ("hr.skp.assignment", assignment.id)}
        own = ("hr.skp", self.plans["kasi"].id)
        self.bring_to("kasi", "proposed")
        self.plan("kasi", "kabid").action_return("Perbaiki")
        self.assertIn(own, self.waiting_for("kasi"))
        for _day, holds in self.each_day():
            self.env["hr.skp.delegation"]._cron_hand_over()
            self.env["hr.skp.delegation"]._cron_hand_over()
            self.assertLessEqual(asked, self.waiting_for("kasi"), "the official keeps his own")
            self.assertEqual(asked & self.waiting_for("wakil"), asked if holds else set())
            self.assertNotIn(
                own, self.waiting_for("wakil"), "what is asked of the official himself"
            )
        activities = self.env["mail.activity"].search([("user_id", "=", self.users["wakil"].id)])
        self.assertFalse(activities)

    @freeze_time(f"{FIRST} 05:00:00")
    def test_new_work_and_a_shortened_delegation(self):
        """New work reaches both at once; a delegation cut short takes it back at once."""
        self.bring_to("staff", "proposed")
        assignment = self.ask("teman")
        asked = {("hr.skp", self.plans["staff"].id), ("hr.skp.assignment", assignment.id)}
        for key in ("kasi", "wakil"):
            self.assertLessEqual(asked, self.waiting_for(key))
        self.plan("staff", "wakil").action_agree()
        self.assertNotIn(("hr.skp", self.plans["staff"].id), self.waiting_for("kasi"))
        self.delegation.write({"date_start": BEFORE, "date_end": BEFORE})
        self.assertNotIn(("hr.skp.assignment", assignment.id), self.waiting_for("wakil"))
        self.assertIn(("hr.skp.assignment", assignment.id), self.waiting_for("kasi"))
        self.delegation.date_end = LAST
        self.assertIn(("hr.skp.assignment", assignment.id), self.waiting_for("wakil"))
        self.delegation.with_user(self.users["manager"]).unlink()
        self.assertNotIn(("hr.skp.assignment", assignment.id), self.waiting_for("wakil"))

    # ------------------------------------------------------------
    # WHO SEES IT
    # ------------------------------------------------------------

    def test_in_force_today(self):
        """Officers list who acts for whom today; the official sees who acts for him."""
        force = [("date_start", "<=", "today"), ("date_end", ">=", "today")]
        for _day, holds in self.each_day():
            expected = self.delegation if holds else self.delegation.browse()
            for key in ("officer", "auditor", "kasi", "wakil"):
                seen = self.delegation.with_user(self.users[key])
                self.assertEqual(seen.search(force), expected)
                self.assertEqual(seen.is_in_force, holds)
            self.assertFalse(self.delegation.with_user(self.users["teman"]).search([]))

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import agency_today
from .matrix_common import MatrixCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestMatrixAccess(MatrixCommon):
    """Who fills a matrix, in which state of the member's plan, and what others learn from it."""

    # ------------------------------------------------------------
    # STATES OF THE MEMBER'S PLAN
    # ------------------------------------------------------------

    def test_states_for_the_evaluator(self):
        """The evaluator fills every living plan; an agreed one's revision opens, logged."""
        for state, after in (
            ("draft", "draft"),
            ("proposed", "proposed"),
            ("revising", "revising"),
            ("agreed", "revising"),
        ):
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                plan = self.bring_to("kasi", state)
                self.assertEqual(self.add("kasi").skp_id, plan)
                self.assertEqual(plan.state, after)
                if state == "agreed":
                    self.assertEqual(plan.log_ids[0].action, "revise")
                    self.assertEqual(plan.log_ids[0].reason, "Matrix changed")
                self.env.transaction.clear()
                savepoint.rollback()
        self.bring_to("kasi", "cancelled")
        with self.assertRaises(UserError):
            self.add("kasi")

    def test_states_for_a_leader_who_does_not_evaluate(self):
        """A team leader proposes into a plan being worked on, and reopens only where known."""
        self.add_result("ketua", "Tim bekerja")
        matrix = self._start("ketua")
        self.as_user("ketua", matrix).member_add(self.plans["anggota"].ids)
        key = f"{self.plans['ketua'].result_ids[0].id}-0"

        def add(name="Bagian saya"):
            return self.as_user("ketua", matrix).cell_add(self.plans["anggota"].id, key, name)

        self.bring_to("anggota", "agreed")
        with self.assertRaisesRegex(UserError, "owner or evaluator"):
            add()
        self.plan("anggota", "kabid").action_revise("Tugas baru")
        result = self.env["hr.skp.result"].browse(add()["result_id"])
        self.env["hr.skp.indicator"].create({"result_id": result.id, "name": "Jumlah"})
        self.plan("anggota", "anggota").action_propose()
        with self.assertRaisesRegex(UserError, "waits for its evaluator"):
            add()
        self.plan("anggota", "kabid").action_agree()
        add("Sekarang dikenal")
        self.assertEqual(self.plans["anggota"].state, "revising")
        self.assertFalse(self.plans["anggota"].log_ids[0].official_id)

    def test_leader_does_not_touch_what_others_wrote(self):
        """A leader who does not evaluate changes what his matrix gave, and nothing else."""
        self.add_result("ketua", "Tim bekerja")
        matrix = self.as_user("ketua", self._start("ketua"))
        matrix.member_add(self.plans["anggota"].ids)
        column = self.plans["ketua"].result_ids[0]
        own = self.add_result("anggota", "Milik sendiri", parent_id=column.id)
        chip = self.row(matrix.get_grid(), "anggota")["cells"][f"{column.id}-0"][0]
        self.assertFalse(chip["can_edit"])
        for step in (
            lambda: matrix.cell_rename(own.id, "Diganti"),
            lambda: matrix.cell_remove(own.id, confirmed=True),
            lambda: matrix.cell_choose(own.id, {"kind": "additional"}),
        ):
            with self.assertRaisesRegex(UserError, "wrote this result"):
                step()

    def test_closed_year(self):
        """When the leader's plan is closed or cancelled, its matrix stays as it is."""
        self.plans["kabid"].sudo().write({"state": "closed"})
        self.assertFalse(self.as_user("kabid").get_grid()["can_edit"])
        with self.assertRaisesRegex(UserError, "closed"):
            self.add("kasi")

    def test_member_works_on_the_cell_but_keeps_it(self):
        """The member words it and adds indicators; he neither deletes nor re-points it."""
        result = self.add("kasi").with_user(self.users["kasi"])
        result.write({"name": "Dirinci", "indicator_ids": [(0, 0, {"name": "Jumlah"})]})
        with self.assertRaisesRegex(UserError, "matrix"):
            result.unlink()
        with self.assertRaisesRegex(UserError, "matrix"):
            result.parent_id = False

    # ------------------------------------------------------------
    # WHO MAY
    # ------------------------------------------------------------

    def _steps(self, matrix):
        """Return the steps of the grid, as functions, on kasi's row."""
        row, result = self.plans["kasi"].id, self.result
        return {
            "get_grid": matrix.get_grid,
            "cell_add": lambda: matrix.cell_add(row, self.key, "Baru"),
            "cell_rename": lambda: matrix.cell_rename(result.id, "Lain"),
            "cell_choose": lambda: matrix.cell_choose(result.id, {"kind": "additional"}),
            "cell_move": lambda: matrix.cell_move(result.id, row, self.key_2),
            "cell_remove": lambda: matrix.cell_remove(result.id, True),
            "cell_undo": lambda: matrix.cell_undo({"kind": "restore", "result_id": result.id}),
            "get_candidates": matrix.get_candidates,
            "member_add": lambda: matrix.member_add(self.plans["anggota"].ids),
            "member_remove": lambda: matrix.member_remove(self.plans["ketua"].id),
            "action_confirm": matrix.action_confirm,
            "action_draft": matrix.action_draft,
            "write": lambda: matrix.write({"strategy": "Per wilayah"}),
        }

    def test_who_may(self):
        """The leader and his delegate fill; members and the plan's readers read; nobody else."""
        self.result = self.add("kasi")
        self.matrix.member_ids |= self.plans["warga"]
        self._delegate("teman")
        readers = ("kasi", "warga", "kadis", "unit_officer", "officer", "manager", "auditor")
        for key in ("kabid", "teman"):
            self.assertTrue(self.as_user(key).has_access("write"), key)
        for key in readers:
            grid = self.as_user(key).get_grid()
            self.assertFalse(grid["can_edit"] or any(row["can_edit"] for row in grid["rows"]))
            self._assert_refused(key, set(self._steps(self.matrix)) - {"get_grid"})
        for key in ("staff", "hr"):
            self._assert_refused(key, set(self._steps(self.matrix)))
            matrices = self.env["hr.skp.matrix"].with_user(self.users[key])
            self.assertFalse(matrices.search([("id", "=", self.matrix.id)]))

    def _assert_refused(self, key, names):
        steps = self._steps(self.as_user(key))
        for name in names:
            with self.subTest(key=key, step=name), self.assertRaises(AccessError):
                steps[name]()

    def _delegate(self, key, days=1):
        today = agency_today()
        return self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kabid"].id,
                "delegate_id": self.people[key].id,
                "date_start": today - timedelta(days=1),
                "date_end": today + timedelta(days=days),
            }
        )

    def test_delegate(self):
        """Who acts for the leader fills his matrix, on record for him, until the last day."""
        delegation = self._delegate("teman")
        self.add("kasi", user="teman")
        self.as_user("teman").action_confirm()
        log = self.env["hr.skp.log"].search([("action", "=", "matrix_confirm")])
        self.assertEqual(
            (log.user_id, log.official_id), (self.users["teman"], self.people["kabid"])
        )
        delegation.date_end = agency_today() - timedelta(days=1)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.as_user("teman").has_access("read"))
        with self.assertRaises(AccessError):
            self.add("ketua", user="teman")

    def test_delegate_finds_the_matrix(self):
        """Who acts for a leader sees the list, and starts what the leader has not started."""
        self._delegate("teman")
        matrices = self.env["hr.skp.matrix"].with_user(self.users["teman"])
        self.assertFalse(matrices.action_open_mine().get("res_id"))
        matrices.action_start_mine()
        led = matrices.search([("is_mine", "=", True)]).sudo()
        self.assertEqual(led.skp_id, self.plans["kabid"] | self.plans["teman"])

    def test_delegate_does_not_divide_his_own_work(self):
        """A member who acts for the leader fills all rows but his own."""
        self._delegate("kasi")
        grid = self.as_user("kasi").get_grid()
        self.assertFalse(self.row(grid, "kasi")["can_edit"])
        self.assertTrue(self.row(grid, "ketua")["can_edit"])
        with self.assertRaisesRegex(UserError, "own work"):
            self.add("kasi", user="kasi")

    def test_members_learn_no_states(self):
        """A member reads the whole matrix, yet how far a plan is only of his own."""
        self.add("ketua", "Milik ketua")
        grid = self.as_user("kasi").get_grid()
        self.assertEqual(self.row(grid, "ketua")["cells"][self.key][0]["name"], "Milik ketua")
        self.assertEqual(self.row(grid, "ketua")["state"], "")
        self.assertEqual(self.row(grid, "kasi")["state"], "draft")

    def test_fields_move_through_the_steps(self):
        """State, members and plan are written by nobody directly, not even by the leader."""
        for vals in (
            {"state": "confirmed"},
            {"member_ids": [(5, 0, 0)]},
            {"skp_id": self.plans["kasi"].id},
        ):
            with self.assertRaises(AccessError):
                self.as_user("kabid").write(vals)
        with self.assertRaises(AccessError):
            self.matrix.with_user(self.users["staff"]).create({"skp_id": self.plans["kasi"].id})
        with self.assertRaises(AccessError):
            self.as_user("kabid").unlink()

    def test_portal_leader(self):
        """A portal user sees the matrix he belongs to, and begins one of his own plan only."""
        self.matrix.member_ids |= self.plans["warga"]
        matrices = self.env["hr.skp.matrix"].with_user(self.users["warga"])
        self.assertEqual(matrices.search([]), self.matrix)
        self.assertTrue(self.as_user("warga").get_grid()["rows"])
        self.assertTrue(matrices.create({"skp_id": self.plans["warga"].id}))
        with self.assertRaises(AccessError):
            matrices.create({"skp_id": self.plans["staff"].id})

    # ------------------------------------------------------------
    # MEMBERS AND CONFIRMATION
    # ------------------------------------------------------------

    def test_candidates(self):
        """A leader adds people below him, never his superiors, neighbours or strangers."""
        kabid = self.as_user("kabid")
        names = {person["name"] for person in kabid.get_candidates()}
        self.assertEqual(names, {"Staf Uji", "Teman Uji", "Warga Uji"})
        self.assertEqual([p["name"] for p in kabid.get_candidates("staf")], ["Staf Uji"])
        ketua = self.as_user("ketua", self._start("ketua"))
        self.assertEqual([p["name"] for p in ketua.get_candidates()], ["Anggota Tim Uji"])
        for key in ("kabid", "kadis", "kasi", "staff"):
            with self.assertRaises(AccessError):
                ketua.member_add(self.plans[key].ids)

    def test_candidates_of_staff(self):
        """Who neither evaluates nor leads a team has nobody to plan for."""
        staff = self.as_user("staff", self._start("staff"))
        self.assertFalse(staff.get_candidates())
        with self.assertRaises(AccessError):
            staff.member_add(self.plans["teman"].ids)

    def test_member_of_the_leader_himself_or_of_another_year(self):
        """The leader is not his own member; members are of the same year and agency."""
        with self.assertRaises(ValidationError):
            self.matrix.member_ids |= self.plans["kabid"]
        other_year = self.env["hr.skp"].create(
            {"employee_id": self.people["kasi"].id, "period_id": self._create_period(2027).id}
        )
        with self.assertRaises(ValidationError):
            self.matrix.member_ids |= other_year

    def test_member_leaves_without_results_only(self):
        """Nobody is taken out while the matrix still gives him something."""
        result = self.add("kasi")
        with self.assertRaisesRegex(UserError, "still has results"):
            self.as_user("kabid").member_remove(self.plans["kasi"].id)
        self.as_user("kabid").cell_remove(result.id)
        self.as_user("kabid").member_remove(self.plans["kasi"].id)
        self.assertNotIn(self.plans["kasi"], self.matrix.member_ids)

    def test_confirm(self):
        """Confirming tells the internal members once, and is logged; empty ones are refused."""
        kabid = self.as_user("kabid")
        kabid.action_confirm()
        self.assertEqual(self.matrix.state, "confirmed")
        self.assertEqual(self.plans["kasi"].activity_ids.user_id, self.users["kasi"])
        kabid.action_draft()
        kabid.action_confirm()
        self.add("kasi", "Setelah dikonfirmasi")
        self.assertEqual(len(self.plans["kasi"].activity_ids), 1)
        actions = self.env["hr.skp.log"].search(
            [("res_model", "=", "hr.skp.matrix"), ("res_id", "=", self.matrix.id)], order="id"
        )
        self.assertEqual(
            actions.mapped("action"), ["matrix_confirm", "matrix_draft", "matrix_confirm"]
        )
        empty = self._start("staff")
        with self.assertRaisesRegex(UserError, "no members"):
            self.as_user("staff", empty).action_confirm()

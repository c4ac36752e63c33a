from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_assignment import AssignmentCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestTeam(AssignmentCommon):
    """ketua (a JF, led by kabid) leads a team with people of two units."""

    def team(self, creator="kabid", *members, **vals):
        team = (
            self.env["hr.skp.team"]
            .with_user(self.users[creator])
            .create(
                {
                    "name": "Tim Layanan",
                    "leader_id": self.people["ketua"].id,
                    "period_id": self.period.id,
                    "member_ids": [(0, 0, {"employee_id": self.people[key].id}) for key in members],
                    **vals,
                }
            )
        )
        return team.sudo()

    def test_who_sets_a_team_up(self):
        """The leader's evaluator, his delegate, an officer; never the leader nor a stranger."""
        self._delegate("kabid", "wakil")
        for key in ("kabid", "wakil", "officer", "manager"):
            with self.subTest(key=key):
                self.assertTrue(self.team(key))
        for key in ("ketua", "kasi", "kadis2", "staff", "hr", "auditor", "unit_officer"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.team(key)

    def test_nobody_makes_himself_the_leader(self):
        """An officer neither creates a team of his own to lead nor takes one over."""
        self.users["ketua"].group_ids |= self.env.ref("hr_skp.group_skp_manager")
        with self.assertRaises(AccessError):
            self.team("ketua")
        team = self.team("kabid", leader_id=self.people["kasi"].id)
        with self.assertRaises(AccessError):
            team.with_user(self.users["ketua"]).leader_id = self.people["ketua"]
        own = self.team("kabid")
        with self.assertRaises(AccessError):
            own.with_user(self.users["ketua"]).member_ids = [
                (0, 0, {"employee_id": self.people["staff2"].id})
            ]
        with self.assertRaises(AccessError):
            self.env["hr.skp.team.member"].with_user(self.users["ketua"]).create(
                {"team_id": own.id, "employee_id": self.people["staff2"].id}
            )

    def test_who_reads_a_team(self):
        """Leader, members and who sets it up; neither colleagues nor another agency."""
        team = self.team("kabid", "staff2", "anggota")
        readers = {"ketua", "kabid", "staff2", "anggota", "officer", "manager", "auditor"}
        for key in sorted({*self.people, *self.users} - {"walikota"}):
            with self.subTest(key=key):
                self.assertEqual(self.finds(team, key), key in readers)
                self.assertEqual(self.finds(team.member_ids[:1], key), key in readers)

    def test_members_are_others_of_the_agency(self):
        """The leader is no member, nobody is in twice, and nobody of another agency."""
        with self.assertRaises(ValidationError):
            self.team("kabid", "ketua")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.team("kabid", "staff", "staff")
        other = self.env["res.company"].create({"name": "Kota Lain"})
        stranger = self.env["hr.employee"].create({"name": "Orang", "company_id": other.id})
        with self.assertRaises(ValidationError):
            self.env["hr.skp.team.member"].create(
                {"team_id": self.team("kabid").id, "employee_id": stranger.id}
            )

    def test_leader_opens_the_matrix_with_his_team(self):
        """The team's members, of whatever unit, are in the matrix of the leader's own plan."""
        column = self.add_result("ketua", "Layanan pengangkutan sampah")
        team = self.team("kabid", "staff2", "anggota")
        action = team.with_user(self.users["ketua"]).action_open_matrix()
        matrix = self.env["hr.skp.matrix"].browse(action["res_id"])
        self.assertEqual(matrix.skp_id, self.plans["ketua"])
        self.assertLessEqual(self.plans["staff2"] | self.plans["anggota"], matrix.member_ids)
        led = self.seen_by(matrix, "ketua")
        change = led.cell_add(self.plans["staff2"].id, f"{column.id}-0", "Data angkutan lengkap")
        result = self.env["hr.skp.result"].browse(change["result_id"])
        self.assertEqual((result.skp_id, result.matrix_id), (self.plans["staff2"], matrix))
        self.assertFalse(self.finds(self.plans["staff2"], "ketua"))

    def test_a_proposal_until_the_evaluator_agrees(self):
        """The leader does not open an agreed plan of whom he does not evaluate, nor agree one."""
        column = self.add_result("ketua", "Layanan pengangkutan sampah")
        team = self.team("kabid", "staff2")
        action = team.with_user(self.users["ketua"]).action_open_matrix()
        led = self.seen_by(self.env["hr.skp.matrix"].browse(action["res_id"]), "ketua")
        change = led.cell_add(self.plans["staff2"].id, f"{column.id}-0", "Data angkutan")
        result = self.env["hr.skp.result"].browse(change["result_id"])
        result.indicator_ids = [(0, 0, {"name": "Data", "target": "1"})]
        self.plan("staff2", "staff2").action_propose()
        with self.assertRaises(UserError):
            led.cell_add(self.plans["staff2"].id, f"{column.id}-0", "Satu lagi")
        with self.assertRaises(AccessError):
            self.plan("staff2", "ketua").action_agree()
        self.plan("staff2", "kadis2").action_agree()
        self.assertEqual(result.agreed_revision, 1)

    def test_who_left_is_not_added(self):
        """Who left the team before today is not brought into the matrix."""
        team = self.team("kabid", "staff2", "teman")
        team.member_ids[0].date_end = "2020-01-01"
        action = team.with_user(self.users["ketua"]).action_open_matrix()
        matrix = self.env["hr.skp.matrix"].browse(action["res_id"])
        self.assertNotIn(self.plans["staff2"], matrix.member_ids)
        self.assertIn(self.plans["teman"], matrix.member_ids)

    def test_others_open_only_what_there_is(self):
        """A member opens the matrix once it is there; he does not start it."""
        team = self.team("kabid", "staff2")
        with self.assertRaises(UserError):
            team.with_user(self.users["staff2"]).action_open_matrix()
        team.with_user(self.users["ketua"]).action_open_matrix()
        action = team.with_user(self.users["staff2"]).action_open_matrix()
        matrix = self.env["hr.skp.matrix"].browse(action["res_id"])
        self.assertTrue(self.seen_by(matrix, "staff2").get_grid())

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalMatrix(PortalCommon):
    """A portal user who leads: pengawas, with bawahan (portal) below him and ketua2's team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = (
            ("pengawas", "Pengawas Portal", "pengawas", "kabid", 80),
            ("bawahan", "Bawahan Portal", "pelaksana", "pengawas", 81),
            ("lain", "Orang Lain", "pelaksana", "kasi", 82),
        )
        for key, name, position, superior, index in people:
            cls.users[key] = cls._create_user(key, name, "base.group_portal")
            cls.people[key] = cls._create_person(key, name, position, superior, "seksi", index)
            cls.plans[key] = cls.env["hr.skp"].create(
                {"employee_id": cls.people[key].id, "period_id": cls.period.id}
            )
        cls.above = cls.add_result("pengawas", "Layanan kepegawaian tepat waktu")

    def post(self, path, **data):
        data["csrf_token"] = Request.csrf_token(self)
        answer = self.url_open(f"/my/skp/{path}", data=data)
        self.env.invalidate_all()
        return answer

    def start(self):
        self.log_in("pengawas")
        self.post(f"{self.plans['pengawas'].id}/matrix")
        return self.plans["pengawas"].matrix_ids

    def step(self, matrix, step, **data):
        return self.post(f"matrix/{matrix.id}/{step}", **data).text

    def test_leader_divides(self):
        """He starts his matrix, adds, renames and removes a result of his person."""
        self.log_in("pengawas")
        page = self.page(f"/my/skp/{self.plans['pengawas'].id}")
        self.assertIn("o_skp_start_matrix", page)
        matrix = self.start()
        self.assertEqual(matrix.member_ids, self.plans["bawahan"])
        row = self.plans["bawahan"].id
        grid = matrix.with_user(self.users["pengawas"]).get_grid()
        column = grid["columns"][0]["id"]
        self.step(matrix, "add", row=row, column=column, text="Berkas lengkap")
        result = self.plans["bawahan"].result_ids
        self.assertEqual((result.name, result.parent_id), ("Berkas lengkap", self.above))
        self.assertIn("Berkas lengkap", self.page(f"/my/skp/matrix/{matrix.id}"))
        self.step(matrix, "rename", row=row, result=result.id, text="Berkas sah", base=result.name)
        self.assertEqual(result.name, "Berkas sah")
        stale = self.step(matrix, "rename", row=row, result=result.id, text="X", base="Lama")
        self.assertIn("alert-danger", stale)
        self.assertEqual(result.name, "Berkas sah")
        self.step(matrix, "confirm")
        self.assertEqual(matrix.state, "confirmed")
        self.step(matrix, "remove", row=row, result=result.id)
        self.assertFalse(self.plans["bawahan"].result_ids)

    def test_member_reads_and_changes_nothing(self):
        """The person below reads the whole matrix; his posts leave it as it was."""
        matrix = self.start()
        column = matrix.with_user(self.users["pengawas"]).get_grid()["columns"][0]["id"]
        row = self.plans["bawahan"].id
        self.step(matrix, "add", row=row, column=column, text="Berkas lengkap")
        self.log_in("bawahan")
        self.assertIn(
            f"/my/skp/matrix/{matrix.id}", self.page(f"/my/skp/{self.plans['bawahan'].id}")
        )
        text = self.page(f"/my/skp/matrix/{matrix.id}")
        self.assertIn("Berkas lengkap", text)
        self.assertNotIn("o_skp_add_chip", text)
        result = self.plans["bawahan"].result_ids
        for step, data in {
            "add": {"row": row, "column": column, "text": "Lain"},
            "rename": {"row": row, "result": result.id, "text": "Lain"},
            "remove": {"row": row, "result": result.id},
            "join": {"row": self.plans["lain"].id},
            "confirm": {},
        }.items():
            with self.subTest(step=step):
                self.assertIn("alert-danger", self.step(matrix, step, **data))
        self.assertEqual(self.plans["bawahan"].result_ids.mapped("name"), ["Berkas lengkap"])
        self.assertEqual(matrix.state, "draft")

    def test_foreign_is_like_not_there(self):
        """Who has no part in it lands on his own list; nobody starts another's matrix."""
        matrix = self.start()
        self.log_in("lain")
        answer = self.url_open(f"/my/skp/matrix/{matrix.id}")
        self.assertTrue(answer.url.endswith("/my/skp"))
        self.post(f"{self.plans['kasi'].id}/matrix")
        self.assertFalse(self.plans["kasi"].matrix_ids)
        with self.assertRaises(AccessError):
            self.env["hr.skp.matrix"].with_user(self.users["lain"]).create(
                {"skp_id": self.plans["kasi"].id}
            )

    def test_leader_takes_only_his_own_people_in(self):
        """Somebody else's person is refused with a sentence; one below is added and taken out."""
        matrix = self.start()
        self.assertIn("alert-danger", self.step(matrix, "join", row=self.plans["lain"].id))
        row = self.plans["bawahan"].id
        self.step(matrix, "leave", row=row)
        self.assertFalse(matrix.member_ids)
        self.step(matrix, "join", row=row)
        self.assertEqual(matrix.member_ids, self.plans["bawahan"])

    def test_team_leader(self):
        """A portal user who leads a work team divides its work, as a proposal to its evaluators."""
        team = self.env["hr.skp.team"].create(
            {
                "name": "Tim Data",
                "leader_id": self.people["anggota"].id,
                "period_id": self.period.id,
                "member_ids": [(0, 0, {"employee_id": self.people["lain"].id})],
            }
        )
        above = self.add_result("anggota", "Data terpadu")
        self.log_in("anggota")
        self.assertIn("o_skp_team_matrix", self.page("/my/skp/assignments"))
        self.post(f"team/{team.id}/matrix")
        matrix = self.plans["anggota"].matrix_ids
        self.assertEqual(matrix.member_ids, self.plans["lain"])
        column = matrix.with_user(self.users["anggota"]).get_grid()["columns"][0]["id"]
        self.step(matrix, "add", row=self.plans["lain"].id, column=column, text="Data seksi")
        self.assertEqual(self.plans["lain"].result_ids.parent_id, above)
        self.log_in("lain")
        self.assertNotIn("o_skp_team_matrix", self.page("/my/skp/assignments"))

    def test_evaluator_writes_an_expectation(self):
        """A portal evaluator writes the special expectation in the plan of his person."""
        plan = self.plans["bawahan"]
        self.log_in("pengawas")
        self.assertIn('data-skp-field="expectation"', self.page(f"/my/skp/{plan.id}"))
        line = plan.behaviour_ids[0]
        self.ask(
            plan, "save", kind="behaviour", record_id=line.id, field="expectation", value="Ramah"
        )
        self.env.invalidate_all()
        self.assertEqual(line.expectation, "Ramah")

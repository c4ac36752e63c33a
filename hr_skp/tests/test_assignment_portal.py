from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .test_assignment import AssignmentCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestAssignmentPortal(AssignmentCommon, HttpCase):
    """``/my/skp/assignments``: with forms only, and nothing that is not one's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        portal = "base.group_portal"
        cls._add_person("pengawas", "Pengawas Portal", "pengawas", "kabid", "seksi", 80, portal)
        cls._add_person("bawahan", "Bawahan Portal", "pelaksana", "pengawas", "seksi", 81, portal)

    def setUp(self):
        super().setUp()
        self.assignment = self.ask("bawahan", name="Panitia Adipura")
        self.call = self.ask(is_open_call=True, name="Relawan data")
        self.env.flush_all()

    def page(self, key, path=""):
        self.authenticate(f"uji_{key}", f"uji_{key}")
        return self.url_open(f"/my/skp/assignments{path}").text

    def post(self, key, path, **data):
        self.authenticate(f"uji_{key}", f"uji_{key}")
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(f"/my/skp/assignments/{path}", data=data).text

    def test_lists(self):
        """The evaluator finds what waits for him; the person named finds only the open call."""
        self.assertIn("Panitia Adipura", self.page("pengawas"))
        text = self.page("bawahan")
        self.assertIn("Relawan data", text)
        self.assertNotIn("Panitia Adipura", text)
        home = self.page("bawahan", "/../content")
        self.assertIn("/my/skp/assignments", home, "the home links here")

    def test_foreign_is_like_not_there(self):
        """Somebody named, and anybody else, lands on his own list; posting changes nothing."""
        for key in ("bawahan", "warga"):
            with self.subTest(key=key):
                text = self.page(key, f"/{self.assignment.id}")
                self.assertNotIn("Panitia Adipura", text)
                nominee = self.nominee(self.assignment, "bawahan")
                self.post(key, f"{self.assignment.id}/person/{nominee.id}", answer="approve")
                self.env.invalidate_all()
                self.assertEqual(nominee.state, "proposed")
        self.assertNotIn("Panitia", self.page("bawahan", "/999999999"))

    def test_evaluator_approves(self):
        """A portal evaluator gives his person; the person then reads it and opens his plan."""
        nominee = self.nominee(self.assignment, "bawahan")
        path = f"{self.assignment.id}/person/{nominee.id}"
        self.assertIn("o_skp_approve", self.page("pengawas", f"/{self.assignment.id}"))
        text = self.post("pengawas", path, answer="decline", reason="")
        self.assertIn("alert-danger", text)
        self.post("pengawas", path, answer="approve", kind="main")
        self.env.invalidate_all()
        self.assertRecordValues(nominee, [{"state": "approved"}])
        self.assertEqual(nominee.result_id.kind, "main")
        text = self.page("bawahan", f"/{self.assignment.id}")
        self.assertIn("Panitia Adipura", text)
        self.assertIn(f"/my/skp/{self.plans['bawahan'].id}", text)
        self.env.invalidate_all()
        self.assertTrue(nominee.is_seen)

    def test_volunteering(self):
        """An employee answers the call and takes the offer back; his evaluator declines another."""
        self.post("bawahan", f"{self.call.id}/volunteer", text="Mahir <b>data</b>")
        nominee = self.nominee(self.call, "bawahan")
        self.assertRecordValues(
            nominee, [{"is_volunteer": True, "note": "Mahir <b>data</b>", "state": "proposed"}]
        )
        self.assertIn("alert-danger", self.post("bawahan", f"{self.call.id}/volunteer"))
        self.post("bawahan", f"{self.call.id}/withdraw")
        self.assertFalse(nominee.exists())
        self.post("bawahan", f"{self.call.id}/volunteer")
        nominee = self.nominee(self.call, "bawahan")
        self.post(
            "pengawas", f"{self.call.id}/person/{nominee.id}", answer="decline", reason="Sibuk"
        )
        text = self.page("bawahan", f"/{self.call.id}")
        self.assertIn("Sibuk", text)
        self.assertFalse(self.plans["bawahan"].result_ids)

    def test_a_portal_official_is_asked_for_people(self):
        """Asked without names, he names one of his own, not somebody else's; or declines."""
        asked = self.ask(addressee_id=self.people["pengawas"].id, name="Minta orang")
        text = self.page("pengawas", f"/{asked.id}")
        self.assertIn("Bawahan Portal", text)
        self.assertNotIn("Staf Uji", text)
        answer = self.post("pengawas", f"{asked.id}/name", employee_id=self.people["staff"].id)
        self.assertIn("alert-danger", answer)
        self.post("pengawas", f"{asked.id}/name", employee_id=self.people["bawahan"].id)
        self.assertEqual(asked.nominee_ids.employee_id, self.people["bawahan"])
        self.assertIn("alert-danger", self.post("pengawas", f"{asked.id}/name", employee_id="x"))
        self.assertIn(
            "alert-danger", self.post("pengawas", f"{asked.id}/decline", text="Tidak ada")
        )

    def test_who_acts_for_me(self):
        """The page says who acts for whom today, to these two only."""
        self._delegate("pengawas", "warga")
        self.assertIn("Warga Uji", self.page("pengawas"))
        self.assertIn("Pengawas Portal", self.page("warga"))
        self.assertNotIn("Warga Uji", self.page("bawahan"))

    def test_teams(self):
        """Members see their team and who leads it."""
        self.env["hr.skp.team"].create(
            {
                "name": "Tim Angkutan",
                "leader_id": self.people["ketua"].id,
                "period_id": self.period.id,
                "member_ids": [(0, 0, {"employee_id": self.people["bawahan"].id})],
            }
        )
        text = self.page("bawahan")
        self.assertIn("Tim Angkutan", text)
        self.assertIn("Ketua Tim Uji", text)
        self.assertNotIn("Tim Angkutan", self.page("warga"))

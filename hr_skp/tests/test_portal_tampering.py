import json

from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalTampering(PortalCommon):
    """Ids of others in the address or the request: nothing is told, nothing is written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.add_result("warga", "Milik warga")
        cls.foreign = cls.add_result("teman", "Rahasia teman")
        cls.foreign_line = cls.env["hr.skp.commitment"].create(
            {"skp_id": cls.plans["teman"].id, "kind": "resource", "name": "Rahasia lampiran"}
        )

    def test_colleagues_pages_do_not_exist(self):
        """A colleague's plan, the leader's plan and a missing one all lead to one's own list."""
        missing = self.env["hr.skp"].search([], order="id desc", limit=1).id + 1000
        for user in ("warga", "staff"):
            self.log_in(user)
            for skp_id in (self.plans["teman"].id, self.plans["kasi"].id, missing, 0):
                with self.subTest(user=user, skp_id=skp_id):
                    answer = self.url_open(f"/my/skp/{skp_id}", allow_redirects=False)
                    self.assertIn(answer.status_code, (302, 303))
                    self.assertTrue(answer.headers["Location"].endswith("/my/skp"))
                    self.assertNotIn("Rahasia", answer.text)

    def test_colleagues_plan_in_a_request(self):
        """Every JSON route on a foreign plan refuses with the same sentence."""
        plan = self.plans["teman"]
        calls = {
            "save": {"kind": "result", "record_id": self.foreign.id, "field": "name", "value": "x"},
            "add": {"kind": "result", "vals": {"name": "x", "kind": "main"}},
            "remove": {"kind": "result", "record_id": self.foreign.id},
            "move": {"move": "propose"},
            "seen": {},
            "superior": {"reason": "x"},
        }
        for user in ("warga", "staff"):
            self.log_in(user)
            sentences = {self.refused(plan, route, **params) for route, params in calls.items()}
            self.assertEqual(len(sentences), 1)
        self.assertRecordValues(plan, [{"state": "draft"}])
        self.assertRecordValues(plan.result_ids, [{"name": "Rahasia teman"}])

    def test_colleagues_lines_under_ones_own_plan(self):
        """A foreign result, indicator, annex line or behaviour with one's own plan's address."""
        plan = self.plans["warga"]
        lines = {
            "result": self.foreign,
            "indicator": self.foreign.indicator_ids,
            "commitment": self.foreign_line,
            "behaviour": self.plans["teman"].behaviour_ids[0],
        }
        for user in ("warga",):
            self.log_in(user)
            for kind, line in lines.items():
                with self.subTest(kind=kind):
                    field = "expectation" if kind == "behaviour" else "name"
                    self.refused(
                        plan, "save", kind=kind, record_id=line.id, field=field, value="Diubah"
                    )
                    self.refused(plan, "remove", kind=kind, record_id=line.id)
            self.refused(
                plan, "add", kind="indicator", result_id=self.foreign.id, vals={"name": "x"}
            )
            self.refused(plan, "save", kind="result", record_id="x", field="name", value="x")
        self.assertRecordValues(self.foreign, [{"name": "Rahasia teman"}])
        self.assertEqual(len(self.foreign.indicator_ids), 1)
        self.assertEqual(self.foreign_line.name, "Rahasia lampiran")

    def test_leaders_result_is_read_not_written(self):
        """That a subordinate reads the leader's results does not let him write them."""
        above = self.add_result("kasi", "Milik atasan")
        self.log_in("warga")
        self.refused(
            self.plans["warga"],
            "save",
            kind="result",
            record_id=above.id,
            field="name",
            value="Diubah",
        )
        self.refused(self.plans["kasi"], "remove", kind="result", record_id=above.id)
        self.assertEqual(above.name, "Milik atasan")

    def test_documents(self):
        """One's own issued file comes byte for byte; a colleague's leads to one's own list."""
        mine, his = self.bring_to("warga", "agreed"), self.bring_to("teman", "agreed")
        self.log_in("warga")
        document = mine.document_ids
        answer = self.url_open(f"/my/skp/{mine.id}/document/{document.id}")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertTrue(answer.content.startswith(b"%PDF"))
        for path in (
            f"/my/skp/{his.id}/document/{his.document_ids.id}",
            f"/my/skp/{mine.id}/document/{his.document_ids.id}",
            f"/my/skp/{mine.id}/document/0",
        ):
            with self.subTest(path=path):
                answer = self.url_open(path, allow_redirects=False)
                self.assertIn(answer.status_code, (302, 303))
                self.assertTrue(answer.headers["Location"].endswith("/my/skp"))

    def test_draft_preview(self):
        """A portal employee previews his own draft; a colleague's is refused."""
        self.log_in("warga")
        answer = self.url_open(f"/report/skp-pdf/hr_skp.plan_pdf/{self.plans['warga'].id}")
        self.assertTrue(answer.content.startswith(b"%PDF"))
        answer = self.url_open(f"/report/skp-pdf/hr_skp.plan_pdf/{self.plans['teman'].id}")
        self.assertFalse(answer.content.startswith(b"%PDF"))
        self.assertNotEqual(answer.status_code, 200)

    def test_form_post_is_no_way_in(self):
        """A form on a foreign page cannot post to the JSON routes: they take JSON only."""
        self.log_in("warga")
        answer = self.url_open(
            f"/my/skp/{self.plans['warga'].id}/remove",
            data={"kind": "result", "record_id": self.own.id},
        )
        self.assertGreaterEqual(answer.status_code, 400)
        self.assertTrue(self.own.exists())

    def test_logged_out(self):
        """Without a session pages lead to the login and requests are refused."""
        self.authenticate(None, None)
        answer = self.url_open(f"/my/skp/{self.plans['warga'].id}", allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])
        answer = self.url_open(
            f"/my/skp/{self.plans['warga'].id}/remove",
            data=json.dumps({"params": {"kind": "result", "record_id": self.own.id}}),
            headers={"Content-Type": "application/json"},
        )
        self.assertEqual(answer.json()["error"]["code"], 100)
        self.assertTrue(self.own.exists())

import json
import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import SkpCommon


class PortalCommon(HttpCase, SkpCommon):
    """Pages and JSON routes, as a browser asks for them."""

    def log_in(self, key):
        self.authenticate(self.users[key].login, self.users[key].login)

    def page(self, path, status=200):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, status)
        return answer.text

    def ask(self, plan, route, **params):
        """Return the result of a JSON route, or fail with what the server said."""
        answer = self.url_open(
            f"/my/skp/{plan.id}/{route}",
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer, "a refusal is an answer, never a traceback")
        return answer["result"]

    def refused(self, plan, route, **params):
        """Return the sentence with which a JSON route refuses."""
        sentence = self.ask(plan, route, **params).get("error")
        self.assertTrue(sentence, "should have been refused")
        for leak in ("hr.skp", "Traceback", "Operation:"):
            self.assertNotIn(leak, sentence)
        return sentence


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalPages(PortalCommon):
    """What each person finds under /my/skp."""

    def test_entry_on_my_page(self):
        """The card and its counters come for who has to do with plans, and count only when asked."""
        self.log_in("warga")
        self.assertIn("/my/skp", self.page("/my"))
        answer = self.url_open(
            "/my/counters",
            data=json.dumps({"params": {"counters": ["skp_count", "skp_task_count"]}}),
            headers={"Content-Type": "application/json"},
        ).json()["result"]
        self.assertEqual(answer, {"skp_count": 1, "skp_task_count": 1})
        answer = self.url_open(
            "/my/counters",
            data=json.dumps({"params": {"counters": []}}),
            headers={"Content-Type": "application/json"},
        ).json()["result"]
        self.assertEqual(answer, {})

    def test_home_of_portal_and_internal_employee(self):
        """Both see the task, the year and their plan, and nobody else's."""
        for key in ("warga", "staff"):
            with self.subTest(user=key):
                self.log_in(key)
                text = self.page("/my/skp")
                self.assertIn('data-task="propose"', text)
                self.assertEqual(text.count("o_skp_step_current"), 1)
                self.assertIn(f"/my/skp/{self.plans[key].id}", text)
                for other in ("teman", "kasi", "kabid"):
                    self.assertNotIn(f'/my/skp/{self.plans[other].id}"', text)

    def test_home_of_a_leader(self):
        """What waits for his answer comes first, the rest of his people after it."""
        self.bring_to("warga", "proposed")
        self.log_in("kasi")
        text = self.page("/my/skp")
        self.assertIn('data-task="agree"', text)
        self.assertLess(
            text.index(f'/my/skp/{self.plans["warga"].id}"'),
            text.index(f'/my/skp/{self.plans["staff"].id}"'),
        )

    def test_nothing_yet(self):
        """An employee without a plan reads how he gets one."""
        self.plans["warga"].unlink()
        self.log_in("warga")
        text = self.page("/my/skp")
        self.assertIn("o_skp_empty", text)

    def test_plan_of_portal_employee(self):
        """He reads wording, indicator, target, the leader's result, behaviours; and can edit."""
        above = self.add_result("kasi", "Layanan kepegawaian terselenggara")
        self.add_result("warga", "Berkas lengkap", parent_id=above.id)
        self.plan("warga").behaviour_ids[0].expectation = "Menjawab dalam satu hari"
        self.log_in("warga")
        text = self.page(f"/my/skp/{self.plans['warga'].id}")
        for part in (
            "Berkas lengkap",
            "Jumlah laporan",
            "10 – 12",
            "Layanan kepegawaian terselenggara",
            "Menjawab dalam satu hari",
            'data-skp-field="name"',
            'data-move="propose"',
        ):
            self.assertIn(part, text)
        self.assertNotIn('data-skp-field="expectation"', text)
        # Only what is special stands open.
        self.assertEqual(len(re.findall(r"<details[^>]*o_skp_fold[^>]*open", text)), 1)

    def test_proposed_plan_is_read_only_for_its_employee(self):
        """He can withdraw it, nothing else."""
        self.bring_to("warga", "proposed")
        self.log_in("warga")
        text = self.page(f"/my/skp/{self.plans['warga'].id}")
        self.assertIn('data-move="withdraw"', text)
        self.assertNotIn("data-skp-field", text)

    def test_evaluator_reads_first(self):
        """He agrees or returns what he reads; editing is asked for."""
        self.bring_to("warga", "proposed")
        self.log_in("kasi")
        path = f"/my/skp/{self.plans['warga'].id}"
        text = self.page(path)
        self.assertIn('data-move="agree"', text)
        self.assertIn('data-move="return"', text)
        self.assertIn('data-skp-field="expectation"', text)
        self.assertNotIn('data-skp-field="target"', text)
        self.assertIn('data-skp-field="target"', self.page(f"{path}?edit=1"))

    def test_returned_plan_shows_the_reason(self):
        """Reason on the plan and as the task, until it is proposed again; withdrawing is none."""
        self.bring_to("warga", "proposed")
        self.plan("warga", "kasi").action_return("Target belum ada waktunya")
        self.log_in("warga")
        self.assertIn("Target belum ada waktunya", self.page(f"/my/skp/{self.plans['warga'].id}"))
        home = self.page("/my/skp")
        self.assertIn('data-task="returned"', home)
        self.assertIn("Target belum ada waktunya", home)
        self.plan("warga", "warga").action_propose()
        self.plan("warga", "warga").action_withdraw()
        self.assertIn('data-task="propose"', self.page("/my/skp"))

    def test_agreed_plan_waits_to_be_read(self):
        """The task goes when the page tells that it was opened."""
        plan = self.bring_to("warga", "agreed")
        self.log_in("warga")
        self.assertIn('data-task="read"', self.page("/my/skp"))
        self.assertIn('data-unseen="1"', self.page(f"/my/skp/{plan.id}"))
        self.ask(plan, "seen")
        self.assertEqual(plan.seen_revision, 1)
        self.assertNotIn('data-task="read"', self.page("/my/skp"))

    def test_changes_since_the_last_agreement_are_marked(self):
        """New, changed with the former wording, removed."""
        first = self.add_result("warga", "Semula")
        gone = self.add_result("warga", "Hilang")
        plan = self.bring_to("warga", "revising")
        first.with_user(self.users["warga"]).name = "Diubah"
        gone.with_user(self.users["warga"])._remove()
        self.add_result("warga", "Tambahan baru")
        self.log_in("warga")
        text = self.page(f"/my/skp/{plan.id}")
        self.assertEqual(text.count("o_skp_changed"), 1)
        self.assertEqual(text.count("o_skp_added"), 1)
        self.assertIn("<del>Semula</del>", text)
        self.assertIn("<del>Hilang</del>", text)

    def test_queries_of_home_do_not_grow(self):
        """/my/skp of a leader costs the same for his first plan and for fifty."""
        (self.plans["staff"] | self.plans["teman"]).unlink()
        self.log_in("kasi")
        one = self._count_queries("/my/skp")
        self._create_crowd(49)
        fifty = self._count_queries("/my/skp")
        self.assertGreater(self.page("/my/skp").count("/my/skp/"), 40)
        self.assertGreater(one, 10, "counted at all")
        self.assertEqual(one, fifty)

    def _count_queries(self, path):
        """Return how many queries a page takes once its templates are compiled."""
        self.page(path)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.page(path)
        return self.env.cr.sql_log_count - before

    def _create_crowd(self, number):
        job = self.people["staff"].job_id
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Orang {index:02d}",
                    "company_id": self.agency.id,
                    "job_id": job.id,
                    "department_id": self.seksi.id,
                    "parent_id": self.people["kasi"].id,
                    "asn_kind": "pns",
                }
                for index in range(number)
            ]
        )
        self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalWrites(PortalCommon):
    """The JSON routes write as the user, so that the plan's own guards hold."""

    def test_portal_employee_works_his_plan_out_and_proposes(self):
        """Add, rename, measure, annex, remove; then propose: all of it is in the database."""
        plan = self.plans["warga"]
        self.log_in("warga")
        indicator = {"name": "Jumlah berkas", "target": "10 – 12", "aspect": "quantity"}
        answer = self.ask(
            plan,
            "add",
            kind="result",
            vals={"kind": "main", "name": "Berkas tersusun", "indicator": indicator},
        )
        self.assertIn("Berkas tersusun", answer["html"])
        result = plan.result_ids
        self.assertEqual(answer["id"], result.id)
        self.ask(plan, "save", kind="result", record_id=result.id, field="name", value="Berkas rapi")
        self.ask(
            plan, "save", kind="indicator", record_id=result.indicator_ids.id, field="uom", value="berkas"
        )
        second = self.ask(
            plan, "add", kind="indicator", result_id=result.id, vals={"name": "Keliru"}
        )
        self.ask(plan, "remove", kind="indicator", record_id=second["id"])
        self.ask(
            plan, "add", kind="commitment", vals={"kind": "resource", "name": "Membutuhkan laptop"}
        )
        self.ask(plan, "save", kind="plan", record_id=plan.id, field="approach", value="qualitative")
        self.assertEqual(self.ask(plan, "move", move="propose"), {})
        self.assertRecordValues(plan, [{"state": "proposed", "approach": "qualitative"}])
        self.assertRecordValues(result, [{"name": "Berkas rapi", "kind": "main"}])
        self.assertRecordValues(
            result.indicator_ids,
            [{"name": "Jumlah berkas", "target": "10 – 12", "uom": "berkas", "aspect": "quantity"}],
        )
        self.assertEqual(plan.commitment_ids.name, "Membutuhkan laptop")

    def test_internal_employee_writes_alike(self):
        """The same page serves an internal user."""
        plan = self.plans["staff"]
        self.log_in("staff")
        self.ask(plan, "add", kind="result", vals={"kind": "additional", "name": "Upacara tertib"})
        self.assertRecordValues(plan.result_ids, [{"name": "Upacara tertib", "kind": "additional"}])

    def test_portal_evaluator_agrees_and_returns(self):
        """An evaluator with a portal account answers one plan at a time; returning needs a reason."""
        self.users["kasi"].group_ids = self.env.ref("base.group_portal")
        self.bring_to("warga", "proposed")
        self.bring_to("staff", "proposed")
        warga, staff = self.plans["warga"], self.plans["staff"]
        self.log_in("kasi")
        self.refused(warga, "move", move="return", reason=" ")
        self.assertEqual(self.ask(warga, "move", move="return", reason="Kurang jelas"), {})
        self.assertEqual(self.ask(staff, "move", move="agree"), {})
        self.assertRecordValues(
            warga | staff,
            [
                {"state": "draft", "state_reason": "Kurang jelas", "revision": 0},
                {"state": "agreed", "state_reason": False, "revision": 1},
            ],
        )

    def test_evaluator_writes_a_special_expectation(self):
        """And the employee does not."""
        plan = self.plans["warga"]
        line = plan.behaviour_ids[0]
        values = {"kind": "behaviour", "record_id": line.id, "field": "expectation", "value": "Ramah"}
        self.log_in("warga")
        self.refused(plan, "save", **values)
        self.assertFalse(line.expectation)
        self.log_in("kasi")
        self.ask(plan, "save", **values)
        self.assertEqual(line.expectation, "Ramah")

    def test_sent_twice_is_written_once(self):
        """A phone that lost the answer sends again: no second result, indicator or annex line."""
        plan = self.plans["warga"]
        self.log_in("warga")
        for _again in range(2):
            added = self.ask(
                plan,
                "add",
                kind="result",
                vals={"kind": "main", "name": "Satu", "indicator": {"name": "Jumlah", "target": "1"}},
            )
            self.ask(plan, "add", kind="commitment", vals={"kind": "resource", "name": "Laptop"})
        self.assertEqual(plan.result_ids.ids, [added["id"]])
        self.assertEqual(len(plan.result_ids.indicator_ids), 1)
        self.assertEqual(len(plan.commitment_ids), 1)

    def test_what_somebody_else_changed_is_not_overwritten(self):
        """A text that was changed meanwhile comes back as a conflict; nothing is written."""
        result = self.add_result("warga", "Semula")
        self.log_in("warga")
        values = {"kind": "result", "record_id": result.id, "field": "name", "value": "Punyaku"}
        result.name = "Punya atasan"
        answer = self.ask(self.plans["warga"], "save", base="Semula", **values)
        self.assertEqual(answer, {"conflict": "Punya atasan"})
        self.assertEqual(result.name, "Punya atasan")
        answer = self.ask(self.plans["warga"], "save", base="Punya atasan", **values)
        self.assertEqual(answer["value"], "Punyaku")

    def test_blank_and_unknown_values(self):
        """A line is not emptied but removed; codes are those of the list; sentences, no errors."""
        result = self.add_result("warga", "Semula")
        plan, line = self.plans["warga"], {"kind": "result", "record_id": result.id}
        self.log_in("warga")
        self.refused(plan, "save", field="name", value="  ", **line)
        self.refused(plan, "save", field="perspective", value="x", **line)
        self.refused(plan, "save", field="agreed_revision", value="9", **line)
        self.refused(plan, "save", field="skp_id", value="1", **line)
        self.refused(plan, "save", kind="nothing", record_id=1, field="name", value="x")
        self.refused(plan, "save", kind="plan", record_id=plan.id, field="state", value="agreed")
        self.refused(plan, "add", kind="result", vals={"name": " ", "kind": "main"})
        self.refused(plan, "add", kind="result", vals={"name": "x", "matrix_id": 1})
        self.refused(plan, "add", kind="behaviour", vals={"name": "x"})
        self.refused(plan, "remove", kind="behaviour", record_id=plan.behaviour_ids[0].id)
        self.refused(plan, "move", move="cancel", reason="x")
        self.refused(plan, "move", move="unlink")
        self.refused(plan, "save")
        self.assertRecordValues(result, [{"name": "Semula", "agreed_revision": 0}])

    def test_advice_on_the_wording_comes_with_the_saving(self):
        """Quietly, for the result and its indicators; it blocks nothing."""
        result = self.add_result("warga", "Menyusun laporan keuangan")
        plan = self.plans["warga"]
        self.log_in("warga")
        self.assertIn(result.smart_advice.split("”")[0], self.page(f"/my/skp/{plan.id}"))
        line = {"kind": "result", "record_id": result.id, "field": "name"}
        advice = self.ask(plan, "save", value="Melaksanakan rapat", **line)["advice"]
        self.assertIn("Melaksanakan", advice[0]["text"])
        self.assertEqual(advice[1]["id"], result.indicator_ids.id)
        advice = self.ask(plan, "save", value="Tersusunnya laporan yang akurat", **line)["advice"]
        self.assertEqual(advice[0]["text"], "")

    def test_leaders_result_is_chosen_from_what_he_may_read(self):
        """From the leader's draft on; a foreign result is refused; the words come back as printed."""
        above = self.add_result("kasi", "Layanan terselenggara")
        foreign = self.add_result("kabid", "Milik kabid")
        result = self.add_result("warga", "Berkas")
        plan, line = self.plans["warga"], {"kind": "result", "record_id": result.id, "field": "parent"}
        self.log_in("warga")
        answer = self.ask(plan, "save", value=f"result:{above.id}", **line)
        self.assertEqual(answer["supports"]["name"], "Layanan terselenggara")
        self.assertEqual(result.parent_id, above)
        sentence = self.refused(plan, "save", value=f"result:{foreign.id}", **line)
        self.assertNotIn("Milik kabid", sentence)
        self.ask(plan, "save", value=f"indicator:{above.indicator_ids[0].id}", **line) if len(
            above.indicator_ids
        ) > 1 else None
        self.assertIsNone(self.ask(plan, "save", value="", **line)["supports"])
        self.assertFalse(result.parent_id)

    def test_leaders_indicator_and_objective_can_be_chosen(self):
        """A result with several indicators offers each; a JF may support an objective directly."""
        above = self.add_result("kabid", "Layanan terselenggara")
        extra = above.indicator_ids.copy({"name": "Kepuasan"})
        objective = self.env["hr.skp.objective"].create(
            {"name": "Tata kelola baik", "company_id": self.agency.id, "source": "renstra"}
        )
        result = self.add_result("anggota", "Naskah tersusun")
        plan, line = self.plans["anggota"], {"kind": "result", "record_id": result.id}
        self.log_in("anggota")
        self.ask(plan, "save", field="parent", value=f"indicator:{extra.id}", **line)
        self.assertRecordValues(
            result, [{"parent_id": above.id, "parent_indicator_id": extra.id, "objective_id": False}]
        )
        answer = self.ask(plan, "save", field="parent", value=f"objective:{objective.id}", **line)
        self.assertEqual(answer["supports"]["name"], "Tata kelola baik")
        self.assertRecordValues(
            result,
            [{"parent_id": False, "parent_indicator_id": False, "objective_id": objective.id}],
        )

    def test_result_from_the_matrix_stays(self):
        """It is marked, worked out, but neither removed nor pointed elsewhere by its owner."""
        above = self.add_result("kasi", "Layanan terselenggara")
        other = self.add_result("kasi", "Data mutakhir")
        matrix = self.env["hr.skp.matrix"].create(
            {"skp_id": self.plans["kasi"].id, "member_ids": [(4, self.plans["warga"].id)]}
        )
        given = self.add_result("warga", "Dari matriks", parent_id=above.id, matrix_id=matrix.id)
        plan = self.plans["warga"]
        self.log_in("warga")
        text = self.page(f"/my/skp/{plan.id}")
        self.assertIn("o_skp_given", text)
        self.assertNotIn("o_skp_remove_result", text)
        self.refused(plan, "remove", kind="result", record_id=given.id)
        self.refused(
            plan,
            "save",
            kind="result",
            record_id=given.id,
            field="parent",
            value=f"result:{other.id}",
        )
        self.ask(plan, "save", kind="result", record_id=given.id, field="name", value="Lebih jelas")
        self.assertRecordValues(given, [{"name": "Lebih jelas", "parent_id": above.id}])

    def test_agreed_result_is_archived(self):
        """Removing it in a revision keeps it for those who point to it."""
        result = self.add_result("warga", "Disepakati")
        plan = self.bring_to("warga", "revising")
        self.log_in("warga")
        self.ask(plan, "remove", kind="result", record_id=result.id)
        self.assertTrue(result.exists())
        self.assertFalse(result.active)


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
            self.refused(plan, "add", kind="indicator", result_id=self.foreign.id, vals={"name": "x"})
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


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalSuperior(PortalCommon):
    """"My superior is wrong": the officers are told, once while it is open."""

    def reports(self):
        activity_type = self.env.ref("hr_skp.mail_activity_skp_superior")
        return self.plans["warga"].activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        )

    def test_report_reaches_the_officers_once(self):
        """Each officer of the agency gets it with the reason; a second report is refused."""
        plan = self.plans["warga"]
        self.log_in("warga")
        self.refused(plan, "superior", reason=" ")
        self.assertEqual(self.ask(plan, "superior", reason="Atasan saya <b>Kepala Bidang</b>"), {})
        self.assertIn(self.users["officer"], self.reports().user_id)
        self.assertNotIn(self.users["warga"], self.reports().user_id)
        self.assertIn("&lt;b&gt;", str(self.reports()[0].note))
        count = len(self.reports())
        self.refused(plan, "superior", reason="Sekali lagi")
        self.assertEqual(len(self.reports()), count)
        self.assertNotIn("o_skp_superior", self.page(f"/my/skp/{plan.id}"))

    def test_steps_of_the_plan_leave_the_report_open(self):
        """Proposing answers nothing; refreshing from the personnel record does."""
        self.plan("warga", "warga").action_report_superior("Kepala Bidang")
        self.bring_to("warga", "proposed")
        self.assertTrue(self.reports())
        self.plan("warga", "officer").action_refresh()
        self.assertFalse(self.reports())

    def test_only_the_employee_reports(self):
        """Neither evaluator nor colleague, and not on a closed plan."""
        for key in ("kasi", "teman", "officer"):
            with self.subTest(user=key), self.assertRaises(AccessError):
                self.plan("warga", key).action_report_superior("x")
        self.bring_to("warga", "cancelled")
        with self.assertRaises(UserError):
            self.plan("warga", "warga").action_report_superior("x")

from odoo.tests import tagged

from .portal_common import PortalCommon


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
        self.ask(
            plan, "save", kind="result", record_id=result.id, field="name", value="Berkas rapi"
        )
        self.ask(
            plan,
            "save",
            kind="indicator",
            record_id=result.indicator_ids.id,
            field="uom",
            value="berkas",
        )
        second = self.ask(
            plan, "add", kind="indicator", result_id=result.id, vals={"name": "Keliru"}
        )
        self.ask(plan, "remove", kind="indicator", record_id=second["id"])
        self.ask(
            plan, "add", kind="commitment", vals={"kind": "resource", "name": "Membutuhkan laptop"}
        )
        self.ask(
            plan, "save", kind="plan", record_id=plan.id, field="approach", value="qualitative"
        )
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
        """With a portal account he answers one plan at a time; returning needs a reason."""
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
        values = {
            "kind": "behaviour",
            "record_id": line.id,
            "field": "expectation",
            "value": "Ramah",
        }
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
                vals={
                    "kind": "main",
                    "name": "Satu",
                    "indicator": {"name": "Jumlah", "target": "1"},
                },
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
        """From the leader's draft on; a foreign result is refused; the words come as printed."""
        above = self.add_result("kasi", "Layanan terselenggara")
        foreign = self.add_result("kabid", "Milik kabid")
        result = self.add_result("warga", "Berkas")
        plan, line = (
            self.plans["warga"],
            {"kind": "result", "record_id": result.id, "field": "parent"},
        )
        self.log_in("warga")
        answer = self.ask(plan, "save", value=f"result:{above.id}", **line)
        self.assertEqual(answer["supports"]["name"], "Layanan terselenggara")
        self.assertEqual(result.parent_id, above)
        sentence = self.refused(plan, "save", value=f"result:{foreign.id}", **line)
        self.assertNotIn("Milik kabid", sentence)
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
            result,
            [{"parent_id": above.id, "parent_indicator_id": extra.id, "objective_id": False}],
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

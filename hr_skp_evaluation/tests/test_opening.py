from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestTermOpening(EvaluationCommon):
    """Opening a term makes an evaluation of everybody whose plan was agreed, in the background."""

    def test_everybody_with_an_agreed_plan(self):
        """One evaluation a plan, with its snapshots, deadlines and lines of what was agreed."""
        evaluations = self.env["hr.skp.evaluation"].search([("term_id", "=", self.term.id)])
        agreed = self.env["hr.skp"].union(*self.plans.values()) - self.plans["anggota"]
        self.assertEqual(evaluations.skp_id, agreed)
        staff = self.evaluation("staff")
        self.assertRecordValues(
            staff,
            [
                {
                    "state": "open",
                    "evaluator_id": self.people["kasi"].id,
                    "reviewer_id": self.people["kabid"].id,
                    "department_id": self.seksi.id,
                    "basis": "unit",
                    "plan_revision": 1,
                    "fill_deadline": self.term.fill_deadline,
                    "predicate": False,
                    "headed_unit_id": False,
                }
            ],
        )
        self.assertEqual(
            (staff.line_ids.indicator_name, staff.line_ids.target), ("Jumlah laporan", "10 – 12")
        )
        self.assertEqual(self.evaluation("kasi").headed_unit_id, self.seksi)
        self.assertFalse(self.term.is_opening)

    def test_head_of_a_unit_of_all_agencies(self):
        """Of several units the topmost counts, his own before it; one without agency counts too."""
        self.seksi.company_id = False
        plan, Evaluation = self.plans["kasi"], self.env["hr.skp.evaluation"]
        self.assertEqual(Evaluation._get_headed_units(plan), {plan.id: self.seksi.id})
        # By number the lower unit comes first.
        low = self.env["hr.department"].create(
            {"name": "Rumpun", "parent_id": self.bidang.id, "company_id": self.agency.id}
        )
        top = self.env["hr.department"].create({"name": "UPT", "company_id": self.agency.id})
        (low | top).manager_id = self.people["staff"]
        plan = self.plans["staff"]
        self.assertEqual(Evaluation._get_headed_units(plan), {plan.id: top.id})
        foreign = self.env["res.company"].create({"name": "Agensi Lain"})
        top.company_id = foreign
        self.assertEqual(Evaluation._get_headed_units(plan), {plan.id: low.id})

    def test_repeating_adds_nothing(self):
        """The scheduled action run again, and the term opened again, double nothing."""
        before = self.env["hr.skp.evaluation"].search_count([])
        self.term.with_user(self.users["officer"]).action_add_evaluations()
        self.run_cron("_cron_open_terms", "hr.skp.term")
        self.assertEqual(self.env["hr.skp.evaluation"].search_count([]), before)

    def test_only_officers_open(self):
        for key in ("kadis", "kasi", "unit_officer", "auditor", "hr"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.terms[1].with_user(self.users[key]).action_open()

    def test_progress_is_nobodys_to_write(self):
        """Neither by write nor by a client's defaults."""
        officer = self.users["officer"]
        with self.assertRaises(AccessError):
            self.term.with_user(officer).write({"is_opening": True})
        with self.assertRaises(AccessError):
            self.term.with_user(officer).write({"opening_errors": []})
        context = {"default_is_opening": True}
        self.assertNotIn(
            "is_opening",
            self.env["hr.skp.term"]
            .with_user(officer)
            .with_context(**context)
            .default_get(["is_opening"]),
        )

    def test_never_agreed_is_late_and_joins_when_agreed(self):
        """Without an agreed plan there is no evaluation; agreeing it opens what is open by then."""
        self.assertFalse(self.evaluation("anggota"))
        self.assertEqual(self.term.unplanned_count, 1)
        domain = self.term.with_user(self.users["officer"]).action_view_unplanned()["domain"]
        self.assertEqual(self.env["hr.skp"].search(domain), self.plans["anggota"])
        self.bring_to("anggota", "agreed")
        self.assertEqual(self.evaluation("anggota").state, "open")
        self.term.invalidate_recordset()
        self.assertEqual(self.term.unplanned_count, 0)

    def test_next_revision_brings_its_results(self):
        """Agreed anew while the self-report is open: its lines follow, what was written stays."""
        own = self.evaluation("staff", "staff")
        own.line_ids.write({"realisation": "4 laporan"})
        self.plan("staff", "kasi").action_revise("Penugasan baru")
        self.add_result("staff", "Arsip tertata")
        self.plan("staff", "staff").action_propose()
        self.plan("staff", "kasi").action_agree()
        self.assertEqual(own.plan_revision, 2)
        lines = [(line.result_name, line.realisation) for line in own.line_ids]
        self.assertEqual(
            lines,
            [
                ("Laporan bulanan tersusun tepat waktu", "4 laporan"),
                ("Arsip tertata", False),
            ],
        )

    def test_handed_on_to_another_evaluator(self):
        """A plan that is re-routed takes its unjudged evaluation along; a finalised one stays."""
        self.evaluate_to("teman", "finalised")
        self.people["staff"].parent_id = self.people["teman"].parent_id = self.people["kabid"]
        plans = self.plans["staff"] | self.plans["teman"]
        plans.with_user(self.users["officer"]).action_reroute("Mutasi atasan")
        self.assertEqual(self.evaluation("staff").evaluator_id, self.people["kabid"])
        self.assertEqual(self.evaluation("staff").reviewer_id, self.people["kadis"])
        self.assertEqual(self.evaluation("teman").evaluator_id, self.people["kasi"])

    def test_closing_needs_everything_final_or_a_reason(self):
        """Closed with a reason while something is not final; reports and ratings are locked."""
        term = self.term.with_user(self.users["officer"])
        with self.assertRaisesRegex(UserError, "8 evaluations"):
            term.action_close()
        term.action_close("Tenggat lewat")
        with self.assertRaises(UserError):
            self.evaluation("staff", "staff").write({"self_note": "Terlambat"})
        with self.assertRaisesRegex(UserError, "closed"):
            self.evaluation("staff", "staff").action_self_report()
        term.action_open()
        self.evaluation("staff", "staff").write({"self_note": "Dibuka kembali"})

    def test_opening_costs_no_query_a_plan(self):
        """Making evaluations of six plans costs little more than of two: no query a plan."""
        term = self.terms[1]
        term.sudo().write({"state": "open"})
        plans = self.evaluation("staff").search([]).skp_id
        counts = []
        for batch in (plans[:2], plans[2:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["hr.skp.evaluation"]._open_for(batch, term)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_one_that_cannot_be_made_stops_nobody(self):
        """The batch is halved until the plan with the error is alone; it is named."""
        term = self.terms[1]
        self.plans["staff"].sudo().write({"date_start": "2026-04-01"})
        self.env.cr.execute(
            "UPDATE hr_skp_revision SET content = '{\"results\": [{}]}' WHERE skp_id = %s",
            [self.plans["staff"].id],
        )
        self.env.invalidate_all()
        with self.assertLogs("odoo.addons.hr_skp_evaluation", "WARNING"):
            self.open_term(term)
        self.assertFalse(self.evaluation("staff", term=term))
        self.assertTrue(self.evaluation("teman", term=term))
        self.assertIn("Staf Uji", term.opening_error_text)

    @freeze_time("2026-05-20")
    def test_late_list_names_who_holds_it_up(self):
        """Open past its day, or unrated, or waiting for the unit's leader: a name for each."""
        kasi, staff = self.evaluation("kasi"), self.evaluation("staff")
        self.assertTrue(staff.is_late)
        self.assertEqual((staff.waiting_for, staff.waits_for), ("evaluator", "Kepala Seksi Uji"))
        self.evaluate_to("kasi", "rated")
        self.assertEqual((kasi.waiting_for, kasi.waits_for), ("unit_leader", "Kepala Bidang Uji"))
        late = self.env["hr.skp.evaluation"].search([("is_late", "=", True)])
        self.assertEqual(len(late), 7)
        self.performance("dinas")
        self.env.invalidate_all()
        self.assertEqual(kasi.waiting_for, "evaluator")

    @freeze_time("2026-04-02")
    def test_before_the_deadline_the_employee_is_waited_for(self):
        staff = self.evaluation("staff")
        self.assertFalse(staff.is_late)
        self.assertEqual((staff.waiting_for, staff.waits_for), ("employee", "Staf Uji"))

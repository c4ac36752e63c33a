from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
@freeze_time("2027-02-01")
class TestObjection(EvaluationCommon):
    """The final term of staff, finalised on 1 February 2027, and what may follow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2027-02-01"):
            cls.open_term(cls.final_term)
            cls.performance("dinas", term=cls.final_term)
            cls.result = cls.evaluate_to("staff", "finalised", term=cls.final_term)
        cls.own = cls.result.with_user(cls.users["staff"])

    def object(self):
        return self.own.action_object("Bukti saya tidak dibaca")

    def test_objection_changes_the_result(self):
        """Filed, explained, decided by the evaluator's superior: ratings, predicate, revision 2."""
        objection = self.object()
        self.assertEqual(
            (self.result.state, str(self.result.objection_deadline)), ("received", "2027-02-15")
        )
        self.assertEqual(objection.sudo().decider_id, self.people["kabid"])
        objection.with_user(self.users["kasi"]).action_explain("Dua laporan terlambat")
        decider = objection.with_user(self.users["kabid"])
        self.assertEqual(decider.evaluation_id.line_ids[:1].realisation, "11 laporan")
        decider.action_decide(
            "Terlambat karena sistem", result_rating="above", behaviour_rating="above"
        )
        self.assertRecordValues(
            self.result,
            [
                {
                    "state": "decided",
                    "result_rating": "above",
                    "behaviour_rating": "above",
                    "predicate": "sangat_baik",
                    "is_final": True,
                    "final_by": "decided",
                    "revision": 2,
                }
            ],
        )
        self.assertRecordValues(objection, [{"state": "decided", "decision": "changed"}])
        newest = self.result.revision_ids[0].content["objection"]
        self.assertEqual(newest["reasons"], "Bukti saya tidak dibaca")
        self.assertEqual(newest["explanation"], "Dua laporan terlambat")
        self.assertIsNone(self.result.revision_ids[1].content["objection"])
        change = self.result._get_ratings_sudo().change_ids.sorted("id")[-1]
        self.assertEqual(
            (change.user_id, change.result_after, change.reason),
            (self.users["kabid"], "above", "Terlambat karena sistem"),
        )
        with self.assertRaises(UserError):
            self.own.action_object("Sekali lagi")

    def test_decider_reads_the_evidence(self):
        """What was achieved is read by whoever decides, or acts for him, as long as he decides."""
        entry = self.env["hr.skp.progress"].create(
            {
                "result_id": self.result.line_ids[:1].result_id.id,
                "name": "Sebelas laporan terkirim",
                "date": self.result.date_start,
            }
        )

        def readers():
            self.env.flush_all()
            self.env.invalidate_all()
            keys = ("staff", "kasi", "kabid", "kadis", "ketua", "officer")
            return {k for k in keys if entry.with_user(self.users[k]).has_access("read")}

        self.assertEqual(readers(), {"staff", "kasi"})
        objection = self.object()
        self.assertEqual(readers(), {"staff", "kasi", "kabid"})
        self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kabid"].id,
                "delegate_id": self.people["ketua"].id,
                "date_start": "2027-02-01",
                "date_end": "2027-02-28",
            }
        )
        self.assertEqual(readers(), {"staff", "kasi", "kabid", "ketua"})
        objection.with_user(self.users["kasi"]).action_explain("Sudah sesuai")
        report = self.evaluation("staff", "kabid", self.final_term)._get_portal_report()
        self.assertEqual(report[0]["entries"], entry)
        action = objection.with_user(self.users["kabid"]).action_view_achievements()
        entries = entry.with_user(self.users["kabid"]).search(action["domain"])
        self.assertEqual(entries, entry)
        objection.with_user(self.users["kabid"]).action_decide("Tetap")
        self.assertEqual(readers(), {"staff", "kasi"})

    def test_result_stands(self):
        objection = self.object()
        objection.with_user(self.users["kasi"]).action_explain("Sudah sesuai")
        objection.with_user(self.users["kabid"]).action_decide("Tetap")
        self.assertEqual(objection.decision, "upheld")
        self.assertEqual((self.result.predicate, self.result.state), ("baik", "decided"))

    def test_reasons_are_needed_at_every_step(self):
        with self.assertRaisesRegex(UserError, "say why"):
            self.own.action_object("  ")
        objection = self.object()
        with self.assertRaisesRegex(UserError, "say why"):
            objection.with_user(self.users["kasi"]).action_explain("")
        objection.with_user(self.users["kasi"]).action_explain("Ya")
        with self.assertRaisesRegex(UserError, "say why"):
            objection.with_user(self.users["kabid"]).action_decide()
        with self.assertRaises(UserError):
            objection.with_user(self.users["kabid"]).action_decide("x", result_rating="hebat")

    def test_both_sides_are_heard(self):
        """Undecided until the evaluator has explained, or let the five days pass."""
        decider = self.object().with_user(self.users["kabid"])
        with self.assertRaisesRegex(UserError, "has until 2027-02-06 to explain"):
            decider.action_decide("Langsung")
        with freeze_time("2027-02-07"):
            decider.action_decide("Penilai tidak menjelaskan")
        self.assertEqual(self.result.state, "decided")

    def test_who_may_what(self):
        """Each step by whose it is, and by nobody else."""
        objection = self.object()
        steps = {
            "action_explain": ("kasi", ("x",)),
            "action_decide": ("kabid", ("x",)),
            "action_withdraw": ("staff", ()),
        }
        keys = ("staff", "kasi", "kabid", "kadis", "teman", "officer", "manager", "auditor")
        with freeze_time("2027-02-10"):
            for method, (allowed, args) in steps.items():
                for key in keys:
                    if key != allowed:
                        with self.subTest(method=method, key=key), self.assertRaises(AccessError):
                            getattr(objection.with_user(self.users[key]), method)(*args)
            objection.with_user(self.users["kabid"]).action_decide("x")

    def test_nobody_decides_as_the_evaluators_stand_in(self):
        """Who acts for the superior and is the evaluator decides nothing on his own rating."""
        objection = self.object()
        self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kabid"].id,
                "delegate_id": self.people["kasi"].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        objection.with_user(self.users["kasi"]).action_explain("x")
        with self.assertRaises(AccessError):
            objection.with_user(self.users["kasi"]).action_decide("x")

    def test_window_lapses_by_itself(self):
        """Received on the 1st, fourteen days: final on the 16th, not before."""
        self.own.action_receive()
        with freeze_time("2027-02-15 10:00:00"):
            self.run_cron("_cron_run_clocks")
            self.assertEqual(self.result.state, "received")
        with freeze_time("2027-02-16 01:00:00"):
            with self.assertRaisesRegex(UserError, "have passed"):
                self.object()
            self.run_cron("_cron_run_clocks")
        self.assertRecordValues(self.result, [{"state": "final", "final_by": "lapsed"}])
        log = self.env["hr.skp.log"].search([("action", "=", "evaluation_lapse")])
        self.assertEqual(log.res_id, self.result.id)

    def test_unopened_counts_as_received(self):
        """Whoever does not open it counts as having received it; then his days to object run."""
        with freeze_time("2027-02-08"):
            self.run_cron("_cron_run_clocks")
            self.assertEqual(self.result.state, "finalised")
        with freeze_time("2027-02-09"):
            self.run_cron("_cron_run_clocks")
        self.assertRecordValues(self.result, [{"state": "received", "receipt": "deemed"}])
        self.assertEqual(str(self.result.objection_deadline), "2027-02-23")

    def test_pending_objection_does_not_lapse(self):
        objection = self.object()
        with freeze_time("2027-03-20"):
            self.run_cron("_cron_run_clocks")
            self.assertEqual(self.result.state, "received")
            with self.assertRaisesRegex(UserError, "being decided"):
                self.own.action_accept()
            objection.with_user(self.users["staff"]).action_withdraw()
            self.run_cron("_cron_run_clocks")
        self.assertRecordValues(self.result, [{"state": "final", "final_by": "lapsed"}])

    def test_clocks_run_twice_do_nothing_twice(self):
        self.own.action_receive()
        with freeze_time("2027-02-20"):
            self.run_cron("_cron_run_clocks")
            self.run_cron("_cron_run_clocks")
        logs = self.env["hr.skp.log"].search([("action", "=", "evaluation_lapse")])
        self.assertEqual(len(logs), 1)

    def test_working_days(self):
        """Counted in working days, with the agency's holidays, where it says so."""
        self.agency.write({"skp_objection_days": 3, "skp_objection_counting": "working"})
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Libur",
                "company_id": self.agency.id,
                "calendar_id": self.agency.resource_calendar_id.id,
                "date_from": "2027-02-02 17:30:00",
                "date_to": "2027-02-03 16:00:00",
            }
        )
        self.own.action_receive()
        # Monday 1st; Tuesday, (Wednesday is free), Thursday, Friday.
        self.assertEqual(str(self.result.objection_deadline), "2027-02-05")

    def test_final_term_only_by_default(self):
        """A quarter is not objected to, unless the agency admits it; it is final when received."""
        self.performance("dinas")
        quarter = self.evaluate_to("teman", "finalised").with_user(self.users["teman"])
        self.assertFalse(quarter.can_object)
        with self.assertRaisesRegex(UserError, "no objection"):
            quarter.action_object("x")
        self.agency.skp_objection_terms = "all"
        quarter.action_object("x")
        self.assertEqual(quarter.state, "received")

    def test_named_official_where_reviewer_is_evaluator(self):
        """At the top the agency's official decides, or whom an administrator names."""
        kadis = self.evaluate_to("kadis", "finalised", term=self.final_term)
        self.assertEqual(kadis.evaluator_id, kadis.reviewer_id)
        objection = kadis.with_user(self.users["kadis"]).action_object("x")
        self.assertFalse(objection.sudo().decider_id)
        manager = objection.with_user(self.users["manager"])
        for wrong in ("kadis", "walikota"):
            with self.assertRaises(UserError):
                manager.action_name_decider(self.people[wrong].id)
        with self.assertRaises(AccessError):
            objection.with_user(self.users["kadis"]).action_name_decider(self.people["kasi"].id)
        manager.action_name_decider(self.people["ketua"].id)
        objection.with_user(self.users["walikota"]).action_explain("x")
        objection.with_user(self.users["ketua"]).action_decide("Tetap")
        self.assertEqual(kadis.state, "decided")

    def test_agencys_official(self):
        self.agency.skp_objection_delegate_id = self.people["ketua"]
        kadis = self.evaluate_to("kadis", "finalised", term=self.final_term)
        objection = kadis.with_user(self.users["kadis"]).action_object("x")
        self.assertEqual(objection.sudo().decider_id, self.people["ketua"])
        self.assertTrue(kadis.with_user(self.users["ketua"]).has_access("read"))

    def test_not_reopened_while_pending(self):
        self.object()
        with self.assertRaisesRegex(UserError, "being decided"):
            self.result.with_user(self.users["manager"]).action_reopen("x")

    def test_waits_for(self):
        objection = self.object()
        self.assertEqual(self.result.waits_for, "Kepala Seksi Uji")
        self.assertTrue(objection.with_user(self.users["kasi"]).is_to_me)
        objection.with_user(self.users["kasi"]).action_explain("x")
        self.env.invalidate_all()
        self.assertEqual(self.result.waits_for, "Kepala Bidang Uji")
        kabid = objection.with_user(self.users["kabid"])
        self.assertEqual(kabid.search([("is_to_me", "=", True)]), kabid)

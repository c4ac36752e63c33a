from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .evaluation_common import EvaluationCommon
from .portal_common import EvaluationPortalCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationTour(EvaluationPortalCommon):
    """E9 on a phone: to report, to rate, to receive and object, to decide."""

    browser_size = "390x844"
    touch_enabled = True

    def test_report(self):
        """From the task to the report handed in, filled from the achievements of the term."""
        line = self.evaluation("warga").line_ids[:1]
        self.env["hr.skp.progress"].with_user(self.users["warga"]).create(
            {
                "result_id": line.result_id.id,
                "name": "Semua usulan terkirim",
                "date": self.term.date_start + timedelta(days=20),
            }
        )
        self.start_tour("/my/skp", "hr_skp_evaluation_report", login="uji_warga")
        self.env.invalidate_all()
        self.assertRecordValues(
            self.evaluation("warga"),
            [{"state": "self_reported", "self_note": "Dua usulan menyusul"}],
        )
        self.assertRecordValues(
            line, [{"realisation": "Semua usulan terkirim", "realisation_value": 12.5}]
        )

    def test_rate(self):
        """The evaluator rates and finalises one of his people on a phone."""
        self.performance("dinas")
        self.report("warga")
        self.start_tour(self.path("warga"), "hr_skp_evaluation_rate", login="uji_kasi")
        self.env.invalidate_all()
        self.assertRecordValues(
            self.evaluation("warga"),
            [
                {
                    "state": "finalised",
                    "predicate": "sangat_baik",
                    "recommendation": "Pertahankan",
                    "revision": 1,
                }
            ],
        )

    def test_finalise_and_sign(self):
        """Where signing is by password, finalising asks for it; a wrong one finalises nothing."""
        self.agency.skp_signature = "account"
        self.performance("dinas")
        self.evaluate_to("warga", "rated")
        self.start_tour(self.path("warga"), "hr_skp_evaluation_sign", login="uji_kasi")
        self.env.invalidate_all()
        evaluation = self.evaluation("warga")
        self.assertRecordValues(evaluation, [{"state": "finalised", "predicate": "baik"}])
        self.assertEqual(evaluation.signatures["evaluator"]["method"], "account")
        self.assertEqual(evaluation.signatures["evaluator"]["name"], "Kepala Seksi Uji")

    def test_object_and_decide(self):
        """The employee receives and objects; explained, the decider changes the result for good."""
        self.open_term(self.final_term)
        evaluation = self.evaluate_to(
            "warga", "finalised", term=self.final_term, ratings=("below", "as")
        )
        self.start_tour("/my/skp", "hr_skp_evaluation_object", login="uji_warga")
        self.env.invalidate_all()
        objection = evaluation.objection_ids
        self.assertRecordValues(
            objection, [{"state": "filed", "reason": "Bukti dukung tidak diperhitungkan"}]
        )
        self.start_tour("/my/skp", "hr_skp_evaluation_explain", login="uji_kasi")
        self.env.invalidate_all()
        self.assertRecordValues(
            objection,
            [
                {
                    "state": "explained",
                    "explanation": "Usulan terlambat",
                    "explained_by_id": self.users["kasi"].id,
                }
            ],
        )
        self.start_tour("/my/skp", "hr_skp_evaluation_decide", login="uji_kabid")
        self.env.invalidate_all()
        self.assertRecordValues(
            evaluation,
            [{"state": "decided", "predicate": "baik", "is_final": True, "revision": 2}],
        )
        self.assertRecordValues(
            objection,
            [{"decision": "changed", "decision_text": "Keterlambatan karena sistem BKN"}],
        )


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestObjectionTour(HttpCase, EvaluationCommon):
    """E9 with officials at a desk: the employee objects on a phone, two officials answer."""

    def test_three_roles(self):
        """Received and objected to, explained, decided: the result is changed for good."""
        self.open_term(self.final_term)
        evaluation = self.evaluate_to(
            "warga", "finalised", term=self.final_term, ratings=("below", "as")
        )
        self.browser_size = "390x844"
        self.start_tour("/my/skp", "hr_skp_evaluation_object", login="uji_warga")
        self.env.invalidate_all()
        objection = evaluation.objection_ids
        self.assertRecordValues(objection, [{"state": "filed", "predicate": "butuh_perbaikan"}])
        self.browser_size = "1366x768"
        self.start_tour("/odoo", "hr_skp_evaluation_explain_backend", login="uji_kasi")
        self.env.invalidate_all()
        self.assertRecordValues(
            objection,
            [
                {
                    "state": "explained",
                    "explanation": "Usulan Oktober terlambat",
                    "explained_by_id": self.users["kasi"].id,
                }
            ],
        )
        self.start_tour("/odoo", "hr_skp_evaluation_decide_backend", login="uji_kabid")
        self.env.invalidate_all()
        self.assertRecordValues(
            objection,
            [
                {
                    "state": "decided",
                    "decision": "changed",
                    "decision_text": "Keterlambatan karena sistem BKN",
                    "decided_by_id": self.users["kabid"].id,
                }
            ],
        )
        self.assertRecordValues(
            evaluation,
            [{"state": "decided", "predicate": "baik", "is_final": True, "revision": 2}],
        )

    def test_siasn(self):
        """The officer opens the dialog on a term, reads what goes out, and downloads it."""
        self.evaluate_to("warga", "final")
        self.start_tour("/odoo", "hr_skp_evaluation_siasn", login="uji_officer")
        self.env.invalidate_all()
        logged = self.env["hr.skp.log"].search(
            [("res_model", "=", "hr.skp.period"), ("action", "=", "export_siasn")], limit=1
        )
        self.assertEqual((logged.res_id, logged.user_id), (self.period.id, self.users["officer"]))

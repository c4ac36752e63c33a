from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .evaluation_common import EvaluationCommon
from .portal_common import EvaluationPortalCommon


class ObjectionSteps:
    """What an objection goes through, wherever the officials sit."""

    def object_on_a_phone(self):
        """The employee receives the result of the year and objects; return the evaluation."""
        self.open_term(self.final_term)
        evaluation = self.evaluate_to(
            "warga", "finalised", term=self.final_term, ratings=("below", "as")
        )
        self.start_tour("/my/skp", "hr_skp_evaluation_object", login="uji_warga")
        self.env.invalidate_all()
        self.assertRecordValues(
            evaluation.objection_ids,
            [
                {
                    "state": "filed",
                    "reason": "Bukti dukung tidak diperhitungkan",
                    "predicate": "butuh_perbaikan",
                }
            ],
        )
        return evaluation

    def explain(self, evaluation, path, tour, explanation):
        """The evaluator explains in writing."""
        self.start_tour(path, tour, login="uji_kasi")
        self.env.invalidate_all()
        self.assertRecordValues(
            evaluation.objection_ids,
            [
                {
                    "state": "explained",
                    "explanation": explanation,
                    "explained_by_id": self.users["kasi"].id,
                }
            ],
        )

    def decide(self, evaluation, path, tour):
        """His superior decides: the result is changed for good."""
        self.start_tour(path, tour, login="uji_kabid")
        self.env.invalidate_all()
        self.assertRecordValues(
            evaluation.objection_ids,
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


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationTour(ObjectionSteps, EvaluationPortalCommon):
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
        evaluation = self.object_on_a_phone()
        self.explain(evaluation, "/my/skp", "hr_skp_evaluation_explain", "Usulan terlambat")
        self.decide(evaluation, "/my/skp", "hr_skp_evaluation_decide")


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestObjectionTour(ObjectionSteps, HttpCase, EvaluationCommon):
    """E9 with officials at a desk: the employee objects on a phone, two officials answer."""

    def test_three_roles(self):
        """Received and objected to, explained, decided: the result is changed for good."""
        self.browser_size = "390x844"
        evaluation = self.object_on_a_phone()
        self.browser_size = "1366x768"
        explanation = "Usulan Oktober terlambat"
        self.explain(evaluation, "/odoo", "hr_skp_evaluation_explain_backend", explanation)
        self.decide(evaluation, "/odoo", "hr_skp_evaluation_decide_backend")

    def test_siasn(self):
        """The officer opens the dialog on a term, reads what goes out, and downloads it."""
        self.evaluate_to("warga", "final")
        self.start_tour("/odoo", "hr_skp_evaluation_siasn", login="uji_officer")
        self.env.invalidate_all()
        logged = self.env["hr.skp.log"].search(
            [("res_model", "=", "hr.skp.period"), ("action", "=", "export_siasn")], limit=1
        )
        self.assertEqual((logged.res_id, logged.user_id), (self.period.id, self.users["officer"]))

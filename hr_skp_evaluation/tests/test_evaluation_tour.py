from datetime import timedelta

from odoo.tests import tagged

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
        objection.with_user(self.users["kasi"]).action_explain("Usulan terlambat")
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

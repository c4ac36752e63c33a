import base64
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp_evaluation.wizard import hr_skp_evaluation_recap as recap_module

from .test_past_import import PastImportCommon
from .test_recap import RecapCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestRecapTour(HttpCase, RecapCommon):
    """The officer makes the workbook of a year, and finds it when it is written."""

    def test_year(self):
        """The year's term, only what is final; written in the background, fetched, forgotten."""
        for lang in ("en_US", "id_ID"):
            self.final_term.with_context(lang=lang).name = "Tahun Uji"
        self.open_term(self.final_term)
        self.evaluate_to("teman", "final", term=self.final_term, ratings=("above", "above"))
        with patch.object(recap_module, "AT_ONCE", 0):
            self.start_tour("/odoo", "hr_skp_recap_year", login="uji_officer")
        self.env.invalidate_all()
        recap = self.env["hr.skp.evaluation.recap"].search(
            [("create_uid", "=", self.users["officer"].id)]
        )
        self.assertRecordValues(
            recap,
            [{"term_id": self.final_term.id, "only_final": True, "state": "running"}],
        )
        self.run_cron("_cron_write", "hr.skp.evaluation.recap")
        self.assertEqual(recap.state, "done")
        _head, [row], _page = self.read_rows(base64.b64decode(recap.file))
        self.assertIn(self.people["teman"].nip, row)
        self.assertTrue({"Very good", "Sangat baik"} & set(row), row)
        self.start_tour("/odoo", "hr_skp_recap_fetch", login="uji_officer")
        self.env.invalidate_all()
        self.assertRecordValues(recap, [{"state": "draft", "file": False}])


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestPastImportTour(HttpCase, PastImportCommon):
    def test_import(self):
        """A wrong file writes nothing; the mended one, of old spellings, brings both predicates."""
        self.start_tour("/odoo", "hr_skp_import_predicates", login="uji_officer")
        self.env.invalidate_all()
        self.assertEqual(
            self.imported(),
            {("Staf Uji", 2024): "butuh_perbaikan", ("Teman Uji", 2024): "sangat_baik"},
        )

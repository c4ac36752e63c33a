from datetime import date

from odoo.tests import TransactionCase, tagged

from odoo.addons.hr_skp.rules.calendar import MONTHS_OF, TERM_KINDS
from odoo.addons.hr_skp_evaluation.rules.siasn import PERIODIC_IDS
from odoo.addons.hr_skp_feedback.report.documents.labels import long_term, short_term

START, END = date(2026, 1, 1), date(2026, 1, 31)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestTermWords(TransactionCase):
    """A cadence that joins (half-yearly, say) gets its words everywhere, or this fails."""

    def test_each_kind_has_words_of_its_own(self):
        """Terms of two kinds that begin on one day are called differently, wherever they are."""
        period = self.env["hr.skp.period"].new({"year": 2026})
        places = {
            "screens": lambda kind: self.env["hr.skp.term"]._get_default_name(kind, 1, START, END),
            "steps of the portal": lambda kind: self.env["hr.skp"]._get_term_label(
                self.env["hr.skp.term"].new(
                    {"kind": kind, "date_start": START, "date_end": END, "period_id": period.id}
                )
            ),
            "documents": lambda kind: long_term({"kind": kind, "date_start": "2026-01-01"}),
            "file names": lambda kind: short_term({"kind": kind, "date_start": "2026-01-01"}),
        }
        for place, get_words in places.items():
            words = {kind: get_words(kind) for kind, _label in TERM_KINDS}
            with self.subTest(place=place, words=words):
                self.assertEqual(len(set(words.values())), len(words))

    def test_each_counted_kind_has_its_number_in_the_national_system(self):
        self.assertEqual(PERIODIC_IDS.keys(), MONTHS_OF.keys())

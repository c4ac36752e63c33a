"""E6: all nine cells of both quadrants, the five patterns, and forty people against one."""

from odoo.tests import tagged

from odoo.addons.hr_skp_evaluation.rules.distribution import CODES, CURVES, PATTERNS
from odoo.addons.hr_skp_evaluation.rules.quadrant import PERSON, UNIT

from .evaluating import EvaluatingCase


@tagged("post_install", "-at_install", "journey")
class TestE6(EvaluatingCase):
    def test_nine_cells_of_a_person(self):
        """The evaluator chooses two ratings; the predicate is the cell, whichever of the nine."""
        self.agreed()
        term = self.term(0)
        self.open_term(term)
        self.report("staf.pangkat", term)
        evaluator = self.evaluation("staf.pangkat", term, "kasubbid.pangkat")
        for (result, behaviour), predicate in PERSON.items():
            with self.subTest(result=result, behaviour=behaviour):
                evaluator.action_rate(result, behaviour)
                self.assertEqual(evaluator._get_ratings_sudo().predicate, predicate)
        self.assertEqual(len(evaluator._get_ratings_sudo().change_ids), 9)

    def test_nine_cells_of_a_unit(self):
        """The mayor judges the agency's office by results × process: Istimewa exists here only."""
        performance = self.judge_unit(
            "BKPSDM", "walikota", self.term(-1), "baik", basis="result_process"
        )
        for (result, process), predicate in UNIT.items():
            with self.subTest(result=result, process=process):
                draft = performance.new({"basis": "result_process"})
                draft.update({"result_rating": result, "process_rating": process})
                self.assertEqual(draft.suggested_predicate, predicate)

    def test_five_patterns_are_those_of_the_circular(self):
        """What an agency finds after installation has the shares of SE MenPANRB 3/2023 exactly."""
        patterns = self.env["hr.skp.distribution"].search([("company_id", "=", False)])
        found = {
            pattern.unit_predicate: tuple(pattern.line_ids._get_bounds()) for pattern in patterns
        }
        self.assertEqual(found, PATTERNS)
        curves = {
            pattern.unit_predicate: tuple(pattern[f"curve_{code}"] for code in CODES)
            for pattern in patterns
        }
        self.assertEqual(curves, CURVES)

    def test_forty_people(self):
        """32 of 40 Baik in a unit that is Baik is 80 % where 70 % are expected: a warning."""
        pattern = self.env["hr.skp.distribution"].search(
            [("company_id", "=", False), ("unit_predicate", "=", "baik")]
        )
        reader = pattern.with_user(self.user("kaban"))
        [deviation] = reader._check_counts({"sangat_baik": 4, "baik": 32, "butuh_perbaikan": 4})
        self.assertEqual(
            (deviation["kind"], deviation["count"], deviation["limit"], deviation["share"]),
            ("at_most", 32, 28, 70),
        )
        self.assertFalse(reader._check_counts({"sangat_baik": 8, "baik": 28, "butuh_perbaikan": 4}))

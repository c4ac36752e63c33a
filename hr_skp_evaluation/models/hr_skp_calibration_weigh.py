from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError

from ..rules import calibration
from ..rules.codes import PREDICATES
from ..rules.distribution import SMALL_GROUP, blocks
from ..rules.quadrant import person_predicate
from .hr_skp_evaluation_distribution import VIEWERS

CODES = {code for code, _label in PREDICATES}


class HrSkpEvaluation(models.Model):
    """What the numbers on the calibration board mean: the patterns of units, and the evaluators."""

    _inherit = "hr.skp.evaluation"

    def _prepare_calibration_patterns(self, cards, effective, roles):
        """Return what is expected of the people of each confirmed unit predicate on the board.

        ``beyond``: people of the unit who are not on the board, as far as ``get_distribution``
        counts them; whoever came to see people by submission counts only these.
        """
        performances_sudo = self.env["hr.skp.unit.performance"].sudo().union(*effective.values())
        if not performances_sudo:
            return []
        own = self._get_own_unfinalised(performances_sudo.term_id)
        readable = self._get_readable_ratings(performances_sudo.term_id)
        found = self._get_distribution_status(performances_sudo, own, readable)
        partly = {effective[e.id].id for e in self if not roles[e.id] & VIEWERS}
        shown = {performance_id: Counter() for performance_id in found}
        for card in cards:
            if card["is_counted"] and card["pattern_id"]:
                predicate = person_predicate(card["result"], card["behaviour"])
                shown[card["pattern_id"]][predicate] += 1
        labels = self._prepare_labels("hr.skp.unit.performance", "predicate")
        return [
            {
                "id": performance_id,
                "unit": status["unit"],
                "predicate": labels[status["unit_predicate"]],
                "curve": status["curve"],
                "note": status["note"],
                "beyond": {}
                if performance_id in partly
                else dict(Counter(status["counts"]) - shown[performance_id]),
            }
            for performance_id, status in found.items()
        ]

    @api.model
    def weigh_calibration(self, patterns, evaluators):
        """Return what the numbers on the board mean; they are the client's, nothing is read.

        :param patterns: unit performance id -> predicate -> people
        :param evaluators: evaluator id -> unit performance id (0: none) -> predicate -> people
        :return: ``patterns``: id -> ``deviations is_small blocks``; ``evaluators``: id ->
            ``total mean others pattern``, the latter two ``difference verdict``
        """
        patterns, evaluators = self._read_counts(patterns), self._read_counts(evaluators, deep=True)
        performances = self.env["hr.skp.unit.performance"].search([("id", "in", list(patterns))])
        found = self.env["hr.skp.distribution"]._get_patterns(performances.company_id)
        pattern_of = {p.id: found[p.company_id.id, p.predicate] for p in performances}
        blocking = performances.filtered(
            # A setting of the agency.
            lambda p: p.company_id.sudo().skp_distribution_mode == "block"
        )
        return {
            "patterns": {
                performance_id: self._prepare_weighed(
                    pattern._check_counts(patterns[performance_id]),
                    sum(patterns[performance_id].values()),
                    performance_id in blocking.ids,
                )
                for performance_id, pattern in pattern_of.items()
            },
            "evaluators": self._prepare_standings(evaluators, pattern_of),
        }

    @api.model
    def _prepare_weighed(self, deviations, total, is_blocking):
        return {
            "deviations": deviations,
            "is_small": total < SMALL_GROUP,
            "blocks": is_blocking and blocks(deviations, total),
        }

    @api.model
    def _prepare_standings(self, evaluators, pattern_of):
        totals = {
            evaluator_id: sum((Counter(counts) for counts in groups.values()), Counter())
            for evaluator_id, groups in evaluators.items()
        }
        against_others = calibration.compare(totals)
        standings = {}
        for evaluator_id, groups in evaluators.items():
            expected = calibration.expected(
                (sum(counts.values()), pattern_of[performance_id]._get_curve())
                for performance_id, counts in groups.items()
                if performance_id in pattern_of
            )
            others = against_others[evaluator_id]
            standings[evaluator_id] = {
                "total": others.total,
                "mean": others.mean is not None and float(others.mean),
                "others": self._prepare_standing(others),
                "pattern": self._prepare_standing(
                    calibration.stand(totals[evaluator_id], expected)
                ),
            }
        return standings

    @api.model
    def _prepare_standing(self, standing):
        difference = standing.difference
        return {
            "difference": difference is not None and float(difference),
            "verdict": standing.verdict,
        }

    @api.model
    def _read_counts(self, given, deep=False):
        """Return what a client sent as numbers of people, by id and predicate.

        :raise UserError: for anything else
        """
        try:
            if deep:
                return {int(key): self._read_counts(value) for key, value in given.items()}
            return {
                int(key): {
                    code: count
                    for code, count in counts.items()
                    if isinstance(count, int) and count >= 0 and code in CODES
                }
                for key, counts in given.items()
            }
        except (AttributeError, TypeError, ValueError) as error:
            raise UserError(self.env._("This cannot be weighed.")) from error

from collections import Counter

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.distribution import SMALL_GROUP, blocks
from ..rules.evaluation_states import BEFORE_OUTCOME

#: Who sees how a whole unit is spread: evaluators see more than their own people by it.
VIEWERS = {"evaluator", "reviewer", "officer", "auditor"}


class HrSkpEvaluation(models.Model):
    """The actual distribution of a unit's people against the pattern of its predicate."""

    _inherit = "hr.skp.evaluation"

    def get_distribution(self):
        """Return how the units of these evaluations are spread against their patterns.

        For evaluators, their superiors, officers and auditors.  One dict a confirmed unit
        predicate: ``performance_id unit term_id unit_predicate total counts curve note deviations
        is_small blocks``; counted are the finalised people of the term under that predicate and
        those whose rating the asker reads, the unit's head left out – and whoever asks, until his
        own result is let out: what a sum gains with a rating would tell it.  Finalising counts all.
        """
        roles = self._get_roles()
        if any(not roles[evaluation.id] & VIEWERS for evaluation in self):
            raise AccessError(
                self.env._("How a unit is spread is for evaluators, officers and auditors.")
            )
        effective = self._get_effective_performances()
        performances_sudo = self.env["hr.skp.unit.performance"].sudo().union(*effective.values())
        own = self._get_own_unfinalised(performances_sudo.term_id)
        readable = self._get_readable_ratings(performances_sudo.term_id)
        return list(self._get_distribution_status(performances_sudo, own, readable).values())

    @api.model
    def _get_readable_ratings(self, terms):
        """Return the query of the ratings of these terms that the current user reads."""
        return self.env["hr.skp.rating"]._search([("evaluation_id.term_id", "in", terms.ids)])

    @api.model
    def _get_own_unfinalised(self, terms):
        """Return the current user's own evaluations whose outcome he does not know yet."""
        # His own, and only that there are some.
        return self.sudo().search(
            Domain("employee_user_id", "=", self.env.uid)
            & Domain("term_id", "in", terms.ids)
            & Domain("state", "in", tuple(BEFORE_OUTCOME))
        )

    def _get_effective_performances(self):
        """Return evaluation id -> the unit performance that counts for it (empty: none yet)."""
        evaluations_sudo = self.sudo()
        units = evaluations_sudo.department_id | evaluations_sudo.headed_unit_id
        terms = evaluations_sudo.term_id
        Performance = self.env["hr.skp.unit.performance"]
        effective = Performance._get_effective(units, terms)
        nothing = Performance.sudo()
        return {
            evaluation.id: effective.get(
                ((evaluation.headed_unit_id or evaluation.department_id).id, evaluation.term_id.id),
                nothing,
            )
            for evaluation in evaluations_sudo
        }

    def _get_distribution_status(self, performances, left_out=(), ratings=None):
        """Return performance id -> its status (see :meth:`get_distribution`).

        :param left_out: evaluations that are not counted
        :param ratings: query of the ratings that count before they are let out; all, if none
        """
        counts = self._count_predicates(performances, left_out, ratings)
        patterns = self.env["hr.skp.distribution"]._get_patterns(performances.company_id)
        return {
            performance.id: self._prepare_distribution_status(
                performance,
                counts[performance.id],
                patterns[performance.company_id.id, performance.predicate],
            )
            for performance in performances
        }

    def _prepare_distribution_status(self, performance, counts, pattern):
        total, deviations = sum(counts.values()), pattern._check_counts(counts)
        mode = performance.company_id.skp_distribution_mode
        return {
            "performance_id": performance.id,
            "unit": performance.department_id.name,
            "term_id": performance.term_id.id,
            "unit_predicate": performance.predicate,
            "total": total,
            "counts": dict(counts),
            "curve": pattern._get_curve(),
            "note": pattern.note or "",
            "deviations": deviations,
            "is_small": total < SMALL_GROUP,
            "blocks": mode == "block" and blocks(deviations, total),
        }

    def _count_predicates(self, performances, left_out, ratings):
        """Return performance id -> Counter of the predicates of the people under it."""
        rows = self._get_predicate_rows(performances.term_id, left_out, ratings)
        units_sudo = self.env["hr.department"].sudo().browse({unit_id for _t, unit_id, *_r in rows})
        effective = performances._get_effective(units_sudo, performances.term_id)
        counts = {performance.id: Counter() for performance in performances}
        for term_id, unit_id, heads, predicate, count in rows:
            performance = effective[unit_id, term_id]
            heads_it = heads and performance.department_id.id == unit_id
            if performance.id in counts and not heads_it:
                counts[performance.id][predicate] += count
        return counts

    def _get_predicate_rows(self, terms, left_out, ratings):
        """Return (term, unit, heads it, predicate, people) of the rated and finalised."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT e.term_id, COALESCE(e.headed_unit_id, e.department_id) AS unit_id,
                       e.headed_unit_id IS NOT NULL, COALESCE(e.predicate, r.predicate), COUNT(*)
                  FROM hr_skp_evaluation e
             LEFT JOIN hr_skp_rating r ON r.evaluation_id = e.id AND %(counts)s
                 WHERE e.term_id IN %(terms)s AND e.state NOT IN ('open', 'self_reported')
                   AND e.id NOT IN %(left_out)s
                   AND COALESCE(e.headed_unit_id, e.department_id) IS NOT NULL
                   AND COALESCE(e.predicate, r.predicate) IS NOT NULL
              GROUP BY 1, 2, 3, 4
                """,
                terms=tuple(terms.ids) or (0,),
                counts=SQL("TRUE") if ratings is None else SQL("r.id IN %s", ratings.subselect()),
                left_out=tuple(evaluation.id for evaluation in left_out) or (0,),
            )
        )

    def _check_distribution(self, effective, ratings_sudo):
        """Raise where the agency blocks a departure from the pattern that nobody has lifted.

        :param effective: evaluation id -> unit performance
        """
        performances_sudo = self.env["hr.skp.unit.performance"].sudo().union(*effective.values())
        blocking = performances_sudo.filtered(
            lambda p: p.company_id.skp_distribution_mode == "block"
        )
        # Neither does the refusal tell whoever finalises how he was rated himself.
        own = self._get_own_unfinalised(blocking.term_id)
        status = self._get_distribution_status(blocking, own) if blocking else {}
        held = [
            rating.evaluation_id
            for rating in ratings_sudo
            if not rating.lifted_on
            and status.get(effective[rating.evaluation_id.id].id, {}).get("blocks")
        ]
        if not held:
            return
        found = status[effective[held[0].id].id]
        raise UserError(
            self.env._(
                "%(unit)s departs from the distribution pattern of its predicate:\n%(deviations)s\n"
                "Review the ratings, or ask your superior to lift the block for:\n%(people)s",
                unit=found["unit"],
                deviations="\n".join(f"– {d['message']}" for d in found["deviations"]),
                people=self._list(held),
            )
        )

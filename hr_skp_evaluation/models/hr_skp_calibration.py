from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules.evaluation_states import BEFORE_OUTCOME, OPEN, RATED
from .hr_skp_evaluation_roles import READER_ROLES

#: Of more people than this the board is no help: a unit is chosen first.
MAX_CARDS = 600


class HrSkpEvaluation(models.Model):
    """What the calibration board shows: the ratings that the user may see, person by person.

    * the evaluator, or who acts for him, sees what he has rated himself;
    * his superior sees what was submitted to him for calibration;
    * an auditor sees everything rated, as he reads it elsewhere;
    * what is finalised is seen by whoever reads the outcome of the evaluation: heads of units once
      it is final, officers of theirs.

    Of each only name, post, unit, evaluator, the two ratings and the predicate: neither notes nor
    reasons.  Nobody sees his own card, nor is he counted in what he sees.
    """

    _inherit = "hr.skp.evaluation"

    @api.model
    def get_calibration_board(self, term_id=None, unit_id=None):
        """Return the board of one term, and of one unit with those below it.

        :param term_id: the term to show; without it the newest one that is open
        :param unit_id: the unit to show; without it all
        :return: ``terms term_id units unit_id cards patterns evaluators missing total`` and the
            labels; without ``cards`` where there are more than fit: a unit is to be chosen
        """
        roles = self._get_role_domains()
        seen = self._get_calibration_domain(roles)
        terms = self._get_calibration_terms(seen | roles["evaluator"])
        newest = [term["id"] for term in terms if term["open"]] or [term["id"] for term in terms]
        if term_id not in [term["id"] for term in terms]:
            term_id = newest[-1] if newest else False
        seen &= Domain("term_id", "=", term_id)
        units, total = self._get_calibration_units(seen)
        found = self.browse()
        if unit_id not in units:
            unit_id = False
        count = units[unit_id]["count"] if unit_id else total
        if count <= MAX_CARDS:
            found = self._search_calibration(seen & self._get_below_domain(unit_id))
        return {
            "terms": terms,
            "term_id": term_id,
            "units": sorted(units.values(), key=lambda unit: unit["path"]),
            "unit_id": unit_id,
            "total": total,
            "is_too_many": count > MAX_CARDS,
            "count": count,
            **found._prepare_calibration(),
            "missing": found._count_missing(roles, term_id, unit_id),
            "quadrant": self._prepare_quadrant(),
            "ratings": self._prepare_labels("hr.skp.rating", "result_rating"),
            "predicates": self._prepare_labels("hr.skp.rating", "predicate"),
        }

    # ------------------------------------------------------------
    # WHAT IS SEEN
    # ------------------------------------------------------------

    @api.model
    def _get_calibration_domain(self, roles):
        """Return the domain of the evaluations whose ratings the user sees on the board.

        :param roles: role -> domain; all but ``employee`` leave out the user's own evaluations
        """
        submitted = roles["calibrator"]
        working = Domain.OR(roles[role] for role in ("evaluator", "reviewer", "auditor"))
        reading = Domain.OR(roles[role] for role in READER_ROLES if role != "employee") | submitted
        return Domain("company_id", "in", self.env.companies.ids) & (
            (Domain("state", "=", RATED) & (working | submitted))
            | (Domain("state", "not in", tuple(BEFORE_OUTCOME)) & reading)
        )

    @api.model
    def _search_calibration(self, domain):
        # Who sees what is in the domain itself, role by role; the rest is not told.
        return self.sudo().search(domain, order="employee_name, id").with_env(self.env)

    @api.model
    def _get_calibration_terms(self, domain):
        # As above.
        groups = self.sudo()._read_group(domain, ["term_id"], [])
        terms = self.env["hr.skp.term"].sudo().union(*(term for (term,) in groups))
        ordered = terms.sorted(lambda term: (term.period_id.year, term.sequence, term.id))
        return [
            {"id": term.id, "name": term.name, "open": term.state == "open"} for term in ordered
        ]

    @api.model
    def _get_calibration_units(self, domain):
        """Return unit id -> row of the filter, with those above them, and how many there are."""
        # As above; units are named to whoever sees people of theirs.
        groups = self.sudo()._read_group(domain, ["department_id"], ["__count"])
        counts = Counter()
        for unit, count in groups:
            for unit_id in (int(part) for part in (unit.parent_path or "").split("/") if part):
                counts[unit_id] += count
        units_sudo = self.env["hr.department"].sudo().browse(counts)
        rows = {
            unit.id: {
                "id": unit.id,
                "name": unit.name,
                "depth": unit.parent_path.count("/") - 1,
                "path": unit.parent_path,
                "count": counts[unit.id],
            }
            for unit in units_sudo
        }
        return rows, sum(count for _unit, count in groups)

    @api.model
    def _get_below_domain(self, unit_id):
        return Domain("department_id", "child_of", unit_id) if unit_id else Domain.TRUE

    def _count_missing(self, roles, term_id, unit_id):
        """Return of each evaluator how many of his people are not on the board yet, not who.

        Only for himself and his superior, who wait for them.
        """
        own = roles["employee"]
        above = self._get_official_domain("reviewer") & ~own
        # How many are open is no secret to those who wait for them.
        groups = self.sudo()._read_group(
            (roles["evaluator"] | above)
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("term_id", "=", term_id)
            & Domain("state", "in", tuple(BEFORE_OUTCOME))
            & Domain("id", "not in", self.ids)
            & self._get_below_domain(unit_id),
            ["evaluator_id"],
            ["__count"],
        )
        return [
            {"id": evaluator.id, "name": evaluator.name, "count": count}
            for evaluator, count in groups
            if evaluator
        ]

    # ------------------------------------------------------------
    # CARDS
    # ------------------------------------------------------------

    def _prepare_calibration(self):
        """Return ``cards``, ``patterns`` of their units and the names of their ``evaluators``."""
        effective = self._get_effective_performances()
        roles = self._get_roles()
        cards = self._prepare_calibration_cards(effective, roles)
        # Who evaluates whom is known to whoever sees the person's card.
        evaluators_sudo = self.sudo().evaluator_id
        return {
            "cards": cards,
            "patterns": self._prepare_calibration_patterns(cards, effective, roles),
            "evaluators": [{"id": found.id, "name": found.name} for found in evaluators_sudo],
        }

    def get_calibration_cards(self):
        """Return the cards of these people as they are now, of those whom the user still sees."""
        seen = self._get_calibration_domain(self._get_role_domains())
        return self._search_calibration(
            seen & Domain("id", "in", self.ids)
        )._prepare_calibration_cards()

    def _prepare_calibration_cards(self, effective=None, roles=None):
        effective = effective or self._get_effective_performances()
        roles = roles or self._get_roles()
        # Which of them the user sees was asked before; of the rating its two marks are told.
        ratings_sudo = self._get_ratings_sudo()
        by_evaluation = {rating.evaluation_id.id: rating for rating in ratings_sudo}
        locked, proposals = ratings_sudo._get_locked_ratings(), self._get_calibration_proposals()
        cards = []
        for evaluation_sudo in self.sudo():
            rating_sudo = by_evaluation.get(evaluation_sudo.id, ratings_sudo.browse())
            is_released = evaluation_sudo.state not in BEFORE_OUTCOME
            source = evaluation_sudo if is_released else rating_sudo
            if not (source.result_rating and source.behaviour_rating):
                continue
            performance = effective[evaluation_sudo.id]
            headed = evaluation_sudo.headed_unit_id
            cards.append(
                {
                    **evaluation_sudo._prepare_calibration_head(),
                    "result": source.result_rating,
                    "behaviour": source.behaviour_rating,
                    "is_released": is_released,
                    "is_locked": rating_sudo.id in locked,
                    "pattern_id": performance.id,
                    # The head of the unit is left out of its pattern.
                    "is_counted": not headed or performance.department_id != headed,
                    "move": evaluation_sudo._get_calibration_move(roles[evaluation_sudo.id]),
                    **evaluation_sudo._prepare_calibration_share(
                        rating_sudo, roles[evaluation_sudo.id]
                    ),
                    "proposal": proposals.get(rating_sudo.id, False),
                }
            )
        return cards

    def _prepare_calibration_head(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.employee_name or "",
            "employee_id": self.employee_id.id,
            "job_id": self.job_id.id,
            "job": self.job_id.name or "",
            "unit_id": self.department_id.id,
            "unit": self.department_id.name or "",
            "evaluator_id": self.evaluator_id.id,
        }

    def _prepare_calibration_share(self, rating, acting):
        """Return whether it was submitted, and whether that is this user's to do."""
        self.ensure_one()
        can_share = (
            self._has_superior() and self._get_refusal("share", acting) is None and bool(rating)
        )
        return {
            "is_shared": "evaluator" in acting and bool(rating.shared_on),
            "can_share": can_share,
            "superior": self.reviewer_id.name if can_share else "",
        }

    def _get_calibration_move(self, acting):
        """Return what a moved card does: ``change`` the rating, ``propose`` another, or nothing."""
        self.ensure_one()
        if self.state != RATED:
            return False
        for move, code in (("rate", "change"), ("propose_rating", "propose")):
            if self._get_refusal(move, acting, reason="?") is None:
                return code
        return False

    def _get_calibration_proposals(self):
        """Return rating id -> the proposal on it that waits, of those that the user reads."""
        found = self.env["hr.skp.rating.proposal"].search(
            Domain("state", "=", OPEN)
            # Through ratings that the superior does not read.
            & Domain("rating_id", "any!", Domain("evaluation_id", "in", self.ids))
        )
        return {
            # Who proposes is a user or an official; both are named to who reads the proposal.
            proposal.rating_id.id: {
                "id": proposal.id,
                "result": proposal.result_after,
                "behaviour": proposal.behaviour_after,
                "reason": proposal.reason,
                "by": proposal.sudo().official_id.name or proposal.sudo().proposer_id.name,
                "date": self._format_day(proposal.proposed_on),
                "can_accept": proposal.can_accept,
                "can_withdraw": proposal.can_withdraw,
            }
            for proposal in found
        }

    # ------------------------------------------------------------
    # STEPS OF THE BOARD
    # ------------------------------------------------------------

    def action_calibrate(self, result_rating, behaviour_rating, reason=None):
        """Move this person's card: the evaluator rates anew, his superior proposes to.

        :param reason: why; the history keeps it, the evaluator reads that of a proposal
        :return: the card as it is now
        """
        self.ensure_one()
        if "evaluator" in self._get_roles()[self.id]:
            if not (isinstance(reason, str) and reason.strip()):
                raise UserError(self._get_refusal_sentence("reason"))
            # Rating in the first place is for the rating screen, with everything beside it.
            self._check_rated()
            self._change_rating(result_rating, behaviour_rating, reason)
        else:
            self.action_propose_rating(result_rating, behaviour_rating, reason)
        return self._prepare_calibration_cards()[0]

    def _check_rated(self):
        # The state is no secret to who evaluates.
        if any(state != RATED for state in self.sudo().mapped("state")):
            raise UserError(self.env._("Only finished ratings are moved on the board."))

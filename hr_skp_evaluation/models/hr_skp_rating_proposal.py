from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..rules.codes import RATINGS
from ..rules.evaluation_states import (
    ACCEPTED,
    DECLINED,
    OPEN,
    PROPOSAL_MOVES,
    PROPOSAL_STATES,
    WITHDRAWN,
    refusal,
)


class HrSkpRatingProposal(models.Model):
    """Another rating that the evaluator's superior proposes in calibration, and the answer to it.

    Made through the evaluation, on ratings that the evaluator submitted to him; accepted by the
    evaluator, whose rating then changes in the ordinary way, or declined with a reason.  Read by
    these two, or who acts for them, and by auditors; written by its steps only.  **The employee has
    no access to it**, as to the rating itself.
    """

    _name = "hr.skp.rating.proposal"
    _description = "Proposal in calibration"
    _order = "id desc"

    rating_id = fields.Many2one(
        "hr.skp.rating", required=True, readonly=True, index=True, ondelete="cascade"
    )
    # The person is known to whoever reads the proposal, whatever else he reads of the rating.
    evaluation_id = fields.Many2one(related="rating_id.evaluation_id")
    employee_name = fields.Char(related="rating_id.evaluation_id.employee_name")
    term_id = fields.Many2one(related="rating_id.evaluation_id.term_id")
    department_id = fields.Many2one(related="rating_id.evaluation_id.department_id")
    evaluator_id = fields.Many2one(related="rating_id.evaluation_id.evaluator_id")
    state = fields.Selection(
        PROPOSAL_STATES, default=OPEN, required=True, readonly=True, index=True
    )
    result_before = fields.Selection(RATINGS, "Results as rated", required=True, readonly=True)
    behaviour_before = fields.Selection(RATINGS, "Behaviour as rated", required=True, readonly=True)
    result_after = fields.Selection(RATINGS, "Results as proposed", required=True, readonly=True)
    behaviour_after = fields.Selection(
        RATINGS, "Behaviour as proposed", required=True, readonly=True
    )
    reason = fields.Text("Why", required=True, readonly=True)
    proposed_on = fields.Datetime("Proposed on", required=True, readonly=True)
    proposer_id = fields.Many2one(
        "res.users", "Proposed by", required=True, readonly=True, ondelete="restrict"
    )
    official_id = fields.Many2one("hr.employee", "For", readonly=True, ondelete="restrict")
    answer = fields.Text("Why not", readonly=True)
    answered_on = fields.Datetime("Answered", readonly=True)
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, ondelete="restrict")
    is_to_me = fields.Boolean(
        "Waits for me", compute="_compute_can_moves", search="_search_is_to_me"
    )
    can_accept = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_decline = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_withdraw = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)

    _open_uniq = models.UniqueIndex(
        "(rating_id) WHERE state = 'open'", "A proposal on this rating waits for its answer."
    )

    @api.depends("rating_id")
    def _compute_display_name(self):
        # Whose it is is known to whoever reads it; the superior does not read the rating itself.
        for proposal, proposal_sudo in zip(self, self.sudo(), strict=True):
            proposal.display_name = proposal_sudo.rating_id.display_name

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _get_roles(self):
        """Return proposal id -> set of what the current user is to the evaluation."""
        # Who one is to the evaluation does not depend on what one reads.
        above = self.sudo().rating_id.evaluation_id.with_env(self.env)._get_roles()
        return {
            proposal_sudo.id: above[proposal_sudo.rating_id.evaluation_id.id]
            for proposal_sudo in self.sudo()
        }

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_can_moves(self):
        roles = self._get_roles()
        for proposal in self:
            for move in PROPOSAL_MOVES:
                # A missing reason does not hide the button: it is asked for.
                why = refusal(move, proposal.state, roles[proposal.id], "?", table=PROPOSAL_MOVES)
                proposal[f"can_{move}"] = why is None
            proposal.is_to_me = proposal.can_accept

    def _search_is_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        evaluator = self.env["hr.skp.evaluation"]._get_role_domains()["evaluator"]
        rated = Domain("evaluation_id", "any!", evaluator)
        return Domain("state", "=", OPEN) & Domain("rating_id", "any!", rated)

    def _check_move(self, move, reason=None):
        """Raise unless the current user may make ``move`` on each of these proposals now."""
        self.sudo().rating_id.evaluation_id.with_env(self.env)._lock_for_move()
        _, roles = self.env._, self._get_roles()
        # Facts of the step, not content.
        for proposal_sudo in self.sudo():
            acting = roles[proposal_sudo.id]
            why = refusal(move, proposal_sudo.state, acting, reason, table=PROPOSAL_MOVES)
            if why == "role":
                raise AccessError(_("This step is not yours to take."))
            if why == "reason":
                raise UserError(_("%s: please say why.", proposal_sudo.display_name))
            if why:
                raise UserError(
                    _("%s: this proposal is settled already.", proposal_sudo.display_name)
                )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def _propose(self, ratings_sudo, result_rating, behaviour_rating, reason):
        """Create the proposals on these ratings; the evaluation has checked."""
        officials = ratings_sudo.evaluation_id.with_env(self.env)._get_superiors()
        # Nobody creates proposals but the step of the evaluation.
        return (
            self.sudo()
            .create(
                [
                    {
                        "rating_id": rating.id,
                        "result_before": rating.result_rating,
                        "behaviour_before": rating.behaviour_rating,
                        "result_after": result_rating,
                        "behaviour_after": behaviour_rating,
                        "reason": reason,
                        "proposed_on": fields.Datetime.now(),
                        "proposer_id": self.env.uid,
                        "official_id": officials.get(rating.evaluation_id.id),
                    }
                    for rating in ratings_sudo
                ]
            )
            .with_env(self.env)
        )

    def action_accept(self):
        """Evaluator: take these proposals over; each rating changes as if he had rated so himself.

        The proposer's reason becomes the reason of the change.
        """
        self._check_move("accept")
        for proposal in self:
            proposal._take_over()
        self._settle(ACCEPTED)
        return True

    def _take_over(self):
        # The evaluator reads it; the rating is then his own step, with all its checks.
        proposal_sudo = self.sudo()
        words = self.env._(
            "Proposed by %(name)s: %(reason)s",
            name=proposal_sudo.official_id.name or proposal_sudo.proposer_id.name,
            reason=proposal_sudo.reason,
        )
        evaluation = proposal_sudo.rating_id.evaluation_id.with_env(self.env)
        evaluation._change_rating(proposal_sudo.result_after, proposal_sudo.behaviour_after, words)

    def action_decline(self, reason=None):
        """Evaluator: leave the ratings as they are, and tell the proposer why."""
        self._check_move("decline", reason)
        self._settle(DECLINED, answer=reason)
        return True

    def action_withdraw(self):
        """Proposer: take these proposals back before they are answered."""
        self._check_move("withdraw")
        self._settle(WITHDRAWN)
        return True

    def _settle(self, state, **vals):
        # Proposals are written by their steps only, after their checks.
        self.sudo().write(
            {
                "state": state,
                "answered_on": fields.Datetime.now(),
                "answered_by_id": self.env.uid,
                **vals,
            }
        )
        evaluations = self.sudo().rating_id.evaluation_id.with_env(self.env)
        officials = {} if state == WITHDRAWN else evaluations._get_officials()
        evaluations._log(f"proposal_{state}", officials=officials)


class HrSkpRating(models.Model):
    _inherit = "hr.skp.rating"

    shared_on = fields.Datetime("Submitted for calibration", readonly=True, index="btree_not_null")

    def _get_open_proposals_sudo(self):
        """Return what waits for the evaluator's answer, with system rights: the caller decides."""
        return (
            self.env["hr.skp.rating.proposal"]
            .sudo()
            .search([("rating_id", "in", self.ids), ("state", "=", OPEN)])
        )

    def _end_calibration(self):
        """The ratings are no longer what was submitted: nothing of them is shown or proposed on."""
        # Part of a step of the evaluation, which has checked.
        if open_sudo := self._get_open_proposals_sudo():
            open_sudo.with_env(self.env)._settle(WITHDRAWN)
        self.sudo().write({"shared_on": False})


class HrSkpEvaluation(models.Model):
    """Calibration: finished ratings go to the evaluator's superior, who may propose others."""

    _inherit = "hr.skp.evaluation"

    def action_share(self, shared=True):
        """Evaluator: submit finished ratings to his superior for calibration, or take that back.

        Until the term closes the superior sees both ratings and the predicate of each on the
        calibration board – neither notes nor reasons – and may propose others.

        :param shared: False to take it back
        :raise UserError: where nobody stands above the evaluator, or a proposal waits for an answer
        """
        self._check_move("share")
        ratings_sudo = self._get_ratings_sudo()
        if shared:
            self._check_superiors()
        else:
            self._check_proposals_answered(ratings_sudo)
        # Whom it was shown to is part of the rating, whose steps only methods take.
        ratings_sudo.write({"shared_on": fields.Datetime.now() if shared else False})
        self._log("share" if shared else "unshare", officials=self._get_officials())
        return True

    def action_propose_rating(self, result_rating=None, behaviour_rating=None, reason=None):
        """Evaluator's superior: propose other ratings than those submitted to him.

        A proposal of his that still waits is replaced.

        :param result_rating: ``above as below``
        :param behaviour_rating: ``above as below``
        :param reason: why; the evaluator reads it
        :return: the new proposals
        """
        self._check_move("propose_rating", reason)
        self._check_codes(result_rating, behaviour_rating)
        if not (result_rating and behaviour_rating):
            raise UserError(self.env._("Propose a rating of results and one of behaviour."))
        # The superior sees the ratings that were submitted; the check of his part is above.
        ratings_sudo = self._get_ratings_sudo()
        if ratings_sudo.filtered(
            lambda r: (r.result_rating, r.behaviour_rating) == (result_rating, behaviour_rating)
        ):
            raise UserError(self.env._("This is how it is rated already."))
        ratings_sudo._check_follows(result_rating)
        if open_sudo := ratings_sudo._get_open_proposals_sudo():
            open_sudo.with_env(self.env)._settle(WITHDRAWN)
            # One at a time, says the database: the former is written before the new one is.
            open_sudo.flush_recordset()
        Proposal = self.env["hr.skp.rating.proposal"]
        proposals = Proposal._propose(ratings_sudo, result_rating, behaviour_rating, reason)
        self._log("propose_rating", officials=self._get_superiors())
        return proposals

    def _change_rating(self, result_rating, behaviour_rating, reason):
        """Rate anew with a reason that the history keeps, whether or not one departs by it."""
        changing = self.with_context(skp_reason=reason)
        return changing.action_rate(result_rating, behaviour_rating, reason)

    def _get_superiors(self):
        """Return evaluation id -> id of the evaluator's superior for whom the user acts here."""
        officials = self.env["hr.skp"]._get_delegating_officials()
        return {
            evaluation_sudo.id: evaluation_sudo.reviewer_id.id
            for evaluation_sudo in self.sudo()
            if evaluation_sudo.reviewer_id in officials
            and evaluation_sudo.reviewer_user_id.id != self.env.uid
        }

    def _get_open_proposal(self):
        """Return the proposal on this evaluation that waits, if the user reads it."""
        return self.env["hr.skp.rating.proposal"].search(
            # Through ratings that the superior does not read.
            Domain("state", "=", OPEN)
            & Domain("rating_id", "any!", Domain("evaluation_id", "=", self.id))
        )

    def _has_superior(self):
        """Tell whether somebody else than the two parties stands above the evaluator."""
        self.ensure_one()
        return bool(self.reviewer_id - self.evaluator_id - self.employee_id)

    def _refresh_from_plan(self):
        """Ratings were submitted to one superior: another one sees them when they are anew."""
        moved_sudo = self.sudo().filtered(lambda e: e.reviewer_id != e.skp_id.reviewer_id)
        result = super()._refresh_from_plan()
        moved_sudo._get_ratings_sudo().filtered("shared_on")._end_calibration()
        return result

    def _check_superiors(self):
        # Who stands above whom is a fact of the plan.
        alone_sudo = self.sudo().filtered(lambda e: not e._has_superior())
        if alone_sudo:
            raise UserError(
                self.env._(
                    "Nobody stands above the evaluator to calibrate with:\n%s",
                    self._list(alone_sudo),
                )
            )

    def _check_proposals_answered(self, ratings_sudo):
        """Raise where the evaluator owes his superior an answer."""
        open_sudo = ratings_sudo._get_open_proposals_sudo()
        if open_sudo:
            raise UserError(
                self.env._(
                    "Accept or decline first what was proposed in calibration:\n%s",
                    self._list(open_sudo.rating_id.evaluation_id),
                )
            )

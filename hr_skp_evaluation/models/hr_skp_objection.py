from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..rules.evaluation_states import (
    DECIDED,
    EXPLAINED,
    FILED,
    OBJECTION_MOVES,
    OBJECTION_STATES,
    PENDING_OBJECTION,
    RECEIVED,
    refusal,
)
from ..rules.quadrant import person_predicate


class HrSkpObjection(models.Model):
    """The objection (keberatan) of an employee to his result, and its decision.

    Filed through the evaluation within the days set; explained by the evaluator in writing; decided
    by his superior – or the official named by the agency where the superior is the evaluator
    himself – whose decision is final.  Read by these, the employee, officers and auditors; written
    by its steps only.
    """

    _name = "hr.skp.objection"
    _description = "Objection"
    _order = "filed_on desc, id desc"

    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    employee_name = fields.Char(related="evaluation_id.employee_name")
    # Who reads an objection reads the content of what is objected to (see its rule).
    result_rating = fields.Selection(related="evaluation_id.result_rating")
    behaviour_rating = fields.Selection(related="evaluation_id.behaviour_rating")
    predicate = fields.Selection(related="evaluation_id.predicate")
    company_id = fields.Many2one(
        related="evaluation_id.company_id", string="Agency", store=True, index=True
    )
    revision = fields.Integer("Revision objected to", readonly=True)
    state = fields.Selection(
        OBJECTION_STATES, default=FILED, required=True, readonly=True, index=True
    )
    reason = fields.Text("Reasons", required=True, readonly=True)
    filed_on = fields.Datetime("Filed", required=True, readonly=True)
    explain_until = fields.Date("To be explained by", readonly=True)
    explanation = fields.Text("Explanation of the evaluator", readonly=True)
    explained_on = fields.Datetime("Explained", readonly=True)
    explained_by_id = fields.Many2one(
        "res.users", "Explained by", readonly=True, ondelete="restrict"
    )
    decider_id = fields.Many2one(
        "hr.employee", "Decided by (official)", readonly=True, index=True, ondelete="restrict"
    )
    decider_user_id = fields.Many2one(
        "res.users",
        "Decider's user",
        related="decider_id.user_id",
        store=True,
        index="btree_not_null",
    )
    decision = fields.Selection(
        [("upheld", "The result stands"), ("changed", "The result is changed")], readonly=True
    )
    decision_text = fields.Text("Decision and its grounds", readonly=True)
    decided_on = fields.Datetime("Decided", readonly=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    is_to_me = fields.Boolean(
        "Waits for me", compute="_compute_can_moves", search="_search_is_to_me"
    )
    can_explain = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_decide = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_withdraw = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)

    _pending_uniq = models.UniqueIndex(
        "(evaluation_id) WHERE state IN ('filed', 'explained')",
        "An objection to this result is being decided.",
    )

    @api.depends("evaluation_id")
    def _compute_display_name(self):
        for objection in self:
            objection.display_name = objection.evaluation_id.display_name

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _get_roles(self):
        """Return objection id -> set of what the current user is to it.

        ``employee evaluator`` as to the evaluation; ``decider``, or who acts for him today, and
        never the evaluator or who acts for that one.
        """
        # Who one is to the evaluation does not depend on what one reads.
        objections_sudo = self.sudo()
        above = objections_sudo.evaluation_id.with_env(self.env)._get_roles()
        Evaluation = self.env["hr.skp.evaluation"]
        domain = Evaluation._get_official_domain("decider")
        deciding = objections_sudo.filtered_domain(domain)
        roles = {}
        for objection in objections_sudo:
            acting = above[objection.evaluation_id.id] & {"employee", "evaluator"}
            if objection in deciding and not acting:
                acting = {"decider"}
            roles[objection.id] = acting
        return roles

    @api.depends_context("uid")
    @api.depends("state", "decider_id")
    def _compute_can_moves(self):
        roles = self._get_roles()
        # Facts of the steps, not content.
        for objection, objection_sudo in zip(self, self.sudo(), strict=True):
            for move in OBJECTION_MOVES:
                why = objection_sudo._get_refusal(move, roles[objection.id], "?")
                objection[f"can_{move}"] = why is None
            objection.is_to_me = objection.can_explain or objection.can_decide

    def _search_is_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        pending_sudo = self.sudo().search([("state", "in", tuple(PENDING_OBJECTION))])
        waiting = pending_sudo.with_env(self.env).filtered(lambda o: o.can_explain or o.can_decide)
        return Domain("id", "in", waiting.ids)

    def _get_refusal(self, move, acting, reason=None):
        self.ensure_one()
        due = self._is_past_explanation()
        return refusal(move, self.state, acting, reason, due=due, table=OBJECTION_MOVES)

    def _is_past_explanation(self):
        """Tell whether the evaluator's days to explain are over, so that it can be decided."""
        today = self.evaluation_id.company_id._get_skp_today()
        return not self.explain_until or today > self.explain_until

    def _get_waiting(self):
        """Return whom this pending objection waits for: a code and the ``hr.employee``."""
        self.ensure_one()
        if self.state == EXPLAINED or self._is_past_explanation():
            return "decider", self.decider_id
        return "evaluator", self.evaluation_id.evaluator_id

    def _check_move(self, move, reason=None):
        """Raise unless the current user may make ``move`` on each of these objections now."""
        self.sudo().evaluation_id.with_env(self.env)._lock_for_move()
        _, roles = self.env._, self._get_roles()
        # As above.
        for objection_sudo in self.sudo():
            why = objection_sudo._get_refusal(move, roles[objection_sudo.id], reason)
            if why == "role":
                raise AccessError(_("This step is not yours to take."))
            if why == "deadline":
                raise UserError(
                    _(
                        "%(objection)s: the evaluator has until %(day)s to explain.",
                        objection=objection_sudo.display_name,
                        day=objection_sudo.explain_until,
                    )
                )
            if why == "reason":
                raise UserError(_("%s: please say why.", objection_sudo.display_name))
            if why:
                raise UserError(
                    _("%s: this objection is settled already.", objection_sudo.display_name)
                )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def _file(self, evaluations, reason):
        """Create the objections to these results; the evaluation has checked."""
        # Nobody creates objections but the step of the evaluation.
        return (
            self.sudo()
            .create(
                [evaluation._prepare_objection_vals(reason) for evaluation in evaluations.sudo()]
            )
            .with_env(self.env)
        )

    def action_view_achievements(self):
        """Open what was achieved in the term, for the two who judge it; by their own rights."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_progress_action"
        )
        domain = self.evaluation_id._get_term_domain()
        return {**action, "domain": list(domain), "context": {"create": False}}

    def action_explain(self, text=None):
        """Evaluator: explain the result in writing to his superior and the employee."""
        self._check_move("explain", text)
        self._write_step(
            state=EXPLAINED,
            explanation=text,
            explained_on=fields.Datetime.now(),
            explained_by_id=self.env.uid,
        )
        self._log("explain")
        return True

    def action_decide(self, text=None, result_rating=None, behaviour_rating=None):
        """Superior or named official: decide, with grounds; the decision is final.

        :param result_rating: the new rating of results, if it is changed
        :param behaviour_rating: the new rating of behaviour, if it is changed
        """
        self._check_move("decide", text)
        for objection in self:
            objection._decide(text, result_rating, behaviour_rating)
        return True

    def _decide(self, text, result_rating, behaviour_rating):
        # The decider may decide, not write; the right to was checked by the caller.
        evaluation_sudo = self.sudo().evaluation_id
        evaluation_sudo._check_codes(result_rating, behaviour_rating)
        before = (evaluation_sudo.result_rating, evaluation_sudo.behaviour_rating)
        after = (result_rating or before[0], behaviour_rating or before[1])
        now = fields.Datetime.now()
        self._write_step(
            state=DECIDED,
            decision="changed" if after != before else "upheld",
            decision_text=text,
            decided_on=now,
            decided_by_id=self.env.uid,
        )
        ratings = dict(zip(("result_rating", "behaviour_rating"), after, strict=True))
        if after != before:
            evaluation_sudo._get_ratings_sudo().with_context(skp_reason=text).write(ratings)
        evaluation_sudo.write(
            {
                **ratings,
                "predicate": person_predicate(*after),
                "state": DECIDED,
                "revision": evaluation_sudo.revision + 1,
                **evaluation_sudo._prepare_final_vals("decided"),
            }
        )
        evaluation = evaluation_sudo.with_env(self.env)
        self.env["hr.skp.evaluation.revision"]._record(evaluation)
        evaluation._log("decide", RECEIVED, DECIDED)

    def action_withdraw(self):
        """Employee: withdraw the objection; the result stands, to be accepted or to lapse."""
        self._check_move("withdraw")
        self._write_step(state="withdrawn")
        self._log("withdraw_objection")
        return True

    def action_name_decider(self, employee_id):
        """SKP administrator: name who decides these objections, where nobody fitting is above.

        Neither the evaluator, the employee, nor the administrator himself.
        """
        roles = self.sudo().evaluation_id.with_env(self.env)._get_roles()
        # Naming is the administrator's, whatever he reads of the objection.
        objections_sudo = self.sudo()
        decider_sudo = self.env["hr.employee"].sudo().browse(employee_id).exists()
        for objection in objections_sudo:
            evaluation = objection.evaluation_id
            if "manager" not in roles[evaluation.id]:
                raise AccessError(self.env._("Only the SKP administrator names who decides."))
            if objection.state not in PENDING_OBJECTION:
                raise UserError(
                    self.env._("%s: this objection is settled already.", objection.display_name)
                )
            parties = evaluation.evaluator_id | evaluation.employee_id
            if not decider_sudo or decider_sudo in parties or self.env.user == decider_sudo.user_id:
                raise UserError(
                    self.env._("Neither the two parties nor you yourself can be named to decide.")
                )
        objections_sudo.write({"decider_id": decider_sudo.id})
        self._log("name_decider")
        return True

    def _write_step(self, **vals):
        # Objections are written by their steps only, after their checks.
        self.sudo().write(vals)

    def _log(self, action):
        evaluations = self.sudo().evaluation_id.with_env(self.env)
        evaluations._log(action, officials=evaluations._get_officials())

    def _prepare_snapshot(self):
        """Return what documents print of a decided objection."""
        self.ensure_one()
        moments = ("filed_on", "explained_on", "decided_on")
        return {
            "reasons": self.reason,
            "explanation": self.explanation or "",
            "decision": self.decision_text or "",
            "outcome": self.decision,
            "decided_by": self.decider_id.name or "",
            **{name: fields.Datetime.to_string(self[name]) or None for name in moments},
        }


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    objection_ids = fields.One2many(
        "hr.skp.objection", "evaluation_id", "Objections", readonly=True
    )

    def _prepare_objection_vals(self, reason):
        self.ensure_one()
        days = timedelta(days=self.company_id.skp_explanation_days)
        return {
            "evaluation_id": self.id,
            "revision": self.revision,
            "reason": reason,
            "filed_on": fields.Datetime.now(),
            "explain_until": self.company_id._get_skp_today() + days,
            "decider_id": self._get_decider().id,
        }

    def _get_decider(self):
        """Return who decides objections: the evaluator's superior, else the agency's official.

        Empty where neither fits: the SKP administrator then names somebody.
        """
        self.ensure_one()
        parties = self.evaluator_id | self.employee_id
        for official in (self.reviewer_id, self.company_id.skp_objection_delegate_id):
            if official and official not in parties:
                return official
        return self.env["hr.employee"]

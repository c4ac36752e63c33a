from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.codes import RATINGS
from ..rules.evaluation_states import BEFORE_OUTCOME

ASSIGNER, TEAM_LEADER = "assigner", "team_leader"


class HrSkpRecommendation(models.Model):
    """What an assigning official or team leader recommends to the evaluator about one evaluation.

    Asked for by the system when the evaluation opens.  Its giver, or who acts for him, writes it
    until the evaluator finalises; the evaluator must have opened what was given.  Read by the two,
    by who reads the rating; never by the employee.
    """

    _name = "hr.skp.recommendation"
    _description = "Recommendation"
    _inherit = ["hr.skp.link.guard"]
    _order = "evaluation_id, id"

    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    term_id = fields.Many2one(related="evaluation_id.term_id", related_sudo=True)
    employee_name = fields.Char(related="evaluation_id.employee_name", related_sudo=True)
    kind = fields.Selection(
        [(ASSIGNER, "Assigning official"), (TEAM_LEADER, "Team leader")],
        required=True,
        readonly=True,
    )
    recommender_id = fields.Many2one(
        "hr.employee", "Recommended by", required=True, readonly=True, index=True
    )
    recommender_user_id = fields.Many2one(
        "res.users",
        "Recommender's user",
        related="recommender_id.user_id",
        store=True,
        index="btree_not_null",
    )
    about = fields.Text(readonly=True)
    text = fields.Text("What is recommended")
    result_rating = fields.Selection(RATINGS, "Recommended for the results")
    given_on = fields.Datetime("Given", readonly=True)
    given_by_id = fields.Many2one("res.users", "Written by", readonly=True, ondelete="restrict")
    opened_on = fields.Datetime("Opened by the evaluator", readonly=True)
    opened_by_id = fields.Many2one("res.users", "Opened by", readonly=True, ondelete="restrict")
    is_mine = fields.Boolean(
        "To be given by me", compute="_compute_is_mine", search="_search_is_mine"
    )

    _recommender_uniq = models.UniqueIndex(
        "(evaluation_id, recommender_id, kind)", "This recommendation is asked for already."
    )

    @api.depends("recommender_id", "evaluation_id")
    def _compute_display_name(self):
        for recommendation in self:
            parts = (recommendation.recommender_id.name, recommendation.employee_name)
            recommendation.display_name = " → ".join(filter(None, parts))

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    @api.model
    def _get_mine_domain(self):
        """Return the domain of what the user gives, also for an official; never about himself."""
        giver = self.env["hr.skp.evaluation"]._get_official_domain("recommender")
        own = Domain("evaluation_id", "any!", [("employee_user_id", "=", self.env.uid)])
        return giver & ~own

    @api.depends_context("uid")
    @api.depends("recommender_id")
    def _compute_is_mine(self):
        domain = self._get_mine_domain() & Domain("id", "in", self.ids)
        # The domain itself is the check.
        mine_ids = set(self.sudo().search(domain).ids)
        for recommendation in self:
            recommendation.is_mine = recommendation.id in mine_ids

    def _search_is_mine(self, operator, value):
        return self._get_mine_domain() if operator == "in" else NotImplemented

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpRecommendation, without_defaults(self)).default_get(fields)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if vals.keys() - {"text", "result_rating"}:
                raise AccessError(self.env._("Only the recommendation itself is written here."))
            self._check_writable()
            # Given anew: the evaluator has not seen it as it is now.
            vals = {
                **vals,
                "given_on": fields.Datetime.now(),
                "given_by_id": self.env.uid,
                "opened_on": False,
                "opened_by_id": False,
            }
        return super().write(vals)

    def _check_writable(self):
        if any(not recommendation.is_mine for recommendation in self):
            raise AccessError(self.env._("Only who was asked gives a recommendation."))
        # Whether the evaluation is still open is all that is asked of it.
        if any(e.state not in BEFORE_OUTCOME for e in self.sudo().evaluation_id):
            raise UserError(self.env._("The evaluation is finalised: it is too late to recommend."))

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def action_open(self):
        """Evaluator: note that these recommendations were opened, which finalising requires."""
        # Who rates is asked of the evaluation itself.
        evaluations = self.sudo().evaluation_id.with_env(self.env)
        roles = evaluations._get_roles()
        if any("evaluator" not in roles[evaluation.id] for evaluation in evaluations):
            raise AccessError(self.env._("Recommendations are addressed to the evaluator."))
        fresh_sudo = self.sudo().filtered(lambda r: r.given_on and not r.opened_on)
        fresh_sudo.write({"opened_on": fields.Datetime.now(), "opened_by_id": self.env.uid})
        return True

    @api.model
    def _ask_for(self, evaluations):
        """Ask the assigning officials and team leaders of these people, each once."""
        asked_sudo = self.sudo().search([("evaluation_id", "in", evaluations.ids)])
        asked = {(r.evaluation_id.id, r.recommender_id.id, r.kind) for r in asked_sudo}
        vals = {
            (entry["evaluation_id"], entry["recommender_id"], entry["kind"]): entry
            for entry in (
                *self._prepare_assigner_vals_list(evaluations),
                *self._prepare_leader_vals_list(evaluations),
            )
        }
        return self.sudo().create([entry for key, entry in vals.items() if key not in asked])

    @api.model
    def _prepare_assigner_vals_list(self, evaluations):
        by_plan = evaluations.grouped("skp_id")
        # Who assigned what is a fact of the plans; nobody reads more by it.
        results_sudo = (
            self.env["hr.skp.result"]
            .sudo()
            .search([("skp_id", "in", evaluations.skp_id.ids), ("assignment_id", "!=", False)])
        )
        return [
            self._prepare_vals(evaluation, ASSIGNER, result.assigner_id, result.name)
            for result in results_sudo
            for evaluation in by_plan[result.skp_id]
            if result.assigner_id not in (evaluation.evaluator_id, evaluation.employee_id)
            and result.assigner_id
        ]

    @api.model
    def _prepare_leader_vals_list(self, evaluations):
        by_person = evaluations.grouped(lambda e: (e.employee_id, e.period_id))
        # As above: of the teams.
        members_sudo = (
            self.env["hr.skp.team.member"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", evaluations.employee_id.ids),
                    ("team_id.period_id", "in", evaluations.period_id.ids),
                ]
            )
        )
        return [
            self._prepare_vals(
                evaluation, TEAM_LEADER, member.team_id.leader_id, member.team_id.name
            )
            for member in members_sudo
            for evaluation in by_person.get((member.employee_id, member.team_id.period_id), ())
            if member.team_id.leader_id != evaluation.evaluator_id
            and (not member.date_start or member.date_start <= evaluation.date_end)
            and (not member.date_end or member.date_end >= evaluation.date_start)
        ]

    @api.model
    def _prepare_vals(self, evaluation, kind, recommender, about):
        return {
            "evaluation_id": evaluation.id,
            "kind": kind,
            "recommender_id": recommender.id,
            "about": about,
        }


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    def _get_unopened_recommendations(self):
        """Return what was recommended and not opened yet; a hook for other sources."""
        # The evaluator reads them; finalising for many asks once.
        return (
            self.env["hr.skp.recommendation"]
            .sudo()
            .search(
                [
                    ("evaluation_id", "in", self.ids),
                    ("given_on", "!=", False),
                    ("opened_on", "=", False),
                ]
            )
        )

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..rules.codes import (
    APPROACHES,
    CASCADE_BASES,
    CASCADES,
    FORMS,
    PERSPECTIVES,
    RESULT_KINDS,
)
from ..rules.plan_states import STATES


class HrSkpResult(models.Model):
    """A planned result (rencana hasil kerja) of one person.

    Read by whoever reads the plan, by the direct subordinates and matrix members of its owner (from
    the draft on: nobody is stuck because the leader is late), and by the leader whose matrix holds
    it.  Edited with the plan.  A cell of a role-result matrix *is* such a result: its owner works
    on it but neither deletes it nor points it elsewhere.  Once agreed it is archived, not deleted.
    """

    _name = "hr.skp.result"
    _description = "SKP result"
    _inherit = ["hr.skp.content.mixin"]
    _order = "skp_id, kind desc, sequence, id"

    _protected_fields = frozenset({"skp_id", "matrix_id", "agreed_revision"})

    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(RESULT_KINDS, default="main", required=True)
    name = fields.Text("Result", required=True)
    parent_id = fields.Many2one(
        "hr.skp.result",
        "Leader's result",
        index="btree_not_null",
        ondelete="restrict",
        help="The leader's result that this one intervenes in.",
    )
    parent_indicator_id = fields.Many2one(
        "hr.skp.indicator", "Leader's indicator", index="btree_not_null", ondelete="set null"
    )
    child_ids = fields.One2many("hr.skp.result", "parent_id", "Supported by")
    objective_id = fields.Many2one(
        "hr.skp.objective", "Organisation objective", index="btree_not_null", ondelete="restrict"
    )
    matrix_id = fields.Many2one(
        "hr.skp.matrix", "From matrix", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    cascade = fields.Selection(CASCADES)
    cascade_basis = fields.Selection(CASCADE_BASES)
    perspective = fields.Selection(PERSPECTIVES)
    assigner_name = fields.Char("Assigning official")
    agreed_revision = fields.Integer(
        "Agreed since revision", readonly=True, copy=False, help="0 while never agreed."
    )
    active = fields.Boolean(default=True)
    indicator_ids = fields.One2many("hr.skp.indicator", "result_id", "Indicators", copy=True)

    measures = fields.Text("Indicators and targets", compute="_compute_measures")

    owner_id = fields.Many2one(related="skp_id.employee_id", string="Owner")
    # Who reads a leader's result need not read how far his plan is: see the compute.
    plan_state = fields.Selection(STATES, "Status of the SKP", compute="_compute_from_plan")
    plan_form = fields.Selection(FORMS, "Form of the SKP", compute="_compute_from_plan")
    plan_approach = fields.Selection(
        APPROACHES, "Approach of the SKP", compute="_compute_from_plan"
    )
    can_edit = fields.Boolean(related="skp_id.can_edit", related_sudo=False)
    leader_plan_id = fields.Many2one("hr.skp", "Leader's plan", compute="_compute_from_plan")
    company_id = fields.Many2one(related="skp_id.company_id")
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )

    @api.depends("name")
    def _compute_display_name(self):
        for result in self:
            result.display_name = (result.name or "").strip()

    @api.depends_context("uid")
    @api.depends("skp_id.state", "skp_id.form", "skp_id.approach", "skp_id.parent_id")
    def _compute_from_plan(self):
        """Shown to who reads the plan, or is filling it in; empty to those below and assigners."""
        stored = self.skp_id._origin
        closed = stored - stored._filtered_access("read")
        for result in self:
            plan = result.skp_id if result.skp_id._origin not in closed else closed.browse()
            result.plan_state = plan.state
            result.plan_form = plan.form
            result.plan_approach = plan.approach
            result.leader_plan_id = plan.parent_id

    @api.depends("indicator_ids.name", "indicator_ids.target")
    def _compute_measures(self):
        for result in self:
            result.measures = "\n".join(
                ": ".join(filter(None, (indicator.name, indicator.target)))
                for indicator in result.indicator_ids
            )

    # ------------------------------------------------------------
    # WHO READS
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("skp_id", "matrix_id")
    def _compute_is_readable(self):
        domain = self._get_readable_domain() & Domain("id", "in", self.ids)
        # The domain itself is the check; archived results are read like the others.
        found_sudo = self.sudo().with_context(active_test=False).search(domain)
        for result in self:
            result.is_readable = result.id in found_sudo._ids

    def _search_is_readable(self, operator, value):
        return self._get_readable_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_readable_domain(self):
        """Return the domain of the results that the current user may read."""
        plans, matrices = self._get_followed_plans()
        return (
            Domain("skp_id", "any!", Domain("is_readable", "=", True))
            | Domain("skp_id", "in", plans.ids)
            | Domain("matrix_id", "in", matrices.ids)
        )

    @api.model
    def _get_followed_plans(self):
        """Return the leaders' plans and the matrices to which the user's own plans belong."""
        # Only ids leave this method: whose plan is above mine is known to me.
        own_sudo = (
            self.env["hr.skp"]
            .sudo()
            .search([("employee_user_id", "=", self.env.uid), ("state", "!=", "cancelled")])
        )
        if not own_sudo:
            return own_sudo, self.env["hr.skp.matrix"]
        matrices_sudo = (
            self.env["hr.skp.matrix"]
            .sudo()
            .search(["|", ("member_ids", "in", own_sudo.ids), ("skp_id", "in", own_sudo.ids)])
        )
        return own_sudo.parent_id | matrices_sudo.skp_id, matrices_sudo

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("parent_id", "skp_id")
    def _check_parent(self):
        """A result intervenes in somebody else's result of the same period and agency."""
        # The leader's plan may be closed to who points to his result.
        for result_sudo in self.sudo().filtered("parent_id"):
            plan, above = result_sudo.skp_id, result_sudo.parent_id.skp_id
            if above == plan:
                raise ValidationError(
                    self.env._("A result cannot intervene in a result of the same plan.")
                )
            if (above.company_id, above.period_id) != (plan.company_id, plan.period_id):
                raise ValidationError(
                    self.env._("The leader's result belongs to another agency or period.")
                )
        if self._has_cycle():
            raise ValidationError(self.env._("The results would support each other in a circle."))

    @api.constrains("parent_id", "parent_indicator_id")
    def _check_parent_indicator(self):
        for result_sudo in self.sudo().filtered("parent_indicator_id"):
            if result_sudo.parent_indicator_id.result_id != result_sudo.parent_id:
                raise ValidationError(
                    self.env._("The leader's indicator must belong to the leader's result.")
                )

    def _check_content(self, operation, names):
        super()._check_content(operation, names)
        fixed = {"parent_id", "parent_indicator_id", "active"} & names
        if operation == "create" or not (fixed or operation == "unlink"):
            return
        given_sudo = self.sudo().filtered("matrix_id")
        own = given_sudo.skp_id.with_env(self.env).filtered("is_mine")
        if given_sudo.filtered(lambda result: result.skp_id in own):
            raise UserError(
                self.env._(
                    "This result comes from your leader's matrix: you may work it out, but not "
                    "remove it or point it elsewhere. Ask your leader."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        if any(result.agreed_revision for result in self):
            raise UserError(self.env._("A result that was agreed is archived, never deleted."))
        if supported := self._get_supported():
            raise UserError(
                self.env._(
                    "Others support “%s”: archive it instead of deleting it.",
                    supported[0].display_name,
                )
            )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _mark_agreed(self):
        for revision, results in self.grouped(lambda result: result.skp_id.revision).items():
            results.write({"agreed_revision": revision})

    def _remove(self):
        """Delete what was never agreed, archive the rest (its children keep their link)."""
        kept = self.filtered(lambda r: r.agreed_revision) | self._get_supported()
        kept.write({"active": False})
        (self - kept).unlink()

    def _get_supported(self):
        """Return those of these results that somebody else's result points to."""
        # That somebody supports a result is known to its owner, even if who does is not.
        results_sudo = self.sudo().with_context(active_test=False)
        return self & results_sudo.filtered("child_ids").with_env(self.env)

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.cascade import fold
from ..rules.matrix import change_step, column_key, row_rank
from ..rules.plan_states import AGREED, LIVE


class HrSkpResult(models.Model):
    """A result's place in the alignment chain: gaps, node in the tree, breaking down."""

    _inherit = "hr.skp.result"

    is_unsupported = fields.Boolean(
        "Supported by nobody",
        compute="_compute_gaps",
        search="_search_is_unsupported",
        help="Its owner leads people, and no result of theirs intervenes in it.",
    )
    has_no_source = fields.Boolean(
        "Without a source",
        compute="_compute_gaps",
        search="_search_has_no_source",
        help="It points neither to a leader's result nor to an objective.",
    )
    can_cascade = fields.Boolean(compute="_compute_can_cascade", export_string_translation=False)

    # The nodes of the tree are computed from the ids of results.
    _cascade_node_idx = models.Index("((id * 2 + 1))")

    # ------------------------------------------------------------
    # GAPS
    # ------------------------------------------------------------

    @api.depends("child_ids", "parent_id", "objective_id", "kind", "active", "skp_id.state")
    def _compute_gaps(self):
        # The node says the same of the result to everybody who reads the result.
        nodes_sudo = self.env["hr.skp.cascade.node"].sudo().search([("result_id", "in", self.ids)])
        nodes = {node.result_id.id: node for node in nodes_sudo}
        for result in self:
            node = nodes.get(result.id, nodes_sudo.browse())
            result.is_unsupported = node.is_unsupported
            result.has_no_source = node.has_no_source

    def _search_is_unsupported(self, operator, value):
        return self._search_gap("is_unsupported", operator)

    def _search_has_no_source(self, operator, value):
        return self._search_gap("has_no_source", operator)

    @api.model
    def _search_gap(self, name, operator):
        if operator != "in":
            return NotImplemented
        gaps = Domain("result_id", "!=", False) & Domain(name, "=", True)
        # What the user may read of these is for the result's own rules to say.
        query = self.env["hr.skp.cascade.node"].sudo()._search(gaps)
        return Domain("id", "in", query.subselect(SQL.identifier(query.table, "result_id")))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("active", "skp_id")
    def _compute_can_cascade(self):
        """The leader, while his year runs, once there are people below him or in his matrix."""
        # Whether people are below one's own plan is no secret to its owner.
        plans_sudo = self.sudo().skp_id.filtered(lambda plan: plan.state in LIVE)
        leading = plans_sudo.filtered(lambda plan: plan.employee_user_id == self.env.user)
        leading = leading.filtered(lambda plan: plan.child_ids or plan.matrix_ids.member_ids)
        for result in self:
            result.can_cascade = result.active and result.sudo().skp_id in leading

    def action_cascade(self):
        """Open the wizard that breaks this result down into results of the people below."""
        self.ensure_one()
        wizard = self.env["hr.skp.cascade"]._start(self)
        return wizard._reopen()

    def action_view_cascade(self):
        """Open the tree at this result."""
        self.ensure_one()
        return self.env["hr.skp.cascade.node"]._get_tree_action(self.id * 2 + 1)

    # ------------------------------------------------------------
    # BREAKING DOWN
    # ------------------------------------------------------------

    def _get_cascade_steps(self):
        """Return the plans below, elevated, in the matrix's order -> what a change of each takes.

        See ``rules/matrix.py``: EDIT, REVISE (the agreed plan is opened), or None where the current
        user may not change it.
        """
        self.ensure_one()
        # The leader knows who is below him; what he may do there follows from each plan.
        leader_sudo = self.sudo().skp_id
        plans_sudo = leader_sudo.child_ids | leader_sudo.matrix_ids.member_ids
        plans_sudo = plans_sudo.filtered(lambda plan: plan.state in LIVE).sorted(
            lambda plan: (row_rank(plan.job_id.asn_position), plan.employee_name, plan.id)
        )
        matrix = leader_sudo.matrix_ids.with_env(self.env)
        if matrix:
            rights = matrix._get_rights(matrix._get_contents()[matrix.id], plans_sudo)
            return {plan: rights[plan.id].step for plan in plans_sudo}
        roles = plans_sudo.with_env(self.env)._get_roles()
        return {
            plan: change_step(plan.state, True, False) if "evaluator" in roles[plan.id] else None
            for plan in plans_sudo
        }

    def _get_present_texts(self, plan_ids):
        """Return {(plan id, folded text)} of what these plans hold already, as far as one may know.

        That is what supports this result, and what else the user reads there.
        """
        plans = Domain("skp_id", "in", plan_ids)
        # The leader sees every result that supports his own, whoever wrote it (his matrix).
        supporting_sudo = self.sudo().search(plans & Domain("parent_id", "in", self.ids))
        known = self.search(plans).sudo() | supporting_sudo
        return {(result.skp_id.id, fold(result.name)) for result in known}

    def _cascade(self, vals_list, reason):
        """Create results in other people's plans in support of this one, as the acting person.

        Into the leader's matrix where he has one, else as the evaluator of the people; agreed plans
        are opened for revision first.  Either all are created or none.
        """
        self.ensure_one()
        matrix = self.sudo().skp_id.matrix_ids.with_env(self.env)
        if matrix:
            return matrix._add_cells(self, vals_list)
        plans = self.env["hr.skp"].browse({vals["skp_id"] for vals in vals_list})
        agreed = plans.filtered(lambda plan: plan.state == AGREED)
        if agreed:
            agreed.action_revise(reason)
        return self.create([{**vals, "parent_id": self.id} for vals in vals_list])


class HrSkpMatrix(models.Model):
    _inherit = "hr.skp.matrix"

    def _add_cells(self, above, vals_list):
        """Add results in support of a leader's result to the plans of many at once.

        People below who are not in the matrix yet become members, where the leader may add them.
        """
        self.ensure_one()
        self._check_leading()
        plan_ids = {vals["skp_id"] for vals in vals_list}
        if missing := plan_ids - set(self.sudo().member_ids.ids):
            self.member_add(list(missing))
        # A leader fills the plans of his members, which need not be his to read.
        plans_sudo = self.sudo().member_ids.filtered(lambda plan: plan.id in plan_ids)
        self._open_rows(plans_sudo)
        self._get_column(column_key(above.id))
        cells = [
            self._prepare_cell_vals(
                plans_sudo.browse(vals["skp_id"]),
                (above.id, vals["parent_indicator_id"]),
                vals["name"],
            )
            | vals
            for vals in vals_list
        ]
        results_sudo = self.env["hr.skp.result"].sudo().create(cells)
        if self.state == "confirmed":
            self._notify_members(plans_sudo)
        return results_sudo.sudo(False)


class HrSkpObjective(models.Model):
    _inherit = "hr.skp.objective"

    def action_view_cascade(self):
        """Open the tree at this objective."""
        self.ensure_one()
        return self.env["hr.skp.cascade.node"]._get_tree_action(self.id * 2)

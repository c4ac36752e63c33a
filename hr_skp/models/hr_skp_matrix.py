from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..rules.plan_states import LIVE
from .hr_skp_link_guard import without_defaults


class HrSkpMatrix(models.Model):
    """Role-result matrix of a leader's plan: his results as columns, members as rows.

    It stores no cells: a cell *is* the member's result whose parent is the column.

    Who may what:

    * the leader, or who acts for him on the day, fills it through the methods of
      ``hr_skp_matrix_cells.py``: for people whom he evaluates as their plan allows, for others as
      a proposal that their evaluator agrees with the plan;
    * members read all of it, and their own plan's state;
    * who reads the leader's plan (his evaluator, unit head, officers, auditor) reads it;
    * nobody else; nobody deletes it.
    """

    _name = "hr.skp.matrix"
    _description = "Role-result matrix"
    _inherit = ["hr.skp.link.guard"]
    _order = "id desc"
    _check_company_auto = True

    skp_id = fields.Many2one(
        "hr.skp", "Leader's SKP", required=True, index=True, ondelete="restrict"
    )
    strategy = fields.Text(help="How the results are to be reached, as agreed in the dialogue.")
    member_ids = fields.Many2many(
        "hr.skp", "hr_skp_matrix_member_rel", string="Members' plans", check_company=True
    )
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    column_mode = fields.Selection(
        [("results", "Results"), ("indicators", "Indicators")],
        "Columns",
        default="results",
        required=True,
        help="What heads the columns: the leader's results, or each of their indicators.",
    )
    company_id = fields.Many2one(
        related="skp_id.company_id", string="Agency", store=True, index=True
    )
    leader_id = fields.Many2one(related="skp_id.employee_id", string="Leader")
    period_id = fields.Many2one(related="skp_id.period_id")
    member_count = fields.Integer("Members", compute="_compute_member_count")
    # Who leads and who is a member is a fact, whatever the user may read: hence compute_sudo.
    is_readable = fields.Boolean(
        compute="_compute_roles",
        search="_search_is_readable",
        compute_sudo=True,
        export_string_translation=False,
    )
    is_mine = fields.Boolean(
        "I lead it", compute="_compute_roles", search="_search_is_mine", compute_sudo=True
    )
    can_edit = fields.Boolean(compute="_compute_can_edit", compute_sudo=True)

    _skp_uniq = models.UniqueIndex("(skp_id)", "This plan already has its matrix.")

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("skp_id.employee_name", "skp_id.period_id.year")
    def _compute_display_name(self):
        for matrix in self:
            # A member knows who leads him without reading his plan.
            plan_sudo = matrix.sudo().skp_id
            matrix.display_name = self.env._(
                "Matrix %(year)s · %(leader)s",
                year=plan_sudo.period_id.year or "",
                leader=plan_sudo.employee_name or "",
            )

    @api.depends("member_ids")
    def _compute_member_count(self):
        for matrix in self:
            # How many they are is no secret; who reads which of the plans is another matter.
            matrix.member_count = len(matrix.sudo().member_ids)

    @api.depends_context("uid")
    @api.depends("skp_id", "member_ids")
    def _compute_roles(self):
        """Who the user is to the matrix; the delegations are asked for only where they matter."""
        user = self.env.user
        # One query for leaders and members together.
        (self.skp_id | self.member_ids).mapped("employee_user_id")
        led = self.filtered(lambda matrix: matrix.skp_id.employee_user_id == user)
        if len(led) < len(self):
            officials = self.env["hr.skp"]._get_delegating_officials()
            led |= self.filtered(lambda matrix: matrix.skp_id.employee_id.id in officials.ids)
        for matrix in self:
            is_member = user in matrix.member_ids.employee_user_id
            matrix.is_mine = matrix in led
            matrix.is_readable = matrix in led or is_member or matrix.skp_id.is_readable

    @api.depends_context("uid")
    @api.depends("is_mine", "skp_id.state")
    def _compute_can_edit(self):
        for matrix in self:
            matrix.can_edit = matrix.is_mine and matrix.skp_id.state in LIVE

    def _search_is_mine(self, operator, value):
        return self._get_mine_domain() if operator == "in" else NotImplemented

    def _search_is_readable(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            self._get_mine_domain()
            | Domain("member_ids", "any!", Domain("employee_user_id", "=", self.env.uid))
            | Domain("skp_id", "any!", Domain("is_readable", "=", True))
        )

    @api.model
    def _get_mine_domain(self):
        """Return the domain of the matrices that the user leads, or leads for somebody today."""
        return Domain("skp_id", "any!", self._get_leader_domain())

    @api.model
    def _get_leader_domain(self):
        """Return the domain of the user's own plans, and those of whom he acts for today."""
        officials = self.env["hr.skp"]._get_delegating_officials()
        leader = Domain("employee_user_id", "=", self.env.uid)
        return leader | Domain("employee_id", "in", officials.ids)

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("skp_id", "member_ids")
    def _check_members(self):
        """Members' plans are of the leader's period and agency, and never his own."""
        # The members' plans need not be the leader's to read.
        for matrix in self.sudo():
            plan, members = matrix.skp_id, matrix.member_ids
            if plan.employee_id in members.employee_id:
                raise ValidationError(
                    self.env._(
                        "%s leads this matrix and is not a member of it.", plan.employee_name
                    )
                )
            strangers = members.filtered(
                lambda m, p=plan: (m.company_id, m.period_id) != (p.company_id, p.period_id)
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "These plans belong to another agency or period: %s",
                        ", ".join(strangers.mapped("employee_name")),
                    )
                )

    @api.model
    def default_get(self, fields):
        return super(
            HrSkpMatrix, without_defaults(self, {"state", "member_ids", "company_id"})
        ).default_get(fields)

    @api.model
    def _filter_linkable(self, name, records):
        """A delegate starts the official's matrix without reading the official's plan."""
        linkable = super()._filter_linkable(name, records)
        if name == "skp_id":
            # Whom one acts for is known to oneself.
            led_sudo = records.sudo().filtered_domain(self._get_leader_domain())
            linkable |= led_sudo.with_env(self.env)
        return linkable

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            names = {name for vals in vals_list for name in vals}
            self._check_names(names - {"skp_id"})
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_names(set(vals))
            self._check_leading()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_filled(self):
        # Also what was archived still names the matrix that it came from.
        results_sudo = self.env["hr.skp.result"].sudo().with_context(active_test=False)
        if results_sudo.search_count([("matrix_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A matrix that gave people results is not deleted."))

    @api.model
    def _check_names(self, names):
        """State and members change through their own steps only."""
        refused = names - self._get_writable_fields()
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._("%s of a matrix is not changed directly.", ", ".join(sorted(labels)))
            )

    @api.model
    def _get_writable_fields(self):
        """Return the fields that a leader may write directly."""
        return {"strategy", "column_mode"}

    def _check_leading(self):
        """Raise unless the current user leads all these matrices now, and their year runs."""
        self.check_access("read")
        if not self.has_access("write"):
            raise AccessError(
                self.env._("Only the leader, or who acts for him today, changes this matrix.")
            )
        # A delegate leads a matrix without reading the official's own plan.
        for plan_sudo in self.sudo().skp_id:
            if plan_sudo.state not in LIVE:
                raise UserError(
                    self.env._(
                        "%s is closed or cancelled: its matrix stays as it is.",
                        plan_sudo.display_name,
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_open_mine(self):
        """Open my matrix of the running year; a manager's is made on demand.

        Who has no plan, or nobody below him, or acts for another leader, gets the list of the
        matrices that concern him, with a hint of what to do.
        """
        plans_sudo = self._get_led_plans()
        if len(plans_sudo) == 1 and (plans_sudo.matrix_ids or plans_sudo.child_ids):
            return plans_sudo.with_env(self.env).action_open_matrix()
        return self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_matrix_action")

    def action_start_mine(self):
        """Start the matrix of my plan, and those of the leaders for whom I act today.

        A button of the list, which sends the rows that are ticked: they do not matter here.
        """
        plans_sudo = self._get_led_plans()
        if not plans_sudo:
            raise UserError(
                self.env._(
                    "You have no SKP of a running year yet. Your personnel office opens the period."
                )
            )
        for plan in plans_sudo.with_env(self.env):
            action = plan.action_open_matrix()
        if len(plans_sudo) == 1:
            return action
        return self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_matrix_action")

    @api.model
    def _get_led_plans(self):
        """Return the newest living plan of the user, and of each leader for whom he acts today."""
        # A delegate does not read the official's own plan, yet leads its matrix.
        plans_sudo = (
            self.env["hr.skp"]
            .sudo()
            .search(
                self._get_leader_domain()
                & Domain("state", "in", list(LIVE))
                & Domain("company_id", "in", self.env.companies.ids),
                order="date_start desc",
            )
        )
        newest = {}
        for plan in plans_sudo:
            newest.setdefault(plan.employee_id, plan)
        return plans_sudo.browse(plan.id for plan in newest.values())

    def action_confirm(self):
        """Leader: confirm the division of roles; the members are told."""
        self._check_leading()
        drafts = self.filtered(lambda matrix: matrix.state == "draft")
        if empty := drafts.sudo().filtered(lambda matrix: not matrix.member_ids):
            raise UserError(
                self.env._("%s has no members yet: add them first.", empty[0].display_name)
            )
        drafts._set_state("confirmed", "confirm")
        drafts._notify_members()
        return True

    def action_draft(self):
        """Leader: take the confirmation back to go on dividing."""
        self._check_leading()
        confirmed = self.filtered(lambda matrix: matrix.state == "confirmed")
        confirmed._set_state("draft", "draft")
        return True

    def _set_state(self, state, action):
        before = {matrix.id: matrix.state for matrix in self}
        # The state is nobody's to write; the caller has checked who acts.
        matrices_sudo = self.sudo()
        matrices_sudo.write({"state": state})
        officials = {
            matrix.id: matrix.skp_id.employee_id.id
            for matrix in matrices_sudo
            if matrix.skp_id.employee_user_id != self.env.user
        }
        self.env["hr.skp.log"]._append(
            matrices_sudo, f"matrix_{action}", before, state, officials=officials
        )

    def _notify_members(self, plans=None):
        """Tell the members who are internal users, once, that the matrix concerns them."""
        for matrix in self:
            summary = self.env._("Your part in: %s", matrix.display_name)
            # Other people's plans and activities are not the leader's to read.
            members_sudo = (plans or matrix.sudo().member_ids).sudo()
            activities_sudo = members_sudo.activity_ids
            told_ids = {a.res_id for a in activities_sudo if a.summary == summary}
            waiting_ids = [p.id for p in members_sudo if p.state in LIVE and p.id not in told_ids]
            members_sudo.browse(waiting_ids)._ask_to_act("employee_user_id", summary)


class HrSkp(models.Model):
    _inherit = "hr.skp"

    def action_open_matrix(self):
        """Open the matrix that this plan heads; its leader's first click makes it."""
        self.ensure_one()
        # Only the id: whether the user may open or make it, the matrix's own rules say.
        matrix = self.sudo().matrix_ids.with_env(self.env) or self._create_matrix()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_matrix_action")
        return {**action, "res_id": matrix.id, "view_mode": "form", "views": [(False, "form")]}

    def _create_matrix(self):
        matrix = self.env["hr.skp.matrix"].create({"skp_id": self.id})
        # His direct subordinates belong to it from the start; he may take them out again.
        matrix_sudo = matrix.sudo()
        matrix_sudo.member_ids = matrix_sudo.skp_id.child_ids.filtered(lambda p: p.state in LIVE)
        return matrix

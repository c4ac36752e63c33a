from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..rules.plan_states import LIVE


class HrSkpTeam(models.Model):
    """A work team (squad) of a year, with people of one unit or of several.

    Officers, or the evaluator of its leader, set it up.  Leader and members read it; the leader, or
    who acts for him, divides the work in the matrix of his own plan, to which the members belong.
    What he gives to people whom he does not evaluate is a proposal: their evaluator agrees it with
    their plan.  Leading a team makes nobody an evaluator.
    """

    _name = "hr.skp.team"
    _description = "Work team"
    _inherit = ["hr.skp.link.guard"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char("Team", required=True)
    purpose = fields.Text(help="What the team is to achieve.")
    leader_id = fields.Many2one(
        "hr.employee",
        "Team leader",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    leader_user_id = fields.Many2one(
        "res.users",
        "Team leader's user",
        related="leader_id.user_id",
        store=True,
        index="btree_not_null",
    )
    period_id = fields.Many2one(
        "hr.skp.period",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["hr.skp.period"]._get_running(),
    )
    company_id = fields.Many2one(
        related="period_id.company_id", string="Agency", store=True, index=True
    )
    date_start = fields.Date("From")
    date_end = fields.Date("Until")
    department_id = fields.Many2one(
        "hr.department", "Home unit", index="btree_not_null", check_company=True
    )
    member_ids = fields.One2many("hr.skp.team.member", "team_id", "Members")
    member_count = fields.Integer("Number of members", compute="_compute_member_count")
    active = fields.Boolean(default=True)
    is_readable = fields.Boolean(
        compute="_compute_roles", search="_search_is_readable", export_string_translation=False
    )
    is_managed = fields.Boolean(
        compute="_compute_roles", search="_search_is_managed", export_string_translation=False
    )
    is_led = fields.Boolean("Led by me", compute="_compute_roles", search="_search_is_led")
    is_mine = fields.Boolean("I am in it", compute="_compute_roles", search="_search_is_mine")

    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A team cannot end before it starts."
    )

    @api.depends("member_ids")
    def _compute_member_count(self):
        groups = self.env["hr.skp.team.member"]._read_group(
            [("team_id", "in", self.ids)], ["team_id"], ["__count"]
        )
        counts = {team.id: count for team, count in groups}
        for team in self:
            team.member_count = counts.get(team.id, 0)

    # ------------------------------------------------------------
    # WHO MAY WHAT
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the teams: ``leader member manager``, ``officer auditor``."""
        officials = self.env["hr.skp"]._get_delegating_officials()
        leader = Domain("leader_user_id", "=", self.env.uid)
        agencies = Domain("company_id", "in", self.env.companies.ids)
        own = Domain("employee_user_id", "=", self.env.uid)
        return {
            "leader": leader | Domain("leader_id", "in", officials.ids),
            "member": Domain("member_ids", "any!", own),
            "manager": Domain("leader_id", "in", self._get_my_people().ids),
            **{
                role: agencies
                for role in ("officer", "auditor")
                if self.env.user.has_group(f"hr_skp.group_skp_{role}")
            },
        }

    @api.model
    def _get_managed_domain(self):
        """Nobody makes himself the leader of a team, whatever groups he has."""
        domains = self._get_role_domains()
        managers = domains["manager"] | domains.get("officer", Domain.FALSE)
        return managers & Domain("leader_user_id", "!=", self.env.uid)

    @api.model
    def _get_my_people(self):
        """Return those whom the current user evaluates by their living plans."""
        # Whom one evaluates is known to oneself.
        plans_sudo = (
            self.env["hr.skp"]
            .sudo()
            .search([("is_my_team", "=", True), ("state", "in", list(LIVE))])
        )
        return plans_sudo.employee_id

    @api.depends_context("uid")
    @api.depends("leader_user_id", "member_ids")
    def _compute_roles(self):
        domains = self._get_role_domains()
        readable = self._matching(Domain.OR(domains.values())).ids
        led, mine = self._matching(domains["leader"]).ids, self._matching(domains["member"]).ids
        managed = self._matching(self._get_managed_domain()).ids
        for team in self:
            team.is_readable = team.id in readable
            team.is_led = team.id in led
            team.is_mine = team.id in mine
            # What is not saved yet is its writer's; saving checks him.
            team.is_managed = team.id in managed or not team.id

    def _matching(self, domain):
        # Membership, not content: the domain itself says who the user is to the team.
        teams_sudo = self.sudo().with_context(active_test=False)
        return teams_sudo.search(domain & Domain("id", "in", self.ids))

    def _search_is_readable(self, operator, value):
        domains = self._get_role_domains().values()
        return Domain.OR(domains) if operator == "in" else NotImplemented

    def _search_is_managed(self, operator, value):
        return self._get_managed_domain() if operator == "in" else NotImplemented

    def _search_is_led(self, operator, value):
        return self._get_role_domains()["leader"] if operator == "in" else NotImplemented

    def _search_is_mine(self, operator, value):
        return self._get_role_domains()["member"] if operator == "in" else NotImplemented

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._check_managing()
        return teams

    def write(self, vals):
        # Before and after: nobody takes another's team over, nor gives his own away unasked.
        self._check_managing()
        result = super().write(vals)
        self._check_managing()
        return result

    def _check_managing(self):
        """Raise unless the current user sets up these teams: none of them his own to lead."""
        if self.env.su:
            return
        managed_ids = self._matching(self._get_managed_domain())._ids
        for team_sudo in self.sudo():
            if team_sudo.id not in managed_ids:
                raise AccessError(
                    self.env._(
                        "The evaluator of %s sets this team up, or an officer, for others.",
                        team_sudo.leader_id.name,
                    )
                )

    @api.model
    def action_open_mine(self):
        """Open the teams that concern the user; new ones are for who may set some up."""
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_team_action")
        is_officer = self.env.user.has_group("hr_skp.group_skp_officer")
        return {**action, "context": {"create": is_officer or bool(self._get_my_people())}}

    # ------------------------------------------------------------
    # MATRIX
    # ------------------------------------------------------------

    def action_open_matrix(self):
        """Leader: open the matrix of his plan, with the members of the team in it."""
        self.ensure_one()
        # The leader's plan need not be readable to who acts for him; its matrix is.
        plan_sudo = (
            self.env["hr.skp"]
            .sudo()
            .search(
                [
                    ("employee_id", "=", self.leader_id.id),
                    ("period_id", "=", self.period_id.id),
                    ("state", "in", list(LIVE)),
                ],
                order="date_start desc",
                limit=1,
            )
        )
        matrix = plan_sudo.matrix_ids.with_env(self.env)
        if not matrix and plan_sudo and self.is_led:
            matrix = plan_sudo._create_matrix().with_env(self.env)
        leader = self.sudo().leader_id.name
        if not plan_sudo:
            raise UserError(self.env._("%s has no SKP of this year yet.", leader))
        if not matrix:
            raise UserError(self.env._("%s has not started the matrix of the team yet.", leader))
        if self.is_led:
            matrix._add_team(self)
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_matrix_action")
        return {**action, "res_id": matrix.id, "view_mode": "form", "views": [(False, "form")]}


class HrSkpTeamMember(models.Model):
    """Somebody in a work team, with his role and the days he belongs to it."""

    _name = "hr.skp.team.member"
    _description = "Member of a work team"
    _inherit = ["hr.skp.link.guard"]
    _order = "team_id, sequence, id"

    team_id = fields.Many2one("hr.skp.team", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict")
    employee_user_id = fields.Many2one(
        "res.users",
        "Member's user",
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    employee_name = fields.Char(
        related="employee_id.name", related_sudo=True, string="Name of the member"
    )
    role = fields.Char(help="For instance: secretary, data, field officer.")
    date_start = fields.Date("From")
    date_end = fields.Date("Until")

    _employee_uniq = models.UniqueIndex(
        "(team_id, employee_id)", "This person is in the team already."
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A membership cannot end before it starts."
    )

    @api.depends("employee_name", "role")
    def _compute_display_name(self):
        for member in self:
            member.display_name = " · ".join(filter(None, (member.employee_name, member.role)))

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members.team_id._check_managing()
        return members

    def write(self, vals):
        self.team_id._check_managing()
        result = super().write(vals)
        self.team_id._check_managing()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_managed(self):
        self.team_id._check_managing()

    @api.constrains("team_id", "employee_id")
    def _check_member(self):
        for member in self.sudo():
            team, person = member.team_id, member.employee_id
            if person == team.leader_id:
                raise ValidationError(
                    self.env._("%s leads the team and is not a member of it.", person.name)
                )
            if person.company_id != team.company_id:
                raise ValidationError(self.env._("%s belongs to another agency.", person.name))

    @api.model
    def _get_present_domain(self):
        """Return the domain of the memberships of today and of those still to come."""
        today = self.env.company.sudo()._get_skp_today()
        return Domain("date_end", "=", False) | Domain("date_end", ">=", today)


class HrSkpMatrix(models.Model):
    _inherit = "hr.skp.matrix"

    def _get_candidate_domain(self):
        """The people of the leader's teams belong to his matrix, whatever their unit."""
        plan_sudo = self.sudo().skp_id
        return super()._get_candidate_domain() | self._get_team_domain(
            self.env["hr.skp.team"]
            .sudo()
            .search(
                [
                    ("leader_id", "=", plan_sudo.employee_id.id),
                    ("period_id", "=", plan_sudo.period_id.id),
                ]
            )
        )

    def _get_team_domain(self, teams_sudo):
        """Return the domain of the living plans of these teams' members, in the matrix's year."""
        plan_sudo = self.sudo().skp_id
        members_sudo = teams_sudo.member_ids.filtered_domain(
            self.env["hr.skp.team.member"]._get_present_domain()
        )
        return (
            Domain("employee_id", "in", members_sudo.employee_id.ids)
            & Domain("period_id", "=", plan_sudo.period_id.id)
            & Domain("company_id", "=", plan_sudo.company_id.id)
            & Domain("state", "in", list(LIVE))
            & Domain("employee_id", "!=", plan_sudo.employee_id.id)
        )

    def _add_team(self, team):
        """Add the members of a team who are not in the matrix yet; for its leader."""
        # Which plans are the members' follows from the team, which the officers or his evaluator
        # set up, not from what he reads.
        plans_sudo = self.env["hr.skp"].sudo().search(self._get_team_domain(team.sudo()))
        missing = plans_sudo - self._get_members()
        if missing:
            self.member_add(missing.ids)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..rules.plan_states import LIVE, may_edit
from .hr_skp_role_mixin import role_boolean


class HrSkp(models.Model):
    """Who acts on a plan, and as what: the one place that record rules and guards read."""

    _inherit = "hr.skp"
    _role_depends = ("employee_user_id", "evaluator_user_id", "department_id")

    is_readable = role_boolean()
    is_actionable = role_boolean("employee", "evaluator")
    is_mine = role_boolean("employee", string="My own")
    is_my_team = role_boolean("evaluator", string="Of my team")
    can_edit = fields.Boolean(compute="_compute_can_edit")
    can_edit_expectation = fields.Boolean(compute="_compute_can_edit")

    # ------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the plans to which the current user is that.

        ``employee``: his own; ``evaluator``: he evaluates, or acts today for who does;
        ``head``, ``unit_officer``: in a unit he heads or serves; ``officer``, ``auditor``: all
        of his agencies.
        Nobody is anything but the employee to his own plan.
        """
        own = self._get_own_domain()
        others = {role: domain & ~own for role, domain in self._get_other_domains().items()}
        return {"employee": own, **others}

    @api.model
    def _get_own_domain(self):
        return Domain("employee_user_id", "=", self.env.uid)

    @api.model
    def _get_other_domains(self):
        """Return role -> domain of what the current user may be to the plans of others."""
        evaluator = Domain("evaluator_user_id", "=", self.env.uid)
        if officials := self._get_delegating_officials():
            evaluator |= Domain("evaluator_id", "in", officials.ids)
        # The lines of a plan have no agency of their own: the wall between agencies stands here.
        everything = Domain("company_id", "in", self.env.companies.ids)
        officer = self.env.user.has_group("hr_skp.group_skp_officer")
        auditor = self.env.user.has_group("hr_skp.group_skp_auditor")
        return {
            "evaluator": evaluator,
            "head": self._get_units_domain("headed"),
            "unit_officer": self._get_units_domain("served"),
            "officer": everything if officer else Domain.FALSE,
            "auditor": everything if auditor else Domain.FALSE,
        }

    @api.model
    def _search_roles(self, operator, roles):
        if operator != "in" or roles:
            return super()._search_roles(operator, roles)
        # Who is anything at all: that nobody else's roles count on one's own plan drops out.
        return Domain.OR([self._get_own_domain(), *self._get_other_domains().values()])

    @api.model
    def _get_delegating_officials(self):
        """Return the officials for whom the current user acts today."""
        acting = self.env["hr.skp.acting"]._get_acting()
        return self.env["hr.employee"].browse(acting["officials"])

    @api.model
    def _get_units_domain(self, how):
        """Return the domain of plans in units (and below) of the user.

        :param how: ``headed`` by him or, as unit officer, ``served``
        """
        if how == "served" and not self.env.user.has_group("hr_skp.group_skp_unit_officer"):
            return Domain.FALSE
        unit_ids = self.env["hr.skp.acting"]._get_acting()[how]
        return Domain("department_id", "in", unit_ids) if unit_ids else Domain.FALSE

    def _get_officials(self):
        """Return plan id -> id of the official for whom the user acts as delegate here."""
        officials = self._get_delegating_officials()
        if not officials:
            return {}
        own_and_evaluated = ("employee_user_id", "evaluator_user_id")
        return {
            plan.id: plan.evaluator_id.id
            for plan in self.sudo()
            if plan.evaluator_id in officials
            and all(plan[field].id != self.env.uid for field in own_and_evaluated)
        }

    def _check_officer_step(self):
        roles = self._get_roles()
        if any("officer" not in roles[plan.id] for plan in self):
            raise AccessError(self.env._("Only an officer may do this, and never on his own plan."))
        if any(plan.state not in LIVE for plan in self.sudo()):
            raise UserError(self.env._("A closed or cancelled plan stays as it is."))

    def _check_editable(self, extra_role=None):
        """Raise unless the current user may edit the content of all these plans now."""
        roles = self._get_roles()
        for plan_sudo in self.sudo():
            acting = roles[plan_sudo.id] | ({extra_role} if extra_role else set())
            if not may_edit(plan_sudo.state, acting):
                raise UserError(plan_sudo._get_not_editable_sentence(acting))

    def _get_not_editable_sentence(self, roles):
        self.ensure_one()
        _ = self.env._
        if self.state == "proposed" and "employee" in roles:
            return _("%s is proposed: withdraw it to change it.", self.display_name)
        if self.state in ("agreed", "proposed", "closed", "cancelled"):
            state = dict(self._fields["state"]._description_selection(self.env))[self.state]
            return _(
                "%(plan)s is %(state)s and cannot be changed: start a revision first.",
                plan=self.display_name,
                state=state.lower(),
            )
        return _("You may not change %s.", self.display_name)

    @api.depends_context("uid")
    @api.depends("state", "employee_user_id", "evaluator_user_id")
    def _compute_can_edit(self):
        roles = self._get_roles()
        for plan in self:
            acting = roles.get(plan.id, set())
            plan.can_edit = may_edit(plan.state, acting)
            plan.can_edit_expectation = plan.can_edit and "evaluator" in acting

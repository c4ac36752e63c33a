from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..rules.sanction import (
    DECIDE_DAYS,
    DUE,
    OVERDUE,
    PAUSED,
    RUNNING,
    RUNS,
    SOON,
    SOON_DAYS,
    outcomes,
)


class HrSkpSanction(models.Model):
    """Who acts on a case, and as what; where its clocks stand.

    Search methods instead of ids in the rules, as for the plan (see ``hr_skp_roles.py``).
    """

    _inherit = "hr.skp.sanction"

    is_readable = fields.Boolean(
        compute="_compute_roles", search="_search_is_readable", export_string_translation=False
    )
    is_workable = fields.Boolean(
        compute="_compute_roles", search="_search_is_workable", export_string_translation=False
    )
    is_mine = fields.Boolean("About me", compute="_compute_roles", search="_search_is_mine")
    is_my_team = fields.Boolean("Of my team", compute="_compute_roles", search="_search_is_my_team")
    is_decidable = fields.Boolean(
        compute="_compute_roles", search="_search_is_decidable", export_string_translation=False
    )
    can_record = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_pause = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_resume = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_cancel = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_plan = fields.Boolean(compute="_compute_can", export_string_translation=False)

    # ------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain: ``employee evaluator decider auditor``; nobody else is anything.

        Nobody is anything but the person in a case about himself.
        """
        own = Domain("employee_user_id", "=", self.env.uid)
        evaluator = self.env["hr.skp.evaluation"]._get_official_domain("evaluator")
        auditor = self.env.user.has_group("hr_skp.group_skp_auditor")
        agencies = Domain("company_id", "in", self.env.companies.ids)
        return {
            "employee": own,
            "evaluator": evaluator & ~own,
            "decider": self.env["hr.skp.award"]._get_decider_domain() & ~own,
            "auditor": agencies & ~own if auditor else Domain.FALSE,
        }

    def _get_roles(self):
        """Return case id -> set of what the current user is to it."""
        roles = {case.id: set() for case in self}
        stored = {case._origin.id: roles[case.id] for case in self}
        for role, domain in self._get_role_domains().items():
            if not domain.is_false():
                # Who one is to a case does not depend on what one may read.
                for case in self.sudo().search(domain & Domain("id", "in", list(stored))):
                    stored[case.id].add(role)
        return roles

    @api.depends_context("uid")
    @api.depends("employee_user_id", "evaluator_user_id", "company_id")
    def _compute_roles(self):
        roles = self._get_roles()
        for case in self:
            acting = roles[case.id]
            case.is_readable = bool(acting)
            case.is_workable = bool(acting & {"evaluator", "decider"})
            case.is_mine = "employee" in acting
            case.is_my_team = "evaluator" in acting
            case.is_decidable = "decider" in acting

    def _search_is_readable(self, operator, value):
        return self._search_roles(operator, None)

    def _search_is_workable(self, operator, value):
        return self._search_roles(operator, ("evaluator", "decider"))

    def _search_is_mine(self, operator, value):
        return self._search_roles(operator, ("employee",))

    def _search_is_my_team(self, operator, value):
        return self._search_roles(operator, ("evaluator",))

    def _search_is_decidable(self, operator, value):
        return self._search_roles(operator, ("decider",))

    @api.model
    def _search_roles(self, operator, roles):
        if operator != "in":
            return NotImplemented
        domains = self._get_role_domains()
        return Domain.OR(domains[role] for role in roles or domains)

    # ------------------------------------------------------------
    # BUTTONS
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("state", "is_paused", "step")
    def _compute_can(self):
        roles = self._get_roles()
        for case in self:
            acting, running = roles[case.id], case.state in RUNNING
            decides = running and "decider" in acting
            case.can_record = (
                decides and not case.is_paused and bool(outcomes(case.track, case.step))
            )
            case.can_pause = decides and not case.is_paused
            case.can_resume = decides and case.is_paused
            case.can_cancel = decides
            case.can_plan = running and bool(acting & {"evaluator", "decider"})

    def _check_planable(self):
        """Raise unless the current user may work on the improvement plan of all these cases."""
        roles = self._get_roles()
        # Whether it runs is a fact of the step.
        for case_sudo in self.sudo():
            if not roles[case_sudo.id] & {"evaluator", "decider"}:
                raise AccessError(self.env._("This improvement plan is not yours to write."))
            case_sudo._check_running()

    # ------------------------------------------------------------
    # CLOCKS
    # ------------------------------------------------------------

    @api.model
    def _get_standing_domain(self, codes):
        """Return the domain of the running cases whose clock stands so (see ``rules.standing``)."""
        today = fields.Date.context_today(self)
        soon, decide = today + timedelta(days=SOON_DAYS), today - timedelta(days=DECIDE_DAYS)
        ticking = Domain("is_paused", "=", False)
        domains = {
            PAUSED: Domain("is_paused", "=", True),
            RUNS: ticking & Domain("deadline", ">", soon),
            SOON: ticking & Domain("deadline", "<=", soon) & Domain("deadline", ">=", today),
            DUE: ticking & Domain("deadline", "<", today) & Domain("deadline", ">=", decide),
            OVERDUE: ticking & Domain("deadline", "<", decide),
            False: ticking & Domain("deadline", "=", False),
        }
        wanted = Domain.OR(domains[code] for code in codes if code in domains)
        running = Domain("state", "in", tuple(RUNNING))
        return (running & wanted) | (~running if False in codes else Domain.FALSE)

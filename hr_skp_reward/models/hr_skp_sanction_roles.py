from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_role_mixin import role_boolean

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
    """Who acts on a case, and as what; where its clocks stand."""

    _inherit = "hr.skp.sanction"
    _role_depends = ("employee_user_id", "evaluator_user_id", "company_id")

    is_readable = role_boolean()
    is_workable = role_boolean("evaluator", "decider")
    is_mine = role_boolean("employee", string="About me")
    is_my_team = role_boolean("evaluator", string="Of my team")
    is_decidable = role_boolean("decider")
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
        today = self.env.company.sudo()._get_skp_today()
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

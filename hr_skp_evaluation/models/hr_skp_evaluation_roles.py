from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_role_mixin import role_boolean

from ..rules.evaluation_states import BEFORE_OUTCOME, MOVES, OPEN, SELF_REPORTED, refusal

#: Who reads the report, the realisation and the revisions: a head of unit does not.
CONTENT_ROLES = (
    "employee",
    "evaluator",
    "reviewer",
    "decider",
    "unit_officer",
    "officer",
    "auditor",
)
#: Who reads that there is an evaluation, and its outcome.
READER_ROLES = (*CONTENT_ROLES, "head")
#: Who reads the evaluator's work before and after finalisation: never the employee.
RATING_ROLES = ("evaluator", "reviewer", "decider", "auditor")
#: Who reads what was proposed in calibration: the proposer, and who reads the ratings anyway.
CALIBRATION_ROLES = (*RATING_ROLES, "calibrator")
#: Who reads all others of his agencies.
OVERSEERS = ("officer", "auditor")


class HrSkpEvaluation(models.Model):
    """Who acts on an evaluation, and as what: read by record rules, guards and buttons."""

    _inherit = "hr.skp.evaluation"
    _role_depends = ("employee_user_id", "evaluator_user_id", "department_id", "state")

    is_readable = role_boolean(*READER_ROLES)
    is_content_readable = role_boolean(*CONTENT_ROLES)
    is_rating_readable = role_boolean(*RATING_ROLES)
    is_calibration_readable = role_boolean(*CALIBRATION_ROLES)
    is_mine = role_boolean("employee", string="My own")
    is_my_team = role_boolean("evaluator", string="Of my team")
    is_to_review = role_boolean("reviewer", "decider", string="Waits for me as the superior")

    # ------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the evaluations to which the current user is that.

        ``employee``: his own; ``evaluator``: he evaluates, or acts today for who does;
        ``reviewer``: he is asked to lift a block; ``calibrator``: the ratings were submitted to him
        for calibration, in a term that is open; ``decider``: he decides an objection;
        ``head``: in a unit he heads, what holds no predicate yet or is final;
        ``unit_officer officer auditor``: in their units or agencies; ``manager``: may reopen.
        Nobody is anything but the employee to his own evaluation.
        """
        Plan = self.env["hr.skp"]
        officials = Plan._get_delegating_officials()
        own = Domain("employee_user_id", "=", self.env.uid)
        agencies = Domain("company_id", "in", self.env.companies.ids)
        harmless = Domain("state", "in", tuple(BEFORE_OUTCOME)) | Domain("is_final", "=", True)
        domains = {
            "evaluator": self._get_official_domain("evaluator", officials),
            **self._get_superior_domains(self._get_official_domain("reviewer", officials)),
            "decider": Domain(
                "objection_ids", "any!", self._get_official_domain("decider", officials)
            ),
            "head": Plan._get_units_domain("headed") & harmless,
            "unit_officer": Plan._get_units_domain("served"),
            **{
                role: agencies
                if self.env.user.has_group(f"hr_skp.group_skp_{role}")
                else Domain.FALSE
                for role in ("officer", "auditor", "manager")
            },
        }
        return {"employee": own, **{role: domain & ~own for role, domain in domains.items()}}

    @api.model
    def _get_official_domain(self, field, officials=None):
        """Return the domain where the user is that official, or acts for him today.

        :param officials: for whom the user acts today, where that is known already
        """
        if officials is None:
            officials = self.env["hr.skp"]._get_delegating_officials()
        domain = Domain(f"{field}_user_id", "=", self.env.uid)
        return domain | Domain(f"{field}_id", "in", officials.ids) if officials else domain

    @api.model
    def _get_superior_domains(self, superior):
        """Return role -> domain of the evaluations in which the evaluator's superior has a part.

        :param superior: the domain of those to which the user is the evaluator's superior
        """
        to_lift, shared = self.env["hr.skp.acting"]._remember(
            ("superior", repr(superior)), lambda: self._find_asked_of_superior(superior)
        )
        return {
            "reviewer": Domain("id", "in", to_lift),
            "calibrator": Domain("id", "in", shared)
            & Domain("state", "not in", (OPEN, SELF_REPORTED))
            & Domain("term_id.state", "=", "open"),
        }

    @api.model
    def _find_asked_of_superior(self, superior):
        """Return the ids of the evaluations whose block is to be lifted, and of those submitted."""
        submitted = Domain("shared_on", "!=", False) & Domain(
            "evaluation_id.term_id.state", "=", "open"
        )
        # What was asked of the superior is all that is looked at.
        ratings_sudo = (
            self.env["hr.skp.rating"]
            .sudo()
            .search_fetch(
                (submitted | Domain("lift_requested", "=", True))
                & Domain("evaluation_id", "any!", superior),
                ["evaluation_id", "shared_on", "lift_requested"],
            )
        )
        to_lift_sudo = ratings_sudo.filtered("lift_requested")
        shared_sudo = ratings_sudo.filtered("shared_on")
        return to_lift_sudo.evaluation_id.ids, shared_sudo.evaluation_id.ids

    def _get_officials(self):
        """Return evaluation id -> id of the evaluator for whom the user acts as delegate here."""
        officials = self.env["hr.skp"]._get_delegating_officials()
        return {
            evaluation.id: evaluation.evaluator_id.id
            for evaluation in self.sudo()
            if evaluation.evaluator_id in officials
            and evaluation.evaluator_user_id.id != self.env.uid
        }

    @api.model
    def _search_roles(self, operator, roles):
        # Who oversees all others has, with his own, everything of his agencies: then no row needs
        # to be asked what else he is to it, which over a whole agency costs more than counting.
        if operator == "in" and "employee" in roles:
            domains = self._get_role_domains()
            if any(not domains[role].is_false() for role in OVERSEERS if role in roles):
                return Domain("company_id", "in", self.env.companies.ids)
        return super()._search_roles(operator, roles)

    # ------------------------------------------------------------
    # BUTTONS
    # ------------------------------------------------------------

    can_self_report = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_return = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_start_rating = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_rate = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_ask_lift = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_lift = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_share = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_propose_rating = fields.Boolean(
        compute="_compute_can_moves", export_string_translation=False
    )
    can_finalise = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_receive = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_accept = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_object = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)
    can_reopen = fields.Boolean(compute="_compute_can_moves", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("state", "employee_user_id", "evaluator_user_id", "objection_deadline")
    def _compute_can_moves(self):
        roles = self._get_roles()
        # Facts of the steps, not content.
        for evaluation, evaluation_sudo in zip(self, self.sudo(), strict=True):
            acting = roles[evaluation.id]
            for move in MOVES:
                # A missing reason does not hide the button: it is asked for.
                why = evaluation_sudo._get_refusal(move, acting, reason="?")
                evaluation[f"can_{move}"] = why is None

    def _get_refusal(self, move, acting, reason=None):
        """Return why ``move`` is refused to whoever is ``acting`` here (codes), or ``None``."""
        self.ensure_one()
        why = refusal(
            move,
            self.state,
            acting,
            reason,
            term_closed=self.term_id.state == "closed",
            due=self._is_past_fill_deadline(),
        )
        # Who has no part in it is not told either what became of the plan.
        if why != "role" and self.skp_id.state == "cancelled":
            return "cancelled"
        if not why and move in ("object", "accept"):
            return self._get_objection_refusal(move)
        return why

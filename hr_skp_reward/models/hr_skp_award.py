from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults
from odoo.addons.hr_skp.models.hr_skp_role_mixin import role_boolean

from ..rules.award import BENEFITS, GRANTED, MOVES, PROPOSED, STATES, TALENT_POOL

ORIGINS = [("rule", "Found by the rule"), ("hand", "Proposed by hand")]
LEFT_REASONS = [
    ("predicate", "A later predicate is too low"),
    ("departed", "Left the agency"),
    ("decided", "Decided"),
]
#: What a proposal says; everything else comes from steps and from the search.
PROPOSAL_FIELDS = frozenset({"employee_id", "benefit", "name", "grounds", "skill_ids", "year"})
#: What may still be written before it is decided.
EDITABLE_FIELDS = frozenset({"name", "grounds", "skill_ids"})


class HrSkpAward(models.Model):
    """An award for performance: found by a rule, or proposed by hand.

    Who may what (see :meth:`_get_role_domains`):

    * the deciding official (PPK/PyB) approves, grants by decision number and date, declines;
    * officers propose others by hand and read all; auditors read all;
    * the person reads what was granted to him; before that he knows of nothing;
    * nobody proposes or decides for himself, and nobody else sees anything.

    Candidates are found by one statement over the whole agency (``hr_skp_follow_up.py``).
    """

    _name = "hr.skp.award"
    _description = "Award"
    _inherit = ["hr.skp.link.guard", "hr.skp.role.mixin"]
    _role_depends = ("state", "employee_user_id", "company_id")
    _order = "year desc, benefit, employee_name, id"
    _rec_names_search = ["employee_name", "name"]

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict")
    employee_name = fields.Char(
        "Name", compute="_compute_snapshot", store=True, precompute=True, index="trigram"
    )
    employee_user_id = fields.Many2one(
        "res.users",
        "Employee's user",
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    department_id = fields.Many2one(
        "hr.department",
        "Unit",
        compute="_compute_snapshot",
        store=True,
        precompute=True,
        index=True,
    )
    job_id = fields.Many2one(
        "hr.job", "Post", compute="_compute_snapshot", store=True, precompute=True
    )
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        compute="_compute_snapshot",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: self.env.company.sudo()._get_skp_today().year - 1,
        help="The performance year that it is for, or the last of several.",
    )
    benefit = fields.Selection(BENEFITS, required=True, default="other", index=True)
    name = fields.Char("Award", help="e.g. Satyalancana, study visit, certificate")
    grounds = fields.Text(help="Why the person deserves it.")
    rule_id = fields.Many2one(
        "hr.skp.award.rule", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    origin = fields.Selection(ORIGINS, required=True, readonly=True, default="hand")
    predicates = fields.Json(readonly=True, help="The years it rests on: {'2027': 'baik'}.")
    predicate_text = fields.Char("Rests on", compute="_compute_predicate_text")
    basis_changed = fields.Boolean(
        "Basis changed", readonly=True, help="The predicates that it rests on no longer stand."
    )
    skill_ids = fields.Many2many(
        "hr.skill", string="Skills to develop", help="For the priority of competency development."
    )

    state = fields.Selection(STATES, default=PROPOSED, required=True, readonly=True, index=True)
    state_reason = fields.Text("Reason", readonly=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    decided_on = fields.Datetime("Decided", readonly=True)
    decision_number = fields.Char(readonly=True)
    decision_date = fields.Date(readonly=True)
    decision_file = fields.Binary("Decision", readonly=True, attachment=True)
    decision_file_name = fields.Char(readonly=True)
    is_member = fields.Boolean(
        "In the talent pool", compute="_compute_is_member", search="_search_is_member"
    )
    left_on = fields.Date("Left the pool", readonly=True)
    left_reason = fields.Selection(LEFT_REASONS, "Left because", readonly=True)

    is_readable = role_boolean()
    is_proposable = role_boolean("decider", "officer")
    can_edit = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_approve = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_grant = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_decline = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_withdraw = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_leave = fields.Boolean(compute="_compute_can", export_string_translation=False)

    _rule_year_uniq = models.UniqueIndex(
        "(employee_id, rule_id, year) WHERE rule_id IS NOT NULL",
        "The rule found this person for that year already.",
    )
    _decision_check = models.Constraint(
        "CHECK (state != 'granted' OR (decision_number IS NOT NULL AND decision_date IS NOT NULL))",
        "An award is granted by a decision with number and date.",
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("employee_name", "benefit", "name", "year")
    def _compute_display_name(self):
        benefits = dict(self._fields["benefit"]._description_selection(self.env))
        for award in self:
            what = award.name or benefits.get(award.benefit)
            parts = (what, award.employee_name, award.year and str(award.year))
            award.display_name = " · ".join(filter(None, parts))

    @api.depends("employee_id")
    def _compute_snapshot(self):
        # Where somebody serves is no secret to who may propose him; it is kept as it was then.
        for award, employee_sudo in ((award, award.employee_id.sudo()) for award in self):
            award.employee_name = employee_sudo.name
            award.department_id = employee_sudo.department_id
            award.job_id = employee_sudo.job_id
            award.company_id = employee_sudo.company_id or self.env.company

    @api.depends("predicates")
    @api.depends_context("lang")
    def _compute_predicate_text(self):
        field = self.env["hr.skp.predicate.history"]._fields["predicate"]
        labels = dict(field._description_selection(self.env))
        for award in self:
            years = sorted((award.predicates or {}).items())
            award.predicate_text = ", ".join(
                f"{year} {labels.get(code, code)}" for year, code in years
            )

    @api.depends("benefit", "state", "left_on")
    def _compute_is_member(self):
        members = self.filtered_domain(self._get_member_domain())
        for award in self:
            award.is_member = award in members

    def _search_is_member(self, operator, value):
        return self._get_member_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_member_domain(self):
        return (
            Domain("benefit", "=", TALENT_POOL)
            & Domain("state", "=", GRANTED)
            & Domain("left_on", "=", False)
        )

    # ------------------------------------------------------------
    # WHO MAY WHAT
    # ------------------------------------------------------------

    @api.model
    def _get_decider_domain(self):
        """Return the domain of what the user decides on: his agencies', if he is the official."""
        if not self.env.user.has_group("hr_skp_reward.group_skp_decider"):
            return Domain.FALSE
        return Domain("company_id", "in", self.env.companies.ids)

    @api.model
    def _get_role_domains(self):
        """Return role -> domain: ``employee`` what was granted to him; ``decider``; ``officer``,
        ``auditor``: the others' in his agencies.
        """
        own = Domain("employee_user_id", "=", self.env.uid)
        agencies = Domain("company_id", "in", self.env.companies.ids)
        return {
            "employee": own & Domain("state", "=", GRANTED),
            "decider": self._get_decider_domain() & ~own,
            **{
                role: agencies & ~own
                if self.env.user.has_group(f"hr_skp.group_skp_{role}")
                else Domain.FALSE
                for role in ("officer", "auditor")
            },
        }

    def _get_roles(self):
        """As to any record; of an award not saved yet its agency says who may write it."""
        awards_sudo, roles = self.sudo(), {award.id: set() for award in self}
        for role, domain in self._get_role_domains().items():
            for award in awards_sudo.filtered_domain(domain):
                roles[award.id].add(role)
        return roles

    @api.depends_context("uid")
    @api.depends("state", "employee_user_id", "company_id", "origin", "left_on")
    def _compute_can(self):
        roles = self._get_roles()
        for award, award_sudo in zip(self, self.sudo(), strict=True):
            acting = roles[award.id]
            award.can_edit = award.is_proposable and award_sudo.state == PROPOSED
            for move in MOVES:
                why = award_sudo._get_refusal(move, acting, "?")
                award[f"can_{move}"] = why is None

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        steps = self._fields.keys() - PROPOSAL_FIELDS
        return super(HrSkpAward, without_defaults(self, steps)).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        steps = self._fields.keys() - PROPOSAL_FIELDS
        if not self.env.su:
            for vals in vals_list:
                self._check_fields(vals, PROPOSAL_FIELDS)
        awards = super(HrSkpAward, without_defaults(self, steps)).create(vals_list)
        if not self.env.su:
            awards._check_not_own()
            self.env["hr.skp.log"]._append(awards, "award_propose", None, PROPOSED)
        return awards

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_fields(vals, EDITABLE_FIELDS)
            if any(award.state != PROPOSED for award in self):
                raise UserError(self.env._("A decided award stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        if not self.env.su:
            raise UserError(self.env._("An award is declined or withdrawn, never deleted."))

    def _check_fields(self, vals, allowed):
        if refused := vals.keys() - allowed:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._(
                    "%s of an award is changed by its own steps only.", ", ".join(sorted(labels))
                )
            )

    def _check_not_own(self):
        # Whose it is does not depend on what one reads.
        if self.env.user in self.sudo().employee_id.user_id:
            raise AccessError(self.env._("Nobody proposes an award for himself."))

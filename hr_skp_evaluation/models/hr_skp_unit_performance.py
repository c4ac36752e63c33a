from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.codes import (
    PERFORMANCE_BASES,
    PROCESS_RATINGS,
    RATINGS,
    UNIT_PREDICATES,
)
from ..rules.quadrant import pk_predicate, unit_predicate
from ..rules.trajectory import STANDINGS, trajectory_predicate

DRAFT, CONFIRMED = "draft", "confirmed"


class HrSkpUnitPerformance(models.Model):
    """The performance predicate of a unit in a term: what its people's evaluations rest on.

    * The leader one level above sets and confirms it – the head of the unit above, at the top the
      evaluator of the unit's head – or who acts for him on the day; never the head himself.
    * Confirmed it is read by everybody in the agency; a draft by its setter, officers and auditors.
    * A confirmed one is corrected with a reason, which changes no finalised evaluation.
    """

    _name = "hr.skp.unit.performance"
    _description = "Unit performance"
    _inherit = ["hr.mixin", "hr.skp.link.guard"]
    _order = "term_id, department_id, id"
    _check_company_auto = True

    department_id = fields.Many2one(
        "hr.department", "Unit", required=True, index=True, ondelete="restrict", check_company=True
    )
    term_id = fields.Many2one("hr.skp.term", required=True, index=True, ondelete="restrict")
    period_id = fields.Many2one(related="term_id.period_id", store=True, index=True)
    company_id = fields.Many2one(
        related="term_id.period_id.company_id", string="Agency", store=True, index=True
    )
    state = fields.Selection(
        [(DRAFT, "Draft"), (CONFIRMED, "Confirmed")],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    predicate = fields.Selection(UNIT_PREDICATES)
    basis = fields.Selection(
        PERFORMANCE_BASES, compute="_compute_basis", store=True, readonly=False, precompute=True
    )
    standing = fields.Selection(STANDINGS, "Against the trajectory")
    pk_achievement = fields.Selection(RATINGS, "PK achievement")
    pk_expectation = fields.Selection(RATINGS, "Leader's expectation")
    result_rating = fields.Selection(RATINGS, "Results (IKU and delivery)")
    process_rating = fields.Selection(PROCESS_RATINGS, "Process (Indeks RB)")
    suggested_predicate = fields.Selection(
        UNIT_PREDICATES, "Suggested", compute="_compute_suggested_predicate"
    )
    note = fields.Text()
    recommender_ids = fields.Many2many(
        "hr.employee",
        "hr_skp_unit_performance_recommender_rel",
        string="Recommended by",
        check_company=True,
    )
    recommender_note = fields.Text("What they recommended")
    confirmed_on = fields.Datetime("Confirmed", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users", "Confirmed by", readonly=True, copy=False, ondelete="restrict"
    )
    official_id = fields.Many2one(
        "hr.employee", "For", readonly=True, copy=False, ondelete="restrict"
    )
    correction_reason = fields.Text("Reason of the correction", readonly=True, copy=False)
    revision = fields.Integer(readonly=True, copy=False)
    setter_id = fields.Many2one(
        "hr.employee", "Set by", compute="_compute_setter_id", compute_sudo=True
    )
    is_settable = fields.Boolean(
        "To be set by me", compute="_compute_is_settable", search="_search_is_settable"
    )
    is_readable = fields.Boolean(
        compute="_compute_is_settable",
        search="_search_is_readable",
        export_string_translation=False,
    )
    touched_count = fields.Integer(
        "Evaluations with another predicate", compute="_compute_touched_count", compute_sudo=True
    )

    _unit_term_uniq = models.UniqueIndex(
        "(department_id, term_id)", "This unit already has a predicate in this term."
    )
    _confirmed_check = models.Constraint(
        "CHECK (state != 'confirmed' OR predicate IS NOT NULL)",
        "A predicate is chosen before it is confirmed.",
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("department_id", "term_id")
    def _compute_display_name(self):
        for performance in self:
            parts = (performance.department_id.name, performance.term_id.name)
            performance.display_name = " · ".join(filter(None, parts))

    @api.depends("term_id")
    def _compute_basis(self):
        """A periodic term is judged by its trajectory, the year directly, unless chosen else."""
        for performance in self:
            if not performance.basis:
                final = performance.term_id.kind == "final"
                performance.basis = "direct" if final else "trajectory"

    @api.depends(
        "basis", "standing", "pk_achievement", "pk_expectation", "result_rating", "process_rating"
    )
    def _compute_suggested_predicate(self):
        for performance in self:
            performance.suggested_predicate = performance._suggest()

    def _suggest(self):
        self.ensure_one()
        if self.basis == "trajectory":
            return trajectory_predicate(self.standing)
        if self.basis == "pk_expectation":
            return pk_predicate(self.pk_achievement, self.pk_expectation)
        if self.basis == "result_process":
            return unit_predicate(self.result_rating, self.process_rating)
        return None

    @api.depends("department_id")
    def _compute_setter_id(self):
        setters = self.department_id._get_skp_setters()
        for performance in self:
            performance.setter_id = setters.get(performance.department_id.id)

    @api.depends_context("uid")
    @api.depends("department_id", "state")
    def _compute_is_settable(self):
        settable = self.env["hr.department"]._get_skp_settable()
        domain = self._get_readable_domain() & Domain("id", "in", self.ids)
        # The domain itself is the check.
        readable_ids = set(self.sudo().search(domain).ids)
        for performance in self:
            performance.is_settable = performance.sudo().department_id.id in settable._ids
            performance.is_readable = performance.id in readable_ids

    def _search_is_settable(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("department_id", "in", self.env["hr.department"]._get_skp_settable().ids)

    def _search_is_readable(self, operator, value):
        return self._get_readable_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_readable_domain(self):
        agencies = Domain("company_id", "in", self.env.companies.ids)
        overseer = any(
            self.env.user.has_group(f"hr_skp.group_skp_{role}") for role in ("officer", "auditor")
        )
        if overseer:
            own_ids = self.env.user.sudo().employee_ids.ids
            return agencies & (
                Domain("state", "=", CONFIRMED)
                # A head of unit learns of his unit's predicate with everybody else.
                | Domain("department_id.manager_id", "not in", own_ids)
                | self._search_is_settable("in", [True])
            )
        return agencies & (Domain("state", "=", CONFIRMED) | self._search_is_settable("in", [True]))

    def _compute_touched_count(self):
        groups = self.env["hr.skp.evaluation"]._read_group(
            [("unit_performance_id", "in", self.ids)],
            ["unit_performance_id", "unit_predicate"],
            ["__count"],
        )
        counts = dict.fromkeys(self.ids, 0)
        for performance, predicate, count in groups:
            counts[performance.id] += count if predicate != performance.predicate else 0
        for performance in self:
            performance.touched_count = counts.get(performance.id, 0)

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("department_id", "term_id")
    def _check_agency(self):
        for performance_sudo in self.sudo():
            unit_company = performance_sudo.department_id.company_id
            if unit_company and unit_company != performance_sudo.term_id.period_id.company_id:
                raise ValidationError(self.env._("Unit and term belong to different agencies."))

    @api.model
    def default_get(self, fields):
        # A leader starts one from his unit or term; nothing else comes from the client.
        free = {"department_id", "term_id"}
        return super(
            HrSkpUnitPerformance, without_defaults(self, set(self._fields) - free)
        ).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        performances = super(
            HrSkpUnitPerformance, without_defaults(self, set(self._get_own_step_fields()))
        ).create(vals_list)
        if not self.env.su:
            names = {name for vals in vals_list for name in vals}
            performances._check_own_steps(names)
            performances._check_setter()
        return performances

    def write(self, vals):
        if not self.env.su:
            self._check_own_steps(set(vals))
            if {"department_id", "term_id"} & vals.keys():
                raise AccessError(self.env._("Unit and term of a predicate stay as they are."))
            self._check_setter()
            if any(performance.state == CONFIRMED for performance in self.sudo()):
                raise UserError(
                    self.env._("What is confirmed is corrected with a reason, not written over.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(performance.state != DRAFT for performance in self.sudo()):
            raise UserError(self.env._("A confirmed predicate of a unit is never deleted."))
        if not self.env.su:
            self._check_setter()

    @api.model
    def _get_own_step_fields(self):
        return {
            "state",
            "confirmed_on",
            "confirmed_by_id",
            "official_id",
            "correction_reason",
            "revision",
        }

    def _check_own_steps(self, names):
        if self._get_own_step_fields() & names:
            raise AccessError(
                self.env._("A unit's predicate is confirmed and corrected by its own steps only.")
            )

    def _check_setter(self):
        """Raise unless the user sets the performance of all these units today."""
        settable = self.env["hr.department"]._get_skp_settable()
        # Which units are settable is the check itself.
        for performance_sudo in self.sudo():
            if performance_sudo.company_id not in self.env.companies:
                raise AccessError(self.env._("This unit belongs to another agency."))
            if performance_sudo.department_id.id not in settable._ids:
                raise AccessError(
                    self.env._(
                        "%(unit)s: its performance is set by the leader one level above, "
                        "%(leader)s.",
                        unit=performance_sudo.department_id.name,
                        leader=performance_sudo.setter_id.name or "–",
                    )
                )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def action_take_suggestion(self):
        """Leader above: choose what the helper suggests."""
        for performance in self:
            if not performance.suggested_predicate:
                raise UserError(
                    self.env._(
                        "%s: the helper has nothing to suggest yet.", performance.display_name
                    )
                )
            performance.predicate = performance.suggested_predicate
        return True

    def action_confirm(self):
        """Leader above: confirm the predicate; the unit's people can then be finalised.

        Heads whose rating of results follows their unit are brought into line, where they are not
        finalised yet.
        """
        self._check_setter()
        self._lock()
        for performance_sudo in self.sudo():
            if performance_sudo.state == CONFIRMED:
                raise UserError(self.env._("%s is confirmed already.", self[0].display_name))
            if not performance_sudo.predicate:
                raise UserError(
                    self.env._("%s: choose a predicate first.", performance_sudo.display_name)
                )
        before = dict.fromkeys(self.ids, DRAFT)
        self._set(before, "confirm_unit", {"state": CONFIRMED, "revision": 1})
        return True

    def action_correct(self, predicate, reason=None):
        """Leader above: correct a confirmed predicate.

        No finalised evaluation changes by it: the list of those it touches is returned.

        :param predicate: the right one (code)
        :raise UserError: without a reason, or where nothing would change
        """
        self.ensure_one()
        self._check_setter()
        self._lock()
        if not isinstance(predicate, str) or predicate not in dict(UNIT_PREDICATES):
            raise UserError(self.env._("%s is no predicate of a unit.", predicate))
        # The setter was checked; a draft of his is readable to him anyway.
        performance_sudo = self.sudo()
        if performance_sudo.state != CONFIRMED or performance_sudo.predicate == predicate:
            raise UserError(self.env._("Only a confirmed predicate is corrected, to another one."))
        if not (isinstance(reason, str) and reason.strip()):
            raise UserError(self.env._("Please say why."))
        before = {self.id: performance_sudo.predicate}
        vals = {
            "predicate": predicate,
            "correction_reason": reason,
            "revision": performance_sudo.revision + 1,
        }
        self._set(before, "correct_unit", vals, reason)
        return self.action_view_touched()

    def _lock(self):
        # The row is locked by whoever may take the step.
        self.sudo().lock_for_update()

    def _set(self, before, action, vals, reason=None):
        """Write ``vals`` with who decided when, and what follows; the checks are the caller's."""
        # State and signature of the decision are nobody's to write directly.
        performances_sudo = self.sudo()
        own = self.env.user.sudo().employee_ids
        for setter, group_sudo in performances_sudo.grouped("setter_id").items():
            group_sudo.write(
                {
                    **vals,
                    "confirmed_on": fields.Datetime.now(),
                    "confirmed_by_id": self.env.uid,
                    "official_id": setter.id if setter not in own else False,
                }
            )
        after = {
            performance.id: vals.get("predicate") or performance.state
            for performance in performances_sudo
        }
        self.env["hr.skp.log"]._append(self, action, before, after, reason)
        self.env["hr.skp.rating"]._follow_units(performances_sudo)

    def action_view_touched(self):
        """Open the finalised evaluations that carry another predicate of this unit."""
        self.ensure_one()
        touched = Domain("unit_performance_id", "=", self.id)
        touched &= Domain("unit_predicate", "!=", self.predicate)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Evaluations with another predicate of the unit"),
            "res_model": "hr.skp.evaluation",
            "view_mode": "list,form",
            "domain": list(touched),
        }

    # ------------------------------------------------------------
    # WHAT COUNTS FOR A UNIT
    # ------------------------------------------------------------

    @api.model
    def _get_effective(self, departments, terms):
        """Return (unit id, term id) -> the confirmed performance that counts for the unit.

        A unit without its own takes that of its nearest ancestor; empty where none is confirmed.
        For the same number of queries whatever the number of units.
        """
        # Whose predicate counts for whom does not depend on who asks.
        units_sudo = departments.sudo()
        chains = {unit.id: [unit.id, *unit._get_skp_ancestors()] for unit in units_sudo}
        found_sudo = self.sudo().search(
            [
                ("term_id", "in", terms.ids),
                ("state", "=", CONFIRMED),
                ("department_id", "in", list({above for ids in chains.values() for above in ids})),
            ]
        )
        by_unit = {(p.department_id.id, p.term_id.id): p for p in found_sudo}
        nothing = self.sudo().browse()
        return {
            (unit_id, term_id): next(
                (by_unit[above, term_id] for above in chain if (above, term_id) in by_unit), nothing
            )
            for unit_id, chain in chains.items()
            for term_id in terms.ids
        }

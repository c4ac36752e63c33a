from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.progress import (
    ASSIGNER,
    EVALUATOR,
    REPORTED_TO,
    date_refusal,
    format_number,
    may_record,
)

#: What a person says in an entry: compared where two of his windows edit the same one.
SAID = ("name", "value", "has_value", "date", "is_final", "links", "reported_to", "indicator_id")


class HrSkpProgress(models.Model):
    """An achievement: what was reached of a result, on which day, with which evidence.

    Who may what (facts of the data; see ``hr_skp_progress_roles.py``):

    * the employee of the plan adds and edits his own entries, from the day his plan was first
      agreed until it is over; what a further rule has frozen (see :meth:`_get_frozen_reason`) is
      corrected by a new entry;
    * he deletes an entry that nobody answered, and archives one that somebody did;
    * his evaluator, or who acts for that one today, and the auditor read all of his entries;
    * the assigning official reads those of the result he assigned, the leader of a matrix those of
      the results that came from it;
    * nobody else reads one: no unit head, no officer, no colleague, no subordinate.
    """

    _name = "hr.skp.progress"
    _description = "Achievement"
    _inherit = ["hr.skp.evidence.mixin", "hr.skp.link.guard"]
    _order = "date desc, id desc"

    _plan_path = "skp_id"
    _protected_fields = frozenset(
        {"result_id", "skp_id", "employee_id", "company_id", "department_id"}
    )

    result_id = fields.Many2one("hr.skp.result", required=True, index=True, ondelete="restrict")
    skp_id = fields.Many2one(
        related="result_id.skp_id", string="SKP", store=True, index=True, precompute=True
    )
    employee_id = fields.Many2one(
        related="skp_id.employee_id", string="Person", store=True, index=True
    )
    company_id = fields.Many2one(
        related="skp_id.company_id", string="Agency", store=True, index=True
    )
    department_id = fields.Many2one(
        related="skp_id.department_id", string="Unit", store=True, index="btree_not_null"
    )
    indicator_id = fields.Many2one(
        "hr.skp.indicator",
        index="btree_not_null",
        ondelete="set null",
        domain="[('result_id', '=', result_id)]",
    )
    # A revision may reword the indicator, or drop it: an entry keeps what it was written against.
    measure = fields.Char(
        "Measured by", compute="_compute_measure", store=True, precompute=True, readonly=True
    )
    target = fields.Char(compute="_compute_measure", store=True, precompute=True, readonly=True)
    uom = fields.Char(
        "Unit of measure", compute="_compute_measure", store=True, precompute=True, readonly=True
    )
    date = fields.Date(
        required=True, index=True, default=lambda self: self.env.company.sudo()._get_skp_today()
    )
    name = fields.Text("Achievement", help="What was reached, in your own words.")
    value = fields.Float("Number reached", digits=(16, 4), aggregator=None)
    has_value = fields.Boolean("With a number")
    value_label = fields.Char("Reached", compute="_compute_value_label")
    is_final = fields.Boolean(
        "Final achievement", help="What the year, or the term, came to in the end."
    )
    is_assigned = fields.Boolean(compute="_compute_is_assigned", export_string_translation=False)
    reported_to = fields.Selection(
        REPORTED_TO,
        "Reported to",
        compute="_compute_reported_to",
        store=True,
        readonly=False,
        precompute=True,
        help="An assigned result is reported to who assigned it, with a copy to the evaluator.",
    )
    active = fields.Boolean(default=True)
    frozen_reason = fields.Char("Why it stays", compute="_compute_can_edit")
    can_edit = fields.Boolean(compute="_compute_can_edit", export_string_translation=False)

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("name", "value_label")
    def _compute_display_name(self):
        for entry in self:
            text = (entry.name or entry.value_label or "").strip().partition("\n")[0]
            entry.display_name = text if len(text) <= 80 else f"{text[:79]}…"

    @api.depends("indicator_id")
    def _compute_measure(self):
        for entry in self:
            entry.measure = entry.indicator_id.name
            entry.target = entry.indicator_id.target
            entry.uom = entry.indicator_id.uom

    @api.depends("result_id")
    def _compute_is_assigned(self):
        for entry in self:
            # That somebody assigned a result is known to its owner.
            entry.is_assigned = bool(entry.sudo().result_id.assigner_id)

    @api.depends("result_id")
    def _compute_reported_to(self):
        for entry in self:
            entry.reported_to = ASSIGNER if entry.is_assigned else EVALUATOR

    @api.depends("value", "has_value", "uom")
    def _compute_value_label(self):
        for entry in self:
            number = format_number(entry.value) if entry.has_value else ""
            entry.value_label = " ".join(filter(None, (number, entry.uom))) if number else ""

    @api.model
    def _get_said_parts(self):
        return {"entry": SAID}

    @api.depends_context("uid")
    @api.depends("skp_id.state", "date", "active")
    def _compute_can_edit(self):
        reasons = self._get_frozen_reason()
        for entry in self:
            entry.frozen_reason = reasons.get(entry.id, "")
            # What is not saved yet is its writer's.
            mine = entry.is_mine or not entry._origin.id
            entry.can_edit = mine and not entry.frozen_reason

    @api.onchange("value")
    def _onchange_value(self):
        if self.value:
            self.has_value = True

    @api.onchange("result_id")
    def _onchange_result_id(self):
        if self.indicator_id.result_id != self.result_id:
            self.indicator_id = False

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        protected = self._protected_fields - {"result_id"}
        return super(HrSkpProgress, without_defaults(self, protected)).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create([self._complete_vals(vals) for vals in vals_list])
        if not self.env.su:
            entries._check_recordable()
            entries._check_changeable()
        entries._tell_superiors()
        return entries

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        vals = dict(vals)
        # First: what is not one's own is refused without a word about whose it is.
        self.check_access("write")
        self._check_base(vals.pop("edit_base", None), vals)
        self._check_names(vals)
        self._check_changeable()
        result = super().write(self._complete_vals(vals))
        # Nor may it be given a day on which it would be frozen.
        self._check_changeable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_unanswered(self):
        if self.env.su:
            return
        self._check_changeable()
        if self._get_answered():
            raise UserError(
                self.env._("Somebody answered this achievement: archive it instead of deleting it.")
            )

    def _remove(self):
        """Delete what nobody answered, archive the rest."""
        answered = self._get_answered()
        answered.write({"active": False})
        (self - answered).unlink()

    @api.model
    def _complete_vals(self, vals):
        """A number that is given is meant, also where it is 0."""
        value = vals.get("value")
        if value is not None and value is not False and "has_value" not in vals:
            return {**vals, "has_value": True}
        return vals

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("name", "has_value")
    def _check_said(self):
        if any(not (entry.has_value or (entry.name or "").strip()) for entry in self):
            raise ValidationError(
                self.env._("Write what was reached, or give the number that was reached.")
            )

    @api.constrains("date", "result_id")
    def _check_date(self):
        # The dates of one's own plan, whoever writes.
        for entry in self.sudo():
            plan, today = entry.skp_id, entry.company_id._get_skp_today()
            why = date_refusal(entry.date, plan.date_start, plan.date_end, today)
            if why == "future":
                raise ValidationError(
                    self.env._("An achievement is not recorded before its day: choose an earlier.")
                )
            if why:
                raise ValidationError(
                    self.env._(
                        "The day of an achievement lies within the SKP: %(start)s – %(end)s.",
                        start=plan.date_start,
                        end=plan.date_end,
                    )
                )

    @api.constrains("indicator_id", "result_id")
    def _check_indicator(self):
        for entry in self.filtered("indicator_id"):
            if entry.indicator_id.result_id != entry.result_id:
                raise ValidationError(
                    self.env._("The indicator belongs to another result than the achievement.")
                )

    @api.constrains("reported_to", "result_id")
    def _check_reported_to(self):
        for entry in self.sudo():
            if entry.reported_to == ASSIGNER and not entry.result_id.assigner_id:
                raise ValidationError(
                    self.env._("Nobody assigned this result: report it to the evaluator.")
                )

    @api.model
    def _filter_linkable(self, name, records):
        """Many read a result and its indicators; only its owner records achievements on it."""
        linkable = super()._filter_linkable(name, records)
        path = {"result_id": "skp_id", "indicator_id": "result_id.skp_id"}.get(name)
        if not path:
            return linkable
        # Whose plan it is, is asked of the plan, whatever the user reads of it.
        return linkable.filtered(lambda r: r.sudo().mapped(path).with_env(self.env).is_mine)

    def _check_recordable(self):
        """Raise unless the results of these new entries were agreed, and still are."""
        # The plan is the writer's own: its rules have been checked with the entry.
        for result_sudo in self.sudo().result_id:
            if not (result_sudo.active and result_sudo.agreed_revision):
                raise UserError(
                    self.env._(
                        "“%s” is not agreed (any more): achievements are recorded on what was "
                        "agreed.",
                        result_sudo.display_name,
                    )
                )

    def _check_names(self, vals):
        refused = self._protected_fields & vals.keys()
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(self.env._("%s is not changed directly.", ", ".join(sorted(labels))))

    def _check_changeable(self):
        """Raise unless these are the current user's own entries, and not frozen."""
        # Whose plan it is, is asked of the plan, whatever the user reads of it.
        roles = self.sudo().skp_id.with_env(self.env)._get_roles()
        reasons = self._get_frozen_reason()
        for entry_sudo in self.sudo():
            if "employee" not in roles[entry_sudo.skp_id.id]:
                raise AccessError(self.env._("Achievements are written by whose plan it is."))
            if reasons.get(entry_sudo.id):
                raise UserError(reasons[entry_sudo.id])

    def _get_frozen_reason(self):
        """Return entry id -> a sentence why it no longer changes; of those alone that are frozen.

        The hook of whatever freezes entries: a self-report, a finalised term.
        """
        reasons = {}
        # The state of the plan is no secret to who has the entry.
        for entry_sudo in self.sudo().filtered("skp_id"):
            plan = entry_sudo.skp_id
            if not may_record(plan.state, plan.revision):
                reasons[entry_sudo.id] = self.env._(
                    "%s is not in force: its achievements stay as they are.", plan.display_name
                )
        return reasons

    def _get_answered(self):
        """Return those of these entries after which somebody said something on their result."""
        # That there is feedback is known to the person; what is not released yet is left out.
        groups = (
            self.env["hr.skp.feedback"]
            .sudo()
            ._read_group(
                Domain("result_id", "in", self.sudo().result_id.ids)
                & Domain("is_anonymous", "=", False)
                & Domain("relation", "!=", "self"),
                ["result_id"],
                ["create_date:max"],
            )
        )
        last = {result.id: date for result, date in groups}
        return self.filtered(
            lambda e: last.get(e.sudo().result_id.id, e.create_date) > e.create_date
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_open_mine(self):
        """Open my achievements; new ones are for who has a plan that was agreed."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_progress_action_mine"
        )
        mine = Domain("is_mine", "=", True) & Domain("revision", ">", 0)
        can_create = bool(self.env["hr.skp"].search(mine, limit=1))
        return {**action, "context": {"create": can_create}}

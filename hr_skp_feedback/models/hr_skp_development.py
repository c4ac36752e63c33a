from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults
from odoo.addons.hr_skp.models.hr_skp_role_mixin import role_boolean

from ..rules.development import DONE, KINDS, MOVES, OPEN, PARTIES, STATES, refusal

#: What both parties may write while the action is open.
AGREED = ("name", "kind", "owner_id", "date_due", "skill_id", "skill_level_id")


class HrSkpDevelopment(models.Model):
    """An agreed action that develops somebody: guidance, counselling, learning.

    Employee and evaluator (or who acts for him on the day) agree it, out of feedback or directly;
    either writes it while it is open and tells what came of it.  Auditors read it, nobody else.
    """

    _name = "hr.skp.development"
    _description = "Development action"
    _inherit = ["hr.skp.said.mixin", "hr.skp.link.guard", "hr.skp.role.mixin"]
    _role_depends = ("skp_id",)
    _order = "state desc, date_due, id"

    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="restrict")
    employee_id = fields.Many2one(related="skp_id.employee_id", store=True, index=True)
    employee_name = fields.Char(related="skp_id.employee_name", store=True, string="Person")
    company_id = fields.Many2one(
        related="skp_id.company_id", string="Agency", store=True, index=True
    )
    evaluator_id = fields.Many2one(related="skp_id.evaluator_id", string="Evaluator")
    feedback_id = fields.Many2one(
        "hr.skp.feedback", "Out of feedback", index="btree_not_null", ondelete="set null"
    )
    kind = fields.Selection(KINDS, required=True, default="guidance")
    name = fields.Char("Agreed action", required=True)
    owner_id = fields.Many2one(
        "hr.employee",
        "Seen to by",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_owner_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The employee himself or his evaluator.",
    )
    owner_user_id = fields.Many2one(
        "res.users",
        "User who sees to it",
        related="owner_id.user_id",
        store=True,
        index="btree_not_null",
    )
    # Portal users cannot read employees; who sees to an action is part of it.
    owner_name = fields.Char(related="owner_id.name", related_sudo=True, string="Seen to by (name)")
    date_due = fields.Date("Due", required=True)
    state = fields.Selection(STATES, required=True, default=OPEN, readonly=True, index=True)
    outcome = fields.Text(
        "What came of it", readonly=True, help="What came of it, or why it was cancelled."
    )
    done_on = fields.Date("Closed on", readonly=True)
    skill_id = fields.Many2one("hr.skill", "Skill to gain", ondelete="set null")
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id", string="Kind of skill")
    skill_level_id = fields.Many2one(
        "hr.skill.level",
        "Level aimed at",
        ondelete="set null",
        domain="[('skill_type_id', '=', skill_type_id)]",
    )
    is_readable = role_boolean()
    is_actionable = role_boolean(*PARTIES)
    is_mine = role_boolean("employee", string="For me")
    is_my_team = role_boolean("evaluator", string="For my team")
    is_owned = fields.Boolean("I see to it", compute="_compute_is_owned", search="_search_is_owned")
    is_late = fields.Boolean("Overdue", compute="_compute_is_late", search="_search_is_late")
    can_edit = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_done = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_cancel = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_reopen = fields.Boolean(compute="_compute_can", export_string_translation=False)

    # ------------------------------------------------------------
    # COMPUTES AND CONSTRAINTS
    # ------------------------------------------------------------

    @api.depends("kind", "employee_name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for action in self:
            action.display_name = " · ".join(
                filter(None, (kinds.get(action.kind), action.employee_name))
            )

    @api.depends("skp_id", "kind")
    def _compute_owner_id(self):
        for action in self:
            # One learns oneself; guidance and counselling are for the evaluator to see to.
            own = action.kind == "learning" or not action.skp_id.evaluator_id
            action.owner_id = action.skp_id.employee_id if own else action.skp_id.evaluator_id

    def _compute_is_late(self):
        today = self.env.company.sudo()._get_skp_today()
        for action in self:
            action.is_late = (
                action.state == OPEN and bool(action.date_due) and action.date_due < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", OPEN) & Domain(
            "date_due", "<", self.env.company.sudo()._get_skp_today()
        )

    @api.constrains("owner_id", "skp_id", "feedback_id", "skill_level_id", "skill_id")
    def _check_belongs(self):
        # The parties may not read each other's personnel record; that they are these is a fact.
        for action_sudo in self.sudo():
            plan = action_sudo.skp_id
            if action_sudo.owner_id not in (plan.employee_id, plan.evaluator_id):
                raise ValidationError(
                    self.env._("An agreed action is seen to by the employee or his evaluator.")
                )
            if action_sudo.feedback_id and action_sudo.feedback_id.skp_id != plan:
                raise ValidationError(self.env._("The feedback is about another plan."))
            level = action_sudo.skill_level_id
            if level and level.skill_type_id != action_sudo.skill_id.skill_type_id:
                raise ValidationError(self.env._("This level belongs to another kind of skill."))

    # ------------------------------------------------------------
    # WHO MAY WHAT
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain: ``employee evaluator auditor``, as to the plan."""
        plans = self.env["hr.skp"]._get_role_domains()
        return {
            role: Domain("skp_id", "any!", plans[role])
            for role in ("employee", "evaluator", "auditor")
        }

    def _get_roles(self):
        # What is not saved yet belongs to a plan on which the writer is somebody.
        plans = self.skp_id._get_roles()
        kept = PARTIES | {"auditor"}
        return {action.id: plans.get(action.skp_id.id, set()) & kept for action in self}

    @api.depends_context("uid")
    @api.depends("owner_user_id")
    def _compute_is_owned(self):
        for action in self:
            action.is_owned = action.owner_user_id == self.env.user

    @api.depends_context("uid")
    @api.depends("skp_id", "state")
    def _compute_can(self):
        roles = self._get_roles()
        for action in self:
            acting, stored = roles[action.id], bool(action._origin)
            action.can_edit = action.state == OPEN and bool(acting & PARTIES or not stored)
            for move in MOVES:
                why = refusal(move, action.state, acting, words="?")
                action[f"can_{move}"] = why is None and stored

    def _search_is_owned(self, operator, value):
        return Domain("owner_user_id", "=", self.env.uid) if operator == "in" else NotImplemented

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _get_fixed_fields(self):
        return {"state", "outcome", "done_on"}

    @api.model
    def _get_said_parts(self):
        return {"action": AGREED}

    @api.model
    def default_get(self, fields):
        return super(
            HrSkpDevelopment, without_defaults(self, self._get_fixed_fields())
        ).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_fields(vals)
            if vals.get("feedback_id") and not vals.get("skp_id"):
                vals["skp_id"] = self._get_feedback_plan_id(vals["feedback_id"])
        actions = super(HrSkpDevelopment, without_defaults(self, self._get_fixed_fields())).create(
            vals_list
        )
        actions._check_open()
        if not self.env.su:
            actions.skp_id._check_feedback_open()
        return actions

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        self.check_access("write")
        vals = dict(vals)
        self._check_base(vals.pop("edit_base", None), vals)
        self._check_fields(vals)
        self._check_open()
        result = super().write(vals)
        self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        if not self.env.su:
            raise UserError(self.env._("An agreed action is cancelled, never deleted."))

    @api.model
    def _get_feedback_plan_id(self, feedback_id):
        feedback = self.env["hr.skp.feedback"].browse(feedback_id)
        feedback.check_access("read")
        return feedback.skp_id.id

    def _check_fields(self, vals):
        if not self.env.su and (refused := self._get_fixed_fields() & vals.keys()):
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(self.env._("%s is not changed directly.", ", ".join(sorted(labels))))

    def _check_open(self):
        """Raise unless the user is a party to each of these, all open, on feedback he reads."""
        if self.env.su:
            return
        roles = self._get_roles()
        if any(not roles[action.id] & PARTIES for action in self):
            raise AccessError(
                self.env._("Development is agreed between the employee and his evaluator.")
            )
        if any(action.state != OPEN for action in self):
            raise UserError(self.env._("This action is closed: it stays as it is."))
        self.feedback_id.check_access("read")

    # ------------------------------------------------------------
    # MOVES
    # ------------------------------------------------------------

    def action_done(self, outcome=None):
        """Either party: it was done, and this came of it."""
        return self._move("done", outcome)

    def action_cancel(self, reason=None):
        """Either party: it is no longer to be done, for this reason."""
        return self._move("cancel", reason)

    def action_reopen(self):
        """Evaluator: it is not done after all."""
        return self._move("reopen")

    def _move(self, move, words=None):
        roles = self._get_roles()
        for action_sudo in self.sudo():
            why = refusal(move, action_sudo.state, roles[action_sudo.id], words)
            if why:
                action_sudo._raise_refusal(why)
        target = MOVES[move].target
        vals = {"state": target}
        if isinstance(words, str):
            vals["outcome"] = words.strip()
        vals["done_on"] = target != OPEN and self.sudo().company_id[:1]._get_skp_today()
        # The right to move was checked above; writing the state is nobody's right as such.
        self.sudo().write(vals)
        return True

    def _raise_refusal(self, why):
        _ = self.env._
        if why == "role":
            raise AccessError(_("Development is agreed between the employee and his evaluator."))
        if why == "words":
            raise UserError(_("Say in a few words what came of it."))
        raise UserError(_("This action is closed or open already."))

    # ------------------------------------------------------------
    # RÉSUMÉ AND SKILLS
    # ------------------------------------------------------------

    def action_open_resume_line(self):
        """Open a new résumé line, filled in from what was done, for who may write it.

        Odoo lets everybody write his own résumé, and the personnel office all: no more rights
        follow from an agreed action.
        """
        self.ensure_one()
        if self.state != DONE:
            raise UserError(self.env._("Mark the action as done first."))
        if not self._may_write_resume():
            raise AccessError(
                self.env._("A résumé is written by the person himself or the personnel office.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New résumé line"),
            "res_model": "hr.resume.line",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_employee_id": self.employee_id.id,
                "default_name": self.name,
                "default_description": self.outcome,
                "default_date_start": self.done_on,
                "default_date_end": self.done_on,
            },
        }

    def _may_write_resume(self):
        self.ensure_one()
        officer = self.env.user.has_group("hr.group_hr_user")
        return officer or (self.is_mine and not self.env.user.share)

    # ------------------------------------------------------------
    # PORTAL
    # ------------------------------------------------------------

    @api.model
    def _portal_agree(self, feedback, typed):
        """Agree an action out of feedback from a page; the very same again is the same."""
        day, name = typed.get("date_due"), (typed.get("action_name") or "").strip()
        kind = typed.get("kind") or "guidance"
        if not name or not day:
            raise UserError(self.env._("Write what is to be done, and by when."))
        if kind not in self._fields["kind"].get_values(self.env):
            raise UserError(self.env._("This cannot be changed here."))
        vals = {
            "feedback_id": feedback.id,
            "name": name,
            "kind": kind,
            "date_due": feedback._to_date(day),
        }
        twin = self.search(Domain.AND(Domain(key, "=", value) for key, value in vals.items()))
        return twin[:1] or self.create(vals)

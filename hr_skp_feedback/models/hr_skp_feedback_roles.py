from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_role_mixin import role_boolean

from ..rules.feedback import PART_ROLES, refusal


class HrSkpFeedback(models.Model):
    """Who is what to an entry: the one place that record rules, guards and buttons read."""

    _inherit = "hr.skp.feedback"
    _role_depends = ("employee_user_id", "giver_user_id")

    is_readable = role_boolean()
    is_actionable = role_boolean("employee", "giver", "evaluator")
    is_mine = role_boolean("employee", string="About me")
    is_given = role_boolean("giver", string="Given by me")
    is_my_team = role_boolean("evaluator", string="About my team")
    is_to_answer = fields.Boolean(
        "To answer", compute="_compute_is_to_answer", search="_search_is_to_answer"
    )
    can_edit = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_respond = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_mark = fields.Boolean(compute="_compute_can", export_string_translation=False)

    # ------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the entries to which the current user is that.

        ``employee``: it is about him, by name, and his to read; ``giver``: he gave it;
        ``evaluator``: it is about somebody he evaluates, or for whose evaluator he acts today;
        ``auditor``: all of his agencies.  Nobody is more than the employee to what is about him,
        unless he wrote it.
        """
        plans = self.env["hr.skp"]._get_role_domains()
        return {
            "employee": self._get_released_domain() & Domain("skp_id", "any!", plans["employee"]),
            "giver": Domain("giver_user_id", "=", self.env.uid),
            "evaluator": Domain("skp_id", "any!", plans["evaluator"]),
            "auditor": Domain("skp_id", "any!", plans["auditor"]),
        }

    @api.model
    def _get_released_domain(self):
        """Return the domain of what a person may read about himself: all that is named."""
        return Domain("is_anonymous", "=", False)

    def _get_roles(self):
        """A new entry is its writer's."""
        roles = super()._get_roles()
        new = {feedback.id: {"giver"} for feedback in self if not feedback._origin}
        return {**roles, **new}

    def _check_part(self, part):
        """Raise unless the user may write this part of each of these entries now."""
        roles, frozen = self._get_roles(), self._get_frozen_reason(part)
        for feedback_sudo in self.sudo():
            why = feedback_sudo._get_refusal(part, roles[feedback_sudo.id], frozen)
            if why:
                feedback_sudo._raise_refusal(why, frozen)

    def _get_refusal(self, part, roles, frozen):
        self.ensure_one()
        return refusal(
            part,
            roles,
            answered=bool(self.responded_on),
            marked=bool(self.follow_up),
            frozen=bool(frozen.get(self.id)),
            own=self.relation == "self",
        )

    def _raise_refusal(self, why, frozen):
        self.ensure_one()
        _ = self.env._
        if why == "role":
            raise AccessError(_("This part of the feedback is not yours to write."))
        if why == "frozen":
            raise UserError(frozen[self.id])
        sentences = {
            "own": _("A self-reflection is neither answered nor marked."),
            "answered": _(
                "This feedback was answered, so its words stay as they are. Give a new one instead."
            ),
            "marked": _(
                "What was done about this feedback has been marked, so its words stay as they are."
            ),
        }
        raise UserError(sentences[why])

    def _get_frozen_reason(self, part):
        """Return entry id -> why this part is not written any more; the hook of later stages."""
        return {}

    # ------------------------------------------------------------
    # SEARCHABLE BOOLEANS
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("employee_user_id", "responded_on")
    def _compute_is_to_answer(self):
        for feedback in self:
            feedback.is_to_answer = feedback.is_mine and feedback._waits_for_answer()

    @api.depends_context("uid")
    @api.depends("employee_user_id", "giver_user_id", "responded_on", "follow_up")
    def _compute_can(self):
        roles = self._get_roles()
        frozen = {part: self._get_frozen_reason(part) for part in PART_ROLES}
        names = {"text": "can_edit", "response": "can_respond", "mark": "can_mark"}
        for feedback in self:
            for part in PART_ROLES:
                why = feedback._get_refusal(part, roles[feedback.id], frozen[part])
                # There is nothing to mark on what is not said yet.
                feedback[names[part]] = why is None and (part == "text" or bool(feedback._origin))

    def _waits_for_answer(self):
        self.ensure_one()
        return self.tone == "improve" and not self.responded_on and self.relation != "self"

    def _search_is_to_answer(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = Domain("tone", "=", "improve") & Domain("responded_on", "=", False)
        return (
            self._search_roles(operator, ("employee",)) & waiting & Domain("relation", "!=", "self")
        )

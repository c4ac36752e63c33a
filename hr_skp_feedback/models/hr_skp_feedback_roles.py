from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..rules.feedback import PART_ROLES, refusal


class HrSkpFeedback(models.Model):
    """Who is what to an entry: the one place that record rules, guards and buttons read.

    Search methods instead of ids in the rules, as for the plan (see ``hr_skp_roles.py`` there).
    """

    _inherit = "hr.skp.feedback"

    is_readable = fields.Boolean(
        compute="_compute_roles", search="_search_is_readable", export_string_translation=False
    )
    is_actionable = fields.Boolean(
        compute="_compute_roles", search="_search_is_actionable", export_string_translation=False
    )
    is_mine = fields.Boolean("About me", compute="_compute_roles", search="_search_is_mine")
    is_given = fields.Boolean("Given by me", compute="_compute_roles", search="_search_is_given")
    is_my_team = fields.Boolean(
        "About my team", compute="_compute_roles", search="_search_is_my_team"
    )
    is_to_answer = fields.Boolean(
        "To answer", compute="_compute_roles", search="_search_is_to_answer"
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
        """Return entry id -> set of what the current user is to it; a new one is its writer's."""
        roles = {feedback.id: set() if feedback._origin else {"giver"} for feedback in self}
        stored = {feedback._origin.id: roles[feedback.id] for feedback in self if feedback._origin}
        for role, domain in self._get_role_domains().items():
            if stored and not domain.is_false():
                for feedback in self._matching(domain, list(stored)):
                    stored[feedback.id].add(role)
        return roles

    def _matching(self, domain, entry_ids):
        # Membership, not content: the domain itself says who the user is to the entry.
        return self.sudo().search(domain & Domain("id", "in", entry_ids))

    def _check_part(self, part):
        """Raise unless the user may write this part of each of these entries now."""
        roles, frozen = self._get_roles(), self._get_frozen_reason()
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

    def _get_frozen_reason(self):
        """Return entry id -> why it cannot be changed any more; the hook of later stages."""
        return {}

    # ------------------------------------------------------------
    # SEARCHABLE BOOLEANS
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("employee_user_id", "giver_user_id", "responded_on")
    def _compute_roles(self):
        roles = self._get_roles()
        for feedback in self:
            acting = roles[feedback.id]
            feedback.is_readable = bool(acting)
            feedback.is_actionable = bool(acting - {"auditor"})
            feedback.is_mine = "employee" in acting
            feedback.is_given = "giver" in acting
            feedback.is_my_team = "evaluator" in acting
            feedback.is_to_answer = feedback.is_mine and feedback._waits_for_answer()

    @api.depends_context("uid")
    @api.depends("employee_user_id", "giver_user_id", "responded_on", "follow_up")
    def _compute_can(self):
        roles, frozen = self._get_roles(), self._get_frozen_reason()
        names = {"text": "can_edit", "response": "can_respond", "mark": "can_mark"}
        for feedback in self:
            for part in PART_ROLES:
                why = feedback._get_refusal(part, roles[feedback.id], frozen)
                # There is nothing to mark on what is not said yet.
                feedback[names[part]] = why is None and (part == "text" or bool(feedback._origin))

    def _waits_for_answer(self):
        self.ensure_one()
        return self.tone == "improve" and not self.responded_on and self.relation != "self"

    def _search_is_readable(self, operator, value):
        return self._search_roles(operator, None)

    def _search_is_actionable(self, operator, value):
        return self._search_roles(operator, ("employee", "giver", "evaluator"))

    def _search_is_mine(self, operator, value):
        return self._search_roles(operator, ("employee",))

    def _search_is_given(self, operator, value):
        return self._search_roles(operator, ("giver",))

    def _search_is_my_team(self, operator, value):
        return self._search_roles(operator, ("evaluator",))

    def _search_is_to_answer(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = Domain("tone", "=", "improve") & Domain("responded_on", "=", False)
        return (
            self._search_roles(operator, ("employee",)) & waiting & Domain("relation", "!=", "self")
        )

    @api.model
    def _search_roles(self, operator, roles):
        if operator != "in":
            return NotImplemented
        domains = self._get_role_domains()
        return Domain.OR(domains[role] for role in roles or domains)

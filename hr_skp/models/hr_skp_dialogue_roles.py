from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.dialogue_states import (
    AGREED_THINGS,
    CANCELLED,
    CONTENT,
    HELD,
    MOVES,
    PARTIES,
    SETTLING_KINDS,
    refusal,
    writable,
)
from .hr_skp_role_mixin import role_boolean


class HrSkpDialogue(models.Model):
    """Who is what to a dialogue: read by record rules, guards, buttons and task lists."""

    _inherit = "hr.skp.dialogue"
    _role_depends = ("skp_id", "participant_ids")

    is_readable = role_boolean()
    is_actionable = role_boolean(*PARTIES)
    is_mine = role_boolean("employee", string="My own")
    is_my_team = role_boolean("evaluator", string="Of my team")
    is_to_confirm = fields.Boolean(
        "Waits for my confirmation",
        compute="_compute_is_to_confirm",
        search="_search_is_to_confirm",
    )
    can_edit_appointment = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_edit_participants = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_edit = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_hold = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_replan = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_cancel = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_confirm = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_carry_over = fields.Boolean(
        compute="_compute_can_carry_over", export_string_translation=False
    )

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the dialogues to which the current user is that.

        ``employee evaluator``: the parties, by the plan; ``participant``: listed; ``auditor``.
        """
        plans = self.env["hr.skp"]._get_role_domains()
        through = {
            role: Domain("skp_id", "any!", plans[role])
            for role in ("employee", "evaluator", "auditor")
        }
        me = Domain("user_id", "=", self.env.uid)
        return {**through, "participant": Domain("participant_ids", "any!", me)}

    def _get_officials(self):
        """Return dialogue id -> id of the official for whom the user acts as delegate here."""
        # Whose plan it is the acting person knows: he was checked to be a party.
        officials = self.sudo().skp_id.with_env(self.env)._get_officials()
        return {d.id: officials[d.skp_id.id] for d in self.sudo() if d.skp_id.id in officials}

    @api.depends_context("uid")
    @api.depends("skp_id", "state", "is_confirmed")
    def _compute_is_to_confirm(self):
        roles = self._get_roles()
        for dialogue in self:
            dialogue.is_to_confirm = dialogue._refuses("confirm", roles[dialogue.id]) is None

    @api.depends_context("uid")
    @api.depends("state", "date_start", "is_confirmed", *CONTENT)
    def _compute_can(self):
        roles = self._get_roles()
        for dialogue in self:
            # What is not saved yet is its writer's.
            acting = roles[dialogue.id] if dialogue._origin else {"employee"}
            names = writable(dialogue.state, acting, dialogue._get_confirmed())
            dialogue.can_edit_appointment = "date_start" in names
            dialogue.can_edit_participants = "participant_ids" in names
            dialogue.can_edit = "notes" in names
            for move in MOVES:
                why = dialogue._refuses(move, acting, reason="?")
                # What is still missing does not hide the button: it is said.
                allowed = why is None or (move, why) in (("confirm", "blank"), ("hold", "early"))
                dialogue[f"can_{move}"] = allowed and bool(dialogue._origin)

    @api.depends_context("uid")
    @api.depends("kind", "state", "skp_id.state")
    def _compute_can_carry_over(self):
        acting = self.filtered(
            lambda d: d.is_actionable and d.state != CANCELLED and d.kind in SETTLING_KINDS
        )
        # Only whose party one is: others need not read the plan.
        editable = acting.skp_id.filtered("can_edit")
        for dialogue in self:
            dialogue.can_carry_over = dialogue in acting and dialogue.skp_id in editable

    def _refuses(self, move, roles, reason=None):
        """Return the code of why somebody with ``roles`` may not make ``move`` now, or None."""
        self.ensure_one()
        planned = self.date_start and self._to_local(self.date_start).date()
        early = bool(planned) and planned > self._get_today()
        return refusal(
            move,
            self.state,
            roles,
            reason,
            self._get_confirmed(),
            early,
            not any(self[name] for name in (*AGREED_THINGS, "notes")),
        )

    def _search_is_to_confirm(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = self._get_role_domains()
        written = Domain.OR(
            Domain(name, "not in", [False, ""]) for name in (*AGREED_THINGS, "notes")
        )
        mine = Domain.OR(
            domains[party] & Domain(f"{party}_confirmed_on", "=", False) for party in PARTIES
        )
        return Domain("state", "=", HELD) & written & mine

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..rules.dialogue_states import CONTENT, HELD, PLANNED

WHEN = "EEEE d MMM yyyy, HH.mm"


class HrSkpDialogue(models.Model):
    """What the portal shows of dialogues: tasks, lists, and texts that save themselves."""

    _inherit = "hr.skp.dialogue"

    #: of the parties and the participants, not of those who merely read it
    is_invited = fields.Boolean(
        compute="_compute_is_invited", search="_search_is_invited", export_string_translation=False
    )

    # ------------------------------------------------------------
    # TASKS
    # ------------------------------------------------------------

    @api.model
    def _prepare_portal_tasks(self):
        """Return what dialogues ask of the current user: to confirm, to record, the next one."""
        acting = Domain("is_actionable", "=", True) & Domain("state", "=", PLANNED)
        now, order = fields.Datetime.now(), "date_start"
        confirm = self.search(Domain("is_to_confirm", "=", True), order=order)
        passed = self.search(acting & Domain("date_end", "<", now), order=order)
        coming = self.search(
            Domain("is_invited", "=", True)
            & Domain("state", "=", PLANNED)
            & Domain("date_end", ">=", now),
            order=order,
            limit=1,
        )
        _ = self.env._
        return [
            *confirm._prepare_tasks("dialogue_confirm", _("Confirm what you agreed with %s")),
            *passed._prepare_tasks("dialogue_record", _("Record the dialogue with %s")),
            *coming._prepare_tasks("dialogue_coming", _("Performance dialogue with %s")),
        ]

    def _prepare_tasks(self, code, title):
        """Return one task for these dialogues: of the only one, or that there are several."""
        if not self:
            return []
        first = self[0]
        url = f"/my/skp/{first.skp_id.id}/dialogue/{first.id}"
        text = title % first._get_counterpart()
        if len(self) > 1:
            text = self.env._("%(task)s, and %(count)s more", task=text, count=len(self) - 1)
            url = "/my/skp/dialogues"
        return [
            {
                "code": code,
                "title": text,
                "detail": "",
                "when": first._get_when(),
                "url": url,
                "deadline": first._to_local(first.date_start).date(),
                "late": code == "dialogue_record",
            }
        ]

    def _get_counterpart(self):
        """Return the name of whom the current user talks with."""
        self.ensure_one()
        # The parties know each other; a participant was told who they are.
        plan_sudo = self.skp_id.sudo()
        return plan_sudo.evaluator_id.name if self.is_mine else plan_sudo.employee_name

    def _get_when(self):
        self.ensure_one()
        local = self.with_context(tz=str(self._get_tz()))
        return format_datetime(local.env, self.date_start, dt_format=WHEN)

    # ------------------------------------------------------------
    # WHO IS INVITED
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("skp_id", "participant_ids")
    def _compute_is_invited(self):
        roles = self._get_roles()
        for dialogue in self:
            dialogue.is_invited = bool(roles.get(dialogue._origin.id, set()) - {"auditor"})

    def _search_is_invited(self, operator, value):
        return self._search_roles(operator, ("employee", "evaluator", "participant"))

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    @api.model
    def _get_portal_lists(self, limit):
        """Return ``(confirm, planned, past)`` of the current user's dialogues."""
        invited = Domain("is_invited", "=", True)
        confirm = self.search(Domain("is_to_confirm", "=", True), order="date_start", limit=limit)
        planned = self.search(
            invited & Domain("state", "=", PLANNED), order="date_start", limit=limit
        )
        past = self.search(
            invited & Domain("state", "!=", PLANNED) & Domain("id", "not in", confirm.ids),
            limit=limit,
        )
        return confirm, planned, past

    def _get_portal_notice(self):
        """Return ``(tone, sentence)``: where the dialogue stands and whose turn it is."""
        self.ensure_one()
        _, name = self.env._, self._get_counterpart()
        if self.state == PLANNED and self.date_end >= fields.Datetime.now():
            return "info", _("Planned. You may write down beforehand what you want to talk about.")
        if self.state == PLANNED:
            return "warning", _("The time has passed. Write down what was agreed and mark it held.")
        if self.state != HELD:
            return "secondary", _("Cancelled: %s", self.state_reason or "")
        if self.is_confirmed:
            return "success", _("Confirmed by both. To correct it, record a new dialogue.")
        if self.is_to_confirm:
            return "warning", _("Read what was agreed, complete it, and confirm it.")
        if self._get_confirmed() and self.is_actionable:
            return "info", _("You have confirmed. %s has not confirmed yet.", name)
        return "info", _("Held. Write down what was agreed; then both confirm it.")


class HrSkp(models.Model):
    _inherit = "hr.skp"

    @api.model
    def _prepare_portal_tasks(self):
        tasks = super()._prepare_portal_tasks()
        dialogues = self.env["hr.skp.dialogue"]
        return tasks + (dialogues._prepare_portal_tasks() if dialogues.has_access("read") else [])

    def _portal_save(self, kind, record_id, field, value, base=None):
        """Also a text of a dialogue on this plan, whose own guard decides who writes it."""
        if kind != "dialogue":
            return super()._portal_save(kind, record_id, field, value, base)
        dialogue = self.env["hr.skp.dialogue"].search(
            [("id", "=", self._to_id(record_id)), ("skp_id", "=", self.id)]
        )
        if not dialogue or field not in CONTENT:
            raise MissingError(self.env._("This line is no longer part of the plan."))
        value, stored = self._clean(value), self._clean(dialogue[field])
        if base is not None and stored not in (value, self._clean(base)):
            return {"conflict": stored}
        if stored != value:
            dialogue.write({field: value or False})
        return {"value": self._clean(dialogue[field]), "advice": []}

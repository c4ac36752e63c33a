from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from ..rules.dialogue_slots import MAX_DAYS, slots
from ..rules.dialogue_states import KINDS
from ..rules.plan_states import LIVE


class HrSkpDialogueSchedule(models.TransientModel):
    """Plans a dialogue with each of many people, one after the other over working days."""

    _name = "hr.skp.dialogue.schedule"
    _description = "Plan dialogues with many"
    _inherit = ["hr.skp.change.preview"]

    skp_ids = fields.Many2many(
        "hr.skp", string="People", required=True, default=lambda self: self._get_default_plans()
    )
    kind = fields.Selection(KINDS, required=True, default="planning")
    date_start = fields.Datetime(
        "First slot",
        required=True,
        default=lambda self: self.env["hr.skp.dialogue"]._get_default_start(),
    )
    duration = fields.Integer("Minutes each", required=True, default=45)
    pause = fields.Integer("Minutes between", default=15)
    per_day = fields.Integer("At most a day", required=True, default=4)
    location = fields.Char("Place")
    video_url = fields.Char("Video link")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.constrains("duration", "pause", "per_day")
    def _check_numbers(self):
        for wizard in self:
            if not (0 < wizard.duration <= 720 and 0 <= wizard.pause <= 720 and wizard.per_day > 0):
                raise ValidationError(
                    self.env._("Minutes and the number a day must be more than nothing.")
                )

    @api.model
    def _get_default_plans(self):
        """Take the plans chosen in a list, else those of my team."""
        if self.env.context.get("active_model") == "hr.skp":
            return self.env["hr.skp"].browse(self.env.context.get("active_ids") or [])
        domain = [("is_my_team", "=", True), ("state", "in", list(LIVE))]
        return self.env["hr.skp"].search(domain, order="employee_name")

    @api.depends("skp_ids", "date_start", "duration", "pause", "per_day", "kind")
    def _compute_preview(self):
        _ = self.env._
        for wizard in self:
            starts = wizard._get_starts()
            planned = wizard._get_already_planned()
            rows = [
                (
                    plan.employee_name,
                    format_datetime(self.env, start, dt_format="EEE d MMM yyyy HH.mm"),
                )
                for plan, start in starts
            ]
            notes = [
                planned
                and _(
                    "With them a dialogue of this kind is planned already; another one is added: "
                    "%s",
                    self._name_people(planned),
                ),
                wizard._get_left_out_note(),
            ]
            wizard.preview = wizard._render_preview(
                [_("Employee"), _("When")], rows, notes, _("Choose people of your team.")
            )

    def _get_plans(self):
        """Return the plans with which the user may plan a dialogue, in the order of the names."""
        plans = self.skp_ids._origin._filtered_access("read")
        return plans.filtered(lambda p: p.is_my_team and p.state in LIVE).sorted("employee_name")

    def _get_left_out_note(self):
        left = self.skp_ids._origin._filtered_access("read") - self._get_plans()
        return bool(left) and self.env._(
            "Left out, because not of your team, closed or cancelled: %s", self._name_people(left)
        )

    def _get_already_planned(self):
        groups = self.env["hr.skp.dialogue"]._read_group(
            [
                ("skp_id", "in", self._get_plans().ids),
                ("kind", "=", self.kind),
                ("state", "=", "planned"),
            ],
            ["skp_id"],
        )
        return self.env["hr.skp"].union(*(plan for (plan,) in groups))

    def _get_starts(self):
        """Return ``(plan, start in UTC)`` for each person."""
        self.ensure_one()
        plans = self._get_plans()
        if not plans or not self.date_start or self.duration < 1 or self.per_day < 1:
            return []
        dialogues = self.env["hr.skp.dialogue"]
        first = dialogues._to_local(self.date_start)
        starts = slots(
            first,
            self.duration,
            max(self.pause, 0),
            self.per_day,
            len(plans),
            dialogues._get_working_days(first, MAX_DAYS).__contains__,
        )
        return [
            (plan, dialogues._to_utc(start)) for plan, start in zip(plans, starts, strict=False)
        ]

    def action_confirm(self):
        """Plan the dialogues, all at once; each person finds his in the calendar and the portal."""
        self.ensure_one()
        starts = self._get_starts()
        if len(starts) < len(self._get_plans()) or not starts:
            raise UserError(self.env._("Choose people of your team, and days on which you work."))
        self.env["hr.skp.dialogue"].create(
            [
                {
                    "skp_id": plan.id,
                    "kind": self.kind,
                    "date_start": start,
                    "duration": self.duration / 60,
                    "location": self.location,
                    "video_url": self.video_url,
                }
                for plan, start in starts
            ]
        )
        return self.env["hr.skp.period"]._get_done_notification(
            self.env._("%s dialogues are planned.", len(starts))
        )

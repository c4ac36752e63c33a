from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..rules.dialogue_states import (
    AGREED_THINGS,
    APPOINTMENT,
    CONTENT,
    KINDS,
    PARTICIPANTS,
    PARTIES,
    PLANNED,
    STATES,
    writable,
)
from ..rules.plan_states import CANCELLED, CLOSED, LIVE
from .hr_skp_link_guard import without_defaults

#: What whoever plans a dialogue says of it.
CREATE_FIELDS = frozenset({"skp_id", *APPOINTMENT, *PARTICIPANTS, *CONTENT})


class HrSkpDialogue(models.Model):
    """A recorded performance dialogue on one plan, and the five things agreed in it.

    Who may what (facts of the data; see ``hr_skp_dialogue_roles.py``):

    * employee and evaluator of the plan, or who acts for the evaluator on the day, plan it, write
      down what was agreed, mark it as held, and confirm it, each for himself;
    * participants listed read it; auditors read all;
    * heads of unit and officers read that it took place (``hr.skp.dialogue.report``), not its
      content; a colleague reads nothing.

    A text changed takes the confirmations back.  What both have confirmed is frozen: a later
    correction is a new dialogue.
    """

    _name = "hr.skp.dialogue"
    _description = "Performance dialogue"
    # hr.mixin: participants are employees, whom not everybody may read as such.
    _inherit = ["hr.mixin", "hr.skp.link.guard", "hr.skp.role.mixin"]
    _order = "date_start desc, id desc"

    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="skp_id.company_id", string="Agency", store=True, index=True
    )
    kind = fields.Selection(KINDS, required=True, default="planning")
    date_start = fields.Datetime(
        "When", required=True, index=True, default=lambda self: self._get_default_start()
    )
    duration = fields.Float("Duration (hours)", required=True, default=1.0)
    date_end = fields.Datetime("Ends", compute="_compute_date_end", store=True)
    location = fields.Char("Place")
    video_url = fields.Char("Video link")
    participant_ids = fields.Many2many(
        "hr.employee",
        string="Further participants",
        help="Besides the employee and the evaluator. They read the whole dialogue.",
    )
    # The five things that every dialogue agrees.
    desired_results = fields.Text("Desired results", help="What is to be there, and for whom.")
    guidelines = fields.Text(help="How good, how fast, within which limits.")
    resources = fields.Text(
        "Resource support", help="People, money, tools and support that are given."
    )
    accountability = fields.Text("Accountability scheme", help="When and how progress is reported.")
    consequences = fields.Text(help="What follows if it is achieved, and if it is not.")
    notes = fields.Text(help="What else was agreed.")
    # Where it stands.
    state = fields.Selection(
        STATES,
        default=PLANNED,
        required=True,
        readonly=True,
        index=True,
        copy=False,
        group_expand=True,
    )
    state_reason = fields.Text("Reason", readonly=True, copy=False)
    recorded_by_id = fields.Many2one(
        "res.users", "Recorded by", readonly=True, copy=False, ondelete="restrict"
    )
    employee_confirmed_on = fields.Datetime("Confirmed by the employee", readonly=True, copy=False)
    evaluator_confirmed_on = fields.Datetime(
        "Confirmed by the evaluator", readonly=True, copy=False
    )
    is_confirmed = fields.Boolean(
        "Confirmed by both", compute="_compute_is_confirmed", store=True, index=True
    )

    _duration_check = models.Constraint(
        "CHECK (duration > 0 AND duration <= 12)",
        "A dialogue takes more than nothing and less than a working day.",
    )

    # ------------------------------------------------------------
    # DEFAULTS AND COMPUTES
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        refused = self._fields.keys() - CREATE_FIELDS
        values = super(HrSkpDialogue, without_defaults(self, refused)).default_get(fields)
        if "skp_id" in fields and not values.get("skp_id"):
            own = self.env["hr.skp"].search([("is_mine", "=", True), ("state", "in", list(LIVE))])
            values["skp_id"] = own._get_portal_current().id
        return values

    @api.model
    def _get_default_start(self):
        """The next working day at nine, where the user is."""
        tomorrow = fields.Datetime.to_datetime(self._get_today()) + timedelta(days=1)
        # A fortnight without a working day: then tomorrow.
        day = min(self._get_working_days(tomorrow, 14), default=tomorrow.date())
        return self._to_utc(fields.Datetime.to_datetime(day) + timedelta(hours=9))

    @api.depends("kind", "skp_id.employee_name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for dialogue in self:
            # A participant reads the dialogue without the plan; whose it is he knows.
            name = dialogue.skp_id.sudo().employee_name or ""
            dialogue.display_name = f"{kinds.get(dialogue.kind, '')} · {name}"

    @api.depends("date_start", "duration")
    def _compute_date_end(self):
        for dialogue in self:
            start = dialogue.date_start
            dialogue.date_end = start and start + timedelta(hours=dialogue.duration)

    @api.depends("employee_confirmed_on", "evaluator_confirmed_on")
    def _compute_is_confirmed(self):
        for dialogue in self:
            dialogue.is_confirmed = dialogue._get_confirmed() == PARTIES

    def _get_confirmed(self):
        """Return which parties have confirmed what was agreed."""
        self.ensure_one()
        return {party for party in PARTIES if self[f"{party}_confirmed_on"]}

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("participant_ids", "skp_id")
    def _check_participants(self):
        # Whose agency somebody is in is no secret of the participants to who names them.
        for dialogue in self.sudo():
            if dialogue.participant_ids.company_id - dialogue.company_id:
                raise ValidationError(
                    self.env._("Only people of the same agency take part in a dialogue.")
                )

    @api.constrains("video_url")
    def _check_video_url(self):
        for dialogue in self.filtered("video_url"):
            if not dialogue.video_url.startswith(("https://", "http://")):
                raise ValidationError(self.env._("A video link begins with https://"))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_names({name for vals in vals_list for name in vals} - CREATE_FIELDS)
        dialogues = super(
            HrSkpDialogue, without_defaults(self, self._fields.keys() - CREATE_FIELDS)
        ).create(vals_list)
        dialogues._check_plannable()
        self.env["hr.skp.log"]._append(
            dialogues, "dialogue_plan", after=PLANNED, officials=dialogues._get_officials()
        )
        dialogues._sync_events()
        return dialogues

    def write(self, vals):
        changed, present = self.browse(), {}
        if not self.env.su:
            # First: what is not one's own is refused without a word about whose it is.
            self.check_access("write")
            self._check_write(set(vals))
            changed = self._get_changed(vals)
            present = self._get_participant_ids()
        result = super().write(vals)
        if present:
            # Who was there, and so reads it, is part of what was confirmed.
            now = self._get_participant_ids()
            changed |= self.filtered(lambda d: now[d.id] != present[d.id])
        changed._take_confirmations_back()
        if (APPOINTMENT | PARTICIPANTS) & set(vals):
            self._sync_events()
        if "date_start" in vals and not self.env.su:
            self.env["hr.skp.log"]._append(self, "dialogue_move", officials=self._get_officials())
        return result

    def _get_participant_ids(self):
        """Return dialogue id -> ids of who is listed; a portal user reads no employees."""
        return {dialogue.id: dialogue.participant_ids.ids for dialogue in self.sudo()}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("A dialogue is cancelled, never deleted."))

    def _check_plannable(self):
        """Raise unless the plans take new dialogues: living ones, with an evaluator to talk to."""
        # The right to the plan was checked when the dialogue was created.
        for plan_sudo in self.sudo().skp_id:
            if plan_sudo.state not in LIVE:
                raise UserError(
                    self.env._(
                        "%s is closed or cancelled: it takes no new dialogue.",
                        plan_sudo.display_name,
                    )
                )
            if not plan_sudo.evaluator_id:
                raise UserError(
                    self.env._(
                        "%s has no evaluator yet, so there is nobody to talk to.",
                        plan_sudo.display_name,
                    )
                )

    def _check_write(self, names):
        roles = self._get_roles()
        for dialogue_sudo in self.sudo():
            acting, confirmed = roles[dialogue_sudo.id], dialogue_sudo._get_confirmed()
            refused = names - writable(dialogue_sudo.state, acting, confirmed)
            if refused & (CREATE_FIELDS - {"skp_id"}) and acting & PARTIES:
                raise UserError(dialogue_sudo._get_not_writable_sentence())
            self._check_names(refused)

    def _get_not_writable_sentence(self):
        self.ensure_one()
        _ = self.env._
        if self.is_confirmed:
            return _("Both have confirmed this dialogue. To correct it, record a new one.")
        if self.state == PLANNED:
            return _("This cannot be changed here.")
        return _("The dialogue was held or cancelled: when and where it was stays as it is.")

    @api.model
    def _check_names(self, refused):
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._(
                    "%(fields)s of a dialogue is changed by its own steps only, or by the "
                    "employee and the evaluator.",
                    fields=", ".join(sorted(labels)),
                )
            )

    def _get_changed(self, vals):
        """Return those of these dialogues whose agreed texts ``vals`` really changes."""
        names = CONTENT & set(vals)
        return self.filtered(lambda d: any((d[name] or "") != (vals[name] or "") for name in names))

    def _take_confirmations_back(self):
        """What somebody confirmed was changed: he is asked again."""
        # Nobody writes a confirmation directly; that it no longer holds is a fact.
        confirmed_sudo = self.sudo().filtered(lambda d: d._get_confirmed())
        if not confirmed_sudo:
            return
        confirmed_sudo.write({"employee_confirmed_on": False, "evaluator_confirmed_on": False})
        self.env["hr.skp.log"]._append(
            confirmed_sudo.with_env(self.env), "dialogue_change", officials=self._get_officials()
        )
        confirmed_sudo._update_activities()

    def _get_agreed_things(self):
        """Return ``(name, label, help, text)`` of the five agreed things and the notes."""
        self.ensure_one()
        described = self.fields_get([*AGREED_THINGS, "notes"], ["string", "help"])
        return [
            (name, described[name]["string"], described[name]["help"], self[name] or "")
            for name in (*AGREED_THINGS, "notes")
        ]

    def action_open_plan(self):
        """Open the plan that the dialogue is about, with the reader's own rights."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action")
        return action | {"res_id": self.skp_id.id, "view_mode": "form", "views": [(False, "form")]}

    # ------------------------------------------------------------
    # TIMES AS THE USER SEES THEM
    # ------------------------------------------------------------

    @api.model
    def _get_tz(self):
        """Return the user's time zone, or his agency's."""
        # A setting of the agency, whoever asks.
        agency = self.env.company.sudo().skp_tz
        return pytz.timezone(self.env.context.get("tz") or self.env.user.tz or agency)

    @api.model
    def _to_utc(self, local):
        """Return the naive UTC time of a naive local time of the user."""
        return self._get_tz().localize(local).astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _to_local(self, moment):
        """Return the naive local time of the user of a naive UTC time."""
        return pytz.utc.localize(moment).astimezone(self._get_tz()).replace(tzinfo=None)

    @api.model
    def _get_today(self):
        return self._to_local(fields.Datetime.now()).date()

    @api.model
    def _get_working_days(self, first, count):
        """Return which of ``count`` days from ``first`` on are working days of the agency."""
        # The agency's working days are no secret.
        calendar_sudo = self.env.company.resource_calendar_id.sudo()
        days_off = calendar_sudo._get_unusual_days(first, first + timedelta(days=count))
        days = (first.date() + timedelta(days=number) for number in range(count))
        return {
            day for day in days if not days_off.get(fields.Date.to_string(day), day.weekday() > 4)
        }


class HrSkp(models.Model):
    _inherit = "hr.skp"

    dialogue_ids = fields.One2many("hr.skp.dialogue", "skp_id", "Dialogues")
    dialogue_count = fields.Integer(compute="_compute_dialogue_count")

    @api.depends("dialogue_ids")
    def _compute_dialogue_count(self):
        groups = self.env["hr.skp.dialogue"]._read_group(
            [("skp_id", "in", self.ids), ("state", "!=", "cancelled")], ["skp_id"], ["__count"]
        )
        counts = {plan.id: count for plan, count in groups}
        for plan in self:
            plan.dialogue_count = counts.get(plan.id, 0)

    def action_open_dialogues(self):
        """Open the dialogues of this plan, or a new one where there is none yet."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_dialogue_action")
        return {
            **action,
            "domain": [("skp_id", "=", self.id)],
            "context": {
                "default_skp_id": self.id,
                "create": self.is_actionable and self.state in LIVE,
            },
        }

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in (CLOSED, CANCELLED):
            self._drop_planned_dialogues()
        return result

    def _follow_evaluator(self):
        result = super()._follow_evaluator()
        self._get_planned_dialogues()._sync_events()
        return result

    def _get_planned_dialogues(self):
        """Return the planned dialogues of these plans that are still to come."""
        # The plan moved, whoever moved it: its appointments follow.
        return (
            self.env["hr.skp.dialogue"]
            .sudo()
            .search(
                Domain("skp_id", "in", self.ids)
                & Domain("state", "=", PLANNED)
                & Domain("date_start", ">", fields.Datetime.now())
            )
        )

    def _drop_planned_dialogues(self):
        """A plan that ended has nothing to talk about any more; what was held stays."""
        if dialogues_sudo := self._get_planned_dialogues():
            dialogues_sudo._apply_move("cancel", self.env._("The plan ended."))

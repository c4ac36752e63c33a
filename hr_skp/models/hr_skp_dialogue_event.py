from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.dialogue_states import CANCELLED, PLANNED

#: What of a client's context an appointment takes: no ``default_…``, no ``active_…``.
CONTEXT_KEPT = ("lang", "tz", "allowed_company_ids", "no_mail_to_attendees", "dont_notify")
TIMES = frozenset({"start", "stop", "start_date", "stop_date", "duration", "allday"})
#: In the context: the dialogue itself changes its appointment.  No client can send an object.
_SYNC = object()


class HrSkpDialogue(models.Model):
    """The appointment of a dialogue in Odoo's calendar.

    Private: colleagues see that the people are busy, nothing else.  It says nothing of what is
    talked about; whoever may, follows the link.
    """

    _inherit = "hr.skp.dialogue"

    # ondelete: who deletes an appointment from his calendar does not delete the dialogue.
    calendar_event_id = fields.Many2one(
        "calendar.event",
        "Appointment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _sync_events(self):
        """Bring the appointments in line: made when planned, moved with it, gone when cancelled."""
        # Whoever acts on the dialogue need not have rights on the calendar, as in the portal.
        dialogues_sudo = self.sudo()
        cancelled_sudo = dialogues_sudo.filtered(lambda d: d.state == CANCELLED)
        cancelled_sudo.calendar_event_id._for_dialogues().active = False
        planned_sudo = dialogues_sudo.filtered(lambda d: d.state == PLANNED)
        vals = planned_sudo._prepare_events_vals()
        new_sudo = planned_sudo.filtered(lambda d: not d.calendar_event_id)
        for dialogue_sudo in planned_sudo - new_sudo:
            dialogue_sudo.calendar_event_id._update_for_dialogue(vals[dialogue_sudo.id])
        events_sudo = self.env["calendar.event"].sudo()._for_dialogues()
        created_sudo = events_sudo.create([vals[d.id] for d in new_sudo])
        for dialogue_sudo, event_sudo in zip(new_sudo, created_sudo, strict=True):
            dialogue_sudo.calendar_event_id = event_sudo.id

    def _prepare_events_vals(self):
        """Return dialogue id -> values of its appointment."""
        delegates = self._get_delegates_of_the_day()
        return {d.id: d._prepare_event_vals(delegates[d.id]) for d in self}

    def _prepare_event_vals(self, delegates):
        self.ensure_one()
        plan = self.skp_id
        people = plan.employee_id | plan.evaluator_id | self.participant_ids
        users = people.user_id | delegates
        # Who has no account is still invited by mail.
        partners = users.partner_id | people.filtered(lambda e: not e.user_id).work_contact_id
        organisers = (self.create_uid, plan.evaluator_user_id, plan.employee_user_id)
        organiser = next((u for u in organisers if u in users and not u.share), None)
        link = f"{self.get_base_url()}/my/skp/{plan.id}/dialogue/{self.id}"
        return {
            "name": self.env._("Performance dialogue"),
            "description": Markup('<p><a href="%s">%s</a></p>')
            % (link, self.env._("Open the dialogue")),
            "start": self.date_start,
            "stop": self.date_start + timedelta(hours=self.duration),
            "allday": False,
            "location": self.location,
            "videocall_location": self.video_url,
            "privacy": "private",
            "show_as": "busy",
            "user_id": organiser.id if organiser else False,
            "partner_ids": [(6, 0, partners.ids)],
            "is_skp_dialogue": True,
            "res_id": False,
            "res_model_id": False,
        }

    def _get_delegates_of_the_day(self):
        """Return dialogue id -> users who act for the evaluator on the day of the dialogue."""
        delegations = self.env["hr.skp.delegation"].search(
            Domain("official_id", "in", self.skp_id.evaluator_id.ids)
            & Domain("date_end", ">=", self.env.company.sudo()._get_skp_today())
        )
        days = {d.id: self._to_local(d.date_start).date() for d in self}
        return {
            dialogue.id: delegations.filtered(
                lambda one, dialogue=dialogue: (
                    one.official_id == dialogue.skp_id.evaluator_id
                    and one.date_start <= days[dialogue.id] <= one.date_end
                )
            ).delegate_user_id
            for dialogue in self
        }

    @api.model
    def _follow_events(self, events):
        """A party moved the appointment in the calendar: the dialogue moves with it."""
        # Which dialogues these are; whether the user may move them their own guard says.
        dialogues_sudo = self.sudo().search(
            [("calendar_event_id", "in", events.ids), ("state", "=", PLANNED)]
        )
        for dialogue_sudo in dialogues_sudo:
            event_sudo = dialogue_sudo.calendar_event_id
            times = (event_sudo.start, event_sudo.stop)
            if times != (dialogue_sudo.date_start, dialogue_sudo.date_end):
                hours = (event_sudo.stop - event_sudo.start).total_seconds() / 3600
                dialogue_sudo.with_env(self.env).write(
                    {"date_start": event_sudo.start, "duration": hours}
                )


class CalendarEvent(models.Model):
    """Appointments of dialogues keep to those who are invited.

    Odoo shows a private event as "Busy", but finds it by its name, place or description; here that
    is closed as well, so that nobody learns by searching who talks about his performance.
    """

    _inherit = "calendar.event"

    is_skp_dialogue = fields.Boolean(
        "Performance dialogue", readonly=True, copy=False, export_string_translation=False
    )

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su and self._asks_for_private(domain):
            invited = Domain("partner_ids", "in", self.env.user.partner_id.ids)
            domain = Domain(domain) & (Domain("is_skp_dialogue", "!=", True) | invited)
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _asks_for_private(self, domain):
        """Tell whether ``domain`` asks for more than when who is busy."""
        public = self._get_public_fields() | {"partner_ids", "active", "id"}
        conditions = Domain(domain).iter_conditions()
        return any(c.field_expr.split(".")[0] not in public for c in conditions)

    def write(self, vals):
        moved = bool(TIMES & set(vals))
        result = super().write(vals)
        if moved and self.env.context.get("skp_dialogue_sync") is not _SYNC:
            self.env["hr.skp.dialogue"]._follow_events(self)
        return result

    def _for_dialogues(self):
        """Return these events free of what a client's context would add to them."""
        context = {k: v for k, v in self.env.context.items() if k in CONTEXT_KEPT}
        context |= {"skp_dialogue_sync": _SYNC, "skip_contact_description": True}
        return self.with_context(context)  # pylint: disable=context-overridden

    def _update_for_dialogue(self, vals):
        """Write what differs, so that nobody is told of a change that is none."""
        self.ensure_one()
        present = {
            "partner_ids": [(6, 0, self.partner_ids.ids)],
            "user_id": self.user_id.id,
        }
        names = (
            *("start", "stop", "location", "videocall_location"),
            *("privacy", "partner_ids", "user_id"),
        )
        changed = {
            name: vals[name]
            for name in names
            if (present.get(name, self[name]) or False) != (vals[name] or False)
        }
        if not self.active:
            changed["active"] = True
        if changed:
            self._for_dialogues().write(changed)

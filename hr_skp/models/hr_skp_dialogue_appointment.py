from odoo import api, fields, models
from odoo.exceptions import AccessError

from .hr_skp_link_guard import without_defaults

#: What each who is invited does for himself: he says whether he comes, and is reminded.
PERSONAL = frozenset({"current_status", "alarm_ids"})
#: What is so of every appointment of a dialogue.  One that is repeated would be several, of which
#: the dialogue knows one.
FIXED = {"privacy": "private", "recurrency": False, "recurrence_id": False}


def _check_marker(records, vals_list):
    """Raise if a client says what is the appointment of a dialogue."""
    if not records.env.su and any("is_skp_dialogue" in vals for vals in vals_list):
        field = records._fields["is_skp_dialogue"]
        raise records.env["hr.skp.link.guard"]._make_derived_error(field)


class CalendarEvent(models.Model):
    """Who changes the appointment of a dialogue: who may change the dialogue.

    Participants answer for themselves.  Odoo lets everybody who is invited do everything.
    """

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        _check_marker(self, vals_list)
        events = without_defaults(self, ["is_skp_dialogue"])
        return super(CalendarEvent, events).create(vals_list)

    def write(self, vals):
        _check_marker(self, [vals])
        if not set(vals) <= PERSONAL:
            self._check_dialogue_parties(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_dialogue(self):
        self._check_dialogue_parties()

    def _check_dialogue_parties(self, vals=None):
        """Raise if one of these belongs to a dialogue that the user may not change.

        :param vals: what is written to them; not said of those who are invited
        """
        # Also the dialogue's own steps: they have the right already.
        if self.env.su:
            return
        # Searched, not read: Odoo blanks in the cache, for all, what one user may not see.
        dialogues_sudo = self.env["hr.skp.dialogue"].sudo()
        dialogues_sudo = dialogues_sudo.search([("calendar_event_id", "in", self.ids)])
        if not dialogues_sudo:
            return
        # First: who is not invited is refused without a word about what it is.
        self.check_access("write")
        dialogues = dialogues_sudo.with_env(self.env)
        if dialogues - dialogues._filtered_access("write"):
            raise AccessError(
                self.env._(
                    "Only the employee and the evaluator change the appointment of their "
                    "dialogue. You say for yourself whether you come."
                )
            )
        if any((vals or {}).get(name, value) != value for name, value in FIXED.items()):
            raise AccessError(
                self.env._("The appointment of a dialogue stays private and is not repeated.")
            )


class CalendarAttendee(models.Model):
    """Who talks with whom about performance is for those who are invited (see the record rule)."""

    _inherit = "calendar.attendee"

    # Stored here: the rule costs nothing for the attendees of all other appointments.
    is_skp_dialogue = fields.Boolean(
        compute="_compute_is_skp_dialogue", store=True, export_string_translation=False
    )

    @api.depends("event_id.is_skp_dialogue")
    def _compute_is_skp_dialogue(self):
        # Searched, not read: Odoo blanks it in the cache for who is not invited.
        events = self.env["calendar.event"].sudo().with_context(active_test=False)
        marked = events.search([("id", "in", self.event_id.ids), ("is_skp_dialogue", "=", True)])
        for attendee in self:
            attendee.is_skp_dialogue = attendee.event_id in marked

    @api.model_create_multi
    def create(self, vals_list):
        _check_marker(self, vals_list)
        new = without_defaults(self, ["is_skp_dialogue"])
        attendees = super(CalendarAttendee, new).create(vals_list)
        attendees.event_id._check_dialogue_parties()
        return attendees

    def write(self, vals):
        _check_marker(self, [vals])
        own = self.browse()
        if set(vals) <= {"state"}:
            # Whose attendance it is, not what is read of it.
            own = self.sudo().filtered(lambda a: a.partner_id == self.env.user.partner_id)
        (self - own).event_id._check_dialogue_parties()
        result = super().write(vals)
        if "event_id" in vals:
            self.event_id._check_dialogue_parties()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_dialogue(self):
        self.event_id._check_dialogue_parties()


class ResPartner(models.Model):
    """The meetings of a person are the same links as the attendees of a meeting."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        given = {"default_meeting_ids"} & self.env.context.keys()
        if given or any("meeting_ids" in vals for vals in vals_list):
            partners._check_meetings_changed({})
        return partners

    def write(self, vals):
        if "meeting_ids" not in vals:
            return super().write(vals)
        before = self._get_meetings()
        result = super().write(vals)
        self._check_meetings_changed(before)
        return result

    def _get_meetings(self):
        """Return partner id -> ids of all meetings he is invited to."""
        events_sudo = self.env["calendar.event"].sudo().with_context(active_test=False)
        return {
            partner.id: set(events_sudo.search([("partner_ids", "in", partner.ids)]).ids)
            for partner in self
        }

    def _check_meetings_changed(self, before):
        changed = set()
        for partner_id, meeting_ids in self._get_meetings().items():
            changed |= meeting_ids ^ before.get(partner_id, set())
        self.env["calendar.event"].browse(changed)._check_dialogue_parties()

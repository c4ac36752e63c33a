from datetime import datetime

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules import reminders as rules

#: Indonesia's three zones.
TIME_ZONES = [
    ("Asia/Jakarta", "WIB (Jakarta)"),
    ("Asia/Makassar", "WITA (Makassar)"),
    ("Asia/Jayapura", "WIT (Jayapura)"),
]
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class ResCompany(models.Model):
    """What an agency is reminded of, and when (see ``rules/reminders.py``)."""

    _inherit = "res.company"

    skp_tz = fields.Selection(
        TIME_ZONES, "Time zone of the agency", default="Asia/Jakarta", required=True
    )
    skp_remind = fields.Boolean("Send reminders", default=True)
    skp_remind_propose = fields.Boolean(
        "To propose", default=True, help="The employee before the deadline, then those above him."
    )
    skp_remind_answer = fields.Boolean(
        "To answer", default=True, help="The evaluator of a proposed plan, then his superior."
    )
    skp_remind_report = fields.Boolean(
        "To report progress", default=True, help="As the accountability scheme of the plan says."
    )
    skp_remind_digest = fields.Boolean(
        "Weekly summary", default=True, help="To the officers: how many are late, by unit."
    )
    skp_remind_before = fields.Char(
        "Days before the deadline",
        default=rules.DEFAULT_BEFORE,
        help="Separated by commas. On the day itself the employee is told in any case.",
    )
    skp_remind_wait_days = fields.Integer(
        "Days until the evaluator is told",
        default=rules.DEFAULT_WAIT_DAYS,
        help="After the deadline, or after a plan was proposed and not answered.",
    )
    skp_remind_escalate_days = fields.Integer(
        "Days until the evaluator's superior is told",
        default=rules.DEFAULT_ESCALATE_DAYS,
        help="Counted from the same day.",
    )
    skp_remind_weekday = fields.Selection(
        WEEKDAYS, "Day of the weekly summary", default="0", required=True
    )

    @api.constrains("skp_remind_before")
    def _check_skp_remind_before(self):
        for company in self:
            try:
                rules.parse_days(company.skp_remind_before)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%s”: days before the deadline are whole numbers, separated by commas.",
                        company.skp_remind_before,
                    )
                ) from error

    @api.constrains("skp_remind_wait_days", "skp_remind_escalate_days")
    def _check_skp_remind_days(self):
        for company in self:
            if not 1 <= company.skp_remind_wait_days < company.skp_remind_escalate_days:
                raise ValidationError(
                    self.env._(
                        "The evaluator is told after at least one day, his superior later than he."
                    )
                )

    def _get_skp_reminder_settings(self):
        self.ensure_one()
        return rules.Settings(
            rules.parse_days(self.skp_remind_before),
            self.skp_remind_wait_days,
            self.skp_remind_escalate_days,
        )

    def _get_skp_today(self):
        """Return the day it is at the agency, wherever the server and the reader are.

        What belongs to no agency yet is of the user's: its clock is no secret.
        """
        return (self or self.env.company.sudo())._get_skp_date(fields.Datetime.now())

    def _get_skp_date(self, moment):
        """Return the agency's day of a moment in UTC."""
        self.ensure_one()
        return pytz.utc.localize(moment).astimezone(pytz.timezone(self.skp_tz)).date()

    def _get_skp_moment(self, day):
        """Return the moment in UTC at which ``day`` begins at the agency."""
        self.ensure_one()
        midnight = datetime.combine(day, datetime.min.time())
        zone = pytz.timezone(self.skp_tz)
        return zone.localize(midnight).astimezone(pytz.utc).replace(tzinfo=None)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    skp_tz = fields.Selection(related="company_id.skp_tz", readonly=False)
    skp_remind = fields.Boolean(related="company_id.skp_remind", readonly=False)
    skp_remind_propose = fields.Boolean(related="company_id.skp_remind_propose", readonly=False)
    skp_remind_answer = fields.Boolean(related="company_id.skp_remind_answer", readonly=False)
    skp_remind_report = fields.Boolean(related="company_id.skp_remind_report", readonly=False)
    skp_remind_digest = fields.Boolean(related="company_id.skp_remind_digest", readonly=False)
    skp_remind_before = fields.Char(related="company_id.skp_remind_before", readonly=False)
    skp_remind_wait_days = fields.Integer(related="company_id.skp_remind_wait_days", readonly=False)
    skp_remind_escalate_days = fields.Integer(
        related="company_id.skp_remind_escalate_days", readonly=False
    )
    skp_remind_weekday = fields.Selection(related="company_id.skp_remind_weekday", readonly=False)

from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import split_every
from odoo.tools.misc import format_date

#: Messages made and committed together: a kill loses at most these, and repeats none.
BATCH_SIZE = 100
#: For how long it is kept who was told what: longer than anything is still due.
DAYS_KEPT = 800


class Due(NamedTuple):
    """One user is to be told of one record, on one occasion.

    ``code`` is the matter and whom it is put to, as in ``propose_evaluator``; ``on`` the day of the
    occasion; ``deadline`` and ``since`` what the message may say of it.
    """

    code: str
    user_id: int
    model: str
    res_id: int
    on: date
    deadline: date | bool = False
    since: date | bool = False

    @property
    def key(self):
        """What is told once only."""
        return self.code, self.user_id, self.model, self.res_id, self.on


class HrSkpReminder(models.Model):
    """One message to one person on one occasion, however many plans it is about.

    The record is what the mail is written from, and the proof that it was: lines are unique, and
    written in the transaction that queues the mail.  So a scheduled action that was killed tells
    nobody twice.  Internal users get an activity as well; portal users have their to-do list.

    Written by the system only; SKP administrator and auditor read who was told what and when.

    Another addon adds its own occasions in :meth:`_collect_due` and describes them in
    :meth:`_get_kinds`.
    """

    _name = "hr.skp.reminder"
    _description = "SKP reminder"
    _order = "id desc"

    user_id = fields.Many2one("res.users", "To", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", "Agency", required=True, index=True)
    code = fields.Char("Occasion", required=True)
    date = fields.Date(required=True, help="The agency's day on which the message was made.")
    deadline = fields.Date("The earliest deadline")
    since = fields.Date("The longest wait since")
    line_ids = fields.One2many("hr.skp.reminder.line", "reminder_id", "Records")
    record_count = fields.Integer("How many", required=True)
    kind = fields.Char(compute="_compute_kind", export_string_translation=False)
    name = fields.Char("Subject", compute="_compute_name")
    date_text = fields.Char(compute="_compute_texts", export_string_translation=False)
    deadline_text = fields.Char(compute="_compute_texts", export_string_translation=False)
    since_text = fields.Char(compute="_compute_texts", export_string_translation=False)
    url = fields.Char("Link", compute="_compute_url")
    details = fields.Json(compute="_compute_details", export_string_translation=False)

    # ------------------------------------------------------------
    # HOOKS
    # ------------------------------------------------------------

    @api.model
    def _collect_due(self, company, today):
        """Return every :class:`Due` of the agency on this day; what was told is sorted out later.

        The hook of addons with occasions of their own.
        """
        return []

    @api.model
    def _get_kinds(self):
        """Return code -> dict of what a message of this code is made with.

        ``template``: xmlid of its mail template; ``activity``: xmlid of the activity type for
        internal users, if any; ``page``: path of the portal; ``action``: xmlid of the list that an
        internal user is led to instead.
        """
        return {}

    def _get_subject(self):
        """Return the sentence that stands over mail and activity: no word of what a plan says."""
        return ""

    def _get_activity_summary(self):
        """Return what the activity on one of the records says."""
        return self.name

    def _get_details(self):
        """Return what the mail lists: names and numbers."""
        return []

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("code")
    def _compute_kind(self):
        for reminder in self:
            reminder.kind = (reminder.code or "").rpartition("_")[0]

    @api.depends("code", "record_count", "deadline", "since", "date")
    @api.depends_context("lang")
    def _compute_name(self):
        for reminder in self:
            reminder.name = reminder._get_subject()

    @api.depends("date", "deadline", "since")
    @api.depends_context("lang")
    def _compute_texts(self):
        for reminder in self:
            for name in ("date", "deadline", "since"):
                day = reminder[name]
                reminder[f"{name}_text"] = day and format_date(
                    self.env, day, date_format="d MMMM yyyy"
                )

    @api.depends("code", "user_id", "line_ids")
    def _compute_url(self):
        kinds = self._get_kinds()
        for reminder in self:
            kind = kinds.get(reminder.code, {})
            path = kind.get("page", "/my/skp")
            if kind.get("action") and not reminder.user_id.share:
                path = f"/odoo/action-{kind['action']}"
            elif kind.get("single") and reminder.record_count == 1:
                path = f"/my/skp/{reminder.line_ids.res_id}"
            reminder.url = reminder.get_base_url() + path

    @api.depends("code", "line_ids")
    @api.depends_context("lang")
    def _compute_details(self):
        for reminder in self:
            reminder.details = reminder._get_details()

    # ------------------------------------------------------------
    # THE SCHEDULED ACTION
    # ------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Tell everybody what is due today, in batches, each committed."""
        cron = self.env["ir.cron"]
        pending = [
            (company, message)
            for company in self.env["res.company"].search([("skp_remind", "=", True)])
            for message in self._get_pending(company)
        ]
        seconds = cron._commit_progress(remaining=len(pending))
        for batch in split_every(BATCH_SIZE, pending, list):
            if not seconds:
                # A slice that ends would wait for the next day: ask for the next one at once.
                self.env.ref("hr_skp.ir_cron_remind").sudo()._trigger()
                return
            self._send(batch)
            seconds = cron._commit_progress(len(batch))

    @api.model
    def _get_pending(self, company):
        """Return the messages of an agency that are due and not told, each a list of dues."""
        today = company._get_skp_today()
        dues = self.env["hr.skp.reminder.line"]._drop_told(self._collect_due(company, today))
        return self._group(dues)

    @api.model
    def _group(self, dues):
        """Return one list a person and code: whoever has forty plans waiting gets one message."""
        messages = {}
        for due in dues:
            messages.setdefault((due.user_id, due.code), []).append(due)
        return list(messages.values())

    @api.model
    def _send(self, batch):
        """Record these messages, queue their mail and give the activities, all or nothing.

        :param batch: list of (company, list of dues of one user and code)
        """
        # Reminders are the system's; whoever may press for one was checked by the caller.
        self_sudo = self.sudo()
        reminders_sudo = self_sudo.create(
            [self._prepare_vals(company, dues) for company, dues in batch]
        )
        reminders_sudo._queue_mails()
        reminders_sudo._create_activities()
        return reminders_sudo

    @api.model
    def _prepare_vals(self, company, dues):
        first = dues[0]
        return {
            "user_id": first.user_id,
            "company_id": company.id,
            "code": first.code,
            "date": company._get_skp_today(),
            "deadline": min((due.deadline for due in dues if due.deadline), default=False),
            "since": min((due.since for due in dues if due.since), default=False),
            "record_count": len(dues),
            "line_ids": [
                (
                    0,
                    0,
                    {
                        "code": due.code,
                        "user_id": due.user_id,
                        "res_model": due.model,
                        "res_id": due.res_id,
                        "due_on": due.on,
                    },
                )
                for due in dues
            ],
        }

    def _queue_mails(self):
        """Queue a mail each, in the language of the recipient; who has no address has none."""
        kinds = self._get_kinds()
        with_address = self.filtered(lambda reminder: reminder.user_id.email)
        for xmlid, reminders in with_address.grouped(
            lambda reminder: kinds.get(reminder.code, {}).get("template")
        ).items():
            # An agency may have deleted a template: nobody then writes.
            template = xmlid and self.env.ref(xmlid, raise_if_not_found=False)
            if template:
                template.send_mail_batch(reminders.ids)

    def _create_activities(self):
        """Give internal users what is to be done, unless they have it already."""
        kinds = self._get_kinds()
        for xmlid, reminders in self.grouped(
            lambda reminder: kinds.get(reminder.code, {}).get("activity")
        ).items():
            activity_type = xmlid and self.env.ref(xmlid, raise_if_not_found=False)
            if activity_type:
                internal = reminders.filtered(lambda reminder: not reminder.user_id.share)
                internal._create_activities_of(activity_type)

    def _create_activities_of(self, activity_type):
        targets = self.line_ids._get_activity_targets()
        lines = self.line_ids._filter_readable(targets)
        activities = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        present = {
            (activity.res_model, activity.res_id, activity.user_id)
            for activity in activities.search(
                [
                    ("activity_type_id", "=", activity_type.id),
                    ("user_id", "in", self.user_id.ids),
                    ("res_id", "in", [targets[line.id][1] for line in lines]),
                ]
            )
        }
        asked = {(*targets[line.id], line.user_id): line for line in lines}
        for model, model_lines in lines.grouped(lambda line: targets[line.id][0]).items():
            # An activity asks each record for its name: have them read at once.
            self.env[model].browse([targets[line.id][1] for line in model_lines]).mapped(
                "display_name"
            )
        activities.create(
            [
                line._prepare_activity_vals(activity_type, *key[:2])
                for key, line in asked.items()
                if key not in present
            ]
        )

    # ------------------------------------------------------------
    # KEEPING
    # ------------------------------------------------------------

    @api.autovacuum
    def _gc_reminders(self):
        limit = fields.Date.subtract(self.env.company.sudo()._get_skp_today(), days=DAYS_KEPT)
        self.search([("date", "<", limit)], limit=10_000).unlink()


class HrSkpReminderLine(models.Model):
    """What one message was about; of each occasion a person is told once."""

    _name = "hr.skp.reminder.line"
    _description = "SKP reminder line"
    _order = "reminder_id, id"
    _log_access = False

    reminder_id = fields.Many2one("hr.skp.reminder", required=True, index=True, ondelete="cascade")
    code = fields.Char("Occasion", required=True)
    user_id = fields.Many2one("res.users", "To", required=True, index=True, ondelete="cascade")
    res_model = fields.Char("Model", required=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True)
    due_on = fields.Date("Due", required=True)

    _occasion_uniq = models.UniqueIndex(
        "(res_id, res_model, code, user_id, due_on)",
        "Of this occasion the person was told already.",
    )

    @api.depends("code", "user_id", "due_on")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.user_id.name} · {line.due_on}"

    @api.model
    def _drop_told(self, dues):
        """Return those dues of which nobody was told, each once, in one query."""
        dues = list({due.key: due for due in dues}.values())
        if not dues:
            return []
        self.flush_model()
        columns = [list(column) for column in zip(*(due.key for due in dues), strict=True)]
        self.env.cr.execute(
            """
            SELECT due.number
              FROM unnest(%s::varchar[], %s::int[], %s::varchar[], %s::int[], %s::date[])
                   WITH ORDINALITY AS due (code, user_id, res_model, res_id, due_on, number)
             WHERE NOT EXISTS (
                   SELECT FROM hr_skp_reminder_line line
                    WHERE line.res_id = due.res_id AND line.res_model = due.res_model
                      AND line.code = due.code AND line.user_id = due.user_id
                      AND line.due_on = due.due_on)
          ORDER BY due.number
            """,
            columns,
        )
        return [dues[number - 1] for (number,) in self.env.cr.fetchall()]

    def _get_activity_targets(self):
        """Return line id -> (model, id) of what an activity leads to: the record itself.

        The hook of addons whose records hold no activities.
        """
        return {line.id: (line.res_model, line.res_id) for line in self}

    def _filter_readable(self, targets):
        """Return the lines whose target the person told may open: an activity leads there.

        Employee and evaluator may; of the others few are told, so they are asked one by one.

        :param targets: line id -> (model, id)
        """
        own = self.filtered(lambda line: line.code.endswith(("_employee", "_evaluator")))
        kept = own
        for (user, model), lines in (
            (self - own).grouped(lambda line: (line.user_id, targets[line.id][0])).items()
        ):
            records = self.env[model].browse([targets[line.id][1] for line in lines])
            readable = set(records.with_user(user)._filtered_access("read").ids)
            kept += lines.filtered(lambda line, ids=readable: targets[line.id][1] in ids)
        return kept

    def _prepare_activity_vals(self, activity_type, model, res_id):
        reminder = self.reminder_id.with_context(lang=self.user_id.lang)
        return {
            "activity_type_id": activity_type.id,
            "res_model_id": self.env["ir.model"]._get_id(model),
            "res_id": res_id,
            "user_id": self.user_id.id,
            "summary": reminder._get_activity_summary(),
            "date_deadline": max(reminder.deadline or reminder.date, reminder.date),
        }

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules.progress import (
    INTERVALS,
    MARKS,
    format_number,
    is_announced,
    may_record,
    next_report,
    parse_number,
)

#: What the portal edits of an entry, field by field.
PORTAL_FIELDS = frozenset({"name", "value", "date", "is_final", "links"})
#: What is given once, when an entry is added.
NEW_FIELDS = PORTAL_FIELDS | {"indicator_id", "reported_to"}


class HrSkpProgress(models.Model):
    """Entries as the portal reads and writes them: every field is a text."""

    _inherit = "hr.skp.progress"

    def _get_portal_text(self, name):
        """Return a field as the text that is compared and shown in the browser."""
        self.ensure_one()
        if name == "value":
            return format_number(self.value) if self.has_value else ""
        if name == "is_final":
            return "1" if self.is_final else ""
        if name == "date":
            return fields.Date.to_string(self.date) or ""
        return self.env["hr.skp"]._clean(self[name])

    @api.model
    def _prepare_portal_vals(self, texts):
        """Return the values of these texts, or say which of them cannot be read."""
        vals = {}
        for name, text in texts.items():
            text = self.env["hr.skp"]._clean(text)
            if name == "value":
                vals |= self._prepare_portal_number(text)
            elif name == "is_final":
                vals[name] = text == "1"
            elif name == "date":
                vals[name] = self._read_portal_date(text)
            elif name == "indicator_id":
                vals[name] = self.env["hr.skp"]._to_id(text) or False
            elif text or name != "reported_to":
                vals[name] = text or False
        return vals

    @api.model
    def _prepare_portal_number(self, text):
        number = parse_number(text)
        if text and number is None:
            raise UserError(self.env._("“%s” is not a number: write it as 12 or 12,5.", text[:40]))
        return {"value": number or 0, "has_value": number is not None}

    @api.model
    def _read_portal_date(self, text):
        try:
            day = fields.Date.to_date(text)
        except ValueError:
            day = None
        if not day:
            raise UserError(self.env._("Choose the day of the achievement."))
        return day


class HrSkp(models.Model):
    """Achievements in the portal: cards of results, an entry in seconds, what is due."""

    _inherit = "hr.skp"

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def _may_record_progress(self):
        """Tell whether the current user records achievements on this plan now."""
        self.ensure_one()
        return bool(self.is_mine and may_record(self.state, self.revision))

    def _get_progress_cards(self):
        """Return result id -> what its card tells: ``result mark count last``, in order.

        Only of the results that the user follows; ``last`` is the newest entry, if any.
        """
        results = self.result_ids._get_followed()
        entries = self.env["hr.skp.progress"].search(Domain("result_id", "in", results.ids))
        # Which result an entry is of, its reader knows.
        by_result = entries.sudo().grouped("result_id")
        nothing = entries.browse()
        return {
            result.id: {
                "result": result,
                "mark": result.progress_mark,
                "count": len(by_result.get(result.sudo(), nothing)),
                "last": by_result.get(result.sudo(), nothing)[:1],
            }
            for result in results
        }

    @api.model
    def _get_progress_marks(self):
        """Return the marks with their words in the user's language."""
        labels = dict(
            self.env["hr.skp.result"]._fields["progress_mark"]._description_selection(self.env)
        )
        return [(code, labels[code]) for code, _label in MARKS]

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @api.model
    def _get_portal_kind(self, kind):
        if kind == "progress":
            return "hr.skp.progress", PORTAL_FIELDS
        return super()._get_portal_kind(kind)

    def _portal_save(self, kind, record_id, field, value, base=None):
        if kind != "progress":
            return super()._portal_save(kind, record_id, field, value, base)
        entry = self._get_portal_line(kind, record_id)
        self._check_portal_fields(kind, {field})
        vals = entry._prepare_portal_vals({field: value})
        stored = entry._get_portal_text(field)
        wanted = entry.new({**vals, "result_id": entry.result_id.id})._get_portal_text(field)
        if base is not None and stored not in (wanted, self._clean(base)):
            return {"conflict": stored}
        if stored != wanted:
            entry.write(vals)
        return {"value": entry._get_portal_text(field), "advice": []}

    def _portal_remove(self, kind, record_id):
        if kind != "progress":
            return super()._portal_remove(kind, record_id)
        return self._get_portal_line(kind, record_id)._remove()

    def _portal_add_progress(self, result_id, texts):
        """Record an achievement; the very same one twice is the same one.

        :param texts: texts by field, as the form has them
        :return: the entry
        """
        self.ensure_one()
        result = self._get_portal_line("result", result_id)
        if not set(texts) <= NEW_FIELDS:
            raise UserError(self.env._("This cannot be changed here."))
        entries = self.env["hr.skp.progress"]
        vals = {**entries._prepare_portal_vals(texts), "result_id": result.id}
        return self._find_same_progress(vals) or entries.create(vals)

    @api.model
    def _find_same_progress(self, vals):
        """Return what a phone that lost the answer sent before."""
        entries = self.env["hr.skp.progress"]
        said = ("result_id", "name", "has_value", "value", "date", "is_final", "indicator_id")
        given = {name: vals[name] for name in said if name in vals}
        given.setdefault("date", self.env.company.sudo()._get_skp_today())
        mine = Domain("is_mine", "=", True)
        return entries.search(
            mine & Domain.AND(Domain(name, "=", value) for name, value in given.items()), limit=1
        )

    # ------------------------------------------------------------
    # WHAT IS DUE
    # ------------------------------------------------------------

    def _prepare_report_tasks(self):
        # Counted from the last entry: instead of the mere calendar of the plan alone.
        due = self._get_report_due()
        if not due or not is_announced(due, self.sudo().company_id._get_skp_today()):
            return []
        title = self.env._("Report how your results get on")
        task = self._prepare_task("report_progress", title, None, due)
        return [{**task, "url": f"/my/skp/{self.id}/progress"}]

    def _get_report_due(self):
        """Return the day by which one has agreed to report next, or None."""
        self.ensure_one()
        intervals = self.commitment_ids.filtered(
            lambda line: line.kind == "accountability" and line.interval
        ).mapped("interval")
        if not intervals or not may_record(self.state, self.revision):
            return None
        entry = self.env["hr.skp.progress"].search([("skp_id", "=", self.id)], limit=1)
        agreed = self.agreed_on and self.sudo().company_id._get_skp_date(self.agreed_on)
        last = max(filter(None, (entry.date, agreed, self.date_start)))
        return next_report(min(intervals, key=INTERVALS.get), last)

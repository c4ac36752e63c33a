from odoo import api, models
from odoo.fields import Domain

from ..rules.progress import INTERVALS, is_reported


class HrSkp(models.Model):
    """An achievement is the report that one agreed to give: who recorded one is not asked."""

    _inherit = "hr.skp"

    def _get_report_due(self):
        due = super()._get_report_due()
        return False if due and self._get_reported_ids({self.id: due}) else due

    def _prepare_report_tasks(self):
        url = f"/my/skp/{self.id}/progress"
        return [{**task, "url": url} for task in super()._prepare_report_tasks()]

    @api.model
    def _get_reported_ids(self, dues):
        """Return the ids of the plans with an achievement in the interval that ends with its due.

        :param dues: plan id -> day on which a report was due
        """
        # Whether there are entries and since when, whoever asks: cron or the person himself.
        here = Domain("skp_id", "in", list(dues))
        last = dict(self.env["hr.skp.progress"].sudo()._read_group(here, ["skp_id"], ["date:max"]))
        intervals = (
            self.env["hr.skp.commitment"]
            .sudo()
            ._read_group(
                here & Domain("kind", "=", "accountability") & Domain("interval", "!=", False),
                ["skp_id"],
                ["interval:array_agg"],
            )
        )
        return {
            plan.id
            for plan, kinds in intervals
            if is_reported(min(kinds, key=INTERVALS.index), dues[plan.id], last.get(plan))
        }


class HrSkpReminder(models.Model):
    _inherit = "hr.skp.reminder"

    @api.model
    def _collect_reports(self, company, today):
        dues = super()._collect_reports(company, today)
        reported = self.env["hr.skp"]._get_reported_ids({due.res_id: due.on for due in dues})
        return [due for due in dues if due.res_id not in reported]

import logging
import time

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..rules.workbook import Issue
from .hr_skp_import_mixin import get_errors

_logger = logging.getLogger(__name__)

#: More rows than these are written in the background, so that no browser waits for minutes.
AT_ONCE = 1000
#: How long one run of the scheduled action goes on: reading the file again costs seconds.
SLICE_SECONDS = 45


class HrSkpResultImport(models.TransientModel):
    """How a big file is imported in the background, with its progress on the wizard.

    Nothing of the work is kept beside the file: each run reads it again, and what is written
    already is recognised.  So a killed batch is done again, and no row is written twice.
    """

    _inherit = "hr.skp.result.import"

    is_running = fields.Boolean(compute="_compute_is_running", export_string_translation=False)
    started = fields.Datetime(readonly=True, export_string_translation=False)
    row_goal = fields.Integer(readonly=True, export_string_translation=False)
    row_count = fields.Integer(readonly=True, export_string_translation=False)
    goal_counts = fields.Json(readonly=True, export_string_translation=False)
    progress = fields.Float(compute="_compute_progress")
    progress_note = fields.Char(compute="_compute_progress")

    @api.depends("state")
    def _compute_is_running(self):
        for wizard in self:
            wizard.is_running = wizard.state == "running"

    @api.depends("state", "row_goal", "row_count", "started")
    def _compute_progress(self):
        for wizard in self:
            goal, done = wizard.row_goal, wizard.row_count
            wizard.progress = 100 * done / goal if goal else 0
            wizard.progress_note = wizard.is_running and wizard._get_progress_note(goal, done)

    def _get_progress_note(self, goal, done):
        _ = self.env._
        elapsed = (fields.Datetime.now() - (self.started or fields.Datetime.now())).total_seconds()
        if not done:
            if elapsed > 300:
                return _(
                    "Nothing was imported for five minutes: are the server's scheduled actions "
                    "running?"
                )
            return _("The first rows are on their way.")
        minutes = round(elapsed * (goal - done) / done / 60)
        return _(
            "%(done)s of %(goal)s rows; %(left)s.",
            done=formatLang(self.env, done, digits=0),
            goal=formatLang(self.env, goal, digits=0),
            left=_("about %s minutes left", minutes) if minutes else _("less than a minute left"),
        )

    # ------------------------------------------------------------
    # START
    # ------------------------------------------------------------

    def action_check(self):
        self._check_not_running()
        return super().action_check()

    def action_import(self):
        """Import the file; a big one in the background.

        :raise UserError: if it is being imported, or was
        """
        self._check_not_running()
        return super().action_import()

    def action_restart(self):
        self._check_not_running()
        return super().action_restart()

    def _check_not_running(self):
        self.ensure_one()
        if self.state == "running":
            raise UserError(self.env._("This file is being imported. Wait until it is done."))

    def write(self, vals):
        protected = {"file", "period_id", "company_id", "open_revisions", "reason", "state"}
        if protected & set(vals) and self.env.context.get("skp_job") is not _JOB:
            for wizard in self:
                wizard._check_not_running()
        return super().write(vals)

    def _import(self, items, issues):
        goal = _count_rows(items)
        if get_errors(issues) or goal <= AT_ONCE:
            return super()._import(items, issues)
        self._show(issues)
        self.write(
            {
                "state": "running",
                "started": fields.Datetime.now(),
                "row_goal": goal,
                "row_count": 0,
                "goal_counts": self._count_items(items),
                "summary": False,
            }
        )
        return self._wake()

    @api.model
    def _wake(self):
        # Waking the scheduled action needs no right on it.
        self.env.ref("hr_skp.ir_cron_import_results").sudo()._trigger()

    # ------------------------------------------------------------
    # THE SCHEDULED ACTION
    # ------------------------------------------------------------

    @api.model
    def _cron_import(self):
        """Go on with the imports that were started, with the rights of who started them."""
        until = time.monotonic() + SLICE_SECONDS
        while wizard := self.search([("state", "=", "running")], order="id", limit=1):
            asker = wizard.create_uid
            mine = wizard.with_user(asker).with_company(wizard.company_id)
            if not mine.with_context(lang=asker.lang, skp_job=_JOB)._continue(until):
                # A run that ends would wait for the next poll: ask for the next one at once.
                self._wake()
                return

    def _continue(self, until):
        """Write batches until done, stopped, or time is up; tell whether nothing is left to do."""
        try:
            self._check_may_import()
        except UserError as error:
            return self._stop([Issue("refused", params={"message": str(error)})])
        items, issues = self._read()
        if get_errors(issues):
            return self._stop(issues)
        done = max(self.row_goal - _count_rows(items), 0)
        steps = self._iter_steps(items)
        while True:
            try:
                with self.env.cr.savepoint():
                    count = next(steps, None)
                    if count is not None:
                        done += count
                        self.row_count = min(done, self.row_goal)
            except OperationalError:
                # Not about these rows: the server's to repeat.
                raise
            except Exception as error:
                return self._stop_at(error)
            if count is None:
                return self._finish()
            self._commit(count, self.row_goal - done)
            if time.monotonic() > until:
                return False

    def _commit(self, done=0, left=0):
        self.env["ir.cron"]._commit_progress(done, remaining=max(left, 0))

    def _finish(self):
        counts = {sheet: tuple(numbers) for sheet, numbers in self.goal_counts.items()}
        self.write({"state": "done", "summary": self._report_counts(counts)})
        self._commit()
        return True

    def _stop_at(self, error):
        """Say why the rows could not be written: by row where a new check finds it."""
        if not isinstance(error, UserError):
            _logger.warning("Import of results %s stopped", self.id, exc_info=error)
        _items, issues = self._read()
        if not get_errors(issues):
            issues.append(Issue("refused", params={"message": str(error)}))
        return self._stop(issues)

    def _stop(self, issues):
        self._show(issues)
        summary = self.env._(
            "%(done)s of %(goal)s rows had been imported before something changed. Mend it and "
            "import the file again: what is there already is recognised.",
            done=formatLang(self.env, self.row_count, digits=0),
            goal=formatLang(self.env, self.row_goal, digits=0),
        )
        self.write({"state": "checked", "summary": summary})
        self._commit()
        return True


#: In the context of the scheduled action; no client can send an object.
_JOB = object()


def _count_rows(items):
    """Return how many rows there are to write."""
    return sum(bool(line.changes) for lines in items.values() for line in lines)

import logging
import time

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..models.hr_skp_job_mixin import HrSkpJobMixin
from ..rules.workbook import Issue
from .hr_skp_import_mixin import get_errors

_logger = logging.getLogger(__name__)

#: More rows than these are written in the background, so that no browser waits for minutes.
AT_ONCE = 1000
#: How long one run of the scheduled action goes on: comparing all rows again costs seconds.
SLICE_SECONDS = 45


class HrSkpImportJobMixin(models.AbstractModel):
    """How a big file is imported in the background, with its progress on the wizard.

    Nothing of the work is kept beside the file: each run compares all its rows again, and what is
    written already is recognised.  So a killed batch is done again, and no row is written twice.

    A concrete import names its scheduled action (``_job_cron``) and the fields that stay as they
    are meanwhile (``_job_fields``), says what is to be written (`_count_items`, lines with
    ``changes``), and writes it batch by batch (`_iter_steps`).
    """

    _name = "hr.skp.import.job.mixin"
    _description = "Import of a workbook in the background"
    _inherit = ["hr.skp.import.mixin", "hr.skp.job.mixin"]

    _job_cron = None
    _job_fields = frozenset({"file", "company_id", "state"})
    _job_columns = HrSkpJobMixin._job_columns | {"goal_counts"}

    state = fields.Selection(
        selection_add=[("running", "Being imported"), ("done",)], ondelete={"running": "cascade"}
    )
    goal_counts = fields.Json(readonly=True, export_string_translation=False)

    # ------------------------------------------------------------
    # WHAT A CONCRETE IMPORT SAYS
    # ------------------------------------------------------------

    def _count_items(self, items):
        """Return sheet key -> (created, changed, unchanged) of what the file asks for."""
        counts = {}
        for sheet, lines in items.items():
            new = sum(line.is_new for line in lines)
            changed = sum(line.is_changed for line in lines)
            counts[sheet] = (new, changed, len(lines) - new - changed)
        return counts

    def _iter_steps(self, items):
        """Write batch after batch, yielding how many rows each had."""
        raise NotImplementedError

    def _write_items(self, items):
        for _count in self._iter_steps(items):
            continue
        # whatever the database refuses, it shall refuse inside the savepoint
        self.env.flush_all()
        return self._count_items(items)

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
        if self._job_fields & set(vals) and self.env.context.get("skp_job") is not _JOB:
            for wizard in self:
                wizard._check_not_running()
        return super().write(vals)

    def _import(self, items, issues):
        goal = _count_rows(items)
        if get_errors(issues) or goal <= AT_ONCE:
            return super()._import(items, issues)
        self._show(issues)
        counts = self._count_items(items)
        self._start_job(goal, state="running", goal_counts=counts, summary=False)
        return self._wake()

    @api.model
    def _wake(self):
        # Waking the scheduled action needs no right on it.
        self.env.ref(self._job_cron).sudo()._trigger()

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
                        # Progress is the system's to note.
                        self.sudo().row_count = min(done, self.row_goal)
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
            _logger.warning("%s stopped", self, exc_info=error)
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

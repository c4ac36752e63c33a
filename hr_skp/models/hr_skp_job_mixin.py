from odoo import api, fields, models
from odoo.tools import formatLang

from .hr_skp_link_guard import without_defaults

#: So long without a first piece of work: then nobody works on it.
STUCK_SECONDS = 300


class HrSkpJobMixin(models.AbstractModel):
    """Work that goes on in the background: how far it is, in numbers and in a sentence.

    A concrete model says in `_is_job_running` whether it goes on, and may name what it counts in
    `_get_progress_words`.  Its scheduled action writes ``row_count`` with each batch it commits.
    """

    _name = "hr.skp.job.mixin"
    _description = "Work in the background"

    #: What no client says of it: what never was begun would hold up the work of everybody else.
    _job_columns = frozenset({"started", "row_goal", "row_count"})

    is_running = fields.Boolean(compute="_compute_progress", export_string_translation=False)
    started = fields.Datetime(readonly=True, copy=False, export_string_translation=False)
    row_goal = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    row_count = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    progress = fields.Float(compute="_compute_progress")
    progress_note = fields.Char(compute="_compute_progress", export_string_translation=False)

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_job_columns(vals_list)
        kept = without_defaults(self, {"state", *self._job_columns})
        return super(HrSkpJobMixin, kept).create(vals_list)

    def write(self, vals):
        self._check_job_columns([vals])
        return super().write(vals)

    @api.model
    def _check_job_columns(self, vals_list):
        """Raise if a client says that the work goes on, or how far it is."""
        if self.env.su:
            return
        for vals in vals_list:
            refused = sorted(self._job_columns & vals.keys())
            if vals.get("state") == "running":
                refused.append("state")
            if refused:
                guard = self.env["hr.skp.link.guard"]
                raise guard._make_derived_error(self._fields[refused[0]])

    # ------------------------------------------------------------
    # PROGRESS
    # ------------------------------------------------------------

    @api.depends("state", "row_goal", "row_count", "started")
    def _compute_progress(self):
        for job in self:
            goal, done = job.row_goal, job.row_count
            job.is_running = job._is_job_running()
            job.progress = 100 * done / goal if goal else 0
            job.progress_note = job.is_running and job._get_progress_note(goal, done)

    def _is_job_running(self):
        return self.state == "running"

    def _get_progress_words(self):
        """Return the sentences before anything is done, and for done of goal."""
        _ = self.env._
        return _("The first rows are on their way."), _("%(done)s of %(goal)s rows; %(left)s.")

    def _get_progress_note(self, goal, done):
        return self._word_progress(self.started, goal, done, *self._get_progress_words())

    @api.model
    def _word_progress(self, started, goal, done, first, counted):
        """Return a sentence of how far work is, with an estimate of what is left.

        :param started: when it began; None if it did not yet
        :param first: the sentence before anything is done
        :param counted: the sentence for ``%(done)s`` of ``%(goal)s``, and what is ``%(left)s``
        """
        _, now = self.env._, fields.Datetime.now()
        elapsed = (now - (started or now)).total_seconds()
        if done <= 0:
            if elapsed > STUCK_SECONDS:
                return _(
                    "Nothing happened for five minutes: are the server's scheduled actions running?"
                )
            return first
        minutes = round(elapsed * (goal - done) / done / 60)
        return counted % {
            "done": formatLang(self.env, done, digits=0),
            "goal": formatLang(self.env, goal, digits=0),
            "left": _("about %s minutes left", minutes)
            if minutes
            else _("less than a minute left"),
        }

    def _start_job(self, goal, **vals):
        """Note that the work begins: so many rows are to be done."""
        # How far it is, is the system's to say; whose work it is was checked by the step.
        self.sudo().write(
            {"started": fields.Datetime.now(), "row_goal": goal, "row_count": 0, **vals}
        )

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..rules.progress import DONE, MARKS, NOT_STARTED, RECORDING, may_record


class HrSkpResult(models.Model):
    """How a result fares through the year: its achievements, and the mark its owner gives it.

    The mark is set by the person alone, never computed and no score.  Many read a result that may
    not know how it fares: who follows it reads its mark, the others read none.
    """

    _inherit = "hr.skp.result"

    progress_ids = fields.One2many("hr.skp.progress", "result_id", "Achievements")
    # Out of everybody's reach: subordinates and officers read results, too.
    stored_progress_mark = fields.Selection(
        MARKS,
        default=NOT_STARTED,
        copy=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    progress_mark = fields.Selection(
        MARKS, "Progress", compute="_compute_progress_mark", search="_search_progress_mark"
    )
    progress_count = fields.Integer("Number of achievements", compute="_compute_progress")
    last_progress_date = fields.Date("Last achievement", compute="_compute_progress")
    is_followed = fields.Boolean(
        "I follow it", compute="_compute_progress_mark", search="_search_is_followed"
    )
    is_silent = fields.Boolean(
        "Long without an achievement", compute="_compute_is_silent", search="_search_is_silent"
    )
    can_mark = fields.Boolean(compute="_compute_can_mark", export_string_translation=False)

    # ------------------------------------------------------------
    # THE MARK
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("stored_progress_mark", "skp_id", "matrix_id")
    def _compute_progress_mark(self):
        followed = self if self.env.su else self._get_followed()
        for result in self:
            result.is_followed = result in followed
            # Who follows the result reads its mark.
            mark = result.sudo().stored_progress_mark or NOT_STARTED
            result.progress_mark = mark if result in followed else False

    def _search_progress_mark(self, operator, value):
        if operator != "in":
            return NotImplemented
        marks = set(value)
        stored = Domain("stored_progress_mark", "in", [mark for mark in marks if mark])
        if NOT_STARTED in marks:
            stored |= Domain("stored_progress_mark", "=", False)
        found = self._search_ids_followed(stored)
        if False not in marks:
            return found
        return found | ~self._search_ids_followed(Domain.TRUE)

    def _search_is_followed(self, operator, value):
        return self._search_ids_followed(Domain.TRUE) if operator == "in" else NotImplemented

    @api.model
    def _search_ids_followed(self, domain):
        """Return a domain of the followed results that match ``domain`` on hidden fields."""
        # Only of what the user follows; the field itself is nobody's to search.
        results_sudo = self.sudo().with_context(active_test=False)
        query = results_sudo._search(self._get_followed_domain() & domain)
        return Domain("id", "in", query)

    @api.depends_context("uid")
    @api.depends("skp_id.state", "skp_id.revision", "active", "agreed_revision")
    def _compute_can_mark(self):
        for result in self:
            result.can_mark = not result._get_mark_refusal()

    def action_mark_progress(self, mark=None):
        """Employee: say how these results of his own agreed plan fare.

        :param mark: ``not_started on_track at_risk done``
        :raise UserError: on a plan that is not in force, or a mark that there is none of
        """
        if mark not in list(dict(MARKS)):
            raise UserError(self.env._("There is no such mark of progress."))
        for result in self:
            if refusal := result._get_mark_refusal():
                raise refusal
        # Checked above; the mark itself is in nobody's reach.
        changed_sudo = self.sudo().filtered(lambda r: r.stored_progress_mark != mark)
        changed_sudo.write({"stored_progress_mark": mark})
        # That it was changed is logged, not to what: officers read the log, not how people fare.
        self.env["hr.skp.log"]._append(changed_sudo, "mark_progress")
        return True

    def _get_mark_refusal(self):
        """Return the error why the current user may not mark this result now, or None."""
        self.ensure_one()
        # Of whose plan it is, and whether it is in force.
        plan_sudo = self.sudo().skp_id
        if not plan_sudo.with_env(self.env).is_mine:
            return AccessError(self.env._("Only whose result it is says how it fares."))
        if not (may_record(plan_sudo.state, plan_sudo.revision) and self.sudo().agreed_revision):
            return UserError(
                self.env._("“%s” is not agreed, or its plan is over.", self.sudo().display_name)
            )
        return None

    def _check_content(self, operation, names):
        if {"stored_progress_mark", "progress_mark", "progress_ids"} & names:
            raise AccessError(self.env._("Progress is marked, not written."))
        return super()._check_content(operation, names)

    # ------------------------------------------------------------
    # ACHIEVEMENTS
    # ------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("progress_ids.date", "progress_ids.active")
    def _compute_progress(self):
        # Counted with the user's own rights: who follows nothing counts nothing.
        groups = self.env["hr.skp.progress"]._read_group(
            [("result_id", "in", self._origin.ids)], ["result_id"], ["__count", "date:max"]
        )
        found = {result.id: (count, date) for result, count, date in groups}
        for result in self:
            count, date = found.get(result._origin.id, (0, False))
            result.progress_count, result.last_progress_date = count, date

    @api.depends_context("uid")
    def _compute_is_silent(self):
        silent = self.filtered_domain(self._get_silent_domain())
        for result in self:
            result.is_silent = result in silent

    def _search_is_silent(self, operator, value):
        return self._get_silent_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_silent_domain(self):
        """Return the domain of the followed results in force with no news for too long.

        A result that is done is not asked for news; how long is too long each agency says.
        """
        domains = []
        for company_sudo in self.env.companies.sudo():
            since = company_sudo._get_skp_today() - timedelta(days=company_sudo.skp_silence_days)
            news = Domain("date", ">", since) & Domain("active", "=", True)
            plans = (
                Domain("company_id", "=", company_sudo.id)
                & Domain("state", "in", tuple(RECORDING))
                & Domain("agreed_on", "<=", since)
            )
            domains.append(
                Domain("skp_id", "any!", plans) & Domain("progress_ids", "not any!", news)
            )
        silent = Domain.OR(domains) & Domain("agreed_revision", ">", 0)
        return self._search_ids_followed(
            silent & Domain("active", "=", True) & Domain("stored_progress_mark", "!=", DONE)
        )

    def action_open_progress(self):
        """Open the achievements of these results, on a timeline."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_progress_action"
        )
        context = {"group_by": []}
        if len(self) == 1:
            context = {"default_result_id": self.id, "create": self.can_mark}
        return {**action, "domain": [("result_id", "in", self.ids)], "context": context}


class HrSkp(models.Model):
    _inherit = "hr.skp"

    progress_count = fields.Integer("Number of achievements", compute="_compute_progress_count")
    is_followed = fields.Boolean("I follow it", compute="_compute_progress_count")

    @api.depends_context("uid")
    @api.depends("result_ids.progress_ids")
    def _compute_progress_count(self):
        # Counted with the user's own rights: who follows nothing counts nothing.
        groups = self.env["hr.skp.progress"]._read_group(
            [("skp_id", "in", self._origin.ids)], ["skp_id"], ["__count"]
        )
        counts = {plan.id: count for plan, count in groups}
        roles = self._get_roles()
        for plan in self:
            plan.progress_count = counts.get(plan._origin.id, 0)
            acting = roles.get(plan.id, set())
            plan.is_followed = bool(acting & {"employee", "evaluator", "auditor"})

    def action_open_progress(self):
        """Open the achievements of these plans, result by result."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_progress_action"
        )
        mine = len(self) == 1 and self.is_mine and may_record(self.state, self.revision)
        context = {"search_default_group_result": 1, "create": mine}
        return {**action, "domain": [("skp_id", "in", self.ids)], "context": context}


class HrSkpLog(models.Model):
    _inherit = "hr.skp.log"

    @api.model
    def _get_action_labels(self):
        return {
            **super()._get_action_labels(),
            "mark_progress": self.env._("Mark the progress of a result"),
        }

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date, plaintext2html

from ..rules import plan_diff
from ..rules.calendar import roman, term_number
from ..rules.plan_states import AGREED, CANCELLED, DRAFT, LIVE, PROPOSED, REVISING

#: How many tasks the portal's home shows at once: a list that is read, not scrolled.
TASKS_SHOWN = 5


class HrSkp(models.Model):
    """What the portal tells an employee or evaluator: tasks, the year, what changed.

    Activities do not reach portal users, so their to-do list is derived from the plans themselves:
    nothing to keep in step, nothing to mark as done.
    """

    _inherit = "hr.skp"

    seen_revision = fields.Integer(
        readonly=True, copy=False, help="The newest agreed revision that the employee has opened."
    )

    # ------------------------------------------------------------
    # TASKS
    # ------------------------------------------------------------

    @api.model
    def _get_portal_tasks(self):
        """Return what the current user is to do, most urgent first, at most five.

        Each a dict ``code title detail url deadline late``, one tap to where it is done.
        """
        tasks = self._prepare_portal_tasks()
        tasks.sort(key=lambda task: task["deadline"] or date.max)
        return tasks[:TASKS_SHOWN]

    @api.model
    def _prepare_portal_tasks(self):
        """Return all tasks of the current user, unsorted; the hook for further ones."""
        mine = self.search(
            Domain("is_mine", "=", True)
            & Domain("state", "in", tuple(LIVE))
            & Domain("period_id.state", "!=", "closed")
        )
        own = [task for plan in mine for task in plan._prepare_own_tasks()]
        return own + self._prepare_team_tasks()

    def _prepare_own_tasks(self):
        self.ensure_one()
        _, year = self.env._, self.period_id.year
        if self.is_returned:
            title = _("Improve your SKP %s: it was returned", year)
            return [self._prepare_task("returned", title, self.state_reason, self.plan_deadline)]
        if self.state == DRAFT:
            title = _("Propose your SKP %s", year)
            return [self._prepare_task("propose", title, None, self.plan_deadline)]
        if self.state == REVISING:
            title = _("Finish the revision of your SKP %s and propose it", year)
            return [self._prepare_task("revise", title, self.state_reason)]
        if self.state == AGREED and self.seen_revision < self.revision:
            return [self._prepare_task("read", _("Read your agreed SKP %s", year))]
        return []

    @api.model
    def _prepare_team_tasks(self):
        waiting = self.search(
            Domain("is_my_team", "=", True)
            & Domain("state", "=", PROPOSED)
            & Domain("period_id.state", "!=", "closed"),
            order="proposed_on",
        )
        if not waiting:
            return []
        first = waiting[0]
        if len(waiting) == 1:
            title = self.env._("Agree or return the SKP of %s", first.employee_name)
            return [first._prepare_task("agree", title, None, first.plan_deadline)]
        title = self.env._("Agree or return %s proposed plans of your people", len(waiting))
        task = first._prepare_task("agree", title, None, first.plan_deadline)
        return [{**task, "url": "/my/skp#skp-team"}]

    def _get_agency_today(self):
        """Return the day it is at the agency of these plans; of none, at the user's."""
        agency_sudo = (self.sudo().company_id or self.env.company.sudo())[:1]
        return agency_sudo._get_skp_today()

    def _prepare_task(self, code, title, detail=None, deadline=False):
        self.ensure_one()
        late = bool(deadline) and deadline < self._get_agency_today()
        when = deadline and format_date(self.env, deadline, date_format="d MMM yyyy")
        if when and late:
            when = self.env._("Was due on %s", when)
        elif when:
            when = self.env._("Due by %s", when)
        return {
            "code": code,
            "title": title,
            "detail": detail or "",
            "when": when or "",
            "url": f"/my/skp/{self.id}",
            "deadline": deadline,
            "late": late,
        }

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    @api.model
    def _is_portal_visible(self):
        """Tell whether the current user has anything to do with plans: the entry on ``/my``."""
        concerned = Domain("is_mine", "=", True) | Domain("is_my_team", "=", True)
        # Whoever is an employee finds the page, which then says how he gets his plan.
        return bool(self.env.user.sudo().employee_ids or self.search(concerned, limit=1))

    def _get_portal_current(self):
        """Return the plan of today among one's own: the year's, else the newest living one."""
        today = self._get_agency_today()
        living = self.filtered(lambda p: p.state != CANCELLED).sorted("date_start", reverse=True)
        return living.filtered(lambda p: p.date_start <= today <= p.date_end)[:1] or living[:1]

    def _get_portal_steps(self):
        """Return the plan's year as steps: planning, then the terms; exactly one is current.

        Each a dict ``label title status``; status ``done current past todo``.
        """
        self.ensure_one()
        today = self._get_agency_today()
        plan = self.env._("Plan")
        steps = [{"label": plan, "title": plan, "status": "done"}]
        for term in self.period_id.term_ids:
            status = "past" if term.date_end < today else "todo"
            steps.append(
                {"label": self._get_term_label(term), "title": term.name, "status": status}
            )
        current = steps[0]
        if self.revision:
            current = next((step for step in steps if step["status"] == "todo"), steps[-1])
        current["status"] = "current"
        return steps

    def _get_term_label(self, term):
        """Return a label short enough for five steps on a phone."""
        _, terms = self.env._, term.period_id.term_ids
        if term.kind == "month":
            return format_date(self.env, term.date_start, date_format="MMM")
        if term.kind == "quarter":
            return _("Q %s", roman(term_number("quarter", term.date_start)))
        # The agency may let the final term stand for the last quarter as well.
        quarters = terms.filtered(lambda t: t.kind == "quarter")
        if quarters and max(quarters.mapped("date_end")) < term.date_end:
            return _("%s/Final", roman(term_number("quarter", term.date_end)))
        return _("Final")

    def _get_portal_changes(self):
        """Return what changed since the last agreement, while a further one is prepared."""
        self.ensure_one()
        if not self.revision or self.state not in (REVISING, PROPOSED):
            return plan_diff.NOTHING
        last = self.revision_ids.filtered(lambda r: r.number == self.revision)
        return plan_diff.compare(last.content, self._get_snapshot()[self.id])

    def _get_portal_notice(self):
        """Return ``(tone, sentence)``: where the plan stands and whose turn it is."""
        self.ensure_one()
        _, mine = self.env._, self.is_mine
        values = {
            "evaluator": self.evaluator_label or _("the evaluator"),
            "employee": self.employee_name,
            "revision": self.revision,
            "deadline": format_date(self.env, self.plan_deadline, date_format="d MMMM yyyy") or "–",
        }
        if self.state == DRAFT:
            if mine:
                return "info", _(
                    "Work out your results with their indicators, then propose the plan to "
                    "%(evaluator)s by %(deadline)s.",
                    **values,
                )
            return "info", _("%(employee)s is still working on this plan.", **values)
        if self.state == PROPOSED:
            if self.is_my_team:
                return "warning", _("%(employee)s asks you to agree this plan.", **values)
            return "info", _("This plan is with %(evaluator)s, who agrees or returns it.", **values)
        if self.state == AGREED:
            return "success", _("Agreed with %(evaluator)s, revision %(revision)s.", **values)
        if self.state == REVISING:
            return "warning", _(
                "Being revised. Until the new text is agreed, revision %(revision)s holds.",
                **values,
            )
        return "secondary", _("This plan is closed: it can be read, not changed.")

    def _get_acted_for(self):
        """Return the name of the official for whom the current user acts here, or ''."""
        self.ensure_one()
        if not self.is_my_team or self.evaluator_user_id == self.env.user:
            return ""
        return ((self.identity or {}).get("evaluator") or {}).get("name") or ""

    def action_mark_seen(self):
        """Employee: the agreed plan has been opened; its task is done."""
        unseen = self.filtered(lambda p: p.is_mine and p.seen_revision < p.revision)
        # Nobody writes a plan's own marks directly; that one has read his own plan is harmless.
        for revision, plans_sudo in unseen.sudo().grouped("revision").items():
            plans_sudo.write({"seen_revision": revision})
        return True

    # ------------------------------------------------------------
    # "MY SUPERIOR IS WRONG"
    # ------------------------------------------------------------

    def action_report_superior(self, reason=None):
        """Employee: tell the SKP officers that the evaluator on the plan is not his superior.

        :raise UserError: without a reason, on a closed plan, or while an earlier report is open
        """
        self.ensure_one()
        _ = self.env._
        if not self.is_mine:
            raise AccessError(_("Only the employee reports that his superior is wrong."))
        if self.state not in LIVE:
            raise UserError(_("A closed or cancelled plan stays as it is."))
        if not (reason or "").strip():
            raise UserError(_("Say who your superior is, so that the officer can mend it."))
        if self._get_superior_reports_sudo():
            raise UserError(_("You have reported this already; the officers are on it."))
        self._create_superior_reports(reason.strip())
        self.env["hr.skp.log"]._append(self, "report_superior", reason=reason.strip())
        return True

    def action_refresh(self):
        done = super().action_refresh()
        # Taking the evaluator over anew answers the report that he is wrong.
        self._get_superior_reports_sudo().unlink()
        return done

    def _get_superior_reports_sudo(self):
        """Return the open reports on these plans, which the employee himself may not read."""
        activity_type = self.env.ref("hr_skp.mail_activity_skp_superior", raise_if_not_found=False)
        if not activity_type:
            return self.env["mail.activity"].sudo()
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("activity_type_id", "=", activity_type.id),
                ]
            )
        )

    def _get_superior_report_users(self):
        """Return who mends a wrong superior: the agency's officers, never the employee himself."""
        # Who the officers are is not an employee's to read, and he does not get to see it.
        group_sudo = self.env.ref("hr_skp.group_skp_officer").sudo()
        for users_sudo in (group_sudo.user_ids, group_sudo.all_user_ids):
            fitting = users_sudo.filtered(
                lambda u: self.company_id in u.company_ids and u != self.env.user and u.active
            )
            if fitting:
                return fitting
        return self.env["res.users"]

    def _create_superior_reports(self, reason):
        users = self._get_superior_report_users()
        if not users:
            raise UserError(
                self.env._("Your agency has no SKP officer yet: please tell the personnel office.")
            )
        # The employee has no rights on the officers' activities; checked in the caller.
        self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": self.env.ref("hr_skp.mail_activity_skp_superior").id,
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": self.id,
                    "user_id": user.id,
                    "summary": self.env._(
                        "%(employee)s: the evaluator is wrong", employee=self.employee_name
                    ),
                    "note": plaintext2html(reason),
                    "date_deadline": self._get_agency_today(),
                }
                for user in users
            ]
        )

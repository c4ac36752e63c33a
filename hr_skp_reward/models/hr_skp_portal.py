from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..rules.sanction import RUNNING

#: A target is named in the to-do list so many days before it is due.
DAYS_BEFORE = 14


class HrSkp(models.Model):
    """What the portal's to-do list tells of improvement: to the person and to his evaluator only,
    each by his own right, and without a word of the case.
    """

    _inherit = "hr.skp"

    @api.model
    def _prepare_portal_tasks(self):
        return super()._prepare_portal_tasks() + self._prepare_improvement_tasks()

    @api.model
    def _prepare_improvement_tasks(self):
        soon = self.env.company.sudo()._get_skp_today() + timedelta(days=DAYS_BEFORE)
        targets = self.env["hr.skp.improvement"].search(
            Domain("sanction_id.state", "in", tuple(RUNNING))
            & Domain("date_due", "<=", soon)
            & (
                Domain("sanction_id.is_mine", "=", True)
                | Domain("sanction_id.is_my_team", "=", True)
            ),
            order="date_due",
        )
        waiting = targets.filtered(lambda target: target.progress != "full")
        tasks = []
        for mine, group in waiting.grouped(lambda target: target.sanction_id.is_mine).items():
            title = (
                self.env._("Your improvement plan: say how far you are")
                if mine
                else self.env._("Improvement plan of your people: check in")
            )
            anchor = "improvement" if mine else "improvement-team"
            tasks.append(self._prepare_page_task("improve", title, group[:1].date_due, anchor))
        return tasks

    @api.model
    def _prepare_page_task(self, code, title, deadline, anchor):
        """Return a task of the history page, which belongs to no single plan."""
        day = self.env.company.sudo()._get_skp_today()
        when = self.env["ir.qweb.field.date"].value_to_html(deadline, {"format": "d MMM yyyy"})
        late = deadline < day
        return {
            "code": code,
            "title": title,
            "detail": "",
            "when": self.env._("Was due on %s", when) if late else self.env._("Due by %s", when),
            "url": f"/my/skp/history#{anchor}",
            "deadline": deadline,
            "late": late,
        }

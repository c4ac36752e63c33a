from odoo import api, models
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_reminder import Due

from ..rules.development import OPEN, due_occasion
from ..rules.feedback import silence_occasion

TEAM_ACTION = "hr_skp.hr_skp_action_team"
#: Of whom the reminders must know where they can be reached.
PARTIES = ("employee_user_id", "evaluator_id", "evaluator_user_id", "reviewer_user_id")
MINE_ACTION = "hr_skp_feedback.hr_skp_development_action_owned"


class HrSkpReminder(models.Model):
    """Evaluators are told who heard nothing from them for long; owners of actions fallen due.

    One message a person and matter, an activity on the plan for who has a backend.
    """

    _inherit = "hr.skp.reminder"

    @api.model
    def _collect_due(self, company, today):
        return [
            *super()._collect_due(company, today),
            *self._collect_silence(company, today),
            *self._collect_development(company, today),
        ]

    @api.model
    def _collect_silence(self, company, today):
        plans = self.env["hr.skp"].search(
            self.env["hr.skp"]._get_silent_domain(company, today), order="id"
        )
        last = plans._get_last_feedback()
        rows = [{name: plan[name].id or None for name in PARTIES} for plan in plans]
        people, dues = self._get_people(company, rows, today), []
        for plan, row in zip(plans, rows, strict=True):
            agreed = company._get_skp_date(plan.agreed_on)
            since = max(filter(None, (last.get(plan.id), agreed)))
            on = silence_occasion(today, since, company.skp_feedback_days)
            dues += [
                Due("speak_evaluator", user_id, "hr.skp", plan.id, on, since=since)
                for user_id in sorted(people.of(row)["evaluator"])
                if on
            ]
        return dues

    @api.model
    def _collect_development(self, company, today):
        actions = self.env["hr.skp.development"].search(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", OPEN)
            & Domain("owner_user_id.active", "=", True),
            order="id",
        )
        dues = []
        for action in actions:
            if on := due_occasion(today, action.date_due):
                # On the plan, where both parties find the action.
                plan_id, own = action.skp_id.id, action.owner_id == action.employee_id
                code = "develop_employee" if own else "develop_evaluator"
                user_id, day = action.owner_user_id.id, action.date_due
                dues.append(Due(code, user_id, "hr.skp", plan_id, on, deadline=day))
        return dues

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    @api.model
    def _get_kinds(self):
        develop = {
            "activity": "hr_skp_feedback.mail_activity_skp_development",
            "template": "hr_skp_feedback.mail_template_remind_development",
            "page": "/my/skp/development",
            "action": MINE_ACTION,
        }
        return {
            **super()._get_kinds(),
            "speak_evaluator": {
                "activity": "hr_skp_feedback.mail_activity_skp_feedback",
                "template": "hr_skp_feedback.mail_template_remind_feedback",
                "page": "/my/skp/feedback?tab=team",
                "action": TEAM_ACTION,
            },
            "develop_employee": develop,
            "develop_evaluator": develop,
        }

    def _get_subject_speak_evaluator(self):
        if self.record_count == 1:
            return self.env._("One of your people waits for your feedback")
        return self.env._("%s of your people wait for your feedback", self.record_count)

    def _get_subject_develop_employee(self):
        return self.env._("An agreed development action is due")

    def _get_subject_develop_evaluator(self):
        return self._get_subject_develop_employee()

    def _get_activity_summary(self):
        if self.code == "speak_evaluator":
            return self.env._("Has heard nothing from you for long: give feedback")
        return super()._get_activity_summary()


class HrSkpDevelopment(models.Model):
    _inherit = "hr.skp.development"

    def write(self, vals):
        result = super().write(vals)
        if {"state", "date_due", "owner_id"} & vals.keys():
            self._close_asked()
        return result

    def _close_asked(self):
        """What was asked is done or moved, unless another action of the plan is still due."""
        plans_sudo = self.sudo().skp_id
        open_sudo = self.sudo().search([("skp_id", "in", plans_sudo.ids), ("state", "=", OPEN)])
        kept = {
            (action.skp_id.id, action.owner_user_id.id)
            for action in open_sudo
            if due_occasion(action.company_id._get_skp_today(), action.date_due)
        }
        plans_sudo._close_asked("hr_skp_feedback.mail_activity_skp_development", kept)


class HrSkpDelegation(models.Model):
    _inherit = "hr.skp.delegation"

    @api.model
    def _get_activity_types(self):
        """Speaking to one's people is the evaluator's, hence his delegate's."""
        return [*super()._get_activity_types(), "hr_skp_feedback.mail_activity_skp_feedback"]

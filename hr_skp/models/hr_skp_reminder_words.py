from collections import Counter

from odoo import api, models

LATE_ACTION = "hr_skp.hr_skp_action_late"
TEAM_ACTION = "hr_skp.hr_skp_action_team"


class HrSkpReminder(models.Model):
    """How reminders about plans are worded, and where they lead: one place for mail and activity.

    They say who and how many, never what a plan says.
    """

    _inherit = "hr.skp.reminder"

    @api.model
    def _get_kinds(self):
        own = {"activity": "hr_skp.mail_activity_skp", "page": "/my/skp", "single": True}
        team = {
            "activity": "hr_skp.mail_activity_skp",
            "page": "/my/skp#skp-team",
            "single": True,
            "action": TEAM_ACTION,
        }
        above = {**team, "template": "hr_skp.mail_template_remind_above", "action": LATE_ACTION}
        propose = {**own, "template": "hr_skp.mail_template_remind_propose"}
        answer = {**team, "template": "hr_skp.mail_template_remind_answer"}
        officer = {**above, "activity": None, "single": False}
        return {
            **super()._get_kinds(),
            "propose_employee": propose,
            "now_employee": propose,
            "answer_evaluator": answer,
            "now_evaluator": answer,
            "propose_evaluator": {**team, "template": "hr_skp.mail_template_remind_team"},
            "propose_reviewer": {**above, "single": False},
            "answer_reviewer": {**above, "single": False},
            "propose_officer": officer,
            "answer_officer": officer,
            "report_employee": {
                **own,
                "activity": "hr_skp.mail_activity_skp_report",
                "template": "hr_skp.mail_template_remind_report",
            },
            "digest_officer": {
                "template": "hr_skp.mail_template_remind_digest",
                "action": LATE_ACTION,
            },
        }

    # ------------------------------------------------------------
    # SENTENCES
    # ------------------------------------------------------------

    def _get_subject(self):
        words = getattr(self, f"_get_subject_{self.code}", None)
        return words() if words else super()._get_subject()

    def _get_subject_propose_employee(self):
        _ = self.env._
        if not self.deadline:
            return _("Your SKP waits to be proposed")
        if self.deadline < self.date:
            return _("Your SKP was to be proposed by %s", self.deadline_text)
        if self.deadline == self.date:
            return _("Propose your SKP today")
        return _("Propose your SKP by %s", self.deadline_text)

    def _get_subject_now_employee(self):
        return self._get_subject_propose_employee()

    def _get_subject_answer_evaluator(self):
        if self.record_count == 1:
            return self.env._("A proposed SKP waits for your answer")
        return self.env._("%s proposed SKP wait for your answer", self.record_count)

    def _get_subject_now_evaluator(self):
        return self._get_subject_answer_evaluator()

    def _get_subject_propose_evaluator(self):
        if self.record_count == 1:
            return self.env._("One of your people has not proposed an SKP")
        return self.env._("%s of your people have not proposed an SKP", self.record_count)

    def _get_subject_propose_reviewer(self):
        return self.env._("SKP not proposed, below you: %s", self.record_count)

    def _get_subject_answer_reviewer(self):
        return self.env._("SKP unanswered by their evaluators: %s", self.record_count)

    def _get_subject_propose_officer(self):
        return self.env._("SKP not proposed, with nobody above to remind: %s", self.record_count)

    def _get_subject_answer_officer(self):
        return self.env._("SKP that nobody can answer: %s", self.record_count)

    def _get_subject_report_employee(self):
        return self.env._("Report your progress to your evaluator")

    def _get_subject_digest_officer(self):
        return self.env._("Who is late with the SKP: this week")

    def _get_activity_summary(self):
        _ = self.env._
        summaries = {
            "propose_employee": _("Propose your SKP"),
            "now_employee": _("Propose your SKP"),
            "answer_evaluator": _("Agree or return the proposed SKP"),
            "now_evaluator": _("Agree or return the proposed SKP"),
            "propose_evaluator": _("Not proposed: talk to the employee, or set it in his stead"),
            "propose_reviewer": _("Not proposed: talk to the evaluator"),
            "answer_reviewer": _("Not answered: talk to the evaluator"),
            "report_employee": _("Report your progress to your evaluator"),
        }
        return summaries.get(self.code) or super()._get_activity_summary()

    # ------------------------------------------------------------
    # WHAT THE MAIL LISTS
    # ------------------------------------------------------------

    def _get_details(self):
        if self.code == "digest_officer":
            return self._get_digest()
        if self.kind in ("propose", "answer") and self.code.endswith(("_reviewer", "_officer")):
            return self._get_evaluators()
        return super()._get_details()

    def _get_evaluators(self):
        """Return (evaluator, how many plans): with whom those above are to talk."""
        plans_sudo = self.env["hr.skp"].sudo().browse(self.line_ids.mapped("res_id"))
        names = Counter(
            plan.evaluator_id.name or self.env._("Without an evaluator") for plan in plans_sudo
        )
        return names.most_common()

from odoo import api, models

from odoo.addons.hr_skp.models.hr_skp_reminder import Due
from odoo.addons.hr_skp.rules.reminders import latest

from ..rules.evaluation_reminders import proposal_timetable
from ..rules.evaluation_states import OPEN, RATED


class HrSkpReminder(models.Model):
    """Who is told in calibration: that ratings were submitted, that others were proposed.

    Once a day and all together, however many cards were moved; never whose, nor to where.
    """

    _inherit = "hr.skp.reminder"

    @api.model
    def _collect_due(self, company, today):
        dues = super()._collect_due(company, today)
        if company.skp_remind_evaluation:
            dues += self._collect_proposals(company, today)
            dues += self._collect_submitted(company, today)
        return dues

    @api.model
    def _collect_proposals(self, company, today):
        """Return the evaluators who owe an answer to what was proposed."""
        proposals = self.env["hr.skp.rating.proposal"].search(
            [
                ("state", "=", OPEN),
                ("rating_id.evaluation_id.company_id", "=", company.id),
                ("rating_id.evaluation_id.term_id.state", "=", "open"),
            ]
        )
        rows = {p.id: p.rating_id.evaluation_id._prepare_reminder_row() for p in proposals}
        people = self._get_people(company, rows.values(), today)
        settings = company._get_skp_reminder_settings()
        return [
            Due(
                "proposal_evaluator",
                user_id,
                proposal._name,
                proposal.id,
                occasion.on,
                deadline=proposal.rating_id.evaluation_id.rating_deadline,
            )
            for proposal in proposals
            for occasion in latest(
                proposal_timetable(company._get_skp_date(proposal.proposed_on), settings), today
            )
            for user_id in sorted(people.of(rows[proposal.id])["evaluator"])
        ]

    @api.model
    def _collect_submitted(self, company, today):
        """Return the superiors to whom ratings were submitted, on the day of it."""
        ratings = self.env["hr.skp.rating"].search(
            [
                ("shared_on", "!=", False),
                ("evaluation_id.company_id", "=", company.id),
                ("evaluation_id.state", "=", RATED),
                ("evaluation_id.term_id.state", "=", "open"),
            ]
        )
        rows = {r.id: r.evaluation_id._prepare_reminder_row(superior=True) for r in ratings}
        people = self._get_people(company, rows.values(), today)
        return [
            Due(
                "calibrate_reviewer",
                user_id,
                "hr.skp.evaluation",
                rating.evaluation_id.id,
                company._get_skp_date(rating.shared_on),
                deadline=rating.evaluation_id.rating_deadline,
            )
            for rating in ratings
            for user_id in sorted(people.of(rows[rating.id])["evaluator"])
        ]

    def _get_subject_proposal_evaluator(self):
        if self.record_count == 1:
            return self.env._("A proposal of your superior waits for your answer")
        return self.env._("%s proposals of your superior wait for your answer", self.record_count)

    def _get_subject_calibrate_reviewer(self):
        if self.record_count == 1:
            return self.env._("One rating was submitted to you for calibration")
        return self.env._("%s ratings were submitted to you for calibration", self.record_count)


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    def _prepare_reminder_row(self, superior=False):
        """Return who is told as the evaluator, or who acts for him – or for his superior."""
        self.ensure_one()
        role = "reviewer" if superior else "evaluator"
        return {
            "employee_user_id": self.employee_user_id.id or None,
            "evaluator_id": self[f"{role}_id"].id,
            "evaluator_user_id": self[f"{role}_user_id"].id or None,
            "reviewer_user_id": None,
        }

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.hr_skp.rules.plan_states import AGREED, REVISING

from ..rules.feedback import days_silent

IN_FORCE = (AGREED, REVISING)
#: Of a plan, what decides whether silence about it is too long.
SILENCE_DEPENDS = ("state", "revision", "agreed_on", "date_start", "date_end", "company_id")


class ResCompany(models.Model):
    _inherit = "res.company"

    skp_feedback_days = fields.Integer(
        "Days without feedback",
        default=60,
        help="After that many days in which somebody heard nothing from his evaluator, the "
        "evaluator is reminded. 0: never.",
    )

    _skp_feedback_days_check = models.Constraint(
        "CHECK (skp_feedback_days >= 0)", "Days without feedback cannot be less than none."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    skp_feedback_days = fields.Integer(related="company_id.skp_feedback_days", readonly=False)


class HrSkp(models.Model):
    """The evaluator's duty to speak: since when a person has heard nothing from him.

    Nobody but the evaluator (or who acts for him), the person and auditors sees it.
    """

    _inherit = "hr.skp"

    last_feedback_on = fields.Date(
        "Last feedback of the evaluator", compute="_compute_last_feedback", compute_sudo=True
    )
    last_feedback_label = fields.Char(
        "Last feedback", compute="_compute_last_feedback", compute_sudo=True
    )
    is_feedback_due = fields.Boolean(
        "Waits for my feedback",
        compute="_compute_last_feedback",
        compute_sudo=True,
        search="_search_is_feedback_due",
    )

    # Read as the system, shown by role; depends on all that is read of each plan, so that a list
    # fetches it with its own columns.
    @api.depends_context("uid", "lang")
    @api.depends("feedback_ids.date", "is_my_team", "is_year_readable", *SILENCE_DEPENDS)
    def _compute_last_feedback(self):
        today, last = self.env.company.sudo()._get_skp_today(), self._get_last_feedback()
        kinds = self.grouped(lambda plan: plan._get_silence(last.get(plan._origin.id), today))
        for (day, is_told, is_due), plans in kinds.items():
            plans.last_feedback_on = day
            plans.last_feedback_label = self._get_silence_label(day, today) if is_told else ""
            plans.is_feedback_due = is_due

    def _get_silence(self, day, today):
        """Return the last day, whether anything is said of it, and whether the user is to speak."""
        self.ensure_one()
        if not self.is_year_readable:
            return None, False, False
        is_due = self.is_my_team and self._is_silent(day, today)
        return day, bool(day or self.revision), is_due

    def _get_last_feedback(self):
        """Return plan id -> the day on which its evaluator, or who acts for him, last spoke."""
        # That somebody was spoken to, not what was said; who may see it the caller decides.
        groups = (
            self.env["hr.skp.feedback"]
            .sudo()
            ._read_group(
                [("skp_id", "in", self._origin.ids), ("relation", "=", "evaluator")],
                ["skp_id"],
                ["date:max"],
            )
        )
        return {plan.id: day for plan, day in groups}

    @api.model
    def _get_silence_label(self, day, today):
        if not day:
            return self.env._("Never")
        days = (today - day).days
        return self.env._("%s days ago", days) if days else self.env._("Today")

    def _is_silent(self, day, today):
        self.ensure_one()
        limit = self.company_id.skp_feedback_days
        if not limit or self.state not in IN_FORCE or not self.date_start <= today <= self.date_end:
            return False
        agreed = self.company_id._get_skp_date(self.agreed_on) if self.agreed_on else None
        days = days_silent(today, day, agreed)
        return days is not None and days > limit

    def _search_is_feedback_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_role_domains()["evaluator"] & self._get_silent_domain(self.env.companies)

    @api.model
    def _get_silent_domain(self, companies, today=None):
        """Return the domain of the plans in force whose evaluator has been silent too long."""
        today = today or self.env.company.sudo()._get_skp_today()
        in_force = (
            Domain("state", "in", IN_FORCE)
            & Domain("date_start", "<=", today)
            & Domain("date_end", ">=", today)
        )
        silent = []
        # How long is too long is a setting of each agency.
        for company_sudo in companies.sudo().filtered("skp_feedback_days"):
            limit = today - relativedelta(days=company_sudo.skp_feedback_days)
            heard = Domain("relation", "=", "evaluator") & Domain("date", ">=", limit)
            silent.append(
                Domain("company_id", "=", company_sudo.id)
                & Domain("agreed_on", "<", company_sudo._get_skp_moment(limit))
                & Domain("feedback_ids", "not any!", heard)
            )
        return in_force & Domain.OR(silent) if silent else Domain.FALSE

    # ------------------------------------------------------------
    # WHAT IS ANSWERED
    # ------------------------------------------------------------

    def _follow_evaluator(self):
        result = super()._follow_evaluator()
        # Another one is to speak now; he is told in his turn.
        self._close_asked("hr_skp_feedback.mail_activity_skp_feedback")
        return result

    def _close_asked(self, xmlid, kept=()):
        """Take away what was asked about these plans, but for ``kept``: (plan id, user id)."""
        activity_type = self.env.ref(xmlid, raise_if_not_found=False)
        if not activity_type:
            return
        # Whoever answers it need not have rights on somebody else's activity.
        asked_sudo = (
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
        asked_sudo.filtered(lambda a: (a.res_id, a.user_id.id) not in kept).unlink()


class HrSkpFeedback(models.Model):
    _inherit = "hr.skp.feedback"

    def _announce(self):
        result = super()._announce()
        spoken = self.filtered(lambda f: f.relation == "evaluator")
        # The plan itself need not be the giver's to read.
        spoken.sudo().skp_id._close_asked("hr_skp_feedback.mail_activity_skp_feedback")
        return result

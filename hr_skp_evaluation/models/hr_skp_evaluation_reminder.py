from odoo import api, models
from odoo.tools import SQL

from odoo.addons.hr_skp.models.hr_skp_reminder import Due
from odoo.addons.hr_skp.rules.reminders import latest

from ..rules import evaluation_reminders as rules
from ..rules.evaluation_states import BEFORE_OUTCOME, FINALISED, PENDING_OBJECTION, RECEIVED

TEMPLATE = "hr_skp_evaluation.mail_template_remind_evaluation"
#: state -> the moment since which it is so; of all others, since the evaluation exists
SINCE = {FINALISED: "finalised_on", RECEIVED: "received_on"}
#: code -> (what its mail leads to: a page of the portal, the list of internal users)
PAGES = {
    "selfreport_employee": (
        "/my/skp/evaluations",
        "hr_skp_evaluation.hr_skp_evaluation_action_mine",
    ),
    "rate_evaluator": ("/my/skp/evaluations#team", "hr_skp_evaluation.hr_skp_rating_screen_action"),
    "receive_employee": ("/my/skp/evaluations", "hr_skp_evaluation.hr_skp_evaluation_action_mine"),
    "window_employee": ("/my/skp/evaluations", "hr_skp_evaluation.hr_skp_evaluation_action_mine"),
    "explain_evaluator": ("/my/skp/evaluations", "hr_skp_evaluation.hr_skp_objection_action"),
    "decide_decider": ("/my/skp/evaluations", "hr_skp_evaluation.hr_skp_objection_action"),
    "proposal_evaluator": (
        "/my/skp/evaluations#team",
        "hr_skp_evaluation.hr_skp_calibration_action",
    ),
    "calibrate_reviewer": ("/my/skp/evaluations", "hr_skp_evaluation.hr_skp_calibration_action"),
    "unit_leader": ("/my/skp/units", "hr_skp_evaluation.hr_skp_unit_performance_action_mine"),
}


class HrSkpReminder(models.Model):
    """Reminders of the evaluation: deadlines and links, never a rating, a predicate or a reason."""

    _inherit = "hr.skp.reminder"

    # ------------------------------------------------------------
    # WHAT IS DUE
    # ------------------------------------------------------------

    @api.model
    def _collect_due(self, company, today):
        dues = super()._collect_due(company, today)
        if company.skp_remind_evaluation:
            dues += self._collect_evaluations(company, today)
            dues += self._collect_units(company, today)
        return dues

    @api.model
    def _collect_evaluations(self, company, today):
        settings = company._get_skp_reminder_settings()
        rows = self._load_evaluations(company)
        people = self._get_people(company, rows, today)
        dues = []
        for row in rows:
            users = people.of(row)
            # Whoever decides is found as an evaluator is: himself, or who acts for him today.
            users["decider"] = people.of(
                {
                    **row,
                    "evaluator_id": row["decider_id"],
                    "evaluator_user_id": row["decider_user_id"],
                }
            )["evaluator"]
            for occasion in latest(self._get_occasions(company, row, settings), today):
                dues += [
                    Due(
                        f"{occasion.kind}_{occasion.audience}",
                        user_id,
                        "hr.skp.evaluation",
                        row["id"],
                        occasion.on,
                        deadline=self._get_row_deadline(row, occasion.kind),
                    )
                    for user_id in sorted(users[occasion.audience])
                ]
        return dues

    @api.model
    def _load_evaluations(self, company):
        """Return the facts of the agency's evaluations that wait for somebody, as dicts."""
        self.env.flush_all()
        query = SQL(
            """
            SELECT evaluation.id, evaluation.state, evaluation.create_date,
                   evaluation.fill_deadline, evaluation.rating_deadline, evaluation.finalised_on,
                   evaluation.received_on, evaluation.receipt_deadline,
                   evaluation.objection_deadline, evaluation.employee_user_id,
                   evaluation.evaluator_id, evaluation.evaluator_user_id,
                   evaluation.reviewer_user_id, objection.state AS objection_state,
                   objection.filed_on, objection.explained_on, objection.explain_until,
                   objection.decider_id, objection.decider_user_id
              FROM hr_skp_evaluation evaluation
              JOIN hr_skp_term term ON term.id = evaluation.term_id
              JOIN hr_skp plan ON plan.id = evaluation.skp_id
         LEFT JOIN hr_skp_objection objection ON objection.evaluation_id = evaluation.id
                   AND objection.state IN %(pending)s
             WHERE evaluation.company_id = %(company)s AND plan.state != 'cancelled'
               AND (evaluation.state IN %(let_out)s
                    OR evaluation.state IN %(working)s AND term.state = 'open')
          ORDER BY evaluation.id
            """,
            company=company.id,
            pending=tuple(PENDING_OBJECTION),
            let_out=(FINALISED, RECEIVED),
            working=tuple(BEFORE_OUTCOME),
        )
        self.env.cr.execute(query)
        return self.env.cr.dictfetchall()

    @api.model
    def _get_occasions(self, company, row, settings):
        day = company._get_skp_date
        if row["objection_state"]:
            objection = rules.Objection(
                row["objection_state"],
                day(row["filed_on"]),
                row["explain_until"],
                row["explained_on"] and day(row["explained_on"]),
            )
            return rules.objection_timetable(objection, settings)
        since = row[SINCE.get(row["state"], "create_date")] or row["create_date"]
        evaluation = rules.Evaluation(
            row["state"],
            day(since),
            row["fill_deadline"],
            row["rating_deadline"],
            row["objection_deadline"],
        )
        return rules.timetable(evaluation, settings)

    @api.model
    def _get_row_deadline(self, row, kind):
        names = {
            "selfreport": "fill_deadline",
            "rate": "rating_deadline",
            "receive": "receipt_deadline",
            "window": "objection_deadline",
            "explain": "explain_until",
        }
        return row[names[kind]] if kind in names else False

    @api.model
    def _collect_units(self, company, today):
        """Return the leaders for whose confirmation evaluations wait, once rating has begun."""
        groups = self.env["hr.skp.evaluation"]._read_group(
            [
                ("company_id", "=", company.id),
                ("state", "in", tuple(BEFORE_OUTCOME)),
                ("term_id.state", "=", "open"),
                ("term_id.fill_deadline", "<=", today),
            ],
            ["term_id", "department_id", "headed_unit_id"],
        )
        pairs = {(term, head or unit) for term, unit, head in groups if head or unit}
        units = self.env["hr.department"].union(*(unit for _term, unit in pairs))
        terms = self.env["hr.skp.term"].union(*(term for term, _unit in pairs))
        effective = self.env["hr.skp.unit.performance"]._get_effective(units, terms)
        setters = units._get_skp_setters()
        return [
            Due("unit_leader", user.id, "hr.department", unit.id, term.fill_deadline)
            for term, unit in sorted(pairs, key=lambda pair: (pair[0].id, pair[1].id))
            for user in [setters[unit.id].user_id]
            if user.active and not effective[unit.id, term.id]
        ]

    # ------------------------------------------------------------
    # WORDS AND WAYS
    # ------------------------------------------------------------

    @api.model
    def _get_kinds(self):
        own = {
            code: {"template": TEMPLATE, "page": page, "action": action}
            for code, (page, action) in PAGES.items()
        }
        return {**super()._get_kinds(), **own}

    @api.depends("code", "user_id", "line_ids")
    def _compute_url(self):
        result = super()._compute_url()
        for reminder in self.filtered(lambda r: r.code in PAGES and r.record_count == 1):
            line = reminder.line_ids[:1]
            # The page of the portal is everybody's, and shows that one at once.
            if line.res_model == "hr.skp.evaluation" and reminder.user_id.share:
                reminder.url = f"{reminder.get_base_url()}/my/skp/evaluation/{line.res_id}"
        return result

    def _get_subject_selfreport_employee(self):
        _ = self.env._
        if self.deadline and self.deadline > self.date:
            return _("Report on your SKP by %s", self.deadline_text)
        return _("Report on your SKP today")

    def _get_subject_rate_evaluator(self):
        _ = self.env._
        if self.record_count == 1:
            return _("One evaluation waits for you, due by %s", self.deadline_text)
        return _(
            "%(count)s evaluations wait for you, due by %(deadline)s",
            count=self.record_count,
            deadline=self.deadline_text,
        )

    def _get_subject_receive_employee(self):
        return self.env._("The result of your evaluation is there")

    def _get_subject_window_employee(self):
        return self.env._("You can object to your result until %s", self.deadline_text)

    def _get_subject_explain_evaluator(self):
        if self.record_count == 1:
            return self.env._("An objection waits for your explanation")
        return self.env._("%s objections wait for your explanation", self.record_count)

    def _get_subject_decide_decider(self):
        if self.record_count == 1:
            return self.env._("An objection waits for your decision")
        return self.env._("%s objections wait for your decision", self.record_count)

    def _get_subject_unit_leader(self):
        if self.record_count == 1:
            return self.env._("People wait for you to confirm the performance of their unit")
        return self.env._(
            "People wait for you to confirm the performance of %s units", self.record_count
        )

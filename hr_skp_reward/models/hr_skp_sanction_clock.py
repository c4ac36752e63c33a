from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.sanction import (
    DECIDE_DAYS,
    IMPROVE,
    OPENING,
    RUNNING,
    SOON_DAYS,
    first_step,
)


class HrSkpSanction(models.Model):
    """What cases do by themselves: they open, follow their evaluation, and remind of deadlines."""

    _inherit = "hr.skp.sanction"

    # ------------------------------------------------------------
    # OPENING
    # ------------------------------------------------------------

    @api.model
    def _open_cases(self, period):
        """Open the cases that the final predicates of this year ask for; return the new ones.

        One statement judges everybody, as ``rules.sanction.opened_track``; only the few found are
        loaded.  Nobody gets a second case while one runs, nor for a year that one has outlasted.
        """
        self.env.cr.execute(self._get_opening_sql(period))
        cases = self.sudo().browse([case_id for (case_id,) in self.env.cr.fetchall()])
        # The statement went past the cache.
        self.env.invalidate_all()
        today = period.company_id._get_skp_today()
        for track, group in cases.grouped("track").items():
            group._begin_steps(first_step(track), today)
        return cases

    @api.model
    def _get_opening_sql(self, period):
        tracks = SQL(
            """CASE WHEN v.asn_kind IN ('pppk', 'pppk_part_time') THEN 'contract'
                    WHEN v.asn_kind <> 'pns' THEN NULL
                    WHEN j.position_group = 'jpt' THEN 'jpt'
                    WHEN j.position_group IN ('ja', 'jf') THEN 'ja_jf' END"""
        )
        opens = SQL(" OR ").join(
            SQL("(c.track = %s AND c.predicate = ANY(%s))", track, sorted(predicates))
            for track, predicates in OPENING.items()
        )
        return SQL(
            """
            INSERT INTO hr_skp_sanction (
                   evaluation_id, employee_id, employee_name, employee_user_id, evaluator_id,
                   evaluator_user_id, department_id, job_id, company_id, year, predicate, track,
                   state, opened_on, is_paused, create_uid, create_date, write_uid, write_date)
            SELECT c.id, c.employee_id, c.employee_name, c.user_id, c.evaluator_id,
                   c.evaluator_user_id, c.department_id, c.job_id, c.company_id, %(year)s,
                   c.predicate, c.track, 'open', %(today)s, FALSE,
                   %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM (
                   SELECT ev.*, e.user_id, %(tracks)s AS track
                     FROM hr_skp_evaluation ev
                     JOIN hr_employee e ON e.id = ev.employee_id AND e.active
                     JOIN hr_version v ON v.id = e.current_version_id
                LEFT JOIN hr_job j ON j.id = ev.job_id
                    WHERE ev.period_id = %(period)s AND ev.term_kind = 'final' AND ev.is_final
                      AND ev.predicate = ANY(%(low)s)
                   ) c
             WHERE (%(opens)s)
               AND NOT EXISTS (
                   SELECT FROM hr_skp_sanction s
                    WHERE (s.evaluation_id = c.id
                           AND (s.state <> 'cancelled' OR s.cancel_code <> 'objection'))
                       OR (s.employee_id = c.employee_id
                           AND s.state <> 'cancelled'
                           AND (s.closed_on IS NULL OR s.closed_on >= c.final_on::date)))
       ON CONFLICT DO NOTHING
         RETURNING id
            """,
            tracks=tracks,
            opens=opens,
            low=sorted(set().union(*OPENING.values())),
            period=period.id,
            year=period.year,
            today=period.company_id._get_skp_today(),
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )

    # ------------------------------------------------------------
    # FOLLOWING THE EVALUATION
    # ------------------------------------------------------------

    @api.model
    def _follow_evaluations(self, evaluations):
        """Cancel or halt the running cases of evaluations whose result has changed.

        A result that no longer opens a case cancels it; while it is being judged anew the case
        stands still, and goes on where the predicate stays low.
        """
        cases = self._get_running_of(evaluations)
        for case in cases:
            evaluation = case.evaluation_id
            if not evaluation.is_final:
                if not case.is_paused:
                    case._pause(self.env._("The evaluation was reopened."), is_automatic=True)
            elif evaluation.predicate not in OPENING[case.track]:
                case._cancel("objection", self.env._("The predicate was changed."))
            else:
                case.predicate = evaluation.predicate
                if case._is_halted():
                    case._resume()

    def _is_halted(self):
        """Tell whether a case stands still only because its evaluation was being judged anew."""
        self.ensure_one()
        pause = self.pause_ids.filtered(lambda pause: not pause.date_end)
        return self.is_paused and pause.is_automatic

    # ------------------------------------------------------------
    # KEEPING TIME
    # ------------------------------------------------------------

    @api.model
    def _keep_time(self):
        """Every day: evaluators as they are now, and activities before each deadline."""
        self.env.flush_all()
        self._refresh_evaluators()
        self._remind()

    @api.model
    def _refresh_evaluators(self):
        """Whoever evaluates the person now works with him on his improvement: one statement."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_skp_sanction s
                   SET evaluator_id = p.evaluator_id, evaluator_user_id = p.evaluator_user_id
                  FROM (SELECT DISTINCT ON (employee_id) employee_id, evaluator_id,
                               evaluator_user_id
                          FROM hr_skp
                         WHERE state NOT IN ('cancelled', 'closed') AND date_start <= %(today)s
                      ORDER BY employee_id, date_start DESC, id DESC) p
                 WHERE p.employee_id = s.employee_id AND s.state = ANY(%(running)s)
                   AND p.evaluator_id IS DISTINCT FROM s.evaluator_id
                """,
                today=self.env.company.sudo()._get_skp_today(),
                running=sorted(RUNNING),
            )
        )
        self.env.invalidate_all()

    @api.model
    def _remind(self):
        """Give those concerned an activity for what nears its deadline, or has no clock.

        No mail goes out: it would tell whoever sees the mailbox.  Portal users find the same in
        their to-do list.
        """
        soon = self.env.company.sudo()._get_skp_today() + timedelta(days=SOON_DAYS)
        # The clock reminds, nobody in person.
        cases_sudo = self.sudo().search(
            Domain("state", "in", tuple(RUNNING))
            & Domain("is_paused", "=", False)
            & (Domain("deadline", "=", False) | Domain("deadline", "<=", soon))
        )
        deciders = self._get_deciders(cases_sudo.company_id)
        wanted = [
            (case, user)
            for case in cases_sudo
            for user in case._get_reminded(deciders.get(case.company_id, self.env["res.users"]))
        ]
        cases_sudo._create_activities(wanted)

    def _get_reminded(self, deciders):
        """Return the users who are reminded of this case: deciders, and the evaluator while it is
        his to work on; never the person himself by an activity.
        """
        self.ensure_one()
        users = deciders
        if self.step == IMPROVE:
            users |= self.evaluator_user_id
        return users.filtered(lambda user: user.active and not user.share) - self.employee_user_id

    @api.model
    def _get_deciders(self, companies):
        """Return company -> the users who decide in it."""
        users_sudo = self.env.ref("hr_skp_reward.group_skp_decider").sudo().all_user_ids
        return {
            company: users_sudo.filtered(lambda user, c=company: c in user.company_ids)
            for company in companies
        }

    def _create_activities(self, wanted):
        activity_type = self.env.ref("hr_skp_reward.mail_activity_sanction")
        activities_sudo = (
            self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        )
        present = {
            (activity.res_id, activity.user_id)
            for activity in activities_sudo.search(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)]
            )
        }
        model_id = self.env["ir.model"]._get_id(self._name)
        activities_sudo.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": case.id,
                    "user_id": user.id,
                    "summary": case.with_context(lang=user.lang)._get_activity_summary(),
                    "date_deadline": case._get_activity_deadline(),
                }
                for case, user in wanted
                if (case.id, user) not in present
            ]
        )

    def _get_activity_summary(self):
        self.ensure_one()
        steps = dict(self._fields["step"]._description_selection(self.env))
        return self.env._("To be decided: %s", steps.get(self.step, ""))

    def _get_activity_deadline(self):
        """Return the day by which to act: the end of the clock, or two weeks from the beginning."""
        self.ensure_one()
        begun = self.step_id.begun_on or self.opened_on
        return self.deadline or begun + timedelta(days=DECIDE_DAYS)

    def _drop_activities(self):
        """What was waited for has happened or is off."""
        self.env["mail.activity"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()


class HrSkpEvaluation(models.Model):
    """Whatever happens to a final result reaches what rests on it."""

    _inherit = "hr.skp.evaluation"

    def _log(self, action, before=None, after=None, reason=None, officials=None):
        """Every move is logged, once for all that it concerned: here they are followed up."""
        done = super()._log(action, before, after, reason, officials)
        if after:
            self._follow_up_result()
        return done

    def _follow_up_result(self):
        """Bring into line what rests on these results: cases at once, the rest by the search."""
        # What follows from a result does not depend on who moved it.
        annual = self.sudo().filtered(lambda e: e.term_kind == "final").with_env(self.env)
        if annual:
            self.env["hr.skp.sanction"]._follow_evaluations(annual)
        self.env["hr.skp.allowance"]._follow_evaluations(self)

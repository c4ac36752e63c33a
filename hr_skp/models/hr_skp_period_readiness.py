from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from ..rules import guess
from ..rules import readiness as rules
from ..rules.codes import ASN_KINDS, ASN_POSITIONS
from ..rules.readiness import Facts


class HrSkpPeriod(models.Model):
    """Who of the agency is not ready for the period, and why: one set-based pass.

    The rules are in ``rules/readiness.py``; here facts are gathered and the findings put in words.
    What was found is kept for the asking officer only (``hr.skp.readiness.problem`` and ``.line``).
    """

    _inherit = "hr.skp.period"

    unready_count = fields.Integer(
        "Not ready", readonly=True, copy=False, groups="hr_skp.group_skp_officer"
    )
    readiness_checked = fields.Datetime(
        readonly=True, copy=False, groups="hr_skp.group_skp_officer"
    )

    @api.model
    def _get_own_step_fields(self):
        return super()._get_own_step_fields() | {"unready_count", "readiness_checked"}

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_check_readiness(self):
        """Officer: list who is not ready, by kind of problem, each with what mends it."""
        self.ensure_one()
        self._check_officer()
        self._refresh_readiness()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp.hr_skp_readiness_problem_action"
        )
        return {
            **action,
            "display_name": self.env._("Readiness %s", self.year),
            "domain": [("period_id", "=", self.id), ("people_count", ">", 0)],
            "context": {"skp_period_id": self.id, "default_period_id": self.id},
        }

    @api.model
    def action_check_current_readiness(self):
        """Officer: check the period in preparation, or else the newest open one."""
        domain = [("company_id", "=", self.env.company.id), ("state", "!=", "closed")]
        period = self.search(domain, order="state, date_start desc", limit=1)
        if not period:
            return self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_period_action")
        return period.action_check_readiness()

    def _refresh_readiness(self):
        """Check everybody anew; what was found before is replaced."""
        for period in self:
            found = period._find_unready()
            self.env["hr.skp.readiness.problem"]._replace(period, found)
            unready = {
                person.id for code, person, _text in found if rules.PROBLEMS[code][1] != "advice"
            }
            # The result of the check is the system's to note.
            period.sudo().write(
                {"unready_count": len(unready), "readiness_checked": fields.Datetime.now()}
            )

    # ------------------------------------------------------------
    # THE PASS
    # ------------------------------------------------------------

    def _find_unready(self):
        """Return a list of (code, :class:`Facts`, detail) over all active people of the agency."""
        people = self._load_facts()
        members = self.env["hr.employee"].browse(
            [person.id for person in people.values() if person.kind != "non_asn"]
        )
        findings = members._get_skp_evaluator_findings()
        loops = self._find_loops(people, findings)
        teams = Counter(finding.evaluator for finding in findings.values())
        context = {"people": people, "findings": findings, "loops": loops, "teams": teams}
        context["jobs"] = self._get_job_names(people)
        accepted = self._get_accepted()
        return [
            (code, person, self._get_detail(code, person, context))
            for person in people.values()
            for code in rules.diagnose(
                person, findings.get(person.id), person.id in loops, person.id in teams
            )
            if accepted.get((person.id, code)) != rules.basis(code, person, findings.get(person.id))
        ]

    def _load_facts(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.id, e.name, e.parent_id, COALESCE(u.active, FALSE), e.nip, e.birthday,
                       v.sex, v.asn_kind, v.asn_grade_id, v.department_id, v.job_id, j.asn_position
                  FROM hr_employee e
             LEFT JOIN hr_version v ON v.id = e.current_version_id
             LEFT JOIN hr_job j ON j.id = v.job_id
             LEFT JOIN res_users u ON u.id = e.user_id
                 WHERE e.active AND e.company_id = %s
              ORDER BY e.name, e.id
                """,
                self.company_id.id,
            )
        )
        return {row[0]: Facts(*row) for row in rows}

    def _find_loops(self, people, findings):
        """Return employee id -> the circle he is in, of the org chart or of who evaluates whom."""
        superiors = {person.id: person.manager for person in people.values()}
        evaluators = {employee_id: finding.evaluator for employee_id, finding in findings.items()}
        loops = {}
        for graph in (superiors, evaluators):
            for loop in rules.find_loops(graph):
                for index, employee_id in enumerate(loop):
                    loops.setdefault(employee_id, loop[index:] + loop[:index])
        return loops

    def _get_job_names(self, people):
        unknown = {person.job for person in people.values() if person.job and not person.position}
        return {job.id: job.name for job in self.env["hr.job"].browse(unknown)}

    # ------------------------------------------------------------
    # IN WORDS
    # ------------------------------------------------------------

    def _get_detail(self, code, person, context):
        """Return the sentence that tells the officer more than the problem's name does."""
        explain = getattr(self, f"_explain_{code}", None)
        return explain(person, context) if explain else ""

    def _explain_no_kind(self, person, context):
        kind = guess.guess_kind(person.nip)
        if not kind:
            return ""
        return self.env._("By the number: %s.", dict(ASN_KINDS)[kind])

    def _explain_no_position(self, person, context):
        position = guess.guess_position(context["jobs"].get(person.job))
        if not position:
            return ""
        return self.env._("By the title: %s.", dict(ASN_POSITIONS)[position])

    def _explain_loop(self, person, context):
        return self._join_people((*context["loops"][person.id], person.id), context, " → ")

    def _explain_no_evaluator(self, person, context):
        _ = self.env._
        if (person.position or "").startswith("jpt") and not self.company_id.agency_head_id:
            return _("The settings name no head of the agency.")
        if not person.manager:
            return _("No superior is recorded.")
        skipped = context["findings"][person.id].skipped
        names = self._join_people(skipped, context)
        return _("None of the superiors may evaluate: %s.", names)

    def _explain_superior_skipped(self, person, context):
        finding = context["findings"][person.id]
        return self.env._(
            "Passed over: %(names)s; %(evaluator)s evaluates",
            names=self._join_people(finding.skipped, context),
            evaluator=self._join_people((finding.evaluator,), context),
        )

    def _explain_no_user(self, person, context):
        count = context["teams"].get(person.id)
        return self.env._("Evaluates %s people, who wait for this person.", count) if count else ""

    def _explain_odd_nip(self, person, context):
        sentences = self.env["hr.employee"]._get_nip_sentences()
        return " ".join(sentences[code] for code in rules.number_oddities(person))

    def _join_people(self, employee_ids, context, separator=", "):
        people = context["people"]
        return separator.join(people[i].name if i in people else "…" for i in employee_ids)

    # ------------------------------------------------------------
    # FOR THE WIZARDS
    # ------------------------------------------------------------

    @api.model
    def _get_people_action(self, employees):
        """Return the action that lists these people with what plans need, to be edited in place."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("People to mend"),
            "res_model": "hr.employee",
            "views": [
                (self.env.ref("hr_skp.hr_employee_view_list_mend").id, "list"),
                (False, "form"),
            ],
            "search_view_id": [self.env.ref("hr_skp.hr_employee_view_search_mend").id],
            "domain": [("id", "in", employees.ids)],
        }

    @api.model
    def _get_done_notification(self, message):
        """Return the action that closes a wizard and says what it did; the list behind reloads."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

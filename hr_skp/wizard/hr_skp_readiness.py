from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules.readiness import PROBLEMS, SEVERITIES

PROBLEM_SELECTION = [(code, label) for code, (label, _severity) in PROBLEMS.items()]


class HrSkpReadinessProblem(models.TransientModel):
    """A kind of problem that the readiness check found, with how many people have it.

    Only the officer who asked reads it; it outlives a working day, not the night after.
    """

    _name = "hr.skp.readiness.problem"
    _description = "Readiness problem"
    _order = "sequence, id"
    _rec_name = "code"
    _transient_max_hours = 16

    period_id = fields.Many2one("hr.skp.period", required=True, index=True, ondelete="cascade")
    code = fields.Selection(PROBLEM_SELECTION, "Problem", required=True)
    severity = fields.Selection(SEVERITIES, required=True)
    sequence = fields.Integer()
    line_ids = fields.One2many("hr.skp.readiness.line", "problem_id", "Lines")
    people_count = fields.Integer("People", readonly=True)
    consequence = fields.Char("What it means", compute="_compute_consequence")

    @api.depends("code")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for problem in self:
            problem.display_name = labels.get(problem.code, "")

    @api.depends("code")
    def _compute_consequence(self):
        _ = self.env._
        sentences = {
            "no_kind": _("It is not known whether they are ASN, so no plan is made."),
            "no_post": _("Without a post no plan is made."),
            "no_unit": _("Without a unit no plan is made."),
            "no_position": _("The form of the plan and the evaluator do not follow from the post."),
            "loop": _("They would evaluate each other, or nobody does."),
            "no_evaluator": _("Nobody can agree their plan."),
            "no_user": _("They cannot fill in, propose or agree a plan."),
            "no_grade": _("Their documents have a gap."),
            "superior_skipped": _("The next official above evaluates: right?"),
            "no_nip": _("Their documents have a gap, and exports cannot name them."),
            "odd_nip": _("The number or the personal data may be wrong."),
        }
        for problem in self:
            problem.consequence = sentences.get(problem.code)

    @api.model
    def _replace(self, period, found):
        """Keep what a check found instead of what the user's last check of the period found.

        Problems keep their records, so that a list of people that is open can be reloaded.

        :param found: list of (code, :class:`~..rules.readiness.Facts`, detail)
        """
        # People read what was found; only the check writes it.
        self_sudo = self.sudo()
        mine = [("period_id", "=", period.id), ("create_uid", "=", self.env.uid)]
        known = {problem.code: problem for problem in self_sudo.search(mine)}
        counts = Counter(code for code, _person, _detail in found)
        missing = [
            {
                "period_id": period.id,
                "code": code,
                "severity": severity,
                "sequence": sequence,
            }
            for sequence, (code, (_label, severity)) in enumerate(PROBLEMS.items())
            if code in counts and code not in known
        ]
        known |= {problem.code: problem for problem in self_sudo.create(missing)}
        for code, problem_sudo in known.items():
            problem_sudo.people_count = counts[code]
        self.env["hr.skp.readiness.line"]._replace(known, found)

    def action_mend(self):
        """Open the wizard that mends this problem for everybody who has it."""
        self.ensure_one()
        return self.line_ids.action_mend()

    def action_view_people(self):
        """Open the people who have this problem, to mend some of them."""
        self.ensure_one()
        return self._get_lines_action(self.display_name, [("problem_id", "=", self.id)])

    def action_check_again(self):
        """Check the period of the context anew; the list then reloads."""
        period = self.env["hr.skp.period"].browse(self.env.context.get("skp_period_id"))
        period._check_officer()
        period._refresh_readiness()
        return True

    def action_view_everybody(self):
        """Open all that was found in the period of the context, by unit: to hand it on."""
        action = self._get_lines_action(
            self.env._("Not ready"), [("period_id", "=", self.env.context.get("skp_period_id"))]
        )
        return {**action, "context": {"search_default_group_department": 1}}

    @api.model
    def _get_lines_action(self, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp.hr_skp_readiness_line_action"
        )
        return {**action, "name": name, "display_name": name, "domain": domain}


class HrSkpReadinessLine(models.TransientModel):
    """One person and what keeps this person from being ready."""

    _name = "hr.skp.readiness.line"
    _description = "Readiness line"
    _order = "problem_id, id"
    _rec_name = "employee_id"
    _transient_max_hours = 16

    problem_id = fields.Many2one(
        "hr.skp.readiness.problem", required=True, index=True, ondelete="cascade"
    )
    period_id = fields.Many2one(related="problem_id.period_id", store=True, index=True)
    problem = fields.Selection(related="problem_id.code", string="Kind of problem", store=True)
    severity = fields.Selection(related="problem_id.severity", store=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    department_id = fields.Many2one("hr.department", "Unit")
    job_id = fields.Many2one("hr.job", "Post")
    detail = fields.Char()

    @api.model
    def _replace(self, problems_sudo, found):
        """Put what was found in the place of all lines of these problems.

        In SQL: an agency new to us has a line or two for each of its thousands of people.

        :param problems_sudo: mapping code -> problem, of the current user
        """
        problem_ids = tuple(problem.id for problem in problems_sudo.values())
        if not problem_ids:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM hr_skp_readiness_line WHERE problem_id IN %s", problem_ids)
        )
        uid, now = self.env.uid, fields.Datetime.now()
        self.env.cr.execute_values(
            """
            INSERT INTO hr_skp_readiness_line
                   (problem_id, period_id, problem, severity, employee_id, department_id, job_id,
                    detail, create_uid, write_uid, create_date, write_date)
            VALUES %s
            """,
            [
                (
                    problems_sudo[code].id,
                    problems_sudo[code].period_id.id,
                    code,
                    problems_sudo[code].severity,
                    person.id,
                    person.unit,
                    person.job,
                    detail or None,
                    uid,
                    uid,
                    now,
                    now,
                )
                for code, person, detail in found
            ],
            page_size=1000,
        )
        self.env["hr.skp.readiness.problem"].invalidate_model()
        self.invalidate_model()

    def action_open_employee(self):
        """Open the person's own form."""
        self.ensure_one()
        return self.employee_id.get_formview_action()

    def action_mend(self):
        """Open the wizard that mends the problem of these lines, all of one kind.

        :raise UserError: if the lines are of several kinds
        """
        problem = self.problem_id
        if len(problem) > 1:
            raise UserError(
                self.env._(
                    "These people have different problems: %s. Choose lines of one kind.",
                    ", ".join(problem.mapped("display_name")),
                )
            )
        if not problem:
            raise UserError(self.env._("Choose the people first."))
        model = "hr.skp.kind.mapping" if problem.code == "no_kind" else "hr.skp.readiness.mend"
        wizard = self.env[model]._create_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": problem.display_name,
            "res_model": model,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_people(self):
        """Open these people in a list that can be edited, where no single value fits all."""
        return self.env["hr.skp.period"]._get_people_action(self.employee_id)

from odoo import Command, api, fields, models

from ..rules.codes import ASN_POSITIONS
from ..rules.guess import guess_position
from .hr_skp_readiness import PROBLEM_SELECTION

#: Problem -> the field of the person that mends it, each with a field of the same name here.
MENDING_FIELDS = {
    "no_post": ("job_id",),
    "no_unit": ("department_id",),
    "no_grade": ("asn_grade_id",),
    "no_evaluator": ("parent_id", "skp_evaluator_override_id"),
    "superior_skipped": ("parent_id", "skp_evaluator_override_id"),
    "loop": ("parent_id",),
}


class HrSkpReadinessMend(models.TransientModel):
    """Mends one kind of problem for many people at once; the form asks for what mends it.

    It writes as the officer himself, so that whatever guards people and posts holds here too.
    """

    _name = "hr.skp.readiness.mend"
    _description = "Mend a readiness problem"

    period_id = fields.Many2one("hr.skp.period", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="period_id.company_id")
    problem = fields.Selection(PROBLEM_SELECTION, required=True, readonly=True)
    employee_ids = fields.Many2many(
        "hr.employee", "hr_skp_readiness_mend_employee_rel", string="People", readonly=True
    )
    people_count = fields.Integer(compute="_compute_people_count")
    people_text = fields.Char("People concerned", compute="_compute_people_count")
    job_id = fields.Many2one("hr.job", "Post")
    department_id = fields.Many2one("hr.department", "Unit")
    asn_grade_id = fields.Many2one("hr.asn.grade", "Rank and grade")
    parent_id = fields.Many2one("hr.employee", "Superior")
    skp_evaluator_override_id = fields.Many2one(
        "hr.employee",
        "Evaluator (override)",
        help="Evaluates these people whatever the org chart and the rule table say.",
    )
    post_ids = fields.One2many("hr.skp.readiness.mend.post", "mend_id", "Posts")

    @api.depends("employee_ids")
    def _compute_people_count(self):
        for wizard in self:
            people = wizard.employee_ids
            names = ", ".join(people[:5].mapped("name"))
            wizard.people_count = len(people)
            more = len(people) - 5
            wizard.people_text = (
                self.env._("%(names)s and %(more)s more", names=names, more=more)
                if more > 0
                else names
            )

    @api.model
    def _create_for(self, lines):
        """Return the wizard for readiness lines of one problem."""
        problem = lines.problem_id
        return self.create(
            {
                "period_id": problem.period_id.id,
                "problem": problem.code,
                "employee_ids": [Command.set(lines.employee_id.ids)],
                "post_ids": self._prepare_posts(lines) if problem.code == "no_position" else [],
            }
        )

    @api.model
    def _prepare_posts(self, lines):
        return [
            Command.create(
                {
                    "job_id": job.id,
                    "people_count": len(job_lines),
                    "asn_position": guess_position(job.name),
                }
            )
            for job, job_lines in lines.grouped("job_id").items()
            if job
        ]

    def action_open_people(self):
        """Open these people in a list that can be edited."""
        self.ensure_one()
        return self.env["hr.skp.period"]._get_people_action(self.employee_ids)

    def action_apply(self):
        """Mend, check anew, and say what was done."""
        self.ensure_one()
        self.period_id._check_officer()
        message = self._apply()
        self.period_id._refresh_readiness()
        return self.env["hr.skp.period"]._get_done_notification(message)

    def _apply(self):
        """Write what was chosen and return the sentence about it; a hook per problem."""
        if self.problem == "no_position":
            return self._apply_positions()
        vals = {name: self[name].id for name in MENDING_FIELDS.get(self.problem, ()) if self[name]}
        if not vals:
            return self.env._("Nothing was chosen, so nothing was changed.")
        # A line of history each would cost more than the change itself.
        self.employee_ids.with_context(tracking_disable=True).write(vals)
        return self.env._("%s people were changed.", len(self.employee_ids))

    def _apply_positions(self):
        chosen = self.post_ids.filtered("asn_position")
        for position, posts in chosen.grouped("asn_position").items():
            posts.job_id.write({"asn_position": position})
        return self.env._("%s posts were given an ASN position.", len(chosen))


class HrSkpReadinessMendPost(models.TransientModel):
    """A post without an ASN position, with what its title suggests."""

    _name = "hr.skp.readiness.mend.post"
    _description = "Post to mend"
    _order = "people_count desc, id"

    mend_id = fields.Many2one(
        "hr.skp.readiness.mend", required=True, index=True, ondelete="cascade"
    )
    job_id = fields.Many2one("hr.job", "Post", required=True, readonly=True, ondelete="cascade")
    people_count = fields.Integer("People", readonly=True)
    asn_position = fields.Selection(ASN_POSITIONS, "ASN position")

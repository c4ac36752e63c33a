from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date


class HrSkpAward(models.Model):
    """What a person can already, beside what he is to develop (``hr_skills``, by its rights)."""

    _inherit = "hr.skp.award"

    current_skill_text = fields.Text(
        "Skills and certifications",
        compute="_compute_current_skill_text",
        help="Those that hold today, as the personnel office or the person entered them.",
    )

    @api.depends("employee_id")
    @api.depends_context("uid", "lang")
    def _compute_current_skill_text(self):
        lines = defaultdict(list)
        for skill in self._get_current_skills():
            lines[skill.employee_id.id].append(self._get_skill_line(skill))
        for award in self:
            award.current_skill_text = "\n".join(lines[award.employee_id.id])

    def _get_current_skills(self):
        Skill = self.env["hr.employee.skill"]
        if not Skill.has_access("read"):
            return Skill
        valid = Domain("valid_to", "=", False) | Domain("valid_to", ">=", "today")
        people = Domain("employee_id", "in", self.employee_id.ids)
        return Skill.search(people & valid, order="skill_type_id, skill_id, id")

    @api.model
    def _get_skill_line(self, skill):
        """Return a skill in words: its type, name and level, and until when it holds."""
        line = f"{skill.skill_type_id.name}: {skill.skill_id.name} ({skill.skill_level_id.name})"
        if not skill.valid_to:
            return line
        return self.env._(
            "%(skill)s, until %(date)s", skill=line, date=format_date(self.env, skill.valid_to)
        )

    def action_view_skills(self):
        """Open the person's skills and certifications (by the rights of ``hr_skills``)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Skills of %s", self.employee_name),
            "res_model": "hr.employee.skill",
            "view_mode": "list,form",
            "domain": [("employee_id", "=", self.employee_id.id)],
        }

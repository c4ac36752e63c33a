from odoo import api, fields, models

#: What the form of a plan opens beside itself, by the name of the model after ``hr.skp.``.
LISTS = ("feedback", "development")


class HrSkp(models.Model):
    """What was said and agreed on a plan, as its form shows it."""

    _inherit = "hr.skp"

    feedback_ids = fields.One2many("hr.skp.feedback", "skp_id")
    development_ids = fields.One2many("hr.skp.development", "skp_id")
    feedback_count = fields.Integer(compute="_compute_feedback_counts")
    development_count = fields.Integer(compute="_compute_feedback_counts")

    @api.depends_context("uid")
    @api.depends("feedback_ids", "development_ids")
    def _compute_feedback_counts(self):
        for name in LISTS:
            lines = self.env[f"hr.skp.{name}"]
            groups = lines._read_group([("skp_id", "in", self.ids)], ["skp_id"], ["__count"])
            counts = {plan.id: count for plan, count in groups}
            for plan in self:
                plan[f"{name}_count"] = counts.get(plan.id, 0)

    def action_give_feedback(self):
        """Open the dialog in which the user says something on this plan."""
        self.ensure_one()
        return self.env["hr.skp.feedback"]._get_giving_action(
            default_skp_id=self.id, default_employee_id=self.employee_id.id
        )

    def action_open_feedback(self):
        """Open what was said on this plan, as far as the user reads it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_feedback_action"
        )
        context = {"default_skp_id": self.id, "default_employee_id": self.employee_id.id}
        return {**action, "domain": [("skp_id", "=", self.id)], "context": context}

    def action_open_development(self):
        """Open what was agreed to develop the person of this plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_development_action"
        )
        context = {"default_skp_id": self.id}
        return {**action, "domain": [("skp_id", "=", self.id)], "context": context}


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    feedback_ids = fields.One2many("hr.skp.feedback", "result_id")

    def action_give_feedback(self):
        """Open the dialog in which the user says something on this result."""
        self.ensure_one()
        # Whose result it is: the owner's name alone, to whoever reads the result.
        plan_sudo = self.sudo().skp_id
        return self.env["hr.skp.feedback"]._get_giving_action(
            default_employee_id=plan_sudo.employee_id.id,
            default_result_id=self.id,
        )


class HrSkpAssignmentNominee(models.Model):
    _inherit = "hr.skp.assignment.nominee"

    def action_give_feedback(self):
        """Open the dialog in which the assigning official speaks about the result he asked for."""
        self.ensure_one()
        return self.result_id.action_give_feedback()


class HrSkpFeedback(models.Model):
    _inherit = "hr.skp.feedback"

    @api.model
    def _get_giving_action(self, **context):
        """Return the dialog in which somebody gives feedback."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_feedback_action_give"
        )
        return {**action, "context": context}

    def action_agree_development(self):
        """Open the dialog in which an action is agreed out of this feedback."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_feedback.hr_skp_development_action_new"
        )
        context = {"default_skp_id": self.skp_id.id, "default_feedback_id": self.id}
        return {**action, "context": context}


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def action_give_feedback(self):
        """Open the dialog in which the user says something to this person."""
        return self.env["hr.skp.feedback"]._get_giving_action(default_employee_id=self.id)


class HrEmployeePublic(models.Model):
    _inherit = "hr.employee.public"

    def action_give_feedback(self):
        """Open the dialog in which the user says something to this person."""
        return self.env["hr.skp.feedback"]._get_giving_action(default_employee_id=self.id)

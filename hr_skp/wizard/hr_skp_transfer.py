from odoo import api, fields, models
from odoo.tools import format_date

from ..rules.spans import day_before


class HrSkpTransfer(models.TransientModel):
    """Transfers people within the year; the plans themselves check the right to."""

    _name = "hr.skp.transfer"
    _description = "Transfer"
    _inherit = ["hr.skp.change.preview"]

    skp_ids = fields.Many2many(
        "hr.skp",
        string="Plans",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    date = fields.Date(
        "First day on the new post",
        required=True,
        default=lambda self: self.env.company.sudo()._get_skp_today(),
    )
    reason = fields.Text(required=True)
    copy_results = fields.Boolean("Take the results over into the new plan")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("skp_ids", "date")
    def _compute_preview(self):
        _ = self.env._
        columns = [_("Employee"), _("Ends on"), _("New post"), _("New unit"), _("New evaluator")]
        for wizard in self:
            wizard.preview = wizard._render_preview(
                columns, wizard._get_preview_rows(), wizard._get_notes()
            )

    def _get_plans(self):
        """Return the plans in question, of those that the user may read: the preview names them."""
        return self.skp_ids._origin._filtered_access("read")

    def _get_preview_rows(self):
        plans = self._get_plans()
        if not (self.date and plans):
            return []
        # The preview shows what the transfer, which checks the officer's right, would write.
        plans_sudo = plans.sudo()
        facts = plans._get_employee_facts(plans_sudo.employee_id, self.date)
        last_day = format_date(self.env, day_before(self.date))
        return [
            (plan.employee_name, last_day, *self._get_new_place(facts[plan.employee_id.id]))
            for plan in plans_sudo
        ]

    @api.model
    def _get_new_place(self, facts):
        employee, evaluator = facts["identity"]["employee"], facts["identity"]["evaluator"]
        return (
            employee.get("position") or "–",
            employee.get("unit") or "–",
            evaluator.get("name") or self.env._("nobody found"),
        )

    def _get_notes(self):
        """Return what the officer is to see to besides."""
        _ = self.env._
        plans_sudo = self._get_plans().sudo()
        notes = []
        if self.date and plans_sudo:
            periods = plans_sudo._get_following_periods(self.date)
            without = plans_sudo.filtered(lambda plan: not periods[plan.id])
            if without:
                notes.append(
                    _(
                        "No new plan for %s: the new agency has no open period on that day.",
                        self._name_people(without),
                    )
                )
        if staying := self._get_staying(plans_sudo):
            notes.append(
                _(
                    "Post, unit and evaluator of %s stay the same on that day: enter the new post "
                    "in the personnel record first, with its date.",
                    self._name_people(staying),
                )
            )
        team = self.env["hr.skp"]._get_evaluated_by(plans_sudo.employee_id)
        if team:
            notes.append(
                _(
                    "%s open plans are evaluated or reviewed by them. Enter the new superiors in "
                    "the personnel record, then re-route these plans.",
                    len(team),
                )
            )
        return notes

    def _get_staying(self, plans_sudo):
        """Return the plans whose person, by the record, has the same place on that day."""
        if not (self.date and plans_sudo):
            return plans_sudo.browse()
        facts = plans_sudo._get_employee_facts(plans_sudo.employee_id, self.date)
        places = ("job_id", "department_id", "evaluator_id", "company_id")
        return plans_sudo.filtered(
            lambda plan: all(plan[name].id == facts[plan.employee_id.id][name] for name in places)
        )

    def action_confirm(self):
        """Transfer, and show the new plans."""
        self.ensure_one()
        following = self.skp_ids.action_transfer(self.date, self.reason, self.copy_results)
        if not following:
            return {"type": "ir.actions.act_window_close"}
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action")
        if len(following) == 1:
            return {**action, "res_id": following.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", following.ids)], "context": {}}

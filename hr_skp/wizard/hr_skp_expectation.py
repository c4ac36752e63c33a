from odoo import api, fields, models


class HrSkpExpectation(models.TransientModel):
    """Writes one special expectation on the plans of many people; their evaluator only."""

    _name = "hr.skp.expectation"
    _description = "Special expectation for many"
    _inherit = ["hr.skp.change.preview"]

    skp_ids = fields.Many2many(
        "hr.skp",
        string="Plans",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    core_value_id = fields.Many2one("hr.skp.core.value", required=True)
    expectation = fields.Text("Leader's special expectation", required=True)
    mode = fields.Selection(
        [("replace", "Replace what is there"), ("add", "Add below what is there")],
        "If there is one already",
        default="replace",
        required=True,
    )
    notice = fields.Char(compute="_compute_notice")

    @api.depends("skp_ids")
    def _compute_notice(self):
        for wizard in self:
            # Named below: only what the user may read.
            plans = wizard.skp_ids._origin._filtered_access("read")
            left = plans.filtered(lambda plan: not plan.can_edit_expectation)
            wizard.notice = bool(left) and self.env._(
                "Left out, because agreed, closed or not of your team: %s",
                self._name_people(left),
            )

    def action_confirm(self):
        """Write the expectation where the user may, and say on how many plans."""
        self.ensure_one()
        plans = self.skp_ids.filtered("can_edit_expectation")
        lines = self.env["hr.skp.behaviour"].search(
            [("skp_id", "in", plans.ids), ("core_value_id", "=", self.core_value_id.id)]
        )
        for present, group in lines.grouped("expectation").items():
            group.write({"expectation": self._get_text(present)})
        return self.env["hr.skp.period"]._get_done_notification(
            self.env._("Written on %s plans.", len(lines))
        )

    def _get_text(self, present):
        if self.mode == "replace" or not present:
            return self.expectation
        return f"{present.rstrip()}\n{self.expectation}"

from odoo import fields, models
from odoo.exceptions import UserError

from ..rules.readiness import ACCEPTABLE


class HrSkpReadinessAccept(models.TransientModel):
    """Asks why what the readiness check found is right as it is."""

    _name = "hr.skp.readiness.accept"
    _description = "Accept readiness advice"

    line_ids = fields.Many2many(
        "hr.skp.readiness.line",
        "hr_skp_readiness_accept_line_rel",
        string="People",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Text("Why it is right", required=True)

    def action_confirm(self):
        """Officer: it is right for these people, for the reason given; check anew."""
        self.ensure_one()
        message = self.line_ids._accept(self.reason)
        return self.env["hr.skp.period"]._get_done_notification(message)


class HrSkpReadinessLine(models.TransientModel):
    _inherit = "hr.skp.readiness.line"

    def _accept(self, reason):
        """Accept what was found of these people as right.

        :return: the sentence that says what was done
        :raise UserError: where something is wrong whatever the reason, or without a reason
        """
        period = self.period_id
        period._check_officer()
        refused = self.problem_id.filtered(lambda problem: problem.code not in ACCEPTABLE)
        if refused:
            raise UserError(
                self.env._(
                    "“%s” cannot be right as it is: it has to be mended.", refused[0].display_name
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is right."))
        for code, lines in self.grouped("problem").items():
            self.env["hr.skp.readiness.ack"]._accept(
                period, lines.employee_id, code, reason.strip()
            )
        count = len(self)
        for one in period:
            one._refresh_readiness()
        return self.env._("Accepted for %s people: it will not show again.", count)


class HrSkpReadinessProblem(models.TransientModel):
    _inherit = "hr.skp.readiness.problem"

    def action_view_accepted(self):
        """Open what was accepted as right, to look at it again."""
        return self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_readiness_ack_action")

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.codes import COMMITMENT_KINDS


class HrSkpDialogueCancel(models.TransientModel):
    """Asks why a dialogue is cancelled; the dialogue checks the right to do so."""

    _name = "hr.skp.dialogue.cancel"
    _description = "Cancel a dialogue"
    _inherit = ["hr.skp.link.guard"]

    dialogue_id = fields.Many2one(
        "hr.skp.dialogue", required=True, default=lambda self: self.env.context.get("active_id")
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Cancel the dialogue, with the reason given."""
        self.ensure_one()
        self.dialogue_id.action_cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}


class HrSkpDialogueCarry(models.TransientModel):
    """Shows what a dialogue would add to the annex of the plan, and adds what is left ticked."""

    _name = "hr.skp.dialogue.carry"
    _description = "Take over into the annex"
    _inherit = ["hr.skp.link.guard"]

    dialogue_id = fields.Many2one(
        "hr.skp.dialogue", required=True, default=lambda self: self.env.context.get("active_id")
    )
    line_ids = fields.One2many("hr.skp.dialogue.carry.line", "wizard_id", "Lines")
    present = fields.Text("In the annex already", compute="_compute_present")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        dialogue = self.env["hr.skp.dialogue"].browse(values.get("dialogue_id"))
        if dialogue and "line_ids" in fields:
            values["line_ids"] = [
                (0, 0, {"kind": line.kind, "name": line.name, "interval": line.interval})
                for line in dialogue._get_carry_over()
            ]
        return values

    @api.depends("dialogue_id")
    def _compute_present(self):
        for wizard in self:
            lines = wizard.dialogue_id.skp_id.commitment_ids
            wizard.present = "\n".join(f"– {line.name}" for line in lines)

    def action_confirm(self):
        """Add the ticked lines, as they stand in the dialogue, to the annex."""
        self.ensure_one()
        chosen = {(line.kind, line.name) for line in self.line_ids if line.is_chosen}
        lines = [
            line for line in self.dialogue_id._get_carry_over() if (line.kind, line.name) in chosen
        ]
        if not lines:
            raise UserError(self.env._("There is nothing to take over into the annex."))
        self.dialogue_id._carry_over(lines)
        return self.env["hr.skp.period"]._get_done_notification(
            self.env._("%s lines were added to the annex.", len(lines))
        )


class HrSkpDialogueCarryLine(models.TransientModel):
    _name = "hr.skp.dialogue.carry.line"
    _description = "Line to take over"
    _inherit = ["hr.skp.link.guard"]

    wizard_id = fields.Many2one(
        "hr.skp.dialogue.carry", required=True, ondelete="cascade", index=True
    )
    is_chosen = fields.Boolean("Take over", default=True)
    kind = fields.Selection(COMMITMENT_KINDS, required=True)
    name = fields.Text("Commitment", required=True)
    interval = fields.Selection(
        selection=lambda self: self.env["hr.skp.commitment"]._fields["interval"].selection,
        string="Reported every",
    )

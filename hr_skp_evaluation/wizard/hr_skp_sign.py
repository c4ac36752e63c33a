from odoo import fields, models


class HrSkpSign(models.TransientModel):
    """The dialog of signing, for evaluations: made by their step like that of plans."""

    _inherit = "hr.skp.sign"

    move = fields.Selection(
        selection_add=[("finalise", "Finalise"), ("receive", "Receive"), ("accept", "Accept")],
        ondelete={"finalise": "cascade", "receive": "cascade", "accept": "cascade"},
    )
    evaluation_ids = fields.Many2many("hr.skp.evaluation", string="Evaluations", readonly=True)

    def _take_step(self, password):
        if not self.evaluation_ids:
            return super()._take_step(password)
        return self.evaluation_ids.action_sign(self.move, password, self.image)

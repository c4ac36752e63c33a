from odoo import fields, models

from ..rules.codes import COMMITMENT_KINDS
from ..rules.reminders import INTERVALS


class HrSkpCommitment(models.Model):
    """A line of the annex (lampiran): resource support, accountability scheme, consequence.

    Read and edited with the plan.
    """

    _name = "hr.skp.commitment"
    _description = "SKP commitment"
    _inherit = ["hr.skp.content.mixin"]
    _order = "skp_id, kind desc, sequence, id"

    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(COMMITMENT_KINDS, required=True, default="resource")
    name = fields.Text("Commitment", required=True)
    interval = fields.Selection(
        INTERVALS,
        "Reported every",
        help="For the accountability scheme: how often progress is reported.",
    )

from odoo import fields, models


class ResCompany(models.Model):
    """What an agency sets for achievements and their evidence."""

    _inherit = "res.company"

    skp_evidence_max_mb = fields.Integer(
        "Size of a piece of evidence (MB)",
        default=25,
        help="A larger file is refused; a link to the agency's drive takes its place.",
    )
    skp_silence_days = fields.Integer(
        "Days without an achievement",
        default=30,
        help="After that many days a result without an achievement is shown as silent.",
    )

    _skp_evidence_max_mb_check = models.Constraint(
        "CHECK (skp_evidence_max_mb BETWEEN 1 AND 100)",
        "A piece of evidence may have between 1 and 100 MB.",
    )

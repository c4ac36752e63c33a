from odoo import api, fields, models
from odoo.fields import Domain


class HrSkpFeedback(models.Model):
    """Feedback that came of a request, and what is different where nobody is to be known for it."""

    _inherit = "hr.skp.feedback"

    request_id = fields.Many2one(
        "hr.skp.feedback.request",
        "From request",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _get_released_domain(self):
        """An anonymous answer is here only once it was released: its person reads it as well."""
        return Domain.TRUE

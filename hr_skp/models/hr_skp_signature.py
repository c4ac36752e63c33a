from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.signing import METHODS


class HrSkpSignature(models.Model):
    """Somebody signed the terms of a plan: who, for whom, when, how, and over exactly what.

    Read with the plan. Made by the system when a plan is proposed, agreed or set, after the signer
    has shown that it is he; changed by nobody.
    """

    _name = "hr.skp.signature"
    _description = "SKP signature"
    _order = "date desc, id desc"

    skp_id = fields.Many2one(
        "hr.skp", "SKP", required=True, readonly=True, index=True, ondelete="restrict"
    )
    revision = fields.Integer(
        required=True, readonly=True, help="The revision of the plan that was signed for."
    )
    party = fields.Selection(
        [("employee", "Employee"), ("evaluator", "Evaluator")], required=True, readonly=True
    )
    user_id = fields.Many2one(
        "res.users", "Account", required=True, readonly=True, ondelete="restrict"
    )
    name = fields.Char("Signed by", required=True, readonly=True)
    official_id = fields.Many2one("hr.employee", "On behalf of", readonly=True, ondelete="restrict")
    date = fields.Datetime("Signed on", required=True, readonly=True)
    method = fields.Selection(
        [method for method in METHODS if method[0] != "none"], required=True, readonly=True
    )
    sha256 = fields.Char(
        "SHA-256", required=True, readonly=True, help="Of the terms as they were when signed."
    )
    image = fields.Binary("Drawn signature", attachment=True, readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A signature cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("A signature cannot be deleted."))

    def _prepare_snapshot(self):
        """Return what a revision keeps of this signature (schema 1, ``signatures``)."""
        self.ensure_one()
        return {
            "name": self.name,
            "by": self.name if self.official_id else "",
            "at": self.skp_id._get_agency_time(self.date).isoformat(),
            "method": self.method,
        }

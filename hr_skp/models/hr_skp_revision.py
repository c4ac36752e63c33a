import base64

from odoo import api, fields, models
from odoo.exceptions import UserError


class HrSkpRevision(models.Model):
    """What was agreed, as a structured snapshot: the source of comparison and reprint.

    Read with the plan. Written by the system at each agreement, changed by nobody.
    """

    _name = "hr.skp.revision"
    _description = "SKP revision"
    _order = "skp_id, number desc"

    skp_id = fields.Many2one(
        "hr.skp", "SKP", required=True, readonly=True, index=True, ondelete="restrict"
    )
    number = fields.Integer("Revision", required=True, readonly=True)
    content = fields.Json(required=True, readonly=True)
    date = fields.Datetime("Agreed", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Agreed by", required=True, readonly=True, ondelete="restrict"
    )
    official_id = fields.Many2one("hr.employee", "For", readonly=True, ondelete="restrict")
    reason = fields.Text(readonly=True)

    _number_uniq = models.UniqueIndex("(skp_id, number)", "A revision is recorded once.")

    @api.depends("skp_id", "number")
    def _compute_display_name(self):
        for revision in self:
            revision.display_name = self.env._(
                "%(plan)s, revision %(number)s",
                plan=revision.skp_id.display_name,
                number=revision.number,
            )

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("An agreed revision cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("An agreed revision cannot be deleted."))

    @api.model
    def _record(self, plans, contents, reason=None):
        """Record ``contents`` (plan id -> snapshot) as the current revision of ``plans``."""
        officials = plans._get_officials()
        # Nobody has the right to write revisions: agreeing does it, after its check.
        return self.sudo().create(
            [
                {
                    "skp_id": plan_sudo.id,
                    "number": plan_sudo.revision,
                    "content": contents[plan_sudo.id],
                    "date": plan_sudo.agreed_on,
                    "user_id": self.env.uid,
                    "official_id": officials.get(plan_sudo.id),
                    "reason": reason,
                }
                for plan_sudo in plans.sudo()
            ]
        )

    def _get_printable_content(self):
        """Return the content with the drawn signatures, which are kept once, beside it."""
        self.ensure_one()
        signed = self.content.get("signatures") or {}
        if not any(signing.get("method") == "drawn" for signing in signed.values()):
            return self.content
        # Who prints a plan prints its signatures.
        signatures_sudo = (
            self.env["hr.skp.signature"]
            .sudo()
            .search(
                [("skp_id", "=", self.skp_id.id), ("revision", "=", self.number)], order="date, id"
            )
        )
        images = {
            signature.party: base64.b64decode(signature.image)
            for signature in signatures_sudo.with_context(bin_size=False)
            if signature.image
        }
        signatures = {
            party: {**signing, "image": images.get(party)} for party, signing in signed.items()
        }
        return {**self.content, "signatures": signatures}

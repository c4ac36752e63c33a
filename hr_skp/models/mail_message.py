from odoo import api, models
from odoo.exceptions import AccessError

#: Whose conversations stay as they were written.
KEPT_MODELS = frozenset({"hr.skp", "hr.skp.assignment"})
#: What makes a message what it is; marking it read or starred is left to everybody.
WORDS = frozenset(
    {
        "attachment_ids",
        "author_id",
        "body",
        "date",
        "email_from",
        "message_type",
        "model",
        "partner_ids",
        "res_id",
        "subject",
        "subtype_id",
    }
)


class MailMessage(models.Model):
    """What was said on a plan stays said: Odoo would let a recipient edit or delete it."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        own = {False, None, self.env.user.partner_id.id}
        if not self.env.su and any(
            vals.get("model") in KEPT_MODELS and vals.get("author_id") not in own
            for vals in vals_list
        ):
            raise AccessError(self.env._("You cannot write in the name of somebody else."))
        return super().create(vals_list)

    def write(self, vals):
        if WORDS & vals.keys():
            self._check_kept()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        self._check_kept()

    def _check_kept(self):
        # Which document a message is on does not depend on who may read it.
        if not self.env.su and KEPT_MODELS & set(self.sudo().mapped("model")):
            raise AccessError(
                self.env._("What was written on an SKP is neither changed nor deleted.")
            )

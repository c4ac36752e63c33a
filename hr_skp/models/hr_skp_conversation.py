from odoo import models
from odoo.exceptions import UserError


class HrSkp(models.Model):
    """The conversation on a plan, between the employee and his evaluator of the day.

    Nobody *follows* a plan: a follower would go on receiving its messages after he lost the right
    to read it (a former evaluator, a delegate).  Messages go to the two parties instead.
    """

    _inherit = "hr.skp"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        return True

    def message_post(self, *, message_type="notification", **kwargs):
        """Post to the parties of the plan, and to them only.

        :raise UserError: for an internal note, which one party would not see
        """
        if message_type == "comment" or not self.env.su:
            self._check_no_note(kwargs)
            kwargs["partner_ids"] = []
        if message_type == "comment":
            self.ensure_one()
            kwargs["partner_ids"] = (self._get_parties() - self.env.user.partner_id).ids
        return super().message_post(message_type=message_type, **self._own_words(kwargs))

    def message_notify(self, **kwargs):
        return super().message_notify(**self._own_words(kwargs))

    def _own_words(self, kwargs):
        """Nobody but the system speaks in somebody else's name."""
        if self.env.su:
            return kwargs
        return {name: kwargs[name] for name in kwargs.keys() - {"author_id", "email_from"}}

    def _check_no_note(self, kwargs):
        note = self.env.ref("mail.mt_note")
        if not (kwargs.get("subtype_xmlid") or kwargs.get("subtype_id")):
            # Odoo would make it a note.
            kwargs["subtype_xmlid"] = "mail.mt_comment"
        if kwargs.get("subtype_xmlid") == "mail.mt_note" or kwargs.get("subtype_id") == note.id:
            raise UserError(
                self.env._("Internal notes are not kept on an SKP: write a message instead.")
            )

    def _get_parties(self):
        """Return the partners of the employee, his evaluator and who acts for that one today."""
        # Who the parties are is a fact of the plan, not a right of the writer.
        plan_sudo = self.sudo()
        delegations_sudo = plan_sudo.evaluator_id.skp_delegation_ids.filtered_domain(
            self.env["hr.skp.delegation"]._get_active_domain()
        )
        users = (
            plan_sudo.employee_user_id
            | plan_sudo.evaluator_user_id
            | delegations_sudo.delegate_user_id
        )
        return users.partner_id

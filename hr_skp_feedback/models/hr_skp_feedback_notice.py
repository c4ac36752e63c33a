from markupsafe import Markup

from odoo import api, fields, models


class HrSkpFeedback(models.Model):
    """Who hears of new feedback, and how: by a link, never by a word of it."""

    _inherit = "hr.skp.feedback"

    def _announce(self):
        """Tell the person, and his evaluator where an assigning official spoke."""
        # The giver need not know where to write to the person; the system does.
        for feedback_sudo in self.sudo():
            if feedback_sudo.relation == "self":
                continue
            title = self.env._("New feedback on your work")
            feedback_sudo._notify(feedback_sudo._get_announced_user(), title)
            if feedback_sudo._is_copied():
                copy = self.env._(
                    "Copy: feedback of an assigning official on the work of %s",
                    feedback_sudo.employee_name,
                )
                feedback_sudo._notify(feedback_sudo._get_evaluator_users(), copy)

    def _is_copied(self):
        """Tell whether the evaluator gets a copy: of all that an assigning official says."""
        self.ensure_one()
        return self.relation == "assigner" or self.by_link

    def _get_announced_user(self):
        """Return whom new feedback is announced to; the hook of what is released later."""
        self.ensure_one()
        return self.employee_user_id

    def _get_evaluator_users(self):
        """Return the evaluator and who acts for him today."""
        self.ensure_one()
        plan = self.skp_id
        acting = plan.evaluator_id.skp_delegation_ids.filtered_domain(
            self.env["hr.skp.delegation"]._get_active_domain()
        )
        return plan.evaluator_user_id | acting.delegate_user_id

    def _notify(self, users, title):
        """Send a link to this entry to users other than the one who acts."""
        self.ensure_one()
        partners = (users - self.env.user).partner_id
        if not partners:
            return
        body = Markup('<p>%(title)s.</p><p><a href="%(link)s">%(open)s</a></p>') % {
            "title": title,
            "link": self._get_link(),
            "open": self.env._("Open it"),
        }
        self.skp_id.message_notify(
            partner_ids=partners.ids,
            subject=title,
            body=body,
            # Not the giver: the person reads on the page itself who said it.
            author_id=self.env.ref("base.partner_root").id,
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _get_link(self):
        self.ensure_one()
        return f"{self.get_base_url()}/mail/view?model={self._name}&res_id={self.id}"

    def _get_access_action(self, access_uid=None, force_website=False):
        """Open the portal's page for who has no backend."""
        self.ensure_one()
        user = self.env["res.users"].browse(access_uid) if access_uid else self.env.user
        if user.sudo().share or force_website:
            return {
                "type": "ir.actions.act_url",
                "url": f"/my/skp/feedback/{self.id}",
                "target": "self",
                "target_type": "public",
                "res_id": self.id,
            }
        return super()._get_access_action(access_uid=access_uid, force_website=force_website)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_mark_seen(self):
        """Employee: what is about him has been opened; its task is done."""
        unseen = self.filtered(lambda f: f.is_mine and not f.seen_on)
        # That one has read what is about oneself is harmless; no other mark is written by it.
        unseen.sudo().write({"seen_on": fields.Datetime.now()})
        return True

    def action_respond(self, text, base=None):
        """Employee: answer.

        :param base: the words that the answer is about; if they changed meanwhile, nothing is
            written, so that nobody answers to what he has not read
        """
        self.ensure_one()
        self.check_access("read")
        if base is not None and self._clean(base) != self._clean(self.name):
            return {"conflict": self.name}
        self.write({"response": self._clean(text) or False})
        return {}

    def action_mark(self, follow_up, note=None):
        """Giver or evaluator: mark what the person did about it (``none partial full``)."""
        self.write({"follow_up": follow_up or False, "follow_up_note": note or False})
        return True

    @api.model
    def _clean(self, text):
        return str(text or "").replace("\r\n", "\n").replace("\0", "").strip()

from collections import defaultdict

from markupsafe import Markup

from odoo import models
from odoo.fields import Domain

from ..rules.progress import ASSIGNER

#: In the context: nobody is told, as what is recorded is history.  No client can send an object.
SILENT = object()


class HrSkpProgress(models.Model):
    """Who is told of an achievement: the one it is reported to, the evaluator in any case.

    At most once a day for each plan and person: who writes five entries sends one message.  It
    carries a link and the name of the person, never what was written.
    """

    _inherit = "hr.skp.progress"

    def _tell_superiors(self):
        """Tell the officials concerned of these new entries, in one message a person and plan."""
        if self.env.context.get("skp_silent") is SILENT:
            return
        fresh = self._get_first_of_day()
        # The officials' users are not the writer's to read; that they are told, is.
        for plan_sudo, users in fresh.sudo()._get_told_users().items():
            first = fresh.filtered(lambda e, p=plan_sudo: e.sudo().skp_id == p)[0]
            for lang, told in (users - self.env.user).grouped("lang").items():
                first.sudo().with_context(lang=lang)._tell(told)

    def _get_first_of_day(self):
        """Return those of these entries whose plan was not written to earlier today."""
        if not self:
            return self
        # His own entries; also those he may have archived meanwhile.
        entries_sudo = self.sudo().with_context(active_test=False)
        today = self.env.cr.now().replace(hour=0, minute=0, second=0, microsecond=0)
        earlier = entries_sudo._read_group(
            Domain("skp_id", "in", entries_sudo.skp_id.ids)
            & Domain("create_date", ">=", today)
            & Domain("id", "not in", self.ids),
            ["skp_id", "reported_to"],
        )
        told = {(plan.id, reported_to) for plan, reported_to in earlier}
        return self.filtered(lambda e: (e.sudo().skp_id.id, e.reported_to) not in told)

    def _get_told_users(self):
        """Return plan -> the users to tell: evaluator, assigning official, who acts for them."""
        acting = self.env["hr.skp.delegation"]._get_acting_users
        users = defaultdict(lambda: self.env["res.users"])
        for plan, entries in self.grouped("skp_id").items():
            assigned = entries.filtered(lambda e: e.reported_to == ASSIGNER)
            users[plan] |= acting(plan.evaluator_id | assigned.result_id.assigner_id)
        return users

    def _tell(self, users):
        """Send these people the link to this achievement, and to what follows it."""
        self.ensure_one()
        name = self.skp_id.employee_name
        body = Markup('<p>%(text)s</p><p><a href="%(link)s">%(open)s</a></p>') % {
            "text": self.env._("%s recorded achievements and reports them to you.", name),
            "link": f"{self.get_base_url()}/mail/view?model={self._name}&res_id={self.id}",
            "open": self.env._("Open them"),
        }
        self.env["mail.thread"].message_notify(
            partner_ids=users.partner_id.ids,
            subject=self.env._("New achievements of %s", name),
            body=body,
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _get_access_action(self, access_uid=None, force_website=False):
        """Open the portal's page for who has no backend."""
        self.ensure_one()
        user = self.env["res.users"].browse(access_uid) if access_uid else self.env.user
        if user.sudo().share or force_website:
            return {
                "type": "ir.actions.act_url",
                "url": f"/my/skp/result/{self.sudo().result_id.id}",
                "target": "self",
                "target_type": "public",
                "res_id": self.id,
            }
        return super()._get_access_action(access_uid=access_uid, force_website=force_website)

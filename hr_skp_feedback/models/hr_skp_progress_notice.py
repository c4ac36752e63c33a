from collections import defaultdict

from markupsafe import Markup

from odoo import models
from odoo.fields import Domain

from ..rules.progress import ASSIGNER


class HrSkpProgress(models.Model):
    """Who is told of an achievement: the one it is reported to, the evaluator in any case.

    At most once a day for each plan and person: who writes five entries sends one message.  It
    carries a link and the name of the person, never what was written.
    """

    _inherit = "hr.skp.progress"

    def _tell_superiors(self):
        """Tell the officials concerned of these new entries, in one message a person and plan."""
        if self.env.context.get("skp_silent"):
            return
        fresh = self._get_first_of_day()
        # The officials' users are not the writer's to read; that they are told, is.
        for plan_sudo, users in fresh.sudo()._get_told_users().items():
            for user_sudo in users - self.env.user:
                plan_sudo._tell_of_progress(user_sudo)

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


class HrSkp(models.Model):
    _inherit = "hr.skp"

    def _tell_of_progress(self, user_sudo):
        """Send one person the link to what was newly achieved; ``self`` is elevated."""
        self.ensure_one()
        env = self.env(context={**self.env.context, "lang": user_sudo.lang})
        subject = env._("New achievements of %s", self.employee_name)
        body = Markup('<p>%s</p><p><a href="%s">%s</a></p>') % (
            env._("%s recorded achievements and reported them to you.", self.employee_name),
            self.get_base_url() + self._get_progress_path(user_sudo),
            env._("Open them"),
        )
        env["mail.thread"].message_notify(
            partner_ids=user_sudo.partner_id.ids,
            subject=subject,
            body=body,
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _get_progress_path(self, user):
        """Return where that person reads the achievements of this plan."""
        self.ensure_one()
        return f"/my/skp/{self.id}/progress"

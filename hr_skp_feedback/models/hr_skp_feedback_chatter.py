from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, html2plaintext

from odoo.addons.hr_skp.rules.plan_states import LIVE

#: Messages that somebody wrote, unlike what the system notes.
WRITTEN = ("comment", "email")
#: Of a long message as much goes into the words of a feedback.
QUOTED = 2000


class HrSkp(models.Model):
    """Feedback out of the conversation on a plan: one tap on a message, or beside the composer."""

    _inherit = "hr.skp"

    can_give_feedback = fields.Boolean(
        compute="_compute_can_give_feedback", export_string_translation=False
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("revision", "state", "company_id")
    def _compute_can_give_feedback(self):
        # In which agencies the user himself is somebody.
        own_sudo = self.env["hr.employee"].sudo()
        mine = Domain("user_id", "=", self.env.uid)
        here = Domain("company_id", "in", (self.company_id & self.env.companies).ids)
        agencies = own_sudo.search_fetch(mine & here, ["company_id"]).company_id

        def takes(plan):
            return plan.revision > 0 and plan.state in LIVE and plan.company_id in agencies

        for may, plans in self.grouped(takes).items():
            plans.can_give_feedback = may

    def _thread_to_store(self, store, fields, *, request_list=None):
        result = super()._thread_to_store(store, fields, request_list=request_list)
        if request_list is not None:
            for plan in self.sudo(False):
                may = {"skp_can_give_feedback": plan.can_give_feedback}
                store.add(plan, may, as_thread=True)
        return result

    def action_give_feedback_on_message(self, message_id):
        """Open the dialog of giving with a message of this plan as its evidence.

        One's own message becomes the words; somebody else's is quoted before them.

        :raise UserError: where the plan has no such message, or the user does not read it
        """
        self.ensure_one()
        message = self.env["mail.message"].search(
            Domain("id", "=", message_id)
            & Domain("model", "=", self._name)
            & Domain("res_id", "=", self.id)
            & Domain("message_type", "in", WRITTEN)
        )
        if not message:
            raise UserError(self.env._("This message is not there any more."))
        action = self.action_give_feedback()
        return {**action, "context": {**action["context"], **self._prepare_quoted(message)}}

    @api.model
    def _prepare_quoted(self, message):
        text = html2plaintext(message.body or "").strip()[:QUOTED]
        if message.author_id != self.env.user.partner_id:
            day = format_date(self.env, message.date, date_format="d MMM yyyy")
            # Who wrote a message that one reads is no secret; partners as such may be.
            text = f"“{text}” – {message.sudo().author_id.name or message.email_from}, {day}\n"
        return {
            "default_name": text,
            "default_links": f"{self.get_base_url()}/mail/message/{message.id}",
        }

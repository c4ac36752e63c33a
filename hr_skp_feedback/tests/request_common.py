from odoo.addons.hr_skp.tests.common import SkpCommon, agency_today

DEADLINE = "2026-06-30"


class RequestCommon(SkpCommon):
    """kasi's plan is agreed; three subordinates of his and one peer can be asked about him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for key in ("staff", "teman", "warga", "ketua"):
            if cls.plans[key].state == "draft":
                cls.bring_to(key, "agreed")
        if cls.plans["kasi"].state == "draft":
            cls.bring_to("kasi", "agreed")

    def ask(self, asked=("staff", "teman", "warga"), asker="kasi", **vals):
        """Return a request about kasi, sent."""
        request = self.draft(asked, asker, **vals)
        request.action_send()
        return request

    def draft(self, asked=("staff", "teman", "warga"), asker="kasi", **vals):
        return (
            self.env["hr.skp.feedback.request"]
            .with_user(self.users[asker])
            .create(
                {
                    "skp_id": self.plans["kasi"].id,
                    "name": "Bagaimana saya memimpin?",
                    "deadline": DEADLINE,
                    "is_anonymous": True,
                    "invitee_ids": [(0, 0, {"employee_id": self.people[k].id}) for k in asked],
                    **vals,
                }
            )
        )

    def invitee(self, request, key):
        return (
            self.env["hr.skp.feedback.invitee"]
            .with_user(self.users[key])
            .search(
                [("request_id", "=", request.id), ("employee_user_id", "=", self.users[key].id)]
            )
        )

    def answer(self, request, key, text, tone="improve", **entry):
        self.invitee(request, key).action_answer([{"name": text, "tone": tone, **entry}])

    def close_due(self):
        """What the scheduled action does on the day after the deadline."""
        past = self.env["hr.skp.feedback.request"].search(
            [("state", "=", "open"), ("deadline", "<", agency_today())]
        )
        for request in past:
            request._close()

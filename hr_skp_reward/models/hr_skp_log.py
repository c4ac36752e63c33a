from odoo import api, models


class HrSkpLog(models.Model):
    """The steps of awards and lists.  Not of cases: the log has more readers than they."""

    _inherit = "hr.skp.log"

    @api.model
    def _get_action_labels(self):
        _ = self.env._
        return {
            **super()._get_action_labels(),
            "follow_up": _("Search for candidates"),
            "award_propose": _("Propose an award"),
            "award_approve": _("Approve the award"),
            "award_grant": _("Grant the award"),
            "award_decline": _("Decline the award"),
            "award_withdraw": _("Withdraw the award"),
            "award_leave": _("Leave the talent pool"),
            "allowance_issue": _("Issue the list"),
        }

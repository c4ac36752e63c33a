from odoo import models

from ..rules.plan_states import LIVE


class HrSkp(models.Model):
    """Which role-result matrices a plan's page in the portal leads to."""

    _inherit = "hr.skp"

    def _get_portal_matrices(self):
        """Return the matrix that this plan heads, whether one may be started, and those it is in.

        Those the user may read; the readers of a plan see the matrix that it heads.
        """
        self.ensure_one()
        matrices = self.env["hr.skp.matrix"]
        led = matrices.search([("skp_id", "=", self.id)])
        # Whether there are people below is the owner's to know; their plans are not read here.
        leads = bool(self.sudo().child_ids)
        return {
            "led_matrix": led,
            "starts_matrix": self.is_mine and self.state in LIVE and leads and not led,
            "member_matrices": matrices.search([("member_ids", "in", self.ids)])
            if self.is_mine
            else matrices,
        }

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.codes import DELEGATION_KINDS


class HrSkpDelegation(models.Model):
    """Somebody acts for an official between two dates (Plt., Plh., delegate).

    The SKP administrator writes them, the auditor reads them; the two people concerned read their
    own.  What a delegate does is logged as his, for the official.
    """

    _name = "hr.skp.delegation"
    _description = "Delegation"
    _inherit = ["hr.skp.link.guard", "hr.skp.acting"]
    _order = "date_start desc, id desc"

    official_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", check_company=True
    )
    delegate_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", check_company=True
    )
    delegate_user_id = fields.Many2one(
        related="delegate_id.user_id", string="Delegate's user", store=True, index=True
    )
    official_user_id = fields.Many2one(
        related="official_id.user_id", string="Official's user", store=True, index=True
    )
    kind = fields.Selection(DELEGATION_KINDS, required=True, default="plh")
    date_start = fields.Date(
        "From", required=True, default=lambda self: self.env.company.sudo()._get_skp_today()
    )
    date_end = fields.Date("Until", required=True)
    reason = fields.Char(help="For instance the number of the order.")
    company_id = fields.Many2one(
        related="official_id.company_id", string="Agency", store=True, index=True
    )

    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A delegation cannot end before it starts."
    )
    _self_check = models.Constraint(
        "CHECK (official_id != delegate_id)", "Nobody is a delegate for himself."
    )

    @api.depends("official_id", "delegate_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for delegation in self:
            delegation.display_name = (
                f"{kinds.get(delegation.kind, '')} {delegation.delegate_id.name or ''}"
                f" → {delegation.official_id.name or ''}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        delegations = super().create(vals_list)
        delegations._check_not_own_grant()
        return delegations

    def write(self, vals):
        # Before and after: neither extends he his own delegation nor takes over another's.
        self._check_not_own_grant()
        result = super().write(vals)
        self._check_not_own_grant()
        return result

    def _check_not_own_grant(self):
        """Nobody grants himself an official's powers, nor chooses who acts for his own superior."""
        if self.env.su:
            return
        # Who evaluates oneself is known to oneself.
        mine_sudo = self.env["hr.skp"].sudo()
        mine_sudo = mine_sudo.search(
            [("employee_user_id", "=", self.env.uid), ("state", "not in", ("closed", "cancelled"))]
        )
        if above := self.official_id & (mine_sudo.evaluator_id | mine_sudo.reviewer_id):
            raise UserError(
                self.env._(
                    "%(official)s evaluates you: who acts for him or her is for another SKP "
                    "administrator to say.",
                    official=above[0].name,
                )
            )
        for delegation in self:
            if delegation.delegate_user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "You cannot make yourself the delegate of %(official)s: "
                        "another SKP administrator has to do it.",
                        official=delegation.official_id.name,
                    )
                )

    @api.model
    def _get_active_domain(self, date=None):
        date = date or self.env.company.sudo()._get_skp_today()
        return [("date_start", "<=", date), ("date_end", ">=", date)]

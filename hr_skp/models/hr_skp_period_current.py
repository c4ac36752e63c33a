from odoo import api, fields, models
from odoo.fields import Domain


class HrSkpPeriod(models.Model):
    """Which year an agency is in: what lists of plans and results begin with."""

    _inherit = "hr.skp.period"

    is_current = fields.Boolean(
        compute="_compute_is_current",
        search="_search_is_current",
        export_string_translation=False,
    )

    @api.depends("state", "date_start")
    def _compute_is_current(self):
        current = self._get_current()
        for period in self:
            period.is_current = period in current

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._get_current().ids)

    @api.model
    def _get_current(self):
        """Return one period of each agency: of those opened, the last that has begun there.

        A year opened early is not current before its first day; where no other is open, it is.
        Where none was ever opened, it is the one that is being prepared.
        """
        current = self.browse()
        dated = self.search([("date_start", "!=", False)])
        for company, periods in dated.grouped("company_id").items():
            # The agency's day is no secret.
            today = company.sudo()._get_skp_today()
            current += min(periods, key=lambda period: period._get_remoteness(today))
        return current

    def _get_remoteness(self, today):
        """Return a key that is the smaller, the more this is the year of ``today``."""
        days = (self.date_start - today).days
        return self.state == "draft", self.state != "open", days > 0, abs(days)

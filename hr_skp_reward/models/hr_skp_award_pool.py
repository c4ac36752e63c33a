from odoo import api, fields, models

from ..rules.award import TALENT_POOL


class HrSkpAward(models.Model):
    """What a membership of the talent pool hangs on: for its list, not for its rules.

    The rules are in ``rules/award.py``; the nightly search applies them.
    """

    _inherit = "hr.skp.award"

    latest_text = fields.Char(
        "Latest predicate",
        compute="_compute_latest_text",
        help="Of the years that are final, as far as you may read them.",
    )
    stay_text = fields.Char(
        "Stays a member",
        compute="_compute_stay_text",
        help="Who leaves the agency leaves the pool.",
    )

    @api.depends("employee_id")
    @api.depends_context("lang", "uid")
    def _compute_latest_text(self):
        History = self.env["hr.skp.predicate.history"]
        labels = dict(History._fields["predicate"]._description_selection(self.env))
        latest = {}
        for line in History.search([("employee_id", "in", self.employee_id.ids)], order="year"):
            latest[line.employee_id.id] = f"{line.year} {labels.get(line.predicate)}"
        for award in self:
            award.latest_text = latest.get(award.employee_id.id)

    @api.depends("benefit", "rule_id.stay_at")
    @api.depends_context("lang")
    def _compute_stay_text(self):
        labels = dict(
            self.env["hr.skp.award.rule"]._fields["stay_at"]._description_selection(self.env)
        )
        # The rule is no secret to whom it concerns, who reads no table of rules.
        for award, rule_sudo in ((award, award.sudo().rule_id) for award in self):
            if award.benefit != TALENT_POOL:
                award.stay_text = False
            elif rule_sudo.stay_at:
                award.stay_text = self.env._(
                    "with at least %s each year", labels.get(rule_sudo.stay_at)
                )
            else:
                award.stay_text = self.env._("until it is decided otherwise")

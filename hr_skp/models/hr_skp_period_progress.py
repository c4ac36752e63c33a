from odoo import api, fields, models
from odoo.fields import Domain


class HrSkpPeriod(models.Model):
    """Where the plans of a period stand: made is not agreed."""

    _inherit = "hr.skp.period"

    draft_count = fields.Integer(
        "In draft", compute="_compute_plan_states", groups="hr_skp.group_skp_officer"
    )
    proposed_count = fields.Integer(
        "Proposed", compute="_compute_plan_states", groups="hr_skp.group_skp_officer"
    )
    agreed_count = fields.Integer(
        "Agreed",
        compute="_compute_plan_states",
        groups="hr_skp.group_skp_officer",
        help="Plans with an agreed revision, also while the next one is worked on.",
    )
    agreed_share = fields.Float(
        "Agreed (%)", compute="_compute_plan_states", groups="hr_skp.group_skp_officer"
    )
    late_count = fields.Integer(
        "Late plans", compute="_compute_late_count", groups="hr_skp.group_skp_officer"
    )

    @api.depends("state", "is_opening")
    def _compute_plan_states(self):
        # Counting is for officers; whom they may read does not matter for it.
        groups = (
            self.env["hr.skp"]
            .sudo()
            ._read_group(
                Domain("period_id", "in", self.ids) & Domain("state", "!=", "cancelled"),
                ["period_id", "state", "revision"],
                ["__count"],
            )
        )
        counts = {}
        for period, state, revision, count in groups:
            key = period.id, "agreed" if revision else state
            counts[key] = counts.get(key, 0) + count
        for period in self:
            for state in ("draft", "proposed", "agreed"):
                period[f"{state}_count"] = counts.get((period._origin.id, state), 0)
            total = sum(count for key, count in counts.items() if key[0] == period._origin.id)
            period.agreed_share = 100 * period.agreed_count / total if total else 0

    @api.depends("state", "plan_deadline")
    def _compute_late_count(self):
        plans_sudo = self.env["hr.skp"].sudo()
        domain = Domain("period_id", "in", self.ids) & plans_sudo._get_late_domain()
        groups = plans_sudo._read_group(domain, ["period_id"], ["__count"])
        counts = {period.id: count for period, count in groups}
        for period in self:
            period.late_count = counts.get(period._origin.id, 0)

    def action_view_late(self):
        """Open the plans of this period that are late."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action_late")
        domain = [("period_id", "=", self.id), ("state", "in", ("draft", "proposed", "revising"))]
        context = {"search_default_late": 1, "search_default_group_department": 1}
        return {**action, "domain": domain, "context": context}

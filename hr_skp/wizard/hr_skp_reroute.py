from odoo import api, fields, models
from odoo.fields import Domain


class HrSkpReroute(models.TransientModel):
    """Shows for many open plans "old evaluator → new evaluator" and re-routes them.

    The new evaluator follows from the personnel record; nobody is chosen here.
    """

    _name = "hr.skp.reroute"
    _description = "Re-route plans"
    _inherit = ["hr.skp.change.preview"]

    skp_ids = fields.Many2many(
        "hr.skp", string="Plans", default=lambda self: self.env.context.get("active_ids")
    )
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    evaluator_id = fields.Many2one("hr.employee", "Present evaluator")
    department_id = fields.Many2one("hr.department", "Unit", help="And those below.")
    reason = fields.Text(required=True)
    change_count = fields.Integer(compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("skp_ids", "company_id", "evaluator_id", "department_id")
    def _compute_preview(self):
        _ = self.env._
        columns = [
            _("Employee"),
            _("Present evaluator"),
            _("New evaluator"),
            _("Evaluator's superior"),
        ]
        for wizard in self:
            plans = wizard._get_plans()
            routes = plans._get_routes()
            wizard.change_count = len(routes)
            wizard.preview = wizard._render_preview(
                columns,
                wizard._get_rows(plans, routes),
                wizard._get_notes(plans._get_stranded()),
                _("Every one of these %s plans is with the right evaluator.", len(plans)),
            )

    def _get_plans(self):
        """Return the open plans in question; an officer's own is never among them."""
        domain = self.env["hr.skp"]._get_rerouting_domain()
        if self.skp_ids:
            domain &= Domain("id", "in", self.skp_ids._origin.ids)
        else:
            domain &= Domain("company_id", "=", self.company_id.id)
        if self.evaluator_id:
            domain &= Domain("evaluator_id", "=", self.evaluator_id.id)
        if self.department_id:
            domain &= Domain("department_id", "child_of", self.department_id.id)
        return self.env["hr.skp"].search(domain)

    @api.model
    def _get_rows(self, plans, routes):
        # What the re-routing, which checks the officer's right, would write.
        return [
            (
                plan_sudo.employee_name,
                plan_sudo.evaluator_id.name or "–",
                routes[plan_sudo.id].evaluator.name,
                routes[plan_sudo.id].reviewer.name,
            )
            for plan_sudo in plans.sudo()
            if plan_sudo.id in routes
        ]

    @api.model
    def _get_notes(self, stranded):
        if not stranded:
            return []
        return [
            self.env._(
                "The rules find no evaluator for %s: enter a superior in the personnel record.",
                self._name_people(stranded),
            )
        ]

    def action_confirm(self):
        """Re-route what the preview shows."""
        self.ensure_one()
        plans = self._get_plans()
        plans = plans.browse(plans._get_routes())
        plans.action_reroute(self.reason)
        return self.env["hr.skp.period"]._get_done_notification(
            self.env._("%s plans were re-routed.", len(plans))
        )

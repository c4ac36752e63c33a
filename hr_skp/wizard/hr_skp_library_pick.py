from odoo import api, fields, models


class HrSkpLibraryPick(models.TransientModel):
    """Chooses results of the agency's library for a plan; the plan checks the right to add them."""

    _name = "hr.skp.library.pick"
    _description = "Add from the library"
    _inherit = ["hr.skp.link.guard"]

    skp_id = fields.Many2one(
        "hr.skp", "SKP", required=True, default=lambda self: self.env.context.get("active_id")
    )
    only_fitting = fields.Boolean("Only what fits the post", default=True)
    available_ids = fields.Many2many(
        "hr.skp.library.result",
        "hr_skp_library_pick_available_rel",
        compute="_compute_available_ids",
    )
    library_ids = fields.Many2many("hr.skp.library.result", string="Results")

    @api.depends("skp_id", "only_fitting")
    def _compute_available_ids(self):
        Library = self.env["hr.skp.library.result"]
        for wizard in self:
            plan = wizard.skp_id._origin
            wizard.available_ids = (
                Library.search(plan._get_library_domain(wizard.only_fitting)) if plan else Library
            )

    def action_confirm(self):
        """Add the chosen results to the plan."""
        self.ensure_one()
        self.skp_id._add_from_library(self.library_ids)
        return {"type": "ir.actions.act_window_close"}

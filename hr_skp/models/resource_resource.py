from odoo import models


class ResourceResource(models.Model):
    _name = "resource.resource"
    _inherit = ["resource.resource", "hr.skp.acting"]

    def write(self, vals):
        # A person's user is stored on his resource: the same guard as on the employee himself.
        if "user_id" in vals:
            # Archived people as well: they come back.
            people = self.env["hr.employee"].with_context(active_test=False)
            people.search([("resource_id", "in", self.ids)])._check_user_link(vals["user_id"])
        return super().write(vals)

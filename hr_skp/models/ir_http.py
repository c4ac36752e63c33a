from odoo import models
from odoo.fields import Domain


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_domain(cls):
        """Let the scripts of our portal pages speak the user's language: of all our addons, and of
        the conversation below a plan.
        """
        others = super()._get_translation_frontend_modules_domain()
        ours = Domain("name", "=like", r"hr\_skp%") | Domain("name", "=", "mail")
        return list(Domain(others) | ours if others else ours)

from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Let the portal's JavaScript speak the user's language."""
        return super()._get_translation_frontend_modules_name() + ["hr_skp"]

from werkzeug.exceptions import HTTPException, NotFound

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import SessionExpiredException, request

#: Addresses that are ours.
PATHS = ("/my/skp", "/skp/", "/hr_skp/", "/json/2/hr.skp")
#: What a client is told as it is.
ANSWERS = (HTTPException, SessionExpiredException, UserError)


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

    @classmethod
    def _serve_fallback(cls):
        """An address with a NUL in it is nobody's: Odoo would ask the database, which fails."""
        return None if "\0" in request.httprequest.path else super()._serve_fallback()

    @classmethod
    def _handle_error(cls, exception):
        """Answer what no method foresaw with a sentence: the server's log has the traceback.

        A request with values of a wrong kind (a list for a number, a number beyond all numbers)
        fails somewhere, and was taken back as a whole by now.  Whoever sent it learns that, and
        nothing of how the server is made.
        """
        if not isinstance(exception, ANSWERS) and cls._is_for_skp():
            told = UserError(
                request.env._("This cannot be done with what was sent. Nothing has been changed.")
            )
            is_page = request.dispatcher.routing_type == "http"
            exception = NotFound(str(told)) if is_page else told
        return super()._handle_error(exception)

    @classmethod
    def _is_for_skp(cls):
        """Whether the request is for a page of ours or a method of one of our models."""
        if request.httprequest.path.startswith(PATHS):
            return True
        model = request.params.get("model")
        if not model and isinstance(arguments := request.params.get("args"), list):
            # Odoo's oldest interface: database, user, password, model, method …
            model = arguments[3] if len(arguments) > 3 else None
        return isinstance(model, str) and model.startswith("hr.skp")

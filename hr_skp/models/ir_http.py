from werkzeug.exceptions import HTTPException, NotFound

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import SessionExpiredException, request

from .client_values import check_argument
from .ir_http_call import Call, is_ours

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
    def _dispatch(cls, endpoint):
        """Let no call reach a method of ours that could not be called like this."""
        call = Call.of(request)
        if call:
            call.check()
        elif endpoint.routing["type"] == "jsonrpc" and request.httprequest.path.startswith(PATHS):
            cls._check_sent()
        try:
            return super()._dispatch(endpoint)
        except ValueError as error:
            if call and call.is_for_one(error):
                told = request.env._("This is done for one record at a time, not for %s.")
                raise UserError(told % len(call.ids)) from error
            raise

    @classmethod
    def _check_sent(cls):
        """Raise if a page of ours sent what its script never sends; numbers may come as texts."""
        for name, value in request.params.items():
            is_empty = value is None or value is False
            if not (is_empty or name.endswith(("_id", "_ids"))):
                check_argument(request.env, name, value)

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
        return is_ours(model)

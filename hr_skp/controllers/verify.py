import json

from odoo import http
from odoo.http import request

#: A public page that no search engine keeps, whose address goes nowhere else.
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
#: Routing of a page for whoever has its address: in one language, known to no search engine, and
#: no session is kept.
WITHOUT_LOGIN = {
    "type": "http",
    "auth": "public",
    "website": True,
    "multilang": False,
    "save_session": False,
    "sitemap": False,
}


class SkpVerify(http.Controller):
    """``/skp/verify``: whether a document is genuine and still holds, for whoever has it.

    No login, no session, one look-up by a unique code.  A code that does not exist and one that
    cannot exist are answered alike.  Files are compared in the browser and never sent here.
    """

    @http.route("/skp/verify", methods=["GET"], readonly=True, **WITHOUT_LOGIN)
    def verify_form(self, code=None, **kw):
        """Ask for the code, for whoever cannot scan it."""
        return self._answer(code) if code else self._render("hr_skp.verify_form", {})

    @http.route("/skp/verify/<string:code>", methods=["GET"], readonly=True, **WITHOUT_LOGIN)
    def verify_document(self, code, **kw):
        return self._answer(code)

    def _answer(self, code):
        shown = request.env["hr.skp.document"]._get_verification(code)
        if not shown:
            return self._render("hr_skp.verify_form", {"unknown": True}, status=404)
        values = {"shown": shown, "hashes": json.dumps(shown["hashes"])}
        return self._render("hr_skp.verify_document", values)

    def _render(self, template, values, status=200):
        # The document is Indonesian, and so is what is said of it, whoever asks.
        if request.env["res.lang"]._get_code("id_ID"):
            request.update_context(lang="id_ID")
        response = request.render(template, values, headers=HEADERS)
        response.status_code = status
        return response

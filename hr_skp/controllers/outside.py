from odoo import http
from odoo.http import request

from ..rules.outside_link import HTTP_STATUS, OPEN
from .verify import HEADERS, WITHOUT_LOGIN


class SkpOutside(http.Controller):
    """``/skp/outside/<secret>``: an assignment, for its official outside the agency.

    No login and no session: the secret in the address is the right.  A secret that was never given
    out and one that was tampered with are answered alike.  Addons that let him do more add routes
    below this one, go through :meth:`_answer_outside`, and extend ``hr_skp.outside_more``.  Their
    forms are protected by the secret, not by a session (``csrf=False``).
    """

    @http.route("/skp/outside/<string:token>", methods=["GET"], **WITHOUT_LOGIN)
    def outside_assignment(self, token, **kw):
        return self._answer_outside(token, self._show_outside)

    def _answer_outside(self, token, act):
        """Answer with ``act(link)`` where the secret holds, elsewhere with one plain page."""
        self._speak_indonesian()
        links = request.env["hr.skp.assignment.link"]
        status, link_sudo = links._open(token, request.httprequest.remote_addr)
        if status == OPEN:
            return act(link_sudo, token)
        return self._render_outside("hr_skp.outside_closed", {"status": status}, status)

    def _show_outside(self, link_sudo, token, **values):
        values = {**self._prepare_outside_values(link_sudo, token), **values}
        return self._render_outside("hr_skp.outside_assignment", values)

    def _prepare_outside_values(self, link_sudo, token):
        """Return the values of the page: plain ones, never a record."""
        assignment_sudo = link_sudo.assignment_id
        return {"shown": assignment_sudo._prepare_outside_page(), "token": token}

    def _speak_indonesian(self):
        # Whoever asks an agency for people is an official like its own.
        if request.env["res.lang"]._get_code("id_ID"):
            request.update_context(lang="id_ID")

    def _render_outside(self, template, values, status=OPEN):
        response = request.render(template, values, headers=HEADERS)
        response.status_code = HTTP_STATUS[status]
        return response

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.hr_skp.controllers.outside import SkpOutside
from odoo.addons.hr_skp.controllers.verify import HEADERS, WITHOUT_LOGIN
from odoo.addons.hr_skp.rules.outside_link import UNKNOWN


class SkpOutsideFeedback(SkpOutside):
    """``/skp/outside/<secret>/feedback``: what the outside official says of his people's results.

    Protected by the secret, not by a session; a refusal keeps what was typed.
    """

    @http.route(
        "/skp/outside/<string:token>/feedback",
        methods=["POST"],
        csrf=False,
        **WITHOUT_LOGIN,
    )
    def outside_feedback(self, token, person="", tone="", text="", **kw):
        def say(link_sudo, token):
            return self._take_outside_feedback(link_sudo, token, person, tone, text)

        return self._answer_outside(token, say)

    def _take_outside_feedback(self, link_sudo, token, person, tone, text):
        # Only people of the assignment behind the secret; another number is like none.
        nominee_sudo = link_sudo.assignment_id.nominee_ids.filtered(lambda n: str(n.id) == person)
        typed = {"person": person, "tone": tone, "text": text}
        try:
            if not nominee_sudo:
                raise UserError(request.env._("Choose one of the people first."))
            with request.env.cr.savepoint():
                request.env["hr.skp.feedback"]._give_by_link(nominee_sudo, tone, text)
        except UserError as refusal:
            return self._show_outside(link_sudo, token, typed=typed, error=str(refusal))
        # A page that is loaded anew says nothing twice.
        return request.redirect(f"/skp/outside/{token}?said={nominee_sudo.id}#said")

    @http.route(
        "/skp/outside/<string:token>/evidence/<int:file_id>",
        methods=["GET"],
        **WITHOUT_LOGIN,
    )
    def outside_evidence(self, token, file_id, **kw):
        """Evidence of what was achieved of his results; of nothing else of the same people."""

        def send(link_sudo, token):
            file_sudo = link_sudo.assignment_id.nominee_ids._get_outside_file(file_id)
            if not file_sudo:
                return self._render_outside("hr_skp.outside_closed", {"status": UNKNOWN}, UNKNOWN)
            stream = request.env["ir.binary"].sudo()._get_stream_from(file_sudo)
            answer = stream.get_response(as_attachment=True)
            answer.headers.update(HEADERS)
            return answer

        return self._answer_outside(token, send)

    def _prepare_outside_values(self, link_sudo, token):
        values = super()._prepare_outside_values(link_sudo, token)
        said = request.httprequest.args.get("said", "")
        return {**values, "typed": {}, "error": None, "said_to": said}

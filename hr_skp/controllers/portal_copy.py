from contextlib import suppress

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from .portal import SkpPortal


class SkpCopyPortal(SkpPortal):
    """``/my/skp/<id>/copy``: what last year's plan would bring into an empty draft, then do it.

    A plain form that works without JavaScript, with the user's own rights.
    """

    @http.route("/my/skp/<int:skp_id>/copy", type="http", auth="user", website=True)
    def portal_skp_copy(self, skp_id, **kw):
        plan = self._get_skp(skp_id)
        preview = plan and plan._prepare_copy_preview()
        if not preview:
            return request.redirect(f"/my/skp/{skp_id}" if plan else "/my/skp")
        if request.httprequest.method == "POST":
            return self._copy_last_year(plan)
        values = {"page_name": "skp_copy", "plan": plan, "preview": preview}
        return request.render("hr_skp.portal_skp_copy", values)

    def _copy_last_year(self, plan):
        # Where somebody filled or proposed it meanwhile the plan itself shows how it stands.
        with suppress(AccessError, UserError), request.env.cr.savepoint():
            plan._copy_last_year()
        edit = "" if plan.is_mine else "?edit=1"
        return request.redirect(f"/my/skp/{plan.id}{edit}")

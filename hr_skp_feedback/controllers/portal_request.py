from psycopg2 import IntegrityError

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request
from odoo.tools.misc import str2bool

from odoo.addons.portal.controllers.portal import CustomerPortal

STEPS = {"send": "action_send", "cancel": "action_cancel"}


class SkpRequestPortal(CustomerPortal):
    """``/my/skp/…/ask`` to ask others for feedback, ``/my/skp/requests`` to answer them.

    Plain forms that work without JavaScript.  A refusal is a sentence on the page, with all that
    was typed still in it.  What somebody may not read does not exist for him.
    """

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    @http.route("/my/skp/<int:skp_id>/ask", type="http", auth="user", website=True)
    def portal_skp_ask(self, skp_id, **post):
        """All requests about the person of a plan, and a form for a new one."""
        plan = request.env["hr.skp"].browse(skp_id).exists()
        if not (plan and plan.has_access("read") and plan.can_ask):
            return request.redirect("/my/skp")
        error = None
        if request.httprequest.method == "POST":
            created, error = self._try(lambda: self._create_feedback_request(plan, post))
            if created:
                return request.redirect(f"/my/skp/ask/{created.id}")
        return request.render(
            "hr_skp_feedback.portal_ask",
            {
                "page_name": "skp_ask",
                "plan": plan,
                "requests": request.env["hr.skp.feedback.request"].search(
                    [("skp_id", "=", plan.id)]
                ),
                "results": plan.result_ids.filtered("agreed_revision"),
                "post": post,
                "error": error,
            },
        )

    def _create_feedback_request(self, plan, post):
        chosen = request.httprequest.form.getlist("result")
        return request.env["hr.skp.feedback.request"].create(
            {
                "skp_id": plan.id,
                "name": (post.get("question") or "").strip() or False,
                "deadline": self._read_date(post.get("deadline")),
                "is_anonymous": bool(post.get("anonymous")),
                "result_ids": [(6, 0, [int(value) for value in chosen if value.isdecimal()])],
            }
        )

    def _read_date(self, value):
        try:
            return request.env["hr.skp.feedback.request"]._fields["deadline"].to_date(value)
        except ValueError:
            raise UserError(request.env._("The deadline is not a date.")) from None

    @http.route("/my/skp/ask/<int:request_id>", type="http", auth="user", website=True)
    def portal_skp_ask_people(self, request_id, q="", **kw):
        asked = self._get_feedback_request(request_id)
        return self._render_feedback_request(asked, q) if asked else request.redirect("/my/skp")

    @http.route(
        "/my/skp/ask/<int:request_id>/<string:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_ask_step(self, request_id, step, employee_id="", invitee_id="", q="", **kw):
        """Name somebody, leave somebody out, send, cancel, delete the draft."""
        asked = self._get_feedback_request(request_id)
        if not asked:
            return request.redirect("/my/skp")
        back = f"/my/skp/{asked.skp_id.id}/ask"
        _done, error = self._try(lambda: self._take_step(asked, step, employee_id, invitee_id))
        if error:
            return self._render_feedback_request(asked, q, error)
        return request.redirect(f"/my/skp/ask/{asked.id}" if step in ("add", "drop") else back)

    def _take_step(self, asked, step, employee_id, invitee_id):
        invitees = request.env["hr.skp.feedback.invitee"]
        if step == "add" and employee_id.isdecimal():
            return invitees.create({"request_id": asked.id, "employee_id": int(employee_id)})
        if step == "drop" and invitee_id.isdecimal():
            return asked.invitee_ids.filtered(lambda i: i.id == int(invitee_id)).unlink()
        if step == "delete":
            return asked.unlink()
        if step not in STEPS:
            raise MissingError(request.env._("There is no such step."))
        return getattr(asked, STEPS[step])()

    def _render_feedback_request(self, asked, term="", error=None):
        named = set(asked.sudo().invitee_ids.employee_id.ids)
        candidates = asked.skp_id._get_ask_candidates(term) if asked.can_change else []
        return request.render(
            "hr_skp_feedback.portal_ask_people",
            {
                "page_name": "skp_ask_people",
                "asked": asked,
                "plan": asked.skp_id,
                "candidates": [c for c in candidates if c["employee_id"] not in named],
                "term": term,
                "error": error,
            },
        )

    def _get_feedback_request(self, request_id):
        found = request.env["hr.skp.feedback.request"].browse(request_id).exists()
        return found if found and found.has_access("read") else None

    # ------------------------------------------------------------
    # ANSWERING
    # ------------------------------------------------------------

    @http.route("/my/skp/requests", type="http", auth="user", website=True)
    def portal_skp_requests(self, **kw):
        waiting_sudo = request.env["hr.skp.feedback.invitee"]._get_my_waiting_sudo()
        return request.render(
            "hr_skp_feedback.portal_requests",
            {
                "page_name": "skp_requests",
                "tasks": [invitee_sudo._prepare_task() for invitee_sudo in waiting_sudo],
            },
        )

    @http.route("/my/skp/requests/<int:invitee_id>", type="http", auth="user", website=True)
    def portal_skp_request(self, invitee_id, **post):
        """One's own page to answer a request on, once."""
        invitee = request.env["hr.skp.feedback.invitee"].search(
            [("id", "=", invitee_id), ("employee_user_id", "=", request.env.uid)]
        )
        if not invitee:
            return request.redirect("/my/skp/requests")
        error = None
        if request.httprequest.method == "POST":
            declined = str2bool(post.get("decline") or "0")
            act = invitee.action_decline if declined else self._answering(invitee, post)
            _done, error = self._try(act)
            if not error:
                return request.redirect(f"/my/skp/requests/{invitee.id}")
        page = {**invitee._get_answer_page(), "page_name": "skp_request"}
        return request.render(
            "hr_skp_feedback.portal_request", {**page, "post": post, "error": error}
        )

    def _answering(self, invitee, post):
        """Return what answers with the remarks of the form: ``text_whole text_r7 text_v3 …``."""
        entries = []
        for key, text in post.items():
            kind, _sep, target = key.partition("_")
            if kind != "text" or not (text or "").strip():
                continue
            entry = {"name": text, "tone": post.get(f"tone_{target}")}
            number = target[1:]
            if target != "whole" and number.isdecimal():
                field = {"r": "result_id", "v": "core_value_id"}.get(target[0])
                entry |= {field: int(number)} if field else {}
            entries.append(entry)
        return lambda: invitee.action_answer(entries)

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    def _try(self, act):
        """Run ``act`` as the user: (what it returns, None), or (None, the sentence why not)."""
        _ = request.env._
        try:
            with request.env.cr.savepoint():
                return act() or True, None
        except (AccessError, MissingError):
            return None, _("This is no longer there, or not yours to change.")
        except UserError as refusal:
            return None, str(refusal)
        except IntegrityError:
            return None, _("This person is already asked in this request.")

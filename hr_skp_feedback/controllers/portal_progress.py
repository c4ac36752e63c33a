from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.hr_skp.controllers.portal import SkpPortal

from ..rules.evidence import PHOTOS, accepted

#: What the device's picker is told to offer, on every page with evidence.
PICKERS = {"accept_photos": PHOTOS, "accept_files": accepted()}


class SkpProgressPortal(SkpPortal):
    """Achievements on a phone: the timeline of a result, an entry in seconds, its evidence."""

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    @http.route(
        "/my/skp/<int:skp_id>/progress", type="http", auth="user", website=True, readonly=True
    )
    def portal_skp_progress(self, skp_id, **kw):
        """All results of a plan with their last achievements."""
        plan = self._get_skp(skp_id)
        if not plan or not plan.is_followed:
            return request.redirect("/my/skp")
        values = {
            "page_name": "skp_progress",
            "plan": plan,
            "cards": plan._get_progress_cards(),
            "recording": plan._may_record_progress(),
        }
        return request.render("hr_skp_feedback.portal_skp_progress", values)

    @http.route("/my/skp/result/<int:result_id>", type="http", auth="user", website=True)
    def portal_skp_result(self, result_id, add=None, **kw):
        """The timeline of one result, for whoever follows it."""
        result = request.env["hr.skp.result"].browse(result_id).exists()
        if not result or not result.has_access("read") or not result._get_followed():
            return request.redirect("/my/skp")
        values = self._prepare_skp_result_values(result)
        return request.render("hr_skp_feedback.portal_skp_result_page", {**values, "add": add})

    def _prepare_skp_result_values(self, result):
        # Who follows a result knows whose it is and who it is reported to, not the whole plan.
        result_sudo = result.sudo()
        plan_sudo = result_sudo.skp_id
        plan = plan_sudo.with_env(request.env)
        entries = request.env["hr.skp.progress"].search([("result_id", "=", result.id)])
        mine = plan.is_mine
        return {
            "page_name": "skp_result",
            "result": result_sudo,
            "plan": plan_sudo,
            "mine": mine,
            "giving": not mine and bool(result.agreed_revision) and plan_sudo.can_give_feedback,
            "may_read_plan": plan.has_access("read"),
            "recording": mine and plan._may_record_progress() and bool(result.agreed_revision),
            "marking": result.can_mark,
            "mark": result.progress_mark,
            "marks": plan._get_progress_marks(),
            "entries": entries,
            "evidence": entries._get_evidence(),
            "today": fields.Date.to_string(plan_sudo.company_id._get_skp_today()),
            "limit": entries._get_evidence_limit() if entries else self._get_limit(plan_sudo),
            **PICKERS,
        }

    def _get_limit(self, plan_sudo):
        return plan_sudo.company_id.skp_evidence_max_mb

    def _prepare_skp_home_values(self, page):
        values = super()._prepare_skp_home_values(page)
        current = values["current"]
        recording = bool(current) and current._may_record_progress()
        cards = current._get_progress_cards() if recording else {}
        return {**values, "recording": recording, "cards": cards}

    def _prepare_skp_plan_values(self, plan, editing):
        values = super()._prepare_skp_plan_values(plan, editing)
        shown = plan.revision and plan.is_followed
        return {
            **values,
            "cards": plan._get_progress_cards() if shown else {},
            "recording": plan._may_record_progress(),
        }

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @http.route("/my/skp/<int:skp_id>/progress/add", type="jsonrpc", auth="user", website=True)
    def portal_skp_progress_add(self, skp_id, result_id=0, vals=None):
        """Record an achievement and answer with its card, drawn as on the page."""

        def add(plan):
            entry = plan._portal_add_progress(result_id, vals or {})
            return self._answer_with_card(entry)

        return self._answer(skp_id, add)

    @http.route("/my/skp/<int:skp_id>/progress/card", type="jsonrpc", auth="user", website=True)
    def portal_skp_progress_card(self, skp_id, record_id=0):
        """Draw an entry anew."""
        return self._answer(
            skp_id,
            lambda plan: self._answer_with_card(plan._get_portal_line("progress", record_id)),
        )

    @http.route("/my/skp/<int:skp_id>/progress/mark", type="jsonrpc", auth="user", website=True)
    def portal_skp_progress_mark(self, skp_id, result_id=0, mark=""):
        return self._answer(
            skp_id,
            lambda plan: (
                plan._get_portal_line("result", result_id).action_mark_progress(mark) and {}
            ),
        )

    @http.route("/my/skp/<int:skp_id>/progress/discard", type="jsonrpc", auth="user", website=True)
    def portal_skp_progress_discard(self, skp_id, record_id=0, attachment_id=0):
        """Remove a file from an entry."""

        def discard(plan):
            entry = plan._get_portal_line("progress", record_id)
            entry._remove_evidence(plan._to_id(attachment_id))
            return self._answer_with_card(entry)

        return self._answer(skp_id, discard)

    @http.route(
        "/my/skp/<int:skp_id>/progress/<int:entry_id>/evidence",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_progress_evidence(self, skp_id, entry_id, ufile=None, **kw):
        """Add a file to an entry; the answer is the same as of the JSON routes."""

        def add(plan):
            entry = plan._get_portal_line("progress", entry_id)
            if not ufile:
                raise UserError(request.env._("The file did not arrive whole. Try again."))
            entry._add_evidence([(ufile.filename, ufile.read())])
            return self._answer_with_card(entry)

        return request.make_json_response(self._answer(skp_id, add))

    def _answer_with_card(self, entry):
        # Drawn with what follows from what was just written.
        entry.invalidate_recordset(["evidence_names", "evidence_count"])
        values = {
            "entry": entry,
            "mine": entry.is_mine,
            "evidence": entry._get_evidence(),
            "today": fields.Date.to_string(entry.sudo().company_id._get_skp_today()),
            **PICKERS,
        }
        html = request.env["ir.qweb"]._render("hr_skp_feedback.portal_skp_entry", values)
        return {"id": entry.id, "html": html}

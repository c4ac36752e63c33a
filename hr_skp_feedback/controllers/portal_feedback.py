from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.hr_skp_feedback import MARK
from ..rules.feedback import UNPLACED_RELATIONS
from .portal_progress import PICKERS

#: Entries on one page: read on a phone.
STEP = 20
TABS = {"mine": "is_mine", "given": "is_given", "team": "is_my_team"}
#: What a page may do to an entry; who may is decided by the model.
STEPS = frozenset({"respond", "mark", "edit", "remove"})
#: What a step writes that another window, or another person, may have written meanwhile.
WRITTEN = {"respond": ("response",), "mark": MARK}


class SkpFeedbackPortal(CustomerPortal):
    """``/my/skp/feedback``: what was said about me, what I said, and giving it.

    Plain forms that work without JavaScript, with the user's own rights.  A refusal keeps what was
    typed; what somebody may not read does not exist for him.
    """

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    @http.route(
        ["/my/skp/feedback", "/my/skp/feedback/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_skp_feedback(self, tab="mine", page=1, **kw):
        """My feedback in tabs; what is shown of what is about me counts as read."""
        entries = request.env["hr.skp.feedback"]
        if not entries.has_access("read"):
            return request.redirect("/my")
        values = self._prepare_skp_feedback_values(tab if tab in TABS else "mine", page)
        response = request.render("hr_skp_feedback.portal_skp_feedback", values)
        # Drawn before the marks are written: what is new looks new this once.
        response.flatten()
        values["entries"].action_mark_seen()
        return response

    @http.route("/my/skp/feedback/<int:feedback_id>", type="http", auth="user", website=True)
    def portal_skp_feedback_entry(self, feedback_id, **kw):
        """One entry: where the link of a mail leads."""
        entry = self._get_skp_feedback(feedback_id)
        if not entry:
            return request.redirect("/my/skp/feedback")
        response = self._render_skp_feedback_entry(entry)
        response.flatten()
        entry.action_mark_seen()
        return response

    def _prepare_skp_feedback_values(self, tab, page):
        entries, plans = request.env["hr.skp.feedback"], request.env["hr.skp"]
        domain = Domain(TABS[tab], "=", True)
        if tab == "team":
            # What one said oneself stands under "from me".
            domain &= Domain("is_given", "=", False)
        total = entries.search_count(domain)
        pager = portal_pager(
            url="/my/skp/feedback", url_args={"tab": tab}, total=total, page=page, step=STEP
        )
        found = entries.search(domain, limit=STEP, offset=pager["offset"])
        return {
            "page_name": "skp_feedback",
            "tab": tab,
            "entries": found,
            "evidence": self._get_skp_feedback_evidence(found),
            "total": total,
            "unread": entries.search_count(
                Domain("is_mine", "=", True)
                & Domain("seen_on", "=", False)
                & Domain("relation", "!=", "self")
            ),
            "has_team": bool(plans.search_count(Domain("is_my_team", "=", True), limit=1)),
            "silent": plans.search(Domain("is_feedback_due", "=", True), order="employee_name")
            if tab == "team"
            else plans,
            "pager": pager,
            **self._prepare_skp_feedback_options(),
        }

    def _prepare_skp_feedback_options(self):
        fields = request.env["hr.skp.feedback"]._fields
        names = ("tone", "channel", "relation", "follow_up", "relayed_from")
        return {"options": {n: fields[n]._description_selection(request.env) for n in names}}

    def _get_skp_feedback_evidence(self, entries):
        return entries._get_evidence() if entries else {}

    def _render_skp_feedback_entry(self, entry, error=None, typed=None):
        """Draw one entry, with what was typed and why it was not taken."""
        return request.render(
            "hr_skp_feedback.portal_skp_feedback_entry",
            {
                "page_name": "skp_feedback_entry",
                "entry": entry,
                "evidence": self._get_skp_feedback_evidence(entry),
                "error": error,
                "typed": typed or {},
                **self._prepare_skp_feedback_options(),
            },
        )

    def _get_skp_feedback(self, feedback_id):
        """Return the entry if the user may read it; a foreign one is like one that is not there."""
        entry = request.env["hr.skp.feedback"].browse(feedback_id).exists()
        return entry if entry and entry.has_access("read") else None

    # ------------------------------------------------------------
    # ANSWERING, MARKING, CHANGING
    # ------------------------------------------------------------

    @http.route(
        "/my/skp/feedback/<int:feedback_id>/<string:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_feedback_step(self, feedback_id, step, base=None, **typed):
        entry = self._get_skp_feedback(feedback_id)
        if not entry or step not in STEPS:
            return request.redirect("/my/skp/feedback")
        try:
            with request.env.cr.savepoint():
                answer = self._take_skp_feedback_step(entry, step, base, typed)
        except (AccessError, MissingError):
            error = request.env._("This is no longer there, or not yours to change.")
            return self._render_skp_feedback_entry(entry, error, typed)
        except UserError as refusal:
            return self._render_skp_feedback_entry(entry, str(refusal), typed)
        if answer.get("conflict"):
            error = request.env._(
                "The words were changed meanwhile: read them as they are now, then send yours."
            )
            return self._render_skp_feedback_entry(entry, error, typed)
        if step == "remove":
            return request.redirect("/my/skp/feedback?tab=given")
        return request.redirect(f"/my/skp/feedback/{entry.id}")

    def _take_skp_feedback_step(self, entry, step, base, typed):
        if entry._is_overtaken(typed.get("edit_base"), WRITTEN.get(step, ())):
            return {"conflict": True}
        if step == "respond":
            return entry.action_respond(typed.get("response"), base)
        if step == "mark":
            code = typed.get("follow_up") or False
            if code not in (False, *entry._fields["follow_up"].get_values(request.env)):
                raise MissingError(request.env._("There is no such step."))
            entry.action_mark(code, (typed.get("follow_up_note") or "").strip())
            return {}
        if step == "edit":
            return entry._portal_edit(typed, base)
        entry.unlink()
        return {}

    # ------------------------------------------------------------
    # GIVING
    # ------------------------------------------------------------

    @http.route("/my/skp/feedback/give", type="http", auth="user", website=True, methods=["GET"])
    def portal_skp_feedback_give(self, person="", q="", result="", **kw):
        """Choose the person, then say it."""
        entries = request.env["hr.skp.feedback"]
        if not entries.has_access("read"):
            return request.redirect("/my")
        typed = {"about": f"result:{result}"} if str(result).isdecimal() else {}
        return self._render_skp_feedback_giving(person, q, typed)

    @http.route("/my/skp/feedback/give", type="http", auth="user", website=True, methods=["POST"])
    def portal_skp_feedback_given(self, person="", **typed):
        entries = request.env["hr.skp.feedback"]
        try:
            with request.env.cr.savepoint():
                entry = entries._portal_give(person, typed)
                self._add_skp_feedback_evidence(entry)
        except (AccessError, MissingError):
            error = request.env._("This person or result is not there any more. Choose again.")
            return self._render_skp_feedback_giving(person, "", typed, error)
        except UserError as refusal:
            return self._render_skp_feedback_giving(person, "", typed, str(refusal))
        return request.redirect(f"/my/skp/feedback/{entry.id}")

    def _add_skp_feedback_evidence(self, entry):
        files = [
            (sent.filename, sent.read())
            for sent in request.httprequest.files.getlist("evidence")
            if sent.filename
        ]
        if files:
            entry._add_evidence(files)

    def _render_skp_feedback_giving(self, person, q="", typed=None, error=None):
        entries, plans = request.env["hr.skp.feedback"], request.env["hr.skp"]
        employee_id = entries._to_id(person)
        offer = entries._get_portal_offer(employee_id) if employee_id else None
        if employee_id and not offer and not error:
            error = request.env._("This person has no agreed SKP now. Choose somebody else.")
        values = {
            "page_name": "skp_feedback_give",
            "offer": offer,
            "people": [] if offer else plans._get_feedback_people(q),
            "q": q,
            "typed": typed or {},
            "error": error,
            "core_values": request.env["hr.skp.core.value"].search([]),
            "unplaced": UNPLACED_RELATIONS,
            **PICKERS,
            **self._prepare_skp_feedback_options(),
        }
        return request.render("hr_skp_feedback.portal_skp_feedback_give", values)

    # ------------------------------------------------------------
    # DEVELOPMENT
    # ------------------------------------------------------------

    @http.route("/my/skp/development", type="http", auth="user", website=True, readonly=True)
    def portal_skp_development(self, **kw):
        if not request.env["hr.skp.development"].has_access("read"):
            return request.redirect("/my")
        return self._render_skp_development()

    @http.route(
        "/my/skp/development/<int:action_id>/<string:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_development_step(self, action_id, step, words="", **kw):
        """Tell what came of an agreed action, or why it is no longer to be done."""
        action = request.env["hr.skp.development"].browse(action_id).exists()
        if not action or not action.has_access("read") or step not in ("done", "cancel"):
            return request.redirect("/my/skp/development")
        try:
            with request.env.cr.savepoint():
                getattr(action, f"action_{step}")(words)
        except (AccessError, MissingError):
            error = request.env._("This is no longer there, or not yours to change.")
            return self._render_skp_development(error, action, words)
        except UserError as refusal:
            return self._render_skp_development(str(refusal), action, words)
        return request.redirect(f"/my/skp/development#action-{action.id}")

    @http.route(
        "/my/skp/feedback/<int:feedback_id>/develop",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_feedback_develop(self, feedback_id, **typed):
        """Agree an action out of feedback."""
        entry = self._get_skp_feedback(feedback_id)
        if not entry:
            return request.redirect("/my/skp/feedback")
        try:
            with request.env.cr.savepoint():
                action = request.env["hr.skp.development"]._portal_agree(entry, typed)
        except (AccessError, MissingError):
            error = request.env._("This is no longer there, or not yours to change.")
            return self._render_skp_feedback_entry(entry, error, typed)
        except UserError as refusal:
            return self._render_skp_feedback_entry(entry, str(refusal), typed)
        return request.redirect(f"/my/skp/development#action-{action.id}")

    def _render_skp_development(self, error=None, failed=None, words=""):
        actions = request.env["hr.skp.development"]
        return request.render(
            "hr_skp_feedback.portal_skp_development",
            {
                "page_name": "skp_development",
                "mine": actions.search(Domain("is_mine", "=", True)),
                "team": actions.search(Domain("is_my_team", "=", True)),
                "error": error,
                "failed": failed,
                "words": words,
            },
        )

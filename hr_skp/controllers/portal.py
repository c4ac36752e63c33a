import json

from psycopg2 import IntegrityError

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..rules.signing import SIGNED_MOVES

#: Plans of the team on one page: a leader reads it on a phone.
TEAM_STEP = 40
#: What a bottom bar may ask for; who may is decided by the plan itself.
PORTAL_MOVES = frozenset(
    {"propose", "withdraw", "agree", "return", "revise", "cancel_revision", "set"}
)
MOVES_WITH_REASON = frozenset({"return", "revise", "set"})


class SkpPortal(CustomerPortal):
    """``/my/skp``: the employee's and the evaluator's pages, on a phone first.

    Every route is for a logged-in user and works with his own rights; there are no tokens. What
    somebody may not read does not exist for him: he lands on his own list.
    """

    # ------------------------------------------------------------
    # /my
    # ------------------------------------------------------------

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        plans = request.env["hr.skp"]
        if "skp_count" in counters:
            values["skp_count"] = int(plans.has_access("read") and plans._is_portal_visible())
        if "skp_task_count" in counters:
            values["skp_task_count"] = (
                len(plans._prepare_portal_tasks()) if plans.has_access("read") else 0
            )
        return values

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    @http.route(
        ["/my/skp", "/my/skp/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_skp(self, page=1, **kw):
        """The frame, which costs what ``/my`` costs; what stands in it is fetched by the page."""
        if not request.env["hr.skp"].has_access("read"):
            return request.redirect("/my")
        return request.render("hr_skp.portal_skp_home", {"page_name": "skp", "page": page})

    @http.route(
        "/my/skp/content",
        type="http",
        auth="user",
        website=True,
        multilang=False,  # fetched: in the language of the page, without a redirection to it
        readonly=True,
    )
    def portal_my_skp_content(self, page="1", **kw):
        """What stands in the frame: the user's tasks, year, plans and team."""
        if not request.env["hr.skp"].has_access("read"):
            return request.redirect("/my")
        number = int(page) if page.isdecimal() and len(page) < 7 else 1
        return request.render("hr_skp.portal_my_skp", self._prepare_skp_home_values(max(number, 1)))

    @http.route("/my/skp/<int:skp_id>", type="http", auth="user", website=True)
    def portal_skp_plan(self, skp_id, edit=None, **kw):
        """The plan: its employee edits at once, others read first and ask for it."""
        plan = self._get_skp(skp_id)
        if not plan:
            return request.redirect("/my/skp")
        editing = plan.can_edit and (plan.is_mine or bool(edit))
        values = self._prepare_skp_plan_values(plan, editing)
        return request.render("hr_skp.portal_skp_plan", values)

    @http.route(
        "/my/skp/<int:skp_id>/document/<int:document_id>", type="http", auth="user", website=True
    )
    def portal_skp_document(self, skp_id, document_id, **kw):
        """Send an issued document byte for byte, to whoever reads its plan."""
        plan = self._get_skp(skp_id)
        document = plan and request.env["hr.skp.document"].search(
            [("id", "=", document_id), ("skp_id", "=", plan.id)]
        )
        if not document:
            return request.redirect("/my/skp")
        stream = request.env["ir.binary"]._get_stream_from(
            document, "file", filename=document.name, mimetype="application/pdf"
        )
        return stream.get_response(as_attachment=True)

    def _prepare_skp_home_values(self, page):
        plans = request.env["hr.skp"]
        mine = plans.search(self._prepare_skp_domain(), order="date_start desc")
        team = self._prepare_skp_team_domain()
        waiting = plans.search(team & Domain("state", "=", "proposed"), order="proposed_on")
        others = team & Domain("state", "!=", "proposed")
        total = plans.search_count(others)
        pager = portal_pager(url="/my/skp", total=total, page=page, step=TEAM_STEP)
        current = mine._get_portal_current()
        return {
            "tasks": plans._get_portal_tasks(),
            "current": current,
            "steps": current._get_portal_steps() if current else [],
            "mine": mine,
            "waiting": waiting,
            "team": plans.search(
                others,
                order="period_id, employee_name",
                limit=TEAM_STEP,
                offset=pager["offset"],
            ),
            "team_total": total,
            "pager": pager,
        }

    def _prepare_skp_domain(self):
        return Domain("is_mine", "=", True)

    def _prepare_skp_team_domain(self):
        return Domain("is_my_team", "=", True) & Domain("state", "!=", "cancelled")

    def _prepare_skp_plan_values(self, plan, editing):
        results, choices = plan.result_ids, self._get_choices(plan) if editing else []
        # Whether he reported already is known to the employee; officers' activities are not.
        reported = plan.is_mine and bool(plan._get_superior_reports_sudo())
        return {
            "page_name": "skp_plan",
            "plan": plan,
            "editing": editing,
            "notice": plan._get_portal_notice(),
            "returned": plan.is_returned,
            "acted_for": plan._get_acted_for(),
            "superior_reported": reported,
            "results": results,
            "supports": results._get_portal_supports(),
            "choices": choices,
            "choices_json": json.dumps(choices),
            "changes": plan._get_portal_changes(),
            "options": plan._get_portal_options(),
            # Who reads the plan reads who agreed it; users themselves are closed to portal users.
            "revisions_sudo": plan.revision_ids.sudo(),
            "documents": plan.document_ids,
        }

    def _get_choices(self, plan):
        keys = ("value", "group", "name", "indicator")
        return [{key: choice[key] for key in keys} for choice in plan._get_portal_choices()]

    def _get_skp(self, skp_id):
        """Return the plan if the user may read it; a foreign one is like one that is not there."""
        plan = request.env["hr.skp"].browse(skp_id).exists()
        return plan if plan and plan.has_access("read") else None

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @http.route("/my/skp/<int:skp_id>/save", type="jsonrpc", auth="user", website=True)
    def portal_skp_save(self, skp_id, kind="", record_id=0, field="", value="", base=None):
        """Autosave of one field; see ``hr.skp._portal_save``."""
        return self._answer(
            skp_id, lambda plan: plan._portal_save(kind, record_id, field, value, base)
        )

    @http.route("/my/skp/<int:skp_id>/add", type="jsonrpc", auth="user", website=True)
    def portal_skp_add(self, skp_id, kind="", vals=None, result_id=None):
        """Add a line and answer with its card, drawn as on the page."""

        def add(plan):
            line = plan._portal_add(kind, vals or {}, result_id)
            return {"id": line.id, "html": self._render_line(plan, kind, line)}

        return self._answer(skp_id, add)

    @http.route("/my/skp/<int:skp_id>/remove", type="jsonrpc", auth="user", website=True)
    def portal_skp_remove(self, skp_id, kind="", record_id=0):
        return self._answer(skp_id, lambda plan: plan._portal_remove(kind, record_id))

    @http.route("/my/skp/<int:skp_id>/reorder", type="jsonrpc", auth="user", website=True)
    def portal_skp_reorder(self, skp_id, record_id=0, position=0):
        return self._answer(skp_id, lambda plan: plan._portal_reorder(record_id, position))

    @http.route("/my/skp/<int:skp_id>/move", type="jsonrpc", auth="user", website=True)
    def portal_skp_move(self, skp_id, move="", reason=None, password=None, image=None):
        """Take the next step of the plan; the plan checks who may, and that it is he who signs."""

        def take(plan):
            if move not in PORTAL_MOVES:
                raise MissingError(request.env._("There is no such step."))
            if move in SIGNED_MOVES:
                plan.action_sign(move, reason, password, image)
                return
            arguments = [reason] if move in MOVES_WITH_REASON else []
            getattr(plan, f"action_{move}")(*arguments)

        return self._answer(skp_id, take)

    @http.route("/my/skp/<int:skp_id>/seen", type="jsonrpc", auth="user", website=True)
    def portal_skp_seen(self, skp_id):
        return self._answer(skp_id, lambda plan: plan.action_mark_seen() and {})

    @http.route("/my/skp/<int:skp_id>/superior", type="jsonrpc", auth="user", website=True)
    def portal_skp_superior(self, skp_id, reason=None):
        return self._answer(skp_id, lambda plan: plan.action_report_superior(reason) and {})

    def _answer(self, skp_id, act):
        """Run ``act(plan)`` as the user; refusals become a plain sentence, never a traceback.

        Either everything of it is written or nothing: the browser keeps the text and shows why.
        """
        _ = request.env._
        gone = _("This is no longer there, or not yours to change. Reload the page.")
        plan = self._get_skp(skp_id)
        if not plan:
            return {"error": gone}
        try:
            with request.env.cr.savepoint():
                return act(plan) or {}
        except (AccessError, MissingError):
            # The framework's own texts name models and records.
            return {"error": gone}
        except UserError as error:
            return {"error": str(error)}
        except IntegrityError:
            return {"error": _("Something else in the plan depends on this: it stays.")}

    def _render_line(self, plan, kind, line):
        values = {
            "plan": plan,
            "editing": True,
            kind: line,
            "changes": plan._get_portal_changes(),
            "options": plan._get_portal_options(),
        }
        if kind == "result":
            values["supports"] = line._get_portal_supports()
            values["choices"] = self._get_choices(plan)
        return request.env["ir.qweb"]._render(f"hr_skp.portal_skp_{kind}", values)

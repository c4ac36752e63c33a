from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from odoo.addons.hr_skp.controllers.portal import SkpPortal

from ..models.hr_skp_improvement import PROGRESS


class SkpHistoryPortal(SkpPortal):
    """``/my/skp/history``: my predicates, my awards, my improvement plan; with his own rights.

    An evaluator without a seat in the backend finds the improvement plans of his people there.
    """

    @http.route("/my/skp/history", type="http", auth="user", website=True)
    def portal_skp_history(self, **kw):
        """The page; what somebody has nothing of is not mentioned."""
        if not request.env["hr.skp"].has_access("read"):
            return request.redirect("/my")
        values = self._prepare_skp_history_values()
        return request.render(
            "hr_skp_reward.portal_skp_history", {**values, "refused": kw.get("refused")}
        )

    @http.route("/my/skp/history.pdf", type="http", auth="user", website=True, readonly=True)
    def portal_skp_history_pdf(self, **kw):
        """One's own performance history as official document."""
        own = request.env["hr.employee"]._get_own_history_employee()
        if not own:
            return request.redirect("/my/skp")
        person = own.with_env(request.env)
        content = person._print_pdf("history")
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{person._get_print_name(None)}.pdf")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    @http.route(
        "/my/skp/improvement/<int:target_id>/check",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_check_in(self, target_id, note="", progress="", **kw):
        """Say how far one is with a target; the model decides who may."""
        vals = {"improvement_id": target_id, "note": note.strip()}
        if progress in dict(PROGRESS):
            vals["progress"] = progress
        try:
            with request.env.cr.savepoint():
                if not vals["note"]:
                    raise UserError(request.env._("Say in a sentence how far it is."))
                request.env["hr.skp.improvement.check"].create(vals)
        except (AccessError, UserError):
            return request.redirect("/my/skp/history?refused=1#improvement")
        return request.redirect(f"/my/skp/history#target-{target_id}")

    def _prepare_skp_history_values(self):
        env = request.env
        own = [("employee_user_id", "=", env.uid)]
        cases = env["hr.skp.sanction"]
        running = [("state", "in", ("open", "improving", "testing", "placed"))]
        return {
            "page_name": "skp_history",
            "history": env["hr.skp.predicate.history"].search(own, order="year desc"),
            "awards": env["hr.skp.award"].search(
                [("employee_user_id", "=", env.uid), ("state", "=", "granted")]
            ),
            "cases": cases.search([("is_mine", "=", True)]),
            "team_cases": cases.search([("is_my_team", "=", True), *running]),
            "progresses": env["hr.skp.improvement.check"]
            ._fields["progress"]
            ._description_selection(env),
        }

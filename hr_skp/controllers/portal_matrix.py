from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from .portal import SkpPortal

#: What the page of a matrix may ask for; who may is decided by the matrix itself.
STEPS = frozenset({"add", "rename", "remove", "join", "leave", "confirm", "draft"})


class SkpMatrixPortal(SkpPortal):
    """``/my/skp/matrix/<id>``: a role-result matrix on a phone, person by person.

    Its leader, or who acts for him, adds, renames and removes one result at a time; members read.
    Plain forms that work without JavaScript, with the user's own rights.
    """

    @http.route("/my/skp/matrix/<int:matrix_id>", type="http", auth="user", website=True)
    def portal_skp_matrix(self, matrix_id, **kw):
        matrix = self._get_skp_matrix(matrix_id)
        return self._render_skp_matrix(matrix) if matrix else request.redirect("/my/skp")

    @http.route(
        "/my/skp/<int:skp_id>/matrix", type="http", auth="user", website=True, methods=["POST"]
    )
    def portal_skp_matrix_start(self, skp_id, **kw):
        """Open the matrix of a plan; its leader's first tap makes it."""
        plan = self._get_skp(skp_id)
        if not plan:
            return request.redirect("/my/skp")
        return self._open_skp_matrix(plan.action_open_matrix, f"/my/skp/{plan.id}")

    @http.route(
        "/my/skp/team/<int:team_id>/matrix",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_team_matrix(self, team_id, **kw):
        """Team leader: the matrix of his plan, with the members of the team in it."""
        team = request.env["hr.skp.team"].browse(team_id).exists()
        if not team or not team.has_access("read"):
            return request.redirect("/my/skp/assignments")
        return self._open_skp_matrix(team.action_open_matrix, "/my/skp/assignments")

    @http.route(
        "/my/skp/matrix/<int:matrix_id>/<string:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_matrix_step(self, matrix_id, step, row=0, **kw):
        """Take one step of the leader; a refusal is a sentence on the page, with all as it was."""
        matrix = self._get_skp_matrix(matrix_id)
        if not matrix:
            return request.redirect("/my/skp")
        try:
            with request.env.cr.savepoint():
                if step not in STEPS:
                    raise MissingError(request.env._("There is no such step."))
                self._take_matrix_step(matrix, step, self._to_id(row), **kw)
        except (AccessError, MissingError):
            error = request.env._("This is no longer there, or not yours to change.")
            return self._render_skp_matrix(matrix, error)
        except UserError as refusal:
            return self._render_skp_matrix(matrix, str(refusal))
        return request.redirect(f"/my/skp/matrix/{matrix.id}#person-{self._to_id(row)}")

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    def _take_matrix_step(
        self, matrix, step, row_id, result=0, column="", text="", base=None, **kw
    ):
        result_id = self._to_id(result)
        if step == "add":
            matrix.cell_add(row_id, column, text)
        elif step == "rename":
            matrix.cell_rename(result_id, text, base)
        elif step == "remove":
            # What it means stands beside the button.
            matrix.cell_remove(result_id, confirmed=True)
        elif step == "join":
            matrix.member_add([row_id])
        elif step == "leave":
            matrix.member_remove(row_id)
        elif step == "confirm":
            matrix.action_confirm()
        else:
            matrix.action_draft()

    def _to_id(self, value):
        return int(value) if str(value).isdecimal() else 0

    def _get_skp_matrix(self, matrix_id):
        """Return the matrix if the user may read it; a foreign one is like one not there."""
        matrix = request.env["hr.skp.matrix"].browse(matrix_id).exists()
        return matrix if matrix and matrix.has_access("read") else None

    def _open_skp_matrix(self, open_, fallback):
        try:
            with request.env.cr.savepoint():
                matrix_id = open_()["res_id"]
        except (AccessError, UserError):
            return request.redirect(fallback)
        return request.redirect(f"/my/skp/matrix/{matrix_id}")

    def _render_skp_matrix(self, matrix, error=None):
        matrix.invalidate_recordset()
        candidates = matrix.get_candidates() if matrix.can_edit else []
        return request.render(
            "hr_skp.portal_skp_matrix",
            {
                "page_name": "skp_matrix",
                "matrix": matrix,
                "grid": matrix.get_grid(),
                "candidates": candidates,
                "error": error,
            },
        )

    def _prepare_skp_plan_values(self, plan, editing):
        values = super()._prepare_skp_plan_values(plan, editing)
        return {**values, **plan._get_portal_matrices()}

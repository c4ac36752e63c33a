from odoo import http
from odoo.exceptions import MissingError, UserError
from odoo.http import request

from ..rules.evaluation_states import BEFORE_OUTCOME
from .portal_evaluation import SkpEvaluationPortal

#: What the form of a unit's performance may write.
UNIT_FIELDS = (
    "predicate",
    "standing",
    "pk_achievement",
    "pk_expectation",
    "result_rating",
    "process_rating",
    "basis",
    "note",
    "recommender_note",
)


class SkpOfficialPortal(SkpEvaluationPortal):
    """What officials do on a phone besides rating: recommend, and set a unit's performance."""

    # ------------------------------------------------------------
    # RECOMMENDATIONS
    # ------------------------------------------------------------

    @http.route(
        "/my/skp/recommendation/<int:recommendation_id>", type="http", auth="user", website=True
    )
    def portal_skp_recommendation(self, recommendation_id, **post):
        """Give a recommendation, or change it until the evaluator finalises."""
        found = request.env["hr.skp.recommendation"].search(
            [("id", "=", recommendation_id), ("is_mine", "=", True)]
        )
        if not found:
            return request.redirect("/my/skp/evaluations")
        error = None
        if request.httprequest.method == "POST":
            done, error = self._try_step(lambda: self._give_recommendation(found, post))
            if done:
                return request.redirect(f"/my/skp/recommendation/{found.id}?given=1")
        # Who gives it knows of whom, and whether it can still be changed.
        found_sudo = found.sudo()
        values = {
            "page_name": "skp_recommendation",
            "recommendation": found_sudo,
            "writable": found_sudo.evaluation_id.state in BEFORE_OUTCOME,
            "words": request.env["hr.skp.evaluation"]._get_portal_words(),
            "given": bool(post.get("given")),
            "post": post,
            "error": error,
        }
        return request.render("hr_skp_evaluation.portal_recommendation", values)

    def _give_recommendation(self, recommendation, post):
        text, rating = (post.get("text") or "").strip(), post.get("result_rating") or False
        if not text:
            raise UserError(request.env._("Write what you recommend."))
        request.env["hr.skp.evaluation"]._check_codes(rating)
        recommendation.write({"text": text, "result_rating": rating})

    # ------------------------------------------------------------
    # BLOCKS TO LIFT
    # ------------------------------------------------------------

    @http.route("/my/skp/lift", type="http", auth="user", website=True)
    def portal_skp_lift(self, **post):
        """Evaluator's superior: lift the block of a unit's pattern, with a reason."""
        evaluations = request.env["hr.skp.evaluation"]
        if not evaluations.has_access("read"):
            return request.redirect("/my")
        error, number = None, request.env["hr.skp"]._to_id(post.get("unit"))
        if request.httprequest.method == "POST":
            reason = (post.get("reason") or "").strip()
            done, error = self._try_step(lambda: evaluations._lift_from_portal(number, reason))
            if done:
                return request.redirect("/my/skp/lift?lifted=1")
            request.env.invalidate_all()
        values = {
            "page_name": "skp_lift",
            "lifts": evaluations._get_portal_lifts(),
            "words": evaluations._get_portal_words(),
            "lifted": bool(post.get("lifted")),
            "refused_id": number if error else None,
            "post": post,
            "error": error,
        }
        return request.render("hr_skp_evaluation.portal_lift", values)

    # ------------------------------------------------------------
    # THE PERFORMANCE OF UNITS
    # ------------------------------------------------------------

    @http.route("/my/skp/units", type="http", auth="user", website=True, readonly=True)
    def portal_skp_units(self, **kw):
        performances = request.env["hr.skp.unit.performance"]
        missing = performances._get_portal_missing()
        values = {
            "page_name": "skp_units",
            "rows": performances._get_portal_units(),
            "missing": {(unit.id, term.id) for unit, term in missing},
            "words": request.env["hr.skp.evaluation"]._get_portal_words(),
        }
        return request.render("hr_skp_evaluation.portal_units", values)

    @http.route("/my/skp/unit/<int:unit_id>/<int:term_id>", type="http", auth="user", website=True)
    def portal_skp_unit(self, unit_id, term_id, **post):
        """Set the performance of one unit in one term, confirm it, or correct it."""
        row = self._get_unit_row(unit_id, term_id)
        if not row:
            return request.redirect("/my/skp/units")
        error = None
        if request.httprequest.method == "POST":
            done, error = self._try_step(lambda: self._set_unit(*row, post))
            if done:
                return request.redirect(f"/my/skp/unit/{unit_id}/{term_id}")
        unit, term, performance = row
        options = {
            name: request.env["hr.skp.unit.performance"]
            ._fields[name]
            ._description_selection(request.env)
            for name in UNIT_FIELDS
            if name not in ("note", "recommender_note")
        }
        values = {
            "page_name": "skp_unit",
            "unit": unit,
            "term": term,
            "performance": performance,
            "options": options,
            "words": request.env["hr.skp.evaluation"]._get_portal_words(),
            "post": post if error else {},
            "error": error,
        }
        return request.render("hr_skp_evaluation.portal_unit", values)

    def _get_unit_row(self, unit_id, term_id):
        rows = request.env["hr.skp.unit.performance"]._get_portal_units()
        return next((row for row in rows if (row[0].id, row[1].id) == (unit_id, term_id)), None)

    def _set_unit(self, unit, term, performance, post):
        step = post.get("step")
        if step == "correct":
            performance.action_correct(post.get("predicate"), (post.get("reason") or "").strip())
            return
        if step not in ("save", "confirm"):
            raise MissingError(request.env._("There is no such step."))
        vals = self._prepare_unit_vals(post)
        if performance:
            performance.write(vals)
        else:
            keys = {"department_id": unit.id, "term_id": term.id}
            performance = request.env["hr.skp.unit.performance"].create({**keys, **vals})
        if step == "confirm":
            performance.action_confirm()

    def _prepare_unit_vals(self, post):
        """Return what the form has as values; an unknown code is refused."""
        fields = request.env["hr.skp.unit.performance"]._fields
        vals = {name: (post[name] or "").strip() for name in UNIT_FIELDS if name in post}
        for name, value in vals.items():
            known = fields[name].type != "selection" or fields[name].get_values(request.env)
            if value and known is not True and value not in known:
                raise UserError(request.env._("This cannot be changed here."))
        if "basis" in vals and not vals["basis"]:
            del vals["basis"]
        return {name: value or False for name, value in vals.items()}

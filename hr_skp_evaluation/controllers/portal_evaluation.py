from psycopg2 import IntegrityError

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.hr_skp.controllers.portal import SkpPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..rules.evaluation_states import BEFORE_OUTCOME

#: People on one page of the team: a leader reads it on a phone.
TEAM_STEP = 40


class SkpEvaluationPortal(SkpPortal):
    """``/my/skp/evaluations``: to report, receive and object, to rate, explain and decide.

    One page an evaluation; who looks decides what it shows.  What saves itself goes by the JSON
    routes, every step that decides something by a plain form, which works without JavaScript.
    """

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    @http.route(
        ["/my/skp/evaluations", "/my/skp/evaluations/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_skp_evaluations(self, page=1, **kw):
        """One's own evaluations by year, one's people's by term, and what else one is asked for."""
        evaluations = request.env["hr.skp.evaluation"]
        if not evaluations.has_access("read"):
            return request.redirect("/my")
        team = [("is_my_team", "=", True)]
        pager = portal_pager(
            url="/my/skp/evaluations",
            total=evaluations.search_count(team),
            page=page,
            step=TEAM_STEP,
        )
        mine = evaluations.search([("is_mine", "=", True)], order="date_end desc, term_kind")
        objections = request.env["hr.skp.objection"].search([("is_to_me", "=", True)])
        asked = request.env["hr.skp.recommendation"].search([("is_mine", "=", True)])
        values = {
            "page_name": "skp_evaluations",
            "mine": mine.grouped(lambda evaluation: evaluation.skp_id),
            "team": evaluations.search(
                team,
                # What is still to be done first.
                order="finalised_on desc, date_end desc, employee_name",
                limit=TEAM_STEP,
                offset=pager["offset"],
            ),
            "team_total": pager["page_count"] and evaluations.search_count(team),
            "pager": pager,
            "objections": objections,
            # Who gives it knows of whom, and whether it can still be changed.
            "recommendations_sudo": asked.sudo(),
            "units": request.env["hr.skp.unit.performance"]._get_portal_missing(),
            "has_units": bool(request.env["hr.skp.unit.performance"]._get_portal_units()),
            "words": evaluations._get_portal_words(),
        }
        return request.render("hr_skp_evaluation.portal_evaluations", values)

    @http.route("/my/skp/evaluation/<int:evaluation_id>", type="http", auth="user", website=True)
    def portal_skp_evaluation(self, evaluation_id, **kw):
        evaluation = self._get_evaluation(evaluation_id)
        if not evaluation:
            return request.redirect("/my/skp/evaluations")
        return self._render_evaluation(evaluation)

    @http.route(
        "/my/skp/evaluation/<int:evaluation_id>/step/<string:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_evaluation_step(self, evaluation_id, step, **post):
        """Take a step; a refusal is a sentence on the page, with all that was typed still in it."""
        evaluation = self._get_evaluation(evaluation_id)
        if not evaluation:
            return request.redirect("/my/skp/evaluations")
        steps = self._get_evaluation_steps(evaluation, post)
        done, error = self._try_step(steps.get(step))
        if done:
            return request.redirect(f"/my/skp/evaluation/{evaluation.id}")
        request.env.invalidate_all()
        return self._render_evaluation(evaluation, {**post, "step": step}, error)

    def _get_evaluation_steps(self, evaluation, post):
        """Return step -> what takes it; who may is decided by the models."""
        objection = evaluation._get_pending_objection()
        text = (post.get("text") or "").strip()
        number = request.env["hr.skp"]._to_id(post.get("recommendation"))
        return {
            "receive": evaluation.action_receive,
            "accept": evaluation.action_accept,
            "object": lambda: evaluation.action_object(text),
            "withdraw": objection.action_withdraw,
            "explain": lambda: objection.action_explain(text),
            "decide": lambda: objection.action_decide(
                text, post.get("result_rating"), post.get("behaviour_rating")
            ),
            "return": lambda: evaluation.action_return(text),
            "open": lambda: evaluation.open_recommendation(number) or True,
            "rate": evaluation.action_rate,
            "share": evaluation.action_share,
            "unshare": lambda: evaluation.action_share(False),
            "accept_proposal": lambda: self._get_proposal(evaluation).action_accept(),
            "decline_proposal": lambda: self._get_proposal(evaluation).action_decline(text),
            "finalise": lambda: self._finalise(evaluation, post),
        }

    def _get_proposal(self, evaluation):
        proposal = evaluation._get_open_proposal()
        if not proposal:
            raise MissingError(request.env._("This is no longer there, or not yours to change."))
        return proposal

    def _finalise(self, evaluation, post):
        """Finalise, signed where the agency signs electronically."""
        if evaluation.skp_signature == "none":
            return evaluation.action_finalise()
        return evaluation.action_sign("finalise", post.get("password"), post.get("image"))

    def _try_step(self, act):
        """Run ``act`` as the user: (whether it is done, the sentence why not)."""
        _ = request.env._
        gone = _("This is no longer there, or not yours to change.")
        if not act:
            return False, gone
        try:
            with request.env.cr.savepoint():
                act()
        except (AccessError, MissingError):
            # The framework's own texts name models and records.
            return False, gone
        except UserError as refusal:
            return False, str(refusal)
        except IntegrityError:
            return False, _("Somebody else did this at the same moment. Reload the page.")
        return True, None

    # ------------------------------------------------------------
    # WHAT THEY SHOW
    # ------------------------------------------------------------

    def _get_evaluation(self, evaluation_id):
        """Return the evaluation if this page has something for the user; else it is not there."""
        found = request.env["hr.skp.evaluation"].browse(evaluation_id).exists()
        return found if found and found.has_access("read") and found._get_portal_role() else None

    def _render_evaluation(self, evaluation, post=None, error=None):
        values = {
            "page_name": "skp_evaluation",
            "evaluation": evaluation,
            # What proved who signs is not given back to the page.
            "post": {key: value for key, value in (post or {}).items() if key != "password"},
            "error": error,
            **self._prepare_evaluation_values(evaluation),
        }
        rating = values["role"] == "evaluator" and evaluation.state in BEFORE_OUTCOME
        if rating:
            values |= self._prepare_rating_values(evaluation)
        template = "portal_rating" if rating else "portal_evaluation"
        return request.render(f"hr_skp_evaluation.{template}", values)

    def _prepare_evaluation_values(self, evaluation):
        """Return what every side's page needs; a hook."""
        return {
            "role": evaluation._get_portal_role(),
            "report": evaluation._get_portal_report(),
            "objections": evaluation.objection_ids,
            "pending": evaluation._get_pending_objection(),
            "clock": evaluation._get_portal_clock(),
            "words": evaluation._get_portal_words(),
            # Whether a periodic result can be objected to is the agency's setting.
            "objectable": evaluation.sudo()._can_be_objected(),
        }

    def _prepare_rating_values(self, evaluation):
        sheet = evaluation.get_rating_sheet()
        before, after = evaluation._get_portal_neighbours()
        return {
            "sheet": sheet,
            "rating": request.env["hr.skp.rating"].search([("evaluation_id", "=", evaluation.id)]),
            "follows": evaluation._get_portal_rating() if sheet["rating"]["id"] else {},
            "proposal": evaluation._get_open_proposal(),
            # Whether somebody stands above is a fact of the plan.
            "has_superior": evaluation.sudo()._has_superior(),
            "before": before,
            "after": after,
        }

    def _prepare_skp_home_values(self, page):
        values = super()._prepare_skp_home_values(page)
        evaluations = request.env["hr.skp.evaluation"]
        own = evaluations.search([("skp_id", "=", values["current"].id), ("is_mine", "=", True)])
        concerned = own or evaluations.search([("is_my_team", "=", True)], limit=1)
        return {**values, "my_evaluations": own, "has_evaluations": bool(concerned)}

    # ------------------------------------------------------------
    # WHAT SAVES ITSELF
    # ------------------------------------------------------------

    @http.route(
        "/my/skp/evaluation/<int:evaluation_id>/save", type="jsonrpc", auth="user", website=True
    )
    def portal_skp_evaluation_save(
        self, evaluation_id, kind="", record_id=0, field="", value="", base=None
    ):
        """Autosave of one field; see ``hr.skp.evaluation._portal_save``."""
        return self._answer_evaluation(
            evaluation_id, lambda found: found._portal_save(kind, record_id, field, value, base)
        )

    @http.route(
        "/my/skp/evaluation/<int:evaluation_id>/take", type="jsonrpc", auth="user", website=True
    )
    def portal_skp_evaluation_take(self, evaluation_id):
        """Fill what is empty in the self-report from the achievements of the term."""
        return self._answer_evaluation(
            evaluation_id, lambda found: {"filled": found.action_take_achievements()}
        )

    @http.route(
        "/my/skp/evaluation/<int:evaluation_id>/hand_in", type="jsonrpc", auth="user", website=True
    )
    def portal_skp_evaluation_hand_in(self, evaluation_id):
        return self._answer_evaluation(
            evaluation_id, lambda found: found.action_self_report() and {}
        )

    def _answer_evaluation(self, evaluation_id, act):
        """Run ``act`` as the user; a refusal is an answer, never a traceback."""
        gone = request.env._("This is no longer there, or not yours to change. Reload the page.")
        evaluation = self._get_evaluation(evaluation_id)
        if not evaluation:
            return {"error": gone}
        try:
            with request.env.cr.savepoint():
                return act(evaluation) or {}
        except (AccessError, MissingError):
            return {"error": gone}
        except UserError as error:
            return {"error": str(error)}

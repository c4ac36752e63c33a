from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.codes import PREDICATES, RATINGS
from ..rules.evaluation_states import BEFORE_OUTCOME
from ..rules.quadrant import head_result_rating, person_predicate
from ..rules.suggestion import (
    Line,
    Reason,
    Suggestion,
    suggest_behaviour,
    suggest_results,
)

RATING_FIELDS = ("result_rating", "behaviour_rating")
#: What the evaluator writes directly; all else moves by the steps of the evaluation.
NOTE_FIELDS = frozenset({"contribution_note", "recommendation", "departure_reason", "line_ids"})
LIFT_VALS = {
    "lift_requested": False,
    "lift_request_reason": False,
    "lifted_by_id": False,
    "lifted_on": False,
    "lift_reason": False,
}


class HrSkpRating(models.Model):
    """The evaluator's work on one evaluation: ratings, notes, why he departs from the suggestion.

    Read by the evaluator or who acts for him, by his superior where he decides an objection or
    lifts a block, and by auditors; written by the evaluator until he finalises.  **The employee has
    no access to it by any door**, neither before nor after.  Every change of a rating is kept.
    """

    _name = "hr.skp.rating"
    _description = "Rating in progress"
    _inherit = ["hr.skp.link.guard", "hr.skp.acting"]
    _order = "id"
    _rec_name = "evaluation_id"

    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    result_rating = fields.Selection(RATINGS, "Rating of results")
    behaviour_rating = fields.Selection(RATINGS, "Rating of behaviour")
    predicate = fields.Selection(PREDICATES, compute="_compute_predicate", store=True)
    contribution_note = fields.Text(
        "Contribution to the organisation", help="For the evaluator only; never printed."
    )
    recommendation = fields.Text(
        "Note or recommendation", help="Printed on the evaluation once it is finalised."
    )
    suggested_result = fields.Selection(
        RATINGS, "Suggested for results", compute="_compute_suggestion"
    )
    suggested_behaviour = fields.Selection(
        RATINGS, "Suggested for behaviour", compute="_compute_suggestion"
    )
    # {'result': {'rating', 'reasons': [{'code', 'count', 'total'}]}, 'behaviour': …}
    suggestion = fields.Json(compute="_compute_suggestion", export_string_translation=False)
    suggestion_text = fields.Text("Why", compute="_compute_suggestion_text")
    departure_reason = fields.Text("Why other than suggested")
    follows_unit = fields.Boolean(
        "Results follow the unit", compute="_compute_follows_unit", compute_sudo=True
    )
    line_ids = fields.One2many("hr.skp.rating.line", "rating_id", "Lines")
    change_ids = fields.One2many("hr.skp.rating.change", "rating_id", "Changes", readonly=True)
    lift_requested = fields.Boolean("Asked to lift the block", readonly=True, index=True)
    lift_request_reason = fields.Text("Why it should be lifted", readonly=True)
    lifted_by_id = fields.Many2one("res.users", "Lifted by", readonly=True, ondelete="restrict")
    lifted_on = fields.Datetime("Lifted", readonly=True)
    lift_reason = fields.Text("Why it was lifted", readonly=True)

    _evaluation_uniq = models.UniqueIndex("(evaluation_id)", "An evaluation is rated once.")

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("evaluation_id")
    def _compute_display_name(self):
        for rating in self:
            rating.display_name = rating.evaluation_id.display_name

    @api.depends("result_rating", "behaviour_rating")
    def _compute_predicate(self):
        for rating in self:
            rating.predicate = person_predicate(rating.result_rating, rating.behaviour_rating)

    @api.depends("evaluation_id.headed_unit_id", "evaluation_id.company_id.skp_lock_head_rating")
    def _compute_follows_unit(self):
        following = self._get_locked_ratings()
        for rating in self:
            rating.follows_unit = rating._origin.id in following

    @api.depends("line_ids.rating", "evaluation_id.headed_unit_id")
    def _compute_suggestion(self):
        follow_ups, own = self._get_follow_ups(), self._get_unit_ratings()
        for rating in self:
            marks, further = follow_ups.get(rating._origin.id, ({}, {}))
            found = {
                kind: suggest(rating._get_rule_lines(kind, marks), further.get(kind, ()))
                for kind, suggest in (("result", suggest_results), ("behaviour", suggest_behaviour))
            }
            if unit_rating := own.get(rating._origin.id):
                found["result"] = Suggestion(unit_rating, (Reason("unit_head"),))
            rating.suggested_result = found["result"].rating
            rating.suggested_behaviour = found["behaviour"].rating
            rating.suggestion = {
                kind: {
                    "rating": suggestion.rating,
                    "reasons": [reason._asdict() for reason in suggestion.reasons],
                }
                for kind, suggestion in found.items()
            }

    def _get_rule_lines(self, kind, marks):
        self.ensure_one()
        return [
            Line(
                line.rating or None,
                line.result_kind != "additional",
                marks.get(line._origin.id, ()),
            )
            for line in self.line_ids
            if line.kind == kind
        ]

    def _get_follow_ups(self):
        """Return rating id -> (line id -> marks, kind -> marks of remarks on no single line).

        The hook by which the marks on feedback (``none partial full``) reach the suggestion.
        """
        return {}

    def _get_unit_ratings(self):
        """Return rating id -> rating of results by the predicate of the unit that the person heads.

        Only a predicate of that unit itself: what it would inherit says nothing of its head.
        """
        # Facts of the organisation.
        heads_sudo = self.sudo().filtered("evaluation_id.headed_unit_id")
        if not heads_sudo:
            return {}
        evaluations = heads_sudo.evaluation_id
        performances_sudo = (
            self.env["hr.skp.unit.performance"]
            .sudo()
            .search(
                [
                    ("department_id", "in", evaluations.headed_unit_id.ids),
                    ("term_id", "in", evaluations.term_id.ids),
                    ("state", "=", "confirmed"),
                ]
            )
        )
        by_unit = {(p.department_id, p.term_id): p.predicate for p in performances_sudo}
        ratings = {}
        for rating in heads_sudo:
            evaluation = rating.evaluation_id
            predicate = by_unit.get((evaluation.headed_unit_id, evaluation.term_id))
            ratings[rating._origin.id] = head_result_rating(predicate)
        return ratings

    def _get_locked_ratings(self):
        """Return rating id -> rating of results that the agency lets nobody change."""
        # A setting of the agency.
        locked_sudo = self.sudo().filtered("evaluation_id.company_id.skp_lock_head_rating")
        own = locked_sudo._get_unit_ratings()
        return {
            rating_id: result_rating for rating_id, result_rating in own.items() if result_rating
        }

    @api.depends("suggestion")
    @api.depends_context("lang")
    def _compute_suggestion_text(self):
        titles = {"result": self.env._("Results"), "behaviour": self.env._("Behaviour")}
        labels = dict(self._fields["result_rating"]._description_selection(self.env))
        for rating in self:
            paragraphs = []
            for kind, title in titles.items():
                found = (rating.suggestion or {}).get(kind) or {}
                suggested = labels.get(found.get("rating")) or self.env._("no suggestion")
                reasons = " ".join(
                    self._get_reason_sentence(kind, **reason) for reason in found.get("reasons", ())
                )
                paragraphs.append(f"{title}: {suggested}. {reasons}")
            rating.suggestion_text = "\n".join(paragraphs)

    @api.model
    def _get_reason_sentence(self, kind, code, count=0, total=0):
        """Return one reason of a suggestion in words."""
        _, figures = self.env._, {"count": count, "total": total}
        sentences = {
            "above": _("%(count)s of %(total)s above expectation.", **figures),
            "reached": _("%(count)s of %(total)s at least as expected.", **figures),
            "below": _("%(count)s of %(total)s below expectation.", **figures),
            "main_below": _("%(count)s of %(total)s main results below expectation.", **figures),
            "response": _("A response to %(count)s of %(total)s remarks.", **figures),
            "unrated": _("%(count)s of %(total)s lines are not rated yet.", **figures),
            "no_follow_up": _("No remark is marked with what followed from it."),
            "no_guide": _("No guide of the regulation fits."),
            "unit_head": _("The head's results are those of his unit."),
        }
        return sentences[code]

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpRating, without_defaults(self)).default_get(fields)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_write(vals)
        changed = self._get_changed(vals)
        if changed:
            self.env["hr.skp.rating.change"]._record(changed, vals)
            # What was lifted was lifted for the ratings as they were.
            vals = {**vals, **LIFT_VALS}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("The ratings of an evaluation are kept."))

    def _check_write(self, vals):
        refused = vals.keys() - NOTE_FIELDS - set(RATING_FIELDS)
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in sorted(refused)]
            raise AccessError(self.env._("%s is not changed directly.", ", ".join(labels)))
        self._check_ratable()
        if "result_rating" in vals:
            self._check_follows(vals["result_rating"])

    def _check_ratable(self):
        """Raise unless the current user may work on these ratings now."""
        self.sudo().evaluation_id.with_env(self.env)._check_move("rate")

    def _check_follows(self, result_rating):
        """A head of unit whose unit is judged is rated as his unit, where the agency says so."""
        locked = self._get_locked_ratings()
        # Whose unit it is does not matter here.
        for rating_sudo in self.sudo():
            if locked.get(rating_sudo.id, result_rating) != result_rating:
                raise UserError(
                    self.env._(
                        "%s heads a unit: the rating of his results is the predicate of his unit.",
                        rating_sudo.evaluation_id.employee_name,
                    )
                )

    def _get_changed(self, vals):
        names = [name for name in RATING_FIELDS if name in vals]
        return self.filtered(
            lambda rating: any((rating[name] or False) != (vals[name] or False) for name in names)
        )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_departures(self):
        """Return the ratings that differ from what was suggested without saying why."""
        return self.filtered(
            lambda rating: (
                not (rating.departure_reason or "").strip()
                and (
                    (rating.suggested_result and rating.suggested_result != rating.result_rating)
                    or (
                        rating.suggested_behaviour
                        and rating.suggested_behaviour != rating.behaviour_rating
                    )
                )
            )
        )

    @api.model
    def _follow_units(self, performances):
        """Bring the unfinalised ratings of heads in line with their units' predicates."""
        evaluations_sudo = (
            self.env["hr.skp.evaluation"]
            .sudo()
            .search(
                [
                    ("headed_unit_id", "in", performances.department_id.ids),
                    ("term_id", "in", performances.term_id.ids),
                    ("state", "in", tuple(BEFORE_OUTCOME)),
                ]
            )
        )
        # The unit's predicate is the rating: the leader who set it need not be the evaluator.
        evaluations_sudo._get_ratings_sudo()._take_unit_ratings()

    def _take_unit_ratings(self):
        """Write the rating of results that follows from the unit, where the agency locks it."""
        locked = self._get_locked_ratings()
        self.invalidate_recordset(["follows_unit", "suggested_result", "suggestion"])
        following = self.filtered(lambda rating: rating.id in locked)
        for result_rating, group in following.grouped(lambda rating: locked[rating.id]).items():
            group.write({"result_rating": result_rating})


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    def _get_ratings_sudo(self):
        """Return the ratings of these evaluations, with system rights: the caller has checked."""
        return self.env["hr.skp.rating"].sudo().search([("evaluation_id", "in", self.ids)])

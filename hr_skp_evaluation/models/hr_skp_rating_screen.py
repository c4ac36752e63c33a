from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.evaluation_states import BEFORE_OUTCOME, RATED
from ..rules.quadrant import PERSON


class HrSkpEvaluation(models.Model):
    """What the rating screen shows and writes: one team, one person at a time.

    All of it is for the evaluator, or who acts for him on the day.  Reading and writing go through
    the same models and guards as the plain forms; here they are only put side by side.
    """

    _inherit = "hr.skp.evaluation"

    # ------------------------------------------------------------
    # THE TEAM
    # ------------------------------------------------------------

    @api.model
    def get_rating_team(self, term_id=None):
        """Return the terms in which the user evaluates, and his people in one of them.

        :param term_id: the term to show; without it the first one with work left, else the last
        :return: ``{terms: [{id name open}], term_id, people: [row], quadrant, ratings}``
        """
        mine = Domain("is_my_team", "=", True)
        terms = self._get_rating_terms(mine)
        chosen = next((term for term in terms if term["id"] == term_id), None)
        chosen = chosen or next((term for term in terms if term["open"]), None) or terms[-1:]
        if isinstance(chosen, list):
            chosen = chosen[0] if chosen else {"id": False}
        people = self.search(mine & Domain("term_id", "=", chosen["id"]), order="employee_name, id")
        return {
            "terms": terms,
            "term_id": chosen["id"],
            "people": people._prepare_rating_rows(),
            "quadrant": self._prepare_quadrant(),
            "ratings": self._prepare_labels("hr.skp.rating", "result_rating"),
            "predicates": self._prepare_labels("hr.skp.rating", "predicate"),
            "distribution": people._get_team_distribution(),
        }

    def _get_rating_terms(self, mine):
        groups = self._read_group(mine, ["term_id", "state"], ["__count"])
        terms = {}
        for term, state, _count in groups:
            row = terms.setdefault(term, {"id": term.id, "name": term.name, "open": False})
            row["open"] |= state in BEFORE_OUTCOME
        ordered = sorted(terms, key=lambda term: (term.period_id.year, term.sequence, term.id))
        return [terms[term] for term in ordered]

    def _prepare_labels(self, model, field):
        return dict(self.env[model]._fields[field]._description_selection(self.env))

    def _prepare_quadrant(self):
        """Return (result rating, behaviour rating) -> predicate, as "above/as": code."""
        return {f"{result}/{behaviour}": code for (result, behaviour), code in PERSON.items()}

    def _prepare_rating_rows(self):
        """Return one row a person for the list at the side."""
        states = self._prepare_labels("hr.skp.evaluation", "state")
        # Made by starting to rate; whose they are was asked of the evaluations.
        ratings = {rating.evaluation_id.id: rating for rating in self._get_ratings_sudo()}
        return [
            {
                "id": evaluation.id,
                "employee_id": evaluation.employee_id.id,
                "name": evaluation.employee_name or "",
                "position": evaluation.employee_position or "",
                "state": evaluation.state,
                "state_label": states[evaluation.state],
                "can_rate": evaluation.can_start_rating,
                "can_finalise": evaluation.can_finalise,
                **evaluation._prepare_row_ratings(ratings.get(evaluation.id)),
            }
            for evaluation in self
        ]

    def _prepare_row_ratings(self, rating):
        return {
            name: (rating[name] if rating else False) or False
            for name in ("result_rating", "behaviour_rating", "predicate")
        }

    def _get_team_distribution(self):
        return self.get_distribution() if self else []

    # ------------------------------------------------------------
    # ONE PERSON
    # ------------------------------------------------------------

    def get_rating_sheet(self):
        """Return all that is put side by side to rate one person.

        Starts the rating where that is possible now.

        :raise AccessError: unless the user evaluates the person
        """
        self.ensure_one()
        self._check_rating_screen()
        if self.can_start_rating:
            self.action_start_rating()
        rating = self.env["hr.skp.rating"].search([("evaluation_id", "=", self.id)])
        entries, said = self._get_rating_entries(), self._get_rating_feedback()
        return {
            **self._prepare_rating_head(),
            "results": [
                self._prepare_rating_result(line, entries, said)
                for line in rating.line_ids.filtered(lambda line: line.kind == "result")
            ],
            "behaviours": [
                self._prepare_rating_behaviour(line, said)
                for line in rating.line_ids.filtered(lambda line: line.kind == "behaviour")
            ],
            "further": [
                self._prepare_said(feedback)
                for feedback in said
                if not (feedback.result_id or feedback.behaviour_id)
            ],
            "recommendations": self._prepare_recommendations(),
            **self._prepare_rating_state(rating),
        }

    def set_rating_line(self, line_id, vals):
        """Evaluator: rate one result or behaviour, or note something on it.

        :param vals: ``rating`` (``above as below`` or nothing), ``note``
        :return: what follows from it: rating, suggestion, row of the team
        """
        self.ensure_one()
        self._check_rating_screen(vals)
        line = self.env["hr.skp.rating.line"].search(
            [("id", "=", line_id), ("rating_id.evaluation_id", "=", self.id)]
        )
        if not line:
            raise UserError(self.env._("This line is no longer there: reload the page."))
        self._check_codes(vals.get("rating"))
        line.write({name: vals[name] for name in ("rating", "note") if name in vals})
        return self._prepare_rating_state(line.rating_id)

    def set_rating(self, vals):
        """Evaluator: save his work as it stands; :meth:`action_rate` is what completes it.

        :param vals: ``result_rating behaviour_rating contribution_note recommendation
            departure_reason``
        :return: as :meth:`set_rating_line`
        """
        self.ensure_one()
        self._check_rating_screen(vals)
        self._check_codes(vals.get("result_rating"), vals.get("behaviour_rating"))
        rating = self.env["hr.skp.rating"].search([("evaluation_id", "=", self.id)])
        rating.write(vals)
        return self._prepare_rating_state(rating)

    def set_follow_up(self, feedback_id, follow_up):
        """Evaluator: mark what the person did about one remark (``none partial full``).

        :return: as :meth:`set_rating_line`
        """
        self.ensure_one()
        self._check_rating_screen()
        feedback = self.env["hr.skp.feedback"].search(
            [("id", "=", feedback_id), ("skp_id", "=", self.skp_id.id)]
        )
        feedback.write({"follow_up": follow_up})
        rating = self.env["hr.skp.rating"].search([("evaluation_id", "=", self.id)])
        rating.invalidate_recordset(["suggestion", "suggested_result", "suggested_behaviour"])
        return self._prepare_rating_state(rating)

    def _check_rating_screen(self, vals=()):
        if "evaluator" not in self._get_roles()[self.id]:
            raise AccessError(self.env._("Rating is for the evaluator."))
        if vals != () and not isinstance(vals, dict):
            raise UserError(self.env._("This cannot be changed here."))

    # ------------------------------------------------------------
    # WHAT IS PUT SIDE BY SIDE
    # ------------------------------------------------------------

    def _get_rating_entries(self):
        """Return the achievements of the term that the evaluator reads, oldest first."""
        return self.env["hr.skp.progress"].search(self._get_term_domain(), order="date, id")

    def _get_rating_feedback(self):
        """Return what was said in the term, oldest first."""
        return self.env["hr.skp.feedback"].search(self._get_term_domain(), order="date, id")

    def _prepare_rating_head(self):
        bases = self._prepare_labels("hr.skp.evaluation", "basis")
        return {
            "id": self.id,
            "skp_id": self.skp_id.id,
            "name": self.employee_name or "",
            "position": self.employee_position or "",
            "employee_id": self.employee_id.id,
            "term": self.term_id.name,
            "basis": bases[self.basis],
            "is_usual": self.basis == "unit",
            "self_note": self.self_note or "",
            "reported_on": self._format_day(self.self_reported_on),
            "state_reason": self.state_reason or "",
        }

    def _format_day(self, value):
        return format_date(self.env, value, date_format="d MMM yyyy") if value else ""

    def _prepare_rating_result(self, line, entries, said):
        measures = self.line_ids.filtered(lambda measure: measure.result_id == line.result_id)
        own = entries.filtered(lambda entry: entry.result_id == line.result_id)
        evidence = own._get_evidence() if own else {}
        return {
            **self._prepare_rating_line(line, said),
            "kind": line.result_kind or "main",
            "measures": [
                {
                    "id": measure.id,
                    "name": measure.indicator_name or "",
                    "target": measure.target or "",
                    "realisation": measure.realisation or "",
                    "value": measure.realisation_value or False,
                    "uom": measure.uom or "",
                    "remark": measure.remark or "",
                }
                for measure in measures
            ],
            "entries": [
                {
                    "id": entry.id,
                    "date": self._format_day(entry.date),
                    "text": entry.name or "",
                    "value": entry.value_label or "",
                    "is_final": entry.is_final,
                    "evidence": evidence.get(entry.id, []),
                }
                for entry in own
            ],
        }

    def _prepare_rating_behaviour(self, line, said):
        behaviour = line.behaviour_id
        return {
            **self._prepare_rating_line(line, said),
            "expectation": behaviour.expectation or "",
        }

    def _prepare_rating_line(self, line, said):
        about = "result_id" if line.kind == "result" else "behaviour_id"
        own = said.filtered(lambda feedback: feedback[about] and feedback[about] == line[about])
        return {
            "line_id": line.id,
            "name": line.name or "",
            "rating": line.rating or False,
            "note": line.note or "",
            "feedback": [self._prepare_said(feedback) for feedback in own],
        }

    def _prepare_said(self, feedback):
        return {
            "id": feedback.id,
            "date": self._format_day(feedback.date),
            "tone": feedback.tone,
            "text": feedback.name or "",
            "source": feedback.source_label or "",
            "response": feedback.response or "",
            "follow_up": feedback.follow_up or False,
            "can_mark": feedback.can_mark,
        }

    def _prepare_recommendations(self):
        labels = self._prepare_labels("hr.skp.recommendation", "kind")
        found = self.env["hr.skp.recommendation"].search([("evaluation_id", "=", self.id)])
        return [
            {
                "id": recommendation.id,
                # Who reads it knows whose it is; portal users read no employees.
                "name": recommendation.sudo().recommender_id.name or "",
                "kind": labels[recommendation.kind],
                "about": recommendation.about or "",
                "is_given": bool(recommendation.given_on),
                "is_opened": bool(recommendation.opened_on),
                # What is not opened yet is opened by a click, not by passing over it.
                "text": (recommendation.text or "") if recommendation.opened_on else "",
                "rating": (recommendation.result_rating or False)
                if recommendation.opened_on
                else False,
            }
            for recommendation in found
        ]

    def open_recommendation(self, recommendation_id):
        """Evaluator: open one recommendation, which is noted.

        :return: all recommendations of this evaluation
        """
        self.ensure_one()
        self._check_rating_screen()
        self.env["hr.skp.recommendation"].search(
            [("id", "=", recommendation_id), ("evaluation_id", "=", self.id)]
        ).action_open()
        return self._prepare_recommendations()

    def _prepare_rating_state(self, rating):
        """Return what changes with every mark: the rating, its suggestion, the row of the team."""
        moves = ("rate", "finalise", "return", "ask_lift", "start_rating")
        return {
            "rating": self._prepare_rating_values(rating),
            "suggestion": rating._prepare_suggestion() if rating else {},
            "can": {move: self[f"can_{move}"] for move in moves},
            "is_rated": self.state == RATED,
            "row": self._prepare_rating_rows()[0],
            "distribution": self._get_team_distribution(),
        }

    def _prepare_rating_values(self, rating):
        names = (
            "result_rating",
            "behaviour_rating",
            "predicate",
            "contribution_note",
            "recommendation",
            "departure_reason",
            "follows_unit",
        )
        values = {name: rating[name] or False for name in names}
        departs = bool(
            rating
            and any(
                rating[suggested] and rating[chosen] and rating[suggested] != rating[chosen]
                for suggested, chosen in (
                    ("suggested_result", "result_rating"),
                    ("suggested_behaviour", "behaviour_rating"),
                )
            )
        )
        return {**values, "id": rating.id, "departs": departs}


class HrSkpRating(models.Model):
    _inherit = "hr.skp.rating"

    def _prepare_suggestion(self):
        """Return kind -> ``rating`` suggested and its ``reasons`` in words."""
        self.ensure_one()
        return {
            kind: {
                "rating": found.get("rating") or False,
                "reasons": [
                    self._get_reason_sentence(kind, **reason) for reason in found["reasons"]
                ],
            }
            for kind, found in (self.suggestion or {}).items()
        }

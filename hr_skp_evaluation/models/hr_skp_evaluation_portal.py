from odoo import api, models
from odoo.exceptions import MissingError, UserError

from odoo.addons.hr_skp_feedback.rules.progress import format_number, parse_number

from ..rules.codes import PREDICATES, RATINGS, UNIT_PREDICATES
from ..rules.evaluation_states import (
    FINALISED,
    IS_FINAL,
    OPEN,
    PENDING_OBJECTION,
    RATED,
    RECEIVED,
    SELF_REPORTED,
)

#: What saves itself on a page: model and fields by kind; the models' guards decide who may.
PORTAL_FIELDS = {
    "evaluation": ("hr.skp.evaluation", frozenset({"self_note"})),
    "line": ("hr.skp.evaluation.line", frozenset({"realisation", "realisation_value", "remark"})),
    "rating": (
        "hr.skp.rating",
        frozenset(
            {
                "result_rating",
                "behaviour_rating",
                "contribution_note",
                "recommendation",
                "departure_reason",
            }
        ),
    ),
    "rating_line": ("hr.skp.rating.line", frozenset({"rating", "note"})),
}
#: Whose page an evaluation is, in this order; everybody else reads it in the backend.
PORTAL_ROLES = ("employee", "evaluator", "decider")


class HrSkpEvaluation(models.Model):
    """An evaluation on the portal: what each side sees of it, and the fields that save themselves.

    Everything is read and written with the user's own rights.
    """

    _inherit = "hr.skp.evaluation"

    def _get_portal_role(self):
        """Return as what the user sees this page: ``employee evaluator decider`` or ``""``."""
        self.ensure_one()
        acting = self._get_roles()[self.id]
        return next((role for role in PORTAL_ROLES if role in acting), "")

    # ------------------------------------------------------------
    # AUTOSAVE
    # ------------------------------------------------------------

    def _portal_save(self, kind, record_id, field, value, base=None):
        """Write one field of the self-report or of the rating.

        :param base: the text the user started from; where the stored one is neither that nor the
            new one, somebody else changed it meanwhile, and nothing is written
        :return: ``{"value": stored}`` or ``{"conflict": stored}``; of a rating also what follows
        """
        self.ensure_one()
        record = self._get_portal_record(kind, record_id)
        if field not in PORTAL_FIELDS[kind][1]:
            raise UserError(self.env._("This cannot be changed here."))
        wanted, stored = self._read_portal_value(field, value), self._get_portal_text(record, field)
        text = self._format_portal_value(field, wanted)
        if base is not None and stored not in (text, self.env["hr.skp"]._clean(base)):
            return {"conflict": stored}
        if stored != text:
            self._write_portal_field(kind, record, field, wanted)
        answer = {"value": self._get_portal_text(record, field)}
        if kind in ("rating", "rating_line"):
            answer["rating"] = self._get_portal_rating()
        return answer

    def _get_portal_record(self, kind, record_id):
        """Return the record of this evaluation, if the user may read it."""
        gone = self.env._("This line is no longer part of the evaluation.")
        if kind not in PORTAL_FIELDS:
            raise MissingError(gone)
        if kind == "evaluation":
            return self
        path = "rating_id.evaluation_id" if kind == "rating_line" else "evaluation_id"
        found = self.env[PORTAL_FIELDS[kind][0]].search(
            [("id", "=", self.env["hr.skp"]._to_id(record_id)), (path, "=", self.id)]
        )
        if not found:
            raise MissingError(gone)
        return found

    def _write_portal_field(self, kind, record, field, value):
        if kind == "rating":
            self.set_rating({field: value})
        elif kind == "rating_line":
            self.set_rating_line(record.id, {field: value})
        else:
            record.write({field: value})

    @api.model
    def _read_portal_value(self, field, text):
        text = self.env["hr.skp"]._clean(text)
        if field != "realisation_value":
            return text or False
        number = parse_number(text)
        if text and number is None:
            raise UserError(self.env._("“%s” is not a number: write it as 12 or 12,5.", text[:40]))
        return number or 0

    @api.model
    def _format_portal_value(self, field, value):
        if field == "realisation_value":
            return format_number(value) if value else ""
        return value or ""

    @api.model
    def _get_portal_text(self, record, field):
        """Return a stored value as the text that is compared and shown in the browser."""
        if field == "realisation_value":
            return self._format_portal_value(field, record[field])
        return self.env["hr.skp"]._clean(record[field])

    # ------------------------------------------------------------
    # WHAT A PAGE SHOWS
    # ------------------------------------------------------------

    def _get_portal_report(self):
        """Return the self-report by result: ``result_id name kind entries lines evidence``.

        Beside each line stand the achievements of the term on its indicator; those on the result
        as a whole stand above its lines.
        """
        self.ensure_one()
        entries = self.env["hr.skp.progress"].search(self._get_term_domain(), order="date, id")
        evidence = entries._get_evidence() if entries else {}
        return [
            {
                "name": lines[0].result_name,
                "kind": lines[0].result_kind,
                "entries": own.filtered(lambda e, i=lines.indicator_id: e.indicator_id not in i),
                "lines": [
                    (line, own.filtered(lambda e, i=line.indicator_id: i and e.indicator_id == i))
                    for line in lines
                ],
                "evidence": evidence,
            }
            for result, lines in self.line_ids.grouped(
                lambda line: (line.result_id.id, line.result_name)
            ).items()
            for own in [entries.filtered(lambda entry, r=result[0]: entry.result_id.id == r)]
        ]

    def _get_portal_state(self):
        """Return ``(tone, words)``: where the evaluation stands, as told to whoever reads it.

        The employee is told that it is with the evaluator, not how far that one is.
        """
        self.ensure_one()
        _ = self.env._
        if self.is_content_readable and self._get_pending_objection():
            return "info", _("Objection")
        if not self.is_mine:
            labels = dict(self._fields["state"]._description_selection(self.env))
            tones = {OPEN: "light border", SELF_REPORTED: "warning", RATED: "info"}
            return tones.get(self.state, "success"), labels[self.state]
        if self.state == OPEN:
            if self.state_reason:
                return "warning", _("Returned to you")
            return "warning", _("Report")
        if self.state in (SELF_REPORTED, RATED):
            return "info", _("With the evaluator")
        if self.state == FINALISED:
            return "warning", _("Result is there")
        return ("success", _("Final")) if self.state in IS_FINAL else ("info", _("Received"))

    def _get_pending_objection(self):
        return self.objection_ids.filtered(lambda o: o.state in PENDING_OBJECTION)[:1]

    def _get_portal_days_left(self):
        """Return how many days are left to object, ``None`` where no window is open."""
        self.ensure_one()
        if self.state != RECEIVED or not self.objection_deadline or self._get_pending_objection():
            return None
        # The agency's clock; its settings are not everybody's to read.
        left = (self.objection_deadline - self.sudo().company_id._get_skp_today()).days
        return left if left >= 0 else None

    def _get_portal_clock(self):
        """Return the sentence of the days left to object, or ``""``."""
        _, left = self.env._, self._get_portal_days_left()
        if left is None:
            return ""
        if left == 0:
            return _("last day to object")
        return _("1 day left to object") if left == 1 else _("%s days left to object", left)

    @api.model
    def _get_portal_words(self):
        """Return the codes of ratings and predicates with their words in the user's language."""
        performances = self.env["hr.skp.unit.performance"]
        return {
            "ratings": [
                (code, self._get_label(self, "result_rating", code)) for code, _l in RATINGS
            ],
            "predicates": {
                code: self._get_label(self, "predicate", code) for code, _l in PREDICATES
            },
            "units": {
                code: self._get_label(performances, "predicate", code)
                for code, _l in UNIT_PREDICATES
            },
        }

    @api.model
    def _get_label(self, records, field, code):
        return dict(records._fields[field]._description_selection(self.env)).get(code) or ""

    # ------------------------------------------------------------
    # RATING ON A PHONE
    # ------------------------------------------------------------

    def _get_portal_rating(self):
        """Return what follows from the marks: predicate, suggestion, whether a reason is due."""
        self.ensure_one()
        rating = self.env["hr.skp.rating"].search([("evaluation_id", "=", self.id)])
        rating.invalidate_recordset(["suggestion", "suggested_result", "suggested_behaviour"])
        state = self._prepare_rating_state(rating)
        words = self._get_portal_words()
        ratings = dict(words["ratings"])
        return {
            "predicate": state["rating"]["predicate"],
            "predicate_label": words["predicates"].get(state["rating"]["predicate"], ""),
            "departs": state["rating"]["departs"],
            "suggestion": {
                kind: {
                    "label": ratings.get(found["rating"], ""),
                    "reasons": " ".join(found["reasons"]),
                }
                for kind, found in state["suggestion"].items()
            },
        }

    def _get_portal_neighbours(self):
        """Return the evaluations before and after this one among the user's people of the term."""
        self.ensure_one()
        team = self.search(
            [("is_my_team", "=", True), ("term_id", "=", self.term_id.id)],
            order="employee_name, id",
        )
        place = team.ids.index(self.id) if self in team else 0
        return team[place - 1 : place] if place else team[:0], team[place + 1 : place + 2]

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.hr_skp_feedback.rules.progress import format_number

from ..rules.evaluation_states import DECIDED

#: What a revision keeps beside the outcome, since the forms print it.
PARTS = ("plan", "approach", "form", "results", "behaviours", "feedback", "distribution")


class HrSkpEvaluation(models.Model):
    """What forms 8 and 9 print beside the outcome, frozen with it: the plan as agreed, what was
    achieved and said of it in the term, and the pattern of the unit's predicate.

    An anonymous remark is on no official form: the evaluator says on them what he made of it.
    """

    _inherit = "hr.skp.evaluation"

    def _get_snapshot(self):
        snapshots, parts = super()._get_snapshot(), self._get_printed_parts()
        for evaluation_id, snapshot in snapshots.items():
            snapshot |= {
                **parts[evaluation_id],
                "plan": snapshot["plan"] | parts[evaluation_id]["plan"],
            }
        self._add_distributions(snapshots)
        return snapshots

    def _prepare_snapshot(self):
        return {
            **super()._prepare_snapshot(),
            "signed_on": self._get_agency_day(self.finalised_on),
        }

    def _get_agency_day(self, moment):
        """Return the day of a moment (or its text) by the clocks of the agency, as ISO text."""
        moment = fields.Datetime.to_datetime(moment)
        if not moment:
            return None
        return fields.Date.to_string(self.company_id._get_skp_date(moment))

    def _get_printed_parts(self):
        """Return evaluation id -> the parts of the snapshot that come of plan and term.

        For the same number of queries whatever the number of evaluations.
        """
        # The forms quote what was achieved and said, whoever finalises.
        evaluations_sudo = self.sudo()
        parts = evaluations_sudo._get_frozen_parts()
        fresh_sudo = evaluations_sudo.filtered(lambda e: e.id not in parts)
        plans = fresh_sudo._get_printed_plans()
        named = Domain("relation", "!=", "self") & Domain("is_anonymous", "=", False)
        achieved = fresh_sudo._get_term_entries("hr.skp.progress")
        said = fresh_sudo._get_term_entries("hr.skp.feedback", named)
        for evaluation in fresh_sudo:
            key = evaluation.id
            parts[key] = evaluation._prepare_printed_parts(plans[key], achieved[key], said[key])
        return parts

    def _get_frozen_parts(self):
        """Return evaluation id -> parts as finalised, which the decision of an objection keeps."""
        decided = self.filtered(lambda e: e.state == DECIDED)
        revisions = self.env["hr.skp.evaluation.revision"].search(
            [("evaluation_id", "in", decided.ids)], order="number"
        )
        return {
            revision.evaluation_id.id: {part: revision.content.get(part) for part in PARTS}
            for revision in revisions
            if revision.content.get("results") is not None
        }

    def _get_printed_plans(self):
        """Return evaluation id -> content of the revision of the plan that is evaluated."""
        self.flush_recordset(["skp_id", "plan_revision"])
        self.env["hr.skp.revision"].flush_model()
        # Past the ORM, which copies each content twice: these are filled in and frozen again.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.id, r.content
                  FROM hr_skp_evaluation e
                  JOIN LATERAL (
                       SELECT content FROM hr_skp_revision WHERE skp_id = e.skp_id
                     ORDER BY number = e.plan_revision DESC, number DESC LIMIT 1) r ON TRUE
                 WHERE e.id IN %s
                """,
                tuple(self.ids or [0]),
            )
        )
        return dict(rows)

    def _get_term_entries(self, model, domain=Domain.TRUE):
        """Return evaluation id -> the entries of its plan within its days, in their order."""
        entries = self.env[model].search(
            domain & Domain("skp_id", "in", self.skp_id.ids), order="date, id"
        )
        by_plan = entries.grouped("skp_id")
        return {
            evaluation.id: by_plan.get(evaluation.skp_id, entries.browse()).filtered(
                lambda entry, own=evaluation: own.date_start <= entry.date <= own.date_end
            )
            for evaluation in self
        }

    def _prepare_printed_parts(self, content, achieved, said):
        """Fill the content of the plan with what was achieved and said in the term."""
        self.ensure_one()
        plan = self.skp_id
        plan._append_removed_results({plan.id: content}, achieved.result_id | said.result_id)
        remarks = plan._get_printed_remarks(said)
        by_result, reported = achieved.grouped("result_id"), self._get_reported()
        for result in content["results"]:
            own = by_result.get(achieved.result_id.browse(result["id"]), achieved.browse())
            in_words = content["approach"] == "qualitative"
            self._fill_result(result, own, reported.get(result["id"], {}), in_words)
            result["feedback"] = remarks.get(("result", result["id"]), [])
        for behaviour in content["behaviours"]:
            behaviour["feedback"] = remarks.get(("behaviour", behaviour["id"]), [])
        return {
            "plan": {name: content[name] for name in ("date_start", "date_end")},
            **{name: content[name] for name in ("approach", "form", "results", "behaviours")},
            "feedback": remarks.get(("whole", plan.id), []),
        }

    def _get_reported(self):
        """Return result id -> indicator id (or False) -> what the employee reported of it."""
        self.ensure_one()
        reported = {}
        for line in self.line_ids:
            if realisation := line._get_printed_realisation():
                reported.setdefault(line.result_id.id, {})[line.indicator_id.id] = realisation
        return reported

    def _fill_result(self, result, achieved, reported, in_words):
        """Give a result its realisation as reported, the notes before it, and the evidence.

        What the employee reported in the end stands in the place of his final achievements.
        """
        final = achieved.filtered("is_final") if reported else achieved.browse()
        notes = self.skp_id._get_printed_progress(achieved - final)
        result["progress"] = notes.get(result["id"], [])
        # Where the notes are printed as well, they carry their own evidence.
        proving = final if in_words else achieved
        for at, indicator in enumerate(result["indicators"]):
            own = proving.filtered(
                lambda entry, key=indicator["id"], first=not at: (
                    entry.indicator_id.id == key or (first and not entry.indicator_id)
                )
            )
            indicator["realisation"] = reported.get(indicator["id"], "")
            indicator["evidence"] = _names(own) if indicator["realisation"] else []
        if False in reported:
            result["progress"].append(
                {"text": reported[False], "is_final": True, "evidence": _names(final)}
            )

    def _add_distributions(self, snapshots):
        """Add the pattern of the unit's predicate to the snapshots that have none yet."""
        companies = {evaluation.id: evaluation.company_id for evaluation in self.sudo()}
        patterns = self.env["hr.skp.distribution"]._get_patterns(self.sudo().company_id)
        for key, snapshot in snapshots.items():
            pattern = patterns.get((companies[key].id, snapshot["unit_predicate"]))
            if not snapshot.get("distribution"):
                snapshot["distribution"] = pattern and {
                    "curve": pattern._get_curve(),
                    "note": pattern.note or "",
                }


class HrSkpEvaluationLine(models.Model):
    _inherit = "hr.skp.evaluation.line"

    def _get_printed_realisation(self):
        """Return what the employee reported, as printed: words or number, then his remark."""
        self.ensure_one()
        number = format_number(self.realisation_value) if self.realisation_value else ""
        figure = " ".join(filter(None, (number, self.uom))) if number else ""
        said = (self.realisation or "").strip() or figure
        return " – ".join(filter(None, (said, (self.remark or "").strip())))


def _names(entries):
    """Return the names of the evidence of several entries, each once."""
    return list(dict.fromkeys(name for entry in entries for name in entry.evidence_names or ()))

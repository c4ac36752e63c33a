import base64

from odoo import models
from odoo.exceptions import AccessError

from odoo.addons.hr_skp.report import documents as plan_documents

from ..report.documents import evaluation_document, evaluation_summary_document, labels
from ..report.documents.evaluation import short_name
from ..rules.evaluation_states import BEFORE_OUTCOME

EVALUATION, SUMMARY = "evaluation", "evaluation_summary"
BUILDERS = {EVALUATION: evaluation_document, SUMMARY: evaluation_summary_document}
NAMES = {EVALUATION: labels.EVALUATION_SHEET, SUMMARY: labels.SUMMARY_SHEET}


class HrSkpEvaluation(models.Model):
    """Forms 8 (``evaluation``) and 9 (``evaluation_summary``) in the Print menu.

    * Finalised: from what was frozen, byte for byte as issued; for whoever reads the evaluation's
      content.
    * Before: a draft (KONSEP) with the ratings so far, for who may read those – never for the
      employee.
    """

    _name = "hr.skp.evaluation"
    _inherit = ["hr.skp.evaluation", "hr.skp.printable"]

    def _check_printable(self):
        result = super()._check_printable()
        for evaluation in self:
            before = evaluation.state in BEFORE_OUTCOME
            if before and not evaluation.is_rating_readable:
                raise AccessError(
                    self.env._(
                        "%s is not finalised yet: until then its forms are the evaluator's.",
                        evaluation.display_name,
                    )
                )
            if not evaluation.is_content_readable:
                raise AccessError(
                    self.env._(
                        "%s: its forms are printed by the employee, his evaluator, officers and "
                        "auditors.",
                        evaluation.display_name,
                    )
                )
        return result

    def _get_documents(self, kind):
        revisions = self._get_current_revisions()
        snapshots = self.filtered(lambda e: e.id not in revisions)._get_draft_forms()
        for evaluation in self:
            if revision := revisions.get(evaluation.id):
                snapshots[evaluation.id] = revision._prepare_form(kind)
        return {key: self._describe_form(kind, snapshot) for key, snapshot in snapshots.items()}

    def _describe_form(self, kind, snapshot, **options):
        """Describe form 8 or 9 from its snapshot: the hook for another layout."""
        return BUILDERS[kind](snapshot, **options)

    def _get_issued_files(self, kind):
        revisions = self._get_current_revisions()
        due = self.env["hr.skp.evaluation.revision"].union(*revisions.values())._get_due(kind)
        # A print before its turn issues what is printed.
        due._issue_documents(kind)
        documents = self.env["hr.skp.document"].search(
            [
                ("evaluation_revision_id", "in", [revision.id for revision in revisions.values()]),
                ("kind", "=", kind),
            ]
        )
        return {
            document.evaluation_id.id: base64.b64decode(document.file)
            for document in documents.with_context(bin_size=False)
        }

    def _get_print_name(self, kind):
        self.ensure_one()
        term = {"kind": self.term_kind, "date_start": self.term_id.date_start}
        return plan_documents.file_name(
            short_name(NAMES[kind], {"term": term}), self.period_id.year, self.employee_name
        )

    def _get_current_revisions(self):
        """Return evaluation id -> revision in force, for those that are finalised."""
        settled = self.filtered(lambda e: e.state not in BEFORE_OUTCOME)
        revisions = self.env["hr.skp.evaluation.revision"].search(
            [("evaluation_id", "in", settled.ids)]
        )
        return {
            revision.evaluation_id.id: revision
            for revision in revisions
            if revision.number == revision.evaluation_id.revision
        }

    def _get_draft_forms(self):
        """Return evaluation id -> snapshot of the forms with the ratings so far.

        The caller has made sure that the user may read the ratings.
        """
        if not self:
            return {}
        snapshots, effective = self._get_snapshot(), self._get_effective_performances()
        ratings_sudo = {rating.evaluation_id.id: rating for rating in self._get_ratings_sudo()}
        names = ("result_rating", "behaviour_rating", "predicate", "recommendation")
        for key, snapshot in snapshots.items():
            rating_sudo = ratings_sudo.get(key)
            snapshot |= {name: rating_sudo and rating_sudo[name] or None for name in names}
            snapshot["unit_predicate"] = effective[key].predicate or None
            snapshot["objection"] = None
        self._add_distributions(snapshots)
        return {
            key: {**_with_period(snapshot), "in_force": False}
            for key, snapshot in snapshots.items()
        }


class HrSkpEvaluationRevision(models.Model):
    _inherit = "hr.skp.evaluation.revision"

    def _prepare_form(self, kind):
        """Return the snapshot of form 8 or 9 from what is frozen, for its builder."""
        self.ensure_one()
        # The facts of the receipt are beside what was frozen before it.
        evaluation_sudo = self.sudo().evaluation_id
        form = {**_with_period(self.content), "in_force": True}
        form["signatures"] = self._get_form_signatures(kind)
        if kind == SUMMARY:
            received = self.content.get("received_on") or evaluation_sudo.received_on
            objection = self.content.get("objection")
            last = (objection or {}).get("decided_on") or received
            form["in_force"] = bool(received)
            form["signed_on"] = evaluation_sudo._get_agency_day(last)
            form["objection"] = objection and {
                **objection,
                **{
                    name: evaluation_sudo._get_agency_day(objection.get(name))
                    for name in ("filed_on", "explained_on", "decided_on")
                },
            }
        return form

    def _get_form_signatures(self, kind):
        """Return who signed the form, or did not, as its builder takes it."""
        self.ensure_one()
        if kind != EVALUATION and self.sudo().evaluation_id.receipt == "deemed":
            return {"employee": {"refused": True}}
        return {}


def _with_period(content):
    """Print the dates of the plan as the period: the evaluation's own are those of its term."""
    plan = content.get("plan") or {}
    return content | {
        name: plan.get(name) or content.get(name) for name in ("date_start", "date_end")
    }

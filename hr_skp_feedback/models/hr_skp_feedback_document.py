from copy import deepcopy

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.hr_skp.report import documents as plan_documents

from ..report.documents.feedback import feedback_document
from ..report.documents.labels import FEEDBACK_SHEET

#: Who prints form 7: whoever reads all that stands on it.
READERS = frozenset({"employee", "evaluator", "auditor"})
KIND = "feedback"
#: As on the form itself, whatever the reader's language.
REMOVED = "Tidak lagi dalam SKP"


class HrSkp(models.Model):
    """Form 7 (UMPAN BALIK BERKELANJUTAN): the plan with what was achieved and what was said."""

    _inherit = "hr.skp"

    def _get_documents(self, kind):
        if kind != KIND:
            return super()._get_documents(kind)
        snapshots = self._get_feedback_snapshots()
        return {plan.id: feedback_document(snapshots[plan.id]) for plan in self}

    def _get_print_name(self, kind):
        if kind != KIND:
            return super()._get_print_name(kind)
        self.ensure_one()
        return plan_documents.file_name(FEEDBACK_SHEET, self.period_id.year, self.employee_name)

    def _check_feedback_printable(self):
        roles = self._get_roles()
        if any(not roles[plan.id] & READERS for plan in self):
            raise AccessError(
                self.env._("Feedback is printed by the person himself, his evaluator and auditors.")
            )
        if any(not plan.revision for plan in self):
            raise UserError(self.env._("Nothing was agreed yet, so nothing was said on it."))

    def _get_feedback_snapshots(self, date_from=None, date_to=None):
        """Return plan id -> snapshot of form 7, for the same number of queries however many.

        :param date_from: the first day of a term whose remarks and achievements are wanted
        :param date_to: its last day
        """
        self._check_feedback_printable()
        snapshots = self._get_form7_plans()
        days = Domain("date", ">=", date_from) if date_from else Domain.TRUE
        days &= Domain("date", "<=", date_to) if date_to else Domain.TRUE
        mine = Domain("skp_id", "in", self.ids)
        progress = self.env["hr.skp.progress"].search(mine & days, order="date, id")
        # What was said anonymously the evaluator sums up in his own name; it prints as his.
        printed = Domain("relation", "!=", "self") & Domain("is_anonymous", "=", False)
        remarks = self.env["hr.skp.feedback"].search(mine & days & printed, order="date, id")
        lines = self._get_printed_progress(progress)
        said = self._get_printed_remarks(remarks)
        self._append_removed_results(snapshots, progress.result_id | remarks.result_id)
        for plan_id, snapshot in snapshots.items():
            for result in snapshot["results"]:
                result["progress"] = lines.get(result["id"], [])
                result["feedback"] = said.get(("result", result["id"]), [])
            for behaviour in snapshot["behaviours"]:
                behaviour["feedback"] = said.get(("behaviour", behaviour["id"]), [])
            snapshot["feedback"] = said.get(("whole", plan_id), [])
        return snapshots

    def _get_form7_plans(self):
        """Return plan id -> snapshot to print: as agreed, else the present content (revising)."""
        agreed = self._get_current_revisions()
        rest = self.filtered(lambda plan: plan.id not in agreed)
        last = {
            revision.skp_id.id: revision
            for revision in rest.revision_ids
            if revision.number == revision.skp_id.revision
        }
        # What is being revised is not agreed: achievements and remarks are on the agreed text.
        return {plan_id: deepcopy(found.content) for plan_id, found in (agreed | last).items()}

    def _append_removed_results(self, snapshots, results):
        """Results that a later revision took out keep what was achieved and said of them."""
        printed = {line["id"] for snapshot in snapshots.values() for line in snapshot["results"]}
        # A snapshot quotes the leader's result: printed, yet not one's to read.
        for result_sudo in results.filtered(lambda r: r.id not in printed).sudo():
            line = {**result_sudo._prepare_snapshot(), "tag": REMOVED}
            snapshots[result_sudo.skp_id.id]["results"].append(line)

    def _get_printed_progress(self, entries):
        """Return result id -> what was achieved, in the order in which it prints."""
        found = {}
        for entry in entries:
            found.setdefault(entry.result_id.id, []).append(
                {
                    "date": fields.Date.to_string(entry.date),
                    "text": entry.name or "",
                    "value": entry.value_label or "",
                    "evidence": entry.evidence_names or [],
                    "is_final": entry.is_final,
                    "indicator": entry.measure or None,
                }
            )
        return found

    def _get_printed_remarks(self, entries):
        """Return (about, id of result, behaviour or plan) -> remarks with their sources."""
        found = {}
        for entry in entries:
            line = entry.result_id or entry.behaviour_id or entry.skp_id
            found.setdefault((entry.about, line.id), []).append(entry._prepare_printed_remark())
        return found


class HrSkpFeedback(models.Model):
    _inherit = "hr.skp.feedback"

    def _prepare_printed_remark(self):
        """Return what form 7 prints of this entry; a hook."""
        self.ensure_one()
        return {"text": self.name, "tone": self.tone, "source": self.source_label or ""}

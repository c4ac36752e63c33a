from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.hr_skp_feedback.report.documents.labels import long_term

from ..report.documents import labels
from ..rules.evaluation_states import BEFORE_OUTCOME
from .hr_skp_evaluation_printable import EVALUATION, SUMMARY

#: More than these are issued by the scheduled action, so that no step waits for them.
AT_ONCE = 50
#: Documents that are issued and committed together.
BATCH_SIZE = 25


class HrSkpDocument(models.Model):
    """Forms 8 and 9 as issued: of one revision of an evaluation, read with its content."""

    _inherit = "hr.skp.document"

    kind = fields.Selection(
        selection_add=[(EVALUATION, "Evaluation"), (SUMMARY, "Outcome of the evaluation")],
        ondelete={EVALUATION: "cascade", SUMMARY: "cascade"},
    )
    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    evaluation_revision_id = fields.Many2one(
        "hr.skp.evaluation.revision", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    _evaluation_uniq = models.UniqueIndex(
        "(evaluation_revision_id, kind)", "A document of an evaluation is issued once."
    )

    @api.depends("evaluation_id.state", "evaluation_id.revision")
    def _compute_is_current(self):
        return super()._compute_is_current()

    def _get_validity(self):
        if not self.evaluation_id:
            return super()._get_validity()
        evaluation = self.evaluation_id
        if evaluation.skp_id.state == "cancelled":
            return "cancelled"
        in_force = evaluation.state not in BEFORE_OUTCOME
        is_latest = self.evaluation_revision_id.number == evaluation.revision
        return "current" if in_force and is_latest else "superseded"

    def _get_content(self):
        if not self.evaluation_id:
            return super()._get_content()
        return self.evaluation_revision_id._prepare_form(self._get_form_kind())

    def _get_form_kind(self):
        # One signed outside stands beside the form that it was made from.
        return EVALUATION if self.kind == "signed" else self.kind

    def _get_kind_title(self, content):
        if not self.evaluation_id:
            return super()._get_kind_title(content)
        titles = {EVALUATION: labels.EVALUATION, SUMMARY: labels.SUMMARY}
        title = titles[self._get_form_kind()].title()
        return f"{title}, {long_term(content.get('term'))}"

    def _get_siblings(self):
        if not self.evaluation_id:
            return super()._get_siblings()
        return self.search([("evaluation_revision_id", "=", self.evaluation_revision_id.id)])


class HrSkpEvaluationRevision(models.Model):
    """Issuing: form 8 when the outcome is let out, form 9 when the employee has received it."""

    _inherit = "hr.skp.evaluation.revision"

    document_ids = fields.One2many(
        "hr.skp.document", "evaluation_revision_id", "Documents", readonly=True
    )

    @api.model
    def _record(self, evaluations, reason=None, officials=None):
        revisions = super()._record(evaluations, reason, officials)
        revisions._issue_soon()
        return revisions

    def _get_document_links(self):
        """Return the values that link a document to this revision."""
        self.ensure_one()
        return {"evaluation_id": self.evaluation_id.id, "evaluation_revision_id": self.id}

    def _describe_issued(self, kind, verification):
        """Describe form 8 or 9 of this revision from what is frozen."""
        form = self._prepare_form(kind)
        return self.evaluation_id._describe_form(kind, form, verification=verification)

    def _get_due(self, kind):
        """Return those of which form ``kind`` is due and not issued yet."""
        # What was issued is a fact, whatever the user reads.
        revisions_sudo = self.sudo()
        issued = (
            self.env["hr.skp.document"]
            .sudo()
            .search([("evaluation_revision_id", "in", self.ids), ("kind", "=", kind)])
            .evaluation_revision_id
        )
        due = revisions_sudo - issued
        if kind == SUMMARY:
            due = due.filtered("evaluation_id.received_on")
        return due.with_env(self.env)

    def _issue_soon(self):
        """Issue what is due now, or let the scheduled action do it where these are many."""
        if len(self) > AT_ONCE:
            self._wake_issuing()
        else:
            self._issue_due()

    def _issue_due(self):
        for kind in (EVALUATION, SUMMARY):
            self._get_due(kind)._issue_documents(kind)

    def _issue_documents(self, kind):
        """Issue form ``kind`` of these revisions; what another process issues now is its."""
        # Documents are nobody's to write: the step that lets the outcome out has checked.
        revisions_sudo = self.sudo()
        if len(revisions_sudo.try_lock_for_update()) < len(self):
            raise UserError(
                self.env._("These documents are being issued right now. Try again shortly.")
            )
        self.env["hr.skp.document"]._issue(revisions_sudo, kind)

    # ------------------------------------------------------------
    # THE SCHEDULED ACTION
    # ------------------------------------------------------------

    @api.model
    def _wake_issuing(self):
        self.env.ref("hr_skp_evaluation.ir_cron_issue_documents").sudo()._trigger()

    @api.model
    def _get_due_rows(self, term_ids=None):
        """Return (id, term id) of the revisions in force of which a document is due, oldest first.

        :param term_ids: of these terms only
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT r.id, e.term_id
                  FROM hr_skp_evaluation_revision r
                  JOIN hr_skp_evaluation e ON e.id = r.evaluation_id AND e.revision = r.number
                 WHERE e.state NOT IN %(before)s AND %(terms)s
                   AND (NOT EXISTS (SELECT FROM hr_skp_document d
                                     WHERE d.evaluation_revision_id = r.id AND d.kind = %(form)s)
                        OR (e.received_on IS NOT NULL
                            AND NOT EXISTS (SELECT FROM hr_skp_document d
                                             WHERE d.evaluation_revision_id = r.id
                                               AND d.kind = %(summary)s)))
              ORDER BY r.id
                """,
                before=tuple(BEFORE_OUTCOME),
                terms=SQL("e.term_id IN %s", tuple(term_ids)) if term_ids else SQL("TRUE"),
                form=EVALUATION,
                summary=SUMMARY,
            )
        )

    @api.model
    def _cron_issue_documents(self):
        """Issue what is due, in batches each committed; a killed run goes on where it stopped."""
        cron, terms = self.env["ir.cron"], self.env["hr.skp.term"]
        rows = self._get_due_rows()
        terms._note_issuing(rows)
        due_ids = [revision_id for revision_id, _term_id in rows]
        seconds = cron._commit_progress(remaining=len(due_ids))
        while seconds and due_ids:
            batch_ids, due_ids = due_ids[:BATCH_SIZE], due_ids[BATCH_SIZE:]
            # Whoever prints one of them right now issues it himself.
            self.browse(batch_ids).try_lock_for_update()._issue_due()
            seconds = cron._commit_progress(len(batch_ids), remaining=len(due_ids))
        if due_ids:
            self._wake_issuing()
        else:
            terms._note_issuing(self._get_due_rows())


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    document_ids = fields.One2many("hr.skp.document", "evaluation_id", "Documents", readonly=True)

    def _note_receipt(self, receipt):
        result = super()._note_receipt(receipt)
        # What was received is issued, whoever received it.
        received_sudo = self.sudo()
        revisions = received_sudo._get_current_revisions().values()
        self.env["hr.skp.evaluation.revision"].sudo().union(*revisions)._issue_soon()
        return result

import base64

from odoo import api, models
from odoo.tools.pdf import merge_pdf

from ..report import documents
from ..rules.plan_states import AGREED, CLOSED


class HrSkpPrintable(models.AbstractModel):
    """What a model offers to the Print menu: official documents, described once each.

    A model implements `_get_documents`; PDF, XLSX and preview follow from it.  Whoever may read a
    record may print it, nobody else: the check is the reader's own, before anything is built.
    """

    _name = "hr.skp.printable"
    _description = "Printable as official document"

    def _get_documents(self, kind):
        """Return record id -> `documents.tree.Document`, the hook to change a layout."""
        raise NotImplementedError

    def _get_issued_files(self, kind):
        """Return record id -> PDF as issued, for those records that have one in force."""
        return {}

    def _get_print_name(self, kind):
        """Return the file name, without extension, of this record's document."""
        self.ensure_one()
        return self.display_name

    def _check_printable(self):
        """Raise unless the current user may read all that the documents show."""
        self.check_access("read")

    def _print_pdf(self, kind):
        """Return one PDF of all records, in their order, as issued where they were."""
        self._check_printable()
        issued = self._get_issued_files(kind)
        described = self.filtered(lambda record: record.id not in issued)._get_documents(kind)
        if not issued:
            return documents.pdf.write(described[record.id] for record in self)
        files = [
            issued.get(record.id) or documents.pdf.write([described[record.id]]) for record in self
        ]
        # A single issued file stays byte for byte what was signed.
        return files[0] if len(files) == 1 else merge_pdf(files)

    def _print_xlsx(self, kind):
        """Return one workbook of all records, marked as a copy."""
        self._check_printable()
        described = self._get_documents(kind)
        return documents.xlsx.write(described[record.id] for record in self)

    def _print_html(self, kind):
        """Return the preview of all records as Markup."""
        self._check_printable()
        described = self._get_documents(kind)
        return documents.html.write(described[record.id] for record in self)


class HrSkp(models.Model):
    _name = "hr.skp"
    _inherit = ["hr.skp", "hr.skp.printable"]

    def _get_documents(self, kind):
        """Describe the plans: what is agreed from its revision, the rest from its content."""
        agreed = self._get_current_revisions()
        # Only for those not agreed: a snapshot costs more than reading one.
        snapshots = self.filtered(lambda plan: plan.id not in agreed)._get_snapshot()
        snapshots |= {plan_id: revision.content for plan_id, revision in agreed.items()}
        return {plan_id: self._describe_plan(content) for plan_id, content in snapshots.items()}

    @api.model
    def _describe_plan(self, content, **options):
        """Describe one plan from its snapshot: the hook for another layout, printed or issued."""
        return documents.plan_document(content, **options)

    def _get_issued_files(self, kind):
        agreed = self._get_current_revisions()
        revision_ids = [revision.id for revision in agreed.values()]
        issued = self.env["hr.skp.document"].search(
            [("revision_id", "in", revision_ids), ("kind", "=", kind)]
        )
        return {
            document.skp_id.id: base64.b64decode(document.file)
            for document in issued.with_context(bin_size=False)
        }

    def _get_print_name(self, kind):
        self.ensure_one()
        return documents.file_name(kind, self.period_id.year, self.employee_name)

    def _get_current_revisions(self):
        """Return plan id -> revision in force, for the plans that are agreed as they stand."""
        settled = self.filtered(lambda plan: plan.state in (AGREED, CLOSED))
        return {
            revision.skp_id.id: revision
            for revision in settled.revision_ids
            if revision.number == revision.skp_id.revision
        }


class HrSkpMatrix(models.Model):
    _name = "hr.skp.matrix"
    _inherit = ["hr.skp.matrix", "hr.skp.printable"]

    def _get_documents(self, kind):
        snapshots = self._get_snapshot()
        return {
            matrix.id: documents.matrix_document(
                {**snapshots[matrix.id], "teams": matrix._get_readable_teams(snapshots[matrix.id])}
            )
            for matrix in self
        }

    def _get_readable_teams(self, snapshot):
        """Keep the second level's tables that the user may read: a member sees his own team's."""
        # Which teams there are is a fact; what they print is checked one by one.
        teams = self.sudo()._get_teams().sudo(self.env.su)
        readable = teams._filtered_access("read")
        levels = zip(teams, snapshot["teams"], strict=True)
        return [level for team, level in levels if team in readable]

    def _get_print_name(self, kind):
        self.ensure_one()
        # A member's matrix names its leader, whose plan is not the member's to read.
        plan_sudo = self.sudo().skp_id
        return documents.file_name(kind, plan_sudo.period_id.year, plan_sudo.employee_name)

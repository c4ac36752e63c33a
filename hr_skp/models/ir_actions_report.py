from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class IrActionsReport(models.Model):
    """Official documents in Odoo's own Print menu: two report types beside QWeb's.

    Written by ``report/documents`` without wkhtmltopdf, which neither repeats header rows nor
    keeps a row on one page.
    """

    _inherit = "ir.actions.report"

    report_type = fields.Selection(
        selection_add=[("skp-pdf", "SKP document (PDF)"), ("skp-xlsx", "SKP document (XLSX)")],
        ondelete={"skp-pdf": "cascade", "skp-xlsx": "cascade"},
    )
    skp_kind = fields.Char(
        "Kind of document", help="Which of a record's official documents is printed."
    )

    @api.model
    def _render_skp_pdf(self, report_ref, res_ids, data=None):
        """Return the records' documents in one PDF, and its extension."""
        report, records = self._get_skp_records(report_ref, res_ids)
        return records._print_pdf(report.skp_kind), "pdf"

    @api.model
    def _render_skp_xlsx(self, report_ref, res_ids, data=None):
        """Return the records' documents in one workbook, and its extension."""
        report, records = self._get_skp_records(report_ref, res_ids)
        return records._print_xlsx(report.skp_kind), "xlsx"

    @api.model
    def _get_skp_records(self, report_ref, res_ids):
        """Return the report and the records to print, as the user who prints."""
        report_sudo = self._get_report(report_ref)
        groups_sudo = report_sudo.group_ids
        if groups_sudo and not self.env.su and not groups_sudo & self.env.user.all_group_ids:
            raise AccessError(self.env._("You may not print “%s”.", report_sudo.name))
        if not res_ids:
            raise UserError(self.env._("Choose what to print first."))
        records = self.env[report_sudo.model].browse(res_ids)
        if not hasattr(records, "_print_pdf"):
            raise UserError(
                self.env._("“%s” is not printed as an official document.", report_sudo.name)
            )
        return report_sudo, records

    @api.model
    def _get_skp_file_name(self, report_ref, res_ids):
        """Return the file name without extension: the person's for one, the report's for many."""
        report_sudo, records = self._get_skp_records(report_ref, res_ids)
        records._check_printable()
        if len(records) == 1:
            return records._get_print_name(report_sudo.skp_kind)
        return f"{report_sudo.name} ({len(records)})"

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..report.documents import pdf
from ..rules.signing import make_code, show_code


class HrSkpDocument(models.Model):
    """An official document as issued: the file, its hash, and the token of its verification page.

    Read with the plan. Issued by the system at each agreement, changed by nobody.
    """

    _name = "hr.skp.document"
    _description = "SKP document"
    _order = "issued_on desc, id desc"

    skp_id = fields.Many2one(
        "hr.skp", "SKP", required=True, readonly=True, index=True, ondelete="restrict"
    )
    revision_id = fields.Many2one(
        "hr.skp.revision", required=True, readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("plan", "SKP"), ("signed", "SKP, signed outside")], required=True, readonly=True
    )
    name = fields.Char("File name", required=True, readonly=True)
    file = fields.Binary(attachment=True, required=True, readonly=True)
    sha256 = fields.Char("SHA-256", required=True, readonly=True)
    token = fields.Char(required=True, readonly=True, copy=False, groups="hr_skp.group_skp_manager")
    issued_on = fields.Datetime("Issued", required=True, readonly=True)
    is_current = fields.Boolean("Current", compute="_compute_is_current")

    _token_uniq = models.UniqueIndex("(token)", "A verification token is used once.")

    @api.depends("revision_id.number", "skp_id.revision", "skp_id.state")
    def _compute_is_current(self):
        for document in self:
            # Whoever reads a document may know whether it still holds.
            plan_sudo = document.sudo().skp_id
            is_latest = document.revision_id.sudo().number == plan_sudo.revision
            document.is_current = is_latest and plan_sudo.state != "cancelled"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("An issued document cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("An issued document cannot be deleted."))

    @api.model
    def _issue(self, revisions):
        """Issue the document of each revision: render its snapshot, store file and hash."""
        vals_list = [vals for revision in revisions for vals in self._prepare_issue_vals(revision)]
        # Agreeing issues, after its check; nobody may write documents himself.
        return self.sudo().create(vals_list)

    @api.model
    def _prepare_issue_vals(self, revision):
        """Return the values of the issued document and, if signed locally, of the signed one."""
        # First the code, since the document prints it.
        code = make_code()
        name, content = self._render_revision(revision, code)
        vals_list = [self._prepare_file_vals(revision, "plan", name, content, code)]
        signed = self._sign_pdf(content)
        if signed != content:
            vals_list.append(self._prepare_file_vals(revision, "signed", name, signed))
        return vals_list

    @api.model
    def _prepare_file_vals(self, revision, kind, name, content, code=None):
        return {
            "skp_id": revision.skp_id.id,
            "revision_id": revision.id,
            "kind": kind,
            "name": name,
            "file": base64.b64encode(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "token": code or make_code(),
            "issued_on": fields.Datetime.now(),
        }

    @api.model
    def _render_revision(self, revision, code):
        """Return file name and PDF of an agreed revision, from its snapshot alone."""
        verification = {"url": self._get_verify_url(code), "code": show_code(code)}
        content = revision._get_printable_content()
        document = self.env["hr.skp"]._describe_plan(content, verification=verification)
        return f"{document.file_name}.pdf", pdf.write([document])

    @api.model
    def _sign_pdf(self, content):
        """Return the PDF with a certified signature: the hook for a local signing service.

        Unchanged by default.  What is returned is kept beside the document as issued, and both
        verify.  Raise a UserError to stop the agreement when the service fails.
        """
        return content

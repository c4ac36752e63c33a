import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..report.documents import pdf
from ..rules.signing import make_code, show_code


class HrSkpDocument(models.Model):
    """An official document as issued: the file, its hash, and the token of its verification page.

    Read with what it documents: a revision of a plan here; further addons link their own (see
    `_get_document_links` of the revision). Issued by the system, changed by nobody.
    """

    _name = "hr.skp.document"
    _description = "SKP document"
    _order = "issued_on desc, id desc"

    skp_id = fields.Many2one(
        "hr.skp", "SKP", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    revision_id = fields.Many2one(
        "hr.skp.revision", readonly=True, index="btree_not_null", ondelete="restrict"
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
    _plan_check = models.Constraint(
        "CHECK (kind != 'plan' OR (skp_id IS NOT NULL AND revision_id IS NOT NULL))",
        "The document of a plan belongs to one of its revisions.",
    )

    @api.depends("revision_id.number", "skp_id.revision", "skp_id.state")
    def _compute_is_current(self):
        for document in self:
            # Whoever reads a document may know whether it still holds.
            document.is_current = document.sudo()._get_validity() == "current"

    def _get_validity(self):
        """Return ``current``, ``superseded`` or ``cancelled``: the hook for further kinds."""
        self.ensure_one()
        if self.skp_id.state == "cancelled":
            return "cancelled"
        return "current" if self.revision_id.number == self.skp_id.revision else "superseded"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("An issued document cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("An issued document cannot be deleted."))

    @api.model
    def _issue(self, subjects, kind="plan"):
        """Issue the document of each subject: render what is frozen of it, store file and hash.

        :param subjects: what is documented; its model has `_get_document_links` (the values that
            link the document to it) and `_describe_issued` (its content as a tree)
        """
        vals_list = [
            vals for subject in subjects for vals in self._prepare_issue_vals(subject, kind)
        ]
        # The step that issues has checked; nobody may write documents himself.
        return self.sudo().create(vals_list)

    @api.model
    def _prepare_issue_vals(self, subject, kind):
        """Return the values of the issued document and, if signed locally, of the signed one."""
        # First the code, since the document prints it.
        code = make_code()
        name, content = self._render_issued(subject, kind, code)
        vals_list = [self._prepare_file_vals(subject, kind, name, content, code)]
        signed = self._sign_pdf(content)
        if signed != content:
            vals_list.append(self._prepare_file_vals(subject, "signed", name, signed))
        return vals_list

    @api.model
    def _prepare_file_vals(self, subject, kind, name, content, code=None):
        return {
            **subject._get_document_links(),
            "kind": kind,
            "name": name,
            "file": base64.b64encode(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "token": code or make_code(),
            "issued_on": fields.Datetime.now(),
        }

    @api.model
    def _render_issued(self, subject, kind, code):
        """Return file name and PDF of what is issued, from what is frozen of it alone."""
        verification = {"url": self._get_verify_url(code), "code": show_code(code)}
        document = subject._describe_issued(kind, verification)
        return f"{document.file_name}.pdf", pdf.write([document])

    @api.model
    def _sign_pdf(self, content):
        """Return the PDF with a certified signature: the hook for a local signing service.

        Unchanged by default.  What is returned is kept beside the document as issued, and both
        verify.  Raise a UserError to stop the step that issues when the service fails.
        """
        return content


class HrSkpRevision(models.Model):
    """What is issued of an agreed plan."""

    _inherit = "hr.skp.revision"

    def _get_document_links(self):
        """Return the values that link a document to this revision."""
        self.ensure_one()
        return {"skp_id": self.skp_id.id, "revision_id": self.id}

    def _describe_issued(self, kind, verification):
        """Describe the document of this revision from its snapshot alone."""
        content = self._get_printable_content()
        return self.env["hr.skp"]._describe_plan(content, verification=verification)

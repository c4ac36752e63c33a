import base64
import binascii
import io
import logging
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.pdf import PdfReader

from ..rules.plan_states import CANCELLED

SIGNED_PDF_LIMIT = 20 * 1024 * 1024
#: Who may add it; "evaluator" is also who acts for him, and neither is ever the employee himself.
UPLOADERS = frozenset({"evaluator", "officer"})

_logger = logging.getLogger(__name__)


class HrSkp(models.Model):
    """A document that was signed outside (BSrE): kept beside the one that was issued."""

    _inherit = "hr.skp"

    can_upload_signed = fields.Boolean(compute="_compute_can_upload_signed")

    @api.depends_context("uid")
    @api.depends("state", "revision", "employee_user_id", "evaluator_user_id")
    def _compute_can_upload_signed(self):
        roles = self._get_roles()
        for plan in self:
            in_force = bool(plan.revision) and plan.state != CANCELLED
            plan.can_upload_signed = in_force and bool(UPLOADERS & roles.get(plan.id, set()))

    def action_upload_signed(self, file, name=None):
        """Evaluator or officer: keep the externally signed PDF of the revision in force.

        :param file: the PDF, base64
        :raise UserError: unless it is the issued document with a signature added
        """
        self.ensure_one()
        if not self.can_upload_signed:
            raise AccessError(self.env._("%s: this step is not yours to take.", self.display_name))
        self.env["hr.skp.document"]._issue_signed(self, file, name)
        self.env["hr.skp.log"]._append(self, "upload_signed", officials=self._get_officials())
        return True


class HrSkpDocument(models.Model):
    _inherit = "hr.skp.document"

    @api.model
    def _issue_signed(self, plan, file, name=None):
        """Keep a PDF signed outside for the plan's revision in force, after looking into it."""
        # Uploading was allowed by the caller; nobody may write documents himself.
        issued_sudo = self.sudo().search(
            [
                ("skp_id", "=", plan.id),
                ("revision_id.number", "=", plan.revision),
                ("kind", "=", "plan"),
            ],
            limit=1,
        )
        content = self._read_upload(file)
        issued_sudo._check_signed(content)
        revision_sudo = issued_sudo.revision_id
        return issued_sudo.create(
            self._prepare_file_vals(revision_sudo, "signed", name or issued_sudo.name, content)
        )

    @api.model
    def _read_upload(self, file):
        try:
            content = base64.b64decode(file or b"", validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if len(content) > SIGNED_PDF_LIMIT:
            raise UserError(self.env._("The file is larger than 20 MB."))
        if not content.startswith(b"%PDF-"):
            raise UserError(self.env._("This is not a PDF file."))
        return content

    def _check_signed(self, content):
        """Raise unless ``content`` is this document, every word of it, with a signature."""
        self.ensure_one()
        _ = self.env._
        # A signature says where it stands in the file, so it is never packed away.
        if b"/ByteRange" not in content:
            raise UserError(_("This PDF has no electronic signature in it."))
        issued = base64.b64decode(self.with_context(bin_size=False).file)
        # Not the bytes: a service may write the file anew, and what is appended to the same bytes
        # may show something else.  Each page must still say every word that was issued.
        try:
            pages = list(zip(_page_words(issued), _page_words(content), strict=True))
        except Exception as error:  # a PDF can be broken in more ways than the library names
            _logger.info("Upload of a signed document refused: %s", type(error).__name__)
            raise UserError(_("This PDF cannot be compared with the document issued.")) from error
        if any(before - after for before, after in pages):
            raise UserError(
                _(
                    "This PDF is another document: download the issued one of revision %s, "
                    "have that signed, and upload it.",
                    self.revision_id.number,
                )
            )


def _page_words(content):
    """Return how often each word stands on each page."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    return [Counter(page.extract_text().split()) for page in reader.pages]

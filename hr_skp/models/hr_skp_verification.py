from odoo import api, fields, models

from ..report.documents import labels
from ..rules.nip import mask_number
from ..rules.signing import read_code, show_code


class HrSkpDocument(models.Model):
    """What the public learns of a document by the code printed on it; see `controllers/verify`."""

    _inherit = "hr.skp.document"

    verify_path = fields.Char(compute="_compute_verify_path", compute_sudo=True)
    verify_url = fields.Char("Verification", compute="_compute_verify_path", compute_sudo=True)

    @api.depends("token")
    def _compute_verify_path(self):
        for document in self:
            # Whoever reads the document reads its code on it.
            document.verify_path = f"/skp/verify/{document.token}"
            document.verify_url = document._get_verify_url(document.token)

    @api.model
    def _get_verify_url(self, code):
        return f"{self.get_base_url()}/skp/verify/{code}"

    @api.model
    def _get_verification(self, code):
        """Return what the page of a code shows, as plain values, or None if there is no such code.

        Nothing else of the plan may ever be added here: the page is open to everybody.
        """
        code = read_code(code)
        if not code:
            return None
        # The code is the right: whoever holds the document may ask whether it is genuine.
        document_sudo = self.sudo().search([("token", "=", code)])
        return document_sudo._prepare_verification() if document_sudo else None

    def _prepare_verification(self):
        self.ensure_one()
        content = self._get_content()
        holder = self._get_holder(content)
        number = mask_number(holder.get("number"))
        dates = (labels.long_date(content.get(name)) for name in ("date_start", "date_end"))
        return {
            "code": show_code(self.token),
            "status": self._get_validity(),
            "kind": self._get_kind_title(content),
            "holder": holder.get("name") or "",
            "number": f"{holder.get('number_label') or ''} {number}".strip() if number else "",
            "agency": (content.get("agency") or {}).get("name") or "",
            "period": " – ".join(filter(None, dates)),
            "revision": content.get("revision") or "",
            "agreed_on": labels.long_date(content.get("agreed_on")),
            "signers": self._prepare_verification_signers(content),
            "hashes": self._get_verification_hashes(),
        }

    def _get_content(self):
        """Return the snapshot that the document was made from: the hook for further kinds."""
        self.ensure_one()
        return self.revision_id.content

    def _get_holder(self, content):
        """Return the identity of whose document it is."""
        return content.get("employee") or {}

    def _get_kind_title(self, content):
        """Return what kind of document it is, in Indonesian as on itself."""
        return f"{labels.PLAN.title()} (SKP)"

    @api.model
    def _prepare_verification_signers(self, content):
        """Return who signed electronically, or refused, in the order of the document."""
        signed = content.get("signatures") or {}
        roles = self._get_signing_roles()
        return [
            {
                "role": role,
                "name": (content.get(party) or {}).get("name") or "",
                "by": signed[party].get("by") or "",
                "at": labels.moment(signed[party].get("at")),
                "refused": bool(signed[party].get("refused")),
            }
            for party, role in roles.items()
            if party in signed
        ]

    @api.model
    def _get_signing_roles(self):
        """Return party -> his role as printed, in the order of the documents."""
        return {"employee": labels.EMPLOYEE_SIGNS, "evaluator": labels.EVALUATOR_SIGNS}

    def _get_verification_hashes(self):
        """Return SHA-256 -> kind of every file issued of the same document."""
        # The page knows two answers: as issued, or signed outside.
        return {
            document.sha256: "signed" if document.kind == "signed" else "plan"
            for document in self._get_siblings()
        }

    def _get_siblings(self):
        """Return this document and those that were signed outside from it."""
        self.ensure_one()
        return self.search([("revision_id", "=", self.revision_id.id)])

import base64
import binascii
import io
import zipfile

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.mimetypes import guess_mimetype

from ..rules import evidence
from ..rules.pictures import BrokenPicture, redraw

#: What makes an attachment what it is; the rest (a description) harms nobody.
GUARDED = frozenset(
    {
        "access_token",
        "datas",
        "db_datas",
        "mimetype",
        "name",
        "public",
        "raw",
        "res_field",
        "res_id",
        "res_model",
        "type",
        "url",
    }
)
#: What follows from the content, and is nobody's to say.
DERIVED = frozenset({"access_token", "db_datas", "index_content", "mimetype", "public", "url"})


class IrAttachment(models.Model):
    """Files that are evidence of an achievement or of feedback.

    Whoever reads the entry reads its files, nobody else: no public file, no token.  Whoever may
    change the entry now may add and remove files.  Whatever way a file comes in (form, portal, a
    client's own call), it is judged by its content, and pictures are drawn anew.
    """

    _inherit = "ir.attachment"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create([self._prepare_evidence_vals(vals) for vals in vals_list])
        attachments._check_evidence_changeable()
        return attachments

    def write(self, vals):
        comes = self._is_evidence_model(vals.get("res_model"))
        if not (GUARDED & vals.keys() and (comes or self._get_evidence())):
            return super().write(vals)
        self._check_evidence_changeable()
        self._check_stays_private(vals)
        for attachment in self:
            guarded = comes or attachment._get_evidence()
            clean = attachment._prepare_evidence_write_vals(vals, comes) if guarded else vals
            super(IrAttachment, attachment).write(clean)
        self._check_evidence_changeable()
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_if_evidence_changeable(self):
        self._check_evidence_changeable()

    # ------------------------------------------------------------
    # WHAT IS EVIDENCE
    # ------------------------------------------------------------

    @api.model
    def _is_evidence_model(self, name):
        model = self.env.get(name) if name else None
        return getattr(model, "_holds_evidence", False)

    def _get_evidence(self):
        """Return those of these attachments that are evidence of some entry."""
        # What a file belongs to is asked to guard it.
        return self.sudo().filtered(lambda a: self._is_evidence_model(a.res_model)).sudo(False)

    def _get_evidence_entries(self):
        """Return the entries whose evidence these are, a list of one recordset a model."""
        return [
            self.env[model].browse({a.res_id for a in attachments_sudo if a.res_id})
            for model, attachments_sudo in self._get_evidence().sudo().grouped("res_model").items()
        ]

    def _check_evidence_changeable(self):
        """Raise unless the current user may change the entries of this evidence now."""
        if not self.env.su:
            for entries in self._get_evidence_entries():
                entries._check_changeable()

    def _check_stays_private(self, vals):
        if not self.env.su and (vals.get("public") or vals.get("access_token")):
            raise AccessError(
                self.env._("Evidence is read by whoever reads its entry, and by nobody else.")
            )

    def _can_return_content(self, field_name=None, access_token=None):
        """No token opens evidence: who asks has to be one who reads its entry."""
        if not self._get_evidence():
            return super()._can_return_content(field_name, access_token)
        return any(
            entries.exists() and entries.has_access("read")
            for entries in self._get_evidence_entries()
        )

    # ------------------------------------------------------------
    # WHAT COMES IN
    # ------------------------------------------------------------

    @api.model
    def _prepare_evidence_vals(self, vals):
        """Return the values of a new attachment; those of evidence are made harmless.

        Defaults of a client's context count as values: they would come in behind the checks.
        """
        context = self.env.context
        model = vals.get("res_model") or context.get("default_res_model")
        field = vals.get("res_field") or context.get("default_res_field")
        if not self._is_evidence_model(model) or self._is_own_file(model, field):
            return vals
        self._check_stays_private(vals)
        if vals.get("type", context.get("default_type")) == "url":
            raise UserError(self.env._("Write addresses of websites into the links of the entry."))
        res_id = vals.get("res_id") or context.get("default_res_id") or 0
        entry = self.env[model].browse(res_id)
        kept = {name: value for name, value in vals.items() if name not in DERIVED | {"datas"}}
        return {
            **kept,
            "res_model": model,
            "res_id": res_id,
            "res_field": False,
            "type": "binary",
            "url": False,
            "public": False,
            "access_token": False,
            **self._harden(vals.get("name"), self._read_content(vals), entry),
        }

    def _prepare_evidence_write_vals(self, vals, comes):
        """Return what is written of ``vals`` on one attachment that is evidence, or becomes it."""
        self.ensure_one()
        kept = {name: value for name, value in vals.items() if name not in DERIVED}
        if "type" in kept:
            kept["type"] = "binary"
        entry = self.env[vals.get("res_model") or self.res_model].browse(
            vals.get("res_id") or self.res_id
        )
        raw = self._read_content(kept)
        becomes = comes and not self._get_evidence()
        kept.pop("datas", None)
        kept.pop("raw", None)
        if becomes or raw and self._compute_checksum(raw) != self.checksum:
            kept["res_field"] = False
            return {**kept, **self._harden(kept.get("name") or self.name, raw or self.raw, entry)}
        if "name" in kept:
            kept["name"] = evidence.clean_name(kept["name"], self.mimetype)
        return kept

    @api.model
    def _is_own_file(self, model, field):
        """Tell whether a file is the value of a field of the entry, which guards that itself."""
        return bool(field) and getattr(self.env[model]._fields.get(field), "attachment", False)

    @api.model
    def _read_content(self, vals):
        """Return the bytes that come in as ``raw`` or ``datas``."""
        raw = vals.get("raw") or b""
        if isinstance(raw, str):
            raw = raw.encode()
        if raw or not vals.get("datas"):
            return raw
        try:
            return base64.b64decode(vals["datas"])
        except (binascii.Error, ValueError) as error:
            raise UserError(self.env._("The file did not arrive whole. Try again.")) from error

    # ------------------------------------------------------------
    # HARDENING
    # ------------------------------------------------------------

    @api.model
    def _harden(self, name, raw, entry):
        """Return ``name raw mimetype`` of a file as it is kept as evidence of ``entry``.

        :raise UserError: a plain sentence where the file is too large, broken or may be run
        """
        label = evidence.plain_name(name)
        limit = entry._get_evidence_limit()
        if len(raw) > limit * 1024 * 1024:
            raise UserError(
                self.env._(
                    "“%(name)s” has %(size)s MB; at most %(limit)s MB are kept. Make it smaller, "
                    "or put it on a drive of your agency and add the link.",
                    name=label,
                    size=round(len(raw) / 1024 / 1024, 1),
                    limit=limit,
                )
            )
        mimetype = self._judge(label, raw)
        try:
            raw, mimetype = redraw(raw, mimetype)
        except BrokenPicture as error:
            raise UserError(self._get_refusal_sentence(str(error), label)) from error
        return {"name": evidence.clean_name(name, mimetype), "raw": raw, "mimetype": mimetype}

    @api.model
    def _judge(self, label, raw):
        """Return under which kind a file is kept; raise where it is not."""
        mimetype = guess_mimetype(raw) if raw else "inode/x-empty"
        if mimetype in ("application/CDFV2", "application/x-ole-storage"):
            # An old Office file that says no more of itself.
            mimetype = "application/vnd.ms-office"
        why = "empty" if not raw else evidence.refusal(mimetype)
        if not why and mimetype.startswith("text/") and evidence.is_page(raw):
            why = "page"
        if not why and mimetype == "application/zip":
            why = self._judge_archive(raw)
        if why:
            raise UserError(self._get_refusal_sentence(why, label))
        return evidence.served_as(mimetype)

    @api.model
    def _judge_archive(self, raw):
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, OSError, ValueError):
            return "broken"
        return "program" if evidence.has_program(names) else None

    @api.model
    def _get_refusal_sentence(self, why, name):
        _ = self.env._
        sentences = {
            "empty": _("“%s” is empty: choose it again.", name),
            "broken": _("“%s” is damaged and cannot be opened: take or choose it again.", name),
            "large": _("“%s” has more points than can be shown: make it smaller first.", name),
            "heic": _(
                "“%s” is an iPhone photo (HEIC) that not everybody can open. Choose it from "
                "“Photos” instead of “Files”, then it is sent as JPEG; or set the camera's format "
                "to “Most Compatible” and take it again.",
                name,
            ),
            "page": _(
                "“%s” is a web page or holds a script, and is not kept. Print it to PDF, or take "
                "a picture of it.",
                name,
            ),
            "program": _("“%s” is a program, or holds one, and is not kept.", name),
            "unknown": _(
                "“%s” is of a kind that is not kept. Use PDF, pictures (JPEG, PNG), Office "
                "documents, text, sound, video or ZIP.",
                name,
            ),
        }
        return sentences[why]


class IrBinary(models.AbstractModel):
    """How files are found for the browser."""

    _inherit = "ir.binary"

    def _find_record(
        self, xmlid=None, res_model="ir.attachment", res_id=None, access_token=None, field=None
    ):
        record = super()._find_record(xmlid, res_model, res_id, access_token, field)
        if access_token and record._name == "ir.attachment":
            attachment = self.env["ir.attachment"].browse(record.id)
            if attachment._get_evidence() and not attachment._can_return_content(field):
                raise AccessError(self.env._("You may not open this file."))
        return record

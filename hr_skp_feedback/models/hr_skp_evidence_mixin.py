from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..rules.evidence import LINKS, accepted, parse_links


class HrSkpEvidenceMixin(models.AbstractModel):
    """What entries with evidence share: files, photos from the phone, links.

    Files are attachments of the entry, so whoever reads the entry reads them, and nobody else; how
    they are guarded and made harmless is in ``ir_attachment.py``.  Who may change the entry *now*
    is for each model to say in :meth:`_check_changeable`, which guards its files as well.
    """

    _name = "hr.skp.evidence.mixin"
    _description = "Evidence"
    _inherit = ["hr.skp.said.mixin"]

    #: by which attachments know the models whose files they guard
    _holds_evidence = True

    evidence_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        domain=lambda self: [("res_model", "=", self._name), ("res_field", "=", False)],
        copy=False,
    )
    links = fields.Text(help="One address (https://…) a line.")
    # Portal users read no attachments; what the entry's evidence is called is part of the entry.
    evidence_names = fields.Json(
        "Names of the evidence", compute="_compute_evidence_names", compute_sudo=True
    )
    evidence_image_id = fields.Many2one(
        "ir.attachment", "First picture", compute="_compute_evidence_names", compute_sudo=True
    )
    evidence_count = fields.Integer(
        "Pieces of evidence", compute="_compute_evidence_names", compute_sudo=True
    )

    @api.depends("evidence_ids.name", "links")
    def _compute_evidence_names(self):
        files = self._get_evidence_files_sudo()
        for entry in self:
            links = parse_links(entry.links)[0]
            own = files.get(entry._origin.id, self.env["ir.attachment"])
            names = own.mapped("name") + links
            entry.evidence_names, entry.evidence_count = names, len(names)
            pictures = own.filtered(lambda file: file.mimetype.startswith("image/"))
            entry.evidence_image_id = pictures[:1]

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """What the device's picker offers is what is kept."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for node in arch.xpath("//field[@widget='skp_evidence']"):
            node.set("options", repr({"accepted_file_extensions": accepted()}))
        return arch, view

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("links")
    def _check_addresses(self):
        for entry in self:
            links, wrong = parse_links(entry.links)
            if wrong:
                raise ValidationError(
                    self.env._("This is no address of a website (https://…): “%s”", wrong[0][:100])
                )
            if len(links) > LINKS:
                raise ValidationError(self.env._("At most %s links are kept per entry.", LINKS))

    def write(self, vals):
        nothing = self.env["ir.attachment"]
        before = self.evidence_ids if "evidence_ids" in vals else nothing
        result = super().write(vals)
        # What a form takes out of the list is of no further use to anybody; that it may be taken
        # out has been checked with the entry.
        before.sudo().exists().filtered(lambda attachment: not attachment.res_id).unlink()
        return result

    def _check_changeable(self):
        """Raise unless the current user may change these entries now; the hook of each model."""
        self.check_access("write")

    def _get_evidence_limit(self):
        """Return how many megabytes one file may have."""
        company = self.company_id if "company_id" in self._fields else None
        # A setting of the agency that binds whoever adds a file.
        return (company or self.env.company).sudo().skp_evidence_max_mb

    @api.model
    def _get_thread_with_access(self, thread_id, *, mode="read", **kwargs):
        """Keep out the chatter's own upload, which writes as the system."""
        return self.browse()

    @api.model
    def _get_allowed_access_params(self):
        return set()

    def export_data(self, fields_to_export):
        """Return what the user reads of these entries as a table, for him to take along.

        Also without Odoo's own right to export, which nobody has just by leading people; what lies
        behind a link stays with that right.
        """
        if any("/" in name or "." in name.lstrip(".") for name in fields_to_export):
            return super().export_data(fields_to_export)
        self.check_access("read")
        return {"datas": self._export_rows([[name] for name in fields_to_export])}

    # ------------------------------------------------------------
    # EVIDENCE
    # ------------------------------------------------------------

    def _add_evidence(self, files):
        """Add files to this entry: all of them, or none.

        :param files: pairs ``(name, content)``, the content in bytes
        :return: the attachments
        :raise UserError: in a plain sentence, where a file is not kept
        """
        self.ensure_one()
        if not self.env.su:
            self._check_changeable()
        # Portal users have no rights on attachments as such; the entry is theirs to change.
        attachments_sudo = self.env["ir.attachment"].sudo()
        return attachments_sudo.create(
            [
                {"name": name, "raw": raw, "res_model": self._name, "res_id": self.id}
                for name, raw in files
            ]
        )

    def _remove_evidence(self, attachment_id):
        """Remove one file of this entry; what is gone already is gone."""
        self.ensure_one()
        if not self.env.su:
            self._check_changeable()
        files_sudo = self._get_evidence_files_sudo().get(self.id)
        if files_sudo:
            files_sudo.filtered(lambda attachment: attachment.id == attachment_id).unlink()

    def _get_evidence(self):
        """Return entry id -> list of ``kind name url``, for who reads the entry.

        Files come first: also ``id mimetype size is_image``, and ``preview`` for an image.
        """
        if not self.has_access("read"):
            raise AccessError(self.env._("You may not read this evidence."))
        files_sudo = self._get_evidence_files_sudo()
        return {
            entry.id: [self._prepare_file(file) for file in files_sudo.get(entry.id, ())]
            + [self._prepare_link(link) for link in parse_links(entry.links)[0]]
            for entry in self
        }

    @api.model
    def _prepare_file(self, attachment):
        is_image = attachment.mimetype.startswith("image/")
        shown = is_image or attachment.mimetype == "application/pdf"
        return {
            "kind": "file",
            "id": attachment.id,
            "name": attachment.name,
            "mimetype": attachment.mimetype,
            "size": attachment.file_size,
            "is_image": is_image,
            "url": f"/web/content/{attachment.id}" + ("" if shown else "?download=true"),
            "preview": f"/web/image/{attachment.id}/160x160" if is_image else "",
        }

    @api.model
    def _prepare_link(self, link):
        return {"kind": "link", "name": link, "url": link, "is_image": False, "preview": ""}

    def _get_evidence_files_sudo(self):
        """Return entry id -> its files, in one query."""
        domain = Domain("res_model", "=", self._name) & Domain("res_field", "=", False)
        # The entry's files, by which its readers are told what there is.
        groups = (
            self.env["ir.attachment"]
            .sudo()
            ._read_group(
                domain & Domain("res_id", "in", self._origin.ids), ["res_id"], ["id:recordset"]
            )
        )
        return {entry_id: files.sorted("id") for entry_id, files in groups}

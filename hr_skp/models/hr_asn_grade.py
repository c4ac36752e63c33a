from odoo import api, fields, models


class HrAsnGrade(models.Model):
    """A rank and grade (pangkat, golongan ruang) of PNS, or a grade (golongan) of PPPK.

    Master data: everybody internal reads it, the SKP administrator edits it.
    """

    _name = "hr.asn.grade"
    _description = "ASN grade"
    _order = "asn_kind desc, sequence, id"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, help="Grade as printed, e.g. III/a or IX.")
    name = fields.Char("Rank", help="Pangkat; PPPK have none.")
    siasn_code = fields.Char("SIASN code", required=True)
    asn_kind = fields.Selection(
        [("pns", "PNS"), ("pppk", "PPPK")], "For", required=True, help="CPNS use the grades of PNS."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(asn_kind, code)", "This grade exists already.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for grade in self:
            grade.display_name = grade._get_label()

    def _get_label(self):
        """Return the grade as the official forms print it (PANGKAT/GOL. RUANG)."""
        self.ensure_one()
        return f"{self.name} / {self.code}" if self.name else self.code or ""

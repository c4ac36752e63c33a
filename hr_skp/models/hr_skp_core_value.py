from odoo import fields, models


class HrSkpCoreValue(models.Model):
    """One of the seven core values (BerAKHLAK) with its three behaviour guides.

    Master data of the regulation: everybody reads it, the SKP administrator may correct a text.
    """

    _name = "hr.skp.core.value"
    _description = "Core value"
    _order = "sequence, id"

    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    guides = fields.Text("Behaviour guides", required=True, help="One guide a line.")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "This core value exists already.")

    def _get_guides(self):
        """Return the behaviour guides as a list of lines."""
        self.ensure_one()
        return [line.strip() for line in (self.guides or "").splitlines() if line.strip()]

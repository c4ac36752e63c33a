from odoo import fields, models


class HrSkpMatrix(models.Model):
    """Role-result matrix of a leader's plan: his results as columns, members as rows.

    It stores no cells: a cell *is* the member's result whose parent is the column.
    """

    _name = "hr.skp.matrix"
    _description = "Role-result matrix"

    skp_id = fields.Many2one(
        "hr.skp", "Leader's SKP", required=True, index=True, ondelete="restrict"
    )
    strategy = fields.Text()
    member_ids = fields.Many2many("hr.skp", "hr_skp_matrix_member_rel", string="Members' plans")
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    company_id = fields.Many2one(related="skp_id.company_id", string="Agency", store=True, index=True)

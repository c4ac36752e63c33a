from odoo import api, fields, models
from odoo.exceptions import AccessError

RESULTS = [
    ("fit", "Fits the post"),
    ("other", "Fits another post of the level"),
    ("lower", "Fits a lower post"),
]


class HrSkpCompetencyTest(models.Model):
    """The competency test after an improvement that failed: who tested, when, with which result.

    Recorded by the decider while the case runs; read with the case.
    """

    _name = "hr.skp.competency.test"
    _description = "Competency test"
    _inherit = ["hr.skp.link.guard"]
    _order = "date desc, id desc"

    sanction_id = fields.Many2one("hr.skp.sanction", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="sanction_id.company_id", string="Agency", store=True, index=True
    )
    date = fields.Date(required=True, default=lambda self: self.env.company.sudo()._get_skp_today())
    place = fields.Char()
    assessor = fields.Char(required=True, help="Who tests, e.g. the assessment centre.")
    result = fields.Selection(RESULTS, "Test result")
    score = fields.Char(help="As the assessor words it.")
    note = fields.Text()
    file = fields.Binary("Report", attachment=True)
    file_name = fields.Char()

    @api.depends("date")
    def _compute_display_name(self):
        for test in self:
            test.display_name = self.env._("Competency test %s", test.date or "")

    @api.model_create_multi
    def create(self, vals_list):
        tests = super().create(vals_list)
        tests._check_decided()
        return tests

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if "sanction_id" in vals:
                raise AccessError(self.env._("A test stays with its case."))
            self._check_decided()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_while_running(self):
        self._check_decided()

    def _check_decided(self):
        if not self.env.su:
            self.sanction_id._check_decider()

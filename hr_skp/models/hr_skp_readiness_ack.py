from odoo import api, fields, models

from ..rules import readiness as rules

PROBLEM_SELECTION = [(code, label) for code, (label, _severity) in rules.PROBLEMS.items()]


class HrSkpReadinessAck(models.Model):
    """An officer looked at what the readiness check advised and says: this is right, because …

    It then does not show again, until what it rests on changes (another superior, another number).
    Officers read it and take it back; it is made by their step on the readiness list only.
    """

    _name = "hr.skp.readiness.ack"
    _description = "Readiness advice accepted as right"
    _order = "id desc"
    _rec_name = "employee_id"

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="employee_id.company_id", string="Agency", store=True, index=True
    )
    code = fields.Selection(PROBLEM_SELECTION, "Problem", required=True)
    basis = fields.Char(required=True, export_string_translation=False)
    reason = fields.Text("Why it is right", required=True)
    user_id = fields.Many2one("res.users", "Who", required=True)
    date = fields.Date("When", required=True)

    _employee_code_uniq = models.UniqueIndex(
        "(employee_id, code)", "This was accepted for this person already."
    )

    @api.model
    def _accept(self, period, employees, code, reason):
        """Keep that this is right for these people; what was said of them before is replaced."""
        # Only this step writes it; the caller checked the officer.
        self_sudo = self.sudo()
        self_sudo.search([("employee_id", "in", employees.ids), ("code", "=", code)]).unlink()
        bases = period._get_readiness_bases(employees, code)
        self_sudo.create(
            [
                {
                    "employee_id": employee.id,
                    "code": code,
                    "basis": bases[employee.id],
                    "reason": reason,
                    "user_id": self.env.uid,
                    "date": self.env.company.sudo()._get_skp_today(),
                }
                for employee in employees
            ]
        )


class HrSkpPeriod(models.Model):
    _inherit = "hr.skp.period"

    def _get_readiness_bases(self, employees, code):
        """Return employee id -> on what a finding of this kind rests today."""
        people = self._load_facts()
        findings = employees._get_skp_evaluator_findings()
        return {
            employee.id: rules.basis(code, people[employee.id], findings.get(employee.id))
            for employee in employees
        }

    def _get_accepted(self):
        """Return (employee id, code) -> the basis on which it was accepted."""
        acks_sudo = self.env["hr.skp.readiness.ack"].sudo()
        accepted = acks_sudo.search_read(
            [("company_id", "=", self.company_id.id)], ["employee_id", "code", "basis"], load=""
        )
        return {(ack["employee_id"], ack["code"]): ack["basis"] for ack in accepted}

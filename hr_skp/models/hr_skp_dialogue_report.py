from odoo import fields, models
from odoo.tools import SQL, drop_view_if_exists

from ..rules.dialogue_states import KINDS, STATES


class HrSkpDialogueReport(models.Model):
    """That dialogues took place: for the personnel office, heads of unit and auditors.

    Read with the plan.  It holds nothing of what was talked about; that is the parties' own
    (``hr.skp.dialogue``).
    """

    _name = "hr.skp.dialogue.report"
    _description = "Dialogues that took place"
    _auto = False
    _order = "date_start desc, id desc"
    _rec_name = "employee_name"
    _depends = {
        "hr.skp": ["employee_name", "department_id", "evaluator_id", "period_id", "company_id"],
        "hr.skp.dialogue": ["skp_id", "kind", "date_start", "duration", "state", "is_confirmed"],
    }

    skp_id = fields.Many2one("hr.skp", "SKP", readonly=True)
    employee_name = fields.Char("Employee", readonly=True)
    department_id = fields.Many2one("hr.department", "Unit", readonly=True)
    evaluator_id = fields.Many2one("hr.employee", readonly=True)
    period_id = fields.Many2one("hr.skp.period", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    date_start = fields.Datetime("When", readonly=True)
    duration = fields.Float("Duration (hours)", readonly=True)
    state = fields.Selection(STATES, readonly=True)
    is_confirmed = fields.Boolean("Confirmed by both", readonly=True)

    def init(self):
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
                CREATE VIEW %s AS (
                    SELECT d.id, d.skp_id, p.employee_name, p.department_id, p.evaluator_id,
                           p.period_id, p.company_id, d.kind, d.date_start, d.duration, d.state,
                           d.is_confirmed
                      FROM hr_skp_dialogue d
                      JOIN hr_skp p ON p.id = d.skp_id
                )
                """,
                SQL.identifier(self._table),
            )
        )

    def action_open(self):
        """Open the dialogue, for who reads what was agreed in it; for others the plan."""
        self.ensure_one()
        dialogue = self.env["hr.skp.dialogue"].browse(self.id)
        record, xmlid = self.skp_id, "hr_skp.hr_skp_action"
        if dialogue.has_access("read"):
            record, xmlid = dialogue, "hr_skp.hr_skp_dialogue_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"res_id": record.id, "view_mode": "form", "views": [(False, "form")]}

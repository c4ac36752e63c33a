from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.hr_skp.report.documents import file_name

from ..report import documents

#: Who reads the history of others.
READERS = (
    "hr_skp.group_skp_officer",
    "hr_skp.group_skp_auditor",
    "hr_skp_reward.group_skp_decider",
)


class HrEmployee(models.Model):
    """The performance history of a person: predicates by year, awards, cases by right.

    The lists show what the reader may read of each; the field of cases exists only for those who
    may know of them.
    """

    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.skp.printable"]

    skp_history_ids = fields.One2many(
        "hr.skp.predicate.history",
        "employee_id",
        "Predicates by year",
        readonly=True,
        groups="hr_skp.group_skp_officer",
    )
    skp_award_ids = fields.One2many(
        "hr.skp.award", "employee_id", "Awards", readonly=True, groups="hr_skp.group_skp_officer"
    )
    skp_sanction_ids = fields.One2many(
        "hr.skp.sanction",
        "employee_id",
        "Sanction cases",
        readonly=True,
        groups="hr_skp_reward.group_skp_decider,hr_skp.group_skp_auditor",
    )

    # ------------------------------------------------------------
    # RIWAYAT KINERJA
    # ------------------------------------------------------------

    def _check_printable(self):
        """The person prints his own history, officers, deciders and auditors that of others."""
        # Whose record it is, and in which agency, does not depend on what one reads of it.
        others_sudo = self.sudo().filtered(lambda person: person.user_id != self.env.user)
        allowed = any(self.env.user.has_group(group) for group in READERS)
        if others_sudo and not (allowed and others_sudo.company_id <= self.env.companies):
            raise AccessError(self.env._("This history is not yours to print."))

    def _get_documents(self, kind):
        self._check_printable()
        # Portal users cannot read employees; that this one may is checked above.
        people_sudo = self.sudo()
        histories = self.env["hr.skp.predicate.history"].search([("employee_id", "in", self.ids)])
        awards = self.env["hr.skp.award"].search(
            [("employee_id", "in", self.ids), ("state", "=", "granted")]
        )
        # Each award and line is read by the reader's own right.
        return {
            person.id: documents.history_document(
                person._prepare_history_snapshot(
                    histories.filtered(lambda line, p=person: line.employee_id.id == p.id),
                    awards.filtered(lambda award, p=person: award.employee_id.id == p.id),
                )
            )
            for person in people_sudo
        }

    def _prepare_history_snapshot(self, histories, awards):
        """Return what is printed of one person; plain data only."""
        self.ensure_one()
        grade = self.asn_grade_id
        return {
            "agency": self.company_id._get_skp_letterhead(),
            "date": fields.Date.to_string(self.company_id._get_skp_today()),
            "in_force": True,
            "employee": {
                "name": self.name,
                "number": self.nip or "",
                "asn_kind": self.asn_kind or "",
                "grade": grade.display_name if grade else "",
                "position": self.job_id.name or "",
                "unit": self.department_id.name or "",
            },
            "years": [
                {
                    "year": line.year,
                    "unit": line.department_id.sudo().name or "",
                    "result_rating": line.result_rating or None,
                    "behaviour_rating": line.behaviour_rating or None,
                    "unit_predicate": line.unit_predicate or None,
                    "predicate": line.predicate,
                    "origin": line.origin or "",
                    "imported": line.source == "imported",
                }
                for line in histories.sorted("year")
            ],
            "awards": [
                {
                    "year": award.year,
                    "benefit": award.benefit,
                    "name": award.name or "",
                    "number": award.decision_number,
                    "date": fields.Date.to_string(award.decision_date),
                    "left_on": fields.Date.to_string(award.left_on) or "",
                }
                for award in awards.sorted("year")
            ],
        }

    def _get_print_name(self, kind):
        self.ensure_one()
        # The person's own name, or of whom he prints: checked before.
        return file_name(documents.labels.SHEET, "", self.sudo().name)

    @api.model
    def _get_own_history_employee(self):
        """Return the employee of the current user in his agency, for the portal."""
        # Portal users cannot read employees; it is themselves.
        return self.env.user.sudo().employee_ids.filtered(
            lambda person: person.company_id in self.env.companies
        )[:1]

from odoo import api, models

from ..rules.allowance import Post, applicable, difference, in_force
from .hr_skp_allowance import DRAFT, ISSUED


class HrSkpAllowance(models.Model):
    """What a changed result does to lists: a draft takes it over, an issued one is corrected."""

    _inherit = "hr.skp.allowance"

    @api.model
    def _follow_evaluations(self, evaluations):
        """Bring the lists in line with these results, whoever changed them.

        A result that is being judged anew changes nothing yet: what was paid stays until decided.
        """
        # Lists follow from results; nobody who decides an objection has rights on them.
        lines_sudo = (
            self.env["hr.skp.allowance.line"]
            .sudo()
            .search(
                [
                    ("evaluation_id", "in", evaluations.ids),
                    ("allowance_id.kind", "=", "basis"),
                    ("evaluation_id.predicate", "!=", False),
                ]
            )
        )
        for basis, lines in lines_sudo.grouped("allowance_id").items():
            if basis.state == DRAFT:
                basis._refresh_lines(lines)
            else:
                basis._correct_lines(lines)

    def _refresh_lines(self, lines):
        rates = self._get_rates()
        for line in lines:
            line.write(line._prepare_rate_vals(rates, self.date_from))

    def _correct_lines(self, lines):
        """Write the differences to what is in force into the open list of corrections."""
        self.ensure_one()
        rates = self._get_rates()
        for line in lines:
            vals = line._prepare_rate_vals(rates, self.date_from)
            issued = self.correction_ids.filtered(lambda c: c.state == ISSUED).line_ids.filtered(
                lambda other, person=line.employee_id: other.employee_id == person
            )
            before = in_force(line.percent, issued.mapped("difference"))
            change = difference(before, vals["percent"])
            self._write_correction(line, {**vals, "percent_before": before, "difference": change})

    def _write_correction(self, line, vals):
        """Put one difference into the open list; where there is none (any more), take it out."""
        pending = self.correction_ids.filtered(lambda c: c.state == DRAFT)
        present = pending.line_ids.filtered(lambda other: other.employee_id == line.employee_id)
        if not vals["difference"]:
            present.unlink()
            if pending and not pending.line_ids:
                pending.unlink()
        elif present:
            present.write(vals)
        else:
            pending = pending or self.create([self._prepare_correction_vals()])
            line.copy({**vals, "allowance_id": pending.id})

    def _prepare_correction_vals(self):
        self.ensure_one()
        return {
            "name": self.env._("Correction: %s", self.name),
            "kind": "correction",
            "corrects_id": self.id,
            "company_id": self.company_id.id,
            "department_id": self.department_id.id,
            "term_id": self.term_id.id,
            "date_from": self.date_from,
            "date_to": self.date_to,
        }

    def _get_rates(self):
        """Return the rates of the agency as ``rules/allowance.py`` reads them."""
        self.ensure_one()
        rates = self.env["hr.skp.allowance.rate"].search([("company_id", "=", self.company_id.id)])
        return [rate._get_rate() for rate in rates]


class HrSkpAllowanceLine(models.Model):
    _inherit = "hr.skp.allowance.line"

    def _prepare_rate_vals(self, rates, day):
        """Return predicate and rate of this person as they are now."""
        self.ensure_one()
        evaluation = self.evaluation_id
        post = Post(
            self.asn_kind, self.job_id.position_group or None, self.asn_position, self.job_id.id
        )
        rate = applicable(rates, evaluation.predicate, post, day)
        return {
            "predicate": evaluation.predicate,
            "is_final": evaluation.is_final,
            "rate_id": rate.key if rate else False,
            "percent": rate.percent if rate else 0.0,
        }

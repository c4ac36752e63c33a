from odoo import models
from odoo.exceptions import AccessError, UserError

from ..rules.dialogue_carry import ANNEX_KINDS, annex_lines


class HrSkpDialogue(models.Model):
    """What was agreed becomes lines of the plan's annex: added, never over what is there."""

    _inherit = "hr.skp.dialogue"

    def _get_carry_over(self):
        """Return the annex lines that this dialogue would add (see ``rules/dialogue_carry.py``)."""
        self.ensure_one()
        if not self.can_carry_over:
            return []
        present = [(line.kind, line.name) for line in self.skp_id.commitment_ids]
        return annex_lines({thing: self[thing] for thing in ANNEX_KINDS}, present)

    def _carry_over(self, lines):
        """Add these lines to the annex, as the user; the plan says whether he may.

        :param lines: of :meth:`_get_carry_over`
        :return: the commitments added
        """
        self.ensure_one()
        if not self.is_actionable:
            raise AccessError(self.env._("This step of a dialogue is not yours to take."))
        if not lines:
            raise UserError(self.env._("There is nothing to take over into the annex."))
        commitments = self.env["hr.skp.commitment"]
        last = max(self.skp_id.commitment_ids.mapped("sequence"), default=9)
        return commitments.create(
            [
                {
                    "skp_id": self.skp_id.id,
                    "kind": line.kind,
                    "name": line.name,
                    "interval": line.interval or False,
                    "sequence": last + number,
                }
                for number, line in enumerate(lines, 1)
            ]
        )

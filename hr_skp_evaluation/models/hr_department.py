from odoo import api, fields, models
from odoo.fields import Domain


class HrDepartment(models.Model):
    """Who sets a unit's performance: the leader one level above, never its own head."""

    _inherit = "hr.department"

    can_set_performance = fields.Boolean(
        "I set its performance",
        compute="_compute_can_set_performance",
        search="_search_can_set_performance",
    )

    @api.depends_context("uid")
    def _compute_can_set_performance(self):
        mine = self._get_skp_settable()
        for unit in self:
            unit.can_set_performance = unit._origin in mine

    def _search_can_set_performance(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._get_skp_settable().ids)

    @api.model
    def _get_skp_settable(self):
        """Return the units whose performance the current user sets today, for whomever he acts.

        Nobody sets that of a unit that he heads himself.
        """
        Plan = self.env["hr.skp"]
        # Who heads what is a fact of the organisation, whatever the user reads of it.
        own_sudo = self.env.user.sudo().employee_ids
        officials_sudo = own_sudo | Plan._get_delegating_officials().sudo()
        if not officials_sudo:
            return self.browse()
        units_sudo = self._get_skp_candidates(officials_sudo)
        setters = units_sudo._get_skp_setters()
        return self.browse(
            [
                unit.id
                for unit in units_sudo
                if setters[unit.id] in officials_sudo and unit.manager_id not in own_sudo
            ]
        )

    @api.model
    def _get_skp_candidates(self, officials_sudo):
        """Return the units that one of these people might be one level above of."""
        units_sudo = self.sudo()
        headed_sudo = units_sudo.search([("manager_id", "in", officials_sudo.ids)])
        below = Domain("id", "child_of", headed_sudo.ids) if headed_sudo else Domain.FALSE
        # The top of an agency has nobody above it in the tree of units.
        tops = Domain("parent_id", "=", False) | Domain("parent_id.manager_id", "=", False)
        tops &= Domain("company_id", "in", self.env.companies.ids)
        return units_sudo.search(below | tops)

    def _get_skp_setters(self):
        """Return unit id -> ``hr.employee`` who sets its performance (empty if nobody does).

        The head of the nearest unit above who is another person than its own head; at the top the
        evaluator of its head, else the head of the agency.
        """
        # Units and their heads may be closed to who asks; who is responsible is not.
        units_sudo = self.sudo()
        chains = {unit.id: unit._get_skp_ancestors() for unit in units_sudo}
        units_sudo.browse({above for chain in chains.values() for above in chain}).fetch(
            ["manager_id"]
        )
        setters, tops = {}, units_sudo.browse()
        for unit in units_sudo:
            heads = (units_sudo.browse(above).manager_id for above in chains[unit.id])
            found = next((head for head in heads if head and head != unit.manager_id), None)
            if found:
                setters[unit.id] = found
            else:
                tops |= unit
        return setters | tops._get_skp_top_setters()

    def _get_skp_ancestors(self):
        """Return the ids of the units above, nearest first."""
        self.ensure_one()
        return [int(unit_id) for unit_id in self.parent_path.split("/")[:-2][::-1]]

    def _get_skp_top_setters(self):
        evaluators = self.manager_id._get_skp_evaluators() if self.manager_id else {}
        setters = {}
        for unit in self:
            head, agency_head = unit.manager_id, unit.company_id.agency_head_id
            found = evaluators.get(head.id) or agency_head
            setters[unit.id] = found if found != head else self.env["hr.employee"]
        return setters

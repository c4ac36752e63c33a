from odoo import api, fields, models
from odoo.fields import Domain

#: Who reads all of a person's achievements, of the roles that there are on a plan.
READERS = ("employee", "evaluator", "auditor")


class HrSkpResult(models.Model):
    """Whose results one may follow through the year: not everybody who reads the plan."""

    _inherit = "hr.skp.result"

    @api.model
    def _get_followed_domain(self):
        """Return the domain of the results whose achievements the current user may read.

        Officers and unit heads read plans, subordinates their leader's results, but none of them
        what was achieved.
        """
        roles = self.env["hr.skp"]._get_role_domains()
        plans = Domain.OR(roles[role] for role in READERS)
        assigned = self.env["hr.skp.assignment"]._get_official_domain("assigner")
        led = self.env["hr.skp.matrix"]._get_mine_domain()
        return (
            Domain("skp_id", "any!", plans)
            | Domain("assignment_id", "any!", assigned)
            | Domain("matrix_id", "any!", led)
        )

    def _get_followed(self):
        """Return those of these results whose achievements the current user may read."""
        # The domain itself is the check; archived results are followed like the others.
        results_sudo = self.sudo().with_context(active_test=False)
        found = results_sudo.search(self._get_followed_domain() & Domain("id", "in", self.ids))
        return self.filtered(lambda result: result._origin.id in found._ids)


class HrSkpProgress(models.Model):
    """Who an entry concerns: read by record rules and guards, asked anew at every access."""

    _inherit = "hr.skp.progress"

    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )
    is_mine = fields.Boolean("My own", compute="_compute_roles", search="_search_is_mine")
    is_my_team = fields.Boolean("Of my team", compute="_compute_roles", search="_search_is_my_team")

    @api.depends_context("uid")
    @api.depends("result_id")
    def _compute_is_readable(self):
        # Only whether the result is followed: what else is read of it does not matter here.
        followed_sudo = self.sudo().result_id.sudo(False)._get_followed()
        for entry in self:
            entry.is_readable = entry.sudo().result_id.id in followed_sudo._ids

    @api.depends_context("uid")
    @api.depends("result_id")
    def _compute_roles(self):
        # Who one is to a plan does not depend on what one may read of it.
        roles = self.sudo().skp_id.with_env(self.env)._get_roles()
        for entry in self:
            acting = roles.get(entry.sudo().skp_id.id, set())
            entry.is_mine = "employee" in acting
            entry.is_my_team = "evaluator" in acting

    def _search_is_readable(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("result_id", "any!", self.env["hr.skp.result"]._get_followed_domain())

    def _search_is_mine(self, operator, value):
        return self._search_role(operator, "employee")

    def _search_is_my_team(self, operator, value):
        return self._search_role(operator, "evaluator")

    @api.model
    def _search_role(self, operator, role):
        if operator != "in":
            return NotImplemented
        return Domain("skp_id", "any!", self.env["hr.skp"]._get_role_domains()[role])

from odoo import Command, api, fields, models
from odoo.fields import Domain

from ..rules import nip as nip_rules
from ..rules.codes import ASN_KINDS
from ..rules.guess import guess_kind


class HrSkpKindMapping(models.TransientModel):
    """Sets the ASN kind of many people at once: by unit, post, or the shape of their number.

    It shows beforehand how many get which kind; whoever has a number that cannot belong to that
    kind is left as he is and named.
    """

    _name = "hr.skp.kind.mapping"
    _description = "Set ASN kinds"

    period_id = fields.Many2one("hr.skp.period", readonly=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    employee_ids = fields.Many2many(
        "hr.employee",
        "hr_skp_kind_mapping_employee_rel",
        string="People",
        default=lambda self: self._default_employee_ids(),
    )
    chosen_count = fields.Integer("People chosen", compute="_compute_chosen_count")
    department_ids = fields.Many2many("hr.department", string="Units", help="And those below.")
    job_ids = fields.Many2many("hr.job", string="Posts")
    is_only_missing = fields.Boolean(
        "Only who has no kind yet", default=lambda self: not self._default_employee_ids()
    )
    source = fields.Selection(
        [("number", "As the number suggests"), ("fixed", "The same kind for all")],
        default="number",
        required=True,
    )
    asn_kind = fields.Selection(ASN_KINDS, "Kind")
    preview = fields.Text(compute="_compute_preview")

    @api.model
    def _default_employee_ids(self):
        """Return who was chosen in a list of employees."""
        context = self.env.context
        return context.get("active_ids") if context.get("active_model") == "hr.employee" else []

    @api.depends("employee_ids")
    def _compute_chosen_count(self):
        for wizard in self:
            wizard.chosen_count = len(wizard.employee_ids)

    @api.model
    def _create_for(self, lines):
        """Return the wizard for readiness lines."""
        period = lines.problem_id.period_id
        return self.create(
            {
                "period_id": period.id,
                "company_id": period.company_id.id,
                "employee_ids": [Command.set(lines.employee_id.ids)],
            }
        )

    # ------------------------------------------------------------
    # WHO GETS WHICH
    # ------------------------------------------------------------

    def _get_people(self):
        domain = Domain("company_id", "=", self.company_id.id)
        if self.employee_ids:
            domain &= Domain("id", "in", self.employee_ids.ids)
        if self.department_ids:
            domain &= Domain("department_id", "child_of", self.department_ids.ids)
        if self.job_ids:
            domain &= Domain("job_id", "in", self.job_ids.ids)
        if self.is_only_missing:
            domain &= Domain("asn_kind", "=", False)
        return self.env["hr.employee"].search_fetch(domain, ["name", "nip"])

    def _get_kind(self, employee):
        """Return the kind that this person is to get, or ``None``."""
        kind = self.asn_kind if self.source == "fixed" else guess_kind(employee.nip)
        fits = kind and not nip_rules.check_number(employee.nip, kind)
        return kind if fits else None

    @api.depends(
        "company_id",
        "employee_ids",
        "department_ids",
        "job_ids",
        "is_only_missing",
        "source",
        "asn_kind",
    )
    def _compute_preview(self):
        labels = dict(self._fields["asn_kind"]._description_selection(self.env))
        for wizard in self:
            groups = wizard._get_people().grouped(wizard._get_kind)
            left = groups.pop(None, self.env["hr.employee"])
            lines = [f"{labels[kind]}: {len(people)}" for kind, people in groups.items()]
            if left:
                lines.append(self.env._("Stay as they are: %s", wizard._name_people(left)))
            wizard.preview = "\n".join(lines) or self.env._("Nobody fits this choice.")

    @api.model
    def _name_people(self, people):
        names = ", ".join(people[:3].mapped("name"))
        if len(people) <= 3:
            return names
        return self.env._("%(count)s people (%(names)s, …)", count=len(people), names=names)

    # ------------------------------------------------------------
    # APPLY
    # ------------------------------------------------------------

    def action_apply(self):
        """Set the kinds as previewed and say how many."""
        self.ensure_one()
        groups = self._get_people().grouped(self._get_kind)
        left = groups.pop(None, self.env["hr.employee"])
        for kind, people in groups.items():
            # A line of history each would cost more than the change itself.
            people.with_context(tracking_disable=True).write({"asn_kind": kind})
        if self.period_id:
            self.period_id._refresh_readiness()
        done = sum(len(people) for people in groups.values())
        message = self.env._("The kind of %s people was set.", done)
        if left:
            message += " " + self.env._("Stay as they are: %s", self._name_people(left))
        return self.env["hr.skp.period"]._get_done_notification(message)

from odoo import api, fields, models

from ..rules.codes import RESULT_KINDS

#: Steps on people named; the others are on the assignment itself.
ABOUT_PEOPLE = frozenset({"approve", "decline_person"})


class HrSkpAssignmentStep(models.TransientModel):
    """Says what a step of an assignment will do and asks for what it needs; the models check."""

    _name = "hr.skp.assignment.step"
    _description = "Step of an assignment"
    _inherit = ["hr.skp.link.guard"]

    step = fields.Selection(
        [
            ("approve", "Approve"),
            ("decline_person", "Decline"),
            ("coordinate", "Coordinate"),
            ("decline", "Decline the request"),
            ("end", "End the request"),
            ("cancel", "Cancel"),
            ("volunteer", "Volunteer"),
        ],
        required=True,
    )
    assignment_id = fields.Many2one(
        "hr.skp.assignment",
        required=True,
        compute="_compute_assignment_id",
        store=True,
        readonly=False,
    )
    nominee_ids = fields.Many2many("hr.skp.assignment.nominee", string="People")
    reason = fields.Text()
    result_kind = fields.Selection(
        RESULT_KINDS,
        "Kind of result",
        compute="_compute_from_assignment_id",
        store=True,
        readonly=False,
    )
    department_id = fields.Many2one(
        "hr.department",
        "Supporting unit",
        compute="_compute_from_assignment_id",
        store=True,
        readonly=False,
    )
    opens_revision = fields.Boolean(
        compute="_compute_opens_revision", export_string_translation=False
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        active_ids = self.env.context.get("active_ids") or []
        # The step decides what the active records are, also when it is not asked for.
        step = values.get("step") or self.env.context.get("default_step")
        if step in ABOUT_PEOPLE:
            values.setdefault("nominee_ids", [(6, 0, active_ids)])
        elif active_ids:
            values.setdefault("assignment_id", active_ids[0])
        return values

    @api.depends("nominee_ids")
    def _compute_assignment_id(self):
        for wizard in self:
            wizard.assignment_id = wizard.nominee_ids[:1].assignment_id or wizard.assignment_id

    @api.depends("assignment_id")
    def _compute_from_assignment_id(self):
        for wizard in self:
            wizard.result_kind = wizard.assignment_id.result_kind
            wizard.department_id = wizard.assignment_id.supporting_department_id

    @api.depends("nominee_ids")
    def _compute_opens_revision(self):
        for wizard in self:
            plans = wizard.nominee_ids.skp_id
            wizard.opens_revision = "agreed" in plans.mapped("state")

    def action_confirm(self):
        """Take the step; who may is checked where it is taken."""
        self.ensure_one()
        assignment, people = self.assignment_id, self.nominee_ids
        if self.step == "approve":
            people.action_approve(self.result_kind)
        elif self.step == "decline_person":
            people.action_decline(self.reason)
        elif self.step == "coordinate":
            assignment.action_coordinate(self.department_id.id)
        else:
            getattr(assignment, f"action_{self.step}")(self.reason)
        return {"type": "ir.actions.act_window_close"}

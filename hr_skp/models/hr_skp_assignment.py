from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..rules.assignment_states import ANSWERABLE, DONE, DRAFT, OPEN, STATES, may_name
from ..rules.codes import EVALUATING_POSITIONS, RESULT_KINDS

#: What the assigner writes, while his request is a draft.
REQUEST_FIELDS = frozenset(
    {
        "name",
        "description",
        "result_kind",
        "supports_id",
        "period_id",
        "date_start",
        "date_end",
        "assigner_id",
        "is_outside",
        "outside_name",
        "outside_position",
        "outside_agency",
        "outside_contact",
        "outside_email",
        "is_open_call",
        "call_department_id",
        "addressee_id",
        "supporting_department_id",
        "answer_deadline",
    }
)


class HrSkpAssignment(models.Model):
    """An official asks for people of others: by name, through their official, or by an open call.

    Who may what (facts of the data; see :meth:`_get_role_domains`):

    * the assigner, or who acts for him on the day, writes the request, sends it, names people,
      ends, finishes and cancels it; an officer does so for an official outside the agency;
    * the evaluator of somebody named approves or declines that person, and may coordinate with the
      head of a supporting unit, who then reads the request and suggests people of his unit;
    * the addressee of a request without names gives people of his own, or declines it;
    * a person named reads nothing before his evaluator approved, then the assignment and his own
      part in it; who may answer an open call reads it while it is open;
    * officers and auditors of the agency read what was sent; a colleague nothing.

    The state moves through the methods only: a write of it is refused in :meth:`write`.
    """

    _name = "hr.skp.assignment"
    _description = "Assignment"
    _inherit = ["mail.thread", "hr.skp.activity.mixin", "hr.skp.link.guard"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Assignment", required=True, index="trigram")
    description = fields.Text(
        "Expected result", required=True, help="It becomes the result in the person's SKP."
    )
    result_kind = fields.Selection(
        RESULT_KINDS, "Kind of result", default="additional", required=True
    )
    supports_id = fields.Many2one(
        "hr.skp.result",
        "Supports my result",
        index="btree_not_null",
        ondelete="restrict",
        help="The assigning official's own result that this assignment supports.",
    )
    period_id = fields.Many2one(
        "hr.skp.period",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["hr.skp.period"]._get_running(),
    )
    company_id = fields.Many2one(
        related="period_id.company_id", string="Agency", store=True, index=True
    )
    date_start = fields.Date("From")
    date_end = fields.Date("Until")
    answer_deadline = fields.Date("Answer by")
    # Who asks.
    assigner_id = fields.Many2one(
        "hr.employee",
        "Assigning official",
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._get_default_assigner(),
    )
    assigner_user_id = fields.Many2one(
        "res.users",
        "Assigning official's user",
        related="assigner_id.user_id",
        store=True,
        index="btree_not_null",
    )
    is_outside = fields.Boolean("From outside the agency")
    outside_name = fields.Char("Name of the official")
    outside_position = fields.Char("Position of the official")
    outside_agency = fields.Char("Agency of the official")
    outside_contact = fields.Char("Contact of the official")
    assigner_label = fields.Char(
        "Assigned by", compute="_compute_assigner_label", compute_sudo=True
    )
    # Whom.
    is_open_call = fields.Boolean("Open call")
    call_department_id = fields.Many2one(
        "hr.department",
        "Open to",
        index="btree_not_null",
        check_company=True,
        help="Who may volunteer: this unit and those below. Empty: the whole agency.",
    )
    addressee_id = fields.Many2one(
        "hr.employee",
        "Request to",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The official who is asked for people, where you name nobody yourself.",
    )
    addressee_user_id = fields.Many2one(
        "res.users",
        "Addressee's user",
        related="addressee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    supporting_department_id = fields.Many2one(
        "hr.department",
        "Supporting unit",
        index="btree_not_null",
        check_company=True,
        help="Its head may be consulted about whom to name.",
    )
    nominee_ids = fields.One2many("hr.skp.assignment.nominee", "assignment_id", "People")
    # Where it stands.
    state = fields.Selection(
        STATES,
        default=DRAFT,
        required=True,
        readonly=True,
        index=True,
        copy=False,
        group_expand=True,
    )
    state_reason = fields.Text("Reason", readonly=True, copy=False)
    requested_on = fields.Datetime("Requested", readonly=True, copy=False)
    coordinated_on = fields.Datetime("Coordinated", readonly=True, copy=False)
    log_ids = fields.Many2many("hr.skp.log", compute="_compute_log_ids")

    _assigner_check = models.Constraint(
        "CHECK (assigner_id IS NOT NULL OR (is_outside AND outside_name != ''))",
        "Say who assigns: an official of the agency, or the name of one outside.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "An assignment cannot end before it starts."
    )

    # ------------------------------------------------------------
    # DEFAULTS AND COMPUTES
    # ------------------------------------------------------------

    @api.model
    def _get_default_assigner(self):
        if self.env.context.get("default_is_outside"):
            return False
        # One's own personal record is behind the personnel office's door; its id is not.
        return self.env.user.sudo().employee_ids.filtered(
            lambda e: e.company_id == self.env.company
        )[:1]

    @api.depends("assigner_id", "is_outside", "outside_name", "outside_position", "outside_agency")
    def _compute_assigner_label(self):
        identities = self.assigner_id._get_skp_identities()
        for assignment in self:
            identity = identities.get(assignment.assigner_id.id, {})
            parts = [identity.get("name"), identity.get("position")]
            if assignment.is_outside:
                parts = [
                    assignment.outside_name,
                    assignment.outside_position,
                    assignment.outside_agency,
                ]
            assignment.assigner_label = ", ".join(filter(None, parts))

    def _compute_log_ids(self):
        logs = self.env["hr.skp.log"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        by_assignment = logs.grouped("res_id")
        for assignment in self:
            assignment.log_ids = by_assignment.get(assignment.id)

    @api.model
    def action_open_asked(self):
        """Open the requests of one's own; new ones are for officials and officers only."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp.hr_skp_assignment_action_asked"
        )
        return {**action, "context": {"create": self._may_ask()}}

    @api.model
    def _may_ask(self):
        # Which people one is, or acts for, is known to oneself.
        people = self.env.user.sudo().employee_ids | self.env["hr.skp"]._get_delegating_officials()
        is_officer = self.env.user.has_group("hr_skp.group_skp_officer")
        return is_officer or bool(people._get_skp_officials())

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("supports_id", "assigner_id", "period_id")
    def _check_supports(self):
        # The result is the assigner's; who acts for him need not read his plan.
        for assignment in self.sudo().filtered("supports_id"):
            plan = assignment.supports_id.skp_id
            owner_and_year = (plan.employee_id, plan.period_id)
            if owner_and_year != (assignment.assigner_id, assignment.period_id):
                raise ValidationError(
                    self.env._("An assignment supports a result of the official who assigns it.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        names = {name for vals in vals_list for name in vals}
        self._check_names(names - REQUEST_FIELDS - {"nominee_ids"})
        # Named here, so that no default_… of a client's context decides them.
        fixed = {"state": DRAFT, "state_reason": False, "requested_on": False}
        assignments = super().create(
            [{**vals, **fixed, "coordinated_on": False} for vals in vals_list]
        )
        assignments._check_may_assign()
        return assignments

    def write(self, vals):
        if not self.env.su:
            self._check_write(set(vals))
        result = super().write(vals)
        if not self.env.su and {"assigner_id", "is_outside", "period_id"} & set(vals):
            self._check_may_assign()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        if any(assignment.state != DRAFT for assignment in self):
            raise UserError(self.env._("A request that was sent is cancelled, never deleted."))
        if not self.env.su:
            self._check_roles({"assigner"})

    def _check_write(self, names):
        """The assigner writes his draft; of a sent request only people and deadline move."""
        social = {name for name in names if name.startswith(("activity_", "message_"))}
        names = names - social
        roles = self._get_roles()
        for assignment in self.sudo():
            allowed, acting = set(), roles[assignment.id]
            if may_name(assignment.state, acting):
                allowed |= {"nominee_ids"}
            if "assigner" in acting and assignment.state == DRAFT:
                allowed |= REQUEST_FIELDS
            if "assigner" in acting and assignment.state in OPEN:
                allowed |= {"answer_deadline"}
            if "assigner" in acting and assignment.state in (*ANSWERABLE, DONE):
                allowed |= self._get_lasting_fields()
            self._check_names(names - allowed)

    @api.model
    def _get_lasting_fields(self):
        """Return what the assigner corrects as long as the assignment lives; a hook."""
        return set()

    @api.model
    def _check_names(self, refused):
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._(
                    "%(fields)s of an assignment is changed by its own steps only, or by its "
                    "assigning official while it is a draft.",
                    fields=", ".join(sorted(labels)),
                )
            )

    def _check_may_assign(self):
        """An official assigns, or who acts for him; an officer for those outside."""
        self._check_roles({"assigner"})
        inside = self.filtered(lambda assignment: not assignment.is_outside)
        if not_officials := inside.assigner_id - inside.assigner_id._get_skp_officials():
            raise AccessError(
                self.env._(
                    "%s is no official and leads no team: only a leader assigns.",
                    ", ".join(not_officials.mapped("name")),
                )
            )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        # As with plans: a follower would go on reading after he lost the right to.
        return True


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _get_skp_officials(self):
        """Return those of these people who lead: by post, a unit, the agency, a team."""
        # Post and headship are facts behind the personnel office's door.
        people_sudo = self.sudo()
        by_post = people_sudo.filtered(
            lambda e: e.current_version_id.job_id.asn_position in EVALUATING_POSITIONS
        )
        rest = Domain("manager_id", "in", (people_sudo - by_post).ids)
        heads = people_sudo.env["hr.department"].search(rest).manager_id
        agencies = people_sudo.company_id.agency_head_id
        teams = people_sudo.env["hr.skp.team"].search([("leader_id", "in", people_sudo.ids)])
        leaders = by_post | heads | agencies | teams.leader_id
        return self.filtered(lambda employee: employee.id in leaders._ids)


class HrSkpPeriod(models.Model):
    _inherit = "hr.skp.period"

    @api.model
    def _get_running(self):
        """Return the year of the current agency for which one would ask for people today."""
        return self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("state", "!=", "closed"),
                ("date_end", ">=", self.env.company.sudo()._get_skp_today()),
            ],
            order="date_start",
            limit=1,
        )

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.sanction import IMPROVING, OPEN

PROGRESS = [("none", "Not yet"), ("partial", "In part"), ("full", "In full")]
PARTIES = [("employee", "The employee"), ("evaluator", "The evaluator"), ("decider", "The decider")]
#: While these last the plan is worked on.
PLANNING_STATES = frozenset({OPEN, IMPROVING})


class HrSkpImprovement(models.Model):
    """A target of the improvement plan: what is to be better by when.

    Agreed between evaluator and person, written by evaluator or decider while the case is open or
    the six months run; read with the case.
    """

    _name = "hr.skp.improvement"
    _description = "Target of an improvement plan"
    _inherit = ["hr.skp.link.guard"]
    _order = "sanction_id, sequence, date_due, id"

    sanction_id = fields.Many2one("hr.skp.sanction", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="sanction_id.company_id", string="Agency", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Text("What is to improve", required=True)
    target = fields.Char(required=True, help="How one sees that it has improved.")
    date_due = fields.Date("By", required=True)
    check_ids = fields.One2many("hr.skp.improvement.check", "improvement_id", "Check-ins")
    progress = fields.Selection(PROGRESS, "Reached", compute="_compute_progress")
    last_check_on = fields.Date("Last check-in", compute="_compute_progress")
    is_late = fields.Boolean("Late", compute="_compute_progress")

    @api.depends("name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = (line.name or "").split("\n")[0][:80]

    @api.depends("check_ids.progress", "check_ids.date", "date_due")
    def _compute_progress(self):
        """What evaluator or decider saw last; the person's own word is his, not the measure."""
        today = self.env.company.sudo()._get_skp_today()
        for line in self:
            checks = line.check_ids.sorted(lambda check: (check.date, check.id))
            judged = checks.filtered(lambda check: check.party != "employee" and check.progress)
            line.progress = judged[-1:].progress
            line.last_check_on = checks[-1:].date
            late = bool(line.date_due) and line.date_due < today
            line.is_late = late and line.progress != "full"

    @api.model
    def default_get(self, fields):
        return super(HrSkpImprovement, without_defaults(self, {"check_ids"})).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_editable()
        return lines

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if "sanction_id" in vals:
                raise AccessError(self.env._("A target stays with its case."))
            if vals.keys() - {"check_ids"}:
                self._check_editable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_unchecked(self):
        self._check_editable()
        if not self.env.su and self.check_ids:
            raise UserError(self.env._("A target that was talked about is not deleted."))

    def _check_editable(self):
        if self.env.su:
            return
        self.sanction_id._check_planable()
        # Which step it is in is a fact of the case.
        if any(case.state not in PLANNING_STATES for case in self.sudo().sanction_id):
            raise UserError(self.env._("The time to improve is over: its plan stays as it is."))


class HrSkpImprovementCheck(models.Model):
    """A check-in on a target: what was seen, or what the person says himself.

    The person, the evaluator and the decider add some while the case runs; nobody changes what was
    said.  It may rest on feedback about the person, which is read by who may read feedback.
    """

    _name = "hr.skp.improvement.check"
    _description = "Check-in on an improvement"
    _inherit = ["hr.skp.link.guard"]
    _order = "date desc, id desc"

    improvement_id = fields.Many2one(
        "hr.skp.improvement", "Target", required=True, index=True, ondelete="cascade"
    )
    sanction_id = fields.Many2one(
        related="improvement_id.sanction_id", store=True, index=True, string="Case"
    )
    company_id = fields.Many2one(
        related="sanction_id.company_id", string="Agency", store=True, index=True
    )
    date = fields.Date(required=True, default=lambda self: self.env.company.sudo()._get_skp_today())
    party = fields.Selection(PARTIES, "Check-in by", readonly=True, required=True)
    user_id = fields.Many2one("res.users", "Said by", readonly=True)
    progress = fields.Selection(PROGRESS, "Reached")
    note = fields.Text(required=True)
    feedback_id = fields.Many2one(
        "hr.skp.feedback", index="btree_not_null", ondelete="set null", help="On what it rests."
    )

    @api.depends("date", "party")
    def _compute_display_name(self):
        parties = dict(self._fields["party"]._description_selection(self.env))
        for check in self:
            check.display_name = f"{check.date or ''} · {parties.get(check.party, '')}"

    @api.constrains("feedback_id", "improvement_id")
    def _check_feedback(self):
        # Whom feedback is about is no secret to who may read it.
        for check_sudo in self.sudo():
            feedback = check_sudo.feedback_id
            if feedback and feedback.employee_id != check_sudo.sanction_id.employee_id:
                raise ValidationError(self.env._("This feedback is about somebody else."))

    @api.model
    def default_get(self, fields):
        return super(
            HrSkpImprovementCheck, without_defaults(self, {"party", "user_id"})
        ).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        model = without_defaults(self, {"party", "user_id"})
        if not self.env.su:
            self.browse()._check_links(vals_list)
            vals_list = [{**vals, **self._prepare_author_vals(vals)} for vals in vals_list]
        return super(HrSkpImprovementCheck, model).create(vals_list)

    def write(self, vals):
        if not self.env.su:
            raise UserError(self.env._("What was said in a check-in is not changed: add another."))
        return super().write(vals)

    @api.model
    def _prepare_author_vals(self, vals):
        """Return who says so; raise unless he has a part in the case and it runs."""
        line_id = vals.get("improvement_id")
        # A client may send anything.
        line = self.env["hr.skp.improvement"].browse(line_id if isinstance(line_id, int) else ())
        line = line.exists()
        # Which case a target belongs to decides who may speak; nothing of it is told.
        case = line.sudo().sanction_id.with_env(self.env)
        acting = case._get_roles().get(case.id, set()) if case else set()
        party = next((code for code, _label in PARTIES if code in acting), None)
        if not party:
            raise AccessError(self.env._("This check-in is not yours to make."))
        # As above.
        case.sudo()._check_running()
        return {"party": party, "user_id": self.env.uid}

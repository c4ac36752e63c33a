from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ..rules.calendar import overlapping
from ..rules.plan_states import LIVE
from ..rules.spans import contains, split

SITUATION_KINDS = [("seconded", "Seconded"), ("study_leave", "Study leave")]


class HrSkpSituation(models.Model):
    """A dated special situation of one person's year: seconded, or on study leave.

    The plan stays one and the same; who rates the months in question does so from what the host or
    the place of study reports.  Read with the plan.  Written by the evaluator (or who acts for him)
    and the officers while the plan lives, never by the employee.
    """

    _name = "hr.skp.situation"
    _description = "Special situation of an SKP"
    _inherit = ["hr.skp.link.guard"]
    _order = "skp_id, date_start, id"

    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(SITUATION_KINDS, required=True)
    date_start = fields.Date("From", required=True)
    date_end = fields.Date("Until", help="Empty: until the end of the plan.")
    institution = fields.Char(required=True, help="The host, or the place of study.")
    contact = fields.Char(help="Who reports from there: name, office, address.")

    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A situation cannot end before it starts.",
    )

    @api.depends("kind", "institution")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for situation in self:
            parts = (kinds.get(situation.kind), situation.institution)
            situation.display_name = " · ".join(filter(None, parts))

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("skp_id", "date_start", "date_end")
    def _check_dates(self):
        """Situations lie within their plan and share no day."""
        # The plan's other situations count, whoever wrote them.
        for plan_sudo in self.sudo().skp_id:
            situations_sudo = plan_sudo.situation_ids
            span = (plan_sudo.date_start, plan_sudo.date_end)
            if not all(contains(span, (s.date_start, s.date_end or None)) for s in situations_sudo):
                raise ValidationError(
                    self.env._(
                        "%(plan)s: a situation lies within the plan (%(start)s – %(end)s).",
                        plan=plan_sudo.display_name,
                        start=format_date(self.env, plan_sudo.date_start),
                        end=format_date(self.env, plan_sudo.date_end),
                    )
                )
            clash = overlapping(
                (s.date_start, s.date_end or plan_sudo.date_end, s.display_name)
                for s in situations_sudo
            )
            if clash:
                raise ValidationError(
                    self.env._("%(one)s and %(other)s share a day.", one=clash[0], other=clash[1])
                )

    @api.model_create_multi
    def create(self, vals_list):
        situations = super().create(vals_list)
        if not self.env.su:
            situations._check_writer()
            self.env["hr.skp.log"]._append(situations, "add_situation")
        return situations

    def write(self, vals):
        if not self.env.su:
            if "skp_id" in vals:
                raise AccessError(self.env._("A situation stays with its plan."))
            self._check_writer()
            self.env["hr.skp.log"]._append(self, "change_situation")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_by_writer(self):
        if not self.env.su:
            self._check_writer()
            self.env["hr.skp.log"]._append(self, "remove_situation")

    def _check_writer(self):
        """Raise unless the user is evaluator or officer of all these plans, and they live."""
        # Who one is to the plan is asked below, of the plan itself.
        plans = self.sudo().skp_id.with_env(self.env)
        if any(not {"evaluator", "officer"} & acting for acting in plans._get_roles().values()):
            raise AccessError(
                self.env._("Only the evaluator and the officers write special situations.")
            )
        if any(plan_sudo.state not in LIVE for plan_sudo in plans.sudo()):
            raise UserError(self.env._("A closed or cancelled plan stays as it is."))

    # ------------------------------------------------------------
    # FROZEN
    # ------------------------------------------------------------

    def _prepare_snapshot(self):
        self.ensure_one()
        return {
            "kind": self.kind,
            "date_start": fields.Date.to_string(self.date_start),
            "date_end": fields.Date.to_string(self.date_end or self.skp_id.date_end),
            "institution": self.institution,
            "contact": self.contact or "",
        }


class HrSkp(models.Model):
    _inherit = "hr.skp"

    situation_ids = fields.One2many(
        "hr.skp.situation", "skp_id", "Special situations", readonly=True
    )
    can_write_situation = fields.Boolean(compute="_compute_can_write_situation")

    @api.depends_context("uid")
    @api.depends("state", "employee_user_id", "evaluator_user_id")
    def _compute_can_write_situation(self):
        roles = self._get_roles()
        for plan in self:
            acting = roles.get(plan.id, set())
            plan.can_write_situation = bool(
                plan.state in LIVE and {"evaluator", "officer"} & acting
            )

    def action_open_situations(self):
        """Open this plan's special situations to change or remove them."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Special situations"),
            "res_model": "hr.skp.situation",
            "view_mode": "list",
            "domain": [("skp_id", "=", self.id)],
            "context": {"default_skp_id": self.id},
        }

    def _prepare_snapshot(self):
        situations = [situation._prepare_snapshot() for situation in self.situation_ids]
        return {**super()._prepare_snapshot(), "situations": situations}

    def action_transfer(self, date, reason=None, copy_results=False):
        day = fields.Date.to_date(date)
        # Read before the plans end: what goes on after the day goes on with the new plan.
        lasting = self._get_lasting_situations(day)
        following = super().action_transfer(date, reason, copy_results)
        following_by_employee = {plan.employee_id.id: plan for plan in following.sudo()}
        # The caller's right to transfer was checked; situations follow the person.
        self.env["hr.skp.situation"].sudo().create(
            [
                {**vals, "skp_id": following_by_employee[employee_id].id}
                for employee_id, vals in lasting
                if employee_id in following_by_employee
            ]
        )
        return following

    def _get_lasting_situations(self, day):
        """Return pairs (employee id, values) of the parts of situations from ``day`` on."""
        lasting = []
        for situation_sudo in self.sudo().situation_ids:
            _before, after = split(situation_sudo.date_start, situation_sudo.date_end or None, day)
            if after:
                vals = situation_sudo.copy_data({"date_start": after[0], "date_end": after[1]})[0]
                lasting.append((situation_sudo.skp_id.employee_id.id, vals))
        return lasting

    def _end(self, last_day, action, reason):
        # Before the plan ends: what lies beyond its last day would no longer lie within it.
        situations_sudo = self.sudo().situation_ids
        situations_sudo.filtered(lambda s: s.date_start > last_day).unlink()
        running_sudo = situations_sudo.exists().filtered(
            lambda s: s.date_end and s.date_end > last_day
        )
        running_sudo.write({"date_end": last_day})
        return super()._end(last_day, action, reason)

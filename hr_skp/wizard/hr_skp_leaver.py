from odoo import Command, api, fields, models
from odoo.tools import format_date

from ..rules.plan_states import LIVE
from ..rules.spans import day_before


class HrSkpLeaver(models.TransientModel):
    """People who retire, resign or die: their plan ends, those below get their next evaluator.

    In the personnel record nothing changes here.
    """

    _name = "hr.skp.leaver"
    _description = "People who leave"
    _inherit = ["hr.skp.change.preview"]

    employee_ids = fields.Many2many(
        "hr.employee", "hr_skp_leaver_employee_rel", string="People", required=True
    )
    kind = fields.Selection(
        [
            ("retired", "Retirement"),
            ("resigned", "Resignation"),
            ("died", "Death"),
            ("other", "Other"),
        ],
        "Cause",
        required=True,
        default="retired",
    )
    date = fields.Date(
        "Gone from",
        required=True,
        default=lambda self: self.env.company.sudo()._get_skp_today(),
        help="First day not in office.",
    )
    note = fields.Text("Details", help="Kept in the history of every plan concerned.")
    preview = fields.Html("Their own plans", compute="_compute_preview", sanitize=False)
    team_preview = fields.Html("Whom they evaluate", compute="_compute_preview", sanitize=False)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        active_ids = self.env.context.get("active_ids") or []
        if self.env.context.get("active_model") == "hr.employee":
            defaults["employee_ids"] = [Command.set(active_ids)]
        elif self.env.context.get("active_model") == "hr.skp":
            plans = self.env["hr.skp"].browse(active_ids)
            defaults["employee_ids"] = [Command.set(plans.employee_id.ids)]
        return defaults

    # ------------------------------------------------------------
    # WHAT IT WILL DO
    # ------------------------------------------------------------

    @api.depends("employee_ids", "date")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = wizard._render_own_plans()
            wizard.team_preview = wizard._render_team()

    def _get_people(self):
        return self.employee_ids._origin

    def _get_plans(self):
        """Return their open plans, of the officer's agencies; never his own."""
        domain = [("employee_id", "in", self._get_people().ids), ("state", "in", tuple(LIVE))]
        return self.env["hr.skp"].search([*domain, ("is_mine", "=", False)])

    def _get_team(self):
        """Return the open plans that they evaluate or review, but for those of leavers."""
        return self.env["hr.skp"]._get_evaluated_by(self._get_people()) - self._get_plans()

    def _render_own_plans(self):
        _ = self.env._
        plans = self._get_plans()
        ending = plans._get_ending(self.date) if self.date else plans.browse()
        last_day = self.date and format_date(self.env, day_before(self.date))
        rows = [
            (
                plan.employee_name,
                plan.display_name,
                _("closes on %s", last_day) if plan in ending else _("is cancelled: never agreed"),
            )
            for plan in plans
        ]
        columns = [_("Employee"), _("Plan"), _("What happens")]
        return self._render_preview(columns, rows, empty=_("No open plan of their own."))

    def _render_team(self):
        _ = self.env._
        team, people = self._get_team(), self._get_people()
        routes = team._get_routes(people)
        Reroute = self.env["hr.skp.reroute"]
        columns = [
            _("Employee"),
            _("Present evaluator"),
            _("New evaluator"),
            _("Evaluator's superior"),
        ]
        return self._render_preview(
            columns,
            Reroute._get_rows(team, routes),
            Reroute._get_notes(team._get_stranded(people)),
            _("They evaluate nobody's open plan."),
        )

    # ------------------------------------------------------------
    # APPLY
    # ------------------------------------------------------------

    def action_confirm(self):
        """End the plans of the leavers and re-route those of their people."""
        self.ensure_one()
        plans, team = self._get_plans(), self._get_team()
        reason = self._get_reason()
        plans.action_leave(self.date, reason)
        team.action_reroute(reason, self._get_people().ids)
        return self.env["hr.skp.period"]._get_done_notification(
            self.env._(
                "%(ended)s plans ended, %(moved)s plans were checked for a new evaluator.",
                ended=len(plans),
                moved=len(team),
            )
        )

    def _get_reason(self):
        kind = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        return ": ".join(filter(None, (kind, (self.note or "").strip())))

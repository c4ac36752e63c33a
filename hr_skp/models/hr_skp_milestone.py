from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..rules.plan_states import LIVE


class HrSkpMilestone(models.Model):
    """A point of a trajectory: what an objective or an indicator is expected to have reached by a
    term, against which that term is judged.

    Of an indicator: read with it; what is expected is edited with the plan, what was realised by
    employee and evaluator while the plan lives.  Of an objective: read by the agency, written by
    its officers.
    """

    _name = "hr.skp.milestone"
    _description = "SKP milestone"
    _inherit = ["hr.skp.link.guard"]
    _order = "objective_id, indicator_id, term_id, id"

    objective_id = fields.Many2one("hr.skp.objective", index="btree_not_null", ondelete="cascade")
    indicator_id = fields.Many2one("hr.skp.indicator", index="btree_not_null", ondelete="cascade")
    term_id = fields.Many2one("hr.skp.term", required=True, index=True, ondelete="cascade")
    expected = fields.Char("Expected by then")
    realised = fields.Char("Realised by then")

    _owner_check = models.Constraint(
        "CHECK ((objective_id IS NULL) != (indicator_id IS NULL))",
        "A milestone belongs to one objective or one indicator.",
    )
    _objective_term_uniq = models.UniqueIndex(
        "(objective_id, term_id) WHERE objective_id IS NOT NULL",
        "This objective already has a milestone in this term.",
    )
    _indicator_term_uniq = models.UniqueIndex(
        "(indicator_id, term_id) WHERE indicator_id IS NOT NULL",
        "This indicator already has a milestone in this term.",
    )

    @api.depends("term_id", "expected")
    def _compute_display_name(self):
        for milestone in self:
            parts = (milestone.term_id.display_name, milestone.expected)
            milestone.display_name = ": ".join(filter(None, parts))

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("term_id", "indicator_id", "objective_id")
    def _check_term(self):
        """The term is one of the plan's period, or of the objective's agency."""
        # Which period a plan belongs to is not the question here.
        for milestone_sudo in self.sudo():
            period = milestone_sudo.term_id.period_id
            plan = milestone_sudo.indicator_id.result_id.skp_id
            company = plan.company_id or milestone_sudo.objective_id.company_id
            if period.company_id != company or (plan and plan.period_id != period):
                raise ValidationError(
                    self.env._("The term of a milestone belongs to another period or agency.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        milestones = super().create(vals_list)
        if not self.env.su:
            milestones._check_writer({name for vals in vals_list for name in vals})
        return milestones

    def write(self, vals):
        if not self.env.su:
            if {"objective_id", "indicator_id"} & set(vals):
                raise AccessError(self.env._("A milestone stays where it is."))
            self._check_writer(set(vals))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_by_writer(self):
        if not self.env.su:
            self._check_writer({"expected"})

    def _check_writer(self, names):
        """Raise unless the user may write the fields ``names`` of all these milestones."""
        if self.objective_id and not self.env.user.has_group("hr_skp.group_skp_officer"):
            raise AccessError(
                self.env._("Only the officers write the milestones of the organisation.")
            )
        # Whose plan it is is not a secret to who may write the line.
        plans = self.sudo().indicator_id.result_id.skp_id.with_env(self.env)
        if names == {"realised"}:
            plans._check_living_party()
        else:
            plans._check_editable()


class HrSkp(models.Model):
    _inherit = "hr.skp"

    milestone_count = fields.Integer(compute="_compute_milestone_count")

    def _compute_milestone_count(self):
        found = self.env["hr.skp.milestone"].search(
            [("indicator_id.result_id.skp_id", "in", self.ids)]
        )
        counts = Counter(milestone.indicator_id.result_id.skp_id.id for milestone in found.sudo())
        for plan in self:
            plan.milestone_count = counts.get(plan.id, 0)

    def action_open_trajectory(self):
        """Open the milestones of this plan's indicators, to note what was realised."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Trajectory"),
            "res_model": "hr.skp.milestone",
            "view_mode": "list",
            "domain": [("indicator_id.result_id.skp_id", "=", self.id)],
        }

    def _check_living_party(self):
        """Raise unless the user is employee or evaluator of all these plans, and they live."""
        roles = self._get_roles()
        for plan_sudo in self.sudo():
            if not {"employee", "evaluator"} & roles[plan_sudo.id] or plan_sudo.state not in LIVE:
                raise AccessError(self.env._("You may not change %s.", plan_sudo.display_name))


class HrSkpObjective(models.Model):
    _inherit = "hr.skp.objective"

    milestone_ids = fields.One2many("hr.skp.milestone", "objective_id", "Trajectory")


class HrSkpIndicator(models.Model):
    _inherit = "hr.skp.indicator"

    milestone_ids = fields.One2many("hr.skp.milestone", "indicator_id", "Trajectory")
    period_id = fields.Many2one(related="result_id.skp_id.period_id")
    can_edit = fields.Boolean(related="result_id.can_edit", related_sudo=False)

    def _prepare_snapshot(self):
        milestones = [
            {"term_id": milestone.term_id.id, "expected": milestone.expected or ""}
            for milestone in self.milestone_ids
        ]
        return {**super()._prepare_snapshot(), "milestones": milestones}

    def _restore_milestones(self, lines):
        self.ensure_one()
        expected = {line["term_id"]: line["expected"] for line in lines}
        present = {milestone.term_id.id: milestone for milestone in self.milestone_ids}
        for term_id, milestone in present.items():
            if term_id not in expected:
                milestone.unlink()
            elif milestone.expected != expected[term_id]:
                milestone.expected = expected[term_id]
        missing = expected.keys() - present.keys()
        self.env["hr.skp.milestone"].create(
            [
                {"indicator_id": self.id, "term_id": term.id, "expected": expected[term.id]}
                for term in self.env["hr.skp.term"].browse(missing).exists()
            ]
        )


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    def _restore_indicators(self, lines):
        """Bring back what was expected term by term; what was realised since stays."""
        done = super()._restore_indicators(lines)
        for indicator, line in zip(self._get_restored(lines), lines, strict=True):
            indicator._restore_milestones(line.get("milestones") or ())
        return done

    def _get_restored(self, lines):
        """Return the indicators in the order of ``lines``; those made anew are the newest."""
        kept = {indicator.id: indicator for indicator in self.indicator_ids}
        agreed_ids = [line["id"] for line in lines]
        anew = iter(self.indicator_ids.filtered(lambda i: i.id not in agreed_ids).sorted("id"))
        return [kept.get(line_id) or next(anew) for line_id in agreed_ids]

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..rules import cascade as rules
from ..rules.codes import CASCADE_BASES, CASCADES
from ..rules.matrix import REVISE

LABELS = dict(CASCADE_BASES)
DIRECT = [(code, LABELS[code]) for code in ("aspect", "area", "load")]
NON_DIRECT = [(code, LABELS[code]) for code in ("product", "service")]

#: What a direct part takes over from the leader's indicator beside its name and target.
COPIED = ("aspect", "second_aspect", "uom", "data_source")


class HrSkpCascade(models.TransientModel):
    """Breaks a leader's result down: how, among whom, into what; then shows it, then creates it.

    It only prepares.  Creating goes through :meth:`HrSkpResult._cascade` with the rights of the
    acting person: what he may not put into somebody's plan is refused there, and then nothing of
    it is created.
    """

    _name = "hr.skp.cascade"
    _description = "Break a result down"
    _inherit = ["hr.skp.link.guard"]

    result_id = fields.Many2one(
        "hr.skp.result", "Leader's result", required=True, readonly=True, ondelete="cascade"
    )
    indicator_id = fields.Many2one(
        "hr.skp.indicator",
        "Leader's indicator",
        domain="[('result_id', '=', result_id)]",
        ondelete="cascade",
    )
    leader_target = fields.Char(
        "Leader's target", related="indicator_id.target", related_sudo=False
    )
    step = fields.Selection([("choose", "Choose"), ("preview", "Preview")], default="choose")
    cascade = fields.Selection(CASCADES, default="direct", required=True)
    direct_basis = fields.Selection(DIRECT, "Split by", default="area", required=True)
    non_direct_basis = fields.Selection(
        NON_DIRECT, "Supported by", default="product", required=True
    )
    basis = fields.Selection(CASCADE_BASES, compute="_compute_basis")
    parts = fields.Text(help="One per line.")
    whole = fields.Char(
        "Replaces in the text", help="The part of the leader's text in whose place each part goes."
    )
    person_ids = fields.One2many("hr.skp.cascade.person", "wizard_id", "People")
    line_ids = fields.One2many("hr.skp.cascade.line", "wizard_id", "Results to create")
    reason = fields.Char(
        "Reason of the revisions",
        default=lambda self: self.env._("The leader's result was broken down"),
    )
    opens_revision = fields.Boolean(
        compute="_compute_opens_revision", export_string_translation=False
    )
    asks_reason = fields.Boolean(compute="_compute_opens_revision", export_string_translation=False)
    duplicate_count = fields.Integer("Already there", compute="_compute_line_sums")
    target_sum = fields.Char("Sum of the targets", compute="_compute_line_sums")

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("cascade", "direct_basis", "non_direct_basis")
    def _compute_basis(self):
        for wizard in self:
            direct = wizard.cascade == "direct"
            wizard.basis = wizard.direct_basis if direct else wizard.non_direct_basis

    @api.depends("line_ids.person_id")
    def _compute_opens_revision(self):
        for wizard in self:
            wizard.opens_revision = any(wizard.line_ids.person_id.mapped("opens_revision"))
            # A matrix that changes gives its own reason.
            has_matrix = bool(wizard.result_id.sudo().skp_id.matrix_ids)
            wizard.asks_reason = wizard.opens_revision and not has_matrix

    @api.depends("line_ids.is_duplicate", "line_ids.target", "leader_target", "basis")
    def _compute_line_sums(self):
        for wizard in self:
            wizard.duplicate_count = len(wizard.line_ids.filtered("is_duplicate"))
            total = rules.add_amounts(wizard.line_ids.mapped("target"))
            wizard.target_sum = wizard.env._(
                "%(sum)s of %(target)s",
                sum="–" if total is None else total,
                target=wizard.leader_target or "–",
            )

    @api.constrains("result_id", "indicator_id")
    def _check_leading(self):
        """Only one's own results are broken down, whatever an RPC client writes here."""
        # Constraints run with elevated rights; what counts here is what the user himself reads.
        wizards = self.sudo(False)
        wizards.indicator_id.check_access("read")
        if not all(wizards.result_id.mapped("can_cascade")):
            raise AccessError(
                self.env._("Only the leader breaks his result down, for the people below him.")
            )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def _start(self, result):
        """Return a new wizard for a leader's result, with the people below him to choose from."""
        wizard = self.create(
            {
                "result_id": result.id,
                "indicator_id": result.indicator_ids[:1].id,
                "whole": rules.guess_whole(result.name),
            }
        )
        # The leader knows who is below him, whatever he may read of their plans.
        wizard.sudo().person_ids = [
            Command.create(self._prepare_person_vals(plan_sudo, step))
            for plan_sudo, step in result._get_cascade_steps().items()
        ]
        return wizard

    @api.model
    def _prepare_person_vals(self, plan_sudo, step):
        return {
            "skp_id": plan_sudo.id,
            "name": plan_sudo.employee_name,
            "position": plan_sudo.employee_position,
            "state": plan_sudo.state,
            "can_change": bool(step),
            "opens_revision": step == REVISE,
        }

    def action_preview(self):
        """Suggest the results, person by person, for the acting person to edit."""
        self.ensure_one()
        people = self.person_ids.filtered(lambda person: person.selected and person.can_change)
        if not people:
            raise UserError(self.env._("Choose at least one person whose plan can be changed."))
        self.line_ids = [Command.clear(), *map(Command.create, self._prepare_lines(people))]
        self.step = "preview"
        return self._reopen()

    def action_back(self):
        """Back to the choice; the suggestion is made anew afterwards."""
        self.step = "choose"
        return self._reopen()

    def action_create_results(self):
        """Create the results in the people's plans; what is there already is left out."""
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: not line.is_duplicate)
        if not lines:
            raise UserError(self.env._("All of this is in the people's plans already."))
        self.result_id._cascade([line._prepare_result_vals() for line in lines], self.reason)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s results were added to the plans.", len(lines)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _reopen(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Break down"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------
    # SUGGESTION
    # ------------------------------------------------------------

    def _prepare_lines(self, people):
        """Return the values of the suggested lines, in the order of the people."""
        if self.basis == "load":
            return self._prepare_load_lines(people)
        parts = rules.read_lines(self.parts)
        if not parts:
            raise UserError(self.env._("Write the parts, one per line."))
        return [
            {"person_id": person.id, **self._prepare_part_vals(part)}
            for person, part in rules.deal(parts, list(people))
        ]

    def _prepare_load_lines(self, people):
        """Each does the same, and the leader's number is shared out."""
        shares = rules.split_target(self.leader_target, len(people))
        return [
            {
                "person_id": person.id,
                "name": self.result_id.name,
                "indicator": self.indicator_id.name,
                "target": share,
            }
            for person, share in zip(people, shares, strict=True)
        ]

    def _prepare_part_vals(self, part):
        if self.cascade == "non_direct":
            return {"name": part}
        joint = ": " if self.basis == "aspect" else " "
        indicator = self.indicator_id.name or ""
        whole = self.whole or ""
        return {
            "name": rules.part_text(self.result_id.name, part, whole, joint),
            "indicator": indicator.replace(whole, part) if whole else indicator,
            "target": self.leader_target,
        }


class HrSkpCascadePerson(models.TransientModel):
    """One of the people below; named here, as his plan need not be the leader's to read."""

    _name = "hr.skp.cascade.person"
    _description = "Person to break a result down to"
    _inherit = ["hr.skp.link.guard"]
    _order = "id"

    wizard_id = fields.Many2one(
        "hr.skp.cascade",
        required=True,
        index=True,
        ondelete="cascade",
        export_string_translation=False,
    )
    skp_id = fields.Many2one("hr.skp", "SKP", required=True, readonly=True, ondelete="cascade")
    selected = fields.Boolean()
    name = fields.Char("Person", readonly=True)
    position = fields.Char(readonly=True)
    state = fields.Selection(related="skp_id.state", related_sudo=True, string="Plan")
    can_change = fields.Boolean(readonly=True, export_string_translation=False)
    opens_revision = fields.Boolean(
        "Revision", readonly=True, help="The agreed plan is opened for revision first."
    )

    @api.constrains("skp_id", "wizard_id")
    def _check_below(self):
        for wizard, people in self.grouped("wizard_id").items():
            below = {plan_sudo.id for plan_sudo in wizard.result_id._get_cascade_steps()}
            if set(people.skp_id.ids) - below:
                raise AccessError(self.env._("Only people below the leader can be chosen."))


class HrSkpCascadeLine(models.TransientModel):
    """A result to be created in somebody's plan."""

    _name = "hr.skp.cascade.line"
    _description = "Result to create"
    _inherit = ["hr.skp.link.guard"]
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "hr.skp.cascade",
        required=True,
        index=True,
        ondelete="cascade",
        export_string_translation=False,
    )
    sequence = fields.Integer(default=10)
    person_id = fields.Many2one(
        "hr.skp.cascade.person",
        required=True,
        ondelete="cascade",
    )
    name = fields.Text("Result", required=True)
    indicator = fields.Text()
    target = fields.Char()
    is_duplicate = fields.Boolean("Already there", compute="_compute_is_duplicate")

    @api.depends("name", "person_id", "wizard_id.line_ids.name", "wizard_id.line_ids.person_id")
    def _compute_is_duplicate(self):
        """In that person's plan already, or further up in this list."""
        for wizard, lines in self.grouped("wizard_id").items():
            seen = wizard.result_id._get_present_texts(wizard.person_ids.skp_id.ids)
            for line in wizard.line_ids | lines:
                key = (line.person_id.skp_id.id, rules.fold(line.name))
                if line in lines:
                    line.is_duplicate = key in seen
                seen.add(key)

    def _prepare_result_vals(self):
        """Return the values of the result; a hook for what agencies add to it."""
        self.ensure_one()
        wizard = self.wizard_id
        vals = {
            "skp_id": self.person_id.skp_id.id,
            "parent_indicator_id": wizard.indicator_id.id,
            "name": self.name.strip(),
            "cascade": wizard.cascade,
            "cascade_basis": wizard.basis,
        }
        if self.indicator:
            vals["indicator_ids"] = [Command.create(self._prepare_indicator_vals())]
        return vals

    def _prepare_indicator_vals(self):
        above, copied = self.wizard_id.indicator_id, {}
        if self.wizard_id.cascade == "direct":
            copied = {name: above[name] for name in COPIED}
        return {**copied, "name": self.indicator, "target": self.target}

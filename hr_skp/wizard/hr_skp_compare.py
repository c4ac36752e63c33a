from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..rules import plan_diff

#: Where the labels of a snapshot's codes and keys come from.
PART_MODELS = {"plan": "hr.skp", "result": "hr.skp.result", "indicator": "hr.skp.indicator"}
KEY_FIELDS = {
    "aspects": "aspect",
    "parent": "parent_id",
    "assigner": "assigner_name",
    "trajectory": "milestone_ids",
}


class HrSkpCompare(models.TransientModel):
    """Shows what changed between two revisions of a plan, or since one, side by side.

    Read with the plan: the revisions are read with the user's own rights, and what is present only
    by who reads the plan.
    """

    _name = "hr.skp.compare"
    _description = "Comparison of two revisions"
    _inherit = ["hr.skp.link.guard"]

    skp_id = fields.Many2one(related="before_id.skp_id", related_sudo=False, string="SKP")
    before_id = fields.Many2one(
        "hr.skp.revision",
        required=True,
        domain="[('skp_id', '=', skp_id)]",
        ondelete="cascade",
    )
    after_id = fields.Many2one(
        "hr.skp.revision",
        domain="[('skp_id', '=', skp_id)]",
        ondelete="cascade",
        help="Empty: the plan as it is now.",
    )
    comparison = fields.Html(compute="_compute_comparison")

    @api.constrains("before_id", "after_id")
    def _check_revisions(self):
        # Constraints run with elevated rights; what counts here is what the user himself reads.
        for wizard in self.sudo(False):
            both = wizard.before_id | wizard.after_id
            both.check_access("read")
            if len(both.skp_id) > 1:
                raise ValidationError(self.env._("Only revisions of one plan can be compared."))

    @api.depends_context("uid", "lang")
    @api.depends("before_id", "after_id")
    def _compute_comparison(self):
        for wizard in self:
            before, after = wizard._get_snapshots()
            wizard.comparison = wizard._render(plan_diff.diff(before, after))

    def _get_snapshots(self):
        self.ensure_one()
        if self.after_id:
            return self.before_id.content, self.after_id.content
        plan = self.before_id.skp_id
        # A snapshot is taken with elevated rights: who asks for it must be a reader of the plan.
        plan.check_access("read")
        return self.before_id.content, plan._get_snapshot()[plan.id]

    # ------------------------------------------------------------
    # HTML: every text of the plan is escaped by Markup's formatting
    # ------------------------------------------------------------

    def _render(self, changes):
        if not changes:
            return Markup("<p class='text-muted'>%s</p>") % self.env._("Nothing differs.")
        _, titles = self.env._, self._get_part_titles()
        rows, part = Markup(), None
        for change in changes:
            title = titles[change.part]
            if title != part:
                part = title
                rows += Markup("<tr class='table-light'><th colspan='3'>%s</th></tr>") % title
            rows += self._render_change(change)
        return Markup(
            "<table class='table table-sm align-top'><thead><tr>"
            "<th style='width: 30%%'>%s</th><th style='width: 35%%'>%s</th><th>%s</th>"
            "</tr></thead><tbody>%s</tbody></table>"
        ) % (_("What"), _("Before"), _("After"), rows)

    def _get_part_titles(self):
        _ = self.env._
        return {
            "plan": _("Plan"),
            "identity": _("Identity"),
            # An indicator is read below its result.
            "result": _("Results"),
            "indicator": _("Results"),
            "behaviour": _("Special expectations"),
            "commitment": _("Annex"),
        }

    def _render_change(self, change):
        before, after = self._get_text(change, "before"), self._get_text(change, "after")
        cells = [
            self._render_words(words, tag)
            for words, tag in zip(plan_diff.mark_words(before, after), ("del", "ins"), strict=True)
        ]
        return Markup("<tr><td>%s</td><td>%s</td><td>%s</td></tr>") % (
            self._render_subject(change),
            *cells,
        )

    def _render_words(self, words, tag):
        tag = Markup(tag)
        return Markup().join(
            Markup("<%s>%s</%s>") % (tag, text, tag) if differs else Markup("%s") % text
            for text, differs in words
        )

    def _render_subject(self, change):
        subject, label = self._get_subject(change), self._get_label(change)
        if not subject:
            return label
        return Markup("%s<br/><span class='text-muted small'>%s</span>") % (label, subject)

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def _get_label(self, change):
        _ = self.env._
        if change.field:
            return self._get_field_label(change)
        labels = {
            "result_added": _("Result added"),
            "result_removed": _("Result removed"),
            "indicator_added": _("Indicator added"),
            "indicator_removed": _("Indicator removed"),
            "commitment_added": _("Added"),
            "commitment_removed": _("Removed"),
        }
        return labels[f"{change.part}_{change.action}"]

    def _get_field_label(self, change):
        _ = self.env._
        if change.part in PART_MODELS:
            return self._get_field(change)._description_string(self.env)
        labels = {
            "name": _("Name") if change.part == "identity" else _("Text"),
            "number": _("Number"),
            "rank": _("Rank"),
            "position": _("Position"),
            "unit": _("Unit"),
            "expectation": _("Special expectation"),
        }
        return labels[change.field]

    def _get_field(self, change):
        model = self.env[PART_MODELS[change.part]]
        return model._fields[KEY_FIELDS.get(change.field, change.field)]

    def _get_subject(self, change):
        """Return what the label is about, where the texts beside it do not say it themselves."""
        _ = self.env._
        if change.part in ("result", "indicator"):
            return change.subject if change.field not in ("", "name") else ""
        if change.part == "behaviour":
            values = self.env["hr.skp.core.value"].search([("code", "=", change.subject)])
            return values.name or change.subject
        if change.part == "commitment":
            kinds = self.env["hr.skp.commitment"]._fields["kind"]._description_selection(self.env)
            return dict(kinds)[change.subject]
        parties = {
            "employee": _("Employee"),
            "evaluator": _("Evaluator"),
            "reviewer": _("Evaluator's superior"),
        }
        return parties.get(change.subject, "")

    def _get_text(self, change, side):
        """Return a value of the snapshot as people read it: labels for codes, dates in words."""
        value = getattr(change, side)
        if not value:
            return ""
        if change.field == "parent":
            return " · ".join(filter(None, (value["name"], value["indicator"])))
        if change.field == "trajectory":
            names = {term.id: term.name for term in self.env["hr.skp.term"].browse(value).exists()}
            return " · ".join(f"{names.get(key, '–')}: {text}" for key, text in value.items())
        if change.part not in PART_MODELS:
            return str(value)
        field = self._get_field(change) if change.field else None
        if field is not None and field.type == "selection":
            labels = dict(field._description_selection(self.env))
            codes = value if isinstance(value, list) else [value]
            return "/ ".join(labels.get(code, code) for code in codes)
        if field is not None and field.type == "date":
            return format_date(self.env, value)
        return str(value)


class HrSkpRevision(models.Model):
    _inherit = "hr.skp.revision"

    def action_compare_previous(self):
        """Show what this revision changed against the one before it."""
        self.ensure_one()
        former = self.skp_id.revision_ids.filtered(lambda r: r.number == self.number - 1)
        return self._open_comparison(former, self)

    def action_compare_present(self):
        """Show what changed in the plan since this revision."""
        self.ensure_one()
        return self._open_comparison(self, self.browse())

    @api.model
    def _open_comparison(self, before, after):
        wizard = self.env["hr.skp.compare"].create({"before_id": before.id, "after_id": after.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What changed"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

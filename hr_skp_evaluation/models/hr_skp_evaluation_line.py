from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.hr_skp.models.hr_skp_bulk import insert_rows
from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

#: What the employee writes; everything else is a snapshot of the plan.
REPORT_FIELDS = frozenset({"realisation", "realisation_value", "remark"})


class HrSkpEvaluationLine(models.Model):
    """What was realised of one result or indicator in a term, as the employee reports it.

    Made by the system from the plan as last agreed.  Read by whoever reads the evaluation's
    content, written by the employee until he hands his report in.
    """

    _name = "hr.skp.evaluation.line"
    _description = "Realisation in a term"
    _inherit = ["hr.skp.link.guard"]
    _order = "evaluation_id, sequence, id"

    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    result_id = fields.Many2one(
        "hr.skp.result",
        "Result of the plan",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    indicator_id = fields.Many2one(
        "hr.skp.indicator",
        "Indicator of the plan",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    sequence = fields.Integer(readonly=True, export_string_translation=False)
    result_kind = fields.Char("Kind of result", readonly=True)
    result_name = fields.Text("Result", readonly=True)
    indicator_name = fields.Text("Indicator", readonly=True)
    target = fields.Char(readonly=True)
    uom = fields.Char("Unit of measure", readonly=True)
    realisation = fields.Text()
    realisation_value = fields.Float("Realisation (number)", digits=(16, 4))
    remark = fields.Text()

    @api.depends("result_name", "indicator_name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.indicator_name or line.result_name or ""

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpEvaluationLine, without_defaults(self)).default_get(fields)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if vals.keys() - REPORT_FIELDS:
                raise AccessError(self.env._("Only what was realised is written here."))
            # To which evaluation a line belongs is no secret to who may write it.
            self.sudo().evaluation_id.with_env(self.env)._check_reportable()
        return super().write(vals)

    # ------------------------------------------------------------
    # FROM THE PLAN
    # ------------------------------------------------------------

    @api.model
    def _create_for(self, evaluations, contents):
        """Create the lines of new evaluations from the agreed content of their plans."""
        return insert_rows(
            self.sudo(),
            [
                vals
                for evaluation in evaluations
                for vals in evaluation._prepare_line_vals_list(contents.get(evaluation.skp_id.id))
            ],
        )

    @api.model
    def _refresh_for(self, evaluations, contents):
        """Bring open lines in line with the plan: new ones added, gone ones removed, texts kept."""
        vals_list, gone = [], self.browse()
        for evaluation in evaluations:
            present = {line._get_key(): line for line in evaluation.line_ids}
            for vals in evaluation._prepare_line_vals_list(contents.get(evaluation.skp_id.id)):
                line = present.pop((vals["result_id"], vals["indicator_id"]), None)
                if line:
                    line.write({name: vals[name] for name in vals.keys() - REPORT_FIELDS})
                else:
                    vals_list.append(vals)
            gone |= self.union(*present.values())
        gone.unlink()
        return self.sudo().create(vals_list)

    def _get_key(self):
        self.ensure_one()
        return self.result_id.id or None, self.indicator_id.id or None


class HrSkpEvaluation(models.Model):
    _inherit = "hr.skp.evaluation"

    def _prepare_line_vals_list(self, content):
        """Return the values of this evaluation's lines: one an indicator, or one a result."""
        self.ensure_one()
        vals_list = []
        for result in (content or {}).get("results") or ():
            for indicator in result["indicators"] or [None]:
                vals = self._prepare_line_vals(result, indicator)
                vals_list.append({**vals, "sequence": len(vals_list) + 1})
        return vals_list

    def _prepare_line_vals(self, result, indicator):
        """Return the values of one line from the snapshots of result and indicator (or ``None``).

        The hook by which what was recorded during the term fills the self-report.
        """
        self.ensure_one()
        indicator = indicator or {}
        return {
            "evaluation_id": self.id,
            "result_id": result["id"],
            "indicator_id": indicator.get("id"),
            "result_kind": result["kind"],
            "result_name": result["name"],
            "indicator_name": indicator.get("name"),
            "target": indicator.get("target"),
            "uom": indicator.get("uom"),
        }


class HrSkp(models.Model):
    _inherit = "hr.skp"

    def _get_agreed_contents(self, part, *parts):
        """Return plan id -> content of its last agreed revision (none where never agreed).

        :param part: a key of the content that is asked for, like ``parts``; the rest is not read
        """
        names = (part, *parts)
        # Read for the evaluation, whoever opens it; past the ORM, which copies each content twice.
        self.env["hr.skp.revision"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (skp_id) skp_id, %s FROM hr_skp_revision
                 WHERE skp_id IN %s ORDER BY skp_id, number DESC
                """,
                SQL(", ").join(SQL("content -> %s", name) for name in names),
                tuple(self.ids or [0]),
            )
        )
        return {skp_id: dict(zip(names, found, strict=True)) for skp_id, *found in rows}

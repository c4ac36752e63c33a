from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.hr_skp.models.hr_skp_bulk import insert_rows
from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.codes import RATINGS


class HrSkpRatingLine(models.Model):
    """The evaluator's rating of one result or behaviour; made when rating starts.

    Read and written with the rating: never by the employee.
    """

    _name = "hr.skp.rating.line"
    _description = "Rating of a result or behaviour"
    _inherit = ["hr.skp.link.guard"]
    _order = "rating_id, sequence, id"

    rating_id = fields.Many2one(
        "hr.skp.rating",
        "Rating of the whole",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        [("result", "Result"), ("behaviour", "Behaviour")], required=True, readonly=True
    )
    result_id = fields.Many2one(
        "hr.skp.result", readonly=True, index="btree_not_null", ondelete="set null"
    )
    behaviour_id = fields.Many2one(
        "hr.skp.behaviour", readonly=True, index="btree_not_null", ondelete="set null"
    )
    result_kind = fields.Char("Kind of result", readonly=True)
    sequence = fields.Integer(readonly=True, export_string_translation=False)
    name = fields.Text("Result or behaviour", readonly=True)
    rating = fields.Selection(RATINGS)
    note = fields.Text()

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpRatingLine, without_defaults(self)).default_get(fields)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if vals.keys() - {"rating", "note"}:
                raise AccessError(self.env._("Only the rating and a note are written here."))
            # To which rating a line belongs is no secret to who may write it.
            self.sudo().rating_id.with_env(self.env)._check_ratable()
        return super().write(vals)

    # ------------------------------------------------------------
    # FROM THE PLAN
    # ------------------------------------------------------------

    @api.model
    def _create_for(self, ratings, contents):
        """Create the lines of new ratings from the agreed content of their plans."""
        return insert_rows(
            self.sudo(),
            [
                vals
                for rating in ratings
                for vals in rating._prepare_line_vals_list(
                    contents.get(rating.evaluation_id.skp_id.id)
                )
            ],
        )


class HrSkpRating(models.Model):
    _inherit = "hr.skp.rating"

    def _prepare_line_vals_list(self, content):
        """Return the values of this rating's lines: the results of the plan, then behaviours."""
        self.ensure_one()
        content = content or {}
        results = [
            {
                "kind": "result",
                "result_id": result["id"],
                "behaviour_id": None,
                "result_kind": result["kind"],
                "name": result["name"],
            }
            for result in content.get("results") or ()
        ]
        behaviours = [
            {
                "kind": "behaviour",
                "result_id": None,
                "behaviour_id": behaviour["id"],
                "result_kind": None,
                "name": behaviour["name"],
            }
            for behaviour in content.get("behaviours") or ()
        ]
        return [
            {"rating_id": self.id, "sequence": sequence, **vals}
            for sequence, vals in enumerate(results + behaviours, 1)
        ]


class HrSkpRatingChange(models.Model):
    """Who changed which rating when, from what to what, and why. Append-only; read with the rating.

    Apart from the plan's log, which more people read.
    """

    _name = "hr.skp.rating.change"
    _description = "Change of a rating"
    _order = "id desc"
    _log_access = False

    rating_id = fields.Many2one(
        "hr.skp.rating", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True, ondelete="restrict")
    official_id = fields.Many2one("hr.employee", "For", readonly=True, ondelete="restrict")
    result_before = fields.Selection(RATINGS, "Results before", readonly=True)
    result_after = fields.Selection(RATINGS, "Results after", readonly=True)
    behaviour_before = fields.Selection(RATINGS, "Behaviour before", readonly=True)
    behaviour_after = fields.Selection(RATINGS, "Behaviour after", readonly=True)
    reason = fields.Text(readonly=True)

    @api.depends("date", "user_id")
    def _compute_display_name(self):
        for change in self:
            change.display_name = f"{change.date} · {change.user_id.name or ''}"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The history of a rating cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("The history of a rating cannot be deleted."))

    @api.model
    def _record(self, ratings, vals):
        """Add one line for each of ``ratings`` that ``vals`` are about to change."""
        officials = ratings.evaluation_id._get_officials()
        # Only the system writes history.
        return insert_rows(
            self.sudo(),
            [
                {
                    "rating_id": rating.id,
                    "date": fields.Datetime.now(),
                    "user_id": self.env.uid,
                    "official_id": officials.get(rating.evaluation_id.id),
                    "result_before": rating.result_rating,
                    "result_after": vals.get("result_rating", rating.result_rating),
                    "behaviour_before": rating.behaviour_rating,
                    "behaviour_after": vals.get("behaviour_rating", rating.behaviour_rating),
                    "reason": vals.get("departure_reason") or self.env.context.get("skp_reason"),
                }
                for rating in ratings
            ],
        )

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..rules.codes import PREDICATES, UNIT_PREDICATES
from ..rules.distribution import AT_LEAST, AT_MOST, BOUND_KINDS, LARGEST, SOME, Bound, check

CODES = [code for code, _label in PREDICATES]


class HrSkpDistribution(models.Model):
    """The pattern in which the predicates of people are expected, for one predicate of their unit.

    The patterns without an agency are those of SE MenPANRB 3/2023 and stand for every agency that
    has none of its own.  Everybody reads them; the SKP administrator makes and edits his agency's.
    """

    _name = "hr.skp.distribution"
    _description = "Distribution pattern"
    _inherit = ["hr.skp.link.guard"]
    _order = "company_id, sequence, id"
    _rec_name = "unit_predicate"

    unit_predicate = fields.Selection(UNIT_PREDICATES, "The unit is", required=True)
    sequence = fields.Integer(default=10, export_string_translation=False)
    company_id = fields.Many2one(
        "res.company", "Agency", index=True, default=lambda self: self.env.company
    )
    note = fields.Text("Note under the chart")
    line_ids = fields.One2many("hr.skp.distribution.line", "distribution_id", "Expectations")
    curve_sangat_baik = fields.Integer("Very good (%)")
    curve_baik = fields.Integer("Good (%)")
    curve_butuh_perbaikan = fields.Integer("Needs improvement (%)")
    curve_kurang = fields.Integer("Poor (%)")
    curve_sangat_kurang = fields.Integer("Very poor (%)")

    _agency_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), unit_predicate)",
        "This agency already has a pattern for this predicate of a unit.",
    )
    _curve_check = models.Constraint(
        "CHECK (LEAST(curve_sangat_baik, curve_baik, curve_butuh_perbaikan, curve_kurang, "
        "curve_sangat_kurang) >= 0 AND curve_sangat_baik + curve_baik + curve_butuh_perbaikan "
        "+ curve_kurang + curve_sangat_kurang IN (0, 100))",
        "The expected curve adds up to a hundred per cent.",
    )

    @api.depends("unit_predicate", "company_id")
    def _compute_display_name(self):
        labels = dict(self._fields["unit_predicate"]._description_selection(self.env))
        for pattern in self:
            parts = (labels.get(pattern.unit_predicate), pattern.company_id.name)
            pattern.display_name = " · ".join(filter(None, parts))

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        patterns = super().create(vals_list)
        patterns._check_own_agency()
        return patterns

    def write(self, vals):
        self._check_own_agency()
        result = super().write(vals)
        self._check_own_agency()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_own(self):
        self._check_own_agency()

    def _check_own_agency(self):
        """The patterns of the regulation stand for all agencies: nobody edits them for others."""
        if not self.env.su and any(not pattern.company_id for pattern in self):
            raise AccessError(
                self.env._(
                    "The pattern of the regulation stays as it is: make one of your agency's own."
                )
            )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def action_customise(self):
        """SKP administrator: make a pattern of the agency's own from this one, and open it."""
        self.ensure_one()
        company = self.env.company
        own = self.search(
            [("company_id", "=", company.id), ("unit_predicate", "=", self.unit_predicate)]
        )
        if not own:
            vals = self.copy_data({"company_id": company.id})[0]
            lines = [(0, 0, line_vals) for line_vals in self.line_ids.copy_data()]
            own = self.create({**vals, "line_ids": lines})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": own.id,
        }

    def _check_counts(self, counts):
        """Return how people deviate from this pattern.

        :param counts: mapping predicate -> number of people
        :return: list of dicts ``kind predicates count limit share message``; empty if none deviates
        """
        self.ensure_one()
        self.check_access("read")
        wrong = [code for code in counts if code not in CODES]
        if wrong:
            raise UserError(self.env._("%s is no predicate.", wrong[0]))
        deviations = check(counts, self.line_ids._get_bounds())
        return [
            {**deviation._asdict(), "message": self._get_sentence(deviation)}
            for deviation in deviations
        ]

    def _get_sentence(self, deviation):
        _ = self.env._
        labels = dict(self.env["hr.skp.distribution.line"]._get_predicate_labels())
        words = {
            "predicates": _(" or ").join(labels[code] for code in deviation.predicates),
            "count": deviation.count,
            "limit": deviation.limit,
            "share": deviation.share,
        }
        if deviation.kind == AT_MOST:
            return _("%(predicates)s: %(count)s, at most %(limit)s (%(share)s %%).", **words)
        if deviation.kind == AT_LEAST:
            return _("%(predicates)s: %(count)s, at least %(limit)s (%(share)s %%).", **words)
        if deviation.kind == SOME:
            return _("%(predicates)s: nobody, although some are expected.", **words)
        return _("%(predicates)s: %(count)s, not the largest share.", **words)

    def _get_curve(self):
        """Return predicate -> expected per cent, for the chart."""
        self.ensure_one()
        return {code: self[f"curve_{code}"] for code in CODES}

    @api.model
    def _get_patterns(self, companies):
        """Return (company id, unit predicate) -> pattern: the agency's own, else the general."""
        # Read by everybody; here also for who acts for another agency's batch.
        found_sudo = self.sudo().search(
            Domain("company_id", "in", [False, *companies.ids]), order="company_id NULLS FIRST, id"
        )
        patterns = {}
        for pattern in found_sudo:
            for company in pattern.company_id or companies:
                if pattern.company_id or (company.id, pattern.unit_predicate) not in patterns:
                    patterns[company.id, pattern.unit_predicate] = pattern
        return patterns


class HrSkpDistributionLine(models.Model):
    """One expectation of a pattern; two predicates count together."""

    _name = "hr.skp.distribution.line"
    _description = "Expectation of a distribution pattern"
    _inherit = ["hr.skp.link.guard"]
    _order = "distribution_id, id"

    distribution_id = fields.Many2one(
        "hr.skp.distribution", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(BOUND_KINDS, "Expected", required=True)
    share = fields.Integer("Share (%)")
    predicate = fields.Selection(PREDICATES, required=True)
    other_predicate = fields.Selection(PREDICATES, "And/or")

    _share_check = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "A share lies between 0 and 100 per cent."
    )

    @api.depends("kind", "share", "predicate", "other_predicate")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        labels = self._get_predicate_labels()
        for line in self:
            share = f"{line.share} %" if line.kind in (AT_MOST, AT_LEAST) else None
            predicates = " / ".join(labels[code] for code in line._get_codes())
            line.display_name = " ".join(filter(None, (kinds.get(line.kind), share, predicates)))

    @api.constrains("kind", "share", "predicate", "other_predicate")
    def _check_bound(self):
        for line in self:
            if line.predicate == line.other_predicate:
                raise ValidationError(self.env._("The two predicates of a line differ."))
            if line.kind in (LARGEST, SOME) and line.share:
                raise ValidationError(
                    self.env._("A share belongs to “at most” and “at least” only.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.distribution_id._check_own_agency()
        return lines

    def write(self, vals):
        self.distribution_id._check_own_agency()
        result = super().write(vals)
        self.distribution_id._check_own_agency()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_own(self):
        self.distribution_id._check_own_agency()

    @api.model
    def _get_predicate_labels(self):
        return dict(self._fields["predicate"]._description_selection(self.env))

    def _get_codes(self):
        self.ensure_one()
        return tuple(code for code in (self.predicate, self.other_predicate) if code)

    def _get_bounds(self):
        return [Bound(line.kind, line._get_codes(), line.share) for line in self]

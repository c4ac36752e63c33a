from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.hr_skp.rules.codes import ASN_KINDS, ASN_POSITIONS, POSITION_GROUPS
from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules.allowance import Rate

CONDITIONS = ("asn_kind", "position_group", "asn_position", "job_id")


class HrSkpAllowanceRate(models.Model):
    """At which rate a predicate counts for the performance allowance, from when on.

    Agency law, so a table that SKP administrators keep; officers, deciders and auditors read it.
    The most specific rate that holds on a day applies (see ``rules/allowance.py``); a new law is a
    new line from its day on, and nothing is overwritten.
    """

    _name = "hr.skp.allowance.rate"
    _description = "Rate of the allowance"
    _inherit = ["hr.skp.link.guard"]
    _order = "date_from desc, percent desc, id"

    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    predicate = fields.Selection(PREDICATES, required=True)
    percent = fields.Float("Per cent", required=True, digits=(6, 2), aggregator=None)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("Until", help="Empty: until another rate replaces it.")
    asn_kind = fields.Selection(
        [kind for kind in ASN_KINDS if kind[0] != "non_asn"],
        "Kind of employee",
        help="Empty: all kinds.",
    )
    position_group = fields.Selection(POSITION_GROUPS, "Group of posts", help="Empty: all groups.")
    asn_position = fields.Selection(ASN_POSITIONS, "Position", help="Empty: all positions.")
    job_id = fields.Many2one("hr.job", "Post", index="btree_not_null", ondelete="restrict")
    basis = fields.Char("Legal basis", help="e.g. Perwali 12/2026, article on reductions")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A rate ends after it begins."
    )
    _percent_check = models.Constraint(
        "CHECK (percent BETWEEN 0 AND 300)", "A rate is between 0 and 300 per cent."
    )
    _same_uniq = models.UniqueIndex(
        "(company_id, predicate, date_from, coalesce(asn_kind, ''), coalesce(position_group, ''), "
        "coalesce(asn_position, ''), coalesce(job_id, 0))",
        "There is a rate for the same people from the same day.",
    )

    @api.depends("predicate", "percent", "date_from")
    def _compute_display_name(self):
        predicates = dict(self._fields["predicate"]._description_selection(self.env))
        for rate in self:
            rate.display_name = f"{predicates.get(rate.predicate, '')} {rate.percent:g} %"

    @api.constrains("job_id", "company_id")
    def _check_job(self):
        for rate in self:
            if rate.job_id.company_id and rate.job_id.company_id != rate.company_id:
                raise ValidationError(self.env._("The post belongs to another agency."))

    def _get_rate(self):
        """Return the rate as ``rules/allowance.py`` reads it."""
        self.ensure_one()
        return Rate(
            self.predicate,
            self.percent,
            self.date_from,
            self.date_to or None,
            self.asn_kind or None,
            self.position_group or None,
            self.asn_position or None,
            self.job_id.id or None,
            self.id,
        )

    @api.model
    def _get_applicable_sql(self, company, day, predicate, post):
        """Return the query for the rate that applies, as ``rules.allowance.applicable``.

        :param post: mapping condition -> SQL of the column that it is compared with
        """
        conditions = [
            SQL(
                "(r.%(name)s IS NULL OR r.%(name)s = %(column)s)",
                name=SQL.identifier(name),
                column=post[name],
            )
            for name in CONDITIONS
        ]
        specific = [
            SQL("(r.%s IS NOT NULL) DESC", SQL.identifier(name)) for name in reversed(CONDITIONS)
        ]
        return SQL(
            """
            SELECT r.id, r.percent FROM hr_skp_allowance_rate r
             WHERE r.company_id = %(company)s AND r.predicate = %(predicate)s
               AND r.date_from <= %(day)s AND (r.date_to IS NULL OR r.date_to >= %(day)s)
               AND %(conditions)s
          ORDER BY %(specific)s, r.date_from DESC, r.id DESC LIMIT 1
            """,
            company=company.id,
            predicate=predicate,
            day=day,
            conditions=SQL(" AND ").join(conditions),
            specific=SQL(", ").join(specific),
        )

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, drop_view_if_exists

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES, RATINGS, UNIT_PREDICATES

SOURCES = [("own", "Evaluated here"), ("imported", "Imported")]

#: Of a year the agency's own evaluation counts; of two (a mistake in the plans) the later one.
#: In which unit somebody earned an imported predicate is not known.
HISTORY = """
    SELECT DISTINCT ON (e.employee_id, p.year)
           e.id * 2 AS id, 'own'::varchar AS source, e.id AS evaluation_id,
           NULL::int4 AS past_id, e.employee_id, e.employee_user_id, e.employee_name,
           e.department_id, e.company_id, p.year, e.result_rating, e.behaviour_rating, e.predicate,
           e.unit_predicate, NULL::varchar AS origin
      FROM hr_skp_evaluation e
      JOIN hr_skp_period p ON p.id = e.period_id
     WHERE e.term_kind = 'final' AND e.is_final
  ORDER BY e.employee_id, p.year, e.date_end DESC, e.id DESC
"""
PAST = """
    SELECT past.id * 2 + 1, 'imported', NULL, past.id, past.employee_id, past.employee_user_id,
           h.name, NULL, past.company_id, past.year, past.result_rating,
           past.behaviour_rating, past.predicate, NULL, past.source
      FROM hr_skp_past_predicate past
      JOIN hr_employee h ON h.id = past.employee_id
     WHERE NOT EXISTS (
           SELECT FROM hr_skp_evaluation e JOIN hr_skp_period p ON p.id = e.period_id
            WHERE e.employee_id = past.employee_id AND p.year = past.year
              AND e.term_kind = 'final' AND e.is_final)
"""


class HrSkpPredicateHistory(models.Model):
    """The final annual predicates of everybody, year by year: what awards and lists stand on.

    Read with what a line stands for – the evaluation, or the imported predicate – and by the
    official who decides on awards and sanctions.  It shows nothing that is not final.
    """

    _name = "hr.skp.predicate.history"
    _description = "Predicate of a year"
    _auto = False
    _order = "year desc, employee_name, id"
    _rec_names_search = ["employee_name"]

    employee_id = fields.Many2one("hr.employee", readonly=True)
    employee_user_id = fields.Many2one("res.users", "Employee's user", readonly=True)
    employee_name = fields.Char("Name", readonly=True)
    department_id = fields.Many2one("hr.department", "Unit", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    result_rating = fields.Selection(RATINGS, "Rating of results", readonly=True)
    behaviour_rating = fields.Selection(RATINGS, "Rating of behaviour", readonly=True)
    predicate = fields.Selection(PREDICATES, readonly=True)
    unit_predicate = fields.Selection(UNIT_PREDICATES, "Predicate of the unit", readonly=True)
    source = fields.Selection(SOURCES, readonly=True)
    origin = fields.Char("Where from", readonly=True)
    evaluation_id = fields.Many2one("hr.skp.evaluation", readonly=True)
    past_id = fields.Many2one("hr.skp.past.predicate", "Imported predicate", readonly=True)
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )

    def init(self):
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                "CREATE VIEW %s AS (SELECT * FROM (%s) own UNION ALL %s)",
                SQL.identifier(self._table),
                SQL(HISTORY),
                SQL(PAST),
            )
        )

    @api.depends("employee_name", "year")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.employee_name or ''} · {line.year}"

    @api.model
    def _get_readable_domain(self):
        evaluations = self.env["hr.skp.evaluation"]._get_role_domains()
        past = self.env["hr.skp.past.predicate"]._get_role_domains()
        domain = Domain(
            "evaluation_id",
            "any!",
            Domain.OR(rule for role, rule in evaluations.items() if role != "manager"),
        ) | Domain("past_id", "any!", Domain.OR(past.values()))
        return domain | self.env["hr.skp.award"]._get_decider_domain()

    @api.depends_context("uid")
    def _compute_is_readable(self):
        # Membership, not content: the domain itself says who the user is to it.
        readable = self.sudo().search(self._get_readable_domain() & Domain("id", "in", self.ids))
        for line in self:
            line.is_readable = line.id in readable.ids

    def _search_is_readable(self, operator, value):
        return self._get_readable_domain() if operator == "in" else NotImplemented

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.hr_skp.rules.calendar import TERM_KINDS
from odoo.addons.hr_skp.rules.codes import ASN_POSITIONS, POSITION_GROUPS

from ..rules.codes import PREDICATES, RATINGS, UNIT_PREDICATES
from ..rules.evaluation_states import STATES
from .hr_skp_evaluation_roles import READER_ROLES


class HrSkpEvaluationReport(models.Model):
    """Evaluations for pivot, graph and list: by unit, position, grade, evaluator, term, predicate.

    One line an evaluation, with its id, read by exactly those who read the evaluation; what is not
    let out yet is not on the evaluation and so not here either.  Post and unit are those of the
    evaluation, the grade is that of today.
    """

    _name = "hr.skp.evaluation.report"
    _description = "Analysis of evaluations"
    _auto = False
    _order = "date_end desc, department_id, employee_name, id"
    _rec_name = "employee_name"
    _depends = {
        "hr.skp.evaluation": [
            "skp_id",
            "term_id",
            "term_kind",
            "period_id",
            "employee_id",
            "employee_name",
            "employee_user_id",
            "evaluator_id",
            "evaluator_user_id",
            "reviewer_id",
            "reviewer_user_id",
            "department_id",
            "headed_unit_id",
            "unit_performance_id",
            "job_id",
            "company_id",
            "date_end",
            "fill_deadline",
            "rating_deadline",
            "state",
            "is_final",
            "result_rating",
            "behaviour_rating",
            "predicate",
            "unit_predicate",
        ],
        "hr.department": ["parent_id", "parent_path"],
        "hr.employee": ["current_version_id"],
        "hr.job": ["asn_position", "position_group"],
        "hr.version": ["asn_grade_id"],
    }

    evaluation_id = fields.Many2one("hr.skp.evaluation", readonly=True)
    skp_id = fields.Many2one("hr.skp", "SKP", readonly=True)
    term_id = fields.Many2one("hr.skp.term", readonly=True)
    term_kind = fields.Selection(TERM_KINDS, "Kind of term", readonly=True)
    period_id = fields.Many2one("hr.skp.period", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    employee_name = fields.Char("Name", readonly=True)
    employee_user_id = fields.Many2one("res.users", "Employee's user", readonly=True)
    evaluator_id = fields.Many2one("hr.employee", readonly=True)
    evaluator_user_id = fields.Many2one("res.users", "Evaluator's user", readonly=True)
    reviewer_id = fields.Many2one("hr.employee", "Evaluator's superior", readonly=True)
    reviewer_user_id = fields.Many2one("res.users", "Reviewer's user", readonly=True)
    department_id = fields.Many2one("hr.department", "Unit", readonly=True)
    parent_department_id = fields.Many2one("hr.department", "Unit above", readonly=True)
    main_department_id = fields.Many2one("hr.department", "Main unit", readonly=True)
    headed_unit_id = fields.Many2one("hr.department", "Heads the unit", readonly=True)
    unit_performance_id = fields.Many2one(
        "hr.skp.unit.performance", "Performance of the unit", readonly=True
    )
    job_id = fields.Many2one("hr.job", "Post", readonly=True)
    asn_position = fields.Selection(ASN_POSITIONS, "ASN position", readonly=True)
    position_group = fields.Selection(POSITION_GROUPS, readonly=True)
    asn_grade_id = fields.Many2one("hr.asn.grade", "Grade today", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", readonly=True)
    date_end = fields.Date("Until", readonly=True)
    fill_deadline = fields.Date("Filled in by", readonly=True)
    rating_deadline = fields.Date("Rated by", readonly=True)
    state = fields.Selection(STATES, readonly=True)
    is_final = fields.Boolean("Final and binding", readonly=True)
    result_rating = fields.Selection(RATINGS, "Rating of results", readonly=True)
    behaviour_rating = fields.Selection(RATINGS, "Rating of behaviour", readonly=True)
    predicate = fields.Selection(PREDICATES, readonly=True)
    unit_predicate = fields.Selection(UNIT_PREDICATES, "Predicate of the unit", readonly=True)
    final_rate = fields.Float("Final (%)", readonly=True, aggregator="avg", digits=(5, 1))
    good_rate = fields.Float(
        "Good or better (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of those whose predicate was let out.",
    )
    is_mine = fields.Boolean(related="evaluation_id.is_mine", string="My own")
    is_my_team = fields.Boolean(related="evaluation_id.is_my_team", string="Of my team")
    is_late = fields.Boolean(related="evaluation_id.is_late", string="Late")
    is_my_units = fields.Boolean(
        "In a unit of mine", compute="_compute_is_my_units", search="_search_is_my_units"
    )
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )

    # ------------------------------------------------------------
    # THE TABLE
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        # Each join finds one row at most by its key: the server leaves out those that are not
        # asked for, so that counting by unit or term reads the evaluations only.
        return SQL(
            """
            SELECT e.id, e.id AS evaluation_id, e.skp_id, e.term_id, e.term_kind, e.period_id,
                   e.employee_id, e.employee_name, e.employee_user_id, e.evaluator_id,
                   e.evaluator_user_id, e.reviewer_id, e.reviewer_user_id, e.department_id,
                   d.parent_id AS parent_department_id,
                   split_part(d.parent_path, '/', 1)::int AS main_department_id,
                   e.headed_unit_id, e.unit_performance_id,
                   e.job_id, j.asn_position, j.position_group, v.asn_grade_id, e.company_id,
                   e.date_end, e.fill_deadline, e.rating_deadline, e.state, e.is_final,
                   e.result_rating, e.behaviour_rating, e.predicate, e.unit_predicate,
                   CASE WHEN e.is_final THEN 100.0 ELSE 0.0 END AS final_rate,
                   CASE WHEN e.predicate IN ('sangat_baik', 'baik') THEN 100.0
                        WHEN e.predicate IS NOT NULL THEN 0.0 END AS good_rate
              FROM hr_skp_evaluation e
         LEFT JOIN hr_department d ON d.id = e.department_id
         LEFT JOIN hr_job j ON j.id = e.job_id
         LEFT JOIN hr_employee p ON p.id = e.employee_id
         LEFT JOIN hr_version v ON v.id = p.current_version_id
            """
        )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    @api.depends_context("uid")
    def _compute_is_readable(self):
        for line in self:
            line.is_readable = line.evaluation_id.is_readable

    def _search_is_readable(self, operator, value):
        """Ask the columns here rather than the evaluations behind them.

        A second reading of 300 000 rows would cost as much as the first.
        """
        readable = self.env["hr.skp.evaluation"]._search_roles(operator, READER_ROLES)
        if readable is NotImplemented:
            return readable
        return readable.map_conditions(self._map_condition)

    def _map_condition(self, condition):
        if condition.field_expr.split(".")[0] in self._fields:
            return condition
        # Whom the condition means is a fact of the evaluation, whatever the user reads of it.
        evaluations_sudo = self.env["hr.skp.evaluation"].sudo()
        return Domain("id", "in", evaluations_sudo._search(condition))

    @api.depends_context("uid")
    def _compute_is_my_units(self):
        mine = self.filtered_domain(self._get_my_units_domain())
        for line in self:
            line.is_my_units = line in mine

    def _search_is_my_units(self, operator, value):
        return self._get_my_units_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_my_units_domain(self):
        """Return the domain of the units (and below) that the user heads or serves."""
        Plan = self.env["hr.skp"]
        return Plan._get_units_domain("headed") | Plan._get_units_domain("served")

    @api.model
    def _count(self, domain, by, filters=None):
        """Return tuples: the values of ``by``, how many lines, and how many of each of ``filters``.

        One statement, with the rules of who asks, and plain values: as many groups as units times
        terms would cost more to turn into records than to count.

        :param by: names of stored columns
        :param filters: domains on stored columns
        """
        query = self._search(domain)
        columns = [self._field_to_sql(query.table, name, query) for name in by]
        counts = [SQL("COUNT(*)")]
        for condition in filters or ():
            condition_sql = Domain(condition).optimize_full(self)._to_sql(self, query.table, query)
            counts.append(SQL("COUNT(*) FILTER (WHERE %s)", condition_sql))
        return self.env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE %s GROUP BY %s",
                SQL(", ").join(columns + counts),
                query.from_clause,
                query.where_clause or SQL("TRUE"),
                SQL(", ").join(columns),
            )
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open(self):
        """Open the evaluation behind this line."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_evaluation.hr_skp_evaluation_action"
        )
        return {
            **action,
            "res_id": self.evaluation_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

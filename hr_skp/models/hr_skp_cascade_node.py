from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, drop_view_if_exists

from ..rules.codes import OBJECTIVE_SOURCES
from ..rules.plan_states import LIVE

COVERAGES = [("unsupported", "Supported by nobody"), ("no_source", "Without a source")]

OBJECTIVES = """
    SELECT o.id * 2 AS id, a.id * 2 AS above_id, 'objective'::varchar AS kind,
           o.id AS objective_id, NULL::int4 AS result_id, NULL::int4 AS skp_id,
           o.name::text AS name, o.sequence AS sequence, o.source AS source,
           NULL::varchar AS owner_name, NULL::int4 AS employee_id,
           o.department_id AS department_id, o.company_id AS company_id,
           NULL::int4 AS period_id,
           NOT EXISTS (SELECT FROM hr_skp_objective c WHERE c.parent_id = o.id AND c.active)
           AND NOT EXISTS (
               SELECT FROM hr_skp_result c JOIN hr_skp cp ON cp.id = c.skp_id
                WHERE c.objective_id = o.id AND c.active AND cp.state IN %(live)s
           ) AS is_unsupported,
           FALSE AS has_no_source
      FROM hr_skp_objective o
 LEFT JOIN hr_skp_objective a ON a.id = o.parent_id AND a.active
     WHERE o.active
"""

#: A branch for each kind of link above, so that the children of one node are found by index.
RESULTS = """
    SELECT r.id * 2 + 1 AS id, %(above)s AS above_id, 'result'::varchar AS kind,
           NULL::int4 AS objective_id, r.id AS result_id, r.skp_id AS skp_id,
           r.name AS name, r.sequence AS sequence, NULL::varchar AS source,
           p.employee_name AS owner_name, p.employee_id AS employee_id,
           p.department_id AS department_id, p.company_id AS company_id,
           p.period_id AS period_id,
           r.kind = 'main'
           AND (EXISTS (SELECT FROM hr_skp s WHERE s.parent_id = p.id AND s.state IN %(live)s)
                OR EXISTS (
                    SELECT FROM hr_skp_matrix m
                      JOIN hr_skp_matrix_member_rel member ON member.hr_skp_matrix_id = m.id
                      JOIN hr_skp s ON s.id = member.hr_skp_id AND s.state IN %(live)s
                     WHERE m.skp_id = p.id))
           AND NOT EXISTS (
               SELECT FROM hr_skp_result c JOIN hr_skp cp ON cp.id = c.skp_id
                WHERE c.parent_id = r.id AND c.active AND cp.state IN %(live)s
           ) AS is_unsupported,
           %(gap)s AS has_no_source
      FROM hr_skp_result r
      JOIN hr_skp p ON p.id = r.skp_id AND p.state IN %(live)s
      %(joins)s
     WHERE r.active AND %(where)s
"""
LEADERS_RESULT = """
      JOIN hr_skp_result a ON a.id = r.parent_id AND a.active
      JOIN hr_skp ap ON ap.id = a.skp_id AND ap.state IN %(live)s
"""
#: A value, not NOT EXISTS, which PostgreSQL may turn into a join with all results there are; only
#: the few that point to an objective are asked.
NO_LEADERS_RESULT = """
    (r.parent_id IS NULL OR (
        SELECT a.id FROM hr_skp_result a JOIN hr_skp ap ON ap.id = a.skp_id
         WHERE a.id = r.parent_id AND a.active AND ap.state IN %(live)s
    ) IS NULL)
"""
#: Here all may be asked: PostgreSQL chooses between looking up each and looking at all once.
NO_LINK = """
    (r.objective_id IS NULL OR NOT EXISTS (
        SELECT FROM hr_skp_objective o WHERE o.id = r.objective_id AND o.active
    ))
    AND (r.parent_id IS NULL OR NOT EXISTS (
        SELECT FROM hr_skp_result a JOIN hr_skp ap ON ap.id = a.skp_id
         WHERE a.id = r.parent_id AND a.active AND ap.state IN %(live)s
    ))
"""


def _view_sql():
    live = tuple(sorted(LIVE))
    branches = [
        SQL(OBJECTIVES, live=live),
        SQL(
            RESULTS,
            live=live,
            above=SQL("a.id * 2 + 1"),
            joins=SQL(LEADERS_RESULT, live=live),
            where=SQL("TRUE"),
            gap=SQL("FALSE"),
        ),
        SQL(
            RESULTS,
            live=live,
            above=SQL("o.id * 2"),
            joins=SQL("JOIN hr_skp_objective o ON o.id = r.objective_id AND o.active"),
            where=SQL(NO_LEADERS_RESULT, live=live),
            gap=SQL("FALSE"),
        ),
        SQL(
            RESULTS,
            live=live,
            above=SQL("NULL::int4"),
            joins=SQL(),
            where=SQL(NO_LINK, live=live),
            gap=SQL("r.kind = 'main'"),
        ),
    ]
    return SQL(" UNION ALL ").join(branches)


class HrSkpCascadeNode(models.Model):
    """The alignment chain as one tree: objectives above, people's results below.

    Below an objective hang the objectives that support it and the results that point to it without
    a leader's result between; below a result those that intervene in it.  Only living plans and
    active results are in the tree, so that nothing hangs from what was archived.

    Read exactly with what the node stands for: the rules of ``hr.skp.result`` and of
    ``hr.skp.objective`` are asked.  Who may not read the node above sees this one as a top:
    ``parent_id`` is empty for him, and no text comes through the name of a link either.

    Gaps are those of main results: additional ones lie outside the job's own duties and the matrix.
    """

    _name = "hr.skp.cascade.node"
    _description = "Cascade"
    _auto = False
    _order = "kind, sequence, id"
    _depends = {
        "hr.skp": ["employee_id", "employee_name", "parent_id", "state", "department_id"],
        "hr.skp.result": [
            "name",
            "kind",
            "sequence",
            "skp_id",
            "parent_id",
            "objective_id",
            "active",
        ],
        "hr.skp.objective": [
            "name",
            "sequence",
            "source",
            "parent_id",
            "department_id",
            "company_id",
            "active",
        ],
        "hr.skp.matrix": ["skp_id"],
    }

    #: Cards that one screen takes; beyond it, searching finds faster than scrolling.
    _max_cards = 200
    _max_top_results = 2000

    kind = fields.Selection([("objective", "Objective"), ("result", "Result")], readonly=True)
    objective_id = fields.Many2one("hr.skp.objective", "Organisation objective", readonly=True)
    result_id = fields.Many2one("hr.skp.result", readonly=True)
    skp_id = fields.Many2one("hr.skp", "SKP", readonly=True)
    above_id = fields.Many2one(
        "hr.skp.cascade.node", "Recorded link", readonly=True, exportable=False
    )
    parent_id = fields.Many2one(
        "hr.skp.cascade.node", "Supports", compute="_compute_parent_id", search="_search_parent_id"
    )
    child_ids = fields.One2many("hr.skp.cascade.node", "above_id", "Supported by", readonly=True)
    name = fields.Text("Objective or result", readonly=True)
    sequence = fields.Integer(readonly=True)
    source = fields.Selection(OBJECTIVE_SOURCES, readonly=True)
    owner_name = fields.Char("Person", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    department_id = fields.Many2one("hr.department", "Unit", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", readonly=True)
    period_id = fields.Many2one("hr.skp.period", readonly=True)
    indicator = fields.Text(compute="_compute_indicator")
    target = fields.Char(compute="_compute_indicator")
    supporter_count = fields.Integer("Supporters", compute="_compute_supporter_count")
    # Asked for by name only: telling it of every node found would be slow.
    is_unsupported = fields.Boolean("Supported by nobody", readonly=True, prefetch=False)
    has_no_source = fields.Boolean("Without a source", readonly=True)
    coverage = fields.Selection(
        COVERAGES, "First gap", compute="_compute_coverage", search="_search_coverage"
    )
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )
    is_top = fields.Boolean(store=False, search="_search_is_top", export_string_translation=False)

    def init(self):
        drop_view_if_exists(self.env.cr, self._table)
        name = SQL.identifier(self._table)
        self.env.cr.execute(SQL("CREATE VIEW %s AS %s", name, _view_sql()))

    # ------------------------------------------------------------
    # WHO READS
    # ------------------------------------------------------------

    @api.model
    def _get_readable_domain(self):
        """Return the domain of the nodes whose result or objective the current user may read."""
        # A rule's domain is looked at with elevated rights; here it is the user's own that counts.
        rules = self.env["ir.rule"].sudo(False)
        results = rules._compute_domain("hr.skp.result", "read")
        objectives = rules._compute_domain("hr.skp.objective", "read")
        return Domain("result_id", "any!", results) | Domain("objective_id", "any!", objectives)

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("kind")
    def _compute_is_readable(self):
        # The domain itself is the check.
        found_sudo = self.sudo().search(self._get_readable_domain() & Domain("id", "in", self.ids))
        for node in self:
            node.is_readable = node.id in found_sudo._ids

    def _search_is_readable(self, operator, value):
        return self._get_readable_domain() if operator == "in" else NotImplemented

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("name")
    def _compute_display_name(self):
        """The text, for who may read it: names of links are shown without asking for rights."""
        for node, node_sudo in zip(self, self.sudo(), strict=True):
            shown = node_sudo.is_readable and (node_sudo.name or "").strip()
            node.display_name = shown or self.env._("Not yours to read")

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("above_id")
    def _compute_parent_id(self):
        """The node above, for who may read it; for everybody else this is a top."""
        for node, node_sudo in zip(self, self.sudo(), strict=True):
            node.parent_id = node_sudo.above_id.filtered("is_readable")

    def _search_parent_id(self, operator, value):
        if operator.startswith("any"):
            return Domain("above_id", operator, value)
        if operator != "in":
            return NotImplemented
        domain = Domain("above_id", operator, [id_ for id_ in value if id_])
        if False in value:
            hidden = Domain("above_id", "any!", ~self._get_readable_domain())
            domain |= Domain("above_id", "=", False) | hidden
        return domain

    # ------------------------------------------------------------
    # WHAT A CARD SHOWS
    # ------------------------------------------------------------

    def _compute_indicator(self):
        """The first indicator of the result with its target; the objective's own."""
        # Indicators are read with their result, and the node is read with it too.
        self.sudo().result_id.indicator_ids.fetch(["name", "target"])
        for node, node_sudo in zip(self, self.sudo(), strict=True):
            first, objective = node_sudo.result_id.indicator_ids[:1], node_sudo.objective_id
            node.indicator = first.name or objective.indicator
            node.target = first.target or objective.target

    def _compute_supporter_count(self):
        # How many support it, whoever of them one may read.
        groups = self.sudo()._read_group([("above_id", "in", self.ids)], ["above_id"], ["__count"])
        counts = {above.id: count for above, count in groups}
        for node in self:
            node.supporter_count = counts.get(node.id, 0)

    def _compute_coverage(self):
        # Both are told of all nodes shown at once.
        self.fetch(["is_unsupported", "has_no_source"])
        for node in self:
            gap = "unsupported" if node.is_unsupported else "no_source"
            node.coverage = gap if node.is_unsupported or node.has_no_source else False

    def _search_coverage(self, operator, value):
        if operator != "in":
            return NotImplemented
        unsupported, no_source = (
            Domain("is_unsupported", "=", True),
            Domain("has_no_source", "=", True),
        )
        domains = {
            "unsupported": unsupported,
            "no_source": no_source & ~unsupported,
            False: ~unsupported & ~no_source,
        }
        return Domain.OR(domains[code] for code in value)

    # ------------------------------------------------------------
    # THE TREE ON THE SCREEN
    # ------------------------------------------------------------

    def _search_is_top(self, operator, value):
        """Where the current user's tree begins, without looking at every result.

        The top objectives; and of the people at the top of those whom he reads, the results that
        point to nothing he may read.  A result further down that points to nothing is a gap, found
        by its filter.
        """
        if operator != "in":
            return NotImplemented
        objectives = Domain("kind", "=", "objective") & Domain("above_id", "=", False)
        results = self.env["hr.skp.result"].search(
            [("skp_id", "in", self._get_top_plans().ids)], limit=self._max_top_results
        )
        nodes = self.browse(result.id * 2 + 1 for result in results)
        return objectives | Domain("id", "in", nodes.filtered(lambda n: not n.parent_id).ids)

    @api.model
    def _get_top_plans(self):
        """Return the plans whose results the user reads while reading none of those above."""
        # Whose plan is above mine is known to me, though not what else is in it.
        plans_sudo = self.env["hr.skp"].sudo()
        readable = Domain("company_id", "in", self.env.companies.ids) & (
            Domain("is_readable", "=", True)
            | Domain("id", "in", self.env["hr.skp.result"]._get_followed_plans()[0].ids)
        )
        above = plans_sudo._search(readable)
        tops = Domain("parent_id", "=", False) | Domain("parent_id", "not in", above)
        living = Domain("state", "in", tuple(LIVE))
        return plans_sudo.search(readable & living & tops, limit=self._max_top_results)

    @api.model
    def hierarchy_read(self, domain, specification, parent_field, child_field=None, order=None):
        """Read at most ``_max_cards`` nodes at once: the browser draws a card for each."""
        found = self.search(Domain(domain), order=order, limit=self._max_cards)
        within = [("id", "in", found.ids)]
        return super().hierarchy_read(within, specification, parent_field, child_field, order)

    @api.model
    def _get_tree_action(self, node_id):
        """Return the action of the tree, opened at one node."""
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_cascade_node_action")
        return {**action, "context": {"hierarchy_res_id": node_id}}

    def action_open(self):
        """Open what the node stands for: the plan, its result where that is all one may read."""
        self.ensure_one()
        record = self.objective_id or self.result_id
        if self.result_id and self.skp_id.has_access("read"):
            record = self.skp_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

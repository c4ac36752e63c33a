from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults
from odoo.addons.hr_skp.rules.codes import ASN_KINDS, ASN_POSITIONS
from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

DRAFT, ISSUED = "draft", "issued"
STATES = [(DRAFT, "Draft"), (ISSUED, "Issued")]
KINDS = [("basis", "Basis"), ("correction", "Correction")]
#: What an officer chooses; everything else follows.
CHOSEN_FIELDS = frozenset(
    {"name", "company_id", "department_id", "term_id", "date_from", "date_to", "note"}
)


class HrSkpAllowance(models.Model):
    """The list on which the performance allowance of a unit is reckoned: who, predicate, rate.

    Officers choose unit, term and months, have it filled, and issue it; once issued it is locked.
    What changes afterwards – an objection – comes as differences in a list of corrections, which
    is issued in its turn.  Deciders and auditors read.  There is no amount in it: no payroll.
    """

    _name = "hr.skp.allowance"
    _description = "Allowance basis"
    _inherit = ["hr.skp.link.guard"]
    _order = "date_from desc, id desc"

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True, required=True
    )
    kind = fields.Selection(KINDS, default="basis", required=True, readonly=True)
    corrects_id = fields.Many2one(
        "hr.skp.allowance", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department", "Unit", index=True, help="With the units below; empty: the whole agency."
    )
    term_id = fields.Many2one(
        "hr.skp.term",
        "Predicates of the term",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('period_id.company_id', '=', company_id)]",
    )
    date_from = fields.Date(
        "Paid from",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        help="The first day of the months that it is for; the rate of that day applies.",
    )
    date_to = fields.Date(
        "Paid until",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    note = fields.Text()
    state = fields.Selection(STATES, default=DRAFT, required=True, readonly=True, index=True)
    filled_on = fields.Datetime("Filled", readonly=True)
    issued_on = fields.Datetime("Issued", readonly=True)
    issued_by_id = fields.Many2one("res.users", "Issued by", readonly=True)
    file = fields.Binary("Workbook as issued", readonly=True, attachment=True)
    sha256 = fields.Char("SHA-256", readonly=True)
    line_ids = fields.One2many("hr.skp.allowance.line", "allowance_id", "People", readonly=True)
    correction_ids = fields.One2many(
        "hr.skp.allowance", "corrects_id", "Corrections", readonly=True
    )
    line_count = fields.Integer("Lines", compute="_compute_counts")
    open_count = fields.Integer(
        "Without a rate", compute="_compute_counts", help="No predicate yet, or no rate for it."
    )

    _dates_check = models.Constraint("CHECK (date_to >= date_from)", "A list ends after it begins.")
    # One list of corrections is open at a time; what comes later goes into the next one.
    _correction_uniq = models.UniqueIndex(
        "(corrects_id) WHERE state = 'draft' AND corrects_id IS NOT NULL",
        "There is an open list of corrections.",
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("term_id", "department_id", "date_from", "kind")
    def _compute_name(self):
        for basis in self:
            month = basis.date_from and format_date(self.env, basis.date_from, date_format="MMMM y")
            unit = basis.department_id.name or basis.company_id.name
            basis.name = " · ".join(filter(None, (month, unit))) or False

    @api.depends("term_id")
    def _compute_dates(self):
        """By default it is for the month after the term."""
        for basis in self:
            end = basis.term_id.date_end
            start = end and fields.Date.add(end, days=1)
            basis.date_from = start
            basis.date_to = start and fields.Date.end_of(start, "month")

    def _compute_counts(self):
        groups = self.env["hr.skp.allowance.line"]._read_group(
            [("allowance_id", "in", self.ids)], ["allowance_id"], ["__count", "rate_id:count"]
        )
        counts = {basis.id: (count, rated) for basis, count, rated in groups}
        for basis in self:
            count, rated = counts.get(basis.id, (0, 0))
            basis.line_count, basis.open_count = count, count - rated

    @api.constrains("term_id", "department_id", "company_id")
    def _check_agency(self):
        for basis in self:
            agencies = basis.term_id.period_id.company_id | basis.department_id.company_id
            if agencies - basis.company_id:
                raise ValidationError(self.env._("Unit and term belong to the list's agency."))

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        steps = self._fields.keys() - CHOSEN_FIELDS
        return super(HrSkpAllowance, without_defaults(self, steps)).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        steps = self._fields.keys() - CHOSEN_FIELDS
        self._check_chosen(*vals_list)
        return super(HrSkpAllowance, without_defaults(self, steps)).create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_chosen(vals)
            self._check_draft()
            if self.kind == "correction" and vals.keys() - {"name", "note"}:
                raise UserError(self.env._("What a correction is about follows from its list."))
            if self.line_ids and vals.keys() - {"name", "note"}:
                # Chosen anew, it is to be filled anew.
                # Lines are the list's own work, not written by anybody.
                self.sudo().line_ids.unlink()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        if not self.env.su:
            self._check_draft()

    def _check_chosen(self, *vals_list):
        refused = {name for vals in vals_list for name in vals} - CHOSEN_FIELDS
        if refused and not self.env.su:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._("%s of a list follows from its steps.", ", ".join(sorted(labels)))
            )

    def _check_draft(self):
        for basis in self:
            if basis.state != DRAFT:
                raise UserError(
                    self.env._("%s is issued: it is corrected, never changed.", basis.display_name)
                )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def action_fill(self):
        """Officer: fill the list anew from the term's predicates and the rates in force."""
        self.check_access("write")
        self._check_draft()
        for basis in self:
            if basis.kind == "correction":
                raise UserError(self.env._("Corrections come by themselves."))
            basis._fill()
        return True

    def action_issue(self):
        """Officer: issue the list; it is locked from then on, its workbook kept."""
        self.check_access("write")
        self._check_draft()
        for basis in self:
            if not basis.line_ids:
                raise UserError(self.env._("%s is empty: fill it first.", basis.display_name))
            basis._issue()
        return True

    def action_download(self):
        """Open the workbook: as issued, or of the draft as it stands."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/skp/allowance/{self.id}.xlsx",
            "target": "download",
        }

    def action_view_lines(self):
        """Open the people of the list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_skp_reward.hr_skp_allowance_line_action"
        )
        return {**action, "domain": [("allowance_id", "=", self.id)], "context": {}}

    def _issue(self):
        self.ensure_one()
        # The right to issue was checked by the caller; writing the state is nobody's as such.
        basis_sudo = self.sudo()
        basis_sudo.write(
            {
                "state": ISSUED,
                "issued_on": fields.Datetime.now(),
                "issued_by_id": self.env.uid,
            }
        )
        # Before what comes later may begin a list of corrections of its own.
        basis_sudo.flush_recordset()
        content, digest = basis_sudo._make_workbook()
        basis_sudo.write({"file": content, "sha256": digest})
        self.env["hr.skp.log"]._append(self, "allowance_issue", DRAFT, ISSUED)

    def _fill(self):
        """Put everybody of the unit on the list, in one statement."""
        self.ensure_one()
        # Lines are the list's own work, after the officer's right was checked.
        self.sudo().line_ids.unlink()
        self.env.flush_all()
        self.env.cr.execute(self._get_filling_sql())
        self.env.invalidate_all()
        self.sudo().filled_on = fields.Datetime.now()

    def _get_filling_sql(self):
        """Return the statement that puts each evaluated person on the list, with his rate.

        Of two evaluations in the term (a move) the one that ends later counts.  Who has no
        predicate yet is on the list without a rate, so that nobody is forgotten.
        """
        self.ensure_one()
        post = {
            "asn_kind": SQL("v.asn_kind"),
            "position_group": SQL("j.position_group"),
            "asn_position": SQL("j.asn_position"),
            "job_id": SQL("ev.job_id"),
        }
        rate = self.env["hr.skp.allowance.rate"]._get_applicable_sql(
            self.company_id, self.date_from, SQL("ev.predicate"), post
        )
        below = SQL(
            "d.parent_path LIKE (SELECT parent_path || '%%' FROM hr_department WHERE id = %s)",
            self.department_id.id,
        )
        return SQL(
            """
            INSERT INTO hr_skp_allowance_line (
                   allowance_id, company_id, employee_id, employee_name, nip, asn_kind,
                   asn_position, job_id, department_id, evaluation_id, predicate, is_final,
                   rate_id, percent, difference, create_uid, create_date, write_uid, write_date)
            SELECT %(list)s, %(company)s, ev.employee_id, ev.employee_name, e.nip, v.asn_kind,
                   j.asn_position, ev.job_id, ev.department_id, ev.id, ev.predicate, ev.is_final,
                   rate.id, COALESCE(rate.percent, 0), 0, %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM (SELECT DISTINCT ON (employee_id) * FROM hr_skp_evaluation
                     WHERE term_id = %(term)s AND company_id = %(company)s
                  ORDER BY employee_id, date_end DESC, id DESC) ev
              JOIN hr_employee e ON e.id = ev.employee_id
         LEFT JOIN hr_version v ON v.id = e.current_version_id
         LEFT JOIN hr_job j ON j.id = ev.job_id
         LEFT JOIN hr_department d ON d.id = ev.department_id
         LEFT JOIN LATERAL (%(rate)s) rate ON TRUE
             WHERE %(unit)s
            """,
            list=self.id,
            company=self.company_id.id,
            term=self.term_id.id,
            rate=rate,
            unit=below if self.department_id else SQL("TRUE"),
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )


class HrSkpAllowanceLine(models.Model):
    """One person on a list: his predicate and rate, or a difference to what was issued.

    Written by the list only; read with it.
    """

    _name = "hr.skp.allowance.line"
    _description = "Line of an allowance basis"
    _order = "allowance_id, employee_name, id"
    _rec_name = "employee_name"

    allowance_id = fields.Many2one(
        "hr.skp.allowance", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", "Agency", readonly=True, required=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="restrict"
    )
    employee_name = fields.Char("Name", readonly=True)
    nip = fields.Char("NIP", readonly=True)
    asn_kind = fields.Selection(ASN_KINDS, "ASN kind", readonly=True)
    asn_position = fields.Selection(ASN_POSITIONS, "Position", readonly=True)
    job_id = fields.Many2one("hr.job", "Post", readonly=True)
    department_id = fields.Many2one("hr.department", "Unit", readonly=True)
    evaluation_id = fields.Many2one(
        "hr.skp.evaluation", readonly=True, index=True, ondelete="restrict"
    )
    predicate = fields.Selection(PREDICATES, readonly=True)
    is_final = fields.Boolean("Is final", readonly=True)
    rate_id = fields.Many2one(
        "hr.skp.allowance.rate", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    percent = fields.Float("Per cent", readonly=True, digits=(6, 2), aggregator=None)
    percent_before = fields.Float("In force before", readonly=True, digits=(6, 2), aggregator=None)
    difference = fields.Float(readonly=True, digits=(6, 2), aggregator=None)

    # Of one person a list says one thing, and a list of corrections one difference.
    _person_uniq = models.UniqueIndex("(allowance_id, employee_id)", "A person is on a list once.")

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A line is written by its list only."))
        return super().write(vals)

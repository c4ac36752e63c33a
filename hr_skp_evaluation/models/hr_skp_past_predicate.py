from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.codes import PREDICATES, RATINGS

#: Who brought it here, and when: the system's to say.
ORIGIN_FIELDS = frozenset({"imported_by_id", "imported_on"})


class HrSkpPastPredicate(models.Model):
    """A final annual predicate of a year that was not evaluated here: an earlier system, an earlier
    agency.

    Officers of the agency write it, by hand or by import, never about themselves; the person reads
    his own; officers and auditors read all.  Where this agency evaluated the year itself, its own
    evaluation counts and not this line.
    """

    _name = "hr.skp.past.predicate"
    _description = "Predicate of an earlier year"
    _order = "year desc, employee_id, id"
    _inherit = ["hr.skp.link.guard"]

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    employee_user_id = fields.Many2one(
        "res.users",
        "Employee's user",
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", string="Agency", store=True, index=True
    )
    year = fields.Integer(required=True)
    result_rating = fields.Selection(RATINGS, "Rating of results")
    behaviour_rating = fields.Selection(RATINGS, "Rating of behaviour")
    predicate = fields.Selection(PREDICATES, required=True)
    source = fields.Char(help="Which agency or system it comes from, by which document.")
    imported_by_id = fields.Many2one(
        "res.users", "Recorded by", readonly=True, default=lambda self: self.env.user
    )
    imported_on = fields.Datetime(
        "Recorded", readonly=True, default=lambda self: fields.Datetime.now()
    )
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )

    _employee_year_uniq = models.UniqueIndex(
        "(employee_id, year)", "This person has a predicate of that year already."
    )
    _year_check = models.Constraint(
        "CHECK (year BETWEEN 1990 AND 2200)", "The year has four digits, like 2025."
    )

    @api.depends("employee_id", "year")
    def _compute_display_name(self):
        for past in self:
            past.display_name = f"{past.employee_id.name or ''} · {past.year or ''}"

    # ------------------------------------------------------------
    # WHO MAY WHAT
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain: ``employee`` his own; ``officer auditor`` the agency's others."""
        own = Domain("employee_user_id", "=", self.env.uid)
        agencies = Domain("company_id", "in", self.env.companies.ids) & ~own
        return {
            "employee": own,
            **{
                role: agencies
                if self.env.user.has_group(f"hr_skp.group_skp_{role}")
                else Domain.FALSE
                for role in ("officer", "auditor")
            },
        }

    @api.depends_context("uid")
    @api.depends("employee_user_id", "company_id")
    def _compute_is_readable(self):
        # Membership, not content: the domain itself says who the user is to it.
        readable = self.sudo().filtered_domain(Domain.OR(self._get_role_domains().values()))
        for past in self:
            past.is_readable = past.id in readable.ids

    def _search_is_readable(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._get_role_domains().values())

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpPastPredicate, without_defaults(self, ORIGIN_FIELDS)).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_origin(*vals_list)
        past = super(HrSkpPastPredicate, without_defaults(self, ORIGIN_FIELDS)).create(vals_list)
        past._check_not_own()
        return past

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_origin(vals)
            self._check_not_own()
        result = super().write(vals)
        self._check_not_own()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_own(self):
        self._check_not_own()

    def _check_origin(self, *vals_list):
        if any(ORIGIN_FIELDS & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("Who recorded a predicate, and when, is not chosen."))

    def _check_not_own(self):
        # Whose record it is does not depend on what one may read of it.
        if not self.env.su and self.env.user in self.sudo().employee_user_id:
            raise AccessError(self.env._("Nobody records a predicate of his own."))

from odoo import api, fields, models
from odoo.exceptions import UserError


class HrDepartment(models.Model):
    """A unit. Its head (``manager_id``) reads the plans of the unit and of those below."""

    _name = "hr.department"
    _inherit = ["hr.department", "hr.skp.acting"]

    skp_code = fields.Char(
        "Unit code",
        copy=False,
        index="btree_not_null",
        help="The agency's own key, by which imports find the unit.",
    )
    is_independent_unit = fields.Boolean(
        "Independent unit",
        help="Its head is evaluated by the head of the agency and plans on the JPT form.",
    )
    skp_officer_ids = fields.Many2many(
        "res.users",
        "hr_department_skp_officer_rel",
        string="SKP officers",
        domain=[("share", "=", False)],
        groups="hr_skp.group_skp_officer",
        help="They read the plans of this unit and of the units below.",
    )

    _skp_code_uniq = models.UniqueIndex(
        "(company_id, skp_code) WHERE skp_code != ''",
        "This code belongs to another unit of the agency.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_not_raising_oneself({vals.get("manager_id") for vals in vals_list})
        self._check_naming_officers(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_raising_oneself({vals.get("manager_id")})
        self._check_naming_officers(vals)
        self._check_not_taking_over(vals.get("parent_id"))
        return super().write(vals)

    @api.model
    def _check_not_raising_oneself(self, manager_ids):
        """Nobody opens a unit's plans to himself by becoming its head."""
        if self.env.su or not manager_ids - {None, False}:
            return
        if manager_ids & self.env["hr.employee"]._get_own_ids():
            self._refuse_heading()

    @api.model
    def _check_not_taking_over(self, parent_id):
        """Nobody puts somebody else's unit below a unit that he heads or serves."""
        if not parent_id or self.env.su:
            return
        # Who heads the units above is a fact, whatever the user may read; archived ones come back.
        units_sudo = self.sudo().with_context(active_test=False)
        mine_sudo = units_sudo.search(
            [
                ("id", "parent_of", parent_id),
                "|",
                ("manager_id.user_id", "=", self.env.uid),
                ("skp_officer_ids", "in", self.env.uid),
            ]
        )
        # A unit that is below each of these already may move there: nothing is gained.
        if any(
            not unit_sudo.parent_path.startswith(above_sudo.parent_path)
            for unit_sudo in self.sudo()
            for above_sudo in mine_sudo
        ):
            self._refuse_heading()

    @api.model
    def _refuse_heading(self):
        raise UserError(
            self.env._(
                "You cannot make yourself the head of a unit: somebody else of the personnel "
                "office has to do it."
            )
        )

    @api.model
    def _check_naming_officers(self, *vals_list):
        named = any("skp_officer_ids" in vals for vals in vals_list)
        is_manager = self.env.user.has_group("hr_skp.group_skp_manager")
        if named and not (self.env.su or is_manager):
            raise UserError(
                self.env._("Only the SKP administrator names the SKP officers of a unit.")
            )

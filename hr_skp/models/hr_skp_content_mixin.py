from odoo import api, models
from odoo.exceptions import AccessError

from .hr_skp_link_guard import without_defaults


class HrSkpContentMixin(models.AbstractModel):
    """What lines of a plan share: they change only while their plan may be edited.

    A guard in ``create``, ``write`` and ``unlink``, so that form, portal, import and RPC meet the
    same wall.  Code that has checked already writes with sudo.
    """

    _name = "hr.skp.content.mixin"
    _description = "Content of an SKP"
    _inherit = ["hr.skp.link.guard"]

    #: path to the plan, and the fields that no user writes directly
    _plan_path = "skp_id"
    _protected_fields = frozenset({"skp_id"})

    @api.model
    def default_get(self, fields):
        link = self._plan_path.split(".")[0]
        return super(
            HrSkpContentMixin, without_defaults(self, self._protected_fields - {link})
        ).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            lines._check_content("create", {name for vals in vals_list for name in vals})
        return lines

    def write(self, vals):
        if not self.env.su:
            # First: what is not one's own is refused without a word about whose it is.
            self.check_access("write")
            self._check_content("write", set(vals))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_editable(self):
        if not self.env.su:
            self._check_content("unlink", set())

    def _check_content(self, operation, names):
        """Raise unless the user may do ``operation`` on these lines, touching fields ``names``."""
        protected = names & self._protected_fields
        if operation == "create":
            protected -= {self._plan_path.split(".")[0]}
        if protected:
            labels = [self._fields[name]._description_string(self.env) for name in protected]
            raise AccessError(self.env._("%s is not changed directly.", ", ".join(sorted(labels))))
        # Which plan a line belongs to is not a secret to who may write the line.
        self.sudo().mapped(self._plan_path).with_env(self.env)._check_editable()

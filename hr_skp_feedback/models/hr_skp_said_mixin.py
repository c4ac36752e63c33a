import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError


class HrSkpSaidMixin(models.AbstractModel):
    """Two people, or two windows of one, edit the same entry at once: no text is lost.

    A form sends back ``edit_base`` as it had it with what was changed; each model hands it to
    :meth:`_check_base` in its ``write`` before anything is written.  Where both save in the same
    moment the database has the second one tried anew, which then meets what the first one wrote.
    """

    _name = "hr.skp.said.mixin"
    _description = "Text that is not overwritten unseen"

    edit_base = fields.Char(
        compute="_compute_edit_base",
        export_string_translation=False,
        help="What a form has before it changes anything; sent back with the changes.",
    )

    @api.model
    def _get_said_parts(self):
        """Return part -> names of its fields: what one window must not overwrite of another's.

        The hook of each model; two parts are written by different people at once without harm.
        """
        return {}

    @api.depends(lambda self: [name for part in self._get_said_parts().values() for name in part])
    def _compute_edit_base(self):
        for entry in self:
            bases = {
                part: hashlib.sha1(
                    # What is stored, also while a form changes it.
                    "\0".join(str(entry._origin[name] or "") for name in names).encode()
                ).hexdigest()
                for part, names in self._get_said_parts().items()
            }
            entry.edit_base = json.dumps(bases)

    def _is_overtaken(self, base, written):
        """Tell whether somebody changed meanwhile what is about to be written.

        :param base: the entry's ``edit_base`` as the writer has it; without one nothing is compared
        :param written: names of the fields that he writes
        """
        try:
            had = json.loads(base) if base else {}
        except ValueError:
            had = {}
        had = had if isinstance(had, dict) else {}
        parts = self._get_said_parts().items()
        touched = {part for part, names in parts if set(names) & set(written)}
        return any(
            json.loads(entry.edit_base)[part] != had[part]
            for entry in self
            for part in touched & had.keys()
        )

    def _check_base(self, base, written):
        """Raise where somebody, or another window of one's own, changed the same part meanwhile."""
        if self._is_overtaken(base, written):
            raise UserError(
                self.env._(
                    "This was changed by somebody else, or in another window, meanwhile. Your text "
                    "is still here: copy it, discard, and enter it once more."
                )
            )

from odoo import api, fields, models
from odoo.exceptions import UserError


class HrSkpLog(models.Model):
    """Who did what for whom, when, from which state to which, and why. Append-only.

    Written by the system only, in one insert for a whole batch (instead of field tracking, which
    costs two queries a record).  Read by evaluator, reviewer and auditor of the plan, and the SKP
    administrator.
    """

    _name = "hr.skp.log"
    _description = "SKP log"
    _order = "id desc"
    _log_access = False

    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Who", required=True, index=True, ondelete="restrict")
    official_id = fields.Many2one("hr.employee", "For", index="btree_not_null", ondelete="restrict")
    skp_id = fields.Many2one("hr.skp", "SKP", index="btree_not_null", ondelete="restrict")
    res_model = fields.Char("Model", required=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True)
    action = fields.Char(required=True)
    state_from = fields.Char("From")
    state_to = fields.Char("To")
    reason = fields.Text()

    _record_idx = models.Index("(res_model, res_id)")

    @api.depends("action", "user_id")
    def _compute_display_name(self):
        for log in self:
            log.display_name = f"{log.action} · {log.user_id.name or ''}"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The log cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("The log cannot be deleted."))

    @api.model
    def _append(self, records, action, before=None, after=None, reason=None, officials=None):
        """Add one line a record, all in one go.

        :param before: mapping id -> state before, or one state for all
        :param after: mapping id -> state after, or one state for all
        :param officials: mapping id -> id of the official for whom a delegate acted
        """

        def of(value, record):
            return value.get(record.id) if isinstance(value, dict) else value

        now = fields.Datetime.now()
        # The acting person has no right to write the log: only this method does, after the move.
        log_sudo = self.sudo()
        return log_sudo.create(
            [
                {
                    "date": now,
                    "user_id": self.env.uid,
                    "official_id": of(officials or {}, record),
                    "skp_id": self._get_skp_id(record),
                    "res_model": record._name,
                    "res_id": record.id,
                    "action": action,
                    "state_from": of(before, record),
                    "state_to": of(after, record),
                    "reason": reason,
                }
                for record in records
            ]
        )

    @api.model
    def _get_skp_id(self, record):
        """Return the plan that ``record`` is or belongs to, if any (a period belongs to none)."""
        if record._name == "hr.skp":
            return record.id
        return "skp_id" in record and record.skp_id.id

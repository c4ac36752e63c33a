from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_skp_bulk import insert_rows


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
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True, index=True)
    action = fields.Char(required=True)
    state_from = fields.Char("State before")
    state_to = fields.Char("State after")
    reason = fields.Text()
    # The codes stay what is recorded; people read them in their own language.
    action_label = fields.Char("Step", compute="_compute_labels")
    state_from_label = fields.Char("From", compute="_compute_labels")
    state_to_label = fields.Char("To", compute="_compute_labels")

    @api.depends("action", "user_id")
    def _compute_display_name(self):
        for log in self:
            log.display_name = f"{log.action_label} · {log.user_id.name or ''}"

    @api.depends("action", "res_model", "state_from", "state_to")
    @api.depends_context("lang")
    def _compute_labels(self):
        actions = self._get_action_labels()
        for model, logs in self.grouped("res_model").items():
            field = self.env[model]._fields.get("state") if model in self.env else None
            states = dict(field._description_selection(self.env)) if field else {}
            for log in logs:
                log.action_label = actions.get(log.action, log.action)
                log.state_from_label = states.get(log.state_from, log.state_from)
                log.state_to_label = states.get(log.state_to, log.state_to)

    @api.model
    def _get_action_labels(self):
        """Return what each recorded action is called; an extension adds its own."""
        _ = self.env._
        return {
            "propose": _("Propose"),
            "withdraw": _("Withdraw"),
            "agree": _("Agree"),
            "return": _("Return"),
            "revise": _("Revise"),
            "cancel_revision": _("Give the revision up"),
            "set": _("Set in his stead"),
            "cancel": _("Cancel plan"),
            "close": _("Close plan"),
            "refresh": _("Refresh from personnel record"),
            "relink_user": _("Link another user"),
            "begin": _("Begin"),
            "copy_last_year": _("Copy last year's plan"),
            "renew": _("New plan in its place"),
            "transfer": _("Transfer"),
            "leave": _("Leave the agency"),
            "remind": _("Remind"),
            "reroute": _("Re-route"),
            "report_superior": _("Report a wrong superior"),
            "add_situation": _("Add a situation"),
            "change_situation": _("Change the situation"),
            "remove_situation": _("Remove the situation"),
            "open_period": _("Open the period"),
            "close_period": _("Close the period"),
            "reopen_draft": _("Back to draft"),
            "assignment_request": _("Send the request"),
            "assignment_coordinate": _("Coordinate"),
            "assignment_name": _("Name somebody"),
            "assignment_volunteer": _("Volunteer"),
            "assignment_approve": _("Approve"),
            "assignment_decline": _("Decline"),
            "assignment_withdraw": _("Withdraw"),
            "assignment_answer": _("Answer"),
            "assignment_end": _("End the call"),
            "assignment_done": _("Done"),
            "assignment_cancel": _("Cancel"),
            "assignment_release": _("Taken out before it was agreed"),
            "assignment_link_send": _("Send the outside official's link"),
            "assignment_link_revoke": _("Revoke the outside official's link"),
            "assignment_link_open": _("Opened by the outside official"),
            "upload_signed": _("Upload a signed document"),
            "import_results": _("Import results"),
            "dialogue_plan": _("Plan a dialogue"),
            "dialogue_move": _("Move a dialogue"),
            "dialogue_hold": _("Dialogue held"),
            "dialogue_replan": _("Dialogue planned again"),
            "dialogue_cancel": _("Cancel a dialogue"),
            "dialogue_confirm": _("Confirm a dialogue"),
            "dialogue_change": _("Change a confirmed dialogue"),
            "matrix_confirm": _("Confirm"),
            "matrix_draft": _("Back to draft"),
        }

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
        return insert_rows(
            self.sudo(),
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
            ],
        )

    @api.model
    def _get_skp_id(self, record):
        """Return the plan that ``record`` is or belongs to, if any (a period belongs to none)."""
        if record._name == "hr.skp":
            return record.id
        return "skp_id" in record and record.skp_id.id

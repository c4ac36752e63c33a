from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.anonymity import thin_relations
from ..rules.feedback import RELATIONS

#: What one answer may hold: a phone's worth of thought, not a book or a flood.
ENTRIES_AT_MOST = 20
TEXT_AT_MOST = 4000


class HrSkpFeedbackInvitee(models.Model):
    """One person who is asked for feedback.

    The person asked reads his own line and answers on his page; who may read the request reads whom
    it went to.  Whether somebody has answered is a flag without a time, closed to everybody but
    the system; for a named request it shows in the answers themselves.  No log columns: when a line
    was last touched would tell when somebody answered.
    """

    _name = "hr.skp.feedback.invitee"
    _description = "Person asked for feedback"
    _inherit = ["hr.skp.link.guard"]
    _order = "employee_name, id"
    _rec_name = "employee_name"
    _log_access = False

    request_id = fields.Many2one(
        "hr.skp.feedback.request", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", "Person asked", required=True, index=True, ondelete="restrict"
    )
    employee_name = fields.Char("Name", readonly=True)
    employee_user_id = fields.Many2one(
        "res.users",
        "User of the person asked",
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    relation = fields.Selection(RELATIONS, readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("answered", "Answered"), ("declined", "Declined")],
        default="waiting",
        required=True,
        groups=fields.NO_ACCESS,
    )
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        search="_search_is_readable",
        export_string_translation=False,
    )

    _person_uniq = models.UniqueIndex(
        "(request_id, employee_id)", "This person is already asked in this request."
    )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    @api.model
    def _get_readable_domain(self):
        return Domain("employee_user_id", "=", self.env.uid) | Domain(
            "request_id", "any!", Domain("is_readable", "=", True)
        )

    @api.depends_context("uid")
    @api.depends("request_id", "employee_user_id")
    def _compute_is_readable(self):
        # Membership, not content.
        found = self.sudo().search(self._get_readable_domain() & Domain("id", "in", self.ids))
        for invitee in self:
            invitee.is_readable = invitee.id in found._ids

    def _search_is_readable(self, operator, value):
        return self._get_readable_domain() if operator == "in" else NotImplemented

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            allowed = ("request_id", "employee_id")
            vals_list = [{k: vals[k] for k in allowed if k in vals} for vals in vals_list]
            self._check_known({vals.get("employee_id") for vals in vals_list})
        invitees = super().create(vals_list)
        if not self.env.su:
            invitees._check_request_draft()
        invitees._place()
        return invitees

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if vals.keys() - {"employee_id"}:
                raise AccessError(self.env._("Only whom to ask is changed here."))
            self._check_known({vals["employee_id"]} if vals else set())
            self._check_request_draft()
        result = super().write(vals)
        if "employee_id" in vals:
            self._place()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_while_draft(self):
        if not self.env.su:
            self._check_request_draft()

    def _check_known(self, employee_ids):
        # Whether somebody exists is asked before the database refuses him less politely.
        known_sudo = self.env["hr.employee"].sudo().browse(employee_ids - {None, False}).exists()
        if len(known_sudo) != len(employee_ids):
            raise UserError(self.env._("Choose somebody of your agency."))

    def _check_request_draft(self):
        # Whose request it is decides, not what the asker may read of the invitees.
        self.sudo().request_id.with_env(self.env)._check_draft()

    @api.constrains("request_id", "employee_id")
    def _check_person(self):
        for invitee_sudo in self.sudo():
            request, person = invitee_sudo.request_id, invitee_sudo.employee_id
            if person == request.skp_id.employee_id:
                raise ValidationError(self.env._("A person is not asked about himself."))
            if person.company_id != request.company_id:
                raise ValidationError(self.env._("Only people of the same agency are asked."))

    def _place(self):
        """Work out what each person asked is to the person the request is about."""
        # Name and relation are facts, taken over when somebody is named.
        for request_sudo, invitees_sudo in self.sudo().grouped("request_id").items():
            relations = request_sudo.skp_id._get_invitee_relations(invitees_sudo.employee_id)
            for invitee_sudo in invitees_sudo:
                invitee_sudo.write(
                    {
                        "employee_name": invitee_sudo.employee_id.name,
                        "relation": relations[invitee_sudo.employee_id.id],
                    }
                )

    def _check_can_be_asked(self):
        without = self.filtered(lambda i: not i.employee_user_id).mapped("employee_name")
        if without:
            raise UserError(
                self.env._("Without an account nobody can answer: %s.", ", ".join(without))
            )

    def _get_thin_relations(self):
        """Return the labels of the relations of which too few people are asked."""
        labels = dict(self._fields["relation"]._description_selection(self.env))
        return [labels[code] for code in thin_relations(self.mapped("relation"))]

    # ------------------------------------------------------------
    # ANSWERING
    # ------------------------------------------------------------

    def action_answer(self, entries):
        """Person asked: answer, once.

        :param entries: list of dicts ``tone`` (good, improve, other), ``name`` (text), and
            optionally ``result_id`` (one of those shown) or ``core_value_id``, ``obstacle``,
            ``alternative``
        :raise UserError: when nothing is said, the request is over, or it was answered already
        """
        invitee_sudo = self._check_may_answer()
        entries = invitee_sudo._clean_entries(entries)
        if invitee_sudo.request_id.is_anonymous:
            self.env["hr.skp.feedback.answer"]._keep(invitee_sudo, entries)
        else:
            invitee_sudo._give(entries)
        return True

    def action_decline(self):
        """Person asked: say nothing; he is not reminded again."""
        invitee_sudo = self._check_may_answer()
        if invitee_sudo.request_id.is_anonymous:
            self.env["hr.skp.feedback.answer"]._keep(invitee_sudo, [], "declined")
        else:
            invitee_sudo.write({"state": "declined"})
        return True

    def _check_may_answer(self):
        """Return this line with system rights, once it is sure that the user may answer now."""
        self.ensure_one()
        # The line is his own: that is the right, and all that is looked at before.
        invitee_sudo = self.sudo().exists()
        if invitee_sudo.employee_user_id != self.env.user:
            raise AccessError(self.env._("You are not asked here."))
        request_sudo = invitee_sudo.request_id
        # Answers of one request follow one another, so that none is lost or counted twice: whoever
        # comes second waits, and his request is tried anew on what the first one left.
        self.env.execute_query(
            SQL("SELECT id FROM hr_skp_feedback_request WHERE id = %s FOR UPDATE", request_sudo.id)
        )
        if request_sudo.state != "open" or request_sudo._is_past():
            raise UserError(self.env._("This request is over: nothing can be said to it any more."))
        if invitee_sudo.state != "waiting":
            raise UserError(self.env._("You have answered this request already."))
        return invitee_sudo

    def _clean_entries(self, entries):
        """Return the entries as values of a feedback, or raise naming what is wrong."""
        self.ensure_one()
        _ = self.env._
        entries = entries if isinstance(entries, (list, tuple)) else []
        entries = [
            entry
            for entry in entries
            if isinstance(entry, dict) and str(entry.get("name") or "").strip()
        ]
        if not entries:
            raise UserError(_("Write at least one sentence, or say that you cannot judge."))
        if len(entries) > ENTRIES_AT_MOST:
            raise UserError(_("That is too much at once: %s remarks at most.", ENTRIES_AT_MOST))
        return [self._clean_entry(entry) for entry in entries]

    def _clean_entry(self, entry):
        _ = self.env._
        vals = {"tone": entry.get("tone") or "other"}
        if vals["tone"] not in ("good", "improve", "other"):
            raise UserError(_("Say whether it is good or to be improved."))
        for field in ("name", "obstacle", "alternative"):
            vals[field] = str(entry.get(field) or "").replace("\x00", "").strip()
            if len(vals[field]) > TEXT_AT_MOST:
                raise UserError(
                    _("A remark is too long: at most %s characters.", f"{TEXT_AT_MOST:n}")
                )
        shown = self.request_id.result_ids.ids
        values = self.request_id.skp_id.behaviour_ids.core_value_id.ids
        for field, allowed in (("result_id", shown), ("core_value_id", values)):
            chosen = entry.get(field)
            if chosen and chosen not in allowed:
                raise UserError(_("This is not part of the request."))
            vals[field] = chosen or False
        if vals["result_id"]:
            vals["core_value_id"] = False
        return vals

    def _give(self, entries):
        """Give named feedback: the request shows what it shows, so these results may be named."""
        request_sudo = self.request_id
        self.write({"state": "answered"})
        # The results shown need not be the giver's to read otherwise; checked in _clean_entry.
        self.env["hr.skp.feedback"].sudo().create(
            [
                {
                    **entry,
                    "skp_id": request_sudo.skp_id.id,
                    "employee_id": request_sudo.skp_id.employee_id.id,
                    "request_id": request_sudo.id,
                }
                for entry in entries
            ]
        )

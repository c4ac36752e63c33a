from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.anonymity import MINIMUM


class HrSkpFeedbackRequest(models.Model):
    """Somebody asks others how a person works: himself or his people.

    * the employee and the evaluator of a plan (or who acts for him on the day) ask, read all
      requests about it, and cancel what they asked themselves;
    * who is asked sees name, post, the chosen result titles and the seven values on his own page
      (see ``hr.skp.feedback.invitee``), and not the request itself;
    * auditors read; nobody else.

    A **named** answer is a feedback like any other.  An **anonymous** one is kept by
    ``hr.skp.feedback.answer`` apart from who was asked, and becomes feedback after the deadline
    together with the others of its relation, if there are enough (``rules/anonymity.py``).  Until
    then nobody learns who or how many have answered.
    """

    _name = "hr.skp.feedback.request"
    _description = "Feedback request"
    _inherit = ["hr.skp.link.guard"]
    _order = "deadline desc, id desc"

    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="restrict")
    employee_id = fields.Many2one(related="skp_id.employee_id", string="Person")
    employee_name = fields.Char(related="skp_id.employee_name", store=True, string="About")
    company_id = fields.Many2one(
        related="skp_id.company_id", string="Agency", store=True, index=True
    )
    asker_id = fields.Many2one(
        "hr.employee", "Asked by", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    asker_user_id = fields.Many2one(
        "res.users",
        "Asker's user",
        related="asker_id.user_id",
        store=True,
        index="btree_not_null",
    )
    name = fields.Text(
        "Question", help="What you would like to hear about; everybody asked reads it."
    )
    result_ids = fields.Many2many(
        "hr.skp.result",
        "hr_skp_feedback_request_result_rel",
        "request_id",
        "result_id",
        "Results shown",
        help="Those asked see the titles of these results, nothing else of the plan.",
    )
    deadline = fields.Date(required=True)
    is_anonymous = fields.Boolean(
        "Anonymous",
        help="Nobody learns who wrote what. Answers come out together after the deadline, where "
        "at least three people of one relation answered.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Sent"), ("closed", "Closed"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    invitee_ids = fields.One2many("hr.skp.feedback.invitee", "request_id", "People asked")
    feedback_ids = fields.One2many("hr.skp.feedback", "request_id", "Answers", readonly=True)
    invitee_count = fields.Integer("Asked", compute="_compute_counts")
    answered_count = fields.Integer("Answered", compute="_compute_counts")
    withheld_count = fields.Integer(
        "Withheld",
        readonly=True,
        copy=False,
        help="How many answered whose words were not released, since too few answered like them.",
    )
    is_readable = fields.Boolean(
        compute="_compute_roles", search="_search_is_readable", export_string_translation=False
    )
    is_mine = fields.Boolean("Asked by me", compute="_compute_roles", search="_search_is_mine")
    can_change = fields.Boolean(compute="_compute_roles", export_string_translation=False)

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("employee_name", "deadline")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for request in self:
            request.display_name = self.env._(
                "Question about %(employee)s · until %(date)s",
                employee=request.employee_name or "",
                date=format_date(self.env, request.deadline, date_format="d MMM yyyy"),
            )

    @api.depends("invitee_ids", "state", "is_anonymous")
    def _compute_counts(self):
        # Who answered is closed to everybody; how many is told where it tells nothing more.
        groups = (
            self.env["hr.skp.feedback.invitee"]
            .sudo()
            ._read_group([("request_id", "in", self.ids)], ["request_id", "state"], ["__count"])
        )
        counts = {(request.id, state): count for request, state, count in groups}
        for request in self:
            told = not request.is_anonymous or request.state == "closed"
            answered = counts.get((request.id, "answered"), 0)
            request.invitee_count = sum(n for (key, _s), n in counts.items() if key == request.id)
            request.answered_count = answered if told else 0

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the requests to which the current user is that."""
        plans = self.env["hr.skp"]._get_role_domains()
        return {
            "asker": Domain("asker_user_id", "=", self.env.uid),
            "employee": Domain("skp_id", "any!", plans["employee"]),
            "evaluator": Domain("skp_id", "any!", plans["evaluator"]),
            "auditor": Domain("skp_id", "any!", plans["auditor"]),
        }

    def _is(self, role):
        """Return those of these requests to which the current user is ``role``."""
        # Membership, not content: the domain itself says who the user is to the request.
        found = self.sudo().search(self._get_role_domains()[role] & Domain("id", "in", self.ids))
        return self.browse(found.ids)

    @api.depends_context("uid")
    @api.depends("asker_user_id", "skp_id", "state")
    def _compute_roles(self):
        stored = self.filtered("id")
        mine = stored._is("asker")
        readable = mine.union(*(stored._is(role) for role in ("employee", "evaluator", "auditor")))
        for request in self:
            request.is_mine = request in mine or not request._origin
            request.is_readable = request in readable
            request.can_change = request.is_mine and request.state == "draft"

    def _search_is_readable(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._get_role_domains().values())

    def _search_is_mine(self, operator, value):
        return self._get_role_domains()["asker"] if operator == "in" else NotImplemented

    # ------------------------------------------------------------
    # CRUD AND GUARDS
    # ------------------------------------------------------------

    @api.model
    def _get_open_fields(self):
        """Return the fields that the asker fills in, while the request is a draft."""
        return {"skp_id", "name", "result_ids", "deadline", "is_anonymous", "invitee_ids"}

    @api.model
    def default_get(self, fields):
        return super(
            HrSkpFeedbackRequest, without_defaults(self, set(self._fields) - {"skp_id"})
        ).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        fixed = set(self._fields) - self._get_open_fields()
        if not self.env.su:
            vals_list = [{k: v for k, v in vals.items() if k not in fixed} for vals in vals_list]
            self.browse()._check_links(vals_list)
            plans = self.env["hr.skp"].browse([vals.get("skp_id") for vals in vals_list])
            plans._check_may_ask()
            asker = self.env["hr.skp.feedback"]._get_acting_employee(plans)
            vals_list = [{**vals, "asker_id": asker.id} for vals in vals_list]
        requests = super(HrSkpFeedbackRequest, without_defaults(self, fixed)).create(vals_list)
        requests._check_content()
        return requests

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if refused := vals.keys() - (self._get_open_fields() - {"skp_id"}):
                labels = [self._fields[name]._description_string(self.env) for name in refused]
                raise AccessError(
                    self.env._("%s is not changed directly.", ", ".join(sorted(labels)))
                )
            self._check_draft()
        result = super().write(vals)
        self._check_content()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        if not self.env.su:
            self._check_draft()

    def _check_draft(self):
        if self - self._is("asker"):
            raise AccessError(self.env._("Only who asks changes his request."))
        if any(request.state != "draft" for request in self.sudo()):
            raise UserError(
                self.env._(
                    "This request was sent, so it stays as it is. Cancel it and ask anew if needed."
                )
            )

    def _check_content(self):
        """Only results of the plan are shown, and only those that the asker himself may read."""
        for request_sudo in self.sudo():
            if request_sudo.result_ids.skp_id - request_sudo.skp_id:
                raise ValidationError(self.env._("A result that is shown belongs to another plan."))
        if not self.env.su:
            self.sudo().result_ids.with_env(self.env).check_access("read")

    @api.constrains("name")
    def _check_name(self):
        if any(len(request.name or "") > 2000 for request in self):
            raise ValidationError(self.env._("The question is too long: 2,000 characters at most."))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_send(self):
        """Asker: send the request to the people named.

        :raise UserError: naming what is missing; for an anonymous request also the relations of
            which fewer than three people are asked, for their words could never come out
        """
        self._check_draft()
        for request_sudo in self.sudo():
            if not request_sudo.invitee_ids:
                raise UserError(self.env._("Name the people whom you ask."))
            today = request_sudo.company_id._get_skp_today()
            if not request_sudo.deadline or request_sudo.deadline <= today:
                raise UserError(self.env._("The deadline is a day to come."))
            request_sudo.skp_id.with_env(self.env)._check_feedback_open()
            request_sudo.invitee_ids._check_can_be_asked()
            request_sudo._check_enough_asked()
        # The right to send was checked above; the state is nobody's to write.
        requests_sudo = self.sudo()
        requests_sudo.write({"state": "open"})
        requests_sudo.invitee_ids._announce()
        return True

    def action_cancel(self):
        """Asker: withdraw the request; anonymous answers not released yet are erased."""
        if self - self._is("asker"):
            raise AccessError(self.env._("Only who asks withdraws his request."))
        if any(request.state not in ("draft", "open") for request in self.sudo()):
            raise UserError(self.env._("This request is over already."))
        # As above.
        requests_sudo = self.sudo()
        requests_sudo.write({"state": "cancelled"})
        self.env["hr.skp.feedback.answer"]._erase(requests_sudo)
        return True

    def _check_enough_asked(self):
        thin = self.invitee_ids._get_thin_relations() if self.is_anonymous else []
        if thin:
            raise UserError(
                self.env._(
                    "To stay unknown, at least %(minimum)s people of one relation are asked. "
                    "Too few: %(relations)s. Ask more of them, leave them out, or ask by name.",
                    minimum=MINIMUM,
                    relations=", ".join(thin),
                )
            )

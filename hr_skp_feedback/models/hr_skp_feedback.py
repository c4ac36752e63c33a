from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.hr_skp.models.hr_skp_link_guard import without_defaults

from ..rules.feedback import (
    ABOUTS,
    CHANNELS,
    FOLLOW_UPS,
    RELATIONS,
    RELAYED,
    TONES,
)

#: What giver and evaluator say of what was done about it.
MARK = ("follow_up", "follow_up_note")


class HrSkpFeedback(models.Model):
    """One remark on how somebody works: on a result, on a core value, or on the whole.

    Who may what (see :meth:`_get_role_domains` and ``rules/feedback.py``):

    * the employee reads all named feedback about himself and answers it;
    * the giver, and only he, writes what was said, until the employee answered it, its doing was
      marked, or it was rated finally; he reads what he gave, nothing else about the person;
    * the evaluator, or who acts for him on the day, reads all about his people; he and the giver
      mark what the person then did about it (``follow_up``): that is the response of the rating;
    * auditors read all; heads of units, officers, reviewers, colleagues and the personnel office
      nothing.

    What the giver is to the person follows from facts, not from what he says.  A source without an
    account is recorded by the evaluator.  Mails about it carry a link, never a word of it.
    """

    _name = "hr.skp.feedback"
    _description = "Feedback"
    _inherit = ["hr.skp.evidence.mixin", "hr.skp.link.guard", "hr.skp.role.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_name"
    _rec_names_search = ["employee_name"]

    # They follow from the person and the value named, whatever the giver reads of his plan.
    _completed_links = frozenset({"skp_id", "behaviour_id", "employee_id"})

    # About whom and what
    skp_id = fields.Many2one("hr.skp", "SKP", required=True, index=True, ondelete="restrict")
    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, index=True, ondelete="restrict"
    )
    employee_name = fields.Char(related="skp_id.employee_name", store=True, string="Name")
    employee_user_id = fields.Many2one(
        related="skp_id.employee_user_id",
        string="Person's user",
        store=True,
        index="btree_not_null",
    )
    period_id = fields.Many2one(related="skp_id.period_id", store=True, index=True)
    company_id = fields.Many2one(
        related="skp_id.company_id", string="Agency", store=True, index=True
    )
    department_id = fields.Many2one(
        related="skp_id.department_id", string="Unit", store=True, index="btree_not_null"
    )
    result_id = fields.Many2one("hr.skp.result", index="btree_not_null", ondelete="restrict")
    behaviour_id = fields.Many2one("hr.skp.behaviour", index="btree_not_null", ondelete="restrict")
    core_value_id = fields.Many2one(
        "hr.skp.core.value", compute="_compute_core_value_id", store=True, readonly=False
    )
    about = fields.Selection(ABOUTS, compute="_compute_about", store=True)

    about_label = fields.Char("On", compute="_compute_about_label")

    # Who says so: nothing but these fields (and the record's own log) tells it
    giver_id = fields.Many2one(
        "hr.employee", "Given by", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    giver_user_id = fields.Many2one(
        "res.users",
        "Giver's user",
        related="giver_id.user_id",
        store=True,
        index="btree_not_null",
    )
    giver_name = fields.Char("Giver", readonly=True)
    official_id = fields.Many2one(
        "hr.employee", "For", readonly=True, help="The official for whom a delegate gave it."
    )
    relation = fields.Selection(RELATIONS, index=True)
    source_name = fields.Char(
        "Outside source", help="A survey, a letter: what was heard of somebody without an account."
    )
    relayed_from = fields.Selection(
        RELAYED,
        "Relayed from",
        help="The remark comes from these people; its source is who relays it.",
    )
    source_label = fields.Char(
        "Source", readonly=True, help="What documents print after “Sumber:”."
    )
    is_anonymous = fields.Boolean(readonly=True)

    # What
    date = fields.Date(required=True, default=lambda self: self.env.company.sudo()._get_skp_today())
    tone = fields.Selection(TONES, required=True, default="good")
    channel = fields.Selection(CHANNELS, required=True, default="app")
    name = fields.Text("Feedback", required=True)
    obstacle = fields.Text()
    alternative = fields.Text("Way out", help="What could be done about the obstacle.")

    # What became of it
    seen_on = fields.Datetime("Read", readonly=True, copy=False)
    response = fields.Text(copy=False)
    responded_on = fields.Datetime("Answered", readonly=True, copy=False)
    follow_up = fields.Selection(
        FOLLOW_UPS,
        "Follow-up",
        copy=False,
        help="What the person then did about it, as giver or evaluator see it: this counts as "
        "the response at rating, not the answer typed.",
    )
    follow_up_note = fields.Text("What was done", copy=False)
    follow_up_on = fields.Date("Marked", readonly=True, copy=False)
    follow_up_by_id = fields.Many2one("hr.employee", "Marked by", readonly=True, copy=False)

    _about_check = models.Constraint(
        "CHECK (result_id IS NULL OR behaviour_id IS NULL)",
        "Feedback is about a result or about a behaviour, not both.",
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("employee_name", "date")
    def _compute_display_name(self):
        # No word of it: names of records stand in mails and activities.
        for feedback in self:
            feedback.display_name = self.env._(
                "Feedback · %(employee)s · %(date)s",
                employee=feedback.employee_name or feedback.sudo().employee_id.name or "",
                date=format_date(self.env, feedback.date) or "",
            )

    @api.depends("behaviour_id")
    def _compute_core_value_id(self):
        # The giver names one of the seven values; the line of the plan behind it he need not read.
        for feedback, feedback_sudo in zip(self, self.sudo(), strict=True):
            feedback.core_value_id = feedback_sudo.behaviour_id.core_value_id

    @api.depends("result_id", "behaviour_id")
    def _compute_about(self):
        for feedback in self:
            behaviour = "behaviour" if feedback.behaviour_id else "whole"
            feedback.about = "result" if feedback.result_id else behaviour

    @api.depends("result_id.name", "core_value_id.name")
    @api.depends_context("lang")
    def _compute_about_label(self):
        whole = dict(self._fields["about"]._description_selection(self.env))["whole"]
        # What an entry is about is part of the entry, also for who no longer reads the result.
        for feedback, feedback_sudo in zip(self, self.sudo(), strict=True):
            feedback.about_label = (
                feedback_sudo.result_id.name or feedback_sudo.core_value_id.name or whole
            )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("skp_id", "result_id", "behaviour_id", "employee_id")
    def _check_belongs(self):
        # Which plan a line belongs to is not a secret to who may write about it.
        for feedback_sudo in self.sudo():
            plan = feedback_sudo.skp_id
            lines = (feedback_sudo.result_id, feedback_sudo.behaviour_id)
            if any(line and line.skp_id != plan for line in lines):
                raise ValidationError(
                    self.env._("The result or behaviour belongs to another plan.")
                )
            if plan.employee_id != feedback_sudo.employee_id:
                raise ValidationError(self.env._("The plan belongs to somebody else."))
            if feedback_sudo.result_id and not feedback_sudo.result_id.agreed_revision:
                raise ValidationError(
                    self.env._("This result is not agreed yet: feedback on it can follow then.")
                )

    @api.constrains("date")
    def _check_date(self):
        for feedback_sudo in self.sudo():
            if feedback_sudo.date > feedback_sudo.company_id._get_skp_today():
                raise ValidationError(self.env._("Feedback cannot be dated in the future."))
            if feedback_sudo.date < feedback_sudo.skp_id.date_start:
                raise ValidationError(
                    self.env._(
                        "This feedback is older than the plan, which begins on %s.",
                        format_date(self.env, feedback_sudo.skp_id.date_start),
                    )
                )

    @api.constrains("name")
    def _check_name(self):
        if any(not (feedback.name or "").strip() for feedback in self):
            raise ValidationError(self.env._("Write what you want to say."))

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpFeedback, without_defaults(self, self._get_fixed_fields())).default_get(
            fields
        )

    @api.model_create_multi
    def create(self, vals_list):
        completed = self._complete_vals_list([dict(vals) for vals in vals_list])
        entries = super(HrSkpFeedback, without_defaults(self, self._get_fixed_fields())).create(
            completed
        )
        entries._announce()
        return entries

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        vals = dict(vals)
        # First: what is not one's own is refused without a word about whose it is.
        self.check_access("write")
        base = vals.pop("edit_base", None)
        self._check_parts(vals)
        self._check_base(base, vals)
        if {"core_value_id", "behaviour_id"} & vals.keys():
            self._write_behaviours(vals)
        elif vals.get("result_id") and any(feedback.behaviour_id for feedback in self):
            raise UserError(self._get_both_sentence())
        given = {k: v for k, v in vals.items() if k not in ("core_value_id", "behaviour_id")}
        result = super().write({**given, **self._prepare_stamps(vals)})
        if {"source_name", "relation", "relayed_from"} & vals.keys():
            self._refresh_source()
        return result

    def _write_behaviours(self, vals):
        """Point each entry to the line of its plan behind the value named, or to none."""
        for feedback_sudo in self.sudo():
            line_id = vals.get("behaviour_id")
            if "core_value_id" in vals:
                line_id = self._get_behaviour(feedback_sudo.skp_id, vals["core_value_id"]).id
            if line_id and vals.get("result_id", feedback_sudo.result_id):
                raise UserError(self._get_both_sentence())
            # The giver need not read the plan whose line it is.
            feedback_sudo.write({"behaviour_id": line_id})

    @api.ondelete(at_uninstall=False)
    def _unlink_if_unanswered(self):
        if not self.env.su:
            self._check_part("text")

    def copy_data(self, default=None):
        raise UserError(self.env._("Feedback is given, not copied."))

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.model
    def _get_text_fields(self):
        """Return the fields that hold what the giver says; a hook for further ones."""
        return frozenset(
            {
                "name",
                "tone",
                "channel",
                "date",
                "obstacle",
                "alternative",
                "result_id",
                "behaviour_id",
                "core_value_id",
                "source_name",
                "relation",
                "relayed_from",
                "evidence_ids",
                "links",
            }
        )

    @api.model
    def _get_fixed_fields(self):
        """Return the fields that nobody gives, neither as a value nor as a default."""
        given = self._get_text_fields() | {"skp_id", "employee_id"}
        return set(self._fields) - given

    @api.model
    def _get_part(self, name):
        """Return the part of the entry that a field belongs to, or None: nobody writes it."""
        if name in self._get_text_fields():
            return "text"
        return "response" if name == "response" else "mark" if name in MARK else None

    @api.model
    def _get_said_parts(self):
        text = tuple(sorted(self._get_text_fields() - {"evidence_ids"}))
        # Nobody answers to words that he has not read.
        return {"text": text, "response": ("response", *text), "mark": MARK}

    def _check_parts(self, vals):
        """Raise unless the user may write all these fields of these entries now."""
        parts = {name: self._get_part(name) for name in vals}
        refused = [name for name, part in parts.items() if part is None]
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(self.env._("%s is not changed directly.", ", ".join(sorted(labels))))
        for part in sorted(set(parts.values())):
            self._check_part(part)

    def _check_changeable(self):
        """Evidence is part of what the giver says."""
        if not self.env.su:
            self.check_access("write")
            self._check_part("text")

    def _prepare_stamps(self, vals):
        """Return who and when, for an answer or a mark that is being written."""
        stamps = {}
        if "response" in vals:
            answered = bool((vals["response"] or "").strip())
            stamps["responded_on"] = answered and fields.Datetime.now()
        if "follow_up" in vals:
            marked = bool(vals["follow_up"])
            stamps["follow_up_on"] = marked and self.sudo().company_id[:1]._get_skp_today()
            stamps["follow_up_by_id"] = marked and self._get_acting_employee().id
        return stamps

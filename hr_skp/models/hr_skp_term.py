from babel.dates import format_date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import babel_locale_parse

from ..rules.calendar import MONTHS_OF, TERM_KINDS, overlapping, roman, term_number
from .hr_skp_link_guard import without_defaults


class HrSkpTerm(models.Model):
    """An evaluation term of a period: a month, a quarter, or the final one of the whole year.

    Everybody in the agency reads it; officers edit it until the period is closed, and open and
    close it.
    """

    _name = "hr.skp.term"
    _description = "SKP evaluation term"
    _order = "period_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    period_id = fields.Many2one("hr.skp.period", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(TERM_KINDS, required=True)
    sequence = fields.Integer(default=10)
    date_start = fields.Date("From", required=True)
    date_end = fields.Date("Until", required=True)
    fill_deadline = fields.Date("Filled in by")
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )

    _final_uniq = models.UniqueIndex(
        "(period_id) WHERE kind = 'final'", "A period has one final term only."
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A term cannot end before it starts."
    )
    _deadline_check = models.Constraint(
        "CHECK (fill_deadline IS NULL OR fill_deadline >= date_start)",
        "A term cannot be due before it starts.",
    )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("date_start", "date_end", "kind", "period_id")
    def _check_dates(self):
        """Terms lie within their period and share no day; the final one spans the others."""
        for period in self.period_id:
            terms = period.term_ids
            outside = terms.filtered(
                lambda t, p=period: t.date_start < p.date_start or t.date_end > p.date_end
            )
            if outside:
                raise ValidationError(
                    self.env._(
                        "%(terms)s: a term lies within its period (%(start)s – %(end)s).",
                        terms=", ".join(outside.mapped("name")),
                        start=period.date_start,
                        end=period.date_end,
                    )
                )
            clash = overlapping(
                (t.date_start, t.date_end, t.name) for t in terms if t.kind != "final"
            )
            if clash:
                raise ValidationError(
                    self.env._("%(one)s and %(other)s share a day.", one=clash[0], other=clash[1])
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkpTerm, without_defaults(self, {"state"})).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                vals.pop("state", None)
        terms = super().create(vals_list)
        terms._check_period_open_to_change()
        terms._translate_default_names()
        return terms

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise AccessError(self.env._("A term is opened and closed by its own steps only."))
        self._check_period_open_to_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_while_draft(self):
        if any(term.period_id.state != "draft" for term in self):
            raise UserError(
                self.env._("Terms of a period that was opened are not deleted: change their dates.")
            )

    def _check_period_open_to_change(self):
        if not self.env.su and any(term.period_id.state == "closed" for term in self):
            raise UserError(self.env._("The period is closed: its terms stay as they are."))

    # ------------------------------------------------------------
    # NAMES
    # ------------------------------------------------------------

    @api.model
    def _get_default_name(self, kind, number, date_start, date_end):
        """Return the name of a term in the language of the environment.

        :param number: of the month or quarter in its year
        """
        _ = self.env._
        if kind == "month":
            locale = babel_locale_parse(self.env.context.get("lang"))
            return format_date(date_start, "LLLL y", locale=locale)
        if kind == "quarter":
            return _("Quarter %(number)s %(year)s", number=roman(number), year=date_start.year)
        return _("Final %(year)s", year=date_end.year)

    def _translate_default_names(self):
        """Give terms that have their default name that name in every installed language."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        here = self.env.lang or "en_US"
        # The source language counts even where it is not installed.
        languages = {"en_US", here, *installed}
        for term in self:
            counted = term.kind in MONTHS_OF
            number = term_number(term.kind, term.date_start) if counted else 0
            names = {
                code: self.with_context(lang=code)._get_default_name(
                    term.kind, number, term.date_start, term.date_end
                )
                for code in languages
            }
            if len(names) > 1 and term.name == names[here]:
                term.update_field_translations("name", names)

    # ------------------------------------------------------------
    # STATES
    # ------------------------------------------------------------

    def action_open(self):
        """Officer: open the term for self-reports and ratings; its period must be open."""
        self.period_id._check_officer()
        for term in self:
            if term.period_id.state != "open" or term.state == "open":
                raise UserError(
                    self.env._("%s: only a term of an open period can be opened.", term.name)
                )
        # The state is nobody's to write; the officer's right was checked above.
        self.sudo().write({"state": "open"})
        return True

    def action_close(self, reason=None):
        """Officer: lock the term; asks for a reason while something in it is not final."""
        self.period_id._check_officer()
        if any(term.state != "open" for term in self):
            raise UserError(self.env._("Only an open term can be closed."))
        unfinished = self._get_unfinished_count()
        if unfinished and not (reason or "").strip():
            raise UserError(
                self.env._("%s evaluations are not final yet: please say why.", unfinished)
            )
        # As above.
        self.sudo().write({"state": "closed"})
        return True

    def _get_unfinished_count(self):
        """Return how many evaluations are not final; a hook for the evaluation addon."""
        return 0

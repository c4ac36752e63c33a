from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Which of several activities a record is known by, as in Odoo.
STATES = ("overdue", "today", "planned")


class HrSkpActivityMixin(models.AbstractModel):
    """Activities of which everybody sees his own: not that others have any, nor what for.

    Odoo reads the next one, and searches by all, with elevated rights: a head of unit would learn
    that somebody objects, the reader of an open call whose people answered it.  A record rule says
    which activities one reads; here nothing passes by it.
    """

    _name = "hr.skp.activity.mixin"
    _inherit = "mail.activity.mixin"
    _description = "Own Activities Only"

    activity_ids = fields.One2many(bypass_search_access=False, search="_search_activity_ids")
    activity_type_id = fields.Many2one(
        related=None, compute="_compute_next_activity", readonly=True
    )
    activity_type_icon = fields.Char(related=None, compute="_compute_next_activity")
    activity_summary = fields.Char(related=None, compute="_compute_next_activity", readonly=True)

    @api.depends_context("uid")
    @api.depends("activity_ids.activity_type_id", "activity_ids.summary", "activity_ids.icon")
    def _compute_next_activity(self):
        activities = self.env["mail.activity"]
        if activities.has_access("read"):
            activities = activities.search(
                Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)
            )
        by_record = activities.grouped("res_id")
        for record in self:
            first = by_record.get(record._origin.id, activities.browse())[:1]
            record.activity_type_id = first.activity_type_id
            record.activity_type_icon = first.icon
            record.activity_summary = first.summary

    def _search_activity_ids(self, operator, value):
        """Ask by rights also whether there are any, or one of a number: Odoo asks without."""
        if operator in ("any", "any!", "not any", "not any!"):
            return Domain("activity_ids", operator, value)
        if operator != "in":
            return NotImplemented
        own = self.env["mail.activity"].search([("res_model", "=", self._name)])
        domain = Domain("id", "in", own.filtered(lambda each: each.id in value).mapped("res_id"))
        return domain | Domain("id", "not in", own.mapped("res_id")) if False in value else domain

    def _search_activity_state(self, operator, value):
        """As Odoo's, but of the activities that the user reads."""
        if self.env.su:
            return super()._search_activity_state(operator, value)
        if operator != "in":
            return NotImplemented
        first = self._get_own_activity_states()
        domain = Domain("id", "in", [res_id for res_id, state in first.items() if state in value])
        return domain | Domain("id", "not in", list(first)) if False in value else domain

    def _read_group_groupby(self, alias, groupby_spec, query):
        """As Odoo's, which counts the activities of everybody."""
        if groupby_spec != "activity_state" or self.env.su:
            return super()._read_group_groupby(alias, groupby_spec, query)
        ids = {state: [] for state in STATES}
        for res_id, state in self._get_own_activity_states().items():
            ids[state].append(res_id)
        cases = SQL(" ").join(
            SQL("WHEN %s = ANY(%s) THEN %s", SQL.identifier(alias, "id"), found, state)
            for state, found in ids.items()
        )
        return SQL("(CASE %s END)", cases)

    def _get_own_activity_states(self):
        """Return id of a record -> state of its activities, of those that the user reads."""
        states = {}
        for activity in self.env["mail.activity"].search([("res_model", "=", self._name)]):
            states.setdefault(activity.res_id, set()).add(activity.state)
        return {res_id: min(found, key=STATES.index) for res_id, found in states.items()}

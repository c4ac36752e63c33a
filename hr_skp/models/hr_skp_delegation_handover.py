from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: What an official is asked to do, and how a delegate's right to do it is told.
HANDED_OVER = {"hr.skp": "is_my_team", "hr.skp.assignment": "is_actionable"}
#: For how long after its end a delegation is looked at by the scheduled action.
DAYS_AFTER = 31


class HrSkpDelegation(models.Model):
    """Open work moves with a delegation: what waits for the official waits for who acts for him.

    Rights and task lists follow from the dates by themselves; only activities are records.  They
    are given on the first day and taken back after the last, by an hourly scheduled action and with
    every change of a delegation.  The official keeps his own.
    """

    _inherit = "hr.skp.delegation"

    is_in_force = fields.Boolean("In force today", compute="_compute_is_in_force")

    @api.depends("date_start", "date_end")
    def _compute_is_in_force(self):
        for delegation in self:
            today = (delegation.company_id or self.env.company).sudo()._get_skp_today()
            dates = (delegation.date_start, delegation.date_end)
            delegation.is_in_force = all(dates) and dates[0] <= today <= dates[1]

    @api.model_create_multi
    def create(self, vals_list):
        delegations = super().create(vals_list)
        delegations._hand_over(delegations.official_id)
        return delegations

    def write(self, vals):
        former = self.delegate_user_id
        result = super().write(vals)
        self._take_back(former)
        self._hand_over(self.official_id)
        return result

    def unlink(self):
        former = self.delegate_user_id
        result = super().unlink()
        self._take_back(former)
        return result

    @api.model
    def _get_acting_users(self, officials):
        """Return the users of these officials and of who acts for them today."""
        # Who acts for whom is not for everybody to read; that he is told of work, is.
        officials_sudo = officials.sudo()
        domain = Domain("official_id", "in", officials.ids) & Domain(self._get_active_domain())
        return officials_sudo.user_id | self.sudo().search(domain).delegate_user_id

    @api.model
    def _cron_hand_over(self):
        """Give and take back what the dates of the delegations say today."""
        today = self.env.company.sudo()._get_skp_today()
        ended = self.search(
            [("date_end", "<", today), ("date_end", ">=", today - timedelta(days=DAYS_AFTER))]
        )
        self._take_back(ended.delegate_user_id)
        self._hand_over()

    @api.model
    def _hand_over(self, officials=None):
        """Give the delegates of today what waits for their officials, once."""
        domain = Domain(self._get_active_domain())
        if officials is not None:
            domain &= Domain("official_id", "in", officials.ids)
        # Activities are their user's; handing them over is the system's.
        delegations_sudo = (
            self.sudo()
            .search(domain)
            .filtered(
                lambda d: d.official_user_id and d.delegate_user_id and not d.delegate_user_id.share
            )
        )
        users = delegations_sudo.official_user_id | delegations_sudo.delegate_user_id
        activities_sudo = self._get_activities(users)
        present = {(a.res_model, a.res_id, a.user_id) for a in activities_sudo}
        vals_list = []
        for delegation in delegations_sudo:
            user = delegation.delegate_user_id
            waiting = activities_sudo.filtered(
                lambda a, d=delegation: (
                    a.user_id == d.official_user_id
                    and (a.res_model, a.res_id, d.delegate_user_id) not in present
                )
            )
            for activity in self._filter_actionable(waiting, user):
                present.add((activity.res_model, activity.res_id, user))
                vals_list.append(self._prepare_activity_vals(activity, user))
        activities_sudo.with_context(mail_activity_quick_update=True).create(vals_list)

    @api.model
    def _take_back(self, users):
        """Remove what these users were handed and may not do any more."""
        activities_sudo = self._get_activities(users)
        for user, given_sudo in activities_sudo.grouped("user_id").items():
            kept = self._filter_actionable(given_sudo, user, own=True)
            (given_sudo - kept).unlink()

    @api.model
    def _get_activity_types(self):
        """Return the XML ids of what an official is asked as evaluator; later stages ask more."""
        names = ("mail_activity_skp", "mail_activity_assignment_answer", "mail_activity_dialogue")
        return [f"hr_skp.{name}" for name in names]

    @api.model
    def _get_activities(self, users):
        names = self._get_activity_types()
        types = [self.env.ref(name, raise_if_not_found=False) for name in names]
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                Domain("user_id", "in", users.ids)
                & Domain("activity_type_id", "in", [kind.id for kind in types if kind])
                & Domain("res_model", "in", list(HANDED_OVER))
            )
        )

    @api.model
    def _filter_actionable(self, activities, user, own=False):
        """Return those activities whose document ``user`` may act on today.

        :param own: also as the employee, whose own plan asks things of him
        """
        kept = activities.browse()
        for model, given in activities.grouped("res_model").items():
            # Who the user is to the documents is asked in his name, whatever he may read.
            documents = self.env[model].with_user(user).sudo()
            field = "is_actionable" if own else HANDED_OVER[model]
            # By searching: what was computed before the dates changed would still be in the cache.
            acting = documents.search(
                Domain("id", "in", given.mapped("res_id")) & Domain(field, "=", True)
            )
            acting_ids = set(acting.ids)
            kept |= given.filtered(lambda a, ids=acting_ids: a.res_id in ids)
        return kept

    @api.model
    def _prepare_activity_vals(self, activity, user):
        return {
            "activity_type_id": activity.activity_type_id.id,
            "res_model_id": activity.res_model_id.id,
            "res_id": activity.res_id,
            "user_id": user.id,
            "summary": activity.summary,
            "date_deadline": activity.date_deadline,
        }


class HrSkp(models.Model):
    _inherit = "hr.skp"

    def _ask_to_act(self, user_field, summary):
        done = super()._ask_to_act(user_field, summary)
        if user_field == "evaluator_user_id":
            self.env["hr.skp.delegation"]._hand_over(self.sudo().evaluator_id)
        return done

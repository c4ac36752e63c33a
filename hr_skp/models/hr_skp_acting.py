from odoo import api, models
from odoo.tools import SQL

#: Where the transaction keeps what makes somebody more than an employee.  The data of its precommit
#: hooks is dropped with a commit and with any rollback, also of a savepoint.
MEMO = "hr_skp_acting"


class HrSkpActing(models.AbstractModel):
    """What makes the current user more than an employee: whom he acts for, which units are his.

    One query, asked once in a transaction: a page asks for it a dozen times.  Whatever decides it
    inherits this model, and each write there forgets what was found.
    """

    _name = "hr.skp.acting"
    _description = "Source of who acts as what"

    def write(self, vals):
        result = super().write(vals)
        # The place of a unit in the tree follows its other fields.
        self._forget_acting()
        return result

    def modified(self, fnames, create=False, before=False):
        self._forget_acting()
        return super().modified(fnames, create=create, before=before)

    @api.model
    def _forget_acting(self):
        self.env.cr.precommit.data.pop(MEMO, None)

    @api.model
    def _get_acting(self):
        """Return ``officials`` (ids of whom the user acts for today), ``headed`` and ``served``
        (ids of the units that he heads or serves as unit officer, and of those below).
        """
        today = self.env.company.sudo()._get_skp_today()
        return self._remember(("acting", today), lambda: self._find_acting(today))

    @api.model
    def _remember(self, what, find):
        """Return what ``find`` finds of the current user, asked once in a transaction.

        :param what: a hashable name of it; all that it depends on inherits this model
        """
        key = (self.env.uid, what)
        memo = self.env.cr.precommit.data.setdefault(MEMO, {})
        if key not in memo:
            found = find()
            # Flushing what was pending may have forgotten the memo.
            memo = self.env.cr.precommit.data.setdefault(MEMO, {})
            memo[key] = found
        return memo[key]

    @api.model
    def _find_acting(self, today):
        for model, names in _SOURCES.items():
            self.env[model].flush_model(names)
        found = {"officials": [], "headed": [], "served": []}
        for kind, record_id in self.env.execute_query(_acting_sql(self.env.uid, today)):
            found[kind].append(record_id)
        return found


#: What the query reads.
_SOURCES = {
    "hr.skp.delegation": ["delegate_user_id", "official_id", "date_start", "date_end"],
    "hr.department": ["manager_id", "parent_path", "active", "skp_officer_ids"],
    "hr.employee": ["user_id"],
}


def _acting_sql(uid, today):
    return SQL(
        """
        SELECT DISTINCT 'officials', official_id FROM hr_skp_delegation
         WHERE delegate_user_id = %(uid)s AND date_start <= %(today)s AND date_end >= %(today)s
         UNION ALL
        SELECT DISTINCT 'headed', below.id
          FROM hr_employee e
          JOIN hr_department own ON own.manager_id = e.id AND own.active
          JOIN hr_department below
            ON below.active AND below.parent_path LIKE own.parent_path || '%%'
         WHERE e.user_id = %(uid)s
         UNION ALL
        SELECT DISTINCT 'served', below.id
          FROM hr_department_skp_officer_rel r
          JOIN hr_department own ON own.id = r.hr_department_id AND own.active
          JOIN hr_department below
            ON below.active AND below.parent_path LIKE own.parent_path || '%%'
         WHERE r.res_users_id = %(uid)s
        """,
        uid=uid,
        today=today,
    )

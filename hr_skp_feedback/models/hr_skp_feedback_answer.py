from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ..rules.anonymity import released_relations, shuffled
from ..rules.feedback import RELATIONS, TONES


class HrSkpFeedbackAnswer(models.Model):
    """An anonymous answer that waits for the deadline. Read by nobody.

    Nothing here points to who wrote it: no author, no date, no log columns, no link to the line of
    the person asked.  Each new answer deletes and writes anew, in a new order, all answers that
    wait in the request, and touches the lines of all who were asked: neither the order of the
    rows, nor their ids, nor the database's own transaction numbers tell who wrote which.  By SQL,
    since the ORM's own log names the user who deletes.
    """

    _name = "hr.skp.feedback.answer"
    _description = "Anonymous answer not released yet"
    _log_access = False

    request_id = fields.Many2one(
        "hr.skp.feedback.request", required=True, index=True, ondelete="cascade"
    )
    relation = fields.Selection(RELATIONS, required=True)
    result_id = fields.Many2one("hr.skp.result", index="btree_not_null", ondelete="cascade")
    core_value_id = fields.Many2one("hr.skp.core.value", ondelete="restrict")
    tone = fields.Selection(TONES, required=True)
    name = fields.Text(required=True)
    obstacle = fields.Text()
    alternative = fields.Text()

    _columns_kept = (
        "relation",
        "result_id",
        "core_value_id",
        "tone",
        "name",
        "obstacle",
        "alternative",
    )

    @api.model
    def _keep(self, invitee_sudo, entries, state="answered"):
        """Put the entries among those that wait, and mark the person asked; see the class."""
        request_id = invitee_sudo.request_id.id
        new = [
            tuple(
                invitee_sudo.relation if name == "relation" else entry[name] or None
                for name in self._columns_kept
            )
            for entry in entries
        ]
        kept = self._take(request_id)
        if rows := shuffled([*kept, *new]):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO hr_skp_feedback_answer (request_id, %s) VALUES %s",
                    SQL(", ").join(SQL.identifier(name) for name in self._columns_kept),
                    SQL(", ").join(
                        SQL("(%s, %s)", request_id, SQL(", ").join(SQL("%s", v) for v in row))
                        for row in rows
                    ),
                )
            )
        self._touch_all_invitees(request_id, invitee_sudo.id, state)

    def _take(self, request_id):
        """Remove and return all rows that wait in a request."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                "DELETE FROM hr_skp_feedback_answer WHERE request_id = %s RETURNING %s",
                request_id,
                SQL(", ").join(SQL.identifier(name) for name in self._columns_kept),
            )
        )

    def _touch_all_invitees(self, request_id, invitee_id, state):
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_skp_feedback_invitee
                   SET state = CASE WHEN id = %s THEN %s ELSE state END
                 WHERE request_id = %s
                """,
                invitee_id,
                state,
                request_id,
            )
        )
        self.env["hr.skp.feedback.invitee"].invalidate_model()
        self.invalidate_model()

    @api.model
    def _erase(self, requests_sudo):
        for request_sudo in requests_sudo:
            self._take(request_sudo.id)
        self.invalidate_model()

    # ------------------------------------------------------------
    # RELEASE
    # ------------------------------------------------------------

    @api.model
    def _release(self, request_sudo):
        """Turn the answers of a request whose deadline has passed into feedback.

        Those of a relation of which too few answered are erased, unread.

        :return: how many *people* answered whose words are not released
        """
        people = [i.relation for i in request_sudo.invitee_ids if i.state == "answered"]
        released = released_relations(people)
        rows = [
            dict(zip(self._columns_kept, row, strict=True)) for row in self._take(request_sudo.id)
        ]
        vals_list = [
            self._prepare_feedback_vals(request_sudo, row)
            for row in shuffled(rows)
            if row["relation"] in released
        ]
        # The system itself gives what nobody is to be known for.
        self.env["hr.skp.feedback"].with_user(SUPERUSER_ID).create(vals_list)
        self.invalidate_model()
        return len([code for code in people if code not in released])

    @api.model
    def _prepare_feedback_vals(self, request_sudo, row):
        labels = dict(self._fields["relation"]._description_selection(self.env))
        return {
            **{name: value or False for name, value in row.items()},
            "skp_id": request_sudo.skp_id.id,
            "employee_id": request_sudo.skp_id.employee_id.id,
            "request_id": request_sudo.id,
            "is_anonymous": True,
            "giver_id": False,
            "giver_name": False,
            "official_id": False,
            "channel": "app",
            # One date for all: when each was written is not kept.
            "date": request_sudo.deadline,
            "source_label": self.env._("%s (anonymous)", labels[row["relation"]]),
        }

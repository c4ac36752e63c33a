from collections import Counter

from odoo import api, fields, models

#: Whoever issues a whole unit's or agency's documents watches it here.
OFFICER = "hr_skp.group_skp_officer"


class HrSkpTerm(models.Model):
    """How far the documents of a term are that the scheduled action issues: a whole unit, or all.

    What is due is asked of the documents themselves; only when the work began, and with how much,
    is noted – by the scheduled action alone, so that evaluators never wait for each other.
    """

    _inherit = "hr.skp.term"

    issuing_started = fields.Datetime(readonly=True, copy=False, export_string_translation=False)
    issuing_goal = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    is_issuing = fields.Boolean(
        compute="_compute_issuing", groups=OFFICER, export_string_translation=False
    )
    issuing_progress = fields.Float("Documents issued", compute="_compute_issuing", groups=OFFICER)
    issuing_note = fields.Char(
        compute="_compute_issuing", groups=OFFICER, export_string_translation=False
    )

    @api.depends("state", "issuing_started", "issuing_goal")
    def _compute_issuing(self):
        # Counting is for officers; whom they may read does not matter for it.
        revisions_sudo = self.env["hr.skp.evaluation.revision"].sudo()
        rows = revisions_sudo._get_due_rows(self.ids) if self.ids else []
        due = Counter(term_id for _revision_id, term_id in rows)
        for term in self:
            left = due[term._origin.id]
            goal = max(term.issuing_goal, left)
            term.is_issuing = bool(left)
            term.issuing_progress = 100 * (goal - left) / goal if goal else 0
            term.issuing_note = term._get_issuing_note(goal, goal - left) if left else False

    def _get_issuing_note(self, goal, done):
        _ = self.env._
        return self.env["hr.skp.job.mixin"]._word_progress(
            self.issuing_started,
            goal,
            done,
            _("The first documents are on their way."),
            _("%(done)s of %(goal)s documents; %(left)s."),
        )

    @api.model
    def _note_issuing(self, rows):
        """Note when the work of each term began, and with how many; that it is done, where none is.

        :param rows: (revision id, term id) of what is due
        """
        due = Counter(term_id for _revision_id, term_id in rows)
        # Only the scheduled action does this.
        terms_sudo = self.sudo()
        terms_sudo.search([("issuing_goal", "!=", 0), ("id", "not in", list(due))]).write(
            {"issuing_goal": 0, "issuing_started": False}
        )
        for term_sudo in terms_sudo.browse(due):
            if due[term_sudo.id] > term_sudo.issuing_goal:
                term_sudo.write(
                    {"issuing_goal": due[term_sudo.id], "issuing_started": fields.Datetime.now()}
                )

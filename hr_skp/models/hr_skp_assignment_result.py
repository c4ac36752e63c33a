from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..rules.assignment_states import APPROVED, COORDINATING, DECLINED, PROPOSED


class HrSkpResult(models.Model):
    """A result that an assignment added to somebody's plan.

    Its assigner reads it, and nothing else of the plan.  Its owner works it out, but neither
    removes it nor points it elsewhere; nobody changes who assigned it, or whose it is.
    """

    _inherit = "hr.skp.result"

    assignment_id = fields.Many2one(
        "hr.skp.assignment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    assigner_id = fields.Many2one(related="assignment_id.assigner_id", string="Assigner")
    running_year = fields.Boolean(
        "Assigned in the running year",
        readonly=True,
        copy=False,
        help="Added by an assignment after the plan had been agreed for the first time.",
    )

    @api.model
    def _get_readable_domain(self):
        assigner = self.env["hr.skp.assignment"]._get_role_domains()["assigner"]
        return super()._get_readable_domain() | Domain("assignment_id", "any!", assigner)

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _check_content(self, operation, names):
        super()._check_content(operation, names)
        assigned_sudo = self.sudo().filtered("assignment_id")
        made_up = operation == "create" and (assigned_sudo or self.filtered("running_year"))
        if made_up or {"assignment_id", "running_year"} & names:
            raise AccessError(self.env._("Only an approved assignment adds such a result."))
        if "assigner_name" in names and assigned_sudo:
            raise UserError(self.env._("Who assigned a result stays as it was approved."))
        fixed = {"parent_id", "parent_indicator_id", "active"} & names
        if not (fixed or operation == "unlink"):
            return
        own = assigned_sudo.skp_id.with_env(self.env).filtered("is_mine")
        if assigned_sudo.filtered(lambda result: result.skp_id in own):
            raise UserError(
                self.env._(
                    "This result was assigned to you: you may work it out, but not remove it or "
                    "point it elsewhere. Ask your evaluator."
                )
            )

    def write(self, vals):
        if "skp_id" in vals and any(result.skp_id.id != vals["skp_id"] for result in self):
            self._check_not_assigned()
        return super().write(vals)

    def _check_not_assigned(self):
        # In a matrix a leader moves results between plans that he need not read.
        if self.sudo().assignment_id:
            raise UserError(
                self.env._("An assignment is for one person: it is not moved to another.")
            )

    # ------------------------------------------------------------
    # REMOVAL
    # ------------------------------------------------------------

    def _remove(self):
        self._release_nominees()
        return super()._remove()

    @api.ondelete(at_uninstall=False)
    def _unlink_and_release(self):
        self._release_nominees()

    def _release_nominees(self):
        """An assignment taken out again before it was agreed is one that was declined."""
        gone = self.filtered(lambda result: result.assignment_id and not result.agreed_revision)
        # Who removes the result has been checked; the answer follows from it.
        nominees_sudo = self.env["hr.skp.assignment.nominee"].sudo()
        released = nominees_sudo.search([("result_id", "in", gone.ids), ("state", "=", APPROVED)])
        if released:
            reason = self.env._("The result was taken out of the SKP before it was agreed.")
            released.with_env(self.env)._set_state(DECLINED, "release", reason)
            released.assignment_id.with_env(self.env)._tell_assigners()

    # ------------------------------------------------------------
    # SNAPSHOT
    # ------------------------------------------------------------

    def _prepare_snapshot(self):
        return {**super()._prepare_snapshot(), "running_year": self.running_year}


class HrSkp(models.Model):
    """What assignments mean to a plan: a revision that stays, and tasks in the portal."""

    _inherit = "hr.skp"

    def action_cancel_revision(self):
        self._check_assignments_kept()
        return super().action_cancel_revision()

    def _check_assignments_kept(self):
        """An employee does not get rid of an assignment by giving the revision up."""
        own = self.filtered("is_mine")
        # Results of the plan are the employee's to read; what is asked is whether there are any.
        if own.sudo().result_ids.filtered(lambda r: r.assignment_id and not r.agreed_revision):
            raise UserError(
                self.env._(
                    "An assignment that your evaluator approved is part of this revision: propose "
                    "it, or ask your evaluator to give the revision up."
                )
            )

    # ------------------------------------------------------------
    # ANOTHER EVALUATOR
    # ------------------------------------------------------------

    def action_refresh(self):
        done = super().action_refresh()
        self._get_pending_nominees()._announce()
        return done

    def _reroute(self, routes, reason):
        done = super()._reroute(routes, reason)
        self._get_pending_nominees()._announce()
        return done

    def _create_following(self, day):
        """What nobody has answered yet is asked of the person's evaluator from that day on."""
        following = super()._create_following(day)
        # Whom the requests name is not for the officer to read; that they follow the person is.
        pending_sudo = self._get_pending_nominees().sudo()
        for new, old in following._pair_up(self.sudo()):
            if new.period_id == old.period_id:
                pending_sudo.filtered(lambda n, p=old: n.skp_id == p).skp_id = new
        pending_sudo.with_env(self.env)._announce()
        return following

    def _get_pending_nominees(self):
        nominees_sudo = self.env["hr.skp.assignment.nominee"].sudo()
        found = nominees_sudo.search([("skp_id", "in", self.ids), ("state", "=", PROPOSED)])
        return found.with_env(self.env)

    def _prepare_copied_result_vals(self, result, targets):
        """An assignment goes with its person into the plan of another post in the same year."""
        vals = super()._prepare_copied_result_vals(result, targets)
        if result.assignment_id and result.skp_id.period_id == self.period_id:
            vals |= {
                "assignment_id": result.assignment_id.id,
                "running_year": result.running_year,
            }
        return vals

    # ------------------------------------------------------------
    # PORTAL
    # ------------------------------------------------------------

    @api.model
    def _prepare_portal_tasks(self):
        return super()._prepare_portal_tasks() + self._prepare_assignment_tasks()

    @api.model
    def _prepare_assignment_tasks(self):
        """Return the tasks that assignments give: to answer, to suggest names, to read."""
        nominees, assignments = self.env["hr.skp.assignment.nominee"], self.env["hr.skp.assignment"]
        if not assignments.has_access("read"):
            return []
        waiting = assignments.search([("is_to_me", "=", True)], order="answer_deadline, id")
        tasks = [assignment._prepare_portal_task() for assignment in waiting]
        mine = Domain("employee_user_id", "=", self.env.uid)
        fresh = mine & Domain("state", "=", APPROVED) & Domain("is_seen", "=", False)
        title = self.env._("Read your new assignment")
        return tasks + [
            nominee.assignment_id._prepare_task("read_assignment", title)
            for nominee in nominees.search(fresh)
        ]


class HrSkpAssignment(models.Model):
    _inherit = "hr.skp.assignment"

    def _prepare_portal_task(self):
        """Return this assignment as a task of the portal: what to do, in one tap."""
        self.ensure_one()
        pending = self.nominee_ids.filtered(lambda n: n.state == PROPOSED and n.can_approve)
        if pending:
            names = ", ".join(pending.mapped("employee_name"))
            title = self.env._("Approve or decline an assignment of %s", names)
        elif self.state == COORDINATING:
            title = self.env._("Suggest people for an assignment")
        else:
            title = self.env._("Name people for an assignment, or decline it")
        return self._prepare_task("answer_assignment", title, self.answer_deadline)

    def _prepare_task(self, code, title, deadline=False):
        self.ensure_one()
        # No plan of the user's is behind it: a blank one words the deadline.
        task = self.env["hr.skp"].new()._prepare_task(code, title, self.name, deadline)
        return {**task, "url": f"/my/skp/assignments/{self.id}"}

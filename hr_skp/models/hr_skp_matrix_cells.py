from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ..rules.matrix import REVISE, parse_column_key
from ..rules.plan_states import LIVE
from .client_values import check_argument, check_fields
from .hr_skp_snapshot import INDICATOR_FIELDS, RESULT_FIELDS

#: What a leader chooses for a cell's result beside its text.
CELL_CHOICES = frozenset({"kind", "cascade", "cascade_basis"})
#: What each step returned to be taken back by, and comes back from the client.
UNDO_NAMES = {
    "move": ("result_id", "row_id", "column_id"),
    "swap": ("result_id", "restore_id"),
    "restore": ("result_id",),
    "create": ("row_id", "column_id", "content"),
}


class HrSkpMatrix(models.Model):
    """How the leader fills the matrix: one public method a step of the grid.

    Each checks the acting person, locks the plans it touches, opens the revision of an agreed one,
    and returns the rows that changed: ``{"rows": […], "result_id": …, "undo": …}``.  ``undo`` is
    what :meth:`cell_undo` takes to take the step back.
    """

    _inherit = "hr.skp.matrix"

    # ------------------------------------------------------------
    # CELLS
    # ------------------------------------------------------------

    def cell_add(self, row_id, column_id, name):
        """Add a result to a member's plan, in support of a column.

        :param row_id: id of the member's plan
        :param column_id: key of the column, as in :meth:`get_grid`
        """
        self._check_leading()
        plan_sudo, above, text = self._get_row(row_id), self._get_column(column_id), _clean(name)
        if not text:
            raise UserError(self.env._("Write what this person is to achieve."))
        self._open_rows(plan_sudo)
        result_sudo = plan_sudo.result_ids.create(self._prepare_cell_vals(plan_sudo, above, text))
        return self._get_change(plan_sudo, result_id=result_sudo.id)

    def cell_rename(self, result_id, name, expected=None):
        """Change the text of a result.

        :param expected: the text that the user saw; refused if somebody changed it meanwhile
        """
        result_sudo, text = self._get_cell(result_id), _clean(name)
        if not text:
            raise UserError(self.env._("Write what this person is to achieve."))
        if expected is not None and _clean(expected) != _clean(result_sudo.name):
            raise UserError(
                self.env._("Somebody changed this meanwhile. It now reads: %s", result_sudo.name)
            )
        self._open_rows(result_sudo.skp_id, result_sudo)
        result_sudo.name = text
        return self._get_change(result_sudo.skp_id, result_id=result_sudo.id)

    def cell_choose(self, result_id, values):
        """Set kind, cascade and basis of a result; other values are refused."""
        result_sudo = self._get_cell(result_id)
        if refused := set(values) - CELL_CHOICES:
            raise AccessError(self.env._("%s is not changed in the matrix.", ", ".join(refused)))
        check_fields(result_sudo, values)
        self._open_rows(result_sudo.skp_id, result_sudo)
        result_sudo.write(values)
        return self._get_change(result_sudo.skp_id, result_id=result_sudo.id)

    def cell_move(self, result_id, row_id, column_id):
        """Move a result to another person, another column, or both.

        To another person goes the result itself while it was never agreed and supports nobody;
        otherwise it is archived where it was, and a new one like it made there.
        """
        result_sudo = self._get_cell(result_id)
        plan_sudo, above = self._get_row(row_id), self._get_column(column_id)
        before_sudo = result_sudo.skp_id
        undo = {"kind": "move", "row_id": before_sudo.id, "column_id": self._get_key(result_sudo)}
        plans_sudo = before_sudo | plan_sudo
        self._open_rows(plans_sudo, result_sudo)
        vals = self._prepare_move_vals(result_sudo, plan_sudo, above)
        moved_sudo = result_sudo
        if before_sudo == plan_sudo or not result_sudo._is_kept():
            result_sudo.write(vals)
        else:
            moved_sudo = result_sudo.copy(vals)
            result_sudo.active = False
            undo = {"kind": "swap", "restore_id": result_sudo.id}
        undo["result_id"] = moved_sudo.id
        return self._get_change(plans_sudo, result_id=moved_sudo.id, undo=undo)

    def cell_remove(self, result_id, confirmed=False):
        """Remove a result from its person's plan; what was agreed is archived.

        Without ``confirmed``, a result that was agreed, or that others support, is left alone and
        ``{"confirm": question}`` returned.
        """
        result_sudo = self._get_cell(result_id)
        plan_sudo = result_sudo.skp_id
        if not confirmed and (question := self._get_removal_question(result_sudo)):
            return {"confirm": question}
        self._open_rows(plan_sudo, result_sudo)
        undo = self._prepare_removal_undo(result_sudo)
        result_sudo._remove()
        return self._get_change(plan_sudo, undo=undo)

    def cell_undo(self, undo):
        """Take a move or a removal back, given what that step returned as ``undo``."""
        steps = {
            "move": self._undo_move,
            "swap": self._undo_swap,
            "restore": self._undo_archiving,
            "create": self._undo_removal,
        }
        self._check_leading()
        if undo.get("kind") not in list(steps):
            raise UserError(self.env._("This cannot be undone any more."))
        for name in UNDO_NAMES[undo["kind"]]:
            check_argument(self.env, name, undo.get(name))
        return steps[undo["kind"]](undo)

    # ------------------------------------------------------------
    # MEMBERS
    # ------------------------------------------------------------

    def get_candidates(self, query="", limit=80):
        """Return the people whom the leader may add, those whom he evaluates first."""
        self.ensure_one()
        self._check_leading()
        domain = self._get_candidate_domain() & Domain("id", "not in", self._get_members().ids)
        if query:
            domain &= Domain("employee_name", "ilike", query)
        # The leader names people of his unit whose plans he may not read: name and post only.
        plans_sudo = self.env["hr.skp"].sudo().search(domain, limit=limit)
        own = self.sudo().skp_id
        people = plans_sudo.sorted(lambda plan: (plan.parent_id != own, plan.employee_name or ""))
        return [
            {
                "id": plan.id,
                "employee_id": plan.employee_id.id,
                "name": plan.employee_name,
                "position": plan.employee_position or "",
                "unit": plan.department_id.name or "",
                "is_direct": plan.parent_id == own,
            }
            for plan in people
        ]

    def member_add(self, row_ids):
        """Add people, by the ids of their plans (see :meth:`get_candidates`)."""
        self.ensure_one()
        self._check_leading()
        # Who may be added follows from the leader's place, not from what he reads.
        plans_sudo = self.env["hr.skp"].sudo()
        wanted = self._get_candidate_domain() & Domain("id", "in", row_ids)
        found_sudo = plans_sudo.search(wanted)
        if set(row_ids) - set(found_sudo.ids):
            raise AccessError(
                self.env._(
                    "You add those whom you evaluate, who stand below you, or who belong to the "
                    "unit that you head. For anybody else ask that person's evaluator."
                )
            )
        self.sudo().member_ids = [Command.link(plan.id) for plan in found_sudo]
        if self.state == "confirmed":
            self._notify_members(found_sudo)
        return self._get_change(found_sudo)

    def member_remove(self, row_id):
        """Take a person out of the matrix, once nothing of the matrix is left in his plan."""
        self.ensure_one()
        self._check_leading()
        plan_sudo = self._get_row(row_id)
        content = self._get_contents()[self.id]
        if any(plan_id == plan_sudo.id for plan_id, _key in content.cells):
            raise UserError(
                self.env._(
                    "%s still has results here: move or remove them first.",
                    plan_sudo.employee_name,
                )
            )
        self.sudo().member_ids = [Command.unlink(plan_sudo.id)]
        return {"rows": [], "removed": plan_sudo.id}

    def _get_candidate_domain(self):
        """Return the domain of the plans that the leader may add: living ones of the same year.

        A hook for teams across units.  Never the leader's superiors: one does not plan upwards.
        """
        plan_sudo = self.sudo().skp_id
        superiors_sudo = plan_sudo.evaluator_id | plan_sudo.reviewer_id
        return (
            self._get_near_domain(plan_sudo)
            & Domain("period_id", "=", plan_sudo.period_id.id)
            & Domain("company_id", "=", plan_sudo.company_id.id)
            & Domain("state", "in", list(LIVE))
            & Domain("employee_id", "not in", (plan_sudo.employee_id | superiors_sudo).ids)
        )

    def _get_near_domain(self, plan):
        """Return the domain of the plans near the leader's.

        Of those whom he evaluates, who stand below him in the org chart (a JF leads without
        evaluating), or who belong to a unit he heads.  A mere neighbour is not among them: nobody
        writes into a colleague's plan.
        """
        leader = plan.employee_id
        near = Domain("evaluator_id", "=", leader.id) | Domain("employee_id", "child_of", leader.id)
        units_sudo = self.env["hr.department"].sudo().search([("manager_id", "=", leader.id)])
        if units_sudo:
            near |= Domain("department_id", "child_of", units_sudo.ids)
        return near

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    def _get_members(self):
        """Return all members' plans, elevated: the caller has checked who leads.

        Read as a user, the cache keeps of a many2many only what he may read, for the superuser too:
        ask the database anew.
        """
        self.invalidate_recordset(["member_ids"])
        return self.sudo().member_ids

    def _get_row(self, row_id):
        """Return the member's plan, elevated: the caller has checked who leads."""
        plan_sudo = self._get_members().filtered(lambda plan: plan.id == row_id)
        if not plan_sudo:
            raise UserError(self.env._("This person is not in the matrix any more."))
        return plan_sudo

    def _get_column(self, column_id):
        """Return ``(result id, indicator id or False)`` of an active result of the leader."""
        result_id, indicator_id = parse_column_key(column_id) or (None, None)
        results_sudo = self.sudo().skp_id.result_ids
        result_sudo = results_sudo.filtered(lambda result: result.id == result_id)
        if not result_sudo or (indicator_id and indicator_id not in result_sudo.indicator_ids.ids):
            raise UserError(self.env._("This column is not in the leader's plan any more."))
        return result_sudo.id, indicator_id or False

    def _get_cell(self, result_id, active=True):
        """Return the result, elevated: it is in this matrix, which the user leads."""
        self.ensure_one()
        self._check_leading()
        # A leader changes the results of his matrix in plans that need not be his to read.
        results_sudo = self.env["hr.skp.result"].sudo().with_context(active_test=False)
        result_sudo = results_sudo.search(
            [
                ("id", "=", result_id),
                ("active", "=", active),
                ("skp_id", "in", self._get_members().ids),
                ("parent_id.skp_id", "=", self.sudo().skp_id.id),
            ]
        )
        if not result_sudo:
            raise UserError(self.env._("This result is not in the matrix any more."))
        return result_sudo.with_context(active_test=True)

    def _open_rows(self, plans_sudo, result_sudo=None):
        """Make these members' plans changeable for the user, or raise why they are not."""
        plans_sudo._lock_for_move()
        rights = self._get_rights(self._get_contents()[self.id], plans_sudo)
        for plan in plans_sudo:
            if not rights[plan.id].step:
                why = self._get_row_hint(plan, rights[plan.id])
                raise UserError(
                    self.env._("%(person)s: %(why)s", person=plan.employee_name, why=why)
                )
        if result_sudo and not self._is_given(result_sudo, rights[result_sudo.skp_id.id]):
            raise UserError(
                self.env._(
                    "%s wrote this result: only that person and the evaluator change it.",
                    result_sudo.skp_id.employee_name,
                )
            )
        agreed = plans_sudo.filtered(lambda plan: rights[plan.id].step == REVISE)
        if agreed:
            agreed._apply_move("revise", self.env._("Matrix changed"))
            agreed._ask_to_act("employee_user_id", self.env._("Your SKP is being revised"))

    # ------------------------------------------------------------
    # VALUES
    # ------------------------------------------------------------

    def _prepare_cell_vals(self, plan, above, name):
        """Return the values of a new result in a member's plan."""
        result_id, indicator_id = above
        return {
            "skp_id": plan.id,
            "matrix_id": self.id,
            "parent_id": result_id,
            "parent_indicator_id": indicator_id,
            "name": name,
        }

    def _prepare_move_vals(self, result, plan, above):
        result_id, indicator_id = above
        # Under the same result, columns by result do not unlearn which indicator it supports.
        stays = result.parent_id.id == result_id and self.column_mode == "results"
        vals = {"skp_id": plan.id, "matrix_id": self.id, "parent_id": result_id}
        return vals if stays else {**vals, "parent_indicator_id": indicator_id}

    def _get_key(self, result):
        """Return the key of the column in which a result stands, whatever the mode."""
        return f"{result.parent_id.id}-{result.parent_indicator_id.id or 0}"

    def _get_change(self, plans_sudo, **extra):
        """Return the changed rows for the grid; once confirmed, the people learn of it."""
        if self.state == "confirmed":
            self._notify_members(plans_sudo)
        content = self._get_contents()[self.id]
        changed = content.members.filtered(lambda plan: plan in plans_sudo)
        return {"rows": self._get_grid_rows(content, changed), **extra}

    def _get_removal_question(self, result):
        supporting = len(result.child_ids)
        if result.agreed_revision:
            return self.env._(
                "“%(result)s” was agreed with %(person)s. It is archived, and the change waits for "
                "the plan to be agreed again. Remove it?",
                result=result.display_name,
                person=result.skp_id.employee_name,
            )
        if supporting:
            return self.env._(
                "%(count)s results of others support “%(result)s”. They keep their link to it. "
                "Remove it?",
                count=supporting,
                result=result.display_name,
            )
        return None

    # ------------------------------------------------------------
    # UNDO
    # ------------------------------------------------------------

    def _prepare_removal_undo(self, result):
        if result._is_kept():
            return {"kind": "restore", "result_id": result.id}
        return {
            "kind": "create",
            "row_id": result.skp_id.id,
            "column_id": self._get_key(result),
            "content": result._prepare_snapshot(),
        }

    def _undo_move(self, undo):
        return self.cell_move(undo["result_id"], undo["row_id"], undo["column_id"])

    def _undo_swap(self, undo):
        new_sudo = self._get_cell(undo["result_id"])
        plan_sudo = new_sudo.skp_id
        self._open_rows(plan_sudo, new_sudo)
        new_sudo._remove()
        change = self._undo_archiving({"result_id": undo["restore_id"]})
        change["rows"] += self._get_change(plan_sudo)["rows"]
        return change

    def _undo_archiving(self, undo):
        result_sudo = self._get_cell(undo["result_id"], active=False)
        self._open_rows(result_sudo.skp_id, result_sudo)
        result_sudo.active = True
        return self._get_change(result_sudo.skp_id, result_id=result_sudo.id)

    def _undo_removal(self, undo):
        """Make a removed result anew, from what its removal returned: a few named values only."""
        plan_sudo, content = self._get_row(undo["row_id"]), undo["content"]
        above = self._get_column(undo["column_id"])
        kept = {name: content[name] for name in RESULT_FIELDS if name in content}
        kept["assigner_name"] = content.get("assigner")
        kept["indicator_ids"] = [
            [0, 0, {name: line.get(name) for name in INDICATOR_FIELDS}]
            for line in content.get("indicators") or ()
        ]
        check_fields(plan_sudo.result_ids, kept)
        self._open_rows(plan_sudo)
        vals = self._prepare_cell_vals(plan_sudo, above, _clean(kept.get("name")))
        result_sudo = plan_sudo.result_ids.create({**vals, **kept, "name": vals["name"]})
        return self._get_change(plan_sudo, result_id=result_sudo.id)


def _clean(name):
    """Return a text without the spaces around it and without doubled ones."""
    return " ".join((name or "").split())


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    def _is_kept(self):
        """Tell whether removing this result archives it (see :meth:`_remove`)."""
        self.ensure_one()
        return bool(self.agreed_revision or self.child_ids)

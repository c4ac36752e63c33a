from collections.abc import Sequence
from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Domain

from ..rules.matrix import REVISE, change_step, column_key, row_rank


class Column(NamedTuple):
    """A leader's result with its indicators, or with the one that is the column."""

    key: str
    result: models.Model
    indicators: Sequence


class Content(NamedTuple):
    """What a matrix shows: its columns, its rows in order, and (plan id, column key) -> results."""

    columns: list
    members: models.Model
    cells: dict


class Rights(NamedTuple):
    """What the current user may do with one row."""

    step: str | None
    is_evaluator: bool


class HrSkpMatrix(models.Model):
    """What the matrix shows: for the grid on the screen, and as a snapshot for the document."""

    _inherit = "hr.skp.matrix"

    # ------------------------------------------------------------
    # CONTENT, FOR ANY NUMBER OF MATRICES IN THE SAME FEW QUERIES
    # ------------------------------------------------------------

    def _get_contents(self):
        """Return matrix id -> :class:`Content`.

        A cell holds every active result of the member that supports the column, whoever wrote it.
        """
        # Leader, delegate and members read the whole matrix, yet not the plans behind it.
        matrices_sudo = self.sudo()
        results = matrices_sudo._search_results()
        own = results.filtered(lambda result: result.skp_id in matrices_sudo.skp_id)
        indicators = matrices_sudo._search_indicators(own).grouped("result_id")
        supporting = results.filtered(lambda result: result.parent_id in own)
        supporting = supporting.grouped(lambda result: result.parent_id.skp_id)
        own, none = own.grouped("skp_id"), results.browse()
        return {
            matrix.id: matrix._build_content(
                own.get(matrix.skp_id, none), supporting.get(matrix.skp_id, none), indicators
            )
            for matrix in matrices_sudo
        }

    def _search_results(self):
        """Return the leaders' results and those of the members that support them, in one search."""
        results = self.env["hr.skp.result"].with_context(active_test=False)
        leaders = Domain("skp_id", "in", self.skp_id.ids)
        # As a query within: joined, the condition would have to be asked of everybody's results.
        own = results._search(leaders)
        members = Domain("skp_id", "in", self.member_ids.ids) & Domain("active", "=", True)
        return results.search_fetch(
            leaders | (members & Domain("parent_id", "in", own)),
            self._get_result_fields(),
            order="kind desc, sequence, id",
        )

    def _search_indicators(self, results):
        domain = [("result_id", "in", results.ids)]
        return self.env["hr.skp.indicator"].search_fetch(
            domain, ["name", "result_id"], order="sequence, id"
        )

    def _get_result_fields(self):
        return [
            "skp_id",
            "name",
            "kind",
            "cascade",
            "cascade_basis",
            "parent_id",
            "parent_indicator_id",
            "matrix_id",
            "agreed_revision",
            "active",
        ]

    def _build_content(self, own, supporting, indicators):
        self.ensure_one()
        members = self.member_ids.filtered(lambda plan: plan.state != "cancelled")
        members = members.sorted(lambda p: (row_rank(p.job_id.asn_position), p.employee_name, p.id))
        by_indicator, cells = self.column_mode == "indicators", {}
        for result in supporting.filtered(lambda r: r.active and r.skp_id in members):
            indicator_id = result.parent_indicator_id.id if by_indicator else None
            key = column_key(result.parent_id.id, indicator_id)
            cells.setdefault((result.skp_id.id, key), []).append(result)
        used = {key for _plan_id, key in cells}
        columns = [
            column
            for result in own
            for column in self._get_columns(result, indicators.get(result, ()), used)
            if result.active or column.key in used
        ]
        return Content(columns, members, cells)

    def _get_columns(self, result, indicators, used):
        """Return the columns of one leader's result, by the matrix's mode."""
        whole = Column(column_key(result.id), result, indicators)
        if self.column_mode == "results" or not indicators:
            return [whole]
        each = [Column(column_key(result.id, i.id), result, [i]) for i in indicators]
        # What supports the result as a whole keeps a column until it is moved to an indicator.
        return [*each, whole._replace(indicators=())] if whole.key in used else each

    # ------------------------------------------------------------
    # GRID
    # ------------------------------------------------------------

    def get_grid(self):
        """Return all that the grid on the screen draws: columns, rows with their cells, rights.

        For who may read the matrix. One call, and the same number of queries for any size.
        """
        self.ensure_one()
        self.check_access("read")
        content = self._get_contents()[self.id]
        # A member sees who leads him; the leader's plan itself stays closed to him.
        plan_sudo = self.sudo().skp_id
        return {
            "id": self.id,
            "state": self.state,
            "column_mode": self.column_mode,
            "can_edit": self.can_edit,
            "leader": {
                "skp_id": plan_sudo.id,
                "employee_id": plan_sudo.employee_id.id,
                "name": plan_sudo.employee_name,
                "position": plan_sudo.employee_position or "",
                "is_me": plan_sudo.employee_user_id == self.env.user,
            },
            "columns": self._get_grid_columns(content),
            "rows": self._get_grid_rows(content, content.members),
            "choices": self._get_choices(),
        }

    def _get_choices(self):
        """Return the labels of what can be chosen for a cell's result."""
        result_fields = self.env["hr.skp.result"]._fields
        return {
            name: result_fields[name]._description_selection(self.env)
            for name in ("kind", "cascade", "cascade_basis")
        }

    def _get_grid_columns(self, content):
        people = {}
        for plan_id, key in content.cells:
            people.setdefault(key, set()).add(plan_id)
        return [
            {
                "id": key,
                "name": result.name,
                "indicators": [indicator.name for indicator in indicators],
                "kind": result.kind,
                "archived": not result.active,
                "people": len(people.get(key, ())),
            }
            for key, result, indicators in content.columns
        ]

    def _get_grid_rows(self, content, plans):
        rights = self._get_rights(content, plans)
        # Not more than the plan's readers and its owner learn how far somebody's plan is.
        sees_states = self.is_mine or self.sudo().skp_id.with_env(self.env).is_readable
        return [
            {
                "id": plan.id,
                "employee_id": plan.employee_id.id,
                "name": plan.employee_name,
                "position": plan.employee_position or "",
                **self._get_row_state(plan, sees_states or self._is_own(plan)),
                "can_edit": bool(rights[plan.id].step),
                "opens_revision": rights[plan.id].step == REVISE,
                "hint": self._get_row_hint(plan, rights[plan.id]) if self.can_edit else "",
                "matrix_id": plan.matrix_ids.id if sees_states else False,
                "cells": self._get_grid_cells(content, plan, rights[plan.id]),
            }
            for plan in plans
        ]

    def _get_row_state(self, plan, is_shown):
        states = dict(plan._fields["state"]._description_selection(self.env))
        state = plan.state if is_shown else ""
        return {"state": state, "state_label": states.get(state, "")}

    def _get_grid_cells(self, content, plan, rights):
        return {
            column.key: [
                self._get_chip(result, rights) for result in content.cells[plan.id, column.key]
            ]
            for column in content.columns
            if (plan.id, column.key) in content.cells
        }

    def _get_chip(self, result, rights):
        return {
            "id": result.id,
            "name": result.name,
            "kind": result.kind,
            "cascade": result.cascade,
            "cascade_basis": result.cascade_basis,
            "agreed": bool(result.agreed_revision),
            "can_edit": bool(rights.step) and self._is_given(result, rights),
        }

    # ------------------------------------------------------------
    # WHO CHANGES WHICH ROW
    # ------------------------------------------------------------

    def _get_rights(self, content, plans):
        """Return plan id -> :class:`Rights` of the current user (see ``rules/matrix.py``)."""
        officials = self.env["hr.skp"]._get_delegating_officials() if self.can_edit else []
        known = {
            plan_id
            for (plan_id, _key), results in content.cells.items()
            if any(r.matrix_id.id == self.id and r.agreed_revision for r in results)
        }
        rights = {}
        for plan in plans:
            mine = plan.evaluator_user_id.id == self.env.uid or plan.evaluator_id in officials
            # Nobody is anything but the employee to his own plan, not even as a delegate.
            may = self.can_edit and not self._is_own(plan)
            step = change_step(plan.state, mine, plan.id in known) if may else None
            rights[plan.id] = Rights(step, may and mine)
        return rights

    def _is_own(self, plan):
        return plan.employee_user_id.id == self.env.uid

    def _is_given(self, result, rights):
        """Tell whether the user may change this result: what others wrote is the evaluator's."""
        return rights.is_evaluator or result.matrix_id.id == self.id

    def _get_row_hint(self, plan, rights):
        """Return the sentence that tells what a change of this row does, or why there is none."""
        _ = self.env._
        if rights.step == REVISE:
            return _("The plan is agreed: a change opens its revision.")
        if rights.step:
            return "" if rights.is_evaluator else _("A proposal: the evaluator agrees the plan.")
        if self._is_own(plan):
            return _("Nobody divides his own work: that is for the leader.")
        reasons = {
            "proposed": _("The plan is proposed and waits for its evaluator."),
            "agreed": _("The plan is agreed: its owner or evaluator has to open its revision."),
        }
        return reasons.get(plan.state) or _("The plan is closed.")

    # ------------------------------------------------------------
    # SNAPSHOT
    # ------------------------------------------------------------

    def _get_snapshot(self):
        """Return matrix id -> snapshot (schema 1) from which the matrix is printed.

        The members who lead a matrix themselves are its second level, ``teams``.
        """
        # Printed for who reads the matrix; the plans behind it need not be his to read.
        matrices_sudo = self.sudo()
        everything = matrices_sudo | matrices_sudo.member_ids.matrix_ids
        levels = everything._get_snapshot_levels()
        return {
            matrix.id: {
                **matrix._prepare_snapshot_head(),
                **levels[matrix.id],
                "teams": [levels[team.id] for team in matrix._get_teams()],
            }
            for matrix in matrices_sudo
        }

    def _get_teams(self):
        plans = self.member_ids.filtered(lambda plan: plan.state != "cancelled")
        ordered = plans.sorted(lambda p: (row_rank(p.job_id.asn_position), p.employee_name, p.id))
        return ordered.matrix_ids.filtered("member_ids")

    def _prepare_snapshot_head(self):
        plan = self.skp_id
        return {
            "schema": 1,
            "agency": plan.company_id._get_skp_letterhead(),
            "year": plan.period_id.year,
            "date_start": fields.Date.to_string(plan.date_start),
            "date_end": fields.Date.to_string(plan.date_end),
            "revision": plan.revision,
            "state": self.state,
        }

    def _get_snapshot_levels(self):
        contents = self._get_contents()
        return {matrix.id: matrix._prepare_snapshot_level(contents[matrix.id]) for matrix in self}

    def _prepare_snapshot_level(self, content):
        columns = [column for column in content.columns if column.result.active]
        shows = self.column_mode == "indicators"
        return {
            "leader": (self.skp_id.identity or {}).get("employee") or {},
            "columns": [
                {
                    "id": result.id,
                    "name": result.name,
                    "indicator": indicators[0].name if shows and indicators else "",
                }
                for _key, result, indicators in columns
            ],
            "rows": [
                {
                    "name": plan.employee_name,
                    "position": plan.employee_position or "",
                    "cells": [
                        [r.name for r in content.cells.get((plan.id, key), ())]
                        for key, _result, _indicators in columns
                    ],
                }
                for plan in content.members
            ],
        }

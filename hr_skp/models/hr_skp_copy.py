from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..rules.plan_states import CANCELLED, DRAFT
from .hr_skp_snapshot import COMMITMENT_FIELDS, INDICATOR_FIELDS, RESULT_FIELDS

#: Who may fill an empty draft with what its person planned before: nothing in it is new.
COPIERS = frozenset({"employee", "evaluator", "officer"})

#: How a result follows from the leader's: meaningless where that link is dropped.
CASCADE_FIELDS = ("cascade", "cascade_basis")


def _text_key(text):
    """Return a text as results are recognised by it from year to year."""
    return " ".join((text or "").casefold().split())


class HrSkp(models.Model):
    """Taking over the content of an earlier plan of the same person."""

    _inherit = "hr.skp"

    can_copy_last_year = fields.Boolean(compute="_compute_can_copy_last_year")

    @api.depends_context("uid")
    @api.depends("state", "revision", "result_ids")
    def _compute_can_copy_last_year(self):
        copyable = self._get_copyable()
        earlier = copyable._get_earlier_plans()
        for plan in self:
            plan.can_copy_last_year = plan.id in earlier

    # ------------------------------------------------------------
    # LAST YEAR'S PLAN
    # ------------------------------------------------------------

    def action_copy_last_year(self):
        """Fill these empty drafts from each person's latest earlier plan, and say how many.

        :raise UserError: if none of them can be filled
        """
        filled = self._copy_last_year()
        if not filled:
            raise UserError(
                self.env._(
                    "Nothing to copy: the plan has results already, is no draft any more, or "
                    "there is no earlier plan."
                )
            )
        message = self.env._("%s plans were filled from the earlier plan.", len(filled))
        action = self.env["hr.skp.period"]._get_done_notification(message)
        # Closing nothing reloads what is behind: the results are there to be worked on.
        action["params"]["next"] = {"type": "ir.actions.client", "tag": "soft_reload"}
        return action

    def _copy_last_year(self):
        """Fill those of these drafts that are empty from each person's latest earlier plan.

        Results, indicators and annex; not the leader's special expectations.  Points to the
        leader's results find the leader's new results of the same text, or are dropped.

        :return: the plans that were filled
        :raise AccessError: for somebody who is neither employee, evaluator nor officer
        """
        roles = self._get_roles()
        if any(not COPIERS & roles[plan.id] for plan in self):
            raise AccessError(self.env._("You may not change %s.", self[:1].sudo().display_name))
        earlier = self._get_copyable()._get_earlier_plans()
        filled = self.filtered(lambda plan: plan.id in earlier)
        filled._copy_content(earlier)
        self.env["hr.skp.log"]._append(filled, "copy_last_year")
        return filled

    def _prepare_copy_preview(self):
        """Return what copying would bring into this draft, as plain values, or None for nothing.

        A dict ``source results commitments``; each result ``name kind indicators supports``, where
        ``supports`` is what it will point to and ``dropped`` what it pointed to and no longer can.
        """
        self.ensure_one()
        source = self._get_copyable()._get_earlier_plans().get(self.id)
        if not source:
            return None
        # His own earlier content, or that of whom he evaluates: he may fill the draft with it.
        plan_sudo = self.sudo()
        targets = plan_sudo._get_targets()
        return {
            "source": source.display_name,
            "results": [
                plan_sudo._prepare_copied_line(result, targets) for result in source.result_ids
            ],
            "commitments": source.commitment_ids.mapped("name"),
        }

    def _prepare_copied_line(self, result, targets):
        vals = self._prepare_copied_result_vals(result, targets)
        target = self.env["hr.skp.result"].browse(vals.get("parent_id"))
        kept = target or self.env["hr.skp.objective"].browse(vals.get("objective_id"))
        former = result.parent_id or result.objective_id
        return {
            "name": result.name,
            "kind": result.kind,
            "indicators": [
                ": ".join(filter(None, (indicator.name, indicator._get_full_target())))
                for indicator in result.indicator_ids
            ],
            "supports": kept.name or "",
            "dropped": former.name if former and not kept else "",
        }

    def _get_copyable(self):
        """Return the empty drafts among these plans whose content the user may fill."""
        roles = self._get_roles()
        # Counted whatever the user may see, archived ones as well: empty is empty.
        groups = (
            self.env["hr.skp.result"]
            .sudo()
            .with_context(active_test=False)
            ._read_group([("skp_id", "in", self.ids)], ["skp_id"])
        )
        filled_ids = {plan.id for (plan,) in groups}
        return self.filtered(
            lambda plan: (
                plan.state == DRAFT
                and not plan.revision
                and plan.id not in filled_ids
                and COPIERS & roles.get(plan.id, set())
            )
        )

    def _get_earlier_plans(self):
        """Return plan id -> the latest plan of the same person that ended before this one begins.

        Only where it has results.
        """
        # One's own earlier plan may lie in another agency.
        plans_sudo = self.sudo()
        candidates = plans_sudo.search(
            [
                ("employee_id", "in", plans_sudo.employee_id.ids),
                ("state", "!=", CANCELLED),
                ("result_ids", "!=", False),
            ],
            order="date_end desc",
        ).grouped("employee_id")
        earlier = {}
        for plan in plans_sudo:
            before = [
                found
                for found in candidates.get(plan.employee_id, ())
                if found.date_end < plan.date_start
            ]
            if before:
                earlier[plan.id] = before[0]
        return earlier

    # ------------------------------------------------------------
    # CONTENT FROM PLAN TO PLAN
    # ------------------------------------------------------------

    def _copy_content(self, sources):
        """Write results, indicators and annex of other plans into these; checks are the caller's.

        :param sources: mapping plan id -> plan of the same person
        """
        # Whoever may fill the draft need not have the right to read the former plan.
        plans_sudo = self.sudo()
        Result = self.env["hr.skp.result"].sudo()
        for level in plans_sudo._get_levels():
            targets = level._get_targets()
            Result.create(
                [
                    plan._prepare_copied_result_vals(result, targets)
                    for plan in level
                    for result in sources[plan.id].sudo().result_ids
                ]
            )
        self.env["hr.skp.commitment"].sudo().create(
            [
                {"skp_id": plan.id, **{name: line[name] for name in COMMITMENT_FIELDS}}
                for plan in plans_sudo
                for line in sources[plan.id].sudo().commitment_ids
            ]
        )

    def _get_levels(self):
        """Yield these plans from the top down: whom one points to is filled before oneself."""
        remaining = self
        while remaining:
            ready = remaining.filtered(lambda p, rest=remaining: p.parent_id not in rest)
            # In a circle nobody is on top.
            ready = ready or remaining
            yield ready
            remaining -= ready

    def _get_targets(self):
        """Return (leader's plan, text) -> result of that text, for the leaders of these plans."""
        above = self.parent_id.result_ids
        return {(result.skp_id, _text_key(result.name)): result for result in above}

    def _prepare_copied_result_vals(self, result, targets):
        """Return the values of a copy of ``result`` on this plan."""
        self.ensure_one()
        same_agency = result.skp_id.company_id == self.company_id
        objective = result.objective_id if same_agency else result.objective_id.browse()
        target = result.parent_id and targets.get(
            (self.parent_id, _text_key(result.parent_id.name))
        )
        plain = {name: result[name] for name in RESULT_FIELDS if name not in CASCADE_FIELDS}
        return {
            **plain,
            **(result._prepare_link_vals(target) if target else {}),
            "skp_id": self.id,
            "objective_id": objective.filtered("active").id,
            "assigner_name": result.assigner_name,
            "indicator_ids": [
                (0, 0, {name: indicator[name] for name in INDICATOR_FIELDS})
                for indicator in result.indicator_ids
            ],
        }


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    def _prepare_link_vals(self, target):
        """Return how a copy of this result points to ``target``, the leader's new result."""
        self.ensure_one()
        wanted = _text_key(self.parent_indicator_id.name)
        fitting = target.indicator_ids.filtered(lambda i: wanted and _text_key(i.name) == wanted)
        return {
            "parent_id": target.id,
            "parent_indicator_id": fitting[:1].id,
            **{name: self[name] for name in CASCADE_FIELDS},
        }

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.hr_skp.models.hr_skp_role_mixin import role_boolean

#: Who reads a plan's achievements and feedback on one page.
READERS = frozenset({"employee", "evaluator", "auditor"})


class HrSkp(models.Model):
    """A person's year on one page: results, what was achieved of each, what was said of it.

    For the person, his evaluator (or who acts for him) and auditors; everything on it is read with
    the user's own rights.
    """

    _inherit = "hr.skp"

    is_year_readable = role_boolean(*READERS)
    can_open_overview = fields.Boolean(
        compute="_compute_can_open_overview", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("is_year_readable", "revision")
    def _compute_can_open_overview(self):
        for may, plans in self.grouped(lambda p: bool(p.revision and p.is_year_readable)).items():
            plans.can_open_overview = may

    def action_open_overview(self):
        """Open the year of this person on one page."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("hr_skp_feedback.hr_skp_overview_action")
        return {**action, "params": {"skp_id": self.id}, "context": {"active_id": self.id}}

    def get_overview(self):
        """Return the year of this plan: ``person rows development previous next can_give``.

        ``rows`` are its results, then the seven behaviours, then the whole, each with ``plan``,
        ``progress`` and ``feedback`` lines.

        :raise AccessError: for whoever does not read all three
        """
        self.ensure_one()
        self._check_overview()
        progress, feedback = self._get_overview_progress(), self._get_overview_feedback()
        rows = [
            {**self._prepare_result_row(result), "progress": progress.get(result.id, [])}
            for result in self._get_overview_results()
        ]
        rows += [self._prepare_behaviour_row(line) for line in self.behaviour_ids]
        rows.append(self._prepare_whole_row())
        for row in rows:
            row["feedback"] = feedback.get((row["kind"], row["id"]), [])
        return {
            "person": self._prepare_overview_person(),
            "rows": rows,
            "development": self._get_overview_development(),
            **self._get_overview_neighbours(),
        }

    def _check_overview(self):
        roles = self._get_roles()
        if any(not roles[plan.id] & READERS for plan in self):
            raise AccessError(
                self.env._("The year of a person is read by himself, his evaluator and auditors.")
            )

    def _get_overview_results(self):
        """Return the results, also those taken out since, if something was achieved or said."""
        results = self.env["hr.skp.result"].with_context(active_test=False)
        return results.search([("skp_id", "=", self.id), ("agreed_revision", ">", 0)]).filtered(
            lambda result: result.active or result.feedback_ids
        )

    def _get_overview_progress(self):
        """Return result id -> lines of what was achieved of it, newest first."""
        found = {}
        for entry in self.env["hr.skp.progress"].search([("skp_id", "=", self.id)]):
            found.setdefault(entry.result_id.id, []).append(
                {
                    "id": entry.id,
                    "date": fields.Date.to_string(entry.date),
                    "text": entry.name or "",
                    "value": entry.value_label or "",
                    "measure": entry.measure or "",
                    "is_final": entry.is_final,
                    "evidence": entry.evidence_names or [],
                }
            )
        return found

    def _get_overview_feedback(self):
        """Return (kind, id of result or behaviour) -> lines of what was said, newest first."""
        entries = self.env["hr.skp.feedback"]
        labels = {
            name: dict(entries._fields[name]._description_selection(self.env))
            for name in ("tone", "relation", "follow_up")
        }
        found = {}
        for entry in entries.search([("skp_id", "=", self.id)]):
            line = entry.result_id or entry.behaviour_id
            found.setdefault((entry.about, line.id), []).append(
                {
                    "id": entry.id,
                    "date": fields.Date.to_string(entry.date),
                    "text": entry.name,
                    "source": entry.source_label or "",
                    "tone": entry.tone,
                    "tone_label": labels["tone"][entry.tone],
                    "relation_label": labels["relation"].get(entry.relation, ""),
                    "obstacle": entry.obstacle or "",
                    "alternative": entry.alternative or "",
                    "response": entry.response or "",
                    "follow_up": entry.follow_up or "",
                    "follow_up_label": labels["follow_up"].get(entry.follow_up, ""),
                }
            )
        return found

    def _prepare_result_row(self, result):
        kinds = dict(result._fields["kind"]._description_selection(self.env))
        return {
            "kind": "result",
            "id": result.id,
            "title": result.name,
            "tag": kinds[result.kind],
            "assigner": result.assigner_name or "",
            "archived": not result.active,
            "plan": [
                {"name": line.name, "target": line.target or "", "uom": line.uom or ""}
                for line in result.indicator_ids
            ],
        }

    def _prepare_behaviour_row(self, line):
        return {
            "kind": "behaviour",
            "id": line.id,
            "title": line.core_value_id.name,
            "core_value_id": line.core_value_id.id,
            "tag": "",
            "expectation": line.expectation or "",
            "plan": [{"name": guide} for guide in line.core_value_id._get_guides()],
            "progress": [],
        }

    def _prepare_whole_row(self):
        title = dict(self.env["hr.skp.feedback"]._fields["about"]._description_selection(self.env))
        return {
            "kind": "whole",
            "id": False,
            "title": title["whole"],
            "tag": "",
            "plan": [],
            "progress": [],
        }

    def _prepare_overview_person(self):
        return {
            "skp_id": self.id,
            "employee_id": self.employee_id.id,
            "name": self.employee_name,
            "position": self.employee_position or "",
            "period": self.period_id.display_name,
            "last_feedback": self.last_feedback_label or "",
            "is_feedback_due": self.is_feedback_due,
            "can_give": self.state not in ("closed", "cancelled"),
        }

    def _get_overview_development(self):
        actions = self.env["hr.skp.development"].search([("skp_id", "=", self.id)])
        labels = {
            name: dict(actions._fields[name]._description_selection(self.env))
            for name in ("kind", "state")
        }
        return [
            {
                "id": action.id,
                "name": action.name,
                "kind_label": labels["kind"][action.kind],
                "state": action.state,
                "state_label": labels["state"][action.state],
                "owner": action.owner_id.name,
                "date_due": fields.Date.to_string(action.date_due),
                "outcome": action.outcome or "",
                "is_late": action.is_late,
            }
            for action in actions
        ]

    def _get_overview_neighbours(self):
        """Return the plans before and after this one among those that one evaluates."""
        team = (
            Domain("is_my_team", "=", True)
            & Domain("period_id", "=", self.period_id.id)
            & Domain("revision", ">", 0)
            & Domain("state", "!=", "cancelled")
        )
        ids = self.search(team, order="employee_name, id").ids if self.is_my_team else []
        place = ids.index(self.id) if self.id in ids else -1
        return {
            "previous": ids[place - 1] if place > 0 else False,
            "next": ids[place + 1] if 0 <= place < len(ids) - 1 else False,
        }

    # ------------------------------------------------------------
    # TILES OF THE TEAM
    # ------------------------------------------------------------

    @api.model
    def get_team_tiles(self):
        """Return the tiles above the list of one's people: ``code label count domain tone``.

        A hook: later stages add theirs.
        """
        _ = self.env._
        labels = {
            "to_agree": _("To agree"),
            "to_feed_back": _("Waiting for my feedback"),
            "late": _("Late with the plan"),
        }
        team = [("is_my_team", "=", True)]
        late = [
            ("state", "in", ["draft", "proposed"]),
            ("period_id.plan_deadline", "<", "today"),
            ("period_id.state", "!=", "closed"),
        ]
        tiles = [
            ("to_agree", [*team, ("state", "=", "proposed")], "info"),
            ("to_feed_back", [("is_feedback_due", "=", True)], "warning"),
            ("late", [*team, *late], "danger"),
        ]
        return [
            {
                "code": code,
                "label": labels[code],
                "count": self.search_count(domain),
                "domain": domain,
                "tone": tone,
            }
            for code, domain, tone in tiles
        ]

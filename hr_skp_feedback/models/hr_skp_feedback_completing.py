from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..rules.feedback import relation


class HrSkpFeedback(models.Model):
    """What the system adds to what the giver says: whose plan, who he is to the person, his source.

    None of it comes from the giver: he names a person and perhaps a result or a value.
    """

    _inherit = "hr.skp.feedback"

    def _complete_vals_list(self, vals_list):
        """Fill in the plan and who the giver is to the person, whatever the caller says of it."""
        if not self.env.su:
            fixed = self._get_fixed_fields()
            if refused := {name for vals in vals_list for name in vals} & fixed:
                labels = [self._fields[name]._description_string(self.env) for name in refused]
                raise AccessError(
                    self.env._("%s is not given but follows from facts.", ", ".join(sorted(labels)))
                )
        self.browse()._check_links(vals_list)
        self._set_plans(vals_list)
        # Only who gives and about whom is asked of it; nothing of the plan comes back.
        plans = self.env["hr.skp"].browse([vals["skp_id"] for vals in vals_list])
        plans._check_feedback_open()
        facts, acting = plans._get_giver_facts(), self._get_acting_employee(plans)
        sources = plans._get_giver_sources(acting)
        return [
            {
                **self._prepare_given_vals(vals, plan, facts[plan.id], sources[plan.id]),
                **({k: v for k, v in vals.items() if v is not None} if self.env.su else {}),
            }
            for vals, plan in zip(vals_list, plans, strict=True)
        ]

    def _set_plans(self, vals_list):
        """Find each person's plan, where the giver names only the person or his result."""
        for vals in vals_list:
            if vals.get("result_id") and not vals.get("skp_id"):
                # That he reads the result has been checked; it tells the plan.
                vals["skp_id"] = self.result_id.browse(vals["result_id"]).sudo().skp_id.id
        named = [vals.get("employee_id") for vals in vals_list if not vals.get("skp_id")]
        if not all(named):
            raise UserError(self.env._("Choose the person first."))
        found = self.env["hr.skp"]._get_feedback_plans(named)
        for vals in vals_list:
            vals["skp_id"] = vals.get("skp_id") or found.get(vals["employee_id"])
            if not vals["skp_id"]:
                raise UserError(
                    self.env._("This person has no agreed SKP now, so nothing can be said on it.")
                )

    def _prepare_given_vals(self, vals, plan, facts, source):
        """Return the values of one entry: what is said, and by whom as the facts have it."""
        outside = bool((vals.get("source_name") or "").strip())
        recorded = (outside or vals.get("relayed_from")) and not self.env.su
        if recorded and "evaluator" not in facts:
            raise AccessError(
                self.env._("Only the evaluator records or relays what others said of his people.")
            )
        if vals.get("result_id") and (vals.get("core_value_id") or vals.get("behaviour_id")):
            raise UserError(self._get_both_sentence())
        code = relation(facts, vals.get("relation"), outside)
        given = {name: vals[name] for name in vals if name != "core_value_id"}
        if vals.get("core_value_id"):
            given["behaviour_id"] = self._get_behaviour(plan.sudo(), vals["core_value_id"]).id
        return {
            **given,
            "skp_id": plan.id,
            # Whose plan it is the giver may know: he named the person.
            "employee_id": plan.sudo().employee_id.id,
            "relation": code,
            "giver_id": source["giver_id"],
            "giver_name": source["giver_name"],
            "official_id": source["officials"].get(code, False),
            "source_label": vals["source_name"] if outside else source["labels"].get(code, ""),
        }

    def _get_both_sentence(self):
        return self.env._("Feedback is about a result or about a behaviour, not both.")

    @api.model
    def _get_behaviour(self, plan_sudo, core_value_id):
        """Return the line of the plan for one of the seven values, none where none is named."""
        lines = plan_sudo.behaviour_ids.filtered(
            lambda line: line.core_value_id.id == core_value_id
        )
        if core_value_id and not lines:
            raise UserError(self.env._("This core value is not part of the plan."))
        return lines[:1]

    def _refresh_source(self):
        """The giver named another source: what documents print follows."""
        plans = self.sudo().skp_id.with_env(self.env)
        facts, acting = plans._get_giver_facts(), self._get_acting_employee(plans)
        sources = plans._get_giver_sources(acting)
        # The giver may write what he said; what is printed of it is the system's.
        for feedback_sudo in self.sudo():
            source = sources[feedback_sudo.skp_id.id]
            said = ("source_name", "relayed_from", "relation")
            vals = {name: feedback_sudo[name] for name in said}
            prepared = self._prepare_given_vals(
                vals, feedback_sudo.skp_id, facts[feedback_sudo.skp_id.id], source
            )
            feedback_sudo.write(
                {name: prepared[name] for name in ("relation", "official_id", "source_label")}
            )

from odoo import api, models
from odoo.exceptions import MissingError, UserError
from odoo.fields import Domain

#: The manual of an indicator, which JPT and heads of independent units fill in.
MANUAL = frozenset(
    {"purpose", "definition", "formula", "control_level", "data_source", "report_interval"}
)
#: What the portal edits, and which fields of it; ``parent`` stands for the leader's result.
PORTAL_LINES = {
    "plan": ("hr.skp", frozenset({"approach"})),
    "result": (
        "hr.skp.result",
        frozenset({"name", "kind", "assigner_name", "perspective", "parent"}),
    ),
    "indicator": ("hr.skp.indicator", frozenset({"name", "target", "uom", "aspect"}) | MANUAL),
    "behaviour": ("hr.skp.behaviour", frozenset({"expectation"})),
    "commitment": ("hr.skp.commitment", frozenset({"kind", "name"})),
}
#: As many of the organisation's objectives as one still chooses from on a phone.
OBJECTIVES_SHOWN = 100


def _checked_texts(records, texts):
    """Return ``texts`` as values to write: no blank where there must be a text, no unknown code."""
    for name, value in texts.items():
        field = records._fields[name]
        if field.required and not value:
            raise UserError(records.env._("Leave no blank here: write a text, or remove the line."))
        if field.type == "selection" and value and value not in field.get_values(records.env):
            raise UserError(records.env._("This cannot be changed here."))
    return {name: value or False for name, value in texts.items()}


class HrSkp(models.Model):
    """Editing a plan from the portal: one field, one line at a time, as the user.

    Everything is written through the ORM with the user's own rights, so that the guards of the
    models are the only ones.  Every step may be repeated: a phone that lost the answer sends again.
    """

    _inherit = "hr.skp"

    # ------------------------------------------------------------
    # ONE FIELD
    # ------------------------------------------------------------

    def _portal_save(self, kind, record_id, field, value, base=None):
        """Write one field of this plan or of a line of it.

        :param base: the text the user started from; where the stored one is neither that nor the
            new one, somebody else changed it meanwhile, and nothing is written
        :return: ``{"value": stored, "advice": […]}`` or ``{"conflict": stored}``
        """
        line = self._get_portal_line(kind, record_id)
        self._check_portal_fields(kind, {field})
        self._check_editable()
        if field == "parent":
            return line._portal_save_parent(value)
        value, stored = self._clean(value), self._clean(line[field])
        if base is not None and stored not in (value, self._clean(base)):
            return {"conflict": stored}
        if stored != value:
            line.write(_checked_texts(line, {field: value}))
        return {"value": self._clean(line[field]), "advice": self._get_portal_advice(kind, line)}

    @api.model
    def _get_portal_advice(self, kind, line):
        """Return the advice on the wording of a result and all its indicators, as it now is."""
        if kind not in ("result", "indicator"):
            return []
        result = line if kind == "result" else line.result_id
        lines = [("result", result), *(("indicator", found) for found in result.indicator_ids)]
        return [
            {"kind": kind, "id": found.id, "text": found.smart_advice or ""}
            for kind, found in lines
        ]

    def _get_portal_line(self, kind, record_id):
        """Return the line, if it is one of this plan that the user may read."""
        model, _fields = self._get_portal_kind(kind)
        if kind == "plan":
            return self
        line = self.env[model].browse(self._to_id(record_id)).exists()
        line.check_access("read")
        if not line or line.mapped(line._plan_path) != self:
            raise MissingError(self.env._("This line is no longer part of the plan."))
        return line

    @api.model
    def _get_portal_kind(self, kind):
        if not isinstance(kind, str) or kind not in PORTAL_LINES:
            raise MissingError(self.env._("This line is no longer part of the plan."))
        return PORTAL_LINES[kind]

    @api.model
    def _check_portal_fields(self, kind, names):
        if not names <= self._get_portal_kind(kind)[1]:
            raise UserError(self.env._("This cannot be changed here."))

    @api.model
    def _to_id(self, value):
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    @api.model
    def _clean(self, value):
        """Return a text as it is compared and stored: browsers and databases differ in blanks."""
        return str(value or "").replace("\r\n", "\n").replace("\0", "").strip()

    # ------------------------------------------------------------
    # LINES
    # ------------------------------------------------------------

    def _portal_add(self, kind, vals, result_id=None):
        """Add a result, indicator or commitment; the same one twice is the same one.

        :param vals: texts by field; for a result also ``indicator``, a dict of its first one
        :return: the line
        """
        self._check_editable()
        if kind == "result":
            return self._portal_add_result(dict(vals))
        if kind == "indicator":
            result = self._get_portal_line("result", result_id)
            return self._portal_create("indicator", {"result_id": result.id}, vals)
        if kind == "commitment":
            return self._portal_create("commitment", {"skp_id": self.id}, vals)
        raise UserError(self.env._("This cannot be changed here."))

    def _portal_add_result(self, vals):
        indicator = vals.pop("indicator", None) or {}
        parent = vals.pop("parent", None)
        result = self._portal_create("result", {"skp_id": self.id}, vals)
        if parent:
            result._portal_save_parent(parent)
        if self._clean(indicator.get("name")):
            self._portal_create("indicator", {"result_id": result.id}, indicator)
        return result

    def _portal_create(self, kind, owner, vals):
        """Create a line unless there is the very same: what is sent again is not doubled."""
        model, _names = self._get_portal_kind(kind)
        self._check_portal_fields(kind, set(vals))
        lines = self.env[model]
        clean = _checked_texts(lines, {name: self._clean(v) for name, v in vals.items()})
        if not clean.get("name"):
            raise UserError(self.env._("Write the text first."))
        wanted = {**owner, **clean}
        twin = lines.search(Domain.AND(Domain(key, "=", v) for key, v in wanted.items()), limit=1)
        if twin:
            return twin
        siblings = Domain.AND(Domain(key, "=", v) for key, v in owner.items())
        last = lines.search(siblings, order="sequence desc", limit=1)
        return lines.create({**wanted, "sequence": last.sequence + 1 if last else 10})

    def _portal_remove(self, kind, record_id):
        """Remove a line; a result that was agreed is kept in the archive."""
        self._check_editable()
        line = self._get_portal_line(kind, record_id)
        if kind == "result":
            line._remove()
        elif kind in ("indicator", "commitment"):
            line.unlink()
        else:
            raise UserError(self.env._("This cannot be changed here."))

    def _portal_reorder(self, record_id, position):
        """Bring a result to a place among those of its kind, counted from 0.

        :return: ``{"order": ids}`` of that kind as they now stand; asked twice it stays the same
        """
        self._check_editable()
        line = self._get_portal_line("result", record_id)
        others = self.result_ids.filtered(lambda r: r.kind == line.kind) - line
        place = min(max(self._to_id(position), 0), len(others))
        ordered = others[:place] + line + others[place:]
        for number, result in enumerate(ordered, 1):
            if result.sequence != 10 * number:
                result.sequence = 10 * number
        return {"order": ordered.ids}

    @api.model
    def _get_portal_options(self):
        """Return the codes to choose from, with their labels in the user's language, by field.

        Under ``labels`` what the fields of an indicator's manual are called.
        """
        indicator = self.env["hr.skp.indicator"]._fields
        fields = {
            "approach": self._fields["approach"],
            "perspective": self.env["hr.skp.result"]._fields["perspective"],
            **{name: indicator[name] for name in ("aspect", "control_level", "report_interval")},
        }
        options = {name: field._description_selection(self.env) for name, field in fields.items()}
        labels = {name: indicator[name]._description_string(self.env) for name in MANUAL}
        return {**options, "labels": labels}

    # ------------------------------------------------------------
    # THE LEADER'S RESULT
    # ------------------------------------------------------------

    def _get_portal_choices(self):
        """Return what the results of this plan may support: ``value group name indicator vals``."""
        self.ensure_one()
        results = self.env["hr.skp.result"].search([("skp_id", "in", self._get_leader_plans().ids)])
        choices = []
        for result in results:
            choices.append(self._prepare_choice("result", result))
            if len(result.indicator_ids) > 1:
                choices += [
                    self._prepare_choice("indicator", indicator)
                    for indicator in result.indicator_ids
                ]
        return choices + [
            self._prepare_choice("objective", objective)
            for objective in self._get_portal_objectives()
        ]

    def _get_leader_plans(self):
        # Only whose plans they are: what may be read of them the search for results decides.
        matrices_sudo = self.env["hr.skp.matrix"].sudo().search([("member_ids", "in", self.ids)])
        return self.parent_id | matrices_sudo.skp_id

    def _get_portal_objectives(self):
        """Return the organisation's objectives for whom they concern: JPT, unit heads and JF."""
        # Post and unit of the person are the personnel office's; here they only narrow a list.
        plan_sudo = self.sudo()
        if self.form != "jpt" and plan_sudo.job_id.position_group != "jf":
            return self.env["hr.skp.objective"]
        path = plan_sudo.department_id.parent_path or ""
        units = [int(unit_id) for unit_id in path.split("/") if unit_id]
        return self.env["hr.skp.objective"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("department_id", "in", [False, *units]),
            limit=OBJECTIVES_SHOWN,
        )

    @api.model
    def _prepare_choice(self, kind, record):
        above = record.result_id if kind == "indicator" else record
        vals = {"parent_id": False, "parent_indicator_id": False, "objective_id": False}
        if kind == "objective":
            vals["objective_id"] = record.id
        else:
            vals["parent_id"] = above.id
            vals["parent_indicator_id"] = record.id if kind == "indicator" else False
        return {
            "value": f"{kind}:{record.id}",
            "group": "objective" if kind == "objective" else "leader",
            "name": above.name,
            "indicator": record.name if kind == "indicator" else "",
            "vals": vals,
        }


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    def _portal_save_parent(self, value):
        """Point to one of the choices offered, or to none; return the choice and its words."""
        self.ensure_one()
        value = value or ""
        choices = {choice["value"]: choice["vals"] for choice in self.skp_id._get_portal_choices()}
        nothing = {"parent_id": False, "parent_indicator_id": False, "objective_id": False}
        if value and value not in choices:
            raise UserError(self.env._("Your leader's plan changed meanwhile: choose again."))
        vals = choices.get(value, nothing)
        if any(self[name].id != vals[name] for name in vals):
            self.write(vals)
        return {"value": value, "supports": self._get_portal_supports()[self.id]}

    def _get_portal_supports(self):
        """Return result id -> ``name`` and ``indicator`` of what it supports, or None."""
        # Who reads a plan reads what it supports, as on the document; not the leader's plan itself.
        return {result.id: result._prepare_parent_snapshot() for result in self.sudo()}

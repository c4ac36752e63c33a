from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

#: Commands of a x2many value that name a record which is there already.
NAMING = frozenset({Command.UPDATE, Command.LINK})
#: So many records are asked about in one search, not one by one.
MANY = 20


def without_defaults(model, names=None):
    """Return ``model`` without the ``default_…`` of a client's context for the fields ``names``.

    Defaults from the context reach ``create`` past every check of the values given to it.

    :param names: the fields that no client decides; all fields when not given
    """
    if model.env.su:
        return model
    refused = {f"default_{name}" for name in (model._fields if names is None else names)}
    context = model.env.context
    if not refused & context.keys():
        return model
    kept = {key: value for key, value in context.items() if key not in refused}
    return model.with_context(kept)  # pylint: disable=context-overridden


class KnownDefaults(dict):
    """In the context: the defaults of rows that leave out the same fields, found once for all.

    No client can send such an object.
    """


class HrSkpLinkGuard(models.AbstractModel):
    """Nobody links what he may not read: neither by saving nor while a form is filled in.

    Nor does a client write what follows from other data (whose user a person is, which agency a
    plan belongs to): such columns carry rights, and stand only as computed.

    Odoo reads related fields and the names behind links with elevated rights, on a record that is
    not saved yet as well.  Somebody else's plan, given by a client as a link, would so tell whose
    it is and how far it has come.  Links that a record holds already are not asked about again.

    Everything that a user may create and that points to plans inherits this.
    """

    _name = "hr.skp.link.guard"
    _description = "Guard of links given by clients"

    #: Links that a model's own create sets, whatever a client gives for them.
    _completed_links = frozenset()

    #: Computed columns of which the same is true.
    _completed_columns = frozenset()

    def onchange(self, values, field_names, fields_spec):
        self._check_kinds((values, dict), (field_names, (list, tuple)), (fields_spec, dict))
        # All that is missing, as Odoo itself asks: one default may depend on another.
        missing = [name for name in fields_spec if name not in values]
        defaults = {} if field_names else self.default_get(missing)
        self._check_links([{**defaults, **values}], deep=True)
        return super().onchange(values, field_names, fields_spec)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_kinds((vals_list, (list, tuple)))
        self._check_kinds(*((vals, dict) for vals in vals_list))
        if not self.env.su:
            self._check_given(vals_list)
        derived = filter(self._is_derived, self._fields)
        return super(HrSkpLinkGuard, without_defaults(self, derived)).create(vals_list)

    @api.model
    def _add_missing_default_values(self, values):
        known = self.env.context.get("skp_known_defaults")
        if not isinstance(known, KnownDefaults):
            return super()._add_missing_default_values(values)
        given = (self._name, *values)
        if given not in known:
            completed = super()._add_missing_default_values(values)
            known[given] = {name: completed[name] for name in completed if name not in values}
        return {**known[given], **values}

    @api.model
    def _check_given(self, vals_list):
        given = [
            {name: vals[name] for name in vals if name not in self._completed_links}
            for vals in map(self._add_context_links, vals_list)
        ]
        self.browse()._check_links(given)
        self._check_derived(vals_list, self._completed_columns)

    def write(self, vals):
        self._check_kinds((vals, dict))
        self._check_links([vals])
        self._check_derived([vals])
        return super().write(vals)

    @api.model
    def _check_kinds(self, *pairs):
        """Raise unless each value is of its kind: clients send anything."""
        if not all(isinstance(value, kind) for value, kind in pairs):
            raise UserError(
                self.env._("This cannot be done with what was sent. Nothing has been changed.")
            )

    @api.model
    def _is_link(self, name):
        field = self._fields.get(name)
        return bool(field) and field.relational and field.comodel_name in self.env

    @api.model
    def _add_context_links(self, vals):
        """Return ``vals`` with the links that reach ``create`` as defaults of the context."""
        keys = (key for key in self.env.context if key.startswith("default_"))
        names = [name for key in keys if self._is_link(name := key.removeprefix("default_"))]
        return {**self.default_get(names), **vals} if names else vals

    @api.model
    def _is_derived(self, name):
        field = self._fields.get(name)
        return bool(field) and bool(field.compute) and field.readonly and not field.inverse

    @api.model
    def _check_derived(self, vals_list, completed=frozenset()):
        """Raise if a client gives what is computed."""
        if self.env.su:
            return
        for name in set().union(*vals_list) - completed:
            if self._is_derived(name):
                raise self._make_derived_error(self._fields[name])

    @api.model
    def _make_derived_error(self, field):
        label = field._description_string(self.env)
        return AccessError(self.env._("“%s” follows from other data and is not written.", label))

    def _check_links(self, vals_list, deep=False):
        """Raise if one of these values links a record that the user may not.

        :param deep: whether to look into the values of lines, which no guard of their own saves
        """
        if self.env.su:
            return
        links = defaultdict(set)
        for vals in vals_list:
            self._collect_links(vals, links, deep)
        for (model_name, name), ids in links.items():
            field = self.env[model_name]._fields[name]
            records = self.env[field.comodel_name].browse(ids)
            if records - self.env[model_name]._filter_linkable(name, records):
                label = field._description_string(self.env)
                raise AccessError(
                    self.env._(
                        "“%s” names something that is not there, or not yours to read.", label
                    )
                )

    def _collect_links(self, vals, links, deep):
        """Add to ``links`` the ids that ``vals`` newly gives, by (model, field)."""
        for name, value in vals.items():
            if not (value and self._is_link(name)):
                continue
            ids, lines = self._read_link(value)
            # What is there already was checked when it came there.
            present_sudo = self.sudo()[name]
            if ids := ids - set(present_sudo.ids):
                links[self._name, name] |= ids
            comodel = self.env[self._fields[name].comodel_name]
            if deep and hasattr(comodel, "_collect_links"):
                for line_id, line_vals in lines:
                    comodel.browse(line_id)._collect_links(line_vals, links, deep)

    @api.model
    def _read_link(self, value):
        """Return the ids that the value of a relational field names, and its lines' values.

        :return: set of ids, list of pairs (id or empty, dict of values)
        """
        if isinstance(value, models.BaseModel):
            return set(value.ids), []
        if isinstance(value, dict):
            # A form sends what a line belongs to as the values of that form.
            line_id = value.get("id") or ()
            return {line_id} if line_id else set(), [(line_id, value)]
        if isinstance(value, int):
            return {value}, []
        ids, lines = set(), []
        for item in value if isinstance(value, (list, tuple)) else ():
            if isinstance(item, int):
                ids.add(item)
            elif isinstance(item, dict):
                lines.append(((), item))
            elif isinstance(item, (list, tuple)) and item:
                ids |= self._read_command_ids(item)
                if item[0] in (Command.CREATE, Command.UPDATE) and isinstance(item[-1], dict):
                    lines.append((item[1] if item[0] == Command.UPDATE else (), item[-1]))
        return ids, lines

    @api.model
    def _read_command_ids(self, command):
        ids = command[2] if command[0] == Command.SET else command[1:2]
        named = command[0] in (*NAMING, Command.SET)
        # What is not saved yet has no number.
        return {record_id for record_id in ids if isinstance(record_id, int)} if named else set()

    @api.model
    def _filter_linkable(self, name, records):
        """Return those of ``records`` that the user may link by the field ``name``.

        Of ours: what he reads.  Of others, such as people and units: what is not behind the wall
        between agencies; who may be named is for the models to say.
        """
        if records._name.startswith("hr.skp"):
            return _find_readable(records)
        if records._name == "res.company":
            return records & self.env.user.company_ids
        if "company_id" not in records._fields:
            return records
        # Only which agency it belongs to.
        allowed_sudo = (
            records.sudo()
            .exists()
            .filtered(lambda record: record.company_id <= self.env.user.company_ids)
        )
        return allowed_sudo.with_env(self.env)


def _find_readable(records):
    """Return those of the records that the user may read; of many, by one search."""
    if len(records) < MANY or records.env.su:
        return records._filtered_access("read")
    if not records.browse().has_access("read"):
        return records.browse()
    model = records.with_context(active_test=False)
    return records.browse(model._search([("id", "in", records.ids)]))


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """In developer mode Odoo names the records that are refused; of plans that tells a lot."""
        error = super()._make_access_error(operation, records)
        if records._name.startswith("hr.skp"):
            description = self.env["ir.model"]._get(records._name).name
            error.args = (self.env._("This is not yours to see or to change: %s", description),)
        return error

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


def role_boolean(*roles, string=None):
    """Return a searchable field: whether the current user is one of ``roles`` to a record.

    For a model with `hr.skp.role.mixin`.  Any role will do where none is named.  A field without a
    label is for rules and conditions only, and not translated.
    """
    return fields.Boolean(
        **({"string": string} if string else {"export_string_translation": False}),
        compute="_compute_roles",
        # Rules ask as the system, views as the user: the same answer does for both.
        compute_sudo=True,
        search=lambda model, operator, value: model._search_roles(operator, roles),
        roles=frozenset(roles),
    )


class HrSkpRoleMixin(models.AbstractModel):
    """Who somebody is to a record: one table of domains that rules, guards and buttons read.

    Rule domains are cached with their values, so a delegation that ends or a head of unit who is
    replaced would keep his rights; a search method is asked anew each time.  A model says in
    `_get_role_domains` who is what, and has a `role_boolean` for each thing that is asked of it.
    """

    _name = "hr.skp.role.mixin"
    _description = "Roles on a record"

    #: Fields that decide who is what.
    _role_depends = ()

    @api.model
    def _get_role_domains(self):
        """Return role -> domain of the records to which the current user is that."""
        raise NotImplementedError

    def _get_roles(self):
        """Return record id -> set of what the current user is to it (see `_get_role_domains`)."""
        roles = {record.id: set() for record in self}
        # While a form computes, a record is a draft of the stored one: the same people act on both.
        stored = {record._origin.id: roles[record.id] for record in self if record._origin}
        domains = self._get_role_domains() if stored else {}
        asked = [role for role, domain in domains.items() if not domain.is_false()]
        for record_id, *answers in self._ask_domains([domains[role] for role in asked]):
            stored[record_id].update(
                role for role, is_so in zip(asked, answers, strict=True) if is_so
            )
        return roles

    def _ask_domains(self, domains):
        """Return for each of these records its id and whether it is in each of ``domains``.

        One query, as a search for each domain would ask the same rows again and again.
        """
        if not domains:
            return []
        # Membership, not content: the domains themselves say who the user is to the record.
        model = self.sudo()
        query = model._search(Domain("id", "in", self._origin.ids), bypass_access=True)
        answers = [
            domain.optimize_full(model)._to_sql(model, query.table, query) for domain in domains
        ]
        return self.env.execute_query(query.select(SQL.identifier(query.table, "id"), *answers))

    def _matching(self, domain):
        # Membership, not content: the domain itself says who the user is to the record.
        return self.sudo().search(domain & Domain("id", "in", self.ids))

    @api.depends_context("uid")
    @api.depends(lambda self: self._role_depends)
    def _compute_roles(self):
        roles = self._get_roles()
        booleans = [
            (name, field.roles) for name, field in self._fields.items() if hasattr(field, "roles")
        ]
        # A list has many records and few kinds of them.
        for acting, records in self.grouped(lambda record: frozenset(roles[record.id])).items():
            for name, wanted in booleans:
                records[name] = bool(acting & wanted if wanted else acting)

    @api.readonly
    def web_read(self, specification):
        """Fetch of the people in a list their names, not their records of a hundred columns."""
        for name in specification if len(self) > 1 else ():
            field = self._fields.get(name)
            if field and field.type == "many2one" and field.comodel_name == "hr.employee":
                # Odoo reads the names behind links as the system, too.
                self.sudo()[name].fetch(["display_name"])
        return super().web_read(specification)

    @api.model
    def _search_roles(self, operator, roles):
        """Return the domain of the records to which the user is one of ``roles``; none: any."""
        if operator != "in":
            return NotImplemented
        domains = self._get_role_domains()
        return Domain.OR(domains[role] for role in roles or domains)

    @api.model
    def _valid_field_parameter(self, field, name):
        return name == "roles" or super()._valid_field_parameter(field, name)

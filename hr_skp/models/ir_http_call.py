"""What a client asks for over Odoo's interfaces, looked at before any method sees it.

Odoo hands on whatever came; the methods of our models get only what they could be called with.
"""

import inspect

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import get_public_method

from .client_values import check_argument, check_fields

#: Methods of the ORM and their arguments whose values are looked at by field; what ``onchange``
#: gets is a form's own, what a step of ours gets is that step's.
BY_FIELD = {
    "create": "vals_list",
    "write": "vals",
    "web_save": "vals",
    "web_save_multi": "vals_list",
    "copy": "default",
}


def is_ours(model):
    """Whether ``model`` is the name of a model of these addons."""
    return isinstance(model, str) and model.startswith(("hr.skp", "hr.asn."))


class Call:
    """A public method of one of our models, with what a client sent for it."""

    def __init__(self, model, name, args, kwargs, ids=None):
        self.model, self.name, self.args, self.kwargs, self.ids = model, name, args, kwargs, ids

    @classmethod
    def of(cls, request):
        """Return what a request asks for by ``call_kw`` or JSON-2, or None if by neither."""
        params, env = request.params, request.env
        is_json2 = "__model__" in params
        model, name = (params.get(f"__{key}__" if is_json2 else key) for key in ("model", "method"))
        if not (name and is_ours(model) and model in env):
            return None
        if not is_json2:
            return cls(env[model], name, params.get("args"), params.get("kwargs"))
        kwargs = {key: value for key, value in params.items() if not key.startswith("__")}
        return cls(env[model], name, [], kwargs, kwargs.pop("ids", []))

    # ------------------------------------------------------------
    # WHETHER IT CAN BE CALLED LIKE THIS
    # ------------------------------------------------------------

    def check(self):
        """Raise a sentence unless the method takes what was sent."""
        bound = self._bind()
        parameters = bound.signature.parameters
        for name, value in list(bound.arguments.items())[1:]:
            parameter, is_empty = parameters[name], value is None or value is False
            is_open = parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
            if is_open or (is_empty and parameter.default is not parameter.empty):
                continue
            check_argument(self.model.env, name, value)
            if name == "domain":
                self._check_domain(value)
            if BY_FIELD.get(self.name) == name:
                for vals in value if isinstance(value, list) else [value]:
                    check_fields(self.model, vals)

    def _check_domain(self, domain):
        """Raise for what is no domain, or of no field of ours; what it compares Odoo looks at."""
        try:
            paths = [each.field_expr for each in Domain(domain).iter_conditions()]
        except (AttributeError, TypeError, ValueError):
            paths = [""]
        if any(path.partition(".")[0] not in self.model._fields for path in paths):
            raise UserError(self.model.env._("Nothing can be searched like this."))

    def _bind(self):
        """Return the arguments by name; the records are taken from among them."""
        method, args = self._get_method(), self.args
        if not getattr(method, "_api_model", False):
            if self.ids is None:
                self.ids, args = (args[0], args[1:]) if args else ([], [])
            self._check_ids()
        kwargs = {key: value for key, value in self.kwargs.items() if key != "context"}
        signature = inspect.signature(method)
        try:
            return signature.bind(self.model, *args, **kwargs)
        except TypeError as error:
            names = ", ".join(list(signature.parameters)[1:])
            raise UserError(
                self.model.env._(
                    "Too much was sent, or too little. This takes: %s", f"{self.name}({names})"
                )
            ) from error

    def _get_method(self):
        nothing = self.model.env._("There is nothing of this name that can be done.")
        if not (
            isinstance(self.name, str)
            and isinstance(self.args, list)
            and isinstance(self.kwargs, dict)
            and isinstance(self.kwargs.get("context") or {}, dict)
        ):
            raise UserError(nothing)
        try:
            return get_public_method(self.model, self.name)
        except AttributeError as error:
            raise UserError(nothing) from error

    def _check_ids(self):
        if self.ids is None or self.ids is False:
            self.ids = []
        elif not isinstance(self.ids, list):
            self.ids = [self.ids]
        check_argument(self.model.env, "record_ids", self.ids)

    def is_for_one(self, error):
        """Whether a ``ValueError`` says that not one of the records was sent, but more or none."""
        if self.ids is None or len(self.ids) == 1:
            return False
        return str(error) == f"Expected singleton: {self.model.browse(self.ids)}"

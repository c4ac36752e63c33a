"""Whether what a client sent is what an argument or a field takes; a sentence if it is not."""

import math

from odoo.exceptions import UserError

from ..rules import arguments as kinds


def check_argument(env, name, value):
    """Raise unless ``value`` is of the kind that ``name`` takes everywhere."""
    kind = kinds.get_kind(name)
    if kind and not kinds.fits(kind, value):
        wanted = {
            kinds.TEXT: env._("a text"),
            kinds.TEXTS: env._("a list of texts"),
            kinds.WHOLE: env._("a whole number"),
            kinds.YES_NO: env._("yes or no"),
            kinds.DAY: env._("a day, written 2026-12-31"),
            kinds.LIST: env._("a list"),
            kinds.VALUES: env._("values by name"),
            kinds.ALL_VALUES: env._("values by name"),
            kinds.RECORD: env._("the number of a record"),
            kinds.RECORDS: env._("a list of numbers of records"),
        }
        raise UserError(env._("“%(name)s” is to be %(kind)s.", name=name, kind=wanted[kind]))


def check_fields(model, vals):
    """Raise unless each field of ``model`` could hold its value as it came in JSON."""
    for name, value in vals.items():
        field = model._fields.get(name)
        if not field:
            raise UserError(model.env._("There is no field “%s” here.", name))
        if not (value is None or value is False or _holds(model, field, value)):
            raise UserError(model.env._("“%s” cannot hold what was sent for it.", name))


def _holds(model, field, value):
    if field.type in ("one2many", "many2many"):
        comodel = model.env[field.comodel_name]
        return isinstance(value, list) and all(_is_command(comodel, each) for each in value)
    if field.type == "many2one":
        return kinds.fits(kinds.RECORD, value)
    if field.type in ("char", "html", "text"):
        return kinds.fits(kinds.TEXT, str(value) if _is_number(value) else value)
    if field.type in ("integer", "float", "monetary"):
        return _is_number(value) and (field.type != "integer" or abs(value) <= kinds.LARGEST)
    if field.type in ("boolean", "binary", "image"):
        return isinstance(value, bool | int if field.type == "boolean" else str)
    if field.type in ("date", "datetime", "selection"):
        return _is_converted(model, field, value)
    return True


def _is_command(comodel, command):
    """Whether it is one of Odoo's seven commands, or a number; looks into its values."""
    if type(command) is int:
        return kinds.fits(kinds.RECORD, command)
    if not (isinstance(command, list) and command and command[0] in range(7)):
        return False
    code, record_id, vals = [*command, None, None][:3]
    if code in (0, 1):
        if not isinstance(vals, dict):
            return False
        check_fields(comodel, vals)
    if code in (1, 2, 3, 4):
        return kinds.fits(kinds.RECORD, record_id)
    return code != 6 or kinds.fits(kinds.RECORDS, vals)


def _is_converted(model, field, value):
    try:
        field.convert_to_cache(value, model)
    except (TypeError, ValueError):
        return False
    return True


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)

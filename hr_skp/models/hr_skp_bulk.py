"""Rows by the thousand, for what the system writes and nobody edits: lines, revisions, history."""

import json

from odoo.tools import SQL


def insert_rows(model, vals_list):
    """Insert rows of ``model`` in one statement, which ``create`` would do a hundred at a time.

    What is given is what is stored: no defaults, computes or constraints of the ORM, only those of
    the database.  All of ``vals_list`` have the same keys.

    :return: the new records, in the order of ``vals_list``
    """
    if not vals_list:
        return model.browse()
    fields = [model._fields[name] for name in vals_list[0]]
    stamps = _get_stamps(model)
    found = model.env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS given (%s) RETURNING id",
            SQL.identifier(model._table),
            SQL(", ").join(SQL.identifier(name) for name in (*vals_list[0], *stamps)),
            SQL(", ").join(
                [*map(_select, fields), *(SQL("%s", stamp) for stamp in stamps.values())]
            ),
            SQL(", ").join(_column(field, vals_list) for field in fields),
            SQL(", ").join(SQL.identifier(field.name) for field in fields),
        )
    )
    _forget_lines(model, fields)
    return model.browse(row_id for (row_id,) in found)


def _get_stamps(model):
    if not model._log_access:
        return {}
    now, uid = model.env.cr.now(), model.env.uid
    return {"create_uid": uid, "create_date": now, "write_uid": uid, "write_date": now}


def _select(field):
    cast = SQL("::jsonb") if field.type == "json" else SQL()
    return SQL("given.%s%s", SQL.identifier(field.name), cast)


def _column(field, vals_list):
    """Return the values of one column as an array of the database."""
    values = [vals[field.name] for vals in vals_list]
    if field.type == "json":
        values = [json.dumps(value, ensure_ascii=False) for value in values]
    elif field.type != "boolean":
        values = [None if value is False else value for value in values]
    data_type = "text" if field.type == "json" else field.column_type[0]
    return SQL("%s::%s[]", values, SQL(data_type))


def _forget_lines(model, fields):
    """The records above know nothing of their new lines yet."""
    for field in fields:
        for inverse in model.pool.field_inverses[field]:
            model.env[inverse.model_name].invalidate_model([inverse.name], flush=False)

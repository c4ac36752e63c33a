"""Which rows one person or unit has left behind, table by table, as Odoo made them."""

from collections import defaultdict

from psycopg2 import sql

#: Tables in the order of their making: how a row is found from one that was found before.
#: table -> {column: (table it names, or its model where the column names any)}
PERSON = {
    "res_partner": {},
    "res_users": {},
    "resource_resource": {},
    "hr_employee": {},
    "hr_version": {"employee_id": "hr_employee"},
    "hr_skp_past_predicate": {"employee_id": "hr_employee"},
    "hr_skp": {"employee_id": "hr_employee"},
    "hr_skp_behaviour": {"skp_id": "hr_skp"},
    "hr_skp_result": {"skp_id": "hr_skp"},
    "hr_skp_indicator": {"result_id": "hr_skp_result"},
    "hr_skp_revision": {"skp_id": "hr_skp"},
    "hr_skp_feedback": {"skp_id": "hr_skp"},
    "hr_skp_evaluation": {"skp_id": "hr_skp"},
    "hr_skp_evaluation_line": {"evaluation_id": "hr_skp_evaluation"},
    "hr_skp_evaluation_revision": {"evaluation_id": "hr_skp_evaluation"},
    "hr_skp_rating": {"evaluation_id": "hr_skp_evaluation"},
    "hr_skp_rating_line": {"rating_id": "hr_skp_rating"},
    "hr_skp_rating_change": {"rating_id": "hr_skp_rating"},
    "hr_skp_log": {"res_id": ("hr_skp", "hr_skp_evaluation")},
    "hr_skp_document": {"evaluation_id": "hr_skp_evaluation", "skp_id": "hr_skp"},
    "ir_attachment": {"res_id": ("hr_skp_document",)},
}
UNIT = {
    "hr_department": {},
    "hr_skp_unit_performance": {"department_id": "hr_department"},
    "hr_skp_log": {"res_id": ("hr_skp_unit_performance",)},
    "hr_skp_document": {"unit_performance_id": "hr_skp_unit_performance"},
    "ir_attachment": {"res_id": ("hr_skp_document",)},
}
#: What making people leaves that nobody measures: pictures, notices, mails, bookkeeping.
IGNORED = frozenset(
    """
    bus_bus digest_digest_res_users_rel discuss_channel_member ir_cron_trigger mail_activity
    mail_mail mail_mail_res_partner_rel mail_message mail_message_res_partner_rel
    mail_notification res_users_settings
    """.split()
)
#: Made once for everybody, by Odoo.
FRAME = frozenset({"hr_job", "hr_skp_period", "hr_skp_term"})
#: Without an id of their own.
LINKS = frozenset({"res_company_users_rel", "res_groups_users_rel"})


def count_rows(cr):
    """Return table -> number of its rows, for all tables of the database."""
    cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    counts = {}
    for (table,) in cr.fetchall():
        cr.execute(sql.SQL("SELECT COUNT(*) FROM {}").format(sql.Identifier(table)))
        counts[table] = cr.fetchone()[0]
    return counts


def check_known(before, after):
    """Raise where making people left rows in a table of which the seeding knows nothing.

    So a model that joins later is seeded, or set aside on purpose, and never forgotten.
    """
    known = PERSON.keys() | UNIT.keys() | IGNORED | FRAME | LINKS
    unknown = {table for table in after if after[table] != before.get(table, 0)} - known
    if unknown:
        raise LookupError(f"bench/seed/rows.py does not know: {', '.join(sorted(unknown))}")


def find(cr, tables, start):
    """Return table -> rows as dicts, ordered by id, with the place of each in ``group``.

    :param start: table -> ids from which to begin
    """
    found, groups = {}, defaultdict(dict)
    for table, links in tables.items():
        rows = _read(cr, table, "id = ANY(%s)", [list(start.get(table, ()))])
        for column, target in links.items():
            targets = (target,) if isinstance(target, str) else target
            for name in targets:
                ids = [row["id"] for row in found[name]]
                where, arguments = f'"{column}" = ANY(%s)', [ids]
                if not isinstance(target, str):
                    where, arguments = f"{where} AND res_model = %s", [ids, model_of(name)]
                known = {row["id"] for row in rows}
                for row in _read(cr, table, where, arguments):
                    if row["id"] not in known:
                        rows.append(row)
                        groups[table][row["id"]] = groups[name].get(row[column], 0)
        rows.sort(key=lambda row: row["id"])
        if table in ("hr_skp_evaluation", "hr_skp_unit_performance"):
            # What belongs to a term lies together, as when the term was opened.
            groups[table] = {row["id"]: place for place, row in enumerate(rows)}
        for row in rows:
            row["group"] = groups[table].get(row["id"], 0)
        found[table] = rows
    return found


def model_of(table):
    return {"hr_skp_unit_performance": "hr.skp.unit.performance"}.get(
        table, table.replace("_", ".")
    )


def _read(cr, table, where, arguments):
    cr.execute(f'SELECT * FROM "{table}" WHERE {where} ORDER BY id', arguments)
    return cr.dictfetchall()

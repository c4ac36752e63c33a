"""Copies of what one person (or unit) left behind, as many as wanted, one statement a table.

Ids are counted, not drawn: the copy of row ``i`` of a table for person ``k`` is known beforehand,
so that every reference, also those inside frozen JSON, is plain arithmetic in the statement.
"""

import json
import re
from collections import defaultdict

from psycopg2.extensions import adapt

#: Keys of the frozen contents that hold ids: by their own name, or by the key they stand under.
JSON_IDS = {
    "result_id": "hr_skp_result",
    "indicator_id": "hr_skp_indicator",
    "parent_id": "hr_skp_result",
    "performance_id": "hr_skp_unit_performance",
    ("results", "id"): "hr_skp_result",
    ("indicators", "id"): "hr_skp_indicator",
    ("behaviours", "id"): "hr_skp_behaviour",
    ("plan", "id"): "hr_skp",
}


def quote(value):
    """Return a value as SQL."""
    adapted = adapt(value)
    if hasattr(adapted, "encoding"):
        adapted.encoding = "utf8"
    return adapted.getquoted().decode()


class Copier:
    """Writes the copies of one kind of prototype.

    :param driver: table with a line a copy, whose number is ``k``
    :param rows: table -> the rows to copy (:func:`.rows.find`)
    :param words: text of the prototype -> SQL of the copy's; of ``p``, the line of the driver
    :param overrides: (table, column) -> SQL, or a function of the row that returns SQL
    :param ends: table -> last id given away, shared by the copiers that write into one table
    """

    def __init__(self, cr, driver, rows, words, overrides, ends):
        self.cr, self.driver, self.rows, self.ends = cr, driver, rows, ends
        self.words, self.overrides, self.group = words, overrides, 0
        self.pattern = re.compile(
            "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        )
        cr.execute(f"SELECT COUNT(*) FROM {driver}")
        self.copies = cr.fetchone()[0]
        self.references = self._get_references()
        #: table -> id of the prototype -> (first id, rows a copy, place)
        self.places = {table: self._place(table) for table in rows}
        #: (table, id) -> SQL of the id that it becomes
        self.ids = {
            (table, row_id): self.id_sql(table, row_id, "p.k")
            for table, places in self.places.items()
            for row_id in places
        }

    # ------------------------------------------------------------
    # IDS
    # ------------------------------------------------------------

    def _place(self, table):
        if table not in self.ends:
            self.cr.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"')
            self.ends[table] = self.cr.fetchone()[0]
        first, places = self.ends[table], {}
        for group in self._groups(table).values():
            for place, row in enumerate(group, 1):
                places[row["id"]] = (first, len(group), place)
            first += len(group) * self.copies
        self.ends[table] = first
        return places

    def _groups(self, table):
        groups = defaultdict(list)
        for row in self.rows[table]:
            groups[row["group"]].append(row)
        return dict(sorted(groups.items()))

    def id_sql(self, table, row_id, number):
        first, count, place = self.places[table][row_id]
        return f"({first + place} + ({number} - 1) * {count})"

    def map_rows(self, others, number, top):
        """Let references to the rows of a superior's prototype become those of copy ``number``.

        :param others: table -> his rows, the same as those copied, in the same order
        :param top: table -> SQL of what stands there for the head of the agency
        """
        for table, rows in others.items():
            ordered = sorted(rows, key=lambda row: (row["group"], row["id"]))
            for row, row_id in zip(ordered, self.places[table], strict=False):
                copied = self.id_sql(table, row_id, number)
                self.ids[table, row["id"]] = self.or_top(number, top.get(table, "NULL"), copied)

    @staticmethod
    def or_top(number, top, copied):
        return f"CASE WHEN {number} = 0 THEN {top} ELSE {copied} END"

    # ------------------------------------------------------------
    # COPYING
    # ------------------------------------------------------------

    def copy(self):
        for table in self.rows:
            types = self._get_types(table)
            for number, group in self._groups(table).items():
                self.group = number
                self._copy_group(table, types, group)
            self.cr.execute(f"SELECT setval('{table}_id_seq', (SELECT MAX(id) FROM \"{table}\"))")

    def _copy_group(self, table, types, group):
        columns = list(types)
        lines = ", ".join(
            "(" + ", ".join(self._value(table, row, name, types[name]) for name in columns) + ")"
            for row in group
        )
        names = ", ".join(f'"{name}"' for name in columns)
        # A driver line's rows follow each other: that is how they are read.
        self.cr.execute(
            f'INSERT INTO "{table}" ({names}) SELECT v.* FROM '
            f"(SELECT * FROM {self.driver} ORDER BY k) p CROSS JOIN LATERAL (VALUES {lines}) v"
        )

    def _value(self, table, row, name, data_type):
        override = self.overrides.get((table, name))
        if override is not None:
            found = override(row) if callable(override) else override
        elif name == "id":
            found = self.ids[table, row["id"]]
        else:
            found = self._copied(table, row, name, data_type)
        return f"({found})::{data_type}"

    def _copied(self, table, row, name, data_type):
        value = row[name]
        if value is None:
            return "NULL"
        target = self.references.get((table, name))
        if name == "res_id":
            target = row["res_model"].replace(".", "_")
        if target:
            return self.ids.get((target, value), str(value))
        if data_type == "jsonb":
            return self._json(value)
        return self._text(value) if isinstance(value, str) else quote(value)

    def _text(self, value):
        """Return the SQL of a text in which the prototype's words are the copy's."""
        parts, end = [], 0
        for match in self.pattern.finditer(value):
            parts += [quote(value[end : match.start()]), self.words[match.group()]]
            end = match.end()
        parts.append(quote(value[end:]))
        return " || ".join(part for part in parts if part != "''") or "''"

    # ------------------------------------------------------------
    # FROZEN CONTENTS
    # ------------------------------------------------------------

    def _json(self, value):
        arguments = []
        template = self._json_template(value, (), arguments)
        if not arguments:
            return quote(json.dumps(value, ensure_ascii=False))
        found = ", ".join(f"({argument})::text" for argument in arguments)
        return f"format({quote(template)}, VARIADIC ARRAY[{found}])"

    def _json_template(self, value, path, arguments):
        if found := self._json_leaf(value, path):
            arguments.append(found)
            return "%s"
        if isinstance(value, dict):
            items = (
                f"{json.dumps(key)}: {self._json_template(item, (*path, key), arguments)}"
                for key, item in value.items()
            )
            return "{" + ", ".join(items) + "}"
        if isinstance(value, list):
            items = (self._json_template(item, path, arguments) for item in value)
            return "[" + ", ".join(items) + "]"
        return json.dumps(value, ensure_ascii=False).replace("%", "%%")

    def _json_leaf(self, value, path):
        key = path[-1] if path else None
        if override := self.overrides.get(("json", key)):
            found = override(path, value)
            return found and f"COALESCE(to_json({found})::text, 'null')"
        if isinstance(value, str) and self.pattern.search(value):
            return f"to_json({self._json_words(value, path)})"
        table = JSON_IDS.get(key) or JSON_IDS.get(tuple(path[-2:]))
        if table and isinstance(value, int) and (table, value) in self.ids:
            return f"COALESCE(({self.ids[table, value]})::text, 'null')"
        return None

    def _json_words(self, value, path):
        special = self.overrides.get(("words", value))
        return special(path) if special else self._text(value)

    # ------------------------------------------------------------
    # CATALOGUE
    # ------------------------------------------------------------

    def _get_types(self, table):
        self.cr.execute(
            """
            SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
             WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
               AND attgenerated = ''
            """,
            [table],
        )
        return dict(self.cr.fetchall())

    def _get_references(self):
        self.cr.execute(
            """
            SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text
              FROM pg_constraint c
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND conrelid = ANY(%s::regclass[])
            """,
            [list(self.rows)],
        )
        return {(table, column): target for table, column, target in self.cr.fetchall()}

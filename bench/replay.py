"""What a run writes, kept to be written again in bare SQL: the same rows, the same indexes.

Contents are kept as text, as any client would hand them over: the database has to read JSON for
both.
"""

import io

from .harness import undone


class Replay:
    """Records the rows that ``step`` adds to or changes in ``tables``, and undoes it."""

    def __init__(self, env, step, inserted=(), updated=None):
        self.cr, self.inserted, self.updated = env.cr, inserted, updated or {}
        for table in (*inserted, *self.updated):
            self.cr.execute(f'CREATE TEMP TABLE "bench_{table}" (LIKE "{table}")')
            for column in self._get_columns(table, "jsonb"):
                self.cr.execute(f'ALTER TABLE "bench_{table}" ALTER "{column}" TYPE text')
        copies = self._record(env, step)
        for table, copy in copies.items():
            copy.seek(0)
            self.cr._obj.copy_expert(f'COPY "bench_{table}" FROM STDIN', copy)
            self.cr.execute(f'ANALYZE "bench_{table}"')

    def _record(self, env, step):
        ends, copies = {}, {}
        for table in self.inserted:
            self.cr.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"')
            ends[table] = self.cr.fetchone()[0]
        with undone(env):
            step()
            env.flush_all()
            for table in self.inserted:
                copies[table] = self._copy(table, f"id > {ends[table]}")
            for table, (ids, _columns) in self.updated.items():
                copies[table] = self._copy(table, f"id IN ({', '.join(map(str, ids))})")
        return copies

    def _copy(self, table, where):
        copy = io.BytesIO()
        self.cr._obj.copy_expert(
            f'COPY (SELECT * FROM "{table}" WHERE {where} ORDER BY id) TO STDOUT', copy
        )
        return copy

    def write(self):
        """Write the recorded rows, one statement a table."""
        for table in self.inserted:
            contents = self._get_columns(table, "jsonb")
            columns = ", ".join(
                f'"{column}"::jsonb' if column in contents else f'"{column}"'
                for column in self._get_columns(table)
            )
            self.cr.execute(f'INSERT INTO "{table}" SELECT {columns} FROM "bench_{table}"')
        for table, (_ids, columns) in self.updated.items():
            assignments = ", ".join(f'"{column}" = b."{column}"' for column in columns)
            self.cr.execute(
                f'UPDATE "{table}" t SET {assignments} FROM "bench_{table}" b WHERE b.id = t.id'
            )

    def _get_columns(self, table, data_type="%"):
        self.cr.execute(
            """
            SELECT attname FROM pg_attribute
             WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
               AND format_type(atttypid, NULL) LIKE %s ORDER BY attnum
            """,
            [table, data_type],
        )
        return [column for (column,) in self.cr.fetchall()]

    def count(self, table):
        self.cr.execute(f'SELECT COUNT(*) FROM "bench_{table}"')
        return self.cr.fetchone()[0]

import threading
from functools import partial

from psycopg2 import Error

from odoo import api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.sql_db import Cursor
from odoo.tests.common import get_db_name
from odoo.tools import SQL, mute_logger


class CommittedData:
    """What a test class sets up is committed, so that other transactions see it, and deleted after.

    Put it before the class whose ``setUpClass`` makes the data.
    """

    @classmethod
    def setUpClass(cls):
        with Registry(get_db_name()).cursor() as cr:
            last_ids = cls._get_last_ids(cr)
        # Of the class's cleanups the first is the last: its own transaction is over by then.
        cls.addClassCleanup(cls._delete_newer, last_ids)
        super().setUpClass()
        cls.env.flush_all()
        # A test may not commit; here it is what the class is for.
        Cursor.commit(cls.cr)

    @classmethod
    def _get_last_ids(cls, cr):
        cr.execute(
            """
            SELECT c.table_name
              FROM information_schema.columns c
              JOIN information_schema.tables t USING (table_schema, table_name)
             WHERE c.table_schema = 'public' AND c.column_name = 'id'
               AND c.data_type = 'integer' AND t.table_type = 'BASE TABLE'
            """
        )
        last_ids = {}
        for (table,) in cr.fetchall():
            cr.execute(SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(table)))
            last_ids[table] = cr.fetchone()[0]
        return last_ids

    @classmethod
    @mute_logger("odoo.sql_db")
    def _delete_newer(cls, last_ids):
        """Delete every row that came after, those that others point to in a later round."""
        with Registry(get_db_name()).cursor() as cr:
            now = cls._get_last_ids(cr)
            left = [table for table, last in last_ids.items() if now.get(table, 0) > last]
            while left:
                refused = [table for table in left if not cls._delete(cr, table, last_ids[table])]
                if len(refused) == len(left):
                    raise AssertionError(f"rows of the test stay behind: {refused}")
                left = refused
            # A cursor of its own, outside of every test.
            cr.commit()  # pylint: disable=invalid-commit

    @classmethod
    def _delete(cls, cr, table, last_id):
        try:
            with cr.savepoint(flush=False):
                cr.execute(SQL("DELETE FROM %s WHERE id > %s", SQL.identifier(table), last_id))
        except Error:
            return False
        return True

    @classmethod
    def _add_deputy(cls):
        """Somebody, the user "wakil", acts for the head of the Bidang on every day."""
        cls.users["wakil"] = cls._create_user("wakil", "Wakil Uji", "base.group_user")
        deputy = cls._create_person("wakil", "Wakil Uji", "pengawas", "kadis", "dinas", 90)
        cls.env["hr.skp.delegation"].create(
            {
                "official_id": cls.people["kabid"].id,
                "delegate_id": deputy.id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )

    # ------------------------------------------------------------
    # AT ONCE
    # ------------------------------------------------------------

    def act_at_once(self, *acts):
        """Let several users act at the same moment, each in a transaction of his own.

        :param acts: pairs of a user and what he does with an environment
        :return: for each what it returned, or the :class:`UserError` that he reads
        """
        start, answers = threading.Barrier(len(acts)), [None] * len(acts)

        def run(place, user_id, act):
            with Registry(get_db_name()).cursor() as cr:
                env = api.Environment(cr, user_id, {})
                start.wait(timeout=60)
                try:
                    # As the server does: a transaction that came too late is begun anew.
                    answers[place] = retrying(partial(act, env), env)
                except UserError as error:
                    cr.rollback()
                    answers[place] = error

        threads = [
            threading.Thread(target=run, args=(place, user.id, act))
            for place, (user, act) in enumerate(acts)
        ]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=120)
        return answers

    def in_new_transaction(self, read):
        """Return what ``read`` says of the environment after others have committed."""
        with Registry(get_db_name()).cursor() as cr:
            return read(api.Environment(cr, api.SUPERUSER_ID, {}))

import re

from freezegun import freeze_time

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .request_common import DEADLINE, RequestCommon

SECRET = "Kalimat rahasia nomor"


@tagged("post_install", "-at_install", "hr_skp_feedback")
@freeze_time("2026-06-01")
class TestAnonymous(RequestCommon):
    """Who wrote an anonymous answer cannot be found out: not from rows, times, order or numbers."""

    def setUp(self):
        super().setUp()
        self.request = self.ask()

    def answer_all(self, keys=("staff", "teman", "warga")):
        for number, key in enumerate(keys):
            self.answer(self.request, key, f"{SECRET} {number}.")

    def release(self):
        with freeze_time("2026-07-01"):
            self.close_due()
            self.env.flush_all()
        return self.env["hr.skp.feedback"].search([("request_id", "=", self.request.id)])

    # ------------------------------------------------------------
    # THE WHOLE DATABASE
    # ------------------------------------------------------------

    def rows_with(self, pattern):
        """Return table -> rows (as text) of the whole database in which ``pattern`` stands."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind = 'r' AND n.nspname = 'public'
                """
            )
        )
        found = {}
        for (table,) in tables:
            rows = self.env.execute_query(
                SQL(
                    "SELECT t::text FROM %s t WHERE t::text LIKE %s",
                    SQL.identifier(table),
                    f"%{pattern}%",
                )
            )
            if rows:
                found[table] = [row[0] for row in rows]
        return found

    def test_author_stands_nowhere(self):
        """Before and after release, no row of any table holds both an answer and who gave it."""
        self.answer_all()
        before = self.rows_with(SECRET)
        self.assertEqual(set(before), {"hr_skp_feedback_answer"})
        columns = set(self.env["hr.skp.feedback.answer"]._fields)
        self.assertFalse(columns & {"create_uid", "write_uid", "create_date", "write_date"})
        entries = self.release()
        after = self.rows_with(SECRET)
        self.assertEqual(set(after), {"hr_skp_feedback"})
        self.assertEqual(len(entries), 3)
        self.env.cr.execute("SELECT * FROM hr_skp_feedback WHERE id IN %s", [tuple(entries.ids)])
        authors = {self.users[key].id for key in ("staff", "teman", "warga")}
        people = {self.people[key].id for key in ("staff", "teman", "warga")}
        for row in self.env.cr.dictfetchall():
            self.assertEqual((row["create_uid"], row["write_uid"]), (SUPERUSER_ID, SUPERUSER_ID))
            for name, wanted in (("giver_id", people), ("giver_user_id", authors)):
                self.assertNotIn(row[name], wanted)
            texts = " ".join(str(value) for value in row.values())
            self.assertFalse(re.search(r"Staf Uji|Teman Uji|Warga Uji", texts))

    def test_no_line_of_the_log(self):
        """Neither the SKP log, nor messages, activities or reminders tell of an answer."""
        self.env.flush_all()
        counts = (
            "hr_skp_log",
            "mail_message",
            "mail_activity",
            "mail_mail",
            "hr_skp_reminder_line",
        )

        def count():
            self.env.flush_all()
            return [
                self.env.execute_query(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))[0][0]
                for table in counts
            ]

        before = count()
        self.answer_all(("staff", "teman"))
        self.assertEqual(count(), before)

    # ------------------------------------------------------------
    # TIME, ORDER, NUMBERS
    # ------------------------------------------------------------

    def test_each_answer_writes_all_anew(self):
        """After each answer every row of the request is of the same transaction and newly placed.

        So neither ids nor the database's row versions tell which row came with which answer.
        """
        seen = set()
        for number, key in enumerate(("staff", "teman", "warga"), 1):
            self.answer(self.request, key, f"{SECRET} {number}.")
            rows = self.env.execute_query(
                SQL("SELECT id, xmin::text FROM hr_skp_feedback_answer ORDER BY id")
            )
            ids = {row[0] for row in rows}
            self.assertEqual(len(rows), number)
            self.assertFalse(ids & seen, "no row keeps its number")
            seen |= ids
            self.assertEqual(len({row[1] for row in rows}), 1)
            asked = self.env.execute_query(
                SQL(
                    "SELECT DISTINCT xmin::text FROM hr_skp_feedback_invitee WHERE request_id = %s",
                    self.request.id,
                )
            )
            self.assertEqual(len(asked), 1)

    def test_order_of_release_is_no_order(self):
        """Over many releases the first to answer stands in every place."""
        places = set()
        for _round in range(25):
            self.env.flush_all()
            self.env.cr.execute("SAVEPOINT round")
            self.answer_all()
            entries = self.release().sorted("id")
            places.add([e.name for e in entries].index(f"{SECRET} 0."))
            self.env.invalidate_all(flush=False)
            self.env.cr.execute("ROLLBACK TO SAVEPOINT round")
        self.assertEqual(places, {0, 1, 2})

    def test_one_date_for_all(self):
        """Released entries share their dates, to the second."""
        self.answer_all()
        entries = self.release()
        self.assertEqual({str(entry.date) for entry in entries}, {DEADLINE})
        self.assertEqual(len(set(entries.mapped("create_date"))), 1)

    # ------------------------------------------------------------
    # BEING ONE OF FEW
    # ------------------------------------------------------------

    def test_too_few_are_never_read(self):
        """Two of three answered: nothing comes out, and what they wrote is gone."""
        self.answer_all(("staff", "teman"))
        self.assertFalse(self.release())
        self.assertFalse(self.rows_with(SECRET))
        self.assertRecordValues(self.request, [{"state": "closed", "withheld_count": 2}])

    def test_one_who_declines_is_no_cover(self):
        """Who says nothing does not count among the three."""
        self.answer_all(("staff", "teman"))
        self.invitee(self.request, "warga").action_decline()
        self.assertFalse(self.release())

    def test_many_words_of_one_are_one_person(self):
        """Three remarks of one person are not three people."""
        self.invitee(self.request, "staff").action_answer(
            [{"name": f"{SECRET} {n}.", "tone": "good"} for n in range(3)]
        )
        self.assertFalse(self.release())

    # ------------------------------------------------------------
    # WHO SEES WHAT BEFORE
    # ------------------------------------------------------------

    def test_nothing_is_told_before_the_deadline(self):
        """Asker, evaluator, auditor and administrator learn neither what, who, nor how many."""
        self.answer_all()
        for key in ("kasi", "kabid", "auditor", "manager", "officer"):
            env = self.env(user=self.users[key])
            with self.subTest(key=key):
                request = env["hr.skp.feedback.request"].browse(self.request.id)
                if request.has_access("read"):
                    self.assertEqual(request.answered_count, 0)
                    self.assertFalse(request.feedback_ids)
                with self.assertRaises(AccessError):
                    env["hr.skp.feedback.answer"].search([])
                with self.assertRaises(AccessError):
                    env["hr.skp.feedback.answer"].search_count([])

    def test_flag_is_closed_to_everybody(self):
        """Who has answered is read, searched, grouped and exported by nobody, not even his line."""
        self.answer_all(("staff",))
        for key in ("kasi", "kabid", "staff", "manager"):
            invitees = self.env["hr.skp.feedback.invitee"].with_user(self.users[key])
            mine = invitees.search([("request_id", "=", self.request.id)])
            for act in (
                lambda m=mine: m.read(["state"]),
                lambda i=invitees: i.search([("state", "=", "answered")]),
                lambda i=invitees: i._read_group([], ["state"], ["__count"]),
                lambda m=mine: m.export_data(["state"]),
                lambda i=invitees: i.search([], order="state"),
            ):
                # Exporting at all is refused with the plainer of the two errors.
                with self.subTest(key=key), self.assertRaises(UserError):
                    act()

    def test_released_is_read_by_person_and_evaluator(self):
        """After release the person and his evaluator read it, without a giver; nobody else does."""
        self.answer_all()
        entries = self.release()
        for key in ("kasi", "kabid"):
            seen = entries.with_user(self.users[key])
            self.assertFalse(seen.giver_id)
            self.assertEqual(set(seen.mapped("relation")), {"subordinate"})
        for key in ("staff", "teman", "warga", "ketua", "kadis", "hr", "officer"):
            with self.subTest(key=key):
                self.assertFalse(
                    self.env["hr.skp.feedback"]
                    .with_user(self.users[key])
                    .search([("request_id", "=", self.request.id)])
                )

    def test_reminders_do_not_tell_who_is_silent(self):
        """Only the silent are reminded: neither administrator nor auditor reads whom."""
        invitee = self.invitee(self.ask(), "staff").sudo()
        reminders = self.env["hr.skp.reminder"].create(
            [
                {
                    "user_id": self.users["staff"].id,
                    "company_id": self.agency.id,
                    "code": code,
                    "date": "2026-06-20",
                    "record_count": 1,
                    "line_ids": [
                        (
                            0,
                            0,
                            {
                                "code": code,
                                "user_id": self.users["staff"].id,
                                "res_model": invitee._name,
                                "res_id": invitee.id,
                                "due_on": "2026-06-20",
                            },
                        )
                    ],
                }
                for code in ("feedback_request", "feedback_request_reminder")
            ]
        )
        for key in ("manager", "auditor"):
            with self.subTest(key=key):
                seen = self.env["hr.skp.reminder"].with_user(self.users[key])
                found = seen.search([("id", "in", reminders.ids)])
                self.assertEqual(found.mapped("code"), ["feedback_request"])
                lines = self.env["hr.skp.reminder.line"].with_user(self.users[key])
                self.assertEqual(
                    lines.search([("reminder_id", "in", reminders.ids)]), found.line_ids
                )

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.hr_skp.models import hr_skp_reminder

from .reminder_common import ReminderCommon

CRON = "hr_skp.ir_cron_remind"
EMPLOYEES = ("kadis", "kabid", "ketua", "anggota", "kasi", "staff", "teman", "warga")
SECRET = "Rahasia rencana kerja"


@tagged("post_install", "-at_install", "hr_skp")
class TestReminders(ReminderCommon, CronMixinCase):
    """Who is told what on which morning, once, in his language, with links only."""

    # ------------------------------------------------------------
    # THE TIMETABLE, DAY BY DAY
    # ------------------------------------------------------------

    def test_the_year_begins(self):
        """The employee before and at the deadline, then the evaluator, then his superior."""
        for key in EMPLOYEES:
            if key not in ("staff", "warga"):
                self.bring_to(key, "agreed")
        staff_and_warga = {("staff", "propose_employee"): 1, ("warga", "propose_employee"): 1}
        table = [
            ("2026-01-15", {}),
            # 22:30 UTC is the next morning in Jakarta: 14 days before the 31st.
            ("2026-01-16", staff_and_warga),
            ("2026-01-17", {}),
            ("2026-01-23", staff_and_warga),
            ("2026-01-29", staff_and_warga),
            ("2026-01-30", staff_and_warga),
            ("2026-02-01", {}),
            ("2026-02-02", {("kasi", "propose_evaluator"): 2}),
            ("2026-02-05", {}),
            ("2026-02-06", {("kabid", "propose_reviewer"): 2}),
            ("2026-03-01", {}),
        ]
        self.agency.skp_remind_digest = False
        for evening, expected in table:
            with self.subTest(evening):
                self.assertEqual(self.told(self.run_cron(evening)), expected)

    def test_unanswered_plan(self):
        """A proposed plan that waits three days is the evaluator's, seven his superior's matter."""
        self.agency.skp_remind_digest = False
        self.bring_to("staff", "proposed")
        self.bring_to("warga", "proposed")
        self.since("staff", "2026-01-05 02:00:00")
        self.since("warga", "2026-01-05 03:00:00")
        self.assertEqual(self.told(self.run_cron("2026-01-06")), {})
        self.assertEqual(
            self.told(self.run_cron("2026-01-07")),
            {("kasi", "answer_evaluator"): 2},
            "one message, however many plans",
        )
        self.assertEqual(self.told(self.run_cron("2026-01-11")), {("kabid", "answer_reviewer"): 2})

    def test_time_zone_of_the_agency(self):
        """A day ends at midnight of the agency, not of the server."""
        self.bring_to("staff", "proposed")
        # 1 January 23:30 in Jakarta, but 2 January 01:30 in Jayapura.
        self.since("staff", "2026-01-01 16:30:00")
        cases = [("Asia/Jakarta", "2026-01-04"), ("Asia/Jayapura", "2026-01-05")]
        for zone, day in cases:
            with self.subTest(zone), self.env.cr.savepoint() as savepoint:
                self.agency.skp_tz = zone
                # 14:00 UTC is the same day in both.
                before = self.run_cron(f"2026-01-0{int(day[-1]) - 1}", "14:00:00")
                self.assertFalse(before)
                self.assertTrue(self.run_cron(day, "14:00:00"))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_who_begins_later_has_as_many_days(self):
        """A plan from 1 July is due on 31 July: its employee is told in July, not in January."""
        late = self.env["hr.skp"].create(
            {
                "employee_id": self.people["walikota"].id,
                "period_id": self.period.id,
                "date_start": "2026-07-01",
            }
        )
        late.write({"state_since": "2026-06-30 17:00:00", "evaluator_id": False})
        for key in EMPLOYEES:
            self.bring_to(key, "agreed")
        self.agency.skp_remind_digest = False
        self.assertEqual(str(late.plan_deadline), "2026-07-31")
        self.assertFalse(self.run_cron("2026-07-10"))
        self.assertEqual(
            self.told(self.run_cron("2026-07-16")), {("walikota", "propose_employee"): 1}
        )

    def test_report_of_progress(self):
        """The accountability scheme's interval asks for a report on the last day of the month."""
        self.plans["warga"].commitment_ids.create(
            [
                {
                    "skp_id": self.plans["warga"].id,
                    "kind": "accountability",
                    "name": "Laporan",
                    "interval": "month",
                },
                {"skp_id": self.plans["warga"].id, "kind": "resource", "name": "Laptop"},
            ]
        )
        self.agency.write({"skp_remind_propose": False, "skp_remind_digest": False})
        self.assertFalse(self.run_cron("2026-01-30"), "what is not agreed asks for nothing")
        with freeze_time("2026-02-02 03:00:00"):
            self.bring_to("warga", "agreed")
        self.assertFalse(self.run_cron("2026-02-26"))
        self.assertEqual(self.told(self.run_cron("2026-02-27")), {("warga", "report_employee"): 1})
        self.assertFalse(self.run_cron("2026-02-28"))
        late = self.run_cron("2026-06-15").filtered(lambda r: r.code == "report_employee")
        self.assertEqual(len(late), 1, "of what was missed the newest only")

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def test_delegate_of_the_day_is_told(self):
        """Who acts for the evaluator on the day is told as well; never of his own plan."""
        self.bring_to("staff", "proposed")
        self.bring_to("teman", "proposed")
        self.since("staff", "2026-01-05 02:00:00")
        self.since("teman", "2026-01-05 02:00:00")
        self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["teman"].id,
                "date_start": "2026-01-01",
                "date_end": "2026-01-31",
            }
        )
        self.assertEqual(
            self.told(self.run_cron("2026-01-08")),
            {("kasi", "answer_evaluator"): 2, ("teman", "answer_evaluator"): 1},
        )

    def test_without_account_it_goes_one_up(self):
        """An evaluator whose account is closed reads nothing: his superior is told at once."""
        self.agency.skp_remind_digest = False
        self.bring_to("staff", "proposed")
        self.since("staff", "2026-01-05 02:00:00")
        self.users["kasi"].active = False
        self.assertEqual(self.told(self.run_cron("2026-01-07")), {("kabid", "answer_reviewer"): 1})
        self.users["kabid"].active = False
        self.assertEqual(self.told(self.run_cron("2026-01-11")), {("officer", "answer_officer"): 1})

    # ------------------------------------------------------------
    # ONCE
    # ------------------------------------------------------------

    def test_missed_days_tell_the_newest_only(self):
        """After a week without scheduled actions nobody gets a week of messages."""
        self.agency.skp_remind_digest = False
        told = self.told(self.run_cron("2026-01-30"))
        self.assertEqual(told, {(key, "propose_employee"): 1 for key in EMPLOYEES})
        self.assertFalse(self.run_cron("2026-01-31"), "the missed ones do not come after it")

    def test_killed_between_batches(self):
        """What was committed is not told again, the rest is told: nobody twice, nobody left out."""
        self.agency.skp_remind_digest = False
        self.patch(hr_skp_reminder, "BATCH_SIZE", 3)
        with self.capture_triggers(CRON) as captured:
            first = self.run_cron("2026-01-23", slices=1)
        self.assertEqual(len(first), 3)
        self.assertEqual(len(captured.records), 1, "it wakes itself for the rest")
        rest = self.run_cron("2026-01-23")
        self.assertEqual(len(rest), len(EMPLOYEES) - 3)
        self.assertFalse(self.run_cron("2026-01-23"))
        self.assertEqual(len(self.mails(first | rest).recipient_ids), len(EMPLOYEES))

    def test_killed_within_a_batch(self):
        """A batch that was not committed left no mail, no activity and no mark."""
        with self.env.cr.savepoint() as savepoint:
            lost = self.run_cron("2026-01-23")
            self.assertTrue(lost)
            savepoint.rollback()
            self.env.invalidate_all()
        self.assertFalse(self.mails(lost))
        again = self.run_cron("2026-01-23")
        self.assertEqual(len(again), len(lost))

    def test_nothing_is_recorded_twice(self):
        """The database itself refuses to tell a person twice of an occasion."""
        reminder = self.run_cron("2026-01-23")[0]
        vals = reminder.line_ids[0].copy_data()[0] | {"reminder_id": reminder.id}
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env["hr.skp.reminder.line"].create(vals)

    # ------------------------------------------------------------
    # BY WHICH WAY
    # ------------------------------------------------------------

    def test_activity_for_internal_users_only(self):
        """One a plan, in the language of its owner, closed by the move; none for portal users."""
        self.users["staff"].lang = "id_ID"
        self.run_cron("2026-01-16")
        self.run_cron("2026-01-23")
        activities = self.plans["staff"].activity_ids
        self.assertRecordValues(
            activities,
            [{"user_id": self.users["staff"].id, "summary": "Ajukan SKP Anda"}],
        )
        self.assertFalse(self.plans["warga"].activity_ids)
        self.bring_to("staff", "proposed")
        self.assertFalse(self.plans["staff"].activity_ids.filtered(lambda a: a in activities))
        self.assertEqual(self.plans["staff"].activity_ids.user_id, self.users["kasi"])

    def test_reviewer_gets_an_activity_where_he_may_read(self):
        """The head of the unit reads the plan and can open it; another reviewer has the mail."""
        self.bring_to("staff", "proposed")
        self.since("staff", "2026-01-05 02:00:00")
        self.bidang.manager_id = False
        with self.env.cr.savepoint() as savepoint:
            reminders = self.run_cron("2026-01-11")
            self.assertIn(("kabid", "answer_reviewer"), self.told(reminders))
            self.assertNotIn(self.users["kabid"], self.plans["staff"].activity_ids.user_id)
            savepoint.rollback()
            self.env.invalidate_all()
        self.bidang.manager_id = self.people["kabid"]
        self.run_cron("2026-01-11")
        self.assertIn(self.users["kabid"], self.plans["staff"].activity_ids.user_id)

    def test_mail_in_the_language_of_the_recipient(self):
        """Subject and text in Indonesian or English, a link, and no word of the plan."""
        for lang in ("en_US", "id_ID"):
            self.env["res.lang"]._activate_lang(lang)
        self.env["ir.module.module"].search([("name", "=", "hr_skp")])._update_translations(
            ["id_ID"]
        )
        self.users["staff"].lang = "id_ID"
        self.users["teman"].lang = "en_US"
        for key in ("staff", "teman"):
            self.add_result(key, SECRET)
        reminders = self.run_cron("2026-01-23")
        by_user = {reminder.user_id: self.mails(reminder) for reminder in reminders}
        for key, subject, sentence in (
            (
                "staff",
                "Ajukan SKP Anda paling lambat 31 Januari 2026",
                "Yth.",
            ),
            ("teman", "Propose your SKP by 31 January 2026", "Dear"),
        ):
            with self.subTest(key):
                mail = by_user[self.users[key]]
                self.assertEqual(mail.subject, subject)
                self.assertIn(sentence, mail.body_html)
                self.assertIn(f"/my/skp/{self.plans[key].id}", mail.body_html)
                self.assertNotIn(SECRET, mail.body_html)
                self.assertEqual(mail.recipient_ids, self.users[key].partner_id)

    def test_every_text_is_there(self):
        """Each code has a subject, a template that renders, and a link of this server."""
        plan = self.bring_to("staff", "proposed")
        for code, kind in self.env["hr.skp.reminder"]._get_kinds().items():
            with self.subTest(code):
                model = "hr.skp.period" if code.startswith("digest") else "hr.skp"
                record = self.period if model == "hr.skp.period" else plan
                key = "officer" if code.endswith("_officer") else "kasi"
                due = hr_skp_reminder.Due(
                    code, self.users[key].id, model, record.id, plan.date_start, plan.plan_deadline
                )
                reminder = self.env["hr.skp.reminder"]._send([(self.agency, [due])])
                mail = self.mails(reminder)
                self.assertTrue(mail.subject)
                self.assertNotIn("%", mail.subject)
                self.assertIn(reminder.url, mail.body_html)
                self.assertTrue(reminder.url.startswith(self.period.get_base_url()))
                self.assertTrue(kind["template"])

    def test_digest(self):
        """Every Monday the officers read who is late, by unit; nobody late, nothing to read."""
        self.bring_to("kasi", "proposed")
        self.agency.write({"skp_remind_propose": False, "skp_remind_answer": False})
        self.assertFalse(self.run_cron("2026-01-18"), "before the deadline nobody is late")
        # Monday 2 February, in the morning of Jakarta.
        reminders = self.run_cron("2026-02-01")
        self.assertEqual(
            self.told(reminders),
            {("officer", "digest_officer"): 1, ("unit_officer", "digest_officer"): 1},
        )
        self.assertFalse(self.run_cron("2026-02-05"), "once a week")
        by_user = {reminder.user_id: reminder for reminder in reminders}
        with freeze_time("2026-02-02 01:00:00"):
            whole = by_user[self.users["officer"]]._get_details()
            unit = by_user[self.users["unit_officer"]]._get_details()
        self.assertEqual(whole["units"][0], ("Seksi Uji", 4))
        self.assertIn(("Late", 8, False), whole["states"])
        self.assertNotIn("Dinas Uji", [name for name, _count in unit["units"]])
        self.assertIn(("Late", 7, False), unit["states"])

    # ------------------------------------------------------------
    # SETTINGS
    # ------------------------------------------------------------

    def test_switched_off(self):
        """Each kind by itself, and all at once."""
        self.bring_to("staff", "proposed")
        self.since("staff", "2026-01-05 02:00:00")
        table = [
            ("skp_remind_propose", {"answer", "digest"}),
            ("skp_remind_answer", {"propose", "digest"}),
            ("skp_remind_digest", {"propose", "answer"}),
            ("skp_remind", set()),
        ]
        for setting, expected in table:
            with self.subTest(setting), self.env.cr.savepoint() as savepoint:
                self.agency[setting] = False
                reminders = self.run_cron("2026-02-09")
                self.assertEqual(set(reminders.mapped("kind")), expected)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_settings_are_checked(self):
        """Days are whole numbers, and the superior is told after the evaluator."""
        for vals in (
            {"skp_remind_before": "seminggu"},
            {"skp_remind_wait_days": 0},
            {"skp_remind_wait_days": 7},
        ):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self.agency.write(vals)
        self.agency.skp_remind_before = "30"
        self.agency.skp_remind_digest = False
        self.assertTrue(self.run_cron("2026-01-01"))

    # ------------------------------------------------------------
    # MANY
    # ------------------------------------------------------------

    def test_queries_do_not_grow_with_the_plans(self):
        """An evaluator with fifty plans costs as many queries as one with one, and one mail."""
        self.agency.write({"skp_remind_propose": False, "skp_remind_digest": False})
        staff = self.people["staff"]
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {number:02d}",
                    "company_id": self.agency.id,
                    "job_id": staff.job_id.id,
                    "department_id": staff.department_id.id,
                    "parent_id": staff.parent_id.id,
                    "asn_kind": "pns",
                }
                for number in range(51)
            ]
        )
        plans = self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )
        counts = []
        for batch, since, evening in (
            (plans[0], "2026-01-05 02:00:00", "2026-01-07"),
            (plans[1:], "2026-01-08 02:00:00", "2026-01-10"),
        ):
            batch.write({"state": "proposed", "state_since": since})
            # Both runs look at plans only that have somebody to tell.
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reminders = self.run_cron(evening)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(self.told(reminders), {("kasi", "answer_evaluator"): len(batch)})
            self.assertEqual(len(self.mails(reminders)), 1)
        self.assertLessEqual(counts[1], counts[0], "queries for fifty plans, and for one")

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import FeedbackCommon


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestProgress(FeedbackCommon):
    # ------------------------------------------------------------
    # RECORDING
    # ------------------------------------------------------------

    def test_text_number_or_both(self):
        """An achievement is a text, a number against the target, or both; never neither."""
        indicator = self.own.indicator_ids
        entry = self.achieve(self.own, name=False, value=0, indicator_id=indicator.id)
        self.assertRecordValues(
            entry,
            [
                {
                    "has_value": True,
                    "value_label": "0",
                    "target": "10 – 12",
                    "date": self.today,
                    "skp_id": self.plans["staff"].id,
                    "employee_id": self.people["staff"].id,
                    "reported_to": "evaluator",
                    "is_final": False,
                }
            ],
        )
        self.assertFalse(self.achieve(self.own, "Tiga usulan dikirim").has_value)
        for empty in ({"name": "  "}, {"name": False}):
            with self.assertRaises(ValidationError):
                self.achieve(self.own, **empty)
        with self.assertRaises(ValidationError):
            entry.has_value = False

    def test_number_keeps_what_it_was_measured_against(self):
        """A revision that drops the indicator leaves entries with its words and target."""
        indicator = self.own.indicator_ids
        entry = self.achieve(self.own, value=11, indicator_id=indicator.id).sudo()
        indicator.write({"name": "Lain", "target": "1"})
        self.assertEqual((entry.measure, entry.target), ("Jumlah laporan", "10 – 12"))
        indicator.unlink()
        entry.invalidate_recordset()
        self.assertFalse(entry.indicator_id)
        self.assertEqual((entry.measure, entry.target), ("Jumlah laporan", "10 – 12"))

    def test_day_lies_in_the_plan_and_not_ahead(self):
        """Not before it happened, nor outside the plan."""
        for day in (
            self.today + timedelta(days=1),
            self.period.date_start - timedelta(days=1),
        ):
            with self.assertRaises(ValidationError):
                self.achieve(self.own, date=day)
        self.assertEqual(self.achieve(self.own, date=self.period.date_start).active, True)

    def test_indicator_belongs_to_the_result(self):
        """An indicator of another result measures nothing here."""
        with self.assertRaises(ValidationError):
            self.achieve(self.own, indicator_id=self.assigned.indicator_ids.id)

    def test_assigned_result_is_reported_to_who_assigned_it(self):
        """By itself to the assigning official; where there is none, to the evaluator only."""
        self.assertEqual(self.achieve(self.assigned).reported_to, "assigner")
        self.assertEqual(self.achieve(self.assigned, reported_to="evaluator").active, True)
        with self.assertRaises(ValidationError):
            self.achieve(self.own, reported_to="assigner")

    def test_only_on_what_was_agreed(self):
        """Neither on a plan never agreed, nor on a result not agreed yet, nor an archived one."""
        draft = self.add_result("teman", "Belum disepakati")
        with self.assertRaises(UserError):
            self.achieve(draft)
        self.plans["staff"].with_user(self.users["kasi"]).action_revise("Tambahan")
        fresh = self.add_result("staff", "Baru diusulkan")
        with self.assertRaises(UserError):
            self.achieve(fresh)
        self.assertTrue(self.achieve(self.own), "what was agreed goes on during the revision")
        self.own.active = False
        with self.assertRaises(UserError):
            self.achieve(self.own)

    def test_revision_given_up_or_proposed_stops_nobody(self):
        """While the next revision is with the evaluator, work goes on and is recorded."""
        plan = self.plan("staff", "staff")
        plan.action_revise("Memperjelas target")
        plan.action_propose()
        entry = self.achieve(self.own)
        entry.name = "13 usulan selesai"
        plan.action_withdraw()
        plan.action_cancel_revision()
        self.assertEqual(entry.name, "13 usulan selesai")

    def test_plan_that_is_over_freezes_its_achievements(self):
        """After a plan ended nothing is added, changed, given files or deleted; all is readable."""
        entry = self.achieve(self.own)
        entry._add_evidence([("catatan.txt", b"Notulen rapat")])
        self.plans["staff"].with_user(self.users["officer"]).action_cancel("Keliru")
        self.assertEqual(entry.name, "12 usulan selesai")
        self.assertIn("SKP", entry.frozen_reason)
        self.assertFalse(entry.can_edit)
        for step in (
            lambda: self.achieve(self.own),
            lambda: entry.write({"name": "Lain"}),
            lambda: entry.write({"active": False}),
            lambda: entry._add_evidence([("b.txt", b"x")]),
            lambda: entry.evidence_ids.unlink(),
            lambda: entry.evidence_ids.write({"name": "lain.txt"}),
            entry.unlink,
        ):
            with self.assertRaises(UserError):
                step()
        self.assertEqual(entry.evidence_names, ["catatan.txt"])

    # ------------------------------------------------------------
    # WHO WRITES
    # ------------------------------------------------------------

    def test_nobody_writes_for_somebody_else(self):
        """Neither evaluator, assigner, officer nor administrator records for the employee."""
        entry = self.achieve(self.assigned)
        self.users["manager"].group_ids |= self.env.ref("base.group_system")
        for key in ("kasi", "kadis2", "officer", "manager", "auditor", "teman", "warga"):
            with self.subTest(key=key):
                with self.assertRaises(AccessError):
                    self.achieve(self.assigned, key=key)
                seen = self.seen_by(entry, key)
                with self.assertRaises(AccessError):
                    seen.write({"name": "Lain"})
                with self.assertRaises(AccessError):
                    seen.unlink()

    def test_where_an_entry_belongs_is_not_rewritten(self):
        """An entry stays on its result, also against defaults that a client slips in."""
        entry = self.achieve(self.own)
        for name, value in (
            ("result_id", self.assigned.id),
            ("skp_id", self.plans["warga"].id),
            ("company_id", self.env.company.id),
        ):
            with self.assertRaises(AccessError):
                entry.write({name: value})
        slipped = entry.with_context(default_skp_id=self.plans["warga"].id)
        other = slipped.create({"result_id": self.own.id, "name": "Satu lagi"})
        self.assertEqual(other.skp_id, self.plan("staff", "staff"))
        with self.assertRaises(AccessError):
            slipped.create({"result_id": self.portal.id, "name": "Milik orang lain"})

    def test_deleted_unless_somebody_answered(self):
        """What nobody answered goes; what somebody did is archived."""
        silent, answered = self.achieve(self.assigned, "a"), self.achieve(self.own, "b")
        feedback = self.env["hr.skp.feedback"].create(
            {"skp_id": self.own.skp_id.id, "result_id": self.own.id, "name": "Bagus"}
        )
        later = answered.create_date + timedelta(minutes=1)
        self.cr.execute(
            "UPDATE hr_skp_feedback SET create_date = %s WHERE id = %s", (later, feedback.id)
        )
        with self.assertRaises(UserError):
            answered.unlink()
        (silent | answered)._remove()
        self.assertFalse(silent.exists())
        self.assertRecordValues(answered, [{"name": "b", "active": False}])

    def test_two_windows_lose_no_text(self):
        """Who saves over what changed meanwhile is told, and nothing is overwritten."""
        entry = self.achieve(self.own)
        base = entry.edit_base
        entry.write({"name": "Dari jendela lain", "edit_base": base})
        with self.assertRaisesRegex(UserError, "another window"):
            entry.write({"name": "Dari sini", "edit_base": base})
        self.assertEqual(entry.name, "Dari jendela lain")
        entry.write({"name": "Digabung", "edit_base": entry.edit_base})
        self.assertEqual(entry.name, "Digabung")

    def test_form(self):
        """In the form a number typed counts, and the indicator follows the result."""
        form = Form(self.entries.with_user(self.users["staff"]))
        form.result_id = self.assigned
        form.indicator_id = self.assigned.indicator_ids
        form.name = "Naskah pertama selesai"
        form.has_value = True
        form.value = 1
        entry = form.save()
        self.assertRecordValues(
            entry, [{"has_value": True, "reported_to": "assigner", "value_label": "1 naskah"}]
        )

    # ------------------------------------------------------------
    # THE MARK
    # ------------------------------------------------------------

    def test_mark_is_the_employees(self):
        """He marks his own agreed results, step by step and many at once; it is logged, unsaid."""
        results = (self.own | self.assigned).with_user(self.users["staff"])
        self.assertEqual(set(results.mapped("progress_mark")), {"not_started"})
        results.action_mark_progress("at_risk")
        self.assertEqual(set(results.mapped("progress_mark")), {"at_risk"})
        logs = self.env["hr.skp.log"].search([("action", "=", "mark_progress")])
        self.assertEqual(logs.user_id, self.users["staff"])
        self.assertEqual(set(logs.mapped("res_id")), set(results.ids))
        self.assertFalse(any(logs.mapped("state_to")))
        results.action_mark_progress("at_risk")
        self.assertEqual(len(logs.search([("action", "=", "mark_progress")])), len(logs))
        with self.assertRaises(UserError):
            results.action_mark_progress("excellent")

    def test_nobody_else_marks_and_nobody_writes_the_mark(self):
        """Not even the evaluator; and through no other door."""
        for key in ("kasi", "kadis2", "officer", "manager", "teman"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.seen_by(self.assigned, key).action_mark_progress("done")
        self.plan("staff", "staff").action_revise("Memperjelas")
        for name in ("stored_progress_mark", "progress_mark"):
            with self.assertRaises(UserError):
                self.own.with_user(self.users["staff"]).write({name: "done"})
        self.assertEqual(self.own.stored_progress_mark, "not_started")
        self.plans["warga"].with_user(self.users["officer"]).action_cancel("Keliru")
        with self.assertRaises(UserError):
            self.portal.with_user(self.users["warga"]).action_mark_progress("done")

    def test_mark_is_seen_by_who_follows_the_result(self):
        """A unit head or officer reads the result, not how it fares, nor finds it by that."""
        self.assigned.with_user(self.users["staff"]).action_mark_progress("at_risk")
        sees = {"staff": True, "kasi": True, "kadis2": True, "auditor": True}
        for key in ("staff", "kasi", "kadis2", "auditor", "kadis", "officer", "manager"):
            result = self.seen_by(self.assigned, key)
            with self.subTest(key=key):
                expected = "at_risk" if key in sees else False
                self.assertEqual(result.progress_mark, expected)
                found = result.search([("progress_mark", "=", "at_risk")])
                self.assertEqual(self.assigned.id in found.ids, key in sees)
                found = result.search([("progress_mark", "!=", "not_started")])
                if key not in sees:
                    # Of what he does not follow he sees no mark at all, whatever it is.
                    self.assertIn(self.own.id, found.ids)
                with self.assertRaises(AccessError):
                    result.search([("stored_progress_mark", "=", "at_risk")])
                with self.assertRaises(AccessError):
                    result.read(["stored_progress_mark"])

    def test_mark_is_kept_by_a_revision_and_not_copied(self):
        """A revision that is given up changes no mark; next year begins without."""
        own = self.own.with_user(self.users["staff"])
        own.action_mark_progress("on_track")
        plan = self.plan("staff", "staff")
        plan.action_revise("Memperjelas")
        plan.action_cancel_revision()
        self.assertEqual(own.progress_mark, "on_track")
        self.assertEqual(self.own.copy().stored_progress_mark, "not_started")

    # ------------------------------------------------------------
    # SILENCE AND COUNTS
    # ------------------------------------------------------------

    def test_silent_results(self):
        """Without news for longer than the agency allows; not what is done or just begun."""
        self.agency.skp_silence_days = 10
        results = self.env["hr.skp.result"].with_user(self.users["kasi"])
        silent = [("is_silent", "=", True), ("skp_id", "=", self.plans["staff"].id)]
        self.assertFalse(results.search(silent), "agreed today: no silence yet")
        self.plans["staff"].agreed_on = fields.Datetime.now() - timedelta(days=20)
        self.assertEqual(results.search(silent).ids, (self.own | self.assigned).ids)
        self.assertTrue(self.seen_by(self.own, "kasi").is_silent)
        self.achieve(self.own)
        self.assigned.with_user(self.users["staff"]).action_mark_progress("done")
        self.assertFalse(results.search(silent))
        self.assertFalse(self.seen_by(self.own, "kadis").is_silent)
        self.assertFalse(self.seen_by(self.own, "kadis").search(silent))

    def test_counts_are_the_readers(self):
        """Who follows a result counts its achievements and knows the last; others count none."""
        self.achieve(self.own, date=self.days_ago(9))
        self.achieve(self.own, date=self.days_ago(5))
        for key, count in (("staff", 2), ("kasi", 2), ("kadis", 0), ("officer", 0)):
            result = self.seen_by(self.own, key)
            with self.subTest(key=key):
                self.assertEqual(result.progress_count, count)
                self.assertEqual(result.last_progress_date, count and self.days_ago(5))
                self.assertEqual(result.skp_id.progress_count, count)
                self.assertEqual(result.skp_id.is_followed, bool(count))

    # ------------------------------------------------------------
    # NOTICES
    # ------------------------------------------------------------

    def test_evaluator_and_assigner_are_told_once_a_day(self):
        """An assigned result's achievement reaches both, as a link without a word of it."""
        self.achieve(self.assigned, "Rahasia capaian")
        self.achieve(self.assigned, "Rahasia kedua")
        partners = (self.users["kadis2"] | self.users["kasi"]).partner_id
        told = self.env["mail.message"].search([("partner_ids", "in", partners.ids)])
        told = told.filtered(lambda m: "hr.skp.progress" in m.body)
        self.assertEqual(sorted(told.partner_ids.ids), sorted(partners.ids))
        self.assertEqual(len(told), 1)
        for message in told:
            self.assertNotIn("Rahasia", message.body + (message.subject or ""))
            self.assertFalse(message.model)
        self.achieve(self.own)
        again = self.env["mail.message"].search([("partner_ids", "in", partners.ids)])
        self.assertEqual(len(again.filtered(lambda m: "hr.skp.progress" in m.body)), 2)

    def test_no_client_silences_it(self):
        """Whatever a client says in the context, the evaluator is told."""
        messages = self.env["mail.message"]
        told = [("partner_ids", "in", self.users["kasi"].partner_id.ids)]
        before = messages.search_count(told)
        entries = self.entries.with_user(self.users["staff"]).with_context(skp_silent=True)
        entries.create({"result_id": self.own.id, "name": "12 usulan selesai"})
        self.assertEqual(messages.search_count(told), before + 1)

    # ------------------------------------------------------------
    # COSTS
    # ------------------------------------------------------------

    def test_queries_do_not_grow_with_the_entries(self):
        """Reading a list of 50 costs what reading one does."""
        fifty = self.entries.create(
            [{"result_id": self.own.id, "name": f"Capaian {n}"} for n in range(50)]
        )
        names = ["name", "date", "value_label", "evidence_names", "is_mine", "can_edit"]

        def count(entries):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            entries.with_user(self.users["kasi"]).search([("id", "in", entries.ids)]).read(names)
            return self.cr.sql_log_count - before

        count(fifty[:1])
        self.assertEqual(count(fifty[:1]), count(fifty))

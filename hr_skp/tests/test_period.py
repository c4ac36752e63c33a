from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPeriod(SkpCommon):
    """A period by its year, its terms, and its states with who moves them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Period = cls.env["hr.skp.period"]

    def _create(self, year=2030, role=None, **vals):
        period = self.Period.create({"year": year, "company_id": self.agency.id, **vals})
        return period.with_user(self.users[role]) if role else period

    # ------------------------------------------------------------
    # WHAT FOLLOWS FROM THE YEAR
    # ------------------------------------------------------------

    def test_year_gives_everything(self):
        """The year alone gives name, dates, deadlines, approach, cadence and terms."""
        self.agency.write({"skp_approach": "qualitative", "skp_cadence": "monthly"})
        period = self._create(2028)
        self.assertRecordValues(
            period,
            [
                {
                    "name": "SKP 2028",
                    "date_start": date(2028, 1, 1),
                    "date_end": date(2028, 12, 31),
                    "plan_deadline": date(2028, 1, 31),
                    "evaluation_deadline": date(2029, 1, 31),
                    "approach": "qualitative",
                    "cadence": "monthly",
                    "state": "draft",
                }
            ],
        )
        self.assertEqual(period.term_ids.mapped("kind"), ["month"] * 12 + ["final"])
        self.assertEqual(period.term_ids[1].date_end, date(2028, 2, 29))
        self.assertEqual(period.term_ids[1].fill_deadline, date(2028, 3, 14))

    def test_deadlines_are_settings(self):
        """Deadlines, fill-in days and the merging of the last term come from the settings."""
        self.agency.write(
            {
                "skp_plan_deadline_days": 15,
                "skp_evaluation_deadline_days": 10,
                "skp_fill_deadline_days": 7,
                "skp_merge_last_term": True,
            }
        )
        period = self._create()
        self.assertEqual(period.plan_deadline, date(2030, 1, 15))
        self.assertEqual(period.evaluation_deadline, date(2031, 1, 10))
        self.assertEqual(period.term_ids.mapped("kind"), ["quarter"] * 3 + ["final"])
        self.assertEqual(period.term_ids[0].fill_deadline, date(2030, 4, 7))

    @freeze_time("2026-11-20")
    def test_form(self):
        """The form proposes the first free year and shows its terms before anything is saved."""
        with Form(self.Period.with_user(self.users["officer"])) as form:
            self.assertEqual(form.year, 2027)
            self.assertEqual(len(form.term_ids), 5)
            form.cadence = "monthly"
            self.assertEqual(len(form.term_ids), 13)
            form.year = 2029
            form.plan_deadline = date(2029, 2, 10)
        period = self.Period.search([("year", "=", 2029)])
        self.assertEqual(period.plan_deadline, date(2029, 2, 10))
        self.assertEqual(len(period.term_ids), 13)
        self.assertEqual(period.term_ids[0].date_start, date(2029, 1, 1))

    def test_cadence_writes_terms_anew(self):
        """Another cadence gives other terms, in draft."""
        period = self._create()
        period.cadence = "monthly"
        self.assertEqual(len(period.term_ids), 13)

    def test_copy_is_the_next_year(self):
        """A copied period is the first free year, with dates and terms of its own."""
        period = self._create(2026 + 1)
        with freeze_time("2026-06-01"):
            copy = period.copy()
        self.assertEqual(copy.year, 2028)
        self.assertEqual(copy.name, "SKP 2028")
        self.assertEqual(copy.date_start, date(2028, 1, 1))
        self.assertEqual(len(copy.term_ids), 5)

    def test_term_names_in_every_language(self):
        """A term has its default name in the language of whoever reads it."""
        self.env["res.lang"]._activate_lang("id_ID")
        for lang in ("en_US", "id_ID"):
            with self.subTest(lang=lang):
                period = self.Period.with_context(lang=lang).create(
                    {
                        "year": 2031 + len(lang) % 2,
                        "company_id": self.agency.id,
                        "cadence": "monthly",
                    }
                )
                term = period.term_ids[0]
                year = period.year
                self.assertEqual(term.with_context(lang="en_US").name, f"January {year}")
                self.assertEqual(term.with_context(lang="id_ID").name, f"Januari {year}")
                period.unlink()

    def test_term_keeps_a_name_of_its_own(self):
        """A name that an officer gave is not overwritten by a translation."""
        self.env["res.lang"]._activate_lang("id_ID")
        period = self._create()
        term = self.env["hr.skp.term"].search([("period_id", "=", period.id)], limit=1)
        copy_vals = {"name": "Masa percobaan", "kind": "quarter", "period_id": period.id}
        term.unlink()
        term = term.create({**copy_vals, "date_start": "2030-01-01", "date_end": "2030-03-31"})
        self.assertEqual(term.with_context(lang="id_ID").name, "Masa percobaan")

    # ------------------------------------------------------------
    # WHAT CANNOT BE
    # ------------------------------------------------------------

    def test_one_period_a_year(self):
        """An agency has one period of a year; another agency has its own."""
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create(2026, date_start="2026-01-01")
        self._create(2026, company_id=self.env["res.company"].create({"name": "Lain"}).id)

    def test_no_shared_day(self):
        """Two periods of one agency share no day."""
        with self.assertRaisesRegex(ValidationError, "share a day"):
            self._create(2025, date_end="2026-02-01")

    def test_period_starts_in_its_year(self):
        """The dates belong to the year that the period is named by."""
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create(2030, date_start="2029-12-01")

    def test_terms_lie_within_and_apart(self):
        """A term lies within its period and shares no day with another, the final one excepted."""
        terms = self._create().term_ids
        with self.assertRaisesRegex(ValidationError, "lies within its period"):
            terms[0].date_start = "2029-12-31"
        terms.invalidate_recordset(flush=False)
        with self.assertRaisesRegex(ValidationError, "share a day"):
            terms[0].date_end = "2030-04-01"

    def test_one_final_term(self):
        """A period has one final term: no second one, and it is not opened with none."""
        period = self._create()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            period.term_ids[-1].copy({"name": "Lagi"})
        period.term_ids[-1].unlink()
        with self.assertRaisesRegex(UserError, "exactly one final term"):
            period.action_open()

    # ------------------------------------------------------------
    # STATES
    # ------------------------------------------------------------

    def test_states_move_by_their_steps_only(self):
        """Nobody writes the state or the progress, by whatever door."""
        period = self._create(role="manager")
        for vals in ({"state": "open"}, {"is_opening": True}, {"opening_errors": []}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                period.write(vals)
        with self.assertRaises(AccessError):
            self.Period.with_user(self.users["officer"]).create({"year": 2040, "state": "open"})
        with self.assertRaises(AccessError):
            period.term_ids.write({"state": "open"})

    def test_only_officers_move(self):
        """Officers of the agency open and close; whoever only reads is refused."""
        period = self._create(2027)
        for role in ("staff", "kadis", "unit_officer", "auditor", "hr"):
            for step in ("action_open", "action_add_plans", "action_close", "action_reopen_draft"):
                with self.subTest(role=role, step=step), self.assertRaises(AccessError):
                    getattr(period.with_user(self.users[role]), step)()
        period.with_user(self.users["officer"]).action_open()
        self.assertEqual(period.state, "open")
        log = self.env["hr.skp.log"].search([("res_model", "=", "hr.skp.period")], limit=1)
        self.assertRecordValues(
            log,
            [
                {
                    "res_id": period.id,
                    "user_id": self.users["officer"].id,
                    "action": "open_period",
                    "state_from": "draft",
                    "state_to": "open",
                }
            ],
        )

    def test_fixed_once_open(self):
        """What plans rely on is fixed once the period is open; deadlines still move."""
        period = self._create(role="officer")
        period.action_open()
        for vals in (
            {"year": 2031},
            {"date_end": "2030-11-30"},
            {"cadence": "monthly"},
            {"company_id": self.env.ref("base.main_company").id},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "fixed"):
                period.write(vals)
        period.plan_deadline = "2030-02-15"
        period.term_ids[0].fill_deadline = "2030-05-01"
        with self.assertRaisesRegex(UserError, "not deleted"):
            period.term_ids[0].unlink()

    def test_reopen_draft_without_plans_only(self):
        """An opened period goes back to draft only while it has no plan."""
        self.period.action_open()
        with self.assertRaisesRegex(UserError, "There are plans"):
            self.period.with_user(self.users["officer"]).action_reopen_draft()
        period = self._create(role="officer")
        period.action_open()
        period.action_reopen_draft()
        self.assertEqual(period.state, "draft")
        self.assertFalse(period.is_opening)

    def test_close_asks_for_a_reason(self):
        """Closing needs every plan agreed, or a reason; it closes all plans and logs each."""
        self.bring_to("staff", "agreed")
        self.bring_to("teman", "proposed")
        self.bring_to("warga", "cancelled")
        self.period.action_open()
        period = self.period.with_user(self.users["officer"])
        with self.assertRaisesRegex(UserError, "not agreed yet"):
            period.action_close()
        period.action_close("Tahun berakhir")
        self.assertRecordValues(
            self.env["hr.skp"].union(*(self.plans[k] for k in ("staff", "teman", "warga", "kasi"))),
            [
                {"state": "closed", "state_reason": False},
                {"state": "closed", "state_reason": "Tahun berakhir"},
                {"state": "cancelled", "state_reason": "Keliru"},
                {"state": "closed", "state_reason": "Tahun berakhir"},
            ],
        )
        log = self.plans["teman"].log_ids[0]
        self.assertRecordValues(
            log,
            [
                {
                    "action": "close",
                    "state_from": "proposed",
                    "state_to": "closed",
                    "reason": "Tahun berakhir",
                    "user_id": self.users["officer"].id,
                }
            ],
        )
        with self.assertRaises(UserError):
            period.action_close("Lagi")
        with self.assertRaisesRegex(UserError, "stays as it is"):
            period.name = "Lain"
        with self.assertRaisesRegex(UserError, "stay as they are"):
            period.term_ids[0].fill_deadline = "2026-05-01"

    def test_close_by_the_wizard(self):
        """The wizard says how many plans it closes and how many are not agreed."""
        self.bring_to("staff", "agreed")
        self.period.action_open()
        period = self.period.with_user(self.users["officer"])
        action = period.action_ask_close()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.users["officer"])
            .with_context(**action["context"])
        )
        self.assertEqual((wizard.live_count, wizard.unfinished_count), (8, 7))
        wizard.reason = "Tahun berakhir"
        wizard.save().action_confirm()
        self.assertEqual(self.period.state, "closed")
        self.assertEqual(self.period.close_reason, "Tahun berakhir")

    def test_close_when_all_is_agreed(self):
        """With every plan agreed or cancelled no reason is asked."""
        others = self.env["hr.skp"].union(*self.plans.values()) - self.plans["staff"]
        others.with_user(self.users["officer"]).action_cancel("Uji")
        self.bring_to("staff", "agreed")
        self.period.action_open()
        self.period.with_user(self.users["officer"]).action_close()
        self.assertEqual(self.plans["staff"].state, "closed")

    def test_delete_without_plans_only(self):
        """A period with plans is kept; one without goes with its terms."""
        with self.assertRaisesRegex(UserError, "is not deleted"):
            self.period.with_user(self.users["officer"]).unlink()
        period = self._create(role="officer")
        terms = period.term_ids
        period.unlink()
        self.assertFalse(terms.exists())

    def test_terms_open_and_close(self):
        """Terms are opened and locked by officers, within an open period."""
        period = self._create(role="officer")
        term = period.term_ids[0]
        with self.assertRaisesRegex(UserError, "open period"):
            term.action_open()
        period.action_open()
        with self.assertRaises(AccessError):
            term.with_user(self.users["staff"]).action_open()
        term.action_open()
        self.assertEqual(term.state, "open")
        term.action_close()
        self.assertEqual(term.state, "closed")
        with self.assertRaisesRegex(UserError, "Only an open term"):
            term.action_close()

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestUnitPerformance(EvaluationCommon):
    """The predicate of a unit: who sets it, what helps him, and how it is corrected."""

    def create_as(self, role, unit, **vals):
        return (
            self.env["hr.skp.unit.performance"]
            .with_user(self.users[role])
            .create({"department_id": getattr(self, unit).id, "term_id": self.term.id, **vals})
        )

    def test_set_one_level_above(self):
        """Each unit by the head of the unit above, the top by who evaluates its head."""
        setters = {"seksi": "kabid", "bidang": "kadis", "dinas": "walikota"}
        keys = ("walikota", "kadis", "kabid", "kasi", "staff", "officer", "manager", "unit_officer")
        for unit, setter in setters.items():
            for key in keys:
                with self.subTest(unit=unit, key=key), self.env.cr.savepoint() as savepoint:
                    if key == setter:
                        self.assertEqual(self.create_as(key, unit).setter_id, self.people[setter])
                    else:
                        with self.assertRaises(AccessError):
                            self.create_as(key, unit)
                    savepoint.rollback()
                    self.env.invalidate_all()

    def test_units_to_set(self):
        """The choice of units offers exactly those that are mine to set."""
        expected = {
            "walikota": self.dinas,
            "kadis": self.bidang,
            "kabid": self.seksi,
            "kasi": self.env["hr.department"],
        }
        for key, units in expected.items():
            found = (
                self.env["hr.department"]
                .with_user(self.users[key])
                .search([("can_set_performance", "=", True)])
            )
            self.assertEqual(found, units.with_user(self.users[key]), key)

    def test_vacant_level_is_skipped(self):
        """Where the unit above has no head the next one above sets it."""
        self.bidang.manager_id = False
        self.assertEqual(self.seksi._get_skp_setters()[self.seksi.id], self.people["kadis"])
        self.assertTrue(self.create_as("kadis", "seksi"))

    def test_head_of_both_does_not_set_his_own(self):
        """Who heads a unit and the one above it leaves the lower one to the next above."""
        self.bidang.manager_id = self.people["kasi"]
        self.assertEqual(self.seksi._get_skp_setters()[self.seksi.id], self.people["kadis"])
        with self.assertRaises(AccessError):
            self.create_as("kasi", "seksi")

    @freeze_time("2026-04-02")
    def test_delegate_of_the_day(self):
        """Who acts for the leader above sets it for him, never for a unit that he heads himself."""
        delegation = self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kabid"].id,
                "delegate_id": self.people["ketua"].id,
                "date_start": "2026-04-01",
                "date_end": "2026-04-02",
            }
        )
        performance = self.create_as("ketua", "seksi", predicate="baik")
        performance.action_confirm()
        self.assertEqual(
            (performance.confirmed_by_id, performance.official_id),
            (self.users["ketua"], self.people["kabid"]),
        )
        delegation.delegate_id = self.people["kasi"]
        with self.assertRaises(AccessError):
            performance.with_user(self.users["kasi"]).action_correct("istimewa", "x")
        delegation.write({"delegate_id": self.people["ketua"].id, "date_end": "2026-04-01"})
        with self.assertRaises(AccessError):
            performance.action_correct("kurang", "x")

    def test_helpers_suggest(self):
        """Trajectory for a term, PK × expectation and process × results for the year."""
        form = Form(
            self.env["hr.skp.unit.performance"]
            .with_user(self.users["kabid"])
            .with_context(default_department_id=self.seksi.id, default_term_id=self.term.id)
        )
        self.assertEqual(form.basis, "trajectory")
        form.standing = "exceeds"
        self.assertEqual(form.suggested_predicate, "istimewa")
        form.basis = "pk_expectation"
        form.pk_achievement, form.pk_expectation = "as", "above"
        self.assertEqual(form.suggested_predicate, "baik")
        form.basis = "result_process"
        form.result_rating, form.process_rating = "above", "kurang"
        self.assertEqual(form.suggested_predicate, "kurang")
        performance = form.save()
        performance.action_take_suggestion()
        self.assertEqual(performance.predicate, "kurang")
        annual = self.create_as("kabid", "seksi", term_id=self.final_term.id)
        self.assertEqual(annual.basis, "direct")
        with self.assertRaises(UserError):
            annual.action_take_suggestion()

    def test_recommenders_are_noted(self):
        performance = self.create_as("kabid", "seksi")
        performance.write(
            {
                "recommender_ids": [(6, 0, self.people["ketua"].ids)],
                "recommender_note": "Kinerja layanan naik",
            }
        )
        self.assertEqual(performance.sudo().recommender_ids, self.people["ketua"])

    def test_confirm_once(self):
        """A predicate is needed; confirmed is not written over, deleted or confirmed again."""
        performance = self.create_as("kabid", "seksi")
        with self.assertRaisesRegex(UserError, "choose a predicate"):
            performance.action_confirm()
        performance.predicate = "baik"
        performance.action_confirm()
        for step in (
            performance.action_confirm,
            performance.unlink,
            lambda: performance.write({"predicate": "istimewa"}),
        ):
            with self.assertRaises(UserError):
                step()
        with self.assertRaises(AccessError):
            performance.write({"state": "draft"})
        with self.assertRaises(AccessError):
            self.create_as("kadis", "bidang", state="confirmed", predicate="baik")

    def test_client_defaults_pass_no_guard(self):
        """A context with defaults confirms nothing by itself."""
        performance = self.env["hr.skp.unit.performance"].with_user(self.users["kabid"])
        made = performance.with_context(
            default_state="confirmed", default_confirmed_by_id=self.users["kadis"].id
        ).create({"department_id": self.seksi.id, "term_id": self.term.id, "predicate": "istimewa"})
        self.assertEqual((made.state, made.confirmed_by_id.id), ("draft", False))

    def test_one_a_unit_and_term(self):
        self.create_as("kabid", "seksi")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.create_as("kabid", "seksi")

    def test_term_of_another_agency(self):
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        unit = self.env["hr.department"].create({"name": "Dinas Lain", "company_id": other.id})
        with self.assertRaises(UserError):
            self.env["hr.skp.unit.performance"].create(
                {"department_id": unit.id, "term_id": self.term.id}
            )

    def test_draft_is_hidden(self):
        """A draft is its setter's; confirmed it is read by everybody in the agency."""
        performance = self.performance("seksi", confirm=False)
        readers = {"kabid": True, "officer": True, "auditor": True}
        for key in ("kabid", "kasi", "staff", "warga", "kadis", "officer", "auditor", "hr"):
            found = (
                performance.with_user(self.users[key])
                .sudo(False)
                .search([("id", "=", performance.id)])
            )
            self.assertEqual(bool(found), readers.get(key, False), key)
        performance.action_confirm()
        for key in ("kasi", "staff", "warga", "hr"):
            self.assertEqual(
                performance.with_user(self.users[key]).read(["predicate"])[0]["predicate"], "baik"
            )

    def test_correction_changes_no_evaluation(self):
        """Corrected with a reason: the finalised keep what they had and are listed."""
        performance = self.performance("seksi", "baik")
        staff = self.evaluate_to("staff", "finalised")
        self.evaluate_to("teman", "rated")
        with self.assertRaisesRegex(UserError, "say why"):
            performance.action_correct("kurang")
        with self.assertRaises(UserError):
            performance.action_correct("baik", "Sama saja")
        action = performance.action_correct("kurang", "Data terlambat masuk")
        self.assertEqual(self.env["hr.skp.evaluation"].search(action["domain"]), staff)
        self.assertEqual(performance.touched_count, 1)
        self.assertEqual((staff.unit_predicate, staff.predicate), ("baik", "baik"))
        self.assertEqual((performance.revision, performance.predicate), (2, "kurang"))
        self.evaluate_to("teman", "finalised")
        self.assertEqual(self.evaluation("teman").unit_predicate, "kurang")
        log = self.env["hr.skp.log"].search([("action", "=", "correct_unit")])
        self.assertEqual((log.state_from, log.state_to), ("baik", "kurang"))

    def test_effective_for_many_units(self):
        """The nearest ancestor for every unit and term, in as many queries as for one."""
        self.performance("dinas", "istimewa")
        self.performance("seksi", "kurang", term=self.terms[1])
        units = self.dinas | self.bidang | self.seksi
        counts = []
        Performance = self.env["hr.skp.unit.performance"]
        for batch in (self.seksi, units):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = Performance._get_effective(batch, self.terms)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
        predicates = {
            (unit.name, term.sequence): found[unit.id, term.id].predicate
            for unit in units
            for term in self.terms[:2]
        }
        self.assertEqual(
            predicates,
            {
                ("Dinas Uji", 10): "istimewa",
                ("Bidang Uji", 10): "istimewa",
                ("Seksi Uji", 10): "istimewa",
                ("Dinas Uji", 20): False,
                ("Bidang Uji", 20): False,
                ("Seksi Uji", 20): "kurang",
            },
        )

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestMilestone(SkpCommon):
    """Trajectories of objectives and indicators, term by term."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.term = cls.period.term_ids[:1] or cls.env["hr.skp.term"].create(
            {
                "name": "TW I",
                "period_id": cls.period.id,
                "kind": "quarter",
                "date_start": "2026-01-01",
                "date_end": "2026-03-31",
            }
        )
        cls.result = cls.add_result("staff")
        cls.objective = cls.env["hr.skp.objective"].create(
            {"name": "Indeks", "company_id": cls.agency.id}
        )

    def add(self, user, **vals):
        owner = {"indicator_id": self.result.indicator_ids.id} if "objective_id" not in vals else {}
        return (
            self.env["hr.skp.milestone"]
            .with_user(self.users[user])
            .create({**owner, "term_id": self.term.id, "expected": "3 laporan", **vals})
        )

    def test_expected_is_content_realised_is_not(self):
        """Once agreed the expectation stands; what was realised is noted as it happens."""
        milestone = self.add("staff")
        self.bring_to("staff", "agreed")
        own = milestone.with_user(self.users["staff"])
        with self.assertRaises(UserError):
            own.expected = "1 laporan"
        own.realised = "4 laporan"
        milestone.with_user(self.users["kasi"]).realised = "3 laporan"
        for user in ("kabid", "officer", "teman"):
            with self.subTest(user=user), self.assertRaises(AccessError):
                milestone.with_user(self.users[user]).write({"realised": "0"})

    def test_of_objectives_by_officers(self):
        with self.assertRaises(AccessError):
            self.add("kadis", objective_id=self.objective.id)
        milestone = self.add("officer", objective_id=self.objective.id)
        self.assertEqual(milestone.with_user(self.users["warga"]).expected, "3 laporan")
        with self.assertRaises(AccessError):
            milestone.with_user(self.users["kadis"]).unlink()

    @mute_logger("odoo.sql_db")
    def test_one_owner_one_term(self):
        self.add("staff")
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.add("staff")
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["hr.skp.milestone"].create({"term_id": self.term.id})

    def test_term_of_another_period(self):
        other = self._create_period(2027)
        term = other.term_ids[:1] or self.env["hr.skp.term"].create(
            {
                "name": "TW I",
                "period_id": other.id,
                "kind": "quarter",
                "date_start": "2027-01-01",
                "date_end": "2027-03-31",
            }
        )
        with self.assertRaises(ValidationError):
            self.add("staff", term_id=term.id)

    def test_restored_with_the_revision(self):
        """A revision given up brings back what was expected; what was realised stays."""
        milestone = self.add("staff")
        self.bring_to("staff", "revising")
        own = milestone.with_user(self.users["staff"])
        own.realised = "2"
        own.expected = "9 laporan"
        self.plan("staff", "staff").action_cancel_revision()
        self.assertRecordValues(milestone, [{"expected": "3 laporan", "realised": "2"}])
        self.plan("staff", "staff").action_revise("Lagi")
        self.result.with_user(self.users["staff"]).write({"indicator_ids": [(5, 0, 0)]})
        self.plan("staff", "staff").action_cancel_revision()
        self.assertEqual(self.result.indicator_ids.milestone_ids.expected, "3 laporan")
        self.assertEqual(self.plan("staff").milestone_count, 1)

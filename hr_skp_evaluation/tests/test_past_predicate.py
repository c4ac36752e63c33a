from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_skp.tests.common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestPastPredicate(SkpCommon):
    """Predicates of years that were not evaluated here."""

    def record(self, role, key="staff", **vals):
        past = self.env["hr.skp.past.predicate"].with_user(self.users[role])
        return past.create(
            {
                "employee_id": self.people[key].id,
                "year": 2024,
                "predicate": "baik",
                "source": "e-Kinerja BKN",
                **vals,
            }
        )

    def test_recorded_by_an_officer(self):
        """Who recorded it and when is the system's; the person reads his own."""
        past = self.record("officer")
        self.assertEqual(past.imported_by_id, self.users["officer"])
        self.assertEqual(past.with_user(self.users["staff"]).predicate, "baik")
        self.assertFalse(past.with_user(self.users["teman"]).has_access("read"))
        for vals in ({"imported_by_id": self.users["manager"].id}, {"imported_on": "2020-01-01"}):
            with self.assertRaises(AccessError):
                past.write(vals)
            with self.assertRaises(AccessError):
                self.record("officer", "teman", **vals)

    def test_never_about_oneself(self):
        """Neither recorded nor moved to oneself, changed or deleted."""
        self.users["staff"].group_ids += self.env.ref("hr_skp.group_skp_officer")
        with self.assertRaises(AccessError):
            self.record("staff")
        other = self.record("staff", "teman")
        with self.assertRaises(AccessError):
            other.write({"employee_id": self.people["staff"].id})
        own = self.record("officer")
        for step in (
            lambda: own.with_user(self.users["staff"]).write({"predicate": "sangat_baik"}),
            own.with_user(self.users["staff"]).unlink,
        ):
            with self.assertRaises(AccessError):
                step()

    def test_one_a_year(self):
        self.record("officer")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.record("officer")

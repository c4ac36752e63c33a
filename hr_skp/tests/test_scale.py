from odoo.tests import tagged

from odoo.addons.hr_skp.models.hr_skp_bulk import insert_rows

from .common import SkpCommon


class CountingCase(SkpCommon):
    def count_queries(self, step):
        """Return how many queries ``step`` needs, with nothing cached but what a server has."""
        step()
        self.env.flush_all()
        self.env.transaction.clear()
        before = self.env.cr.sql_log_count
        step()
        return self.env.cr.sql_log_count - before

    def add_people(self, count):
        """Let more people work below kasi, each with a plan and a result; return the plans."""
        staff = self.people["staff"]
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {number:02d}",
                    "company_id": self.agency.id,
                    "job_id": staff.job_id.id,
                    "department_id": self.seksi.id,
                    "parent_id": self.people["kasi"].id,
                    "asn_kind": "pns",
                }
                for number in range(count)
            ]
        )
        plans = self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )
        self.env["hr.skp.result"].create(
            [{"skp_id": plan.id, "name": "Laporan tersusun"} for plan in plans]
        )
        return plans


@tagged("post_install", "-at_install", "hr_skp")
class TestPageQueries(CountingCase):
    """The pages that everybody opens cost the same for few people and for many."""

    def test_team_list(self):
        """The list of one's team, with all its columns."""
        action = self.env.ref("hr_skp.hr_skp_action_team")
        plans = self.env["hr.skp"].with_user(self.users["kasi"])
        view_id = {kind: view for view, kind in action.views}["list"]
        names = plans.get_views([(view_id, "list")])["models"]["hr.skp"]["fields"]
        spec = {
            name: {"fields": {"display_name": {}}} if plans._fields[name].relational else {}
            for name in names
        }

        def read():
            return plans.web_search_read([("is_my_team", "=", True)], spec, limit=80)

        few = self.count_queries(read)
        self.add_people(30)
        self.assertEqual(read()["length"], 33)
        self.assertLessEqual(self.count_queries(read), few)

    def test_matrix(self):
        """The grid of a leader, for any number of rows and cells."""
        self.add_result("kasi")
        matrix = self.plan("kasi", "kasi")._create_matrix()
        few = self.count_queries(matrix.get_grid)
        above = self.plans["kasi"].result_ids
        plans = self.add_people(30)
        plans.result_ids.parent_id = above
        matrix.sudo().member_ids |= plans
        self.assertEqual(len(matrix.get_grid()["rows"]), 33)
        self.assertLessEqual(self.count_queries(matrix.get_grid), few)

    def test_counting_plans(self):
        """Counting what one reads is one query for who one is, and one for the plans."""
        plans = self.env["hr.skp"].with_user(self.users["kabid"])
        warm = self.count_queries(lambda: plans.env.user.company_id.name)
        counting = self.count_queries(
            lambda: (plans.env.user.company_id.name, plans.search_count([]))
        )
        self.assertLessEqual(counting - warm, 2)


@tagged("post_install", "-at_install", "hr_skp")
class TestActing(CountingCase):
    """Who acts as what is asked once in a transaction, and anew after whatever decides it."""

    def _acting(self, key):
        return self.env["hr.skp.acting"].with_user(self.users[key])._get_acting()

    def test_asked_once(self):
        self._acting("kadis")
        before = self.env.cr.sql_log_count
        self.assertIn(self.seksi.id, self._acting("kadis")["headed"])
        self.assertEqual(self.env.cr.sql_log_count, before)

    def test_delegation_begins_and_ends(self):
        self.assertFalse(self._acting("staff")["officials"])
        delegation = self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["staff"].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        self.assertEqual(self._acting("staff")["officials"], self.people["kasi"].ids)
        delegation.date_end = "2000-01-31"
        self.assertFalse(self._acting("staff")["officials"])
        delegation.date_end = "2100-01-01"
        self._acting("staff")
        delegation.unlink()
        self.assertFalse(self._acting("staff")["officials"])

    def test_unit_moves_and_gets_another_head(self):
        self.assertIn(self.seksi.id, self._acting("kabid")["headed"])
        self.seksi.parent_id = self.dinas
        self.assertNotIn(self.seksi.id, self._acting("kabid")["headed"])
        self.seksi.parent_id = self.bidang
        self.assertIn(self.seksi.id, self._acting("kabid")["headed"])
        self.bidang.manager_id = self.people["ketua"]
        self.assertFalse(self._acting("kabid")["headed"])

    def test_person_gets_another_user(self):
        self._acting("kabid")
        self.people["kabid"].user_id = False
        self.assertFalse(self._acting("kabid")["headed"])

    def test_unit_officer_is_named_and_dropped(self):
        self.assertIn(self.seksi.id, self._acting("unit_officer")["served"])
        self.bidang.skp_officer_ids = False
        self.assertFalse(self._acting("unit_officer")["served"])

    def test_undone_with_its_savepoint(self):
        """What was found within a savepoint is forgotten when that is rolled back."""
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.bidang.manager_id = False
            self.assertFalse(self._acting("kabid")["headed"])
            raise ZeroDivisionError
        self.assertIn(self.bidang.id, self._acting("kabid")["headed"])

    def test_asked_anew_after_a_commit(self):
        """Another transaction may have changed it meanwhile: a task of many commits sees that."""
        self._acting("kabid")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_department SET manager_id = NULL WHERE id = %s", [self.bidang.id]
        )
        self.env.cr.flush()
        self.env.cr.clear()
        self.assertFalse(self._acting("kabid")["headed"])


@tagged("post_install", "-at_install", "hr_skp")
class TestInsertRows(CountingCase):
    """Rows in one statement, as the ORM would have written them."""

    def test_rows(self):
        plans = self.plan("staff") | self.plan("teman")
        vals_list = [
            {"skp_id": plan.id, "number": 1, "content": {"nama": "é"}, "reason": False}
            | {"date": "2026-01-31 08:00:00", "user_id": self.env.uid}
            for plan in plans
        ]
        before = self.env.cr.sql_log_count
        revisions = insert_rows(self.env["hr.skp.revision"], vals_list)
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
        self.assertRecordValues(
            revisions,
            [
                {
                    "skp_id": plan.id,
                    "content": {"nama": "é"},
                    "reason": False,
                    "create_uid": self.env.uid,
                }
                for plan in plans
            ],
        )
        self.assertEqual(plans.revision_ids, revisions)

    def test_none(self):
        self.assertFalse(insert_rows(self.env["hr.skp.log"], []))

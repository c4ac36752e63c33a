from freezegun import freeze_time

from odoo.fields import Domain
from odoo.tests import tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPeriodCurrent(SkpCommon):
    """Which year lists begin with, by the agency's clock and the state of its periods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency.skp_tz = "Asia/Makassar"
        periods = cls.env["hr.skp.period"]
        cls.years = {
            year: periods.create({"year": year, "company_id": cls.agency.id})
            for year in (2031, 2032, 2033)
        }

    def current(self):
        """Return the year that is current, by the search and by the field."""
        self.env.invalidate_all()  # a day does not pass within a transaction
        periods = self.env["hr.skp.period"].with_user(self.users["staff"])
        ours = Domain("id", "in", [period.id for period in self.years.values()])
        found = periods.search(ours & Domain("is_current", "=", True))
        self.assertEqual(found, periods.search(ours).filtered("is_current"))
        return found.mapped("year")

    def set_states(self, **states):
        self.env["hr.skp.period"].search([("company_id", "=", self.agency.id)]).state = "draft"
        for year, state in states.items():
            self.years[int(year.strip("y"))].state = state

    def test_the_last_that_has_begun(self):
        """A year opened early waits for its first day, which begins at the agency."""
        self.set_states(y2031="open", y2032="open", y2033="draft")
        with freeze_time("2031-12-31 15:59:00"):
            self.assertEqual(self.current(), [2031])
        with freeze_time("2031-12-31 16:00:00"):
            self.assertEqual(self.current(), [2032])

    @freeze_time("2033-01-10")
    def test_until_the_next_is_opened(self):
        """In January last year goes on until the new one is opened."""
        self.set_states(y2031="closed", y2032="open", y2033="draft")
        self.assertEqual(self.current(), [2032])
        self.set_states(y2031="closed", y2032="open", y2033="open")
        self.assertEqual(self.current(), [2033])

    @freeze_time("2030-12-15")
    def test_the_first_year_of_all(self):
        """Where nothing else is open, a year that is opened ahead is the one."""
        self.set_states(y2031="open")
        self.assertEqual(self.current(), [2031])

    @freeze_time("2034-02-01")
    def test_all_closed(self):
        """The last year is shown when all are closed; the one prepared when none was opened."""
        self.set_states(y2031="closed", y2032="closed")
        self.assertEqual(self.current(), [2032])
        self.set_states()
        self.assertEqual(self.current(), [2033])

    @freeze_time("2032-05-05")
    def test_what_the_lists_begin_with(self):
        """The filters of plans and results hold to that year, and are the lists' default."""
        self.set_states(y2031="open", y2032="open")
        plans = self.env["hr.skp"].create(
            [
                {"employee_id": self.people["staff"].id, "period_id": self.years[year].id}
                for year in (2031, 2032)
            ]
        )
        for xmlid, path in (
            ("hr_skp_action_team", "period_id"),
            ("hr_skp_action", "period_id"),
            ("hr_skp_result_action", "skp_id.period_id"),
        ):
            with self.subTest(action=xmlid):
                action = self.env.ref(f"hr_skp.{xmlid}")
                self.assertIn("search_default_current_period", action.context)
                arch = self.env[action.res_model].get_view(view_type="search")["arch"]
                self.assertIn(f"[('{path}.is_current', '=', True)]", arch)
        mine = self.env["hr.skp"].with_user(self.users["kasi"])
        found = mine.search([("id", "in", plans.ids), ("period_id.is_current", "=", True)])
        self.assertEqual(found.period_id.year, 2032)

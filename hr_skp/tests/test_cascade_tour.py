from odoo.tests import HttpCase, tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestCascadeTour(HttpCase, SkpCommon):
    """From the tree to the plan to its breaking down, in a browser."""

    def test_from_the_objective_to_the_people(self):
        """The leader sees the gap in the tree and fills it (worked example E1)."""
        objective, _other = self.env["hr.skp.objective"].create(
            [{"name": name, "company_id": self.agency.id} for name in ("Kota bersih", "Kota sehat")]
        )
        city = self.add_result("kadis", "Indeks kebersihan Kota A", objective_id=objective.id)
        self.start_tour("/odoo", "hr_skp_cascade", login="uji_kadis")
        self.assertRecordValues(
            city.child_ids.sorted("id"),
            [
                {"name": f"Indeks kebersihan {area}", "skp_id": self.plans["kabid"].id}
                for area in ("Kecamatan I dan II", "Kecamatan III dan IV")
            ],
        )

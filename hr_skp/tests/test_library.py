from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestLibrary(SkpCommon):
    """The agency's catalogue of good results, by post, position and unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        job = cls.people["staff"].job_id
        values = {
            "all": {},
            "post": {"job_id": job.id},
            "other_post": {"job_id": cls.people["kasi"].job_id.id},
            "position": {"asn_position": "pelaksana"},
            "other_position": {"asn_position": "pengawas"},
            "unit": {"department_id": cls.bidang.id},
            "other_unit": {
                "department_id": cls.env["hr.department"]
                .create({"name": "Bidang Lain", "company_id": cls.agency.id})
                .id
            },
        }
        cls.library = {
            key: cls.env["hr.skp.library.result"].create(
                {
                    "name": f"Hasil {key}",
                    "company_id": cls.agency.id,
                    "indicator_ids": [(0, 0, {"name": "Jumlah", "target": "10 – 12"})],
                    **vals,
                }
            )
            for key, vals in values.items()
        }

    def pick(self, user="staff", **vals):
        return (
            self.env["hr.skp.library.pick"]
            .with_user(self.users[user])
            .create({"skp_id": self.plans["staff"].id, **vals})
        )

    def test_what_fits_the_post(self):
        """Post, position, unit or a unit above: whatever is named must fit."""
        fitting = {self.library[key].id for key in ("all", "post", "position", "unit")}
        self.assertEqual(set(self.pick().available_ids.ids), fitting)
        everything = {result.id for result in self.library.values()}
        self.assertEqual(set(self.pick(only_fitting=False).available_ids.ids), everything)

    def test_added_with_indicators(self):
        self.pick(library_ids=[Command.set(self.library["post"].ids)]).action_confirm()
        result = self.plan("staff").result_ids
        self.assertEqual(result.name, "Hasil post")
        self.assertEqual(result.indicator_ids.target, "10 – 12")

    def test_guards_of_the_plan_apply(self):
        """Neither to an agreed plan, nor to somebody else's."""
        chosen = [Command.set(self.library["all"].ids)]
        with self.assertRaises(AccessError):
            self.pick("officer", library_ids=chosen).action_confirm()
        self.bring_to("staff", "agreed")
        with self.assertRaises(UserError):
            self.pick(library_ids=chosen).action_confirm()

    def test_saved_by_officers(self):
        result = self.add_result("staff", "Arsip tertata")
        action = result.with_user(self.users["officer"]).action_save_to_library()
        saved = self.env["hr.skp.library.result"].browse(action["res_id"])
        self.assertRecordValues(
            saved,
            [
                {
                    "name": "Arsip tertata",
                    "job_id": self.people["staff"].job_id.id,
                    "asn_position": "pelaksana",
                    "company_id": self.agency.id,
                }
            ],
        )
        self.assertEqual(saved.indicator_ids.target, "10 – 12")
        with self.assertRaises(AccessError):
            result.with_user(self.users["kasi"]).action_save_to_library()

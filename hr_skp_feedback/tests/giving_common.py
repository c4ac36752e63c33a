from odoo.tests import new_test_user

from odoo.addons.hr_skp.tests.common import SkpCommon


class GivingCommon(SkpCommon):
    """kasi's plan is agreed, and around him stands everybody who may say something about it.

    kabid evaluates him, wakil acts for kabid; kadis assigned him a result; ketua leads a team with
    him; staff and warga (portal) are below him; lain is of another unit, tamu of another agency.
    """

    year = 2026

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bring_to("kasi", "agreed")
        cls.result = cls.plans["kasi"].result_ids
        cls._create_deputy()
        cls._create_assigned_result()
        cls._create_team()
        cls._create_strangers()
        cls.feedback = cls.env["hr.skp.feedback"]

    @classmethod
    def _create_period(cls, year=None):
        return super()._create_period(year or cls.year)

    @classmethod
    def _create_deputy(cls):
        cls.users["wakil"] = cls._create_user("wakil", "Wakil Uji", "base.group_user")
        cls.people["wakil"] = cls._create_person(
            "wakil", "Wakil Uji", "pengawas", "kadis", "dinas", 90
        )
        cls.delegation = cls.env["hr.skp.delegation"].create(
            {
                "official_id": cls.people["kabid"].id,
                "delegate_id": cls.people["wakil"].id,
                "kind": "plh",
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )

    @classmethod
    def _create_assigned_result(cls):
        """An official of another unit (pemberi) had a result assigned to kasi, agreed since."""
        cls.users["pemberi"] = cls._create_user("pemberi", "Pemberi Tugas", "base.group_user")
        cls.people["pemberi"] = cls._create_person(
            "pemberi", "Pemberi Tugas", "jpt_pratama", "walikota", None, 91
        )
        assignment = cls.env["hr.skp.assignment"].create(
            {
                "name": "Tim Perda",
                "description": "Rancangan tersusun",
                "period_id": cls.period.id,
                "assigner_id": cls.people["pemberi"].id,
                "state": "decided",
            }
        )
        cls.assigned = cls.add_result(
            "kasi", "Rancangan tersusun", assignment_id=assignment.id, agreed_revision=1
        )

    @classmethod
    def _create_team(cls):
        cls.env["hr.skp.team"].create(
            {
                "name": "Tim",
                "leader_id": cls.people["ketua"].id,
                "period_id": cls.period.id,
                "member_ids": [(0, 0, {"employee_id": cls.people["kasi"].id})],
            }
        )

    @classmethod
    def _create_strangers(cls):
        cls.users["lain"] = cls._create_user("lain", "Pegawai Lain", "base.group_user")
        cls.people["lain"] = cls._create_person(
            "lain", "Pegawai Lain", "pelaksana", "walikota", None, 92
        )
        other = cls.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        cls.users["tamu"] = new_test_user(
            cls.env, "uji_tamu", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        cls.env["hr.employee"].create(
            {"name": "Tamu", "company_id": other.id, "user_id": cls.users["tamu"].id}
        )

    def as_user(self, key):
        """Return the feedback model as a user has it, in his own agency."""
        return self.env(user=self.users[key], context={})["hr.skp.feedback"]

    def give(self, key, about="kasi", **vals):
        """Give feedback as user ``key`` on the person ``about``; read it back as the giver."""
        return self.as_user(key).create(
            {
                "employee_id": self.people[about].id,
                "tone": "good",
                "name": "Laporan selalu tepat waktu dan rapi",
                **vals,
            }
        )

from datetime import datetime
from zoneinfo import ZoneInfo

from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


def agency_today():
    """Return the day it is at the agencies of the tests, which are in Jakarta."""
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


class SkpCommon(BaseCommon):
    """An agency of eleven people with one user per role, and their draft plans of one year.

    walikota (head of the region, not ASN)
    └─ kadis (JPT Pratama, heads the Dinas)
       └─ kabid (Administrator, heads the Bidang)
          ├─ ketua (JF, leads a team but does not evaluate)
          │  └─ anggota (JF, portal user)
          └─ kasi (Pengawas)
             ├─ staff (Pelaksana)
             ├─ teman (Pelaksana, the colleague)
             └─ warga (Pelaksana, portal user)
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_world()

    @classmethod
    def _create_world(cls):
        """Create it in ``cls.env``; what runs outside the test runner begins here."""
        cls.agency = cls.env["res.company"].create(
            {"name": "Pemerintah Kota Uji", "agency_kind": "regional", "signing_city": "Kota Uji"}
        )
        cls.env.user.company_ids |= cls.agency
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.agency.ids))
        cls._create_units()
        cls._create_people()
        cls._create_officers()
        cls.period = cls._create_period()
        cls._create_plans()

    @classmethod
    def _create_units(cls):
        Department = cls.env["hr.department"]
        cls.dinas = Department.create({"name": "Dinas Uji", "company_id": cls.agency.id})
        cls.bidang = Department.create(
            {"name": "Bidang Uji", "parent_id": cls.dinas.id, "company_id": cls.agency.id}
        )
        cls.seksi = Department.create(
            {"name": "Seksi Uji", "parent_id": cls.bidang.id, "company_id": cls.agency.id}
        )

    @classmethod
    def _create_people(cls):
        cls.grade = cls.env["hr.asn.grade"].search([("code", "=", "III/a")], limit=1)
        people = [
            ("walikota", "Wali Kota Uji", False, None, None, "base.group_user"),
            ("kadis", "Kepala Dinas Uji", "jpt_pratama", "walikota", "dinas", "base.group_user"),
            ("kabid", "Kepala Bidang Uji", "administrator", "kadis", "bidang", "base.group_user"),
            ("ketua", "Ketua Tim Uji", "jf_ahli_muda", "kabid", "bidang", "base.group_user"),
            (
                "anggota",
                "Anggota Tim Uji",
                "jf_ahli_pertama",
                "ketua",
                "bidang",
                "base.group_portal",
            ),
            ("kasi", "Kepala Seksi Uji", "pengawas", "kabid", "seksi", "base.group_user"),
            ("staff", "Staf Uji", "pelaksana", "kasi", "seksi", "base.group_user"),
            ("teman", "Teman Uji", "pelaksana", "kasi", "seksi", "base.group_user"),
            ("warga", "Warga Uji", "pelaksana", "kasi", "seksi", "base.group_portal"),
        ]
        cls.people, cls.users = {}, {}
        for index, (key, name, position, superior, unit, group) in enumerate(people, 1):
            cls.users[key] = cls._create_user(key, name, group)
            cls.people[key] = cls._create_person(key, name, position, superior, unit, index)
        cls.dinas.manager_id = cls.people["kadis"]
        cls.bidang.manager_id = cls.people["kabid"]
        cls.seksi.manager_id = cls.people["kasi"]
        cls.agency.agency_head_id = cls.people["walikota"]

    @classmethod
    def _create_user(cls, key, name, groups):
        return new_test_user(
            cls.env,
            f"uji_{key}",
            groups=groups,
            name=name,
            company_id=cls.agency.id,
            company_ids=[(6, 0, cls.agency.ids)],
            tz="Asia/Jakarta",
        )

    @classmethod
    def _move_east(cls):
        """Bring the agency eight hours ahead of the server and of everybody's account."""
        cls.agency.skp_tz = "Asia/Makassar"
        cls.env["res.users"].union(*cls.users.values()).tz = "UTC"

    @classmethod
    def _create_person(cls, key, name, position, superior, unit, index):
        job = cls.env["hr.job"].create(
            {
                "name": f"Jabatan {name}",
                "asn_position": position,
                "company_id": cls.agency.id,
            }
        )
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "company_id": cls.agency.id,
                "user_id": cls.users[key].id,
                "job_id": job.id,
                "department_id": getattr(cls, unit).id if unit else False,
                "parent_id": cls.people[superior].id if superior else False,
                "asn_kind": "pns" if position else "non_asn",
                "asn_grade_id": cls.grade.id if position else False,
                "nip": f"198609262015051{index:03d}" if position else False,
            }
        )

    @classmethod
    def _create_officers(cls):
        groups = {
            "hr": "hr.group_hr_user",
            "unit_officer": "hr_skp.group_skp_unit_officer",
            "officer": "hr_skp.group_skp_officer",
            "manager": "hr_skp.group_skp_manager",
            "auditor": "hr_skp.group_skp_auditor",
        }
        for key, group in groups.items():
            cls.users[key] = cls._create_user(key, f"Pengguna {key}", group)
        cls.bidang.skp_officer_ids = cls.users["unit_officer"]

    @classmethod
    def _create_period(cls, year=2026):
        return cls.env["hr.skp.period"].create(
            {
                "name": str(year),
                "year": year,
                "date_start": f"{year}-01-01",
                "date_end": f"{year}-12-31",
                "plan_deadline": f"{year}-01-31",
                "company_id": cls.agency.id,
            }
        )

    @classmethod
    def _create_plans(cls):
        planned = [key for key in cls.people if key != "walikota"]
        plans = cls.env["hr.skp"].create(
            [{"employee_id": cls.people[key].id, "period_id": cls.period.id} for key in planned]
        )
        cls.plans = dict(zip(planned, plans, strict=True))

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    def plan(self, key, role=None):
        """Return the plan of person ``key``, as the user ``role``."""
        plan = self.plans[key]
        return plan.with_user(self.users[role]) if role else plan

    @classmethod
    def add_result(cls, key, name="Laporan bulanan tersusun tepat waktu", **vals):
        """Add a result with one indicator to somebody's plan, as the system."""
        return cls.env["hr.skp.result"].create(
            {
                "skp_id": cls.plans[key].id,
                "name": name,
                "indicator_ids": [
                    (0, 0, {"name": "Jumlah laporan", "target": "10 – 12", "aspect": "quantity"})
                ],
                **vals,
            }
        )

    @classmethod
    def bring_to(cls, key, state):
        """Bring a plan into ``state`` by the steps of the people concerned."""
        if not cls.plans[key].result_ids:
            cls.add_result(key)
        own = cls.plans[key].with_user(cls.plans[key].employee_user_id)
        above = cls.plans[key].with_user(cls.plans[key].evaluator_user_id)
        steps = {
            "draft": [],
            "proposed": [own.action_propose],
            "agreed": [own.action_propose, above.action_agree],
            "revising": [
                own.action_propose,
                above.action_agree,
                lambda: above.action_revise("Penugasan baru"),
            ],
            "cancelled": [
                lambda: cls.plans[key].with_user(cls.users["officer"]).action_cancel("Keliru")
            ],
        }
        for step in steps[state]:
            step()
        return cls.plans[key]

"""The people whom Odoo itself makes, each step by whose step it is; all others are their copies.

A ``boss`` heads a large unit under the head of the agency, a ``head`` a unit below it, and the
``staff`` works there.  The three live through the same year, so that each leaves the same rows.
"""

from datetime import date
from unittest.mock import patch

from odoo.tests import new_test_user

YEAR = 2025
PARTS = ("boss", "head", "staff")
POSTS = {
    "top": ("Bupati Uji Beban", False),
    "boss": ("Kepala Dinas Uji Beban", "jpt_pratama"),
    "middle": ("Kepala Bidang Uji Beban", "administrator"),
    "head": ("Kepala Seksi Uji Beban", "pengawas"),
    "staff": ("Pelaksana Uji Beban", "pelaksana"),
}
RESULTS, INDICATORS, FEEDBACK = 6, 2, 2


def name_of(part):
    return f"Purwarupa {part.capitalize()} Uji Beban"


def nip_of(part):
    return f"1986092620150510{10 + PARTS.index(part)}"


def login_of(part):
    return f"purwarupa.{part}"


def unit_of(part):
    return f"Unit {part.capitalize()} Uji Beban"


class Prototype:
    """Makes the agency's frame and the three people; keeps what the copies need of them."""

    def __init__(self, env):
        self.env = env(context={"lang": "en_US", "tracking_disable": True})
        self.people, self.users, self.units, self.plans = {}, {}, {}, {}

    def make(self):
        self._make_agency()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            for part in PARTS:
                self._make_person(part)
            self._make_period()
            for part in PARTS:
                self._make_plan(part)
            for number, term in enumerate(self.terms):
                self._evaluate(term, number)
            self._make_feedback()
        self.env.flush_all()
        return self

    # ------------------------------------------------------------
    # THE FRAME
    # ------------------------------------------------------------

    def _make_agency(self):
        env = self.env
        self.company = env.company
        self.company.write(
            {
                "name": "Pemerintah Kabupaten Uji Beban",
                "agency_kind": "regional",
                "signing_city": "Uji Beban",
                "skp_cadence": "quarterly",
                "skp_merge_last_term": False,
                "skp_objection_terms": "all",
            }
        )
        self.jobs = {
            part: env["hr.job"].create({"name": name, "asn_position": position})
            for part, (name, position) in POSTS.items()
        }
        self.top = env["hr.employee"].create(
            {"name": name_of("top"), "job_id": self.jobs["top"].id, "asn_kind": "non_asn"}
        )
        self.top_user = new_test_user(
            env, "purwarupa.top", groups="base.group_user", name=self.top.name
        )
        self.top.user_id = self.top_user
        self.company.agency_head_id = self.top
        self.officer = new_test_user(
            env,
            "petugas.beban",
            groups="base.group_user,hr.group_hr_user,hr_skp.group_skp_officer",
            name="Petugas Uji Beban",
            email="petugas.beban@example.go.id",
        )
        above = env["hr.department"]
        for part in ("boss", "head"):
            above = self.units[part] = env["hr.department"].create(
                {"name": unit_of(part), "parent_id": above.id}
            )
        self.units["staff"] = self.units["head"]

    def _make_person(self, part):
        env, above = self.env, {"boss": "top", "head": "boss", "staff": "head"}[part]
        portal = part == "staff"
        user = new_test_user(
            env,
            login_of(part),
            groups="base.group_portal" if portal else "base.group_user",
            name=name_of(part),
            email=f"{login_of(part)}@example.go.id",
            tz="Asia/Jakarta",
        )
        person = env["hr.employee"].create(
            {
                "name": name_of(part),
                "user_id": user.id,
                "job_id": self.jobs[part].id,
                "department_id": self.units[part].id,
                "parent_id": (self.people.get(above) or self.top).id,
                "asn_kind": "pns",
                "asn_grade_id": env["hr.asn.grade"].search([("code", "=", "III/a")]).id,
                "nip": nip_of(part),
                "date_version": date(2020, 1, 1),
            }
        )
        if not portal:
            self.units[part].manager_id = person
        env["hr.skp.past.predicate"].create(
            {"employee_id": person.id, "year": YEAR - 1, "predicate": "baik", "source": "e-Kinerja"}
        )
        self.people[part], self.users[part] = person, user

    def _make_period(self):
        self.period = self.env["hr.skp.period"].create(
            {"year": YEAR, "plan_deadline": date(YEAR, 1, 31)}
        )
        self.period.action_open()
        self.env["hr.skp.period"]._cron_open_periods()
        self.terms = self.period.term_ids.sorted("sequence")

    # ------------------------------------------------------------
    # THE YEAR OF ONE PERSON
    # ------------------------------------------------------------

    def _make_plan(self, part):
        person, env = self.people[part], self.env
        plan = env["hr.skp"].search(
            [("employee_id", "=", person.id), ("period_id", "=", self.period.id)]
        )
        leader = self.plans.get({"head": "boss", "staff": "head"}.get(part))
        own = env(user=self.users[part])
        for number in range(RESULTS):
            own["hr.skp.result"].create(
                {
                    "skp_id": plan.id,
                    "kind": "main" if number < RESULTS - 1 else "additional",
                    "name": f"Layanan ke-{number + 1} sesuai tugas jabatan terlaksana tepat waktu",
                    "parent_id": leader.result_ids[number].id if leader else False,
                    "indicator_ids": [
                        (0, 0, self._prepare_indicator(number, index))
                        for index in range(INDICATORS)
                    ],
                }
            )
        plan.with_user(self.users[part]).action_propose()
        plan.with_user(plan.evaluator_user_id).action_agree()
        self.plans[part] = plan

    def _prepare_indicator(self, number, index):
        return {
            "name": f"Persentase layanan ke-{number + 1} yang selesai pada waktunya ({index + 1})",
            "target": "90 – 95%",
            "uom": "persen",
            "aspect": ("quantity", "time")[index],
        }

    def _evaluate(self, term, number):
        term.with_user(self.officer).action_open()
        self.env["hr.skp.term"]._cron_open_terms()
        for part in ("boss", "head"):
            performance = (
                self.env["hr.skp.unit.performance"]
                .with_user(self.top_user if part == "boss" else self.users["boss"])
                .create(
                    {
                        "department_id": self.units[part].id,
                        "term_id": term.id,
                        "predicate": "baik",
                    }
                )
            )
            performance.action_confirm()
        for part in PARTS:
            self._judge(part, term)

    def _judge(self, part, term):
        evaluation = self.env["hr.skp.evaluation"].search(
            [("skp_id", "=", self.plans[part].id), ("term_id", "=", term.id)]
        )
        own = evaluation.with_user(self.users[part])
        for line in own.line_ids:
            line.write({"realisation": "92% selesai tepat waktu", "realisation_value": 92})
        own.action_self_report()
        above = evaluation.with_user(evaluation.evaluator_user_id)
        rating = above.action_start_rating()
        rating.line_ids.write({"rating": "as"})
        above.action_rate("as", "as", reason="Sesuai catatan triwulan")
        above.action_finalise()
        self._issue()
        own.action_receive()
        own.action_accept()
        self._issue()

    def _issue(self):
        self.env.flush_all()
        self.env["hr.skp.evaluation.revision"]._cron_issue_documents()

    def _make_feedback(self):
        for part in PARTS:
            plan = self.plans[part]
            giver = self.env(user=plan.evaluator_user_id)
            for number in range(FEEDBACK):
                feedback = giver["hr.skp.feedback"].create(
                    {
                        "employee_id": plan.employee_id.id,
                        "skp_id": plan.id,
                        "result_id": plan.result_ids[number].id,
                        "tone": ("good", "improve")[number % 2],
                        "name": "Laporan rapi; kirim lebih awal agar sempat diperiksa",
                    }
                )
                feedback.write({"follow_up": "full"})

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import SkpCommon


class ReadinessCommon(SkpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = cls.env["hr.skp.period"].create({"year": 2027, "company_id": cls.agency.id})

    def _check(self, role="officer"):
        """Return problem code -> lines, as that officer finds them."""
        period = self.year.with_user(self.users[role])
        action = period.action_check_readiness()
        problems = period.env[action["res_model"]].search(action["domain"])
        return {problem.code: problem.line_ids for problem in problems}

    def _found(self, role="officer"):
        """Return problem code -> set of keys of the people who have it."""
        keys = {person.id: key for key, person in self.people.items()}
        return {
            code: {keys.get(line.employee_id.id) for line in lines}
            for code, lines in self._check(role).items()
        }

    def _mend(self, lines, role="officer"):
        """Return the wizard's form for these lines."""
        action = lines.action_mend()
        wizard = self.env[action["res_model"]].with_user(self.users[role])
        return Form(wizard.browse(action["res_id"]))


@tagged("post_install", "-at_install", "hr_skp")
class TestReadinessCheck(ReadinessCommon):
    """The check names everybody who is not ready, with the reason, to officers only."""

    def test_a_ready_agency(self):
        """Of a complete agency only the passed-over team leader is worth a word."""
        found = self._check()
        self.assertEqual(set(found), {"superior_skipped"})
        self.assertEqual(found["superior_skipped"].employee_id, self.people["anggota"])
        self.assertIn("Ketua Tim Uji", found["superior_skipped"].detail)
        self.assertIn("Kepala Bidang Uji", found["superior_skipped"].detail)
        self.assertEqual(self.year.unready_count, 0, "advice does not count")
        self.assertTrue(self.year.readiness_checked)

    def test_every_problem(self):
        """Each gap is found, with what the officer needs to know to mend it."""
        people = self.people
        people["staff"].asn_kind = False
        people["teman"].job_id = False
        people["warga"].department_id = False
        people["kasi"].job_id.write({"asn_position": False, "name": "Kepala Seksi Uji"})
        people["anggota"].asn_grade_id = False
        people["ketua"].user_id = False
        people["kadis"].nip = False
        people["kabid"].birthday = "1990-01-01"
        found = self._check()
        self.assertEqual(
            {code: set(lines.employee_id) for code, lines in found.items()},
            {
                "no_kind": {people["staff"]},
                "no_post": {people["teman"]},
                "no_unit": {people["warga"]},
                "no_position": {people["kasi"]},
                "no_grade": {people["anggota"]},
                "no_user": {people["ketua"]},
                "no_nip": {people["kadis"]},
                "odd_nip": {people["kabid"]},
                # Kasi's post is not known to be one that evaluates.
                "superior_skipped": {people["anggota"], people["teman"], people["warga"]},
            },
        )
        self.assertEqual(found["no_kind"].detail, "By the number: PNS.")
        self.assertEqual(found["no_position"].detail, "By the title: Pengawas.")
        self.assertIn("birthday", found["odd_nip"].detail)
        self.assertEqual(self.year.unready_count, 6)
        self.assertEqual(found["no_kind"].department_id, people["staff"].department_id)

    def test_no_evaluator(self):
        """Without anybody above who may evaluate the reason says what is missing."""
        self.agency.agency_head_id = False
        self.people["kadis"].parent_id = False
        self.people["kasi"].parent_id = False
        self.people["kabid"].parent_id = self.people["ketua"]
        self.people["ketua"].parent_id = False
        lines = {line.employee_id: line.detail for line in self._check()["no_evaluator"]}
        self.assertEqual(
            lines,
            {
                self.people["kadis"]: "The settings name no head of the agency.",
                self.people["kasi"]: "No superior is recorded.",
                self.people["ketua"]: "No superior is recorded.",
                self.people["kabid"]: "None of the superiors may evaluate: Ketua Tim Uji.",
                self.people["anggota"]: "None of the superiors may evaluate: Ketua Tim Uji.",
            },
        )

    def test_loop(self):
        """A circle in the org chart is named from each of its people's side, once."""
        self.people["kabid"].parent_id = self.people["kasi"]
        lines = {line.employee_id: line.detail for line in self._check()["loop"]}
        self.assertEqual(
            lines,
            {
                self.people["kabid"]: "Kepala Bidang Uji → Kepala Seksi Uji → Kepala Bidang Uji",
                self.people["kasi"]: "Kepala Seksi Uji → Kepala Bidang Uji → Kepala Seksi Uji",
            },
        )

    def test_mutual_evaluators_are_a_loop(self):
        """Two who are made each other's evaluators run in a circle as well."""
        self.people["kasi"].skp_evaluator_override_id = self.people["ketua"]
        self.people["ketua"].skp_evaluator_override_id = self.people["kasi"]
        self.assertEqual(self._found()["loop"], {"kasi", "ketua"})

    def test_evaluator_who_is_not_asn(self):
        """Whoever evaluates needs an account although he has no plan himself."""
        self.people["walikota"].user_id = False
        lines = self._check()["no_user"]
        self.assertEqual(lines.employee_id, self.people["walikota"])
        self.assertIn("Evaluates 1 people", lines.detail)

    def test_blocking_is_not_eligible(self):
        """Nobody whom the check lets pass is left out by the opening, and the other way round."""
        self.people["staff"].asn_kind = False
        self.people["teman"].job_id = False
        self.people["warga"].department_id = False
        blocked = {
            line.employee_id
            for lines in self._check().values()
            for line in lines
            if line.severity == "blocking"
        }
        eligible = set(self.env["hr.employee"].search(self.year._get_eligible_domain()))
        everybody = set(self.people.values()) - {self.people["walikota"]}
        self.assertEqual(eligible, everybody - blocked)

    def test_checked_anew(self):
        """A second check replaces the first one's lines and keeps the problem's record."""
        self.people["staff"].asn_grade_id = False
        self.people["teman"].asn_grade_id = False
        before = self._check()["no_grade"]
        problem = before.problem_id
        self.people["staff"].asn_grade_id = self.grade
        after = self._check()["no_grade"]
        self.assertEqual(after.employee_id, self.people["teman"])
        self.assertEqual(after.problem_id, problem)
        self.assertFalse(before.exists())
        self.assertEqual(self.year.unready_count, 1)

    def test_officers_only(self):
        """Only officers check; each reads what he asked for himself; nobody writes it."""
        self.people["staff"].asn_grade_id = False
        for role in ("staff", "kadis", "unit_officer", "auditor", "hr"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.year.with_user(self.users[role]).action_check_readiness()
        line = self._check()["no_grade"]
        with self.assertRaises(AccessError):
            line.with_user(self.users["officer"]).write({"detail": "x"})
        with self.assertRaises(AccessError):
            line.with_user(self.users["manager"]).read(["detail"])
        with self.assertRaises(AccessError):
            line.with_user(self.users["staff"]).read(["detail"])
        self.assertTrue(self._check("manager"))
        self.assertTrue(line.exists(), "another officer's check replaces only his own")

    def test_menu(self):
        """The menu checks the period in preparation, or leads to making one."""
        Period = self.env["hr.skp.period"].with_user(self.users["officer"])
        Period = Period.with_company(self.agency)
        self.period.action_open()
        action = Period.action_check_current_readiness()
        self.assertIn(("period_id", "=", self.year.id), action["domain"])
        self.year.action_open()
        self.year.action_close("Uji")
        self.period.action_close("Uji")
        action = Period.action_check_current_readiness()
        self.assertEqual(action["res_model"], "hr.skp.period")

    def test_queries_do_not_grow(self):
        """Fifty people more cost no query each: only the inserts of a hundred lines."""

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.year._refresh_readiness()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        self.env["hr.employee"].create(
            [{"name": f"P {i}", "company_id": self.agency.id} for i in range(50)]
        )
        count()
        # The ORM inserts a hundred lines a statement; fifty people have at most 350 problems.
        self.assertLessEqual(count(), few + 4)
